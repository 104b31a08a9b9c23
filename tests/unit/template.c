/* Templates: the New York geometry as measured on printed documents, inheritance, every message, and
 * files that mean harm. */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "template/label.h"
#include "template/template.h"
#include "template/yaml.h"

/* A folder of templates made for one test, beside those of the tree. */
struct bench {
    struct arena *arena;
    struct report *report;
    char folder[64];
    const char *dirs[2];
    struct template_path path;
};

static const char *tree_root(void)
{
    const char *root = getenv("HEXAPLA_SOURCE");
    return root ? root : ".";
}

static int set_up(void **state)
{
    struct bench *place = calloc(1, sizeof *place);
    place->arena = arena_new();
    place->report = report_new(place->arena);
    strcpy(place->folder, "/tmp/hexapla-template-XXXXXX");
    if (!mkdtemp(place->folder))
        return -1;
    place->dirs[0] = place->folder;
    place->dirs[1] = arena_printf(place->arena, "%s/templates", tree_root());
    place->path = (struct template_path){.dir = place->dirs, .n = 2};
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *place = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", place->folder);
    int failed = system(command);
    arena_free(place->arena);
    free(place);
    return failed;
}

static void write_bytes(struct bench *place, const char *name, const char *file, const char *bytes, size_t n)
{
    mkdir(arena_printf(place->arena, "%s/%s", place->folder, name), 0700);
    FILE *out = fopen(arena_printf(place->arena, "%s/%s/%s", place->folder, name, file), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    fclose(out);
}

static void write_file(struct bench *place, const char *name, const char *file, const char *text)
{
    write_bytes(place, name, file, text, strlen(text));
}

static const struct template_ *load(struct bench *place, const char *name, enum lang lang)
{
    return template_load(place->arena, &place->path, name, lang, place->report);
}

/* Loads the un-ga template with a few keys of the test's own over it. */
static const struct template_ *load_over(struct bench *place, const char *yaml, enum lang lang)
{
    write_file(place, "x", "template.yaml", arena_printf(place->arena, "extends: un-ga\n%s", yaml));
    return load(place, "x", lang);
}

/* "template.yaml:3:5: message; hint" for each finding. */
static const char *said(struct bench *place)
{
    struct buf out;
    buf_init(&out, place->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < place->report->list.n; i++) {
        const struct diag *diag = &place->report->list.at[i];
        const char *base = strrchr(diag->file, '/');
        buf_text(&out, base ? base + 1 : diag->file);
        if (diag->source) {
            struct place at = source_place(diag->source, diag->span.start);
            buf_printf(&out, ":%zu:%zu", at.line, at.column);
        }
        buf_printf(&out, ": %s%s%s\n", diag->message, diag->hint ? "; " : "", diag->hint ? diag->hint : "");
    }
    return out.at;
}

static void says(struct bench *place, const char *expected)
{
    assert_string_equal(said(place), expected);
    place->report->list.n = 0;
}

static hx_unit points(int hundredths)
{
    return (hx_unit)unit_muldiv(hundredths, UNIT_PT, 100);
}

/* To a tenth of a point, the precision of the measurements. */
static void near_point(hx_unit value, double points)
{
    hx_unit wanted = (hx_unit)(points * UNIT_PT);
    if (abs(value - wanted) > UNIT_PT / 10)
        fail_msg("%d milli-points where %d were measured", (int)unit_to_milli(value), (int)unit_to_milli(wanted));
}

/* --- geometry --------------------------------------------------------------------------------- */

static void picture_at(const struct page_plan *plan, const char *name, enum picture_kind kind, double x, double top,
    double width, double height)
{
    for (size_t i = 0; i < plan->pictures.n; i++) {
        const struct picture_slot *slot = &plan->pictures.at[i];
        if (strcmp(slot->name, name) != 0)
            continue;
        assert_int_equal(slot->kind, kind);
        near_point(slot->x, x);
        near_point(slot->top, top);
        near_point(slot->width, width);
        near_point(slot->height, height);
        return;
    }
    fail_msg("no picture %s", name);
}

static const struct cell *cell_of(const struct template_ *template_, enum page_kind kind, const char *name)
{
    const struct page_plan *plan = &template_->page[kind];
    for (size_t i = 0; i < plan->cells.n; i++)
        if (strcmp(plan->cells.at[i].name, name) == 0)
            return &plan->cells.at[i];
    fail_msg("no cell %s", name);
    return NULL;
}

static void cell_at(const struct template_ *template_, enum page_kind kind, const char *name, double x, double baseline,
    double size, bool bold, enum align align)
{
    const struct cell *cell = cell_of(template_, kind, name);
    near_point(cell->x, x);
    near_point(cell->baseline, baseline);
    near_point(cell->style->size, size);
    assert_int_equal(cell->style->bold, bold);
    assert_int_equal(cell->align, align);
}

static void first_page_is_as_measured(void **state)
{
    const struct template_ *t = load(*state, "un-ga", LANG_EN);
    says(*state, "");
    near_point(t->page_width, 612);
    near_point(t->page_height, 792);
    near_point(t->column, 123.4);
    near_point(t->column_width, 367);
    cell_at(t, PAGE_FIRST, "publisher", 123.4, 57.8, 14, false, ALIGN_START);
    cell_at(t, PAGE_FIRST, "symbol", 552.1, 56.5, 20, false, ALIGN_END);
    assert_true(cell_of(t, PAGE_FIRST, "symbol-rest")->follows);
    near_point(cell_of(t, PAGE_FIRST, "symbol-rest")->style->size, 10);
    cell_at(t, PAGE_FIRST, "organ", 123.4, 86.4, 20, true, ALIGN_START);
    cell_at(t, PAGE_FIRST, "distribution", 397, 86.7, 10, false, ALIGN_START);
    cell_at(t, PAGE_FIRST, "issued", 397, 98.4, 10, false, ALIGN_START);
    near_point(cell_of(t, PAGE_FIRST, "distribution")->leading, 11.7);
    assert_int_equal(cell_of(t, PAGE_FIRST, "original")->stack, 1);
    cell_at(t, PAGE_FIRST, "job", 65.4, 747.6, 10, false, ALIGN_START);
    const struct page_plan *plan = &t->page[PAGE_FIRST];
    assert_int_equal(plan->rules.n, 2);
    near_point(plan->rules.at[0].x, 60);
    near_point(plan->rules.at[0].x + plan->rules.at[0].width, 552.6);
    near_point(plan->rules.at[0].top, 64.8);
    assert_int_equal(plan->rules.at[0].thickness, points(48));
    near_point(plan->rules.at[1].x, 59.3);
    near_point(plan->rules.at[1].x + plan->rules.at[1].width, 551.9);
    near_point(plan->rules.at[1].top, 208.9);
    assert_int_equal(plan->rules.at[1].thickness, points(144));
    picture_at(plan, "emblem", PICTURE_FIXED, 64.7, 71.3, 56.1, 47.0);
    picture_at(plan, "address", PICTURE_QR, 495.2, 709.3, 54.7, 54.7);
    picture_at(plan, "bars", PICTURE_BAR_CODE, 65.4, 749.6, 101.2, 12.6);
    picture_at(plan, "recycle", PICTURE_FIXED, 472.0, 738.1, 18.2, 18.2);
    cell_at(t, PAGE_FIRST, "stamp", 134.1, 747.6, 10, false, ALIGN_START);
    near_point(plan->bottom, 703.5);
}

static void later_pages_are_as_measured(void **state)
{
    const struct template_ *t = load(*state, "un-ga", LANG_EN);
    cell_at(t, PAGE_EVEN, "symbol", 60, 59, 8.5, true, ALIGN_START);
    cell_at(t, PAGE_ODD, "symbol", 552.1, 59, 8.5, true, ALIGN_END);
    cell_at(t, PAGE_EVEN, "running-title", 552.6, 59, 8.5, true, ALIGN_END);
    cell_at(t, PAGE_ODD, "running-title", 60, 59, 8.5, true, ALIGN_START);
    assert_true(cell_of(t, PAGE_ODD, "running-title")->upwards);
    near_point(cell_of(t, PAGE_ODD, "running-title")->leading, 59.0 - 49.2);
    cell_at(t, PAGE_EVEN, "folio", 60, 755.3, 8.5, true, ALIGN_START);
    cell_at(t, PAGE_ODD, "folio", 552.1, 755.3, 8.5, true, ALIGN_END);
    cell_at(t, PAGE_EVEN, "job", 552.1, 753.8, 7, false, ALIGN_END);
    cell_at(t, PAGE_ODD, "job", 60, 753.8, 7, false, ALIGN_START);
    for (int kind = PAGE_EVEN; kind <= PAGE_ODD; kind++) {
        const struct page_plan *plan = &t->page[kind];
        near_point(plan->top, 82.3);
        near_point(plan->bottom, 730.4);
        assert_int_equal(plan->rules.n, 1);
        near_point(plan->rules.at[0].top, 64.8);
        assert_int_equal(plan->rules.at[0].thickness, points(24));
        assert_int_equal(plan->pictures.n, 0);
    }
}

/* Baselines as the page stage adds them up: leading, and the larger of after and before. */
static hx_unit next_baseline(const struct template_ *t, hx_unit baseline, enum role above, enum role below)
{
    hx_unit after = t->block[above].after, before = t->block[below].before;
    return baseline + t->block[below].leading + (after > before ? after : before);
}

static void flow_of_the_first_page_is_as_measured(void **state)
{
    const struct template_ *t = load(*state, "un-ga", LANG_EN);
    hx_unit y = t->page[PAGE_FIRST].top;
    near_point(y, 222.3);
    near_point(y = next_baseline(t, y, ROLE_SESSION, ROLE_AGENDA), 233.9);
    near_point(y = next_baseline(t, y, ROLE_AGENDA, ROLE_ADOPTION), 266.1);
    near_point(y += t->block[ROLE_ADOPTION].leading, 281.1);
    near_point(y = next_baseline(t, y, ROLE_ADOPTION, ROLE_PROVENANCE), 305.9);
    near_point(y = next_baseline(t, y, ROLE_PROVENANCE, ROLE_TITLE), 330.9);
    near_point(y += 2 * t->block[ROLE_TITLE].leading, 357.9);
    near_point(y = next_baseline(t, y, ROLE_TITLE, ROLE_OPENING), 382.5);
    near_point(y = next_baseline(t, y, ROLE_OPENING, ROLE_PREAMBULAR), 400.5);
    near_point(next_baseline(t, 0, ROLE_OPERATIVE, ROLE_OPERATIVE), 18);
    near_point(next_baseline(t, 0, ROLE_OPERATIVE, ROLE_CLOSING), 24);
    near_point(next_baseline(t, 0, ROLE_CLOSING, ROLE_END_RULE), 32);
}

static void indents_are_as_measured(void **state)
{
    static const struct row {
        enum role role;
        double size, label, text, turnover; /* [pt] x on the page; label 0: none */
    } rows[] = {
        {ROLE_SESSION, 10, 0, 60, 60},
        {ROLE_AGENDA, 10, 0, 60, 60},
        {ROLE_ADOPTION, 14, 0, 123.4, 123.4},
        {ROLE_PROVENANCE, 10, 0, 123.4, 123.4},
        {ROLE_TITLE, 12, 85.1, 123.4, 123.4},
        {ROLE_OPENING, 10, 0, 147.1, 123.4},
        {ROLE_PREAMBULAR, 10, 0, 147.1, 123.4},
        {ROLE_OPERATIVE, 10, 147.1, 170.9, 123.4},
        {ROLE_ITEM_1, 10, 147.1, 170.9, 123.4},
        {ROLE_ITEM_2, 10, 170.9, 194.7, 194.7},
        {ROLE_ITEM_3, 10, 194.7, 218.4, 218.4},
        {ROLE_ITEM_4, 10, 218.4, 242.2, 242.2},
        {ROLE_NOTE, 8.5, 117, 123.4, 123.4},
    };
    const struct template_ *t = load(*state, "un-ga", LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct block_style *block = &t->block[rows[i].role];
        near_point(block->text->size, rows[i].size);
        near_point(t->column + block->start, rows[i].turnover);
        near_point(t->column + block->start + block->first, rows[i].text);
        if (rows[i].label > 0)
            near_point(t->column + block->label, rows[i].label);
    }
    near_point(t->column + t->column_width - t->block[ROLE_ADOPTION].end, 443.4);
    const struct block_style *end = &t->block[ROLE_END_RULE];
    hx_unit middle = t->column + end->start + (t->column_width - end->start - end->end) / 2;
    near_point(middle - end->rule_width / 2, 270.2);
    near_point(middle + end->rule_width / 2, 342.2);
    near_point(t->note.rule_x, 99.6);
    near_point(t->note.rule_x + t->note.rule_width, 171.7);
    near_point(t->note.rule_above, 11.1);
}

static void looks_are_those_of_the_house_style(void **state)
{
    const struct template_ *t = load(*state, "un-ga", LANG_EN);
    const struct style *text = t->block[ROLE_OPERATIVE].text;
    assert_string_equal(t->fonts[text->font], "text");
    /* measured on official lines: 0.30 pt on average, 0.16 to 0.39 */
    assert_in_range(text->tracking, points(25), points(34));
    assert_in_range(text->tracking + text->tracking_stretch, points(36), points(40));
    assert_in_range(text->tracking - text->tracking_shrink, points(10), points(16));
    assert_int_equal(t->block[ROLE_OPERATIVE].align, ALIGN_JUSTIFY);
    assert_int_equal(t->block[ROLE_TITLE].align, ALIGN_START);
    assert_int_equal(t->block[ROLE_CLOSING].align, ALIGN_END);
    assert_true(t->block[ROLE_CLOSING].text->italic);
    assert_true(t->block[ROLE_HEADING_1].keep_next);
    assert_int_equal(t->block[ROLE_TITLE].outline, 1);
    assert_int_equal(t->mark[MARK_LEAD].italic, 1);
    assert_int_equal(t->mark[MARK_LEAD].bold, -1);
    assert_int_equal(t->mark[MARK_CALL].size, 650);
    assert_int_equal(t->mark[MARK_CALL].rise, 350);
    assert_int_equal(t->mark[MARK_LINK].colour, 0x0000FF);
    assert_int_equal(t->mark[MARK_STRONG].colour, -1);
}

static void each_language_has_its_own_look(void **state)
{
    struct bench *place = *state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const struct template_ *t = load(place, "un-ga", (enum lang)lang);
        says(place, "");
        assert_non_null(t);
        assert_int_equal(t->mirrored, lang == LANG_AR);
        assert_int_equal(t->mark[MARK_LEAD].bold, lang == LANG_ZH || lang == LANG_AR ? 1 : -1);
        assert_int_equal(t->mark[MARK_LEAD].italic, lang != LANG_ZH);
        for (int role = 0; role < ROLE_COUNT; role++) {
            assert_non_null(t->block[role].text);
            assert_string_equal(t->block[role].name, role_name((enum role)role));
            if (lang == LANG_ZH || lang == LANG_AR)
                assert_int_equal(t->block[role].text->tracking, 0);
            assert_true(t->block[role].leading >= t->block[role].text->size);
        }
    }
    near_point(cell_of(load(place, "un-ga", LANG_RU), PAGE_FIRST, "publisher")->x, 67.3);
    near_point(load(place, "un-ga", LANG_ZH)->block[ROLE_ITEM_2].text->size, 10.5);
    assert_true(load(place, "un-ga", LANG_AR)->block[ROLE_OPERATIVE].text->shear != 0);
}

