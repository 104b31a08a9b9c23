/* Wording: the generated lines of all six languages, word for word as printed editions have them. */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>

#include "template/template.h"
#include "template/wording.h"
#include "templates.h"

struct bench {
    struct arena *arena;
    struct report *report;
    const struct template_ *template_[LANG_COUNT];
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

/* A document with fields given as "symbol: A/RES/71/28 | session: 71". */
static struct doc *document(struct bench *bench, enum organ organ, const char *fields)
{
    struct doc *doc = doc_new(bench->arena, NULL);
    doc->organ = organ;
    while (*fields) {
        size_t n = strcspn(fields, "|"), colon = strcspn(fields, ":");
        enum field_id id = field_from_name(fields, colon);
        assert_int_not_equal(id, FIELD_COUNT);
        field_set(&doc->fields, id, bench->arena, fields + colon + 1, n - colon - 1, bench->report, NULL, (struct span){0, 0});
        fields += n + (fields[n] == '|');
        fields += strspn(fields, " ");
    }
    assert_int_equal(bench->report->list.n, 0);
    return doc;
}

/* No-break spaces and hyphens count as plain ones here; tests of dates and numerals see to them. */
static const char *plain(struct bench *bench, const char *text)
{
    char *out = arena_strdup(bench->arena, text), *to = out;
    for (; *text; text++) {
        if (strncmp(text, "\u00A0", 2) == 0)
            *to++ = ' ', text += 1;
        else if (strncmp(text, "\u2011", 3) == 0)
            *to++ = '-', text += 2;
        else
            *to++ = *text;
    }
    *to = '\0';
    return out;
}

static void line_is(struct bench *bench, enum lang lang, const struct doc *doc, const char *purpose, const char *expected)
{
    const char *line = wording_line(bench->template_[lang]->wording, doc, bench->arena, purpose);
    if (strcmp(plain(bench, line), expected) != 0)
        fail_msg("%s, %s: `%s` where `%s` is printed", lang_row(lang)->tag, purpose, line, expected);
}

/* One purpose in the order ar zh en fr ru es. */
static void lines_are(struct bench *bench, const struct doc *doc, const char *purpose, const char *const expected[LANG_COUNT])
{
    static const enum lang order[LANG_COUNT] = {LANG_AR, LANG_ZH, LANG_EN, LANG_FR, LANG_RU, LANG_ES};
    for (size_t i = 0; i < LANG_COUNT; i++)
        line_is(bench, order[i], doc, purpose, expected[i]);
}

#define LINES(bench, doc, purpose, ...) lines_are((bench), (doc), (purpose), (const char *const[LANG_COUNT]){__VA_ARGS__})

static const char resolution_71_28[] =
    "symbol: A/RES/71/28 | issued: 2016-12-09 | session: 71 | agenda: 93 | adopted: 2016-12-05 | meeting: 51 | "
    "committee: 1 | report: A/71/445 | title: T";

static void masthead_is_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "publisher", "الأمم المتحدة", "联合国", "United Nations", "Nations Unies",
        "Организация Объединенных Наций", "Naciones Unidas");
    LINES(bench, doc, "organ", "الجمعية العامة", "大会", "General Assembly", "Assemblée générale",
        "Генеральная Ассамблея", "Asamblea General");
    LINES(bench, doc, "distribution", "Distr.: General", "Distr.: General", "Distr.: General", "Distr. générale",
        "Distr.: General", "Distr. general");
    LINES(bench, doc, "issued", "9 December 2016", "9 December 2016", "9 December 2016", "9 décembre 2016",
        "9 December 2016", "9 de diciembre de 2016");
    LINES(bench, doc, "language", "", "", "", "", "", "");
    LINES(bench, doc, "original", "", "", "", "", "", "");
    LINES(bench, doc, "letter", "A", "C", "E", "F", "R", "S");
    doc = document(bench, ORGAN_SC, "symbol: S/RES/2231 (2015) | distribution: limited");
    LINES(bench, doc, "organ", "مجلس الأمن", "安全理事会", "Security Council", "Conseil de sécurité",
        "Совет Безопасности", "Consejo de Seguridad");
    LINES(bench, doc, "distribution", "Distr.: Limited", "Distr.: Limited", "Distr.: Limited", "Distr. limitée",
        "Distr.: Limited", "Distr. limitada");
    doc = document(bench, ORGAN_GA, "distribution: restricted");
    line_is(bench, LANG_EN, doc, "distribution", "Distr.: restricted");
    line_is(bench, LANG_FR, doc, "distribution", "Distr. restricted");
    doc = document(bench, ORGAN_HRC, "symbol: A/HRC/RES/57/1 | original: en | session: 57 | agenda: 3");
    LINES(bench, doc, "suborgan", "مجلس حقوق الإنسان", "人权理事会", "Human Rights Council",
        "Conseil des droits de l’homme", "Совет по правам человека", "Consejo de Derechos Humanos");
    LINES(bench, doc, "language", "Arabic", "Chinese", "", "Français", "Russian", "Español");
    LINES(bench, doc, "original", "Original: English", "Original: English", "Original: English", "Original : anglais",
        "Original: English", "Original: inglés");
    doc = document(bench, ORGAN_ECOSOC, "symbol: E/RES/2014/36");
    LINES(bench, doc, "organ", "المجلس الاقتصادي والاجتماعي", "经济及社会理事会", "Economic and Social Council",
        "Conseil économique et social", "Экономический и Социальный Совет", "Consejo Económico y Social");
    doc = document(bench, ORGAN_GA, "symbol: A/C.1/71/L.17 | original: ru");
    LINES(bench, doc, "original", "Original: Russian", "Original: Russian", "Original: Russian", "Original : russe",
        "Original: Russian", "Original: ruso");
}

