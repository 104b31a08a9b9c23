#include "writing/text_inline.h"

#include <string.h>

#include "base/utf.h"
#include "reading/text_head.h"

static bool starts_with(const char *at, size_t n, const char *mark)
{
    size_t length = strlen(mark);
    return n >= length && memcmp(at, mark, length) == 0;
}

/* Whether the byte at `at` would be read as a mark. Inside brackets all brackets would. */
static bool is_mark(const char *at, size_t n, bool bracketed, bool cell)
{
    switch (*at) {
    case '\\':
    case '*':
        return true;
    case '[':
        return bracketed || starts_with(at, n, "[^");
    case ']':
        return bracketed || starts_with(at, n, "](") || starts_with(at, n, "]{");
    case '<':
        return starts_with(at, n, "<!--") || starts_with(at, n, "<sup>") || starts_with(at, n, "</sup>");
    case '|':
        return cell;
    default:
        return false;
    }
}

static void write_text(const struct node *text, bool bracketed, bool cell, struct buf *out)
{
    const char *at = text->text.at;
    size_t n = text->text.n, start = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_mark(at + i, n - i, bracketed, cell))
            continue;
        buf_bytes(out, at + start, i - start);
        buf_char(out, '\\');
        start = i;
    }
    buf_bytes(out, at + start, n - start);
}

void text_note_name(const struct doc *doc, const struct note *note, struct buf *out)
{
    if (doc->published && note->number)
        buf_int(out, note->number);
    else
        buf_text(out, note->name);
}

static void insert(struct buf *out, size_t at, char c)
{
    buf_char(out, c);
    memmove(out->at + at + 1, out->at + at, out->n - at - 1);
    out->at[at] = c;
}

static void write_inlines(const struct text_inline *options, const struct node *parent, bool bracketed, struct buf *out);

/* Stars before a closing punctuation mark would not open. */
static void write_emphasis(const struct text_inline *options, const struct node *node, bool bracketed, struct buf *out)
{
    static const char *const marks[] = {"*", "**", "***"};
    const char *mark = node->emphasis.found ? "" : marks[node->emphasis.kind];
    buf_text(out, mark);
    size_t start = out->n;
    write_inlines(options, node, bracketed, out);
    if (*mark && out->n > start && strchr(".,;:!?)]}", out->at[start]))
        insert(out, start, '\\');
    buf_text(out, mark);
}

static void write_link(const struct text_inline *options, const struct node *node, bool bracketed, struct buf *out)
{
    if (node->link.found) {
        write_inlines(options, node, bracketed, out);
        return;
    }
    buf_char(out, '[');
    write_inlines(options, node, true, out);
    buf_printf(out, "](%s)", node->link.address);
}

static void write_node(const struct text_inline *options, const struct node *node, bool bracketed, struct buf *out)
{
    switch (node->kind) {
    case NODE_TEXT:
        write_text(node, bracketed, options->cell, out);
        break;
    case NODE_EMPHASIS:
        write_emphasis(options, node, bracketed, out);
        break;
    case NODE_LINK:
        write_link(options, node, bracketed, out);
        break;
    case NODE_LANGUAGE:
        buf_char(out, '[');
        write_inlines(options, node, true, out);
        buf_printf(out, "]{lang=%s}", lang_row(node->language)->tag);
        break;
    case NODE_SUPERIOR:
        buf_text(out, "<sup>");
        write_inlines(options, node, true, out);
        buf_text(out, "</sup>");
        break;
    case NODE_CALL:
        buf_text(out, "[^");
        text_note_name(options->doc, node->call, out);
        buf_char(out, ']');
        break;
    case NODE_LINE_BREAK:
        buf_text(out, options->cell ? " " : "\\\n");
        break;
    default:
        break;
    }
}

/* Marks nest at most sixteen deep (reading/inline.h). */
static void write_inlines(const struct text_inline *options, const struct node *parent, bool bracketed, struct buf *out)
{
    for (const struct node *node = parent->first; node && node_is_inline(node); node = node->next)
        write_node(options, node, bracketed, out);
}

void text_inline(const struct text_inline *options, const struct node *parent, struct buf *out)
{
    write_inlines(options, parent, false, out);
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Blanks that are trimmed from lines, and no-break spaces after labels. */
static bool starts_blank(const char *at, size_t n)
{
    return starts_with(at, n, "\xC2\xA0") || starts_with(at, n, "\xE3\x80\x80");
}

void text_escape_cell(struct buf *out, size_t start)
{
    size_t n = out->n - start;
    if (n && (out->at[start] == '-' || out->at[start] == ':' || starts_blank(out->at + start, n)))
        insert(out, start, '\\');
}

void text_escape_start(struct buf *out, size_t start)
{
    if (out->n == start)
        return;
    struct source source = {.name = "", .bytes = out->at, .n = out->n};
    struct text_line line = {.span = span_of(start, out->n)};
    struct head head = text_head(&source, &line);
    if (head.kind == HEAD_TEXT && !starts_blank(out->at + start, out->n - start))
        return;
    size_t at = start;
    if (head.kind == HEAD_NOTE) {
        at = head.mark.end + 1; /* the colon */
    } else if (head.kind == HEAD_LABEL && is_plain(out->at[start])) {
        at = head.mark.end - 1; /* the last character of the label, which is no letter */
        while (at > start && utf8_is_inside(out->at[at]))
            at--;
    }
    insert(out, at, '\\');
}
