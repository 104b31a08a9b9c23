/* Paragraphs, items and notes of hexapla source: what each paragraph is, and what it hangs under. */
#include <string.h>

#include "base/utf.h"
#include "language/fold.h"
#include "language/lexicon.h"
#include "reading/closing.h"
#include "reading/notes.h"
#include "reading/pieces.h"
#include "reading/text_parser.h"

enum {
    NUMBER_LARGEST = 999, /* of a paragraph; larger ones are years */
    INDENT_SLACK = 1, /* [column] more than this under its paragraph is a list's indentation */
    NOTE_INDENT = 4, /* [column] by which paragraphs of a note are indented where a list is open */
};

/* ---- content ---- */

static bool ends_in_letter(const struct source *source, struct span span)
{
    size_t start = span.end, taken;
    while (start > span.start && span.end - start < 4 && ((unsigned char)source->bytes[--start] & 0xC0) == 0x80)
        ;
    if (start == span.end)
        return true;
    uint32_t c = utf8_decode(source->bytes + start, span.end - start, &taken);
    return fold_is_letter(fold_peek(source->bytes + start, span.end - start, 0)) || utf_is_han(c) || (c >= '0' && c <= '9');
}

/* Whether the line at hand ends the paragraph that the line before it is in. */
static bool interrupts(const struct text_parser *parser, const struct text_line *line)
{
    const struct source *source = parser->doc->source;
    struct head head = text_head(source, line);
    if (head.kind != HEAD_LABEL)
        return head.kind != HEAD_TEXT;
    if (!text_is_labelled(parser, line, &head))
        return false;
    return !ends_in_letter(source, line[-1].span) || levels_continue(&parser->levels, line->indent, &head.label);
}

void text_gather(struct text_parser *parser, uint32_t start, struct text_content *content)
{
    struct arena *arena = parser->doc->arena;
    const struct text_line *line = &parser->lines.at[parser->at++];
    *content = (struct text_content){0};
    if (start < line->span.end)
        *list_add(arena, &content->list) = (struct stretch){span_of(start, line->span.end)};
    for (; parser->at < parser->lines.n; parser->at++) {
        line = &parser->lines.at[parser->at];
        if (line->span.start == line->span.end || interrupts(parser, line))
            break;
        *list_add(arena, &content->list) = (struct stretch){line->span};
    }
}

struct plain text_words(struct text_parser *parser, const struct node *node)
{
    struct buf words;
    buf_init(&words, parser->doc->arena);
    node_text(node, &words);
    return plain_trim((struct plain){words.at ? words.at : "", words.n});
}

void text_fill(struct text_parser *parser, struct node *node, const struct text_content *content)
{
    static const struct inline_options options = {.published = false};
    size_t n = content->list.n;
    if (n == 0)
        return;
    node->span.end = content->list.at[n - 1].span.end;
    inline_parse(parser->doc, node, content->list.at, n, &options, parser->report);
}

struct node *text_put(struct text_parser *parser, struct node *parent, enum node_kind kind, uint32_t start,
    const struct text_content *content)
{
    struct node *node = doc_node(parser->doc, kind, span_of(start, start));
    text_fill(parser, node, content);
    if (!node->first)
        return NULL;
    node_append(parent, node);
    return node;
}

struct node *text_put_block(struct text_parser *parser, enum node_kind kind, uint32_t start,
    const struct text_content *content)
{
    struct node *node = text_put(parser, parser->container, kind, start, content);
    if (node)
        parser->levels.depth = 0;
    return node;
}

struct node *text_owner(struct text_parser *parser, int indent)
{
    struct levels *levels = &parser->levels;
    if (levels->depth && indent > levels->open[0].indent + INDENT_SLACK)
        return levels_owner(levels, indent);
    levels->depth = 0;
    return parser->container;
}

/* ---- labelled paragraphs ---- */

/* "1)", which is an item where a list may stand. */
static bool is_bare(const struct label *label)
{
    return label->kind == LABEL_NUMBER && !label->parenthesis_open && !label->dot && !label->dash;
}

/* Whether the words of a paragraph announce a list. */
static bool ends_in_colon(const struct text_parser *parser, const struct node *node)
{
    static const char wide[] = "\uFF1A";
    struct buf text;
    buf_init(&text, parser->doc->arena);
    node_text(node, &text);
    size_t n = text.n;
    while (n && strchr(" \t\n", text.at[n - 1]))
        n--;
    return n && (text.at[n - 1] == ':' || (n >= sizeof wide - 1 && memcmp(text.at + n - (sizeof wide - 1), wide, sizeof wide - 1) == 0));
}

/* "1)" under a preamble that announces no list, and what counts on from it. */
static bool is_bare_paragraph(const struct text_parser *parser, const struct label *label)
{
    const struct levels *levels = &parser->levels;
    const struct node *node = levels->open[0].node;
    struct label open = {0};
    if (node->kind == NODE_PREAMBULAR)
        return levels->depth == 1 && label->value == 1 && !ends_in_colon(parser, node);
    if (node->kind == NODE_OPERATIVE && node->item.label)
        numeral_read_label(node->item.label, strlen(node->item.label), &open);
    return is_bare(&open) && label->value == open.value + 1;
}

