/* The blocks of hexapla source: a loop over lines. Each line tells what it starts (text_head.c); the
 * block then takes the lines that belong to it. */
#include "reading/text.h"

#include "reading/closing.h"
#include "reading/notes.h"
#include "reading/text_parser.h"

enum { QUOTES_MOST = 4 };

static const struct text_line *line_at(const struct text_parser *parser)
{
    return &parser->lines.at[parser->at];
}

/* A heading is one line, and those that follow a line break in it. */
static void gather_heading(struct text_parser *parser, uint32_t start, struct text_content *content)
{
    const struct source *source = parser->doc->source;
    for (bool more = true; more && parser->at < parser->lines.n; parser->at++) {
        struct span span = line_at(parser)->span;
        span.start = content->list.n ? span.start : start;
        more = span.end > span.start && source->bytes[span.end - 1] == '\\';
        if (span.end == span.start)
            break;
        *list_add(parser->doc->arena, &content->list) = (struct stretch){span};
    }
}

static void put_heading(struct text_parser *parser, const struct head *head)
{
    struct text_content content = {0};
    uint32_t start = line_at(parser)->span.start;
    gather_heading(parser, head->text, &content);
    struct node *node = text_put_block(parser, NODE_HEADING, start, &content);
    if (!node)
        return;
    node->item.level = head->level;
    if (closing_annex(text_words(parser, node))) {
        node->kind = NODE_ANNEX;
        node->item.level = 0;
        parser->stage = STAGE_ANNEX;
    } else if (parser->stage == STAGE_OPERATIVE || parser->stage == STAGE_RECORD) {
        parser->stage = STAGE_SECTION;
    }
}

static struct node *put_bare(struct text_parser *parser, enum node_kind kind)
{
    struct node *node = doc_node(parser->doc, kind, line_at(parser)->span);
    node_append(parser->container, node);
    parser->levels.depth = 0;
    return node;
}

/* "* * *" with single spaces, however typed. */
static void put_separator(struct text_parser *parser)
{
    struct span span = line_at(parser)->span;
    struct node *node = put_bare(parser, NODE_SEPARATOR);
    struct buf out;
    buf_init(&out, parser->doc->arena);
    for (uint32_t at = span.start; at < span.end; at++)
        if (parser->doc->source->bytes[at] == '*')
            buf_text(&out, out.n ? " *" : "*");
    node_append(node, doc_text(parser->doc, out.at, out.n, span));
    parser->at++;
}

static void parse_lines(struct text_parser *parser);

static void put_quote(struct text_parser *parser)
{
    struct doc *doc = parser->doc;
    const struct text_line *first = line_at(parser);
    struct node *quote = doc_node(doc, NODE_QUOTE, first->span);
    node_append(text_owner(parser, first->indent), quote);
    LIST(struct text_line) inner = {0};
    for (; parser->at < parser->lines.n; parser->at++) {
        struct text_line line = *line_at(parser);
        if (text_head(doc->source, &line).kind != HEAD_QUOTE)
            break;
        line.indent = 0;
        *list_add(doc->arena, &inner) = text_line_from(doc->source, &line, line.span.start + 1);
        quote->span.end = line.span.end;
    }
    struct text_parser sub = {.doc = doc, .report = parser->report, .lines = {inner.at, inner.n}, .container = quote,
        .quotes = parser->quotes + 1, .stage = STAGE_ANNEX};
    parse_lines(&sub);
}

/* One block, of at least one line. */
static void put_block(struct text_parser *parser)
{
    struct text_line *line = &parser->lines.at[parser->at];
    struct head head = text_head(parser->doc->source, line);
    struct node *note = parser->note;
    if (head.kind != HEAD_TEXT)
        parser->note = NULL;
    switch (head.kind) {
    case HEAD_HEADING:
        put_heading(parser, &head);
        return;
    case HEAD_NOTE:
        text_put_note(parser, &head);
        return;
    case HEAD_QUOTE:
        if (parser->quotes < QUOTES_MOST) {
            put_quote(parser);
            return;
        }
        diag_at(parser->report, DIAG_DEPTH, parser->doc->source, span_of(line->span.start, line->span.start + 1), "4");
        break;
    case HEAD_ROW:
        text_put_table(parser);
        return;
    case HEAD_SEPARATOR:
        put_separator(parser);
        return;
    case HEAD_PAGE_BREAK:
        put_bare(parser, NODE_PAGE_BREAK);
        parser->at++;
        return;
    case HEAD_LABEL:
        if (text_is_labelled(parser, line, &head)) {
            text_put_labelled(parser, &head);
            return;
        }
        parser->note = note;
        break;
    case HEAD_TEXT:
        break;
    }
    text_put_paragraph(parser);
}

static void parse_lines(struct text_parser *parser)
{
    parser->gap = true;
    while (parser->at < parser->lines.n) {
        struct span span = line_at(parser)->span;
        if (span.start == span.end) {
            parser->gap = true;
            parser->at++;
            continue;
        }
        put_block(parser);
        parser->gap = false;
    }
}

void text_parse(struct doc *doc, size_t body_start, struct report *report)
{
    struct text_parser parser = {.doc = doc, .report = report, .container = doc->root};
    parser.lines = text_lines_make(doc->arena, doc->source, body_start);
    parse_lines(&parser);
}
