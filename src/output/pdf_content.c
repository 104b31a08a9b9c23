/* Glyphs are placed to a thousandth and a half of the type size from the start of each piece, so that
 * errors never add up; a thousandth, which no eye sees, is not worth the bytes of an adjustment. A
 * viewer's pen moves by the widths in W and by the character spacing, which says what most glyphs of a
 * piece are apart; it is followed here, and an adjustment is written where the next glyph does not stand
 * at the pen. Right-to-left runs are drawn in logical order like all others: the pen then steps back over
 * two glyphs at a time.
 *
 * Most runs are one piece with one text matrix. What the font could not say with a code of its own
 * (pdf_font.h) is put in a span with ActualText: a glyph whose code says another text, and a letter
 * with the stroke that lengthens it, because readers take the gap at a stroke without text for a
 * space. A stroke there has a text matrix of its own, for its stretch. */
#include "output/pdf_content.h"

#include <string.h>

enum {
    SMALLEST_SIZE = 4096, /* [unit] 1/16 pt; keeps the reciprocal of the size in range */
    FINE = 1 << 16, /* parts of a thousandth of the type size, in which places along a piece are counted */
};

/* What the open marked-content sequence is: none, an artifact, or from 0 the id of a tagged one. */
enum { MARK_NONE = -3, MARK_PAGINATION = -2, MARK_LAYOUT = -1 };

/* A text matrix as it stands in the file; its other numbers are always 0 and 1. */
struct matrix {
    int64_t scale, shear; /* [1/1000] */
    int64_t x, y; /* [1/1000 pt] */
};

static const struct matrix upright = {.scale = 1000};

/* A code where it is drawn. */
struct spot {
    const struct pdf_code *code;
    int64_t gap; /* [FINE] to it from where the width of the one before ends */
    int32_t rise; /* [1/1000 pt] upwards */
};

struct writer {
    struct buf *out;
    const struct pdf_fonts *fonts;
    const struct pdf_pictures *pictures;
    const uint32_t *uses; /* of the run being drawn */
    hx_unit page_height;
    const struct tag_tree *tree; /* NULL: only artifacts are marked */
    const struct tag_page *tags;
    int32_t mark;
    bool in_text;
    uint32_t font; /* number; 0 before the first */
    int32_t size; /* [1/1000 pt] */
    int32_t rise; /* [1/1000 pt] upwards */
    int32_t spacing; /* [1/1000 pt] between characters */
    uint32_t colour; /* 0xRRGGBB */
    struct matrix matrix; /* of the text line */
    LIST(struct spot) spots; /* of the piece being drawn */
    struct arena *arena;
};

/* --- states ------------------------------------------------------------------------------------- */

