/* Pages as frames, with real faces: where body, notes, rules and furniture stand, plain and mirrored. */
#include "test.h"

#include "layout/masthead.h"
#include "layout/page.h"
#include "output/dump.h"
#include "setting.h"

enum { PT = UNIT_PT };

/* A bench with a small template: 300 x 400, column from 50 to 250. */
struct pages {
    struct bench bench;
    struct block_style note_style;
};

static void open_pages(struct pages *p, enum lang lang)
{
    memset(p, 0, sizeof *p);
    bench_open(&p->bench, lang);
    struct template_ *template_ = &p->bench.template_;
    template_->page_width = 300 * PT;
    template_->page_height = 400 * PT;
    template_->column = 50 * PT;
    template_->column_width = 200 * PT;
    template_->widow_lines = template_->orphan_lines = 2;
    template_->note = (struct note_plan){.rule_x = 40 * PT, .rule_width = 72 * PT, .rule_thickness = PT / 2,
        .rule_above = 11 * PT, .gap = 9 * PT, .between = 2 * PT};
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        template_->page[kind] = (struct page_plan){.width = 300 * PT, .height = 400 * PT, .column = 50 * PT, .column_width = 200 * PT};
        template_->page[kind].top = (kind == PAGE_FIRST ? 150 : 80) * PT;
        template_->page[kind].bottom = 350 * PT;
        p->bench.content.page[kind].plan = &template_->page[kind];
    }
    p->note_style = p->bench.block_style;
    p->note_style.name = "note";
    p->note_style.leading = 10 * PT;
}

static void close_pages(struct pages *p)
{
    bench_close(&p->bench);
}

static struct cell *add_cell(struct pages *p, enum page_kind kind, struct cell cell, const char *text)
{
    struct arena *arena = p->bench.arena;
    struct cell *own = arena_new_of(arena, struct cell);
    *own = cell;
    own->fit = cell.fit ? cell.fit : 1000;
    struct content_cell *content = list_add(arena, &p->bench.content.page[kind].cells);
    *content = (struct content_cell){.cell = own};
    if (*text)
        *list_add(arena, &content->runs) = bench_run(&p->bench, text);
    return own;
}

static struct content_block *add_block(struct pages *p, const char *text)
{
    struct content_block *block = list_add(p->bench.arena, &p->bench.content.blocks);
    *block = *bench_block(&p->bench, text);
    return block;
}

/* The block calls the note; its text is given when it is new. */
static void call_note(struct pages *p, struct content_block *block, int32_t note, const char *text)
{
    struct arena *arena = p->bench.arena;
    struct run call = bench_run(&p->bench, "1");
    call.kind = RUN_CALL;
    call.note = note;
    *list_add(arena, &block->runs) = call;
    if (!text)
        return;
    struct content_note *content = list_add(arena, &p->bench.content.notes);
    memset(content, 0, sizeof *content);
    content->note = arena_new_of(arena, struct note);
    content->note->name = "n";
    struct content_block *body = list_add(arena, &content->blocks);
    *body = *bench_block(&p->bench, text);
    body->style = &p->note_style;
    body->role = ROLE_NOTE;
}

static const struct layout *lay_out(struct pages *p)
{
    return page_layout(p->bench.shaper, p->bench.arena, &p->bench.content, p->bench.report);
}

static const char *text_of(struct pages *p, const struct layout *layout)
{
    struct buf out;
    buf_init(&out, p->bench.arena);
    dump_text(layout, &out);
    return out.at;
}

static const char *line_text(struct pages *p, const struct page *page, size_t i)
{
    struct buf out;
    buf_init(&out, p->bench.arena);
    buf_text(&out, "");
    const struct page_line *line = &page->lines.at[i];
    items_text(page->items.at + line->first, line->end - line->first, &out);
    return out.at;
}

static hx_unit line_left(const struct page *page, size_t i)
{
    return page->items.at[page->lines.at[i].first].run.x_min;
}

static hx_unit line_right(const struct page *page, size_t i)
{
    const struct glyph_run *run = &page->items.at[page->lines.at[i].end - 1].run;
    return run->x_min + run->width;
}

