#include "test.h"

#include <stdio.h>
#include <time.h>

#include "reading/read.h"
#include "tree.h"
#include "writing/text_out.h"

struct parsed {
    struct arena *arena;
    struct doc *doc; /* NULL when there is nothing to set */
    struct report *report;
    const char *tree, *source; /* the document as one line; as hexapla source */
};

static struct parsed read_bytes(const char *text, size_t n, const struct read_options *options)
{
    struct parsed p = {.arena = arena_new(), .tree = "", .source = ""};
    p.report = report_new(p.arena);
    char *bytes = arena_copy(p.arena, text, n);
    p.doc = read_document(p.arena, source_new(p.arena, "test", bytes, n), options, p.report);
    if (!p.doc)
        return p;
    struct buf tree, source;
    buf_init(&tree, p.arena);
    buf_init(&source, p.arena);
    tree_write(p.doc->root, &tree);
    for (size_t i = 0; i < p.doc->notes.n; i++) {
        buf_printf(&tree, " {%d", p.doc->notes.at[i]->number);
        tree_write(p.doc->notes.at[i]->body, &tree);
        buf_char(&tree, '}');
    }
    text_out(p.doc, &source);
    p.tree = tree.at;
    p.source = source.at;
    return p;
}

static struct parsed read_text(const char *text)
{
    return read_bytes(text, strlen(text), &(struct read_options){.language = LANG_NONE});
}

static const char front_en[] = "---\nsymbol: A/RES/71/28\nlanguage: en\n---\n";

/* Reads the text behind an English front block. */
static struct parsed read_body(const char *body)
{
    char text[8192];
    int n = snprintf(text, sizeof text, "%s%s", front_en, body);
    assert_true(n > 0 && (size_t)n < sizeof text);
    return read_text(text);
}

static size_t count(const struct report *report, enum diag_id id)
{
    size_t n = 0;
    for (size_t i = 0; i < report->list.n; i++)
        n += report->list.at[i].id == id;
    return n;
}

static const struct diag *finding(const struct report *report, enum diag_id id)
{
    for (size_t i = 0; i < report->list.n; i++)
        if (report->list.at[i].id == id)
            return &report->list.at[i];
    return NULL;
}

static void expect_round_trip(const struct parsed *p)
{
    struct parsed again = read_text(p->source);
    assert_string_equal(again.tree, p->tree);
    assert_string_equal(again.source, p->source);
    arena_free(again.arena);
}

static void expect_in(const char *body, const char *tree, size_t findings)
{
    struct parsed p = read_body(body);
    assert_string_equal(p.tree, tree);
    assert_int_equal(p.report->list.n, findings);
    expect_round_trip(&p);
    arena_free(p.arena);
}

static void expect(const char *body, const char *tree)
{
    expect_in(body, tree, 0);
}

/* ---- front block ---- */

static void test_front(void **state)
{
    (void)state;
    struct parsed p = read_text("\xEF\xBB\xBF---\r\nsymbol: A/RES/71/28   # a comment\r\nlanguage: en\r\n# all comment\r\n"
                                "title: \"A # title \\\"x\\\"\"  # why\r\nreport: A/71/445,\r\n    A/71/446\r\n"
                                "no-committee\r\n---\r\nText.\r\n");
    assert_int_equal(p.report->list.n, 0);
    assert_string_equal(p.doc->fields.at[FIELD_TITLE].text, "A # title \"x\"");
    assert_string_equal(p.doc->fields.at[FIELD_REPORT].text, "A/71/445, A/71/446");
    assert_string_equal(p.doc->fields.at[FIELD_NO_COMMITTEE].text, "yes");
    assert_string_equal(p.doc->fields.at[FIELD_SYMBOL].text, "A/RES/71/28");
    assert_int_equal(p.doc->organ, ORGAN_GA);
    assert_non_null(strstr(p.source, "title: \"A # title \\\"x\\\"\"\n"));
    expect_round_trip(&p);
    arena_free(p.arena);
}

static void expect_front_finding(const char *line, enum diag_id id, size_t column, size_t width)
{
    char text[512];
    snprintf(text, sizeof text, "---\nsymbol: A/RES/71/28\nlanguage: en\n%s\n---\nText.\n", line);
    struct parsed p = read_text(text);
    const struct diag *diag = finding(p.report, id);
    assert_non_null(diag);
    assert_int_equal(p.report->list.n, 1);
    struct place place = source_place(diag->source, diag->span.start);
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, column);
    assert_int_equal(diag->span.end - diag->span.start, width);
    arena_free(p.arena);
}

