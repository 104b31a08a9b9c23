/* Second pass: subsets, codes and the objects of each font. */
#include "output/pdf_font.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "font/compose.h"
#include "font/em.h"

enum {
    BLOCK = 100, /* most rows of one bfrange */
    TAG = 6, /* letters before a subset's name */
};

/* --- codes -------------------------------------------------------------------------------------- */

static void set_code(struct pdf_code *code, uint16_t value)
{
    code->code = value;
    size_t n = pdf_escape(code->literal, (unsigned char)(value >> 8));
    n += pdf_escape(code->literal + n, (unsigned char)(value & 0xFF));
    code->literal_n = (uint8_t)n;
}

/* The glyphs in use, ascending, without .notdef. */
static uint32_t *used_glyphs(struct arena *arena, const struct pdf_font *font, size_t *n)
{
    uint32_t *glyphs = arena_new_array(arena, uint32_t, font->glyph_count);
    *n = 0;
    for (uint32_t glyph = 1; glyph < font->glyph_count; glyph++)
        if (font->renumbered[glyph])
            glyphs[(*n)++] = glyph;
    return glyphs;
}

/* The parts of a code, in the subset. */
static const struct compose_part *renumber_parts(struct arena *arena, const struct pdf_font *font, const struct pdf_code *code)
{
    struct compose_part *parts = arena_new_array(arena, struct compose_part, code->part_n);
    for (uint32_t i = 0; i < code->part_n; i++) {
        parts[i] = code->parts[i];
        parts[i].glyph = font->renumbered[parts[i].glyph];
    }
    return parts;
}

/* Codes of several parts get glyphs of their own after those of the subset. */
static const struct subset *add_composites(struct arena *arena, struct pdf_font *font, const struct subset *subset)
{
    struct composite *list = arena_new_room(arena, struct composite, font->codes.n);
    size_t n = 0;
    for (size_t i = 0; i < font->codes.n; i++) {
        struct pdf_code *code = &font->codes.at[i];
        if (!code->part_n)
            continue;
        list[n] = (struct composite){renumber_parts(arena, font, code), code->part_n, code->advance};
        code->glyph = subset->glyph_count + (uint32_t)n++;
        set_code(code, (uint16_t)code->glyph);
    }
    font->last_glyph = subset->glyph_count + (uint32_t)n - 1;
    return n ? compose(arena, subset, list, n) : subset;
}

/* Those of a glyph as it is: the first is the glyph's number, others, and .notdef's, come after `last`. */
static uint32_t number_codes(struct pdf_font *font, uint32_t glyph, uint32_t last)
{
    uint32_t own = font->renumbered[glyph];
    for (uint16_t at = font->first[glyph]; at; at = font->codes.at[at - 1].next) {
        struct pdf_code *code = &font->codes.at[at - 1];
        if (code->part_n)
            continue;
        code->glyph = font->renumbered[glyph];
        set_code(code, (uint16_t)(own ? own : ++last));
        own = 0;
    }
    return last;
}

/* The subset's number for every glyph and code. Codes of TrueType are numbers of glyphs where they can be; those of CFF
 * are CIDs. */
static const struct subset *set_codes(
    struct arena *arena, struct pdf_font *font, const struct subset *subset, const uint32_t *glyphs, size_t n)
{
    font->renumbered[0] = 0;
    for (size_t i = 0; i < n; i++) {
        font->renumbered[glyphs[i]] = subset->gid[i];
        if (font->face->cff && font->first[glyphs[i]])
            set_code(&font->codes.at[font->first[glyphs[i]] - 1], subset->cid[i]);
    }
    if (font->face->cff)
        return subset;
    const struct subset *composed = add_composites(arena, font, subset);
    font->last_code = number_codes(font, 0, font->last_glyph);
    for (size_t i = 0; i < n; i++)
        font->last_code = number_codes(font, glyphs[i], font->last_code);
    return composed;
}

static int by_code(const void *a, const void *b)
{
    const struct pdf_code *const *x = a, *const *y = b;
    return (*x)->code < (*y)->code ? -1 : (*x)->code > (*y)->code;
}

static const struct pdf_code **sorted_codes(struct arena *arena, const struct pdf_font *font)
{
    const struct pdf_code **codes = arena_new_array(arena, const struct pdf_code *, font->codes.n);
    for (size_t i = 0; i < font->codes.n; i++)
        codes[i] = &font->codes.at[i];
    qsort(codes, font->codes.n, sizeof *codes, by_code);
    return codes;
}

/* --- objects ------------------------------------------------------------------------------------ */

/* Six letters that differ when the glyphs do. */
static void print_tag(const uint32_t *glyphs, size_t n, struct buf *out)
{
    uint64_t h = HASH_START;
    for (size_t i = 0; i < n; i++)
        h = hash_step(h, glyphs[i]);
    h ^= h >> 32;
    for (int i = 0; i < TAG; i++, h /= 26)
        buf_char(out, (char)('A' + h % 26));
    buf_char(out, '+');
}

