/* New glyphs made of others, in a TrueType subset. Where a font draws one character with several
 * glyphs (a letter and its dots, a letter and the stroke that lengthens it), readers of a PDF file
 * want one: a code without text of its own shows up as a replacement sign or a false space. */
#ifndef HEXAPLA_COMPOSE_H
#define HEXAPLA_COMPOSE_H

#include "font/subset.h"

enum {
    COMPOSE_PARTS = 16, /* the most of one glyph */
    COMPOSE_STRETCH = 30000, /* [1/1000] */
    COMPOSE_EXTENT = 15000, /* [upem] the farthest that a part may reach */
};

struct compose_part {
    uint32_t glyph; /* in the subset */
    int32_t x, y; /* [upem] upwards */
    int32_t stretch; /* [1/1000] of its advance, 1 to COMPOSE_STRETCH; its side bearings stay */
};

struct composite {
    const struct compose_part *parts;
    size_t n; /* at most COMPOSE_PARTS */
    int32_t advance; /* [upem] */
};

/* The subset with the composites after its own glyphs, in this order, and perhaps more after them;
 * NULL when it is not TrueType, is damaged, or would have too many glyphs. */
const struct subset *compose(struct arena *arena, const struct subset *subset, const struct composite *list, size_t n);

#endif
