/* Stage: lines -> pages. All blocks and notes are set in document order; their heights go to paginate.h;
 * the lines of each page then get their places, the body from the top, the notes from the foot. */
#include "layout/page.h"

#include "layout/flow.h"
#include "layout/line_number.h"
#include "layout/masthead.h"
#include "layout/paginate.h"
#include "layout/table.h"

struct pager {
    struct shaper *shaper;
    struct arena *arena;
    const struct content *content;
    const struct template_ *template_;
    struct report *report;
    struct clash *clash;
    struct placed_list text, notes;
    struct paginate_line *text_row; /* one for each of `text` */
    LIST(struct paginate_note_line) note_row; /* one for each of `notes` */
    bool *landscape; /* by block of the text */
    bool *note_seen; /* by content note: it is in `notes` */
    bool *note_called; /* its first call has got its place */
    struct line_number line_number;
    struct layout *layout;
};

/* ---- setting ------------------------------------------------------------------------------ */

/* From the first to the lowest baseline of the upright or the landscape page that has least room. */
static hx_unit least_room(const struct pager *pager, bool landscape)
{
    hx_unit least = INT32_MAX / 4;
    for (int kind = landscape ? PAGE_LANDSCAPE_EVEN : 0; kind < (landscape ? PAGE_KIND_COUNT : PAGE_LANDSCAPE_EVEN); kind++) {
        const struct page_plan *plan = &pager->template_->page[kind];
        int64_t room = (int64_t)plan->bottom - plan->top;
        least = room < least ? (hx_unit)(room > 0 ? room : 0) : least;
    }
    return least;
}

static hx_unit measure(const struct pager *pager, bool landscape)
{
    return pager->template_->page[landscape ? PAGE_LANDSCAPE_EVEN : PAGE_EVEN].column_width;
}

static struct table_place table_place(const struct pager *pager, bool landscape)
{
    return (struct table_place){pager->shaper, pager->arena, pager->content, pager->clash, pager->report,
        measure(pager, landscape), least_room(pager, landscape)};
}

static const struct set_block *set_block(struct pager *pager, const struct content_block *block, bool landscape)
{
    if (!block->table)
        return line_set(pager->shaper, pager->arena, pager->content, block, measure(pager, landscape), pager->report);
    struct table_place place = table_place(pager, landscape);
    return table_set(&place, block);
}

static void set_block_lines(struct pager *pager, const struct content_block *block, int32_t note, bool landscape, struct placed_list *list)
{
    size_t start = list->n;
    flow_add(pager->arena, set_block(pager, block, landscape), note, list);
    for (size_t i = start; i < list->n; i++)
        list->at[i].landscape = landscape;
}

/* ---- notes in order of first call --------------------------------------------------------- */

/* Set for pages like that of its call. */
static void add_note(struct pager *pager, int32_t note, bool landscape)
{
    if (note < 0 || (size_t)note >= pager->content->notes.n || pager->note_seen[note])
        return;
    pager->note_seen[note] = true;
    size_t start = pager->notes.n;
    const struct content_note *content_note = &pager->content->notes.at[note];
    for (size_t i = 0; i < content_note->blocks.n; i++)
        set_block_lines(pager, &content_note->blocks.at[i], note, landscape, &pager->notes);
    for (size_t i = start; i < pager->notes.n; i++) {
        struct paginate_note_line row = {.first = i == start};
        if (i > 0)
            row.height = flow_height(pager->clash, &pager->notes.at[i - 1], &pager->notes.at[i]);
        if (row.first && i > 0)
            row.height += pager->template_->note.between;
        *list_add(pager->arena, &pager->note_row) = row;
    }
}

static void add_called(struct pager *pager, const struct placed_line *line)
{
    for (size_t i = 0; line->line && i < line->line->calls.n; i++)
        add_note(pager, line->line->calls.at[i], line->landscape);
}

/* The notes a line calls, and those that these notes call. */
static void add_notes_of(struct pager *pager, size_t text_line)
{
    size_t i = pager->notes.n;
    add_called(pager, &pager->text.at[text_line]);
    for (; i < pager->notes.n; i++) {
        struct placed_line line = pager->notes.at[i];
        add_called(pager, &line);
    }
}

/* ---- cost of a page end ------------------------------------------------------------------- */

