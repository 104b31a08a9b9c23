/* Loose comparison of text with known words: what a typist may vary and a reader does not see is
 * equal. Letter case and accents of Latin and Cyrillic letters, the kinds of space, hyphen,
 * apostrophe and digit are folded; vowel marks, tatweel, soft hyphens and controls of direction are
 * passed over, and in Arabic the hamza of an alef. */
#ifndef HEXAPLA_FOLD_H
#define HEXAPLA_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The folded character at text[*at], 0 at the end. *at moves behind it, behind marks that follow it
 * and, for a space, behind further spaces. */
uint32_t fold_next(const char *text, size_t n, size_t *at);
/* Same, without moving. */
uint32_t fold_peek(const char *text, size_t n, size_t at);
/* Whether characters that begin with these bytes can never be equal; false when in doubt. */
bool fold_differs(char a, char b);
/* Bytes of text that equal the word from its start, or 0. */
size_t fold_match(const char *text, size_t n, const char *word);
/* Moves *at behind the word when it stands there. */
bool fold_take(const char *text, size_t n, size_t *at, const char *word);
/* Reads ASCII, Arabic-Indic or full-width digits, at most `digits` of them; the count read. */
int fold_number(const char *text, size_t n, size_t *at, int digits, int *value);
/* Whether a folded character is a letter of a script that writes words with spaces. */
bool fold_is_letter(uint32_t folded);
static inline bool fold_is_digit(uint32_t folded)
{
    return folded >= '0' && folded <= '9';
}

#endif
