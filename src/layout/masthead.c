/* A cell is set in one line or few, shrunk when its room is short, and placed by its anchor; a stack of
 * cells closes up over empty ones. Places are logical until the last step, which mirrors the page of a
 * right-to-left template. */
#include "layout/masthead.h"

#include <string.h>

#include "layout/watermark.h"

enum {
    LINES_FIT = 2, /* a cell that may break is shrunk before it takes more lines */
    SCALE_STEP = 20, /* [1/1000] */
    SPARE = 50, /* [1/1000] of the text's width that rounding and line ends may take from it */
};

/* One cell, set; NULL when it is empty and vanishes. */
struct fitted {
    const struct set_block *set;
    hx_unit width; /* [unit] of its widest line */
};

struct masthead {
    struct shaper *shaper;
    struct arena *arena;
    const struct content *content;
    struct report *report;
    struct watermark_drawn watermark;
    struct fitted *fitted[PAGE_KIND_COUNT]; /* by cell */
    bool *known[PAGE_KIND_COUNT]; /* which of them are set */
    bool *warned[PAGE_KIND_COUNT];
};

struct masthead *masthead_new(struct shaper *shaper, struct arena *arena, const struct content *content,
    struct report *report)
{
    struct masthead *masthead = arena_new_of(arena, struct masthead);
    *masthead = (struct masthead){.shaper = shaper, .arena = arena, .content = content, .report = report};
    masthead->watermark = watermark_draw(shaper, arena, content, report);
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        size_t n = content->page[kind].cells.n;
        masthead->fitted[kind] = arena_new_array(arena, struct fitted, n);
        masthead->known[kind] = arena_new_array(arena, bool, n);
        masthead->warned[kind] = arena_new_array(arena, bool, n);
    }
    return masthead;
}

enum page_kind masthead_kind(size_t page_index, bool landscape)
{
    bool even = page_index % 2;
    if (landscape)
        return even ? PAGE_LANDSCAPE_EVEN : PAGE_LANDSCAPE_ODD;
    if (page_index == 0)
        return PAGE_FIRST;
    return even ? PAGE_EVEN : PAGE_ODD;
}

/* ---- one cell ----------------------------------------------------------------------------- */

static bool has_page_number(const struct content_cell *cell)
{
    for (size_t i = 0; i < cell->runs.n; i++)
        if (cell->runs.at[i].kind == RUN_PAGE || cell->runs.at[i].kind == RUN_PAGES)
            return true;
    return false;
}

/* The cell with page numbers as text. */
static struct content_cell number_pages(struct arena *arena, const struct content_cell *cell, size_t index, size_t page_count)
{
    struct content_cell numbered = {.cell = cell->cell};
    for (size_t i = 0; i < cell->runs.n; i++) {
        struct run run = cell->runs.at[i];
        if (run.kind == RUN_PAGE || run.kind == RUN_PAGES) {
            run.text = arena_printf(arena, "%zu", run.kind == RUN_PAGE ? index + 1 : page_count);
            run.n = (uint32_t)strlen(run.text);
            run.kind = RUN_TEXT;
        }
        *list_add(arena, &numbered.runs) = run;
    }
    return numbered;
}

static struct fitted set_scaled(struct masthead *masthead, const struct content_cell *cell, int32_t scale)
{
    struct cell *plain = arena_new_of(masthead->arena, struct cell);
    *plain = *cell->cell;
    if (plain->leading <= 0)
        plain->width = 0; /* one line */
    struct content_cell scaled = {.cell = plain};
    for (size_t i = 0; i < cell->runs.n; i++) {
        struct run *run = list_add(masthead->arena, &scaled.runs);
        *run = cell->runs.at[i];
        run->style.scale = (int32_t)unit_muldiv(run->style.scale, scale, 1000);
    }
    const struct set_block *set =
        line_set_cell(masthead->shaper, masthead->arena, masthead->content, &scaled, masthead->report);
    struct fitted fitted = {.set = set};
    for (size_t i = 0; set && i < set->lines.n; i++)
        if (set->lines.at[i].width > fitted.width)
            fitted.width = set->lines.at[i].width;
    return fitted;
}

static bool is_empty(const struct fitted *fitted)
{
    return !fitted->set || fitted->set->lines.n == 0;
}

static const char *cell_text(struct arena *arena, const struct content_cell *cell)
{
    struct buf text;
    buf_init(&text, arena);
    buf_text(&text, "");
    for (size_t i = 0; i < cell->runs.n; i++)
        buf_bytes(&text, cell->runs.at[i].text, cell->runs.at[i].n);
    return text.at;
}

