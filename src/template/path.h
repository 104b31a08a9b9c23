/* Paths: how outlines of pictures are made, step by step and under an affine map. Whole numbers only,
 * so that equal input gives equal steps on every machine. */
#ifndef HEXAPLA_PATH_H
#define HEXAPLA_PATH_H

#include "template/picture.h"

/* (x, y) -> (a x + c y + e, b x + d y + f) */
struct affine {
    int64_t a, b, c, d; /* [1/2^32] */
    int64_t e, f; /* [unit] */
};

#define AFFINE_ONE ((int64_t)1 << 32)
#define AFFINE_NONE ((struct affine){AFFINE_ONE, 0, 0, AFFINE_ONE, 0, 0})

/* First `inner`, then `outer`. Results are bounded: whatever is multiplied, nothing overflows. */
struct affine affine_join(const struct affine *outer, const struct affine *inner);
/* Turns by an angle [1/1000 degree], on the page clockwise when positive. */
struct affine affine_turn(int64_t angle);
/* [1/2^32] of an angle [1/1000 degree] */
int64_t affine_sine(int64_t angle);
int64_t affine_cosine(int64_t angle);
/* The whole part of a square root. */
uint64_t affine_root(uint64_t square);

struct path {
    struct arena *arena;
    struct affine map; /* applied to every point that is added */
    LIST(struct path_step) steps;
};

void path_begin(struct path *path, struct arena *arena);
/* Points are in [unit], before the map; far ones are drawn in to the bounds of a length. */
void path_move(struct path *path, int64_t x, int64_t y);
void path_line(struct path *path, int64_t x, int64_t y);
void path_curve(struct path *path, int64_t x1, int64_t y1, int64_t x2, int64_t y2, int64_t x, int64_t y);
/* A quadratic curve from where the pen is, (x0, y0). */
void path_bend(struct path *path, int64_t x0, int64_t y0, int64_t x1, int64_t y1, int64_t x, int64_t y);
void path_close(struct path *path);
void path_box(struct path *path, int64_t x, int64_t y, int64_t width, int64_t height);
/* A box whose corners are quarters of an ellipse, of at most half its sides. */
void path_rounded(struct path *path, int64_t x, int64_t y, int64_t width, int64_t height, int64_t rx, int64_t ry);
void path_ellipse(struct path *path, int64_t x, int64_t y, int64_t rx, int64_t ry);
/* What lies between an ellipse and one that is `thick` smaller all round; to be filled even-odd. */
void path_ring(struct path *path, int64_t x, int64_t y, int64_t rx, int64_t ry, int64_t thick);
/* Adds the steps as one shape to a picture, unless there are none; the path is empty afterwards. */
void path_fill(struct path *path, struct picture *picture, uint32_t colour, bool even_odd);

#endif
