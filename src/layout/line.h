/* Lines: a paragraph cut by total fit, each line reordered and justified into glyph runs whose x counts
 * from the measure's left edge. Line stage knows no page. */
#ifndef HEXAPLA_LINE_H
#define HEXAPLA_LINE_H

#include "layout/frame.h"
#include "layout/shape.h"

struct line {
    LIST(struct item) items; /* glyphs, in table rows rules as well; y 0 is the baseline */
    hx_unit leading; /* [unit] distance from the baseline above it within the block */
    hx_unit ascent, descent; /* [unit] real extents of its glyphs, descent positive */
    hx_unit width; /* [unit] natural width before justification */
    hx_unit measure; /* [unit] what it had to fill */
    int32_t stretch; /* [1/1000] of natural word space after justification; 1000 when it has no space */
    bool hyphenated; /* ends in a hyphen that the source has not */
    LIST(int32_t) calls; /* notes called in it, in order */
    struct span span; /* in the source */
    hx_unit above; /* [unit] a table row of several lines of text: its first baseline is so far above its own */
    bool keep_next; /* a table row that stays on the page of the next */
};

/* A block in lines; labels are items of the first line. */
struct set_block {
    const struct content_block *block;
    LIST(struct line) lines;
    const struct line *repeat; /* a table's header, artifacts all, for the pages it goes on to: its `leading` is
                                  from its baseline to the first one below; NULL: none */
    size_t header_lines; /* of `lines` are that header */
};

/* `measure` is the column's width; indents come from the block's style. A mirrored template has its
 * start on the right. A block without text (END_RULE, an empty cell) has no lines. */
struct set_block *line_set(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_block *block, hx_unit measure, struct report *report);
/* Masthead cells: ragged lines broken to the cell's width, or one line when that is 0; each starts at
 * x 0 and has its width, so that the caller can place it. */
struct set_block *line_set_cell(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_cell *cell, struct report *report);

#endif
