/* Words that resolutions share over the six languages, by stems: what a paragraph speaks of, told well
 * enough to see which paragraphs of two versions belong together. Nothing is ever reported because of a
 * concept; only lead verbs are compared, as classes (house-style 11, C23). */
#ifndef HEXAPLA_CONCEPT_H
#define HEXAPLA_CONCEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "language/lang.h"

enum { CONCEPT_WORDS = 3, CONCEPT_MOST = CONCEPT_WORDS * 64 };

struct concepts {
    uint64_t bits[CONCEPT_WORDS];
};

/* The stems of one language, ready to be looked up. */
struct concept_index;
const struct concept_index *concept_index_new(struct arena *arena, enum lang lang);

/* Adds the concepts of a text; `verbs` takes only those that are lead verbs. */
void concept_find(const struct concept_index *index, const char *text, size_t n, bool verbs, struct concepts *found);

/* How strongly lead words say that their verb comes again: 0 not, 1 also, 2 further. */
int concept_again(enum lang lang, const char *text, size_t n);

static inline int concept_count(const struct concepts *a)
{
    int n = 0;
    for (int i = 0; i < CONCEPT_WORDS; i++)
        n += __builtin_popcountll(a->bits[i]);
    return n;
}

static inline int concept_shared(const struct concepts *a, const struct concepts *b)
{
    int n = 0;
    for (int i = 0; i < CONCEPT_WORDS; i++)
        n += __builtin_popcountll(a->bits[i] & b->bits[i]);
    return n;
}

#endif
