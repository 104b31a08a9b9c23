/* Resolve: small documents, built by hand, as rows of styled blocks. */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>

#include "template/resolve.h"
#include "template/runs.h"
#include "template/value.h"
#include "template/wording.h"
#include "templates.h"

struct bench {
    struct arena *arena;
    struct report *report;
    const struct template_ *template_[LANG_COUNT];
    struct source *source;
    struct doc *doc; /* of the running test */
    const struct content *content;
};

static int set_up(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    bench->report = report_new(bench->arena);
    templates_load(bench->arena, bench->report, bench->template_);
    bench->source = source_new(bench->arena, "test.txt", "", 0);
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

/* --- building --------------------------------------------------------------------------------- */

static void start(struct bench *bench, enum lang lang, enum organ organ)
{
    bench->report->list.n = 0;
    bench->doc = doc_new(bench->arena, bench->source);
    bench->doc->language = lang;
    bench->doc->organ = organ;
}

static void give(struct bench *bench, enum field_id id, const char *text)
{
    field_set(&bench->doc->fields, id, bench->arena, text, strlen(text), bench->report, bench->source, (struct span){0, 0});
    assert_int_equal(bench->report->list.n, 0);
}

static void resolution_71_28(struct bench *bench, enum lang lang)
{
    start(bench, lang, ORGAN_GA);
    give(bench, FIELD_SYMBOL, "A/RES/71/28");
    give(bench, FIELD_ISSUED, "2016-12-09");
    give(bench, FIELD_SESSION, "71");
    give(bench, FIELD_AGENDA, "93");
    give(bench, FIELD_ADOPTED, "2016-12-05");
    give(bench, FIELD_MEETING, "51");
    give(bench, FIELD_COMMITTEE, "1");
    give(bench, FIELD_REPORT, "A/71/445");
    give(bench, FIELD_TITLE, "Developments");
}

static struct node *inside(struct bench *bench, struct node *parent, enum node_kind kind)
{
    struct node *node = doc_node(bench->doc, kind, (struct span){0, 0});
    node_append(parent, node);
    return node;
}

static struct node *text(struct bench *bench, struct node *parent, const char *words)
{
    node_append(parent, doc_text(bench->doc, words, strlen(words), (struct span){0, 0}));
    return parent;
}

static struct node *block(struct bench *bench, enum node_kind kind, const char *words)
{
    return text(bench, inside(bench, bench->doc->root, kind), words);
}

static struct node *emphasis(struct bench *bench, struct node *parent, enum emphasis kind)
{
    struct node *node = inside(bench, parent, NODE_EMPHASIS);
    node->emphasis.kind = kind;
    return node;
}

static struct node *numbered(struct bench *bench, struct node *parent, int level, const char *label, const char *words)
{
    struct node *node = inside(bench, parent, level == 0 ? NODE_OPERATIVE : NODE_ITEM);
    node->item.level = level;
    node->item.number = label ? 1 : 0;
    node->item.label = label;
    return text(bench, node, words);
}

static struct node *heading(struct bench *bench, int level, const char *words)
{
    struct node *node = block(bench, NODE_HEADING, words);
    node->item.level = level;
    return node;
}

static struct note *note(struct bench *bench, int number, const char *name, const char *words)
{
    struct note *made = arena_new_of(bench->arena, struct note);
    *made = (struct note){.name = name, .number = number};
    if (words) {
        made->body = doc_node(bench->doc, NODE_NOTE, (struct span){0, 0});
        text(bench, inside(bench, made->body, NODE_PARAGRAPH), words);
    }
    *list_add(bench->arena, &bench->doc->notes) = made;
    return made;
}

static void call(struct bench *bench, struct node *parent, struct note *called)
{
    inside(bench, parent, NODE_CALL)->call = called;
}

/* --- showing ---------------------------------------------------------------------------------- */

static void show_runs(const struct run_list *runs, const struct style *base, struct buf *out)
{
    for (size_t i = 0; i < runs->n; i++) {
        const struct run *run = &runs->at[i];
        buf_text(out, run->kind == RUN_CALL ? "^" : run->style.rise != 0 ? "~" : "");
        buf_text(out, run->style.bold != base->bold ? run->style.bold ? "<b>" : "<-b>" : "");
        buf_text(out, run->style.italic != base->italic ? run->style.italic ? "<i>" : "<-i>" : "");
        if (run->link != NO_INDEX)
            buf_printf(out, "<link %d>", run->link);
        if (run->kind == RUN_PAGE || run->kind == RUN_PAGES)
            buf_text(out, run->kind == RUN_PAGE ? "#" : "##");
        if (run->kind == RUN_LINE_BREAK)
            buf_text(out, "/");
        else
            buf_bytes(out, run->text, run->n);
        if (i + 1 < runs->n)
            buf_char(out, '|');
    }
}

static const char *show_blocks(struct bench *bench, const struct block_list *blocks)
{
    struct buf out;
    buf_init(&out, bench->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < blocks->n; i++) {
        const struct content_block *shown = &blocks->at[i];
        buf_printf(&out, "%s%s:", shown->page_before ? "+" : "", role_name(shown->role));
        if (shown->label.n > 0) {
            buf_text(&out, " [");
            show_runs(&shown->label, shown->style->text, &out);
            buf_char(&out, ']');
        }
        buf_char(&out, ' ');
        show_runs(&shown->runs, shown->style->text, &out);
        buf_text(&out, shown->rule ? "rule\n" : "\n");
    }
    return out.at;
}

static const struct content *resolved(struct bench *bench)
{
    bench->content = resolve(bench->arena, bench->doc, bench->template_[bench->doc->language], bench->report);
    return bench->content;
}

static void gives(struct bench *bench, const char *expected)
{
    resolved(bench);
    assert_int_equal(bench->report->list.n, 0);
    assert_string_equal(show_blocks(bench, &bench->content->blocks), expected);
}

static const struct content_block *block_at(struct bench *bench, size_t i)
{
    assert_true(i < bench->content->blocks.n);
    return &bench->content->blocks.at[i];
}

/* --- tests ------------------------------------------------------------------------------------ */

static void a_resolution_is_worded_from_its_fields(void **state)
{
    struct bench *bench = *state;
    resolution_71_28(bench, LANG_EN);
    give(bench, FIELD_AGENDA_TITLE, "Item of the agenda");
    struct node *opening = inside(bench, bench->doc->root, NODE_OPENING);
    text(bench, emphasis(bench, opening, EMPHASIS_LEAD), "The General Assembly");
    text(bench, opening, ",");
    struct node *preambular = inside(bench, bench->doc->root, NODE_PREAMBULAR);
    text(bench, emphasis(bench, preambular, EMPHASIS_LEAD), "Recalling");
    text(bench, preambular, " things,");
    numbered(bench, bench->doc->root, 0, "1.", "Decides so.");
    gives(bench,
        "session: Seventy-first session\n"
        "agenda: Agenda item 93\n"
        "agenda-title: Item of the agenda\n"
        "adoption: Resolution adopted by the General Assembly on\u00A05\u00A0December 2016\n"
        "provenance: <-i>[|on the report of the First Committee (|<link 0>A/71/445|)|<-i>]\n"
        "title: [71/28.] Developments\n"
        "opening: <i>The General Assembly|,\n"
        "preambular: <i>Recalling| things,\n"
        "operative: [1.] Decides so.\n"
        "closing: 51st plenary meeting\n"
        "closing: 5\u00A0December 2016\n"
        "end-rule: rule\n");
    assert_string_equal(bench->content->title, "A/RES/71/28: Developments");
    assert_string_equal(bench->content->symbol, "A/RES/71/28");
    assert_string_equal(bench->content->author, "United Nations");
    assert_string_equal(block_at(bench, 5)->outline, "71/28. Developments");
    assert_int_equal(block_at(bench, 5)->outline_level, 1);
    assert_int_equal(block_at(bench, 5)->node, 0);
    assert_int_equal(block_at(bench, 6)->node, opening->id);
    assert_int_equal(block_at(bench, 9)->style->before, 12 * UNIT_PT);
    assert_int_equal(block_at(bench, 10)->style->before, 0);
    assert_int_equal(block_at(bench, 11)->rule_width, 72 * UNIT_PT);
}

static void emphasis_follows_the_language(void **state)
{
    static const struct row {
        enum lang lang;
        const char *shown;
    } rows[] = {
        {LANG_EN, "paragraph: a|<i>b|<b><i>c|<b><i>d|<b>e|f\n"},
        {LANG_ZH, "paragraph: a|<b>b|<b>c|<b>d|<b>e|f\n"},
        {LANG_AR, "paragraph: a|<b><i>b|<b><i>c|<b><i>d|<b>e|f\n"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start(bench, rows[i].lang, ORGAN_NONE);
        struct node *paragraph = block(bench, NODE_PARAGRAPH, "a");
        struct node *lead = emphasis(bench, paragraph, EMPHASIS_LEAD);
        text(bench, lead, "b");
        text(bench, emphasis(bench, lead, EMPHASIS_STRONG), "c");
        text(bench, emphasis(bench, paragraph, EMPHASIS_STRONG_LEAD), "d");
        text(bench, emphasis(bench, paragraph, EMPHASIS_STRONG), "e");
        text(bench, paragraph, "f");
        gives(bench, arena_printf(bench->arena, "%send-rule: rule\n", rows[i].shown));
    }
}

static void openings_without_marks_are_emphasised(void **state)
{
    static const struct row {
        enum lang lang;
        const char *typed, *shown;
    } rows[] = {
        {LANG_EN, "The General Assembly,", "opening: <i>The General Assembly|,\n"},
        {LANG_EN, "The General Assembly", "opening: <i>The General Assembly\n"},
        {LANG_EN, ",", "opening: <i>,\n"},
        {LANG_ZH, "大会，", "opening: <b>大会|，\n"},
        {LANG_AR, "إن الجمعية العامة،", "opening: <b><i>إن الجمعية العامة|،\n"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start(bench, rows[i].lang, ORGAN_NONE);
        block(bench, NODE_OPENING, rows[i].typed);
        gives(bench, arena_printf(bench->arena, "%send-rule: rule\n", rows[i].shown));
    }
}

static void notes_are_called_and_set(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct note *one = note(bench, 1, "a", "First."), *two = note(bench, 2, "b", NULL), *star = note(bench, 0, "*", "Star.");
    text(bench, inside(bench, one->body, NODE_PARAGRAPH), "More.");
    struct node *paragraph = block(bench, NODE_PARAGRAPH, "text,");
    call(bench, paragraph, one);
    call(bench, paragraph, two);
    text(bench, paragraph, " and");
    struct node *lead = emphasis(bench, paragraph, EMPHASIS_LEAD);
    text(bench, lead, "x");
    call(bench, lead, one);
    call(bench, paragraph, star);
    call(bench, paragraph, NULL);
    gives(bench, "paragraph: text,|^1|~,|^2| and|<i>x|^1|~,|^*\nend-rule: rule\n");
    const struct run *called = &block_at(bench, 0)->runs.at[1];
    assert_int_equal(called->style.size, unit_muldiv(10 * UNIT_PT, 65, 100));
    assert_int_equal(called->style.rise, unit_muldiv(10 * UNIT_PT, 35, 100));
    assert_int_equal(called->note, 0);
    assert_int_equal(block_at(bench, 0)->runs.at[3].note, 1);
    assert_int_equal(bench->content->notes.n, 3);
    assert_string_equal(show_blocks(bench, &bench->content->notes.at[0].blocks), "note: [~1] First.\nnote: More.\n");
    assert_string_equal(show_blocks(bench, &bench->content->notes.at[1].blocks), "note: [~2] \n");
    assert_string_equal(show_blocks(bench, &bench->content->notes.at[2].blocks), "note: [~*] Star.\n");
    start(bench, LANG_AR, ORGAN_NONE);
    one = note(bench, 1, "a", "x"), two = note(bench, 2, "b", "y");
    text(bench, emphasis(bench, one->body->first, EMPHASIS_LEAD), "Treaty Series");
    paragraph = block(bench, NODE_PARAGRAPH, "t");
    call(bench, paragraph, one);
    call(bench, paragraph, two);
    gives(bench, "paragraph: t|^(1)|~،|^(2)\nend-rule: rule\n");
    assert_string_equal(show_blocks(bench, &bench->content->notes.at[0].blocks), "note: [~(1)] x|<i>Treaty Series\n");
    assert_string_equal(show_blocks(bench, &bench->content->notes.at[1].blocks), "note: [~(2)] y\n");
}

static void links_languages_and_breaks_are_kept(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct node *paragraph = block(bench, NODE_PARAGRAPH, "see ");
    struct node *link = inside(bench, paragraph, NODE_LINK);
    link->link.address = "https://undocs.org/en/A/RES/53/70";
    text(bench, emphasis(bench, link, EMPHASIS_LEAD), "53/70");
    inside(bench, paragraph, NODE_LINE_BREAK);
    struct node *language = inside(bench, paragraph, NODE_LANGUAGE);
    language->language = LANG_RU;
    text(bench, language, "текст");
    text(bench, inside(bench, paragraph, NODE_SUPERIOR), "er");
    gives(bench, "paragraph: see |<i><link 0>53/70|/|текст|~er\nend-rule: rule\n");
    assert_int_equal(bench->content->links.n, 1);
    assert_string_equal(bench->content->links.at[0].description, "Resolution 53/70");
    assert_int_equal(block_at(bench, 0)->runs.at[1].style.colour, 0x0000FF);
    assert_int_equal(block_at(bench, 0)->runs.at[3].lang, LANG_RU);
    assert_int_equal(block_at(bench, 0)->runs.at[4].lang, LANG_EN);
    assert_int_equal(block_at(bench, 0)->runs.at[3].node, language->first->id);
}

static hx_unit text_place(const struct content_block *shown)
{
    return shown->style->start + shown->style->first;
}

static void lists_and_continuations_find_their_place(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct node *operative = numbered(bench, bench->doc->root, 0, "1.", "Decides:");
    struct node *item = numbered(bench, operative, 1, "(a)", "One:");
    struct node *sub = numbered(bench, item, 2, "(i)", "Sub;");
    numbered(bench, numbered(bench, numbered(bench, sub, 3, "a.", "x"), 4, "i.", "y"), 9, "?", "z");
    text(bench, inside(bench, sub, NODE_PARAGRAPH), "More of sub.");
    numbered(bench, operative, 1, "–", "Dash;");
    numbered(bench, operative, 1, NULL, "No label;");
    text(bench, inside(bench, operative, NODE_PARAGRAPH), "and so on;");
    numbered(bench, bench->doc->root, 0, NULL, "Unnumbered.");
    gives(bench,
        "operative: [1.] Decides:\n"
        "item-1: [(a)] One:\n"
        "item-2: [(i)] Sub;\n"
        "item-3: [a.] x\n"
        "item-4: [i.] y\n"
        "item-4: [?] z\n"
        "continued: More of sub.\n"
        "item-1: [–] Dash;\n"
        "item-1: No label;\n"
        "continued: and so on;\n"
        "operative: Unnumbered.\n"
        "end-rule: rule\n");
    hx_unit grid = bench->template_[LANG_EN]->block[ROLE_PREAMBULAR].first;
    assert_int_equal(text_place(block_at(bench, 0)), bench->template_[LANG_EN]->block[ROLE_OPERATIVE].first);
    assert_int_equal(text_place(block_at(bench, 6)), bench->template_[LANG_EN]->block[ROLE_ITEM_2].start);
    assert_int_equal(text_place(block_at(bench, 8)), grid);
    assert_int_equal(text_place(block_at(bench, 9)), 0);
    assert_int_equal(text_place(block_at(bench, 10)), grid);
}

static void quotations_are_set_in(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct node *operative = numbered(bench, bench->doc->root, 0, "1.", "Replaces:");
    struct node *quote = inside(bench, operative, NODE_QUOTE);
    text(bench, inside(bench, quote, NODE_PARAGRAPH), "“Text");
    numbered(bench, quote, 0, "4.", "Quoted.");
    struct node *inner = inside(bench, quote, NODE_QUOTE);
    text(bench, inside(bench, inner, NODE_PARAGRAPH), "Deeper”");
    gives(bench, "operative: [1.] Replaces:\nquote: “Text\noperative: [4.] Quoted.\nquote: Deeper”\nend-rule: rule\n");
    const struct block_style *style = &bench->template_[LANG_EN]->block[ROLE_QUOTE];
    assert_int_equal(block_at(bench, 1)->style->start, style->start);
    assert_int_equal(block_at(bench, 2)->style->start, style->start);
    assert_int_equal(block_at(bench, 2)->style->end, style->end);
    assert_int_equal(block_at(bench, 2)->style->label, style->start + bench->template_[LANG_EN]->block[ROLE_OPERATIVE].label);
    assert_int_equal(block_at(bench, 3)->style->start, 2 * style->start);
}

static void closing_lines_stand_before_annexes(void **state)
{
    struct bench *bench = *state;
    resolution_71_28(bench, LANG_FR);
    give(bench, FIELD_VOTE, "[Vote]");
    heading(bench, 1, "I");
    block(bench, NODE_CLOSING, "36e séance plénière");
    block(bench, NODE_CLOSING, "4 décembre");
    heading(bench, 3, "Sous-titre");
    block(bench, NODE_PARAGRAPH, "p");
    block(bench, NODE_CLOSING, "[Adoptée.]");
    block(bench, NODE_ANNEX, "Annexe");
    heading(bench, 1, "Titre de l’annexe");
    heading(bench, 2, "Partie");
    block(bench, NODE_SEPARATOR, "* * *");
    inside(bench, bench->doc->root, NODE_PAGE_BREAK);
    block(bench, NODE_PARAGRAPH, "q");
    gives(bench,
        "session: Soixante et onzième session\n"
        "agenda: Point 93 de l’ordre du jour\n"
        "adoption: Résolution adoptée par l’Assemblée générale le\u00A05\u00A0décembre 2016\n"
        "provenance: <-i>[|sur la base du rapport de la Première Commission (|<link 0>A/71/445|)|<-i>]\n"
        "title: [71/28.] Developments\n"
        "heading-1: I\n"
        "closing: 36|~e| séance plénière\n"
        "closing: 4 décembre\n"
        "heading-3: Sous-titre\n"
        "paragraph: p\n"
        "closing: 51|~e| séance plénière\n"
        "closing: 5\u00A0décembre 2016\n"
        "vote: <-i>[|Vote|<-i>]\n"
        "vote: [Adoptée.]\n"
        "+annex: Annexe\n"
        "annex-title: Titre de l’annexe\n"
        "heading-2: Partie\n"
        "separator: * * *\n"
        "+paragraph: q\n"
        "end-rule: rule\n");
    assert_int_equal(block_at(bench, 7)->style->before, 0);
    assert_string_equal(block_at(bench, 14)->outline, "Annexe");
    assert_int_equal(block_at(bench, 14)->outline_level, 2);
    assert_int_equal(block_at(bench, 16)->outline_level, 3);
    assert_null(block_at(bench, 9)->outline);
}

static void own_closing_lines_serve_when_no_field_does(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_GA);
    block(bench, NODE_PARAGRAPH, "p");
    block(bench, NODE_CLOSING, "1st plenary meeting");
    block(bench, NODE_CLOSING, "1 May 2000");
    gives(bench, "paragraph: p\nclosing: 1st plenary meeting\nclosing: 1 May 2000\nend-rule: rule\n");
    assert_int_equal(block_at(bench, 1)->style->before, 12 * UNIT_PT);
    assert_int_equal(block_at(bench, 2)->style->before, 0);
}

static void council_resolutions_have_two_lines_and_no_title(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_SC);
    give(bench, FIELD_SYMBOL, "S/RES/2231 (2015)");
    give(bench, FIELD_MEETING, "7488");
    give(bench, FIELD_ADOPTED, "2015-07-20");
    gives(bench,
        "adoption: Resolution 2231 (2015)\n"
        "adoption-rest: Adopted by the Security Council at its 7488th meeting, on\u00A020\u00A0July 2015\n"
        "end-rule: rule\n");
    assert_string_equal(block_at(bench, 0)->outline, "Resolution 2231 (2015)");
    assert_int_equal(block_at(bench, 0)->outline_level, 1);
    assert_null(block_at(bench, 1)->outline);
    assert_string_equal(bench->content->title,
        "S/RES/2231 (2015): Resolution 2231 (2015) Adopted by the Security Council at its 7488th meeting, on\u00A020\u00A0July 2015");
}

static void sponsors_stand_before_the_title(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_GA);
    note(bench, 0, "*", "Star.");
    give(bench, FIELD_SYMBOL, "A/81/L.3");
    give(bench, FIELD_SPONSORS, "FR, FJ*, BR**");
    give(bench, FIELD_TITLE, "Title");
    gives(bench,
        "sponsors: Brazil**, Fiji|^*| and France: draft resolution\n"
        "title: Title\n"
        "end-rule: rule\n");
    assert_int_equal(block_at(bench, 0)->runs.at[1].note, 0);
}

