/* The figures of one row of the concordance, from inside: what concord_figures.c compares, concord_forms.c finds in
 * other words, and concord_links.c holds links against. */
#ifndef HEXAPLA_CONCORD_ROW_H
#define HEXAPLA_CONCORD_ROW_H

#include "checking/concord_part.h"

/* A figure in one version. */
struct entry {
    const struct fact *fact;
    const char *key;
    size_t version;
};

/* A figure that is odd in one version. */
struct odd {
    const struct entry *entry; /* one of those that have it */
    version_set have;
    size_t version; /* the odd one */
    bool lacking; /* the odd one has it not */
    bool kept; /* it is not said in another form */
};

/* Everything about one row of the alignment. */
struct row {
    struct concord *concord;
    size_t words_left; /* [byte] that may still be read again in search of words, so that a million numbers end in time */
    const struct align_row *row;
    version_set present;
    LIST(struct entry) entries;
    LIST(struct odd) odds;
    struct keys all[VERSIONS_MOST]; /* numbers, days, months and years */
    struct keys loose[VERSIONS_MOST]; /* without those of full dates */
};

/* Order of the entries: by note, kind and key. Those of one figure are neighbours. */
int concord_compare_entries(const struct entry *left, const struct entry *right);

/* concord_forms.c: other forms of a figure. The parts of a row's figures, before the other two. */
void concord_gather_parts(struct row *row);
/* Whether a version has the figure in parts: of "14 and 15 December 2010" the 14, which stands by itself. */
bool concord_says_parts(const struct row *row, size_t version, const struct entry *entry);
/* Whether a version says a figure in another form than figures; false, too, when too much would have to be read. */
bool concord_says_words(struct row *row, size_t version, const struct odd *odd);

/* concord_links.c: links of a version that no version's text calls for. */
void concord_check_targets(const struct row *row, size_t version);

#endif
