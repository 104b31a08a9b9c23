#include "reading/akn_text.h"

#include <string.h>

#include "language/numeral.h"
#include "reading/akn_writer.h"

enum { STEP = 3 /* [column] of a level */, NOTE_STEP = 4 /* [column] of a note's later paragraphs */, LEVELS = 4, QUOTES = 4, SEPARATOR_LONGEST = 64 /* [byte] */ };

/* ---- places ---- */

void akn_place_at(struct akn_writer *writer, uint32_t xml)
{
    struct akn_text *text = writer->text;
    struct akn_origin origin = {(uint32_t)writer->out.n, xml};
    if (text->origins.n && text->origins.at[text->origins.n - 1].text == origin.text)
        text->origins.at[text->origins.n - 1] = origin;
    else
        *list_add(writer->arena, &text->origins) = origin;
}

uint32_t akn_text_origin(const struct akn_text *text, uint32_t at)
{
    size_t low = 0, high = text->origins.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(text->origins.at[middle].text <= at ? &low : &high) = middle;
    }
    if (!text->origins.n || text->origins.at[low].text > at)
        return 0;
    uint32_t xml = text->origins.at[low].xml + (at - text->origins.at[low].text);
    uint32_t end = low + 1 < text->origins.n ? text->origins.at[low + 1].xml : (uint32_t)text->xml->n;
    uint32_t start = text->origins.at[low].xml;
    return end >= start && xml > end ? end : xml > text->xml->n ? (uint32_t)text->xml->n : xml;
}

void akn_unknown(struct akn_writer *writer, const struct akn_node *node)
{
    for (size_t i = 0; i < writer->unknown.n; i++)
        if (strcmp(writer->unknown.at[i], node->name) == 0)
            return;
    if (writer->unknown.n == UNKNOWN_MOST)
        return;
    *list_add(writer->arena, &writer->unknown) = node->name;
    diag_at(writer->report, DIAG_XML_UNKNOWN, writer->text->xml, span_of(node->at, node->at), node->name);
}

/* ---- elements ---- */

static bool listed(const char *const *names, const struct akn_node *node)
{
    for (; *names; names++)
        if (akn_is(node, *names))
            return true;
    return false;
}

/* About the document, not of it; in source form also the lines that are fields. */
static bool is_apart(const struct akn_writer *writer, const struct akn_node *node)
{
    static const char *const names[] = {"meta", "documentRef", "componentRef", "documentCollectionRef", NULL};
    static const char *const fields[] = {"coverPage", "preface", NULL};
    return listed(names, node) || (writer->source_form && (listed(fields, node) || strcmp(akn_attribute(node, "class"), "field") == 0));
}

bool akn_is_room(const struct akn_node *node)
{
    static const char *const names[] = {"statement", "doc", "documentCollection", "components", "component", "collectionBody",
        "coverPage", "preface", "preamble", "mainBody", "body", "conclusions", "attachments", "attachment", "formula", "container",
        "content", "intro", "wrapUp", "wrap", "section", "part", "chapter", "division", "title", "subtitle", "book", "tome", "clause",
        "subclause", "subsection", "subpart", "subchapter", "subdivision", "level", "paragraph", "subparagraph", "article", "alinea",
        "hcontainer", "point", "indent", "item", "list", "sublist", "blockList", "listIntroduction", "listWrapUp", "block", "blockContainer", "tblock",
        "toc", "recitals", "recital", "citations", "citation", "longTitle", "authorialNote", "foreign", "blockQuote", NULL};
    return listed(names, node);
}

static bool is_item(const struct akn_node *node)
{
    static const char *const names[] = {"point", "item", "indent", NULL};
    return listed(names, node);
}

/* Source form: what follows its first paragraph inside it hangs under that one. */
static bool is_owner(const struct akn_node *node)
{
    return akn_is(node, "paragraph") || is_item(node) ||
           (akn_is(node, "container") && strcmp(akn_attribute(node, "name"), "preambular") == 0);
}

static bool is_quotation(const struct akn_node *node)
{
    return akn_is(node, "container") && strcmp(akn_attribute(node, "name"), "quotation") == 0;
}

static bool is_heading(const struct akn_node *node)
{
    static const char *const names[] = {"heading", "subheading", "crossHeading", NULL};
    return listed(names, node);
}