/* --- values and inheritance ------------------------------------------------------------------- */

static void units_are_understood(void **state)
{
    struct bench *place = *state;
    const struct template_ *t = load_over(place,
        "notes: {rule-x: 1 in, rule-width: 25.4 mm, rule-thickness: 1 pt, rule-above: 1 cm, gap: 0.0001, between: +2.5pt}\n"
        "styles: {text: {size: 20, tracking: 1 %, tracking-stretch: 0.02 em, scale: 1.25, shear: -20 %, colour: \"#0a0B0c\"}}\n"
        "blocks: {paragraph: {leading: 120 %}}\n", LANG_EN);
    says(place, "");
    assert_int_equal(t->note.rule_x, 72 * UNIT_PT);
    assert_int_equal(t->note.rule_width, 72 * UNIT_PT);
    assert_int_equal(t->note.rule_thickness, UNIT_PT);
    assert_int_equal(t->note.rule_above, unit_muldiv(UNIT_PT, 7200, 254));
    assert_int_equal(t->note.gap, 7);
    assert_int_equal(t->note.between, points(250));
    const struct style *text = t->block[ROLE_PARAGRAPH].text;
    assert_int_equal(text->tracking, unit_muldiv(UNIT_PT, 2, 10));
    assert_int_equal(text->tracking_stretch, unit_muldiv(UNIT_PT, 4, 10));
    assert_int_equal(text->scale, 1250);
    assert_int_equal(text->shear, -200);
    assert_int_equal(text->colour, 0x0A0B0C);
    assert_int_equal(t->block[ROLE_PARAGRAPH].leading, 24 * UNIT_PT);
    assert_int_equal(t->block[ROLE_OPERATIVE].leading, 24 * UNIT_PT);
}

