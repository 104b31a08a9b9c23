/* Path data of SVG: commands of one letter, each with its numbers, repeated without the letter. */
#include "template/svg.h"

#include <string.h>

enum { EXPONENT_MOST = 1000 };

static const int64_t MANTISSA_MOST = 100000000000000; /* one digit more still fits */
static const int64_t MOST = 1000000 * AFFINE_ONE; /* [1/2^32] */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(const char **at)
{
    *at += strspn(*at, " \t\r\n");
}

static void skip_separator(const char **at)
{
    skip_blanks(at);
    if (**at == ',')
        ++*at;
    skip_blanks(at);
}

/* The exponent, bounded; 0 when what follows is none ("1em" is not read here, but "1e" is no number). */
static int read_exponent(const char **at)
{
    const char *c = *at;
    if (*c != 'e' && *c != 'E')
        return 0;
    int sign = c[1] == '-' ? -1 : 1;
    c += 1 + (c[1] == '-' || c[1] == '+');
    if (!is_digit(*c))
        return 0;
    int exponent = 0;
    for (; is_digit(*c); c++)
        exponent = exponent < 100 ? exponent * 10 + (*c - '0') : exponent;
    *at = c;
    return sign * exponent;
}

/* Digits as they come; those beyond what a mantissa holds only count. */
struct decimal {
    int64_t mantissa;
    int exponent, digits;
};

static const char *read_digits(const char *c, bool after_point, struct decimal *decimal)
{
    for (; is_digit(*c); c++) {
        bool kept = decimal->mantissa < MANTISSA_MOST;
        if (kept)
            decimal->mantissa = decimal->mantissa * 10 + (*c - '0');
        if (kept == after_point && decimal->exponent > -EXPONENT_MOST && decimal->exponent < EXPONENT_MOST)
            decimal->exponent += kept ? -1 : 1;
        decimal->digits++;
    }
    return c;
}

