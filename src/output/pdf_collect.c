/* First pass over the runs: which glyphs, with which texts, are to have codes. */
#include "output/pdf_font.h"

#include <string.h>

#include "font/em.h"

enum {
    CODES = 65535, /* of a font; code 0 is .notdef */
    ALIKE = 256, /* codes that begin with one glyph; more texts of it are spoken */
};

struct pdf_fonts *pdf_fonts_new(struct arena *arena, size_t glyphs)
{
    struct pdf_fonts *fonts = arena_new_of(arena, struct pdf_fonts);
    fonts->arena = arena;
    fonts->uses = arena_new_room(arena, uint32_t, glyphs);
    return fonts;
}

static struct pdf_font *font_for(struct pdf_fonts *fonts, const struct face *face)
{
    while (fonts->by_face.n <= face->index)
        *list_add(fonts->arena, &fonts->by_face) = NULL;
    struct pdf_font **slot = &fonts->by_face.at[face->index];
    if (!*slot) {
        *slot = arena_new_of(fonts->arena, struct pdf_font);
        (*slot)->face = face;
        (*slot)->glyph_count = hb_face_get_glyph_count(face->hb_face);
        (*slot)->em = em_without_factor(face);
        (*slot)->first = arena_new_array(fonts->arena, uint16_t, (*slot)->glyph_count);
        (*slot)->advance = arena_new_array(fonts->arena, uint32_t, (*slot)->glyph_count);
        (*slot)->renumbered = arena_new_array(fonts->arena, uint16_t, (*slot)->glyph_count);
        *list_add(fonts->arena, &fonts->list) = *slot;
    }
    return *slot;
}

/* What a code is to be: a glyph, or parts, and a text. */
struct drawing {
    uint32_t glyph;
    const uint32_t *text; /* [code point] */
    uint32_t text_n;
    struct compose_part parts[COMPOSE_PARTS]; /* [upem] from the leftmost */
    uint32_t part_n; /* 0 for the glyph as it is */
    int32_t lead, advance; /* [upem] of the parts */
};

static bool is_text(const struct pdf_code *code, const uint32_t *text, uint32_t n)
{
    for (uint32_t i = 0; i < n && code->text_n == n; i++)
        if (code->text[i] != text[i])
            return false;
    return code->text_n == n;
}

static bool is_drawing(const struct pdf_code *code, const struct drawing *drawing)
{
    if (code->part_n != drawing->part_n || !is_text(code, drawing->text, drawing->text_n))
        return false;
    return !code->part_n || (code->advance == drawing->advance &&
                                memcmp(code->parts, drawing->parts, code->part_n * sizeof *code->parts) == 0);
}

static int32_t advance_of(const struct pdf_font *font, uint32_t glyph)
{
    uint32_t *known = &font->advance[glyph];
    if (!*known) {
        hb_position_t advance = hb_font_get_glyph_h_advance(font->face->hb_font, glyph);
        *known = 1 + (uint32_t)(advance > 0 ? advance : 0);
    }
    return (int32_t)(*known - 1);
}

static uint16_t code_new(struct pdf_fonts *fonts, struct pdf_font *font, const struct drawing *drawing)
{
    struct pdf_code *code = list_add(fonts->arena, &font->codes);
    *code = (struct pdf_code){
        .glyph = drawing->glyph,
        .part_n = drawing->part_n,
        .lead = drawing->part_n ? drawing->lead : 0,
        .text = drawing->text,
        .text_n = drawing->text_n,
        .advance = drawing->part_n ? drawing->advance : advance_of(font, drawing->glyph),
    };
    code->width = (int32_t)unit_muldiv(code->advance, 1000, font->em);
    font->renumbered[drawing->glyph] = 1;
    if (drawing->part_n) {
        size_t size = drawing->part_n * sizeof *drawing->parts;
        code->parts = memcpy(arena_alloc(fonts->arena, size), drawing->parts, size);
        for (uint32_t i = 0; i < drawing->part_n; i++)
            font->renumbered[drawing->parts[i].glyph] = 1;
    }
    return (uint16_t)font->codes.n;
}

/* Room is kept for every glyph's first code. */
static bool may_have_another(const struct pdf_font *font, size_t alike)
{
    return !font->face->cff && alike < ALIKE && font->codes.n + font->glyph_count < CODES;
}

/* The use of a drawing: its code, a new one, or that of another text of the glyph; NOTHING when it
 * has several parts and can have no code. */
static uint32_t use_of(struct pdf_fonts *fonts, struct pdf_font *font, const struct drawing *drawing)
{
    uint16_t *first = &font->first[drawing->glyph], last = 0;
    size_t alike = 0;
    for (uint16_t at = *first; at; at = font->codes.at[at - 1].next, alike++) {
        if (is_drawing(&font->codes.at[at - 1], drawing))
            return at - 1u;
        last = at;
    }
    if ((alike || drawing->part_n) && !may_have_another(font, alike))
        return drawing->part_n ? USE_NOTHING : (*first - 1u) | USE_SPOKEN;
    uint16_t added = code_new(fonts, font, drawing);
    *(last ? &font->codes.at[last - 1].next : first) = added;
    return added - 1u;
}