#define assert_near(a, b) assert_in_range((a) - (b) + PT / 10, 0, PT / 5)

/* ---- notes -------------------------------------------------------------------------------- */

static void notes_stand_at_the_foot(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    call_note(&p, add_block(&p, "One"), 0, "First note");
    struct content_block *two = add_block(&p, "Two");
    call_note(&p, two, 1, "Second note");
    call_note(&p, two, 0, NULL);
    const struct layout *layout = lay_out(&p);
    assert_int_equal(layout->pages.n, 1);
    const struct page *page = &layout->pages.at[0];
    assert_int_equal(page->lines.n, 4);
    assert_int_equal(page->lines.at[0].baseline, 150 * PT);
    assert_int_equal(page->lines.at[1].baseline, 162 * PT);
    assert_int_equal(page->lines.at[3].baseline, 350 * PT);
    assert_int_equal(page->lines.at[2].baseline, 338 * PT); /* 10 and 2 between */
    assert_int_equal(page->note_start, page->lines.at[2].first);
    const struct item *rule = &page->items.at[page->note_start - 1];
    assert_int_equal(rule->kind, ITEM_RULE);
    assert_true(rule->artifact);
    assert_int_equal(rule->box.x, 40 * PT);
    assert_int_equal(rule->box.top + rule->box.height / 2, 327 * PT);
    assert_string_equal(text_of(&p, layout), "One1\nTwo11\nFirst note\nSecond note\n\f");
    assert_true(layout->notes[1].top > layout->notes[1].call_top);
    close_pages(&p);
}

static void notes_are_in_order_of_call_not_of_list(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct content_block *block = add_block(&p, "Text");
    call_note(&p, add_block(&p, "Other"), 0, "listed first");
    call_note(&p, block, 1, "called first");
    p.bench.content.blocks.at[0] = *block;
    const struct layout *layout = lay_out(&p);
    assert_non_null(strstr(text_of(&p, layout), "called first\nlisted first\n"));
    close_pages(&p);
}

static void a_note_stands_on_the_page_of_its_call(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    for (int i = 0; i < 40; i++) {
        struct content_block *block = add_block(&p, "A line");
        if (i % 7 == 0)
            call_note(&p, block, i / 7, "A note");
    }
    const struct layout *layout = lay_out(&p);
    assert_true(layout->pages.n > 1);
    for (size_t i = 0; i < layout->content->notes.n; i++)
        assert_int_equal(layout->notes[i].page, layout->notes[i].call_page);
    close_pages(&p);
}

static void a_note_longer_than_a_page_is_split_and_reported(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct buf text;
    buf_init(&text, p.bench.arena);
    for (int i = 0; i < 600; i++)
        buf_printf(&text, "word%d ", i);
    call_note(&p, add_block(&p, "Call"), 0, text.at);
    const struct layout *layout = lay_out(&p);
    assert_true(layout->pages.n > 2);
    size_t split = 0;
    for (size_t i = 0; i < p.bench.report->list.n; i++)
        split += p.bench.report->list.at[i].id == DIAG_NOTE_SPLIT;
    assert_int_equal(split, 1); /* once, however many pages */
    const char *laid = text_of(&p, layout);
    for (int i = 0; i < 600; i++)
        assert_non_null(strstr(laid, arena_printf(p.bench.arena, "word%d ", i < 599 ? i : 0)));
    for (size_t i = 0; i < layout->pages.n; i++) {
        const struct page *page = &layout->pages.at[i];
        assert_int_equal(page->lines.at[page->lines.n - 1].baseline, 350 * PT);
    }
    close_pages(&p);
}

/* ---- body --------------------------------------------------------------------------------- */

static void the_first_block_keeps_its_space_under_the_masthead(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    p.bench.block_style.before = 17 * PT;
    for (int i = 0; i < 20; i++)
        add_block(&p, "A line");
    const struct layout *layout = lay_out(&p);
    assert_int_equal(layout->pages.at[0].lines.at[0].baseline, 167 * PT);
    assert_int_equal(layout->pages.at[1].lines.at[0].baseline, 80 * PT);
    for (size_t i = 0; i < layout->pages.at[0].lines.n; i++)
        assert_true(layout->pages.at[0].lines.at[i].baseline <= 350 * PT);
    close_pages(&p);
}

