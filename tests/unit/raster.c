/* Fills and pictures to the pixel, at 72 dots per inch, where a point is a pixel; PNG files. */
#include "test.h"

#include "output/png.h"
#include "output/raster.h"
#include "template/path.h"

enum { SIDE = 20, DPI = 72 };

struct bench {
    struct arena *arena;
    struct raster *raster;
    struct image *image;
    struct page page;
};

static int setup(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    bench->raster = raster_new(bench->arena);
    bench->image = image_new(bench->arena, SIDE, SIDE);
    bench->page = (struct page){.width = SIDE * UNIT_PT, .height = SIDE * UNIT_PT};
    *state = bench;
    return 0;
}

static int teardown(void **state)
{
    struct bench *bench = *state;
    arena_free(bench->arena);
    free(bench);
    return 0;
}

static struct item *add(struct bench *bench, enum item_kind kind, hx_unit x, hx_unit top, hx_unit width, hx_unit height)
{
    struct item *item = list_add(bench->arena, &bench->page.items);
    *item = (struct item){.kind = kind};
    item->box.x = x;
    item->box.top = top;
    item->box.width = width;
    item->box.height = height;
    return item;
}

static void draw(struct bench *bench)
{
    raster_page(bench->raster, &bench->page, DPI, bench->image, 0, 0);
}

