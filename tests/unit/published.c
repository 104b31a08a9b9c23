#include "test.h"

#include <dirent.h>
#include <time.h>

#include "base/utf.h"
#include "reading/notes.h"
#include "reading/published.h"
#include "file.h"
#include "tree.h"

struct parsed {
    struct arena *arena;
    struct doc *doc;
    struct report *report;
};

static struct parsed parse_bytes(const char *name, const char *bytes, size_t n)
{
    struct parsed p = {.arena = arena_new()};
    struct read_options options = {.language = LANG_NONE};
    p.report = report_new(p.arena);
    p.doc = doc_new(p.arena, source_new(p.arena, name, bytes, n));
    published_parse(p.doc, &options, p.report);
    notes_settle(p.doc, p.report);
    return p;
}

static struct parsed parse(const char *text)
{
    return parse_bytes("test", text, strlen(text));
}

static const char *tree_of(const struct parsed *p)
{
    struct buf out;
    buf_init(&out, p->arena);
    buf_bytes(&out, "", 0);
    for (const struct node *node = p->doc->root->first; node; node = node->next)
        tree_write(node, &out);
    return out.at;
}

/* The tree of a text after an English opening line, and the count of findings. */
static void expect_tree(const char *body, const char *tree, size_t findings)
{
    static const char opening[] = "(opening \"The General Assembly,\")";
    struct parsed p = {.arena = NULL};
    char text[4000];
    snprintf(text, sizeof text, "The General Assembly,\n\n%s", body);
    p = parse(text);
    const char *found = tree_of(&p);
    assert_memory_equal(found, opening, sizeof opening - 1);
    found += sizeof opening - 1;
    assert_string_equal(found + (*found == ' '), tree);
    assert_int_equal(p.report->list.n, findings);
    arena_free(p.arena);
}

static const char *field(const struct parsed *p, enum field_id id)
{
    const char *text = p->doc->fields.at[id].text;
    return text ? text : "(none)";
}

struct wanted {
    enum field_id id;
    const char *text;
};

static void expect_fields(const char *text, const struct wanted *wanted, size_t n)
{
    struct parsed p = parse(text);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(field(&p, wanted[i].id), wanted[i].text);
    arena_free(p.arena);
}
#define EXPECT_FIELDS(text, ...)                                                                       \
    expect_fields(text, (const struct wanted[]){__VA_ARGS__}, sizeof(struct wanted[]){__VA_ARGS__} / sizeof(struct wanted))

/* ---- header ---- */

static void test_masthead(void **state)
{
    (void)state;
    EXPECT_FIELDS("United Nations\nA/RES/79/1\nGeneral Assembly\nDistr.: Limited\n3 October 2024\nSeventy-ninth session\n"
                  "Agenda items 13 and 14 (b)\nResolution adopted by the General Assembly on 1 October 2024\n"
                  "[without reference to a Main Committee (A/79/L.2 and A/79/L.2/Add.1)]\n\n# 79/1. A title\n\n"
                  "*The General Assembly*,\n",
        {FIELD_PUBLISHER_LINE, "United Nations"}, {FIELD_SYMBOL, "A/RES/79/1"}, {FIELD_ORGAN_LINE, "General Assembly"},
        {FIELD_DISTRIBUTION, "limited"}, {FIELD_DISTRIBUTION_LINE, "Distr.: Limited"}, {FIELD_ISSUED, "2024-10-03"},
        {FIELD_ISSUED_LINE, "3 October 2024"}, {FIELD_SESSION, "79"}, {FIELD_SESSION_LINE, "Seventy-ninth session"},
        {FIELD_AGENDA, "13, 14 (b)"}, {FIELD_AGENDA_LINE, "Agenda items 13 and 14 (b)"}, {FIELD_ADOPTED, "2024-10-01"},
        {FIELD_NO_COMMITTEE, "yes"}, {FIELD_COMMITTEE, "(none)"}, {FIELD_REPORT, "A/79/L.2, A/79/L.2/Add.1"},
        {FIELD_NUMBER, "79/1"}, {FIELD_TITLE, "A title"}, {FIELD_LANGUAGE, "en"});
}

static void test_header_in_any_order(void **state)
{
    (void)state;
    EXPECT_FIELDS("Résolution adoptée par l’Assemblée générale le 1er mai 2020\n\nPoint 58 b) de l’ordre du jour\n\n"
                  "Soixante-quatorzième session\n\n1er juin 2020\n\nDistr. générale\n\n74/9. Un titre\n\n"
                  "[sur la base du rapport de la Première Commission\n(A/74/1, par. 5)]\n\nAssemblée générale\n\n"
                  "L’Assemblée générale,\n\nRappelant ses résolutions,\n",
        {FIELD_ADOPTED, "2020-05-01"}, {FIELD_AGENDA, "58 (b)"}, {FIELD_SESSION, "74"}, {FIELD_ISSUED, "2020-06-01"},
        {FIELD_COMMITTEE, "1"}, {FIELD_REPORT, "A/74/1"}, {FIELD_REPORT_PARAGRAPH, "5"}, {FIELD_SYMBOL, "A/RES/74/9"},
        {FIELD_PROVENANCE_LINE, "[sur la base du rapport de la Première Commission (A/74/1, par. 5)]"});
}

