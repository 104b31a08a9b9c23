/* Pictures: SVG and PNG files as an emblem may be given, bar and QR codes, and files that mean harm. */
#include "test.h"

#include <png.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "template/bitmap.h"
#include "template/code.h"
#include "template/drawing.h"
#include "template/path.h"
#include "template/svg.h"

static int setup(void **state)
{
    return (*state = arena_new()) ? 0 : -1;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* --- SVG ----------------------------------------------------------------------------------------- */

static const struct picture *svg(struct arena *arena, const char *body)
{
    const char *fault, *text = arena_printf(arena, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">\n%s</svg>", body);
    const struct picture *picture = svg_read(arena, text, strlen(text), &fault);
    if (!picture)
        print_message("%s\n", fault);
    assert_non_null(picture);
    return picture;
}

static const char *svg_fault(struct arena *arena, const char *text)
{
    const char *fault = NULL;
    assert_null(svg_read(arena, text, strlen(text), &fault));
    assert_non_null(fault);
    return fault;
}

/* In units of the drawing above, of which 100 are 1000 pt. */
static void step_is(const struct picture_shape *shape, size_t i, enum path_verb verb, double x, double y)
{
    assert_true(i < shape->n);
    assert_int_equal(shape->steps[i].verb, verb);
    if (verb == PATH_CLOSE)
        return;
    double left = shape->steps[i].x / 655360.0 - x, top = shape->steps[i].y / 655360.0 - y;
    if (left > 0.001 || left < -0.001 || top > 0.001 || top < -0.001)
        fail_msg("step %zu is off %g, %g by %g, %g", i, x, y, left, top);
}

static void paths_go_where_they_say(void **state)
{
    const struct picture *picture = svg(*state, "<path fill='#123456' d='M10,10h5v5l-5 0zm20-.5e1L1e1.5'/>");
    assert_int_equal(picture->width, 1000 * UNIT_PT);
    assert_int_equal(picture->height, 500 * UNIT_PT);
    const struct picture_shape *shape = &picture->shapes.at[0];
    assert_int_equal(shape->colour, 0x123456);
    step_is(shape, 0, PATH_MOVE, 10, 10);
    step_is(shape, 1, PATH_LINE, 15, 10);
    step_is(shape, 2, PATH_LINE, 15, 15);
    step_is(shape, 3, PATH_LINE, 10, 15);
    step_is(shape, 4, PATH_CLOSE, 0, 0);
    step_is(shape, 5, PATH_MOVE, 30, 5);
    step_is(shape, 6, PATH_LINE, 10, 0.5);
}

/* One radius stands for both; neither is more than half the side. */
static void boxes_may_be_round(void **state)
{
    static const struct { const char *radii; double x, y; } cases[] = {{"rx='4'", 4, 4}, {"ry='3'", 3, 3}, {"rx='4' ry='2'", 4, 2},
        {"rx='90' ry='90'", 20, 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct picture *picture = svg(*state, arena_printf(*state, "<rect x='10' y='20' width='40' height='20' %s/>", cases[i].radii));
        const struct picture_shape *shape = &picture->shapes.at[0];
        double x = cases[i].x, y = cases[i].y;
        assert_int_equal(shape->n, 10);
        step_is(shape, 0, PATH_MOVE, 10 + x, 20);
        step_is(shape, 1, PATH_LINE, 50 - x, 20);
        step_is(shape, 2, PATH_CURVE, 50, 20 + y);
        step_is(shape, 4, PATH_CURVE, 50 - x, 40);
        step_is(shape, 6, PATH_CURVE, 10, 40 - y);
        step_is(shape, 8, PATH_CURVE, 10 + x, 20);
    }
    assert_int_equal(svg(*state, "<rect width='4' height='4' rx='0'/>")->shapes.at[0].n, 5); /* square */
}

static void curves_are_cubic(void **state)
{
    const struct picture_shape *shape =
        &svg(*state, "<path d='M0 0C1 2 3 4 5 6s3 4 5 6Q20 30 10 20t10 0'/>")->shapes.at[0];
    step_is(shape, 1, PATH_CURVE, 5, 6);
    step_is(shape, 2, PATH_CURVE, 10, 12);
    assert_int_equal(shape->steps[2].x1 / 65536, 70); /* mirrors 3 4 at 5 6 */
    step_is(shape, 3, PATH_CURVE, 10, 20);
    step_is(shape, 4, PATH_CURVE, 20, 20);
}

/* Both ways round, with flags that stand together, and radii that do not reach. */
static void arcs_end_where_they_should(void **state)
{
    const struct picture_shape *shape =
        &svg(*state, "<path d='M20 20A10 10 0 0 1 30 30A10 10 0 1130 10a1 1 0 00 10 0A20 10 90 0 1 60 30'/>")->shapes.at[0];
    step_is(shape, 1, PATH_CURVE, 30, 30);
    const struct path_step *quarter = &shape->steps[1]; /* from the left of a circle round 30 20 to its foot, or round 20 30 */
    assert_int_equal((quarter->x1 + 32768) / 65536, 255);
    assert_int_equal((quarter->y1 + 32768) / 65536, 200);
    step_is(shape, 2, PATH_CURVE, 20, 20);
    step_is(shape, 3, PATH_CURVE, 30, 10);
    size_t last = shape->n - 1;
    step_is(shape, last, PATH_CURVE, 60, 30);
}

static void maps_apply_from_the_inside(void **state)
{
    const struct picture *picture = svg(*state,
        "<g transform='translate(10 20)' fill='red'><g transform='rotate(90) scale(2,1)'><rect x='1' y='2' width='3' height='4'/></g>"
        "<rect transform='matrix(1 0 0 1 -10 -20) skewX(45)' fill='none' width='1' height='1'/>"
        "<circle cx='5' cy='5' r='5' fill='#0f0'/></g>");
    assert_int_equal(picture->shapes.n, 2);
    step_is(&picture->shapes.at[0], 0, PATH_MOVE, 8, 22);
    step_is(&picture->shapes.at[0], 2, PATH_LINE, 4, 28);
    assert_int_equal(picture->shapes.at[0].colour, 0xFF0000);
    assert_int_equal(picture->shapes.at[1].colour, 0x00FF00);
    step_is(&picture->shapes.at[1], 0, PATH_MOVE, 20, 25);
}

static void what_is_not_drawn_is_refused_by_name(void **state)
{
    static const struct { const char *body, *says; } bad[] = {
        {"<svg viewBox='0 0 1 1'>\n<text>x</text></svg>", "line 2: <text>: no element"},
        {"<svg viewBox='0 0 1 1'><rect width='1' height='1' stroke='red'/></svg>", "line 1: <rect>: not drawn: stroke; make it a filled path, as Stroke to Path of Inkscape does"},
        {"<svg viewBox='0 0 1 1'><rect style='a:b;opacity : .5'/></svg>", "line 1: <rect>: not drawn: opacity"},
        {"<svg viewBox='0 0 1 1'><rect width='1' height='1' fill='url(#a)'/></svg>", "line 1: <rect>: no colour that is known: url(#a)"},
        {"<svg viewBox='0 0 1 1'><path d='M0 0L1'/></svg>", "line 1: <path>: not path data: d"},
        {"<svg viewBox='0 0 1 1'><path d='L1 1'/></svg>", "line 1: <path>: not path data: d"},
        {"<svg viewBox='0 0 1 1'><g transform='twist(3)'/></svg>", "line 1: <g>: not a transform: twist(3)"},
        {"<svg viewBox='0 0 0 1'/>", "line 1: <svg>: no svg with a good viewBox, or width and height"},
        {"<svg viewBox='0 0 1 1'>\n\n<g>", "line 3: "},
        {"PNG", "line 1: "},
        {"", "line "},
        {"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'><g>&a;</g></svg>", "line 1: <g>: an entity in it"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *fault = svg_fault(*state, bad[i].body);
        if (strncmp(fault, bad[i].says, strlen(bad[i].says)) != 0)
            fail_msg("`%s` is said of %s", fault, bad[i].body);
    }
}

static void depth_and_length_are_bounded(void **state)
{
    struct buf text;
    buf_init(&text, *state);
    buf_text(&text, "<svg viewBox='0 0 1 1'>");
    for (int i = 0; i < 100; i++)
        buf_text(&text, "<g>");
    for (int i = 0; i < 100; i++)
        buf_text(&text, "</g>");
    buf_text(&text, "</svg>");
    assert_non_null(strstr(svg_fault(*state, text.at), "too deep"));
    buf_init(&text, *state);
    buf_text(&text, "<svg viewBox='0 0 1 1'><path d='M0 0");
    for (int i = 0; i < SVG_STEPS_MOST + 10; i++)
        buf_text(&text, "h9");
    buf_text(&text, "'/></svg>");
    assert_non_null(strstr(svg_fault(*state, text.at), "not path data"));
    const struct picture *far = svg(*state, "<path transform='scale(999999) scale(999999) scale(999999)' d='M999999 -999999A1 1 0 0 1 3 3z'/>");
    assert_true(far->shapes.n == 1);
}

/* --- PNG ----------------------------------------------------------------------------------------- */

static const char *png_bytes(struct arena *arena, png_uint_32 format, uint32_t side, const void *pixels, size_t *n)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = side, .height = side, .format = format};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image) + 100;
    char *bytes = arena_alloc(arena, size);
    assert_true(png_image_write_to_memory(&image, bytes, &size, 0, pixels, 0, NULL));
    *n = size;
    return bytes;
}

