/* Tables: widths of columns from numbers alone; tables made of strings on pages, with real faces. */
#include "test.h"

#include "layout/columns.h"
#include "layout/page.h"
#include "output/dump.h"
#include "setting.h"

enum { PT = UNIT_PT };

#define assert_near(a, b) assert_in_range((a) - (b) + PT / 10, 0, PT / 5)

/* ---- columns ------------------------------------------------------------------------------ */

static struct column column(int least, int most, bool grows)
{
    return (struct column){.least = least * PT, .most = most * PT, .grows = grows};
}

/* Widths in points, joined by blanks; the scale first when it is not 1000. */
static const char *widths(struct arena *arena, struct columns *columns, enum columns_result wanted)
{
    int32_t scale;
    struct buf out;
    buf_init(&out, arena);
    buf_text(&out, "");
    assert_int_equal(columns_set(arena, columns, &scale), wanted);
    if (wanted == COLUMNS_TOO_MANY)
        return "";
    if (scale < 1000)
        buf_printf(&out, "%d:", scale);
    for (uint32_t i = 0; i < columns->n; i++)
        buf_printf(&out, " %d", (columns->at[i].width + PT / 2) / PT);
    assert_true(columns_width(columns, 0, columns->n) + columns->at[0].start <= columns->room);
    return out.at;
}

static void columns_share_what_is_free_by_what_they_want(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct column three[] = {column(40, 240, true), column(30, 130, true), column(50, 50, false)};
    three[1].gap = three[2].gap = 10 * PT;
    struct columns columns = {.at = three, .n = 3, .room = 200 * PT, .narrow = 15 * PT, .shrink = 800};
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 80 50 50");
    assert_int_equal(three[1].start, three[0].width + 10 * PT);
    struct column wide[] = {column(40, 60, true), column(30, 40, false)};
    columns = (struct columns){.at = wide, .n = 2, .room = 200 * PT, .narrow = 15 * PT, .shrink = 800};
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 160 40"); /* text takes the rest */
    struct column numbers[] = {column(30, 30, false), column(60, 60, false)};
    columns.at = numbers;
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 67 133");
    struct column empty[] = {column(30, 30, true), column(0, 0, false)};
    columns.at = empty;
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 200 0");
    arena_free(arena);
}

static void given_shares_hold_where_words_fit(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct column three[] = {column(10, 900, true), column(10, 20, false), column(10, 20, false)};
    struct columns columns = {.at = three, .n = 3, .room = 200 * PT, .narrow = 15 * PT, .shrink = 800};
    three[0].share = 500;
    three[1].share = three[2].share = 250;
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 100 50 50");
    struct column tight[] = {column(10, 900, true), column(80, 80, false), column(10, 20, false)};
    columns.at = tight;
    tight[0].share = 500;
    tight[1].share = tight[2].share = 250;
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 79 80 41");
    arena_free(arena);
}

static void spans_widen_their_columns(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct column three[] = {column(20, 20, false), column(20, 20, false), column(20, 20, false)};
    three[1].gap = three[2].gap = 10 * PT;
    struct column_span spans[] = {{0, 3, 100 * PT, 100 * PT}, {1, 2, 90 * PT, 90 * PT}};
    struct columns columns = {.at = three, .n = 3, .spans = spans, .span_n = 2, .room = 130 * PT, .narrow = 15 * PT, .shrink = 800};
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), " 22 44 44");
    assert_near(columns_width(&columns, 1, 2), 98 * PT);
    arena_free(arena);
}

static void type_shrinks_within_its_limit(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct column two[] = {column(100, 100, true), column(100, 100, false)};
    struct columns columns = {.at = two, .n = 2, .room = 180 * PT, .narrow = 15 * PT, .shrink = 800};
    assert_string_equal(widths(arena, &columns, COLUMNS_FIT), "899: 90 90");
    struct column broken[] = {column(300, 300, true), column(10, 10, false)};
    columns.at = broken;
    assert_string_equal(widths(arena, &columns, COLUMNS_BROKEN), "800: 172 8");
    struct column *many = arena_new_array(arena, struct column, 1000);
    for (size_t i = 0; i < 1000; i++)
        many[i] = column(5, 30, true);
    columns = (struct columns){.at = many, .n = 1000, .room = 180 * PT, .narrow = 15 * PT, .shrink = 800};
    assert_string_equal(widths(arena, &columns, COLUMNS_TOO_MANY), "");
    arena_free(arena);
}