/* Rows end with a line, cells with a bar; "*x" is strong, "^x" raised at the end of its cell. */
static struct node *table(struct bench *bench, size_t headers, const char *spec)
{
    struct node *made = inside(bench, bench->doc->root, NODE_TABLE);
    for (size_t r = 0; *spec; r++) {
        struct node *row = inside(bench, made, NODE_ROW);
        while (*spec != '\n') {
            size_t n = strcspn(spec, "|"), plain = strcspn(spec, "^|");
            struct node *cell = inside(bench, row, NODE_CELL);
            cell->cell.header = r < headers;
            bool strong = *spec == '*';
            struct node *holder = strong ? emphasis(bench, cell, EMPHASIS_STRONG) : cell;
            if (plain > strong)
                text(bench, holder, arena_copy(bench->arena, spec + strong, plain - strong));
            if (plain < n)
                text(bench, inside(bench, cell, NODE_SUPERIOR), arena_copy(bench->arena, spec + plain + 1, n - plain - 1));
            spec += n + 1;
        }
        spec++;
    }
    return made;
}

static const char *show_table(struct bench *bench)
{
    static const char *const aligns[] = {"?", "<", ">", "="};
    const struct content_table *shown = resolved(bench)->blocks.at[0].table;
    struct buf out;
    buf_init(&out, bench->arena);
    for (size_t r = 0; r < shown->n; r++) {
        const struct table_row *row = &shown->rows[r];
        buf_printf(&out, "%s%s%s", r < shown->headers ? "header" : "row", row->total ? " total" : "", row->keep_next ? " keep" : "");
        for (size_t i = 0; i < row->n; i++) {
            const struct table_cell *cell = &row->cells[i];
            buf_printf(&out, " %u", cell->column);
            if (cell->columns > 1 || cell->rows > 1)
                buf_printf(&out, "+%ux%u", cell->columns, cell->rows);
            buf_printf(&out, "%s%s", aligns[cell->align], cell->figures ? "#" : "");
            struct buf words;
            buf_init(&words, bench->arena);
            buf_text(&words, "");
            runs_text(&cell->runs, &words);
            buf_text(&out, words.at);
        }
        buf_char(&out, '\n');
    }
    return out.at;
}

