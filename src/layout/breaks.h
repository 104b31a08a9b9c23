/* The one optimiser, for lines and for pages: given legal breakpoints in order and a cost for each
 * stretch between two of them, find the cheapest chain from the first to the last.
 * It knows neither fonts nor pages. Costs are int64 demerits, so results are equal on every machine.
 * Source: Knuth and Plass, Breaking Paragraphs into Lines (1981), reduced to shortest path over
 * breakpoints with an active window that the caller bounds. */
#ifndef HEXAPLA_BREAKS_H
#define HEXAPLA_BREAKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Cost of one stretch. BREAKS_TOO_SHORT may still be a last resort for `finish`; BREAKS_TOO_LONG says
 * that every longer stretch from the same start is too long as well. */
#define BREAKS_TOO_LONG INT64_MAX
#define BREAKS_FORBIDDEN (INT64_MAX - 1)

/* cost(context, from, to, line): stretch from breakpoint `from` to breakpoint `to`, being line
 * number `line` (from 0) of the chain only in so far as `line_classes` tells lines apart: the callback
 * is given min(line, line_classes - 1). */
struct breaks_problem {
    size_t n; /* breakpoints 0..n; 0 is the start, n the end */
    size_t line_classes; /* at least 1: 1 when all lines are alike, 2 when the first differs */
    int64_t (*cost)(void *context, size_t from, size_t to, size_t line_class);
    void *context;
};

/* Fills `chosen` (ending in n, start left out) on the arena. When no chain exists it takes, at each
 * dead end, the shortest stretch from the best reachable breakpoint, however long: `forced` counts them. */
struct breaks_result {
    size_t *chosen;
    size_t count;
    size_t forced;
    int64_t cost;
};
struct breaks_result breaks_find(struct arena *arena, const struct breaks_problem *problem);

#endif