/* Nothing overflows and nothing leaves the room, whatever the numbers. */
static void any_columns_stay_within_their_room(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        struct column at[12];
        struct column_span spans[3];
        struct columns columns = {.at = at, .n = 1 + (uint32_t)round % 12, .spans = spans, .room = 300 * PT, .narrow = 15 * PT, .shrink = 700};
        for (uint32_t i = 0; i < columns.n; i++) {
            seed = seed * 1664525 + 1013904223;
            at[i] = column((int)(seed >> 24) / (round % 5 + 1), 0, seed & 1);
            at[i].most = at[i].least + (hx_unit)(seed >> 8 & 0xFFF) * (PT / 4);
            at[i].gap = i ? 9 * PT : 0;
            at[i].share = round % 3 ? 0 : (uint16_t)(seed % 1000);
        }
        for (uint32_t i = 0; columns.n > 3 && i < 3; i++)
            spans[columns.span_n++] = (struct column_span){i, 2 + i % 2, (hx_unit)(seed % 200) * PT, 300 * PT};
        int32_t scale;
        if (columns_set(arena, &columns, &scale) == COLUMNS_TOO_MANY)
            continue;
        assert_in_range(scale, 700, 1000);
        for (uint32_t i = 0; i < columns.n; i++)
            assert_true(at[i].width >= 0);
        assert_true(at[0].start + columns_width(&columns, 0, columns.n) <= columns.room);
    }
    arena_free(arena);
}

/* ---- setting ------------------------------------------------------------------------------ */

/* A bench with a small page: 300 x 400, column from 50 to 250, lines from 100 to 340. */
static void open_table(struct bench *b, enum lang lang)
{
    bench_open(b, lang);
    struct template_ *template_ = &b->template_;
    template_->page_width = 300 * PT;
    template_->page_height = 400 * PT;
    template_->column = 50 * PT;
    template_->column_width = 200 * PT;
    template_->widow_lines = template_->orphan_lines = 2;
    template_->table = (struct table_plan){.gap = 10 * PT, .shrink = 800, .rule_above = 12 * PT, .rule_below = 4 * PT, .top_rule = PT,
        .header_rule = PT, .cell_rule = PT, .total_rule = PT, .bottom_rule = 2 * PT};
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        template_->page[kind] = (struct page_plan){.width = 300 * PT, .height = 400 * PT, .column = 50 * PT, .column_width = 200 * PT};
        template_->page[kind].top = 100 * PT;
        template_->page[kind].bottom = 340 * PT;
        b->content.page[kind].plan = &template_->page[kind];
    }
    b->block_style.align = ALIGN_START;
    for (int role = 0; role < ROLE_COUNT; role++)
        template_->block[role] = b->block_style;
}

/* Rows end with a line, cells with a bar; cells that are all figures and brackets are set as numbers. */
static struct content_table *add_table(struct bench *b, size_t headers, const char *spec)
{
    struct content_table *table = arena_new_of(b->arena, struct content_table);
    LIST(struct table_row) rows = {0};
    uint32_t node = 1;
    while (*spec) {
        LIST(struct table_cell) cells = {0};
        uint32_t row = node++, column = 0;
        while (*spec != '\n') {
            size_t n = strcspn(spec, "|");
            struct table_cell cell = {.node = node++, .column = column++, .columns = 1, .rows = 1, .align = ALIGN_START};
            cell.figures = n > 0 && strspn(spec, "()0123456789") == n;
            if (cell.figures && b->content.lang != LANG_AR)
                cell.align = ALIGN_END;
            if (n > 0)
                *list_add(b->arena, &cell.runs) = bench_run(b, arena_copy(b->arena, spec, n));
            *list_add(b->arena, &cells) = cell;
            spec += n + 1;
        }
        spec++;
        table->columns = column > table->columns ? column : table->columns;
        *list_add(b->arena, &rows) = (struct table_row){.cells = cells.at, .n = cells.n, .node = row, .keep_next = rows.n < headers};
    }
    table->rows = rows.at;
    table->n = rows.n;
    table->headers = headers;
    struct content_block *block = list_add(b->arena, &b->content.blocks);
    *block = (struct content_block){.role = ROLE_TABLE, .style = &b->block_style, .table = table, .node = node};
    return table;
}