static void test_title_forms(void **state)
{
    (void)state;
    EXPECT_FIELDS("الجمعية العامة\n\n75/32. - عنوان القرار\n\nإن الجمعية العامة،\n", {FIELD_NUMBER, "75/32"},
        {FIELD_TITLE, "عنوان القرار"}, {FIELD_SYMBOL, "A/RES/75/32"});
    EXPECT_FIELDS("الجمعية العامة\n\n77/5 عنوان القرار\n\nإن الجمعية العامة،\n", {FIELD_NUMBER, "77/5"},
        {FIELD_TITLE, "عنوان القرار"});
    EXPECT_FIELDS("# د إ ط-11/2 عنوان\n\nإن الجمعية العامة،\n", {FIELD_NUMBER, "د إ ط-11/2"}, {FIELD_TITLE, "عنوان"},
        {FIELD_SYMBOL, "A/RES/ES-11/2"});
    EXPECT_FIELDS("General Assembly\nHuman Rights Council\n# 55/19. One\n\nThe Human Rights Council,\n",
        {FIELD_SYMBOL, "A/HRC/RES/55/19"}, {FIELD_SUBORGAN_LINE, "Human Rights Council"});
    EXPECT_FIELDS("77/16 B. Part of a text\nthat goes on\n\nThe General Assembly,\n", {FIELD_NUMBER, "77/16 B"},
        {FIELD_TITLE, "Part of a text that goes on"});
    EXPECT_FIELDS("المجلس الاقتصادي والاجتماعي\nدورة عام 2015\n2015/5 عنوان\n\nإن المجلس الاقتصادي والاجتماعي،\n", {FIELD_SESSION, "(none)"},
        {FIELD_SESSION_LINE, "دورة عام 2015"}, {FIELD_SYMBOL, "E/RES/2015/5"});
}

static void test_agenda_title(void **state)
{
    (void)state;
    struct parsed p = parse("General Assembly\nSeventieth session\nAgenda items 1 to 3\nFirst name\nSecond name\n"
                            "Something unknown after the date\nResolution adopted by the General Assembly on 1 May 2016\n"
                            "A stray line\n[on the report of the Third Committee (A/70/5)]\n\n70/1. Title\n\nThe General Assembly,\n");
    assert_string_equal(field(&p, FIELD_AGENDA), "(none)"); /* a range is no list */
    assert_string_equal(field(&p, FIELD_AGENDA_LINE), "Agenda items 1 to 3");
    assert_string_equal(field(&p, FIELD_AGENDA_TITLE), "First name\nSecond name\nSomething unknown after the date");
    assert_string_equal(field(&p, FIELD_COMMITTEE), "3");
    assert_string_equal(tree_of(&p), "(paragraph \"A stray line\") (opening \"The General Assembly,\")");
    assert_int_equal(p.report->list.n, 1);
    assert_int_equal(p.report->list.at[0].id, DIAG_KEPT_PLAIN);
    arena_free(p.arena);
}

static void test_council_head(void **state)
{
    (void)state;
    EXPECT_FIELDS("Conseil de sécurité\nRésolution 2748 (2024)\nAdoptée par le Conseil de sécurité à sa 9708e séance, le "
                  "15 août 2024\n\nLe Conseil de sécurité,\n",
        {FIELD_NUMBER, "2748 (2024)"}, {FIELD_SYMBOL, "S/RES/2748 (2024)"}, {FIELD_ADOPTED, "2024-08-15"},
        {FIELD_MEETING, "9708"}, {FIELD_TITLE, "(none)"},
        {FIELD_ADOPTION_LINE,
            "Résolution 2748 (2024)\nAdoptée par le Conseil de sécurité à sa 9708e séance, le 15 août 2024"});
    EXPECT_FIELDS("安全理事会\n第2728(2024)号决议\n2024年3月25日 9586次会议通过\n\n安全理事会，\n", {FIELD_NUMBER, "2728 (2024)"},
        {FIELD_MEETING, "9586"}, {FIELD_ADOPTED, "2024-03-25"});
}

/* Header lines that a narrow copy broke. */
static void test_broken_header_lines(void **state)
{
    (void)state;
    EXPECT_FIELDS("Security Council\nResolution 9 (2020)\nAdopted by the Security Council at its 8000th meeting, on\n2 May 2020\n\n"
                  "The Security Council,\n",
        {FIELD_MEETING, "8000"}, {FIELD_ADOPTED, "2020-05-02"},
        {FIELD_ADOPTION_LINE, "Resolution 9 (2020)\nAdopted by the Security Council at its 8000th meeting, on 2 May 2020"});
    EXPECT_FIELDS("General Assembly\n1 June 2020\nResolution adopted by the General Assembly on\n2 May 2020\n\n74/1. Title\n\n"
                  "The General Assembly,\n",
        {FIELD_ADOPTED, "2020-05-02"}, {FIELD_ISSUED, "2020-06-01"}, {FIELD_TITLE, "Title"});
}