bool svg_number(const char **at, int64_t *number)
{
    const char *c = *at;
    skip_blanks(&c);
    bool negative = *c == '-';
    c += *c == '-' || *c == '+';
    struct decimal decimal = {0, 0, 0};
    c = read_digits(c, false, &decimal);
    if (*c == '.')
        c = read_digits(c + 1, true, &decimal);
    if (decimal.digits == 0)
        return false;
    decimal.exponent += read_exponent(&c);
    __int128 value = (__int128)decimal.mantissa << 32;
    for (; decimal.exponent < 0 && value; decimal.exponent++)
        value /= 10;
    for (; decimal.exponent > 0 && value && value <= MOST; decimal.exponent--)
        value *= 10;
    if (value > MOST)
        return false;
    skip_separator(&c);
    *at = c;
    *number = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

/* --- arcs ---------------------------------------------------------------------------------------- */

enum { ONE = 1 << 30 }; /* [1/2^30] a circle's radius, below */

struct arc {
    struct path *path;
    int64_t x, y; /* [unit] centre */
    int64_t rx, ry; /* [unit] */
    int64_t sine, cosine; /* [1/2^32] of its own turn */
};

/* A point of the circle, or beside it, as a point of the ellipse. */
static void on_ellipse(const struct arc *arc, int64_t u, int64_t v, int64_t *x, int64_t *y)
{
    __int128 along = (__int128)arc->rx * u / ONE, across = (__int128)arc->ry * v / ONE;
    *x = arc->x + (int64_t)((along * arc->cosine - across * arc->sine) >> 32);
    *y = arc->y + (int64_t)((along * arc->sine + across * arc->cosine) >> 32);
}

/* From one point of the circle to another, by a quarter turn or less, clockwise when `turn` is 1. */
static void add_piece(const struct arc *arc, const int64_t from[2], const int64_t to[2], int turn)
{
    int64_t cosine = (from[0] * to[0] + from[1] * to[1]) / ONE;
    cosine = cosine > ONE ? ONE : cosine < 0 ? 0 : cosine;
    int64_t half_sine = (int64_t)affine_root((uint64_t)((ONE - cosine) / 2) * ONE);
    int64_t half_cosine = (int64_t)affine_root((uint64_t)((ONE + cosine) / 2) * ONE);
    int64_t handle = turn * (half_sine * ONE / (ONE + half_cosine)) * 4 / 3; /* 4/3 of the tangent of a quarter of the angle */
    int64_t x1, y1, x2, y2, x, y;
    on_ellipse(arc, from[0] - handle * from[1] / ONE, from[1] + handle * from[0] / ONE, &x1, &y1);
    on_ellipse(arc, to[0] + handle * to[1] / ONE, to[1] - handle * to[0] / ONE, &x2, &y2);
    on_ellipse(arc, to[0], to[1], &x, &y);
    path_curve(arc->path, x1, y1, x2, y2, x, y);
}

/* Quarter turns until the end is less than one away. */
static void add_pieces(const struct arc *arc, int64_t from[2], const int64_t to[2], int turn)
{
    for (int quarters = 0; quarters < 4; quarters++) {
        const int64_t next[2] = {-turn * from[1], turn * from[0]};
        bool ahead = next[0] * to[0] + next[1] * to[1] >= 0 && from[0] * to[0] + from[1] * to[1] >= 0;
        if (ahead)
            break;
        add_piece(arc, from, next, turn);
        memcpy(from, next, sizeof next);
    }
    add_piece(arc, from, to, turn);
}

/* Where an arc's ends lie on the circle that its ellipse becomes when both radii are taken for 1. The
 * middle of the two ends is at 0, 0, the first end at (p, q). */
struct chord {
    int64_t p, q;
    int64_t reach; /* [1/2^30] square of their distance from the middle, at most 1 */
};

/* Radii that do not reach from end to end are made larger. */
static struct chord chord_of(struct arc *arc, int64_t along, int64_t across)
{
    __int128 p = (__int128)along * ONE / arc->rx, q = (__int128)across * ONE / arc->ry;
    for (; p > ONE || p < -ONE || q > ONE || q < -ONE; p /= 2, q /= 2)
        arc->rx *= 2, arc->ry *= 2;
    struct chord chord = {(int64_t)p, (int64_t)q, (int64_t)((p * p + q * q) / ONE)};
    if (chord.reach <= ONE)
        return chord;
    int64_t root = (int64_t)affine_root((uint64_t)chord.reach * ONE);
    arc->rx = (int64_t)((__int128)arc->rx * root / ONE);
    arc->ry = (int64_t)((__int128)arc->ry * root / ONE);
    return (struct chord){chord.p * ONE / root, chord.q * ONE / root, ONE};
}

/* An arc between two points. The numbers: two radii, the ellipse's turn, whether the longer way round,
 * whether clockwise. The centre lies off the middle of the two points, at a right angle to the line
 * between them. */
static void add_arc(struct path *path, const int64_t from[2], const int64_t to[2], const int64_t number[5])
{
    struct arc arc = {.path = path, .rx = number[0] < 0 ? -number[0] : number[0], .ry = number[1] < 0 ? -number[1] : number[1]};
    int64_t degrees = number[2] * 1000 / UNIT_PT; /* [1/1000 degree] */
    arc.sine = affine_sine(degrees), arc.cosine = affine_cosine(degrees);
    int64_t dx = (from[0] - to[0]) / 2, dy = (from[1] - to[1]) / 2;
    int64_t along = (int64_t)(((__int128)dx * arc.cosine + (__int128)dy * arc.sine) >> 32);
    int64_t across = (int64_t)(((__int128)dy * arc.cosine - (__int128)dx * arc.sine) >> 32);
    if (arc.rx == 0 || arc.ry == 0 || (along == 0 && across == 0)) {
        path_line(path, to[0], to[1]);
        return;
    }
    struct chord chord = chord_of(&arc, along, across);
    int64_t length = (int64_t)affine_root((uint64_t)chord.reach * ONE);
    int64_t off = (int64_t)affine_root((uint64_t)(ONE - chord.reach) * ONE);
    if ((number[3] != 0) == (number[4] != 0))
        off = -off;
    int64_t u = length ? chord.q * off / length : 0, v = length ? -chord.p * off / length : 0;
    int64_t start[2] = {chord.p - u, chord.q - v};
    const int64_t end[2] = {-chord.p - u, -chord.q - v};
    on_ellipse(&arc, u, v, &dx, &dy);
    arc.x = dx + (from[0] + to[0]) / 2, arc.y = dy + (from[1] + to[1]) / 2;
    add_pieces(&arc, start, end, number[4] != 0 ? 1 : -1);
}

/* --- commands ------------------------------------------------------------------------------------ */

struct pen {
    struct path *path;
    int64_t at[2], start[2]; /* [unit] */
    int64_t handle[2]; /* [unit] last control point, for smooth curves */
    char before; /* command before, capital */
};

static const char letters[] = "MLHVCSQTAZ";

/* How many numbers a command takes; -1 when there is none of that letter. */
static int number_count(char command)
{
    static const int8_t count[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
    const char *found = command ? strchr(letters, command) : NULL;
    return found ? count[found - letters] : -1;
}

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* A flag of an arc is one figure, which the next number may follow without a blank. */
static bool read_flag(const char **at, int64_t *number)
{
    if (**at != '0' && **at != '1')
        return false;
    *number = **at == '1';
    ++*at;
    skip_separator(at);
    return true;
}

static bool read_numbers(const char **at, char command, int64_t *number, int n)
{
    for (int i = 0; i < n; i++) {
        if (command == 'A' && (i == 3 || i == 4)) {
            if (!read_flag(at, &number[i]))
                return false;
            continue;
        }
        if (!svg_number(at, &number[i]))
            return false;
        number[i] /= AFFINE_ONE / UNIT_PT;
    }
    return true;
}

/* Small letters count from where the pen is. */
static void make_absolute(const struct pen *pen, char command, int64_t *number, int n)
{
    if (command == 'A') {
        number[5] += pen->at[0], number[6] += pen->at[1];
    } else if (command == 'V') {
        number[0] += pen->at[1];
    } else {
        for (int i = 0; i < n; i++)
            number[i] += pen->at[i % 2];
    }
}

static void move_pen(struct pen *pen, const int64_t *to)
{
    pen->at[0] = to[0];
    pen->at[1] = to[1];
}

/* The control point of a smooth curve mirrors the one before, after a curve of the same kind. */
static void mirrored_handle(const struct pen *pen, const char *kinds, int64_t out[2])
{
    bool same = pen->before && strchr(kinds, pen->before);
    for (int i = 0; i < 2; i++)
        out[i] = same ? 2 * pen->at[i] - pen->handle[i] : pen->at[i];
}

static void draw_curve(struct pen *pen, char command, const int64_t *number)
{
    int64_t first[2] = {number[0], number[1]};
    const int64_t *last = number + number_count(command) - 2;
    if (command == 'S' || command == 'T')
        mirrored_handle(pen, command == 'S' ? "CS" : "QT", first);
    if (command == 'C' || command == 'S') {
        path_curve(pen->path, first[0], first[1], last[-2], last[-1], last[0], last[1]);
        memcpy(pen->handle, last - 2, sizeof pen->handle);
    } else {
        path_bend(pen->path, pen->at[0], pen->at[1], first[0], first[1], last[0], last[1]);
        memcpy(pen->handle, first, sizeof pen->handle);
    }
    move_pen(pen, last);
}

static void draw(struct pen *pen, char command, const int64_t *number)
{
    int64_t to[2] = {command == 'V' ? pen->at[0] : number[0], command == 'H' ? pen->at[1] : number[command == 'V' ? 0 : 1]};
    switch (command) {
    case 'M':
        path_move(pen->path, to[0], to[1]);
        memcpy(pen->start, to, sizeof to);
        move_pen(pen, to);
        break;
    case 'L':
    case 'H':
    case 'V':
        path_line(pen->path, to[0], to[1]);
        move_pen(pen, to);
        break;
    case 'A':
        add_arc(pen->path, pen->at, number + 5, number);
        move_pen(pen, number + 5);
        break;
    case 'Z':
        path_close(pen->path);
        move_pen(pen, pen->start);
        break;
    default: draw_curve(pen, command, number);
    }
    pen->before = command;
}

bool svg_path(const char *data, struct path *path)
{
    struct pen pen = {.path = path};
    char letter = 0;
    for (skip_blanks(&data); *data;) {
        bool named = strchr("0123456789+-.", *data) == NULL;
        if (named)
            letter = *data++;
        char command = capital(letter);
        int n = number_count(command);
        int64_t number[7] = {0};
        bool first = !pen.before;
        if (n < 0 || (n == 0 && !named) || (first && command != 'M') || path->steps.n > SVG_STEPS_MOST)
            return false;
        skip_separator(&data);
        if (!read_numbers(&data, command, number, n))
            return false;
        if (letter != command)
            make_absolute(&pen, command, number, n);
        if (pen.before == 'Z' && command != 'M')
            path_move(path, pen.at[0], pen.at[1]);
        draw(&pen, command, number);
        letter = command == 'M' ? (char)(letter == 'M' ? 'L' : 'l') : letter;
    }
    return true;
}
