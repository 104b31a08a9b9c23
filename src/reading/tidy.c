#include "reading/tidy.h"

#include <string.h>

/* One TEXT for the run that starts at `first`. Texts that follow each other in memory are not copied. */
static void join_run(struct doc *doc, struct node *first)
{
    size_t n = 0;
    bool adjacent = true;
    struct node *end = first;
    for (; end && end->kind == NODE_TEXT; end = end->next) {
        adjacent = adjacent && end->text.at == first->text.at + n;
        n += end->text.n;
    }
    if (first->next == end)
        return;
    char *joined = adjacent ? NULL : arena_new_array(doc->arena, char, n + 1);
    size_t at = 0;
    for (struct node *text = first, *next; text != end; text = next) {
        next = text->next;
        if (joined)
            memcpy(joined + at, text->text.at, text->text.n);
        at += text->text.n;
        first->span.end = text->span.end;
        if (text != first)
            node_remove(text);
    }
    if (joined)
        first->text.at = joined;
    first->text.n = (uint32_t)n;
}

void tidy_texts(struct doc *doc, struct node *parent)
{
    for (struct node *child = parent->first; child; child = child->next)
        if (child->kind == NODE_TEXT)
            join_run(doc, child);
}

void tidy_unwrap(struct node *node)
{
    while (node->first) {
        struct node *child = node->first;
        node_remove(child);
        node_insert_before(node, child);
    }
    node_remove(node);
}

static bool has_children(const struct node *node)
{
    return node->kind == NODE_EMPHASIS || node->kind == NODE_LINK || node->kind == NODE_SUPERIOR ||
           node->kind == NODE_LANGUAGE;
}

/* Whether the emphasis adds nothing to what its ancestors are. */
static bool is_repeated(const struct node *emphasis)
{
    for (const struct node *up = emphasis->parent; up && node_is_inline(up); up = up->parent)
        if (up->kind == NODE_EMPHASIS &&
            (up->emphasis.kind == emphasis->emphasis.kind || up->emphasis.kind == EMPHASIS_STRONG_LEAD))
            return true;
    return false;
}

/* *…* around **…** alone is ***…***. */
static void fold_double(struct node *emphasis)
{
    struct node *only = emphasis->first;
    if (only != emphasis->last || only->kind != NODE_EMPHASIS)
        return;
    if (only->emphasis.kind != emphasis->emphasis.kind)
        emphasis->emphasis.kind = EMPHASIS_STRONG_LEAD;
    tidy_unwrap(only);
}

static bool is_same_mark(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case NODE_EMPHASIS:
        return a->emphasis.kind == b->emphasis.kind && a->emphasis.found == b->emphasis.found;
    case NODE_LINK:
        return a->link.found == b->link.found && strcmp(a->link.address, b->link.address) == 0;
    case NODE_LANGUAGE:
        return a->language == b->language;
    case NODE_SUPERIOR:
        return true;
    default:
        return false;
    }
}

static void append_children(struct node *to, struct node *from)
{
    to->span.end = from->span.end;
    while (from->first) {
        struct node *child = from->first;
        node_remove(child);
        node_append(to, child);
    }
    node_remove(from);
}

/* The children of one parent, marks first, as joining marks brings texts together. */
static void tidy_children(struct node *parent)
{
    for (struct node *child = parent->first, *next; child; child = next) {
        next = child->next;
        if (!has_children(child))
            continue;
        if (!child->first) {
            node_remove(child);
            continue;
        }
        if (child->kind == NODE_EMPHASIS && is_repeated(child)) {
            next = child->first;
            tidy_unwrap(child);
            continue;
        }
        if (child->kind == NODE_EMPHASIS)
            fold_double(child);
        if (child->prev && is_same_mark(child->prev, child))
            append_children(child->prev, child);
    }
}

void tidy_inlines(struct doc *doc, struct node *parent)
{
    for (struct walk walk = walk_start(parent); walk_next(&walk);)
        if (walk.entering && (walk.node == parent || has_children(walk.node))) {
            tidy_children(walk.node);
            tidy_texts(doc, walk.node);
        }
}
