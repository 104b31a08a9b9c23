/* A font program as it is embedded in a PDF, read back: which glyphs it has and what they draw. */
#ifndef HEXAPLA_EMBEDDED_H
#define HEXAPLA_EMBEDDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct embedded;

/* glyf: a whole font file; cff: a bare CFF table. The bytes are borrowed. NULL when there are none. */
const struct embedded *embedded_open(struct arena *arena, const char *bytes, size_t n, bool cff);
/* Of a CFF font: the glyph that a CID means; 0 when there is none. Of any other, the number itself. */
uint32_t embedded_glyph(const struct embedded *embedded, uint16_t cid);
/* A hash of what the glyph draws; 0 when it draws nothing or is not there. */
uint64_t embedded_shape(const struct embedded *embedded, uint32_t glyph);

#endif