/* Glyph ids that the face does not have become .notdef. */
static uint32_t glyph_of(const struct pdf_font *font, const struct glyph *glyph)
{
    return glyph->id < font->glyph_count ? glyph->id : 0;
}

static int32_t stretch_of(const struct glyph *glyph)
{
    return glyph->stretch ? glyph->stretch : 1000;
}

/* Moves the parts so that the leftmost stands at 0, and takes their extent for the advance, so that a
 * reader sees no gap beside them. */
static bool settle(const struct pdf_font *font, struct drawing *drawing)
{
    int32_t left = INT32_MAX, right = INT32_MIN;
    for (uint32_t i = 0; i < drawing->part_n; i++) {
        const struct compose_part *part = &drawing->parts[i];
        int32_t end = part->x + (int32_t)unit_muldiv(advance_of(font, part->glyph), part->stretch, 1000);
        left = part->x < left ? part->x : left;
        right = end > right ? end : right;
    }
    for (uint32_t i = 0; i < drawing->part_n; i++)
        drawing->parts[i].x -= left;
    drawing->lead = -left;
    drawing->advance = right - left;
    return drawing->advance <= COMPOSE_EXTENT;
}

/* A glyph and the n - 1 without text after it as one drawing; false when they cannot be one. */
static bool compose_run(const struct pdf_font *font, const struct glyph_run *run, uint32_t from, uint32_t n, struct drawing *drawing)
{
    int64_t em = unit_muldiv(run->size, run->scale, 1000); /* [unit] horizontally */
    if (font->face->cff || n > COMPOSE_PARTS || em <= 0)
        return false;
    const struct glyph *base = &run->glyphs[from];
    for (uint32_t i = 0; i < n; i++) {
        const struct glyph *glyph = &run->glyphs[from + i];
        int64_t x = unit_muldiv((int64_t)glyph->x - base->x, font->face->units_per_em, em);
        int64_t y = unit_muldiv((int64_t)base->y - glyph->y, font->face->units_per_em, run->size);
        if (x < -COMPOSE_EXTENT || x > COMPOSE_EXTENT || y < -COMPOSE_EXTENT || y > COMPOSE_EXTENT ||
            stretch_of(glyph) > COMPOSE_STRETCH)
            return false;
        drawing->parts[i] = (struct compose_part){glyph_of(font, glyph), (int32_t)x, (int32_t)y, stretch_of(glyph)};
    }
    drawing->part_n = n;
    return settle(font, drawing);
}

/* Glyphs with no text of their own that follow one. */
static uint32_t followers(const struct glyph_run *run, uint32_t at)
{
    uint32_t n = 0;
    while (at + 1 + n < run->glyph_count && run->glyphs[at + 1 + n].text_n == 0)
        n++;
    return n;
}

/* A vowel sign: a drawing of its own that stands on the line, with the pen a quarter em or more left of the
 * `right` edge of the letter. Readers that turn right-to-left text around would put raised text before its
 * letter, what stands less than a fifth of an em before that edge too (the largest of their tolerances), and text
 * of two letters in one drawing wrong way round. */
static void set_sign(const struct pdf_font *font, const struct glyph_run *run, uint32_t at, hx_unit right, struct drawing *drawing)
{
    const struct glyph *glyph = &run->glyphs[at];
    int32_t em = (int32_t)font->face->units_per_em, quarter = em / 4;
    int64_t size = unit_muldiv(run->size, run->scale, 1000);
    if (font->face->cff || size <= 0 || !drawing->text_n || advance_of(font, drawing->glyph) > 0)
        return;
    int64_t y = unit_muldiv(-(int64_t)glyph->y, em, run->size);
    int64_t beyond = unit_muldiv((int64_t)glyph->x - right, em, size) + quarter;
    int64_t lead = beyond > 0 ? (beyond + quarter - 1) / quarter * quarter : 0; /* few kinds make few drawings */
    if ((y == 0 && lead == 0) || y < -COMPOSE_EXTENT || y > COMPOSE_EXTENT || lead > COMPOSE_EXTENT)
        return;
    drawing->parts[0] = (struct compose_part){drawing->glyph, (int32_t)lead, (int32_t)y, stretch_of(glyph)};
    drawing->part_n = 1;
    drawing->lead = (int32_t)lead;
    drawing->advance = 0;
}

/* A right-to-left letter that stands clear of the one before it gets the gap into its own width. Some
 * fonts kern letters apart, and readers that measure would take the gap for a space. */
