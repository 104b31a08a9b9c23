#include "test.h"

#include <stdio.h>
#include <time.h>

#include "reading/inline.h"
#include "reading/notes.h"
#include "tree.h"

struct parsed {
    struct arena *arena;
    struct doc *doc;
    struct report *report;
    const char *tree;
};

/* Parses the lines of one paragraph. */
static struct parsed parse(const char *text, bool published)
{
    struct parsed p = {.arena = arena_new()};
    const struct source *source = source_new(p.arena, "test", text, strlen(text));
    p.report = report_new(p.arena);
    p.doc = doc_new(p.arena, source);
    p.doc->published = published;
    LIST(struct stretch) lines = {0};
    for (size_t line = 1; line <= source->line_count; line++) {
        struct span span = source_line(source, line);
        while (span.start < span.end && text[span.start] == ' ')
            span.start++;
        *list_add(p.arena, &lines) = (struct stretch){span};
    }
    struct node *paragraph = doc_node(p.doc, NODE_PARAGRAPH, span_of(0, source->n));
    node_append(p.doc->root, paragraph);
    inline_parse(p.doc, paragraph, lines.at, lines.n, &(struct inline_options){.published = published}, p.report);
    struct buf out;
    buf_init(&out, p.arena);
    for (struct node *node = paragraph->first; node; node = node->next)
        tree_write(node, &out);
    p.tree = out.at ? out.at : "";
    return p;
}

static void expect_in(const char *text, bool published, const char *tree, size_t findings)
{
    struct parsed p = parse(text, published);
    assert_string_equal(p.tree, tree);
    assert_int_equal(p.report->list.n, findings);
    arena_free(p.arena);
}

static void expect(const char *text, const char *tree)
{
    expect_in(text, false, tree, 0);
}

static void test_emphasis(void **state)
{
    (void)state;
    expect("*Decides* to act", "(lead \"Decides\") \" to act\"");
    expect("**a** ***b***", "(strong \"a\") \" \" (strong-lead \"b\")");
    expect("*a **b** c*", "(lead \"a \" (strong \"b\") \" c\")");
    expect("*a **b***", "(lead \"a \" (strong \"b\"))");
    expect("***a** b*", "(lead (strong \"a\") \" b\")");
    expect("***a* b**", "(strong (lead \"a\") \" b\")");
    expect("**决定**继续", "(strong \"决定\") \"继续\"");
    expect("根据第七章**采取行动**，", "\"根据第七章\" (strong \"采取行动\") \"，\"");
    expect("*a***b**", "(lead \"a\") (strong \"b\")");
    expect("**a***b*", "(strong \"a\") (lead \"b\")");
    expect("*a****b***c", "(lead \"a\") (strong-lead \"b\") \"c\"");
}

static void test_emphasis_has_one_form(void **state)
{
    (void)state;
    expect_in("*a**b*", false, "(lead \"a**b\")", 1);
    expect("*a **b *c* d** e*", "(lead \"a \" (strong \"b c d\") \" e\")");
    expect("***a *b* c***", "(strong-lead \"a b c\")");
}

static void test_stars_that_are_text(void **state)
{
    (void)state;
    expect("2 * 3 * 4", "\"2 * 3 * 4\"");
    expect("\\*a\\*", "\"*a*\"");
    expect("a*, b", "\"a*, b\"");
    expect_in("*a b", false, "\"*a b\"", 1);
    expect_in("**a *b** c", false, "(strong \"a *b\") \" c\"", 1);
    struct parsed p = parse("say *a b", false);
    assert_int_equal(p.report->list.at[0].id, DIAG_MARK_OPEN);
    assert_int_equal(p.report->list.at[0].span.start, 4);
    assert_int_equal(p.report->list.at[0].span.end, 5);
    arena_free(p.arena);
}

static void test_links(void **state)
{
    (void)state;
    expect("[a](http://x) b", "(link http://x \"a\") \" b\"");
    expect("[53/70](#), de", "(link # \"53/70\") \", de\"");
    expect("[76](u:1)[/](u:1)[72](u:1)", "(link u:1 \"76/72\")");
    expect("[a](https://x/S/RES/2231(2015))b", "(link https://x/S/RES/2231(2015) \"a\") \"b\"");
    expect("[*a*](u:1)", "(link u:1 (lead \"a\"))");
    expect_in("*a [b* c](u:1)", false, "\"*a \" (link u:1 \"b* c\")", 1);
    expect("[sic](2015) [A/71/L.3]", "\"[sic](2015) [A/71/L.3]\"");
    expect("[a [b](u:1) c](u:2)", "\"[a \" (link u:1 \"b\") \" c](u:2)\"");
    expect("a[](#)b", "\"ab\"");
    expect("\\[a](u:1)", "\"[a](u:1)\"");
}

static void test_language_and_superior(void **state)
{
    (void)state;
    expect("[текст]{lang=ru} x", "(language ru \"текст\") \" x\"");
    expect("[a [b](u:1)]{lang=fr}", "(language fr \"a \" (link u:1 \"b\"))");
    expect("1<sup>er</sup> août", "\"1\" (superior \"er\") \" août\"");
    expect("x*<sup>a</sup>*", "\"x\" (lead (superior \"a\"))");
    expect("<sup>a", "\"<sup>a\"");
    expect_in("[a]{lang=xx}", false, "\"[a]{lang=xx}\"", 1);
}

