/* Glyphs are placed exactly: positions are rounded to thousandths of the type size, the finest that a
 * TJ array can say, from the start of each piece, so that errors never add up. A viewer's pen moves
 * by the widths in W, which are whole thousandths too; it is followed here with integers, and an
 * adjustment is written where the next glyph does not stand at the pen. Right-to-left runs are drawn
 * in logical order like all others: the pen then steps back over two glyphs at a time.
 *
 * Most runs are one piece with one text matrix. What the font could not say with a code of its own
 * (pdf_font.h) is put in a span with ActualText: a glyph whose code says another text, and a letter
 * with the stroke that lengthens it, because readers take the gap at a stroke without text for a
 * space. A stroke there has a text matrix of its own, for its stretch. */
#include "output/pdf_content.h"

#include <string.h>

enum { SMALLEST_SIZE = 4096 }; /* [unit] 1/16 pt; keeps the reciprocal of the size in range */

/* What the open marked-content sequence is: none, an artifact, or from 0 the id of a tagged one. */
enum { MARK_NONE = -3, MARK_PAGINATION = -2, MARK_LAYOUT = -1 };

struct writer {
    struct buf *out;
    const struct pdf_fonts *fonts;
    const uint32_t *uses; /* of the run being drawn */
    hx_unit page_height;
    const struct tag_tree *tree; /* NULL: only artifacts are marked */
    const struct tag_page *tags;
    int32_t mark;
    bool in_text;
    uint32_t font; /* number; 0 before the first */
    int32_t size; /* [1/1000 pt] */
    int32_t rise; /* [1/1000 pt] upwards */
    uint32_t colour; /* 0xRRGGBB */
};

/* --- states ------------------------------------------------------------------------------------- */

static void open_mark(struct writer *w, int32_t mark)
{
    if (mark >= 0) {
        buf_char(w->out, '/');
        buf_text(w->out, tag_name(w->tree->elements.at[w->tags->owner.at[mark]].tag));
        buf_text(w->out, "<</MCID ");
        buf_int(w->out, mark);
        buf_text(w->out, ">>BDC\n");
    } else if (mark != MARK_NONE) {
        buf_text(w->out, mark == MARK_LAYOUT ? "/Artifact<</Type/Layout>>BDC\n" : "/Artifact<</Type/Pagination>>BDC\n");
    }
}

/* Consecutive items of one mark share a marked-content sequence, which stands inside one text object or
 * outside all. */
static void mark_state(struct writer *w, int32_t mark, bool in_text)
{
    if (w->mark == mark && w->in_text == in_text)
        return;
    if (w->mark != MARK_NONE)
        buf_text(w->out, "EMC\n");
    if (w->in_text != in_text)
        buf_text(w->out, in_text ? "BT\n" : "ET\n");
    w->in_text = in_text;
    w->mark = mark;
    open_mark(w, mark);
}

static void colour_state(struct writer *w, uint32_t colour)
{
    if (w->colour == colour)
        return;
    w->colour = colour;
    uint32_t part[3] = {colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF};
    bool grey = part[0] == part[1] && part[1] == part[2];
    for (int i = 0; i < (grey ? 1 : 3); i++) {
        buf_milli(w->out, unit_muldiv(part[i], 1000, 255));
        buf_char(w->out, ' ');
    }
    buf_text(w->out, grey ? "g\n" : "rg\n");
}

static void font_state(struct writer *w, const struct pdf_font *font, int32_t size)
{
    if (w->font == font->number && w->size == size)
        return;
    w->font = font->number;
    w->size = size;
    buf_text(w->out, "/F");
    buf_int(w->out, font->number);
    buf_char(w->out, ' ');
    buf_milli(w->out, size);
    buf_text(w->out, " Tf\n");
}

static void rise_state(struct writer *w, int32_t rise)
{
    if (w->rise == rise)
        return;
    w->rise = rise;
    buf_milli(w->out, rise);
    buf_text(w->out, " Ts\n");
}

/* --- text --------------------------------------------------------------------------------------- */

static void text_matrix(struct writer *w, int64_t scale, int32_t shear, hx_unit x, hx_unit y)
{
    buf_milli(w->out, scale);
    buf_text(w->out, " 0 ");
    buf_milli(w->out, shear);
    buf_text(w->out, " 1 ");
    buf_unit(w->out, x);
    buf_char(w->out, ' ');
    buf_unit(w->out, w->page_height - y);
    buf_text(w->out, " Tm\n");
}

/* A TJ array in the making: what of it is not yet in the buffer. */
struct array {
    char at[512];
    size_t n;
    bool open;
};

static void array_flush(struct writer *w, struct array *array)
{
    buf_bytes(w->out, array->at, array->n);
    array->n = 0;
}

static void array_close(struct writer *w, struct array *array)
{
    if (array->open) {
        memcpy(array->at + array->n, ">]TJ\n", 5);
        array->n += 5;
        array_flush(w, array);
    }
    array->open = false;
}