static void lines_touch_where_glyphs_do(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    p.bench.block_style.leading = 8 * PT;
    add_block(&p, "ggggg xxxxx"); /* tails over nothing tall */
    add_block(&p, "xxxxx lllll");
    const struct page *page = &lay_out(&p)->pages.at[0];
    assert_int_equal(page->lines.at[1].baseline - page->lines.at[0].baseline, 8 * PT);
    p.bench.content.blocks.at[1] = *bench_block(&p.bench, "lllll xxxxx");
    page = &lay_out(&p)->pages.at[0];
    assert_true(page->lines.at[1].baseline - page->lines.at[0].baseline > 8 * PT);
    close_pages(&p);
}

static void touching_lines_are_opened(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    p.bench.block_style.leading = 4 * PT;
    add_block(&p, "gjpq");
    add_block(&p, "ABCD");
    const struct layout *layout = lay_out(&p);
    const struct page *page = &layout->pages.at[0];
    hx_unit distance = page->lines.at[1].baseline - page->lines.at[0].baseline;
    assert_in_range(distance, 6 * PT, 11 * PT);
    close_pages(&p);
}

static void an_empty_document_is_a_page(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    add_cell(&p, PAGE_FIRST, (struct cell){.x = 50 * PT, .baseline = 60 * PT}, "Masthead");
    const struct layout *layout = lay_out(&p);
    assert_int_equal(layout->pages.n, 1);
    assert_string_equal(text_of(&p, layout), "Masthead\n\f");
    close_pages(&p);
}

static void a_rule_block_is_a_centred_hairline(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_AR);
    struct block_style style = p.bench.block_style;
    style.align = ALIGN_CENTRE;
    style.before = 20 * PT;
    add_block(&p, "نص");
    struct content_block *rule = list_add(p.bench.arena, &p.bench.content.blocks);
    *rule = (struct content_block){.role = ROLE_END_RULE, .style = &style, .rule = true, .rule_width = 72 * PT, .rule_thickness = PT};
    const struct layout *layout = lay_out(&p);
    const struct page *page = &layout->pages.at[0];
    const struct item *item = &page->items.at[page->items.n - 1];
    assert_int_equal(item->kind, ITEM_RULE);
    assert_int_equal(item->box.x, (50 + 64) * PT); /* 300 - 50 - 64 - 72, mirrored */
    assert_int_equal(item->box.top, 182 * PT - PT / 2);
    close_pages(&p);
}

static void outline_points_at_pages(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    for (int i = 0; i < 30; i++) {
        struct content_block *block = add_block(&p, "A line");
        if (i == 0 || i == 29) {
            block->outline = i ? "last" : "first";
            block->outline_level = 1;
        }
    }
    p.bench.content.blocks.at[29].page_before = true;
    const struct layout *layout = lay_out(&p);
    assert_int_equal(layout->outline.n, 2);
    assert_int_equal(layout->outline.at[0].page, 0);
    assert_int_equal(layout->outline.at[1].page, layout->pages.n - 1);
    assert_in_range(layout->outline.at[1].top, 70 * PT, 80 * PT);
    close_pages(&p);
}

/* ---- masthead and furniture --------------------------------------------------------------- */

static void cells_are_anchored(void **unused)
{
    (void)unused;
    for (int ar = 0; ar < 2; ar++) {
        struct pages p;
        open_pages(&p, ar ? LANG_AR : LANG_EN);
        add_cell(&p, PAGE_FIRST, (struct cell){.x = 60 * PT, .baseline = 50 * PT}, "start");
        add_cell(&p, PAGE_FIRST, (struct cell){.x = 240 * PT, .baseline = 50 * PT, .align = ALIGN_END}, "end");
        add_cell(&p, PAGE_FIRST, (struct cell){.x = 150 * PT, .baseline = 50 * PT, .align = ALIGN_CENTRE}, "centre");
        const struct page *page = &lay_out(&p)->pages.at[0];
        if (ar) {
            assert_near(line_right(page, 0), 240 * PT);
            assert_near(line_left(page, 1), 60 * PT);
        } else {
            assert_near(line_left(page, 0), 60 * PT);
            assert_near(line_right(page, 1), 240 * PT);
        }
        assert_near((line_left(page, 2) + line_right(page, 2)) / 2, 150 * PT);
        close_pages(&p);
    }
}

