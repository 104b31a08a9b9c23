#include "output/raster.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf.h"
#include "font/coverage.h"
#include "font/glyph_map.h"
#include "font/outline.h"

enum {
    PIXELS_MOST = 100 * 1000 * 1000, /* of an image: 300 MB */
};

/* The outline of a glyph in font units. */
struct shape {
    const struct path_step *steps;
    size_t n;
};

struct raster {
    struct arena *arena;
    struct coverage *coverage;
    struct outliner *outliner;
    struct glyph_map *seen;
    LIST(struct shape) shapes; /* of the glyphs in `seen` */
};

/* What is drawn into: a part of an image. */
struct canvas {
    struct raster *raster;
    struct image *image;
    uint32_t x, y; /* [pixel] of the page's corner */
    int dpi;
    struct affine map; /* [unit] of the page to [1/64 pixel] */
    struct coverage_target target; /* the page's part of the image, or less */
    uint8_t colour[3];
};

/* --- images -------------------------------------------------------------------------------------- */

uint32_t raster_pixels(hx_unit length, int dpi)
{
    int64_t inch = (int64_t)72 * UNIT_PT;
    return (uint32_t)(((int64_t)length * dpi + inch - 1) / inch);
}

static void release(void *object)
{
    free(((struct image *)object)->pixels);
}

struct image *image_new(struct arena *arena, uint32_t columns, uint32_t rows)
{
    if (columns == 0 || rows == 0 || columns > COVERAGE_SIDE_MOST || rows > COVERAGE_SIDE_MOST ||
        (uint64_t)columns * rows > PIXELS_MOST)
        return NULL;
    struct image *image = arena_new_of(arena, struct image);
    *image = (struct image){.columns = columns, .rows = rows};
    arena_on_release(arena, release, image);
    image->pixels = malloc((size_t)columns * rows * 3);
    if (!image->pixels)
        arena_fail(arena);
    image_clear(image);
    return image;
}

void image_clear(struct image *image)
{
    memset(image->pixels, 0xFF, (size_t)image->columns * image->rows * 3);
}

void image_fill(struct image *image, uint32_t x, uint32_t y, uint32_t columns, uint32_t rows, uint32_t colour)
{
    for (uint32_t row = y; row < image->rows && row - y < rows; row++)
        for (uint32_t column = x; column < image->columns && column - x < columns; column++)
            for (uint32_t i = 0; i < 3; i++)
                image->pixels[((size_t)row * image->columns + column) * 3 + i] = (uint8_t)(colour >> (16 - 8 * i));
}

/* --- fills --------------------------------------------------------------------------------------- */

static void set_colour(struct canvas *canvas, uint32_t colour)
{
    for (int i = 0; i < 3; i++)
        canvas->colour[i] = (uint8_t)(colour >> (16 - 8 * i));
}

static uint8_t *pixel_at(const struct canvas *canvas, int32_t x, int32_t y)
{
    size_t row = (uint32_t)y + canvas->y, column = (uint32_t)x + canvas->x;
    return canvas->image->pixels + (row * canvas->image->columns + column) * 3;
}

static void blend(void *context, int32_t x, int32_t y, int32_t n, uint8_t alpha)
{
    const struct canvas *canvas = context;
    uint8_t *at = pixel_at(canvas, x, y);
    for (uint8_t *end = at + (size_t)n * 3; at < end; at += 3)
        for (int i = 0; i < 3; i++)
            at[i] = (uint8_t)((at[i] * (255 - alpha) + canvas->colour[i] * alpha + 127) / 255);
}

/* Steps under a map to places of the page. */
static void fill(struct canvas *canvas, const struct path_step *steps, size_t n, const struct affine *map, bool even_odd)
{
    struct affine joined = affine_join(&canvas->map, map);
    struct coverage_target target = canvas->target;
    target.take = blend;
    target.context = canvas;
    coverage_fill(canvas->raster->coverage, steps, n, &joined, even_odd, &target);
}