static void sessions_are_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "session", "الدورة الحادية والسبعون", "第七十一届会议", "Seventy-first session",
        "Soixante et onzième session", "Семьдесят первая сессия", "Septuagésimo primer período de sesiones");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/ES-10/24 | session: 10");
    LINES(bench, doc, "session", "الدورة الاستثنائية الطارئة العاشرة", "第十届紧急特别会议",
        "Tenth emergency special session", "Dixième session extraordinaire d’urgence",
        "Десятая чрезвычайная специальная сессия", "Décimo período extraordinario de sesiones de emergencia");
    doc = document(bench, ORGAN_HRC, "symbol: A/HRC/RES/57/1 | session: 57");
    LINES(bench, doc, "session", "الدورة السابعة والخمسون", "第五十七届会议", "Fifty-seventh session",
        "Cinquante-septième session", "Пятьдесят седьмая сессия", "57º período de sesiones");
    doc = document(bench, ORGAN_ECOSOC, "symbol: E/RES/2015/1 | session: 2015");
    LINES(bench, doc, "session", "دورة عام 2015", "2015年届会", "2015 session", "Session de 2015", "Сессия 2015 года",
        "Período de sesiones de 2015");
}

static void agenda_items_are_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, "agenda: 93");
    LINES(bench, doc, "agenda", "البند 93 من جدول الأعمال", "议程项目93", "Agenda item 93", "Point 93 de l’ordre du jour",
        "Пункт 93 повестки дня", "Tema 93 del programa");
    doc = document(bench, ORGAN_GA, "agenda: 58 (b)");
    LINES(bench, doc, "agenda", "البند 58 (ب) من جدول الأعمال", "议程项目58(b)", "Agenda item 58 (b)",
        "Point 58 b) de l’ordre du jour", "Пункт 58 b) повестки дня", "Tema 58 b) del programa");
    doc = document(bench, ORGAN_GA, "agenda: 132, 17 (c)");
    LINES(bench, doc, "agenda", "البندان 132 و 17 (ج) من جدول الأعمال", "议程项目132和17(c)",
        "Agenda items 132 and 17 (c)", "Points 132 et 17 c) de l’ordre du jour", "Пункты 132 и 17 c) повестки дня",
        "Temas 132 y 17 c) del programa");
    doc = document(bench, ORGAN_GA, "agenda: 1, 2 a) ,3(z)");
    LINES(bench, doc, "agenda", "البنود 1، 2 (أ) و 3 (ض) من جدول الأعمال", "议程项目1、2(a)和3(z)",
        "Agenda items 1, 2 (a) and 3 (z)", "Points 1, 2 a) et 3 z) de l’ordre du jour",
        "Пункты 1, 2 a) и 3 z) повестки дня", "Temas 1, 2 a) y 3 z) del programa");
    doc = document(bench, ORGAN_HRC, "agenda: 3");
    line_is(bench, LANG_ES, doc, "agenda", "Tema 3 de la agenda");
    doc = document(bench, ORGAN_GA, "agenda: see below (b)");
    line_is(bench, LANG_EN, doc, "agenda", "Agenda item see below (b)");
}

