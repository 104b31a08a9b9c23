/* A hash of bytes: two 64-bit lanes of multiply and fold, enough to tell files apart and to see damage. It
 * withstands accidents, not people who mean to deceive. */
#ifndef HEXAPLA_HASH_H
#define HEXAPLA_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash {
    uint64_t lane[2];
};

struct hash hash_bytes(const void *bytes, size_t n);
/* The hash of two things in this order. */
struct hash hash_join(struct hash first, struct hash second);

#endif
