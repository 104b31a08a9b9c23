/* The tables that know of glyphs (glyf, loca, hmtx and their heads) are rewritten with the composites
 * at the end; table layouts as in the OpenType specification. A stretch beyond what a component may
 * be scaled by is made of several copies side by side. */
#include "font/compose.h"

#include <string.h>

#include "base/buf.h"

enum { SCALE_ONE = 1 << 14, LARGEST_SCALE = 1900 /* [1/1000]; below 2, which does not fit */ };
enum { COPIES = COMPOSE_STRETCH / LARGEST_SCALE + 1 };

struct table {
    hb_blob_t *blob;
    const unsigned char *at;
    unsigned n; /* [byte] */
};

/* Registered with the arena before it holds anything. */
struct font {
    struct arena *arena;
    hb_face_t *face; /* the subset */
    hb_blob_t *composed; /* the result */
    struct table head, hhea, maxp, hmtx, loca, glyf;
    uint32_t glyph_count, metric_count;
    bool long_loca;
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

struct component {
    uint32_t glyph;
    int32_t x, y; /* [upem] */
    int32_t scale; /* [1/16384] */
};

/* The parts with long stretches cut up. */
static size_t components_of(const struct font *font, const struct composite *composite, struct component *to)
{
    size_t n = 0;
    for (size_t i = 0; i < composite->n; i++) {
        const struct compose_part *part = &composite->parts[i];
        int32_t copies = (part->stretch + LARGEST_SCALE - 1) / LARGEST_SCALE;
        int64_t width = unit_muldiv(advance_of(font, part->glyph), part->stretch, 1000);
        for (int32_t k = 0; k < copies; k++)
            to[n++] = (struct component){part->glyph, part->x + (int32_t)(width * k / copies), part->y,
                (int32_t)unit_muldiv(part->stretch, SCALE_ONE, (int64_t)1000 * copies)};
    }
    return n;
}

struct box {
    int32_t left, bottom, right, top; /* [upem] */
};

static struct box component_box(const struct font *font, const struct component *c)
{
    size_t at = glyph_start(font, c->glyph);
    if (glyph_start(font, c->glyph + 1) < at + 10)
        return (struct box){c->x, c->y, c->x, c->y}; /* draws nothing */
    return (struct box){
        c->x + (int32_t)unit_muldiv(s16(font->glyf, at + 2), c->scale, SCALE_ONE),
        c->y + s16(font->glyf, at + 4),
        c->x + (int32_t)unit_muldiv(s16(font->glyf, at + 6), c->scale, SCALE_ONE),
        c->y + s16(font->glyf, at + 8),
    };
}

static struct box join(struct box a, struct box b)
{
    return (struct box){a.left < b.left ? a.left : b.left, a.bottom < b.bottom ? a.bottom : b.bottom,
        a.right > b.right ? a.right : b.right, a.top > b.top ? a.top : b.top};
}

static struct box write_glyph(const struct font *font, const struct composite *composite, struct buf *glyf)
{
    enum { WORDS = 1, OFFSETS = 2, MORE = 0x20, X_AND_Y_SCALE = 0x40, UNSCALED_OFFSET = 0x1000 };
    struct component components[COMPOSE_PARTS * COPIES] = {0};
    size_t n = components_of(font, composite, components);
    struct box box = component_box(font, &components[0]);
    for (size_t i = 1; i < n; i++)
        box = join(box, component_box(font, &components[i]));
    put16(glyf, -1); /* a composite */
    put16(glyf, box.left);
    put16(glyf, box.bottom);
    put16(glyf, box.right);
    put16(glyf, box.top);
    for (size_t i = 0; i < n; i++) {
        const struct component *c = &components[i];
        bool scaled = c->scale != SCALE_ONE;
        put16(glyf, WORDS | OFFSETS | UNSCALED_OFFSET | (scaled ? X_AND_Y_SCALE : 0) | (i + 1 < n ? MORE : 0));
        put16(glyf, (int32_t)c->glyph);
        put16(glyf, c->x);
        put16(glyf, c->y);
        if (scaled) {
            put16(glyf, c->scale);
            put16(glyf, SCALE_ONE);
        }
    }
    while (glyf->n % 4)
        buf_char(glyf, '\0');
    return box;
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

/* Own glyphs first, then the composites, in all three tables. */
static void write_glyphs(
    const struct font *font, const struct composite *list, size_t n, struct buf *glyf, struct buf *loca, struct buf *hmtx)
{
    for (uint32_t i = 0; i < font->glyph_count; i++) {
        put32(loca, glyph_start(font, i));
        put16(hmtx, advance_of(font, i));
        put16(hmtx, bearing_of(font, i));
    }
    buf_bytes(glyf, font->glyf.at, glyph_start(font, font->glyph_count));
    while (glyf->n % 4)
        buf_char(glyf, '\0');
    for (size_t i = 0; i < n; i++) {
        put32(loca, glyf->n);
        struct box box = write_glyph(font, &list[i], glyf);
        put16(hmtx, list[i].advance);
        put16(hmtx, box.left);
    }
    put32(loca, glyf->n);
}

static void add_table(hb_face_t *builder, const char *tag, const struct buf *bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes->at, (unsigned)bytes->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(builder, HB_TAG(tag[0], tag[1], tag[2], tag[3]), blob);
    hb_blob_destroy(blob);
}

static void build(struct font *font, const struct composite *list, size_t n)
{
    struct buf head = table_copy(font, font->head), hhea = table_copy(font, font->hhea), maxp = table_copy(font, font->maxp);
    struct buf glyf, loca, hmtx;
    buf_init(&glyf, font->arena);
    buf_init(&loca, font->arena);
    buf_init(&hmtx, font->arena);
    write_glyphs(font, list, n, &glyf, &loca, &hmtx);
    uint32_t count = font->glyph_count + (uint32_t)n;
    set16(&head, 50, 1); /* long offsets */
    set16(&hhea, 34, count);
    set16(&maxp, 4, count);
    set16(&maxp, 28, COMPOSE_PARTS * COPIES);
    set16(&maxp, 30, u16(font->maxp, 30) + 1u);
    hb_face_t *builder = hb_face_builder_create();
    add_table(builder, "head", &head);
    add_table(builder, "hhea", &hhea);
    add_table(builder, "maxp", &maxp);
    add_table(builder, "hmtx", &hmtx);
    add_table(builder, "loca", &loca);
    add_table(builder, "glyf", &glyf);
    font->composed = hb_face_reference_blob(builder);
    hb_face_destroy(builder);
}

const struct subset *compose(struct arena *arena, const struct subset *subset, const struct composite *list, size_t n)
{
    struct font *font = arena_new_of(arena, struct font);
    font->arena = arena;
    arena_on_release(arena, release_font, font);
    if (subset->cff || subset->glyph_count + n > 0xFFFF || !open_font(font, subset))
        return NULL;
    struct subset *composed = arena_new_of(arena, struct subset);
    *composed = *subset;
    build(font, list, n);
    unsigned bytes;
    composed->bytes = hb_blob_get_data(font->composed, &bytes);
    composed->n = bytes;
    composed->glyph_count += (uint32_t)n;
    return bytes ? composed : NULL;
}
