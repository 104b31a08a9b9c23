/* Hyphenation: English (British), French and Russian by Liang's method from the raw pattern files that
 * Debian packages, built into a trie at build time; Spanish by syllable rules, since the packaged Spanish
 * patterns are wrong (fonts.md 5). Arabic and Chinese are never hyphenated.
 * Source: F. M. Liang, Word Hy-phen-a-tion by Com-put-er (1983). */
#ifndef HEXAPLA_HYPHEN_H
#define HEXAPLA_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "language/lang.h"

/* Sets points[i] to 1 where a hyphen may stand before unit i of the word; n units of letters only, in any
 * case. Words that are short, have capitals inside or are all capitals get none. `points` has n bytes
 * and is cleared first. */
void hyphen_find(enum lang lang, const uint16_t *word, size_t n, uint8_t *points);

/* Words divided before, for running text repeats its words. Belongs to one thread; a memo that is NULL
 * remembers nothing. */
struct hyphen_memo;
struct hyphen_memo *hyphen_memo_new(void); /* NULL when memory is short */
void hyphen_memo_free(struct hyphen_memo *memo);
void hyphen_find_again(struct hyphen_memo *memo, enum lang lang, const uint16_t *word, size_t n, uint8_t *points);

/* Words that a template divides itself. */
struct hyphen_word {
    const uint16_t *letters; /* lower case */
    size_t n;
    uint64_t points; /* bit i: a hyphen may stand before letter i */
};
struct hyphen_list {
    const struct hyphen_word *at; /* sorted */
    size_t n;
};
/* Reads "re-cord", or "record" for a word that is never divided. False when it is no such word. */
bool hyphen_word_read(struct arena *arena, const char *text, struct hyphen_word *word);
/* Sorts the words; of two that are the same but for their hyphens either may win. */
struct hyphen_list hyphen_list_of(struct hyphen_word *words, size_t n);
/* hyphen_find_again, but the list's words are divided as it says. */
void hyphen_find_listed(const struct hyphen_list *list, struct hyphen_memo *memo, enum lang lang, const uint16_t *word,
    size_t n, uint8_t *points);

#endif
