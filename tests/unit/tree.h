/* A document tree as one line of text, for tests:
 *     (operative 1. (lead "Decides") " to …" (item a) "…")) */
#ifndef HEXAPLA_TEST_TREE_H
#define HEXAPLA_TEST_TREE_H

#include "base/buf.h"
#include "document/doc.h"

static inline void tree_open(const struct node *node, struct buf *out)
{
    static const char *const emphasis[] = {"lead", "strong", "strong-lead"};
    buf_text(out, node->kind == NODE_EMPHASIS ? emphasis[node->emphasis.kind] : node_kind_name(node->kind));
    switch (node->kind) {
    case NODE_EMPHASIS:
        buf_text(out, node->emphasis.found ? "?" : "");
        break;
    case NODE_LINK:
        buf_printf(out, "%s %s", node->link.found ? "?" : "", node->link.address);
        break;
    case NODE_LANGUAGE:
        buf_printf(out, " %s", lang_row(node->language)->tag);
        break;
    case NODE_CALL:
        buf_printf(out, " %s", node->call->name);
        break;
    case NODE_OPERATIVE:
    case NODE_ITEM:
        buf_printf(out, " %s", node->item.label ? node->item.label : "-");
        break;
    case NODE_HEADING:
        buf_printf(out, " %d", node->item.level);
        break;
    default:
        break;
    }
}

static inline void tree_write(const struct node *root, struct buf *out)
{
    for (struct walk walk = walk_start((struct node *)root); walk_next(&walk);) {
        const struct node *node = walk.node;
        bool leaf = node->kind == NODE_TEXT || node->kind == NODE_CALL || node->kind == NODE_LINE_BREAK || node->kind == NODE_PAGE_BREAK;
        if (!walk.entering) {
            buf_char(out, ')');
            continue;
        }
        if (out->n && out->at[out->n - 1] != '(')
            buf_char(out, ' ');
        if (node->kind == NODE_TEXT) {
            buf_char(out, '"');
            buf_bytes(out, node->text.at, node->text.n);
            buf_char(out, '"');
            continue;
        }
        buf_char(out, '(');
        tree_open(node, out);
        if (leaf)
            buf_char(out, ')');
    }
}

#endif
