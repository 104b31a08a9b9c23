/* Masthead and furniture: the cells, rules and pictures that a page plan puts at fixed places, on the
 * first page the masthead, on later ones running heads and folios. */
#ifndef HEXAPLA_MASTHEAD_H
#define HEXAPLA_MASTHEAD_H

#include "layout/frame.h"
#include "layout/line.h"

struct masthead;

/* Cells without page numbers are set once for all pages of a kind. */
struct masthead *masthead_new(struct shaper *shaper, struct arena *arena, const struct content *content,
    struct report *report);
enum page_kind masthead_kind(size_t page_index, bool landscape);
/* Adds to a page what the plan of its kind puts there: artifacts first, then, on the first page, the masthead's
 * cells, which are text of the document. `index` is from 0. */
void masthead_place(struct masthead *masthead, struct page *page, size_t index, size_t page_count);

#endif