static void test_front_findings(void **state)
{
    (void)state;
    expect_front_finding("tilte: x", DIAG_FIELD_UNKNOWN, 1, 5);
    expect_front_finding("issued: 2016-13-09 # no", DIAG_FIELD_DATE, 9, 10);
    expect_front_finding("session: first", DIAG_FIELD_NUMBER, 10, 5);
    expect_front_finding("original: German", DIAG_FIELD_LANGUAGE, 11, 6);
    expect_front_finding("title:", DIAG_FIELD_EMPTY, 1, 5);
    expect_front_finding("symbol: A/RES/71/29", DIAG_FIELD_TWICE, 1, 6);
    expect_front_finding("just words", DIAG_FRONT_LINE, 1, 10);
    struct parsed p = read_text("---\nlanguage: en\nsymbol: A/RES/1/1\n\nText.\n");
    assert_int_equal(p.report->list.n, 1);
    assert_int_equal(p.report->list.at[0].id, DIAG_FRONT_OPEN);
    assert_string_equal(p.tree, "(document (paragraph \"Text.\"))");
    arena_free(p.arena);
}

static void test_set(void **state)
{
    (void)state;
    const char *const set[] = {"symbol=A/RES/1/2", "nmuber=3", "title=T"};
    struct read_options options = {.language = LANG_FR, .set = set, .set_count = 3};
    struct parsed p = read_bytes(front_en, strlen(front_en), &options);
    assert_null(p.doc); /* no text */
    arena_free(p.arena);
    p = read_bytes("---\ntitle: X\n---\nTexte.", 24, &options);
    assert_string_equal(p.doc->fields.at[FIELD_TITLE].text, "T");
    assert_int_equal(p.doc->fields.symbol.number, 2);
    assert_int_equal(p.doc->language, LANG_FR);
    assert_int_equal(count(p.report, DIAG_FIELD_UNKNOWN), 1);
    arena_free(p.arena);
}

/* ---- bytes ---- */

static void test_bad_bytes(void **state)
{
    (void)state;
    struct read_options options = {.language = LANG_NONE};
    struct parsed p = read_bytes("---\nlanguage: en\n---\na\xFF b\xC3", 27, &options);
    assert_null(p.doc);
    assert_int_equal(count(p.report, DIAG_FILE_UTF8), 2);
    assert_int_equal(p.report->list.at[0].span.start, 22);
    arena_free(p.arena);
    p = read_bytes("---\nlanguage: en\n---\na\x01\0b", 25, &options);
    assert_int_equal(count(p.report, DIAG_FILE_CONTROL), 2);
    arena_free(p.arena);
    p = read_text("\xEF\xBB\xBF \r\n\t\f");
    assert_null(p.doc);
    assert_int_equal(count(p.report, DIAG_FILE_EMPTY), 1);
    arena_free(p.arena);
    p = read_text("---\nsymbol: A/RES/1/1\n---\n123 456\n");
    assert_null(p.doc);
    assert_int_equal(count(p.report, DIAG_LANGUAGE_UNKNOWN), 1);
    arena_free(p.arena);
}

/* ---- blocks ---- */

static void test_paragraphs(void **state)
{
    (void)state;
    expect("The General Assembly,\n\nRecalling that\nall is well,\n\n1. Decides to act;\n\n2. Requests all\nto come.\n",
        "(document (opening (lead? \"The General Assembly\") \",\")"
        " (preambular (lead? \"Recalling\") \" that all is well,\")"
        " (operative 1. (lead? \"Decides\") \" to act;\") (operative 2. (lead? \"Requests\") \" all to come.\"))");
}

static void test_items(void **state)
{
    (void)state;
    expect("1. Decides:\n   (a) One:\n      (i) Deep;\n      (ii) Deeper;\n   (b) Two;\n\n   and so on.\n2. Requests x.\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (item (a) \"One:\" (item (i) \"Deep;\") (item (ii) \"Deeper;\"))"
        " (item (b) \"Two;\") (paragraph \"and so on.\")) (operative 2. (lead? \"Requests\") \" x.\"))");
    expect("1. Decides:\n\n   - one\n   - two\n\n     more\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (item – \"one\") (item – \"two\" (paragraph \"more\"))))");
    expect("Recalling:\n\n(a) One;\n(b) Two,\n",
        "(document (paragraph \"Recalling:\" (item (a) \"One;\") (item (b) \"Two,\")))");
}

static void test_items_of_equal_indentation(void **state)
{
    (void)state;
    expect("1. Decides:\n\na) One:\n\ni) Deep;\n\nii) Deeper;\n\nb) Two.\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (item (a) \"One:\" (item (i) \"Deep;\") (item (ii) \"Deeper;\"))"
        " (item (b) \"Two.\")))");
}

