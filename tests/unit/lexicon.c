#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "language/cite.h"
#include "language/lexicon.h"
#include "language/numeral.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void lead_words(void **state)
{
    (void)state;
    enum { PRE = LEAD_PREAMBULAR, OPE = LEAD_OPERATIVE };
    static const struct {
        enum lang lang;
        int kinds;
        const char *text, *lead;
    } cases[] = {
        {LANG_EN, PRE, "Recalling its resolutions", "Recalling"},
        {LANG_EN, PRE, "Recalling also its resolutions", "Recalling also"},
        {LANG_EN, PRE, "RECALLING ALSO its resolutions", "RECALLING ALSO"},
        {LANG_EN, PRE, "Recalling\u00A0also its", "Recalling\u00A0also"},
        {LANG_EN, PRE, "Recalling  also its", "Recalling  also"},
        {LANG_EN, PRE, "Recallingly said", ""},
        {LANG_EN, PRE, "Recalling", "Recalling"},
        {LANG_EN, OPE, "Recalling its", ""},
        {LANG_EN, OPE, "Takes note with appreciation of the report", "Takes note with appreciation"},
        {LANG_EN, OPE, "Takes note of the report", "Takes note"},
        {LANG_EN, OPE, "Calls upon all States", "Calls upon"},
        {LANG_EN, OPE, "Callsup all", ""},
        {LANG_EN, OPE | PRE, "The text", ""},
        {LANG_EN, OPE, "Also adopts the", "Also adopts"}, {LANG_EN, OPE, "Further demands that", "Further demands"},
        {LANG_EN, PRE, "Demanding further that", "Demanding further"}, {LANG_EN, OPE, "Also the", ""},
        {LANG_EN, PRE, "Recalling alsoran", "Recalling"}, {LANG_ZH, OPE, "还表扬他们", "还表扬"},
        {LANG_FR, OPE, "Décide de faire", "Décide"},
        {LANG_FR, OPE, "DÉCIDE de", "DÉCIDE"},
        {LANG_FR, OPE, "De\u0301cide de", "De\u0301cide"}, /* decomposed */
        {LANG_FR, PRE, "Préoccupée par", "Préoccupée"},
        {LANG_RU, PRE, "ссылаясь на свои", "ссылаясь"},
        {LANG_RU, PRE, "Ссылаясь также на", "Ссылаясь также"},
        {LANG_RU, OPE, "постановляет провести", "постановляет"},
        {LANG_ES, PRE, "Recordando también sus", "Recordando también"},
        {LANG_ES, PRE, "Teniendo presentes los resultados", "Teniendo presentes"},
        {LANG_ES, OPE, "Exhorta a los Estados", "Exhorta"},
        {LANG_ZH, PRE, "回顾其2016年", "回顾"},
        {LANG_ZH, OPE, "又决定将用作", "又决定"},
        {LANG_ZH, OPE, "鼓励联合国", "鼓励"},
        {LANG_AR, PRE, "إذ تشير إلى قراراتها", "إذ تشير"},
        {LANG_AR, PRE, "وإذ تشير إلى قراراتها", "وإذ تشير"},
        {LANG_AR, PRE, "وإذ تُشِير أيضاً إلى", "وإذ تُشِير أيضاً"},
        {LANG_AR, PRE, "وإذ تـشـير إلى", "وإذ تـشـير"},
        {LANG_AR, OPE, "تقرر أن", "تقرر"},
        {LANG_AR, OPE, "تقررها", ""}, {LANG_AR, OPE, "توافق، على", "توافق"},
        {LANG_EN, PRE | OPE, "", ""}, {LANG_AR, PRE, "و", ""}, {LANG_EN, PRE, "\xFF\xFE", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct lead lead = lexicon_lead(cases[i].lang, cases[i].kinds, cases[i].text, strlen(cases[i].text));
        if (lead.length != strlen(cases[i].lead) || memcmp(cases[i].text, cases[i].lead, lead.length) != 0)
            fail_msg("%s: %zu bytes, not \"%s\"", cases[i].text, lead.length, cases[i].lead);
        assert_int_equal(lead.kinds & ~cases[i].kinds, 0);
        assert_int_equal(lead.kinds != 0, lead.length != 0);
    }
}

/* Every phrase of the table is found, whole, at the start of a longer text. */
static void whole_table(void **state)
{
    (void)state;
    const char *source = getenv("HEXAPLA_SOURCE");
    char path[4096], line[4096];
    snprintf(path, sizeof path, "%s/src/language/lexicon.tsv", source ? source : ".");
    FILE *file = fopen(path, "r");
    if (!file)
        skip();
    size_t rows = 0;
    while (fgets(line, sizeof line, file)) {
        char *kind = strchr(line, '\t') + 1, *phrase = strrchr(line, '\t') + 1;
        size_t n = strcspn(phrase, "\n");
        if (line[0] == '#')
            continue;
        memcpy(phrase + n, " 1", 3);
        struct lead lead = lexicon_lead(lang_from_tag(line, 2), *kind == 'p' ? LEAD_PREAMBULAR : LEAD_OPERATIVE, phrase, n + 2);
        if (lead.length != n)
            fail_msg("%s: %zu of %zu bytes", phrase, lead.length, n);
        rows++;
    }
    fclose(file);
    assert_true(rows > 2500);
}

static void openings(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *line;
        int organ;
        const char *name;
    } cases[] = {
        {LANG_EN, "The General Assembly,", ORGAN_GA, "The General Assembly"},
        {LANG_EN, "The General Assembly", ORGAN_GA, "The General Assembly"},
        {LANG_EN, "The Human Rights Council,¹", ORGAN_HRC, "The Human Rights Council"},
        {LANG_EN, "General Assembly", 0, ""}, {LANG_EN, "The General Assembly decides", 0, ""},
        {LANG_EN, "The General Assembly of 1946,", 0, ""}, {LANG_FR, "The General Assembly,", 0, ""},
        {LANG_FR, "L’Assemblée générale,", ORGAN_GA, "L’Assemblée générale"},
        {LANG_FR, "L'Assemblée\u00A0générale,", ORGAN_GA, "L'Assemblée\u00A0générale"},
        {LANG_ES, "La Asamblea General,", ORGAN_GA, "La Asamblea General"},
        {LANG_ES, "El Consejo de Seguridad,", ORGAN_SC, "El Consejo de Seguridad"},
        {LANG_RU, "Совет Безопасности,", ORGAN_SC, "Совет Безопасности"},
        {LANG_RU, "Совет по правам человека,", ORGAN_HRC, "Совет по правам человека"},
        {LANG_ZH, "大会，", ORGAN_GA, "大会"}, {LANG_ZH, "安全理事会，", ORGAN_SC, "安全理事会"}, {LANG_ZH, "大会议程", 0, ""},
        {LANG_AR, "إن الجمعية العامة،", ORGAN_GA, "إن الجمعية العامة"},
        {LANG_AR, "إن مجلس حقوق الإنسان،", ORGAN_HRC, "إن مجلس حقوق الإنسان"},
        {LANG_AR, "إنّ المجلس الاقتصادي والاجتماعي،", ORGAN_ECOSOC, "إنّ المجلس الاقتصادي والاجتماعي"},
        {LANG_EN, "", 0, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t name = 0;
        assert_int_equal(lexicon_opening(cases[i].lang, cases[i].line, strlen(cases[i].line), &name), cases[i].organ);
        assert_int_equal(name, strlen(cases[i].name));
    }
}

/* ---- against the marks of real texts ---- */

struct score {
    size_t leads, right;
};

/* The marks that lead words have in official texts: HRC texts are italic in Arabic. */
static bool is_lead_mark(enum lang lang, size_t stars)
{
    return lang == LANG_ZH ? stars == 2 : lang == LANG_AR ? stars != 2 : stars == 1;
}

static void score_line(enum lang lang, const char *line, size_t n, struct score *score)
{
    struct label label;
    size_t at = numeral_read_label(line, n, &label), stars = 0;
    if (at && label.kind != LABEL_NUMBER)
        return;
    while (at < n && line[at] == ' ')
        at++;
    while (at + stars < n && line[at + stars] == '*')
        stars++;
    if (!stars || !is_lead_mark(lang, stars))
        return;
    const char *start = line + at + stars, *end = start;
    while (end < line + n && *end != '*')
        end++;
    if (end == line + n)
        return;
    /* The paragraph without this one pair of marks. */
    char plain[2000];
    size_t lead = (size_t)(end - start), rest = n - (size_t)(end - line);
    size_t gone = rest < stars ? rest : stars;
    rest = rest - gone < 500 ? rest - gone : 500;
    if (lead > 1000)
        return;
    memcpy(plain, start, lead);
    memcpy(plain + lead, end + gone, rest);
    size_t name;
    if (lexicon_opening(lang, plain, lead, &name) || rest == 0 || plain[0] == '<')
        return;
    while (lead && strchr(" ,;:", plain[lead - 1]))
        lead--;
    struct lead found = lexicon_lead(lang, label.kind == LABEL_NUMBER ? LEAD_OPERATIVE : LEAD_PREAMBULAR | LEAD_OPERATIVE, plain, lead + rest);
    score->leads++;
    score->right += found.length == lead;
    if (found.length != lead && getenv("HEXAPLA_SHOW"))
        print_message("# %s: \"%.*s\" is marked, \"%.*s\" found in: %.*s\n", lang_row(lang)->tag, (int)lead, plain, (int)found.length,
            plain, (int)(lead + (rest < 40 ? rest : 40)), plain);
}

static void corpus_leads(void **state)
{
    (void)state;
    static const char *const corpus[] = {"A-RES-77-261", "A-RES-75-1", "A-HRC-RES-56-16", "A-RES-76-251", "A-RES-75-32",
        "S-RES-2713_2023", "S-RES-2748_2024", "A-RES-77-5", "A-RES-76-300", "A-HRC-RES-55-19", "S-RES-2728_2024",
        "A-RES-80-236_A-B", "A-RES-76-241", "A-RES-ES-11-1"};
    const char *root = getenv("HEXAPLA_SHARED");
    size_t worst = 1000; /* [1/1000] */
    if (!root)
        skip();
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct score score = {0};
        for (size_t i = 0; i < COUNT(corpus); i++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/corpus/%s/%s.txt", root, lang_row((enum lang)lang)->tag, corpus[i]);
            FILE *file = fopen(path, "r");
            if (!file)
                skip();
            char *line = NULL;
            size_t room = 0;
            for (ssize_t n; (n = getline(&line, &room, file)) > 0;)
                score_line((enum lang)lang, line, (size_t)n - 1, &score);
            free(line);
            fclose(file);
        }
        print_message("# %s: %zu leads, %zu equal, %zu.%zu %%\n", lang_row((enum lang)lang)->tag, score.leads, score.right,
            score.right * 100 / score.leads, score.right * 1000 / score.leads % 10);
        size_t share = score.right * 1000 / score.leads;
        worst = share < worst ? share : worst;
    }
    assert_true(worst >= 950);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lead_words),
        cmocka_unit_test(whole_table),
        cmocka_unit_test(openings),
        cmocka_unit_test(corpus_leads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
