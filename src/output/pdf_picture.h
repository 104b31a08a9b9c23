/* Pictures of a PDF file: each an object of its own, whose drawing pages share. Paths are forms, pixels
 * images. */
#ifndef HEXAPLA_PDF_PICTURE_H
#define HEXAPLA_PDF_PICTURE_H

#include "base/buf.h"
#include "layout/frame.h"
#include "output/pdf_object.h"

struct pdf_pictures;

/* Makes the objects of all pictures of a layout. */
struct pdf_pictures *pdf_pictures_write(struct arena *arena, struct pdf_file *file, const struct layout *layout);
/* "/XObject<</P1 7 0 R …>>", nothing when there are none. */
void pdf_pictures_resources(const struct pdf_pictures *pictures, struct buf *out);
/* Draws a picture into its box on a page of that height. */
void pdf_picture_draw(const struct pdf_pictures *pictures, const struct item *item, hx_unit page_height, struct buf *out);

/* "0 g" or "1 0 0 rg": the colour that is filled with, 0xRRGGBB. */
void pdf_fill_colour(struct buf *out, uint32_t colour);

#endif