static const struct layout *lay_out(struct bench *b)
{
    return page_layout(b->shaper, b->arena, &b->content, b->report);
}

static const char *text_of(struct bench *b, const struct layout *layout)
{
    struct buf out;
    buf_init(&out, b->arena);
    dump_text(layout, &out);
    return out.at;
}

/* Without the hyphens that lines end in. */
static const char *words_of(struct bench *b, const struct layout *layout)
{
    struct buf out;
    buf_init(&out, b->arena);
    for (const char *at = text_of(b, layout); *at; at++)
        if (strncmp(at, "\u00AD", 2) == 0)
            at++;
        else
            buf_char(&out, *at);
    return out.at;
}

static const struct glyph_run *run_of(const struct page *page, uint32_t block)
{
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].run.block == block)
            return &page->items.at[i].run;
    return NULL;
}

/* The last run of a block that is not the space behind it. */
static const struct glyph_run *last_run_of(const struct page *page, uint32_t block)
{
    const struct glyph_run *found = NULL;
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].run.block == block && page->items.at[i].run.width > 0)
            found = &page->items.at[i].run;
    return found;
}

static hx_unit right_of(const struct glyph_run *run)
{
    return run->x_min + run->width;
}

/* Rules of a page as "x-right@middle", in points. */
static const char *rules_of(struct bench *b, const struct page *page)
{
    struct buf out;
    buf_init(&out, b->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < page->items.n; i++) {
        const struct item *item = &page->items.at[i];
        if (item->kind != ITEM_RULE)
            continue;
        assert_true(item->artifact);
        buf_printf(&out, " %d-%d@%d", (item->box.x + PT / 2) / PT, (item->box.x + item->box.width + PT / 2) / PT,
            (item->box.top + item->box.height / 2) / PT);
    }
    return out.at;
}

static void rows_stand_under_each_other(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    add_table(&b, 1, "Item|Amount|\nOne and two|1200|\nThree|(300)|\n||\nFour|40|\n");
    const struct layout *layout = lay_out(&b);
    const struct page *page = &layout->pages.at[0];
    assert_string_equal(text_of(&b, layout), "Item Amount \nOne and two 1200 \nThree (300) \nFour 40 \n\f");
    assert_string_equal(rules_of(&b, page), " 50-250@88 50-250@104 50-250@150");
    static const int baselines[] = {100, 116, 128, 134, 146};
    assert_int_equal(page->lines.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(page->lines.at[i].baseline, baselines[i] * PT);
    assert_int_equal(run_of(page, 5)->x_min, 50 * PT);
    assert_int_equal(b.report->list.n, 0);
    bench_close(&b);
}

/* The last digits stand under each other; only a bracket hangs out behind them. */
static void figures_end_in_line(void **unused)
{
    (void)unused;
    for (int lang = 0; lang < 2; lang++) {
        struct bench b;
        open_table(&b, lang ? LANG_AR : LANG_EN);
        struct content_table *table = add_table(&b, 0, "A|1200|\nB|(300)|\n");
        for (size_t r = 0; lang && r < 2; r++) {
            struct table_cell *cell = &table->rows[r].cells[1];
            struct run run = cell->runs.at[0];
            run.text = r ? "\u2066(300)\u2069" : "\u20661200\u2069";
            run.n = (uint32_t)strlen(run.text);
            cell->runs.at[0] = run;
        }
        const struct page *page = &lay_out(&b)->pages.at[0];
        const struct glyph_run *plain = last_run_of(page, 3), *bracket = last_run_of(page, 6);
        hx_unit hangs = right_of(bracket) - right_of(plain);
        assert_in_range(hangs, 2 * PT, 5 * PT);
        assert_ptr_equal(run_of(page, 6)->face, bracket->face); /* both brackets are of one face */
        if (!lang)
            assert_near(right_of(bracket), 250 * PT);
        bench_close(&b);
    }
}

static void arabic_columns_start_at_the_right(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_AR);
    add_table(&b, 0, "البند|المبلغ|\nالأول|الثاني|\n");
    const struct page *page = &lay_out(&b)->pages.at[0];
    assert_near(right_of(run_of(page, 2)), 250 * PT);
    assert_true(right_of(run_of(page, 3)) < run_of(page, 2)->x_min);
    assert_near(right_of(run_of(page, 3)), right_of(run_of(page, 6)));
    bench_close(&b);
}