static void test_misspelt_closing_date(void **state)
{
    (void)state;
    EXPECT_FIELDS("The General Assembly,\n\n1. Decides.\n\n3rd plenary meeting\n21 Setpember 2020\n",
        {FIELD_MEETING_LINE, "3rd plenary meeting"}, {FIELD_ADOPTED_LINE, "21 Setpember 2020"}, {FIELD_ADOPTED, "(none)"});
}

static void test_columns(void **state)
{
    (void)state;
    EXPECT_FIELDS("United Nations                    A/RES/71/28\nGeneral Assembly\tDistr.: General\n"
                  "Seventy-first session            9 December 2016\n\n71/28. Title\n\nThe General Assembly,\n",
        {FIELD_PUBLISHER_LINE, "United Nations"}, {FIELD_SYMBOL, "A/RES/71/28"}, {FIELD_ORGAN_LINE, "General Assembly"},
        {FIELD_DISTRIBUTION_LINE, "Distr.: General"}, {FIELD_SESSION, "71"}, {FIELD_ISSUED, "2016-12-09"});
}

/* A date that closes a text without header is no date of issue. */
static void test_no_header(void **state)
{
    (void)state;
    struct parsed p = parse("The General Assembly,\n\nRecalling its resolutions,\n\n1. Decides to act.\n\n"
                            "3rd plenary meeting\n1 May 2020\n");
    assert_string_equal(field(&p, FIELD_ISSUED), "(none)");
    assert_string_equal(field(&p, FIELD_MEETING), "3");
    assert_string_equal(field(&p, FIELD_ADOPTED), "2020-05-01");
    arena_free(p.arena);
}

/* ---- lists ---- */

static void test_seed_lists(void **state)
{
    (void)state;
    expect_tree("1. *Calls upon* States:\n - (a) To act;\n - (b) To stop;\n2. *Decides* to go on.",
        "(operative 1. (lead \"Calls upon\") \" States:\" (item (a) \"To act;\") (item (b) \"To stop;\")) "
        "(operative 2. (lead \"Decides\") \" to go on.\")",
        0);
}

static void test_levels(void **state)
{
    (void)state;
    expect_tree("1. Decides:\n\n   (a) One:\n\n      (i) First;\n\n      (ii) Second:\n\n         a. Deep;\n\n   (b) Two.\n",
        "(operative 1. \"Decides:\" (item (a) \"One:\" (item (i) \"First;\") (item (ii) \"Second:\" (item a. \"Deep;\"))) "
        "(item (b) \"Two.\"))",
        0);
}

static void test_levels_without_indentation(void **state)
{
    (void)state;
    expect_tree("1. Decides:\n\n(g) Seven:\n\n(i) Roman;\n\n(ii) Two;\n\n(h) Eight;\n\n(i) Nine;\n\n(j) Ten.\n",
        "(operative 1. \"Decides:\" (item (g) \"Seven:\" (item (i) \"Roman;\") (item (ii) \"Two;\")) (item (h) \"Eight;\") "
        "(item (i) \"Nine;\") (item (j) \"Ten.\"))",
        0);
}

/* One item of the list stands deeper than the others. */
static void test_wrong_indentation(void **state)
{
    (void)state;
    expect_tree("1. Decides:\n\n   a) One;\n\n   b) Two:\n\n      i) Deep;\n\n      c) Three;\n\n   d) Four;\n",
        "(operative 1. \"Decides:\" (item a) \"One;\") (item b) \"Two:\" (item i) \"Deep;\")) (item c) \"Three;\") (item d) \"Four;\"))", 0);
}

static void test_quote(void **state)
{
    (void)state;
    expect_tree("1. Decides to insert the following:\n\n“3. First rule.\n\n4. Second rule\xC2\xB9.”;\n\n\xC2\xB9 A/1/1.\n\n2. Urges:\n\n“Not closed\n\n3. Ends.\n",
        "(operative 1. \"Decides to insert the following:\" (quote (paragraph \"“3. First rule.\") (paragraph \"4. Second rule\" (call 1) "
        "\".”;\"))) (operative 2. \"Urges:\" (paragraph \"“Not closed\")) (operative 3. \"Ends.\")",
        0);
}

static void test_too_deep(void **state)
{
    (void)state;
    expect_tree("1. A:\n   (a) B:\n      (i) C:\n         a. D:\n            1) E:\n               (a) F;\n",
        "(operative 1. \"A:\" (item (a) \"B:\" (item (i) \"C:\" (item a. \"D:\" (item 1) \"E:\" "
        "(paragraph \"(a) F;\"))))))",
        1);
}