static void adoption_is_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "adoption", "قرار اتخذته الجمعية العامة في 5 كانون الأول/ديسمبر 2016", "2016年12月5日大会决议",
        "Resolution adopted by the General Assembly on 5 December 2016",
        "Résolution adoptée par l’Assemblée générale le 5 décembre 2016",
        "Резолюция, принятая Генеральной Ассамблеей 5 декабря 2016 года",
        "Resolución aprobada por la Asamblea General el 5 de diciembre de 2016");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/80/236 A-B | adopted: 2016-12-05");
    LINES(bench, doc, "adoption", "قراران اتخذتهما الجمعية العامة في 5 كانون الأول/ديسمبر 2016", "2016年12月5日大会决议",
        "Resolutions adopted by the General Assembly on 5 December 2016",
        "Résolutions adoptées par l’Assemblée générale le 5 décembre 2016",
        "Резолюции, принятые Генеральной Ассамблеей 5 декабря 2016 года",
        "Resoluciones aprobadas por la Asamblea General el 5 de diciembre de 2016");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/52/38 A-T | adopted: 2016-12-05");
    line_is(bench, LANG_AR, doc, "adoption", "قرارات اتخذتها الجمعية العامة في 5 كانون الأول/ديسمبر 2016");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/77/16 B | adopted: 2016-12-05");
    line_is(bench, LANG_EN, doc, "adoption", "Resolution adopted by the General Assembly on 5 December 2016");
    doc = document(bench, ORGAN_HRC, "adopted: 2024-10-09");
    LINES(bench, doc, "adoption", "قرار اعتمده مجلس حقوق الإنسان في 9 تشرين الأول/أكتوبر 2024",
        "人权理事会2024年10月9日通过的决议", "Resolution adopted by the Human Rights Council on 9 October 2024",
        "Résolution adoptée par le Conseil des droits de l’homme le 9 octobre 2024",
        "Резолюция, принятая Советом по правам человека 9 октября 2024 года",
        "Resolución aprobada por el Consejo de Derechos Humanos el 9 de octubre de 2024");
    doc = document(bench, ORGAN_SC, "symbol: S/RES/2231 (2015) | meeting: 7488 | adopted: 2015-07-20");
    LINES(bench, doc, "adoption",
        "القرار 2231 (2015)\nالذي اتخذه مجلس الأمن في جلسته 7488، المعقودة في 20 تموز/يوليه 2015",
        "第2231(2015)号决议\n2015年7月20日安全理事会第7488次会议通过",
        "Resolution 2231 (2015)\nAdopted by the Security Council at its 7488th meeting, on 20 July 2015",
        "Résolution 2231 (2015)\nAdoptée par le Conseil de sécurité à sa 7488e séance, le 20 juillet 2015",
        "Резолюция 2231 (2015),\nпринятая Советом Безопасности на его 7488-м заседании 20 июля 2015 года",
        "Resolución 2231 (2015)\nAprobada por el Consejo de Seguridad en su 7488ª sesión, celebrada el 20 de julio de 2015");
    LINES(bench, doc, "closing", "", "", "", "", "", "");
    doc = document(bench, ORGAN_SC, "symbol: S/RES/2231 (2015)");
    line_is(bench, LANG_EN, doc, "adoption", "Resolution 2231 (2015)");
}

