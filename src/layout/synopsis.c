/* All blocks are set version by version; rows of them become bands, whose slices and those of their notes go to
 * paginate.h as lines of one text. */
#include "layout/synopsis_part.h"
#include "layout/synopsis_rows.h"
#include "layout/table.h"
#include "template/join.h"

enum {
    SHEETS_MOST = 2, /* pages that face each other */
    TALL = 3, /* a row of more than this part of a page may go on on the next for the sake of a fuller page */
    LEAST_WIDTH = 10, /* [pt] of a column, whatever the template says */
};

struct called {
    LIST(int32_t) list; /* notes of the joined content */
};

/* ---- columns ------------------------------------------------------------------------------ */

static void divide_page(struct synopsis *s)
{
    const struct synopsis_plan *plan = &s->template_->synopsis;
    size_t most = plan->columns > 0 ? (size_t)plan->columns : s->n;
    s->sheets = s->n > most ? SHEETS_MOST : 1;
    size_t each = (s->n + s->sheets - 1) / s->sheets;
    for (size_t v = 0; v < s->n; v++) {
        size_t sheet = v / each, columns = sheet ? s->n - each : each;
        hx_unit width = (s->template_->column_width - (hx_unit)(columns - 1) * plan->gap) / (hx_unit)columns;
        width = width < LEAST_WIDTH * UNIT_PT ? LEAST_WIDTH * UNIT_PT : width;
        s->stand[v] = (struct stand){s->template_->column + (hx_unit)(v % each) * (width + plan->gap), width, sheet};
    }
}

enum page_kind synopsis_kind(const struct synopsis *s, size_t spread, size_t sheet)
{
    if (spread == 0)
        return PAGE_FIRST;
    bool even = s->sheets == 1 ? spread % 2 == 1 : sheet == 0;
    return even ? PAGE_EVEN : PAGE_ODD;
}

hx_unit synopsis_top(const struct synopsis *s, size_t spread)
{
    hx_unit top = 0;
    for (size_t sheet = 0; sheet < s->sheets; sheet++) {
        hx_unit own = s->template_->page[synopsis_kind(s, spread, sheet)].top;
        top = own > top ? own : top;
    }
    return top;
}

hx_unit synopsis_bottom(const struct synopsis *s, size_t spread)
{
    hx_unit bottom = s->template_->page_height;
    for (size_t sheet = 0; sheet < s->sheets; sheet++) {
        hx_unit own = s->template_->page[synopsis_kind(s, spread, sheet)].bottom;
        bottom = own < bottom ? own : bottom;
    }
    return bottom;
}

static hx_unit room(const struct synopsis *s, size_t spread)
{
    hx_unit least = synopsis_bottom(s, spread) - synopsis_top(s, spread);
    return least > 0 ? least : 0;
}

/* ---- setting ------------------------------------------------------------------------------ */

static const struct set_block *set_block(struct synopsis *s, size_t version, const struct content_block *block)
{
    const struct content *content = s->content->versions.at[version].content;
    hx_unit measure = s->stand[version].width;
    if (!block->table)
        return line_set(s->shaper, s->arena, content, block, measure, s->report);
    struct table_place place = {.shaper = s->shaper, .arena = s->arena, .content = content, .clash = s->text.clash,
        .report = s->report, .measure = measure, .page = room(s, 0)};
    return table_set(&place, block);
}

static void set_note(struct synopsis *s, size_t version, size_t note)
{
    const struct block_list *blocks = &s->content->notes.at[note].blocks;
    s->note_set[note] = arena_new_array(s->arena, const struct set_block *, blocks->n);
    for (size_t i = 0; i < blocks->n; i++)
        s->note_set[note][i] = set_block(s, version, &blocks->at[i]);
}

static void set_all(struct synopsis *s)
{
    s->block_set = arena_new_array(s->arena, const struct set_block *, s->content->blocks.n);
    s->note_set = arena_new_array(s->arena, const struct set_block **, s->content->notes.n);
    for (size_t v = 0; v < s->n; v++) {
        const struct content_version *version = &s->content->versions.at[v];
        shaper_begin(s->shaper, version->content);
        for (size_t i = version->first_block; i < version->end_block; i++)
            s->block_set[i] = set_block(s, v, &s->content->blocks.at[i]);
        for (size_t i = version->first_note; i < version->end_note; i++)
            set_note(s, v, i);
    }
}

