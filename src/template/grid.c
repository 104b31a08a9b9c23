#include "template/grid.h"

#include <string.h>

#include "base/utf.h"

enum { SPAN_MOST = 100 }; /* [column] a wider span counts as this: a small file makes no large table */

struct grid {
    struct resolver *resolver;
    struct content_table *table;
    LIST(uint32_t) busy; /* by column: the row up to which a cell from above covers it */
    bool *text, *figures; /* by column: whether any cell ends in it; whether its cells are numbers */
    bool spans; /* some cell spans, or widths are given: the table knows its columns */
};

/* --- what a cell says ------------------------------------------------------------------------ */

static const char *cell_text(const struct grid *grid, const struct node *cell)
{
    struct buf text;
    buf_init(&text, grid->resolver->arena);
    buf_text(&text, "");
    node_text(cell, &text);
    return text.at;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x3000;
}

static bool is_blank_text(const char *text)
{
    size_t n = strlen(text);
    for (size_t taken; n > 0; text += taken, n -= taken)
        if (!is_space(utf8_decode(text, n, &taken)))
            return false;
    return true;
}

static bool is_blank(const struct table_cell *cell)
{
    for (size_t i = 0; i < cell->runs.n; i++) {
        const struct run *run = &cell->runs.at[i];
        const char *end = run->text + run->n;
        if (run->kind != RUN_TEXT && run->kind != RUN_LINE_BREAK)
            return false;
        for (const char *at = run->text; at < end;) {
            size_t taken;
            if (!is_space(utf8_decode(at, (size_t)(end - at), &taken)))
                return false;
            at += taken;
        }
    }
    return true;
}

enum reading { READS_TEXT, READS_NUMBER, READS_DASH /* nothing, a dash, dots: says no amount */ };

