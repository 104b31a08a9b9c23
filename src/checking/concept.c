#include "checking/concept.h"

#include <string.h>

#include "language/fold.h"

static const struct row {
    bool verb;
    const char *stems[LANG_COUNT]; /* several with commas */
} rows[] = {
#define C(verb, ...) {verb, {__VA_ARGS__}},
#include "checking/concept.def"
#undef C
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };
_Static_assert((int)ROW_COUNT <= (int)CONCEPT_MOST, "a bit for each concept");

struct stem {
    const char *at;
    uint32_t next; /* stem with the same folded first character, from 1; 0 for none */
    uint16_t n; /* [byte] */
    uint16_t row;
};

enum { BUCKETS = 256 };

struct concept_index {
    enum lang lang;
    uint32_t first[BUCKETS]; /* stems by first character, from 1 */
    LIST(struct stem) stems;
};

static size_t bucket_of(uint32_t c)
{
    return (c ^ c >> 8) % BUCKETS;
}

/* Compares folded text with a folded-on-the-fly stem; a stem that ends in a space wants a word end. */
static bool starts_with(const char *text, size_t n, const struct stem *stem)
{
    size_t at = 0;
    for (size_t done = 0; done < stem->n;)
        if (at >= n || fold_next(text, n, &at) != fold_next(stem->at, stem->n, &done))
            return false;
    return true;
}

const struct concept_index *concept_index_new(struct arena *arena, enum lang lang)
{
    struct concept_index *index = arena_new_of(arena, struct concept_index);
    index->lang = lang;
    for (uint16_t row = 0; row < ROW_COUNT; row++)
        for (const char *stem = rows[row].stems[lang]; *stem;) {
            size_t n = strcspn(stem, ",");
            size_t bucket = bucket_of(fold_peek(stem, n, 0));
            *list_add(arena, &index->stems) = (struct stem){stem, index->first[bucket], (uint16_t)n, row};
            index->first[bucket] = (uint32_t)index->stems.n;
            stem += n + (stem[n] == ',');
        }
    return index;
}

static void look_up(const struct concept_index *index, const char *text, size_t n, bool verbs, struct concepts *found)
{
    for (uint32_t i = index->first[bucket_of(fold_peek(text, n, 0))]; i; i = index->stems.at[i - 1].next) {
        const struct stem *stem = &index->stems.at[i - 1];
        if ((!verbs || rows[stem->row].verb) && starts_with(text, n, stem))
            found->bits[stem->row / 64] |= (uint64_t)1 << stem->row % 64;
    }
}

/* Chinese has no spaces, and Arabic joins particles to its words: there a stem may begin anywhere. */
void concept_find(const struct concept_index *index, const char *text, size_t n, bool verbs, struct concepts *found)
{
    bool anywhere = index->lang == LANG_ZH || index->lang == LANG_AR, inside = false;
    for (size_t at = 0; at < n;) {
        size_t here = at;
        uint32_t c = fold_next(text, n, &at);
        bool letter = index->lang == LANG_ZH ? c > 0x2E80 || fold_is_letter(c) : fold_is_letter(c);
        if (letter && (anywhere || !inside))
            look_up(index, text + here, n - here, verbs, found);
        inside = letter;
    }
}

int concept_again(enum lang lang, const char *text, size_t n)
{
    static const struct again {
        enum lang lang;
        int level;
        const char *word;
    } agains[] = {
        {LANG_AR, 1, "أيضا"}, {LANG_AR, 2, "كذلك"}, {LANG_ZH, 1, "又"}, {LANG_ZH, 2, "还"}, {LANG_EN, 1, "also"},
        {LANG_EN, 2, "further"}, {LANG_FR, 1, "également"}, {LANG_FR, 1, "aussi"}, {LANG_FR, 2, "en outre"},
        {LANG_RU, 1, "также"}, {LANG_RU, 2, "далее"}, {LANG_ES, 1, "también"}, {LANG_ES, 2, "además"},
    };
    for (size_t i = 0; i < sizeof agains / sizeof *agains; i++)
        for (size_t at = 0; agains[i].lang == lang && at < n; fold_next(text, n, &at))
            if (fold_match(text + at, n - at, agains[i].word))
                return agains[i].level;
    return 0;
}