static bool is_blank(const struct akn_node *node)
{
    if (node->name)
        return false;
    for (size_t i = 0; i < node->n; i++)
        if (!strchr(" \t\r\n\f", node->text[i]) || !node->text[i])
            return false;
    return true;
}

/* ---- paragraphs ---- */

static void write_indent(struct akn_writer *writer, int columns)
{
    for (int i = 0; i < columns; i++)
        buf_char(&writer->out, ' ');
}

/* Takes back what a paragraph without text has written. */
static void take_back(struct akn_writer *writer, size_t start)
{
    writer->out.n = start;
    if (writer->out.at)
        writer->out.at[start] = '\0';
    struct akn_text *text = writer->text;
    while (text->origins.n && text->origins.at[text->origins.n - 1].text > start)
        text->origins.n--;
}

static void write_note(struct akn_writer *writer, const struct akn_called *called);

static void write_notes(struct akn_writer *writer)
{
    for (size_t i = 0; i < writer->notes.n; i++) { /* grows by notes called in notes */
        struct akn_called called = writer->notes.at[i];
        write_note(writer, &called);
    }
    writer->notes.n = 0;
}

/* First text in the nodes from `first` to before `end`; NULL when there is none but white space. */
static const struct akn_node *first_text(const struct akn_node *first, const struct akn_node *end)
{
    for (const struct akn_node *node = first; node && node != end; node = node->next) {
        const struct akn_node *found = !node->name ? (is_blank(node) ? NULL : node) : first_text(node->first, NULL);
        if (found)
            return found;
    }
    return NULL;
}

/* Columns that a list item without <num> stands in: one step for each tab before its letter. */
static int typed_indent(const struct akn_node *first, const struct akn_node *end)
{
    const struct akn_node *text = first_text(first, end);
    if (!text)
        return 0;
    size_t at = 0;
    int tabs = 0;
    while (at < text->n && strchr(" \t\r\n", text->text[at]))
        tabs += text->text[at++] == '\t';
    struct label label;
    size_t taken = numeral_read_label(text->text + at, text->n - at, &label);
    bool item = taken && label.kind != LABEL_NONE && label.kind != LABEL_NUMBER;
    return item ? STEP * (tabs > LEVELS ? LEVELS : tabs) : 0;
}

/* "#", "##", "###" by the class H1 to H3; published text tells levels by itself. */
static void write_heading_mark(struct akn_writer *writer)
{
    for (int i = 0; i < (writer->title ? 1 : writer->heading); i++)
        buf_char(&writer->out, '#');
    buf_char(&writer->out, ' ');
}

/* Indentation, mark and label. Whether the text after them could be taken for the start of a block. */
static bool write_mark(struct akn_writer *writer, const struct akn_node *first, const struct akn_node *end)
{
    const struct akn_node *label = writer->label;
    writer->label = NULL;
    if (writer->heading || writer->title) {
        write_heading_mark(writer);
        writer->indent = 0;
    } else {
        writer->indent = writer->level ? STEP * writer->level : label || writer->source_form ? 0 : typed_indent(first, end);
        write_indent(writer, writer->indent);
    }
    size_t start = writer->out.n;
    akn_source_line(writer, false);
    if (!label || !akn_inline(writer, label->first, NULL, false))
        return !writer->heading;
    struct label read;
    bool dash = numeral_read_label(writer->out.at + start, writer->out.n - start, &read) && read.kind == LABEL_DASH;
    buf_char(&writer->out, ' ');
    return dash;
}

/* The nodes from `first` to before `end` as one paragraph, with the label that waits for one. */
static void write_paragraph(struct akn_writer *writer, const struct akn_node *first, const struct akn_node *end)
{
    size_t start = writer->out.n;
    bool labelled = writer->label && first_text(writer->label->first, NULL), owner = writer->owner;
    bool escape = write_mark(writer, first, end);
    akn_source_line(writer, escape);
    writer->owner = false;
    if (!akn_inline(writer, first, end, false) && !labelled) {
        take_back(writer, start);
        writer->owner = owner;
    } else {
        akn_source_escape(writer);
        buf_text(&writer->out, writer->cover ? "\n" : "\n\n");
    }
    write_notes(writer);
    if (owner && !writer->owner)
        writer->level++;
}

