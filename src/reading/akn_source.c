/* What hexapla source needs beyond published text. */
#include <string.h>

#include "base/utf.h"
#include "reading/akn_writer.h"
#include "reading/text_head.h"

#define FIELDS "urn:hexapla:fields"

/* ---- fields ---- */

static const struct akn_node *child_named(const struct akn_node *parent, const char *name)
{
    const struct akn_node *child = parent ? parent->first : NULL;
    while (child && !akn_is(child, name))
        child = child->next;
    return child;
}

const struct akn_node *akn_source_fields(const struct akn_node *root)
{
    const struct akn_node *meta = child_named(child_named(root, "statement"), "meta");
    for (const struct akn_node *node = child_named(meta, "proprietary"); node; node = node->next)
        if (akn_is(node, "proprietary") && strcmp(akn_attribute(node, "source"), "#hexapla") == 0)
            return node;
    return NULL;
}

/* On one line, in quotes. */
static void write_value(struct akn_writer *writer, const struct akn_node *field)
{
    struct buf *out = &writer->out;
    buf_char(out, '"');
    for (const struct akn_node *text = field->first; text; text = text->next) {
        if (text->name)
            continue;
        akn_place_at(writer, text->at);
        for (size_t i = 0; i < text->n; i++) {
            char c = text->text[i];
            if (c == '"' || c == '\\')
                buf_char(out, '\\');
            buf_char(out, c == '\n' || c == '\r' ? ' ' : c);
        }
    }
    buf_text(out, "\"\n");
}

void akn_source_front(struct akn_writer *writer, const struct akn_node *fields)
{
    buf_text(&writer->out, "---\n");
    for (const struct akn_node *field = fields->first; field; field = field->next) {
        const char *name = field->name ? akn_attribute(field, "name") : "";
        if (!*name || strpbrk(name, ":\r\n") || strcmp(field->space, FIELDS) != 0)
            continue;
        akn_place_at(writer, field->at);
        buf_printf(&writer->out, "%s: ", name);
        write_value(writer, field);
    }
    buf_text(&writer->out, "---\n\n");
}

/* ---- bytes put in ---- */

static void insert(struct akn_writer *writer, size_t at, const char *text)
{
    struct buf *out = &writer->out;
    size_t n = strlen(text);
    buf_text(out, text);
    memmove(out->at + at + n, out->at + at, out->n - at - n);
    memcpy(out->at + at, text, n);
    struct akn_text *origins = writer->text;
    for (size_t i = origins->origins.n; i > 0 && origins->origins.at[i - 1].text > at; i--)
        origins->origins.at[i - 1].text += (uint32_t)n;
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Blanks that are trimmed from lines. */
static bool starts_blank(const char *at, size_t n)
{
    return (n >= 2 && memcmp(at, "\xC2\xA0", 2) == 0) || (n >= 3 && memcmp(at, "\xE3\x80\x80", 3) == 0);
}

/* Before the mark, or in a label before its last character, which is no letter. */
static void escape_line(struct akn_writer *writer, size_t start, size_t end)
{
    struct buf *out = &writer->out;
    struct source source = {.name = "", .bytes = out->at, .n = end};
    struct text_line line = {.span = span_of(start, end)};
    struct head head = text_head(&source, &line);
    if (end == start || (head.kind == HEAD_TEXT && !starts_blank(out->at + start, end - start)))
        return;
    size_t at = start;
    if (head.kind == HEAD_NOTE) {
        at = head.mark.end + 1;
    } else if (head.kind == HEAD_LABEL && is_plain(out->at[start])) {
        at = head.mark.end - 1;
        while (at > start && utf8_is_inside(out->at[at]))
            at--;
    }
    insert(writer, at, "\\");
}

void akn_source_line(struct akn_writer *writer, bool escape)
{
    writer->line = writer->out.n;
    writer->escape = escape;
}

void akn_source_escape(struct akn_writer *writer)
{
    if (writer->source_form && writer->escape)
        escape_line(writer, writer->line, writer->out.n);
}

void akn_source_escape_cell(struct akn_writer *writer, size_t start)
{
    struct buf *out = &writer->out;
    size_t n = out->n - start;
    if (n && (out->at[start] == '-' || out->at[start] == ':' || starts_blank(out->at + start, n)))
        insert(writer, start, "\\");
}

void akn_source_quote(struct akn_writer *writer, size_t start)
{
    struct buf *out = &writer->out;
    while (out->n > start && out->at[out->n - 1] == '\n')
        out->n--;
    size_t n = out->n - start;
    if (!n)
        return;
    const char *inner = arena_copy(writer->arena, out->at + start, n);
    struct akn_text *text = writer->text;
    size_t first = text->origins.n;
    while (first > 0 && text->origins.at[first - 1].text >= start)
        first--;
    out->n = start;
    for (size_t at = 0, origin = first; at <= n;) {
        const char *end = memchr(inner + at, '\n', n - at);
        size_t stop = end ? (size_t)(end - inner) : n;
        for (int i = 0; i < writer->indent; i++)
            buf_char(out, ' ');
        buf_text(out, stop > at ? "> " : ">");
        size_t moved = out->n - (start + at);
        for (; origin < text->origins.n && text->origins.at[origin].text <= start + stop; origin++)
            text->origins.at[origin].text += (uint32_t)moved;
        buf_bytes(out, inner + at, stop - at);
        buf_char(out, '\n');
        at = stop + 1;
    }
    buf_char(out, '\n');
}