static void provenance_is_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "provenance", "[بناء على تقرير اللجنة الأولى (A/71/445)]", "[根据第一委员会的报告(A/71/445)通过]",
        "[on the report of the First Committee (A/71/445)]", "[sur la base du rapport de la Première Commission (A/71/445)]",
        "[по докладу Первого комитета (A/71/445)]", "[sobre la base del informe de la Primera Comisión (A/71/445)]");
    doc = document(bench, ORGAN_GA, "committee: 4 | report: A/77/1 | report-paragraph: 7");
    LINES(bench, doc, "provenance",
        "[بناء على تقرير لجنة المسائل السياسية الخاصة وإنهاء الاستعمار (اللجنة الرابعة) (A/77/1، الفقرة 7)]",
        "[根据特别政治和非殖民化委员会(第四委员会)的报告(A/77/1，第7段)通过]",
        "[on the report of the Special Political and Decolonization Committee (Fourth Committee) (A/77/1, para. 7)]",
        "[sur la base du rapport de la Commission des questions politiques spéciales et de la décolonisation (Quatrième Commission) (A/77/1, par. 7)]",
        "[по докладу Комитета по специальным политическим вопросам и вопросам деколонизации (Четвертый комитет) (A/77/1, пункт 7)]",
        "[sobre la base del informe de la Comisión Política Especial y de Descolonización (Cuarta Comisión) (A/77/1, párr. 7)]");
    doc = document(bench, ORGAN_GA, "no-committee: yes | report: A/71/L.3");
    LINES(bench, doc, "provenance", "[دون الإحالة إلى لجنة رئيسية (A/71/L.3)]", "[未经发交主要委员会而通过(A/71/L.3)]",
        "[without reference to a Main Committee (A/71/L.3)]", "[sans renvoi à une grande commission (A/71/L.3)]",
        "[без передачи в главные комитеты (A/71/L.3)]", "[sin remisión previa a una Comisión Principal (A/71/L.3)]");
    doc = document(bench, ORGAN_GA, "no-committee: yes | report: A/71/L.3, A/71/L.3/Add.1");
    LINES(bench, doc, "provenance", "[دون الإحالة إلى لجنة رئيسية (A/71/L.3 و A/71/L.3/Add.1)]",
        "[未经发交主要委员会而通过(A/71/L.3和A/71/L.3/Add.1)]",
        "[without reference to a Main Committee (A/71/L.3 and A/71/L.3/Add.1)]",
        "[sans renvoi à une grande commission (A/71/L.3 et A/71/L.3/Add.1)]",
        "[без передачи в главные комитеты (A/71/L.3 и A/71/L.3/Add.1)]",
        "[sin remisión previa a una Comisión Principal (A/71/L.3 y A/71/L.3/Add.1)]");
    doc = document(bench, ORGAN_GA, "committee: Credentials Committee | report: A/71/1");
    line_is(bench, LANG_EN, doc, "provenance", "[on the report of the Credentials Committee (A/71/1)]");
    line_is(bench, LANG_EN, document(bench, ORGAN_GA, "report: A/71/1"), "provenance", "");
    doc = document(bench, ORGAN_GA, "committee: 6");
    LINES(bench, doc, "provenance", "[بناء على تقرير اللجنة السادسة]", "[根据第六委员会的报告通过]",
        "[on the report of the Sixth Committee]", "[sur la base du rapport de la Sixième Commission]",
        "[по докладу Шестого комитета]", "[sobre la base del informe de la Sexta Comisión]");
    doc = document(bench, ORGAN_GA, "no-committee: yes");
    LINES(bench, doc, "provenance", "[دون الإحالة إلى لجنة رئيسية]", "[未经发交主要委员会而通过]",
        "[without reference to a Main Committee]", "[sans renvoi à une grande commission]",
        "[без передачи в главные комитеты]", "[sin remisión previa a una Comisión Principal]");
}