static void tables_are_rows_of_placed_cells(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    table(bench, 1,
        "Item|Amount|\n"
        "First|1 200^a|\n"
        "Second|(300)|\n"
        "Third|–|\n"
        "Parts|||\n"
        "*Total|*900|\n");
    assert_string_equal(show_table(bench),
        "header keep 0<Item 1>Amount\n"
        "row 0<First 1>#1\u00A0200a\n"
        "row 0<Second 1>#(300)\n"
        "row 0<Third 1>#–\n"
        "row keep 0<Parts 1> 2<\n"
        "row total 0<Total 1>#900\n");
    const struct content_table *made = bench->content->blocks.at[0].table;
    assert_int_equal(bench->content->blocks.at[0].role, ROLE_TABLE);
    assert_true(made->rows[0].cells[0].runs.at[0].style.italic);
    assert_false(made->rows[1].cells[0].runs.at[0].style.italic);
    assert_int_equal(bench->report->list.n, 0);
}

static void numbers_end_at_the_right_in_arabic(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_AR, ORGAN_NONE);
    table(bench, 0, "البند|78 992 300|\nالبند|(2 064)|\n");
    assert_string_equal(show_table(bench),
        "row 0<البند 1<#\u206678\u00A0992\u00A0300\u2069\n"
        "row 0<البند 1<#\u2066(2\u00A0064)\u2069\n");
}

