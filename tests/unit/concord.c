/* Figures in six languages, and the alignment of versions. */
#include "test.h"

#include "checking/align.h"
#include "checking/concord.h"
#include "checking/quantity.h"
#include "reading/read.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* --- figures -------------------------------------------------------------------------------------- */

/* Keys of the figures of a text, with spaces between. */
static const char *keys(enum lang lang, const char *text)
{
    struct figures figures = {0};
    struct buf out;
    figure_find(arena, lang, text, strlen(text), &figures);
    buf_init(&out, arena);
    buf_text(&out, "");
    for (size_t i = 0; i < figures.list.n; i++)
        buf_printf(&out, "%s%s", i ? " " : "", figures.list.at[i].key);
    return out.at;
}

static void test_citations(void **state)
{
    (void)state;
    assert_string_equal(keys(LANG_EN, "resolutions 53/70 and A/RES/54/49, 1514 (XV), 2231 (2015) and ES-11/1"), "53/70 54/49 1514(15) 2231(2015) ES-11/1");
    assert_string_equal(keys(LANG_AR, "القرار 1514 (د-15) و 217 ألف (د-3) ودإط-11/1"), "1514(15) 217(3) ES-11/1");
    assert_string_equal(keys(LANG_ZH, "第2231(2015)号和第48/218 B号决议"), "2231(2015) 48/218");
    assert_string_equal(keys(LANG_EN, "A/55/140 and Corr.1, S/2023/724, A/HRC/RES/46/7"), "A/55/140 Corr.1 S/2023/724 46/7");
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *text;
    } rows[] = {{LANG_AR, "5 كانون الأول/ديسمبر 2016"}, {LANG_ZH, "2016年12月5日"}, {LANG_EN, "5 December 2016"},
        {LANG_FR, "5 décembre 2016"}, {LANG_RU, "5 декабря 2016 года"}, {LANG_ES, "5 de diciembre de 2016"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(keys(rows[i].lang, rows[i].text), "2016-12-05");
    assert_string_equal(keys(LANG_RU, "в июне 2012 года"), "2012-06");
    assert_string_equal(keys(LANG_ES, "en diciembre de 2017"), "2017-12");
    assert_string_equal(keys(LANG_ZH, "2017年12月"), "2017-12");
    assert_string_equal(keys(LANG_EN, "14 and 15 December 2010"), "14 2010-12-15");
    assert_string_equal(keys(LANG_ZH, "26 二月 5 四月 2024"), "--02-26 --04-05 2024");
}

static void test_numbers(void **state)
{
    (void)state;
    assert_string_equal(keys(LANG_EN, "8,133,800 dollars"), "8133800");
    assert_string_equal(keys(LANG_FR, "8\u00A0133\u00A0800 dollars"), "8133800");
    assert_string_equal(keys(LANG_ES, "8.133.800 dólares y 1,5"), "8133800 1.5");
    assert_string_equal(keys(LANG_AR, "800 133 8 دولار"), "8133800"); /* the groups stand backward */
    assert_string_equal(keys(LANG_AR, "8\u00A0133\u00A0800 دولار"), "8133800");
    assert_string_equal(keys(LANG_ZH, "813.38万和1.2亿"), "8133800 120000000");
    assert_string_equal(keys(LANG_EN, "1.5 million"), "1500000");
    assert_string_equal(keys(LANG_RU, "2,5 млрд"), "2500000000");
    assert_string_equal(keys(LANG_ES, "3 mil millones"), "3000000000");
    assert_string_equal(keys(LANG_ES, "2,4,6-trinitrotolueno"), "2 4 6");
    assert_string_equal(keys(LANG_EN, "paragraphs 15 and 33 (b) of the report"), "15 33 (b)");
    assert_string_equal(keys(LANG_AR, "الفقرة 33 (ب)"), "33 (b)");
    assert_string_equal(keys(LANG_ZH, "第2.a段"), "2 (a)");
}

static void test_ambiguous_groups(void **state)
{
    (void)state;
    struct quantity quantity;
    const char *text = "300 945 181";
    assert_int_equal(quantity_read(arena, LANG_AR, text, strlen(text), false, &quantity), strlen(text));
    assert_string_equal(quantity.key, "181945300");
    assert_string_equal(quantity.other, "300945181");
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *text;
        int number;
    } rows[] = {{LANG_EN, "at its fifty-eighth session", 58}, {LANG_ES, "septuagésimo noveno período", 79},
        {LANG_ZH, "第五十八届会议", 58}, {LANG_AR, "على مدى خمسة وسبعين عاما", 75}, {LANG_FR, "deux séances", 2},
        {LANG_RU, "в течение семидесяти пяти лет", 75}, {LANG_ZH, "两次会议", 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(quantity_in_words(rows[i].lang, rows[i].text, strlen(rows[i].text), rows[i].number));
        assert_false(quantity_in_words(rows[i].lang, rows[i].text, strlen(rows[i].text), 34));
    }
}

/* --- versions -------------------------------------------------------------------------------------- */

static struct doc *read_text(const char *name, const char *text, struct report *report)
{
    struct read_options options = {.language = LANG_NONE};
    char *bytes = arena_strdup(arena, text);
    struct doc *doc = read_document(arena, source_new(arena, name, bytes, strlen(bytes)), &options, report);
    assert_non_null(doc);
    return doc;
}

#define EN(a, b, c) "---\nsymbol: A/RES/71/28\nlanguage: en\n---\n\nThe General Assembly,\n\nRecalling its resolution 53/70,\n\n" a b c
#define FR(a, b, c) "---\nsymbol: A/RES/71/28\nlanguage: fr\n---\n\nL’Assemblée générale,\n\nRappelant sa résolution 53/70,\n\n" a b c
#define ES(a, b, c) "---\nsymbol: A/RES/71/28\nlanguage: es\n---\n\nLa Asamblea General,\n\nRecordando su resolución 53/70,\n\n" a b c
static const char en_a[] = "1. Requests the Secretary-General to report on human rights in 2017;\n\n";
static const char en_b[] = "1. Welcomes the support of the Security Council for the convention on weapons;\n\n";
static const char en_c[] = "1. Decides to include the item in the agenda of its session.\n\n";
#define FR_A "1. Demande au Secrétaire général de faire rapport sur les droits de l’homme en 2017 ;\n\n"
#define FR_B "1. Salue l’appui du Conseil de sécurité à la convention sur les armes ;\n\n"
#define FR_C "1. Décide d’inscrire la question à l’ordre du jour de sa session.\n\n"
#define ES_A "1. Solicita al Secretario General que informe sobre los derechos humanos en 2017;\n\n"
#define ES_B "1. Acoge con beneplácito el apoyo del Consejo de Seguridad a la convención sobre las armas;\n\n"
#define ES_C "1. Decide incluir el tema en el programa de su período de sesiones.\n\n"

static const char *english(const char *a, const char *b, const char *c)
{
    return arena_printf(arena, EN("%s", "%s", "%s"), a, b, c);
}

static struct alignment *align_with(const char *text)
{
    static const struct facts *versions[3];
    struct report *report = report_new(arena);
    versions[0] = facts_gather(arena, read_text("en", text, report));
    versions[1] = facts_gather(arena, read_text("fr", FR(FR_A, FR_B, FR_C), report));
    versions[2] = facts_gather(arena, read_text("es", ES(ES_A, ES_B, ES_C), report));
    return align_versions(arena, versions, 3);
}

/* The row that holds the French paragraph with this number. */
static const struct align_row *row_of(const struct alignment *alignment, int number)
{
    for (size_t i = 0; i < alignment->rows.n; i++)
        if (alignment->rows.at[i].at[1] && alignment->rows.at[i].at[1]->number == number)
            return &alignment->rows.at[i];
    return NULL;
}

static void test_aligned(void **state)
{
    (void)state;
    const struct alignment *alignment = align_with(english(en_a, en_b, en_c));
    assert_int_equal(alignment->rows.n, 5);
    for (size_t i = 0; i < alignment->rows.n; i++)
        for (size_t v = 0; v < 3; v++)
            assert_ptr_equal(alignment->rows.at[i].at[v], &alignment->versions[v]->paras.at[i]);
}

static void test_missing(void **state)
{
    (void)state;
    const struct alignment *alignment = align_with(english(en_a, "", en_c));
    assert_int_equal(alignment->rows.n, 5);
    assert_null(row_of(alignment, 2)->at[0]);
    assert_int_equal(row_of(alignment, 3)->at[0]->number, 2);
}

static void test_swapped(void **state)
{
    (void)state;
    const struct alignment *alignment = align_with(english(en_b, en_a, en_c));
    assert_int_equal(row_of(alignment, 1)->at[0]->number, 2);
    assert_int_equal(row_of(alignment, 2)->at[0]->number, 1);
    assert_true(row_of(alignment, 1)->shift[0] != SHIFT_NONE || row_of(alignment, 2)->shift[0] != SHIFT_NONE);
}

static void test_divided(void **state)
{
    (void)state;
    const struct alignment *alignment = align_with(english(en_a,
        "1. Welcomes the support of the Security Council;\n\n1. Welcomes the convention on weapons, too;\n\n", en_c));
    assert_int_equal(alignment->rows.n, 5);
    assert_non_null(row_of(alignment, 2)->more[0]);
    assert_int_equal(row_of(alignment, 3)->at[0]->number, 4);
}

static void test_finding(void **state)
{
    (void)state;
    struct report *report = report_new(arena);
    struct doc *docs[] = {read_text("en", english(en_a, en_b, en_c), report),
        read_text("fr", FR("1. Demande au Secrétaire général de faire rapport sur les droits de l’homme en 2018 ;\n\n", FR_B, FR_C), report),
        read_text("es", ES(ES_A, ES_B, ES_C), report)};
    size_t before = report->list.n;
    concord_check(arena, docs, 3, NULL, report);
    assert_int_equal(report->list.n, before + 1);
    const struct diag *diag = &report->list.at[before];
    assert_int_equal(diag->id, DIAG_C21);
    assert_string_equal(diag->message, "French has the number 2018 in paragraph 1, against 2017 in en and es");
    assert_string_equal(diag->file, "fr");
    assert_int_equal(diag->related.n, 2);
    assert_memory_equal(docs[0]->source->bytes + diag->related.at[0].span.start, "2017", 4);
    struct concord_options options = {.off = (uint64_t)1 << (DIAG_C21 - DIAG_C01)};
    concord_check(arena, docs, 3, &options, report);
    assert_int_equal(report->list.n, before + 1);
}

/* Ten thousand paragraphs against none, and one word in each. */
static void test_large(void **state)
{
    (void)state;
    struct report *report = report_new(arena);
    struct buf text;
    buf_init(&text, arena);
    buf_text(&text, EN("", "", ""));
    for (int i = 0; i < 10000; i++)
        buf_printf(&text, "%d. Notes %d;\n\n", i + 1, i % 7);
    struct doc *docs[] = {read_text("en", text.at, report), read_text("fr", FR("", "", ""), report), read_text("es", ES("", "", ""), report)};
    size_t before = report->list.n;
    concord_check(arena, docs, 3, NULL, report);
    assert_true(report->list.n > before && report->list.n < before + 10);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(test_citations), TEST(test_dates), TEST(test_numbers), TEST(test_ambiguous_groups),
        TEST(test_words), TEST(test_aligned), TEST(test_missing), TEST(test_swapped), TEST(test_divided), TEST(test_finding), TEST(test_large)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
