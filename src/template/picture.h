/* Pictures: what is drawn into a box of a page that is no text: the emblem, a bar code, a QR code, the
 * mark that asks to recycle, a watermark. Paths or pixels, in one form for every backend. */
#ifndef HEXAPLA_PICTURE_H
#define HEXAPLA_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"

enum path_verb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE };

/* Places are in the picture's own space: x from its left edge, y downwards from its top. What lies outside
 * that space is not drawn. */
struct path_step {
    enum path_verb verb;
    hx_unit x, y; /* [unit] where the step ends; CLOSE: not used */
    hx_unit x1, y1, x2, y2; /* [unit] control points of a CURVE, a cubic one */
};

/* A filled outline. Strokes are drawn as outlines. */
struct picture_shape {
    const struct path_step *steps;
    size_t n;
    uint32_t colour; /* 0xRRGGBB */
    bool even_odd; /* else non-zero winding */
};

struct picture {
    hx_unit width, height; /* [unit] of its own space, both above 0; a box of another shape distorts it */
    LIST(struct picture_shape) shapes;
    const uint8_t *pixels; /* rows from the top, without padding, laid on white; NULL when there are none */
    uint32_t columns, rows; /* [pixel] */
    uint8_t channels; /* 1 grey, 3 red green blue; 8 bits each, sRGB */
};

#endif
