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

/* FNV-1a in 64 bits, a step for each byte or word: for tables in memory and short keys. */
#define HASH_START 0xCBF29CE484222325u
static inline uint64_t hash_step(uint64_t hash, uint64_t word)
{
    return (hash ^ word) * 0x100000001B3u;
}
static inline uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = hash_step(hash, (unsigned char)*text);
    return hash;
}

#endif
