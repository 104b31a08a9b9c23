/* Glyphs numbered as they are met: what is kept of each stands in an array of the caller's, at that number. */
#ifndef HEXAPLA_GLYPH_MAP_H
#define HEXAPLA_GLYPH_MAP_H

#include "font/face.h"

struct glyph_map; /* on its arena; of one thread */

struct glyph_map *glyph_map_new(struct arena *arena);
/* The number of a glyph of a face, from 0 on; a new glyph gets the next one, which is how many there were. */
size_t glyph_map_number(struct glyph_map *map, const struct face *face, uint32_t glyph);

#endif
