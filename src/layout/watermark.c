#include "layout/watermark.h"

#include "font/outline.h"

enum { SHARE = 90 }; /* [1/100] of the page's width or height that the word takes at most */

/* The word as it stands in one line. [unit] */
struct mark_word {
    const struct line *line;
    int64_t width, ascent, descent;
};

/* How much of its size remains so that the turned word stays on the page. [1/2^32] */
static int64_t shrink(const struct mark_word *word, const struct page_plan *page, int32_t angle)
{
    __int128 sine = affine_sine((angle < 0 ? -angle : angle) * 1000L), cosine = affine_cosine(angle * 1000L);
    int64_t height = word->ascent + word->descent;
    int64_t across = (int64_t)((word->width * cosine + height * sine) >> 32);
    int64_t down = (int64_t)((word->width * sine + height * cosine) >> 32);
    int64_t most_across = (int64_t)page->width * SHARE / 100, most_down = (int64_t)page->height * SHARE / 100;
    int64_t least = AFFINE_ONE;
    if (across > most_across)
        least = (int64_t)(((__int128)most_across << 32) / across);
    if (down > most_down && (((__int128)most_down << 32) / down) < least)
        least = (int64_t)(((__int128)most_down << 32) / down);
    return least;
}

/* From the word's own place, its baseline at 0, to the middle of the page. */
static struct affine placed(const struct mark_word *word, const struct page_plan *page, int32_t angle)
{
    int64_t size = shrink(word, page, angle);
    struct affine turn = affine_turn(-angle * 1000L), scale = {size, 0, 0, size, 0, 0}, middle = AFFINE_NONE;
    middle.e = -word->width / 2;
    middle.f = (word->ascent - word->descent) / 2;
    scale = affine_join(&scale, &middle);
    turn.e = page->width / 2;
    turn.f = page->height / 2;
    return affine_join(&turn, &scale);
}

static void add_run(const struct outliner *outliner, const struct glyph_run *run, const struct affine *place, struct path *path)
{
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        int32_t scale = glyph->stretch ? (int32_t)unit_muldiv(run->scale, glyph->stretch, 1000) : run->scale;
        struct affine own = outline_map(run->face, run->size, scale, run->shear, (int64_t)run->x + glyph->x, (int64_t)run->y + glyph->y);
        path->map = affine_join(place, &own);
        outline_add(outliner, run->face, glyph->id, path);
    }
}

static const struct picture *draw_word(struct arena *arena, const struct mark_word *word, const struct watermark *mark, const struct page_plan *page)
{
    struct picture *picture = arena_new_of(arena, struct picture);
    picture->width = page->width;
    picture->height = page->height;
    struct affine place = placed(word, page, mark->angle);
    const struct outliner *outliner = outliner_new(arena);
    struct path path;
    path_begin(&path, arena);
    for (size_t i = 0; i < word->line->items.n; i++)
        if (word->line->items.at[i].kind == ITEM_GLYPHS)
            add_run(outliner, &word->line->items.at[i].run, &place, &path);
    path_fill(&path, picture, mark->style->colour, false);
    return picture->shapes.n > 0 ? picture : NULL;
}

struct watermark_drawn watermark_draw(struct shaper *shaper, struct arena *arena, const struct content *content, struct report *report)
{
    struct watermark_drawn drawn = {.arena = arena};
    if (content->watermark.n == 0)
        return drawn;
    const struct cell cell = {.name = "watermark", .style = content->template_->watermark.style, .fit = 1000, .align = ALIGN_START};
    const struct content_cell word_cell = {.cell = &cell, .runs = content->watermark};
    const struct set_block *set = line_set_cell(shaper, arena, content, &word_cell, report);
    if (!set || set->lines.n == 0 || set->lines.at[0].width <= 0)
        return drawn;
    const struct line *line = &set->lines.at[0];
    struct mark_word word = {line, line->width, line->ascent, line->descent};
    const struct template_ *template_ = content->template_;
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        const struct page_plan *page = &template_->page[kind], *before = kind ? page - 1 : page;
        drawn.picture[kind] = kind && before->width == page->width && before->height == page->height
            ? drawn.picture[kind - 1]
            : draw_word(arena, &word, &template_->watermark, page);
    }
    return drawn;
}

void watermark_place(const struct watermark_drawn *watermark, struct page *page)
{
    if (!watermark->picture[page->kind])
        return;
    struct item *item = list_add(watermark->arena, &page->items);
    item->kind = ITEM_PICTURE;
    item->artifact = true;
    item->box.width = page->width;
    item->box.height = page->height;
    item->box.picture = watermark->picture[page->kind];
}
