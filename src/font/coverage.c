#include "font/coverage.h"

#include <ft2build.h>
#include <freetype/freetype.h>
#include <freetype/ftoutln.h>

enum {
    POINTS_MOST = 32000, /* of one outline; FreeType counts them in 16 bits */
    CONTOURS_MOST = 16000,
    FAR = 1 << 23, /* [1/64 pixel] no bitmap reaches so far */
};

struct coverage {
    FT_Library library;
    FT_Vector points[POINTS_MOST];
    char tags[POINTS_MOST];
    short ends[CONTOURS_MOST];
    short point_n, contour_n;
    short open; /* where the contour that is being added begins */
};

static void release(void *object)
{
    struct coverage *coverage = object;
    FT_Done_FreeType(coverage->library);
}

struct coverage *coverage_new(struct arena *arena)
{
    struct coverage *coverage = arena_new_of(arena, struct coverage);
    arena_on_release(arena, release, coverage);
    if (FT_Init_FreeType(&coverage->library) != 0)
        arena_fail(arena);
    return coverage;
}

/* --- building an outline ------------------------------------------------------------------------- */

static FT_Pos bounded(__int128 value)
{
    return value > FAR ? FAR : value < -FAR ? -FAR : (FT_Pos)value;
}

static FT_Pos mapped(int64_t a, hx_unit x, int64_t c, hx_unit y, int64_t e)
{
    return bounded((((__int128)a * x + (__int128)c * y + (AFFINE_ONE >> 1)) >> 32) + e);
}

static void add(struct coverage *coverage, const struct affine *map, hx_unit x, hx_unit y, char tag)
{
    coverage->points[coverage->point_n] =
        (FT_Vector){mapped(map->a, x, map->c, y, map->e), mapped(map->b, x, map->d, y, map->f)};
    coverage->tags[coverage->point_n++] = tag;
}

static void end_contour(struct coverage *coverage)
{
    if (coverage->point_n > coverage->open)
        coverage->ends[coverage->contour_n++] = (short)(coverage->point_n - 1);
    coverage->open = coverage->point_n;
}

static void add_step(struct coverage *coverage, const struct path_step *step, const struct affine *map)
{
    if (step->verb == PATH_MOVE || step->verb == PATH_CLOSE)
        end_contour(coverage);
    if (step->verb == PATH_CLOSE)
        return;
    if (step->verb == PATH_CURVE) {
        add(coverage, map, step->x1, step->y1, FT_CURVE_TAG_CUBIC);
        add(coverage, map, step->x2, step->y2, FT_CURVE_TAG_CUBIC);
    }
    add(coverage, map, step->x, step->y, FT_CURVE_TAG_ON);
}

/* --- filling ------------------------------------------------------------------------------------- */

static void take_spans(int y, int count, const FT_Span *spans, void *user)
{
    const struct coverage_target *target = user;
    for (int i = 0; i < count; i++)
        if (spans[i].coverage > 0)
            target->take(target->context, spans[i].x, y, spans[i].len, spans[i].coverage);
}

/* Draws what was added, and forgets it. An outline that FreeType cannot draw leaves no trace. */
static void flush(struct coverage *coverage, bool even_odd, const struct coverage_target *target)
{
    FT_Outline outline = {.n_contours = coverage->contour_n, .n_points = coverage->point_n, .points = coverage->points,
        .tags = coverage->tags, .contours = coverage->ends, .flags = even_odd ? FT_OUTLINE_EVEN_ODD_FILL : 0};
    FT_Raster_Params params = {.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
        .gray_spans = take_spans, .user = (void *)(uintptr_t)target, .clip_box = {target->left, target->top, target->right, target->bottom}};
    if (coverage->contour_n > 0 && target->left < target->right && target->top < target->bottom)
        FT_Outline_Render(coverage->library, &outline, &params);
    coverage->point_n = coverage->contour_n = coverage->open = 0;
}

/* A shape of more points than an outline can have is drawn contour by contour from there on. */
void coverage_fill(struct coverage *coverage, const struct path_step *steps, size_t n, const struct affine *map,
    bool even_odd, const struct coverage_target *target)
{
    for (size_t i = 0; i < n; i++) {
        bool full = coverage->point_n > POINTS_MOST - 3 || coverage->contour_n > CONTOURS_MOST - 2;
        if (full) {
            end_contour(coverage);
            flush(coverage, even_odd, target);
        }
        add_step(coverage, &steps[i], map);
    }
    end_contour(coverage);
    flush(coverage, even_odd, target);
}
