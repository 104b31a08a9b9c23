#include "reading/plain.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

/* Next positions of the marks of a link, each searched for once only. */
struct marks {
    const char *end;
    const char *open, *close, *paren; /* next "[", "]" and ")" at or after the place, or end */
};

static const char *next_of(const char *known, const char *from, const char *end, char wanted)
{
    if (known && known >= from)
        return known;
    const char *found = memchr(from, wanted, (size_t)(end - from));
    return found ? found : end;
}

/* The closing bracket of `[text](address)` that starts at `at`, and where its address ends. */
static const char *link_close(struct marks *marks, const char *at, const char **after)
{
    marks->close = next_of(marks->close, at, marks->end, ']');
    marks->open = next_of(marks->open, at + 1, marks->end, '[');
    if (marks->open < marks->close || marks->close >= marks->end - 1 || marks->close[1] != '(')
        return NULL;
    marks->paren = next_of(marks->paren, marks->close, marks->end, ')');
    if (marks->paren == marks->end)
        return NULL;
    *after = marks->paren + 1;
    return marks->close;
}

static size_t tag_length(const char *at, size_t n)
{
    return n >= 5 && memcmp(at, "<sup>", 5) == 0 ? 5 : n >= 6 && memcmp(at, "</sup>", 6) == 0 ? 6 : 0;
}

/* Bytes that a mark may begin with. */
static const bool may_mark[256] = {['\\'] = true, ['*'] = true, ['<'] = true, ['['] = true};

void plain_append(struct buf *out, const char *bytes, size_t n)
{
    struct marks marks = {.end = bytes + n};
    const char *close = NULL, *after = NULL;
    for (const char *at = bytes; at < marks.end;) {
        const char *run = at;
        while (at < marks.end && at != close && !may_mark[(unsigned char)*at])
            at++;
        if (at > run) {
            buf_bytes(out, run, (size_t)(at - run));
            continue;
        }
        size_t rest = (size_t)(marks.end - at), tag;
        if (at == close) {
            at = after;
        } else if (*at == '\\' && rest > 1 && strchr("\\*[]()<>_#|-.", at[1])) {
            buf_char(out, at[1]);
            at += 2;
        } else if (*at == '*') {
            at++;
        } else if (*at == '<' && (tag = tag_length(at, rest))) {
            at += tag;
        } else if (*at == '[' && (!close || at > close) && (close = link_close(&marks, at, &after))) {
            at++;
        } else {
            buf_char(out, *at++);
        }
    }
}

size_t plain_space(const char *bytes, size_t n)
{
    size_t at = 0, taken;
    while (at < n) {
        uint32_t c = utf8_decode(bytes + at, n - at, &taken);
        bool space = c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
                     c == 0x3000 || c == 0xFEFF;
        if (!space)
            break;
        at += taken;
    }
    return at;
}

struct plain plain_trim(struct plain plain)
{
    struct plain rest = plain_from(plain, 0);
    while (rest.n) {
        size_t last = rest.n - 1;
        while (last && utf8_is_inside(rest.at[last]))
            last--;
        if (plain_space(rest.at + last, rest.n - last) != rest.n - last)
            break;
        rest.n = last;
    }
    return rest;
}

struct plain plain_from(struct plain plain, size_t start)
{
    start += plain_space(plain.at + start, plain.n - start);
    return (struct plain){plain.at + start, plain.n - start};
}

struct plain plain_text(struct arena *arena, const char *bytes, size_t n)
{
    struct buf out;
    buf_init(&out, arena);
    buf_bytes(&out, "", 0);
    plain_append(&out, bytes, n);
    struct plain plain = plain_trim((struct plain){out.at, out.n});
    out.at[(size_t)(plain.at - out.at) + plain.n] = '\0';
    return plain;
}

bool plain_is(struct plain plain, const char *words)
{
    size_t taken = fold_match(plain.at, plain.n, words);
    return taken && taken == plain.n;
}

bool plain_starts(struct plain plain, const char *words)
{
    return fold_match(plain.at, plain.n, words) > 0;
}

/* Whether the words stand somewhere; at the end of the text only, when `last`: then where they can begin is
 * known but for the signs that comparison passes over, of which there are few. */
static bool find(struct plain plain, const char *words, bool last)
{
    enum { PASSED_OVER = 64 }; /* [byte] */
    size_t length = strlen(words), room = last ? 4 * length + PASSED_OVER : plain.n; /* a folded sign has at most four bytes */
    uint32_t first = fold_peek(words, length, 0);
    for (size_t at = room < plain.n ? plain.n - room : 0; at < plain.n; at++) {
        if (utf8_is_inside(plain.at[at]) || fold_differs(plain.at[at], *words) || fold_peek(plain.at, plain.n, at) != first)
            continue;
        size_t taken = fold_match(plain.at + at, plain.n - at, words);
        if (taken && (!last || at + taken == plain.n))
            return true;
    }
    return false;
}

bool plain_ends(struct plain plain, const char *words)
{
    return find(plain, words, true);
}

bool plain_has(struct plain plain, const char *words)
{
    return find(plain, words, false);
}

int plain_any(bool (*test)(struct plain, const char *), struct plain plain, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (test(plain, list[i]))
            return i;
    return -1;
}

static bool is_after_end(uint32_t c)
{
    return utf_superior_digit(c) >= 0 || c == 0x207D || c == 0x207E || c == '*' || c == ' ' || c == 0xA0 ||
           c == ')' || c == ']' || c == '"' || c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == 0xBB || c == 0x300B ||
           c == 0xFF09 || c == 0x200F || c == 0x200E;
}

enum ending plain_ending(struct plain plain)
{
    while (plain.n) {
        size_t last = plain.n - 1, taken;
        while (last && utf8_is_inside(plain.at[last]))
            last--;
        uint32_t c = utf8_decode(plain.at + last, plain.n - last, &taken);
        if (c == ',' || c == 0x60C || c == 0xFF0C || c == 0x3001)
            return ENDING_COMMA;
        if (c == ';' || c == 0x61B || c == 0xFF1B)
            return ENDING_SEMICOLON;
        if (c == ':' || c == 0xFF1A)
            return ENDING_COLON;
        if (c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0x61F || c == 0xFF0E)
            return ENDING_STOP;
        if (!is_after_end(c))
            break;
        plain.n = last;
    }
    return ENDING_OPEN;
}
