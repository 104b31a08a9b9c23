/* Labels. What was typed is read again here: its value is checked against its neighbours, and the
 * language's own form takes its place. A label of a kind that the level does not have, such as (1)
 * where the house style has (a), is kept as typed; so is the Security Council's a. there.
 *
 * Numbers start again where a paragraph numbered 1 follows a heading, an annex or an opening line. When
 * every paragraph of the document is numbered 1 they are counted; then only an annex, an opening line or
 * a heading of the first level starts them again. */
#include <string.h>

#include "language/numeral.h"
#include "reading/passes.h"

struct numbering {
    struct doc *doc;
    struct report *report;
    bool counted; /* every paragraph is typed 1. */
};

static struct label typed_label(const struct node *node)
{
    struct label label = {0};
    if (node->item.label)
        numeral_read_label(node->item.label, strlen(node->item.label), &label);
    return label;
}

/* The place of the label, where it was typed there. */
static struct span label_span(const struct numbering *numbering, const struct node *node)
{
    const struct source *source = numbering->doc->source;
    size_t n = strlen(node->item.label);
    bool there = node->span.start + n <= source->n && memcmp(source->bytes + node->span.start, node->item.label, n) == 0;
    return there ? span_of(node->span.start, node->span.start + n) : node->span;
}

static const char *official(const struct numbering *numbering, int level, int number)
{
    struct buf out;
    buf_init(&out, numbering->doc->arena);
    numeral_label(numbering->doc->language, level, number, &out);
    return out.at ? out.at : "";
}

/* Whether a label is of the kind that its level has in some language. */
static bool fits_level(const struct label *label, int level, int number)
{
    bool roman = label->roman == number && (label->kind == LABEL_ROMAN || label->kind == LABEL_LETTER);
    switch (level) {
    case 0:
        return label->kind == LABEL_NUMBER;
    case 1:
        return label->kind == LABEL_LETTER && !label->upper && label->value == number;
    case 2:
        return (roman && !label->upper) || label->kind == LABEL_QUOTED_NUMBER || label->kind == LABEL_IDEOGRAPH;
    case 3:
        return label->kind == LABEL_LETTER && !label->upper && label->value == number && !label->parenthesis_open;
    default:
        return roman && !label->upper && !label->parenthesis_open;
    }
}

/* `level`: the one whose form the label has. */
static void report_wrong(const struct numbering *numbering, struct node *node, int level, int expected)
{
    struct arena *arena = numbering->doc->arena;
    struct span span = label_span(numbering, node);
    if (node->kind == NODE_OPERATIVE)
        diag_at(numbering->report, DIAG_NUMBER_WRONG, numbering->doc->source, span,
            arena_printf(arena, "%d", node->item.number), arena_printf(arena, "%d", expected));
    else
        diag_at(numbering->report, DIAG_LETTER_WRONG, numbering->doc->source, span, node->item.label,
            official(numbering, level, expected));
}

/* Gives a node its printed label; returns the number that comes next. */
static int label_node(const struct numbering *numbering, struct node *node, int expected, bool counted)
{
    struct label label = typed_label(node);
    bool fits = !node->item.label || fits_level(&label, node->item.level, node->item.number);
    int level = numeral_form_level(&label, node->item.level, numbering->doc->organ);
    if (counted && fits)
        node->item.number = expected;
    else if (node->item.number != expected)
        report_wrong(numbering, node, level, expected);
    if (fits)
        node->item.label = official(numbering, level, node->item.number);
    return node->item.number + 1;
}

/* Whether the items from `first` to the end of their run are all typed with the first's label. */
static bool all_first(const struct node *first)
{
    const struct node *item = first;
    int items = 0;
    for (; item && item->kind == NODE_ITEM && !item->item.dash && item->item.number == 1; item = item->next)
        items++;
    return items > 1 && (!item || item->kind != NODE_ITEM);
}

static void number_items(const struct numbering *numbering, struct node *parent)
{
    int expected = 1;
    bool counted = false;
    for (struct node *child = parent->first; child; child = child->next) {
        if (child->kind != NODE_ITEM)
            continue;
        if (child->item.dash) {
            child->item.label = "–";
            continue;
        }
        bool after_item = child->prev && child->prev->kind == NODE_ITEM;
        if (!after_item || child->prev->item.dash) {
            if (child->item.number == 1)
                expected = 1;
            counted = all_first(child);
        }
        expected = label_node(numbering, child, expected, counted);
    }
}

static bool restarts(const struct numbering *numbering, const struct node *block)
{
    if (block->kind == NODE_ANNEX || block->kind == NODE_OPENING)
        return true;
    return block->kind == NODE_HEADING && (!numbering->counted || block->item.level == 1);
}

static void number_paragraphs(const struct numbering *numbering, struct node *container)
{
    int expected = 1;
    bool restart = false;
    for (struct node *block = container->first; block; block = block->next) {
        restart = restart || restarts(numbering, block);
        if (block->kind != NODE_OPERATIVE || block->item.number == 0)
            continue;
        if (restart && block->item.number == 1)
            expected = 1;
        restart = false;
        expected = label_node(numbering, block, expected, numbering->counted);
    }
}

static bool is_counted(struct node *root)
{
    int paragraphs = 0;
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering && walk.node->kind == NODE_OPERATIVE && walk.node->item.number) {
            if (walk.node->item.number != 1)
                return false;
            paragraphs++;
        }
    return paragraphs > 1;
}

/* A quotation counts on from its own first number. */
static void number_quote(const struct numbering *numbering, struct node *quote)
{
    int expected = 0;
    for (struct node *block = quote->first; block; block = block->next)
        if (block->kind == NODE_OPERATIVE && block->item.number)
            expected = label_node(numbering, block, expected ? expected : block->item.number, false);
}

void pass_numbering(struct doc *doc, struct report *report)
{
    struct numbering numbering = {.doc = doc, .report = report, .counted = is_counted(doc->root)};
    number_paragraphs(&numbering, doc->root);
    for (struct walk walk = walk_start(doc->root); walk_next(&walk);) {
        if (!walk.entering || node_is_inline(walk.node))
            continue;
        number_items(&numbering, walk.node);
        if (walk.node->kind == NODE_QUOTE)
            number_quote(&numbering, walk.node);
    }
}