static void spanning_cells_stand_over_their_columns(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    struct content_table *table = add_table(&b, 2, "|Both|\n|One|Two|\nA|1|2|\n");
    table->rows[0].cells[1].columns = 2;
    table->rows[0].cells[1].align = ALIGN_CENTRE;
    const struct page *page = &lay_out(&b)->pages.at[0];
    const struct glyph_run *both = run_of(page, 3), *one = run_of(page, 6), *two = run_of(page, 7);
    assert_true(both->x_min > one->x_min && right_of(both) < right_of(two));
    hx_unit left = one->x_min, right = 250 * PT;
    assert_near(both->x_min - left, right - right_of(both));
    assert_int_equal(page->lines.at[1].baseline - page->lines.at[0].baseline, 16 * PT); /* a rule is between */
    bench_close(&b);
}

/* A cell over two rows is as high as both. */
static void cells_over_rows_make_them_high_enough(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    struct content_table *table = add_table(&b, 0, "many words in a narrow column here and then some more|x|\n|y|\nend|z|\n");
    static const uint16_t widths[] = {300, 700};
    table->widths = widths;
    table->rows[0].cells[0].rows = 2;
    table->rows[1].cells[0].runs.n = 0;
    const struct page *page = &lay_out(&b)->pages.at[0];
    hx_unit lowest = 0;
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].run.block == 2)
            lowest = page->items.at[i].run.y;
    assert_int_equal(page->lines.at[0].baseline, 100 * PT);
    assert_true(lowest > 130 * PT);
    assert_int_equal(page->lines.at[1].baseline, lowest);
    assert_int_equal(page->lines.at[2].baseline, lowest + 12 * PT);
    bench_close(&b);
}

/* ---- pages -------------------------------------------------------------------------------- */

static const char *rows_of(struct bench *b, size_t n)
{
    struct buf spec;
    buf_init(&spec, b->arena);
    buf_text(&spec, "Heading|Figure|\n");
    for (size_t i = 0; i < n; i++)
        buf_printf(&spec, "row%zu has a text that needs two lines at least|%zu|\n", i, i);
    return spec.at;
}

/* Each row once and whole, in order, the header as an artifact on each page but the first. */
static void headers_are_repeated_and_rows_are_whole(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    add_table(&b, 1, rows_of(&b, 40));
    const struct layout *layout = lay_out(&b);
    assert_true(layout->pages.n > 3);
    const char *text = text_of(&b, layout);
    assert_non_null(strstr(text, "Heading"));
    assert_null(strstr(strstr(text, "Heading") + 1, "Heading"));
    for (size_t i = 0; i < 40; i++) {
        const char *row = strstr(text, arena_printf(b.arena, "row%zu has a text that needs two lines at least %zu \n", i, i));
        assert_non_null(row);
        text = row + 1;
    }
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        const struct page_line *first = &page->lines.at[0], *last = &page->lines.at[page->lines.n - 1];
        assert_int_equal(first->baseline, 100 * PT);
        assert_true(last->baseline <= 340 * PT);
        assert_int_equal(page->items.at[first->first].artifact, p > 0);
        assert_int_equal(page->items.at[first->first].run.block, 2);
        hx_unit above = page->items.at[page->lines.at[1].first].run.y - first->baseline;
        assert_int_equal(above, 16 * PT); /* the rule stands between */
    }
    bench_close(&b);
}

static void rows_that_belong_together_stay_together(void **unused)
{
    (void)unused;
    for (int lines = 0; lines < 24; lines++) {
        struct bench b;
        open_table(&b, LANG_EN);
        for (int i = 0; i < lines; i++)
            *(struct content_block *)list_add(b.arena, &b.content.blocks) = *bench_block(&b, "a line");
        add_table(&b, 1, "Heading|Figure|\nOne|1|\nTwo|2|\n");
        const struct layout *layout = lay_out(&b);
        const char *text = text_of(&b, layout);
        assert_null(strstr(text, "Figure \n\f"));
        assert_null(strstr(strstr(text, "Heading") + 1, "Heading"));
        bench_close(&b);
    }
}

