/* Hyphenation: English (British), French and Russian by Liang's method from the raw pattern files that
 * Debian packages, built into a trie at build time; Spanish by syllable rules, since the packaged Spanish
 * patterns are wrong (fonts.md 5). Arabic and Chinese are never hyphenated.
 * Source: F. M. Liang, Word Hy-phen-a-tion by Com-put-er (1983). */
#ifndef HEXAPLA_HYPHEN_H
#define HEXAPLA_HYPHEN_H

#include <stddef.h>
#include <stdint.h>

#include "language/lang.h"

/* Sets points[i] to 1 where a hyphen may stand before unit i of the word; n units of letters only, in any
 * case. Words that are short, have capitals inside or are all capitals get none. `points` has n bytes
 * and is cleared first. */
void hyphen_find(enum lang lang, const uint16_t *word, size_t n, uint8_t *points);

#endif
