/* Shape: a content block becomes a paragraph of glyph clusters with break opportunities, still without
 * any line. Text is cut into units (words, single hanzi, marks between them); each unit is shaped by
 * HarfBuzz at font units through a cache and scaled (fonts.md 7). A space is glue and never part of a
 * word, so that a word's shape does not depend on its neighbours. */
#ifndef HEXAPLA_SHAPE_H
#define HEXAPLA_SHAPE_H

#include "base/diag.h"
#include "layout/frame.h"
#include "layout/word.h"
#include "template/resolve.h"

/* One thread's tools: HarfBuzz buffer, ICU iterators, the word cache. Reused from document to document. */
struct shaper;
struct shaper *shaper_new(struct font_set *fonts); /* NULL when memory is short */
void shaper_free(struct shaper *shaper);
/* Before a document's first paragraph: forgets what belongs to the document before. */
void shaper_begin(struct shaper *shaper, const struct content *content);
/* An empty arena for one paragraph's work, emptied again by the next call; out of memory lands where
 * `arena` lands. */
struct arena *shaper_scratch(struct shaper *shaper, const struct arena *arena);

/* A cluster: the least thing that justification moves and a line break separates: a base with its marks. */
struct cluster {
    uint32_t text; /* [utf16] */
    uint32_t text_n; /* [utf16] */
    uint32_t glyph, glyph_n; /* in par->glyphs, logical order; glyph_n 0 for what has no ink and no advance */
    uint32_t segment;
    hx_unit advance; /* [unit] scaled, natural tracking included */
    hx_unit shift; /* [unit] glyphs stand this much right of the cluster's left edge; negative: left of it */
    hx_unit blank_before, blank_after; /* [unit] of the advance: vanishes at the start, at the end of a line */
    hx_unit top, bottom; /* [unit] extent above and below the baseline, bottom positive downwards */
    uint8_t break_before; /* enum break_kind */
    uint8_t level; /* bidi embedding level */
    uint8_t kashida; /* rank of the join after it as a place for a kashida, 1 best; 0: none */
    bool space; /* a stretchable space; vanishes at line ends */
    bool fixed; /* a space that keeps its width and does not vanish: thin and ideographic ones */
    bool tracked; /* takes letterspacing after it */
    bool soft; /* U+00AD: a hyphen appears when the line ends after it */
};

/* A stretch of one run, face and level. */
struct segment {
    const struct run *run;
    const struct face *face;
    hx_unit size; /* [unit] real size: style times the face's factor */
    int32_t shear; /* [1/1000] when the face has no drawn slant */
    uint32_t hyphen; /* glyph of the hyphen at a line end */
    hx_unit hyphen_advance, hyphen_hang; /* [unit] its width and how much of it stands out of the line */
    uint32_t kashida; /* glyph of the kashida stroke; 0: the face has none */
    hx_unit kashida_advance; /* [unit] of the stroke unstretched */
};

struct par {
    const struct content *content;
    bool rtl; /* base direction */
    const uint16_t *text;
    uint32_t text_n;
    struct par_glyph *glyphs;
    uint32_t glyph_n;
    struct cluster *clusters; /* logical order over the paragraph */
    uint32_t cluster_n;
    LIST(struct segment) segments;
};

/* A missing glyph or face is an error in the report (once per character and document); the character
 * then has no glyph here, and the document is not written. */
struct par *shape_runs(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct run *runs, size_t n, struct report *report);

#endif
