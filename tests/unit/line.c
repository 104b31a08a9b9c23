#include "setting.h"

enum { MEASURE = 367 * UNIT_PT };

static const char *const prose[LANG_COUNT] = {
    [LANG_AR] = "إذ تشير إلى قرارها 70/1 المؤرخ 25 أيلول/سبتمبر 2015 وإلى الوثيقة A/RES/70/125، وإذ تضع في اعتبارها أن حفظ الوثائق مسؤولية مشتركة بين جميع الدول، وإذ تلاحظ أن عدد السجلات يزداد عاما بعد عام وأن الحاجة إلى إتاحتها بجميع اللغات تزداد كذلك،",
    [LANG_ZH] = "回顾其2015年9月25日第70/1号决议和第A/RES/70/125号文件，铭记保存文献是所有国家的共同责任，注意到“记录”的数量逐年增加，以所有语文提供这些记录的需要也随之增加——这一点在《议程》中已有说明，",
    [LANG_EN] = "Recalling its resolution 70/1 of 25 September 2015 and document A/RES/70/125, and bearing in mind that the keeping of records is a responsibility shared by all States, whose number grows from year to year together with the need to make them available in every language,",
    [LANG_FR] = "Rappelant sa résolution 70/1 du 25 septembre 2015 et le document A/RES/70/125, et gardant à l’esprit que la conservation des archives est une responsabilité commune à tous les États, dont le nombre augmente d’année en année\u00A0; il en va de même du besoin de les diffuser,",
    [LANG_RU] = "ссылаясь на свою резолюцию 70/1 от 25 сентября 2015 года и документ A/RES/70/125, учитывая, что сохранение документов является общей обязанностью всех государств, число которых растет из года в год вместе с потребностью в их распространении на всех языках,",
    [LANG_ES] = "Recordando su resolución 70/1, de 25 de septiembre de 2015, y el documento A/RES/70/125, y teniendo presente que la conservación de los registros es una responsabilidad compartida por todos los Estados, cuyo número aumenta año tras año junto con la necesidad de difundirlos,",
};

static struct set_block *set(struct bench *b, const char *text)
{
    return line_set(b->shaper, b->arena, &b->content, bench_block(b, text), MEASURE, b->report);
}

/* Left and right ends of what a line shows: runs without the vanished space at the line's end. */
static void extent(const struct line *line, hx_unit *left, hx_unit *right)
{
    *left = INT32_MAX;
    *right = INT32_MIN;
    for (size_t i = 0; i < line->items.n; i++) {
        const struct glyph_run *run = &line->items.at[i].run;
        *left = run->x_min < *left ? run->x_min : *left;
        *right = run->x_min + run->width > *right ? run->x_min + run->width : *right;
    }
}

static void justified_lines_fill_the_measure(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct bench b;
        bench_open(&b, (enum lang)lang);
        if (lang == LANG_ZH)
            b.style.tracking_stretch = UNIT_PT;
        struct set_block *block = set(&b, prose[lang]);
        assert_true(block->lines.n >= 2);
        for (size_t i = 0; i + 1 < block->lines.n; i++) {
            hx_unit left, right;
            extent(&block->lines.at[i], &left, &right);
            assert_in_range(left + 8, 0, 16);
            assert_in_range(right, MEASURE - 8, MEASURE + 8);
        }
        for (size_t i = 0; i < b.report->list.n; i++)
            assert_int_equal(b.report->list.at[i].id, DIAG_LINE_LOOSE);
        bench_close(&b);
    }
}

static void text_of_lines_is_the_text(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct bench b;
        bench_open(&b, (enum lang)lang);
        assert_string_equal(block_text(&b, set(&b, prose[lang])), prose[lang]);
        bench_close(&b);
    }
}