static void labels_take_the_form_of_the_template(void **state)
{
    struct bench *place = *state;
    static const struct { const char *form; int number; const char *label; } rows[] = {{"{1}.", 12, "12."}, {"({a})", 28, "(bb)"},
        {"{A}", 3, "C"}, {"{i})", 4, "iv)"}, {"§ {I}", 9, "§ IX"}, {"第{一}条", 21, "第二十一条"}, {"{I}", 5000, "5000"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out, place->arena);
        assert_true(label_good(rows[i].form));
        label_put(rows[i].form, rows[i].number, &out);
        assert_string_equal(out.at, rows[i].label);
    }
    static const char *const bad[] = {"", "1.", "{b}", "{1", "1}", "{1}{a}", "{1}}", "{}", "(((((((((((((((((((((((((((((((({1}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(label_good(bad[i]));
    write_file(place, "numbered", "template.yaml",
        "extends: un-ga\nnumbering: {operative: \"{I}.\", item-1: none}\nlanguages: {fr: {numbering: {item-1: \"{1}°\"}}}\n");
    const struct template_ *t = load(place, "numbered", LANG_EN);
    assert_string_equal(t->numbering[0], "{I}.");
    assert_null(t->numbering[1]);
    assert_null(t->numbering[2]);
    assert_string_equal(load(place, "numbered", LANG_FR)->numbering[1], "{1}°");
    says(place, "");
}

static void heirs_say_only_what_differs(void **state)
{
    struct bench *place = *state;
    write_file(place, "base", "template.yaml", "extends: un-ga\ntitle: Base\nblocks: {paragraph: {after: 8}}\n");
    write_file(place, "base", "en.yaml", "publisher: Base\nsession: {ga: Base}\n");
    write_file(place, "heir", "template.yaml",
        "extends: base\n"
        "styles: {grand: {is: adoption, size: 20}}\n"
        "blocks: {quote: {is: item-4, style: grand}}\n"
        "pages: {first: {emblem: none, pictures: none, cells: {job: none, mine: {text: x, style: text, x: 1, baseline: 2}}}}\n"
        "languages: {zh: {blocks: {paragraph: {after: 3}}}}\n");
    const struct template_ *t = load(place, "heir", LANG_EN);
    says(place, "");
    assert_string_equal(t->name, "heir");
    assert_string_equal(t->title, "Base");
    near_point(t->block[ROLE_OPERATIVE].after, 8);
    near_point(t->block[ROLE_QUOTE].start, 118.8);
    near_point(t->block[ROLE_QUOTE].text->size, 20);
    assert_true(t->block[ROLE_QUOTE].text->bold);
    assert_int_equal(t->page[PAGE_FIRST].pictures.n, 0);
    const struct page_plan *plan = &t->page[PAGE_FIRST];
    assert_string_equal(plan->cells.at[plan->cells.n - 1].name, "mine");
    for (size_t i = 0; i < plan->cells.n; i++)
        assert_string_not_equal(plan->cells.at[i].name, "job");
    near_point(load(place, "heir", LANG_ZH)->block[ROLE_PREAMBULAR].after, 3);
    near_point(load(place, "heir", LANG_ZH)->block[ROLE_PREAMBULAR].leading, 16);
}

/* --- messages --------------------------------------------------------------------------------- */

static void every_mistake_is_named_at_once(void **state)
{
    struct bench *place = *state;
    const struct template_ *t = load_over(place,
        "pagse: {width: 600}\n"
        "page: {width: wide, height: 800, depth: 3}\n"
        "column: {width: 300}\n"
        "lines: {widow: 2.5}\n"
        "fonts: [text, [a]]\nsymbols: [{}]\n"
        "styles:\n"
        "  text: {size: 0, colour: red, font: kai, bold: maybe, trackign: 1}\n"
        "  other: {is: txet}\n"
        "blocks:\n"
        "  paragraph: {align: left, leading: 1e3, style: titel}\n"
        "  operativ: {first: 3}\n"
        "  quote: {start: 200, end: 200}\n"
        "marks: {led: {bold: yes}}\n"
        "pages:\n"
        "  first: {bottom: 100, cells: {organ: {text: \"{orgen}\"}, more: 3}}\n"
        "  last: {top: 3}\n"
        "notes: [1]\n"
        "languages: {de: {}, en: {column: {start: 5 em}}}\n", LANG_EN);
    assert_null(t);
    report_sort(place->report);
    says(place,
        "template.yaml:2:1: unknown key `pagse`; did you mean `page`?\n"
        "template.yaml:3:15: `wide` is not a value of `width`; write a length from 72 to 3000 pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in\n"
        "template.yaml:3:34: unknown key `depth`\n"
        "template.yaml:5:16: `2.5` is not a value of `widow`; write a whole number from 1 to 9\n"
        "template.yaml:6:15: `[list]` is not a value of `fonts`; write at most eight names of roles in the font list\n"
        "template.yaml:7:11: `key: value` is not a value of `symbols`; write patterns such as \"A/RES/*\"\n"
        "template.yaml:9:16: `0` is not a value of `size`; write a length from 1 to 400 pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in, 1.2 em or 120 %\n"
        "template.yaml:9:27: `red` is not a value of `colour`; write a colour as in \"#0000FF\", or black\n"
        "template.yaml:9:38: `kai` is not a value of `font`; write a name that is listed under `fonts`\n"
        "template.yaml:9:49: `maybe` is not a value of `bold`; write yes or no\n"
        "template.yaml:9:56: unknown key `trackign`; did you mean `tracking`?\n"
        "template.yaml:10:15: `txet` is not a value of `is`; write the name of another entry here, such as text\n"
        "template.yaml:12:22: `left` is not a value of `align`; write justify, start, end or centre\n"
        "template.yaml:12:37: `1e3` is not a value of `leading`; write a length from 1 to 800 pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in, 1.2 em or 120 %\n"
        "template.yaml:12:49: `titel` is not a value of `style`; write title\n"
        "template.yaml:13:3: unknown key `operativ`; did you mean `operative`?\n"
        "template.yaml:14:28: `200` is not a value of `end`; write an indent that leaves room for text in the column\n"
        "template.yaml:15:9: unknown key `led`; did you mean `lead`?\n"
        "template.yaml:17:19: `100` is not a value of `bottom`; write a baseline on the page and at least 36 pt below `top`\n"
        "template.yaml:17:46: `{orgen}` is not a value of `text`; write a field of the document in braces, such as {title}, {issued:date} or {session:ordinal}\n"
        "template.yaml:17:64: `3` is not a value of `more`; write a list of `key: value` lines\n"
        "template.yaml:18:3: unknown key `last`\n"
        "template.yaml:19:8: `[list]` is not a value of `notes`; write a list of `key: value` lines\n"
        "template.yaml:20:13: unknown key `de`\n"
        "template.yaml:20:42: `5 em` is not a value of `start`; write a length from 0 to 3000 pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in\n");
}

static void what_is_missing_is_named(void **state)
{
    struct bench *place = *state;
    write_file(place, "bare", "template.yaml", "title: Bare\n");
    assert_null(load(place, "bare", LANG_FR));
    says(place,
        "template.yaml:1:1: `fr.yaml` is not given\n"
        "template.yaml:1:1: `page: width` is not given\n"
        "template.yaml:1:1: `page: height` is not given\n"
        "template.yaml:1:1: `column: width` is not given\n"
        "template.yaml:1:1: `fonts` is not given\n"
        "template.yaml:1:1: `styles` is not given\n"
        "template.yaml:1:1: `blocks: paragraph` is not given\n"
        "template.yaml:1:1: `pages: first` is not given\n"
        "template.yaml:1:1: `pages: even` is not given\n"
        "template.yaml:1:1: `pages: odd` is not given\n");
    write_file(place, "bare", "fr.yaml", "publisher: x\n");
    assert_null(load_over(place, "pages: {first: none}\nfonts: none\ncolumn: {width: bad}\n", LANG_FR));
    says(place,
        "template.yaml:4:17: `bad` is not a value of `width`; write a length from 36 to 3000 pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in\n"
        "template.yaml:1:1: `fonts` is not given\n"
        "template.yaml:1:1: `pages: first` is not given\n");
}

static void what_does_not_fit_together_is_named(void **state)
{
    struct bench *place = *state;
    assert_null(load_over(place, "column: {width: 999}\nblocks: {paragraph: {first: 1000}, title: {start: -900, first: 995}}\n", LANG_EN));
    says(place,
        "template.yaml:2:17: `999` is not a value of `width`; write a column that ends on the page\n"
        "template.yaml:3:29: `1000` is not a value of `first`; write an indent that leaves room for text in the column\n");
}

static void wordings_are_checked(void **state)
{
    struct bench *place = *state;
    write_file(place, "x", "en.yaml",
        "publischer: x\n"
        "session: {genral: x, ga: \"{sesion:ordinal}\"}\n"
        "issued: \"{issued:ordinal}\"\n"
        "adopted: \"{adopted:date@de} and {unclosed\"\n"
        "committee: {7: Seventh}\n"
        "letter: [E]\n");
    assert_null(load_over(place, "", LANG_EN));
    static const char fields[] = "write a field of the document in braces, such as {title}, {issued:date} or {session:ordinal}";
    report_sort(place->report);
    says(place, arena_printf(place->arena,
        "en.yaml:1:1: unknown key `publischer`; did you mean `publisher`?\n"
        "en.yaml:2:11: unknown key `genral`; did you mean `general`?\n"
        "en.yaml:2:26: `{sesion:ordinal}` is not a value of `session`; %s\n"
        "en.yaml:3:9: `{issued:ordinal}` is not a value of `issued`; %s\n"
        "en.yaml:4:10: `{adopted:date@de}` is not a value of `adopted`; %s\n"
        "en.yaml:5:13: unknown key `7`\n"
        "en.yaml:6:9: `[list]` is not a value of `letter`; write a pattern on one line\n",
        fields, fields, fields));
}

static void loops_of_inheritance_end(void **state)
{
    struct bench *place = *state;
    assert_null(load_over(place, "styles: {a: {is: b}, b: {is: a}, c: {is: c}}\n", LANG_EN));
    says(place,
        "template.yaml:2:18: `b` is not a value of `is`; write a parent that is not its own heir\n"
        "template.yaml:2:30: `a` is not a value of `is`; write a parent that is not its own heir\n"
        "template.yaml:2:42: `c` is not a value of `is`; write a parent that is not its own heir\n");
    write_file(place, "one", "template.yaml", "extends: two\n");
    write_file(place, "two", "template.yaml", "extends: one\n");
    assert_null(load(place, "one", LANG_EN));
    says(place, "template.yaml:1:10: `one` is not a value of `extends`; write a template that is not its own heir\n");
    write_file(place, "one", "template.yaml", "extends: three\n");
    assert_null(load(place, "one", LANG_EN));
    says(place, "template.yaml:1:10: `three` is not a value of `extends`; write the name of another template\n");
}

static void unknown_templates_are_named(void **state)
{
    struct bench *place = *state;
    assert_null(load(place, "un-gaa", LANG_EN));
    says(place, ": no template `un-gaa`; `hexapla template list` shows them; did you mean `un-ga`?\n");
    static const char *const names[] = {"../un-ga", "un-ga/../un-ga", "", ".", "..", "/etc", "un ga", "\xC3\xA9"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        place->report->list.n = 0;
        assert_null(load(place, names[i], LANG_EN));
        assert_int_equal(place->report->list.at[0].id, DIAG_TEMPLATE_UNKNOWN);
    }
}

static void checking_says_each_thing_once(void **state)
{
    struct bench *place = *state;
    write_file(place, "x", "template.yaml",
        "extends: un-ga\nblocks: {paragraph: {leading: low}}\nlanguages: {ru: {bloks: {}}, ar: {notes: {gap: x}}}\n");
    template_check(place->arena, &place->path, "x", place->report);
    report_sort(place->report);
    assert_int_equal(place->report->list.n, 3);
    template_check(place->arena, &place->path, "no", place->report);
    assert_int_equal(place->report->list.n, 4);
    place->report->list.n = 0;
    template_check(place->arena, &place->path, "un-ga", place->report);
    says(place, "");
}

/* --- files that mean harm --------------------------------------------------------------------- */

static void harmful_yaml_is_refused(void **state)
{
    static const struct row {
        const char *text, *message;
    } rows[] = {
        {"a: &x [1]\nb: *x\n", "template.yaml:1:4: anchors and tags are not allowed here\n"},
        {"a: *x\n", "template.yaml:1:4: aliases are not allowed here\n"},
        {"a: !!str x\n", "template.yaml:1:4: anchors and tags are not allowed here\n"},
        {"a: 1\n---\nb: 2\n", "template.yaml:2:1: a second document is not allowed here\n"},
        {"a: 1\na: 2\n", "template.yaml:2:1: key `a` is given twice\n"},
        {"[a, b]\n", "template.yaml:1:1: the file must be a list of `key: value` lines\n"},
        {"", "template.yaml:1:1: the file is empty\n"},
        {"# nothing\n", "template.yaml:1:1: the file is empty\n"},
        {"? [a]\n: b\n", "template.yaml:1:3: a key must be a word\n"},
        {"a: \"x\\0y\"\n", "template.yaml:1:4: a value holds a zero byte\n"},
        {"a: {b\n", "template.yaml:2:1: not YAML: did not find expected ',' or '}'\n"},
        {"a: [1\n", "template.yaml:2:1: not YAML: did not find expected ',' or ']'\n"},
        {"\xC3\xA9\xC3\xA9: 1\n\tb: 2\n", "template.yaml:2:1: not YAML: found a tab character that violates indentation\n"},
    };
    struct bench *place = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_file(place, "x", "template.yaml", rows[i].text);
        assert_null(load(place, "x", LANG_EN));
        says(place, rows[i].message);
    }
}

