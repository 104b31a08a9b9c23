#include "reading/preface.h"

#include <string.h>

#include "reading/header.h"
#include "reading/inline.h"
#include "reading/pieces.h"

enum {
    UNKNOWN_MOST = 8, /* lines in a row that may stand between known ones */
    LINE_LONGEST = 600, /* [byte] of such a line */
};

static const struct inline_options inline_options = {.published = true};

static void keep_line(struct header *header, struct span span)
{
    struct stretch stretch = {span};
    struct node *node = doc_node(header->doc, NODE_PARAGRAPH, span);
    node_append(header->doc->root, node);
    inline_parse(header->doc, node, &stretch, 1, &inline_options, header->report);
    diag_at(header->report, DIAG_KEPT_PLAIN, header->doc->source, span, "a line that is no known header line");
}

static void keep_lines(struct header *header, size_t first, size_t last)
{
    for (size_t i = first; i && i <= last; i++) {
        struct span span = line_read(header->doc->source, i).span;
        if (span.start < span.end)
            keep_line(header, span);
    }
}

/* Columns of a line set side by side: three spaces or more, or a tab, stand between them. */
static size_t column_end(const char *text, size_t n, size_t at)
{
    while (at < n && text[at] != '\t' && !(n - at >= 3 && memcmp(text + at, "   ", 3) == 0))
        at++;
    return at;
}

static bool take_columns(struct header *header, struct span span)
{
    const char *text = header->doc->source->bytes + span.start;
    size_t n = span.end - span.start, end = column_end(text, n, 0);
    if (end == n || !header_take(header, span_of(span.start, span.start + end), false))
        return false;
    while (end < n) {
        size_t at = end + plain_space(text + end, n - end);
        end = column_end(text, n, at);
        struct span column = span_of(span.start + at, span.start + end);
        if (!header_take(header, column, false))
            keep_line(header, column);
    }
    return true;
}

static bool is_text_start(const struct header *header, struct span span)
{
    const char *text = header->doc->source->bytes + span.start;
    size_t n = span.end - span.start;
    struct plain plain = plain_text(header->doc->arena, text, n < 1000 ? n : 1000);
    bool comma = plain.n && plain_ending(plain) == ENDING_COMMA;
    return pieces_opening(header->doc->language, plain) && (comma || *text == '*' || header_is_full(header));
}

/* What only the text has: a label, a table row, a paragraph of some length. */
static bool is_body_line(const struct source *source, struct span span)
{
    const char *text = source->bytes + span.start;
    size_t n = span.end - span.start, dash;
    struct label label;
    return n > LINE_LONGEST || *text == '|' || pieces_label(text, n, &label, &dash) > 0;
}

static size_t read_lines(struct header *header)
{
    const struct source *source = header->doc->source;
    size_t unknown = 0, unknown_count = 0; /* first line, and how many, since the last known one */
    bool adjacent = false;
    for (size_t i = 1; i <= source->line_count; i++) {
        struct span span = line_read(source, i).span;
        if (span.start == span.end) {
            adjacent = false;
            continue;
        }
        bool text = is_text_start(header, span);
        if (text || header_take(header, span, adjacent && !unknown) || take_columns(header, span)) {
            keep_lines(header, unknown, i - 1);
            unknown = unknown_count = 0;
            if (text)
                return i;
        } else {
            unknown = unknown ? unknown : i;
            if (header_is_done(header) || ++unknown_count == UNKNOWN_MOST || is_body_line(source, span))
                return unknown;
        }
        adjacent = true;
    }
    return unknown ? unknown : source->line_count + 1;
}

size_t preface_read(struct doc *doc, struct report *report)
{
    struct header header;
    header_start(&header, doc, report);
    size_t first_line = read_lines(&header);
    header_end(&header);
    return first_line;
}
