/* Loose comparison of text with known words: what a typist may vary and a reader does not see is
 * equal. Letter case and accents of Latin and Cyrillic letters, the kinds of space, hyphen,
 * apostrophe and digit are folded; vowel marks, tatweel, soft hyphens and controls of direction are
 * passed over, and in Arabic the hamza of an alef. */
#ifndef HEXAPLA_FOLD_H
#define HEXAPLA_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the first byte of a character tells of it; that of a visible ASCII sign is the sign folded, and that of
 * characters which equal none with another first byte is the byte. */
enum fold_lead {
    FOLD_UNKNOWN, /* may begin one that is passed over */
    FOLD_ARABIC, /* of two bytes; may be passed over */
    FOLD_WIDE, /* may be a space, and so passed over after one */
    FOLD_ACCENTED, /* of two bytes; a letter that may equal an ASCII one */
    FOLD_SPACE = ' ', /* ASCII space or control */
    FOLD_CYRILLIC = 0x80, /* of two bytes */
};
extern const uint8_t fold_leads[256]; /* enum fold_lead */
static inline uint8_t fold_lead(char byte)
{
    return fold_leads[(unsigned char)byte];
}

/* Whether well-formed characters that begin with these bytes can never be equal; false when in doubt. */
static inline bool fold_differs(char a, char b)
{
    return fold_lead(a) != fold_lead(b) && fold_lead(a) > FOLD_ACCENTED && fold_lead(b) > FOLD_ACCENTED;
}

/* The folded character at text[*at], 0 at the end. *at moves behind it, behind marks that follow it
 * and, for a space, behind further spaces. Most text is plain, and needs a look at two bytes only. */
uint32_t fold_next_any(const char *text, size_t n, size_t *at);
static inline uint32_t fold_next(const char *text, size_t n, size_t *at)
{
    if (*at >= n)
        return 0;
    uint8_t lead = fold_lead(text[*at]), after = n - *at > 1 ? fold_lead(text[*at + 1]) : FOLD_CYRILLIC;
    bool visible = lead > FOLD_SPACE && lead < FOLD_CYRILLIC && after >= FOLD_ACCENTED;
    if (!visible && !(text[*at] == ' ' && after > FOLD_SPACE))
        return fold_next_any(text, n, at);
    ++*at;
    return lead;
}

/* Same, without moving. */
static inline uint32_t fold_peek(const char *text, size_t n, size_t at)
{
    return fold_next(text, n, &at);
}

/* Bytes of text that equal the word from its start, or 0. Most words are told apart by their first byte. */
size_t fold_match_all(const char *text, size_t n, const char *word);
static inline size_t fold_match(const char *text, size_t n, const char *word)
{
    return n && !fold_differs(*text, *word) ? fold_match_all(text, n, word) : 0;
}

/* Moves *at behind the word when it stands there. */
static inline bool fold_take(const char *text, size_t n, size_t *at, const char *word)
{
    size_t length = fold_match(text + *at, n - *at, word);
    *at += length;
    return length > 0;
}

/* Reads ASCII, Arabic-Indic or full-width digits, at most `digits` of them; the count read. */
int fold_number(const char *text, size_t n, size_t *at, int digits, int *value);
/* Whether a folded character is a letter of a script that writes words with spaces. */
bool fold_is_letter_any(uint32_t folded);
static inline bool fold_is_letter(uint32_t folded)
{
    return folded < 0x80 ? folded >= 'a' && folded <= 'z' : fold_is_letter_any(folded);
}

static inline bool fold_is_digit(uint32_t folded)
{
    return folded >= '0' && folded <= '9';
}

#endif
