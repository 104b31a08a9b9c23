/* Grid: a table of the document as rows of placed cells. Which rows are headers, which columns hold
 * numbers, what spans and what stands where is decided here; widths are the layout's. Part of resolve. */
#ifndef HEXAPLA_GRID_H
#define HEXAPLA_GRID_H

#include "template/runs.h"

/* NULL for a table without any text. */
const struct content_table *grid_of_table(struct resolver *resolver, const struct node *table);

#endif