static void test_styles_of_one_indentation(void **state)
{
    (void)state;
    expect("1. Decides:\n\n   - x\n\n   - y\n\n   (a) z;\n\n   (b) w.\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (item – \"x\") (item – \"y\") (item (a) \"z;\") (item (b) \"w.\")))");
    expect("1. Decides:\n\n(a) x:\n\n- y\n\n(b) z.\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (item (a) \"x:\" (item – \"y\")) (item (b) \"z.\")))");
}

static void test_ambiguous_i(void **state)
{
    (void)state;
    struct parsed p = read_body("1. Decides:\n (a) a;\n (b) b;\n (c) c;\n (d) d;\n (e) e;\n (f) f;\n (g) g;\n (h) h;\n"
                                " (i) i;\n (j) j.\n");
    assert_int_equal(p.report->list.n, 0);
    assert_non_null(strstr(p.tree, "(item (h) \"h;\") (item (i) \"i;\") (item (j) \"j.\")"));
    arena_free(p.arena);
}

static void test_labels_of_all_languages(void **state)
{
    (void)state;
    struct parsed p = read_text("---\nsymbol: A/RES/71/28\nlanguage: ar\n---\nإن الجمعية العامة،\n\n1- تقرر ما يلي:\n\n"
                                "   (أ) واحد:\n\n      ’1‘ اثنان؛\n\n   (ب) ثلاثة؛\n\n2. تطلب.\n");
    assert_int_equal(p.report->list.n, 0);
    assert_non_null(strstr(p.tree, "(operative 1 - (lead? \"تقرر"));
    assert_non_null(strstr(p.tree, "(item (أ) \"واحد:\" (item ’1‘ \"اثنان؛\"))"));
    assert_non_null(strstr(p.tree, "(operative 2 - "));
    expect_round_trip(&p);
    arena_free(p.arena);
    p = read_text("---\nsymbol: A/RES/71/28\nlanguage: zh\n---\n大会，\n\n回顾其决议，\n\n1.决定：\n\n   (a)一：\n\n      ㈠ 二；\n\n"
                  "      ㈡ 三。\n");
    assert_int_equal(p.report->list.n, 0);
    assert_non_null(strstr(p.tree, "(operative 1. (lead? \"决定\") \"：\" (item (a) \"一：\" (item ㈠ \"二；\") (item ㈡ \"三。\")))"));
    expect_round_trip(&p);
    arena_free(p.arena);
}

/* As many type it: "1)" is a paragraph where no list can stand. */
static void test_bare_numbers(void **state)
{
    (void)state;
    expect("The General Assembly,\n\nRecalling x,\n\n1) Calls upon all:\n\n a) x;\n b) y;\n\n2) Decides to act.\n",
        "(document (opening (lead? \"The General Assembly\") \",\") (preambular (lead? \"Recalling\") \" x,\") (operative 1. (lead? \"Calls upon\") \" all:\" (item (a) \"x;\") (item (b) \"y;\")) "
        "(operative 2. (lead? \"Decides\") \" to act.\"))");
    expect("The General Assembly,\n\nRecalling:\n\n1) one;\n\n2) two,\n", "(document (opening (lead? \"The General Assembly\") \",\") (preambular (lead? \"Recalling\") \":\" (item 1) \"one;\") (item 2) \"two,\")))");
}

static void test_numbering(void **state)
{
    (void)state;
    struct parsed p = read_body("1. Decides x;\n\n3. Requests y;\n\n4. Decides:\n (a) x;\n (c) y.\n");
    assert_int_equal(count(p.report, DIAG_NUMBER_WRONG), 1);
    assert_int_equal(count(p.report, DIAG_LETTER_WRONG), 1);
    const struct diag *diag = finding(p.report, DIAG_NUMBER_WRONG);
    assert_string_equal(diag->message, "paragraph is numbered 3 where 2 is next");
    assert_int_equal(diag->span.end - diag->span.start, 2);
    assert_memory_equal(diag->source->bytes + diag->span.start, "3.", 2);
    assert_non_null(strstr(p.tree, "(operative 3. "));
    assert_non_null(strstr(p.tree, "(item (c) "));
    arena_free(p.arena);
    expect("1. Decides x;\n\n1. Decides:\n a) x;\n a) y;\n a) z;\n\n1. Requests z.\n",
        "(document (operative 1. (lead? \"Decides\") \" x;\") (operative 2. (lead? \"Decides\") \":\" (item (a) \"x;\")"
        " (item (b) \"y;\") (item (c) \"z;\")) (operative 3. (lead? \"Requests\") \" z.\"))");
}