static void lines_that_lack_a_field_are_told(void **state)
{
    static const struct row {
        enum organ organ;
        const char *fields, *purpose;
        bool partial;
    } rows[] = {
        {ORGAN_GA, "report: A/71/1", "provenance", true},
        {ORGAN_GA, "report: A/71/1 | committee: 1", "provenance", false},
        {ORGAN_GA, "report: A/71/1 | provenance-line: [mine]", "provenance", false},
        {ORGAN_SC, "symbol: S/RES/1 (1946)", "adoption", false},
        {ORGAN_SC, "symbol: S/RES/1 (1946) | meeting: 7", "adoption", true},
        {ORGAN_SC, "symbol: S/RES/1 (1946) | meeting: 7 | adopted: 1946-01-25", "adoption", false},
        {ORGAN_GA, "meeting: 7", "closing", false},
        {ORGAN_GA, "meeting: 7", "nothing", false},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc *doc = document(bench, rows[i].organ, rows[i].fields);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            assert_int_equal(wording_partial(bench->template_[lang]->wording, doc, bench->arena, rows[i].purpose), rows[i].partial);
    }
}

static void committees_are_named(void **state)
{
    static const char *const named[][LANG_COUNT] = {
        {"اللجنة الأولى", "第一委员会", "First Committee", "Première Commission", "Первый комитет", "Primera Comisión"},
        {"اللجنة الثانية", "第二委员会", "Second Committee", "Deuxième Commission", "Второй комитет", "Segunda Comisión"},
        {"اللجنة الثالثة", "第三委员会", "Third Committee", "Troisième Commission", "Третий комитет", "Tercera Comisión"},
        {"لجنة المسائل السياسية الخاصة وإنهاء الاستعمار (اللجنة الرابعة)", "特别政治和非殖民化委员会(第四委员会)",
            "Special Political and Decolonization Committee (Fourth Committee)",
            "Commission des questions politiques spéciales et de la décolonisation (Quatrième Commission)",
            "Комитет по специальным политическим вопросам и вопросам деколонизации (Четвертый комитет)",
            "Comisión Política Especial y de Descolonización (Cuarta Comisión)"},
        {"اللجنة الخامسة", "第五委员会", "Fifth Committee", "Cinquième Commission", "Пятый комитет", "Quinta Comisión"},
        {"اللجنة السادسة", "第六委员会", "Sixth Committee", "Sixième Commission", "Шестой комитет", "Sexta Comisión"},
    };
    static const enum lang order[LANG_COUNT] = {LANG_AR, LANG_ZH, LANG_EN, LANG_FR, LANG_RU, LANG_ES};
    struct bench *bench = *state;
    for (size_t c = 0; c < sizeof named / sizeof *named; c++)
        for (size_t l = 0; l < LANG_COUNT; l++) {
            char path[16];
            snprintf(path, sizeof path, "committee.%zu", c + 1);
            assert_string_equal(wording_pattern(bench->template_[order[l]]->wording, path), named[c][l]);
        }
    assert_string_equal(wording_pattern(bench->template_[LANG_RU]->wording, "committee-of.1"), "Первого комитета");
    assert_null(wording_pattern(bench->template_[LANG_EN]->wording, "committee.7"));
    assert_null(wording_pattern(bench->template_[LANG_EN]->wording, "committee"));
    assert_null(wording_pattern(bench->template_[LANG_EN]->wording, "no.such.thing"));
}

static void closing_lines_are_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "closing", "الجلسة العامة 51\n5 كانون الأول/ديسمبر 2016", "2016年12月5日\n第51次全体会议",
        "51st plenary meeting\n5 December 2016", "51e séance plénière\n5 décembre 2016",
        "51-е пленарное заседание\n5 декабря 2016 года", "51ª sesión plenaria\n5 de diciembre de 2016");
    doc = document(bench, ORGAN_GA, "meeting: 51 (resumed)");
    LINES(bench, doc, "meeting", "الجلسة العامة 51 (المستأنفة)", "第51次全体会议(续会)", "51st (resumed) plenary meeting",
        "51e séance plénière (reprise)", "51-е (возобновленное) пленарное заседание",
        "51ª sesión plenaria (continuación)");
    doc = document(bench, ORGAN_HRC, "meeting: 47");
    LINES(bench, doc, "meeting", "الجلسة 47", "第47次会议", "47th meeting", "47e séance", "47-е заседание", "47ª sesión");
    doc = document(bench, ORGAN_GA, "meeting: 1 | adopted: 2020-08-01");
    LINES(bench, doc, "closing", "الجلسة العامة 1\n1 آب/أغسطس 2020", "2020年8月1日\n第1次全体会议",
        "1st plenary meeting\n1 August 2020", "1re séance plénière\n1er août 2020",
        "1-е пленарное заседание\n1 августа 2020 года", "1ª sesión plenaria\n1 de agosto de 2020");
    line_is(bench, LANG_EN, document(bench, ORGAN_GA, "meeting: closed"), "meeting", "closed plenary meeting");
}

