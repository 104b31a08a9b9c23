/* The tables that know of glyphs (glyf, loca, hmtx and their heads) are rewritten with the composites
 * at the end; table layouts as in the OpenType specification. A component cannot be scaled by 2 or
 * more: for a longer stretch there are helpers after the composites, glyphs that are 1.9 times as
 * wide as the one before them, and the component scales the widest that it needs. */
#include "font/compose.h"

#include <string.h>

#include "base/buf.h"

enum {
    SCALE_ONE = 1 << 14,
    STEP = 1900, /* [1/1000] from helper to helper */
    LEVELS = 6, /* 1.9 to this power is more than COMPOSE_STRETCH */
};

struct table {
    hb_blob_t *blob;
    const unsigned char *at;
    unsigned n; /* [byte] */
};

/* A glyph of the subset, widened by 1.9 to the power of the level. */
struct helper {
    uint32_t glyph;
    unsigned level; /* from 1 */
};

/* Registered with the arena before it holds anything. */
struct font {
    struct arena *arena;
    hb_face_t *face; /* the subset */
    hb_blob_t *composed; /* the result */
    struct table head, hhea, maxp, hmtx, loca, glyf;
    uint32_t glyph_count, metric_count;
    bool long_loca;
    uint32_t composite_count;
    LIST(struct helper) helpers;
};

/* --- reading ------------------------------------------------------------------------------------ */

static void release_font(void *object)
{
    struct font *font = object;
    const struct table *table[] = {&font->head, &font->hhea, &font->maxp, &font->hmtx, &font->loca, &font->glyf};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        hb_blob_destroy(table[i]->blob);
    hb_blob_destroy(font->composed);
    hb_face_destroy(font->face);
}

static struct table table_of(struct font *font, const char *tag)
{
    struct table table = {.blob = hb_face_reference_table(font->face, HB_TAG(tag[0], tag[1], tag[2], tag[3]))};
    table.at = (const unsigned char *)hb_blob_get_data(table.blob, &table.n);
    return table;
}

static uint16_t u16(struct table table, size_t offset)
{
    if (offset + 2 > table.n)
        return 0;
    return (uint16_t)(table.at[offset] << 8 | table.at[offset + 1]);
}

static int16_t s16(struct table table, size_t offset)
{
    return (int16_t)u16(table, offset);
}

static size_t glyph_start(const struct font *font, uint32_t glyph)
{
    if (!font->long_loca)
        return 2 * (size_t)u16(font->loca, 2 * (size_t)glyph);
    return (size_t)u16(font->loca, 4 * (size_t)glyph) << 16 | u16(font->loca, 4 * (size_t)glyph + 2);
}

static uint16_t advance_of(const struct font *font, uint32_t glyph)
{
    uint32_t metric = glyph < font->metric_count ? glyph : font->metric_count - 1;
    return u16(font->hmtx, 4 * (size_t)metric);
}

static int16_t bearing_of(const struct font *font, uint32_t glyph)
{
    if (glyph < font->metric_count)
        return s16(font->hmtx, 4 * (size_t)glyph + 2);
    return s16(font->hmtx, 4 * (size_t)font->metric_count + 2 * (size_t)(glyph - font->metric_count));
}

static bool open_font(struct font *font, const struct subset *subset)
{
    hb_blob_t *blob = hb_blob_create(subset->bytes, (unsigned)subset->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    font->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob); /* the face keeps it */
    font->head = table_of(font, "head");
    font->hhea = table_of(font, "hhea");
    font->maxp = table_of(font, "maxp");
    font->hmtx = table_of(font, "hmtx");
    font->loca = table_of(font, "loca");
    font->glyf = table_of(font, "glyf");
    font->glyph_count = subset->glyph_count;
    font->metric_count = u16(font->hhea, 34);
    font->long_loca = u16(font->head, 50) != 0;
    return font->head.n >= 54 && font->hhea.n >= 36 && font->maxp.n >= 32 && font->metric_count > 0 &&
           glyph_start(font, font->glyph_count) <= font->glyf.n;
}

/* --- glyphs ------------------------------------------------------------------------------------- */

static void put16(struct buf *out, int32_t value)
{
    buf_char(out, (char)(value >> 8 & 0xFF));
    buf_char(out, (char)(value & 0xFF));
}

static void put32(struct buf *out, size_t value)
{
    put16(out, (int32_t)(value >> 16));
    put16(out, (int32_t)(value & 0xFFFF));
}

struct box {
    int32_t left, bottom, right, top; /* [upem] */
};

