#include "output/pdf_id.h"

#include <stdint.h>
#include <string.h>

enum {
    DIGITS = 32, /* of one of its two strings, which are equal */
    TRAILERS = 4, /* the most that are followed */
    OFFSET_DIGITS = 12,
};

/* --- the hash ----------------------------------------------------------------------------------- */

/* Either lane is turned into another one by every word, so that a change of one word is never lost. */
static void hash_word(uint64_t lane[2], uint64_t word)
{
    lane[0] = (lane[0] ^ word) * 0xFF51AFD7ED558CCD;
    lane[0] ^= lane[0] >> 32;
    lane[1] = (lane[1] + word) * 0xC4CEB9FE1A85EC53;
    lane[1] ^= lane[1] >> 29;
}

static uint64_t little_endian(const char *bytes, size_t n)
{
    uint64_t word = 0;
    for (size_t k = 0; k < n; k++)
        word |= (uint64_t)(unsigned char)bytes[k] << (8 * k);
    return word;
}

/* Two 64-bit lanes of multiply and fold: enough to tell files apart and to see damage. */
static void hash(const char *bytes, size_t n, uint64_t lane[2])
{
    lane[0] = 0x9E3779B97F4A7C15 ^ n;
    lane[1] = 0xC2B2AE3D27D4EB4F;
    size_t whole = n - n % 8;
    for (size_t i = 0; i < whole; i += 8)
        hash_word(lane, little_endian(bytes + i, 8));
    hash_word(lane, little_endian(bytes + whole, n % 8));
}

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
    uint64_t lane[2];
    hash(file, n, lane);
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < DIGITS; k++)
            file[place[i] + (size_t)k] = "0123456789ABCDEF"[lane[k / 16] >> (60 - k % 16 * 4) & 15];
    return count > 0;
}

bool pdf_id_check(struct arena *arena, const char *file, size_t n, bool *has)
{
    char *copy = arena_copy(arena, file, n);
    *has = pdf_id_write(copy, n);
    return *has && memcmp(copy, file, n) == 0;
}
