/* Where pages end: heights in, page ends out. Total fit over the document (breaks.h) for lines of text
 * and the lines of their notes at once. It knows no glyph, block or style; page.c makes the numbers. */
#ifndef HEXAPLA_PAGINATE_H
#define HEXAPLA_PAGINATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/unit.h"

/* Demerits beside those for unused height, which go from 0 to 1,000,000 a page. What is "bad" is never
 * chosen for the sake of a fuller page, only when nothing else is possible. */
#define PAGINATE_SOFT INT64_C(20000) /* better elsewhere: worth some seven lines of a page of fifty */
#define PAGINATE_SPLIT INT64_C(1000000000) /* a note goes on at the foot of the next page */
#define PAGINATE_BAD INT64_C(3000000000) /* a widow, an orphan, a heading left alone */

struct paginate_line {
    hx_unit height; /* [unit] from the baseline above, when that is on the same page */
    hx_unit lead_in; /* [unit] when it starts a page, its baseline is so far below the page's first */
    uint32_t notes; /* [note line] end of the notes called up to the end of this line; never falls */
    int64_t break_cost; /* demerits of a page that ends with this line */
    bool page_before; /* starts a page */
    bool landscape; /* stands on landscape pages; where this changes, a page starts. Not the first line */
};

struct paginate_note_line {
    hx_unit height; /* [unit] from the baseline above, when that is of a note on the same page */
    bool first; /* of its note */
};

enum { PAGINATE_FIRST, PAGINATE_EVEN, PAGINATE_ODD, PAGINATE_KINDS };

struct paginate_flow {
    const struct paginate_line *lines;
    size_t n; /* at least 1 */
    const struct paginate_note_line *notes; /* in order of first call; lines[n - 1].notes of them */
    hx_unit room[PAGINATE_KINDS]; /* [unit] from the first to the lowest baseline of a page */
    hx_unit landscape_room[PAGINATE_KINDS]; /* [unit] of a landscape page; never the first */
    hx_unit note_gap; /* [unit] least distance from the last text baseline to the first note's */
};

/* A page has the lines from the end of the page before it up to `lines`, and so with note lines. Either
 * may be none, not both. */
struct paginate_page {
    size_t lines;
    uint32_t notes;
    bool landscape;
};

struct paginate_result {
    struct paginate_page *pages;
    size_t n;
    int64_t cost;
};

/* Every line and every note line stands on one page, in order; a note starts on the page of its call or,
 * where not even its first line fits there, on the next. A page holds more than its room only when
 * one line and nothing else is on it. */
struct paginate_result paginate(struct arena *arena, const struct paginate_flow *flow);

#endif
