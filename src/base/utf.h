/* UTF-8 in and out, and the width of a character on a terminal. */
#ifndef HEXAPLA_UTF_H
#define HEXAPLA_UTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point of the n bytes at `bytes` (n > 0) and says how many bytes it took, at
 * least 1. An ill-formed sequence gives U+FFFD, one for each maximal subpart (Unicode 3.9). */
uint32_t utf8_decode_long(const char *bytes, size_t n, size_t *taken); /* one that is not ASCII */
static inline uint32_t utf8_decode(const char *bytes, size_t n, size_t *taken)
{
    if ((unsigned char)bytes[0] >= 0x80)
        return utf8_decode_long(bytes, n, taken);
    *taken = 1;
    return (unsigned char)bytes[0];
}

/* 1 to 4 bytes; a surrogate or a value past U+10FFFF is written as U+FFFD. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);
/* Offset of the first ill-formed byte, or n. */
size_t utf8_check(const char *bytes, size_t n);
size_t utf8_count(const char *bytes, size_t n); /* code points */
size_t utf8_starts(const char *bytes, size_t n); /* bytes that begin a code point, well-formed or not */
/* Whether a byte goes on with a code point that an earlier one began. */
static inline bool utf8_is_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Decodes the code point at text[*at] of n units and moves *at past it; a lone surrogate gives U+FFFD. */
static inline uint32_t utf16_next(const uint16_t *text, size_t n, uint32_t *at)
{
    uint32_t c = text[(*at)++];
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    if (c < 0xDC00 && *at < n && (text[*at] & 0xFC00) == 0xDC00)
        return 0x10000 + ((c - 0xD800) << 10) + (text[(*at)++] - 0xDC00u);
    return 0xFFFD;
}

/* Columns on a terminal: 0 for marks and controls of direction, 2 for wide East Asian characters. */
int utf_display_width(uint32_t code_point);

/* Superscript digits as published texts use them for note calls: the digit, or -1. */
int utf_superior_digit(uint32_t code_point);

bool utf_is_arabic(uint32_t code_point);
bool utf_is_han(uint32_t code_point);

#endif