static void notes_of_cells_stand_at_the_foot(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    struct content_table *table = add_table(&b, 1, rows_of(&b, 30));
    for (size_t r = 0; r < 30; r += 3) {
        struct run call = bench_run(&b, "1");
        call.kind = RUN_CALL;
        call.note = (int32_t)(r / 3);
        *list_add(b.arena, &table->rows[r].cells[0].runs) = call;
        struct content_note *note = list_add(b.arena, &b.content.notes);
        memset(note, 0, sizeof *note);
        note->note = arena_new_of(b.arena, struct note);
        note->note->name = "n";
        *list_add(b.arena, &note->blocks) = *bench_block(&b, "The note.");
    }
    const struct layout *layout = lay_out(&b);
    assert_true(layout->pages.n > 2);
    for (size_t i = 0; i < b.content.notes.n; i++)
        assert_int_equal(layout->notes[i].page, layout->notes[i].call_page);
    for (size_t p = 1; p < layout->pages.n; p++) { /* the header called note 0; its copies do not */
        const struct page *page = &layout->pages.at[p];
        for (size_t i = 0; i < page->items.n; i++)
            if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].artifact)
                assert_int_equal(page->items.at[i].run.call, NO_INDEX);
    }
    bench_close(&b);
}

/* A row longer than a page goes on; nothing is lost and nothing leaves the page. */
static void rows_longer_than_a_page_are_divided(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    struct buf spec;
    buf_init(&spec, b.arena);
    buf_text(&spec, "H|K|\nshort|");
    for (int i = 0; i < 400; i++)
        buf_printf(&spec, "word%d ", i);
    buf_text(&spec, "|\nlast|row|\n");
    add_table(&b, 1, spec.at);
    const struct layout *layout = lay_out(&b);
    assert_true(layout->pages.n > 2);
    const char *text = text_of(&b, layout);
    for (int i = 0; i < 400; i++)
        assert_non_null(strstr(text, arena_printf(b.arena, "word%d ", i)));
    for (size_t p = 0; p < layout->pages.n; p++)
        for (size_t i = 0; i < layout->pages.at[p].items.n; i++) {
            const struct item *item = &layout->pages.at[p].items.at[i];
            assert_true(item->kind != ITEM_GLYPHS || (item->run.y >= 100 * PT && item->run.y <= 340 * PT));
        }
    bench_close(&b);
}

/* ---- too wide ----------------------------------------------------------------------------- */

static void assert_inside(const struct layout *layout)
{
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        hx_unit left = page->kind >= PAGE_LANDSCAPE_EVEN ? 30 * PT : 50 * PT, right = page->width - left;
        for (size_t i = 0; i < page->items.n; i++) {
            const struct item *item = &page->items.at[i];
            if (item->kind == ITEM_GLYPHS)
                assert_true(item->run.x_min >= left - 1 && right_of(&item->run) <= right + PT / 10);
        }
    }
}

static const char *wide_row(struct bench *b, size_t columns, const char *word)
{
    struct buf spec;
    buf_init(&spec, b->arena);
    for (size_t i = 0; i < columns; i++)
        buf_printf(&spec, "%s|", word);
    buf_char(&spec, '\n');
    return spec.at;
}

static void wide_tables_shrink_then_break_then_run_in(void **unused)
{
    (void)unused;
    static const struct { size_t columns; const char *word; enum diag_id id; } cases[] = {
        {4, "Resolutions", DIAG_TABLE_SHRUNK}, {5, "Resolutions", DIAG_TABLE_WIDE}, {1000, "x", DIAG_TABLE_COLUMNS}};
    for (size_t i = 0; i < 3; i++) {
        struct bench b;
        open_table(&b, LANG_EN);
        add_table(&b, 0, wide_row(&b, cases[i].columns, cases[i].word));
        const struct layout *layout = lay_out(&b);
        assert_inside(layout);
        assert_int_equal(b.report->list.n, 1);
        assert_int_equal(b.report->list.at[0].id, cases[i].id);
        size_t found = 0;
        for (const char *at = words_of(&b, layout); (at = strstr(at, cases[i].word)); at++)
            found++;
        assert_int_equal(found, cases[i].columns);
        hx_unit size = run_of(&layout->pages.at[0], i < 2 ? 2 : 1)->size;
        assert_true(i == 0 ? size < 10 * PT && size > 8 * PT : i == 1 ? size == 8 * PT : size == 10 * PT);
        bench_close(&b);
    }
}