static void open_mark(struct writer *w, int32_t mark)
{
    if (mark >= 0) {
        buf_char(w->out, '/');
        buf_text(w->out, tag_name(w->tree->elements.at[w->tags->owner.at[mark]].tag, w->tree->standard));
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
    if (w->in_text != in_text)
        w->matrix = upright;
    w->in_text = in_text;
    w->mark = mark;
    open_mark(w, mark);
}

static void colour_state(struct writer *w, uint32_t colour)
{
    if (w->colour == colour)
        return;
    w->colour = colour;
    pdf_fill_colour(w->out, colour);
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

static void spacing_state(struct writer *w, int32_t spacing)
{
    if (w->spacing == spacing)
        return;
    w->spacing = spacing;
    buf_milli(w->out, spacing);
    buf_text(w->out, " Tc\n");
}

/* --- text --------------------------------------------------------------------------------------- */

static bool is_upright(const struct matrix *matrix)
{
    return matrix->scale == upright.scale && matrix->shear == upright.shear;
}

/* Upright lines are found from the one before, exactly, because steps are between places as they stand in the
 * file: lines of a block are then as far apart in the file as on the page. */
static void text_matrix(struct writer *w, int64_t scale, int32_t shear, hx_unit x, hx_unit y)
{
    struct matrix to = {scale, shear, unit_to_milli(x), unit_to_milli(w->page_height - y)};
    bool step = is_upright(&to) && is_upright(&w->matrix);
    if (!step) {
        buf_milli(w->out, scale);
        buf_text(w->out, " 0 ");
        buf_milli(w->out, shear);
        buf_text(w->out, " 1 ");
    }
    buf_milli(w->out, step ? to.x - w->matrix.x : to.x);
    buf_char(w->out, ' ');
    buf_milli(w->out, step ? to.y - w->matrix.y : to.y);
    buf_text(w->out, step ? " Td\n" : " Tm\n");
    w->matrix = to;
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

static void array_open(struct array *array)
{
    memcpy(array->at, "[(", 2);
    array->n = 2;
    array->open = true;
}

static void array_close(struct writer *w, struct array *array)
{
    if (array->open) {
        memcpy(array->at + array->n, ")]TJ\n", 5);
        array->n += 5;
        array_flush(w, array);
    }
    array->open = false;
}

static void array_adjust(struct array *array, int64_t by)
{
    uint64_t rest = by < 0 ? (uint64_t)0 - (uint64_t)by : (uint64_t)by;
    size_t n = 1;
    for (uint64_t power = 10; n < 19 && rest >= power; power *= 10)
        n++;
    char *to = array->at + array->n;
    *to++ = ')';
    if (by < 0)
        *to++ = '-';
    for (size_t i = n; i-- > 0; rest /= 10)
        to[i] = (char)('0' + rest % 10);
    to[n] = '(';
    array->n = (size_t)(to + n + 1 - array->at);
}

/* Adds a glyph, moved back by `adjust`. [1/1000 em] */
static void array_add(struct writer *w, struct array *array, const struct pdf_code *code, int64_t adjust)
{
    if (!array->open)
        array_open(array);
    if (adjust)
        array_adjust(array, adjust);
    memcpy(array->at + array->n, code->literal, sizeof code->literal);
    array->n += code->literal_n;
    if (array->n > sizeof array->at - 64)
        array_flush(w, array);
}

/* A stretch that the glyph has of its own, not as a part of the one before it. */
static uint32_t own_stretch(const struct writer *w, const struct glyph_run *run, uint32_t i)
{
    return w->uses[i] == USE_NOTHING ? 0 : run->glyphs[i].stretch;
}

/* A row of glyphs with one text matrix. */
struct piece {
    const struct glyph_run *run;
    const struct pdf_font *font;
    uint32_t from, to;
    int64_t em; /* [unit] the type size as a viewer sees it */
    int64_t reciprocal; /* of it */
};

/* [unit] of the pen in the run. */
static int64_t pen_at(const struct piece *piece, const struct pdf_code *code, const struct glyph *glyph)
{
    return code->lead ? glyph->x - unit_muldiv(code->lead, piece->em, piece->font->em) : glyph->x;
}

/* None where the drawing itself is raised. */
static int32_t rise_of(const struct pdf_code *code, const struct glyph *glyph)
{
    bool drawn_up = code->part_n == 1 && code->parts[0].y;
    return drawn_up ? 0 : -unit_to_milli(glyph->y);
}

/* Gaps between glyphs by what they are. */
enum { LEAST = -64, KINDS = 256 }; /* [1/1000 em] from LEAST on */
enum { COARSE = 10 }; /* places of FINE that a sum leaves out, so that it holds what it counts */
struct gaps {
    uint16_t n[KINDS + 2]; /* how many; at the ends none */
    int32_t sum[KINDS + 2]; /* of them, without the last COARSE places */
    size_t most;
};

static void count_gap(struct gaps *gaps, int64_t gap)
{
    uint64_t kind = (uint64_t)((gap >> 16) - LEAST);
    if (kind >= KINDS || gaps->n[++kind] == UINT16_MAX)
        return;
    gaps->sum[kind] += (int32_t)(gap >> COARSE);
    if (++gaps->n[kind] > gaps->n[gaps->most])
        gaps->most = kind;
}

/* The gap that most glyphs of the piece have, if there is one: the mean of all that are about a thousandth from
 * the most frequent. [FINE] */
static int64_t common_gap(const struct gaps *gaps)
{
    const uint16_t *n = &gaps->n[gaps->most];
    const int32_t *sum = &gaps->sum[gaps->most];
    return *n > 1 ? ((int64_t)sum[-1] + sum[0] + sum[1]) * (1 << COARSE) / (n[-1] + n[0] + n[1]) : 0;
}

/* Fills w->spots; returns where the first is. [unit] in the run */
static int64_t find_spots(struct writer *w, const struct piece *piece, struct gaps *gaps)
{
    while (w->spots.room < piece->to - piece->from)
        w->spots.at = list_grow(w->arena, NULL, 0, &w->spots.room, sizeof *w->spots.at);
    const struct pdf_code *codes = piece->font->codes.at;
    const struct glyph *glyph = piece->run->glyphs + piece->from;
    const uint32_t *use = w->uses + piece->from, *end = w->uses + piece->to;
    struct spot *spot = w->spots.at;
    int64_t first = 0, after = 0; /* [unit]; [FINE] where the glyph before ends */
    for (; use < end; use++, glyph++) {
        if (*use == USE_NOTHING)
            continue;
        const struct pdf_code *code = &codes[*use & USE_CODE];
        int64_t pen = pen_at(piece, code, glyph);
        if (spot == w->spots.at)
            first = pen;
        int64_t place = ((pen - first) * piece->reciprocal) >> 16;
        if (spot != w->spots.at)
            count_gap(gaps, place - after);
        *spot++ = (struct spot){code, place - after, glyph->y ? rise_of(code, glyph) : 0};
        after = place + (int64_t)code->width * FINE;
    }
    w->spots.n = (size_t)(spot - w->spots.at);
    return first;
}

/* What is written for an adjustment: none where a thousandth is all there is, and the one before where that is all
 * that differs, which packs better. [1/1000 em] */
static int64_t adjustment(int64_t exact, int64_t *before)
{
    if (exact >= -1 && exact <= 1)
        return 0;
    if (exact < *before - 1 || exact > *before + 1)
        *before = exact;
    return *before;
}

/* Left to right, the last glyph stands no further left than it should, not even that thousandth: a reader may take
 * a gap that is a hair wider, before the figure of a note, for a space. */
static void draw_glyphs(struct writer *w, bool rtl)
{
    int64_t spacing = (int64_t)w->spacing * 1000 * FINE / (w->size ? w->size : 1);
    struct array array;
    array.n = 0;
    array.open = false;
    int64_t ahead = FINE / 2 - spacing; /* [FINE] of the pen where the glyph should be; half a thousandth, for rounding */
    int64_t usual = 0; /* [1/1000 em] */
    const struct spot *end = w->spots.at + w->spots.n;
    for (const struct spot *spot = w->spots.at; spot < end; spot++) {
        if (spot->rise != w->rise) {
            array_close(w, &array);
            rise_state(w, spot->rise);
        }
        ahead += spacing - spot->gap;
        int64_t exact = ahead >> 16, adjust = adjustment(exact, &usual);
        if (spot + 1 == end && !rtl && adjust * FINE > ahead - FINE / 2)
            adjust = (ahead - FINE / 2) >> 16;
        array_add(w, &array, spot->code, adjust);
        ahead -= adjust * FINE;
    }
    array_close(w, &array);
}

/* Glyphs [from, to) of one stretch. Readers take the spacing for a part of the glyph, so there is none where the pen
 * steps back. */
static void draw_piece(struct writer *w, const struct glyph_run *run, uint32_t from, uint32_t to)
{
    struct piece piece = {.run = run, .font = pdf_font_of(w->fonts, run->face), .from = from, .to = to};
    uint32_t stretch = own_stretch(w, run, from);
    int64_t scale = stretch ? unit_muldiv(run->scale, stretch, 1000) : run->scale;
    piece.em = unit_muldiv(w->size, UNIT_PT, 1000) * scale / 1000;
    piece.reciprocal = ((int64_t)1000 << 32) / (piece.em < SMALLEST_SIZE ? SMALLEST_SIZE : piece.em);
    struct gaps gaps = {.most = 1};
    hx_unit x = run->x + (hx_unit)find_spots(w, &piece, &gaps);
    spacing_state(w, (int32_t)unit_muldiv(run->rtl ? 0 : common_gap(&gaps), w->size, 1000 * FINE));
    text_matrix(w, scale, run->shear, x, run->y);
    draw_glyphs(w, run->rtl);
}

/* Most runs: every glyph has a code that says its text, and none is stretched. */
static bool is_plain(const struct writer *w, const struct glyph_run *run)
{
    uint32_t i = 0;
    while (i < run->glyph_count && w->uses[i] <= USE_CODE && !run->glyphs[i].stretch)
        i++;
    return i == run->glyph_count;
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
    const struct pdf_font *font = pdf_font_of(w->fonts, run->face);
    bool own = font->em == run->face->units_per_em;
    font_state(w, font, unit_to_milli(own ? run->size : (hx_unit)unit_muldiv(run->size, 1000, run->face->size)));
    bool plain = is_plain(w, run);
    for (uint32_t i = 0; i < run->glyph_count;) {
        uint32_t span = plain ? run->glyph_count : next_span(w, run, i);
        if (span > i)
            draw_piece(w, run, i, span);
        if (span == run->glyph_count)
            return;
        i = span_end(w, run, span);
        draw_span(w, run, span, i);
    }
}

/* --- rules -------------------------------------------------------------------------------------- */

static void draw_rule(struct writer *w, const struct item *item)
{
    hx_unit box[4] = {
        item->box.x, w->page_height - item->box.top - item->box.height, item->box.width, item->box.height};
    colour_state(w, item->box.colour);
    for (size_t i = 0; i < sizeof box / sizeof *box; i++) {
        buf_unit(w->out, box[i]);
        buf_char(w->out, ' ');
    }
    buf_text(w->out, "re f\n");
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
    } else if (item->kind == ITEM_RULE) {
        draw_rule(w, item);
    } else {
        pdf_picture_draw(w->pictures, item, w->page_height, w->out);
    }
}

void pdf_content_write(const struct pdf_fonts *fonts, const struct pdf_pictures *pictures, const struct page *page, const struct tag_tree *tree,
    const struct tag_page *tags, const uint32_t **uses, struct buf *out)
{
    struct writer w = {.out = out, .fonts = fonts, .pictures = pictures, .uses = *uses, .page_height = page->height, .tree = tree, .tags = tags,
        .mark = MARK_NONE, .matrix = upright, .arena = out->arena};
    for (size_t i = 0; i < page->items.n; i++)
        draw_item(&w, &page->items.at[i], i);
    mark_state(&w, MARK_NONE, false);
    *uses = w.uses;
}
