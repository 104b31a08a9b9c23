/* Chunked bump allocator. A chunk doubles the last one up to a bound; a large request gets a chunk
 * of its own. On reset the largest chunk is kept, so a worker that renders document after document
 * soon asks the system for nothing. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STOP_EVERY = 256 /* allocations between two questions whether to stop */, PAGE = 4096 /* [byte] that count as one more */ };
enum { ALIGNMENT = 16, FIRST_CHUNK = 256 * 1024, LARGEST_CHUNK = 8 * 1024 * 1024 };

struct chunk {
    struct chunk *next;
    size_t size; /* [byte] of room, without this header */
    size_t used;
};

struct release {
    struct release *next;
    void (*call)(void *object);
    void *object;
};

struct arena {
    struct chunk *chunk; /* newest first */
    struct release *release; /* newest first */
    jmp_buf *frame;
    size_t used;
    size_t next_size;
    size_t fail_at;
    struct arena_limit *limit; /* NULL: none */
    const struct arena *beside; /* counts with this one; NULL: none */
};

enum { HEADER = (sizeof(struct chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT };

static char *chunk_bytes(struct chunk *chunk)
{
    return (char *)chunk + HEADER;
}

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->next_size = FIRST_CHUNK;
    return arena;
}

static void release_all(struct arena *arena)
{
    while (arena->release) {
        struct release *release = arena->release;
        arena->release = release->next;
        release->call(release->object);
    }
}

static void free_chunks(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    release_all(arena);
    free_chunks(arena->chunk);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    release_all(arena);
    struct chunk *keep = NULL;
    for (struct chunk *chunk = arena->chunk; chunk; chunk = chunk->next)
        if (chunk->size <= LARGEST_CHUNK && (!keep || chunk->size > keep->size))
            keep = chunk;
    for (struct chunk **link = &arena->chunk; *link; link = &(*link)->next)
        if (*link == keep) {
            *link = keep->next;
            break;
        }
    free_chunks(arena->chunk);
    arena->chunk = keep;
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    arena->used = 0;
    arena->frame = NULL;
    if (arena->limit)
        arena->limit->failure = ARENA_MEMORY;
}

void arena_limit(struct arena *arena, struct arena_limit *limit)
{
    arena->limit = limit;
}

void arena_share(struct arena *arena, const struct arena *other)
{
    arena->frame = other->frame;
    arena->limit = other->limit;
    arena->beside = other;
}

void arena_catch(struct arena *arena, jmp_buf *frame)
{
    arena->frame = frame;
}

void arena_catch_with(struct arena *arena, const struct arena *other)
{
    arena->frame = other->frame;
}

void arena_fail(struct arena *arena)
{
    if (!arena->frame)
        abort();
    longjmp(*arena->frame, 1);
}

/* A request past the usual size gets a chunk of its own behind the newest, which goes on filling. */
static struct chunk *chunk_add(struct arena *arena, size_t size)
{
    bool own = size > arena->next_size && arena->chunk;
    size_t room = size > arena->next_size ? size : arena->next_size;
    struct chunk *chunk = malloc(HEADER + room);
    if (!chunk)
        arena_fail(arena);
    struct chunk **link = own ? &arena->chunk->next : &arena->chunk;
    *chunk = (struct chunk){.next = *link, .size = room};
    *link = chunk;
    if (!own && arena->next_size < LARGEST_CHUNK)
        arena->next_size *= 2;
    return chunk;
}

/* A large request is worth several small ones: much is done with it before the next. */
static void keep_limit(const struct arena *arena, size_t size)
{
    struct arena_limit *limit = arena->limit;
    size_t used = arena->used + (arena->beside ? arena->beside->used : 0);
    limit->unasked += 1 + size / PAGE;
    if (limit->most && (used > limit->most || size > limit->most - used)) {
        limit->failure = ARENA_MOST;
    } else if (limit->stop && limit->unasked >= STOP_EVERY) {
        limit->unasked = 0;
        limit->failure = limit->stop(limit->context) ? ARENA_STOPPED : limit->failure;
    }
}

void *arena_room(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        arena_fail(arena);
    if (arena->limit)
        keep_limit(arena, size);
    if ((arena->limit && arena->limit->failure != ARENA_MEMORY) || (arena->fail_at && --arena->fail_at == 0))
        arena_fail(arena);
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct chunk *chunk = arena->chunk;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = chunk_add(arena, size);
    void *bytes = chunk_bytes(chunk) + chunk->used;
    chunk->used += size;
    arena->used += size;
    return bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_room(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        arena_fail(arena);
    return arena_alloc(arena, n * size);
}

void *arena_array_room(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        arena_fail(arena);
    return arena_room(arena, n * size);
}

char *arena_copy(struct arena *arena, const void *bytes, size_t n)
{
    char *copy = arena_room(arena, n + 1);
    if (n)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
    return arena_copy(arena, string, strlen(string));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) {
        va_end(again);
        arena_fail(arena);
    }
    char *text = arena_room(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

void arena_on_release(struct arena *arena, void (*call)(void *object), void *object)
{
    struct release *release = arena_new_of(arena, struct release);
    *release = (struct release){.next = arena->release, .call = call, .object = object};
    arena->release = release;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

void arena_fail_at(struct arena *arena, size_t n)
{
    arena->fail_at = n;
}

void *list_grow(struct arena *arena, void *at, size_t n, size_t *room, size_t size)
{
    size_t more = *room ? *room * 2 : 8;
    char *grown = arena_array_room(arena, more, size);
    if (n)
        memcpy(grown, at, n * size);
    memset(grown + n * size, 0, (more - n) * size);
    *room = more;
    return grown;
}
