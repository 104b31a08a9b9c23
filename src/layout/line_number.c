#include "layout/line_number.h"

#include <string.h>

void line_number_page(struct line_number *number)
{
    if (number->content->template_->line_numbers.restart == RESTART_PAGE)
        number->count = 0;
}

static const struct line *set_number(struct line_number *number, const struct style *style)
{
    const struct cell cell = {.name = "line-number", .style = style, .fit = 1000, .align = ALIGN_START};
    const char *text = arena_printf(number->arena, "%d", number->count);
    struct run run = {.kind = RUN_TEXT, .text = text, .n = (uint32_t)strlen(text), .style = *style, .link = NO_INDEX,
        .note = NO_INDEX, .lang = number->content->lang};
    const struct content_cell content = {.cell = &cell, .runs = {.at = &run, .n = 1, .room = 1}};
    const struct set_block *set = line_set_cell(number->shaper, number->arena, number->content, &content, number->report);
    return set && set->lines.n > 0 ? &set->lines.at[0] : NULL;
}

void line_number_add(struct line_number *number, struct page *page, const struct content_block *block, hx_unit y)
{
    const struct template_ *template_ = number->content->template_;
    const struct line_numbers *plan = &template_->line_numbers;
    if (plan->every == 0 || block->role < ROLE_OPENING || ++number->count % plan->every != 0)
        return;
    const struct line *line = set_number(number, plan->style);
    hx_unit end = plan->x + template_->page[page->kind].column - template_->column;
    hx_unit x = !line ? 0 : template_->mirrored ? page->width - end : end - line->width;
    for (size_t i = 0; line && i < line->items.n; i++) {
        struct item *item = list_add(number->arena, &page->items);
        *item = line->items.at[i];
        item->artifact = true;
        item->run.x += x;
        item->run.x_min += x;
        item->run.y += y;
    }
}
