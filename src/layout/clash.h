/* Whether the glyphs of two lines touch: not the lines' extents are compared but their outlines, place
 * by place, so that only lines whose own marks and tails meet are moved apart. */
#ifndef HEXAPLA_CLASH_H
#define HEXAPLA_CLASH_H

#include "layout/line.h"

struct clash; /* extents of glyphs seen so far, and room to work */

struct clash *clash_new(struct arena *arena);
/* The least distance of the two baselines at which nothing touches; 0 when nothing is over anything. Both
 * lines count x from the same edge. */
hx_unit clash_distance(struct clash *clash, const struct line *above, const struct line *below);

#endif