static void warn_wide(struct masthead *masthead, const struct content_cell *cell, hx_unit excess)
{
    struct buf points;
    buf_init(&points, masthead->arena);
    buf_unit(&points, excess);
    diag_file(masthead->report, DIAG_MASTHEAD_WIDE, masthead->content->doc->source->name,
        cell_text(masthead->arena, cell), points.at);
}

static bool fits(const struct fitted *fitted, hx_unit room)
{
    return fitted->width <= room && fitted->set->lines.n <= LINES_FIT;
}

/* The scale at which the text of a cell would fill its lines; no greater one need be tried. Rounding and what
 * a line's end adds or drops are allowed for. */
static int32_t scale_to_fill(const struct fitted *fitted, hx_unit room)
{
    int64_t width = 0;
    for (size_t i = 0; i < fitted->set->lines.n; i++)
        width += fitted->set->lines.at[i].width;
    int64_t scale = width > 0 ? unit_muldiv((int64_t)LINES_FIT * room, 1000 + SPARE, width) : 1000;
    return scale < 1000 ? (int32_t)scale : 1000;
}

/* Narrower and narrower until the cell has its room in few lines; then as it comes. No text is lost. */
static struct fitted fit_cell(struct masthead *masthead, const struct content_cell *cell, bool *warned)
{
    if (cell->runs.n == 0)
        return (struct fitted){0};
    hx_unit room = cell->cell->width;
    struct fitted fitted = set_scaled(masthead, cell, 1000);
    if (room <= 0 || is_empty(&fitted) || fits(&fitted, room))
        return fitted;
    int32_t most = scale_to_fill(&fitted, room), least = cell->cell->fit > 0 ? cell->cell->fit : 1;
    for (int32_t scale = 1000 - SCALE_STEP; scale >= least && !fits(&fitted, room); scale -= SCALE_STEP)
        if (scale <= most || scale - SCALE_STEP < least)
            fitted = set_scaled(masthead, cell, scale);
    if (fitted.width > room && !*warned) {
        warn_wide(masthead, cell, fitted.width - room);
        *warned = true;
    }
    return fitted;
}

static const struct fitted *cell_on(struct masthead *masthead, enum page_kind kind, size_t i, size_t index, size_t page_count)
{
    const struct content_cell *cell = &masthead->content->page[kind].cells.at[i];
    struct fitted *fitted = &masthead->fitted[kind][i];
    if (masthead->known[kind][i])
        return fitted;
    if (has_page_number(cell)) {
        struct content_cell numbered = number_pages(masthead->arena, cell, index, page_count);
        *fitted = fit_cell(masthead, &numbered, &masthead->warned[kind][i]);
    } else {
        *fitted = fit_cell(masthead, cell, &masthead->warned[kind][i]);
        masthead->known[kind][i] = true;
    }
    return fitted;
}

/* ---- stacks ------------------------------------------------------------------------------- */

/* At the index of a stack's first cell: how many cells stand in it, and how far further lines of these
 * push what comes below. */
struct stacked {
    size_t taken;
    hx_unit pushed; /* [unit] */
};

static size_t stack_root(const struct content_page *plan, int32_t stack)
{
    size_t root = 0;
    while (plan->cells.at[root].cell->stack != stack)
        root++;
    return root;
}

/* The baseline of the k-th cell of a stack. */
static hx_unit slot_baseline(const struct content_page *plan, int32_t stack, size_t k)
{
    size_t i = stack_root(plan, stack);
    while (k > 0)
        if (plan->cells.at[++i].cell->stack == stack)
            k--;
    return plan->cells.at[i].cell->baseline;
}

/* Thousands of lines leave the page, and would leave what a length can say. */
static hx_unit lines_below(hx_unit first, int64_t steps, hx_unit leading)
{
    const hx_unit far = 16000 * UNIT_PT;
    int64_t y = first + steps * leading;
    return (hx_unit)(y > far ? far : y < -far ? -far : y);
}

static hx_unit cell_baseline(const struct content_page *plan, struct stacked *stacked, const struct cell *cell, size_t lines)
{
    if (cell->stack <= 0)
        return cell->baseline;
    struct stacked *stack = &stacked[stack_root(plan, cell->stack)];
    hx_unit baseline = slot_baseline(plan, cell->stack, stack->taken++) + stack->pushed;
    stack->pushed = lines_below(stack->pushed, (int64_t)lines - 1, cell->leading);
    return baseline;
}

/* ---- placing ------------------------------------------------------------------------------ */

static hx_unit mirrored(const struct content *content, const struct page *page, hx_unit x, hx_unit width)
{
    return content->template_->mirrored ? page->width - x - width : x;
}

static void place_line(struct masthead *masthead, struct page *page, const struct line *line, hx_unit x, hx_unit y, bool artifact)
{
    for (size_t i = 0; i < line->items.n; i++) {
        struct item *item = list_add(masthead->arena, &page->items);
        *item = line->items.at[i];
        item->artifact = artifact;
        item->run.x += x;
        item->run.x_min += x;
        item->run.y += y;
    }
}

