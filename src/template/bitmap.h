/* Bitmaps: a picture from a PNG file, laid on white. */
#ifndef HEXAPLA_BITMAP_H
#define HEXAPLA_BITMAP_H

#include "template/picture.h"

enum { BITMAP_SIDE_MOST = 2048 }; /* [pixel] */

/* NULL, with a fault, for a file that is broken or too large. */
const struct picture *bitmap_read(struct arena *arena, const char *bytes, size_t n, const char **fault);

#endif