/* Widths that differ from the default, in rows of neighbouring codes. */
static void print_widths(const struct pdf_code *const *codes, size_t n, struct buf *out)
{
    bool open = false;
    uint32_t next = 0;
    buf_text(out, "/DW 1000/W[");
    for (size_t i = 0; i < n; i++) {
        if (codes[i]->width == 1000)
            continue;
        if (open && codes[i]->code != next) {
            buf_char(out, ']');
            open = false;
        }
        if (open)
            buf_char(out, ' ');
        else
            buf_printf(out, "%u[", codes[i]->code);
        buf_int(out, codes[i]->width);
        open = true;
        next = codes[i]->code + 1u;
    }
    buf_text(out, open ? "]]" : "]");
}

/* Whether code and text are each one more than those before, without a carry into the next byte. */
static bool in_step(const struct pdf_code *before, const struct pdf_code *code)
{
    return code->code == before->code + 1 && code->code % 256 && code->text_n == 1 && before->text_n == 1 &&
           code->text[0] == before->text[0] + 1 && code->text[0] % 256 && code->text[0] < 0xD800;
}

/* Where rows of codes in step with their texts start, and after them the end; returns how many there are. */
static size_t find_rows(const struct pdf_code *const *codes, size_t n, size_t *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !in_step(codes[i - 1], codes[i]))
            rows[count++] = i;
    rows[count] = n;
    return count;
}

static void print_row(const struct pdf_code *first, const struct pdf_code *last, struct buf *out)
{
    buf_char(out, '<');
    buf_hex(out, first->code, 4);
    buf_text(out, "><");
    buf_hex(out, last->code, 4);
    buf_text(out, "><");
    for (uint32_t k = 0; k < first->text_n; k++)
        pdf_utf16(out, first->text[k]);
    buf_text(out, ">\n");
}

