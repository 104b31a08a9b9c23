/* Tables: a block of rows becomes lines, one for each row, whose items stand where their cells are. A row
 * that is longer than a page is several lines. Type shrinks where the columns need more than there is. */
#ifndef HEXAPLA_TABLE_H
#define HEXAPLA_TABLE_H

#include "layout/clash.h"
#include "layout/columns.h"
#include "layout/line.h"

/* Where tables are set. */
struct table_place {
    struct shaper *shaper;
    struct arena *arena;
    const struct content *content;
    struct clash *clash;
    struct report *report;
    hx_unit measure; /* [unit] the column's width */
    hx_unit page; /* [unit] from the first to the lowest baseline of the lowest page */
};

/* Whether a table's columns fit, its type perhaps shrunk. */
enum columns_result table_fit(const struct table_place *place, const struct content_block *block);

struct set_block *table_set(const struct table_place *place, const struct content_block *block);

#endif
