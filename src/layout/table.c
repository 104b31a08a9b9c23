#include "layout/table.h"

#include <string.h>

#include "layout/extent.h"

enum {
    CONTENT_ROOMS = 4, /* a cell that is longer on one line than so many tables are wide wants no more */
    NARROW = 1500, /* [1/1000] of the type size: a narrower column of broken words is not to be read */
    PIECES = 4, /* a row longer than a page goes on in parts of a page */
};

struct setter {
    const struct table_place *place;
    const struct content_block *block;
    const struct content_table *table;
    const struct table_plan *plan;
    struct set_block *set;
    struct columns columns;
    int32_t scale; /* [1/1000] of the type */
    bool broken; /* words do not fit: they may be hyphenated, whatever their style says */
    struct extent **extents; /* by row and cell */
    hx_unit *tail; /* [unit] by last column: the longest of its numbers' tails */
    int64_t *baseline, *due; /* [unit] by row, from the table's start: its own; the least for cells that end there */
};

/* ---- measuring ---------------------------------------------------------------------------- */

static struct extent measure_cell(const struct setter *setter, const struct table_cell *cell, const struct block_style *style)
{
    const struct table_place *place = setter->place;
    const struct par *par = shape_runs(place->shaper, place->arena, place->content, cell->runs.at, cell->runs.n, place->report);
    struct extent extent = extent_of(par, style->text->rise, (int64_t)place->measure * CONTENT_ROOMS);
    extent.least += style->start + style->end;
    extent.most += style->start + style->end;
    return extent;
}

static const struct block_style *row_style(const struct setter *setter, size_t row)
{
    return &setter->place->content->template_->block[row < setter->table->headers ? ROLE_ROW_HEADER : ROLE_ROW];
}

static uint32_t last_column(const struct table_cell *cell)
{
    return cell->column + cell->columns - 1;
}

static void measure_cells(struct setter *setter)
{
    struct arena *arena = setter->place->arena;
    const struct content_table *table = setter->table;
    setter->tail = arena_new_array(arena, hx_unit, table->columns);
    setter->extents = arena_new_array(arena, struct extent *, table->n);
    for (size_t r = 0; r < table->n; r++) {
        setter->extents[r] = arena_new_array(arena, struct extent, table->rows[r].n);
        for (size_t i = 0; i < table->rows[r].n; i++) {
            const struct table_cell *cell = &table->rows[r].cells[i];
            if (!cell->runs.n)
                continue;
            struct extent extent = measure_cell(setter, cell, row_style(setter, r));
            hx_unit *tail = &setter->tail[last_column(cell)];
            if (cell->figures && extent.tail > *tail)
                *tail = extent.tail;
            setter->extents[r][i] = extent;
        }
    }
}

/* How far a number is moved in from the right, so that its last digit stands under the others'. */
static hx_unit figures_pad(const struct setter *setter, size_t row, size_t i)
{
    const struct table_cell *cell = &setter->table->rows[row].cells[i];
    return cell->figures ? setter->tail[last_column(cell)] - setter->extents[row][i].tail : 0;
}

static void raise_column(struct column *column, const struct extent *extent)
{
    column->least = extent->least > column->least ? extent->least : column->least;
    column->most = extent->most > column->most ? extent->most : column->most;
}

static void raise_columns(struct setter *setter)
{
    const struct content_table *table = setter->table;
    LIST(struct column_span) spans = {0};
    for (size_t r = 0; r < table->n; r++)
        for (size_t i = 0; i < table->rows[r].n; i++) {
            const struct table_cell *cell = &table->rows[r].cells[i];
            struct column *column = &setter->columns.at[cell->column];
            if (!cell->runs.n)
                continue;
            struct extent extent = setter->extents[r][i];
            extent.least += figures_pad(setter, r, i);
            extent.most += figures_pad(setter, r, i);
            column->gap = cell->column ? setter->plan->gap : 0;
            column->grows = column->grows || (cell->columns == 1 && r >= table->headers && !cell->figures && cell->align == ALIGN_START);
            if (cell->columns == 1)
                raise_column(column, &extent);
            else
                *list_add(setter->place->arena, &spans) =
                    (struct column_span){cell->column, cell->columns, extent.least, extent.most};
        }
    setter->columns.spans = spans.at;
    setter->columns.span_n = spans.n;
}

