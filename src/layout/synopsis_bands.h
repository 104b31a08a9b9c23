/* Bands of a synopsis: lines of several columns that begin side by side, a row of paragraphs or of notes. Each
 * column keeps its own leading, so that below the first baseline, which is common, lines do not meet. A band is
 * cut into slices where a page may end: at each line of its tallest column, with what the others have down to it. */
#ifndef HEXAPLA_SYNOPSIS_BANDS_H
#define HEXAPLA_SYNOPSIS_BANDS_H

#include "checking/align.h"
#include "layout/flow.h"

/* All lines of one column, of its text or of its notes. */
struct column_lines {
    struct placed_list lines;
    LIST(int64_t) y; /* [unit] of each, below the first baseline of its band */
};

struct band {
    size_t first[VERSIONS_MOST], end[VERSIONS_MOST]; /* lines of each column */
};

struct slice {
    size_t band;
    size_t end[VERSIONS_MOST]; /* lines of each column up to here */
    int64_t top, bottom; /* [unit] its highest and its lowest baseline, below the band's first one */
    hx_unit height; /* [unit] from the slice above to `bottom` */
    bool first; /* of its band */
};

struct bands {
    struct arena *arena;
    struct clash *clash;
    size_t column_n;
    struct column_lines column[VERSIONS_MOST];
    LIST(struct band) bands;
    LIST(struct slice) slices;
};

/* Begins a band; lines are added to it, column by column, until it is ended. */
void bands_begin(struct bands *bands);
void bands_add(struct bands *bands, size_t column, const struct set_block *set, int32_t note);
/* Finds places and slices. `between` is added to the space above. An empty band is none. */
void bands_end(struct bands *bands, hx_unit between);

/* First text baseline of a line that is a table's row of several lines of text, counted like its own. */
int64_t bands_line_top(const struct column_lines *column, size_t line);

#endif