static void print_unicode(struct arena *arena, const struct pdf_code *const *codes, size_t n, struct buf *out)
{
    buf_text(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                  "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    size_t *rows = arena_new_room(arena, size_t, n + 1), count = find_rows(codes, n, rows);
    for (size_t i = 0; i < count; i++) {
        if (i % BLOCK == 0)
            buf_printf(out, "%zu beginbfrange\n", count - i < BLOCK ? count - i : (size_t)BLOCK);
        print_row(codes[rows[i]], codes[rows[i + 1] - 1], out);
        if (i % BLOCK == BLOCK - 1 || i == count - 1)
            buf_text(out, "endbfrange\n");
    }
    buf_text(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

/* The glyph of every code up to the last, where codes are more than numbers of glyphs. */
static void print_glyph_map(struct arena *arena, const struct pdf_font *font, struct buf *out)
{
    size_t n = 2 * ((size_t)font->last_code + 1);
    char *map = arena_new_array(arena, char, n);
    for (size_t i = 0; i < font->codes.n; i++) {
        const struct pdf_code *code = &font->codes.at[i];
        map[2 * code->code] = (char)(code->glyph >> 8);
        map[2 * code->code + 1] = (char)(code->glyph & 0xFF);
    }
    buf_bytes(out, map, n);
}

static struct pdf_object *write_program(struct pdf_file *file, const struct subset *subset)
{
    struct pdf_object *object = pdf_object_new(file);
    if (subset->cff)
        pdf_set_name(object, "Subtype", "CIDFontType0C");
    else
        pdf_set_int(object, "Length1", (int32_t)subset->n);
    pdf_set_stream(object, subset->bytes, subset->n, PDF_PACKED);
    return object;
}

static int32_t per_mille(const struct pdf_font *font, int32_t units)
{
    return (int32_t)unit_muldiv(units, 1000, font->em);
}

static struct pdf_object *write_descriptor(
    struct arena *arena, struct pdf_file *file, const struct pdf_font *font, const char *name, const struct subset *subset)
{
    enum { SYMBOLIC = 4, ITALIC = 64 };
    const struct face *face = font->face;
    /* A face's own reach leaves room for stacked marks, which in one that is set large is more than a line: readers
     * would take lines for mixed up. There it is that of plain letters. */
    bool large = font->em < face->units_per_em && face->ascent > 0;
    int32_t ascent = large ? face->cap_height : face->ascent;
    int32_t descent = large ? (int32_t)unit_muldiv(face->descent, ascent, face->ascent) : face->descent;
    const struct pdf_object *program = write_program(file, subset);
    struct pdf_object *object = pdf_object_new(file);
    struct buf body;
    buf_init(&body, arena);
    buf_text(&body, "/FontBBox[");
    for (int i = 0; i < 4; i++) {
        buf_text(&body, i ? " " : "");
        buf_int(&body, per_mille(font, face->bbox[i]));
    }
    buf_text(&body, "]/ItalicAngle ");
    buf_milli(&body, face->italic_angle);
    pdf_set_name(object, "Type", "FontDescriptor");
    pdf_set_name(object, "FontName", name);
    pdf_set_int(object, "Flags", SYMBOLIC | (face->slanted ? ITALIC : 0));
    pdf_set_int(object, "Ascent", per_mille(font, ascent));
    pdf_set_int(object, "Descent", per_mille(font, descent));
    pdf_set_int(object, "CapHeight", per_mille(font, face->cap_height));
    pdf_set_int(object, "StemV", 50 + face->weight * face->weight / 4225); /* the usual estimate from the weight */
    pdf_set_ref(object, subset->cff ? "FontFile3" : "FontFile2", program);
    pdf_set_body(object, &body);
    return object;
}

static struct pdf_object *stream_of(struct pdf_file *file, const struct buf *bytes)
{
    struct pdf_object *object = pdf_object_new(file);
    pdf_set_stream(object, bytes->at, bytes->n, PDF_PACKED);
    return object;
}

static struct pdf_object *write_descendant(struct arena *arena, struct pdf_file *file, const struct pdf_font *font,
    const char *name, const struct subset *subset, const struct pdf_code *const *codes)
{
    const struct pdf_object *descriptor = write_descriptor(arena, file, font, name, subset);
    struct pdf_object *object = pdf_object_new(file);
    pdf_set_name(object, "Type", "Font");
    pdf_set_name(object, "Subtype", subset->cff ? "CIDFontType0" : "CIDFontType2");
    pdf_set_name(object, "BaseFont", name);
    pdf_set_ref(object, "FontDescriptor", descriptor);
    if (!subset->cff && font->last_code == font->last_glyph) {
        pdf_set_name(object, "CIDToGIDMap", "Identity");
    } else if (!subset->cff) {
        struct buf map;
        buf_init(&map, arena);
        print_glyph_map(arena, font, &map);
        pdf_set_ref(object, "CIDToGIDMap", stream_of(file, &map));
    }
    struct buf body;
    buf_init(&body, arena);
    buf_text(&body, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
    print_widths(codes, font->codes.n, &body);
    pdf_set_body(object, &body);
    return object;
}

static bool write_font(struct pdf_fonts *fonts, struct pdf_file *file, struct pdf_font *font, struct report *report)
{
    size_t n;
    const uint32_t *glyphs = used_glyphs(fonts->arena, font, &n);
    const struct subset *subset = subset_make(fonts->arena, font->face, glyphs, n);
    if (subset)
        subset = set_codes(fonts->arena, font, subset, glyphs, n);
    if (subset && font->em != font->face->units_per_em)
        subset = em_set(fonts->arena, subset, font->em);
    if (!subset) {
        diag_file(report, DIAG_FONT_BROKEN, "", font->face->name, "it cannot be subset", font->face->source->package);
        return false;
    }
    const struct pdf_code **codes = sorted_codes(fonts->arena, font);
    pdf_part(file, "font", font->face->name);
    struct buf name, unicode, body;
    buf_init(&name, fonts->arena);
    print_tag(glyphs, n, &name);
    buf_text(&name, font->face->name);
    buf_init(&unicode, fonts->arena);
    print_unicode(fonts->arena, codes, font->codes.n, &unicode);
    const struct pdf_object *descendant = write_descendant(fonts->arena, file, font, name.at, subset, codes);
    font->object = pdf_object_new(file);
    pdf_set_name(font->object, "Type", "Font");
    pdf_set_name(font->object, "Subtype", "Type0");
    pdf_set_name(font->object, "BaseFont",
        subset->cff ? arena_printf(fonts->arena, "%s-Identity-H", name.at) : name.at);
    pdf_set_name(font->object, "Encoding", "Identity-H");
    pdf_set_ref(font->object, "ToUnicode", stream_of(file, &unicode));
    buf_init(&body, fonts->arena);
    buf_printf(&body, "/DescendantFonts[%u 0 R]", pdf_number(descendant));
    pdf_set_body(font->object, &body);
    return true;
}

/* Faces are opened in an order that threads may change; names are not. */
static void sort_by_name(struct pdf_fonts *fonts)
{
    for (size_t i = 1; i < fonts->list.n; i++) {
        struct pdf_font *font = fonts->list.at[i];
        size_t k = i;
        for (; k > 0 && strcmp(fonts->list.at[k - 1]->face->name, font->face->name) > 0; k--)
            fonts->list.at[k] = fonts->list.at[k - 1];
        fonts->list.at[k] = font;
    }
}

bool pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file, struct report *report)
{
    sort_by_name(fonts);
    bool good = true;
    for (size_t i = 0; i < fonts->list.n; i++) {
        fonts->list.at[i]->number = (uint32_t)i + 1;
        good = write_font(fonts, file, fonts->list.at[i], report) && good;
    }
    return good;
}

void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buf *out)
{
    buf_text(out, "/Font<<");
    for (size_t i = 0; i < fonts->list.n; i++)
        buf_printf(out, "/F%u %u 0 R", fonts->list.at[i]->number, pdf_number(fonts->list.at[i]->object));
    buf_text(out, ">>");
}