static void test_continuation(void **state)
{
    (void)state;
    expect_tree("1. Requests:\n\n   (a) This;\n\n   (b) That,\n\nand urges all to act;\n\n2. Decides.\n",
        "(operative 1. \"Requests:\" (item (a) \"This;\") (item (b) \"That,\") (paragraph \"and urges all to act;\")) "
        "(operative 2. \"Decides.\")",
        0);
    expect_tree("1. Requests:\n\n   – This;\n\n   – That;\n\n      more of that;\n",
        "(operative 1. \"Requests:\" (item – \"This;\") (item – \"That;\" (paragraph \"more of that;\")))", 0);
}

static void test_lone_number(void **state)
{
    (void)state;
    expect_tree("1.\n\nThe Assembly shall meet:\n\n   (a) Once;\n\n2.\n\nIt shall end.\n",
        "(operative 1. \"The Assembly shall meet:\" (item (a) \"Once;\")) (operative 2. \"It shall end.\")", 0);
}

static void test_list_in_preamble(void **state)
{
    (void)state;
    expect_tree("Noting with concern that:\n\n(a) One has failed,\n\n(b) Two has failed,\n\nRecalling its resolutions,\n\n1. Acts.\n",
        "(preambular \"Noting with concern that:\" (item (a) \"One has failed,\") (item (b) \"Two has failed,\")) "
        "(preambular \"Recalling its resolutions,\") (operative 1. \"Acts.\")",
        0);
}

static void test_not_labels(void **state)
{
    (void)state;
    expect_tree("Recalling its resolutions 216 (1965) of 1965, 221\n(1966) of 9 April 1966, and\n2.5 million others of\n"
                "those that are held to be\nin force now, by the\nCouncil and all of its\nmembers,\n",
        "(preambular \"Recalling its resolutions 216 (1965) of 1965, 221 (1966) of 9 April 1966, and 2.5 million others of "
        "those that are held to be in force now, by the Council and all of its members,\")",
        0);
}

/* ---- notes ---- */

static void test_note_in_the_middle(void **state)
{
    (void)state;
    expect_tree("Recalling the report of the Group\xC2\xB9 and the\n\n\xC2\xB9 A/70/1.\n\n\n\nother one,\n\nNoting more,\xC2\xB9\n",
        "(preambular \"Recalling the report of the Group\" (call 1) \" and the other one,\") (preambular \"Noting more,\" (call 1))", 0);
}

static void test_page_furniture(void **state)
{
    (void)state;
    struct parsed p = parse("United Nations\nA/RES/71/28\nGeneral Assembly\n\n71/28. Title\n\nThe General Assembly,\n\n"
                            "Recalling the report of\n\n16-21653 (E)    051216\n*1621653*\n\n\fA/RES/71/28     Title\n\nthe Group,\n\n2/3\n\n"
                            "1. Decides to note 2/3 of it.\n");
    assert_string_equal(tree_of(&p), "(opening \"The General Assembly,\") (preambular \"Recalling the report of the Group,\") "
                                     "(operative 1. \"Decides to note 2/3 of it.\")");
    assert_string_equal(field(&p, FIELD_JOB), "16-21653");
    assert_int_equal(p.report->list.n, 4);
    assert_int_equal(p.report->list.at[0].id, DIAG_FURNITURE);
    arena_free(p.arena);
}

/* Lines of a copy that lost the blank lines between its paragraphs. */
static void test_wrapped_without_blank_lines(void **state)
{
    (void)state;
    expect_tree("Recalling its resolutions on the matter that are\nheld to be in force and that were the work\nof many hands,\n"
                "Noting also the report that the Secretary\nhas brought before it at the last of\nits meetings,\n1. Decides to take up the "
                "matter at the next\nof its sessions.\n",
        "(preambular \"Recalling its resolutions on the matter that are held to be in force and that were the work of many hands,\") "
        "(preambular \"Noting also the report that the Secretary has brought before it at the last of its meetings,\") "
        "(operative 1. \"Decides to take up the matter at the next of its sessions.\")",
        0);
}

static void test_star_notes(void **state)
{
    (void)state;
    struct parsed p = parse("The General Assembly,\n\n## Annex A \\*\n\n\\* First.\n\n## Annex B \\*\n\n\\* Second.\n\n\\* Third.\n");
    assert_int_equal(p.doc->notes.n, 2);
    struct buf out;
    buf_init(&out, p.arena);
    node_text(p.doc->notes.at[0]->body, &out);
    node_text(p.doc->notes.at[1]->body, &out);
    assert_string_equal(out.at, "First.Second.");
    assert_non_null(strstr(tree_of(&p), "(paragraph \"* Third.\")")); /* called by nobody, kept where it stands */
    assert_int_equal(p.report->list.n, 1);
    assert_int_equal(p.report->outcome, OUTCOME_FINE);
    arena_free(p.arena);
}

static void test_uncalled_note(void **state)
{
    (void)state;
    expect_tree("1. Decides.\n\n\xC2\xB2 A/70/1.\n", "(operative 1. \"Decides.\") (paragraph \"A/70/1.\")", 1);
}

/* ---- headings, parts, closing lines ---- */