static int64_t cost_in_block(const struct pager *pager, const struct placed_line *line)
{
    if (line->block->table)
        return line->line->keep_next ? PAGINATE_BAD : PAGINATE_SOFT / 2;
    hx_unit before = (hx_unit)line->at + 1, after = (hx_unit)(line->of - line->at) - 1;
    if (line->block->style->keep_whole || flow_is_header(line->block->role))
        return PAGINATE_BAD;
    if (before < pager->template_->orphan_lines || after < pager->template_->widow_lines)
        return PAGINATE_BAD;
    return 0;
}

static int64_t break_cost(const struct pager *pager, size_t i)
{
    const struct placed_line *line = &pager->text.at[i];
    if (i + 1 == pager->text.n || line[1].page_before)
        return 0;
    int64_t cost = line->at + 1 < line->of ? cost_in_block(pager, line)
                                           : flow_cost_between(line->block, line[1].block);
    return line->line && line->line->hyphenated ? cost + PAGINATE_SOFT / 10 : cost;
}

/* ---- flow --------------------------------------------------------------------------------- */

static bool needs_landscape(const struct pager *pager, const struct content_block *block)
{
    if (!block->table)
        return false;
    struct table_place upright = table_place(pager, false), landscape = table_place(pager, true);
    return table_fit(&upright, block) != COLUMNS_FIT && table_fit(&landscape, block) != COLUMNS_TOO_MANY;
}

/* The headings before a table. */
static void take_headings(struct pager *pager, size_t table)
{
    const struct content_block *blocks = pager->content->blocks.at;
    for (size_t i = table; i > 1 && !blocks[i].page_before; i--) {
        if (!blocks[i - 1].style->keep_next || flow_is_header(blocks[i - 1].role))
            return;
        pager->landscape[i - 1] = true;
    }
}

/* Tables that are too wide for upright pages have landscape ones, with the headings that belong to them and a
 * rule that ends the document. The first page, with the masthead, is upright. */
static void find_landscape(struct pager *pager)
{
    const struct content *content = pager->content;
    pager->landscape = arena_new_array(pager->arena, bool, content->blocks.n);
    for (size_t i = 1; pager->template_->table.landscape && i < content->blocks.n; i++) {
        const struct content_block *block = &content->blocks.at[i];
        if (block->role == ROLE_END_RULE) {
            pager->landscape[i] = pager->landscape[i - 1];
        } else if (needs_landscape(pager, block)) {
            pager->landscape[i] = true;
            take_headings(pager, i);
        }
    }
}

/* A block without lines hands its page start on. */
static void set_blocks(struct pager *pager)
{
    const struct content *content = pager->content;
    bool page_before = false;
    find_landscape(pager);
    for (size_t i = 0; i < content->blocks.n; i++) {
        size_t start = pager->text.n;
        page_before = page_before || content->blocks.at[i].page_before;
        set_block_lines(pager, &content->blocks.at[i], NO_INDEX, pager->landscape[i] && start > 0, &pager->text);
        if (pager->text.n == start)
            continue;
        struct placed_line *first = &pager->text.at[start];
        first->page_before = start > 0 && (page_before || first->landscape != first[-1].landscape);
        page_before = false;
    }
}

/* Where a line stands on a page that it starts: below the page's first baseline by the further lines of a
 * table's row and by the table's header. */
static hx_unit lead_in(const struct placed_line *line)
{
    hx_unit above = line->line ? line->line->above : 0;
    return line->repeat ? above + line->repeat->above + line->repeat->leading : above;
}

static void set_text(struct pager *pager)
{
    set_blocks(pager);
    pager->text_row = arena_new_array(pager->arena, struct paginate_line, pager->text.n);
    for (size_t i = 0; i < pager->text.n; i++) {
        const struct placed_line *line = &pager->text.at[i];
        add_notes_of(pager, i);
        pager->text_row[i] = (struct paginate_line){
            .height = i > 0 ? flow_height(pager->clash, line - 1, line) : 0,
            .lead_in = lead_in(line),
            .notes = (uint32_t)pager->notes.n,
            .break_cost = break_cost(pager, i),
            .page_before = line->page_before,
            .landscape = line->landscape,
        };
    }
}

