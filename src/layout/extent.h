/* Extent: how wide a cell's content is at its narrowest and at its widest, and what hangs behind a number. */
#ifndef HEXAPLA_EXTENT_H
#define HEXAPLA_EXTENT_H

#include "layout/shape.h"

struct extent {
    hx_unit least; /* [unit] widest stretch between two good places for a break, of which some hanzi skip */
    hx_unit most; /* [unit] widest stretch between forced line ends */
    hx_unit tail; /* [unit] what stands behind the last digit: a bracket, a note's figure; 0 without digits */
};

/* Digits are those of text at this `rise`. No length is more than `bound`. */
struct extent extent_of(const struct par *par, hx_unit rise, int64_t bound);

#endif