static void test_headings(void **state)
{
    (void)state;
    expect_tree("Noting this,\n\n**Sanctions**\n\n1. Decides:\n\n   a. One;\n\n   b. Two;\n\nE. Arms embargo\n\n2. Urges.\n\nII\n\nSecond "
                "part\n\nRecalling that,\n\n1. Decides again.\n",
        "(preambular \"Noting this,\") (heading 2 (strong \"Sanctions\")) (operative 1. \"Decides:\" (item a. \"One;\") (item b. \"Two;\")) "
        "(heading 2 \"E. Arms embargo\") (operative 2. \"Urges.\") (heading 1 \"II\") (heading 1 \"Second part\") "
        "(preambular \"Recalling that,\") (operative 1. \"Decides again.\")",
        0);
}

static void test_parts(void **state)
{
    (void)state;
    struct parsed p = parse("# 80/236. Title\n\n# A\n\nThe General Assembly,\n\n1. Decides.\n\n69th (resumed) plenary meeting\n"
                            "30 December 2025\n\n# B\n\nThe General Assembly,\n\n1. Urges.\n\n70th plenary meeting\n31 December 2025\n\nAnnex\n\n"
                            "Rules\n\n1. First rule.\n");
    assert_string_equal(tree_of(&p),
        "(heading 1 \"A\") (opening \"The General Assembly,\") (operative 1. \"Decides.\") "
        "(closing \"69th (resumed) plenary meeting\") (closing \"30 December 2025\") (heading 1 \"B\") "
        "(opening \"The General Assembly,\") (operative 1. \"Urges.\") (annex \"Annex\") (heading 1 \"Rules\") "
        "(operative 1. \"First rule.\")");
    assert_string_equal(field(&p, FIELD_MEETING), "70");
    assert_string_equal(field(&p, FIELD_MEETING_LINE), "70th plenary meeting");
    assert_string_equal(field(&p, FIELD_ADOPTED_LINE), "31 December 2025");
    arena_free(p.arena);
}

/* Closing lines with more text after them stay where they are. */
static void test_closing_in_the_middle(void **state)
{
    (void)state;
    struct parsed p = parse("The General Assembly,\n\n1. Decides.\n\n3rd plenary meeting\n1 May 2020\n\n## Declaration\n\nWe declare.\n");
    assert_string_equal(tree_of(&p), "(opening \"The General Assembly,\") (operative 1. \"Decides.\") (closing \"3rd plenary meeting\") "
                                     "(closing \"1 May 2020\") (heading 2 \"Declaration\") (paragraph \"We declare.\")");
    assert_string_equal(field(&p, FIELD_MEETING), "(none)");
    arena_free(p.arena);
}

static void test_votes(void **state)
{
    (void)state;
    struct parsed p = parse("The General Assembly,\n\n1. Decides.\n\n3rd meeting\n1 May 2020\n\n[Adopted by a recorded vote of 2 to 1. The "
                            "voting was:\nIn favour:\nA, B\nAgainst:\nC]\n");
    assert_non_null(strstr(tree_of(&p), "(closing \"In favour:\") (closing \"A, B\") (closing \"Against:\") (closing \"C]\")"));
    arena_free(p.arena);
    EXPECT_FIELDS("The General Assembly,\n\n1. Decides.\n\n3rd meeting\n1 May 2020\n\n[Adopted without a vote.]\n",
        {FIELD_VOTE, "[Adopted without a vote.]"}, {FIELD_MEETING, "3"});
}

static void test_table_and_separator(void **state)
{
    (void)state;
    expect_tree("Noting this,\n\n\\* \\* \\*\n\n1. Decides:\n\n| a | *b* |\n|---|:-:|\n| 1 \\| 2 |  |\n| x |\n",
        "(preambular \"Noting this,\") (separator \"* * *\") (operative 1. \"Decides:\") "
        "(table (row (cell \"a\") (cell (lead \"b\"))) (row (cell \"1 | 2\") (cell)) (row (cell \"x\")))",
        1);
}

/* ---- the corpus ---- */

static const char *shared_folder(void)
{
    const char *folder = getenv("HEXAPLA_SHARED");
    if (!folder || !*folder)
        skip();
    return folder;
}

static bool is_counted(uint32_t c)
{
    if (c < 0x2000)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c != 0xD7 && c != 0xF7);
    return (c >= 0x3220 && c < 0x3230) || (c >= 0x3400 && c < 0xA000) || (c >= 0xFB50 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

enum { CHARACTERS = 0x10000 };

static void count_letters(int *counts, const char *text, size_t n)
{
    for (size_t at = 0, taken; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (c < CHARACTERS && is_counted(c))
            counts[c]++;
    }
}

/* The source without addresses of links and names of tags. */
static void count_source(int *counts, const char *text, size_t n)
{
    const char *end = text + n;
    while (text < end) {
        const char *stop = text;
        while (stop < end && strncmp(stop, "](", 2) != 0 && strncmp(stop, "<sup>", 5) != 0 && strncmp(stop, "</sup>", 6) != 0)
            stop++;
        count_letters(counts, text, (size_t)(stop - text));
        if (stop < end) {
            const char *close = strchr(stop, *stop == ']' ? ')' : '>');
            stop = close ? close : end - 1;
        }
        text = stop + 1;
    }
}

static bool is_line_field(enum field_id id, const struct fields *fields)
{
    const char *name = field_name(id);
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, "-line") == 0)
        return true;
    if (id == FIELD_NUMBER)
        return field_given(fields, FIELD_TITLE);
    if (id == FIELD_SYMBOL)
        return fields->at[id].span.end > 0;
    return id == FIELD_TITLE || id == FIELD_AGENDA_TITLE || id == FIELD_VOTE || id == FIELD_JOB;
}

