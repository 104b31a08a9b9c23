/* Numbers as each language groups them, as one key; and numbers in words. */
#ifndef HEXAPLA_QUANTITY_H
#define HEXAPLA_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "language/lang.h"

struct quantity {
    const char *key; /* digits, with a point before decimals: "8133800", "1.5" */
    const char *other; /* when the groups may stand in either order, the other reading; or NULL */
};

/* Reads the number at the start of text, which begins with a digit: groups, decimals, and a word or sign for
 * millions. Bytes taken, at least 1. `listed`: another number stands before it with only a mark between them, so
 * that no further mark joins what follows ("2,4,6"). */
size_t quantity_read(struct arena *arena, enum lang lang, const char *text, size_t n, bool listed, struct quantity *quantity);

/* Whether the text says a whole number in words, as a cardinal or an ordinal. */
bool quantity_in_words(enum lang lang, const char *text, size_t n, int number);

#endif
