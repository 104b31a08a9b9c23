#include "test.h"

#include "document/doc.h"

static int setup(void **state)
{
    *state = arena_new();
    return *state == NULL;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void set(struct doc *doc, struct report *report, enum field_id id, const char *text)
{
    field_set(&doc->fields, id, doc->arena, text, strlen(text), report, doc->source, span_of(0, 1));
}

static void names_go_both_ways(void **state)
{
    (void)state;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const char *name = field_name((enum field_id)id);
        assert_int_equal(field_from_name(name, strlen(name)), id);
        assert_true(strlen(field_what((enum field_id)id)) > 0);
    }
    assert_int_equal(field_from_name("sessio", 6), FIELD_COUNT);
    assert_int_equal(field_from_name("", 0), FIELD_COUNT);
    assert_int_equal(field_type(FIELD_ADOPTED), FIELD_TYPE_DATE);
    assert_int_equal(field_type(FIELD_SYMBOL), FIELD_TYPE_SYMBOL);
}

static const char *near(const char *name)
{
    return field_nearest(name, strlen(name));
}

static void nearest_name(void **state)
{
    (void)state;
    assert_string_equal(near("sesion"), "session");
    assert_string_equal(near("tilte"), "title");
    assert_string_equal(near("adoption"), "adopted");
    assert_string_equal(near("agenda_title"), "agenda-title");
    assert_string_equal(near("provenance"), "");
    assert_string_equal(near("xyzzy"), "");
    assert_string_equal(near(""), "");
    char endless[1000];
    memset(endless, 's', sizeof endless);
    assert_string_equal(field_nearest(endless, sizeof endless), "");
}

static void typed_values(void **state)
{
    struct report *report = report_new(*state);
    struct doc *doc = doc_new(*state, source_new(*state, "x", "---\n", 4));
    assert_int_equal(doc->fields.language, LANG_NONE);
    assert_int_equal(doc->fields.original, LANG_NONE);
    set(doc, report, FIELD_SESSION, " 71\r\n");
    set(doc, report, FIELD_ADOPTED, "2016-12-05");
    set(doc, report, FIELD_ISSUED, "2016-12-09");
    set(doc, report, FIELD_SYMBOL, "A/RES/71/28");
    set(doc, report, FIELD_LANGUAGE, "ru");
    set(doc, report, FIELD_ORIGINAL, "en");
    set(doc, report, FIELD_TITLE, "  A title  ");
    assert_int_equal(report->list.n, 0);
    assert_int_equal(doc->fields.session, 71);
    assert_int_equal(doc->fields.adopted.day, 5);
    assert_int_equal(doc->fields.issued.day, 9);
    assert_int_equal(doc->fields.symbol.number, 28);
    assert_int_equal(doc->fields.language, LANG_RU);
    assert_int_equal(doc->fields.original, LANG_EN);
    assert_string_equal(doc->fields.at[FIELD_TITLE].text, "A title");
    assert_string_equal(doc->fields.at[FIELD_SESSION].text, "71");
    assert_true(field_given(&doc->fields, FIELD_TITLE));
    assert_false(field_given(&doc->fields, FIELD_JOB));
}