static enum columns_result find_columns(struct setter *setter)
{
    struct arena *arena = setter->place->arena;
    const struct content_table *table = setter->table;
    setter->columns = (struct columns){.at = arena_new_array(arena, struct column, table->columns),
        .n = table->columns,
        .room = setter->place->measure - setter->block->style->start - setter->block->style->end,
        .narrow = (hx_unit)unit_muldiv(row_style(setter, table->headers)->text->size, NARROW, 1000),
        .shrink = setter->plan->shrink ? setter->plan->shrink : 1000};
    for (uint32_t i = 0; table->widths && i < table->columns; i++)
        setter->columns.at[i].share = table->widths[i];
    measure_cells(setter);
    raise_columns(setter);
    return columns_set(arena, &setter->columns, &setter->scale);
}

/* ---- cells -------------------------------------------------------------------------------- */

static struct run_list scaled_runs(const struct setter *setter, const struct run_list *from)
{
    struct run_list runs = {0};
    for (size_t i = 0; i < from->n; i++) {
        struct run *run = list_add(setter->place->arena, &runs);
        *run = from->at[i];
        run->style.hyphenate = run->style.hyphenate || setter->broken;
        hx_unit *lengths[] = {&run->style.size, &run->style.rise, &run->style.tracking, &run->style.tracking_stretch,
            &run->style.tracking_shrink};
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
            *lengths[k] = (hx_unit)unit_muldiv(*lengths[k], setter->scale, 1000);
    }
    struct run space = runs.at[runs.n - 1]; /* ends the cell in what a reader copies; hangs out */
    space.kind = RUN_TEXT;
    space.text = " ";
    space.n = 1;
    space.link = space.note = NO_INDEX;
    *list_add(setter->place->arena, &runs) = space;
    return runs;
}

static struct set_block *set_cell(const struct setter *setter, size_t row, size_t i)
{
    const struct table_cell *cell = &setter->table->rows[row].cells[i];
    const struct table_place *place = setter->place;
    bool mirrored = place->content->template_->mirrored;
    struct block_style style = *row_style(setter, row);
    style.align = cell->align;
    style.leading = (hx_unit)unit_muldiv(style.leading, setter->scale, 1000);
    *(mirrored ? &style.start : &style.end) += (hx_unit)unit_muldiv(figures_pad(setter, row, i), setter->scale, 1000);
    struct content_block *block = arena_new_of(place->arena, struct content_block);
    struct block_style *own = arena_new_of(place->arena, struct block_style);
    *own = style;
    *block = (struct content_block){.role = ROLE_ROW, .style = own, .node = cell->node};
    block->runs = scaled_runs(setter, &cell->runs);
    return line_set(place->shaper, place->arena, place->content, block,
        columns_width(&setter->columns, cell->column, cell->columns), place->report);
}

/* From the left edge of the column of text. */
static hx_unit physical_x(const struct setter *setter, hx_unit start, hx_unit width)
{
    hx_unit x = setter->block->style->start + start;
    return setter->place->content->template_->mirrored ? setter->place->measure - x - width : x;
}

/* ---- rows --------------------------------------------------------------------------------- */

struct row_setting {
    size_t row;
    struct set_block **cells; /* NULL for empty ones */
    size_t lines; /* of text, in the longest cell */
    hx_unit pitch; /* [unit] between them */
};

static hx_unit pitch_for(const struct setter *setter, const struct set_block *cell, hx_unit pitch)
{
    for (size_t i = 1; i < cell->lines.n; i++) {
        const struct line *above = &cell->lines.at[i - 1], *below = &cell->lines.at[i];
        if ((int64_t)above->descent + below->ascent <= pitch)
            continue;
        hx_unit apart = clash_distance(setter->place->clash, above, below);
        pitch = apart > pitch ? apart : pitch;
    }
    return pitch;
}

/* A cell over several rows may reach down into them, unless it is long. */
static bool reaches_down(const struct setter *setter, const struct table_cell *cell, const struct set_block *set, hx_unit pitch)
{
    return cell->rows > 1 && (int64_t)set->lines.n * pitch < setter->place->page / 2;
}

