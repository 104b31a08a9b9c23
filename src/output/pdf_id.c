#include "output/pdf_id.h"

#include <string.h>

#include "base/hash.h"

enum {
    DIGITS = 32, /* of one of its two strings, which are equal */
    TRAILERS = 4, /* the most that are followed */
    OFFSET_DIGITS = 12,
};

/* --- the places --------------------------------------------------------------------------------- */

/* Offset of a word in [from, to), or `to`. */
static size_t find(const char *file, size_t from, size_t to, const char *word)
{
    size_t n = strlen(word);
    while (from < to) {
        const char *at = memchr(file + from, *word, to - from);
        if (!at || (size_t)(file + to - at) < n)
            return to;
        if (memcmp(at, word, n) == 0)
            return (size_t)(at - file);
        from = (size_t)(at - file) + 1;
    }
    return to;
}

static size_t skip_blanks(const char *file, size_t at, size_t to)
{
    while (at < to && (file[at] == ' ' || file[at] == '\n' || file[at] == '\r'))
        at++;
    return at;
}

/* The number after a word; `to` when there is none. */
static size_t number_after(const char *file, size_t at, size_t to, const char *word)
{
    size_t digits = skip_blanks(file, at + strlen(word), to), end = digits;
    uint64_t value = 0;
    while (end < to && end - digits < OFFSET_DIGITS && file[end] >= '0' && file[end] <= '9')
        value = value * 10 + (uint64_t)(file[end++] - '0');
    return end > digits && value < to ? (size_t)value : to;
}

static size_t last_start(const char *file, size_t n)
{
    static const char word[] = "startxref";
    for (size_t at = n; at-- > 0;)
        if (file[at] == *word && n - at > sizeof word && memcmp(file + at, word, sizeof word - 1) == 0)
            return number_after(file, at, n, word);
    return n;
}

static bool is_digits(const char *at)
{
    for (int i = 0; i < DIGITS; i++)
        if (!((at[i] >= '0' && at[i] <= '9') || (at[i] >= 'A' && at[i] <= 'F') || (at[i] >= 'a' && at[i] <= 'f')))
            return false;
    return true;
}

/* The digits of both strings after "/ID". */
static bool find_strings(const char *file, size_t from, size_t to, size_t place[2])
{
    size_t at = find(file, from, to, "/ID");
    at = skip_blanks(file, at + strlen("/ID"), to);
    if (at + 2 * DIGITS + 6 > to || file[at] != '[')
        return false;
    for (int i = 0; i < 2; i++) {
        at = skip_blanks(file, at + 1, to);
        if (at + DIGITS + 2 > to || file[at] != '<' || file[at + 1 + DIGITS] != '>' || !is_digits(file + at + 1))
            return false;
        place[i] = at + 1;
        at += DIGITS + 1;
    }
    return true;
}

/* Where digits stand: two places a trailer. Returns how many. A trailer is the dictionary of a
 * cross-reference stream, or what follows a cross-reference table. */
static size_t find_places(const char *file, size_t n, size_t place[2 * TRAILERS])
{
    size_t count = 0, at = last_start(file, n);
    for (int i = 0; i < TRAILERS && at < n; i++) {
        bool table = n - at > 4 && memcmp(file + at, "xref", 4) == 0;
        size_t end = find(file, at, n, table ? "startxref" : "stream");
        if (!find_strings(file, at, end, place + count))
            return 0;
        count += 2;
        size_t previous = find(file, at, end, "/Prev");
        size_t next = previous < end ? number_after(file, previous, n, "/Prev") : n;
        at = next;
    }
    return count;
}

/* --- writing and checking ------------------------------------------------------------------------ */

void pdf_id_place(struct buf *out)
{
    static const char zeros[] = "00000000000000000000000000000000";
    _Static_assert(sizeof zeros - 1 == DIGITS, "as many as are written over");
    buf_printf(out, "/ID[<%s><%s>]", zeros, zeros);
}

bool pdf_id_write(char *file, size_t n)
{
    size_t place[2 * TRAILERS], count = find_places(file, n, place);
    for (size_t i = 0; i < count; i++)
        memset(file + place[i], '0', DIGITS);
    struct hash hash = hash_bytes(file, n);
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < DIGITS; k++)
            file[place[i] + (size_t)k] = "0123456789ABCDEF"[hash.lane[k / 16] >> (60 - k % 16 * 4) & 15];
    return count > 0;
}

bool pdf_id_check(struct arena *arena, const char *file, size_t n, bool *has)
{
    char *copy = arena_copy(arena, file, n);
    *has = pdf_id_write(copy, n);
    return *has && memcmp(copy, file, n) == 0;
}
