#include "template/code.h"

#include <qrencode.h>
#include <string.h>

#include "template/path.h"

enum { BARS_MOST = 80, QR_MOST = 1000 /* [byte] */ };

/* --- Code 39 ------------------------------------------------------------------------------------- */

enum { ELEMENTS = 9, WIDE = 3 /* narrow ones */, SIGN = 16 /* narrow ones, with the gap after it */ };

/* Which of a sign's nine elements are wide: bars and spaces in turn, bit 8 the first. Most signs have two
 * wide bars of five and one wide space of four; the bars go by the column, the space by the row. */
static int elements_of(char c)
{
    static const char rows[4][11] = {"UVWXYZ-. *", "1234567890", "ABCDEFGHIJ", "KLMNOPQRST"};
    static const char bars[10][6] = {"10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010", "00110"};
    static const char others[] = "$/+%"; /* no wide bar; the one narrow space counted from the end */
    int elements = 0;
    for (int row = 0; row < 4; row++) {
        const char *column = strchr(rows[row], c);
        for (int i = 0; column && i < 5; i++)
            elements |= (bars[column - rows[row]][i] - '0') << (8 - 2 * i);
        if (column)
            return elements | 1 << (7 - 2 * row);
    }
    const char *other = strchr(others, c);
    for (int i = 0; other && i < 4; i++)
        elements |= (3 - i != other - others) << (7 - 2 * i);
    return elements;
}

static void add_sign(struct path *path, int elements, int64_t *x, int64_t module, int64_t height)
{
    for (int i = 0; i < ELEMENTS; i++) {
        int64_t width = (elements >> (ELEMENTS - 1 - i) & 1 ? WIDE : 1) * module;
        if (i % 2 == 0)
            path_box(path, *x, 0, width, height);
        *x += width;
    }
    *x += module;
}

const struct picture *code_bars(struct arena *arena, const char *text, hx_unit width, hx_unit height, uint32_t colour)
{
    size_t n = strlen(text);
    if (n == 0 || n > BARS_MOST || width <= 0 || height <= 0)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (text[i] == '*' || !elements_of(text[i]))
            return NULL;
    struct picture *picture = arena_new_of(arena, struct picture);
    struct path path;
    path_begin(&path, arena);
    const int64_t module = UNIT_PT;
    int64_t x = 0, modules = (int64_t)(n + 2) * SIGN - 1;
    picture->width = (hx_unit)(modules * module);
    picture->height = (hx_unit)unit_muldiv(picture->width, height, width);
    if (picture->height <= 0)
        return NULL;
    add_sign(&path, elements_of('*'), &x, module, picture->height);
    for (size_t i = 0; i < n; i++)
        add_sign(&path, elements_of(text[i]), &x, module, picture->height);
    add_sign(&path, elements_of('*'), &x, module, picture->height);
    path_fill(&path, picture, colour, false);
    return picture;
}

/* --- QR ------------------------------------------------------------------------------------------ */

static void release(void *object)
{
    QRcode **code = object;
    if (*code)
        QRcode_free(*code);
    *code = NULL;
}

/* How many dark squares there are from one on, at most `most`. */
static int dark_run(const uint8_t *square, int most)
{
    int n = 0;
    while (n < most && square[n] & 1)
        n++;
    return n;
}

/* Neighbours are one box: those in a row, with what is dark below all of them. The squares of a box are taken out of
 * the code. */
static void add_boxes(struct path *path, QRcode *code)
{
    int side = code->width;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            int across = dark_run(code->data + y * side + x, side - x), down = 0;
            while (across && y + down < side && dark_run(code->data + (y + down) * side + x, across) == across)
                memset(code->data + (y + down++) * side + x, 0, (size_t)across);
            if (across)
                path_box(path, (int64_t)x * UNIT_PT, (int64_t)y * UNIT_PT, (int64_t)across * UNIT_PT, (int64_t)down * UNIT_PT);
        }
}

const struct picture *code_qr(struct arena *arena, const char *text, uint32_t colour)
{
    QRcode **code = arena_new_of(arena, QRcode *);
    arena_on_release(arena, release, code);
    if (*text && strlen(text) <= QR_MOST)
        *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!*code)
        return NULL;
    struct picture *picture = arena_new_of(arena, struct picture);
    struct path path;
    path_begin(&path, arena);
    picture->width = picture->height = (hx_unit)(*code)->width * UNIT_PT;
    add_boxes(&path, *code);
    release(code);
    path_fill(&path, picture, colour, false);
    return picture;
}
