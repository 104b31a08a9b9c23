#include "template/path.h"

enum {
    FAR = 1 << 30, /* [unit] half of what a length holds, so that differences fit, too */
    QUARTER = 90000, /* [1/1000 degree] */
};

static const int64_t LARGEST = (int64_t)1 << 54; /* of an entry of a map */
static const int64_t PI = 13493037705; /* [1/2^32] */

static int64_t bounded(__int128 value, int64_t most)
{
    return value > most ? most : value < -most ? -most : (int64_t)value;
}

static int64_t product(int64_t a, int64_t b, int64_t c, int64_t d, int64_t more)
{
    __int128 sum = (__int128)a * b + (__int128)c * d + (AFFINE_ONE >> 1);
    return bounded((sum >> 32) + more, LARGEST);
}

struct affine affine_join(const struct affine *o, const struct affine *i)
{
    return (struct affine){
        product(o->a, i->a, o->c, i->b, 0), product(o->b, i->a, o->d, i->b, 0),
        product(o->a, i->c, o->c, i->d, 0), product(o->b, i->c, o->d, i->d, 0),
        product(o->a, i->e, o->c, i->f, o->e), product(o->b, i->e, o->d, i->f, o->f)};
}

/* Of an angle up to a quarter turn, by its power series. */
static int64_t sine_of_quarter(int64_t angle)
{
    int64_t x = (int64_t)((__int128)angle * PI / (2 * QUARTER));
    __int128 term = x, sum = 0;
    for (int k = 1; term != 0; k += 2) {
        sum += term;
        term = -((term * x >> 32) * x >> 32) / ((k + 1) * (k + 2));
    }
    return bounded(sum, AFFINE_ONE);
}

int64_t affine_sine(int64_t angle)
{
    int64_t turn = angle % (4 * QUARTER);
    if (turn < 0)
        turn += 4 * QUARTER;
    int64_t sign = turn >= 2 * QUARTER ? -1 : 1;
    turn %= 2 * QUARTER;
    return sign * sine_of_quarter(turn > QUARTER ? 2 * QUARTER - turn : turn);
}

int64_t affine_cosine(int64_t angle)
{
    return affine_sine(angle % (4 * QUARTER) + QUARTER);
}

struct affine affine_turn(int64_t angle)
{
    int64_t sine = affine_sine(angle), cosine = affine_cosine(angle);
    return (struct affine){cosine, sine, -sine, cosine, 0, 0};
}

uint64_t affine_root(uint64_t square)
{
    uint64_t root = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit; bit >>= 1)
        if ((root | bit) <= square / (root | bit))
            root |= bit;
    return root;
}

/* --- steps --------------------------------------------------------------------------------------- */

void path_begin(struct path *path, struct arena *arena)
{
    *path = (struct path){.arena = arena, .map = AFFINE_NONE};
}

static void put(const struct path *path, int64_t x, int64_t y, hx_unit *to_x, hx_unit *to_y)
{
    const struct affine *map = &path->map;
    if (map->a == AFFINE_ONE && map->b == 0 && map->c == 0 && map->d == AFFINE_ONE) { /* most only move */
        *to_x = (hx_unit)bounded((__int128)x + map->e, FAR);
        *to_y = (hx_unit)bounded((__int128)y + map->f, FAR);
        return;
    }
    *to_x = (hx_unit)bounded(product(map->a, x, map->c, y, map->e), FAR);
    *to_y = (hx_unit)bounded(product(map->b, x, map->d, y, map->f), FAR);
}

static struct path_step *step(struct path *path, enum path_verb verb, int64_t x, int64_t y)
{
    struct path_step *added = list_add(path->arena, &path->steps);
    *added = (struct path_step){.verb = verb};
    put(path, x, y, &added->x, &added->y);
    return added;
}

void path_move(struct path *path, int64_t x, int64_t y)
{
    step(path, PATH_MOVE, x, y);
}

void path_line(struct path *path, int64_t x, int64_t y)
{
    step(path, PATH_LINE, x, y);
}

void path_curve(struct path *path, int64_t x1, int64_t y1, int64_t x2, int64_t y2, int64_t x, int64_t y)
{
    struct path_step *added = step(path, PATH_CURVE, x, y);
    put(path, x1, y1, &added->x1, &added->y1);
    put(path, x2, y2, &added->x2, &added->y2);
}

void path_bend(struct path *path, int64_t x0, int64_t y0, int64_t x1, int64_t y1, int64_t x, int64_t y)
{
    path_curve(path, (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x + 2 * x1) / 3, (y + 2 * y1) / 3, x, y);
}

void path_close(struct path *path)
{
    *list_add(path->arena, &path->steps) = (struct path_step){.verb = PATH_CLOSE};
}

void path_box(struct path *path, int64_t x, int64_t y, int64_t width, int64_t height)
{
    path_move(path, x, y);
    path_line(path, x + width, y);
    path_line(path, x + width, y + height);
    path_line(path, x, y + height);
    path_close(path);
}

/* Four curves; 0.5523 is the usual length of their handles. */
void path_ellipse(struct path *path, int64_t x, int64_t y, int64_t rx, int64_t ry)
{
    static const int8_t turn[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    int64_t hx = unit_muldiv(rx, 5523, 10000), hy = unit_muldiv(ry, 5523, 10000);
    path_move(path, x + rx, y);
    for (int i = 0; i < 4; i++) {
        int ax = turn[i][0], ay = turn[i][1], bx = turn[i + 1][0], by = turn[i + 1][1];
        path_curve(path, x + ax * rx + bx * hx, y + ay * ry + by * hy, x + bx * rx + ax * hx, y + by * ry + ay * hy,
            x + bx * rx, y + by * ry);
    }
    path_close(path);
}

void path_rounded(struct path *path, int64_t x, int64_t y, int64_t width, int64_t height, int64_t rx, int64_t ry)
{
    int64_t right = x + width, foot = y + height;
    int64_t hx = rx - unit_muldiv(rx, 5523, 10000), hy = ry - unit_muldiv(ry, 5523, 10000); /* from a corner to its handles */
    path_move(path, x + rx, y);
    path_line(path, right - rx, y);
    path_curve(path, right - hx, y, right, y + hy, right, y + ry);
    path_line(path, right, foot - ry);
    path_curve(path, right, foot - hy, right - hx, foot, right - rx, foot);
    path_line(path, x + rx, foot);
    path_curve(path, x + hx, foot, x, foot - hy, x, foot - ry);
    path_line(path, x, y + ry);
    path_curve(path, x, y + hy, x + hx, y, x + rx, y);
    path_close(path);
}

void path_ring(struct path *path, int64_t x, int64_t y, int64_t rx, int64_t ry, int64_t thick)
{
    path_ellipse(path, x, y, rx, ry);
    if (rx > thick && ry > thick)
        path_ellipse(path, x, y, rx - thick, ry - thick);
}

void path_fill(struct path *path, struct picture *picture, uint32_t colour, bool even_odd)
{
    if (path->steps.n > 0)
        *list_add(path->arena, &picture->shapes) =
            (struct picture_shape){.steps = path->steps.at, .n = path->steps.n, .colour = colour, .even_odd = even_odd};
    path->steps.at = NULL;
    path->steps.n = path->steps.room = 0;
}