static bool is_numbered(const struct text_parser *parser, const struct text_line *line, const struct label *label)
{
    if (label->kind != LABEL_NUMBER || label->parenthesis_open || label->value > NUMBER_LARGEST)
        return false;
    const struct levels *levels = &parser->levels;
    return !levels->depth ||
           (line->indent <= levels->open[0].indent + INDENT_SLACK && (!is_bare(label) || is_bare_paragraph(parser, label)));
}

/* "II." alone on its line. */
static bool is_section(const struct text_line *line, const struct head *head)
{
    return head->label.roman && head->label.upper && head->label.dot && head->text >= line->span.end;
}

bool text_is_labelled(const struct text_parser *parser, const struct text_line *line, const struct head *head)
{
    const struct levels *levels = &parser->levels;
    if (is_section(line, head) || is_numbered(parser, line, &head->label))
        return true;
    if (!levels->depth)
        return false;
    return line->indent > levels->open[0].indent + INDENT_SLACK || levels_expect(levels, line->indent, &head->label);
}

static const char *label_text(const struct text_parser *parser, const struct head *head)
{
    return arena_copy(parser->doc->arena, parser->doc->source->bytes + head->mark.start, head->mark.end - head->mark.start);
}

/* The node is made before its lines are taken, as the list under it tells where they end. */
static void put_numbered(struct text_parser *parser, const struct head *head, int indent)
{
    struct text_content content;
    struct node *node = doc_node(parser->doc, NODE_OPERATIVE, head->mark);
    node_append(parser->container, node);
    node->item.number = head->label.value;
    node->item.label = label_text(parser, head);
    levels_start(&parser->levels, node, indent);
    text_gather(parser, head->text, &content);
    text_fill(parser, node, &content);
    if (parser->stage != STAGE_ANNEX)
        parser->stage = STAGE_OPERATIVE;
}

static void put_item(struct text_parser *parser, const struct head *head, int indent)
{
    struct levels *levels = &parser->levels;
    int depth = levels_place(levels, indent, &head->label);
    struct text_content content;
    if (depth > ITEM_LEVELS_MOST) {
        diag_at(parser->report, DIAG_DEPTH, parser->doc->source, head->mark, "4");
        text_gather(parser, head->mark.start, &content);
        text_put(parser, levels->open[ITEM_LEVELS_MOST].node, NODE_PARAGRAPH, head->mark.start, &content);
        return;
    }
    struct node *node = doc_node(parser->doc, NODE_ITEM, head->mark);
    node_append(levels->open[depth - 1].node, node);
    levels_open(levels, depth, node, indent, &head->label);
    node->item.label = label_text(parser, head);
    text_gather(parser, head->text, &content);
    text_fill(parser, node, &content);
}

static void put_section(struct text_parser *parser, const struct text_line *line)
{
    struct text_content content;
    text_gather(parser, line->span.start, &content);
    struct node *node = text_put_block(parser, NODE_HEADING, line->span.start, &content);
    node->item.level = 1;
    if (parser->stage == STAGE_OPERATIVE)
        parser->stage = STAGE_SECTION;
}

void text_put_labelled(struct text_parser *parser, const struct head *head)
{
    const struct text_line *line = &parser->lines.at[parser->at];
    if (is_section(line, head))
        put_section(parser, line);
    else if (is_numbered(parser, line, &head->label))
        put_numbered(parser, head, line->indent);
    else
        put_item(parser, head, line->indent);
}

/* ---- paragraphs without a label ---- */

/* An unnumbered operative paragraph, a preambular one, or a plain one. */
static enum node_kind kind_by_lead(const struct text_parser *parser, const struct node *node, struct plain words)
{
    struct lead lead = lexicon_lead(parser->doc->lexicon, parser->doc->language, LEAD_PREAMBULAR | LEAD_OPERATIVE, words.at, words.n);
    bool preambular = lead.kinds & LEAD_PREAMBULAR, operative = lead.kinds & LEAD_OPERATIVE;
    bool marked = node->first->kind == NODE_EMPHASIS;
    switch (plain_ending(words)) {
    case ENDING_COMMA: /* Chinese has one form of the verb for both */
        return operative && !preambular && parser->doc->language != LANG_ZH ? NODE_OPERATIVE : NODE_PREAMBULAR;
    case ENDING_SEMICOLON:
    case ENDING_STOP:
        return operative || (!preambular && marked) ? NODE_OPERATIVE : preambular ? NODE_PREAMBULAR : NODE_PARAGRAPH;
    default:
        return preambular ? NODE_PREAMBULAR : operative ? NODE_OPERATIVE : marked ? NODE_PREAMBULAR : NODE_PARAGRAPH;
    }
}