static struct row_setting set_cells(const struct setter *setter, size_t row)
{
    const struct table_row *from = &setter->table->rows[row];
    struct row_setting made = {.row = row, .lines = 1};
    made.cells = arena_new_array(setter->place->arena, struct set_block *, from->n);
    made.pitch = (hx_unit)unit_muldiv(row_style(setter, row)->leading, setter->scale, 1000);
    for (size_t i = 0; i < from->n; i++) {
        if (!from->cells[i].runs.n)
            continue;
        made.cells[i] = set_cell(setter, row, i);
        made.pitch = pitch_for(setter, made.cells[i], made.pitch);
    }
    for (size_t i = 0; i < from->n; i++)
        if (made.cells[i] && made.cells[i]->lines.n > made.lines && !reaches_down(setter, &from->cells[i], made.cells[i], made.pitch))
            made.lines = made.cells[i]->lines.n;
    return made;
}

static void add_line(const struct setter *setter, struct line *row, const struct line *line, hx_unit x, hx_unit y)
{
    struct arena *arena = setter->place->arena;
    for (size_t i = 0; i < line->items.n; i++) {
        struct item *item = list_add(arena, &row->items);
        *item = line->items.at[i];
        item->run.x += x;
        item->run.x_min += x;
        item->run.y += y;
    }
    for (size_t i = 0; i < line->calls.n; i++)
        *list_add(arena, &row->calls) = line->calls.at[i];
    row->ascent = line->ascent - y > row->ascent ? line->ascent - y : row->ascent;
    row->descent = line->descent + y > row->descent ? line->descent + y : row->descent;
}

/* Text stands at the top of its row; numbers and headers at the foot, where the last line of text is. */
static void add_cell(struct setter *setter, struct line *row, const struct row_setting *setting, size_t i, size_t from, size_t n)
{
    const struct table_cell *cell = &setter->table->rows[setting->row].cells[i];
    const struct set_block *set = setting->cells[i];
    hx_unit x = physical_x(setter, setter->columns.at[cell->column].start,
        columns_width(&setter->columns, cell->column, cell->columns));
    bool whole = n == setting->lines, down = whole && reaches_down(setter, cell, set, setting->pitch);
    bool foot = whole && !down && (cell->figures || setting->row < setter->table->headers);
    hx_unit y = -(hx_unit)((foot ? set->lines.n : n) - 1) * setting->pitch;
    for (size_t k = from; k < set->lines.n && (down || k < from + n); k++)
        add_line(setter, row, &set->lines.at[k], x, y + (hx_unit)(k - from) * setting->pitch);
    if (down) {
        int64_t end = setter->baseline[setting->row] + y + (int64_t)(set->lines.n - 1) * setting->pitch;
        int64_t *due = &setter->due[setting->row + cell->rows - 1];
        *due = end > *due ? end : *due;
    }
}

/* ---- rules -------------------------------------------------------------------------------- */

static void add_rule(const struct setter *setter, struct line *row, hx_unit start, hx_unit width, hx_unit y, hx_unit thickness)
{
    if (thickness <= 0 || width <= 0)
        return;
    struct item *item = list_add(setter->place->arena, &row->items);
    item->kind = ITEM_RULE;
    item->artifact = true;
    item->box.x = physical_x(setter, start, width);
    item->box.top = y - thickness / 2;
    item->box.width = width;
    item->box.height = thickness;
    item->box.colour = setter->plan->rule_colour;
}

/* Under a row, over its whole width; 0: none. */
static hx_unit rule_under(const struct setter *setter, size_t row)
{
    const struct content_table *table = setter->table;
    if (row + 1 == table->n)
        return setter->plan->bottom_rule;
    if (row + 1 == table->headers)
        return setter->plan->header_rule;
    return row >= table->headers && (table->rows[row].total || table->rows[row + 1].total) ? setter->plan->total_rule : 0;
}

static bool cells_ruled(const struct setter *setter, size_t row)
{
    return row + 1 < setter->table->headers && setter->plan->cell_rule > 0;
}

static void add_rules_under(const struct setter *setter, struct line *line, size_t row)
{
    const struct table_row *from = &setter->table->rows[row];
    hx_unit below = setter->plan->rule_below;
    add_rule(setter, line, 0, setter->columns.room, below, rule_under(setter, row));
    for (size_t i = 0; cells_ruled(setter, row) && i < from->n; i++)
        if (from->cells[i].runs.n && from->cells[i].rows == 1)
            add_rule(setter, line, setter->columns.at[from->cells[i].column].start,
                columns_width(&setter->columns, from->cells[i].column, from->cells[i].columns), below, setter->plan->cell_rule);
}