static void pixels_are_laid_on_white(void **state)
{
    static const uint8_t colours[] = {255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 10, 20, 30, 255}, greys[] = {0, 85, 170, 255};
    const char *fault;
    size_t n;
    const char *bytes = png_bytes(*state, PNG_FORMAT_RGBA, 2, colours, &n);
    const struct picture *picture = bitmap_read(*state, bytes, n, &fault);
    assert_non_null(picture);
    assert_int_equal(picture->channels, 3);
    static const uint8_t wanted[] = {255, 0, 0, 255, 255, 255, 0, 0, 255, 10, 20, 30};
    assert_memory_equal(picture->pixels, wanted, sizeof wanted);
    bytes = png_bytes(*state, PNG_FORMAT_GRAY, 2, greys, &n);
    picture = bitmap_read(*state, bytes, n, &fault);
    assert_non_null(picture);
    assert_int_equal(picture->channels, 1);
    assert_memory_equal(picture->pixels, greys, sizeof greys);
}

static void put_bytes(png_struct *png, png_byte *bytes, size_t n)
{
    buf_bytes(png_get_io_ptr(png), bytes, n);
}

static void flush_nothing(png_struct *png)
{
    (void)png;
}

enum { DEEP = 9 };

/* As programs that draw photographs may write them: sixteen bits, both bytes of a sample alike. */
static struct buf deep_bitmap(struct arena *arena, int interlace)
{
    struct buf out;
    buf_init(&out, arena);
    png_byte pixels[DEEP][DEEP * 6];
    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i / (DEEP * 6)][i % (DEEP * 6)] = (png_byte)(i / 2 * 3);
    png_struct *png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_info *info = png_create_info_struct(png);
    png_set_write_fn(png, &out, put_bytes, flush_nothing);
    png_set_IHDR(png, info, DEEP, DEEP, 16, PNG_COLOR_TYPE_RGB, interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(png, info);
    for (int pass = png_set_interlace_handling(png); pass > 0; pass--)
        for (size_t y = 0; y < DEEP; y++)
            png_write_row(png, pixels[y]);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return out;
}

