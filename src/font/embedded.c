#include "font/embedded.h"

#include <hb-ot.h>
#include <hb.h>
#include <string.h>

#include "font/subset.h"

enum { GLYPHS = 0xFFFF };

struct embedded {
    uint32_t glyph_count; /* CFF */
    hb_face_t *face;
    hb_font_t *font;
    hb_draw_funcs_t *draw;
    uint16_t *cids; /* by glyph; NULL: not CFF */
    uint16_t *by_cid;
};

/* --- outlines ----------------------------------------------------------------------------------- */

static void add(uint64_t *h, uint32_t value)
{
    *h = (*h ^ value) * 0x9E3779B97F4A7C15;
    *h ^= *h >> 29;
}

/* To 1/64 of a font unit. */
static uint32_t fine(float value)
{
    return value > -1e6f && value < 1e6f ? (uint32_t)(int32_t)(value * 64) : 0;
}

static void add_point(uint64_t *h, float x, float y)
{
    add(h, fine(x));
    add(h, fine(y));
}

static void move_to(hb_draw_funcs_t *funcs, void *h, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(h, 'm');
    add_point(h, x, y);
}

static void line_to(hb_draw_funcs_t *funcs, void *h, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(h, 'l');
    add_point(h, x, y);
}

static void bend_to(hb_draw_funcs_t *funcs, void *h, hb_draw_state_t *state, float x1, float y1, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(h, 'q');
    add_point(h, x1, y1);
    add_point(h, x, y);
}

static void curve_to(hb_draw_funcs_t *funcs, void *h, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
    float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add(h, 'c');
    add_point(h, x1, y1);
    add_point(h, x2, y2);
    add_point(h, x, y);
}

static hb_draw_funcs_t *draw_funcs(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, bend_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, curve_to, NULL, NULL);
    return funcs;
}

uint64_t embedded_shape(const struct embedded *embedded, uint32_t glyph)
{
    uint64_t h = 0;
    if (glyph < GLYPHS)
        hb_font_get_glyph_shape(embedded->font, glyph, embedded->draw, &h);
    return h;
}

/* --- opening ------------------------------------------------------------------------------------ */

static void add_table(hb_face_t *builder, hb_tag_t tag, hb_blob_t *blob)
{
    hb_face_builder_add_table(builder, tag, blob);
    hb_blob_destroy(blob);
}

/* A bare CFF table in a font file, which must say how many glyphs there are. */
static hb_face_t *wrap_cff(hb_blob_t *cff, uint32_t glyphs)
{
    char maxp[6] = {0, 0, 0x50, 0, (char)(glyphs >> 8), (char)glyphs};
    hb_face_t *face = hb_face_builder_create();
    hb_face_builder_add_table(face, HB_TAG('C', 'F', 'F', ' '), cff);
    add_table(face, HB_TAG('m', 'a', 'x', 'p'), hb_blob_create(maxp, sizeof maxp, HB_MEMORY_MODE_DUPLICATE, NULL, NULL));
    return face;
}

static void map_cids(struct arena *arena, struct embedded *embedded, const char *bytes, size_t n)
{
    embedded->cids = arena_new_array(arena, uint16_t, GLYPHS + 1);
    embedded->by_cid = arena_new_array(arena, uint16_t, GLYPHS + 1);
    embedded->glyph_count = subset_cff_glyphs(bytes, n);
    subset_charset(bytes, n, embedded->cids, embedded->glyph_count);
    for (uint32_t glyph = embedded->glyph_count; glyph-- > 1;)
        embedded->by_cid[embedded->cids[glyph]] = (uint16_t)glyph;
}

static void release(void *object)
{
    struct embedded *embedded = object;
    hb_draw_funcs_destroy(embedded->draw);
    hb_font_destroy(embedded->font);
    hb_face_destroy(embedded->face);
}

const struct embedded *embedded_open(struct arena *arena, const char *bytes, size_t n, bool cff)
{
    if (n == 0 || n > UINT32_MAX / 2)
        return NULL;
    struct embedded *embedded = arena_new_of(arena, struct embedded);
    if (cff)
        map_cids(arena, embedded, bytes, n);
    hb_blob_t *blob = hb_blob_create(bytes, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    embedded->face = cff ? wrap_cff(blob, embedded->glyph_count) : hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    embedded->font = hb_font_create(embedded->face);
    embedded->draw = draw_funcs();
    arena_on_release(arena, release, embedded);
    return embedded;
}

uint32_t embedded_glyph(const struct embedded *embedded, uint16_t cid)
{
    return embedded->cids ? embedded->by_cid[cid] : cid;
}