/* ---- lines -------------------------------------------------------------------------------- */

static bool is_empty(const struct row_setting *setting, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (setting->cells[i])
            return false;
    return true;
}

/* From the last baseline of the row above to the row's first. */
static hx_unit gap_above(const struct setter *setter, const struct row_setting *setting)
{
    size_t row = setting->row;
    hx_unit gap = setting->pitch;
    if (is_empty(setting, setter->table->rows[row].n))
        return gap / 2;
    if (row == 0)
        return gap;
    hx_unit after = row_style(setter, row - 1)->after, before = row_style(setter, row)->before;
    gap += (hx_unit)unit_muldiv(after > before ? after : before, setter->scale, 1000);
    hx_unit ruled = setter->plan->rule_below + setter->plan->rule_above;
    return (rule_under(setter, row - 1) || cells_ruled(setter, row - 1)) && gap < ruled ? ruled : gap;
}

/* One part of a row: `n` lines of text of each cell. */
static struct line *add_part(struct setter *setter, const struct row_setting *setting, size_t from, size_t n, hx_unit gap)
{
    const struct table_row *row = &setter->table->rows[setting->row];
    struct line *line = list_add(setter->place->arena, &setter->set->lines);
    memset(line, 0, sizeof *line);
    *line = (struct line){.above = (hx_unit)(n - 1) * setting->pitch, .width = setter->columns.room,
        .measure = setter->columns.room, .stretch = 1000};
    line->leading = gap + line->above;
    setter->baseline[setting->row] += line->leading;
    for (size_t i = 0; i < row->n; i++)
        if (setting->cells[i])
            add_cell(setter, line, setting, i, from, n);
    return line;
}

/* How many lines of text of a row stay together: all, unless they are longer than a page. */
static size_t part_lines(const struct setter *setter, const struct row_setting *setting)
{
    hx_unit repeated = setter->set->repeat ? setter->set->repeat->above + setter->set->repeat->leading : 0;
    if ((int64_t)(setting->lines - 1) * setting->pitch <= setter->place->page - repeated)
        return setting->lines;
    size_t fit = (size_t)(setter->place->page / PIECES / setting->pitch);
    return fit ? fit : 1;
}

static void add_row(struct setter *setter, size_t row)
{
    struct row_setting setting = set_cells(setter, row);
    hx_unit gap = gap_above(setter, &setting);
    size_t part = part_lines(setter, &setting), first = setter->set->lines.n;
    setter->baseline[row] = row ? setter->baseline[row - 1] : 0;
    int64_t lack = setter->due[row] - setter->baseline[row] - gap - (int64_t)(setting.lines - 1) * setting.pitch;
    if (lack > 0 && lack < setter->place->page)
        gap += (hx_unit)lack;
    for (size_t from = 0; from < setting.lines; from += part) {
        size_t n = setting.lines - from < part ? setting.lines - from : part;
        add_part(setter, &setting, from, n, from ? setting.pitch : gap);
    }
    struct line *top = &setter->set->lines.at[first], *last = &setter->set->lines.at[setter->set->lines.n - 1];
    if (row == 0)
        add_rule(setter, top, 0, setter->columns.room, -top->above - setter->plan->rule_above, setter->plan->top_rule);
    add_rules_under(setter, last, row);
    last->keep_next = setter->table->rows[row].keep_next;
}

/* A copy of the header's lines as one line of artifacts. None where it would fill a third of a page. */
static void make_repeat(struct setter *setter)
{
    struct arena *arena = setter->place->arena;
    struct set_block *set = setter->set;
    struct line *repeat = arena_new_of(arena, struct line);
    set->header_lines = set->lines.n;
    int64_t above = set->lines.n ? set->lines.at[0].above : 0;
    for (size_t i = 1; i < set->lines.n; i++)
        above += set->lines.at[i].leading;
    if (!set->lines.n || above > setter->place->page / 3)
        return;
    hx_unit y = set->lines.at[0].above - (hx_unit)above;
    for (size_t i = 0; i < set->lines.n; i++) {
        const struct line *line = &set->lines.at[i];
        y += i ? line->leading : 0;
        for (size_t k = 0; k < line->items.n; k++) {
            struct item *item = list_add(arena, &repeat->items);
            *item = line->items.at[k];
            item->artifact = true;
            if (item->kind == ITEM_GLYPHS) {
                item->run.y += y;
                item->run.link = item->run.call = NO_INDEX;
            } else {
                item->box.top += y;
            }
        }
    }
    repeat->above = (hx_unit)above;
    repeat->leading = setter->plan->rule_below + setter->plan->rule_above;
    repeat->width = repeat->measure = setter->columns.room;
    repeat->stretch = 1000;
    set->repeat = repeat;
}

