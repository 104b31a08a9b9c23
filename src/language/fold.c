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

static uint32_t fold_char(uint32_t c)
{
    if (is_space(c))
        return ' ';
    if (c < 0x180)
        return fold_latin(c);
    if (c >= 0x400 && c <= 0x45F)
        return fold_cyrillic(c);
    if (c >= 0x660 && c <= 0x669)
        return '0' + (c - 0x660);
    if (c >= 0xFF01 && c <= 0xFF5E)
        return fold_latin(c - 0xFEE0);
    if (c == 0x622 || c == 0x623 || c == 0x625) /* alef with hamza or madda, often typed without */
        return 0x627;
    return c == 0x2010 || c == 0x2011 ? '-' : c == 0x2018 || c == 0x2019 ? '\'' : c;
}

/* Whether an ignored character or, after a space, another one can begin with this byte of UTF-8. */
static bool may_be_skipped(char byte, bool after_space)
{
    switch ((unsigned char)byte) {
    case 0xC2:
    case 0xCC:
    case 0xCD:
    case 0xD9:
    case 0xE2:
    case 0xEF:
        return true;
    default:
        return after_space && ((unsigned char)byte <= ' ' || (unsigned char)byte == 0xE3);
    }
}

static size_t skip(const char *text, size_t n, size_t at, bool after_space)
{
    while (at < n && may_be_skipped(text[at], after_space)) {
        size_t taken;
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (!is_ignored(c) && !(after_space && is_space(c)))
            break;
        at += taken;
    }
    return at;
}

static bool is_plain(char c)
{
    return c > ' ' && (unsigned char)c < 0x7F;
}

uint32_t fold_next(const char *text, size_t n, size_t *at)
{
    if (*at + 1 < n && is_plain(text[*at]) && !may_be_skipped(text[*at + 1], false)) { /* the common case */
        char c = text[(*at)++];
        return (uint32_t)(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    }
    *at = skip(text, n, *at, false);
    if (*at >= n)
        return 0;
    size_t taken;
    uint32_t c = fold_char(utf8_decode(text + *at, n - *at, &taken));
    *at = skip(text, n, *at + taken, c == ' ');
    return c;
}

uint32_t fold_peek(const char *text, size_t n, size_t at)
{
    return fold_next(text, n, &at);
}

/* Two ASCII signs that no folding makes equal: most words are told apart by their first. */
static bool differs(char a, char b)
{
    return is_plain(a) && is_plain(b) && a != b && (a | 0x20) != (b | 0x20);
}

size_t fold_match(const char *text, size_t n, const char *word)
{
    if (n && differs(*text, *word))
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