static void deep_wide_and_long_files_are_refused(void **state)
{
    struct bench *place = *state;
    struct buf text;
    buf_init(&text, place->arena);
    buf_text(&text, "a: ");
    for (int i = 0; i < 20000; i++)
        buf_char(&text, '[');
    write_bytes(place, "x", "template.yaml", text.at, text.n);
    assert_null(load(place, "x", LANG_EN));
    says(place, "template.yaml:1:19: nested deeper than 16 levels\n");

    text.n = 0;
    for (int i = 0; i < 300; i++)
        buf_printf(&text, "k%d: 1\n", i);
    write_bytes(place, "x", "template.yaml", text.at, text.n);
    assert_null(load(place, "x", LANG_EN));
    says(place, "template.yaml:257:7: more than 256 entries in one place\n");

    text.n = 0;
    while (text.n <= 256 * 1024)
        buf_text(&text, "# a comment as any other\n");
    write_bytes(place, "x", "template.yaml", text.at, text.n);
    assert_null(load(place, "x", LANG_EN));
    assert_int_equal(place->report->list.at[0].id, DIAG_FILE_LARGE);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    struct bench *place = *state;
    write_bytes(place, "x", "template.yaml", "a: \xFF\xFE\n", 6);
    assert_null(load(place, "x", LANG_EN));
    assert_int_equal(place->report->list.at[0].id, DIAG_TEMPLATE_UTF8);
    place->report->list.n = 0;
    write_bytes(place, "x", "template.yaml", "a: \0\1\2\n", 7);
    assert_null(load(place, "x", LANG_EN));
    says(place, "template.yaml:1:4: not YAML: control characters are not allowed\n");
    uint32_t random = 7;
    for (int i = 0; i < 200; i++) {
        char bytes[256];
        for (size_t k = 0; k < sizeof bytes; k++)
            bytes[k] = "a: {}[],&*!|>'\"%@`#-\n ?x\t-::\n\n"[((random = random * 1664525u + 1013904223u) >> 8) % 31];
        write_bytes(place, "x", "template.yaml", bytes, sizeof bytes);
        assert_null(load(place, "x", LANG_EN));
    }
}

