#include "layout/flow.h"

#include <string.h>

#include "layout/paginate.h"

void flow_add(struct arena *arena, const struct set_block *set, int32_t note, struct placed_list *list)
{
    const struct content_block *block = set->block;
    size_t n = block->rule ? 1 : set->lines.n;
    for (size_t i = 0; i < n; i++)
        *list_add(arena, list) = (struct placed_line){.block = block,
            .line = block->rule ? NULL : &set->lines.at[i],
            .repeat = i < set->header_lines ? NULL : set->repeat,
            .at = i,
            .of = n,
            .note = note};
}

hx_unit flow_height(struct clash *clash, const struct placed_line *above, const struct placed_line *line)
{
    int64_t height = line->line ? line->line->leading : line->block->style->leading;
    if (line->at == 0) {
        hx_unit after = above->block->style->after, before = line->block->style->before;
        height += after > before ? after : before;
    }
    if (above->line && line->line && (int64_t)above->line->descent + line->line->ascent > height) {
        hx_unit apart = clash_distance(clash, above->line, line->line);
        height = apart > height ? apart : height;
    }
    return (hx_unit)(height < 0 ? 0 : height > INT32_MAX / 4 ? INT32_MAX / 4 : height);
}

/* ---- cost of a page end between blocks ----------------------------------------------------- */

bool flow_is_header(enum role role)
{
    return role <= ROLE_OPENING;
}

static bool is_closing(enum role role)
{
    return role == ROLE_CLOSING || role == ROLE_END_RULE;
}

static bool ends_in_colon(const struct content_block *block)
{
    for (size_t i = block->runs.n; i-- > 0;) {
        const struct run *run = &block->runs.at[i];
        size_t n = run->n;
        while (run->kind == RUN_TEXT && n > 0 && run->text[n - 1] == ' ')
            n--;
        if (run->kind != RUN_TEXT || n == 0)
            continue;
        return run->text[n - 1] == ':' || (n >= 3 && memcmp(run->text + n - 3, "\xEF\xBC\x9A", 3) == 0);
    }
    return false;
}

int64_t flow_cost_between(const struct content_block *above, const struct content_block *below)
{
    if (above->style->keep_next || flow_is_header(above->role) || below->role == ROLE_END_RULE)
        return PAGINATE_BAD;
    if (is_closing(below->role) && !is_closing(above->role))
        return 4 * PAGINATE_SOFT;
    return ends_in_colon(above) ? 2 * PAGINATE_SOFT : 0;
}

/* ---- onto a page --------------------------------------------------------------------------- */

void flow_place_rule(struct arena *arena, struct page *page, hx_unit left, hx_unit middle, hx_unit width, hx_unit thickness,
    uint32_t colour)
{
    struct item *item = list_add(arena, &page->items);
    item->kind = ITEM_RULE;
    item->artifact = true;
    item->box.x = left;
    item->box.top = middle - thickness / 2;
    item->box.width = width;
    item->box.height = thickness;
    item->box.colour = colour;
}

void flow_place(struct arena *arena, struct page *page, const struct placed_line *placed, const struct line *line,
    hx_unit left, hx_unit baseline)
{
    *list_add(arena, &page->lines) = (struct page_line){page->items.n, page->items.n + line->items.n, placed->block,
        (uint32_t)placed->at, placed->note, baseline, line->width, line->measure, line->stretch};
    for (size_t i = 0; i < line->items.n; i++) {
        struct item *item = list_add(arena, &page->items);
        *item = line->items.at[i];
        if (item->kind == ITEM_GLYPHS) {
            item->run.x += left;
            item->run.x_min += left;
            item->run.y += baseline;
        } else {
            item->box.x += left;
            item->box.top += baseline;
        }
    }
}
