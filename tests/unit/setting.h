/* What tests of shaping and lines share: real faces, a bare template, content made of strings. */
#ifndef HEXAPLA_TEST_SETTING_H
#define HEXAPLA_TEST_SETTING_H

#include <stdio.h>

#include "test.h"

#include "layout/line.h"

struct bench {
    struct arena *arena, *fonts_arena;
    struct report *report;
    struct font_set *fonts;
    struct shaper *shaper;
    struct template_ template_;
    struct style style;
    struct block_style block_style;
    struct doc doc;
    struct content content;
};

static inline void bench_open(struct bench *b, enum lang lang)
{
    memset(b, 0, sizeof *b);
    b->arena = arena_new();
    b->fonts_arena = arena_new();
    b->report = report_new(b->arena);
    const char *source = getenv("HEXAPLA_SOURCE"), *roots = getenv("HEXAPLA_FONT_ROOTS");
    char path[4096];
    snprintf(path, sizeof path, "%s/fonts/fonts.yaml", source ? source : ".");
    const struct manifest *manifest = manifest_load(b->fonts_arena, path, b->report);
    assert_non_null(manifest);
    const char *root[] = {roots && *roots ? roots : "/usr/share/fonts"};
    b->fonts = font_set_new(manifest, root, 1);
    b->shaper = shaper_new(b->fonts);
    assert_non_null(b->shaper);
    b->template_ = (struct template_){.name = "test", .lang = lang, .mirrored = lang == LANG_AR, .fonts = {"text"}, .font_count = 1};
    b->style = (struct style){.name = "text", .size = 10 * UNIT_PT, .scale = 1000, .shear = 200};
    b->block_style = (struct block_style){.name = "paragraph", .text = &b->style, .leading = 12 * UNIT_PT,
        .kashida = 500, .kashida_share = 750, .space_stretch = 1500, .space_shrink = 800, .align = ALIGN_JUSTIFY};
    b->doc.source = source_new(b->arena, "test.txt", "", 0);
    b->doc.language = lang;
    b->content = (struct content){.arena = b->arena, .doc = &b->doc, .template_ = &b->template_, .lang = lang};
    shaper_begin(b->shaper, &b->content);
}

static inline void bench_close(struct bench *b)
{
    shaper_free(b->shaper);
    font_set_free(b->fonts);
    arena_free(b->arena);
    arena_free(b->fonts_arena);
}

static inline struct run bench_run(const struct bench *b, const char *text)
{
    return (struct run){.text = text, .n = (uint32_t)strlen(text), .style = b->style, .link = NO_INDEX, .note = NO_INDEX, .lang = b->content.lang};
}

static inline struct content_block *bench_block(struct bench *b, const char *text)
{
    struct content_block *block = arena_new_of(b->arena, struct content_block);
    block->style = &b->block_style;
    block->role = ROLE_PARAGRAPH;
    *list_add(b->arena, &block->runs) = bench_run(b, text);
    return block;
}

static inline struct par *bench_shape(struct bench *b, const char *text)
{
    struct run *run = arena_new_of(b->arena, struct run);
    *run = bench_run(b, text);
    return shape_runs(b->shaper, b->arena, &b->content, run, 1, b->report);
}

/* The text of a line or of items, in content order. */
static inline void items_text(const struct item *items, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        for (uint32_t g = 0; items[i].kind == ITEM_GLYPHS && g < items[i].run.glyph_count; g++)
            for (uint8_t k = 0; k < items[i].run.glyphs[g].text_n; k++)
                buf_utf8(out, items[i].run.text[items[i].run.glyphs[g].text + k]);
}

static inline const char *block_text(struct bench *b, const struct set_block *set)
{
    struct buf out;
    buf_init(&out, b->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < set->lines.n; i++)
        items_text(set->lines.at[i].items.at, set->lines.at[i].items.n, &out);
    return out.at;
}

#endif