/* The Security Council's own form of a letter stays; other organs have theirs. */
static void test_letters_of_the_council(void **state)
{
    (void)state;
    static const char body[] = "1. Decides:\n   a. One:\n      i. Deep;\n      ii. Deeper;\n   b. Two;\n   d. Four;\n   e) Five.\n";
    static const struct {
        const char *front, *tree, *hint;
    } cases[] = {
        {"symbol: S/RES/2713(2023)\nlanguage: en", "(item a. \"One:\" (item i. \"Deep;\") (item ii. \"Deeper;\")) (item b. \"Two;\") "
            "(item d. \"Four;\") (item (e) \"Five.\")", "write c."},
        {"symbol: A/RES/71/28\nlanguage: fr", "(item a) \"One:\" (item i) \"Deep;\") (item ii) \"Deeper;\")) (item b) \"Two;\") "
            "(item d) \"Four;\") (item e) \"Five.\")", "write c)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text, "---\n%s\n---\n%s", cases[i].front, body);
        struct parsed p = read_text(text);
        assert_non_null(strstr(p.tree, cases[i].tree));
        assert_int_equal(count(p.report, DIAG_LETTER_WRONG), 1);
        assert_string_equal(finding(p.report, DIAG_LETTER_WRONG)->hint, cases[i].hint);
        arena_free(p.arena);
    }
}

static void test_numbering_restarts(void **state)
{
    (void)state;
    expect("1. Decides x;\n\n2. Decides y.\n\n# Annex I\n\n# Rules\n\n1. One.\n\n## Part\n\n2. Two.\n\n# Annex II\n\n1. New.\n",
        "(document (operative 1. (lead? \"Decides\") \" x;\") (operative 2. (lead? \"Decides\") \" y.\") (annex \"Annex I\")"
        " (heading 1 \"Rules\") (operative 1. \"One.\") (heading 2 \"Part\") (operative 2. \"Two.\") (annex \"Annex II\")"
        " (operative 1. \"New.\"))");
    struct parsed p = read_body("1. Decides x.\n\n1. Decides y.\n\n### sub\n\n1. Decides z.\n\n# II\n\n1. Decides a.\n");
    assert_non_null(strstr(p.tree, "(heading 3 \"sub\") (operative 3. "));
    assert_non_null(strstr(p.tree, "(heading 1 \"II\") (operative 1. "));
    arena_free(p.arena);
}

static void test_annexes(void **state)
{
    (void)state;
    static const char *const labels[] = {"Annex", "Annexe II", "Anexo I", "Приложение", "附件", "附件一", "المرفق", "المرفق الأول"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char body[128];
        snprintf(body, sizeof body, "Text.\n\n# %s\n\n# Title\n", labels[i]);
        struct parsed p = read_body(body);
        char tree[160];
        snprintf(tree, sizeof tree, "(annex \"%s\") (heading 1 \"Title\"))", labels[i]);
        assert_non_null(strstr(p.tree, tree));
        arena_free(p.arena);
    }
}

static void test_unnumbered(void **state)
{
    (void)state;
    expect("The General Assembly,\n\nRecalling x,\n\nDecides to act.\n",
        "(document (opening (lead? \"The General Assembly\") \",\") (preambular (lead? \"Recalling\") \" x,\")"
        " (operative - (lead? \"Decides\") \" to act.\"))");
}

static void test_sections(void **state)
{
    (void)state;
    expect("The General Assembly,\n\nRecalling x,\n\n1. Decides y;\n\n# I\n\nRecalling z,\n\n1. Requests a.\n",
        "(document (opening (lead? \"The General Assembly\") \",\") (preambular (lead? \"Recalling\") \" x,\")"
        " (operative 1. (lead? \"Decides\") \" y;\") (heading 1 \"I\") (preambular (lead? \"Recalling\") \" z,\")"
        " (operative 1. (lead? \"Requests\") \" a.\"))");
}

static void test_other_blocks(void **state)
{
    (void)state;
    expect("* * *\n\nText.\n\n*\n\n<<<\n\nMore \\\nlines.\n\n> Quoted\n> on.\n>\n> 4. Four;\n>    (a) x.\n",
        "(document (separator \"* * *\") (paragraph \"Text.\") (separator \"*\") (page-break) (paragraph \"More\" (line-break)"
        " \"lines.\") (quote (paragraph \"Quoted on.\") (operative 4. \"Four;\" (item (a) \"x.\"))))");
    expect("1. Decides:\n\n   > Quoted\n\n   going on.\n",
        "(document (operative 1. (lead? \"Decides\") \":\" (quote (paragraph \"Quoted\")) (paragraph \"going on.\")))");
}

static void test_tables(void **state)
{
    (void)state;
    expect("| *A* | B \\| C |\n|-----|:-:|\n| 1 |  |\n| \\- | \\-- |\n",
        "(document (table (row (cell (lead \"A\")) (cell \"B | C\")) (row (cell \"1\") (cell)) (row (cell \"-\") (cell \"--\"))))");
    expect_in("| a | b |\n| c |\n", "(document (table (row (cell \"a\") (cell \"b\")) (row (cell \"c\"))))", 1);
}

/* Header and alignment come from the rule and go back into it. */
static void test_table_rule(void **state)
{
    (void)state;
    struct parsed p = read_body("| a | b |\n| c | d |\n|:-:|--:|\n| e | f | g |\n\n| h |\n| i |\n");
    const struct node *table = p.doc->root->first;
    assert_true(table->first->last->cell.header && table->first->next->first->cell.header);
    assert_false(table->last->first->cell.header);
    assert_int_equal(table->first->first->cell.align, CELL_CENTRE);
    assert_int_equal(table->last->first->next->cell.align, CELL_END);
    assert_int_equal(table->last->last->cell.align, CELL_BY_CONTENT);
    assert_false(table->next->first->first->cell.header);
    assert_non_null(strstr(p.source, "| a | b |\n| c | d |\n|:---:|---:|---|\n| e | f | g |\n"));
    assert_non_null(strstr(p.source, "| h |\n| i |\n"));
    expect_round_trip(&p);
    arena_free(p.arena);
}

static void test_notes(void **state)
{
    (void)state;
    expect("One[^b], two[^a] and[^b].\n\n[^a]: A text\n  goes on.\n\n    Second *paragraph*.\n\n[^b]: B.\n\nMore[^*].\n\n[^*]: Star.\n",
        "(document (paragraph \"One\" (call b) \", two\" (call a) \" and\" (call b) \".\") (paragraph \"More\" (call *) \".\"))"
        " {1 (note (paragraph \"B.\"))} {2 (note (paragraph \"A text goes on.\") (paragraph \"Second \" (lead \"paragraph\") \".\"))}"
        " {0 (note (paragraph \"Star.\"))}");
    expect("A[^*].\n\n[^*]: One.\n\nB[^*] and C[^*].\n\n[^*]: Two.\n",
        "(document (paragraph \"A\" (call *) \".\") (paragraph \"B\" (call *) \" and C\" (call *) \".\"))"
        " {0 (note (paragraph \"One.\"))} {0 (note (paragraph \"Two.\"))}");
    expect("A[^*]. B[^*].\n\nC[^*].\n\n[^*]: One.\n\nD[^*].\n\n[^*]: Two.\n",
        "(document (paragraph \"A\" (call *) \". B\" (call *) \".\") (paragraph \"C\" (call *) \".\")"
        " (paragraph \"D\" (call *) \".\")) {0 (note (paragraph \"One.\"))} {0 (note (paragraph \"Two.\"))}");
    expect("A[^*].\n\n[^*]: One.\n\nB[^*].\n",
        "(document (paragraph \"A\" (call *) \".\") (paragraph \"B\" (call *) \".\")) {0 (note (paragraph \"One.\"))}");
}

/* A star behind a sponsor calls a note, before all calls of the text. */
static void test_notes_of_fields(void **state)
{
    (void)state;
    struct parsed p = read_text("---\nsymbol: A/81/L.3\nlanguage: en\nsponsors: FR, FJ*, BR\n---\nOne[^a].\n\n[^a]: A.\n\n[^*]: Star.\n");
    assert_string_equal(p.tree, "(document (paragraph \"One\" (call a) \".\")) {0 (note (paragraph \"Star.\"))} {1 (note (paragraph \"A.\"))}");
    assert_int_equal(p.report->list.n, 0);
    expect_round_trip(&p);
    arena_free(p.arena);
    p = read_text("---\nsymbol: A/81/L.3\nlanguage: en\nsponsors: FR, FJ*\n---\nOne.\n");
    assert_int_equal(count(p.report, DIAG_NOTE_MISSING), 1);
    arena_free(p.arena);
}

/* A document of another organization: its organ opens it, it has no symbol, and its number gives none. */
static void test_organ_of_its_own(void **state)
{
    (void)state;
    static const char *const organs[][3] = {{"en", "Town Council", "The Town Council,"}, {"fr", "Conseil municipal", "Le Conseil municipal,"},
        {"ru", "Городской совет", "Городской совет,"}, {"zh", "市议会", "市议会，"}, {"ar", "مجلس المدينة", "إن مجلس المدينة،"}};
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++) {
        char text[512];
        snprintf(text, sizeof text, "---\nlanguage: %s\norganization: X\norgan: %s\nnumber: 81/3\n---\n%s\n", organs[i][0], organs[i][1], organs[i][2]);
        struct parsed p = read_text(text);
        char tree[256];
        snprintf(tree, sizeof tree, "(document (opening \"%s\"))", organs[i][2]);
        assert_string_equal(p.tree, tree);
        assert_int_equal(p.report->list.n, 0);
        assert_null(p.doc->fields.at[FIELD_SYMBOL].text);
        arena_free(p.arena);
    }
    struct parsed p = read_text("---\nlanguage: en\norganization: X\norgan: Town Council\n---\nThe Town Council, which met, met.\n");
    assert_string_equal(p.tree, "(document (paragraph \"The Town Council, which met, met.\"))");
    arena_free(p.arena);
}

