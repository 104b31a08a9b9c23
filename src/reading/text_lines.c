#include "reading/text_lines.h"

#include <stdbool.h>
#include <string.h>

struct scanner {
    const struct source *source;
    size_t last_close; /* [byte] of the last "-->"; 0 for none */
    bool inside; /* a comment that began on a line before */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\r';
}

static bool is_wide_space(const char *bytes, uint32_t at, uint32_t end)
{
    return end - at >= 3 && memcmp(bytes + at, "\xE3\x80\x80", 3) == 0;
}

struct text_line text_line_from(const struct source *source, const struct text_line *line, uint32_t start)
{
    const char *bytes = source->bytes;
    struct text_line rest = {.span = {start, line->span.end}, .indent = line->indent};
    for (;;) {
        uint32_t at = rest.span.start;
        if (at < rest.span.end && is_blank(bytes[at])) {
            rest.indent = bytes[at] == '\t' ? rest.indent / 4 * 4 + 4 : rest.indent + 1;
            rest.span.start++;
        } else if (is_wide_space(bytes, at, rest.span.end)) {
            rest.indent += 2;
            rest.span.start += 3;
        } else {
            break;
        }
    }
    while (rest.span.end > rest.span.start && is_blank(bytes[rest.span.end - 1]))
        rest.span.end--;
    return rest;
}

/* Where a mark stands between two offsets, or `end`. */
static uint32_t find(const char *bytes, uint32_t start, uint32_t end, const char *mark)
{
    uint32_t n = (uint32_t)strlen(mark);
    for (uint32_t at = start; at + n <= end; at++) {
        const char *first = memchr(bytes + at, *mark, end - at - n + 1);
        if (!first)
            break;
        at = (uint32_t)(first - bytes);
        if (memcmp(first, mark, n) == 0)
            return at;
    }
    return end;
}

static bool is_escaped(const char *bytes, uint32_t start, uint32_t at)
{
    uint32_t slashes = 0;
    while (at > start && bytes[at - 1] == '\\')
        at--, slashes++;
    return slashes % 2 == 1;
}

/* Cuts the line at a comment that runs past its end. */
static void cut_open_comment(struct scanner *scanner, struct text_line *line)
{
    const char *bytes = scanner->source->bytes;
    uint32_t at = line->span.start, end = line->span.end;
    while ((at = find(bytes, at, end, "<!--")) < end) {
        uint32_t close = find(bytes, at + 4, end, "-->");
        if (is_escaped(bytes, line->span.start, at)) {
            at += 4;
        } else if (close < end) {
            at = close + 3;
        } else if (scanner->last_close > at) {
            scanner->inside = true;
            line->span.end = at;
            while (line->span.end > line->span.start && is_blank(bytes[line->span.end - 1]))
                line->span.end--;
            return;
        } else {
            return;
        }
    }
}

/* False when the line is all comment. */
static bool scan_line(struct scanner *scanner, struct text_line *line)
{
    const char *bytes = scanner->source->bytes;
    bool had_comment = scanner->inside;
    *line = text_line_from(scanner->source, line, line->span.start);
    for (;;) {
        uint32_t start = line->span.start, end = line->span.end;
        bool opens = end - start >= 4 && memcmp(bytes + start, "<!--", 4) == 0;
        if (!scanner->inside && !opens)
            break;
        uint32_t close = find(bytes, scanner->inside ? start : start + 4, end, "-->");
        if (close == end) {
            if (scanner->inside)
                return false;
            break;
        }
        scanner->inside = false;
        had_comment = true;
        *line = text_line_from(scanner->source, line, close + 3);
    }
    cut_open_comment(scanner, line);
    had_comment = had_comment || scanner->inside;
    return line->span.end > line->span.start || !had_comment;
}

struct text_lines text_lines_make(struct arena *arena, const struct source *source, size_t start)
{
    struct scanner scanner = {.source = source};
    for (size_t at = source->n; at >= start + 3 && !scanner.last_close; at--)
        if (memcmp(source->bytes + at - 3, "-->", 3) == 0)
            scanner.last_close = at - 3;
    LIST(struct text_line) lines = {0};
    for (size_t number = 1; number <= source->line_count; number++) {
        struct text_line line = {.span = source_line(source, number)};
        if (source->line_start[number - 1] < start && line.span.end <= start)
            continue;
        if (line.span.start < start)
            line.span.start = (uint32_t)start;
        if (scan_line(&scanner, &line))
            *list_add(arena, &lines) = line;
    }
    return (struct text_lines){lines.at, lines.n};
}
