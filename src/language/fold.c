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

#define TWO(from, to) [from] = (to), [(from) + 1] = (to) + 1
#define EIGHT(from, to) TWO(from, to), TWO((from) + 2, (to) + 2), TWO((from) + 4, (to) + 4), TWO((from) + 6, (to) + 6)
const uint8_t fold_leads[256] = {
    [0 ... ' '] = FOLD_SPACE,
    EIGHT('!', '!'), EIGHT(')', ')'), EIGHT('1', '1'), EIGHT('9', '9'), /* up to @ */
    EIGHT('A', 'a'), EIGHT('I', 'i'), EIGHT('Q', 'q'), TWO('Y', 'y'),
    TWO('[', '['), TWO(']', ']'), TWO('_', '_'),
    EIGHT('a', 'a'), EIGHT('i', 'i'), EIGHT('q', 'q'), TWO('y', 'y'),
    TWO('{', '{'), TWO('}', '}'),
    [0xC3] = FOLD_ACCENTED,
    EIGHT(0xC4, 0xC4), TWO(0xCE, 0xCE),
    [0xD0 ... 0xD1] = FOLD_CYRILLIC,
    TWO(0xD2, 0xD2), TWO(0xD4, 0xD4), TWO(0xD6, 0xD6),
    [0xD8 ... 0xDB] = FOLD_ARABIC,
    TWO(0xDC, 0xDC), TWO(0xDE, 0xDE), TWO(0xE0, 0xE0),
    [0xE3] = FOLD_WIDE,
    EIGHT(0xE4, 0xE4), TWO(0xEC, 0xEC), [0xEE] = 0xEE,
    TWO(0xF0, 0xF0), TWO(0xF2, 0xF2), [0xF4] = 0xF4,
};

/* The character of two bytes at text[at]; 0 when it is cut off. */
static uint32_t two_bytes(const char *text, size_t n, size_t at)
{
    if (at + 1 >= n || !utf8_is_inside(text[at + 1]))
        return 0;
    return ((unsigned char)text[at] & 0x1Fu) << 6 | ((unsigned char)text[at + 1] & 0x3Fu);
}

static bool may_be_skipped(const char *text, size_t n, size_t at, bool after_space)
{
    uint8_t lead = fold_lead(text[at]);
    return lead == FOLD_UNKNOWN || (lead == FOLD_ARABIC && is_ignored(two_bytes(text, n, at))) ||
           (after_space && (lead == FOLD_SPACE || lead == FOLD_WIDE));
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

static bool is_visible(uint8_t lead)
{
    return lead > FOLD_SPACE && lead < FOLD_CYRILLIC;
}

/* The common signs, without decoding: 0 when it is none. Moves behind it, not behind marks. */
static uint32_t next_common(const char *text, size_t n, size_t *at)
{
    uint8_t lead = fold_lead(text[*at]);
    if (is_visible(lead)) {
        ++*at;
        return lead;
    }
    bool two = lead == FOLD_CYRILLIC || lead == FOLD_ARABIC || lead == FOLD_ACCENTED;
    uint32_t letter = two ? two_bytes(text, n, *at) : 0;
    if (!letter || (lead == FOLD_ARABIC && is_ignored(letter)))
        return 0;
    *at += 2;
    return lead == FOLD_ARABIC ? fold_arabic(letter) : lead == FOLD_CYRILLIC ? fold_cyrillic(letter) : fold_latin(letter);
}

uint32_t fold_next_any(const char *text, size_t n, size_t *at)
{
    uint32_t c = *at < n ? next_common(text, n, at) : 0;
    if (c) {
        if (*at < n && fold_lead(text[*at]) < FOLD_ACCENTED)
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

/* As far as both are visible ASCII, sign by sign; then from the last of these on, as marks may follow it. */
size_t fold_match_all(const char *text, size_t n, const char *word)
{
    size_t at = 0;
    while (at < n && fold_lead(text[at]) == fold_lead(word[at]) && is_visible(fold_lead(word[at])))
        at++;
    if (at < n && word[at] && fold_differs(text[at], word[at]))
        return 0;
    at -= at > 0;
    size_t length = strlen(word);
    for (size_t done = at; done < length;)
        if (at >= n || fold_next(text, n, &at) != fold_next(word, length, &done))
            return 0;
    return at;
}

int fold_number(const char *text, size_t n, size_t *at, int digits, int *value)
{
    int count = 0;
    *value = 0;
    for (size_t next = *at; count < digits && next < n; count++) {
        uint32_t c = fold_next(text, n, &next);
        if (!fold_is_digit(c))
            break;
        *value = *value * 10 + (int)(c - '0');
        *at = next;
    }
    return count;
}

bool fold_is_letter_any(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x400 && c <= 0x52F) || (c >= 0x620 && c <= 0x64A) || (c >= 0x66E && c <= 0x6D3) ||
           (c >= 0x6FA && c <= 0x6FF) || (c >= 0x750 && c <= 0x77F) || (c >= 0xFB50 && c <= 0xFDFB) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}
