#include "output/press.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEVEL = 1, /* packs in half the time of 5; the files of the corpus are a twentieth larger */
    KEPT = 8, /* pieces: more than a template has */
    KEPT_LARGEST = 1 << 16, /* [byte] of a piece */
};

/* Bytes and, after them, what they are packed. */
struct piece {
    char *at;
    size_t n, packed_n;
};

struct press {
    struct libdeflate_compressor *compressor;
    struct piece kept[KEPT]; /* the last asked for first; at NULL: none */
};

struct press *press_new(void)
{
    struct press *press = calloc(1, sizeof *press);
    if (!press)
        return NULL;
    press->compressor = libdeflate_alloc_compressor(LEVEL);
    if (press->compressor)
        return press;
    free(press);
    return NULL;
}

void press_free(struct press *press)
{
    if (!press)
        return;
    for (size_t i = 0; i < KEPT; i++)
        free(press->kept[i].at);
    libdeflate_free_compressor(press->compressor);
    free(press);
}

struct packed press_pack(struct press *press, struct arena *arena, const void *bytes, size_t n)
{
    size_t room = libdeflate_zlib_compress_bound(press->compressor, n);
    void *packed = arena_room(arena, room);
    return (struct packed){packed, libdeflate_zlib_compress(press->compressor, bytes, n, packed, room)};
}

/* Moves a piece to the front of those before it. */
static void bring_forward(struct press *press, size_t i)
{
    struct piece piece = press->kept[i];
    memmove(press->kept + 1, press->kept, i * sizeof piece);
    press->kept[0] = piece;
}

/* In the place of the piece that was not asked for the longest. */
static void keep(struct press *press, const void *bytes, size_t n, struct packed packed)
{
    char *at = malloc(n + packed.n);
    if (!at)
        return;
    memcpy(at, bytes, n);
    memcpy(at + n, packed.bytes, packed.n);
    free(press->kept[KEPT - 1].at);
    press->kept[KEPT - 1] = (struct piece){at, n, packed.n};
    bring_forward(press, KEPT - 1);
}

struct packed press_pack_common(struct press *press, struct arena *arena, const void *bytes, size_t n)
{
    for (size_t i = 0; i < KEPT && press->kept[i].at; i++) {
        const struct piece *piece = &press->kept[i];
        if (piece->n != n || memcmp(piece->at, bytes, n) != 0)
            continue;
        bring_forward(press, i);
        piece = &press->kept[0];
        return (struct packed){arena_copy(arena, piece->at + piece->n, piece->packed_n), piece->packed_n};
    }
    struct packed packed = press_pack(press, arena, bytes, n);
    if (n > 0 && n <= KEPT_LARGEST)
        keep(press, bytes, n, packed);
    return packed;
}
