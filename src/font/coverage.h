/* Coverage: how much of each pixel a filled path covers, by FreeType's smooth rasteriser. Exact areas,
 * without hinting: a shape stands where it stands, to the 64th of a pixel. */
#ifndef HEXAPLA_COVERAGE_H
#define HEXAPLA_COVERAGE_H

#include "base/arena.h"
#include "template/path.h"

enum {
    COVERAGE_SIDE_MOST = 30000, /* [pixel] of a bitmap */
    COVERAGE_PIXEL = 64, /* what a map's results count in a pixel */
};

/* Where it goes: `n` pixels from (x, y) on, all inside the box, are covered by `alpha` / 255. */
struct coverage_target {
    int32_t left, top, right, bottom; /* [pixel] from 0 to COVERAGE_SIDE_MOST; right and bottom are outside */
    void (*take)(void *context, int32_t x, int32_t y, int32_t n, uint8_t alpha);
    void *context;
};

struct coverage; /* the rasteriser and its room to work; of one thread at a time */

struct coverage *coverage_new(struct arena *arena);
/* `map` takes the steps' places to [1/64 pixel] from the bitmap's upper left corner, y downwards. */
void coverage_fill(struct coverage *coverage, const struct path_step *steps, size_t n, const struct affine *map,
    bool even_odd, const struct coverage_target *target);

#endif