/* A note without a call is an error of the document; its text is shown nevertheless. */
static void add_uncalled(struct pager *pager)
{
    bool landscape = pager->text.n > 0 && pager->text.at[pager->text.n - 1].landscape;
    for (size_t i = 0; i < pager->content->notes.n; i++)
        add_note(pager, (int32_t)i, landscape);
    if (pager->text.n > 0)
        pager->text_row[pager->text.n - 1].notes = (uint32_t)pager->notes.n;
}

/* The space before the first block counts: it stands under the masthead. On other pages it is dropped. */
static hx_unit first_space(const struct pager *pager)
{
    hx_unit before = pager->text.at[0].block->style->before;
    return before > 0 ? before : 0;
}

static hx_unit page_room(const struct page_plan *plan, hx_unit taken)
{
    int64_t room = (int64_t)plan->bottom - plan->top - taken;
    return room > 0 ? (hx_unit)room : 0;
}

static struct paginate_result find_pages(struct pager *pager)
{
    const struct template_ *template_ = pager->template_;
    struct paginate_flow flow = {.lines = pager->text_row,
        .n = pager->text.n,
        .notes = pager->note_row.at,
        .note_gap = template_->note.gap + template_->note.rule_above};
    for (size_t i = 0; i < PAGINATE_KINDS; i++) {
        flow.room[i] = page_room(&template_->page[masthead_kind(i, false)], i == 0 ? first_space(pager) : 0);
        flow.landscape_room[i] = page_room(&template_->page[masthead_kind(i, true)], 0);
    }
    return paginate(pager->arena, &flow);
}

/* ---- placing ------------------------------------------------------------------------------ */

static const struct page_plan *plan_of(const struct pager *pager, const struct page *page)
{
    return &pager->template_->page[page->kind];
}

static hx_unit mirrored(const struct pager *pager, const struct page *page, hx_unit x, hx_unit width)
{
    return pager->template_->mirrored ? page->width - x - width : x;
}

static hx_unit column_left(const struct pager *pager, const struct page *page)
{
    const struct page_plan *plan = plan_of(pager, page);
    return mirrored(pager, page, plan->column, plan->column_width);
}

/* Between the block's indents, where its alignment says. */
static void place_rule_block(struct pager *pager, struct page *page, const struct content_block *block, hx_unit y)
{
    const struct block_style *style = block->style;
    const struct page_plan *plan = plan_of(pager, page);
    hx_unit free = plan->column_width - style->start - style->end - block->rule_width;
    hx_unit x = plan->column + style->start;
    if (style->align == ALIGN_END)
        x += free;
    else if (style->align != ALIGN_START)
        x += free / 2;
    flow_place_rule(pager->arena, page, mirrored(pager, page, x, block->rule_width), y, block->rule_width, block->rule_thickness,
        style->text->colour);
}

static hx_unit line_top(const struct placed_line *line, hx_unit y)
{
    hx_unit top = y - (line->line ? line->line->ascent : 0);
    return top > 0 ? top : 0;
}

/* Keeps where notes are first called and where they stand, and where the outline points. */
static void mark_places(struct pager *pager, const struct placed_line *line, bool note_starts, uint32_t page, hx_unit top)
{
    struct layout *layout = pager->layout;
    for (size_t i = 0; line->line && i < line->line->calls.n; i++) {
        int32_t note = line->line->calls.at[i];
        if (note < 0 || (size_t)note >= pager->content->notes.n || pager->note_called[note])
            continue;
        pager->note_called[note] = true;
        layout->notes[note].call_page = page;
        layout->notes[note].call_top = top;
    }
    if (note_starts) {
        layout->notes[line->note].page = page;
        layout->notes[line->note].top = top;
    }
    if (line->note == NO_INDEX && line->at == 0 && line->block->outline)
        *list_add(pager->arena, &layout->outline) =
            (struct outline_entry){line->block->outline, line->block->outline_level, page, top};
}

static void place_line(struct pager *pager, uint32_t page_index, const struct placed_line *line, bool note_starts, hx_unit y)
{
    struct page *page = &pager->layout->pages.at[page_index];
    mark_places(pager, line, note_starts, page_index, line_top(line, y));
    if (line->line)
        flow_place(pager->arena, page, line, line->line, column_left(pager, page), y);
    else
        place_rule_block(pager, page, line->block, y);
}

