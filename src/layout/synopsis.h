/* Synopsis: versions of one document side by side, each in a column of its own, paragraphs in rows that begin
 * on one baseline, notes at the foot of their column on the page of their first call. Two to six columns stand
 * on one page or, more than a page holds, on two that face each other. */
#ifndef HEXAPLA_SYNOPSIS_H
#define HEXAPLA_SYNOPSIS_H

#include "checking/align.h"
#include "layout/page.h"

/* `contents` are those of the versions of the alignment, in their order, from left to right; the first one's
 * template gives the page, each one's own the type of its column. */
struct layout *synopsis_layout(struct shaper *shaper, struct arena *arena, const struct content *const *contents,
    const struct alignment *alignment, struct report *report);

#endif
