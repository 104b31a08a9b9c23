#include "base/hash.h"

/* Either lane is turned into another one by every word, so that a change of one word is never lost. */
static void add_word(struct hash *hash, uint64_t word)
{
    hash->lane[0] = (hash->lane[0] ^ word) * 0xFF51AFD7ED558CCD;
    hash->lane[0] ^= hash->lane[0] >> 32;
    hash->lane[1] = (hash->lane[1] + word) * 0xC4CEB9FE1A85EC53;
    hash->lane[1] ^= hash->lane[1] >> 29;
}

/* Written so that compilers make one load of it. */
static uint64_t whole_word(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

static uint64_t last_word(const unsigned char *at, size_t n)
{
    uint64_t word = 0;
    for (size_t k = 0; k < n; k++)
        word |= (uint64_t)at[k] << (8 * k);
    return word;
}

static struct hash begin(uint64_t n)
{
    return (struct hash){{0x9E3779B97F4A7C15 ^ n, 0xC2B2AE3D27D4EB4F}};
}

struct hash hash_bytes(const void *bytes, size_t n)
{
    const unsigned char *at = n ? bytes : (const unsigned char *)""; /* of nothing it may be NULL */
    struct hash hash = begin(n);
    size_t whole = n - n % 8;
    for (size_t i = 0; i < whole; i += 8)
        add_word(&hash, whole_word(at + i));
    add_word(&hash, last_word(at + whole, n % 8));
    return hash;
}

struct hash hash_join(struct hash first, struct hash second)
{
    struct hash hash = first;
    add_word(&hash, second.lane[0]);
    add_word(&hash, second.lane[1]);
    return hash;
}