/* --- glyphs -------------------------------------------------------------------------------------- */

static struct shape shape_of(struct raster *raster, const struct face *face, uint32_t glyph)
{
    size_t number = glyph_map_number(raster->seen, face, glyph);
    if (number < raster->shapes.n)
        return raster->shapes.at[number];
    struct path path;
    path_begin(&path, raster->arena);
    outline_add(raster->outliner, face, glyph, &path);
    struct shape made = {path.steps.at, path.steps.n};
    *list_add(raster->arena, &raster->shapes) = made;
    return made;
}

/* As a text matrix with a rise places it: what is raised in slanted text leans with it. */
static void draw_run(struct canvas *canvas, const struct glyph_run *run)
{
    set_colour(canvas, run->colour);
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        struct shape shape = shape_of(canvas->raster, run->face, glyph->id);
        int32_t scale = glyph->stretch ? (int32_t)unit_muldiv(run->scale, glyph->stretch, 1000) : run->scale;
        int64_t lean = unit_muldiv(-glyph->y, run->shear, 1000);
        struct affine map = outline_map(
            run->face, run->size, scale, run->shear, (int64_t)run->x + glyph->x + lean, (int64_t)run->y + glyph->y);
        fill(canvas, shape.steps, shape.n, &map, false);
    }
}

/* --- boxes --------------------------------------------------------------------------------------- */

static void draw_rule(struct canvas *canvas, const struct item *item)
{
    struct path path;
    path_begin(&path, canvas->raster->arena);
    path_box(&path, item->box.x, item->box.top, item->box.width, item->box.height);
    set_colour(canvas, item->box.colour);
    fill(canvas, path.steps.at, path.steps.n, &AFFINE_NONE, false);
}

/* The nearest edge between pixels, inside the target. */
static int32_t edge(int64_t place, int dpi, int32_t least, int32_t most)
{
    int64_t pixel = unit_muldiv(place, dpi, (int64_t)72 * UNIT_PT);
    return pixel < least ? least : pixel > most ? most : (int32_t)pixel;
}

/* The part of the target that a box covers. */
static struct coverage_target inside(const struct canvas *canvas, const struct item *item)
{
    struct coverage_target target = canvas->target;
    int64_t right = (int64_t)item->box.x + item->box.width, bottom = (int64_t)item->box.top + item->box.height;
    target.right = edge(right, canvas->dpi, target.left, target.right);
    target.bottom = edge(bottom, canvas->dpi, target.top, target.bottom);
    target.left = edge(item->box.x, canvas->dpi, target.left, target.right);
    target.top = edge(item->box.top, canvas->dpi, target.top, target.bottom);
    return target;
}

/* The mean of the source's pixels in a box, of at least one. */
static void mean(const struct picture *picture, const uint32_t from[2], const uint32_t to[2], uint8_t *at)
{
    for (uint32_t c = 0; c < 3; c++) {
        uint32_t channel = picture->channels == 3 ? c : 0;
        uint64_t sum = 0;
        for (uint32_t y = from[1]; y < to[1]; y++)
            for (uint32_t x = from[0]; x < to[0]; x++)
                sum += picture->pixels[((size_t)y * picture->columns + x) * picture->channels + channel];
        uint64_t n = (uint64_t)(to[0] - from[0]) * (to[1] - from[1]);
        at[c] = (uint8_t)((sum + n / 2) / n);
    }
}

/* The source's pixels [*from, *to) that the k-th of `n` pixels shows. */
static void source_span(uint32_t k, uint32_t n, uint32_t source, uint32_t *from, uint32_t *to)
{
    *from = (uint32_t)((uint64_t)k * source / n);
    *to = (uint32_t)((uint64_t)(k + 1) * source / n);
    *to = *to > *from ? *to : *from + 1;
}