static void deep_bitmaps_are_read_and_interlaced_ones_refused(void **state)
{
    const char *fault;
    struct buf bytes = deep_bitmap(*state, PNG_INTERLACE_NONE);
    const struct picture *picture = bitmap_read(*state, bytes.at, bytes.n, &fault);
    assert_non_null(picture);
    assert_int_equal(picture->columns, DEEP);
    assert_int_equal(picture->channels, 3);
    for (size_t i = 0; i < DEEP * DEEP * 3; i++)
        assert_in_range(picture->pixels[i] + 1, (png_byte)(i * 3), (png_byte)(i * 3) + 2);
    bytes = deep_bitmap(*state, PNG_INTERLACE_ADAM7);
    assert_null(bitmap_read(*state, bytes.at, bytes.n, &fault));
    assert_non_null(strstr(fault, "interlaced"));
}

static void broken_bitmaps_are_refused(void **state)
{
    static const uint8_t greys[] = {0, 85, 170, 255};
    const char *fault = NULL;
    size_t n;
    const char *bytes = png_bytes(*state, PNG_FORMAT_GRAY, 2, greys, &n);
    for (size_t end = 0; end + 12 < n; end++) { /* the last chunk only says that it is the last */
        fault = NULL;
        if (!bitmap_read(*state, bytes, end, &fault))
            assert_non_null(fault);
        else
            fail_msg("%zu of %zu bytes are taken for a picture", end, n);
    }
    enum { SIDE = BITMAP_SIDE_MOST + 1 };
    bytes = png_bytes(*state, PNG_FORMAT_GRAY, SIDE, arena_alloc(*state, (size_t)SIDE * SIDE), &n);
    assert_null(bitmap_read(*state, bytes, n, &fault));
    assert_string_equal(fault, "more than 2048 pixels wide or high");
}

