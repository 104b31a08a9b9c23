#include "setting.h"

#include "language/glue.h"

static hx_unit total(const struct par *par)
{
    hx_unit sum = 0;
    for (uint32_t i = 0; i < par->cluster_n; i++)
        sum += par->clusters[i].advance;
    return sum;
}

static void spaces_are_glue_and_words_keep_their_width(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    struct par *one = bench_shape(&b, "Recalling");
    struct par *two = bench_shape(&b, "Recalling Recalling");
    assert_int_equal(two->cluster_n, 2 * one->cluster_n + 1);
    assert_true(two->clusters[one->cluster_n].space);
    assert_int_equal(total(two), 2 * total(one) + two->clusters[one->cluster_n].advance);
    assert_int_equal(two->clusters[one->cluster_n + 1].break_before, BREAK_GOOD);
    assert_int_equal(one->segments.n, 1);
    bench_close(&b);
}

static void size_scales_widths_exactly(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    hx_unit ten = total(bench_shape(&b, "Mm"));
    b.style.size = 20 * UNIT_PT;
    assert_in_range(total(bench_shape(&b, "Mm")), 2 * ten - 2, 2 * ten + 2);
    b.style.size = 10 * UNIT_PT;
    b.style.tracking = UNIT_PT / 4;
    assert_int_equal(total(bench_shape(&b, "Mm")), ten + UNIT_PT / 2);
    bench_close(&b);
}

static void note_call_stays_with_its_word(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_ZH);
    struct run runs[3] = {bench_run(&b, "决议，"), bench_run(&b, "12"), bench_run(&b, "又回顾")};
    runs[1].kind = RUN_CALL;
    runs[1].note = 0;
    struct par *par = shape_runs(b.shaper, b.arena, &b.content, runs, 3, b.report);
    assert_int_equal(par->cluster_n, 8);
    assert_int_equal(par->clusters[3].break_before, BREAK_NONE); /* before the call */
    assert_int_equal(par->clusters[4].break_before, BREAK_NONE); /* inside it */
    assert_int_equal(par->clusters[5].break_before, BREAK_GOOD); /* after it */
    bench_close(&b);
}

static void arabic_comes_in_logical_order_with_levels(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    struct par *par = bench_shape(&b, "القرار 53/70 المؤرخ");
    assert_true(par->rtl);
    for (uint32_t i = 1; i < par->cluster_n; i++)
        assert_true(par->clusters[i].text > par->clusters[i - 1].text);
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        uint16_t unit = par->text[par->clusters[i].text];
        bool digit = unit >= '/' && unit <= '9';
        assert_int_equal(par->clusters[i].level, digit ? 2 : 1);
        const char *script = par->segments.at[par->clusters[i].segment].face->source->script;
        assert_string_equal(script, digit ? "Latn" : "Arab");
    }
    bench_close(&b);
}

static void lam_alef_keeps_both_letters(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    struct par *par = bench_shape(&b, "الأمم لا");
    uint32_t units = 0;
    for (uint32_t i = 0; i < par->glyph_n; i++)
        units += par->glyphs[i].text_n;
    assert_int_equal(units, par->text_n);
    bench_close(&b);
}

static void english_line_in_arabic_masthead_runs_left_to_right(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    assert_false(bench_shape(&b, "16 December 2020")->rtl);
    assert_true(bench_shape(&b, "1 -")->rtl);
    assert_true(bench_shape(&b, "A/65/201.")->rtl); /* its full stop stands at the left */
    assert_true(bench_shape(&b, "A/65/201/Add.1.")->rtl);
    assert_true(bench_shape(&b, "(أ)")->rtl);
    struct run job = bench_run(&b, "26-24816 (A)");
    assert_true(shape_runs(b.shaper, b.arena, &b.content, &job, 1, b.report)->rtl);
    job.lang = LANG_EN;
    assert_false(shape_runs(b.shaper, b.arena, &b.content, &job, 1, b.report)->rtl);
    bench_close(&b);
}

static void chinese_quotes_from_the_cjk_face_digits_from_the_latin(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_ZH);
    struct par *par = bench_shape(&b, "第53/70号“决议”(2016)——");
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        uint16_t unit = par->text[par->clusters[i].text];
        const char *script = par->segments.at[par->clusters[i].segment].face->source->script;
        assert_string_equal(script, unit < 0x80 ? "Latn" : "Hani");
    }
    bench_close(&b);
}

static void decomposed_letter_is_one_cluster(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_FR);
    b.style.tracking = UNIT_PT;
    struct par *par = bench_shape(&b, "re\u0301solu");
    assert_int_equal(par->cluster_n, 6);
    assert_int_equal(par->clusters[1].text_n, 2);
    bench_close(&b);
}

