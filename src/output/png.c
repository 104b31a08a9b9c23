#include "output/png.h"

#include <png.h>

/* Pages are white with small grey things on it: the least effort packs them nearly as well as the most. */
enum { EFFORT = 2 };

struct writer {
    struct arena *arena;
    struct buf *out;
    png_struct *png;
    png_info *info;
};

static void release(void *object)
{
    struct writer *writer = object;
    png_destroy_write_struct(&writer->png, &writer->info);
}

/* libpng fails for want of memory only: what it is given is right. */
static void fail(png_struct *png, const char *what)
{
    (void)what;
    struct writer *writer = png_get_error_ptr(png);
    arena_fail(writer->arena);
}

static void be_silent(png_struct *png, const char *what)
{
    (void)png, (void)what;
}

static void take(png_struct *png, png_byte *bytes, size_t n)
{
    struct writer *writer = png_get_io_ptr(png);
    buf_bytes(writer->out, bytes, n);
}

static void end(png_struct *png)
{
    (void)png;
}

static bool is_grey(const struct image *image)
{
    const uint8_t *at = image->pixels;
    for (size_t n = (size_t)image->columns * image->rows; n > 0; n--, at += 3)
        if (at[0] != at[1] || at[0] != at[2])
            return false;
    return true;
}

static void put_rows(struct writer *writer, const struct image *image, bool grey)
{
    uint8_t *thin = arena_alloc(writer->arena, image->columns);
    for (uint32_t y = 0; y < image->rows; y++) {
        const uint8_t *row = image->pixels + (size_t)y * image->columns * 3;
        for (uint32_t x = 0; grey && x < image->columns; x++)
            thin[x] = row[(size_t)x * 3];
        png_write_row(writer->png, grey ? thin : row);
    }
}

void png_put(struct arena *arena, const struct image *image, int dpi, struct buf *out)
{
    struct writer *writer = arena_new_of(arena, struct writer);
    *writer = (struct writer){.arena = arena, .out = out};
    arena_on_release(arena, release, writer);
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, fail, be_silent);
    writer->info = writer->png ? png_create_info_struct(writer->png) : NULL;
    if (!writer->info)
        arena_fail(arena);
    bool grey = is_grey(image);
    png_uint_32 metre = (png_uint_32)unit_muldiv(dpi, 10000, 254); /* [pixel] */
    png_set_write_fn(writer->png, writer, take, end);
    png_set_compression_level(writer->png, EFFORT);
    png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(writer->png, writer->info, image->columns, image->rows, 8, grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(writer->png, writer->info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(writer->png, writer->info, metre, metre, PNG_RESOLUTION_METER);
    png_write_info(writer->png, writer->info);
    put_rows(writer, image, grey);
    png_write_end(writer->png, NULL);
    png_destroy_write_struct(&writer->png, &writer->info);
}