static void units_span_the_columns_of_numbers(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    const char *wanted =
        "header keep 0< 1>Gross 2>Net\n"
        "header keep 1+2x1=(United States dollars)\n"
        "row 0< 1> 2>\n"
        "row 0<A 1>#(1) 2>#2\n"
        "row 0<B 1>#3 2>#4\n";
    table(bench, 1, "|Gross|Net|\n(United States dollars)|||\n|||\nA|(1)|2|\nB|3|4|\n");
    assert_string_equal(show_table(bench), wanted);
    start(bench, LANG_EN, ORGAN_NONE);
    table(bench, 1, "|Gross|Net|\n|(United States dollars)||\n|||\nA|(1)|2|\nB|3|4|\n");
    assert_string_equal(show_table(bench), wanted);
    start(bench, LANG_ZH, ORGAN_NONE);
    table(bench, 1, "|a|b|\n|（美元）||\nA|1|2|\n|(5)||\n");
    assert_non_null(strstr(show_table(bench), "1+2x1=（美元）"));
    assert_non_null(strstr(show_table(bench), "row 0< 1>#(5) 2>\n"));
}

/* Text copies lose the narrow columns between headings. */
static void a_heading_over_nothing_moves_over_its_numbers(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    table(bench, 1, "|Gross||Net|\nA|1|2||\nB|3|4||\n");
    assert_string_equal(show_table(bench), "header keep 0< 1>Gross 2>Net 3<\nrow 0<A 1>#1 2>#2 3<\nrow 0<B 1>#3 2>#4 3<\n");
    start(bench, LANG_EN, ORGAN_NONE);
    table(bench, 1, "A||B|\nA|1|2|\n"); /* both columns have content: nothing moves */
    assert_string_equal(show_table(bench), "header keep 0<A 1> 2>B\nrow 0<A 1>#1 2>#2\n");
}

