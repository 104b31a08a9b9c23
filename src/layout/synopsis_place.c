/* Pages of a synopsis: furniture first, then its columns, one after the other, each with its head, its text and its
 * notes. */
#include "layout/masthead.h"
#include "layout/synopsis_part.h"

/* ---- placing ------------------------------------------------------------------------------ */

/* Between the block's indents, where its alignment says. */
static void place_rule_block(struct synopsis *s, struct page *page, size_t version, const struct content_block *block, hx_unit y)
{
    const struct block_style *style = block->style;
    const struct stand *stand = &s->stand[version];
    hx_unit free = stand->width - style->start - style->end - block->rule_width, x = style->start;
    if (style->align == ALIGN_END)
        x += free;
    else if (style->align != ALIGN_START)
        x += free / 2;
    if (s->content->versions.at[version].content->template_->mirrored)
        x = stand->width - x - block->rule_width;
    flow_place_rule(s->arena, page, stand->left + x, y, block->rule_width, block->rule_thickness, style->text->colour);
}

/* Keeps where notes are first called, and where the outline points. */
static void mark_places(struct synopsis *s, size_t version, const struct placed_line *line, uint32_t page, hx_unit top)
{
    const struct content_version *of = &s->content->versions.at[version];
    for (size_t i = 0; line->line && i < line->line->calls.n; i++) {
        int32_t call = line->line->calls.at[i];
        size_t note = of->first_note + (size_t)call;
        if (call < 0 || note >= of->end_note || s->note_called[note])
            continue;
        s->note_called[note] = true;
        s->layout->notes[note].call_page = page;
        s->layout->notes[note].call_top = top;
    }
    if (line->note == NO_INDEX && line->at == 0 && line->block->outline)
        *list_add(s->arena, &s->outline[version].list) =
            (struct outline_entry){line->block->outline, line->block->outline_level, page, top};
    if (line->note != NO_INDEX && line->at == 0 && line->block == s->content->notes.at[line->note].blocks.at) {
        s->layout->notes[line->note].page = page;
        s->layout->notes[line->note].top = top;
    }
}

/* Notes and links are numbered through all versions. */
static void renumber(const struct synopsis *s, size_t version, struct page *page, size_t from)
{
    const struct content_version *of = &s->content->versions.at[version];
    for (size_t i = from; i < page->items.n; i++) {
        struct item *item = &page->items.at[i];
        if (item->kind != ITEM_GLYPHS)
            continue;
        item->run.call += item->run.call >= 0 ? (int32_t)of->first_note : 0;
        item->run.link += item->run.link >= 0 ? (int32_t)of->first_link : 0;
    }
}

static void place_line(struct synopsis *s, size_t version, uint32_t index, const struct placed_line *line, hx_unit y)
{
    struct page *page = &s->layout->pages.at[index];
    hx_unit top = y - (line->line ? line->line->ascent : 0);
    size_t from = page->items.n;
    mark_places(s, version, line, index, top > 0 ? top : 0);
    if (line->line)
        flow_place(s->arena, page, line, line->line, s->stand[version].left, y);
    else
        place_rule_block(s, page, version, line->block, y);
    renumber(s, version, page, from);
}

/* Slices of text or notes that one page has, and where. */
struct stretch {
    const struct bands *bands;
    size_t from, to; /* slices */
    const hx_unit *y; /* [unit] of the lowest baseline of each */
    hx_unit top; /* [unit] first baseline */
};

/* In a band that goes on from the page before, each column begins at the top. */
static hx_unit raised(const struct stretch *stretch, size_t version, size_t line)
{
    const struct slice *slice = &stretch->bands->slices.at[stretch->from];
    if (slice->first)
        return 0;
    int64_t origin = stretch->y[0] - slice->bottom;
    return (hx_unit)(origin + bands_line_top(&stretch->bands->column[version], line) - stretch->top);
}

