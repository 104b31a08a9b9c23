/* The drafting rules, each by texts that pass and texts that fail (tests/checking/rules.txt), and their switches. */
#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "checking/drafting.h"
#include "reading/read.h"

/* Parts of a document that is right: opening line, preambular paragraph, two operative paragraphs. */
static const char *const parts[LANG_COUNT][4] = {
    [LANG_AR] = {"إن الجمعية العامة،", "إذ تشير إلى قرارها 53/70 المؤرخ 4 كانون الأول/ديسمبر 1998،", "1 - تطلب إلى الأمين العام تقديم تقرير؛",
        "2 - تقرر أن تنظر في المسألة."},
    [LANG_ZH] = {"大会，", "回顾其1998年12月4日第53/70号决议，", "1. 请秘书长提出报告；", "2. 决定审议这个问题。"},
    [LANG_EN] = {"The General Assembly,", "Recalling its resolution 53/70 of 4 December 1998,", "1. Calls upon all ports to keep their lamps lit;",
        "2. Decides to count the lamps again."},
    [LANG_FR] = {"L’Assemblée générale,", "Rappelant sa résolution 53/70 du 4 décembre 1998,", "1. Demande à tous les ports de garder leurs feux allumés\u00A0;",
        "2. Décide de compter de nouveau les feux."},
    [LANG_RU] = {"Генеральная Ассамблея,", "ссылаясь на свою резолюцию 53/70 от 4 декабря 1998 года,", "1. призывает все порты хранить лампы;",
        "2. постановляет вновь сосчитать лампы."},
    [LANG_ES] = {"La Asamblea General,", "Recordando su resolución 53/70, de 4 de diciembre de 1998,", "1. Exhorta a todos los puertos a mantener las lámparas;",
        "2. Decide volver a contar las lámparas."},
};

static const char *const front[][2] = {{"symbol", "A/RES/71/28"}, {"issued", "2016-12-09"}, {"session", "71"}, {"agenda", "93"},
    {"adopted", "2016-12-05"}, {"meeting", "51"}, {"committee", "1"}, {"report", "A/71/445"}, {"title", "Lamps"}, {"language", NULL}};
enum { FRONT = sizeof front / sizeof *front, SEGMENTS = 64 };

struct example {
    struct arena *arena;
    enum lang lang;
    struct buf text;
    struct span marked; /* 0,0 for none */
};

/* Appends text without the brackets that mark a part of it. */
static void put_marked(struct example *example, const char *text, size_t n)
{
    const char *const open = "⟦", *const close = "⟧";
    for (size_t i = 0; i < n; i++) {
        bool opens = n - i >= strlen(open) && memcmp(text + i, open, strlen(open)) == 0;
        bool closes = n - i >= strlen(close) && memcmp(text + i, close, strlen(close)) == 0;
        if (opens)
            example->marked.start = (uint32_t)example->text.n;
        else if (closes)
            example->marked.end = (uint32_t)example->text.n;
        else
            buf_char(&example->text, text[i]);
        i += opens || closes ? strlen(open) - 1 : 0;
    }
}

struct segment {
    const char *at;
    size_t n;
};

/* The value of "@name=value" when the segment is that of the name. */
static const char *value_of(const struct segment *segment, const char *name, size_t *n)
{
    size_t length = strlen(name);
    if (segment->n < length + 2 || segment->at[0] != '@' || memcmp(segment->at + 1, name, length) != 0 || segment->at[length + 1] != '=')
        return NULL;
    *n = segment->n - length - 2;
    return segment->at + length + 2;
}

static void put_field(struct example *example, const char *name, const char *value, size_t n)
{
    if (n == 0)
        return;
    buf_printf(&example->text, "%s: ", name);
    put_marked(example, value, n);
    buf_char(&example->text, '\n');
}

static void put_front(struct example *example, const struct segment *segments, size_t count)
{
    bool used[SEGMENTS] = {false};
    buf_text(&example->text, "---\n");
    for (size_t f = 0; f < FRONT; f++) {
        const char *value = front[f][1] ? front[f][1] : lang_row(example->lang)->tag;
        size_t n = strlen(value);
        for (size_t i = 0; i < count; i++) {
            const char *given = value_of(&segments[i], front[f][0], &n);
            used[i] = used[i] || given;
            value = given ? given : value;
        }
        put_field(example, front[f][0], value, n);
    }
    for (size_t i = 0; i < count; i++)
        if (segments[i].at[0] == '@' && !used[i]) {
            size_t name = strcspn(segments[i].at, "=");
            put_field(example, arena_copy(example->arena, segments[i].at + 1, name - 1), segments[i].at + name + 1, segments[i].n - name - 1);
        }
    buf_text(&example->text, "---\n\n");
}

