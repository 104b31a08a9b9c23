/* Pages as pixels, straight from the frames: everything stands where the PDF has it. */
#ifndef HEXAPLA_RASTER_H
#define HEXAPLA_RASTER_H

#include "layout/frame.h"

enum { RASTER_DPI_LEAST = 20, RASTER_DPI_MOST = 600, RASTER_DPI = 150 /* where none is asked for */ };

/* Rows from the top, without padding; red, green and blue of 8 bits each, sRGB. */
struct image {
    uint32_t columns, rows; /* [pixel] */
    uint8_t *pixels;
};

/* Pixels that a page has at a resolution: every one that it touches. */
uint32_t raster_pixels(hx_unit length, int dpi);
/* An empty, white image; its pixels are released with the arena. NULL when a side would be 0 or too long. */
struct image *image_new(struct arena *arena, uint32_t columns, uint32_t rows);
void image_clear(struct image *image);
/* A rectangle of one colour, as far as it is inside. */
void image_fill(struct image *image, uint32_t x, uint32_t y, uint32_t columns, uint32_t rows, uint32_t colour);

struct raster; /* the rasteriser, with the outlines it has seen; of one thread at a time */

struct raster *raster_new(struct arena *arena);
/* Draws a page into an image, its corner at `x`, `y`. */
void raster_page(struct raster *raster, const struct page *page, int dpi, struct image *image, uint32_t x, uint32_t y);
/* Draws a line of text of a face, glyph by glyph as they come, `x`, `y` the start of its baseline. For
 * labels: no shaping. */
void raster_label(struct raster *raster, const struct face *face, hx_unit size, const char *text, int dpi,
    struct image *image, uint32_t x, uint32_t y);

#endif
