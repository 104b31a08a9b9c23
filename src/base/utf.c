#include "base/utf.h"

#include <string.h>

static bool continues(const char *bytes, size_t n, size_t at)
{
    return at < n && utf8_is_inside(bytes[at]);
}

uint32_t utf8_decode_long(const char *bytes, size_t n, size_t *taken)
{
    unsigned char lead = (unsigned char)bytes[0];
    *taken = 1;
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return 0xFFFD;
    unsigned char second = n > 1 ? (unsigned char)bytes[1] : 0;
    if (!continues(bytes, n, 1) || (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
        return 0xFFFD;
    uint32_t value = lead & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (!continues(bytes, n, i)) {
            *taken = i;
            return 0xFFFD;
        }
        value = value << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    *taken = length;
    return value;
}

size_t utf8_encode(uint32_t c, char bytes[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(0xF00u >> length | c);
    return length;
}

enum { WORD = sizeof(uint64_t) }; /* [byte] most text is looked at by words */
static const uint64_t ONES = 0x0101010101010101; /* one in each byte */

static uint64_t word_at(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, WORD);
    return word;
}

size_t utf8_check(const char *bytes, size_t n)
{
    for (size_t at = 0; at < n;) {
        if (n - at >= WORD && !(word_at(bytes + at) & ONES << 7)) {
            at += WORD;
            continue;
        }
        size_t taken;
        uint32_t c = utf8_decode(bytes + at, n - at, &taken);
        if (c == 0xFFFD && !(taken == 3 && (unsigned char)bytes[at] == 0xEF && (unsigned char)bytes[at + 1] == 0xBF))
            return at;
        at += taken;
    }
    return n;
}

size_t utf8_count(const char *bytes, size_t n)
{
    size_t count = 0;
    for (size_t at = 0, taken; at < n; at += taken, count++)
        utf8_decode(bytes + at, n - at, &taken);
    return count;
}

size_t utf8_starts(const char *bytes, size_t n)
{
    size_t at = 0, inside = 0;
    for (; n - at >= WORD; at += WORD) {
        uint64_t word = word_at(bytes + at);
        inside += (word >> 7 & ~word >> 6 & ONES) * ONES >> 56; /* 10xxxxxx; the highest byte is the sum of all */
    }
    for (; at < n; at++)
        inside += utf8_is_inside(bytes[at]);
    return n - inside;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

#define IN(c, table) in_ranges((c), (table), sizeof(table) / sizeof *(table))

int utf_display_width(uint32_t c)
{
    static const struct range none[] = {{0x0300, 0x036F}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
        {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},
        {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
    static const struct range wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE4F},
        {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return 0;
    return c < 0x300 ? 1 : IN(c, none) ? 0 : IN(c, wide) ? 2 : 1;
}

int utf_superior_digit(uint32_t c)
{
    if (c == 0xB9)
        return 1;
    if (c == 0xB2 || c == 0xB3)
        return (int)(c - 0xB0);
    return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (int)(c - 0x2070) : -1;
}

bool utf_is_arabic(uint32_t c)
{
    if (c < 0x600)
        return false;
    static const struct range arabic[] = {{0x0600, 0x06FF}, {0x0750, 0x077F}, {0x08A0, 0x08FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}};
    return IN(c, arabic);
}

bool utf_is_han(uint32_t c)
{
    if (c < 0x2E80)
        return false;
    static const struct range han[] = {{0x2E80, 0x2FDF}, {0x3005, 0x3007}, {0x3021, 0x3029}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}};
    return IN(c, han);
}
