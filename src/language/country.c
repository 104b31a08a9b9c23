/* Country names. A name is compared letter by letter with everything else passed over, so that neither
 * spaces, hyphens nor apostrophes matter; a name in the table may stop before its bracket. */
#include "language/country.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

struct country {
    char code[3];
    const char *name[LANG_COUNT];
};

struct other_name { /* by which a country is found, and never called */
    enum lang lang;
    size_t country; /* its place in the table */
    const char *name;
};

#include "src/language/country_data.h"

enum { COUNTRIES = sizeof countries / sizeof *countries, OTHER_NAMES = sizeof other_names / sizeof *other_names };
enum { KEY_LONGEST = 64 }; /* [character] more letters than any name has */

struct key {
    uint32_t at[KEY_LONGEST];
    size_t n;
};

size_t country_count(void)
{
    return COUNTRIES;
}

const char *country_code(size_t i)
{
    return countries[i].code;
}

static char capital(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 0x20 : c);
}

static const struct country *by_code(const char code[2])
{
    const char wanted[2] = {capital(code[0]), capital(code[1])};
    size_t low = 0, high = COUNTRIES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(wanted, countries[middle].code, 2);
        if (order == 0)
            return &countries[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *country_name(enum lang lang, const char code[2])
{
    const struct country *country = code[0] ? by_code(code) : NULL;
    return country && lang < LANG_COUNT ? country->name[lang] : NULL;
}

/* Signs that a typist puts, leaves out or swaps between the letters of a name. */
static bool is_passed_over(uint32_t c)
{
    static const char signs[] = " -'`(),./*&";
    return c < 0x80 ? c && strchr(signs, (int)c) : c == 0x2013 || c == 0x2014 || c == 0x60C || c == 0x2BC;
}

static uint32_t next_letter(const char *text, size_t n, size_t *at)
{
    uint32_t c;
    do
        c = fold_next(text, n, at);
    while (is_passed_over(c));
    return c;
}

static const char *const articles[LANG_COUNT][5] = {
    [LANG_AR] = {"ال"},
    [LANG_EN] = {"the"},
    [LANG_FR] = {"la", "le", "les", "l'"},
    [LANG_ES] = {"la", "el", "las", "los"},
};

/* Bytes of the article at the start of a text that goes on behind it, or 0. */
static size_t article(enum lang lang, const char *text, size_t n)
{
    for (const char *const *word = articles[lang]; *word; word++) {
        size_t length = fold_match(text, n, *word);
        bool joined = lang == LANG_AR || strchr(*word, '\'');
        if (length && length < n && (joined || fold_peek(text, n, length) == ' '))
            return length;
    }
    return 0;
}

static bool is_article(enum lang lang, const char *text, size_t n)
{
    for (const char *const *word = articles[lang]; *word; word++)
        if (n && fold_match(text, n, *word) == n)
            return true;
    return false;
}

/* The text without a note's asterisks and without an article in brackets behind it: "Bahamas (the)*". */
static size_t bare_length(enum lang lang, const char *text, size_t n)
{
    while (n && (text[n - 1] == ' ' || text[n - 1] == '*'))
        n--;
    if (n == 0 || text[n - 1] != ')')
        return n;
    size_t open = n - 1;
    while (open && text[open] != '(')
        open--;
    return text[open] == '(' && is_article(lang, text + open + 1, n - open - 2) ? open : n;
}

static bool make_key(enum lang lang, const char *text, size_t n, struct key *key)
{
    size_t at = article(lang, text, n);
    key->n = 0;
    for (uint32_t c; (c = next_letter(text, n, &at)) != 0; key->at[key->n++] = c)
        if (key->n == KEY_LONGEST)
            return false;
    return key->n > 0;
}

static bool equals(enum lang lang, const struct key *key, const char *name, size_t n)
{
    size_t at = article(lang, name, n);
    for (size_t i = 0; i < key->n; i++)
        if (next_letter(name, n, &at) != key->at[i])
            return false;
    return next_letter(name, n, &at) == 0;
}

static bool is_named(enum lang lang, const struct key *key, const char *name)
{
    size_t n = strlen(name), bracket = strcspn(name, "(");
    return equals(lang, key, name, n) || (bracket < n && equals(lang, key, name, bracket));
}

static const struct country *by_name(enum lang lang, const struct key *key)
{
    for (size_t i = 0; i < COUNTRIES; i++)
        if (is_named(lang, key, countries[i].name[lang]))
            return &countries[i];
    for (size_t i = 0; i < OTHER_NAMES; i++)
        if (other_names[i].lang == lang && is_named(lang, key, other_names[i].name))
            return &countries[other_names[i].country];
    return NULL;
}

bool country_find(enum lang lang, const char *text, size_t n, char code[3])
{
    code[0] = '\0';
    if (lang >= LANG_COUNT)
        return false;
    while (n && *text == ' ') {
        text++;
        n--;
    }
    n = bare_length(lang, text, n);
    struct key key;
    const struct country *country = n == 2 ? by_code(text) : NULL;
    if (!country && make_key(lang, text, n, &key))
        country = by_name(lang, &key);
    if (country)
        memcpy(code, country->code, sizeof country->code);
    return country != NULL;
}

/* Letters to change, add or leave out; `most` + 1 for all that are more. */
static size_t edits(const struct key *a, const struct key *b, size_t most)
{
    size_t row[KEY_LONGEST + 1];
    if (a->n > b->n + most || b->n > a->n + most)
        return most + 1;
    for (size_t j = 0; j <= b->n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b->n; j++) {
            size_t change = corner + (a->at[i - 1] != b->at[j - 1]);
            corner = row[j];
            size_t other = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < other ? change : other;
        }
    }
    return row[b->n] <= most ? row[b->n] : most + 1;
}

const char *country_nearest(enum lang lang, const char *text, size_t n)
{
    enum { FEWEST = 4, A_SLIP = 5 }; /* [letter] of a name to know it by; for one slip of the pen */
    const char *nearest = NULL;
    struct key key, other;
    n = bare_length(lang, text, n);
    if (lang >= LANG_COUNT || !make_key(lang, text, n, &key) || key.n < FEWEST)
        return NULL;
    size_t most = (key.n + A_SLIP - 1) / A_SLIP;
    for (size_t i = 0; i < COUNTRIES; i++) {
        const char *name = countries[i].name[lang];
        size_t whole = strlen(name), bracket = strcspn(name, "(");
        for (int k = 0; k < 1 + (bracket < whole); k++) {
            size_t found = make_key(lang, name, k ? bracket : whole, &other) ? edits(&key, &other, most) : most + 1;
            if (found <= most) {
                nearest = name;
                most = found - (found > 0);
            }
        }
    }
    return nearest;
}

/* The bytes of a mark between names; 0 when none stands there. */
static size_t separator(const char *at)
{
    static const char *const marks[] = {",", ";", "،", "؛", "，", "；", "、"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(at, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

bool country_next(const char **at, const char **name, size_t *n)
{
    const char *start = *at;
    for (size_t width; *start && (is_blank(*start) || separator(start)); start += width)
        width = is_blank(*start) ? 1 : separator(start);
    const char *end = start;
    while (*end && !separator(end))
        end++;
    *at = end;
    while (end > start && is_blank(end[-1]))
        end--;
    *name = start;
    *n = (size_t)(end - start);
    return *n > 0;
}