static bool follows_unnumbered(const struct node *node)
{
    const struct node *last = node->prev;
    return last && last->kind == NODE_OPERATIVE && last->item.number == 0;
}

static bool is_closing(const struct text_parser *parser, const struct node *node, struct plain words)
{
    const struct node *last = node->prev;
    if (parser->stage == STAGE_RECORD)
        return true;
    if (parser->quotes || !last || (last->kind != NODE_CLOSING && parser->stage != STAGE_OPERATIVE))
        return false;
    return closing_read(parser->doc->language, words).kind != CLOSING_NONE;
}

/* The organ that the front block names, after its article if it has one, and a comma: the opening of a
 * text that is not of the United Nations. */
static bool names_organ(const struct doc *doc, struct plain words)
{
    enum { ARTICLE_LONGEST = 8 }; /* [byte] */
    const char *organ = doc->fields.at[FIELD_ORGAN].text;
    for (size_t at = 0; organ && at < words.n && at <= ARTICLE_LONGEST; at++) {
        size_t end = at + fold_match(words.at + at, words.n - at, organ);
        uint32_t mark = end > at ? fold_next(words.at, words.n, &end) : 0;
        if (mark && (mark == ',' || mark == U'،') && fold_peek(words.at, words.n, end) == 0)
            return true;
    }
    return false;
}

static enum node_kind kind_of(const struct text_parser *parser, const struct node *node, struct plain words)
{
    enum node_kind kind;
    if (!parser->quotes && (pieces_opening(parser->doc->language, words) || names_organ(parser->doc, words)))
        return NODE_OPENING;
    if (is_closing(parser, node, words))
        return NODE_CLOSING;
    switch (parser->stage) {
    case STAGE_PREAMBLE:
        kind = kind_by_lead(parser, node, words);
        return kind == NODE_PARAGRAPH ? NODE_PREAMBULAR : kind;
    case STAGE_SECTION:
        return kind_by_lead(parser, node, words);
    case STAGE_OPERATIVE:
        return follows_unnumbered(node) ? kind_by_lead(parser, node, words) : NODE_PARAGRAPH;
    default:
        return NODE_PARAGRAPH;
    }
}

static void go_on_from(struct text_parser *parser, enum node_kind kind, struct plain words)
{
    switch (kind) {
    case NODE_OPENING:
    case NODE_PREAMBULAR:
        parser->stage = STAGE_PREAMBLE;
        break;
    case NODE_OPERATIVE:
        parser->stage = STAGE_OPERATIVE;
        break;
    case NODE_CLOSING:
        if (plain_ends(words, "]"))
            parser->stage = STAGE_OPERATIVE;
        else if (words.n && *words.at == '[')
            parser->stage = STAGE_RECORD;
        break;
    default:
        break;
    }
}

/* Whether an unlabelled paragraph goes on in the note over it. */
static bool continues_note(const struct text_parser *parser, int indent)
{
    if (!parser->note || !parser->gap)
        return false;
    return indent >= parser->note_indent + NOTE_INDENT || (indent > parser->note_indent && !parser->levels.depth);
}

static void put_plain_block(struct text_parser *parser, const struct text_line *line)
{
    struct text_content content;
    levels_start(&parser->levels, NULL, line->indent); /* so that a list ends the paragraph */
    text_gather(parser, line->span.start, &content);
    struct node *node = text_put_block(parser, NODE_PARAGRAPH, line->span.start, &content);
    parser->levels.depth = 0;
    if (!node)
        return;
    struct plain words = text_words(parser, node);
    node->kind = kind_of(parser, node, words);
    go_on_from(parser, node->kind, words);
    if (node->kind != NODE_OPENING && node->kind != NODE_CLOSING)
        levels_start(&parser->levels, node, line->indent);
}

void text_put_paragraph(struct text_parser *parser)
{
    struct text_line line = parser->lines.at[parser->at];
    struct node *owner = continues_note(parser, line.indent) ? parser->note : NULL;
    if (!owner) {
        parser->note = NULL;
        owner = text_owner(parser, line.indent);
    }
    if (owner == parser->container) {
        put_plain_block(parser, &line);
        return;
    }
    struct text_content content;
    text_gather(parser, line.span.start, &content);
    text_put(parser, owner, NODE_PARAGRAPH, line.span.start, &content);
}

void text_put_note(struct text_parser *parser, const struct head *head)
{
    struct doc *doc = parser->doc;
    struct text_content content;
    int indent = parser->lines.at[parser->at].indent;
    uint32_t start = parser->lines.at[parser->at].span.start;
    text_gather(parser, head->text, &content);
    struct span span = span_of(start, content.list.n ? content.list.at[content.list.n - 1].span.end : head->text);
    const char *name = doc->source->bytes + head->mark.start;
    struct node *body = notes_body(doc, name, head->mark.end - head->mark.start, span, parser->report);
    if (content.list.n)
        text_put(parser, body, NODE_PARAGRAPH, content.list.at[0].span.start, &content);
    parser->note = body;
    parser->note_indent = indent;
}