static void title_numbers_are_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    LINES(bench, doc, "title-number", "71/28 -", "71/28.", "71/28.", "71/28.", "71/28.", "71/28.");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/ES-11/1");
    LINES(bench, doc, "title-number", "دإط-11/1 -", "ES-11/1.", "ES-11/1.", "ES-11/1.", "ES-11/1.", "ES-11/1.");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/ES-11/1 | number: د إ ط-11/1");
    line_is(bench, LANG_AR, doc, "title-number", "د إ ط-11/1 -");
    line_is(bench, LANG_EN, document(bench, ORGAN_GA, "title: T"), "title-number", "");
}

static void lines_that_are_worded_alike_are_dropped(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA,
        "symbol: A/RES/71/28 | session: 71 | session-line: Seventy\u2011first session | meeting: 51 | meeting-line: At noon | "
        "adopted: 2016-12-05 | adopted-line: 5\u00A0December 2016 | agenda-line: Agenda item 93 | organ-line: General Assembly");
    wording_drop_lines(bench->template_[LANG_EN]->wording, doc, bench->arena);
    assert_null(doc->fields.at[FIELD_SESSION_LINE].text);
    assert_null(doc->fields.at[FIELD_ADOPTED_LINE].text);
    assert_null(doc->fields.at[FIELD_ORGAN_LINE].text);
    assert_string_equal(doc->fields.at[FIELD_MEETING_LINE].text, "At noon");
    assert_string_equal(doc->fields.at[FIELD_AGENDA_LINE].text, "Agenda item 93"); /* no item is given */
    doc = document(bench, ORGAN_GA, "meeting: 51 | meeting-line: 51a sesión plenaria | publisher-line: Naciones unidas");
    wording_drop_lines(bench->template_[LANG_ES]->wording, doc, bench->arena);
    assert_null(doc->fields.at[FIELD_MEETING_LINE].text);
    assert_string_equal(doc->fields.at[FIELD_PUBLISHER_LINE].text, "Naciones unidas");
    doc = document(bench, ORGAN_GA, "publisher-line: الأمــم المتحـدة");
    wording_drop_lines(bench->template_[LANG_AR]->wording, doc, bench->arena);
    assert_non_null(doc->fields.at[FIELD_PUBLISHER_LINE].text); /* drawn longer by hand: that shows */
}

static void worded_spaces_win_over_those_of_a_copy(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, "adopted: 2016-12-05 | adopted-line: 5 December 2016");
    assert_string_equal(wording_line(bench->template_[LANG_EN]->wording, doc, bench->arena, "adopted"), "5\u00A0December 2016");
}

static void lines_of_the_document_win(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA,
        "symbol: A/RES/71/28 | session: 71 | session-line: Our own session | meeting: 51 | meeting-line: At noon | "
        "adopted: 2016-12-05 | organ-line: Another organ | suborgan-line: And a second");
    LINES(bench, doc, "session", "Our own session", "Our own session", "Our own session", "Our own session",
        "Our own session", "Our own session");
    line_is(bench, LANG_EN, doc, "closing", "At noon\n5 December 2016");
    line_is(bench, LANG_EN, doc, "organ", "Another organ");
    line_is(bench, LANG_EN, doc, "suborgan", "And a second");
    line_is(bench, LANG_EN, doc, "adoption", "Resolution adopted by the General Assembly on 5 December 2016");
}

