/* The text views, letter for letter where a golden depends on it. */
#include "output/dump.h"
#include "layout/page.h"
#include "setting.h"

static struct buf new_buf(struct arena *arena)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_text(&buf, "");
    return buf;
}

static struct node *add(struct doc *doc, struct node *parent, enum node_kind kind)
{
    struct node *node = doc_node(doc, kind, (struct span){0, 0});
    node_append(parent, node);
    return node;
}

static void shows_a_tree(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct doc *doc = doc_new(arena, source_new(arena, "x.txt", "abcdef", 6));
    struct node *operative = add(doc, doc->root, NODE_OPERATIVE);
    operative->item.number = 3;
    operative->item.label = "3.";
    operative->span = span_of(1, 6);
    struct node *lead = add(doc, operative, NODE_EMPHASIS);
    lead->emphasis.found = true;
    node_append(lead, doc_text(doc, "Pide \"a\"\n", 9, span_of(2, 4)));
    struct note note = {.name = "*", .calls = 2, .body = doc_node(doc, NODE_NOTE, (struct span){0, 0})};
    add(doc, operative, NODE_CALL)->call = &note;
    *list_add(arena, &doc->notes) = &note;
    struct buf out = new_buf(arena);
    dump_tree(doc, &out);
    const char *kinds[] = {node_kind_name(NODE_DOCUMENT), node_kind_name(NODE_OPERATIVE), node_kind_name(NODE_EMPHASIS),
        node_kind_name(NODE_TEXT), node_kind_name(NODE_CALL), node_kind_name(NODE_NOTE)};
    struct buf expected = new_buf(arena);
    buf_printf(&expected,
        "%s @0-6\n  %s number=3 \"3.\" @1-6\n    %s lead found\n      %s \"Pide \\\"a\\\"\\u000A\" @2-4\n    %s note=*\n"
        "note \"*\" number=0 calls=2\n%s\n",
        kinds[0], kinds[1], kinds[2], kinds[3], kinds[4], kinds[5]);
    assert_string_equal(out.at, expected.at);
    arena_free(arena);
}

static void bears_a_deep_tree(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct doc *doc = doc_new(arena, source_new(arena, "x.txt", "", 0));
    struct node *node = doc->root;
    for (int i = 0; i < 20000; i++)
        node = add(doc, node, NODE_QUOTE);
    struct buf out = new_buf(arena);
    dump_tree(doc, &out);
    assert_true(out.n < 20000 * 100);
    arena_free(arena);
}

static void shows_fields_in_their_order(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct doc *doc = doc_new(arena, source_new(arena, "x.txt", "", 0));
    doc->language = LANG_ES;
    doc->organ = ORGAN_GA;
    doc->fields.at[FIELD_TITLE].text = "Título";
    doc->fields.at[FIELD_SYMBOL].text = "A/RES/71/28";
    struct buf out = new_buf(arena);
    dump_fields(doc, &out);
    assert_string_equal(out.at, "symbol: A/RES/71/28\ntitle: Título\n(text in es, organ ga)\n");
    arena_free(arena);
}

static void open_page(struct bench *b)
{
    bench_open(b, LANG_ES);
    b->template_.page_width = 300 * UNIT_PT;
    b->template_.page_height = 400 * UNIT_PT;
    b->template_.column = 50 * UNIT_PT;
    b->template_.column_width = 60 * UNIT_PT;
    b->content.title = "T";
    b->content.author = "A";
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++) {
        b->template_.page[kind] = (struct page_plan){.width = 300 * UNIT_PT, .height = 400 * UNIT_PT, .column = 50 * UNIT_PT, .column_width = 60 * UNIT_PT};
        b->template_.page[kind].top = 80 * UNIT_PT + UNIT_PT / 8;
        b->template_.page[kind].bottom = 350 * UNIT_PT;
        b->content.page[kind].plan = &b->template_.page[kind];
    }
    struct content_block *block = list_add(b->arena, &b->content.blocks);
    *block = *bench_block(b, "La Asamblea General y los Estados");
    block->node = 7;
    block->runs.at[0].node = 9;
}

static void shows_content(void **unused)
{
    (void)unused;
    struct bench b;
    open_page(&b);
    struct buf out = new_buf(b.arena);
    dump_content(&b.content, &out);
    assert_string_equal(out.at,
        "content lang=es template=test\ntitle \"T\"\nauthor \"A\"\n"
        "paragraph node=7 leading=12 before=0 after=0\n"
        "    text text/0 size=10 node=9 \"La Asamblea General y los Estados\"\n");
    bench_close(&b);
}

static void shows_lines_pages_and_text(void **unused)
{
    (void)unused;
    struct bench b;
    open_page(&b);
    struct layout *layout = page_layout(b.shaper, b.arena, &b.content, b.report);
    struct buf lines = new_buf(b.arena), pages = new_buf(b.arena), text = new_buf(b.arena);
    dump_lines(layout, &lines);
    dump_pages(layout, &pages);
    dump_text(layout, &text);
    assert_ptr_equal(strstr(lines.at, "1 paragraph.0 y=80.125 x=50 width="), lines.at);
    assert_non_null(strstr(lines.at, "\n1 paragraph.1 y=92.125 x=50 width="));
    assert_non_null(strstr(lines.at, " of=60 stretch="));
    assert_ptr_equal(strstr(pages.at, "page 1 width=300 height=400\n  glyphs x=50 y=80.125 left=50 width="), pages.at);
    assert_non_null(strstr(pages.at, " size=10 lang=es node=9 block=7 n="));
    assert_string_equal(text.at, "La Asamblea General y los Estados\n\f");
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_a_tree),
        cmocka_unit_test(bears_a_deep_tree),
        cmocka_unit_test(shows_fields_in_their_order),
        cmocka_unit_test(shows_content),
        cmocka_unit_test(shows_lines_pages_and_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