/* The first baseline of the column, or INT32_MAX where it has nothing. */
static hx_unit place_column(struct synopsis *s, const struct stretch *stretch, size_t version, uint32_t page)
{
    const struct column_lines *column = &stretch->bands->column[version];
    const struct slice *slices = stretch->bands->slices.at;
    hx_unit first = INT32_MAX, raise = 0;
    size_t begun = slices[stretch->from].band;
    size_t line = stretch->from ? slices[stretch->from - 1].end[version] : 0;
    for (size_t i = stretch->from; i < stretch->to; i++)
        for (; line < slices[i].end[version]; line++) {
            if (first == INT32_MAX && slices[i].band == begun)
                raise = raised(stretch, version, line);
            int64_t y = stretch->y[i - stretch->from] - slices[i].bottom + column->y.at[line] - (slices[i].band == begun ? raise : 0);
            first = first == INT32_MAX ? (hx_unit)y : first;
            place_line(s, version, page, &column->lines.at[line], (hx_unit)y);
        }
    return first;
}

static struct stretch stretch_text(struct synopsis *s, size_t spread, size_t from, size_t to)
{
    hx_unit *y = arena_new_array(s->arena, hx_unit, to - from), at = synopsis_top(s, spread);
    struct stretch stretch = {&s->text, from, to, y, at};
    for (size_t i = from; i < to; i++)
        y[i - from] = at += i == from ? s->text_row[i].lead_in : s->text_row[i].height;
    return stretch;
}

/* They stand on the foot of the page. */
static struct stretch stretch_notes(struct synopsis *s, size_t spread, size_t from, size_t to)
{
    hx_unit *y = arena_new_array(s->arena, hx_unit, to - from), at = synopsis_bottom(s, spread);
    struct stretch stretch = {&s->notes, from, to, y, at};
    for (size_t i = to; i-- > from; at -= s->note_row.at[i].height)
        stretch.top = y[i - from] = at;
    return stretch;
}

static void place_notes(struct synopsis *s, const struct stretch *notes, size_t version, uint32_t index)
{
    if (notes->from == notes->to)
        return;
    const struct note_plan *plan = &s->template_->note;
    const struct stand *stand = &s->stand[version];
    hx_unit y = place_column(s, notes, version, index);
    if (y == INT32_MAX)
        return;
    bool mirrored = s->content->versions.at[version].content->template_->mirrored;
    hx_unit width = plan->rule_width < stand->width ? plan->rule_width : stand->width;
    flow_place_rule(s->arena, &s->layout->pages.at[index], stand->left + (mirrored ? stand->width - width : 0),
        y - plan->rule_above, width, plan->rule_thickness, plan->rule_colour);
}

/* ---- heads and furniture ------------------------------------------------------------------ */

/* A content like another, whose first page has only some of its cells and, of a column, nothing else. */
static struct content *with_cells(struct synopsis *s, const struct content *content, bool heads)
{
    struct content *made = arena_new_of(s->arena, struct content);
    *made = *content;
    struct content_page *page = &made->page[PAGE_FIRST];
    const struct content_page *from = &content->page[PAGE_FIRST];
    page->cells.at = NULL;
    page->cells.n = page->cells.room = 0;
    for (size_t i = 0; i < from->cells.n; i++)
        if ((from->cells.at[i].cell->baseline <= from->plan->bottom) == heads)
            *list_add(s->arena, &page->cells) = from->cells.at[i];
    if (!heads)
        return made;
    struct page_plan *plan = arena_new_of(s->arena, struct page_plan);
    *plan = *from->plan;
    plan->rules.n = page->pictures.n = 0;
    page->plan = plan;
    made->watermark.n = 0;
    return made;
}

/* The cells of a first page, which are for the whole of the template's column, moved and narrowed to a version's:
 * each keeps its distance from the edge that it is aligned to. */