static void array_adjust(struct array *array, int64_t by)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = by < 0 ? (uint64_t)0 - (uint64_t)by : (uint64_t)by;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (by < 0)
        digits[--at] = '-';
    array->at[array->n++] = '>';
    memcpy(array->at + array->n, digits + at, sizeof digits - at);
    array->n += sizeof digits - at;
    array->at[array->n++] = '<';
}

/* Adds a glyph whose place is `target`; returns where the pen is then. [1/1000 em] */
static int64_t array_add(struct writer *w, struct array *array, const struct pdf_code *code, int64_t target, int64_t pen)
{
    if (!array->open) {
        memcpy(array->at, "[<", 2);
        array->n = 2;
        array->open = true;
    }
    if (target != pen)
        array_adjust(array, pen - target);
    memcpy(array->at + array->n, code->digits, sizeof code->digits);
    array->n += sizeof code->digits;
    if (array->n > sizeof array->at - 64)
        array_flush(w, array);
    return target + code->width;
}

/* A stretch that the glyph has of its own, not as a part of the one before it. */
static uint32_t own_stretch(const struct writer *w, const struct glyph_run *run, uint32_t i)
{
    return w->uses[i] == USE_NOTHING ? 0 : run->glyphs[i].stretch;
}

/* Glyphs [from, to) of one stretch. */
static void draw_piece(struct writer *w, const struct glyph_run *run, uint32_t from, uint32_t to)
{
    const struct pdf_font *font = pdf_font_of(w->fonts, run->face);
    uint32_t stretch = own_stretch(w, run, from);
    int64_t scale = stretch ? unit_muldiv(run->scale, stretch, 1000) : run->scale;
    int64_t em = unit_muldiv(w->size, UNIT_PT, 1000) * scale / 1000; /* [unit] as a viewer sees it */
    int64_t reciprocal = ((int64_t)1000 << 32) / (em < SMALLEST_SIZE ? SMALLEST_SIZE : em);
    const struct glyph *origin = &run->glyphs[from + font->codes.at[w->uses[from] & USE_CODE].origin];
    text_matrix(w, scale, run->shear, run->x + origin->x, run->y);
    struct array array = {.n = 0};
    int64_t pen = 0; /* [1/1000 em] */
    for (uint32_t i = from; i < to; i++) {
        if (w->uses[i] == USE_NOTHING)
            continue;
        const struct pdf_code *code = &font->codes.at[w->uses[i] & USE_CODE];
        int32_t rise = run->glyphs[i].y ? -unit_to_milli(run->glyphs[i].y) : 0;
        if (rise != w->rise) {
            array_close(w, &array);
            rise_state(w, rise);
        }
        int64_t x = (int64_t)run->glyphs[i + code->origin].x - origin->x;
        pen = array_add(w, &array, code, (x * reciprocal + ((int64_t)1 << 31)) >> 32, pen);
    }
    array_close(w, &array);
}

/* Where the next span starts, or n. A letter before a stroke is found when the stroke is reached. */
static uint32_t next_span(const struct writer *w, const struct glyph_run *run, uint32_t from)
{
    uint32_t letter = from;
    for (uint32_t i = from; i < run->glyph_count; i++) {
        if (run->glyphs[i].text_n)
            letter = i;
        if (w->uses[i] != USE_NOTHING && (w->uses[i] & USE_SPOKEN))
            return i;
        if (own_stretch(w, run, i))
            return letter;
    }
    return run->glyph_count;
}

/* One glyph, or a letter through its last stroke. */
static uint32_t span_end(const struct writer *w, const struct glyph_run *run, uint32_t from)
{
    uint32_t end = from + 1;
    for (uint32_t i = end; i < run->glyph_count && run->glyphs[i].text_n == 0; i++)
        if (own_stretch(w, run, i))
            end = i + 1;
    return end;
}

static void draw_span(struct writer *w, const struct glyph_run *run, uint32_t from, uint32_t to)
{
    const uint32_t *text;
    uint32_t n = pdf_text_of(run, &run->glyphs[from], &text);
    buf_text(w->out, "/Span<</ActualText");
    pdf_text_code_points(w->out, text, n);
    buf_text(w->out, ">>BDC\n");
    while (from < to) {
        uint32_t end = from + 1;
        while (end < to && own_stretch(w, run, end) == own_stretch(w, run, from))
            end++;
        draw_piece(w, run, from, end);
        from = end;
    }
    buf_text(w->out, "EMC\n");
}

static void draw_run(struct writer *w, const struct glyph_run *run)
{
    colour_state(w, run->colour);
    font_state(w, pdf_font_of(w->fonts, run->face), unit_to_milli(run->size));
    for (uint32_t i = 0; i < run->glyph_count;) {
        uint32_t span = next_span(w, run, i);
        if (span > i)
            draw_piece(w, run, i, span);
        if (span == run->glyph_count)
            return;
        i = span_end(w, run, span);
        draw_span(w, run, span, i);
    }
}

