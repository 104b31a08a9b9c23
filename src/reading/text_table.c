/* Pipe tables of hexapla source. */
#include <string.h>

#include "reading/text_parser.h"

/* |---|:--:| */
static bool is_rule(const char *text, size_t n)
{
    size_t hyphens = 0;
    for (size_t i = 0; i < n; i++) {
        hyphens += text[i] == '-';
        if (!strchr("|-: \t", text[i]))
            return false;
    }
    return hyphens > 0;
}

/* The bar that ends the cell, or the end of the line. */
static uint32_t cell_end(const char *bytes, uint32_t at, uint32_t end)
{
    while (at < end && bytes[at] != '|')
        at += bytes[at] == '\\' && at + 1 < end ? 2 : 1;
    return at;
}

static size_t put_row(struct text_parser *parser, struct node *table, const struct text_line *line)
{
    static const struct inline_options options = {.published = false};
    struct doc *doc = parser->doc;
    const char *bytes = doc->source->bytes;
    struct node *row = doc_node(doc, NODE_ROW, line->span);
    node_append(table, row);
    size_t cells = 0;
    uint32_t at = line->span.start + 1;
    do {
        uint32_t end = cell_end(bytes, at, line->span.end);
        struct text_line inner = text_line_from(doc->source, &(struct text_line){.span = {at, end}}, at);
        struct stretch stretch = {inner.span};
        struct node *cell = doc_node(doc, NODE_CELL, inner.span);
        node_append(row, cell);
        inline_parse(doc, cell, &stretch, 1, &options, parser->report);
        at = end + 1;
        cells++;
    } while (at < line->span.end);
    return cells;
}

static void check_shape(struct text_parser *parser, const struct text_line *line, size_t cells, size_t wanted)
{
    struct arena *arena = parser->doc->arena;
    if (cells != wanted)
        diag_at(parser->report, DIAG_TABLE_SHAPE, parser->doc->source, line->span, arena_printf(arena, "%zu", cells),
            arena_printf(arena, "%zu", wanted));
}

void text_put_table(struct text_parser *parser)
{
    struct doc *doc = parser->doc;
    const struct text_line *line = &parser->lines.at[parser->at];
    struct node *table = doc_node(doc, NODE_TABLE, line->span);
    node_append(text_owner(parser, line->indent), table);
    size_t wanted = 0;
    for (; parser->at < parser->lines.n; parser->at++) {
        line = &parser->lines.at[parser->at];
        const char *text = doc->source->bytes + line->span.start;
        size_t n = line->span.end - line->span.start;
        if (n == 0 || *text != '|')
            break;
        table->span.end = line->span.end;
        if (is_rule(text, n))
            continue;
        size_t cells = put_row(parser, table, line);
        wanted = table->first == table->last ? cells : wanted;
        check_shape(parser, line, cells, wanted);
    }
    if (!table->first)
        node_remove(table);
}
