#include "writing/akn_out.h"

#include <string.h>

#include "base/utf.h"
#include "writing/akn_out_part.h"

enum { WHOLE = 1000 /* of a table's width */ };

/* ---- XML ---- */

void akn_out_indent(struct akn_out *akn)
{
    for (int i = 0; i < akn->depth; i++)
        buf_text(akn->out, "  ");
}

void akn_out_open(struct akn_out *akn, const char *name, const char *attributes)
{
    akn_out_indent(akn);
    buf_printf(akn->out, "<%s%s%s>\n", name, *attributes ? " " : "", attributes);
    akn->depth++;
}

void akn_out_close(struct akn_out *akn, const char *name)
{
    akn->depth--;
    akn_out_indent(akn);
    buf_printf(akn->out, "</%s>\n", name);
}

static bool is_xml_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static void write_char(struct akn_out *akn, const char *bytes, size_t n, uint32_t c)
{
    const char *reference = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
    if (reference)
        buf_text(akn->out, reference);
    else if (is_xml_char(c))
        buf_bytes(akn->out, bytes, n);
    else
        buf_text(akn->out, "\xEF\xBF\xBD");
    akn->replaced |= !is_xml_char(c);
}

void akn_out_text(struct akn_out *akn, const char *text, size_t n)
{
    for (size_t at = 0, taken; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        write_char(akn, text + at, taken, c);
    }
}

void akn_out_string(struct akn_out *akn, const char *text)
{
    akn_out_text(akn, text, strlen(text));
}

/* ---- paragraphs ---- */

static void write_p(struct akn_out *akn, const struct node *node)
{
    akn_out_indent(akn);
    buf_text(akn->out, "<p xml:space=\"preserve\">");
    akn_out_inlines(akn, node);
    buf_text(akn->out, "</p>\n");
}

static const char *id_of(struct akn_out *akn, const char *what)
{
    return arena_printf(akn->out->arena, "eId=\"%s_%zu\"", what, ++akn->blocks);
}

static const struct node *first_block(const struct node *node)
{
    const struct node *child = node->first;
    while (child && node_is_inline(child))
        child = child->next;
    return child;
}

static void write_block(struct akn_out *akn, const struct node *block);

static void write_list(struct akn_out *akn, const struct node *owner, const struct node *first, bool intro)
{
    akn_out_open(akn, "list", id_of(akn, "list"));
    if (intro) {
        akn_out_open(akn, "intro", "");
        write_p(akn, owner);
        akn_out_close(akn, "intro");
    }
    for (const struct node *block = first; block; block = block->next) {
        bool apart = block->kind != NODE_ITEM;
        if (apart)
            akn_out_open(akn, "wrapUp", "");
        if (block->kind == NODE_PARAGRAPH && !first_block(block))
            write_p(akn, block);
        else
            write_block(akn, block);
        if (apart)
            akn_out_close(akn, "wrapUp");
    }
    akn_out_close(akn, "list");
}

static void write_content(struct akn_out *akn, const struct node *node)
{
    if (first_block(node)) {
        write_list(akn, node, first_block(node), true);
        return;
    }
    akn_out_open(akn, "content", "");
    write_p(akn, node);
    akn_out_close(akn, "content");
}

static void write_paragraph(struct akn_out *akn, const struct node *node)
{
    const char *name = node->kind == NODE_ITEM ? "point" : "paragraph";
    bool labelled = node->kind == NODE_ITEM || node->kind == NODE_OPERATIVE;
    const char *id = id_of(akn, name);
    akn_out_open(akn, name, node->kind == NODE_ITEM ? id : arena_printf(akn->out->arena, "%s class=\"SingleTxt\"", id));
    if (labelled && node->item.label) {
        akn_out_indent(akn);
        buf_text(akn->out, "<num>");
        akn_out_string(akn, node->item.label);
        buf_text(akn->out, "</num>\n");
    }
    write_content(akn, node);
    akn_out_close(akn, name);
}

static void write_preambular(struct akn_out *akn, const struct node *node)
{
    akn_out_open(akn, "container", arena_printf(akn->out->arena, "name=\"preambular\" %s", id_of(akn, "container")));
    write_p(akn, node);
    if (first_block(node))
        write_list(akn, node, first_block(node), false);
    akn_out_close(akn, "container");
}

