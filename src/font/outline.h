/* Outlines: the shape of a glyph as steps of a path, for text that is drawn as a picture and for
 * rasterising. */
#ifndef HEXAPLA_OUTLINE_H
#define HEXAPLA_OUTLINE_H

#include "font/face.h"
#include "template/path.h"

struct outliner; /* what draws; of one thread */

struct outliner *outliner_new(struct arena *arena);
/* Adds a glyph to a path whose map is that of outline_map. One without an outline adds nothing. */
void outline_add(const struct outliner *outliner, const struct face *face, uint32_t glyph, struct path *path);
/* The map from a face's outlines to a place: the origin at (x, y), a size, a horizontal scale and a slant as
 * in a run of glyphs. */
struct affine outline_map(const struct face *face, hx_unit size, int32_t scale, int32_t shear, int64_t x, int64_t y);

#endif
