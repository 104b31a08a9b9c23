/* Flow: what every way of filling pages with lines shares: how far lines stand apart, what a page's end
 * between two blocks costs, how a line comes onto a page. */
#ifndef HEXAPLA_FLOW_H
#define HEXAPLA_FLOW_H

#include "layout/clash.h"
#include "layout/line.h"

/* A line in its block; without `line` it is the hairline of a rule block. */
struct placed_line {
    const struct content_block *block;
    const struct line *line;
    const struct line *repeat; /* the header that is set above it where it starts a page, or NULL */
    size_t at, of; /* line `at` of `of` in the block */
    int32_t note; /* content note that it is of, or NO_INDEX */
    bool page_before;
    bool landscape; /* it is set for landscape pages */
};

struct placed_list {
    struct placed_line *at;
    size_t n, room;
};

/* The lines of a block that was set. */
void flow_add(struct arena *arena, const struct set_block *set, int32_t note, struct placed_list *list);
/* From the baseline of the line above to this one's; more than the leading where glyphs touch. */
hx_unit flow_height(struct clash *clash, const struct placed_line *above, const struct placed_line *line);

bool flow_is_header(enum role role); /* stands before the text proper */
/* Demerits (paginate.h) of a page that ends between two blocks. */
int64_t flow_cost_between(const struct content_block *above, const struct content_block *below);

/* Adds the items of a line, and what they are, to a page: `left` is the column's left edge. `line` is that of
 * `placed`, or the header repeated above it. */
void flow_place(struct arena *arena, struct page *page, const struct placed_line *placed, const struct line *line,
    hx_unit left, hx_unit baseline);
void flow_place_rule(struct arena *arena, struct page *page, hx_unit left, hx_unit middle, hx_unit width, hx_unit thickness,
    uint32_t colour);

#endif
