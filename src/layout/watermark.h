/* Watermark: a word across the page, under its text, drawn as a picture of outlines so that no reader and
 * no search takes it for text. */
#ifndef HEXAPLA_WATERMARK_H
#define HEXAPLA_WATERMARK_H

#include "layout/frame.h"
#include "layout/line.h"

/* As large as each kind of page; NULL when there is none. */
struct watermark_drawn {
    const struct picture *picture[PAGE_KIND_COUNT];
    struct arena *arena;
};

struct watermark_drawn watermark_draw(struct shaper *shaper, struct arena *arena, const struct content *content, struct report *report);
/* Adds it to a page, as an artifact. */
void watermark_place(const struct watermark_drawn *watermark, struct page *page);

#endif