/* A row without lines hands its page start on. */
static void add_rows(struct synopsis *s, const struct synopsis_rows *rows)
{
    bool page_before = false;
    for (size_t r = 0; r < rows->n; r++) {
        size_t before = s->text.bands.n;
        bands_begin(&s->text);
        for (size_t v = 0; v < s->n; v++)
            for (size_t i = rows->at[r].at[v].first; i < rows->at[r].at[v].end; i++) {
                bands_add(&s->text, v, s->block_set[i], NO_INDEX);
                page_before = page_before || s->content->blocks.at[i].page_before;
            }
        bands_end(&s->text, 0);
        if (s->text.bands.n == before)
            continue;
        *list_add(s->arena, &s->starts_page) = page_before && before > 0;
        page_before = false;
    }
}

/* ---- notes in order of first call --------------------------------------------------------- */

static void add_calls(struct synopsis *s, size_t version, const struct line *line, struct called *called)
{
    const struct content_version *of = &s->content->versions.at[version];
    for (size_t i = 0; line && i < line->calls.n; i++) {
        int64_t note = (int64_t)of->first_note + line->calls.at[i];
        if (line->calls.at[i] < 0 || note >= (int64_t)of->end_note || s->note_seen[note])
            continue;
        s->note_seen[note] = true;
        *list_add(s->arena, &called->list) = (int32_t)note;
    }
}

/* The notes that lines of a column call, and those that these notes call. */
static void collect(struct synopsis *s, size_t version, size_t from, size_t to, struct called *called)
{
    for (size_t i = from; i < to; i++)
        add_calls(s, version, s->text.column[version].lines.at[i].line, called);
    for (size_t k = 0; k < called->list.n; k++) {
        int32_t note = called->list.at[k];
        for (size_t b = 0; b < s->content->notes.at[note].blocks.n; b++)
            for (size_t i = 0; i < s->note_set[note][b]->lines.n; i++)
                add_calls(s, version, &s->note_set[note][b]->lines.at[i], called);
    }
}

/* The k-th notes of all columns begin side by side. */
static bool add_note_band(struct synopsis *s, const struct called *called, size_t k)
{
    bool any = false;
    size_t before = s->notes.slices.n;
    bands_begin(&s->notes);
    for (size_t v = 0; v < s->n; v++) {
        if (k >= called[v].list.n)
            continue;
        int32_t note = called[v].list.at[k];
        for (size_t b = 0; b < s->content->notes.at[note].blocks.n; b++)
            bands_add(&s->notes, v, s->note_set[note][b], note);
        any = true;
    }
    bands_end(&s->notes, before ? s->template_->note.between : 0);
    for (size_t i = before; i < s->notes.slices.n; i++)
        *list_add(s->arena, &s->note_row) = (struct paginate_note_line){s->notes.slices.at[i].height, s->notes.slices.at[i].first};
    return any;
}

static void add_notes(struct synopsis *s, const size_t *from, const size_t *to)
{
    struct called called[VERSIONS_MOST] = {0};
    for (size_t v = 0; v < s->n; v++)
        collect(s, v, from[v], to[v], &called[v]);
    for (size_t k = 0; add_note_band(s, called, k); k++)
        ;
}

/* A note without a call is an error of the document; its text is shown nevertheless. */
static void add_uncalled(struct synopsis *s)
{
    struct called called[VERSIONS_MOST] = {0};
    for (size_t v = 0; v < s->n; v++)
        for (size_t i = s->content->versions.at[v].first_note; i < s->content->versions.at[v].end_note; i++)
            if (!s->note_seen[i])
                *list_add(s->arena, &called[v].list) = (int32_t)i;
    for (size_t k = 0; add_note_band(s, called, k); k++)
        ;
    if (s->text.slices.n)
        s->text_row[s->text.slices.n - 1].notes = (uint32_t)s->notes.slices.n;
}

static bool calls_any(const struct synopsis *s, const size_t *from, const size_t *to)
{
    for (size_t v = 0; v < s->n; v++)
        for (size_t i = from[v]; i < to[v]; i++)
            if (s->text.column[v].lines.at[i].line && s->text.column[v].lines.at[i].line->calls.n)
                return true;
    return false;
}

/* ---- cost of a page end ------------------------------------------------------------------- */

/* In one column, before its line `at`. */
static int64_t cost_in_column(const struct synopsis *s, size_t version, const struct band *band, size_t at)
{
    const struct placed_line *below = &s->text.column[version].lines.at[at];
    if (at == band->first[version] || at == band->end[version])
        return 0;
    if (below->at == 0)
        return flow_cost_between(below[-1].block, below->block);
    if (below->block->table)
        return below[-1].line->keep_next ? PAGINATE_BAD : 0;
    const struct template_ *template_ = s->content->versions.at[version].content->template_;
    bool apart = (hx_unit)below->at < template_->orphan_lines || (hx_unit)(below->of - below->at) < template_->widow_lines;
    bool whole = below->block->style->keep_whole || flow_is_header(below->block->role);
    return apart || whole ? PAGINATE_BAD : 0;
}