static void last_line_is_ragged_on_its_own_side(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct bench b;
        bench_open(&b, (enum lang)lang);
        struct set_block *block = set(&b, prose[lang]);
        hx_unit left, right;
        extent(&block->lines.at[block->lines.n - 1], &left, &right);
        if (lang == LANG_AR)
            assert_in_range(right, MEASURE - 8, MEASURE + 8);
        else
            assert_in_range(left + 8, 0, 16);
        assert_true(right - left < MEASURE);
        bench_close(&b);
    }
}

static void wide_label_moves_out_where_told(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    b.block_style.label = -20 * UNIT_PT;
    b.block_style.label_gap = 4 * UNIT_PT;
    b.block_style.label_out = -45 * UNIT_PT;
    struct content_block *block = bench_block(&b, "Requests");
    *list_add(b.arena, &block->label) = bench_run(&b, "7");
    struct line *line = &line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)->lines.at[0];
    assert_in_range(line->items.at[0].run.x_min, -20 * UNIT_PT, -20 * UNIT_PT);
    block->label.at[0] = bench_run(&b, "1234567");
    line = &line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)->lines.at[0];
    assert_in_range(line->items.at[0].run.x_min + 45 * UNIT_PT, 1, 15 * UNIT_PT);
    assert_int_equal(line->items.at[1].run.x_min, 0); /* the text stays */
    block->label.at[0] = bench_run(&b, "12345678901234567890");
    line = &line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)->lines.at[0];
    assert_int_equal(line->items.at[0].run.x_min, -45 * UNIT_PT);
    assert_true(line->items.at[1].run.x_min > 0);
    bench_close(&b);
}

static void label_is_apart_in_the_text(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    b.block_style.first = 30 * UNIT_PT;
    struct content_block *block = bench_block(&b, "Requests");
    *list_add(b.arena, &block->label) = bench_run(&b, "1.");
    assert_string_equal(block_text(&b, line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)), "1. Requests");
    bench_close(&b);
}

static void arabic_goes_leftwards_and_numbers_rightwards(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    struct set_block *block = set(&b, "القرار 53/70 المؤرخ");
    const struct line *line = &block->lines.at[0];
    assert_int_equal(line->items.n, 3);
    hx_unit before = INT32_MAX;
    for (size_t i = 0; i < 3; i++) {
        const struct glyph_run *run = &line->items.at[i].run;
        assert_int_equal(run->rtl, i != 1);
        assert_true(run->x_min < before);
        before = run->x_min;
        for (uint32_t g = 1; g < run->glyph_count; g++)
            if (run->rtl)
                assert_true(run->glyphs[g].x <= run->glyphs[g - 1].x + UNIT_PT);
            else
                assert_true(run->glyphs[g].x > run->glyphs[g - 1].x);
    }
    bench_close(&b);
}

/* Places where the ink of the first and last mark of a line begin: blanks hang out, ink does not. */
static void chinese_marks_are_squeezed(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_ZH);
    struct par *wide = bench_shape(&b, "记录》，《议程");
    b.style.squeeze = true;
    struct par *tight = bench_shape(&b, "记录》，《议程");
    hx_unit wide_sum = 0, tight_sum = 0;
    for (uint32_t i = 0; i < wide->cluster_n; i++) {
        wide_sum += wide->clusters[i].advance;
        tight_sum += tight->clusters[i].advance;
    }
    assert_int_equal(wide_sum - tight_sum, 10 * UNIT_PT); /* half an em twice: 》， and ，《 */
    struct set_block *line = set(&b, "《议程》");
    hx_unit left, right;
    extent(&line->lines.at[0], &left, &right);
    assert_int_equal(left, 0);
    assert_in_range(right, 30 * UNIT_PT - 8, 30 * UNIT_PT + 8);
    assert_string_equal(block_text(&b, line), "《议程》");
    bench_close(&b);
}

