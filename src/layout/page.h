/* Pages: lines and notes become pages of frames. Total fit over the document by the same optimiser as
 * lines; a note stands on the page of its first call; the masthead, running heads and folios are set. */
#ifndef HEXAPLA_PAGE_H
#define HEXAPLA_PAGE_H

#include "layout/frame.h"
#include "layout/line.h"

struct layout *page_layout(struct shaper *shaper, struct arena *arena, const struct content *content, struct report *report);

#endif
