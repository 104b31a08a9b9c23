/* Columns: how wide a table's columns are, from the least and the most that their content can use, or from
 * given shares. Only numbers: table.c measures and sets. */
#ifndef HEXAPLA_COLUMNS_H
#define HEXAPLA_COLUMNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"

struct column {
    hx_unit least; /* [unit] its widest part that does not break */
    hx_unit most; /* [unit] its content on one line; at least `least` */
    hx_unit gap; /* [unit] before it, kept free */
    uint16_t share; /* [1/1000] of the table that is asked for; all 0: by content */
    bool grows; /* takes what others leave over: a column of text */
    hx_unit start, width; /* [unit] the result, at the scale found; from the table's start edge */
};

/* What one cell over several columns needs. */
struct column_span {
    uint32_t first, n; /* columns; n at least 2 */
    hx_unit least, most; /* [unit] */
};

struct columns {
    struct column *at;
    uint32_t n;
    const struct column_span *spans;
    size_t span_n;
    hx_unit room; /* [unit] width of the table */
    hx_unit narrow; /* [unit] no column that has content is made narrower, or the columns do not fit */
    int32_t shrink; /* [1/1000] least scale */
};

enum columns_result {
    COLUMNS_FIT, /* perhaps at a scale below 1000 */
    COLUMNS_BROKEN, /* at the least scale, and words must be broken */
    COLUMNS_TOO_MANY /* nothing is set */
};

/* Fills start and width, which are lengths at the scale. */
enum columns_result columns_set(struct arena *arena, struct columns *columns, int32_t *scale);

/* From the start edge of a column to the end edge of another. */
hx_unit columns_width(const struct columns *columns, uint32_t first, uint32_t n);

#endif
