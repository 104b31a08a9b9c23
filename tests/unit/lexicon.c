#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "language/cite.h"
#include "language/lexicon.h"

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
        struct lead lead = lexicon_lead(NULL, cases[i].lang, cases[i].kinds, cases[i].text, strlen(cases[i].text));
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
        struct lead lead = lexicon_lead(NULL, lang_from_tag(line, 2), *kind == 'p' ? LEAD_PREAMBULAR : LEAD_OPERATIVE, phrase, n + 2);
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

/* What each organ marks of a phrase; `[` and `]` stand around it. */
static void organs(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        enum organ organ;
        const char *marked;
    } cases[] = {
        {LANG_EN, ORGAN_GA, "[Expressing grave concern] that"}, {LANG_EN, ORGAN_SC, "[Expressing] grave concern that"},
        {LANG_EN, ORGAN_SC, "[Expressing concern] that"}, {LANG_EN, ORGAN_SC, "[Strongly condemning] the"},
        {LANG_EN, ORGAN_SC, "[Condemning] in the strongest terms the"}, {LANG_EN, ORGAN_SC, "[Taking note] of"},
        {LANG_EN, ORGAN_SC, "[Noting] with concern the"}, {LANG_EN, ORGAN_NONE, "[Noting with concern] the"},
        {LANG_EN, ORGAN_SC, "[Reiterates] its request for"}, {LANG_EN, ORGAN_HRC, "[Reaffirming] its strong commitment to"},
        {LANG_EN, ORGAN_HRC, "[Expresses its appreciation] to"}, {LANG_EN, ORGAN_GA, "[Reaffirming its commitment] to"},
        {LANG_EN, ORGAN_SC, "[Reaffirms]"}, {LANG_EN, ORGAN_SC, "[Calls upon] Member States"},
        {LANG_FR, ORGAN_SC, "[Déclare] son intention de"}, {LANG_FR, ORGAN_SC, "[Notant avec préoccupation] la"},
        {LANG_FR, ORGAN_GA, "[Réaffirmant son attachement] à"}, {LANG_FR, ORGAN_HRC, "[Réaffirmant] son attachement à"},
        {LANG_ES, ORGAN_SC, "[Acogiendo con beneplácito] el"}, {LANG_ES, ORGAN_SC, "[Observa] con preocupación la"},
        {LANG_ES, ORGAN_SC, "[Condenando enérgicamente] los"}, {LANG_ES, ORGAN_GA, "[Observa con preocupación] la"},
        {LANG_RU, ORGAN_SC, "[осуждая] самым решительным образом"}, {LANG_RU, ORGAN_GA, "[осуждая самым решительным образом]"},
        {LANG_AR, ORGAN_SC, "[يعرب] عن اعتزامه دعم"}, {LANG_AR, ORGAN_SC, "[وإذ يعرب عن بالغ قلقه] من"},
        {LANG_ZH, ORGAN_SC, "[表示]深为关切"}, {LANG_ZH, ORGAN_GA, "[表示深为关切]"}, {LANG_ZH, ORGAN_SC, "[表示关切]专家"},
        {LANG_ZH, ORGAN_SC, "关切地[注意到]存在"}, {LANG_ZH, ORGAN_GA, "[关切地注意到]存在"},
        {LANG_ZH, ORGAN_SC, "根据《联合国宪章》第七章[采取行动]，"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[300];
        size_t start = strcspn(cases[i].marked, "["), end = strcspn(cases[i].marked, "]") - 1;
        snprintf(text, sizeof text, "%.*s%.*s%s", (int)start, cases[i].marked, (int)(end - start), cases[i].marked + start + 1,
            cases[i].marked + end + 2);
        struct lead lead = lexicon_lead(NULL, cases[i].lang, LEAD_PREAMBULAR | LEAD_OPERATIVE, text, strlen(text));
        lead = lexicon_narrow(cases[i].lang, cases[i].organ, text, lead);
        if (lead.start != start || lead.length != end)
            fail_msg("%s: from %zu to %zu", cases[i].marked, lead.start, lead.length);
    }
    assert_int_equal(lexicon_narrow(LANG_EN, ORGAN_SC, "", (struct lead){0}).length, 0);
}

/* Phrases of a template's own: longer ones win, also over the language's; no organ narrows them. */
static void phrases_are_added(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    static const struct lexicon_phrase phrases[] = {{"Cherishing", LEAD_PREAMBULAR}, {"Requests with a smile", LEAD_OPERATIVE},
        {"Cherishing anew", LEAD_PREAMBULAR}, {"cherishing", LEAD_OPERATIVE}};
    const struct lexicon *more = lexicon_new(arena, LANG_EN, phrases, 4);
    static const struct { const char *text; size_t length; int kinds; bool whole; } cases[] = {
        {"Cherishing the sea", 10, LEAD_PREAMBULAR | LEAD_OPERATIVE, true}, {"Cherishing  anew the sea", 16, LEAD_PREAMBULAR, true},
        {"Further cherishing the sea", 18, LEAD_PREAMBULAR | LEAD_OPERATIVE, true}, {"Cherishings", 0, 0, false},
        {"Requests with a smile that", 21, LEAD_OPERATIVE, true}, {"Requests all", 8, LEAD_OPERATIVE, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lead lead = lexicon_lead(more, LANG_EN, LEAD_PREAMBULAR | LEAD_OPERATIVE, cases[i].text, strlen(cases[i].text));
        assert_int_equal(lead.length, cases[i].length);
        assert_int_equal(lead.kinds, cases[i].kinds);
        assert_int_equal(lead.whole, cases[i].whole);
        assert_int_equal(lexicon_narrow(LANG_EN, ORGAN_SC, cases[i].text, lead).length, cases[i].length);
    }
    assert_true(lexicon_phrase_good(LANG_EN, "Cherishing") && lexicon_phrase_good(LANG_ZH, "珍视") && lexicon_phrase_good(LANG_AR, "وإذ تعتز"));
    assert_false(lexicon_phrase_good(LANG_EN, "") || lexicon_phrase_good(LANG_EN, "7 wells") || lexicon_phrase_good(LANG_EN, " - "));
    char longer[400];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(lexicon_phrase_good(LANG_EN, longer));
    static const struct lexicon_phrase arabic = {"وإذ تعتز", LEAD_PREAMBULAR};
    assert_true(lexicon_lead(lexicon_new(arena, LANG_AR, &arabic, 1), LANG_AR, LEAD_PREAMBULAR, "إذ تعتز بها", strlen("إذ تعتز بها")).length);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lead_words),
        cmocka_unit_test(whole_table),
        cmocka_unit_test(openings),
        cmocka_unit_test(organs),
        cmocka_unit_test(phrases_are_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
