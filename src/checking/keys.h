/* Sets of hashed keys. */
#ifndef HEXAPLA_KEYS_H
#define HEXAPLA_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keys {
    const uint64_t *at; /* ascending; NULL when there are none */
    size_t n;
};

/* Sorts n hashes where they stand; doubles stay. */
struct keys keys_of(uint64_t *hashes, size_t n);
bool keys_hold(const struct keys *keys, uint64_t hash);

#endif
