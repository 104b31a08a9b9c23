/* Whether the longest lines of a template's wording fit its cells. */
#ifndef HEXAPLA_CELL_FIT_H
#define HEXAPLA_CELL_FIT_H

#include "library/handles.h"

/* Reports, in each language, the cells whose longest text is wider than its room, with both widths. The job's
 * arena must land in the same frame as `arena`. */
void cell_fit_check(hx_job *job, struct arena *arena, const struct template_path *path, const char *name, struct report *report);

#endif
