#include "writing/text_out.h"

#include <string.h>

#include "language/numeral.h"
#include "writing/text_inline.h"

enum { STEP = 3 /* [column] of a level */, NOTE_STEP = 4 /* [column] of a note's later paragraphs */ };

struct writer {
    const struct doc *doc;
    struct buf *out;
    struct buf line; /* scratch: one paragraph */
    size_t next_note; /* of doc->notes: the numbered one to be written next, in order of first call */
    size_t next_star; /* of doc->notes: the star note to be written next */
    uint32_t star_calls; /* of that one, met so far */
};

/* ---- front block ---- */

static bool needs_quotes(const char *value)
{
    if (strchr("\"'#", *value))
        return true;
    for (const char *hash = strchr(value, '#'); hash; hash = strchr(hash + 1, '#'))
        if (hash[-1] == ' ' || hash[-1] == '\t')
            return true;
    return false;
}

static void write_value(struct buf *out, const char *value)
{
    bool quotes = needs_quotes(value);
    if (quotes)
        buf_char(out, '"');
    for (; *value; value++) {
        if (quotes && (*value == '"' || *value == '\\'))
            buf_char(out, '\\');
        buf_char(out, *value == '\n' || *value == '\r' ? ' ' : *value);
    }
    if (quotes)
        buf_char(out, '"');
}

static void write_front(const struct doc *doc, struct buf *out)
{
    buf_text(out, "---\n");
    for (int id = 0; id < FIELD_COUNT; id++) {
        const char *value = doc->fields.at[id].text;
        if (id == FIELD_LANGUAGE)
            value = lang_row(doc->language)->tag;
        if (!value)
            continue;
        buf_printf(out, "%s: ", field_name((enum field_id)id));
        write_value(out, value);
        buf_char(out, '\n');
    }
    buf_text(out, "---\n");
}

/* ---- paragraphs ---- */

static void write_indent(struct buf *out, int indent)
{
    for (int i = 0; i < indent; i++)
        buf_char(out, ' ');
}

/* The scratch line by line. The first line goes on behind what is written; all are escaped where they
 * would be read as the start of a block, the first one only when `escape`. */
static void write_lines(struct writer *writer, int indent, bool escape)
{
    const char *at = writer->line.at ? writer->line.at : "";
    for (bool first = true; *at; first = false) {
        const char *end = strchr(at, '\n');
        size_t n = end ? (size_t)(end - at) : strlen(at);
        if (!first)
            write_indent(writer->out, indent);
        size_t start = writer->out->n;
        buf_bytes(writer->out, at, n);
        if (escape || !first)
            text_escape_start(writer->out, start);
        buf_char(writer->out, '\n');
        at += n + (end != NULL);
    }
    if (!writer->line.n)
        buf_char(writer->out, '\n');
}

static void fill_line(struct writer *writer, const struct node *node)
{
    struct text_inline options = {.doc = writer->doc};
    writer->line.n = 0;
    if (writer->line.at)
        *writer->line.at = '\0';
    text_inline(&options, node, &writer->line);
}

/* One paragraph behind its label or mark, if it has one. */
static void write_paragraph(struct writer *writer, const struct node *node, const char *mark, int indent)
{
    struct label label;
    bool escape = !*mark || (numeral_read_label(mark, strlen(mark), &label) && label.kind == LABEL_DASH);
    fill_line(writer, node);
    buf_char(writer->out, '\n');
    write_indent(writer->out, indent);
    buf_text(writer->out, mark);
    if (*mark && writer->line.n)
        buf_char(writer->out, ' ');
    write_lines(writer, indent, escape);
}

static void write_note(struct writer *writer, const struct note *note, int indent)
{
    struct buf mark;
    buf_init(&mark, writer->out->arena);
    buf_text(&mark, "[^");
    text_note_name(writer->doc, note, &mark);
    buf_text(&mark, "]:");
    const struct node *paragraph = note->body ? note->body->first : NULL;
    if (!paragraph) {
        buf_char(writer->out, '\n');
        write_indent(writer->out, indent);
        buf_printf(writer->out, "%s\n", mark.at);
        return;
    }
    write_paragraph(writer, paragraph, mark.at, indent);
    while ((paragraph = paragraph->next))
        write_paragraph(writer, paragraph, "", indent + NOTE_STEP);
}

/* The next note from *next on that is a star note, or is none; NULL at the end. */
static const struct note *next_of(const struct writer *writer, size_t *next, bool star)
{
    while (*next < writer->doc->notes.n && (writer->doc->notes.at[*next]->number == 0) != star)
        ++*next;
    return *next < writer->doc->notes.n ? writer->doc->notes.at[*next] : NULL;
}

/* A note is written behind its first call; a star note behind its last, as a call after its text would
 * be taken for another note. */
static void write_called(struct writer *writer, const struct note *note, int indent)
{
    bool star = note->number == 0;
    if (note != next_of(writer, star ? &writer->next_star : &writer->next_note, star))
        return;
    if (star && ++writer->star_calls < note->calls)
        return;
    writer->star_calls = star ? 0 : writer->star_calls;
    ++*(star ? &writer->next_star : &writer->next_note);
    write_note(writer, note, indent);
}

/* The notes to be written behind a block. Blocks inside it, but for cells, write their own. */
static void write_notes(struct writer *writer, const struct node *block, int indent)
{
    for (struct walk walk = walk_start((struct node *)block); walk_next(&walk);) {
        if (walk.node != block && !node_is_inline(walk.node) && block->kind != NODE_TABLE)
            break;
        if (walk.entering && walk.node->kind == NODE_CALL)
            write_called(writer, walk.node->call, indent);
    }
}

