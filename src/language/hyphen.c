#include "language/hyphen.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <unicode/uchar.h>

#include "base/utf.h"

struct trie_node {
    uint32_t first_edge; /* its children are consecutive nodes from here, sorted by letter */
    uint32_t values; /* offset into the values: a count and that many; 0 for none */
    uint16_t letter;
    uint16_t edge_count;
};

#include "language/hyphen_data.h"

enum {
    LONGEST = 63, /* [utf16] longer words are left alone */
    SHORTEST = 5, /* [utf16] shorter ones too */
};

/* Least letters before the first and after the last hyphen (fonts.md 5). */
static const struct minima {
    size_t left, right;
} minima[LANG_COUNT] = {[LANG_EN] = {2, 3}, [LANG_FR] = {2, 3}, [LANG_RU] = {2, 2}, [LANG_ES] = {2, 2}};

/* ---- Liang -------------------------------------------------------------------------------- */

static const struct trie_node *child(const struct trie_node *nodes, const struct trie_node *node, uint16_t letter)
{
    uint32_t low = 0, high = node->edge_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct trie_node *edge = &nodes[node->first_edge + middle];
        if (edge->letter == letter)
            return edge;
        if (edge->letter < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* `word` has a '.' at either end; values[i] belongs before word[i]. */
static void match(const struct trie_node *nodes, const uint8_t *table, const uint16_t *word, size_t n, uint8_t *values)
{
    for (size_t start = 0; start < n; start++) {
        const struct trie_node *node = &nodes[0];
        for (size_t at = start; at < n && (node = child(nodes, node, word[at])) != NULL; at++) {
            const uint8_t *value = table + node->values;
            for (uint8_t i = 0; node->values && i < value[0]; i++)
                if (value[1 + i] > values[start + i])
                    values[start + i] = value[1 + i];
        }
    }
}

static void by_patterns(const struct trie_node *nodes, const uint8_t *table, const uint16_t *word, size_t n, uint8_t *points)
{
    uint16_t dotted[LONGEST + 2];
    uint8_t values[LONGEST + 3] = {0};
    dotted[0] = dotted[n + 1] = '.';
    memcpy(dotted + 1, word, n * sizeof *word);
    match(nodes, table, dotted, n + 2, values);
    for (size_t i = 1; i < n; i++)
        points[i] = values[i + 1] & 1;
}

/* Words that the patterns divide wrongly; a hyphen shows each division. */
static const char16_t *const exceptions[LANG_COUNT][8] = {
    [LANG_EN] = {u"an-ti-mal-ar-ial", u"moscow"},
    [LANG_RU] = {u"так-же", u"людь-ми", u"деть-ми", u"дверь-ми", u"лошадь-ми"},
};

static bool by_exception(enum lang lang, const uint16_t *word, size_t n, uint8_t *points)
{
    for (const char16_t *const *list = exceptions[lang]; *list; list++) {
        const char16_t *entry = *list;
        size_t at = 0;
        for (; *entry; entry++)
            if (*entry != '-' && (at == n || word[at++] != *entry))
                break;
        if (*entry || at != n)
            continue;
        for (entry = *list, at = 0; *entry; entry++)
            if (*entry == '-')
                points[at] = 1;
            else
                at++;
        return true;
    }
    return false;
}

/* ---- Spanish ------------------------------------------------------------------------------ */

static bool is_one_of(uint16_t c, const char16_t *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static bool is_vowel(uint16_t c)
{
    return is_one_of(c, u"aeiouáéíóúü");
}

/* Two consonants that open a syllable together: ch, ll, rr, and a stop or f before l or r. */
static bool opens_together(uint16_t first, uint16_t second)
{
    if (second == 'l')
        return is_one_of(first, u"bcfgklp");
    if (second == 'r')
        return is_one_of(first, u"bcdfgkprt");
    return second == 'h' && first == 'c';
}

/* Between two groups of vowels the last consonant, or the last two that open together, go to the right.
 * Vowels are never parted: it is allowed at times and never needed. */
static void by_syllables(const uint16_t *word, size_t n, uint8_t *points)
{
    size_t at = 0;
    while (at < n && !is_vowel(word[at]))
        at++;
    while (at < n) {
        while (at < n && is_vowel(word[at]))
            at++;
        size_t start = at;
        while (at < n && !is_vowel(word[at]))
            at++;
        if (at == n || at == start)
            continue;
        bool pair = at - start >= 2 && (opens_together(word[at - 2], word[at - 1]) || (word[at - 2] == word[at - 1] && (word[at - 1] == 'l' || word[at - 1] == 'r')));
        points[at - (pair ? 2 : 1)] = 1;
    }
}

/* ---- all ---------------------------------------------------------------------------------- */

/* Lower-case letters; false for a word that has a capital after its first letter or is not all letters. */
static bool lower(const uint16_t *word, size_t n, uint16_t *out)
{
    for (size_t i = 0; i < n; i++) {
        UChar32 c = word[i], small = c;
        if (c < 'a' || c > 'z') { /* most letters need no table */
            small = u_tolower(c);
            if (!u_isalpha(c) || small > 0xFFFF || (i > 0 && small != c))
                return false;
        }
        out[i] = (uint16_t)small;
    }
    return true;
}

void hyphen_find(enum lang lang, const uint16_t *word, size_t n, uint8_t *points)
{
    uint16_t small[LONGEST];
    memset(points, 0, n);
    if (n < SHORTEST || n > LONGEST || !lower(word, n, small))
        return;
    if (by_exception(lang, small, n, points))
        return;
    switch (lang) {
    case LANG_EN: by_patterns(en_nodes, en_values, small, n, points); break;
    case LANG_FR: by_patterns(fr_nodes, fr_values, small, n, points); break;
    case LANG_ES: by_syllables(small, n, points); break;
    case LANG_RU: by_patterns(ru_nodes, ru_values, small, n, points); break;
    default: return;
    }
    for (size_t i = 0; i < n; i++)
        if (i < minima[lang].left || n - i < minima[lang].right)
            points[i] = 0;
}

/* ---- memory -------------------------------------------------------------------------------- */

enum {
    REMEMBERED = 16383,
    PLACES = 32768, /* a power of two */
    REMEMBERED_LONGEST = 32, /* [utf16] */
};

/* One place for each hash: a later word takes that of an earlier one. The words themselves stand in a row, so
 * that a single document touches little memory; when it is full, all are forgotten. */
struct hyphen_memo {
    uint16_t place[PLACES]; /* 1 + index of a word; 0: none */
    size_t n;
    struct remembered {
        uint16_t word[REMEMBERED_LONGEST];
        uint32_t points; /* bit i: a hyphen may stand before unit i */
        uint8_t n, lang;
    } at[REMEMBERED];
};

static void forget(struct hyphen_memo *memo)
{
    memset(memo->place, 0, sizeof memo->place);
    memo->n = 0;
}

struct hyphen_memo *hyphen_memo_new(void)
{
    struct hyphen_memo *memo = malloc(sizeof *memo);
    if (memo)
        forget(memo);
    return memo;
}

void hyphen_memo_free(struct hyphen_memo *memo)
{
    free(memo);
}

static uint16_t *place_of(struct hyphen_memo *memo, enum lang lang, const uint16_t *word, size_t n)
{
    uint32_t hash = (uint32_t)lang;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ word[i]) * 0x01000193u;
    return &memo->place[(hash ^ hash >> 15) & (PLACES - 1)];
}

static void remember(struct hyphen_memo *memo, uint16_t *place, enum lang lang, const uint16_t *word, size_t n, const uint8_t *points)
{
    if (memo->n == REMEMBERED)
        forget(memo);
    struct remembered *known = &memo->at[memo->n++];
    *known = (struct remembered){.n = (uint8_t)n, .lang = (uint8_t)lang};
    memcpy(known->word, word, n * sizeof *word);
    for (size_t i = 0; i < n; i++)
        known->points |= (uint32_t)points[i] << i;
    *place = (uint16_t)memo->n;
}

void hyphen_find_again(struct hyphen_memo *memo, enum lang lang, const uint16_t *word, size_t n, uint8_t *points)
{
    if (!memo || n == 0 || n > REMEMBERED_LONGEST) {
        hyphen_find(lang, word, n, points);
        return;
    }
    uint16_t *place = place_of(memo, lang, word, n);
    const struct remembered *known = *place ? &memo->at[*place - 1] : NULL;
    if (known && known->n == n && known->lang == lang && memcmp(known->word, word, n * sizeof *word) == 0) {
        for (size_t i = 0; i < n; i++)
            points[i] = known->points >> i & 1;
        return;
    }
    hyphen_find(lang, word, n, points);
    remember(memo, place, lang, word, n, points);
}

/* ---- lists ---------------------------------------------------------------------------------- */

bool hyphen_word_read(struct arena *arena, const char *text, struct hyphen_word *word)
{
    uint16_t letters[LONGEST], small[LONGEST];
    size_t left = strlen(text), n = 0, taken;
    uint64_t points = 0;
    for (; left > 0; text += taken, left -= taken) {
        uint32_t c = utf8_decode(text, left, &taken);
        if (c == '-' && n > 0 && !(points >> n & 1))
            points |= (uint64_t)1 << n;
        else if (c == '-' || c > 0xFFFF || n == LONGEST)
            return false;
        else
            letters[n++] = (uint16_t)c;
    }
    if (n < 2 || points >> n || !lower(letters, n, small))
        return false;
    uint16_t *kept = arena_new_array(arena, uint16_t, n);
    memcpy(kept, small, n * sizeof *kept);
    *word = (struct hyphen_word){kept, n, points};
    return true;
}

static int by_letters(const void *a, const void *b)
{
    const struct hyphen_word *one = a, *other = b;
    return one->n != other->n ? (one->n < other->n ? -1 : 1) : memcmp(one->letters, other->letters, one->n * sizeof *one->letters);
}

struct hyphen_list hyphen_list_of(struct hyphen_word *words, size_t n)
{
    qsort(words, n, sizeof *words, by_letters);
    return (struct hyphen_list){words, n};
}

void hyphen_find_listed(const struct hyphen_list *list, struct hyphen_memo *memo, enum lang lang, const uint16_t *word,
    size_t n, uint8_t *points)
{
    uint16_t small[LONGEST];
    if (list->n > 0 && n <= LONGEST && lower(word, n, small)) {
        struct hyphen_word key = {small, n, 0};
        const struct hyphen_word *found = bsearch(&key, list->at, list->n, sizeof key, by_letters);
        for (size_t i = 0; found && i < n; i++)
            points[i] = found->points >> i & 1;
        if (found)
            return;
    }
    hyphen_find_again(memo, lang, word, n, points);
}