static void write_blocks(struct akn_writer *writer, const struct akn_node *parent);

/* The brackets left empty for a note's figure, or its star, before the text. */
static const struct akn_node *without_figure(const struct akn_node *body, const char *marker)
{
    struct akn_node *text = (struct akn_node *)first_text(body->first, NULL);
    if (!text)
        return body;
    size_t at = 0;
    while (at < text->n && strchr(" \t\r\n", text->text[at]))
        at++;
    size_t figure = strlen(marker);
    bool empty = text->n - at >= 2 && memcmp(text->text + at, "()", 2) == 0;
    bool star = *marker == '*' && text->n - at > figure && memcmp(text->text + at, marker, figure) == 0;
    size_t skip = at + (empty ? 2 : star ? figure : 0);
    if (skip == at)
        return body;
    text->text += skip;
    text->n -= skip;
    text->at += (uint32_t)skip;
    return body;
}

static void write_note(struct akn_writer *writer, const struct akn_called *called)
{
    const struct akn_node *note = without_figure(called->note, called->marker);
    size_t start = writer->out.n;
    int indent = writer->indent;
    write_indent(writer, indent);
    akn_note_mark(writer, called->marker);
    buf_text(&writer->out, writer->source_form ? ": " : " ");
    bool any = false;
    for (const struct akn_node *child = note->first; child; child = child->next) {
        if (is_blank(child))
            continue;
        size_t before = writer->out.n;
        if (any && writer->source_form) {
            writer->indent = indent + NOTE_STEP;
            buf_text(&writer->out, "\n\n");
            write_indent(writer, writer->indent);
        } else if (any) {
            buf_text(&writer->out, "\\\n");
        }
        akn_source_line(writer, any);
        bool wrote = child->name ? akn_inline(writer, child->first, NULL, false) : akn_inline(writer, child, child->next, false);
        if (!wrote)
            take_back(writer, before);
        else
            akn_source_escape(writer);
        any |= wrote;
    }
    writer->indent = indent;
    if (!any)
        take_back(writer, start);
    else
        buf_text(&writer->out, "\n\n");
}

/* ---- blocks ---- */

static int level_of(const struct akn_writer *writer, const struct akn_node *heading)
{
    if (strcmp(akn_attribute(heading, "refersTo"), "#preamble") == 0)
        return 0; /* a paragraph of a section's preamble */
    const char *class = heading->parent ? akn_attribute(heading->parent, "class") : "";
    bool given = writer->source_form && class[0] == 'H' && class[1] >= '1' && class[1] <= '3' && !class[2];
    return given ? class[1] - '0' : 2;
}

static void write_heading(struct akn_writer *writer, const struct akn_node *node)
{
    int was = writer->heading, level = writer->level;
    writer->heading = level_of(writer, node);
    writer->owner = false;
    write_paragraph(writer, node->first, NULL);
    writer->heading = was;
    writer->level = level;
}

static void write_quotation(struct akn_writer *writer, const struct akn_node *node)
{
    int level = writer->level;
    size_t start = writer->out.n;
    writer->level = 0;
    writer->quotes++;
    write_blocks(writer, node);
    writer->quotes--;
    writer->level = level;
    writer->indent = STEP * level;
    akn_source_quote(writer, start);
}

/* A mark alone: a separator as it stands, or a page break. */
static bool write_lone(struct akn_writer *writer, const struct akn_node *p)
{
    const struct akn_node *child = p->first;
    while (child && is_blank(child))
        child = child->next;
    if (!child || !writer->source_form || (!akn_is(child, "eop") && !akn_is(child, "decoration")))
        return false;
    const struct akn_node *text = first_text(child, child->next);
    if (akn_is(child, "eop"))
        buf_text(&writer->out, "<<<\n\n");
    else if (text && text->n < SEPARATOR_LONGEST && strspn(text->text, "* ") == text->n)
        buf_printf(&writer->out, "%s\n\n", text->text);
    else
        return false;
    return true;
}

