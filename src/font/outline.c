#include "font/outline.h"

enum { FINE = 64 }; /* parts of a font unit that points are rounded to */

struct outliner {
    hb_draw_funcs_t *funcs;
};

/* HarfBuzz gives y upwards. */
static int64_t whole(float value)
{
    return (int64_t)(value < 0 ? value * FINE - 0.5f : value * FINE + 0.5f);
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    path_move(data, whole(x), -whole(y));
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    path_line(data, whole(x), -whole(y));
}

static void bend_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x, float y, void *user)
{
    (void)funcs, (void)user;
    path_bend(data, whole(state->current_x), -whole(state->current_y), whole(x1), -whole(y1),
        whole(x), -whole(y));
}

static void curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
    float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    path_curve(data, whole(x1), -whole(y1), whole(x2), -whole(y2), whole(x), -whole(y));
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    path_close(data);
}

static void release(void *object)
{
    struct outliner *outliner = object;
    if (outliner->funcs)
        hb_draw_funcs_destroy(outliner->funcs);
}

struct outliner *outliner_new(struct arena *arena)
{
    struct outliner *outliner = arena_new_of(arena, struct outliner);
    arena_on_release(arena, release, outliner);
    outliner->funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(outliner->funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(outliner->funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(outliner->funcs, bend_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(outliner->funcs, curve_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(outliner->funcs, close_path, NULL, NULL);
    return outliner;
}

void outline_add(const struct outliner *outliner, const struct face *face, uint32_t glyph, struct path *path)
{
    hb_font_get_glyph_shape(face->hb_font, glyph, outliner->funcs, path);
}

struct affine outline_map(const struct face *face, hx_unit size, int32_t scale, int32_t shear, int64_t x, int64_t y)
{
    int64_t em = ((int64_t)size << 32) / ((int64_t)face->units_per_em * FINE); /* [1/2^32 unit] of a part */
    return (struct affine){em * scale / 1000, 0, -(em * shear / 1000), em, x, y};
}