static void cells_span_columns_and_rows(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct node *made = table(bench, 2, "A|B|\nC|D|\nx|y|z|\n");
    made->first->first->cell.rows = 2;
    made->first->last->cell.columns = 2;
    made->last->last->cell.rows = 500; /* more than there are */
    made->last->last->cell.align = CELL_CENTRE;
    assert_string_equal(show_table(bench),
        "header keep 0+1x2<A 1+2x1=B\n"
        "header keep 1<C 2<D\n"
        "row 0<x 1<y 2=z\n");
    made->first->last->cell.columns = UINT16_MAX;
    assert_int_equal(resolved(bench)->blocks.at[0].table->columns, 101);
}

static void headings_in_a_row_stand_close(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    block(bench, NODE_PARAGRAPH, "Text");
    heading(bench, 1, "II");
    heading(bench, 1, "Conditions of service");
    heading(bench, 2, "A. Salaries");
    const struct block_style *styles = bench->template_[LANG_EN]->block;
    const struct block_list *blocks = &resolved(bench)->blocks;
    assert_int_equal(blocks->at[1].style->before, styles[ROLE_HEADING_1].before);
    assert_int_equal(blocks->at[2].style->before, 0);
    assert_int_equal(blocks->at[3].style->before, 0);
}

static const char *show_cells(struct bench *bench, enum page_kind kind)
{
    struct buf out;
    buf_init(&out, bench->arena);
    for (size_t i = 0; i < bench->content->page[kind].cells.n; i++) {
        const struct content_cell *cell = &bench->content->page[kind].cells.at[i];
        buf_printf(&out, "%s: ", cell->cell->name);
        show_runs(&cell->runs, cell->cell->style, &out);
        buf_char(&out, '\n');
    }
    return out.at;
}