/* Numbers have digits, spaces, signs, brackets; what is raised (note figures and letters) does not count. */
static enum reading reading_of(const struct table_cell *cell, hx_unit rise)
{
    bool digits = false;
    for (size_t i = 0; i < cell->runs.n; i++) {
        const struct run *run = &cell->runs.at[i];
        const char *end = run->text + run->n;
        if (run->kind != RUN_TEXT || run->style.rise != rise)
            continue;
        for (const char *at = run->text; at < end;) {
            size_t taken;
            uint32_t c = utf8_decode(at, (size_t)(end - at), &taken);
            bool digit = (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
            bool sign = c < 0x80 ? c && strchr(".,'()%+-/*:$", (int)c) != NULL
                                 : c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || c == 0x2026 || c == 0x2019 || c == 0x66B || c == 0x66C;
            if (!digit && !sign && !is_space(c))
                return READS_TEXT;
            digits = digits || digit;
            at += taken;
        }
    }
    return digits ? READS_NUMBER : READS_DASH;
}

/* "(United States dollars)": brackets round words. */
static bool is_unit(const char *text)
{
    size_t n = strlen(text), taken;
    while (n > 0 && strchr(" \t\n", text[n - 1]))
        n--;
    while (n > 0 && strchr(" \t\n", *text))
        text++, n--;
    bool opens = n > 2 && (*text == '(' || (n > 6 && utf8_decode(text, n, &taken) == 0xFF08));
    if (!opens || !(text[n - 1] == ')' || memcmp(text + n - 3, "\xEF\xBC\x89", 3) == 0))
        return false;
    for (size_t i = 0; i < n; i++)
        if (text[i] & 0x80 || (text[i] | 0x20) >= 'a')
            return true;
    return false;
}

/* The only cell with text of a row, or NULL. */
static const struct node *only_cell(const struct grid *grid, const struct node *row)
{
    const struct node *found = NULL;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (is_blank_text(cell_text(grid, cell)))
            continue;
        if (found)
            return NULL;
        found = cell;
    }
    return found;
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool all_headers(const struct node *row)
{
    const struct node *cell = row->first;
    while (cell && cell->cell.header)
        cell = cell->next;
    return row->first && !cell;
}

static bool is_blank_row(const struct grid *grid, const struct node *row)
{
    for (const struct node *cell = row->first; cell; cell = cell->next)
        if (!is_blank_text(cell_text(grid, cell)))
            return false;
    return true;
}

static bool is_unit_row(const struct grid *grid, const struct node *row)
{
    const struct node *cell = only_cell(grid, row);
    return cell && is_unit(cell_text(grid, cell));
}

/* Header rows lead the table; a row of units ends them. Blank ones at their end only make room. */
static size_t count_headers(const struct grid *grid, const struct node *table)
{
    size_t n = 0, headers = 0;
    for (const struct node *row = table->first; row; row = row->next) {
        bool unit = n > 0 && is_unit_row(grid, row);
        if (!all_headers(row) && !unit)
            break;
        n++;
        if (!is_blank_row(grid, row))
            headers = n;
        if (unit)
            break;
    }
    return headers;
}

/* Puts a cell at the first column that no cell from above covers. */
static void place_cell(struct grid *grid, size_t row, uint32_t *column, struct table_cell *cell)
{
    while (*column < grid->busy.n && grid->busy.at[*column] > row)
        ++*column;
    cell->column = *column;
    for (uint32_t i = 0; i < cell->columns; i++, ++*column) {
        while (grid->busy.n <= *column)
            *list_add(grid->resolver->arena, &grid->busy) = 0;
        grid->busy.at[*column] = (uint32_t)row + cell->rows;
    }
}

static uint32_t span_of_cell(uint16_t asked, size_t most)
{
    return asked <= 1 ? 1 : asked < most ? asked : (uint32_t)most;
}

static void add_row(struct grid *grid, const struct node *node, size_t at)
{
    struct resolver *resolver = grid->resolver;
    struct table_row *row = &grid->table->rows[at];
    enum role role = at < grid->table->headers ? ROLE_ROW_HEADER : ROLE_ROW;
    uint32_t column = 0;
    row->node = node->id;
    for (const struct node *cell = node->first; cell; cell = cell->next)
        row->n++;
    row->cells = arena_new_array(resolver->arena, struct table_cell, row->n);
    struct table_cell *made = row->cells;
    for (const struct node *cell = node->first; cell; cell = cell->next, made++) {
        made->node = cell->id;
        made->columns = span_of_cell(cell->cell.columns, SPAN_MOST);
        made->rows = span_of_cell(cell->cell.rows, grid->table->n - at);
        grid->spans = grid->spans || made->columns > 1 || made->rows > 1;
        runs_of_node(resolver, cell, resolver->template_->block[role].text, &made->runs);
        if (is_blank(made))
            made->runs.n = 0;
        place_cell(grid, at, &column, made);
    }
}

/* --- columns --------------------------------------------------------------------------------- */

static uint32_t last_column(const struct table_cell *cell)
{
    return cell->column + cell->columns - 1;
}

/* Text copies of a table lose the narrow columns between its headings: a heading then stands over an empty
 * column, and the numbers it heads stand one before it, under nothing. */
static void move_headings(struct grid *grid)
{
    for (size_t r = 0; r < grid->table->headers; r++) {
        struct table_row *row = &grid->table->rows[r];
        for (size_t i = 1; i < row->n; i++) {
            struct table_cell *cell = &row->cells[i], *before = cell - 1;
            if (!cell->runs.n || before->runs.n || grid->text[cell->column] || !grid->text[before->column])
                continue;
            struct table_cell moved = *cell;
            cell->runs = before->runs;
            cell->node = before->node;
            before->runs = moved.runs;
            before->node = moved.node;
        }
    }
}

/* Numbers outweigh words in a column of numbers; blanks and dashes say nothing. */
static void read_columns(struct grid *grid)
{
    struct arena *arena = grid->resolver->arena;
    uint32_t n = grid->table->columns;
    uint32_t *words = arena_new_array(arena, uint32_t, n), *numbers = arena_new_array(arena, uint32_t, n);
    hx_unit rise = grid->resolver->template_->block[ROLE_ROW].text->rise;
    grid->text = arena_new_array(arena, bool, n);
    grid->figures = arena_new_array(arena, bool, n);
    for (size_t r = grid->table->headers; r < grid->table->n; r++)
        for (size_t i = 0; i < grid->table->rows[r].n; i++) {
            const struct table_cell *cell = &grid->table->rows[r].cells[i];
            enum reading reading = reading_of(cell, rise);
            words[last_column(cell)] += reading == READS_TEXT;
            numbers[last_column(cell)] += reading == READS_NUMBER;
            grid->text[last_column(cell)] |= cell->runs.n > 0;
        }
    for (uint32_t i = 0; i < n; i++)
        grid->figures[i] = numbers[i] > words[i];
}

/* The spaces of a number neither break nor, in a text from right to left, change the order of its groups. */
static void hold_together(struct grid *grid, struct table_cell *cell)
{
    struct resolver *resolver = grid->resolver;
    struct run_list runs = {0};
    const struct style *style = &cell->runs.at[0].style;
    bool isolate = resolver->template_->mirrored;
    if (isolate)
        runs_add_text(resolver, "\u2066", style, (struct span){0, 0}, &runs);
    for (size_t i = 0; i < cell->runs.n; i++) {
        struct run run = cell->runs.at[i];
        struct buf text;
        buf_init(&text, resolver->arena);
        for (uint32_t k = 0; run.kind == RUN_TEXT && k < run.n; k++)
            if (run.text[k] == ' ')
                buf_text(&text, "\u00A0");
            else
                buf_char(&text, run.text[k]);
        if (text.n > run.n) {
            run.text = text.at;
            run.n = (uint32_t)text.n;
        }
        *list_add(resolver->arena, &runs) = run;
    }
    if (isolate)
        runs_add_text(resolver, "\u2069", style, (struct span){0, 0}, &runs);
    cell->runs = runs;
}

/* Digits end at the right in every script. */
static enum align figures_align(const struct grid *grid)
{
    return grid->resolver->template_->mirrored ? ALIGN_START : ALIGN_END;
}

static void align_cell(struct grid *grid, struct table_cell *cell, enum cell_align asked, bool header)
{
    hx_unit rise = grid->resolver->template_->block[ROLE_ROW].text->rise;
    bool column = grid->figures[last_column(cell)];
    bool number = column && !header && cell->runs.n && reading_of(cell, rise) != READS_TEXT;
    cell->figures = number && (asked == CELL_BY_CONTENT || asked == CELL_END);
    if (number)
        hold_together(grid, cell);
    if (cell->figures || (asked == CELL_BY_CONTENT && column && (cell->columns == 1 || !header)))
        cell->align = figures_align(grid);
    else if (asked == CELL_BY_CONTENT)
        cell->align = header && cell->columns > 1 ? ALIGN_CENTRE : ALIGN_START;
    else
        cell->align = asked == CELL_END ? ALIGN_END : asked == CELL_CENTRE ? ALIGN_CENTRE : ALIGN_START;
}

/* --- units, totals, headings ----------------------------------------------------------------- */

/* A unit stands for the columns of numbers: all but the first, wherever its cell was written. */
static void spread_unit(struct grid *grid, size_t r, const struct node *node)
{
    struct table_row *row = &grid->table->rows[r];
    if (grid->spans || !is_unit_row(grid, node))
        return;
    struct table_cell *unit = row->cells;
    while (!unit->runs.n)
        unit++;
    uint32_t first = grid->table->columns > 1 ? 1 : 0;
    struct table_cell spread = *unit;
    spread.column = first;
    spread.columns = grid->table->columns - first;
    spread.align = ALIGN_CENTRE;
    row->cells[0] = spread;
    row->n = 1;
}

static void judge_row(struct grid *grid, size_t r, const struct node *node)
{
    struct table_row *row = &grid->table->rows[r];
    size_t with_text = 0;
    bool figures = false;
    for (size_t i = 0; i < row->n; i++) {
        with_text += row->cells[i].runs.n > 0;
        figures = figures || row->cells[i].figures;
    }
    const struct node *label = node->first ? node->first->first : NULL;
    row->total = figures && label && label->kind == NODE_EMPHASIS && label->emphasis.kind != EMPHASIS_LEAD;
    bool heading = with_text == 1 && row->n > 1 && row->cells[0].runs.n && !figures;
    row->keep_next = r + 1 < grid->table->n && (heading || r < grid->table->headers);
}

/* Rows that a cell spans stay together. */
static void tie_rows(struct grid *grid)
{
    size_t reach = 0;
    for (size_t r = 0; r < grid->table->n; r++) {
        struct table_row *row = &grid->table->rows[r];
        for (size_t i = 0; i < row->n; i++)
            if (r + row->cells[i].rows > reach)
                reach = r + row->cells[i].rows;
        row->keep_next = row->keep_next || reach > r + 1;
    }
}

/* --- whole ------------------------------------------------------------------------------------ */

static void add_rows(struct grid *grid, const struct node *node)
{
    struct content_table *table = grid->table;
    for (const struct node *row = node->first; row; row = row->next)
        table->n++;
    table->headers = count_headers(grid, node);
    table->rows = arena_new_array(grid->resolver->arena, struct table_row, table->n);
    size_t at = 0;
    for (const struct node *row = node->first; row; row = row->next)
        add_row(grid, row, at++);
    table->columns = (uint32_t)grid->busy.n;
}

static bool has_text(const struct content_table *table)
{
    for (size_t r = 0; r < table->n; r++)
        for (size_t i = 0; i < table->rows[r].n; i++)
            if (table->rows[r].cells[i].runs.n)
                return true;
    return false;
}

const struct content_table *grid_of_table(struct resolver *resolver, const struct node *node)
{
    struct content_table *table = arena_new_of(resolver->arena, struct content_table);
    struct grid grid = {.resolver = resolver, .table = table};
    add_rows(&grid, node);
    if (!has_text(table))
        return NULL;
    if (node->table.widths && node->table.columns == table->columns) {
        table->widths = node->table.widths;
        grid.spans = true;
    }
    read_columns(&grid);
    if (!grid.spans)
        move_headings(&grid);
    size_t r = 0;
    for (const struct node *row = node->first; row; row = row->next, r++) {
        struct table_cell *made = table->rows[r].cells;
        for (const struct node *cell = row->first; cell; cell = cell->next, made++)
            align_cell(&grid, made, cell->cell.align, r < table->headers);
        spread_unit(&grid, r, row);
        judge_row(&grid, r, row);
    }
    tie_rows(&grid);
    return table;
}
