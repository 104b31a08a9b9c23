/* Images as PNG, through libpng; the only user of it. */
#ifndef HEXAPLA_PNG_H
#define HEXAPLA_PNG_H

#include "base/buf.h"
#include "output/raster.h"

/* Appends the file. The same image gives the same bytes; an image without colour is written as grey. */
void png_put(struct arena *arena, const struct image *image, int dpi, struct buf *out);

#endif