static void write_room(struct akn_writer *writer, const struct akn_node *node)
{
    bool cover = writer->cover, lines = writer->lines, owner = writer->owner;
    int level = writer->level, heading = writer->heading;
    bool title = writer->title;
    writer->cover |= akn_is(node, "coverPage");
    writer->lines |= akn_is(node, "conclusions");
    writer->title |= akn_is(node, "preface");
    if (writer->source_form)
        writer->owner |= is_owner(node);
    else if ((is_item(node) || akn_is(node, "sublist")) && level < LEVELS)
        writer->level++;
    write_blocks(writer, node);
    if (writer->label && (is_item(node) || is_owner(node)))
        write_paragraph(writer, NULL, NULL);
    if (writer->cover && !cover)
        buf_char(&writer->out, '\n');
    writer->cover = cover;
    writer->lines = lines;
    writer->title = title;
    writer->heading = heading;
    if (is_owner(node) || !writer->source_form) {
        writer->level = level;
        writer->owner = owner;
    }
}

static void write_block(struct akn_writer *writer, const struct akn_node *node);

/* In a table, outside its cells. */
static void write_stray(struct akn_writer *writer, const struct akn_node *node)
{
    if (node->name && !akn_is_inline(node))
        write_block(writer, node);
    else if (first_text(node, node->next))
        write_paragraph(writer, node, node->next);
}

static void write_block(struct akn_writer *writer, const struct akn_node *node)
{
    if (is_apart(writer, node))
        return;
    if (akn_is(node, "num")) {
        if (writer->label)
            write_paragraph(writer, NULL, NULL);
        writer->label = node;
    } else if (is_heading(node)) {
        write_heading(writer, node);
    } else if (akn_is(node, "p") && write_lone(writer, node)) {
        return;
    } else if (writer->source_form && is_quotation(node) && writer->quotes < QUOTES) {
        write_quotation(writer, node);
    } else if (akn_is(node, "p")) {
        write_paragraph(writer, node->first, NULL);
    } else if (akn_is(node, "table")) {
        akn_table_rest(writer, node, write_stray);
        akn_table(writer, node);
        write_notes(writer);
    } else {
        if (!akn_is_room(node))
            akn_unknown(writer, node);
        write_room(writer, node);
    }
}

/* Elements nest AKN_DEPTH deep at most. Text that stands between blocks is a paragraph. */
static void write_blocks(struct akn_writer *writer, const struct akn_node *parent)
{
    for (const struct akn_node *node = parent->first; node;) {
        const struct akn_node *end = node;
        while (end && akn_is_inline(end))
            end = end->next;
        if (end == node) {
            write_block(writer, node);
            node = node->next;
        } else {
            if (first_text(node, end))
                write_paragraph(writer, node, end);
            node = end;
        }
    }
}

/* ---- the document ---- */

static bool check_root(const struct source *xml, const struct akn_node *root, struct report *report)
{
    const struct akn_node *wrong = akn_is(root, "akomaNtoso") ? NULL : root;
    static const char *const kinds[] = {"statement", "documentCollection", "doc", "components", "portion", NULL};
    for (const struct akn_node *child = root->first; child && !wrong; child = child->next)
        if (child->name && !listed(kinds, child))
            wrong = child;
    if (wrong) {
        diag_at(report, DIAG_XML_ROOT, xml, span_of(wrong->at, wrong->at), wrong->name);
        return false;
    }
    if (strcmp(root->space, AKN_NAMESPACE) != 0)
        diag_at(report, DIAG_XML_NAMESPACE, xml, span_of(root->at, root->at), root->space, AKN_NAMESPACE);
    return true;
}

struct akn_text *akn_text_make(struct arena *arena, const struct source *xml, struct report *report)
{
    const struct akn_node *root = akn_xml_parse(arena, xml, report);
    if (!root || !check_root(xml, root, report))
        return NULL;
    struct akn_text *text = arena_new_of(arena, struct akn_text);
    text->xml = xml;
    text->root = root;
    struct akn_writer writer = {.arena = arena, .text = text, .report = report};
    buf_init(&writer.out, arena);
    const struct akn_node *fields = akn_source_fields(root);
    writer.source_form = fields != NULL;
    if (fields)
        akn_source_front(&writer, fields);
    write_blocks(&writer, root);
    if (writer.label)
        write_paragraph(&writer, NULL, NULL);
    buf_bytes(&writer.out, "", 0);
    text->source = source_new(arena, xml->name, writer.out.at, writer.out.n);
    return text;
}