static void test_notes_inside_lists(void **state)
{
    (void)state;
    expect("1. Decides[^a]:\n\n[^a]: A.\n\n   (a) x[^b];\n\n   [^b]: B.\n\n       B two.\n\n   (b) y.\n\n   And on.\n",
        "(document (operative 1. (lead? \"Decides\") (call a) \":\" (item (a) \"x\" (call b) \";\") (item (b) \"y.\")"
        " (paragraph \"And on.\"))) {1 (note (paragraph \"A.\"))} {2 (note (paragraph \"B.\") (paragraph \"B two.\"))}");
}

static void test_note_findings(void **state)
{
    (void)state;
    struct parsed p = read_body("A[^a][^c].\n\n[^b]: Lost[^d].\n\n[^c]: C.\n\n[^c]: C again.\n\n[^d]: D.\n");
    assert_int_equal(count(p.report, DIAG_NOTE_MISSING), 1);
    assert_int_equal(count(p.report, DIAG_NOTE_UNUSED), 1);
    assert_int_equal(count(p.report, DIAG_NOTE_TWICE), 1);
    assert_string_equal(p.tree, "(document (paragraph \"A\" (call a) (call c) \".\") (paragraph \"Lost\" (call d) \".\")"
        " (paragraph \"C again.\")) {1 (note)} {2 (note (paragraph \"C.\"))} {3 (note (paragraph \"D.\"))}");
    arena_free(p.arena);
}