static void optical_margin_is_a_switch(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    b.block_style.align = ALIGN_END;
    hx_unit left, right, hung;
    extent(&set(&b, "in every language,")->lines.at[0], &left, &right);
    assert_in_range(right, MEASURE - 8, MEASURE + 8);
    b.style.hang = 1000;
    const struct line *line = &set(&b, "in every language,")->lines.at[0];
    const struct glyph_run *run = &line->items.at[line->items.n - 1].run;
    hung = run->x + run->glyphs[run->glyph_count - 1].x; /* of the comma */
    assert_in_range(hung, MEASURE - UNIT_PT, MEASURE - UNIT_PT / 2); /* 2.5 pt wide, 70 % of it outside */
    bench_close(&b);
}

static void hanzi_and_latin_apart_on_demand(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_ZH);
    hx_unit left, right, wide;
    extent(&set(&b, "第53号第")->lines.at[0], &left, &right);
    b.style.autospace = 250;
    extent(&set(&b, "第53号第")->lines.at[0], &left, &wide);
    assert_int_equal(wide - right, 5 * UNIT_PT);
    bench_close(&b);
}

static void kashida_takes_most_of_the_slack(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    struct set_block *with = set(&b, prose[LANG_AR]);
    b.block_style.kashida = 0;
    struct set_block *without = set(&b, prose[LANG_AR]);
    int32_t most_with = 0, most_without = 0;
    size_t strokes = 0;
    for (size_t i = 0; i + 1 < with->lines.n; i++) {
        const struct line *line = &with->lines.at[i];
        most_with = line->stretch > most_with ? line->stretch : most_with;
        for (size_t k = 0; k < line->items.n; k++)
            for (uint32_t g = 0; g < line->items.at[k].run.glyph_count; g++)
                strokes += line->items.at[k].run.glyphs[g].stretch > 0;
    }
    for (size_t i = 0; i + 1 < without->lines.n; i++)
        most_without = without->lines.at[i].stretch > most_without ? without->lines.at[i].stretch : most_without;
    assert_true(strokes > 0);
    assert_true(most_with < most_without);
    assert_string_equal(block_text(&b, with), prose[LANG_AR]); /* no stroke in the text */
    bench_close(&b);
}

static void letterspacing_takes_its_share_within_limits(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    struct set_block *plain = set(&b, prose[LANG_EN]);
    int32_t loosest = 0;
    for (size_t i = 0; i < plain->lines.n; i++)
        loosest = plain->lines.at[i].stretch > loosest ? plain->lines.at[i].stretch : loosest;
    b.style.tracking = UNIT_CPT(30);
    b.style.tracking_stretch = UNIT_CPT(10);
    b.style.tracking_shrink = UNIT_CPT(20);
    struct set_block *tracked = set(&b, prose[LANG_EN]);
    for (size_t i = 0; i + 1 < tracked->lines.n; i++)
        assert_in_range(tracked->lines.at[i].stretch, 750, 1500);
    bench_close(&b);
    assert_true(loosest > 1000);
}

static void loose_lines_are_noted(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    char text[64] = "No one ";
    memset(text + 7, 'W', 37);
    struct content_block *block = bench_block(&b, text);
    block->runs.at[0].span = span_of(3, 9);
    assert_true(line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)->lines.at[0].stretch > 1500);
    assert_int_equal(b.report->list.n, 1);
    assert_string_equal(b.report->list.at[0].rule, "line-loose");
    assert_int_equal(b.report->list.at[0].severity, SEVERITY_NOTE);
    assert_int_equal(b.report->list.at[0].span.start, 3);
    b.report->list.n = 0;
    b.block_style.align = ALIGN_START;
    set(&b, text);
    assert_int_equal(b.report->list.n, 0);
    bench_close(&b);
}

static void words_are_divided_as_the_template_says(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    struct hyphen_word word;
    assert_true(hyphen_word_read(b.arena, "kakakakakak-akakakakakaka", &word));
    b.template_.hyphenation = hyphen_list_of(&word, 1);
    b.style.hyphenate = true;
    struct content_block *block = bench_block(&b, "kakakakakakakakakakakaka");
    struct set_block *lines = line_set(b.shaper, b.arena, &b.content, block, 70 * UNIT_PT, b.report);
    assert_int_equal(lines->lines.n, 2);
    assert_true(lines->lines.at[0].hyphenated);
    struct buf first;
    buf_init(&first, b.arena);
    items_text(lines->lines.at[0].items.at, lines->lines.at[0].items.n, &first);
    assert_int_equal(strncmp(first.at, "kakakakakak", 11), 0);
    assert_true(first.at[11] != 'a');
    bench_close(&b);
}

