/* Typography: paragraphs as typed and as set. ~ stands for a no-break space, ^{…} for raised letters. */
#include "test.h"

#include <stdio.h>

#include "template/resolve.h"
#include "templates.h"

struct bench {
    struct arena *arena;
    struct report *report;
    const struct template_ *template_[LANG_COUNT];
    struct source *source;
    struct doc *doc;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    bench->report = report_new(bench->arena);
    templates_load(bench->arena, bench->report, bench->template_);
    *state = bench;
    return bench->report->list.n > 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    arena_free(bench->arena);
    free(bench);
    return 0;
}

static void start(struct bench *bench, enum lang lang, const char *typed)
{
    bench->report->list.n = 0;
    bench->source = source_new(bench->arena, "test.txt", typed, strlen(typed));
    bench->doc = doc_new(bench->arena, bench->source);
    bench->doc->language = lang;
}

static struct node *add(struct bench *bench, struct node *parent, enum node_kind kind)
{
    struct node *node = doc_node(bench->doc, kind, (struct span){0, 0});
    node_append(parent, node);
    return node;
}

/* Text that stands at the start of the source. */
static void add_text(struct bench *bench, struct node *parent, const char *text)
{
    node_append(parent, doc_text(bench->doc, text, strlen(text), span_of(0, strlen(text))));
}

static void show(const struct run_list *runs, struct buf *out)
{
    for (size_t i = 0; i < runs->n; i++) {
        const struct run *run = &runs->at[i];
        if (run->n == 3 && (memcmp(run->text, "\u2066", 3) == 0 || memcmp(run->text, "\u2069", 3) == 0))
            continue; /* round figures in Arabic cells */
        bool raised = run->kind == RUN_TEXT && run->style.rise > 0;
        buf_text(out, raised ? "^{" : "");
        for (uint32_t k = 0; k < run->n; k++)
            if (k + 1 < run->n && memcmp(run->text + k, "\u00a0", 2) == 0)
                buf_char(out, '~'), k++;
            else
                buf_char(out, run->text[k]);
        buf_text(out, raised ? "}" : "");
    }
}

static const char *set(struct bench *bench)
{
    const struct content *content = resolve(bench->arena, bench->doc, bench->template_[bench->doc->language], bench->report);
    struct buf out;
    buf_init(&out, bench->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < content->blocks.n; i++) {
        const struct content_block *block = &content->blocks.at[i];
        buf_text(&out, i && (block->runs.n || block->table) ? "\n" : "");
        show(&block->runs, &out);
        for (size_t r = 0; block->table && r < block->table->n; r++)
            for (size_t k = 0; k < block->table->rows[r].n; k++) {
                show(&block->table->rows[r].cells[k].runs, &out);
                buf_char(&out, '|');
            }
    }
    return out.at;
}

static void is_set(struct bench *bench, enum lang lang, const char *typed, const char *expected)
{
    start(bench, lang, typed);
    add_text(bench, add(bench, bench->doc->root, NODE_PARAGRAPH), typed);
    assert_string_equal(set(bench), expected);
}

/* The rules of all findings, in order. */
static const char *found(struct bench *bench)
{
    struct buf out;
    buf_init(&out, bench->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < bench->report->list.n; i++)
        buf_printf(&out, "%s%s", i ? " " : "", bench->report->list.at[i].rule);
    return out.at;
}

/* --- spaces ----------------------------------------------------------------------------------- */

static void french_marks_hold_on_to_their_words(void **state)
{
    is_set(*state, LANG_FR, "Rappelle : ceci ; cela ? Oui ! « Les droits »", "Rappelle~: ceci~; cela~? Oui~! «~Les droits~»");
    is_set(*state, LANG_FR, "ceci\u00a0: cela\u202f; «rien»", "ceci~: cela\u202f; «rien»");
    is_set(*state, LANG_FR, ": au début", ": au début");
    is_set(*state, LANG_FR, "1 234 habitants", "1 234 habitants");
    assert_string_equal(found(*state), "");
    is_set(*state, LANG_EN, "this : that", "this : that");
}

static void russian_dashes_and_signs_hold_on(void **state)
{
    is_set(*state, LANG_RU, "Москва — столица, № 5", "Москва~— столица, №~5");
    is_set(*state, LANG_RU, "— первый; а—б", "— первый; а—б");
    is_set(*state, LANG_RU, "№ пять", "№ пять");
    is_set(*state, LANG_FR, "le n° 5", "le n°~5");
    is_set(*state, LANG_FR, "le no 5", "le n^{o}~5");
    is_set(*state, LANG_FR, "le no cinq", "le no cinq");
}

/* --- raised letters --------------------------------------------------------------------------- */

