/* Links. Citations are found in the text of a whole block, marks and all, as a list of resolutions may
 * run through links and emphasis. A citation that lies in one text becomes a link there. */
#include <string.h>

#include "reading/passes.h"
#include "reading/tidy.h"

struct piece { /* one TEXT in the text of its block */
    struct node *text; /* what is left of it after the links found */
    size_t start, end; /* [byte] */
    struct node *link; /* the LINK it is in, or NULL */
};

struct linker {
    struct doc *doc;
    struct buf text; /* of the block */
    LIST(struct piece) pieces;
};

static bool is_empty(const struct node *link)
{
    return link->link.address[0] == '\0' || strcmp(link->link.address, "#") == 0;
}

static struct node *link_over(struct node *node, const struct node *block)
{
    for (; node != block; node = node->parent)
        if (node->kind == NODE_LINK)
            return node;
    return NULL;
}

static void add_piece(struct linker *linker, struct node *node, struct node *link)
{
    *list_add(linker->doc->arena, &linker->pieces) = (struct piece){node, linker->text.n, linker->text.n + node->text.n, link};
    buf_bytes(&linker->text, node->text.at, node->text.n);
}

/* Gathers the text of the inlines that stand directly in the block. */
static void gather(struct linker *linker, struct node *block)
{
    linker->text.n = linker->pieces.n = 0;
    for (struct node *child = block->first; child && node_is_inline(child); child = child->next)
        for (struct walk walk = walk_start(child); walk_next(&walk);) {
            if (!walk.entering)
                continue;
            if (walk.node->kind == NODE_TEXT)
                add_piece(linker, walk.node, link_over(walk.node->parent, block));
            else if (walk.node->kind == NODE_LINE_BREAK)
                buf_char(&linker->text, ' ');
        }
}

static const char *address_of(const struct doc *doc, const char *canonical)
{
    struct buf out;
    buf_init(&out, doc->arena);
    cite_address(doc->language, canonical, &out);
    return out.at ? out.at : "";
}

/* The rest of a text from its n-th byte on, as a text after it; the text keeps what is before. Spans
 * are exact where the text stands in the source as it is. */
static struct node *split(struct doc *doc, struct node *text, size_t n)
{
    uint32_t at = text->span.start + (uint32_t)n;
    if (at > text->span.end)
        at = text->span.end;
    struct node *rest = doc_text(doc, text->text.at + n, text->text.n - n, span_of(at, text->span.end));
    text->text.n = (uint32_t)n;
    text->span.end = at;
    node_insert_after(text, rest);
    return rest;
}

/* Wraps the bytes start to end of a text in a LINK; returns what is left after it, or NULL. */
static struct node *wrap(struct doc *doc, struct node *text, size_t start, size_t end, const char *address)
{
    struct node *inner = start ? split(doc, text, start) : text;
    struct node *rest = end - start < inner->text.n ? split(doc, inner, end - start) : NULL;
    struct node *link = doc_node(doc, NODE_LINK, inner->span);
    link->link.address = address;
    link->link.found = true;
    node_insert_before(inner, link);
    node_remove(inner);
    node_append(link, inner);
    return rest;
}

/* Whether the link holds no other text than this piece. */
static bool is_only(const struct linker *linker, const struct piece *piece)
{
    const struct piece *first = linker->pieces.at, *last = first + linker->pieces.n - 1;
    return (piece == first || piece[-1].link != piece->link) && (piece == last || piece[1].link != piece->link);
}

/* A citation in an empty link gives it its address; one that is all of its text makes it needless. */
static void fill_link(const struct linker *linker, struct piece *piece, const struct citation *citation, const char *address)
{
    if (citation->start == piece->start && citation->end == piece->end && is_only(linker, piece)) {
        tidy_unwrap(piece->link);
        piece->link = NULL;
    } else {
        piece->link->link.address = address;
    }
}

/* The citations of one block, given in order, onto its pieces. */
static void apply(struct linker *linker, const struct citations *found)
{
    size_t next = 0;
    for (size_t i = 0; i < found->list.n; i++) {
        const struct citation *citation = &found->list.at[i];
        while (next + 1 < linker->pieces.n && linker->pieces.at[next + 1].start <= citation->start)
            next++;
        struct piece *piece = &linker->pieces.at[next];
        if (citation->start < piece->start || citation->end > piece->end)
            continue;
        const char *address = address_of(linker->doc, found->names.at + citation->canonical);
        if (piece->link && is_empty(piece->link))
            fill_link(linker, piece, citation, address);
        if (piece->link)
            continue;
        piece->text = wrap(linker->doc, piece->text, citation->start - piece->start, citation->end - piece->start, address);
        piece->start = citation->end;
    }
}

/* The symbol that a link's own text is, or "". */
static const char *own_symbol(const struct doc *doc, const struct node *link)
{
    struct buf text, symbol;
    struct symbol parsed;
    buf_init(&text, doc->arena);
    buf_init(&symbol, doc->arena);
    node_text(link, &text);
    if (text.n && cite_symbol(text.at, text.n, &parsed))
        return text.at;
    if (text.n)
        cite_from_title_number(doc->organ, text.at, text.n, &symbol);
    return symbol.n ? symbol.at : "";
}

/* Links that are still without address get that of their text, or go. */
static void fill_empty(struct doc *doc, struct node *block)
{
    for (struct node *child = block->first, *next; child && node_is_inline(child); child = next) {
        next = child->next;
        if (child->kind == NODE_EMPHASIS || child->kind == NODE_LANGUAGE) {
            fill_empty(doc, child); /* marks nest sixteen deep at most */
            continue;
        }
        if (child->kind != NODE_LINK || !is_empty(child))
            continue;
        const char *symbol = own_symbol(doc, child);
        if (*symbol)
            child->link.address = address_of(doc, symbol);
        else
            tidy_unwrap(child);
    }
    tidy_texts(doc, block);
}

static void link_block(struct linker *linker, struct node *block)
{
    struct doc *doc = linker->doc;
    gather(linker, block);
    if (!linker->text.n)
        return;
    struct citations found = {0};
    buf_init(&found.names, doc->arena);
    cite_find(doc->arena, doc->language, doc->organ, linker->text.at, linker->text.n, &found);
    apply(linker, &found);
    fill_empty(doc, block);
}

static void link_blocks(struct linker *linker, struct node *root)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering && !node_is_inline(walk.node) && walk.node->first && node_is_inline(walk.node->first))
            link_block(linker, walk.node);
}

void pass_links(struct doc *doc)
{
    struct linker linker = {.doc = doc};
    buf_init(&linker.text, doc->arena);
    link_blocks(&linker, doc->root);
    for (size_t i = 0; i < doc->notes.n; i++)
        if (doc->notes.at[i]->body)
            link_blocks(&linker, doc->notes.at[i]->body);
}