/* --- codes and drawings -------------------------------------------------------------------------- */

/* Widths of the bars of one sign and the spaces between them, narrow ones being 1. */
static void bars_are(const struct picture *picture, size_t first, const char *widths)
{
    const struct path_step *steps = picture->shapes.at[0].steps;
    hx_unit x = steps[first * 5].x;
    for (size_t i = 0; widths[i]; i++) {
        hx_unit end = i % 2 ? steps[(first + i / 2 + 1) * 5].x : steps[(first + i / 2) * 5 + 1].x;
        assert_int_equal((end - x) / UNIT_PT, widths[i] - '0');
        x = end;
    }
}

static void bars_say_the_text(void **state)
{
    const struct picture *picture = code_bars(*state, "1A$", 100 * UNIT_PT, 10 * UNIT_PT, 0);
    assert_non_null(picture);
    assert_int_equal(picture->width, (5 * 16 - 1) * UNIT_PT);
    bars_are(picture, 0, "131131311"); /* * */
    bars_are(picture, 5, "311311113"); /* 1 */
    bars_are(picture, 10, "311113113"); /* A */
    bars_are(picture, 15, "131313111"); /* $ */
    bars_are(picture, 20, "131131311");
    assert_int_equal(picture->shapes.at[0].n, 25 * 5);
    assert_null(code_bars(*state, "a", 100, 100, 0));
    assert_null(code_bars(*state, "1*1", 100, 100, 0));
    assert_null(code_bars(*state, "é", 100, 100, 0));
    assert_null(code_bars(*state, "", 100, 100, 0));
}

static void codes_of_any_text_are_safe(void **state)
{
    const struct picture *picture = code_qr(*state, "https://undocs.org/en/A/RES/71/28", 0);
    assert_non_null(picture);
    assert_int_equal(picture->width, picture->height);
    assert_true(picture->width >= 21 * UNIT_PT && picture->shapes.at[0].n > 100);
    assert_null(code_qr(*state, "", 0));
    char *wide = arena_alloc(*state, 5001);
    memset(wide, 'x', 5000);
    assert_null(code_qr(*state, wide, 0));
}

static void drawings_stay_in_their_square(void **state)
{
    for (int i = 0; i < DRAWING_COUNT; i++) {
        const struct picture *picture = drawing_of((enum drawing)i, 0x808080, *state);
        for (size_t k = 0; k < picture->shapes.n; k++)
            for (size_t s = 0; s < picture->shapes.at[k].n; s++) {
                const struct path_step *step = &picture->shapes.at[k].steps[s];
                assert_true(step->x >= 0 && step->x <= picture->width && step->y >= 0 && step->y <= picture->height);
            }
    }
}

static void angles_are_exact(void **state)
{
    (void)state;
    static const struct { int64_t angle; double sine; } rows[] = {{0, 0}, {30000, 0.5}, {45000, 0.70710678118}, {90000, 1}, {180000, 0},
        {210000, -0.5}, {270000, -1}, {-30000, -0.5}, {390000, 0.5}, {-720000, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double off = (double)affine_sine(rows[i].angle) / 4294967296.0 - rows[i].sine;
        assert_true(off < 1e-8 && off > -1e-8);
        double other = (double)affine_cosine(rows[i].angle - 90000) / 4294967296.0 - rows[i].sine;
        assert_true(other < 1e-8 && other > -1e-8);
    }
    assert_int_equal(affine_root(UINT64_MAX), UINT32_MAX);
    assert_int_equal(affine_root(15), 3);
    assert_int_equal(affine_root(0), 0);
}

/* --- files that mean harm ------------------------------------------------------------------------ */

static uint32_t chance(uint32_t *seed, uint32_t most)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)*seed * most) >> 32);
}