static void count_document(int *counts, const struct parsed *p)
{
    struct doc *doc = p->doc;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const char *text = doc->fields.at[id].text;
        if (text && is_line_field((enum field_id)id, &doc->fields))
            count_letters(counts, text, strlen(text));
    }
    struct buf out;
    buf_init(&out, p->arena);
    node_text(doc->root, &out);
    for (size_t i = 0; i < doc->notes.n; i++)
        node_text(doc->notes.at[i]->body, &out);
    for (struct walk walk = walk_start(doc->root); walk_next(&walk);)
        if (walk.entering && (walk.node->kind == NODE_OPERATIVE || walk.node->kind == NODE_ITEM) && walk.node->item.label)
            buf_text(&out, walk.node->item.label);
    count_letters(counts, out.at, out.n);
}

static int check_conservation(const char *path, const struct parsed *p)
{
    static int source[CHARACTERS], document[CHARACTERS];
    memset(source, 0, sizeof source);
    memset(document, 0, sizeof document);
    count_source(source, p->doc->source->bytes, p->doc->source->n);
    count_document(document, p);
    int wrong = 0;
    for (int c = 0; c < CHARACTERS; c++)
        if (source[c] != document[c]) {
            print_error("%s: U+%04X %d times in the source, %d in the document\n", path, (unsigned)c, source[c], document[c]);
            wrong++;
        }
    return wrong;
}

struct counts {
    int plain, numbered, sub, notes, headings, tables;
};

/* Where a paragraph of the tree is counted in the manifest, which counts what the XML calls things:
 * headings that are only bold or bare paragraphs there are plain, those with a letter before them are
 * numbered, and so are items with figures; a part's letter ("# A") is no heading. */
static void count_node(struct counts *counts, const struct doc *doc, const struct node *node)
{
    const char *start = doc->source->bytes + node->span.start;
    while (start > doc->source->bytes && start[-1] != '\n')
        start--;
    bool digit = node->kind == NODE_ITEM && node->item.label[0] >= '0' && node->item.label[0] <= '9';
    switch (node->kind) {
    case NODE_OPENING:
    case NODE_PREAMBULAR:
    case NODE_PARAGRAPH:
    case NODE_SEPARATOR:
        counts->plain++;
        break;
    case NODE_OPERATIVE:
        node->item.number ? counts->numbered++ : counts->plain++;
        break;
    case NODE_ITEM:
        digit ? counts->numbered++ : counts->sub++;
        break;
    case NODE_HEADING:
    case NODE_ANNEX:
        if (strncmp(start, "##", 2) == 0)
            counts->headings++;
        else if (start[0] >= 'A' && start[0] <= 'Z' && start[1] == '.')
            counts->numbered++;
        else if (*start != '#')
            counts->plain++;
        break;
    case NODE_TABLE:
        counts->tables++;
        break;
    default:
        break;
    }
}

static struct counts count_tree(const struct parsed *p)
{
    struct counts counts = {.notes = (int)p->doc->notes.n};
    for (struct walk walk = walk_start(p->doc->root); walk_next(&walk);)
        if (walk.entering)
            count_node(&counts, p->doc, walk.node);
    return counts;
}

/* What differs from the manifest and why. */
static const struct exception {
    const char *file;
    struct counts more; /* than the manifest says */
} exceptions[] = {
    /* closing line given twice; the first is a paragraph in the XML, a closing line here */
    {"es/A-RES-75-1.txt", {.plain = -1}},
    /* numbers stand on lines of their own; their texts are no paragraphs of their own */
    {"fr/A-RES-77-5.txt", {.plain = -3}},
    /* lettered notes under a table, numbered in the XML */
    {"ar/A-RES-77-261.txt", {.plain = 3, .numbered = -3}},
    /* a list letter at the margin, numbered in the XML */
    {"ar/S-RES-2713_2023.txt", {.numbered = -1, .sub = 1}},
    /* a lone asterisk before the operative part is not counted there; list letters at the margin in annexes */
    {"zh/S-RES-2713_2023.txt", {.plain = 1, .numbered = -18, .sub = 18}},
    {"en/S-RES-2713_2023.txt", {.plain = 1}},
    /* items with figures in a list of letters are sub-paragraphs there */
    {"fr/S-RES-2713_2023.txt", {.numbered = 2, .sub = -2}},
    {"es/S-RES-2713_2023.txt", {.numbered = 2, .sub = -2}},
    /* a heading lettered with a Cyrillic letter */
    {"ru/S-RES-2713_2023.txt", {.plain = 1, .numbered = -1}},
};