/* Over the target; the box's edges are those of pixels. */
static void draw_pixels(struct canvas *canvas, const struct picture *picture)
{
    const struct coverage_target *box = &canvas->target;
    for (int32_t y = box->top; y < box->bottom; y++)
        for (int32_t x = box->left; x < box->right; x++) {
            uint32_t from[2], to[2];
            source_span((uint32_t)(x - box->left), (uint32_t)(box->right - box->left), picture->columns, &from[0], &to[0]);
            source_span((uint32_t)(y - box->top), (uint32_t)(box->bottom - box->top), picture->rows, &from[1], &to[1]);
            mean(picture, from, to, pixel_at(canvas, x, y));
        }
}

/* What lies outside its box is not drawn. */
static void draw_picture(const struct canvas *page, const struct item *item)
{
    const struct picture *picture = item->box.picture;
    struct canvas canvas = *page;
    canvas.target = inside(page, item);
    if (picture->pixels && picture->columns > 0 && picture->rows > 0)
        draw_pixels(&canvas, picture);
    struct affine map = {.a = item->box.width * AFFINE_ONE / picture->width, .d = item->box.height * AFFINE_ONE / picture->height,
        .e = item->box.x, .f = item->box.top};
    for (size_t i = 0; i < picture->shapes.n; i++) {
        const struct picture_shape *shape = &picture->shapes.at[i];
        set_colour(&canvas, shape->colour);
        fill(&canvas, shape->steps, shape->n, &map, shape->even_odd);
    }
}

/* --- pages --------------------------------------------------------------------------------------- */

struct raster *raster_new(struct arena *arena)
{
    struct raster *raster = arena_new_of(arena, struct raster);
    *raster = (struct raster){.arena = arena, .coverage = coverage_new(arena), .outliner = outliner_new(arena),
        .seen = glyph_map_new(arena)};
    return raster;
}

static struct canvas canvas_at(struct raster *raster, int dpi, struct image *image, uint32_t x, uint32_t y)
{
    int64_t scale = unit_muldiv(AFFINE_ONE, (int64_t)dpi * COVERAGE_PIXEL, (int64_t)72 * UNIT_PT);
    return (struct canvas){.raster = raster, .image = image, .x = x, .y = y, .dpi = dpi,
        .map = {scale, 0, 0, scale, 0, 0},
        .target = {.right = (int32_t)(image->columns - x), .bottom = (int32_t)(image->rows - y)}};
}

void raster_page(struct raster *raster, const struct page *page, int dpi, struct image *image, uint32_t x, uint32_t y)
{
    if (x >= image->columns || y >= image->rows)
        return;
    struct canvas canvas = canvas_at(raster, dpi, image, x, y);
    for (size_t i = 0; i < page->items.n; i++) {
        const struct item *item = &page->items.at[i];
        if (item->kind == ITEM_GLYPHS)
            draw_run(&canvas, &item->run);
        else if (item->kind == ITEM_RULE)
            draw_rule(&canvas, item);
        else if (item->kind == ITEM_PICTURE)
            draw_picture(&canvas, item);
    }
}

void raster_label(struct raster *raster, const struct face *face, hx_unit size, const char *text, int dpi,
    struct image *image, uint32_t x, uint32_t y)
{
    if (x >= image->columns || y >= image->rows)
        return;
    struct canvas canvas = canvas_at(raster, dpi, image, x, 0);
    struct glyph glyph = {0};
    struct glyph_run run = {.face = face, .size = size, .scale = 1000, .glyphs = &glyph, .glyph_count = 1};
    run.y = (hx_unit)unit_muldiv(y, (int64_t)72 * UNIT_PT, dpi);
    for (size_t n = strlen(text), taken; n > 0; text += taken, n -= taken) {
        int32_t advance;
        if (face_glyph(face, utf8_decode(text, n, &taken), &glyph.id, &advance)) {
            draw_run(&canvas, &run);
            run.x += unit_scale(advance, size, face->units_per_em);
        }
    }
}