/* A copy with some bytes changed, doubled or lost. */
static char *changed(struct arena *arena, uint32_t *seed, const char *bytes, size_t *n)
{
    char *copy = arena_alloc(arena, *n * 2 + 1);
    memcpy(copy, bytes, *n);
    for (uint32_t i = 0, times = 1 + chance(seed, 6); i < times && *n > 8; i++) {
        size_t at = chance(seed, (uint32_t)*n), length = chance(seed, (uint32_t)(*n - at) < 20 ? (uint32_t)(*n - at) : 20);
        static const char signs[] = "0123456789-.eaAcCsSqQtTmMzZ <>/='\"#&;()%\0\377";
        uint32_t what = chance(seed, 4);
        if (what == 0)
            memmove(copy + at, copy + at + length, *n - at - length), *n -= length;
        else if (what == 1)
            memmove(copy + at, copy + chance(seed, (uint32_t)(*n - length)), length);
        else
            copy[at] = what == 2 ? signs[chance(seed, sizeof signs - 1)] : (char)chance(seed, 256);
    }
    return copy;
}

/* What is read is whole: places within their bounds, pixels as many as are said. */
static void expect_whole(const struct picture *picture)
{
    assert_true(picture->width > 0 && picture->height > 0);
    volatile uint8_t last = 0;
    for (size_t i = 0; picture->pixels && i < (size_t)picture->columns * picture->rows * picture->channels; i++)
        last ^= picture->pixels[i];
    (void)last;
    for (size_t i = 0; i < picture->shapes.n; i++)
        for (size_t k = 0; k < picture->shapes.at[i].n; k++)
            assert_true(labs((long)picture->shapes.at[i].steps[k].x) <= 1 << 30);
}

static void changed_files_do_no_harm(void **state)
{
    (void)state;
    static const char drawing[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='-5 -5 110 90'><g fill='#036' transform='rotate(10 40 40) "
        "scale(1.1 .9) skewX(3) matrix(1 0 0 1 2 2)'><path d='M10 40a30 30 0 0 1 60,0 30 20 15 1 1-60 0zM25 40A15 15 0 0055 40z' "
        "fill-rule='evenodd'/><rect x='2' y='2' width='10' height='10' style='fill:rgb(200, 20, 20);stroke:none'/></g><polygon "
        "points='80,10 95,35 65 35'/><ellipse cx='80' cy='60' rx='15' ry='8'/><path d='M5,70q5-10 10,0t10,0 10 0C40 60 45 60 50 70S60 80 "
        "65 70L65 78H5V3e1Z'/></svg>";
    uint8_t pixels[16 * 16 * 4];
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i] = (uint8_t)chance(&seed, 256);
    struct arena *arena = arena_new();
    size_t png_n, good = 0;
    const char *fault, *png = png_bytes(arena, PNG_FORMAT_RGBA, 16, pixels, &png_n);
    char *kept = malloc(png_n);
    assert_non_null(kept);
    memcpy(kept, png, png_n);
    for (int i = 0; i < 6000; i++) {
        size_t n = i % 2 ? png_n : sizeof drawing - 1;
        arena_reset(arena);
        const char *bytes = changed(arena, &seed, i % 2 ? kept : drawing, &n);
        const struct picture *picture = (i % 2 ? bitmap_read : svg_read)(arena, bytes, n, &fault);
        if (picture)
            expect_whole(picture);
        else
            assert_true(fault && *fault);
        good += picture != NULL;
    }
    assert_true(good > 100 && good < 5000);
    free(kept);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(paths_go_where_they_say, setup, teardown),
        cmocka_unit_test_setup_teardown(boxes_may_be_round, setup, teardown),
        cmocka_unit_test_setup_teardown(curves_are_cubic, setup, teardown),
        cmocka_unit_test_setup_teardown(arcs_end_where_they_should, setup, teardown),
        cmocka_unit_test_setup_teardown(maps_apply_from_the_inside, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_drawn_is_refused_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(depth_and_length_are_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(pixels_are_laid_on_white, setup, teardown),
        cmocka_unit_test_setup_teardown(deep_bitmaps_are_read_and_interlaced_ones_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_bitmaps_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(bars_say_the_text, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_of_any_text_are_safe, setup, teardown),
        cmocka_unit_test_setup_teardown(drawings_stay_in_their_square, setup, teardown),
        cmocka_unit_test(angles_are_exact),
        cmocka_unit_test(changed_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