static void write_heading(struct akn_out *akn, const struct node *node)
{
    int level = node->kind == NODE_HEADING ? node->item.level : 1;
    const char *class = level < 2 ? "H1" : level == 2 ? "H2" : "H3";
    akn_out_open(akn, "paragraph", arena_printf(akn->out->arena, "%s class=\"%s\"", id_of(akn, "paragraph"), class));
    akn_out_indent(akn);
    buf_text(akn->out, "<heading>");
    akn_out_inlines(akn, node);
    buf_text(akn->out, "</heading>\n");
    akn_out_close(akn, "paragraph");
}

/* ---- tables ---- */

static void write_cell(struct akn_out *akn, const struct node *cell, long width)
{
    static const char *const aligns[] = {
        [CELL_BY_CONTENT] = NULL, [CELL_START] = "Left", [CELL_CENTRE] = "Center", [CELL_END] = "Right"};
    const char *name = cell->cell.header ? "th" : "td", *align = aligns[cell->cell.align];
    akn_out_indent(akn);
    buf_printf(akn->out, "<%s", name);
    if (cell->cell.columns > 1)
        buf_printf(akn->out, " colspan=\"%d\"", cell->cell.columns);
    if (cell->cell.rows > 1)
        buf_printf(akn->out, " rowspan=\"%d\"", cell->cell.rows);
    if (width)
        buf_printf(akn->out, " akn4un:data-width-type=\"%ld-dxa\"", width);
    if (align)
        buf_printf(akn->out, " akn4un:data-justification=\"%s\"", align);
    buf_text(akn->out, "><p>");
    akn_out_inlines(akn, cell);
    buf_printf(akn->out, "</p></%s>\n", name);
}

/* Rows above may cover places of this one. */
static void write_row(struct akn_out *akn, const struct node *table, const struct node *row, uint16_t *covered)
{
    size_t columns = table->table.columns, column = 0;
    akn_out_open(akn, "tr", "");
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        size_t span = cell->cell.columns ? cell->cell.columns : 1;
        while (column < columns && covered[column])
            column++;
        write_cell(akn, cell, span == 1 && column < columns ? table->table.widths[column] * 10L : 0);
        for (; span && column < columns; span--, column++)
            covered[column] = cell->cell.rows ? cell->cell.rows : 1;
        column += span;
    }
    for (size_t i = 0; i < columns; i++)
        if (covered[i])
            covered[i]--;
    akn_out_close(akn, "tr");
}

static void write_table(struct akn_out *akn, const struct node *table)
{
    uint16_t *covered = arena_new_array(akn->out->arena, uint16_t, (size_t)table->table.columns + 1);
    akn_out_open(akn, "container", arena_printf(akn->out->arena, "name=\"table\" %s", id_of(akn, "container")));
    akn_out_open(akn, "table", id_of(akn, "table"));
    for (const struct node *row = table->first; row; row = row->next)
        write_row(akn, table, row, covered);
    akn_out_close(akn, "table");
    akn_out_close(akn, "container");
}

/* ---- blocks ---- */

static void write_blocks(struct akn_out *akn, const struct node *first, const struct node *end)
{
    for (const struct node *block = first; block && block != end; block = block->next)
        write_block(akn, block);
}

static void write_mark(struct akn_out *akn, const struct node *block)
{
    struct buf text;
    buf_init(&text, akn->out->arena);
    if (block->kind == NODE_SEPARATOR)
        node_text(block, &text);
    akn_out_indent(akn);
    if (block->kind == NODE_PAGE_BREAK) {
        buf_text(akn->out, "<p><eop/></p>\n");
        return;
    }
    buf_text(akn->out, "<p><decoration style=\"text-align:center\">");
    akn_out_text(akn, text.at ? text.at : "", text.n);
    buf_text(akn->out, "</decoration></p>\n");
}

/* Quotations nest four deep, items in each of them four, so this does too. */
static void write_block(struct akn_out *akn, const struct node *block)
{
    switch (block->kind) {
    case NODE_OPENING:
        akn_out_open(akn, "formula", arena_printf(akn->out->arena, "name=\"enactingFormula\" %s", id_of(akn, "formula")));
        write_p(akn, block);
        akn_out_close(akn, "formula");
        break;
    case NODE_PREAMBULAR:
        write_preambular(akn, block);
        break;
    case NODE_HEADING:
    case NODE_ANNEX:
        write_heading(akn, block);
        break;
    case NODE_QUOTE:
        akn_out_open(akn, "container", arena_printf(akn->out->arena, "name=\"quotation\" %s", id_of(akn, "container")));
        write_blocks(akn, block->first, NULL);
        akn_out_close(akn, "container");
        break;
    case NODE_TABLE:
        write_table(akn, block);
        break;
    case NODE_SEPARATOR:
    case NODE_PAGE_BREAK:
        write_mark(akn, block);
        break;
    default:
        write_paragraph(akn, block);
    }
}

