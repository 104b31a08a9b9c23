/* Which paragraphs of several versions are the same one: a sequence alignment by facts, not by position, so that
 * a paragraph that is missing, split, joined or moved in one version is found and the others stay together. */
#ifndef HEXAPLA_ALIGN_H
#define HEXAPLA_ALIGN_H

#include "checking/facts.h"

enum { VERSIONS_MOST = LANG_COUNT };

enum shift { SHIFT_NONE, SHIFT_SWAPPED /* with the paragraph of another row */, SHIFT_MOVED /* stands elsewhere */ };

/* The same paragraph in every version. */
struct align_row {
    const struct para *at[VERSIONS_MOST]; /* NULL where it is missing */
    const struct para *more[VERSIONS_MOST]; /* the rest of it, in versions that divide it; NULL else */
    enum shift shift[VERSIONS_MOST];
};

struct alignment {
    const struct facts *const *versions;
    size_t version_count; /* 2 to VERSIONS_MOST */
    LIST(struct align_row) rows; /* in the order that most versions have */
};

/* Time and memory grow with the number of paragraphs, not with its square: paragraphs are looked for only in a
 * band around their own place. */
struct alignment *align_versions(struct arena *arena, const struct facts *const *versions, size_t n);

/* The length of a row in a version, and the one to expect there from what part of their texts it is in the others; 0
 * when there are none. [code point] */
size_t align_length(const struct align_row *row, size_t version);
size_t align_expected_length(const struct alignment *alignment, size_t version, const struct align_row *row);

#endif
