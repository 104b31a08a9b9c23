#include "template/drawing.h"

#include "template/path.h"

enum { SIDE = 1000 }; /* [pt] of a drawing's own square */

static int64_t at(int64_t thousandths)
{
    return thousandths * UNIT_PT;
}

/* A globe inside two rings: meridians as ellipses, parallels as chords. Stands where an emblem may be
 * put; a design of no organization. */
static void draw_globe(struct picture *picture, uint32_t colour, struct path *path)
{
    enum { MIDDLE = SIDE / 2, RING = 490, GLOBE = 410, THICK = 20, THIN = 10 };
    const int64_t middle = at(MIDDLE), globe = at(GLOBE), thin = at(THIN);
    const int64_t rings[][3] = {{RING, RING, THICK}, {GLOBE, GLOBE, THICK}, {(RING + GLOBE - THICK + THIN) / 2,
        (RING + GLOBE - THICK + THIN) / 2, THIN}, {GLOBE * 2 / 3, GLOBE - THIN, THIN}, {GLOBE / 3, GLOBE - THIN, THIN}};
    for (size_t i = 0; i < sizeof rings / sizeof *rings; i++) {
        path_ring(path, middle, middle, at(rings[i][0]), at(rings[i][1]), at(rings[i][2]));
        path_fill(path, picture, colour, true);
    }
    path_box(path, middle - thin / 2, middle - globe, thin, 2 * globe);
    /* [1/100 of the radius] heights and half lengths of the chords */
    static const int8_t chord[5][2] = {{-78, 63}, {-42, 91}, {0, 100}, {42, 91}, {78, 63}};
    for (int i = 0; i < 5; i++) {
        int64_t down = globe * chord[i][0] / 100, reach = (globe - thin) * chord[i][1] / 100;
        path_box(path, middle - reach, middle + down - thin / 2, 2 * reach, thin);
    }
    path_fill(path, picture, colour, false);
}

/* A point of a circle round the middle, which is at 0, 0. */
struct spot {
    int64_t x, y;
};

static struct spot spot_at(int64_t radius, int64_t angle)
{
    return (struct spot){
        (int64_t)((__int128)radius * affine_cosine(angle) >> 32), (int64_t)((__int128)radius * affine_sine(angle) >> 32)};
}

/* Along a circle, by less than a quarter turn. */
static void arc_to(struct path *path, int64_t radius, int64_t from, int64_t to)
{
    int64_t quarter = (to - from) / 4;
    int64_t handle = (int64_t)((__int128)radius * affine_sine(quarter) * 4 / (affine_cosine(quarter) * 3));
    struct spot start = spot_at(radius, from), end = spot_at(radius, to);
    struct spot out = spot_at(handle, from + 90000), in = spot_at(handle, to + 90000);
    path_curve(path, start.x + out.x, start.y + out.y, end.x - in.x, end.y - in.y, end.x, end.y);
}

/* Three arrows that chase one another round a circle. */
static void draw_recycle(struct picture *picture, uint32_t colour, struct path *path)
{
    enum { OUTER = 400, INNER = 270, BARB = 85, TIP = 104000, BEND = 70000 }; /* [pt], [1/1000 degree] */
    for (int64_t i = 0; i < 3; i++) {
        path->map = affine_turn(i * 120000 - 90000);
        path->map.e = path->map.f = at(SIDE / 2);
        const struct spot corner[] = {spot_at(at(OUTER), 0), spot_at(at(OUTER + BARB), BEND), spot_at(at((OUTER + INNER) / 2), TIP),
            spot_at(at(INNER - BARB), BEND), spot_at(at(INNER), BEND)};
        path_move(path, corner[0].x, corner[0].y);
        arc_to(path, at(OUTER), 0, BEND);
        for (int k = 1; k < 5; k++)
            path_line(path, corner[k].x, corner[k].y);
        arc_to(path, at(INNER), BEND, 0);
        path_close(path);
    }
    path_fill(path, picture, colour, false);
}

const struct picture *drawing_of(enum drawing drawing, uint32_t colour, struct arena *arena)
{
    static void (*const draw[DRAWING_COUNT])(struct picture *, uint32_t, struct path *) = {draw_globe, draw_recycle};
    struct picture *picture = arena_new_of(arena, struct picture);
    picture->width = picture->height = SIDE * UNIT_PT;
    struct path path;
    path_begin(&path, arena);
    draw[drawing](picture, colour, &path);
    return picture;
}