static void give_landscape(struct bench *b)
{
    b->template_.table.landscape = true;
    for (int kind = PAGE_LANDSCAPE_EVEN; kind < PAGE_KIND_COUNT; kind++)
        b->template_.page[kind] = (struct page_plan){.width = 400 * PT, .height = 300 * PT, .column = 30 * PT, .column_width = 340 * PT,
            .top = 60 * PT, .bottom = 240 * PT};
}

static void add_text(struct bench *b, const char *text, bool keep_next)
{
    struct block_style *style = arena_new_of(b->arena, struct block_style);
    *style = b->block_style;
    style->keep_next = keep_next;
    struct content_block *block = list_add(b->arena, &b->content.blocks);
    *block = *bench_block(b, text);
    block->role = ROLE_PARAGRAPH;
    block->style = style;
}

/* Which pages are landscape, and whether they have the size of their kind. */
static const char *page_kinds(const struct bench *b, const struct layout *layout)
{
    char *kinds = arena_new_array(b->arena, char, layout->pages.n + 1);
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        bool landscape = page->kind >= PAGE_LANDSCAPE_EVEN;
        assert_near(page->width, (landscape ? 400 : 300) * PT);
        assert_near(page->height, (landscape ? 300 : 400) * PT);
        kinds[p] = landscape ? (page->kind == PAGE_LANDSCAPE_EVEN ? 'e' : 'o') : '.';
    }
    return kinds;
}

static void tables_too_wide_have_landscape_pages(void **unused)
{
    (void)unused;
    static const enum lang langs[] = {LANG_EN, LANG_AR};
    for (size_t i = 0; i < 2; i++) {
        struct bench b;
        open_table(&b, langs[i]);
        give_landscape(&b);
        add_text(&b, "Before", false);
        add_text(&b, "Heading", true);
        struct buf rows;
        buf_init(&rows, b.arena);
        for (int r = 0; r < 20; r++)
            buf_text(&rows, "Resolutions|Resolutions|Resolutions|Resolutions|Resolutions|\n");
        add_table(&b, 1, rows.at);
        add_text(&b, "After", false);
        add_table(&b, 0, "One|Two|\n");
        const struct layout *layout = lay_out(&b);
        assert_string_equal(page_kinds(&b, layout), ".eo."); /* the narrow table stands upright */
        assert_inside(layout);
        assert_int_equal(b.report->list.n, 0); /* it has room there: nothing is shrunk or broken */
        const struct glyph_run *heading = run_of(&layout->pages.at[1], 0), *after = run_of(&layout->pages.at[3], 0);
        bool mirrored = b.template_.mirrored;
        assert_near(mirrored ? heading->x_min + heading->width : heading->x_min, (mirrored ? 370 : 30) * PT);
        assert_near(mirrored ? after->x_min + after->width : after->x_min, (mirrored ? 250 : 50) * PT);
        assert_near(heading->y, 60 * PT);
        bench_close(&b);
    }
}

/* Hanzi may be broken at each; a column that has some is four of them wide before the table is called wide. */
static void columns_of_hanzi_are_not_one_wide(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_ZH);
    give_landscape(&b);
    add_text(&b, "大会", false);
    add_table(&b, 0, "决议决议决议|决议决议决议|决议决议决议|决议决议决议|决议决议决议|决议决议决议|\n");
    add_table(&b, 0, "决议决议决议|决议决议决议|\n");
    const struct layout *layout = lay_out(&b);
    assert_string_equal(page_kinds(&b, layout), ".e.");
    for (size_t p = 1; p < layout->pages.n; p++)
        for (size_t i = 0; i < layout->pages.at[p].items.n; i++) {
            const struct item *item = &layout->pages.at[p].items.at[i];
            if (item->kind == ITEM_GLYPHS && item->run.width > 0)
                assert_true(item->run.text_n >= 2); /* four and two, or six */
        }
    assert_int_equal(b.report->list.n, 0);
    bench_close(&b);
}

