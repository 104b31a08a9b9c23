/* A line's edge is kept in slices of a point each: how deep the line above reaches and how high the
 * line below. Glyph extents come from the font once and then from a table. */
#include "layout/clash.h"

#include "font/glyph_map.h"

enum {
    SLICES = 1024, /* of a point; what lies outside counts as in the outermost */
    MARGIN = 128, /* [slice] room for what hangs out before the edge */
    APART = UNIT_PT / 2, /* [unit] closer than this is touching */
};

struct extents {
    int32_t left, right, top, bottom; /* [upem] bottom positive downwards */
};

struct clash {
    struct arena *arena;
    struct glyph_map *seen;
    LIST(struct extents) extents; /* of the glyphs in `seen` */
    hx_unit below[SLICES], above[SLICES]; /* [unit] reach below the upper baseline, above the lower */
};

struct clash *clash_new(struct arena *arena)
{
    struct clash *clash = arena_new_of(arena, struct clash);
    clash->arena = arena;
    clash->seen = glyph_map_new(arena);
    return clash;
}

/* ---- extents ------------------------------------------------------------------------------ */

static struct extents extents_of(struct clash *clash, const struct face *face, uint32_t glyph)
{
    size_t number = glyph_map_number(clash->seen, face, glyph);
    if (number < clash->extents.n)
        return clash->extents.at[number];
    hb_glyph_extents_t box = {0, 0, 0, 0};
    hb_font_get_glyph_extents(face->hb_font, glyph, &box);
    struct extents made = {box.x_bearing, box.x_bearing + box.width, box.y_bearing, -(box.y_bearing + box.height)};
    *list_add(clash->arena, &clash->extents) = made;
    return made;
}

/* ---- edges -------------------------------------------------------------------------------- */

static size_t slice(int64_t x)
{
    int64_t at = x / UNIT_PT + MARGIN;
    return at < 0 ? 0 : at >= SLICES ? SLICES - 1 : (size_t)at;
}

static void raise(hx_unit *edge, int64_t left, int64_t right, hx_unit reach)
{
    for (size_t i = slice(left - APART), end = slice(right + APART); i <= end; i++)
        if (reach > edge[i])
            edge[i] = reach;
}

static void raise_glyph(struct clash *clash, hx_unit *edge, bool downwards, const struct glyph_run *run, const struct glyph *glyph)
{
    struct extents box = extents_of(clash, run->face, glyph->id);
    if (box.left == box.right)
        return;
    uint32_t upem = run->face->units_per_em;
    hx_unit y = run->y + glyph->y, high = unit_scale(box.top, run->size, upem), deep = unit_scale(box.bottom, run->size, upem);
    int64_t x = (int64_t)run->x + glyph->x;
    int64_t left = x + unit_muldiv(unit_scale(box.left, run->size, upem), run->scale, 1000);
    int64_t right = x + unit_muldiv(unit_scale(box.right, run->size, upem), run->scale, 1000);
    int64_t lean = unit_muldiv(downwards ? -deep : high, run->shear, 1000);
    raise(edge, lean < 0 ? left + lean : left, lean > 0 ? right + lean : right, downwards ? y + deep : high - y);
}

static void raise_line(struct clash *clash, hx_unit *edge, bool downwards, const struct line *line)
{
    for (size_t i = 0; i < SLICES; i++)
        edge[i] = INT32_MIN;
    for (size_t i = 0; i < line->items.n; i++) {
        const struct glyph_run *run = &line->items.at[i].run;
        for (uint32_t k = 0; line->items.at[i].kind == ITEM_GLYPHS && k < run->glyph_count; k++)
            raise_glyph(clash, edge, downwards, run, &run->glyphs[k]);
    }
}

hx_unit clash_distance(struct clash *clash, const struct line *above, const struct line *below)
{
    raise_line(clash, clash->below, true, above);
    raise_line(clash, clash->above, false, below);
    int64_t distance = 0;
    for (size_t i = 0; i < SLICES; i++)
        if (clash->below[i] != INT32_MIN && clash->above[i] != INT32_MIN) {
            int64_t needed = (int64_t)clash->below[i] + clash->above[i] + APART;
            distance = needed > distance ? needed : distance;
        }
    return (hx_unit)(distance < INT32_MAX / 4 ? distance : INT32_MAX / 4);
}