static void absurd_numbers_are_refused(void **state)
{
    static const char *const values[] = {"999999999999999999999999", "-99999", "32768", "1.23456789", "1e300", "0x10",
        ".", "-", "1..2", "1 furlong", "nan", "\"\"", "99999.9999 in", "99999 %", "{}", "[]", "~"};
    struct bench *place = *state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char *yaml = arena_printf(place->arena, "blocks: {paragraph: {leading: %s}}\n", values[i]);
        assert_null(load_over(place, yaml, LANG_EN));
        assert_int_equal(place->report->list.n, 1);
        assert_int_equal(place->report->list.at[0].id, DIAG_TEMPLATE_VALUE);
        place->report->list.n = 0;
    }
}

/* Memory runs out at the n-th allocation: the load is given up, nothing leaks (sanitizers watch). */
static bool loads_with_memory(struct bench *place, size_t n)
{
    struct arena *arena = arena_new();
    jmp_buf frame;
    bool loaded = false;
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        arena_fail_at(arena, n);
        loaded = template_load(arena, &place->path, "un-ga", LANG_AR, report_new(arena)) != NULL;
    }
    arena_free(arena);
    return loaded;
}

static void memory_may_run_out_anywhere(void **state)
{
    size_t n = 1, failed = 0;
    while (!loads_with_memory(*state, n)) {
        n += n / 16 + 1;
        failed++;
    }
    assert_true(failed > 50);
}

