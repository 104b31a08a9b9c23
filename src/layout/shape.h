/* Shape: a content block becomes a paragraph of glyph clusters with break opportunities, still without
 * any line. Runs of one face, direction and style are shaped by HarfBuzz at font units, word by word
 * through a cache, and scaled (fonts.md 7). */
#ifndef HEXAPLA_SHAPE_H
#define HEXAPLA_SHAPE_H

#include "base/diag.h"
#include "layout/frame.h"
#include "template/resolve.h"

/* One thread's tools: HarfBuzz buffers, ICU iterators, the word cache. Reused from document to document. */
struct shaper;
struct shaper *shaper_new(struct font_set *fonts);
void shaper_free(struct shaper *shaper);

/* One glyph before lines exist. */
struct par_glyph {
    uint32_t id;
    int32_t advance, x, y; /* [upem] */
    uint16_t cluster; /* first glyph of a cluster: its code units; else 0 */
    bool unsafe; /* HarfBuzz: not safe to break before */
};

/* A cluster: the least thing that justification moves and a line break separates. */
struct cluster {
    uint32_t text; /* [utf16] */
    uint32_t text_n; /* [utf16] */
    uint32_t glyph; /* index of its first glyph, logical order */
    uint32_t glyph_n;
    uint32_t segment;
    hx_unit advance; /* [unit] scaled, natural tracking included */
    uint8_t break_before; /* enum break_kind */
    bool space; /* a stretchable space; vanishes at line ends */
    bool tracked; /* takes letterspacing */
    uint8_t level; /* bidi embedding level */
};

/* A stretch of one run, face and level. */
struct segment {
    const struct run *run;
    const struct face *face;
    hx_unit size; /* [unit] */
    uint8_t level;
    uint32_t cluster, cluster_n;
};

struct par {
    const struct content *content;
    const struct content_block *block;
    bool rtl; /* base direction */
    const uint16_t *text;
    uint32_t text_n;
    LIST(struct par_glyph) glyphs;
    LIST(struct cluster) clusters; /* in logical order over the paragraph */
    LIST(struct segment) segments;
    const int64_t *sum; /* [unit] prefix sums of cluster advances, clusters.n + 1 of them */
};

/* A missing glyph or face is an error in the report (once per character) and U+FFFD or a skipped
 * character in the result, which is then not written. */
struct par *shape_runs(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_block *block, const struct run *runs, size_t n, struct report *report);

#endif