static void filled(struct bench *bench, const struct doc *doc, const char *pattern, const char *expected)
{
    struct buf out;
    buf_init(&out, bench->arena);
    buf_text(&out, "<");
    bool good = wording_fill(bench->template_[LANG_EN]->wording, doc, pattern, &out);
    assert_int_equal(good, expected != NULL);
    assert_string_equal(plain(bench, out.at), expected ? expected : "<");
}

static void patterns_are_filled_or_left_alone(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, resolution_71_28);
    filled(bench, doc, "{symbol:letter}+{symbol:rest}", "<A+/RES/71/28");
    filled(bench, doc, "{page}/{pages}", "<{page}/{pages}");
    filled(bench, doc, "{issued:date@fr} {issued:date@zh} {issued}", "<9 décembre 2016 2016年12月9日 9 December 2016");
    filled(bench, doc, "{running-title}", "<T");
    filled(bench, doc, "{job} ({letter})", NULL);
    filled(bench, doc, "a {nothing} b", NULL);
    filled(bench, doc, "a {target}", NULL);
    filled(bench, doc, "", "<");
    filled(bench, doc, "{", "<{");
    filled(bench, doc, "}{", "<}{");
    filled(bench, doc, "{}", NULL);
    doc = document(bench, ORGAN_GA, "title: {symbol} {page} | running-title: short | job: 16-21653");
    filled(bench, doc, "{title}", "<{symbol} {page}");
    filled(bench, doc, "{running-title}", "<short");
    filled(bench, doc, "{job} ({letter})", "<16-21653 (E)");
}

static void sponsors_are_sorted_in_each_language(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, "symbol: A/C.3/81/L.47 | sponsors: uy, FR,, FJ* ,CH");
    LINES(bench, doc, "sponsors", "أوروغواي، سويسرا، فرنسا وفيجي*: مشروع قرار", "斐济*、法国、瑞士和乌拉圭：决议草案",
        "Fiji*, France, Switzerland and Uruguay: draft resolution", "Fidji*, France, Suisse et Uruguay : projet de résolution",
        "Уругвай, Фиджи*, Франция и Швейцария: проект резолюции", "Fiji*, Francia, Suiza y Uruguay: proyecto de resolución");
    LINES(bench, doc, "distribution", "Distr.: Limited", "Distr.: Limited", "Distr.: Limited", "Distr. limitée",
        "Distr.: Limited", "Distr. limitada");
    doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | sponsors: France");
    line_is(bench, LANG_EN, doc, "sponsors", "France: draft resolution");
    doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | sponsors: FR, Nobody’s Land, BR*");
    line_is(bench, LANG_EN, doc, "sponsors", "Brazil*, France and Nobody’s Land: draft resolution");
    doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | sponsors: ES, IT | distribution: general");
    line_is(bench, LANG_ES, doc, "sponsors", "España e Italia: proyecto de resolución");
    line_is(bench, LANG_ES, doc, "distribution", "Distr. general");
    doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | sponsors: ES, HN");
    line_is(bench, LANG_ES, doc, "sponsors", "España y Honduras: proyecto de resolución");
    doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | sponsors: ,");
    line_is(bench, LANG_EN, doc, "sponsors", "");
    doc = document(bench, ORGAN_GA, "symbol: A/RES/81/3 | sponsors: FR");
    line_is(bench, LANG_EN, doc, "sponsors", "");
}