/* --- finding ---------------------------------------------------------------------------------- */

static void templates_are_listed_once_by_name(void **state)
{
    struct bench *place = *state;
    write_file(place, "zz", "template.yaml", "title: Last\n");
    write_file(place, "un-ga", "template.yaml", "title: Mine\n");
    write_file(place, "aa", "notes.txt", "no template\n");
    struct template_entry *entries;
    size_t n = template_list(place->arena, &place->path, &entries, place->report);
    says(place, "");
    assert_true(n >= 2);
    assert_string_equal(entries[n - 1].name, "zz");
    assert_string_equal(entries[n - 1].title, "Last");
    size_t own = 0;
    for (size_t i = 0; i < n; i++) {
        assert_string_not_equal(entries[i].name, "aa");
        if (strcmp(entries[i].name, "un-ga") == 0) {
            assert_string_equal(entries[i].title, "Mine");
            own++;
        }
    }
    assert_int_equal(own, 1);
}

static void symbols_choose_templates(void **state)
{
    struct bench *place = *state;
    write_file(place, "geneva", "template.yaml", "symbols: [\"A/HRC/*\", \"*/RES/*/special\"]\n");
    static const char *const rows[][2] = {
        {"A/RES/71/28", "un-ga"}, {"A/HRC/RES/57/1", "geneva"}, {"A/HRC", "un-ga"}, {"", "un-ga"},
        {"X/RES/1/special", "geneva"}, {"Q/1", "un-ga"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(template_for_symbol(template_patterns(place->arena, &place->path), rows[i][0]), rows[i][1]);
}

/* However the key is written. */
static void symbols_are_found_in_every_form(void **state)
{
    static const char *const files[] = {
        "# symbols: [wrong]\ntitle: |\n  a\n  symbols: [wrong]\nsymbols: [\"A/X/*\"]\nother: 1\n",
        "symbols:\n- \"A/X/*\"\n\n# a comment\n- B\nother: 1\n", "symbols :\r\n  - A/X/*\r\n", "{title: a, symbols: [A/X/*]}\n",
        "title: a\n\"symbols\": [A/X/*]\n", "title: a\n? symbols\n: [A/X/*]\n", "---\nsymbols: [\n\"A/X/*\"\n]\n", "symbols: [\n  A/X/*\n]",
    };
    struct bench *place = *state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        write_file(place, "geneva", "template.yaml", files[i]);
        assert_string_equal(template_for_symbol(template_patterns(place->arena, &place->path), "A/X/1"), "geneva");
    }
    static const char *const none[] = {"", "title: a\n", "symbol: [A/X/*]\n", "symbols", "symbols: [A/X/*\n", "symbolsx: [A/X/*]\n"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        write_file(place, "geneva", "template.yaml", none[i]);
        assert_string_equal(template_for_symbol(template_patterns(place->arena, &place->path), "A/X/1"), "un-ga");
    }
}

/* Every template that is shipped loads in every language and has the documents it is for. */
static void templates_of_organs_are_asked_for(void **state)
{
    static const char *const shipped[][2] = {
        {"A/RES/71/28", "un-ga"}, {"A/71/49", "un-ga"}, {"S/RES/2231 (2015)", "un-sc"}, {"A/HRC/RES/57/1", "un-hrc"},
        {"A/HRC/57/L.3", "un-hrc"}, {"A/HRC/DEC/57/101", "un-hrc"}, {"E/RES/2014/36", "un-ecosoc"}, {"E/2014/L.21", "un-draft"},
        {"A/C.3/81/L.47", "un-draft"}, {"A/71/L.3/Rev.1", "un-draft"}, {"A/DEC/81/537", "un-decision"}, {NULL, "mun"}, {NULL, "plain"},
    };
    struct bench *place = *state;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        if (shipped[i][0])
            assert_string_equal(template_for_symbol(template_patterns(place->arena, &place->path), shipped[i][0]), shipped[i][1]);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            assert_non_null(template_load(place->arena, &place->path, shipped[i][1], (enum lang)lang, place->report));
    }
    says(place, "");
}