static uint32_t pixel(const struct bench *bench, uint32_t x, uint32_t y)
{
    const uint8_t *at = bench->image->pixels + ((size_t)y * bench->image->columns + x) * 3;
    return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static void rules_cover_what_they_cover(void **state)
{
    struct bench *bench = *state;
    add(bench, ITEM_RULE, 2 * UNIT_PT, 3 * UNIT_PT, 5 * UNIT_PT, 2 * UNIT_PT);
    add(bench, ITEM_RULE, 10 * UNIT_PT, 10 * UNIT_PT, UNIT_PT / 2, UNIT_PT)->box.colour = 0xFF0000;
    draw(bench);
    assert_int_equal(pixel(bench, 2, 3), 0);
    assert_int_equal(pixel(bench, 6, 4), 0);
    assert_int_equal(pixel(bench, 1, 3), 0xFFFFFF);
    assert_int_equal(pixel(bench, 7, 4), 0xFFFFFF);
    assert_int_equal(pixel(bench, 2, 2), 0xFFFFFF);
    assert_int_equal(pixel(bench, 2, 5), 0xFFFFFF);
    assert_in_range(pixel(bench, 10, 10) & 0xFF, 126, 129); /* half of a pixel */
    assert_int_equal(pixel(bench, 10, 10) >> 16, 0xFF);
}

static void what_leaves_the_page_is_not_drawn(void **state)
{
    struct bench *bench = *state;
    add(bench, ITEM_RULE, -30000 * UNIT_PT, -5 * UNIT_PT, 32000 * UNIT_PT, 6 * UNIT_PT);
    add(bench, ITEM_RULE, 19 * UNIT_PT, 19 * UNIT_PT, 30000 * UNIT_PT, 30000 * UNIT_PT);
    draw(bench);
    assert_int_equal(pixel(bench, 0, 0), 0);
    assert_int_equal(pixel(bench, 0, 1), 0xFFFFFF);
    assert_int_equal(pixel(bench, 19, 19), 0);
    assert_int_equal(pixel(bench, 18, 19), 0xFFFFFF);
}

static struct picture *picture_in(struct bench *bench, hx_unit side)
{
    struct picture *picture = arena_new_of(bench->arena, struct picture);
    picture->width = picture->height = side;
    add(bench, ITEM_PICTURE, 4 * UNIT_PT, 4 * UNIT_PT, 10 * UNIT_PT, 10 * UNIT_PT)->box.picture = picture;
    return picture;
}

static void winding_rules_and_clip(void **state)
{
    struct bench *bench = *state;
    for (int even_odd = 0; even_odd < 2; even_odd++) {
        bench->page.items.n = 0;
        image_clear(bench->image);
        struct picture *picture = picture_in(bench, 100 * UNIT_PT);
        struct path path;
        path_begin(&path, bench->arena);
        path_box(&path, -500 * UNIT_PT, 0, 1000 * UNIT_PT, 100 * UNIT_PT); /* wider than the picture */
        path_box(&path, 40 * UNIT_PT, 40 * UNIT_PT, 20 * UNIT_PT, 20 * UNIT_PT);
        path_fill(&path, picture, 0x00FF00, even_odd);
        draw(bench);
        assert_int_equal(pixel(bench, 4, 4), 0x00FF00);
        assert_int_equal(pixel(bench, 13, 13), 0x00FF00);
        assert_int_equal(pixel(bench, 3, 8), 0xFFFFFF);
        assert_int_equal(pixel(bench, 14, 8), 0xFFFFFF);
        assert_int_equal(pixel(bench, 8, 8), even_odd ? 0xFFFFFF : 0x00FF00);
    }
}

static void shapes_of_any_number_of_points(void **state)
{
    enum { BOXES = 30000 };
    struct bench *bench = *state;
    struct picture *picture = picture_in(bench, BOXES * 8);
    struct path path;
    path_begin(&path, bench->arena);
    for (int i = 0; i < BOXES; i++)
        path_box(&path, i * 8, 0, 8, BOXES * 8);
    path_fill(&path, picture, 0, false);
    draw(bench);
    for (uint32_t x = 4; x < 14; x++)
        assert_in_range(pixel(bench, x, 8) & 0xFF, 0, 64); /* where two parts meet in a pixel they are blended */
    assert_int_equal(pixel(bench, 14, 8), 0xFFFFFF);
}

static void pixels_are_averaged_or_repeated(void **state)
{
    struct bench *bench = *state;
    uint8_t grey[20 * 20], colour[2 * 1 * 3] = {255, 0, 0, 0, 0, 255};
    for (size_t i = 0; i < sizeof grey; i++)
        grey[i] = i % 2 ? 200 : 100;
    struct picture *picture = picture_in(bench, UNIT_PT);
    picture->pixels = grey;
    picture->columns = picture->rows = 20;
    picture->channels = 1;
    draw(bench);
    assert_int_equal(pixel(bench, 4, 4), 0x969696);
    assert_int_equal(pixel(bench, 13, 13), 0x969696);
    assert_int_equal(pixel(bench, 14, 13), 0xFFFFFF);
    *picture = (struct picture){.width = 1, .height = 1, .pixels = colour, .columns = 2, .rows = 1, .channels = 3};
    draw(bench);
    assert_int_equal(pixel(bench, 8, 8), 0xFF0000);
    assert_int_equal(pixel(bench, 9, 8), 0x0000FF);
}

static void images_are_bounded(void **state)
{
    struct bench *bench = *state;
    assert_null(image_new(bench->arena, 0, 5));
    assert_null(image_new(bench->arena, 30001, 1));
    assert_null(image_new(bench->arena, 20000, 20000));
    assert_int_equal(raster_pixels(612 * UNIT_PT, 150), 1275);
    assert_int_equal(raster_pixels(UNIT_PT, 72), 1);
    assert_int_equal(raster_pixels(UNIT_PT + 1, 72), 2);
    image_fill(bench->image, 18, 18, UINT32_MAX, UINT32_MAX, 0x123456);
    assert_int_equal(pixel(bench, 19, 19), 0x123456);
    assert_int_equal(pixel(bench, 17, 19), 0xFFFFFF);
}

static bool make_with_failing_memory(size_t fail_at)
{
    volatile bool done = false;
    struct arena *arena = arena_new();
    jmp_buf frame;
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        arena_fail_at(arena, fail_at);
        struct image *image = image_new(arena, 300, 300);
        struct page page = {.width = 300 * UNIT_PT, .height = 300 * UNIT_PT};
        *list_add(arena, &page.items) = (struct item){.kind = ITEM_RULE, .box = {.width = UNIT_PT, .height = UNIT_PT}};
        raster_page(raster_new(arena), &page, DPI, image, 0, 0);
        struct buf out;
        buf_init(&out, arena);
        png_put(arena, image, DPI, &out);
        assert_memory_equal(out.at, "\x89PNG\r\n\x1a\n", 8);
        assert_memory_equal(out.at + out.n - 8, "IEND", 4);
        done = true;
    }
    arena_free(arena);
    return done;
}

/* Every allocation fails once; nothing is lost (the sanitizer says) and the file is made in the end. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    size_t at = 1;
    while (at < 100 && !make_with_failing_memory(at))
        at++;
    assert_in_range(at, 5, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rules_cover_what_they_cover, setup, teardown),
        cmocka_unit_test_setup_teardown(what_leaves_the_page_is_not_drawn, setup, teardown),
        cmocka_unit_test_setup_teardown(winding_rules_and_clip, setup, teardown),
        cmocka_unit_test_setup_teardown(shapes_of_any_number_of_points, setup, teardown),
        cmocka_unit_test_setup_teardown(pixels_are_averaged_or_repeated, setup, teardown),
        cmocka_unit_test_setup_teardown(images_are_bounded, setup, teardown),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
