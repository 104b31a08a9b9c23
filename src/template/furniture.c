#include "template/furniture.h"

#include <string.h>

#include "template/code.h"
#include "template/wording.h"

static void add_number(struct resolver *resolver, enum run_kind kind, const struct style *style, struct run_list *out)
{
    *list_add(resolver->arena, out) = (struct run){
        .kind = kind, .text = "", .style = *style, .link = NO_INDEX, .note = NO_INDEX, .lang = resolver->content->lang};
}

/* Fills a pattern piece by piece round its page numbers; nothing when a field is missing. */
static void fill_pattern(struct resolver *resolver, const char *pattern, const struct style *style, struct run_list *out)
{
    size_t before = out->n;
    const char *at = pattern;
    while (*at) {
        const char *page = strstr(at, "{page");
        bool count = page && strncmp(page, "{pages}", 7) == 0;
        if (page && !count && strncmp(page, "{page}", 6) != 0)
            page = NULL;
        size_t n = page ? (size_t)(page - at) : strlen(at);
        struct buf text;
        buf_init(&text, resolver->arena);
        const char *piece = arena_copy(resolver->arena, at, n);
        if (!wording_fill(resolver->template_->wording, resolver->doc, piece, &text)) {
            out->n = before;
            return;
        }
        if (text.n > 0)
            runs_add_text(resolver, text.at, style, (struct span){0, 0}, out);
        if (page)
            add_number(resolver, count ? RUN_PAGES : RUN_PAGE, style, out);
        at += n + (page ? count ? 7 : 6 : 0);
    }
}

static void fill_cells(struct resolver *resolver, const struct page_plan *plan, struct content_page *page)
{
    for (size_t i = 0; i < plan->cells.n; i++) {
        const struct cell *cell = &plan->cells.at[i];
        if (!cell->follows || page->cells.n == 0)
            *list_add(resolver->arena, &page->cells) = (struct content_cell){.cell = cell};
        fill_pattern(resolver, cell->pattern, cell->style, &page->cells.at[page->cells.n - 1].runs);
    }
}

/* A pattern's text, "" when a field is missing. */
static const char *fill_text(struct resolver *resolver, const char *pattern)
{
    struct buf text;
    buf_init(&text, resolver->arena);
    bool whole = pattern && wording_fill(resolver->template_->wording, resolver->doc, pattern, &text);
    return whole && text.n > 0 ? text.at : "";
}

/* NULL when the document gives no text for it, and, reported, when its text cannot be one. */
static const struct picture *make_code(struct resolver *resolver, const struct picture_slot *slot)
{
    const char *text = fill_text(resolver, slot->pattern);
    if (!*text)
        return NULL;
    const struct picture *code = slot->kind == PICTURE_QR
        ? code_qr(resolver->arena, text, slot->colour)
        : code_bars(resolver->arena, text, slot->width, slot->height, slot->colour);
    if (!code)
        diag_file(resolver->report, DIAG_CODE_TEXT, resolver->doc->source->name, slot->name, text);
    return code;
}

static void fill_pictures(struct resolver *resolver, const struct page_plan *plan, struct content_page *page)
{
    for (size_t i = 0; i < plan->pictures.n; i++) {
        const struct picture_slot *slot = &plan->pictures.at[i];
        const struct picture *picture = slot->kind == PICTURE_FIXED ? slot->picture : make_code(resolver, slot);
        const char *alternative = fill_text(resolver, slot->alternative);
        if (picture)
            *list_add(resolver->arena, &page->pictures) = (struct content_picture){slot, picture, *alternative ? alternative : NULL};
    }
}

/* Landscape pages are for tables. */
static bool has_landscape(const struct resolver *resolver)
{
    bool found = false;
    for (size_t i = 0; resolver->template_->table.landscape && i < resolver->content->blocks.n; i++)
        found = found || resolver->content->blocks.at[i].table;
    return found;
}

void furniture_add(struct resolver *resolver)
{
    const struct watermark *watermark = &resolver->template_->watermark;
    int kinds = has_landscape(resolver) ? PAGE_KIND_COUNT : PAGE_LANDSCAPE_EVEN;
    for (int kind = 0; kind < kinds; kind++) {
        struct content_page *page = &resolver->content->page[kind];
        page->plan = &resolver->template_->page[kind];
        fill_cells(resolver, page->plan, page);
        fill_pictures(resolver, page->plan, page);
    }
    if (watermark->pattern)
        fill_pattern(resolver, watermark->pattern, watermark->style, &resolver->content->watermark);
}