static void words_may_be_divided_by_the_template(void **state)
{
    struct bench *place = *state;
    const char *yaml = "hyphenation: [re-cord]\nlanguages: {fr: {hyphenation: [lampe, pha-re]}}\n";
    const struct hyphen_list *list = &load_over(place, yaml, LANG_EN)->hyphenation;
    says(place, "");
    assert_int_equal(list->n, 1);
    assert_int_equal(list->at[0].n, 6);
    assert_int_equal(list->at[0].points, 1 << 2);
    assert_int_equal(load_over(place, yaml, LANG_FR)->hyphenation.n, 2);
    assert_int_equal(load(place, "un-ga", LANG_FR)->hyphenation.n, 0);
    says(place, "");
    load_over(place, "hyphenation: [\"a b\", {x: y}]\n", LANG_EN);
    says(place, "template.yaml:2:15: `a b` is not a value of `hyphenation`; write words of letters, with a hyphen where each may be divided: re-cord\n"
        "template.yaml:2:22: `key: value` is not a value of `hyphenation`; write words of letters, with a hyphen where each may be divided: re-cord\n");
}

static void marks_may_have_a_font(void **state)
{
    struct bench *place = *state;
    const struct template_ *t = load_over(place,
        "fonts: [text, hei, kai]\nstyles: {quiet: {font: kai}}\nlanguages: {zh: {marks: {lead: {font: hei, bold: no}}}}\n", LANG_ZH);
    says(place, "");
    assert_string_equal(t->fonts[t->mark[MARK_LEAD].font], "hei");
    assert_int_equal(t->mark[MARK_STRONG].font, -1);
    assert_string_equal(t->fonts[t->block[ROLE_PROVENANCE].text->font], "kai");
    assert_int_equal(load(place, "x", LANG_EN)->mark[MARK_LEAD].font, -1);
    load_over(place, "marks: {lead: {font: song}}\n", LANG_ZH);
    says(place, "template.yaml:2:22: `song` is not a value of `font`; write a name that is listed under `fonts`\n");
}

