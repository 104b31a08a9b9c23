#include "checking/prose.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

struct writer {
    struct arena *arena;
    const struct doc *doc;
    struct buf text;
    LIST(uint32_t) from;
    LIST(uint8_t) marks;
    LIST(struct prose_call) calls;
    bool inexact;
};

enum { SKIP_MOST = 1024 /* [byte] between two bytes of text; more is not searched */ };

/* Past what stands in the source between two bytes of text: escapes, stars, comments, ends of lines. Gives `end`
 * when the byte is not there, as where XML writes it in another way. */
static uint32_t find_byte(const struct source *source, uint32_t at, uint32_t end, char byte)
{
    uint32_t last = end;
    if (end - at > SKIP_MOST)
        end = at + SKIP_MOST;
    while (at < end) {
        char c = source->bytes[at];
        if (c == byte || (byte == ' ' && strchr(" \t\r\n\f", c)))
            return at;
        if (c == '<' && end - at >= 4 && memcmp(source->bytes + at, "<!--", 4) == 0) {
            while (at < end && !(end - at >= 3 && memcmp(source->bytes + at, "-->", 3) == 0))
                at++;
            at += at < end ? 2 : 0;
        }
        at++;
    }
    return last;
}

/* A text of the tree and its part of the source run alike but for marks that the reader took away. */
static void put_text(struct writer *w, const struct node *text, uint8_t marks)
{
    uint32_t at = text->span.start, end = text->span.end;
    bool known = w->doc->source && end <= w->doc->source->n && at < end;
    for (uint32_t i = 0; i < text->text.n; i++) {
        uint32_t place = known ? find_byte(w->doc->source, at, end, text->text.at[i]) : at;
        bool there = known && place < end;
        w->inexact |= !there;
        *list_add(w->arena, &w->from) = there ? place : at;
        *list_add(w->arena, &w->marks) = marks;
        at = there ? place + 1 : at;
    }
    buf_bytes(&w->text, text->text.at, text->text.n);
}

static uint8_t marks_of(const struct doc *doc, const struct node *node)
{
    switch (node->kind) {
    case NODE_EMPHASIS:
        return (uint8_t)((node->emphasis.kind != EMPHASIS_STRONG ? PROSE_EMPHASIS : 0) |
                         (node->emphasis.kind != EMPHASIS_LEAD ? PROSE_STRONG : 0) | (node->emphasis.found ? PROSE_FOUND : 0));
    case NODE_LINK:
        return node->link.found ? 0 : PROSE_LINK;
    case NODE_SUPERIOR:
        return PROSE_SUPERIOR;
    case NODE_LANGUAGE:
        return node->language == doc->language ? 0 : PROSE_FOREIGN;
    default:
        return 0;
    }
}

static uint8_t marks_around(const struct doc *doc, const struct node *node, const struct node *block)
{
    uint8_t marks = 0;
    for (const struct node *up = node->parent; up && up != block; up = up->parent)
        marks |= marks_of(doc, up);
    return marks;
}

static void put_inline(struct writer *w, const struct node *node, const struct node *block)
{
    if (node->kind == NODE_TEXT) {
        put_text(w, node, marks_around(w->doc, node, block));
    } else if (node->kind == NODE_CALL) {
        *list_add(w->arena, &w->calls) = (struct prose_call){w->text.n, node};
    } else if (node->kind == NODE_LINE_BREAK) {
        buf_char(&w->text, '\n');
        *list_add(w->arena, &w->from) = node->span.start;
        *list_add(w->arena, &w->marks) = 0;
    }
}

struct prose prose_make(struct arena *arena, const struct doc *doc, struct node *node, enum part part)
{
    struct writer w = {.arena = arena, .doc = doc};
    buf_init(&w.text, arena);
    buf_text(&w.text, "");
    for (struct node *child = node->first; child && node_is_inline(child); child = child->next)
        for (struct walk walk = walk_start(child); walk_next(&walk);)
            if (walk.entering)
                put_inline(&w, walk.node, node);
    return (struct prose){.node = node, .part = part, .at = w.text.at, .n = w.text.n, .from = w.from.at,
        .marks = w.marks.at, .calls = w.calls.at, .call_count = w.calls.n, .exact = !w.inexact};
}

struct span prose_span(const struct prose *prose, size_t start, size_t end)
{
    if (end > prose->n)
        end = prose->n;
    if (start < end)
        return span_of(prose->from[start], prose->from[end - 1] + 1);
    if (prose->n == 0)
        return span_of(prose->node->span.start, prose->node->span.start);
    uint32_t after = start ? prose->from[start - 1] + 1 : prose->from[0];
    return span_of(after, after);
}

/* ---- characters ---- */

size_t prose_prev(const struct prose *prose, size_t at)
{
    if (at == 0)
        return 0;
    at--;
    while (at > 0 && utf8_is_inside(prose->at[at]))
        at--;
    return at;
}

uint32_t prose_char(const struct prose *prose, size_t at)
{
    size_t taken;
    return at < prose->n ? utf8_decode(prose->at + at, prose->n - at, &taken) : 0;
}

uint32_t prose_before(const struct prose *prose, size_t at)
{
    return at ? prose_char(prose, prose_prev(prose, at)) : 0;
}

size_t prose_next(const struct prose *prose, size_t at)
{
    size_t taken = 0;
    if (at < prose->n)
        utf8_decode(prose->at + at, prose->n - at, &taken);
    return at + taken;
}

bool prose_is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

bool prose_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool prose_is_latin(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

bool prose_is_cyrillic(uint32_t c)
{
    return c >= 0x400 && c <= 0x52F;
}

bool prose_is_letter(uint32_t c)
{
    return prose_is_latin(c) || prose_is_cyrillic(c) || utf_is_han(c) || (c >= 0x370 && c <= 0x3FF) ||
           (utf_is_arabic(c) && c != 0x60C && c != 0x61B && c != 0x61F && !(c >= 0x660 && c <= 0x66D));
}

bool prose_is_control(uint32_t c)
{
    return c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xAD ||
           c == 0xFEFF;
}

static bool closes(uint32_t c)
{
    return prose_is_space(c) || prose_is_control(c) || c == ')' || c == ']' || c == 0xFF09 || c == '"' || c == '\'' || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F) || c == 0x300B || c == 0x300D || c == 0x300F || c == '*' || c == 0x2020;
}

uint32_t prose_last(const struct prose *prose, size_t *start)
{
    *start = 0;
    for (size_t end = prose->n; end > 0; end = *start) {
        *start = prose_prev(prose, end);
        uint32_t c = prose_char(prose, *start);
        if (!closes(c))
            return c;
    }
    *start = 0;
    return 0;
}

char prose_end(const struct prose *prose)
{
    size_t start;
    switch (prose_last(prose, &start)) {
    case ',':
    case 0x60C:
    case 0xFF0C:
        return ',';
    case ';':
    case 0x61B:
    case 0xFF1B:
        return ';';
    case ':':
    case 0xFF1A:
        return ':';
    case '.':
    case '?':
    case '!':
    case 0x3002:
    case 0x61F:
    case 0xFF1F:
    case 0xFF01:
        return '.';
    default:
        return 0;
    }
}

size_t prose_find(const struct prose *prose, size_t at, const char *word, size_t *n)
{
    for (; at < prose->n; at = prose_next(prose, at)) {
        *n = fold_match(prose->at + at, prose->n - at, word);
        if (*n)
            return at;
    }
    return SIZE_MAX;
}
