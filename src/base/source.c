#include "base/source.h"

#include "base/utf.h"

struct source *source_new(struct arena *arena, const char *name, const char *bytes, size_t n)
{
    struct source *source = arena_new_of(arena, struct source);
    LIST(uint32_t) starts = {0};
    *list_add(arena, &starts) = 0;
    for (size_t i = 0; i < n; i++)
        if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n')))
            *list_add(arena, &starts) = (uint32_t)(i + 1);
    *source = (struct source){arena_strdup(arena, name), bytes, n, starts.at, starts.n};
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

struct place source_place(const struct source *source, uint32_t offset)
{
    if (offset > source->n)
        offset = (uint32_t)source->n;
    size_t line = line_of(source, offset);
    uint32_t start = source->line_start[line];
    return (struct place){line + 1, utf8_count(source->bytes + start, offset - start) + 1};
}

struct span source_line(const struct source *source, size_t line)
{
    uint32_t start = source->line_start[line - 1];
    uint32_t end = line < source->line_count ? source->line_start[line] : (uint32_t)source->n;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    return span_of(start, end);
}