#define WITH_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PLACE(first_page_is_as_measured),
        WITH_PLACE(later_pages_are_as_measured),
        WITH_PLACE(flow_of_the_first_page_is_as_measured),
        WITH_PLACE(indents_are_as_measured),
        WITH_PLACE(looks_are_those_of_the_house_style),
        WITH_PLACE(each_language_has_its_own_look),
        WITH_PLACE(units_are_understood),
        WITH_PLACE(labels_take_the_form_of_the_template),
        WITH_PLACE(heirs_say_only_what_differs),
        WITH_PLACE(every_mistake_is_named_at_once),
        WITH_PLACE(what_is_missing_is_named),
        WITH_PLACE(what_does_not_fit_together_is_named),
        WITH_PLACE(wordings_are_checked),
        WITH_PLACE(loops_of_inheritance_end),
        WITH_PLACE(unknown_templates_are_named),
        WITH_PLACE(checking_says_each_thing_once),
        WITH_PLACE(harmful_yaml_is_refused),
        WITH_PLACE(deep_wide_and_long_files_are_refused),
        WITH_PLACE(bytes_that_are_no_text_are_refused),
        WITH_PLACE(absurd_numbers_are_refused),
        WITH_PLACE(memory_may_run_out_anywhere),
        WITH_PLACE(templates_of_organs_are_asked_for),
        WITH_PLACE(words_may_be_divided_by_the_template),
        WITH_PLACE(marks_may_have_a_font),
        WITH_PLACE(templates_are_listed_once_by_name),
        WITH_PLACE(symbols_choose_templates),
        WITH_PLACE(symbols_are_found_in_every_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