static void soft_hyphen_has_no_width_and_is_an_opportunity(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    struct par *par = bench_shape(&b, "inter\u00ADnational");
    bool soft = false;
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        soft |= par->clusters[i].soft;
        if (par->clusters[i].soft) {
            assert_int_equal(par->clusters[i].advance, 0);
            assert_int_equal(par->clusters[i + 1].break_before, BREAK_SOFT);
        }
    }
    assert_true(soft);
    bench_close(&b);
}

static void missing_character_is_reported_once(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    bench_shape(&b, "a \u10D0\u10D0 b \u10D0");
    assert_int_equal(b.report->list.n, 1);
    assert_int_equal(b.report->list.at[0].id, DIAG_GLYPH_MISSING);
    assert_non_null(strstr(b.report->list.at[0].message, "U+10D0"));
    assert_non_null(strstr(b.report->list.at[0].message, "English"));
    assert_non_null(strstr(b.report->list.at[0].message, "Tinos"));
    assert_int_equal(b.report->outcome, OUTCOME_MISSING);
    shaper_begin(b.shaper, &b.content);
    bench_shape(&b, "\u10D0");
    assert_int_equal(b.report->list.n, 2); /* the next document says it again */
    bench_shape(&b, "\U0010FFFD");
    assert_non_null(strstr(b.report->list.at[2].message, "U+10FFFD"));
    bench_close(&b);
}

static void synthetic_slant_only_where_no_face_leans(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    b.style.bold = b.style.italic = true;
    struct par *par = bench_shape(&b, "تقرر A");
    for (size_t i = 0; i < par->segments.n; i++) {
        bool arabic = strcmp(par->segments.at[i].face->source->script, "Arab") == 0;
        assert_int_equal(par->segments.at[i].shear, arabic ? 200 : 0);
        assert_true(par->segments.at[i].face->weight >= 600);
    }
    bench_close(&b);
}

static void presentation_forms_become_letters(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_AR);
    struct par *par = bench_shape(&b, "\uFEF7\uFE91 \uFDFA");
    assert_int_equal(par->text[0], 0x644);
    assert_int_equal(par->text[1], 0x623);
    assert_int_equal(par->text[2], 0x628);
    for (uint32_t i = 0; i < par->text_n; i++)
        assert_true(par->text[i] < 0xFB50);
    assert_int_equal(b.report->list.n, 0);
    bench_close(&b);
}

static void cache_changes_nothing(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_RU);
    hx_unit cold = total(bench_shape(&b, "ссылаясь на резолюцию"));
    char word[32];
    for (int i = 0; i < 30000; i++) { /* more words than the cache holds */
        snprintf(word, sizeof word, "w%d", i);
        bench_shape(&b, word);
        if (i % 1000 == 0)
            arena_reset(b.arena), b.report = report_new(b.arena);
    }
    assert_int_equal(total(bench_shape(&b, "ссылаясь на резолюцию")), cold);
    bench_close(&b);
}

static void endless_word_is_cut_not_refused(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    enum { N = 100000 };
    char *text = arena_alloc(b.arena, N + 1);
    memset(text, 'm', N);
    struct par *par = bench_shape(&b, text);
    assert_int_equal(par->cluster_n, N);
    bench_close(&b);
}

static void empty_text_has_no_clusters(void **state)
{
    (void)state;
    struct bench b;
    bench_open(&b, LANG_EN);
    assert_int_equal(bench_shape(&b, "")->cluster_n, 0);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spaces_are_glue_and_words_keep_their_width),
        cmocka_unit_test(size_scales_widths_exactly),
        cmocka_unit_test(note_call_stays_with_its_word),
        cmocka_unit_test(arabic_comes_in_logical_order_with_levels),
        cmocka_unit_test(lam_alef_keeps_both_letters),
        cmocka_unit_test(english_line_in_arabic_masthead_runs_left_to_right),
        cmocka_unit_test(chinese_quotes_from_the_cjk_face_digits_from_the_latin),
        cmocka_unit_test(decomposed_letter_is_one_cluster),
        cmocka_unit_test(soft_hyphen_has_no_width_and_is_an_opportunity),
        cmocka_unit_test(missing_character_is_reported_once),
        cmocka_unit_test(synthetic_slant_only_where_no_face_leans),
        cmocka_unit_test(presentation_forms_become_letters),
        cmocka_unit_test(cache_changes_nothing),
        cmocka_unit_test(endless_word_is_cut_not_refused),
        cmocka_unit_test(empty_text_has_no_clusters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