/* Notes that are called from notes only. */
static void write_other_notes(struct writer *writer)
{
    const struct note *note;
    for (; (note = next_of(writer, &writer->next_note, false)); writer->next_note++)
        write_note(writer, note, 0);
    for (; (note = next_of(writer, &writer->next_star, true)); writer->next_star++)
        write_note(writer, note, 0);
}

/* ---- blocks ---- */

static void write_blocks(struct writer *writer, const struct node *first, int indent);

static void write_cell(struct writer *writer, const struct node *cell)
{
    struct text_inline options = {.doc = writer->doc, .cell = true};
    struct buf *out = writer->out;
    buf_char(out, ' ');
    size_t start = out->n;
    text_inline(&options, cell, out);
    text_escape_cell(out, start);
    buf_text(out, " |");
}

/* A row holds one cell at least. */
static void write_row(struct writer *writer, const struct node *row, int indent)
{
    write_indent(writer->out, indent);
    buf_char(writer->out, '|');
    for (const struct node *cell = row->first; cell; cell = cell->next)
        write_cell(writer, cell);
    buf_text(writer->out, row->first ? "\n" : "  |\n");
}

static void write_rule(struct writer *writer, const struct node *row, int indent)
{
    static const char *const marks[] = {
        [CELL_BY_CONTENT] = "---|", [CELL_START] = ":---|", [CELL_CENTRE] = ":---:|", [CELL_END] = "---:|"};
    write_indent(writer->out, indent);
    buf_text(writer->out, row->first ? "|" : "|---|");
    for (const struct node *cell = row->first; cell; cell = cell->next)
        buf_text(writer->out, marks[cell->cell.align]);
    buf_char(writer->out, '\n');
}

static bool is_header(const struct node *row)
{
    const struct node *cell = row ? row->first : NULL;
    while (cell && cell->cell.header)
        cell = cell->next;
    return row && row->first && !cell;
}

/* The rule is below the header. It has the alignment of the row below it, which is that of the columns. */
static void write_table(struct writer *writer, const struct node *table, int indent)
{
    buf_char(writer->out, '\n');
    bool header = is_header(table->first);
    for (const struct node *row = table->first; row; row = row->next) {
        write_row(writer, row, indent);
        if (header && !is_header(row->next)) {
            write_rule(writer, row->next ? row->next : row, indent);
            header = false;
        }
    }
}

/* Its stars, "* * *" for a separator of another make. */
static void write_separator(struct writer *writer, const struct node *separator)
{
    size_t stars = 0;
    const struct node *text = separator->first;
    buf_char(writer->out, '\n');
    for (uint32_t i = 0; text && text->kind == NODE_TEXT && i < text->text.n; i++)
        if (text->text.at[i] == '*')
            buf_text(writer->out, stars++ ? " *" : "*");
    buf_text(writer->out, stars ? "\n" : "* * *\n");
}

/* The blocks of a quotation, written apart and then set behind marks. */
static void write_quote(struct writer *writer, const struct node *quote, int indent)
{
    struct buf *out = writer->out, inner;
    buf_init(&inner, out->arena);
    writer->out = &inner;
    write_blocks(writer, quote->first, 0);
    writer->out = out;
    buf_char(out, '\n');
    const char *at = inner.n ? inner.at + 1 : "\n"; /* without the blank line before the first block */
    while (*at) {
        const char *end = strchr(at, '\n');
        write_indent(out, indent);
        buf_text(out, end == at ? ">" : "> ");
        buf_bytes(out, at, (size_t)(end - at) + 1);
        at = end + 1;
    }
}

static const char *mark_of(const struct node *block)
{
    static const char *const headings[] = {"#", "##", "###"};
    switch (block->kind) {
    case NODE_OPERATIVE:
    case NODE_ITEM:
        return block->item.label ? block->item.label : "";
    case NODE_HEADING:
        return headings[block->item.level > 3 ? 2 : block->item.level < 1 ? 0 : block->item.level - 1];
    case NODE_ANNEX:
        return headings[0];
    default:
        return "";
    }
}

static void write_block(struct writer *writer, const struct node *block, int indent)
{
    switch (block->kind) {
    case NODE_QUOTE:
        write_quote(writer, block, indent);
        return;
    case NODE_TABLE:
        write_table(writer, block, indent);
        write_notes(writer, block, indent);
        return;
    case NODE_PAGE_BREAK:
        buf_text(writer->out, "\n<<<\n");
        return;
    case NODE_SEPARATOR:
        write_separator(writer, block);
        return;
    default:
        write_paragraph(writer, block, mark_of(block), indent);
        write_notes(writer, block, indent);
    }
    const struct node *inner = block->first;
    while (inner && node_is_inline(inner))
        inner = inner->next;
    write_blocks(writer, inner, indent + STEP);
}

/* Quotations nest four deep, items in each of them four, so this does too. */
static void write_blocks(struct writer *writer, const struct node *first, int indent)
{
    for (const struct node *block = first; block; block = block->next)
        write_block(writer, block, indent);
}

void text_out(const struct doc *doc, struct buf *out)
{
    struct writer writer = {.doc = doc, .out = out};
    buf_init(&writer.line, out->arena);
    write_front(doc, out);
    write_blocks(&writer, doc->root->first, 0);
    write_other_notes(&writer);
}