/* --- rules and the emblem ------------------------------------------------------------------------- */

static void numbers(struct writer *w, const hx_unit *at, size_t n, const char *operation)
{
    for (size_t i = 0; i < n; i++) {
        buf_unit(w->out, at[i]);
        buf_char(w->out, ' ');
    }
    buf_text(w->out, operation);
}

static void draw_rule(struct writer *w, const struct item *item)
{
    hx_unit box[4] = {
        item->box.x, w->page_height - item->box.top - item->box.height, item->box.width, item->box.height};
    numbers(w, box, 4, "re f\n");
}

/* An ellipse of four Bézier curves; 0.5523 is the usual length of their handles. */
static void ellipse(struct writer *w, hx_unit x, hx_unit y, hx_unit rx, hx_unit ry)
{
    static const int8_t turn[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    hx_unit hx = (hx_unit)unit_muldiv(rx, 5523, 10000), hy = (hx_unit)unit_muldiv(ry, 5523, 10000);
    hx_unit start[2] = {x + rx, y};
    numbers(w, start, 2, "m\n");
    for (int i = 0; i < 4; i++) {
        int ax = turn[i][0], ay = turn[i][1], bx = turn[i + 1][0], by = turn[i + 1][1];
        hx_unit curve[6] = {x + ax * rx + bx * hx, y + ay * ry + by * hy, x + bx * rx + ax * hx,
            y + by * ry + ay * hy, x + bx * rx, y + by * ry};
        numbers(w, curve, 6, "c\n");
    }
    buf_text(w->out, "s\n");
}

static void line(struct writer *w, hx_unit x0, hx_unit y0, hx_unit x1, hx_unit y1)
{
    hx_unit from[2] = {x0, y0}, to[2] = {x1, y1};
    numbers(w, from, 2, "m ");
    numbers(w, to, 2, "l S\n");
}

/* A globe inside two rings: meridians as ellipses, parallels as chords. Stands where an emblem may be
 * put; a design of no organization. */
static void draw_emblem(struct writer *w, const struct item *item)
{
    hx_unit half = (item->box.width < item->box.height ? item->box.width : item->box.height) / 2;
    hx_unit x = item->box.x + item->box.width / 2;
    hx_unit y = w->page_height - item->box.top - item->box.height / 2;
    hx_unit ring = (hx_unit)unit_muldiv(half, 96, 100), globe = (hx_unit)unit_muldiv(half, 80, 100);
    hx_unit thick = half / 24, thin = half / 48;
    numbers(w, &thick, 1, "w\n");
    ellipse(w, x, y, ring, ring);
    ellipse(w, x, y, globe, globe);
    numbers(w, &thin, 1, "w\n");
    ellipse(w, x, y, (ring + globe) / 2, (ring + globe) / 2);
    ellipse(w, x, y, globe * 2 / 3, globe);
    ellipse(w, x, y, globe / 3, globe);
    line(w, x, y - globe, x, y + globe);
    /* [1/100 of the radius] heights and half lengths of the chords */
    static const int8_t chord[5][2] = {{-78, 63}, {-42, 91}, {0, 100}, {42, 91}, {78, 63}};
    for (int i = 0; i < 5; i++) {
        hx_unit up = (hx_unit)unit_muldiv(globe, chord[i][0], 100), reach = (hx_unit)unit_muldiv(globe, chord[i][1], 100);
        line(w, x - reach, y + up, x + reach, y + up);
    }
}

/* --- the page ----------------------------------------------------------------------------------- */

static int32_t mark_of(const struct writer *w, const struct item *item, size_t i)
{
    if (item->artifact)
        return item->kind == ITEM_GLYPHS ? MARK_PAGINATION : MARK_LAYOUT;
    return w->tree ? w->tags->mark[i] : MARK_NONE;
}

static void draw_item(struct writer *w, const struct item *item, size_t i)
{
    mark_state(w, mark_of(w, item, i), item->kind == ITEM_GLYPHS);
    if (item->kind == ITEM_GLYPHS) {
        draw_run(w, &item->run);
        w->uses += item->run.glyph_count;
        return;
    }
    colour_state(w, 0);
    if (item->kind == ITEM_RULE)
        draw_rule(w, item);
    else
        draw_emblem(w, item);
}

void pdf_content_write(const struct pdf_fonts *fonts, const struct page *page, const struct tag_tree *tree,
    const struct tag_page *tags, const uint32_t **uses, struct buf *out)
{
    struct writer w = {.out = out, .fonts = fonts, .uses = *uses, .page_height = page->height, .tree = tree, .tags = tags,
        .mark = MARK_NONE};
    for (size_t i = 0; i < page->items.n; i++)
        draw_item(&w, &page->items.at[i], i);
    mark_state(&w, MARK_NONE, false);
    *uses = w.uses;
}
