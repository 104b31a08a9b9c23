/* One arena holds everything made for one document and goes in one stroke. Nothing in a stage is
 * freed singly. Foreign objects (HarfBuzz, ICU, libharu) are registered with arena_on_release and
 * die with the arena, last registered first.
 *
 * Out of memory: arena_alloc never returns NULL. It jumps to the frame given to arena_catch, so
 * stages carry no error plumbing for it. Without a catching frame it aborts.
 * Thread rule: an arena belongs to one thread at a time. */
#ifndef HEXAPLA_ARENA_H
#define HEXAPLA_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void); /* NULL when memory is short */
void arena_free(struct arena *arena); /* NULL is allowed */
void arena_reset(struct arena *arena); /* releases and empties; keeps one chunk for the next document */

void arena_catch(struct arena *arena, jmp_buf *frame);
_Noreturn void arena_fail(struct arena *arena);
/* Makes a cache's arena land in the same frame as the document's. */
void arena_catch_with(struct arena *arena, const struct arena *other);

/* Zeroed, aligned to 16 bytes. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for what is filled at once. */
void *arena_room(struct arena *arena, size_t size);
/* n * size with the overflow checked. */
void *arena_array(struct arena *arena, size_t n, size_t size);
void *arena_array_room(struct arena *arena, size_t n, size_t size);
/* A NUL-terminated copy of n bytes. */
char *arena_copy(struct arena *arena, const void *bytes, size_t n);
char *arena_strdup(struct arena *arena, const char *string);
/* printf into the arena; only for text that no locale can change (%s %d %u %zu %x). */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));

/* What one document may take: bytes handed out since the last reset (0: any number), and until `stop`, which is
 * asked now and then, says true; NULL: for ever. What goes beyond fails like running out of memory, and `failure`
 * says so. It is the caller's, and stays through resets, which only forget the failure. */
enum arena_failure { ARENA_MEMORY, ARENA_MOST, ARENA_STOPPED };
struct arena_limit {
    size_t most; /* [byte] */
    bool (*stop)(void *context);
    void *context;
    size_t unasked; /* allocations since `stop` was asked */
    enum arena_failure failure;
};
void arena_limit(struct arena *arena, struct arena_limit *limit);
/* Makes the arena of a stage's own work land in the same frame as the document's, and count with it. */
void arena_share(struct arena *arena, const struct arena *other);

void arena_on_release(struct arena *arena, void (*release)(void *object), void *object);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);
/* For tests: the n-th allocation from now fails as if memory had run out; 0 turns it off. */
void arena_fail_at(struct arena *arena, size_t n);

#define arena_new_of(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_new_array(arena, type, n) ((type *)arena_array((arena), (n), sizeof(type)))
#define arena_new_room(arena, type, n) ((type *)arena_array_room((arena), (n), sizeof(type)))

/* A growable array on an arena:
 *     LIST(struct line) lines = {0};
 *     *list_add(arena, &lines) = line;
 * Addresses of elements change as it grows. */
#define LIST(type)   \
    struct {         \
        type *at;    \
        size_t n;    \
        size_t room; \
    }
#define list_add(arena, list)                                                                    \
    ((list)->n == (list)->room                                                                   \
         ? ((list)->at = list_grow((arena), (list)->at, (list)->n, &(list)->room, sizeof *(list)->at)) \
         : (list)->at,                                                                           \
     &(list)->at[(list)->n++])
void *list_grow(struct arena *arena, void *at, size_t n, size_t *room, size_t size);

#endif