static void masthead_and_running_heads_are_filled(void **state)
{
    struct bench *bench = *state;
    resolution_71_28(bench, LANG_ES);
    give(bench, FIELD_JOB, "16-21653");
    give(bench, FIELD_RUNNING_TITLE, "{page} corto {x}");
    resolved(bench);
    assert_string_equal(show_cells(bench, PAGE_FIRST),
        "publisher: Naciones Unidas\n"
        "symbol: A|/RES/71/28\n"
        "organ: Asamblea General\n"
        "suborgan: \n"
        "distribution: Distr. general\n"
        "issued: 9\u00A0de\u00A0diciembre de 2016\n"
        "language: \n"
        "original: \n"
        "job: 16-21653 (S)\n"
        "stamp: 091216\n"
        "recycle: Se ruega reciclar\n");
    static const char later[] =
        "symbol: A/RES/71/28\n"
        "running-title: {page} corto {x}\n"
        "folio: #|/|##\n"
        "job: 16-21653\n";
    assert_string_equal(show_cells(bench, PAGE_EVEN), later);
    assert_string_equal(show_cells(bench, PAGE_ODD), later);
    const struct run_list *symbol = &bench->content->page[PAGE_FIRST].cells.at[1].runs;
    assert_int_equal(symbol->at[0].style.size, 20 * UNIT_PT);
    assert_int_equal(symbol->at[1].style.size, 10 * UNIT_PT);
    start(bench, LANG_EN, ORGAN_NONE);
    resolved(bench);
    assert_string_equal(show_cells(bench, PAGE_EVEN), "symbol: \nrunning-title: \nfolio: #|/|##\njob: \n");
}