static void a_stack_closes_up(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct cell cell = {.x = 60 * PT, .stack = 3, .baseline = 80 * PT};
    add_cell(&p, PAGE_FIRST, cell, "Distribution");
    cell.baseline = 92 * PT;
    add_cell(&p, PAGE_FIRST, cell, "");
    cell.baseline = 104 * PT;
    add_cell(&p, PAGE_FIRST, cell, "Date");
    add_cell(&p, PAGE_FIRST, (struct cell){.x = 60 * PT, .baseline = 116 * PT}, "Other");
    const struct page *page = &lay_out(&p)->pages.at[0];
    assert_int_equal(page->lines.n, 3);
    assert_int_equal(page->lines.at[0].baseline, 80 * PT);
    assert_int_equal(page->lines.at[1].baseline, 92 * PT);
    assert_int_equal(page->lines.at[2].baseline, 116 * PT);
    close_pages(&p);
}

static void a_title_grows_upwards(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct cell cell = {.x = 250 * PT, .baseline = 59 * PT, .width = 60 * PT, .leading = 10 * PT, .align = ALIGN_END, .upwards = true};
    add_cell(&p, PAGE_FIRST, cell, "A title of two lines");
    const struct page *page = &lay_out(&p)->pages.at[0];
    assert_int_equal(page->lines.n, 2);
    assert_int_equal(page->lines.at[0].baseline, 49 * PT);
    assert_int_equal(page->lines.at[1].baseline, 59 * PT);
    assert_near(line_right(page, 1), 250 * PT);
    close_pages(&p);
}

static void a_wide_cell_is_narrowed_then_reported(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct cell *cell = add_cell(&p, PAGE_FIRST, (struct cell){.x = 50 * PT, .baseline = 59 * PT, .fit = 800}, "A publisher's name");
    const struct page *page = &lay_out(&p)->pages.at[0];
    hx_unit natural = line_right(page, 0) - line_left(page, 0);
    cell->width = natural * 9 / 10;
    page = &lay_out(&p)->pages.at[0];
    assert_true(line_right(page, 0) - line_left(page, 0) <= cell->width);
    assert_true(line_right(page, 0) - line_left(page, 0) > cell->width * 95 / 100);
    assert_int_equal(p.bench.report->list.n, 0);
    cell->width = natural / 2;
    page = &lay_out(&p)->pages.at[0];
    assert_int_equal(page->lines.n, 1);
    assert_string_equal(line_text(&p, page, 0), "A publisher's name");
    assert_int_equal(p.bench.report->list.n, 1);
    assert_int_equal(p.bench.report->list.at[0].id, DIAG_MASTHEAD_WIDE);
    close_pages(&p);
}

static void a_long_title_loses_nothing(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    struct cell cell = {.x = 50 * PT, .baseline = 59 * PT, .width = 60 * PT, .leading = 10 * PT, .upwards = true, .fit = 800};
    add_cell(&p, PAGE_FIRST, cell, "A title that runs over far more lines than two, narrowed or not");
    const struct layout *layout = lay_out(&p);
    const struct page *page = &layout->pages.at[0];
    assert_true(page->lines.n > 2);
    assert_string_equal(text_of(&p, layout), "A title that runs over far more lines than two, narrowed or not\n\f");
    assert_int_equal(page->lines.at[page->lines.n - 1].baseline, 59 * PT);
    close_pages(&p);
}

