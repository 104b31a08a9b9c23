#include "program/sets.h"

#include <stdlib.h>
#include <string.h>

#include "program/program.h"

static const char *const tags[] = {"ar", "zh", "en", "fr", "ru", "es"};
enum { TAG_COUNT = sizeof tags / sizeof *tags };

/* The tag between two points at the end of the name: "fr" of NAME.fr.txt or NAME.fr; its place, or NULL. */
static const char *find_tag(const char *name, size_t *which)
{
    const char *slash = strrchr(name, '/'), *end = name + strlen(name);
    const char *base = slash ? slash + 1 : name;
    for (int part = 0; part < 2; part++) {
        const char *point = end;
        while (point > base && point[-1] != '.')
            point--;
        for (size_t i = 0; i < TAG_COUNT && point > base + 1; i++)
            if ((size_t)(end - point) == strlen(tags[i]) && memcmp(point, tags[i], strlen(tags[i])) == 0) {
                *which = i;
                return point;
            }
        if (point == base)
            break;
        end = point - 1;
    }
    return NULL;
}

const char *language_of_name(const char *name)
{
    size_t which;
    return find_tag(name, &which) ? tags[which] : NULL;
}

/* Documents of one key may be versions of one another. */
struct keyed {
    char *key;
    size_t index, set;
    unsigned language; /* 1 << place in tags; 0 when it is not known */
};

static char *key_of(const char *name, const struct identity *identity)
{
    size_t which;
    const char *tag = find_tag(name, &which);
    if (tag)
        return program_printf("name %.*s%s", (int)(tag - name), name, tag + strlen(tags[which]));
    if (identity && *identity->symbol && *identity->language)
        return program_printf("symbol %s", identity->symbol);
    return program_printf("file %s", name);
}

static unsigned language_of(const char *name, const struct identity *identity)
{
    const char *language = language_of_name(name);
    if (!language && identity)
        language = identity->language;
    for (size_t i = 0; i < TAG_COUNT && language; i++)
        if (strcmp(tags[i], language) == 0)
            return 1u << i;
    return 0;
}

static int by_key(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;
    int order = strcmp(left->key, right->key);
    return order ? order : (left->index > right->index) - (left->index < right->index);
}

static int by_index(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;
    return (left->index > right->index) - (left->index < right->index);
}

/* Gives each document its set: the place of the set's first document. A language that comes again begins another. */
static void assign(struct keyed *keyed, size_t n)
{
    unsigned languages = 0;
    for (size_t i = 0; i < n; i++) {
        bool joins = i && strcmp(keyed[i].key, keyed[i - 1].key) == 0 && keyed[i].language && !(languages & keyed[i].language);
        keyed[i].set = joins ? keyed[i - 1].set : keyed[i].index;
        languages = (joins ? languages : 0) | keyed[i].language;
    }
}

struct file_sets sets_find(const char *const *names, const struct identity *identities, size_t n)
{
    struct file_sets sets = {program_grow(NULL, (n + 1) * sizeof *sets.at), 0};
    struct keyed *keyed = program_grow(NULL, (n + 1) * sizeof *keyed);
    size_t *place = program_grow(NULL, (n + 1) * sizeof *place); /* of the set that a document begins */
    for (size_t i = 0; i < n; i++) {
        const struct identity *identity = identities ? &identities[i] : NULL;
        keyed[i] = (struct keyed){key_of(names[i], identity), i, i, language_of(names[i], identity)};
    }
    qsort(keyed, n, sizeof *keyed, by_key);
    assign(keyed, n);
    qsort(keyed, n, sizeof *keyed, by_index);
    for (size_t i = 0; i < n; i++) {
        if (keyed[i].set == i) {
            place[i] = sets.n;
            sets.at[sets.n++] = (struct file_set){program_grow(NULL, TAG_COUNT * sizeof *sets.at->at), 0};
        }
        struct file_set *set = &sets.at[place[keyed[i].set]];
        set->at[set->n++] = i;
        free(keyed[i].key);
    }
    free(place);
    free(keyed);
    return sets;
}

void sets_free(struct file_sets *sets)
{
    for (size_t i = 0; i < sets->n; i++)
        free(sets->at[i].at);
    free(sets->at);
    *sets = (struct file_sets){0};
}
