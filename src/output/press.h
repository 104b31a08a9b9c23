/* The packing of streams (zlib, RFC 1950), with what is worth keeping from document to document: the compressor's
 * tables, and what was packed a short while ago, because pictures and colours are a template's and come with each
 * of its documents. What comes out is the same whatever was kept. */
#ifndef HEXAPLA_PRESS_H
#define HEXAPLA_PRESS_H

#include <stddef.h>

#include "base/arena.h"

/* One thread's. */
struct press;
struct press *press_new(void); /* NULL when memory is short */
void press_free(struct press *press);

/* Packed bytes, on the arena. */
struct packed {
    const void *bytes;
    size_t n;
};
struct packed press_pack(struct press *press, struct arena *arena, const void *bytes, size_t n);
/* The same for what other documents are likely to have too. */
struct packed press_pack_common(struct press *press, struct arena *arena, const void *bytes, size_t n);

#endif
