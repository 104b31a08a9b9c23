/* The order of countries in a list. In ar, en, fr, ru and es it is the alphabet of the language, by ICU
 * collation; Arabic passes over the article and the hamza of an alef, so that الأرجنتين and إسبانيا stand
 * together in alef. Chinese lists of the United Nations (votes, sponsors) follow neither strokes nor pinyin but
 * the English names: so do these, and names of no country follow behind the others in the order of strokes. */
#include <stdlib.h>
#include <string.h>

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "language/country.h"

enum { NAME_LONGEST = 512 }; /* [byte] so much of a name decides its place */

struct entry {
    const char *name;
    uint8_t *key; /* what is compared, with its length [byte] */
    size_t n;
};

static void close_collator(void *collator)
{
    ucol_close(collator);
}

static UCollator *open_collator(struct arena *arena, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(locale, &status);
    if (U_FAILURE(status))
        arena_fail(arena);
    arena_on_release(arena, close_collator, collator);
    return collator;
}

static size_t length_without_asterisks(const char *name)
{
    size_t n = strlen(name);
    while (n && (name[n - 1] == '*' || name[n - 1] == ' '))
        n--;
    return n;
}

/* ICU takes آ, أ and إ for letters of their own. */
static void make_alefs_plain(UChar *text, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (text[i] == 0x622 || text[i] == 0x623 || text[i] == 0x625)
            text[i] = 0x627;
}

/* The key of a name, behind a byte that puts one group of names before another. */
static void set_key(struct arena *arena, struct entry *entry, const UCollator *collator, uint8_t group, const char *name,
                    size_t n)
{
    UChar text[NAME_LONGEST];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    int32_t taken = n < NAME_LONGEST ? (int32_t)n : NAME_LONGEST;
    u_strFromUTF8WithSub(text, NAME_LONGEST, &length, name, taken, 0xFFFD, NULL, &status);
    make_alefs_plain(text, length);
    int32_t room = ucol_getSortKey(collator, text, length, NULL, 0);
    entry->n = (size_t)room + 1;
    entry->key = arena_alloc(arena, entry->n);
    entry->key[0] = group;
    ucol_getSortKey(collator, text, length, entry->key + 1, room);
}

static void set_keys(struct arena *arena, enum lang lang, struct entry *entries, size_t n)
{
    static const char article[] = "ال"; /* with a bare alef: ألمانيا has none */
    const UCollator *collator = open_collator(arena, lang_row(lang)->tag);
    for (size_t i = 0; i < n; i++) {
        const char *name = entries[i].name;
        if (lang == LANG_AR && strncmp(name, article, strlen(article)) == 0)
            name += strlen(article);
        set_key(arena, &entries[i], collator, 1, name, length_without_asterisks(name));
    }
}

static void set_keys_of_chinese(struct arena *arena, struct entry *entries, size_t n)
{
    const UCollator *english = open_collator(arena, "en");
    const UCollator *strokes = open_collator(arena, "zh@collation=stroke");
    for (size_t i = 0; i < n; i++) {
        size_t length = length_without_asterisks(entries[i].name);
        char code[3];
        if (country_find(LANG_ZH, entries[i].name, length, code)) {
            const char *name = country_name(LANG_EN, code);
            set_key(arena, &entries[i], english, 1, name, strlen(name));
        } else
            set_key(arena, &entries[i], strokes, 2, entries[i].name, length);
    }
}

static int compare(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    int order = memcmp(one->key, other->key, one->n < other->n ? one->n : other->n);
    if (order == 0)
        order = (one->n > other->n) - (one->n < other->n);
    return order ? order : strcmp(one->name, other->name);
}

void country_sort(struct arena *arena, enum lang lang, const char **names, size_t n)
{
    struct entry *entries = arena_new_array(arena, struct entry, n);
    for (size_t i = 0; i < n; i++)
        entries[i].name = names[i];
    if (lang == LANG_ZH)
        set_keys_of_chinese(arena, entries, n);
    else
        set_keys(arena, lang, entries, n);
    if (n)
        qsort(entries, n, sizeof *entries, compare);
    for (size_t i = 0; i < n; i++)
        names[i] = entries[i].name;
}
