#include <stdlib.h>
#include <string.h>

#include "reading/akn_table.h"
#include "reading/akn_writer.h"

enum { STEP = 3 /* [column] of a level */, COLUMNS_MOST = 64, SPAN_MOST = 1000 /* [row] */, WHOLE = 1000 /* of the table */ };

static bool is_cell(const struct akn_node *node)
{
    return akn_is(node, "td") || akn_is(node, "th");
}

static const struct akn_node *next_cell(const struct akn_node *cell)
{
    while (cell && !is_cell(cell))
        cell = cell->next;
    return cell;
}

static size_t count_cells(const struct akn_node *row)
{
    size_t n = 0;
    for (const struct akn_node *cell = next_cell(row->first); cell; cell = next_cell(cell->next))
        n++;
    return n;
}

struct rows {
    LIST(const struct akn_node *) list;
};

/* Rows stand in the table or in groups of it. */
static bool is_group(const struct akn_node *node)
{
    return akn_is(node, "thead") || akn_is(node, "tbody") || akn_is(node, "tfoot");
}

static void gather_rows(struct arena *arena, struct rows *rows, const struct akn_node *parent)
{
    for (const struct akn_node *node = parent->first; node; node = node->next) {
        if (akn_is(node, "tr"))
            *list_add(arena, &rows->list) = node;
        else if (is_group(node))
            gather_rows(arena, rows, node);
    }
}

void akn_table_rest(struct akn_writer *writer, const struct akn_node *parent, void (*write)(struct akn_writer *, const struct akn_node *))
{
    for (const struct akn_node *node = parent->first; node; node = node->next) {
        bool row = akn_is(node, "tr");
        if (row || is_group(node))
            akn_table_rest(writer, node, write);
        else if (!is_cell(node) || !akn_is(parent, "tr"))
            write(writer, node);
    }
}

/* ---- as text ---- */

static void write_row(struct akn_writer *writer, const struct akn_node *row, size_t columns)
{
    struct buf *out = &writer->out;
    buf_char(out, '|');
    size_t n = 0;
    for (const struct akn_node *cell = next_cell(row->first); cell; cell = next_cell(cell->next), n++) {
        buf_char(out, ' ');
        size_t start = out->n;
        akn_inline(writer, cell->first, NULL, true);
        if (writer->source_form)
            akn_source_escape_cell(writer, start);
        buf_text(out, " |");
    }
    for (; n < columns; n++)
        buf_text(out, "  |");
    buf_char(out, '\n');
}

void akn_table(struct akn_writer *writer, const struct akn_node *table)
{
    struct rows rows = {0};
    size_t columns = 0;
    gather_rows(writer->arena, &rows, table);
    for (size_t i = 0; i < rows.list.n; i++) {
        size_t n = count_cells(rows.list.at[i]);
        columns = n > columns ? n : columns;
    }
    if (!columns)
        return;
    *list_add(writer->arena, &writer->text->tables) = (struct akn_table){(uint32_t)writer->out.n, table};
    for (size_t i = 0; i < rows.list.n; i++) {
        for (int space = 0; space < STEP * writer->level; space++)
            buf_char(&writer->out, ' ');
        write_row(writer, rows.list.at[i], columns);
        for (int space = 0; i == 0 && space < STEP * writer->level; space++)
            buf_char(&writer->out, ' ');
        for (size_t column = 0; i == 0 && column < columns; column++)
            buf_text(&writer->out, column + 1 < columns ? "|---" : "|---|\n");
    }
    buf_char(&writer->out, '\n');
}

/* ---- in the tree ---- */

static uint16_t number_of(const struct akn_node *cell, const char *name, long most)
{
    long n = strtol(akn_attribute(cell, name), NULL, 10);
    return (uint16_t)(n < 1 ? 1 : n > most ? most : n);
}

static enum cell_align align_of(const struct akn_node *cell)
{
    static const struct {
        const char *word;
        enum cell_align align;
    } words[] = {{"Left", CELL_START}, {"Right", CELL_END}, {"Center", CELL_CENTRE}, {"Start", CELL_START}, {"End", CELL_END}};
    const char *word = akn_attribute(cell, "data-justification");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0)
            return words[i].align;
    return CELL_BY_CONTENT;
}

/* The columns of a table while its rows are gone through. */
struct grid {
    uint16_t covered[COLUMNS_MOST]; /* [row] that a cell above still covers */
    long width[COLUMNS_MOST]; /* [1/20 pt] 0 when not known */
    size_t columns;
};

static void take_cell(struct grid *grid, struct node *cell, const struct akn_node *from, size_t *column)
{
    while (*column < COLUMNS_MOST && grid->covered[*column])
        ++*column;
    cell->cell.columns = number_of(from, "colspan", COLUMNS_MOST);
    cell->cell.rows = number_of(from, "rowspan", SPAN_MOST);
    cell->cell.align = align_of(from);
    cell->cell.header = akn_is(from, "th");
    long width = strtol(akn_attribute(from, "data-width-type"), NULL, 10);
    for (size_t i = 0; i < cell->cell.columns && *column < COLUMNS_MOST; i++, ++*column) {
        grid->covered[*column] = cell->cell.rows;
        if (cell->cell.columns == 1 && width > 0 && width < INT32_MAX)
            grid->width[*column] = width;
    }
    grid->columns = *column > grid->columns ? *column : grid->columns;
}

/* A row of the tree as the XML has it; cells that only fill the text's row up go. */
static void take_row(struct grid *grid, struct node *row, const struct akn_node *from)
{
    size_t column = 0;
    const struct akn_node *source = next_cell(from->first);
    for (struct node *cell = row->first, *next; cell; cell = next) {
        next = cell->next;
        if (source)
            take_cell(grid, cell, source, &column);
        else if (!cell->first)
            node_remove(cell);
        source = source ? next_cell(source->next) : NULL;
    }
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        if (grid->covered[i])
            grid->covered[i]--;
}

static void take_widths(const struct grid *grid, struct doc *doc, struct node *table)
{
    long whole = 0;
    for (size_t i = 0; i < grid->columns; i++) {
        if (!grid->width[i])
            return;
        whole += grid->width[i];
    }
    if (!whole)
        return;
    uint16_t *widths = arena_new_array(doc->arena, uint16_t, grid->columns);
    long sum = 0, done = 0;
    for (size_t i = 0; i < grid->columns; i++) { /* so that all of them are the whole */
        sum += grid->width[i];
        widths[i] = (uint16_t)(sum * WHOLE / whole - done);
        done += widths[i];
    }
    table->table.widths = widths;
    table->table.columns = (uint16_t)grid->columns;
}

void akn_table_dress(struct doc *doc, struct node *table, const struct akn_node *from)
{
    struct rows rows = {0};
    gather_rows(doc->arena, &rows, from);
    size_t n = 0;
    for (const struct node *row = table->first; row; row = row->next)
        n++;
    if (n != rows.list.n)
        return;
    struct grid grid = {0};
    size_t i = 0;
    for (struct node *row = table->first; row; row = row->next)
        take_row(&grid, row, rows.list.at[i++]);
    take_widths(&grid, doc, table);
}