/* ---- the document ---- */

static void write_room(struct akn_out *akn, const char *name, const struct node *first, const struct node *end)
{
    if (!first || first == end)
        return;
    akn_out_open(akn, name, "");
    write_blocks(akn, first, end);
    akn_out_close(akn, name);
}

/* The lines that are fields, then those that are blocks. */
static void write_conclusions(struct akn_out *akn, const struct node *first, const struct node *end)
{
    const char *vote = akn->doc->fields.at[FIELD_VOTE].text;
    const char *lines[] = {akn_out_line(akn, FIELD_MEETING_LINE), akn_out_line(akn, FIELD_ADOPTED_LINE), vote ? vote : ""};
    bool any = first != end;
    for (size_t i = 0; i < 3; i++)
        any |= *lines[i] != '\0';
    if (!any)
        return;
    akn_out_open(akn, "conclusions", "eId=\"conclusions\"");
    for (size_t i = 0; i < 3; i++) {
        if (!*lines[i])
            continue;
        akn_out_indent(akn);
        buf_text(akn->out, "<p class=\"field\">");
        akn_out_value(akn, lines[i]);
        buf_text(akn->out, "</p>\n");
    }
    write_blocks(akn, first, end);
    akn_out_close(akn, "conclusions");
}

static void write_attachments(struct akn_out *akn, const struct node *first)
{
    if (!first)
        return;
    akn_out_open(akn, "attachments", "");
    while (first) {
        const struct node *end = first->next;
        while (end && end->kind != NODE_ANNEX)
            end = end->next;
        akn_out_open(akn, "attachment", "");
        akn_out_open(akn, "doc", "name=\"annex\"");
        write_room(akn, "mainBody", first, end);
        akn_out_close(akn, "doc");
        akn_out_close(akn, "attachment");
        first = end;
    }
    akn_out_close(akn, "attachments");
}

/* Star notes that are called less often than counted: none in a tree that reading made. */
static void write_notes_left(struct akn_out *akn)
{
    if (!akn_out_notes_left(akn))
        return;
    akn_out_open(akn, "mainBody", "");
    akn_out_indent(akn);
    buf_text(akn->out, "<p>");
    akn_out_other_notes(akn);
    buf_text(akn->out, "</p>\n");
    akn_out_close(akn, "mainBody");
}

static void write_statement(struct akn_out *akn)
{
    const struct node *first = akn->doc->root->first, *body = first, *annex, *closing;
    while (body && (body->kind == NODE_OPENING || body->kind == NODE_PREAMBULAR))
        body = body->next;
    annex = body;
    while (annex && annex->kind != NODE_ANNEX)
        annex = annex->next;
    closing = annex;
    for (const struct node *last = annex ? annex->prev : akn->doc->root->last; last && last != body && last->kind == NODE_CLOSING; last = last->prev)
        closing = last;
    write_room(akn, "preamble", first, body);
    write_room(akn, "mainBody", body, closing);
    write_conclusions(akn, closing, annex);
    write_attachments(akn, annex);
    write_notes_left(akn);
}

void akn_out(const struct doc *doc, const char *const lines[FIELD_COUNT], struct buf *out, struct report *report)
{
    struct akn_out akn = {.doc = doc, .lines = lines, .out = out, .report = report};
    akn_out_list_notes(&akn);
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    akn_out_open(&akn, "akomaNtoso",
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0 "
        "http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/akomantoso30.xsd\" "
        "xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\" xmlns:html=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:akn4un=\"http://un.org/akn4un\"");
    akn_out_open(&akn, "statement", "name=\"resolution\"");
    akn_out_meta(&akn);
    akn_out_cover(&akn);
    write_statement(&akn);
    akn_out_close(&akn, "statement");
    akn_out_close(&akn, "akomaNtoso");
    if (akn.replaced)
        diag_at(report, DIAG_XML_LOST, doc->source, span_of(0, 0), "U+FFFE, U+FFFF and control characters", "they are written as U+FFFD");
}
