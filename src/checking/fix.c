#include "checking/fix.h"

#include <stdlib.h>
#include <string.h>

static int by_place(const void *a, const void *b)
{
    const struct fix *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

void fix_apply(const struct source *source, struct fixes *fixes, struct buf *out)
{
    uint32_t at = 0;
    if (fixes->list.n)
        qsort(fixes->list.at, fixes->list.n, sizeof *fixes->list.at, by_place);
    for (size_t i = 0; i < fixes->list.n; i++) {
        const struct fix *fix = &fixes->list.at[i];
        bool again = i > 0 && fix->span.start == fix[-1].span.start;
        if (fix->span.start < at || fix->span.end > source->n || again)
            continue;
        buf_bytes(out, source->bytes + at, fix->span.start - at);
        buf_text(out, fix->text);
        at = fix->span.end;
    }
    buf_bytes(out, source->bytes + at, source->n - at);
}

/* ---- the difference ---- */

enum { AROUND = 3 /* lines */ };

static bool is_same_line(const struct source *before, const struct source *after, size_t line)
{
    struct span a = source_line(before, line), b = source_line(after, line);
    size_t n = a.end - a.start;
    return n == b.end - b.start && memcmp(before->bytes + a.start, after->bytes + b.start, n) == 0;
}

static void put_lines(const struct source *source, char mark, size_t from, size_t to, struct buf *out)
{
    for (size_t line = from; line < to; line++) {
        struct span span = source_line(source, line);
        buf_char(out, mark);
        buf_bytes(out, source->bytes + span.start, span.end - span.start);
        buf_char(out, '\n');
    }
}

/* An empty line behind the last line end is none. */
static size_t lines_of(const struct source *source)
{
    struct span last = source_line(source, source->line_count);
    return source->line_count - (last.start == last.end);
}

/* The changes from `line` on that are so near each other that their surroundings touch; the line behind them. */
static size_t end_of_hunk(const struct source *before, const struct source *after, size_t line, size_t lines)
{
    size_t end = line;
    for (size_t same = 0; line <= lines && same <= 2 * AROUND; line++) {
        same = is_same_line(before, after, line) ? same + 1 : 0;
        end = same ? end : line + 1;
    }
    return end;
}

static void put_hunk(const struct source *before, const struct source *after, size_t start, size_t end, size_t lines, struct buf *out)
{
    size_t from = start > AROUND ? start - AROUND : 1, to = end + AROUND <= lines ? end + AROUND : lines + 1;
    buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", from, to - from, from, to - from);
    put_lines(before, ' ', from, start, out);
    for (size_t line = start; line < end;) {
        size_t stop = line;
        while (stop < end && is_same_line(before, after, stop) == is_same_line(before, after, line))
            stop++;
        if (is_same_line(before, after, line)) {
            put_lines(before, ' ', line, stop, out);
        } else {
            put_lines(before, '-', line, stop, out);
            put_lines(after, '+', line, stop, out);
        }
        line = stop;
    }
    put_lines(before, ' ', end, to, out);
}

void fix_diff(const struct source *before, const struct source *after, struct buf *out)
{
    size_t lines = lines_of(before);
    bool headed = false;
    for (size_t line = 1; line <= lines;) {
        if (is_same_line(before, after, line)) {
            line++;
            continue;
        }
        if (!headed)
            buf_printf(out, "--- %s\n+++ %s\n", before->name, before->name);
        headed = true;
        size_t end = end_of_hunk(before, after, line, lines);
        put_hunk(before, after, line, end, lines, out);
        line = end;
    }
}