static void test_comments(void **state)
{
    (void)state;
    expect("One <!-- a --> two.\n<!-- all\n\n1. inside\n\n-->\nthree.\n\n<!-- x -->\n\n<!-- y --> Four <!--\n-->five.\n",
        "(document (paragraph \"One two. three.\") (paragraph \"Four five.\"))");
}

static void test_escapes(void **state)
{
    (void)state;
    expect("\\# no\n\n1\\. no\n\n\\(a) no\n\n\\- no\n\n\\> no\n\n\\| no\n\n\\* \\* \\*\n\n\\<<<\n\n[^a]\\: no\n\n[^a]: A.\n\n"
           "A \\*b\\*, \\[^a], [x\\](u:1), \\<!-- c -->\n",
        "(document (paragraph \"# no\") (paragraph \"1. no\") (paragraph \"(a) no\") (paragraph \"- no\") (paragraph \"> no\")"
        " (paragraph \"| no\") (paragraph \"* * *\") (paragraph \"<<<\") (paragraph (call a) \": no\")"
        " (paragraph \"A *b*, [^a], [x](u:1), <!-- c -->\")) {1 (note (paragraph \"A.\"))}");
}

static void test_wrapped_lines_are_text(void **state)
{
    (void)state;
    expect("1. Decides to refer to paragraph\n2. of the text, of\n2015. And\n(a) of it.\n",
        "(document (operative 1. (lead? \"Decides\") \" to refer to paragraph 2. of the text, of 2015. And (a) of it.\"))");
}

static void test_leads(void **state)
{
    (void)state;
    expect("The General Assembly,\n\n*Noting* x,\n\nRecalling x and *noting* y,\n\n1. *Decides* x;\n\n2. Requests y and *invites* z.\n",
        "(document (opening (lead? \"The General Assembly\") \",\") (preambular (lead \"Noting\") \" x,\")"
        " (preambular (lead? \"Recalling\") \" x and \" (lead \"noting\") \" y,\") (operative 1. (lead \"Decides\") \" x;\")"
        " (operative 2. (lead? \"Requests\") \" y and \" (lead \"invites\") \" z.\"))");
    expect_in("1. Grumbles at x.\n", "(document (operative 1. \"Grumbles at x.\"))", 1);
}

