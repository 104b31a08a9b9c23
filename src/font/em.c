#include "font/em.h"

#include <string.h>

/* Places in a font file (OpenType specification, "otff" and "head"). [byte] */
enum {
    DIRECTORY = 12, ENTRY = 16, ENTRY_SUM = 4, ENTRY_OFFSET = 8,
    HEAD_SUM = 8, HEAD_EM = 18, HEAD_SIZE = 54,
    EM_LEAST = 16, EM_MOST = 16384, /* [upem] */
};

uint32_t em_without_factor(const struct face *face)
{
    int64_t em = face->size > 0 && !face->cff ? unit_muldiv(face->units_per_em, 1000, face->size) : face->units_per_em;
    return em >= EM_LEAST && em <= EM_MOST ? (uint32_t)em : face->units_per_em;
}

static uint32_t get32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* The directory's entry of the head table, or NULL. */
static unsigned char *find_head(unsigned char *font, size_t n)
{
    uint32_t tables = n >= DIRECTORY ? get32(font + 4) >> 16 : 0;
    for (uint32_t i = 0; i < tables && DIRECTORY + ENTRY * (i + 1) <= n; i++)
        if (memcmp(font + DIRECTORY + ENTRY * i, "head", 4) == 0)
            return font + DIRECTORY + ENTRY * i;
    return NULL;
}

/* The sum of all words of the file stays what it was: a change counts in its table and in the table's sum. */
static bool change_em(unsigned char *font, size_t n, uint32_t em)
{
    unsigned char *entry = find_head(font, n);
    size_t offset = entry ? get32(entry + ENTRY_OFFSET) : n;
    if (offset > n || n - offset < HEAD_SIZE || offset % 4)
        return false;
    unsigned char *head = font + offset, *word = head + HEAD_EM / 4 * 4;
    uint32_t before = get32(word);
    head[HEAD_EM] = (unsigned char)(em >> 8);
    head[HEAD_EM + 1] = (unsigned char)em;
    uint32_t change = get32(word) - before;
    put32(entry + ENTRY_SUM, get32(entry + ENTRY_SUM) + change);
    put32(head + HEAD_SUM, get32(head + HEAD_SUM) - 2 * change);
    return true;
}

const struct subset *em_set(struct arena *arena, const struct subset *subset, uint32_t em)
{
    if (subset->cff)
        return NULL;
    struct subset *changed = arena_new_of(arena, struct subset);
    *changed = *subset;
    char *bytes = arena_copy(arena, subset->bytes, subset->n);
    changed->bytes = bytes;
    return change_em((unsigned char *)bytes, subset->n, em) ? changed : NULL;
}