/* A masthead stands on an upright page; a table that fits nowhere is better where it is. */
static void tables_stay_upright_where_they_must(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    give_landscape(&b);
    add_table(&b, 0, "Resolutions|Resolutions|Resolutions|Resolutions|Resolutions|\n");
    assert_string_equal(page_kinds(&b, lay_out(&b)), ".");
    bench_close(&b);
    open_table(&b, LANG_EN);
    give_landscape(&b);
    add_text(&b, "Before", false);
    add_table(&b, 0, wide_row(&b, 1000, "x"));
    for (const char *kind = page_kinds(&b, lay_out(&b)); *kind; kind++)
        assert_int_equal(*kind, '.');
    bench_close(&b);
}

static void notes_of_landscape_tables_are_as_wide(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    give_landscape(&b);
    add_text(&b, "Before", false);
    struct content_table *table = add_table(&b, 0, "Resolutions|Resolutions|Resolutions|Resolutions|Resolutions|\n");
    struct run call = bench_run(&b, "1");
    call.kind = RUN_CALL;
    call.note = 0;
    *list_add(b.arena, &table->rows[0].cells[0].runs) = call;
    struct content_note *note = list_add(b.arena, &b.content.notes);
    *note = (struct content_note){.note = arena_new_of(b.arena, struct note)};
    note->note->name = "n";
    *list_add(b.arena, &note->blocks) = *bench_block(&b, "Here is one longer note that has a line of a landscape page or more and goes on.");
    add_text(&b, "After", false);
    const struct layout *layout = lay_out(&b);
    assert_string_equal(page_kinds(&b, layout), ".e.");
    assert_int_equal(layout->notes[0].page, 1);
    const struct page *page = &layout->pages.at[1];
    bool wide = false;
    for (size_t i = 0; i < page->lines.n; i++)
        wide = wide || (page->lines.at[i].note == 0 && page->lines.at[i].measure > 300 * PT);
    assert_true(wide);
    bench_close(&b);
}

static void hostile_tables_are_borne(void **unused)
{
    (void)unused;
    struct bench b;
    open_table(&b, LANG_EN);
    struct buf spec;
    buf_init(&spec, b.arena);
    for (int i = 0; i < 10000; i++)
        buf_text(&spec, i % 7 ? "a|12|b c|\n" : i % 2 ? "|||\n" : "\n");
    struct content_table *table = add_table(&b, 9999, spec.at); /* a header longer than any page is not repeated */
    for (size_t r = 0; r < table->n; r++)
        for (size_t i = 0; i < table->rows[r].n; i++)
            table->rows[r].cells[i].rows = (uint32_t)(table->n - r);
    const struct layout *layout = lay_out(&b);
    assert_true(layout->pages.n > 300);
    assert_inside(layout);
    add_table(&b, 3, "\n|\n\n");
    add_table(&b, 0, "x|\n");
    assert_non_null(strstr(text_of(&b, lay_out(&b)), "\nx \n"));
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_share_what_is_free_by_what_they_want),
        cmocka_unit_test(given_shares_hold_where_words_fit),
        cmocka_unit_test(spans_widen_their_columns),
        cmocka_unit_test(type_shrinks_within_its_limit),
        cmocka_unit_test(any_columns_stay_within_their_room),
        cmocka_unit_test(rows_stand_under_each_other),
        cmocka_unit_test(figures_end_in_line),
        cmocka_unit_test(arabic_columns_start_at_the_right),
        cmocka_unit_test(spanning_cells_stand_over_their_columns),
        cmocka_unit_test(cells_over_rows_make_them_high_enough),
        cmocka_unit_test(headers_are_repeated_and_rows_are_whole),
        cmocka_unit_test(rows_that_belong_together_stay_together),
        cmocka_unit_test(notes_of_cells_stand_at_the_foot),
        cmocka_unit_test(rows_longer_than_a_page_are_divided),
        cmocka_unit_test(wide_tables_shrink_then_break_then_run_in),
        cmocka_unit_test(tables_too_wide_have_landscape_pages),
        cmocka_unit_test(columns_of_hanzi_are_not_one_wide),
        cmocka_unit_test(tables_stay_upright_where_they_must),
        cmocka_unit_test(notes_of_landscape_tables_are_as_wide),
        cmocka_unit_test(hostile_tables_are_borne),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
