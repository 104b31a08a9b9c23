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

/* Cost of one stretch. BREAKS_FORBIDDEN excludes this stretch alone; BREAKS_TOO_LONG says that every
 * longer stretch from the same start is too long as well. Any other value is a cost; a sum of costs
 * is held below BREAKS_FORBIDDEN. */
#define BREAKS_TOO_LONG INT64_MAX
#define BREAKS_FORBIDDEN (INT64_MAX - 1)

/* cost(context, from, to, line_class, &look): stretch from breakpoint `from` to breakpoint `to`. A start is
 * asked for each `to` after it, in order, until BREAKS_TOO_LONG; that window makes the search linear.
 * Line 0 of a chain has class 0, line 1 class 1, and so on up to line_classes - 1; from there on the
 * last `cycle` classes repeat in turn.
 * Neighbours: a stretch may have a look (loose, hyphenated, …), any number that `cost` stores. A chain
 * carries a state, 0 at its start; turn(context, state, look, &next) gives the state after a stretch of that
 * look and what the stretch costs more because of what went before it. */
struct breaks_problem {
    size_t n; /* breakpoints 0..n; 0 is the start, n the end */
    size_t line_classes; /* at least 1: 1 when all lines are alike, 2 when the first differs */
    size_t cycle; /* 0 or 1: the last class repeats; 2: the last two take turns, as left and right pages do */
    int64_t bound; /* above 0: dearer chains are not followed and nothing is forced; no cost is negative then */
    size_t states; /* at most 64; 0 or 1: neighbours do not matter and `turn` is not called */
    int64_t (*cost)(void *context, size_t from, size_t to, size_t line_class, size_t *look);
    int64_t (*turn)(void *context, size_t state, size_t look, size_t *next);
    /* May be NULL: the first breakpoint after `from` that is worth asking for; asked with `from` ascending. */
    size_t (*nearest)(void *context, size_t from, size_t line_class);
    void *context;
};

/* Fills `chosen` (ending in n, start left out) on the arena. Of chains of equal cost the one that
 * breaks earlier wins. Where no chain goes on from the furthest breakpoint that any chain reaches, the
 * longest forbidden stretch that is not too long is taken from there, or, when there is none, the
 * shortest stretch however long; `forced` counts these. They add nothing to `cost`. With a bound that no
 * chain keeps, `count` is 0 instead: as the best chain is the same whatever bound it keeps, low ones may be
 * tried first. */
struct breaks_result {
    size_t *chosen;
    size_t count;
    size_t forced;
    int64_t cost;
};
struct breaks_result breaks_find(struct arena *arena, const struct breaks_problem *problem);

#endif
