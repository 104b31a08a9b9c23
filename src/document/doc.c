#include "document/doc.h"

struct doc *doc_new(struct arena *arena, const struct source *source)
{
    struct doc *doc = arena_new_of(arena, struct doc);
    doc->arena = arena;
    doc->source = source;
    doc->language = doc->fields.language = doc->fields.original = LANG_NONE;
    doc->root = doc_node(doc, NODE_DOCUMENT, span_of(0, source ? source->n : 0));
    return doc;
}

struct node *doc_node(struct doc *doc, enum node_kind kind, struct span span)
{
    struct node *node = arena_new_of(doc->arena, struct node);
    node->kind = kind;
    node->id = ++doc->node_count;
    node->span = span;
    return node;
}

struct node *doc_text(struct doc *doc, const char *at, size_t n, struct span span)
{
    struct node *node = doc_node(doc, NODE_TEXT, span);
    node->text.at = at;
    node->text.n = (uint32_t)n;
    return node;
}

/* Puts a loose node between two neighbours under a parent; either neighbour may be NULL. */
static void link_between(struct node *parent, struct node *prev, struct node *node, struct node *next)
{
    node->parent = parent;
    node->prev = prev;
    node->next = next;
    *(prev ? &prev->next : &parent->first) = node;
    *(next ? &next->prev : &parent->last) = node;
}

void node_append(struct node *parent, struct node *child)
{
    link_between(parent, parent->last, child, NULL);
}

void node_insert_before(struct node *next, struct node *node)
{
    link_between(next->parent, next->prev, node, next);
}

void node_insert_after(struct node *prev, struct node *node)
{
    link_between(prev->parent, prev, node, prev->next);
}

void node_remove(struct node *node)
{
    struct node *parent = node->parent;
    if (!parent)
        return;
    *(node->prev ? &node->prev->next : &parent->first) = node->next;
    *(node->next ? &node->next->prev : &parent->last) = node->prev;
    node->parent = node->prev = node->next = NULL;
}

static const struct row {
    const char *name;
    bool leaf;
} rows[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = {"document", false},
    [NODE_OPENING] = {"opening", false},
    [NODE_PREAMBULAR] = {"preambular", false},
    [NODE_OPERATIVE] = {"operative", false},
    [NODE_ITEM] = {"item", false},
    [NODE_PARAGRAPH] = {"paragraph", false},
    [NODE_HEADING] = {"heading", false},
    [NODE_ANNEX] = {"annex", false},
    [NODE_QUOTE] = {"quote", false},
    [NODE_TABLE] = {"table", false},
    [NODE_ROW] = {"row", false},
    [NODE_CELL] = {"cell", false},
    [NODE_SEPARATOR] = {"separator", false},
    [NODE_CLOSING] = {"closing", false},
    [NODE_PAGE_BREAK] = {"page-break", true},
    [NODE_NOTE] = {"note", false},
    [NODE_TEXT] = {"text", true},
    [NODE_EMPHASIS] = {"emphasis", false},
    [NODE_LINK] = {"link", false},
    [NODE_CALL] = {"call", true},
    [NODE_SUPERIOR] = {"superior", false},
    [NODE_LINE_BREAK] = {"line-break", true},
    [NODE_LANGUAGE] = {"language", false},
};

const char *node_kind_name(enum node_kind kind)
{
    return rows[kind].name;
}

struct walk walk_start(struct node *root)
{
    return (struct walk){.root = root, .node = root};
}

bool node_is_leaf(const struct node *node)
{
    return rows[node->kind].leaf;
}

bool walk_next(struct walk *walk)
{
    struct node *node = walk->node;
    if (!node)
        return false;
    if (!walk->started) {
        walk->started = walk->entering = true;
        return true;
    }
    if (walk->entering && !node_is_leaf(node)) {
        walk->entering = node->first != NULL;
        walk->node = node->first ? node->first : node;
        return true;
    }
    if (node == walk->root) {
        walk->node = NULL;
        return false;
    }
    walk->entering = node->next != NULL;
    walk->node = node->next ? node->next : node->parent;
    return walk->node != NULL;
}

void node_text(const struct node *node, struct buf *out)
{
    size_t start = out->n;
    for (struct walk w = walk_start((struct node *)node); walk_next(&w);) {
        if (!w.entering)
            continue;
        if (w.node->kind == NODE_TEXT)
            buf_bytes(out, w.node->text.at, w.node->text.n);
        else if (w.node->kind == NODE_LINE_BREAK)
            buf_char(out, ' ');
        else if (!node_is_inline(w.node) && out->n > start && out->at[out->n - 1] != '\n')
            buf_char(out, '\n');
    }
}

static void number_from(struct node *root, uint32_t first)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering)
            walk.node->id += first;
}

void doc_number_from(struct doc *doc, uint32_t first)
{
    number_from(doc->root, first);
    for (size_t i = 0; i < doc->notes.n; i++)
        if (doc->notes.at[i]->body)
            number_from(doc->notes.at[i]->body, first);
    doc->node_count += first;
}