static struct counts expected(const char *file, struct counts manifest)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        const struct counts *more = &exceptions[i].more;
        if (strcmp(file, exceptions[i].file) != 0)
            continue;
        manifest.plain += more->plain;
        manifest.numbered += more->numbered;
        manifest.sub += more->sub;
        manifest.notes += more->notes;
        manifest.headings += more->headings;
    }
    return manifest;
}

static int check_counts(const char *file, const struct parsed *p, struct counts manifest)
{
    struct counts found = count_tree(p), wanted = expected(file, manifest);
    if (memcmp(&found, &wanted, sizeof found) == 0)
        return 0;
    print_error("%s: plain %d of %d, numbered %d of %d, sub %d of %d, notes %d of %d, headings %d of %d, tables %d of %d\n", file,
        found.plain, wanted.plain, found.numbered, wanted.numbered, found.sub, wanted.sub, found.notes, wanted.notes, found.headings,
        wanted.headings, found.tables, wanted.tables);
    return 1;
}

/* Reads a text of the shared folder; the count of what is wrong with it. */
static int check_file(const char *folder, const char *file, const char *symbol, const struct counts *counts)
{
    char path[600];
    size_t n;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    char *bytes = file_read(path, &n);
    if (!bytes)
        return 0;
    struct parsed p = parse_bytes(file, bytes, n);
    int wrong = check_conservation(file, &p);
    if (counts)
        wrong += check_counts(strchr(file, '/') + 1, &p, *counts);
    if (symbol && strcmp(field(&p, FIELD_SYMBOL), symbol) != 0) {
        print_error("%s: symbol %s\n", file, field(&p, FIELD_SYMBOL));
        wrong++;
    }
    if (p.report->outcome != OUTCOME_FINE) {
        print_error("%s: has errors: %s\n", file, p.report->list.at[0].message);
        wrong++;
    }
    arena_free(p.arena);
    free(bytes);
    return wrong;
}

static void test_corpus(void **state)
{
    (void)state;
    const char *folder = shared_folder();
    char path[600], file[100], symbol[60], tag[8];
    size_t n, texts = 0;
    snprintf(path, sizeof path, "%s/corpus/manifest.tsv", folder);
    char *manifest = file_read(path, &n);
    if (!manifest)
        skip();
    int wrong = 0;
    for (char *line = strchr(manifest, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
        struct counts c;
        if (sscanf(line + 1, "%7[^\t]\t%99[^\t]\t%59[^\t]\t%*[^\t]\t%d\t%d\t%d\t%d\t%d\t%d", tag, file, symbol, &c.plain, &c.numbered,
                &c.sub, &c.notes, &c.headings, &c.tables) != 9)
            continue;
        char name[120];
        snprintf(name, sizeof name, "corpus/%s", file);
        wrong += check_file(folder, name, symbol, &c);
        texts++;
    }
    free(manifest);
    assert_int_equal(texts, 84);
    assert_int_equal(wrong, 0);
}

static void test_old_texts(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"S_RES_0001_1946", "S/RES/1 (1946)"}, {"S_RES_0047_1948", "S/RES/47 (1948)"},
        {"S_RES_0253_1968", "S/RES/253 (1968)"}, {"S_RES_0277_1970", "S/RES/277 (1970)"}, {"S_RES_0687_1991", "S/RES/687 (1991)"}};
    const char *folder = shared_folder();
    int wrong = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[120];
        snprintf(name, sizeof name, "corpus/en/plain/%s.txt", names[i][0]);
        wrong += check_file(folder, name, names[i][1], NULL);
    }
    assert_int_equal(wrong, 0);
}