static void test_calls(void **state)
{
    (void)state;
    expect("a[^cumbre], b[^*]", "\"a\" (call cumbre) \", b\" (call *)");
    expect("a[^ b]", "\"a[^ b]\"");
    expect_in("2005¹, 2013⁽¹²⁾ y 5 km² e", true,
        "\"2005\" (call 1) \", 2013\" (call 12) \" y 5 km² e\"", 0);
    expect_in("Annex \\*", true, "\"Annex \" (call *)", 0);
    expect("2005¹", "\"2005¹\"");
    expect_in("fr *<sup>o</sup> *3", true, "\"fr \" (lead (superior \"o\")) \" 3\"", 0);
    struct parsed p = parse("a[^n] b[^n]", false);
    assert_int_equal(notes_named(p.doc, "n", 1)->calls, 2);
    arena_free(p.arena);
}

static void test_lines(void **state)
{
    (void)state;
    expect("one  two\t three\n   four", "\"one two three four\"");
    expect("第一，\n第二 \n a", "\"第一，第二 a\"");
    expect("**决\n定**\n继续", "(strong \"决定\") \"继续\"");
    expect("one \\\n  two\\", "\"one\" (line-break) \"two\\\"");
    expect("one\\\\\ntwo", "\"one\\ two\"");
    expect("a\xC2\xA0 b \xE2\x80\x8F", "\"a\xC2\xA0 b \xE2\x80\x8F\"");
}

static void test_comments(void **state)
{
    (void)state;
    expect("a <!-- b\nc --> d", "\"a d\"");
    expect("a<!-- -->b", "\"ab\"");
    expect("\\<!-- a -->", "\"<!-- a -->\"");
    expect_in("a <!-- b", false, "\"a <!-- b\"", 1);
    expect_in("a <!-- b -->", true, "\"a <!-- b -->\"", 0);
}

static void test_escapes(void **state)
{
    (void)state;
    expect("1\\. a\\(b\\) \\\\ C:\\dir \\㈠", "\"1. a(b) \\ C:\\dir ㈠\"");
}

static void test_spans(void **state)
{
    (void)state;
    struct parsed p = parse("ab *cd*\n  [e](u:1) f\\*g", false);
    struct node *node = p.doc->root->first->first;
    assert_int_equal(node->span.end, 3);
    node = node->next;
    assert_int_equal(node->span.start, 3);
    assert_int_equal(node->span.end, 7);
    node = node->next->next;
    assert_int_equal(node->kind, NODE_LINK);
    assert_int_equal(node->span.start, 10);
    assert_int_equal(node->span.end, 18);
    assert_int_equal(node->next->span.end, 23);
    arena_free(p.arena);
}

static void hostile(const char *unit, size_t times)
{
    size_t n = strlen(unit);
    char *text = malloc(n * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * n, unit, n);
    text[n * times] = '\0';
    clock_t start = clock();
    struct parsed p = parse(text, false);
    struct parsed q = parse(text, true);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (seconds > 2)
        print_message("# `%s` took %.2f s\n", unit, seconds);
    assert_true(seconds < 2);
    arena_free(p.arena);
    arena_free(q.arena);
    free(text);
}

static void test_hostile(void **state)
{
    (void)state;
    static const char *const units[] = {"*", "[", "a*", "*a ", "**a *b ", "[*", "]", "[a](", "[a](u:", "<sup>", "[^",
        "[^a]", "<!--", "\\", "*\n", "***a ", "[a]{lang=ru}", "<!-- -->", "¹", "a**b*", "](u:1)", "[[a](u:1)"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        hostile(units[i], 100000);
}

static void test_hostile_nesting(void **state)
{
    (void)state;
    enum { DEPTH = 20000 };
    char *text = malloc(DEPTH * 16 + 2);
    size_t n = 0;
    for (int i = 0; i < DEPTH; i++)
        text[n++] = '[';
    text[n++] = 'x';
    for (int i = 0; i < DEPTH; i++)
        n += (size_t)sprintf(text + n, "]{lang=ru}");
    struct parsed p = parse(text, false);
    int depth = 0, deepest = 0;
    for (struct walk walk = walk_start(p.doc->root); walk_next(&walk);)
        if (walk.node->kind == NODE_LANGUAGE && (depth += walk.entering ? 1 : -1) > deepest)
            deepest = depth;
    assert_int_equal(deepest, 16);
    assert_int_equal(p.report->list.at[0].id, DIAG_DEPTH);
    arena_free(p.arena);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_emphasis), cmocka_unit_test(test_emphasis_has_one_form),
        cmocka_unit_test(test_stars_that_are_text), cmocka_unit_test(test_links),
        cmocka_unit_test(test_language_and_superior), cmocka_unit_test(test_calls), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_comments), cmocka_unit_test(test_escapes), cmocka_unit_test(test_spans),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_hostile_nesting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
