/* Pipe tables of hexapla source. */
#include "reading/pipe.h"
#include "reading/text_parser.h"

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
        uint32_t end = (uint32_t)pipe_cell_end(bytes, line->span.end, at);
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
    struct span rule = {0, 0};
    for (; parser->at < parser->lines.n; parser->at++) {
        line = &parser->lines.at[parser->at];
        const char *text = doc->source->bytes + line->span.start;
        size_t n = line->span.end - line->span.start;
        if (n == 0 || *text != '|')
            break;
        table->span.end = line->span.end;
        if (pipe_is_rule(text, n)) {
            if (!rule.end)
                pipe_mark_header(table);
            rule = rule.end ? rule : line->span;
            continue;
        }
        size_t cells = put_row(parser, table, line);
        wanted = table->first == table->last ? cells : wanted;
        check_shape(parser, line, cells, wanted);
    }
    pipe_align(table, doc->source->bytes + rule.start, rule.end - rule.start);
    if (!table->first)
        node_remove(table);
}