static void place_text(struct pager *pager, uint32_t page_index, size_t start, size_t end)
{
    struct page *page = &pager->layout->pages.at[page_index];
    hx_unit y = plan_of(pager, page)->top;
    line_number_page(&pager->line_number);
    for (size_t i = start; i < end; i++) {
        const struct placed_line *line = &pager->text.at[i];
        if (i == start && line->repeat)
            flow_place(pager->arena, page, line, line->repeat, column_left(pager, page), y + line->repeat->above);
        y += i > start ? pager->text_row[i].height : pager->text_row[i].lead_in + (i == 0 ? first_space(pager) : 0);
        if (line->line)
            line_number_add(&pager->line_number, page, line->block, y);
        place_line(pager, page_index, line, false, y);
    }
}

static void place_notes(struct pager *pager, uint32_t page_index, size_t start, size_t end)
{
    struct page *page = &pager->layout->pages.at[page_index];
    const struct note_plan *plan = &pager->template_->note;
    page->note_start = page->items.n;
    if (start == end)
        return;
    const struct page_plan *page_plan = plan_of(pager, page);
    hx_unit y = page_plan->bottom, rule_x = plan->rule_x + page_plan->column - pager->template_->column;
    for (size_t i = start + 1; i < end; i++)
        y -= pager->note_row.at[i].height;
    flow_place_rule(pager->arena, page, mirrored(pager, page, rule_x, plan->rule_width), y - plan->rule_above, plan->rule_width,
        plan->rule_thickness, plan->rule_colour);
    page->note_start = page->items.n;
    for (size_t i = start; i < end; i++) {
        if (i > start)
            y += pager->note_row.at[i].height;
        place_line(pager, page_index, &pager->notes.at[i], pager->note_row.at[i].first, y);
    }
}

/* A note that goes on over several pages is reported once, where it starts. */
static void report_split(struct pager *pager, size_t page_start, size_t note_line)
{
    if (note_line >= pager->notes.n || pager->note_row.at[note_line].first)
        return;
    if (page_start < note_line && pager->notes.at[page_start].note == pager->notes.at[note_line].note
        && !pager->note_row.at[page_start].first)
        return;
    const struct note *note = pager->content->notes.at[pager->notes.at[note_line].note].note;
    diag_at(pager->report, DIAG_NOTE_SPLIT, pager->content->doc->source, note->span, note->name);
}

static void place_pages(struct pager *pager, const struct paginate_result *found)
{
    struct masthead *masthead = masthead_new(pager->shaper, pager->arena, pager->content, pager->report);
    struct paginate_page before = {0};
    for (size_t i = 0; i < found->n; i++) {
        struct page *page = list_add(pager->arena, &pager->layout->pages);
        enum page_kind kind = masthead_kind(i, found->pages[i].landscape);
        const struct page_plan *plan = &pager->template_->page[kind];
        *page = (struct page){.kind = kind, .width = plan->width, .height = plan->height};
        masthead_place(masthead, page, i, found->n);
        place_text(pager, (uint32_t)i, before.lines, found->pages[i].lines);
        place_notes(pager, (uint32_t)i, before.notes, found->pages[i].notes);
        report_split(pager, before.notes, found->pages[i].notes);
        before = found->pages[i];
    }
}

struct layout *page_layout(struct shaper *shaper, struct arena *arena, const struct content *content, struct report *report)
{
    struct pager pager = {.shaper = shaper,
        .arena = arena,
        .content = content,
        .template_ = content->template_,
        .report = report,
        .clash = clash_new(arena),
        .note_seen = arena_new_array(arena, bool, content->notes.n),
        .note_called = arena_new_array(arena, bool, content->notes.n),
        .line_number = {shaper, arena, content, report, 0},
        .layout = arena_new_of(arena, struct layout)};
    shaper_begin(shaper, content);
    pager.layout->content = content;
    pager.layout->notes = arena_new_array(arena, struct note_place, content->notes.n);
    set_text(&pager);
    add_uncalled(&pager);
    struct paginate_page empty = {0};
    struct paginate_result found = {&empty, 1, 0}; /* a document without text is one page */
    if (pager.text.n > 0)
        found = find_pages(&pager);
    place_pages(&pager, &found);
    return pager.layout;
}
