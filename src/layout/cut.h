/* Cut: one line taken out of a paragraph, justified, reordered (UAX 9, L1 and L2) and turned into glyph
 * runs in reading order. */
#ifndef HEXAPLA_CUT_H
#define HEXAPLA_CUT_H

#include "layout/fit.h"
#include "layout/line.h"

/* The clusters of one line with their justified advances and places. */
struct cut {
    uint32_t start, end, tail; /* clusters; [end, tail) are the spaces that vanish, kept for the text */
    bool hyphen;
    hx_unit trim; /* [unit] blank taken from before the first cluster */
    hx_unit *x; /* [unit] left edge of each cluster from the line's left end */
    hx_unit *advance; /* [unit] */
    hx_unit *kashida; /* [unit] of each cluster's advance, how much is a stroke; NULL: no strokes */
    hx_unit hyphen_x;
    hx_unit width; /* [unit] as justified */
    int32_t stretch; /* [1/1000] */
};

struct cut cut_line(const struct paragraph *p, size_t from, size_t to, hx_unit measure);
/* Appends the line's runs, moved right by `shift`, and grows its ascent, descent and calls. */
void cut_items(const struct paragraph *p, const struct cut *cut, hx_unit shift, uint32_t block, struct line *line);

#endif