static void ill_typed_values(void **state)
{
    static const struct {
        enum field_id field;
        const char *text;
        enum diag_id expected;
    } cases[] = {
        {FIELD_SESSION, "71st", DIAG_FIELD_NUMBER}, {FIELD_SESSION, "0", DIAG_FIELD_NUMBER},
        {FIELD_SESSION, "99999999999999999999", DIAG_FIELD_NUMBER}, {FIELD_SESSION, "-1", DIAG_FIELD_NUMBER},
        {FIELD_ADOPTED, "5 December 2016", DIAG_FIELD_DATE}, {FIELD_ISSUED, "2015-02-29", DIAG_FIELD_DATE},
        {FIELD_SYMBOL, "resolution", DIAG_FIELD_SYMBOL}, {FIELD_LANGUAGE, "de", DIAG_FIELD_LANGUAGE},
        {FIELD_TITLE, " \t ", DIAG_FIELD_EMPTY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report *report = report_new(*state);
        struct doc *doc = doc_new(*state, source_new(*state, "x", "---\n", 4));
        set(doc, report, cases[i].field, cases[i].text);
        assert_int_equal(report->list.n, 1);
        assert_int_equal(report->list.at[0].id, cases[i].expected);
        assert_false(field_given(&doc->fields, cases[i].field));
    }
}

static void value_from_outside(void **state)
{
    struct report *report = report_new(*state);
    struct doc *doc = doc_new(*state, NULL);
    field_set(&doc->fields, FIELD_SESSION, doc->arena, "x", 1, report, NULL, span_of(0, 0));
    assert_int_equal(report->list.n, 1);
    assert_string_equal(report->list.at[0].file, "");
}

static void tree_surgery(void **state)
{
    struct doc *doc = doc_new(*state, NULL);
    struct node *parent = doc_node(doc, NODE_PARAGRAPH, span_of(0, 0));
    struct node *b = doc_text(doc, "b", 1, span_of(0, 0));
    struct node *a = doc_text(doc, "a", 1, span_of(0, 0));
    struct node *c = doc_text(doc, "c", 1, span_of(0, 0));
    assert_int_equal(doc->root->id, 1);
    assert_int_equal(c->id, 5);
    assert_int_equal(doc->node_count, 5);
    node_append(parent, b);
    node_insert_before(b, a);
    node_insert_after(b, c);
    assert_ptr_equal(parent->first, a);
    assert_ptr_equal(parent->last, c);
    assert_ptr_equal(c->prev, b);
    node_remove(b);
    assert_ptr_equal(a->next, c);
    assert_ptr_equal(c->prev, a);
    assert_null(b->parent);
    node_remove(b); /* a loose node stays loose */
    node_remove(a);
    node_remove(c);
    assert_null(parent->first);
    assert_null(parent->last);
}

static struct node *add(struct doc *doc, struct node *parent, enum node_kind kind)
{
    struct node *node = doc_node(doc, kind, span_of(0, 0));
    node_append(parent, node);
    return node;
}

static void walk_order(void **state)
{
    struct doc *doc = doc_new(*state, NULL);
    struct node *operative = add(doc, doc->root, NODE_OPERATIVE);
    node_append(add(doc, operative, NODE_EMPHASIS), doc_text(doc, "Decides", 7, span_of(0, 0)));
    node_append(operative, doc_text(doc, " to", 3, span_of(0, 0)));
    add(doc, operative, NODE_CALL);
    add(doc, operative, NODE_LINE_BREAK);
    node_append(add(doc, operative, NODE_ITEM), doc_text(doc, "act", 3, span_of(0, 0)));
    add(doc, doc->root, NODE_SEPARATOR);

    struct buf seen;
    buf_init(&seen, *state);
    for (struct walk w = walk_start(doc->root); walk_next(&w);)
        buf_printf(&seen, "%s%s ", w.entering ? "" : "/", node_kind_name(w.node->kind));
    assert_string_equal(seen.at, "document operative emphasis text /emphasis text call line-break item text /item "
                                 "/operative separator /separator /document ");
    struct buf text;
    buf_init(&text, *state);
    node_text(doc->root, &text);
    assert_string_equal(text.at, "Decides to \nact\n");

    struct walk leaf = walk_start(operative->first->first); /* stays within its root */
    assert_true(walk_next(&leaf));
    assert_false(walk_next(&leaf));
    assert_false(walk_next(&leaf));
}

static void deep_tree_needs_no_stack(void **state)
{
    struct doc *doc = doc_new(*state, NULL);
    struct node *at = doc->root;
    for (int i = 0; i < 200000; i++)
        at = add(doc, at, NODE_QUOTE);
    size_t steps = 0;
    for (struct walk w = walk_start(doc->root); walk_next(&w);)
        steps++;
    assert_int_equal(steps, 2 * 200001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_both_ways),
        cmocka_unit_test(nearest_name),
        cmocka_unit_test_setup_teardown(typed_values, setup, teardown),
        cmocka_unit_test_setup_teardown(ill_typed_values, setup, teardown),
        cmocka_unit_test_setup_teardown(value_from_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(tree_surgery, setup, teardown),
        cmocka_unit_test_setup_teardown(walk_order, setup, teardown),
        cmocka_unit_test_setup_teardown(deep_tree_needs_no_stack, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