static void french_ordinals_are_raised(void **state)
{
    is_set(*state, LANG_FR, "51e séance, 1re et 2e, le 1er mai", "51^{e} séance, 1^{re} et 2^{e}, le 1^{er} mai");
    is_set(*state, LANG_FR, "la 2nde, le 2nd, les 3es, le XXe siècle, Ier, VIe", "la 2^{nde}, le 2^{nd}, les 3^{es}, le XX^{e} siècle, I^{er}, VI^{e}");
    is_set(*state, LANG_FR, "(51e)", "(51^{e})");
    is_set(*state, LANG_FR, "Le 5, Ce 6, Vie, Inde, 5e), 5ème, A/51e, 51e/2, 4,5e", "Le 5, Ce 6, Vie, Inde, 5e), 5ème, A/51e, 51e/2, 4,5e");
    is_set(*state, LANG_EN, "51e", "51e");
    is_set(*state, LANG_ES, "51ª sesión, 3º", "51ª sesión, 3º");
}

static void letters_raised_by_hand_stay(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_FR, "");
    struct node *paragraph = add(bench, bench->doc->root, NODE_PARAGRAPH);
    add_text(bench, paragraph, "le n");
    add_text(bench, add(bench, paragraph, NODE_SUPERIOR), "o");
    add_text(bench, paragraph, " 5, la 1");
    add_text(bench, add(bench, paragraph, NODE_SUPERIOR), "re");
    assert_string_equal(set(bench), "le n^{o}~5, la 1^{re}");
}

static void generated_wording_is_raised_too(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_FR, "");
    field_set(&bench->doc->fields, FIELD_MEETING, bench->arena, "51", 2, bench->report, bench->source, (struct span){0, 0});
    bench->doc->organ = ORGAN_GA;
    add_text(bench, add(bench, bench->doc->root, NODE_PARAGRAPH), "Texte");
    assert_non_null(strstr(set(bench), "51^{e} séance"));
}

/* --- quotes ----------------------------------------------------------------------------------- */

static void straight_quotes_become_the_languages(void **state)
{
    is_set(*state, LANG_EN, "the \"Water\" of 'life' (\"x\")", "the “Water” of ‘life’ (“x”)");
    is_set(*state, LANG_ES, "\"agua\"", "“agua”");
    is_set(*state, LANG_FR, "dite \"eau\"; \" mer \"", "dite «~eau~»; «~mer~»");
    is_set(*state, LANG_RU, "под \"водой\"", "под «водой»");
    is_set(*state, LANG_ZH, "题为\"水\"的", "题为“水”的");
    is_set(*state, LANG_ZH, "题为'水'的", "题为‘水’的");
    is_set(*state, LANG_AR, "و\"ماء\" هنا", "و”ماء“ هنا");
    is_set(*state, LANG_AR, "بعنوان \"ماء\" و '1'", "بعنوان ”ماء“ و ’1‘");
}

static void quotes_inside_quotes_are_the_inner_ones(void **state)
{
    is_set(*state, LANG_EN, "\"He said \"no\" twice\"", "“He said ‘no’ twice”");
    is_set(*state, LANG_EN, "“He said \"no\" twice”", "“He said ‘no’ twice”");
    is_set(*state, LANG_FR, "\"le \"mot\" dit\"", "«~le “mot” dit~»");
    is_set(*state, LANG_RU, "«об \"этом\" и»", "«об „этом“ и»");
}

static void apostrophes_are_no_quotes(void **state)
{
    is_set(*state, LANG_FR, "l'Assemblée d'aujourd'hui", "l’Assemblée d’aujourd’hui");
    is_set(*state, LANG_EN, "States' rights, the Council's", "States’ rights, the Council’s");
    is_set(*state, LANG_EN, "the '90s", "the ’90s");
    is_set(*state, LANG_EN, "'States' and 'peoples''", "‘States’ and ‘peoples’’");
}

static void minutes_addresses_and_lone_marks_stay(void **state)
{
    is_set(*state, LANG_EN, "5'10\" tall, 30' N", "5'10\" tall, 30' N");
    is_set(*state, LANG_EN, "see https://x.org/a'b\"c now", "see https://x.org/a'b\"c now");
    assert_string_equal(found(*state), "");
    is_set(*state, LANG_EN, "\"", "“");
    is_set(*state, LANG_EN, "'", "’");
    is_set(*state, LANG_FR, "http://a.b/?c ; d", "http://a.b/?c~; d");
}

static void other_languages_are_left_alone(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_FR, "");
    struct node *paragraph = add(bench, bench->doc->root, NODE_PARAGRAPH), *english = add(bench, paragraph, NODE_LANGUAGE);
    english->language = LANG_EN;
    add_text(bench, english, "the 51e : \"x\"");
    add_text(bench, paragraph, " : fin");
    assert_string_equal(set(bench), "the 51e : \"x\"~: fin");
}

static void quotes_reach_over_emphasis_and_calls(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, "");
    struct node *paragraph = add(bench, bench->doc->root, NODE_PARAGRAPH);
    add_text(bench, paragraph, "the \"");
    add_text(bench, add(bench, paragraph, NODE_EMPHASIS), "Water");
    add_text(bench, paragraph, "\" of");
    assert_string_equal(set(bench), "the “Water” of");
}