static void folios_count_and_are_artifacts(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_EN);
    for (int i = 0; i < 60; i++)
        add_block(&p, "A line");
    for (int kind = PAGE_EVEN; kind <= PAGE_ODD; kind++) {
        add_cell(&p, (enum page_kind)kind, (struct cell){.x = (kind == PAGE_EVEN ? 50 : 200) * PT, .baseline = 380 * PT}, "");
        struct run_list *runs = &p.bench.content.page[kind].cells.at[0].runs;
        struct run run = bench_run(&p.bench, "");
        run.kind = RUN_PAGE;
        *list_add(p.bench.arena, runs) = run;
        *list_add(p.bench.arena, runs) = bench_run(&p.bench, "/");
        run.kind = RUN_PAGES;
        *list_add(p.bench.arena, runs) = run;
    }
    add_cell(&p, PAGE_FIRST, (struct cell){.x = 50 * PT, .baseline = 380 * PT}, "job");
    add_cell(&p, PAGE_FIRST, (struct cell){.x = 50 * PT, .baseline = 60 * PT}, "organ");
    const struct layout *layout = lay_out(&p);
    assert_int_equal(layout->pages.n, 3);
    assert_string_equal(line_text(&p, &layout->pages.at[1], 0), "2/3");
    assert_string_equal(line_text(&p, &layout->pages.at[2], 0), "3/3");
    assert_near(line_left(&layout->pages.at[2], 0), 200 * PT);
    assert_true(layout->pages.at[1].items.at[0].artifact);
    assert_true(layout->pages.at[0].items.at[0].artifact); /* below the flow */
    assert_string_equal(line_text(&p, &layout->pages.at[0], 0), "job");
    assert_string_equal(line_text(&p, &layout->pages.at[0], 1), "organ");
    assert_false(layout->pages.at[0].items.at[layout->pages.at[0].lines.at[1].first].artifact);
    close_pages(&p);
}

static void everything_is_mirrored(void **unused)
{
    (void)unused;
    struct pages p;
    open_pages(&p, LANG_AR);
    *list_add(p.bench.arena, &p.bench.template_.page[PAGE_FIRST].rules) = (struct rule){30 * PT, 70 * PT, 100 * PT, PT, 0};
    const struct picture wide = {.width = 2 * PT, .height = PT};
    const struct picture_slot slot = {.x = 40 * PT, .top = 80 * PT, .width = 56 * PT, .height = 48 * PT};
    *list_add(p.bench.arena, &p.bench.content.page[PAGE_FIRST].pictures) = (struct content_picture){&slot, &wide, "A coat of arms"};
    call_note(&p, add_block(&p, "الجمعية"), 0, "حاشية");
    const struct page *page = &lay_out(&p)->pages.at[0];
    assert_int_equal(page->items.at[0].box.x, 170 * PT);
    assert_int_equal(page->items.at[1].kind, ITEM_PICTURE);
    assert_int_equal(page->items.at[1].box.x, 204 * PT);
    assert_int_equal(page->items.at[1].box.top, 90 * PT); /* in the middle of its slot, undistorted */
    assert_int_equal(page->items.at[1].box.height, 28 * PT);
    assert_false(page->items.at[1].artifact);
    assert_near(page->items.at[page->lines.at[0].first].run.x_min + page->items.at[page->lines.at[0].first].run.width, 250 * PT);
    assert_int_equal(page->items.at[page->note_start - 1].box.x, (300 - 40 - 72) * PT);
    close_pages(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_stand_at_the_foot),
        cmocka_unit_test(notes_are_in_order_of_call_not_of_list),
        cmocka_unit_test(a_note_stands_on_the_page_of_its_call),
        cmocka_unit_test(a_note_longer_than_a_page_is_split_and_reported),
        cmocka_unit_test(the_first_block_keeps_its_space_under_the_masthead),
        cmocka_unit_test(lines_touch_where_glyphs_do),
        cmocka_unit_test(touching_lines_are_opened),
        cmocka_unit_test(an_empty_document_is_a_page),
        cmocka_unit_test(a_rule_block_is_a_centred_hairline),
        cmocka_unit_test(outline_points_at_pages),
        cmocka_unit_test(cells_are_anchored),
        cmocka_unit_test(a_stack_closes_up),
        cmocka_unit_test(a_title_grows_upwards),
        cmocka_unit_test(a_wide_cell_is_narrowed_then_reported),
        cmocka_unit_test(a_long_title_loses_nothing),
        cmocka_unit_test(folios_count_and_are_artifacts),
        cmocka_unit_test(everything_is_mirrored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