static void test_links(void **state)
{
    (void)state;
    expect("Recalling resolution 53/70 and [report A/71/445](https://x/y), *A/60/1*,\n",
        "(document (paragraph \"Recalling resolution \" (link? https://undocs.org/en/A/RES/53/70 \"53/70\") \" and \""
        " (link https://x/y \"report A/71/445\") \", \" (lead (link? https://undocs.org/en/A/60/1 \"A/60/1\")) \",\"))");
    expect("See [54/49](#) and [nothing](#) and resolution [55/28](#).\n",
        "(document (paragraph \"See \" (link https://undocs.org/en/A/RES/54/49 \"54/49\") \" and nothing and resolution \""
        " (link? https://undocs.org/en/A/RES/55/28 \"55/28\") \".\"))");
}

static void test_published_marks(void **state)
{
    (void)state;
    struct parsed p = read_text("大会\n\n71/28. 标题\n\n**大会**，\n\n**回顾**其1998年12月4日第53/70号决议，\n\n1. **决定**继续。\n");
    assert_non_null(p.doc);
    assert_non_null(strstr(p.tree, "(opening (lead \"大会\") \"，\")"));
    assert_non_null(strstr(p.tree, "(operative 1. (lead \"决定\") \"继续。\")"));
    expect_round_trip(&p);
    arena_free(p.arena);
}

static void test_line_ends(void **state)
{
    (void)state;
    struct parsed lf = read_body("One\ntwo.\n\nThree.\n");
    struct parsed crlf = read_text("---\r\nsymbol: A/RES/71/28\r\nlanguage: en\r\n---\r\nOne\r\ntwo.\r\n\r\nThree.\r\n");
    struct parsed cr = read_text("---\rsymbol: A/RES/71/28\rlanguage: en\r---\rOne\rtwo.\r\rThree.\r");
    assert_string_equal(lf.tree, "(document (paragraph \"One two.\") (paragraph \"Three.\"))");
    assert_string_equal(crlf.tree, lf.tree);
    assert_string_equal(cr.tree, lf.tree);
    arena_free(lf.arena);
    arena_free(crlf.arena);
    arena_free(cr.arena);
}

static void test_six_languages(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *text;
    } texts[] = {
        {"ar", "إن الجمعية العامة،\n\nإذ تشير إلى قرارها 53/70[^a]،\n\n[^a]: انظر A/60/1.\n\n1 - تقرر:\n\n   (أ) واحد؛\n\n   (ب) اثنان.\n"},
        {"zh", "大会，\n\n回顾其第53/70号决议[^a]，\n\n[^a]: 见A/60/1。\n\n1. 决定：\n\n   (a) 一；\n\n   (b) 二。\n"},
        {"en", "The General Assembly,\n\nRecalling its resolution 53/70,[^a]\n\n[^a]: See A/60/1.\n\n1. Decides:\n\n   (a) One;\n\n   (b) Two.\n"},
        {"fr", "L’Assemblée générale,\n\nRappelant sa résolution 53/70[^a],\n\n[^a]: Voir A/60/1.\n\n1. Décide :\n\n   a) Un ;\n\n   b) Deux.\n"},
        {"ru", "Генеральная Ассамблея,\n\nссылаясь на свою резолюцию 53/70[^a],\n\n[^a]: См. A/60/1.\n\n1. постановляет:\n\n   a) одно;\n\n   b) другое.\n"},
        {"es", "La Asamblea General,\n\nRecordando su resolución 53/70[^a],\n\n[^a]: Véase A/60/1.\n\n1. Decide:\n\n   a) Uno;\n\n   b) Dos.\n"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char text[1024];
        snprintf(text, sizeof text, "---\nsymbol: A/RES/71/28\nlanguage: %s\n---\n\n%s", texts[i].tag, texts[i].text);
        struct parsed p = read_text(text);
        assert_int_equal(p.report->list.n, 0);
        assert_string_equal(p.source, text); /* canonical already */
        const struct node *block = p.doc->root->first;
        static const enum node_kind kinds[] = {NODE_OPENING, NODE_PREAMBULAR, NODE_OPERATIVE};
        for (size_t k = 0; k < 3; k++, block = block->next) {
            assert_int_equal(block->kind, kinds[k]);
            assert_int_equal(block->first->kind, NODE_EMPHASIS);
            assert_true(block->first->emphasis.found);
        }
        assert_null(block);
        assert_non_null(strstr(p.tree, "(link? https://undocs.org/"));
        expect_round_trip(&p);
        arena_free(p.arena);
    }
}

/* ---- hostile input ---- */