/* The ink of a glyph of the subset. */
static struct box ink_of(const struct font *font, uint32_t glyph)
{
    size_t at = glyph_start(font, glyph);
    if (glyph_start(font, glyph + 1) < at + 10)
        return (struct box){0, 0, 0, 0}; /* draws nothing */
    return (struct box){
        s16(font->glyf, at + 2), s16(font->glyf, at + 4), s16(font->glyf, at + 6), s16(font->glyf, at + 8)};
}

/* How much wider the ink gets, so that the advance is stretched as asked while what the ink leaves or
 * takes beside it stays: a stroke then overlaps its neighbours as the font means it to. [1/1000000] */
static int64_t widening(const struct font *font, const struct compose_part *part, struct box ink)
{
    int64_t width = ink.right - ink.left, advance = advance_of(font, part->glyph);
    int64_t wanted = width + unit_muldiv(advance, part->stretch - 1000, 1000);
    if (part->stretch == 1000 || width <= 0 || wanted <= 0)
        return (int64_t)part->stretch * 1000;
    return unit_muldiv(wanted, 1000000, width);
}

/* Where the widened ink begins when its own left edge is to stay in place. */
static int32_t shifted(const struct compose_part *part, struct box ink, int64_t wider)
{
    return part->x + ink.left - (int32_t)unit_muldiv(ink.left, wider, 1000000);
}

static struct box part_box(const struct font *font, const struct compose_part *part)
{
    struct box ink = ink_of(font, part->glyph);
    int64_t wider = widening(font, part, ink);
    int32_t width = (int32_t)unit_muldiv(ink.right - ink.left, wider, 1000000), left = part->x + ink.left;
    return (struct box){left, part->y + ink.bottom, left + width, part->y + ink.top};
}

struct component {
    uint32_t glyph;
    int32_t x, y; /* [upem] */
    int32_t scale; /* [1/16384] */
};

/* The helper of a glyph at a level, with those below it. */
static uint32_t helper_of(struct font *font, uint32_t glyph, unsigned level)
{
    if (!level)
        return glyph;
    uint32_t first = font->glyph_count + font->composite_count;
    for (size_t i = 0; i < font->helpers.n; i++)
        if (font->helpers.at[i].glyph == glyph && font->helpers.at[i].level == level)
            return first + (uint32_t)i;
    helper_of(font, glyph, level - 1);
    *list_add(font->arena, &font->helpers) = (struct helper){glyph, level};
    return first + (uint32_t)font->helpers.n - 1;
}

static struct component component_of(struct font *font, const struct compose_part *part)
{
    struct box ink = ink_of(font, part->glyph);
    int64_t rest = widening(font, part, ink); /* [1/1000000] */
    int32_t x = shifted(part, ink, rest);
    unsigned level = 0;
    for (; rest > (int64_t)STEP * 1000 && level < LEVELS; level++)
        rest = rest * 1000 / STEP;
    uint32_t glyph = helper_of(font, part->glyph, level);
    return (struct component){glyph, x, part->y, (int32_t)unit_muldiv(rest, SCALE_ONE, 1000000)};
}

static struct box join(struct box a, struct box b)
{
    return (struct box){a.left < b.left ? a.left : b.left, a.bottom < b.bottom ? a.bottom : b.bottom,
        a.right > b.right ? a.right : b.right, a.top > b.top ? a.top : b.top};
}

static void write_component(const struct component *c, bool more, struct buf *glyf)
{
    enum { WORDS = 1, OFFSETS = 2, MORE = 0x20, X_AND_Y_SCALE = 0x40, UNSCALED_OFFSET = 0x1000 };
    bool scaled = c->scale != SCALE_ONE;
    put16(glyf, WORDS | OFFSETS | UNSCALED_OFFSET | (scaled ? X_AND_Y_SCALE : 0) | (more ? MORE : 0));
    put16(glyf, (int32_t)c->glyph);
    put16(glyf, c->x);
    put16(glyf, c->y);
    if (scaled) {
        put16(glyf, c->scale);
        put16(glyf, SCALE_ONE);
    }
}

static void write_box(struct box box, struct buf *glyf)
{
    put16(glyf, -1); /* a composite */
    put16(glyf, box.left);
    put16(glyf, box.bottom);
    put16(glyf, box.right);
    put16(glyf, box.top);
}

static void fill(struct buf *glyf)
{
    while (glyf->n % 4)
        buf_char(glyf, '\0');
}

/* Returns its left edge. */
static int32_t write_composite(struct font *font, const struct composite *composite, struct buf *glyf)
{
    struct box box = part_box(font, &composite->parts[0]);
    for (size_t i = 1; i < composite->n; i++)
        box = join(box, part_box(font, &composite->parts[i]));
    write_box(box, glyf);
    for (size_t i = 0; i < composite->n; i++) {
        struct component component = component_of(font, &composite->parts[i]);
        write_component(&component, i + 1 < composite->n, glyf);
    }
    fill(glyf);
    return box.left;
}