/* Every line of a cell is anchored by itself. */
static hx_unit line_start(const struct cell *cell, hx_unit width)
{
    if (cell->align == ALIGN_END)
        return cell->x - width;
    return cell->align == ALIGN_CENTRE ? cell->x - width / 2 : cell->x;
}

static void place_cell(struct masthead *masthead, struct page *page, const struct cell *cell,
    const struct set_block *set, hx_unit baseline, bool artifact)
{
    for (size_t i = 0; i < set->lines.n; i++) {
        const struct line *line = &set->lines.at[i];
        hx_unit leading = cell->leading > 0 ? cell->leading : line->leading;
        int64_t steps = (int64_t)i - (cell->upwards ? (int64_t)set->lines.n - 1 : 0);
        hx_unit x = mirrored(masthead->content, page, line_start(cell, line->width), line->width);
        hx_unit y = lines_below(baseline, steps, leading);
        *list_add(masthead->arena, &page->lines) = (struct page_line){page->items.n, page->items.n + line->items.n, NULL,
            (uint32_t)i, NO_INDEX, y, line->width, cell->width, line->stretch};
        place_line(masthead, page, line, x, y, artifact);
    }
}

static struct item *place_box(struct masthead *masthead, struct page *page, enum item_kind item_kind, hx_unit x, hx_unit top,
    hx_unit width, hx_unit height)
{
    struct item *item = list_add(masthead->arena, &page->items);
    item->kind = item_kind;
    item->artifact = true;
    item->box.x = mirrored(masthead->content, page, x, width);
    item->box.top = top;
    item->box.width = width;
    item->box.height = height;
    return item;
}

/* As large as the slot allows, in its middle, undistorted. */
static void place_picture(struct masthead *masthead, struct page *page, const struct content_picture *content)
{
    const struct picture_slot *slot = content->slot;
    const struct picture *picture = content->picture;
    int64_t width = unit_muldiv(slot->height, picture->width, picture->height);
    int64_t height = unit_muldiv(slot->width, picture->height, picture->width);
    width = width > slot->width ? slot->width : width;
    height = height > slot->height ? slot->height : height;
    struct item *item = place_box(masthead, page, ITEM_PICTURE, slot->x + (slot->width - (hx_unit)width) / 2,
        slot->top + (slot->height - (hx_unit)height) / 2, (hx_unit)width, (hx_unit)height);
    item->box.picture = picture;
    item->box.alternative = content->alternative;
    item->artifact = content->alternative == NULL;
}

static void place_rules(struct masthead *masthead, struct page *page, const struct page_plan *plan)
{
    for (size_t i = 0; i < plan->rules.n; i++) {
        const struct rule *rule = &plan->rules.at[i];
        place_box(masthead, page, ITEM_RULE, rule->x, rule->top, rule->width, rule->thickness)->box.colour = rule->colour;
    }
}

static void place_pictures(struct masthead *masthead, struct page *page, const struct content_page *content, bool artifacts)
{
    for (size_t i = 0; i < content->pictures.n; i++)
        if ((content->pictures.at[i].alternative == NULL) == artifacts)
            place_picture(masthead, page, &content->pictures.at[i]);
}

/* What stands below the first page's flow is furniture, too. */
static void place_cells(struct masthead *masthead, struct page *page, size_t index, size_t page_count, bool artifacts)
{
    enum page_kind kind = page->kind;
    const struct content_page *plan = &masthead->content->page[kind];
    struct stacked *stacked = arena_new_array(masthead->arena, struct stacked, plan->cells.n);
    for (size_t i = 0; i < plan->cells.n; i++) {
        const struct cell *cell = plan->cells.at[i].cell;
        const struct fitted *fitted = cell_on(masthead, kind, i, index, page_count);
        if (is_empty(fitted))
            continue;
        hx_unit baseline = cell_baseline(plan, stacked, cell, fitted->set->lines.n);
        bool artifact = kind != PAGE_FIRST || cell->baseline > plan->plan->bottom;
        if (artifact == artifacts)
            place_cell(masthead, page, cell, fitted->set, baseline, artifact);
    }
}

void masthead_place(struct masthead *masthead, struct page *page, size_t index, size_t page_count)
{
    const struct content_page *content = &masthead->content->page[page->kind];
    watermark_place(&masthead->watermark, page);
    place_rules(masthead, page, content->plan);
    place_pictures(masthead, page, content, true);
    place_cells(masthead, page, index, page_count, true);
    place_pictures(masthead, page, content, false);
    place_cells(masthead, page, index, page_count, false);
}