static void drafts_and_decisions_are_worded(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, "symbol: A/81/L.3 | adopted: 2026-12-05 | meeting: 51 | no-committee: yes");
    LINES(bench, doc, "adoption", "", "", "", "", "", "");
    LINES(bench, doc, "provenance", "", "", "", "", "", "");
    LINES(bench, doc, "closing", "", "", "", "", "", "");
    doc = document(bench, ORGAN_GA, "symbol: A/DEC/81/537 | adopted: 2016-12-05 | meeting: 51");
    LINES(bench, doc, "adoption", "مقرر اتخذته الجمعية العامة في 5 كانون الأول/ديسمبر 2016", "2016年12月5日大会决定",
        "Decision adopted by the General Assembly on 5 December 2016", "Décision adoptée par l’Assemblée générale le 5 décembre 2016",
        "Решение, принятое Генеральной Ассамблеей 5 декабря 2016 года",
        "Decisión aprobada por la Asamblea General el 5 de diciembre de 2016");
    LINES(bench, doc, "closing", "", "", "", "", "", "");
    LINES(bench, doc, "title-number", "81/537 -", "81/537.", "81/537.", "81/537.", "81/537.", "81/537.");
    doc = document(bench, ORGAN_ECOSOC, "symbol: E/RES/2027/19 | committee: Statistical Commission | report: E/2027/24");
    line_is(bench, LANG_EN, doc, "provenance", "[on the recommendation of the Statistical Commission (E/2027/24)]");
    doc = document(bench, ORGAN_ECOSOC, "symbol: E/RES/2027/19 | no-committee: yes | report: E/2027/L.14");
    line_is(bench, LANG_FR, doc, "provenance", "[sur proposition examinée en séance plénière (E/2027/L.14)]");
}

static void votes_are_worded_or_typed(void **state)
{
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_HRC, "symbol: A/HRC/RES/57/1 | vote: without");
    LINES(bench, doc, "vote", "[اعتُمد بدون تصويت.]", "[未经表决获得通过。]", "[Adopted without a vote.]", "[Adoptée sans vote.]",
        "[Принята без голосования.]", "[Aprobada sin votación.]");
    doc = document(bench, ORGAN_HRC, "symbol: A/HRC/RES/57/1 | vote: [47 to none.]");
    LINES(bench, doc, "vote", "[47 to none.]", "[47 to none.]", "[47 to none.]", "[47 to none.]", "[47 to none.]", "[47 to none.]");
}

static void links_are_described(void **state)
{
    static const struct row {
        const char *address, *en, *zh;
    } rows[] = {
        {"https://undocs.org/es/A/RES/53/70", "Resolution 53/70", "第53/70号决议"},
        {"https://undocs.org/A/RES/53/70", "Resolution 53/70", "第53/70号决议"},
        {"https://docs.un.org/zh/A/71/445", "Document A/71/445", "A/71/445号文件"},
        {"https://undocs.org/en/S/RES/2231%282015%29", "Resolution 2231 (2015)", "第2231(2015)号决议"},
        {"https://example.org/x", "https://example.org/x", "https://example.org/x"},
        {"https://undocs.org/", "https://undocs.org/", NULL},
        {"https://undocs.org/en/%", "https://undocs.org/en/%", NULL},
        {"", "", NULL},
    };
    struct bench *bench = *state;
    struct doc *doc = document(bench, ORGAN_GA, "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *en = wording_link(bench->template_[LANG_EN]->wording, doc, bench->arena, rows[i].address);
        const char *zh = wording_link(bench->template_[LANG_ZH]->wording, doc, bench->arena, rows[i].address);
        assert_string_equal(en, rows[i].en);
        if (rows[i].zh)
            assert_string_equal(zh, rows[i].zh);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masthead_is_worded),
        cmocka_unit_test(sessions_are_worded),
        cmocka_unit_test(agenda_items_are_worded),
        cmocka_unit_test(adoption_is_worded),
        cmocka_unit_test(provenance_is_worded),
        cmocka_unit_test(lines_that_lack_a_field_are_told),
        cmocka_unit_test(committees_are_named),
        cmocka_unit_test(closing_lines_are_worded),
        cmocka_unit_test(title_numbers_are_worded),
        cmocka_unit_test(worded_spaces_win_over_those_of_a_copy),
        cmocka_unit_test(lines_that_are_worded_alike_are_dropped),
        cmocka_unit_test(lines_of_the_document_win),
        cmocka_unit_test(patterns_are_filled_or_left_alone),
        cmocka_unit_test(sponsors_are_sorted_in_each_language),
        cmocka_unit_test(drafts_and_decisions_are_worded),
        cmocka_unit_test(votes_are_worded_or_typed),
        cmocka_unit_test(links_are_described),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