static int64_t cost_in_band(const struct synopsis *s, const struct slice *slice, bool tall)
{
    int64_t cost = tall ? 3 * PAGINATE_SOFT : 2 * PAGINATE_BAD;
    int64_t worst = 0;
    for (size_t v = 0; v < s->n; v++) {
        int64_t own = cost_in_column(s, v, &s->text.bands.at[slice->band], slice->end[v]);
        worst = own > worst ? own : worst;
    }
    return cost + worst;
}

static int64_t cost_after_band(const struct synopsis *s, const struct slice *slice)
{
    const struct band *band = &s->text.bands.at[slice->band];
    int64_t worst = 0;
    for (size_t v = 0; v < s->n; v++) {
        const struct placed_list *lines = &s->text.column[v].lines;
        size_t end = band->end[v];
        if (band->first[v] == end || end == lines->n)
            continue;
        int64_t own = flow_cost_between(lines->at[end - 1].block, lines->at[end].block);
        worst = own > worst ? own : worst;
    }
    return worst;
}

/* ---- flow --------------------------------------------------------------------------------- */

/* Slices first to end are one band. The notes of one that stays whole are side by side, whichever line calls
 * them; in one that may be divided each is on the page of its call. */
static void add_band(struct synopsis *s, size_t first, size_t end)
{
    const struct slice *slices = s->text.slices.at;
    const struct band *band = &s->text.bands.at[slices[first].band];
    bool tall = slices[end - 1].bottom > room(s, 1) / TALL;
    const size_t *from = band->first;
    bool noted = false;
    for (size_t i = first; i < end; i++) {
        bool last = i + 1 == end, page_next = last && end < s->text.slices.n && s->starts_page.at[slices[end].band];
        if (!noted && calls_any(s, from, slices[i].end)) {
            add_notes(s, from, tall ? slices[i].end : band->end);
            noted = !tall;
        }
        from = slices[i].end;
        s->text_row[i] = (struct paginate_line){
            .height = slices[i].height,
            .lead_in = (hx_unit)(slices[i].bottom - slices[i].top),
            .notes = (uint32_t)s->notes.slices.n,
            .break_cost = page_next ? 0 : last ? cost_after_band(s, &slices[i]) : cost_in_band(s, &slices[i], tall),
            .page_before = slices[i].first && s->starts_page.at[slices[i].band],
        };
    }
}

static void make_flow(struct synopsis *s)
{
    s->text_row = arena_new_array(s->arena, struct paginate_line, s->text.slices.n);
    for (size_t first = 0, end; first < s->text.slices.n; first = end) {
        for (end = first + 1; end < s->text.slices.n && !s->text.slices.at[end].first;)
            end++;
        add_band(s, first, end);
    }
    add_uncalled(s);
}

static struct paginate_result find_pages(struct synopsis *s)
{
    const struct note_plan *note = &s->template_->note;
    struct paginate_flow flow = {.lines = s->text_row,
        .n = s->text.slices.n,
        .notes = s->note_row.at,
        .room = {room(s, 0), room(s, 1), room(s, s->sheets == 1 ? 2 : 1)},
        .note_gap = note->gap + note->rule_above};
    return paginate(s->arena, &flow);
}

struct layout *synopsis_layout(struct shaper *shaper, struct arena *arena, const struct content *const *contents,
    const struct alignment *alignment, struct report *report)
{
    const struct content *content = content_join(arena, contents, alignment->version_count);
    struct bands bands = {.arena = arena, .clash = clash_new(arena), .column_n = alignment->version_count};
    struct synopsis synopsis = {.shaper = shaper,
        .arena = arena,
        .content = content,
        .template_ = content->template_,
        .report = report,
        .n = alignment->version_count,
        .text = bands,
        .notes = bands,
        .note_seen = arena_new_array(arena, bool, content->notes.n),
        .note_called = arena_new_array(arena, bool, content->notes.n),
        .layout = arena_new_of(arena, struct layout)};
    struct synopsis *s = &synopsis;
    struct synopsis_rows rows = synopsis_rows(arena, content, alignment);
    divide_page(s);
    s->layout->content = content;
    s->layout->spread = s->sheets > 1;
    s->layout->notes = arena_new_array(arena, struct note_place, content->notes.n);
    set_all(s);
    add_rows(s, &rows);
    make_flow(s);
    struct paginate_page empty = {.lines = 0};
    struct paginate_result found = {&empty, 1, 0}; /* documents without text are one page */
    if (s->text.slices.n > 0)
        found = find_pages(s);
    synopsis_place(s, &found);
    return s->layout;
}