static void test_seed(void **state)
{
    (void)state;
    char path[600];
    size_t n;
    snprintf(path, sizeof path, "%s/seed/A-RES-71-28.es.txt", shared_folder());
    char *bytes = file_read(path, &n);
    if (!bytes)
        skip();
    struct parsed p = parse_bytes("seed", bytes, n);
    static const struct wanted wanted[] = {{FIELD_SYMBOL, "A/RES/71/28"}, {FIELD_LANGUAGE, "es"}, {FIELD_ISSUED, "2016-12-09"},
        {FIELD_DISTRIBUTION, "general"}, {FIELD_SESSION, "71"}, {FIELD_AGENDA, "93"}, {FIELD_ADOPTED, "2016-12-05"},
        {FIELD_MEETING, "51"}, {FIELD_COMMITTEE, "1"}, {FIELD_REPORT, "A/71/445"}, {FIELD_MEETING_LINE, "51ª sesión plenaria"},
        {FIELD_ADOPTED_LINE, "5 de diciembre de 2016"}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_string_equal(field(&p, wanted[i].id), wanted[i].text);
    struct counts counts = count_tree(&p);
    assert_int_equal(counts.plain, 16);
    assert_int_equal(counts.numbered, 5);
    assert_int_equal(counts.sub, 6);
    assert_int_equal(counts.notes, 4);
    assert_int_equal(p.doc->notes.at[2]->calls, 3); /* note 3 is called three times */
    assert_int_equal(p.report->list.n, 0);
    assert_int_equal(check_conservation("seed", &p), 0);
    arena_free(p.arena);
    free(bytes);
}

/* ---- hostile input ---- */

/* Seconds to read `unit` repeated to about n bytes. */
static double read_repeated(const char *head, const char *unit, size_t n)
{
    size_t length = strlen(unit), start = strlen(head);
    char *bytes = malloc(start + n + length + 1);
    memcpy(bytes, head, start);
    size_t at = start;
    while (at < n) {
        memcpy(bytes + at, unit, length);
        at += length;
    }
    bytes[at] = '\0';
    clock_t before = clock();
    struct parsed p = parse_bytes("test", bytes, at);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    arena_free(p.arena);
    free(bytes);
    return seconds;
}

static void test_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {"[", "*", "\\", "(a)\n", "1. (a) ", "   ", "- ", "\xC2\xB9 x\n", "a\xC2\xB9\n\n\xC2\xB9 b\n\n",
        "| a ", "1. x:\n\n\"a\n\n", "|\n", "[adopted\n", "[a](", "# x\n\n", "* ", "text\n", "lower\n\n\xC2\xB9 n\n\n", "\n", "[a\n", "(i)\n\n(a)\n\n", "##\n",
        "      deeper;\n\n   (a) x:\n\n", "Tema 1 del programa\n", "71/28. t\n", "\\*\\*\\* x\n", "\xF0\x9F\x98", "<sup>", "\xE2\x81\xBD"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (int headed = 0; headed < 2; headed++) {
            const char *head = headed ? "The General Assembly,\n\nNoting:\n\n1. Decides:\n" : "";
            double small = read_repeated(head, units[i], 20000), large = read_repeated(head, units[i], 160000);
            if (large > 0.4 && large > 24 * small) {
                print_error("unit %zu \"%s\": %.3f s, then %.3f s for eight times as much\n", i, units[i], small, large);
                fail();
            }
        }
}

static void test_random_bytes(void **state)
{
    (void)state;
    static const char *const words[] = {"\n", "\n\n", " ", "   ", "1. ", "(a) ", " - a) ", "*", "**", "[", "](", ")", "\\*", "\xC2\xB9",
        "\xE2\x81\xBD", "\xE2\x81\xBE", "|", "# ", "## ", "Annex", "The General Assembly,", "A", "II", "51st plenary meeting",
        "5 December 2016", "[Adopted", "]", ";", ".", ":", ",", "71/28.", "Resolution 1 (1946)", "\f", "\xEF\xBB\xBF", "\xFF", "word ", "\xE4\xB8\x80",
        "\xD8\xA3", "\r\n", "\t", "\xE3\x80\x80", "- ", "<sup>", "Agenda item 5", "\xE3\x88\xA0", "\xE2\x80\x99" "1" "\xE2\x80\x98 "};
    uint32_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[600];
        size_t n = 0;
        for (int i = 0; i < 24; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *word = words[(seed >> 12) % (sizeof words / sizeof *words)];
            memcpy(text + n, word, strlen(word));
            n += strlen(word);
        }
        text[n] = '\0';
        struct parsed p = parse_bytes("test", text, n);
        for (struct walk walk = walk_start(p.doc->root); walk_next(&walk);)
            if (walk.entering && walk.node->kind == NODE_ITEM)
                assert_in_range(walk.node->item.level, 1, 4);
        arena_free(p.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_masthead),
        cmocka_unit_test(test_header_in_any_order),
        cmocka_unit_test(test_title_forms),
        cmocka_unit_test(test_agenda_title),
        cmocka_unit_test(test_council_head),
        cmocka_unit_test(test_broken_header_lines),
        cmocka_unit_test(test_misspelt_closing_date),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_no_header),
        cmocka_unit_test(test_seed_lists),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_levels_without_indentation),
        cmocka_unit_test(test_wrong_indentation),
        cmocka_unit_test(test_quote),
        cmocka_unit_test(test_too_deep),
        cmocka_unit_test(test_continuation),
        cmocka_unit_test(test_lone_number),
        cmocka_unit_test(test_list_in_preamble),
        cmocka_unit_test(test_not_labels),
        cmocka_unit_test(test_note_in_the_middle),
        cmocka_unit_test(test_page_furniture),
        cmocka_unit_test(test_wrapped_without_blank_lines),
        cmocka_unit_test(test_star_notes),
        cmocka_unit_test(test_uncalled_note),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_closing_in_the_middle),
        cmocka_unit_test(test_votes),
        cmocka_unit_test(test_table_and_separator),
        cmocka_unit_test(test_seed),
        cmocka_unit_test(test_corpus),
        cmocka_unit_test(test_old_texts),
        cmocka_unit_test(test_linear_time),
        cmocka_unit_test(test_random_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