static void english_lines_of_other_editions_say_so(void **state)
{
    static const enum lang langs[] = {LANG_AR, LANG_ZH, LANG_RU, LANG_FR};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        resolution_71_28(bench, langs[i]);
        resolved(bench);
        const struct content_page *page = &bench->content->page[PAGE_FIRST];
        assert_int_equal(page->cells.at[0].runs.at[0].lang, langs[i]);
        assert_int_equal(page->cells.at[4].runs.at[0].lang, langs[i] == LANG_FR ? LANG_FR : LANG_EN);
        assert_int_equal(block_at(bench, 0)->runs.at[0].lang, langs[i]);
    }
}

static void missing_wording_is_reported(void **state)
{
    struct bench *bench = *state;
    struct template_ mute = *bench->template_[LANG_EN];
    mute.wording = wording_load(&(struct value_scope){.arena = bench->arena, .report = bench->report}, LANG_EN, NULL);
    resolution_71_28(bench, LANG_EN);
    block(bench, NODE_PARAGRAPH, "p");
    const struct content *content = resolve(bench->arena, bench->doc, &mute, bench->report);
    assert_string_equal(show_blocks(bench, &content->blocks), "title: Developments\nparagraph: p\nend-rule: rule\n");
    struct buf out;
    buf_init(&out, bench->arena);
    for (size_t i = 0; i < bench->report->list.n; i++)
        buf_printf(&out, "%s\n", bench->report->list.at[i].message);
    assert_string_equal(out.at,
        "no wording `session` in en\n"
        "no wording `agenda` in en\n"
        "no wording `adoption` in en\n"
        "no wording `provenance` in en\n");
}

