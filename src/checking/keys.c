#include "checking/keys.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

struct keys keys_of(uint64_t *hashes, size_t n)
{
    if (n)
        qsort(hashes, n, sizeof *hashes, by_value);
    return (struct keys){hashes, n};
}

bool keys_hold(const struct keys *keys, uint64_t hash)
{
    return keys->n && bsearch(&hash, keys->at, keys->n, sizeof hash, by_value);
}