static void close_gap(const struct pdf_font *font, const struct glyph_run *run, const struct glyph *glyph, hx_unit edge,
    struct drawing *drawing)
{
    int32_t em = (int32_t)font->face->units_per_em;
    int64_t size = unit_muldiv(run->size, run->scale, 1000);
    if (font->face->cff || size <= 0)
        return;
    int64_t gap = unit_muldiv((int64_t)edge - glyph->x, em, size) - advance_of(font, drawing->glyph);
    if (gap < em / 100 || gap > em / 8)
        return;
    if (!drawing->part_n) {
        drawing->parts[0] = (struct compose_part){.glyph = drawing->glyph, .stretch = 1000};
        drawing->part_n = 1;
        drawing->lead = 0;
        drawing->advance = advance_of(font, drawing->glyph);
    }
    drawing->advance += (int32_t)gap;
}

/* A run on its way through collect. */
struct reader {
    struct pdf_fonts *fonts;
    struct pdf_font *font;
    const struct glyph_run *run;
    uint32_t *uses; /* of it */
    bool joined; /* a letter stands before, and no space between */
    hx_unit edge, right; /* [unit] its left and right edge, from the run's origin */
};

/* What comes after is a letter's neighbour unless a space lies between; marks do not count. */
static void move_edge(struct reader *r, uint32_t at, const struct drawing *drawing)
{
    bool space = drawing->text_n && (drawing->text[0] == ' ' || drawing->text[0] == 0xA0);
    if (!space && advance_of(r->font, drawing->glyph) == 0)
        return;
    int64_t size = unit_muldiv(r->run->size, r->run->scale, 1000), em = r->font->face->units_per_em;
    int32_t advance = drawing->part_n ? drawing->advance : advance_of(r->font, drawing->glyph);
    r->joined = !space && drawing->text_n;
    r->edge = r->run->glyphs[at].x - (hx_unit)unit_muldiv(drawing->part_n ? drawing->lead : 0, size, em);
    r->right = r->edge + (hx_unit)unit_muldiv(advance, size, em);
}

/* Notes the uses of a glyph and its followers; says how many that were. */
static uint32_t collect(struct reader *r, uint32_t at)
{
    const struct glyph *glyph = &r->run->glyphs[at];
    struct drawing drawing;
    drawing.glyph = glyph_of(r->font, glyph);
    drawing.text_n = pdf_text_of(r->run, glyph, &drawing.text);
    drawing.part_n = 0;
    uint32_t n = followers(r->run, at) + 1;
    if (n > 1 && !compose_run(r->font, r->run, at, n, &drawing))
        drawing.part_n = 0;
    if (r->run->rtl) {
        if (n == 1)
            set_sign(r->font, r->run, at, r->right, &drawing);
        if (r->joined)
            close_gap(r->font, r->run, glyph, r->edge, &drawing);
        move_edge(r, at, &drawing);
    }
    uint32_t use = use_of(r->fonts, r->font, &drawing);
    if (use == USE_NOTHING) {
        drawing.part_n = 0;
        use = use_of(r->fonts, r->font, &drawing);
    }
    r->uses[at] = use;
    for (uint32_t i = 1; i < drawing.part_n; i++)
        r->uses[at + i] = USE_NOTHING;
    return drawing.part_n ? drawing.part_n : 1;
}

/* The quick way for most of them, from one on: a glyph alone, for one character, that is the first code of the glyph.
 * Returns where the first other one is. */
static uint32_t collect_known(const struct reader *r, uint32_t at)
{
    const struct glyph *glyphs = r->run->glyphs;
    const uint32_t n = r->run->glyph_count, text_n = r->run->text_n, glyph_count = r->font->glyph_count, *text = r->run->text;
    const uint16_t *firsts = r->font->first;
    const struct pdf_code *codes = r->font->codes.at;
    for (; at < n; at++) {
        const struct glyph *glyph = &glyphs[at];
        if (glyph->text_n != 1 || glyph->text >= text_n || glyph->id >= glyph_count || (at + 1 < n && !glyph[1].text_n))
            return at;
        uint16_t first = firsts[glyph->id];
        const struct pdf_code *code = first ? &codes[first - 1] : NULL;
        if (!code || code->part_n || code->text_n != 1 || code->text[0] != text[glyph->text])
            return at;
        r->uses[at] = first - 1u;
    }
    return at;
}

void pdf_fonts_collect(struct pdf_fonts *fonts, const struct glyph_run *run)
{
    struct reader r = {.fonts = fonts, .font = font_for(fonts, run->face), .run = run, .uses = fonts->uses + fonts->use_n};
    for (uint32_t i = 0; i < run->glyph_count;) {
        if (!run->rtl)
            i = collect_known(&r, i);
        if (i < run->glyph_count)
            i += collect(&r, i);
    }
    fonts->use_n += run->glyph_count;
}
