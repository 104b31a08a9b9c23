#include "reading/flat.h"

#include <string.h>

#include "base/utf.h"

enum gap { GAP_NONE, GAP_SPACE, GAP_LINE };

struct flattening {
    struct doc *doc;
    struct report *report;
    const struct stretch *stretches;
    size_t n;
    bool comments; /* false as well once one was found open */
    char *out;
    uint32_t *from;
    size_t out_n;
    enum gap gap; /* blanks seen since the last byte written */
};

static void put_byte(struct flattening *f, char byte, size_t from)
{
    f->out[f->out_n] = byte;
    f->from[f->out_n++] = (uint32_t)from;
}

static bool is_wide(uint32_t c)
{
    return utf_is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
}

/* The last character written, marks of emphasis set aside. */
static uint32_t char_before(const struct flattening *f)
{
    size_t end = f->out_n;
    for (int marks = 0; marks < 3 && end > 0 && f->out[end - 1] == '*'; marks++)
        end--;
    size_t start = end;
    while (start > 0 && end - start < 4) {
        start--;
        if (!utf8_is_inside(f->out[start]))
            break;
    }
    size_t taken;
    return end > start ? utf8_decode(f->out + start, end - start, &taken) : 0;
}

static uint32_t char_after(const char *bytes, size_t n)
{
    for (int marks = 0; marks < 3 && n > 0 && *bytes == '*'; marks++)
        bytes++, n--;
    size_t taken;
    return n ? utf8_decode(bytes, n, &taken) : 0;
}

/* Writes what the blanks before the byte at `at` come to: a space, or nothing at the start, after a
 * line break, and where a line end parts two hanzi. */
static void close_gap(struct flattening *f, size_t at, size_t line_end)
{
    enum gap gap = f->gap;
    f->gap = GAP_NONE;
    if (gap == GAP_NONE || f->out_n == 0 || f->out[f->out_n - 1] == '\n')
        return;
    const char *bytes = f->doc->source->bytes;
    if (gap == GAP_LINE && is_wide(char_before(f)) && is_wide(char_after(bytes + at, line_end - at)))
        return;
    put_byte(f, ' ', at - 1);
}

/* Past the comment that starts at `at`, or `at` when it does not end in this paragraph. */
static size_t skip_comment(struct flattening *f, size_t at)
{
    const char *bytes = f->doc->source->bytes;
    size_t end = f->stretches[f->n - 1].span.end;
    for (size_t i = at + 4; i + 3 <= end; i++)
        if (bytes[i] == '-' && memcmp(bytes + i, "-->", 3) == 0)
            return i + 3;
    f->comments = false;
    diag_at(f->report, DIAG_MARK_OPEN, f->doc->source, span_of(at, at + 4), "<!--");
    return at;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Text up to the next blank, backslash or "<". */
static size_t put_text(struct flattening *f, size_t at, size_t end)
{
    static const bool stops[256] = {
        [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['\f'] = true, ['\\'] = true, ['<'] = true};
    const char *bytes = f->doc->source->bytes;
    char *out = f->out;
    uint32_t *from = f->from;
    size_t n = f->out_n;
    for (; at < end && !stops[(unsigned char)bytes[at]]; at++, n++) {
        out[n] = bytes[at];
        from[n] = (uint32_t)at;
    }
    f->out_n = n;
    return at;
}

/* Takes one stretch from `at` on. Returns where the next one goes on: past a comment that ends
 * in a later line. */
static size_t take_stretch(struct flattening *f, size_t at, size_t end, bool last)
{
    const char *bytes = f->doc->source->bytes;
    while (at < end) {
        char c = bytes[at];
        size_t after;
        if (is_blank(c)) {
            if (f->gap == GAP_NONE)
                f->gap = GAP_SPACE;
            at++;
        } else if (c == '\\' && at + 1 == end && !last) {
            put_byte(f, '\n', at++);
            f->gap = GAP_NONE;
        } else if (f->comments && c == '<' && end - at >= 4 && memcmp(bytes + at, "<!--", 4) == 0 &&
                   (after = skip_comment(f, at)) > at) {
            at = after;
        } else {
            close_gap(f, at, end);
            put_byte(f, c, at++);
            if (c == '\\' && at < end && !is_blank(bytes[at])) {
                put_byte(f, bytes[at], at);
                at++;
            }
            at = put_text(f, at, end);
        }
    }
    return at;
}

struct flat flat_make(struct doc *doc, const struct stretch *stretches, size_t n, bool comments, struct report *report)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += stretches[i].span.end - stretches[i].span.start + 1;
    struct flattening f = {.doc = doc, .report = report, .stretches = stretches, .n = n, .comments = comments};
    f.out = arena_new_room(doc->arena, char, room + 1);
    f.from = arena_new_room(doc->arena, uint32_t, room + 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        struct span span = stretches[i].span;
        if (at < span.start)
            at = span.start;
        if (at < span.end)
            at = take_stretch(&f, at, span.end, i + 1 == n);
        f.gap = GAP_LINE;
    }
    while (f.out_n > 0 && f.out[f.out_n - 1] == '\n')
        f.out_n--;
    f.out[f.out_n] = '\0';
    return (struct flat){f.out, f.from, f.out_n};
}