static void put_paragraph(struct example *example, const struct segment *segment)
{
    static const char *const names = "OP12";
    const char *at = segment->at, *part = segment->n == 1 ? strchr(names, *at) : NULL;
    size_t indent = 0;
    while (indent < segment->n && at[indent] == '>') {
        buf_text(&example->text, "   ");
        indent++;
    }
    if (part)
        buf_text(&example->text, parts[example->lang][part - names]);
    else
        put_marked(example, at + indent, segment->n - indent);
    buf_text(&example->text, "\n\n");
}

static void put_example(struct example *example, const char *line)
{
    struct segment segments[SEGMENTS];
    size_t count = 0;
    for (const char *next = line; next && count < SEGMENTS; count++) {
        const char *end = strstr(next, " / ");
        segments[count] = (struct segment){next, end ? (size_t)(end - next) : strlen(next)};
        next = end ? end + 3 : NULL;
    }
    if (strncmp(line, "@published", 10) == 0) {
        for (size_t i = 1; i < count; i++) {
            put_marked(example, segments[i].at, segments[i].n);
            buf_char(&example->text, '\n');
        }
        return;
    }
    put_front(example, segments, count);
    for (size_t i = 0; i < count; i++)
        if (segments[i].at[0] != '@')
            put_paragraph(example, &segments[i]);
}

static struct report *check(struct arena *arena, const struct buf *text, const struct rule_levels *levels)
{
    struct report *report = report_new(arena);
    const struct source *source = source_new(arena, "example", text->at, text->n);
    struct doc *doc = read_document(arena, source, &(struct read_options){.language = LANG_NONE}, report);
    if (doc)
        drafting_check(arena, doc, &(struct drafting_options){.levels = levels}, report);
    return report;
}

static bool is_of(const struct diag *diag, const char *id)
{
    return strncmp(diag->rule, id, 3) == 0 && diag->rule[3] == '-';
}

/* Whether a text has the findings that it must have. */
static bool is_right(struct example *example, const char *id, bool fails)
{
    struct report *report = check(example->arena, &example->text, NULL);
    size_t found = 0, there = 0;
    for (size_t i = 0; i < report->list.n; i++) {
        const struct diag *diag = &report->list.at[i];
        found += is_of(diag, id);
        there += is_of(diag, id) && diag->span.start == example->marked.start && diag->span.end == example->marked.end;
    }
    if (fails ? found > 0 && (there > 0 || example->marked.end == 0) : found == 0)
        return true;
    struct buf said;
    buf_init(&said, example->arena);
    buf_text(&said, "");
    for (size_t i = 0; i < report->list.n; i++)
        diag_text(&report->list.at[i], &said);
    print_error("%s %s: %s\n%s%s\n", id, lang_row(example->lang)->tag, fails ? "must fail there" : "must pass", example->text.at, said.at);
    return false;
}

struct seen {
    unsigned passed, failed; /* sets of 1 << enum lang */
};

static char *read_examples(struct arena *arena)
{
    const char *folder = getenv("HEXAPLA_SOURCE");
    FILE *file = fopen(arena_printf(arena, "%s/tests/checking/rules.txt", folder ? folder : "."), "rb");
    if (!file)
        return NULL;
    enum { LARGEST = 1 << 18 };
    char *text = arena_alloc(arena, LARGEST);
    size_t n = fread(text, 1, LARGEST - 1, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

static size_t run_line(struct arena *arena, const char *line, const char *id, enum lang lang, struct seen *seen)
{
    struct example example = {.arena = arena, .lang = lang};
    bool fails = line[0] == '-';
    buf_init(&example.text, arena);
    put_example(&example, line + 2);
    *(fails ? &seen->failed : &seen->passed) |= 1u << lang;
    return !is_right(&example, id, fails);
}

static int rule_of(const char *id)
{
    int rule = 0;
    while (rule < RULE_COUNT && strcmp(rule_id((enum drafting_rule)rule), id) != 0)
        rule++;
    return rule;
}

static int count_bits(unsigned set)
{
    int bits = 0;
    for (; set; set &= set - 1)
        bits++;
    return bits;
}

static void test_examples(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct seen seen[RULE_COUNT + 1] = {0};
    char *text = read_examples(arena), id[4] = "";
    if (!text)
        skip();
    size_t wrong = 0;
    enum lang lang = LANG_NONE;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (line[0] == 'L') {
            memcpy(id, line, 3);
            lang = lang_from_tag(line + 4, 2);
            assert_true(lang != LANG_NONE && rule_of(id) < RULE_COUNT);
        } else if (line[0] == '+' || line[0] == '-') {
            wrong += run_line(arena, line, id, lang, &seen[rule_of(id)]);
        }
    }
    const unsigned latin = 1u << LANG_EN | 1u << LANG_FR | 1u << LANG_ES;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        unsigned languages = rule_languages((enum drafting_rule)rule), failed = seen[rule].failed;
        bool scripts = count_bits(languages) < LANG_COUNT || ((failed & latin) && (failed & ~latin));
        bool each = count_bits(languages) > 4 || !(languages & ~failed);
        if (seen[rule].passed && failed && scripts && each)
            continue;
        print_error("%s: not tried in all its languages\n", rule_id((enum drafting_rule)rule));
        wrong++;
    }
    assert_int_equal(wrong, 0);
    arena_free(arena);
}