static void straight_quotes_are_noted_once(void **state)
{
    struct bench *bench = *state;
    is_set(bench, LANG_EN, "It's the \"Water\"", "It’s the “Water”");
    assert_string_equal(found(bench), "quotes-straight");
    assert_int_equal(bench->report->list.at[0].span.start, 2);
    assert_int_equal(bench->report->list.at[0].span.end, 3);
    assert_non_null(strstr(bench->report->list.at[0].message, "3 in all"));
    is_set(bench, LANG_EN, "It’s the “Water”", "It’s the “Water”");
    assert_string_equal(found(bench), "");
}

/* --- numbers ---------------------------------------------------------------------------------- */

static void backward_numbers_are_turned(void **state)
{
    struct bench *bench = *state;
    is_set(bench, LANG_AR, "مبلغ 000 981 4 دولار", "مبلغ 4~981~000 دولار");
    assert_string_equal(found(bench), "digits-reversed");
    assert_int_equal(bench->report->list.at[0].severity, SEVERITY_WARNING);
    assert_string_equal(bench->report->list.at[0].message, "the groups of the number 000 981 4 stand in reverse order; it is set as 4 981 000");
    assert_int_equal(bench->report->list.at[0].span.end - bench->report->list.at[0].span.start, 9);
    is_set(bench, LANG_AR, "إجماليه 050 871 35 دولارا (صافيه 700 578 32)", "إجماليه 35~871~050 دولارا (صافيه 32~578~700)");
    assert_string_equal(found(bench), "digits-reversed digits-reversed");
    is_set(bench, LANG_AR, "أقصاه 626 12 فردا، منهم 040 1 شرطي", "أقصاه 12~626 فردا، منهم 1~040 شرطي");
    is_set(bench, LANG_AR, "800\u00a0133 8 دولار", "8~133~800 دولار");
    is_set(bench, LANG_AR, "000 100 200", "200~100~000");
}

static void forward_numbers_are_joined(void **state)
{
    is_set(*state, LANG_AR, "مبلغ 4 981 000 دولار (78 992)", "مبلغ 4~981~000 دولار (78~992)");
    is_set(*state, LANG_AR, "184 000", "184~000");
    assert_string_equal(found(*state), "");
}

static void cells_are_read_as_their_table(void **state)
{
    static const char *const forward[] = {"78 992 300", "184 800", "(2 064 700)"}, *const backward[] = {"300 992 78", "184 800"};
    struct bench *bench = *state;
    start(bench, LANG_AR, "");
    struct node *row = add(bench, add(bench, bench->doc->root, NODE_TABLE), NODE_ROW);
    for (size_t i = 0; i < 3; i++)
        add_text(bench, add(bench, row, NODE_CELL), forward[i]);
    row = add(bench, add(bench, bench->doc->root, NODE_TABLE), NODE_ROW);
    for (size_t i = 0; i < 2; i++)
        add_text(bench, add(bench, row, NODE_CELL), backward[i]);
    assert_string_equal(set(bench), "78~992~300|184~800|(2~064~700)|\n78~992~300|800~184|");
}

static void other_digits_stay(void **state)
{
    static const char *const same[] = {
        "184 800", "500 200 100", "000 500 000", "5 6 7", "123 45 6", "2015 000 4", "000 4 2015", "جلسته 748 20 تموز/يوليه", "55/140 626 12",
        "A/RES/000 12", "000 12/5", "000 12,5", "1 000 12 5", "000 981 4x", "000\u00a0981\u00a04",
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const char *expected = strstr(same[i], "\u00a0") ? "000~981~4" : same[i];
        is_set(*state, LANG_AR, same[i], expected);
        assert_string_equal(found(*state), "");
    }
    is_set(*state, LANG_FR, "000 981 4", "000 981 4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_marks_hold_on_to_their_words),
        cmocka_unit_test(russian_dashes_and_signs_hold_on),
        cmocka_unit_test(french_ordinals_are_raised),
        cmocka_unit_test(letters_raised_by_hand_stay),
        cmocka_unit_test(generated_wording_is_raised_too),
        cmocka_unit_test(straight_quotes_become_the_languages),
        cmocka_unit_test(quotes_inside_quotes_are_the_inner_ones),
        cmocka_unit_test(apostrophes_are_no_quotes),
        cmocka_unit_test(minutes_addresses_and_lone_marks_stay),
        cmocka_unit_test(other_languages_are_left_alone),
        cmocka_unit_test(quotes_reach_over_emphasis_and_calls),
        cmocka_unit_test(straight_quotes_are_noted_once),
        cmocka_unit_test(backward_numbers_are_turned),
        cmocka_unit_test(forward_numbers_are_joined),
        cmocka_unit_test(cells_are_read_as_their_table),
        cmocka_unit_test(other_digits_stay),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
