/* Where things stand on the pages, and where they come from: for viewers that lead from a place of a page
 * to the source and back, and for telling which pages changed. */
#ifndef HEXAPLA_MAP_H
#define HEXAPLA_MAP_H

#include "base/buf.h"
#include "layout/frame.h"

/* JSON: language, direction, and of each page its size in points, its mark, and the boxes of its lines with
 * their text and place in the source. See hexapla.h, HX_MAP. */
void map_put(struct arena *arena, const struct layout *layout, struct buf *out);

/* A number that two pages share only when they look alike. */
uint64_t page_mark(const struct page *page);

#endif
