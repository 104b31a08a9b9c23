/* What the files of the concordance share: versions and how a finding about them is made. */
#ifndef HEXAPLA_CONCORD_PART_H
#define HEXAPLA_CONCORD_PART_H

#include "checking/align.h"
#include "checking/concord.h"
#include "checking/keys.h"

typedef uint32_t version_set; /* of 1 << version */

struct concord {
    struct arena *arena;
    struct report *report;
    uint64_t off; /* rules */
    const struct facts *versions[VERSIONS_MOST];
    size_t n;
    struct alignment *alignment;
    struct keys cited[VERSIONS_MOST]; /* all symbols of a version */
};

/* What one version has that others have not. */
struct difference {
    enum diag_id id;
    size_t version; /* the odd one */
    struct span span; /* in it */
    const char *where, *value, *others; /* {2} {3} {4} of the message */
    version_set against; /* the versions that agree on `others` */
    struct span places[VERSIONS_MOST]; /* in those, to be shown */
    const char *labels[VERSIONS_MOST]; /* said of each; NULL: `others` */
};
void concord_add(struct concord *concord, const struct difference *difference);

/* A place to show for a paragraph. */
struct span concord_place(const struct para *para);

/* The value that more than half of the versions in `present` have, and who; false when no value has. With two
 * versions that differ the second one is odd: nobody can say which is wrong. */
bool concord_majority(const struct concord *concord, const int *values, version_set present, int *value, version_set *holders);

/* Whether an absence or presence in `have` is odd among `present`; the odd ones. */
version_set concord_odd(version_set have, version_set present, bool *lacking);

/* The versions that have a row. */
version_set concord_present(const struct concord *concord, const struct align_row *row);
/* A finding about a row, shown in the versions that it is against. */
void concord_add_row(struct concord *concord, const struct align_row *row, enum diag_id id, size_t version, const char *value,
    const char *others, version_set against);
/* "no note", "1 note", "2 notes" */
const char *concord_counted(const struct concord *concord, int n, const char *thing);

/* concord_head.c: the fields. */
void concord_fields(struct concord *concord);
/* concord_figures.c: symbols, dates and numbers of one row, as findings of `id`, or of the rules for each kind when
 * it is DIAG_COUNT. Before the first: gathers what each version cites. */
void concord_gather_cited(struct concord *concord);
void concord_figures(struct concord *concord, const struct align_row *row, enum diag_id id);
/* concord_shape.c: paragraphs that are missing, moved, divided; numbers, notes, tables; and the words of each row. */
void concord_shape(struct concord *concord);
/* concord_words.c: lead words, quotations and lengths of one row; `last`: of the last operative paragraph. */
void concord_words(struct concord *concord, const struct align_row *row, bool last);

static inline bool version_in(version_set set, size_t version)
{
    return set >> version & 1;
}

static inline int version_count(version_set set)
{
    return __builtin_popcount(set);
}

#endif