/* ---- too many columns --------------------------------------------------------------------- */

/* Each row becomes one cell: no text leaves the page, however many columns a table has. */
static const struct content_table *run_in(const struct setter *setter)
{
    static const char gap[] = "\u2003 ";
    struct arena *arena = setter->place->arena;
    struct content_table *made = arena_new_of(arena, struct content_table);
    *made = (struct content_table){.columns = 1, .n = setter->table->n};
    made->rows = arena_new_array(arena, struct table_row, made->n);
    for (size_t r = 0; r < made->n; r++) {
        const struct table_row *from = &setter->table->rows[r];
        struct table_cell *cell = arena_new_of(arena, struct table_cell);
        *cell = (struct table_cell){.node = from->node, .columns = 1, .rows = 1, .align = ALIGN_START};
        for (size_t i = 0; i < from->n; i++)
            for (size_t k = 0; k < from->cells[i].runs.n; k++) {
                struct run run = from->cells[i].runs.at[k];
                *list_add(arena, &cell->runs) = run;
                if (k + 1 < from->cells[i].runs.n)
                    continue;
                run = (struct run){.kind = RUN_TEXT, .text = gap, .n = sizeof gap - 1, .style = run.style, .link = NO_INDEX,
                    .note = NO_INDEX, .lang = run.lang};
                *list_add(arena, &cell->runs) = run;
            }
        made->rows[r] = (struct table_row){.cells = cell, .n = 1, .node = from->node};
    }
    return made;
}

/* ---- whole -------------------------------------------------------------------------------- */

static struct span table_span(const struct content_table *table)
{
    for (size_t r = 0; r < table->n; r++)
        for (size_t i = 0; i < table->rows[r].n; i++)
            for (size_t k = 0; k < table->rows[r].cells[i].runs.n; k++)
                if (table->rows[r].cells[i].runs.at[k].span.end)
                    return table->rows[r].cells[i].runs.at[k].span;
    return (struct span){0, 0};
}

static void choose_columns(struct setter *setter)
{
    const struct table_place *place = setter->place;
    const struct source *source = place->content->doc->source;
    struct span span = table_span(setter->table);
    enum columns_result result = find_columns(setter);
    setter->broken = result == COLUMNS_BROKEN;
    const char *scale = arena_printf(place->arena, "%d %%", setter->scale / 10);
    if (result == COLUMNS_BROKEN) {
        diag_at(place->report, DIAG_TABLE_WIDE, source, span, scale);
    } else if (result == COLUMNS_TOO_MANY) {
        diag_at(place->report, DIAG_TABLE_COLUMNS, source, span, arena_printf(place->arena, "%u", setter->table->columns));
        setter->table = run_in(setter);
        setter->broken = find_columns(setter) == COLUMNS_BROKEN;
    } else if (setter->scale < 1000) {
        diag_at(place->report, DIAG_TABLE_SHRUNK, source, span, scale);
    }
}

static struct setter setter_new(const struct table_place *place, const struct content_block *block)
{
    return (struct setter){.place = place, .block = block, .table = block->table, .plan = &place->content->template_->table};
}

enum columns_result table_fit(const struct table_place *place, const struct content_block *block)
{
    struct setter setter = setter_new(place, block);
    return find_columns(&setter);
}

struct set_block *table_set(const struct table_place *place, const struct content_block *block)
{
    struct setter setter = setter_new(place, block);
    setter.set = arena_new_of(place->arena, struct set_block);
    setter.set->block = block;
    choose_columns(&setter);
    setter.baseline = arena_new_array(place->arena, int64_t, setter.table->n);
    setter.due = arena_new_array(place->arena, int64_t, setter.table->n);
    for (size_t row = 0; row < setter.table->n; row++) {
        if (row == setter.table->headers)
            make_repeat(&setter);
        add_row(&setter, row);
    }
    return setter.set;
}