static void lines_that_fall_away_are_reported(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_GA);
    give(bench, FIELD_REPORT, "A/71/445");
    resolved(bench);
    assert_int_equal(bench->report->list.n, 1);
    assert_string_equal(bench->report->list.at[0].message, "the provenance line is left out: not all of its fields are given");
    assert_string_equal(bench->report->list.at[0].hint, "give the others, or the whole line as `provenance-line`");
}

/* Whatever the nesting: no recursion, no quadratic time. */
static void deep_and_long_documents_are_borne(void **state)
{
    struct bench *bench = *state;
    start(bench, LANG_EN, ORGAN_NONE);
    struct node *at = block(bench, NODE_PARAGRAPH, "deep");
    for (int i = 0; i < 100000; i++)
        at = emphasis(bench, at, i % 2 ? EMPHASIS_LEAD : EMPHASIS_STRONG);
    text(bench, at, "down");
    struct node *paragraph = block(bench, NODE_PARAGRAPH, "many");
    struct note *called = NULL;
    for (int i = 1; i <= 50000; i++)
        call(bench, paragraph, called = note(bench, i, "n", "Text."));
    for (int i = 0; i < 50000; i++)
        call(bench, paragraph, called);
    resolved(bench);
    assert_int_equal(bench->content->blocks.n, 3);
    assert_int_equal(block_at(bench, 0)->runs.n, 2);
    assert_int_equal(block_at(bench, 1)->runs.n, 200000);
    assert_int_equal(bench->content->notes.n, 50000);
}

static void empty_documents_are_borne(void **state)
{
    struct bench *bench = *state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        start(bench, (enum lang)lang, ORGAN_NONE);
        inside(bench, bench->doc->root, NODE_PARAGRAPH);
        inside(bench, bench->doc->root, NODE_OPENING);
        inside(bench, bench->doc->root, NODE_TABLE);
        numbered(bench, bench->doc->root, 0, "3.", "x")->first->text.n = 0;
        resolved(bench);
        assert_string_equal(show_blocks(bench, &bench->content->blocks), "operative: [3.] \nend-rule: rule\n");
        assert_string_equal(bench->content->title, bench->content->author);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resolution_is_worded_from_its_fields),
        cmocka_unit_test(emphasis_follows_the_language),
        cmocka_unit_test(openings_without_marks_are_emphasised),
        cmocka_unit_test(notes_are_called_and_set),
        cmocka_unit_test(links_languages_and_breaks_are_kept),
        cmocka_unit_test(lists_and_continuations_find_their_place),
        cmocka_unit_test(quotations_are_set_in),
        cmocka_unit_test(closing_lines_stand_before_annexes),
        cmocka_unit_test(own_closing_lines_serve_when_no_field_does),
        cmocka_unit_test(council_resolutions_have_two_lines_and_no_title),
        cmocka_unit_test(sponsors_stand_before_the_title),
        cmocka_unit_test(headings_in_a_row_stand_close),
        cmocka_unit_test(tables_are_rows_of_placed_cells),
        cmocka_unit_test(numbers_end_at_the_right_in_arabic),
        cmocka_unit_test(units_span_the_columns_of_numbers),
        cmocka_unit_test(a_heading_over_nothing_moves_over_its_numbers),
        cmocka_unit_test(cells_span_columns_and_rows),
        cmocka_unit_test(masthead_and_running_heads_are_filled),
        cmocka_unit_test(english_lines_of_other_editions_say_so),
        cmocka_unit_test(missing_wording_is_reported),
        cmocka_unit_test(lines_that_fall_away_are_reported),
        cmocka_unit_test(deep_and_long_documents_are_borne),
        cmocka_unit_test(empty_documents_are_borne),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