static struct content *column_head(struct synopsis *s, size_t version)
{
    struct content *head = with_cells(s, s->content->versions.at[version].content, true);
    const struct template_ *template_ = head->template_;
    const struct stand *stand = &s->stand[version];
    hx_unit start = template_->mirrored ? template_->page_width - stand->left - stand->width : stand->left;
    for (size_t i = 0; i < head->page[PAGE_FIRST].cells.n; i++) {
        struct content_cell *cell = &head->page[PAGE_FIRST].cells.at[i];
        struct cell *own = arena_new_of(s->arena, struct cell);
        *own = *cell->cell;
        own->x += start - template_->column;
        if (own->align == ALIGN_END)
            own->x += stand->width - template_->column_width;
        else if (own->align == ALIGN_CENTRE)
            own->x += (stand->width - template_->column_width) / 2;
        own->width = own->width < stand->width ? own->width : stand->width;
        cell->cell = own;
    }
    return head;
}

static void place_head(struct synopsis *s, size_t version, uint32_t index)
{
    struct content *head = column_head(s, version);
    shaper_begin(s->shaper, head);
    struct masthead *masthead = masthead_new(s->shaper, s->arena, head, s->report);
    masthead_place(masthead, &s->layout->pages.at[index], index, s->layout->pages.n);
}

/* In the middle of the gap after a column, down the whole page. */
static void place_hairline(struct synopsis *s, size_t version, size_t spread, struct page *page)
{
    const struct synopsis_plan *plan = &s->template_->synopsis;
    if (plan->rule <= 0 || version + 1 == s->n || s->stand[version + 1].sheet != s->stand[version].sheet)
        return;
    hx_unit top = synopsis_top(s, spread) - s->template_->block[ROLE_PARAGRAPH].leading, height = synopsis_bottom(s, spread) - top;
    flow_place_rule(s->arena, page, s->stand[version].left + s->stand[version].width + (plan->gap - plan->rule) / 2,
        top + height / 2, plan->rule, height, plan->rule_colour);
}

/* ---- pages -------------------------------------------------------------------------------- */

static void add_pages(struct synopsis *s, size_t spreads)
{
    for (size_t i = 0; i < spreads * s->sheets; i++)
        *list_add(s->arena, &s->layout->pages) = (struct page){.kind = synopsis_kind(s, i / s->sheets, i % s->sheets),
            .width = s->template_->page_width, .height = s->template_->page_height};
    const struct content *furniture = with_cells(s, s->content, false);
    shaper_begin(s->shaper, furniture);
    struct masthead *masthead = masthead_new(s->shaper, s->arena, furniture, s->report);
    for (size_t i = 0; i < s->layout->pages.n; i++)
        masthead_place(masthead, &s->layout->pages.at[i], i, s->layout->pages.n);
}

static void place_spread(struct synopsis *s, size_t spread, const struct paginate_page *before, const struct paginate_page *here)
{
    struct stretch text = stretch_text(s, spread, before->lines, here->lines);
    struct stretch notes = stretch_notes(s, spread, before->notes, here->notes);
    for (size_t v = 0; v < s->n; v++) {
        uint32_t index = (uint32_t)(spread * s->sheets + s->stand[v].sheet);
        struct page *page = &s->layout->pages.at[index];
        place_hairline(s, v, spread, page);
        if (spread == 0)
            place_head(s, v, index);
        if (text.from < text.to)
            place_column(s, &text, v, index);
        place_notes(s, &notes, v, index);
        *list_add(s->arena, &page->parts) = (struct page_part){page->items.n, v};
        page->note_start = page->items.n;
    }
}

/* A version's bookmarks stand together, like its text in the structure. */
static void join_outlines(struct synopsis *s)
{
    for (size_t v = 0; v < s->n; v++)
        for (size_t i = 0; i < s->outline[v].list.n; i++)
            *list_add(s->arena, &s->layout->outline) = s->outline[v].list.at[i];
}

void synopsis_place(struct synopsis *s, const struct paginate_result *found)
{
    struct paginate_page before = {.lines = 0};
    add_pages(s, found->n);
    for (size_t i = 0; i < found->n; i++) {
        place_spread(s, i, &before, &found->pages[i]);
        before = found->pages[i];
    }
    join_outlines(s);
}
