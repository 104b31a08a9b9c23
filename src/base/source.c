#include "base/source.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf.h"

enum { BLOCK = 1024 }; /* [byte] between two counts of code points */

static bool ends_line(const char *bytes, size_t n, size_t at)
{
    return bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == n || bytes[at + 1] != '\n'));
}

/* The next line end, or n. Most files have no '\r'. */
static size_t line_end(const char *bytes, size_t n, size_t at, bool returns)
{
    if (!returns) {
        const char *found = memchr(bytes + at, '\n', n - at);
        return found ? (size_t)(found - bytes) : n;
    }
    while (at < n && !ends_line(bytes, n, at))
        at++;
    return at;
}

struct source *source_new(struct arena *arena, const char *name, const char *bytes, size_t n)
{
    struct source *source = arena_new_of(arena, struct source);
    LIST(uint32_t) starts = {0};
    *list_add(arena, &starts) = 0;
    bool returns = memchr(bytes, '\r', n) != NULL;
    for (size_t end = 0; (end = line_end(bytes, n, end, returns)) < n;)
        *list_add(arena, &starts) = (uint32_t)++end;
    uint32_t *code_points = arena_new_array(arena, uint32_t, n / BLOCK + 1);
    for (size_t i = 1; i <= n / BLOCK; i++)
        code_points[i] = code_points[i - 1] + (uint32_t)utf8_starts(bytes + (i - 1) * BLOCK, BLOCK);
    *source = (struct source){arena_strdup(arena, name), bytes, n, starts.at, starts.n, code_points};
    return source;
}

static size_t line_of(const struct source *source, uint32_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_start[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Code points before a byte of the file. Every byte that does not continue a character starts one: exact for
 * well-formed text, and for the text before the first ill-formed byte, which is all that is asked of the other kind. */
static uint32_t count_before(const struct source *source, uint32_t offset)
{
    uint32_t block = offset / BLOCK * BLOCK;
    return source->code_points[offset / BLOCK] + (uint32_t)utf8_starts(source->bytes + block, offset - block);
}

struct place source_place(const struct source *source, uint32_t offset)
{
    if (offset > source->n)
        offset = (uint32_t)source->n;
    size_t line = line_of(source, offset);
    return (struct place){line + 1, count_before(source, offset) - count_before(source, source->line_start[line]) + 1};
}

struct span source_line(const struct source *source, size_t line)
{
    uint32_t start = source->line_start[line - 1];
    uint32_t end = line < source->line_count ? source->line_start[line] : (uint32_t)source->n;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    return span_of(start, end);
}