static int32_t write_helper(struct font *font, const struct helper *helper, struct buf *glyf)
{
    struct box box = ink_of(font, helper->glyph);
    for (unsigned i = 0; i < helper->level; i++) {
        box.left = box.left * STEP / 1000;
        box.right = box.right * STEP / 1000;
    }
    struct component component = {helper_of(font, helper->glyph, helper->level - 1), 0, 0, STEP * SCALE_ONE / 1000};
    write_box(box, glyf);
    write_component(&component, false, glyf);
    fill(glyf);
    return box.left;
}

/* --- tables ------------------------------------------------------------------------------------- */

static struct buf table_copy(const struct font *font, struct table table)
{
    struct buf copy;
    buf_init(&copy, font->arena);
    buf_bytes(&copy, table.at, table.n);
    return copy;
}

static void set16(struct buf *table, size_t offset, uint32_t value)
{
    table->at[offset] = (char)(value >> 8 & 0xFF);
    table->at[offset + 1] = (char)(value & 0xFF);
}

struct glyph_tables {
    struct buf glyf, loca, hmtx;
};

static void write_own_glyphs(const struct font *font, struct glyph_tables *to)
{
    for (uint32_t i = 0; i < font->glyph_count; i++) {
        put32(&to->loca, glyph_start(font, i));
        put16(&to->hmtx, advance_of(font, i));
        put16(&to->hmtx, bearing_of(font, i));
    }
    buf_bytes(&to->glyf, font->glyf.at, glyph_start(font, font->glyph_count));
    fill(&to->glyf);
}

static void write_new_glyphs(struct font *font, const struct composite *list, size_t n, struct glyph_tables *to)
{
    for (size_t i = 0; i < n; i++) {
        put32(&to->loca, to->glyf.n);
        put16(&to->hmtx, list[i].advance);
        put16(&to->hmtx, write_composite(font, &list[i], &to->glyf));
    }
    for (size_t i = 0; i < font->helpers.n; i++) {
        struct helper helper = font->helpers.at[i];
        put32(&to->loca, to->glyf.n);
        put16(&to->hmtx, 0);
        put16(&to->hmtx, write_helper(font, &helper, &to->glyf));
    }
    put32(&to->loca, to->glyf.n);
}

static void add_table(hb_face_t *builder, const char *tag, const struct buf *bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes->at, (unsigned)bytes->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(builder, HB_TAG(tag[0], tag[1], tag[2], tag[3]), blob);
    hb_blob_destroy(blob);
}

static void build(struct font *font, const struct glyph_tables *glyphs, uint32_t count)
{
    struct buf head = table_copy(font, font->head), hhea = table_copy(font, font->hhea), maxp = table_copy(font, font->maxp);
    set16(&head, 50, 1); /* long offsets */
    set16(&hhea, 34, count);
    set16(&maxp, 4, count);
    if (u16(font->maxp, 28) < COMPOSE_PARTS)
        set16(&maxp, 28, COMPOSE_PARTS);
    set16(&maxp, 30, u16(font->maxp, 30) + 1u + LEVELS);
    hb_face_t *builder = hb_face_builder_create();
    add_table(builder, "head", &head);
    add_table(builder, "hhea", &hhea);
    add_table(builder, "maxp", &maxp);
    add_table(builder, "hmtx", &glyphs->hmtx);
    add_table(builder, "loca", &glyphs->loca);
    add_table(builder, "glyf", &glyphs->glyf);
    font->composed = hb_face_reference_blob(builder);
    hb_face_destroy(builder);
}

const struct subset *compose(struct arena *arena, const struct subset *subset, const struct composite *list, size_t n)
{
    struct font *font = arena_new_of(arena, struct font);
    font->arena = arena;
    arena_on_release(arena, release_font, font);
    if (subset->cff || subset->glyph_count + n > UINT16_MAX || !open_font(font, subset))
        return NULL;
    font->composite_count = (uint32_t)n;
    struct glyph_tables glyphs;
    buf_init(&glyphs.glyf, arena);
    buf_init(&glyphs.loca, arena);
    buf_init(&glyphs.hmtx, arena);
    write_own_glyphs(font, &glyphs);
    write_new_glyphs(font, list, n, &glyphs);
    uint32_t count = font->glyph_count + (uint32_t)(n + font->helpers.n);
    build(font, &glyphs, count);
    struct subset *composed = arena_new_of(arena, struct subset);
    *composed = *subset;
    unsigned bytes;
    composed->bytes = hb_blob_get_data(font->composed, &bytes);
    composed->n = bytes;
    composed->glyph_count = count;
    return bytes && count <= UINT16_MAX ? composed : NULL;
}