static void test_all_rules_are_there(void **state)
{
    (void)state;
    assert_int_equal(RULE_COUNT, 64);
    for (int i = 1; i <= 64; i++) {
        char id[16];
        snprintf(id, sizeof id, "L%02d", i);
        assert_true(rule_of(id) < RULE_COUNT);
    }
}

/* ---- switches ---- */

static struct rule_levels read_levels(struct arena *arena, const char *text, struct report *report)
{
    struct rule_levels levels = rule_levels_default();
    rule_levels_read(&levels, source_new(arena, "rules", text, strlen(text)), report);
    return levels;
}

static void test_switches(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct report *report = report_new(arena);
    struct rule_levels levels = read_levels(arena, "# ours\nL30 off\n  L23\twarning # why\n\nL57 error", report);
    assert_int_equal(report->list.n, 0);
    assert_int_equal(levels.at[RULE_L30], RULE_OFF);
    assert_int_equal(levels.at[RULE_L23], SEVERITY_WARNING);
    assert_int_equal(levels.at[RULE_L57], SEVERITY_ERROR);
    assert_int_equal(levels.at[RULE_L01], SEVERITY_ERROR);
    arena_free(arena);
}

static void test_wrong_switches_have_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum diag_id id;
        uint32_t start, end;
    } cases[] = {
        {"L30 off\nL65 off\n", DIAG_RULE_UNKNOWN, 8, 11}, {"L30\n", DIAG_RULE_LEVEL, 3, 3}, {"L30 loud\n", DIAG_RULE_LEVEL, 4, 8},
        {"L30 off now\n", DIAG_RULE_LEVEL, 8, 11}, {"quotes off\n", DIAG_RULE_UNKNOWN, 0, 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        struct report *report = report_new(arena);
        read_levels(arena, cases[i].text, report);
        assert_int_equal(report->list.n, 1);
        assert_int_equal(report->list.at[0].id, cases[i].id);
        assert_int_equal(report->list.at[0].span.start, cases[i].start);
        assert_int_equal(report->list.at[0].span.end, cases[i].end);
        arena_free(arena);
    }
}

static size_t count_of(const struct report *report, const char *id, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < report->list.n; i++)
        count += is_of(&report->list.at[i], id) && report->list.at[i].severity == severity;
    return count;
}

/* Findings of the reader are switched like the others, but a note without a text stays an error. */
static void test_levels_are_obeyed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct example example = {.arena = arena, .lang = LANG_EN};
    buf_init(&example.text, arena);
    put_example(&example, "O / Noting \"peace\",[^a] / 1 / 3. Decides to act.");
    struct report *none = report_new(arena), *report = check(arena, &example.text, NULL);
    assert_int_equal(count_of(report, "L31", SEVERITY_WARNING), 2);
    assert_int_equal(count_of(report, "L06", SEVERITY_ERROR), 1);
    assert_int_equal(count_of(report, "L33", SEVERITY_ERROR), 1);
    struct rule_levels levels = read_levels(arena, "L31 note\nL06 off\nL33 off\n", none);
    report = check(arena, &example.text, &levels);
    assert_int_equal(count_of(report, "L31", SEVERITY_NOTE), 2);
    assert_int_equal(count_of(report, "L06", SEVERITY_ERROR), 0);
    assert_int_equal(count_of(report, "L33", SEVERITY_ERROR), 1);
    assert_int_equal(report->count[SEVERITY_ERROR], 1);
    assert_int_equal(report->outcome, OUTCOME_DOCUMENT);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_rules_are_there),
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_switches),
        cmocka_unit_test(test_wrong_switches_have_a_place),
        cmocka_unit_test(test_levels_are_obeyed),
    };
    return cmocka_run_group_tests_name("drafting", tests, NULL, NULL);
}
