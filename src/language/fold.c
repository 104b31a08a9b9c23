#include "language/fold.h"

#include <string.h>

#include "base/utf.h"

static bool is_ignored(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x640 || c == 0xAD ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x3000;
}

static uint32_t fold_latin(uint32_t c)
{
    static const char base[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy"; /* U+00C0 on */
    if (c >= 'A' && c <= 'Z')
        return c + 0x20;
    if (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7)
        return (unsigned char)base[c - 0xC0];
    return c == 0x152 ? 0x153 : c;
}

static uint32_t fold_cyrillic(uint32_t c)
{
    if (c >= 0x410 && c <= 0x42F)
        c += 0x20;
    return c == 0x439 || c == 0x419 ? 0x438 : c == 0x401 || c == 0x451 ? 0x435 : c;
}

static uint32_t fold_arabic(uint32_t c)
{
    if (c >= 0x660 && c <= 0x669)
        return '0' + (c - 0x660);
    return c == 0x622 || c == 0x623 || c == 0x625 ? 0x627 : c; /* alef with hamza or madda, often typed without */
}

static uint32_t fold_char(uint32_t c)
{
    if (is_space(c))
        return ' ';
    if (c < 0x180)
        return fold_latin(c);
    if (c >= 0x400 && c <= 0x45F)
        return fold_cyrillic(c);
    if (c >= 0x600 && c <= 0x6FF)
        return fold_arabic(c);
    if (c >= 0xFF01 && c <= 0xFF5E)
        return fold_latin(c - 0xFEE0);
    return c == 0x2010 || c == 0x2011 ? '-' : c == 0x2018 || c == 0x2019 ? '\'' : c;
}

/* What a byte of UTF-8 is where a character begins. Most text is plain, and is told apart byte by byte. */
enum byte_kind { /* from BYTE_ARABIC on there are characters that are passed over */
    BYTE_OTHER,
    BYTE_SPACE, /* an ASCII space or control */
    BYTE_PLAIN, /* a visible ASCII sign */
    BYTE_CYRILLIC, /* of two bytes */
    BYTE_ARABIC, /* of two bytes; some are ignored */
    BYTE_MAY_SKIP, /* may begin an ignored character */
    BYTE_WIDE, /* may begin a space, and after one be passed over */
};

static const uint8_t byte_kinds[256] = {
    [0 ... ' '] = BYTE_SPACE,
    ['!'... '~'] = BYTE_PLAIN,
    [0xC2] = BYTE_MAY_SKIP,
    [0xCC] = BYTE_MAY_SKIP,
    [0xCD] = BYTE_MAY_SKIP,
    [0xD0] = BYTE_CYRILLIC,
    [0xD1] = BYTE_CYRILLIC,
    [0xD8 ... 0xDB] = BYTE_ARABIC,
    [0xE2] = BYTE_MAY_SKIP,
    [0xE3] = BYTE_WIDE,
    [0xEF] = BYTE_MAY_SKIP,
};

static enum byte_kind kind_of(char byte)
{
    return byte_kinds[(unsigned char)byte];
}

/* The character of two bytes at text[at]; 0 when it is cut off. */
static uint32_t two_bytes(const char *text, size_t n, size_t at)
{
    if (at + 1 >= n || ((unsigned char)text[at + 1] & 0xC0) != 0x80)
        return 0;
    return ((unsigned char)text[at] & 0x1Fu) << 6 | ((unsigned char)text[at + 1] & 0x3Fu);
}

static bool may_be_skipped(const char *text, size_t n, size_t at, bool after_space)
{
    enum byte_kind kind = kind_of(text[at]);
    return kind == BYTE_MAY_SKIP || (kind == BYTE_ARABIC && is_ignored(two_bytes(text, n, at))) ||
           (after_space && (kind == BYTE_SPACE || kind == BYTE_WIDE));
}

/* Few marks are passed over at a time: a letter under a hundred thousand must not cost as much again at each
 * of them. */
static size_t skip(const char *text, size_t n, size_t at, bool after_space)
{
    enum { MARKS_MOST = 16 };
    for (int marks = 0; marks < MARKS_MOST && at < n && may_be_skipped(text, n, at, after_space);) {
        size_t taken;
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (!is_ignored(c) && !(after_space && is_space(c)))
            break;
        marks += is_ignored(c);
        at += taken;
    }
    return at;
}

/* The common signs, without decoding: 0 when it is none. Moves behind it, not behind marks. */
static uint32_t next_common(const char *text, size_t n, size_t *at)
{
    unsigned char c = (unsigned char)text[*at];
    enum byte_kind kind = kind_of(text[*at]);
    if (kind == BYTE_PLAIN) {
        ++*at;
        return c >= 'A' && c <= 'Z' ? c + 0x20u : c;
    }
    uint32_t letter = kind == BYTE_CYRILLIC || kind == BYTE_ARABIC ? two_bytes(text, n, *at) : 0;
    if (!letter || (kind == BYTE_ARABIC && is_ignored(letter)))
        return 0;
    *at += 2;
    return kind == BYTE_ARABIC ? fold_arabic(letter) : fold_cyrillic(letter);
}

uint32_t fold_next(const char *text, size_t n, size_t *at)
{
    uint32_t c = *at < n ? next_common(text, n, at) : 0;
    if (c) {
        if (*at < n && kind_of(text[*at]) >= BYTE_ARABIC)
            *at = skip(text, n, *at, false);
        return c;
    }
    *at = skip(text, n, *at, false);
    if (*at >= n)
        return 0;
    size_t taken;
    c = fold_char(utf8_decode(text + *at, n - *at, &taken));
    *at = skip(text, n, *at + taken, c == ' ');
    return c;
}

uint32_t fold_peek(const char *text, size_t n, size_t at)
{
    return fold_next(text, n, &at);
}

/* Two signs that no folding makes equal: most words are told apart by their first. */
bool fold_differs(char a, char b)
{
    enum byte_kind one = kind_of(a), other = kind_of(b);
    if (one == BYTE_PLAIN && other == BYTE_PLAIN)
        return a != b && (a | 0x20) != (b | 0x20);
    return one != other && one != BYTE_OTHER && other != BYTE_OTHER && one <= BYTE_CYRILLIC && other <= BYTE_CYRILLIC;
}

size_t fold_match(const char *text, size_t n, const char *word)
{
    if (n && fold_differs(*text, *word))
        return 0;
    size_t at = 0, length = strlen(word);
    for (size_t done = 0; done < length;)
        if (at >= n || fold_next(text, n, &at) != fold_next(word, length, &done))
            return 0;
    return at;
}

bool fold_take(const char *text, size_t n, size_t *at, const char *word)
{
    size_t length = fold_match(text + *at, n - *at, word);
    *at += length;
    return length > 0;
}

int fold_number(const char *text, size_t n, size_t *at, int digits, int *value)
{
    int count = 0;
    *value = 0;
    while (count < digits && *at < n && fold_is_digit(fold_peek(text, n, *at))) {
        *value = *value * 10 + (int)(fold_next(text, n, at) - '0');
        count++;
    }
    return count;
}

bool fold_is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x400 && c <= 0x52F) || (c >= 0x620 && c <= 0x64A) || (c >= 0x66E && c <= 0x6D3) ||
           (c >= 0x6FA && c <= 0x6FF) || (c >= 0x750 && c <= 0x77F) || (c >= 0xFB50 && c <= 0xFDFB) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}