static void endless_word_stays_inside(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    char word[3001];
    memset(word, 'W', 3000);
    word[3000] = '\0';
    struct set_block *block = set(&b, word);
    assert_true(block->lines.n > 50);
    for (size_t i = 0; i < block->lines.n; i++) {
        hx_unit left, right;
        extent(&block->lines.at[i], &left, &right);
        assert_true(left >= 0 && right <= MEASURE);
    }
    assert_string_equal(block_text(&b, block), word);
    bench_close(&b);
}

static void soft_hyphen_shows_only_at_a_line_end(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    char text[4000] = "";
    b.style.tracking = UNIT_CPT(30);
    b.style.tracking_stretch = UNIT_CPT(10);
    b.block_style.end = 130 * UNIT_PT;
    hx_unit measure = MEASURE - b.block_style.end;
    for (int i = 0; i < 60; i++)
        strcat(text, "inter\u00ADnatio\u00ADnal\u00ADi\u00ADza\u00ADtion ");
    struct set_block *block = set(&b, text);
    size_t hyphens = 0, soft = 0;
    for (size_t i = 0; i < block->lines.n; i++) {
        hyphens += block->lines.at[i].hyphenated;
        hx_unit left, right;
        extent(&block->lines.at[i], &left, &right);
        assert_in_range(right, i + 1 < block->lines.n ? measure - 16 : 0, measure + 16);
    }
    assert_int_equal(b.report->list.n, 0);
    for (const char *c = block_text(&b, block); (c = strstr(c, "\u00AD")); c++)
        soft++;
    assert_true(hyphens > 0);
    assert_int_equal(hyphens, soft);
    bench_close(&b);
}

static void label_stands_before_and_pushes_the_text(void **state)
{
    (void)state;
    struct bench b;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        bench_open(&b, (enum lang)lang);
        b.block_style.label = UNIT_CPT(2376);
        b.block_style.first = UNIT_CPT(4752);
        b.block_style.label_gap = 4 * UNIT_PT;
        struct content_block *block = bench_block(&b, prose[lang]);
        *list_add(b.arena, &block->label) = bench_run(&b, "12");
        struct set_block *set = line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report);
        const struct glyph_run *label = &set->lines.at[0].items.at[0].run, *text = &set->lines.at[0].items.at[lang == LANG_AR ? 2 : 1].run; /* after the label and, at another level, its space */
        hx_unit label_start = lang == LANG_AR ? MEASURE - label->x_min - label->width : label->x_min;
        hx_unit text_start = lang == LANG_AR ? MEASURE - text->x_min - text->width : text->x_min;
        assert_in_range(label_start, UNIT_CPT(2376) - 8, UNIT_CPT(2376) + 8);
        assert_in_range(text_start, UNIT_CPT(4752) - 8, UNIT_CPT(4752) + 8);
        bench_close(&b);
        bench_open(&b, (enum lang)lang);
        b.block_style.first = UNIT_CPT(500); /* too little room: the label pushes the text on */
        b.block_style.label_gap = 4 * UNIT_PT;
        block = bench_block(&b, prose[lang]);
        *list_add(b.arena, &block->label) = bench_run(&b, "1234");
        set = line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report);
        label = &set->lines.at[0].items.at[0].run;
        text = &set->lines.at[0].items.at[lang == LANG_AR ? 2 : 1].run;
        label_start = lang == LANG_AR ? MEASURE - label->x_min - label->width : label->x_min;
        text_start = lang == LANG_AR ? MEASURE - text->x_min - text->width : text->x_min;
        assert_true(text_start >= label_start + label->width + 4 * UNIT_PT - 8);
        bench_close(&b);
    }
}