static void hostile(const char *start, const char *unit, size_t times)
{
    size_t head = strlen(front_en), n = strlen(start), m = strlen(unit);
    char *text = malloc(head + n + m * times + 1);
    memcpy(text, front_en, head);
    memcpy(text + head, start, n);
    for (size_t i = 0; i < times; i++)
        memcpy(text + head + n + i * m, unit, m);
    text[head + n + m * times] = '\0';
    clock_t begun = clock();
    struct parsed p = read_text(text);
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
    if (seconds > 3)
        print_message("# `%s` took %.2f s\n", unit, seconds);
    assert_true(seconds < 3);
    arena_free(p.arena);
    free(text);
}

static void test_hostile(void **state)
{
    (void)state;
    static const char *const units[] = {"(a) x;\n", "1. x;\n", "> ", ">\n", "> > x\n", "|", "| a |\n", "[^a]: x\n\n", "[^a]", "\n",
        "# x\n", "- x;\n", "<!--", "-->", "<!-- -->\n", "    x\n\n", "a\\\n", "A/RES/71/28, ", "[53/70](#), ", "i) x;\n\n", "\\",
        "*a* 53/70 ", "[^*].\n\n[^*]: x\n\n", "resolution 1/2 and 3/4, "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        hostile("", units[i], 20000);
        hostile("1. Decides:\n", units[i], 20000);
    }
    char deep[600] = "1. x:\n";
    size_t n = strlen(deep);
    for (int i = 1; i < 20; i++)
        n += (size_t)sprintf(deep + n, "%*s(a) x:\n", i, "");
    struct parsed p = read_body(deep);
    assert_true(count(p.report, DIAG_DEPTH) > 0);
    arena_free(p.arena);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Texts of random marks: writing what was read and reading that gives the same tree. */
static void test_random_round_trip(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "b ", " ", "*", "**", "***", "[", "](u:1)", "]", "]{lang=ru}", "[^n]", "<sup>",
        "</sup>", "\n", "\n\n", "\\", "\\\n", "1. ", "(a) ", "- ", "> ", "# ", "| ", "|", "   ", "决定", "，", ".", ",", ":", ";",
        "Decides ", "Recalling ", "53/70", "resolution ", "[^n]: ", "<!-- ", "-->", "The General Assembly,", "ii) ", "* * *", "<<<"};
    uint32_t seed = 7;
    for (int round = 0; round < 4000; round++) {
        char body[2048] = "";
        size_t n = 0, length = 1 + next_random(&seed) % 30;
        for (size_t i = 0; i < length; i++)
            n += (size_t)sprintf(body + n, "%s", parts[next_random(&seed) % (sizeof parts / sizeof *parts)]);
        struct parsed p = read_body(body);
        if (p.doc && !p.report->count[SEVERITY_ERROR]) {
            struct parsed again = read_text(p.source);
            if (strcmp(again.tree, p.tree) != 0 || strcmp(again.source, p.source) != 0)
                print_message("# round %d:\n%s\n# written:\n%s\n# again:\n%s\n", round, body, p.source, again.source);
            assert_string_equal(again.tree, p.tree);
            assert_string_equal(again.source, p.source);
            arena_free(again.arena);
        }
        arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_front), cmocka_unit_test(test_front_findings),
        cmocka_unit_test(test_set), cmocka_unit_test(test_bad_bytes), cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_items), cmocka_unit_test(test_items_of_equal_indentation), cmocka_unit_test(test_styles_of_one_indentation), cmocka_unit_test(test_ambiguous_i),
        cmocka_unit_test(test_labels_of_all_languages), cmocka_unit_test(test_numbering), cmocka_unit_test(test_bare_numbers),
        cmocka_unit_test(test_letters_of_the_council),
        cmocka_unit_test(test_numbering_restarts), cmocka_unit_test(test_annexes), cmocka_unit_test(test_unnumbered),
        cmocka_unit_test(test_sections), cmocka_unit_test(test_other_blocks), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_table_rule),
        cmocka_unit_test(test_notes), cmocka_unit_test(test_notes_of_fields), cmocka_unit_test(test_organ_of_its_own),
        cmocka_unit_test(test_notes_inside_lists), cmocka_unit_test(test_note_findings),
        cmocka_unit_test(test_comments), cmocka_unit_test(test_escapes), cmocka_unit_test(test_wrapped_lines_are_text),
        cmocka_unit_test(test_leads), cmocka_unit_test(test_links), cmocka_unit_test(test_published_marks),
        cmocka_unit_test(test_line_ends), cmocka_unit_test(test_six_languages), cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_random_round_trip)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
