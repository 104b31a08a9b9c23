/* Rows of a synopsis: which blocks of several versions begin side by side. Text goes by the alignment of the
 * versions; what no paragraph stands for (worded lines, rules) goes by its role. Every block of every version
 * stands in one row, and each version's in its own order: a paragraph that another version has elsewhere has a
 * row of its own. */
#ifndef HEXAPLA_SYNOPSIS_ROWS_H
#define HEXAPLA_SYNOPSIS_ROWS_H

#include "checking/align.h"
#include "template/resolve.h"

struct synopsis_row {
    struct {
        size_t first, end; /* blocks of the joined content; none where they are equal */
    } at[VERSIONS_MOST];
};

struct synopsis_rows {
    struct synopsis_row *at;
    size_t n, room;
};

/* `content` is joined of the versions of the alignment, in their order. */
struct synopsis_rows synopsis_rows(struct arena *arena, const struct content *content, const struct alignment *alignment);

#endif
