/* Which of many documents are versions of one: files NAME.ar.txt … NAME.zh.txt of one folder, or documents with
 * one symbol and different languages. */
#ifndef HEXAPLA_SETS_H
#define HEXAPLA_SETS_H

#include <stdbool.h>
#include <stddef.h>

/* What a document says it is; "" when it is not known. */
struct identity {
    char symbol[64];
    char language[4]; /* tag */
};

/* Documents by their places in the list that was given. */
struct file_set {
    size_t *at;
    size_t n;
};

struct file_sets {
    struct file_set *at; /* in the order of their first documents */
    size_t n;
};

/* The language that the name of a file says, as in NAME.fr.txt, or NULL. */
const char *language_of_name(const char *name);

/* Divides n documents; one that has no versions is a set by itself. `identities` may be NULL: then names alone tell.
 * Two documents in one language are never in one set. */
struct file_sets sets_find(const char *const *names, const struct identity *identities, size_t n);
void sets_free(struct file_sets *sets);

#endif
