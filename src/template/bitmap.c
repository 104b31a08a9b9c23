#include "template/bitmap.h"

#include <png.h>
#include <string.h>

enum { INTERLACE = 28 /* [byte] of the file: the method, the last of its header */ };

static void release(void *object)
{
    png_image_free(object);
}

static const struct picture *refuse(struct arena *arena, png_image *image, const char *why, const char **fault)
{
    *fault = arena_strdup(arena, why);
    png_image_free(image);
    return NULL;
}

/* Grey stays grey; palettes, sixteen bits, transparency and the file's gamma become plain sRGB on white. */
const struct picture *bitmap_read(struct arena *arena, const char *bytes, size_t n, const char **fault)
{
    png_image *image = arena_new_of(arena, png_image);
    arena_on_release(arena, release, image); /* memory for the pixels may run out */
    image->version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(image, bytes, n))
        return refuse(arena, image, image->message, fault);
    if (image->width == 0 || image->height == 0 || image->width > BITMAP_SIDE_MOST || image->height > BITMAP_SIDE_MOST)
        return refuse(arena, image, "more than 2048 pixels wide or high", fault);
    if (bytes[INTERLACE] != 0) /* libpng puts the rows of some passes in wrong places here */
        return refuse(arena, image, "its rows are interlaced; write it plainly, as with `convert -interlace none`", fault);
    image->format = image->format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    struct picture *picture = arena_new_of(arena, struct picture);
    uint8_t *pixels = arena_alloc(arena, PNG_IMAGE_SIZE(*image));
    const png_color white = {255, 255, 255};
    *picture = (struct picture){.width = (hx_unit)image->width * (UNIT_PT / 4), .height = (hx_unit)image->height * (UNIT_PT / 4),
        .pixels = pixels, .columns = image->width, .rows = image->height,
        .channels = image->format == PNG_FORMAT_RGB ? 3 : 1};
    if (!png_image_finish_read(image, &white, pixels, 0, NULL))
        return refuse(arena, image, image->message, fault);
    *fault = NULL;
    return picture;
}
