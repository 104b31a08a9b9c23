#include "reading/builder.h"

#include <string.h>

#include "base/utf.h"
#include "reading/inline.h"
#include "reading/pipe.h"
#include "reading/notes.h"

static const struct inline_options inline_options = {.published = true};

struct span builder_span(const struct builder *b, const struct piece *piece)
{
    const struct stretch *stretches = b->pieces.stretches.at + piece->first;
    uint32_t start = stretches[0].span.start;
    if (piece->label.kind != LABEL_NONE)
        start = piece->label_span.start;
    return span_of(start, stretches[piece->count - 1].span.end);
}

void builder_fill(struct builder *b, struct node *node, const struct piece *piece)
{
    const struct stretch *stretches = b->pieces.stretches.at + piece->first;
    if (piece->count > 1 || stretches[0].span.end > stretches[0].span.start)
        inline_parse(b->doc, node, stretches, piece->count, &inline_options, b->report);
}

void builder_unlabel(struct builder *b, struct piece *piece)
{
    if (piece->label.kind == LABEL_NONE)
        return;
    b->pieces.stretches.at[piece->first].span.start = piece->label_span.start;
    piece->label.kind = LABEL_NONE;
}

struct node *builder_put(struct builder *b, struct node *parent, enum node_kind kind, const struct piece *piece)
{
    struct node *node = doc_node(b->doc, kind, builder_span(b, piece));
    node_append(parent, node);
    builder_fill(b, node, piece);
    if (kind != NODE_HEADING && kind != NODE_ANNEX && kind != NODE_CLOSING) {
        b->flow = node;
        b->flow_ending = plain_ending(piece->plain);
        b->joins = 0;
    }
    b->broken = b->titled = false;
    return node;
}

struct node *builder_put_block(struct builder *b, enum node_kind kind, const struct piece *piece)
{
    b->depth = 0;
    return builder_put(b, b->doc->root, kind, piece);
}

void builder_open_list(struct builder *b, struct node *node, const struct piece *piece)
{
    b->open[0] = (struct level){.node = node, .indent = piece->indent};
    b->depth = 1;
}

void builder_keep_plain(struct builder *b, const struct piece *piece, const char *what)
{
    diag_at(b->report, DIAG_KEPT_PLAIN, b->doc->source, builder_span(b, piece), what);
}

bool builder_follows(const struct builder *b, enum node_kind kind)
{
    return b->doc->root->last && b->doc->root->last->kind == kind;
}

void builder_set_field(struct builder *b, enum field_id id, const char *text, size_t n, struct span span)
{
    struct doc *doc = b->doc;
    if (n)
        field_set(&doc->fields, id, doc->arena, text, n, b->report, doc->source, span);
}

/* The name of a note from its figure: digits, or stars. */
static size_t note_name(const struct builder *b, const struct piece *piece, char name[8])
{
    size_t n = 0, taken;
    const char *bytes = b->doc->source->bytes;
    for (size_t at = piece->name.start; at < piece->name.end && n < 8; at += taken) {
        int digit = utf_superior_digit(utf8_decode(bytes + at, piece->name.end - at, &taken));
        name[n++] = digit < 0 ? '*' : (char)('0' + digit);
    }
    return n;
}

void builder_put_note(struct builder *b, const struct piece *piece)
{
    char name[8];
    size_t n = note_name(b, piece, name);
    const struct note *called = notes_named(b->doc, name, n);
    if (name[0] == '*' && (!called || called->body)) { /* no call before it is open */
        builder_keep_plain(b, piece, "a note that is not called");
        struct node *kept = doc_node(b->doc, NODE_PARAGRAPH, builder_span(b, piece));
        node_append(b->doc->root, kept);
        node_append(kept, doc_text(b->doc, "* ", 2, piece->name));
        builder_fill(b, kept, piece);
        return;
    }
    struct node *body = notes_body(b->doc, name, n, span_of(piece->name.start, builder_span(b, piece).end), b->report);
    struct node *paragraph = doc_node(b->doc, NODE_PARAGRAPH, builder_span(b, piece));
    node_append(body, paragraph);
    builder_fill(b, paragraph, piece);
    b->broken = true;
}

/* Texts of notes that are called nowhere end the document as plain paragraphs. */
void builder_settle_notes(struct builder *b)
{
    size_t kept = 0;
    struct doc *doc = b->doc;
    for (size_t i = 0; i < doc->notes.n; i++) {
        struct note *note = doc->notes.at[i];
        if (note->calls || !note->body) {
            doc->notes.at[kept++] = note;
            continue;
        }
        diag_at(b->report, DIAG_KEPT_PLAIN, doc->source, note->span, "a note that is not called");
        while (note->body->first) {
            struct node *paragraph = note->body->first;
            node_remove(paragraph);
            node_append(doc->root, paragraph);
        }
    }
    doc->notes.n = kept;
}

/* The row between its bars; the count of its cells. */
static size_t put_row(struct builder *b, struct node *table, struct span span)
{
    const char *text = b->doc->source->bytes + span.start;
    size_t n = span.end - span.start, cells = 0;
    struct node *row = doc_node(b->doc, NODE_ROW, span);
    node_append(table, row);
    for (size_t at = 1; at < n; cells++) {
        size_t end = pipe_cell_end(text, n, at);
        struct plain inner = plain_trim((struct plain){text + at, end - at});
        size_t start = span.start + (size_t)(inner.at - text);
        struct stretch stretch = {span_of(start, start + inner.n)};
        struct node *cell = doc_node(b->doc, NODE_CELL, stretch.span);
        node_append(row, cell);
        if (inner.n)
            inline_parse(b->doc, cell, &stretch, 1, &inline_options, b->report);
        at = end + 1;
    }
    return cells;
}

void builder_put_table(struct builder *b, const struct piece *piece)
{
    const struct stretch *rows = b->pieces.stretches.at + piece->first;
    struct node *table = doc_node(b->doc, NODE_TABLE, builder_span(b, piece));
    bool inside = b->depth && piece->indent > b->open[0].indent;
    node_append(inside ? b->open[0].node : b->doc->root, table);
    size_t wanted = 0;
    struct span rule = {0, 0};
    for (size_t i = 0; i < piece->count; i++) {
        struct span span = rows[i].span;
        if (pipe_is_rule(b->doc->source->bytes + span.start, span.end - span.start)) {
            if (!rule.end)
                pipe_mark_header(table);
            rule = rule.end ? rule : span;
            continue;
        }
        size_t cells = put_row(b, table, span);
        if (!wanted)
            wanted = cells;
        else if (cells != wanted)
            diag_at(b->report, DIAG_TABLE_SHAPE, b->doc->source, span, arena_printf(b->doc->arena, "%zu", cells),
                arena_printf(b->doc->arena, "%zu", wanted));
    }
    pipe_align(table, b->doc->source->bytes + rule.start, rule.end - rule.start);
    b->flow = NULL;
}

void builder_put_separator(struct builder *b, const struct piece *piece)
{
    struct node *node = doc_node(b->doc, NODE_SEPARATOR, builder_span(b, piece));
    struct span span = b->pieces.stretches.at[piece->first].span;
    struct buf out;
    buf_init(&out, b->doc->arena);
    for (uint32_t at = span.start; at < span.end; at++)
        if (b->doc->source->bytes[at] != '\\')
            buf_char(&out, b->doc->source->bytes[at]);
    node_append(node, doc_text(b->doc, out.at, out.n, span));
    node_append(b->doc->root, node);
    b->depth = 0;
    b->flow = NULL;
}