static void aligned_as_told(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    hx_unit left, right;
    b.block_style.align = ALIGN_CENTRE;
    extent(&set(&b, "* * *")->lines.at[0], &left, &right);
    assert_in_range(left + right, MEASURE - 16, MEASURE + 16);
    b.block_style.align = ALIGN_END;
    extent(&set(&b, "51st plenary meeting")->lines.at[0], &left, &right);
    assert_in_range(right, MEASURE - 8, MEASURE + 8);
    bench_close(&b);
}

static void calls_are_known_to_their_line(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_ES);
    struct content_block *block = bench_block(&b, prose[LANG_ES]);
    struct run call = bench_run(&b, "3");
    call.kind = RUN_CALL;
    call.note = 2;
    *list_add(b.arena, &block->runs) = call;
    struct set_block *lines = line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report);
    for (size_t i = 0; i < lines->lines.n; i++)
        assert_int_equal(lines->lines.at[i].calls.n, i + 1 == lines->lines.n);
    assert_int_equal(lines->lines.at[lines->lines.n - 1].calls.at[0], 2);
    bench_close(&b);
}

static void forced_line_ends_hold(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    struct content_block *block = bench_block(&b, "one");
    *list_add(b.arena, &block->runs) = (struct run){.kind = RUN_LINE_BREAK, .style = b.style, .link = NO_INDEX, .note = NO_INDEX, .lang = LANG_EN};
    *list_add(b.arena, &block->runs) = bench_run(&b, "two three");
    assert_int_equal(line_set(b.shaper, b.arena, &b.content, block, MEASURE, b.report)->lines.n, 2);
    bench_close(&b);
}

static void deterministic(void **state)
{
    (void)state;
    struct bench a, b;
    bench_open(&a, LANG_FR);
    bench_open(&b, LANG_FR);
    set(&b, prose[LANG_ES]); /* another history of the cache */
    struct set_block *one = set(&a, prose[LANG_FR]), *two = set(&b, prose[LANG_FR]);
    assert_int_equal(one->lines.n, two->lines.n);
    for (size_t i = 0; i < one->lines.n; i++)
        for (size_t k = 0; k < one->lines.at[i].items.n; k++) {
            const struct glyph_run *x = &one->lines.at[i].items.at[k].run, *y = &two->lines.at[i].items.at[k].run;
            assert_int_equal(x->glyph_count, y->glyph_count);
            for (uint32_t g = 0; g < x->glyph_count; g++)
                assert_int_equal(x->x + x->glyphs[g].x, y->x + y->glyphs[g].x);
        }
    bench_close(&a);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(justified_lines_fill_the_measure),
        cmocka_unit_test(text_of_lines_is_the_text),
        cmocka_unit_test(last_line_is_ragged_on_its_own_side),
        cmocka_unit_test(wide_label_moves_out_where_told),
        cmocka_unit_test(label_is_apart_in_the_text),
        cmocka_unit_test(arabic_goes_leftwards_and_numbers_rightwards),
        cmocka_unit_test(chinese_marks_are_squeezed),
        cmocka_unit_test(optical_margin_is_a_switch),
        cmocka_unit_test(hanzi_and_latin_apart_on_demand),
        cmocka_unit_test(kashida_takes_most_of_the_slack),
        cmocka_unit_test(letterspacing_takes_its_share_within_limits),
        cmocka_unit_test(loose_lines_are_noted),
        cmocka_unit_test(words_are_divided_as_the_template_says),
        cmocka_unit_test(endless_word_stays_inside),
        cmocka_unit_test(soft_hyphen_shows_only_at_a_line_end),
        cmocka_unit_test(label_stands_before_and_pushes_the_text),
        cmocka_unit_test(aligned_as_told),
        cmocka_unit_test(calls_are_known_to_their_line),
        cmocka_unit_test(forced_line_ends_hold),
        cmocka_unit_test(deterministic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
