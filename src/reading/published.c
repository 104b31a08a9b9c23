#include "reading/published.h"

#include <string.h>

#include "base/utf.h"
#include "language/lexicon.h"
#include "reading/builder.h"
#include "reading/preface.h"

enum {
    HEADING_LONGEST = 300, /* [byte] of a heading without a mark */
    JOINS_MOST = 16, /* page feet that one sentence runs over */
    GUESS_LONGEST = 1 << 16, /* [byte] of text that the language is told from */
    QUOTE_LONGEST = 40, /* pieces of a quotation */
    OPENING_LINES = 60, /* that the opening line is looked for in */
};

/* ---- headings ---- */

static struct node *put_heading(struct builder *b, const struct piece *piece, int level)
{
    struct node *node = builder_put_block(b, NODE_HEADING, piece);
    node->item.level = level;
    b->flow = NULL;
    b->titled = closing_section(piece->plain);
    if (b->stage == STAGE_OPERATIVE)
        b->stage = STAGE_PREAMBLE;
    return node;
}

/* Whether the whole piece stands in one pair of stars. */
static bool is_all_emphasis(const struct builder *b, const struct piece *piece)
{
    const struct stretch *stretches = b->pieces.stretches.at + piece->first;
    const char *bytes = b->doc->source->bytes;
    if (piece->plain.n > HEADING_LONGEST || bytes[stretches[0].span.start] != '*')
        return false;
    size_t runs = 0;
    bool last = false;
    for (size_t i = 0; i < piece->count; i++)
        for (size_t at = stretches[i].span.start; at < stretches[i].span.end; at++) {
            bool star = bytes[at] == '*' && !(at > stretches[i].span.start && bytes[at - 1] == '\\');
            runs += star && !last;
            last = star || (last && bytes[at] == '\\');
        }
    return runs == 2 && bytes[stretches[piece->count - 1].span.end - 1] == '*';
}

static bool is_short(const struct piece *piece)
{
    return piece->plain.n <= HEADING_LONGEST && plain_ending(piece->plain) == ENDING_OPEN && piece->plain.n > 0;
}

static const struct piece *peek(const struct builder *b)
{
    return b->next < b->pieces.list.n ? &b->pieces.list.at[b->next] : NULL;
}

/* "A. Base/floor salary scale": a capital letter or roman figure that begins no list. */
static bool is_lettered_heading(const struct builder *b, const struct piece *piece)
{
    const struct label *label = &piece->label;
    return label->kind != LABEL_NONE && label->upper && !label->parenthesis_open && !piece->listed && piece->indent == 0 &&
           is_short(piece) && (b->depth < 2 || !b->open[b->depth - 1].upper);
}

/* A short line without a mark that stands where headings stand. */
static bool is_unmarked_heading(const struct builder *b, const struct piece *piece)
{
    const struct piece *next = peek(b);
    bool after = builder_follows(b, NODE_HEADING) || builder_follows(b, NODE_ANNEX);
    bool before = next && (next->kind == PIECE_NOTE || next->label.kind == LABEL_NUMBER);
    return is_short(piece) && (after || (b->stage == STAGE_ANNEX && before && b->flow_ending != ENDING_COLON));
}

static int heading_level(const struct builder *b, const struct piece *piece)
{
    if (b->titled || builder_follows(b, NODE_ANNEX) || builder_follows(b, NODE_OPENING) || closing_section(piece->plain))
        return 1;
    bool introduced = b->flow && b->flow->kind == NODE_OPERATIVE && !b->flow->item.number && b->flow_ending == ENDING_COLON;
    return introduced ? 1 : 2; /* a declaration that "Adopts the following:" brings */
}

static void put_labelled(struct builder *b, struct piece *piece)
{
    if (is_lettered_heading(b, piece)) {
        int level = heading_level(b, piece);
        builder_unlabel(b, piece);
        put_heading(b, piece, level);
    } else if (builder_is_operative(b, piece)) {
        builder_put_operative(b, piece);
    } else if (b->depth) {
        builder_put_item(b, piece);
    } else {
        if (!builder_follows(b, NODE_TABLE) && !builder_follows(b, NODE_PARAGRAPH))
            builder_keep_plain(b, piece, "an item without a list");
        builder_unlabel(b, piece);
        builder_put_block(b, NODE_PARAGRAPH, piece);
    }
}

/* ---- quoted text ---- */

static bool is_quote_mark(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201E) || (c >= 0x300C && c <= 0x300F);
}

static bool starts_quote(const struct piece *piece)
{
    size_t taken;
    return piece->kind == PIECE_TEXT && piece->plain.n && is_quote_mark(utf8_decode(piece->plain.at, piece->plain.n, &taken));
}

/* Whether a quotation mark stands at the end, with its punctuation and note calls after it. */
static bool ends_quote(const struct piece *piece)
{
    const char *text = piece->plain.at;
    for (size_t n = piece->plain.n, taken; n;) {
        size_t at = n - 1;
        while (at && ((unsigned char)text[at] & 0xC0) == 0x80)
            at--;
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (is_quote_mark(c))
            return at > 0;
        if (!strchr(".;,: ", (int)(c < 0x80 ? c : 'x')) && utf_superior_digit(c) < 0 && c != 0x60C && c != 0x61B && c != 0x3002 && c != 0xFF1B)
            return false;
        n = at;
    }
    return false;
}

/* The piece after the last of a quotation that starts at `first`; 0 when it does not end soon. */
static size_t quote_end(const struct builder *b, size_t first)
{
    for (size_t i = first; i < b->pieces.list.n && i < first + QUOTE_LONGEST; i++) {
        const struct piece *piece = &b->pieces.list.at[i];
        if (piece->kind != PIECE_TEXT && piece->kind != PIECE_NOTE)
            return 0;
        if (piece->kind == PIECE_TEXT && ends_quote(piece))
            return i + 1;
    }
    return 0;
}

/* Text to be inserted, in quotation marks under the paragraph that announces it with a colon. */
static bool take_quote(struct builder *b, const struct piece *first)
{
    if (!b->depth || b->flow_ending != ENDING_COLON || !starts_quote(first))
        return false;
    struct node *owner = b->open[b->depth - 1].node;
    size_t end = quote_end(b, b->next - 1);
    if (!end || (owner->kind != NODE_OPERATIVE && owner->kind != NODE_ITEM))
        return false;
    struct node *quote = doc_node(b->doc, NODE_QUOTE, builder_span(b, first));
    node_append(owner, quote);
    for (size_t i = b->next - 1; i < end; i++) {
        struct piece *piece = &b->pieces.list.at[i];
        if (piece->kind == PIECE_NOTE) {
            builder_put_note(b, piece);
            continue;
        }
        builder_unlabel(b, piece);
        builder_put(b, quote, NODE_PARAGRAPH, piece);
        quote->span.end = builder_span(b, piece).end;
    }
    b->next = end;
    return true;
}

/* ---- paragraphs without a label ---- */

/* Goes on in the sentence that a page foot interrupted. */
static bool goes_on(const struct builder *b, const struct piece *piece)
{
    if (!b->flow || b->flow->kind == NODE_OPENING || b->flow_ending != ENDING_OPEN || b->joins == JOINS_MOST)
        return false;
    if (!b->flow->last || !node_is_inline(b->flow->last))
        return false;
    size_t taken;
    uint32_t first = utf8_decode(piece->plain.at, piece->plain.n, &taken);
    if (utf_is_han(first) || utf_is_arabic(first))
        return b->broken || piece->paged;
    bool latin = (first >= 'a' && first <= 'z') || (first >= 0xDF && first <= 0xFF);
    bool lower = latin || (first >= 0x430 && first <= 0x45F);
    return lower && (b->broken || piece->paged || piece->blanks > 1 || b->pieces.wrapped);
}

static void join(struct builder *b, const struct piece *piece)
{
    size_t taken;
    if (!utf_is_han(utf8_decode(piece->plain.at, piece->plain.n, &taken)))
        node_append(b->flow, doc_text(b->doc, " ", 1, span_of(0, 0)));
    builder_fill(b, b->flow, piece);
    b->flow->span.end = builder_span(b, piece).end;
    b->joins++;
    b->flow_ending = plain_ending(piece->plain);
    b->broken = false;
}

/* The node that an unlabelled paragraph belongs to, after a list or by its indentation; or NULL. */
static struct node *continued_node(const struct builder *b, const struct piece *piece)
{
    int top = b->depth - 1;
    if (top < 0)
        return NULL;
    if (piece->indent > b->open[0].indent + 1) {
        while (top > 0 && b->open[top].indent >= piece->indent)
            top--;
        return b->open[top].node;
    }
    bool goes = b->flow_ending != ENDING_STOP && (top > 0 || b->flow_ending == ENDING_COLON);
    return goes && b->open[0].node->kind == NODE_OPERATIVE ? b->open[0].node : NULL;
}

static enum node_kind kind_by_lead(const struct builder *b, const struct piece *piece)
{
    struct lead lead = {0};
    if (b->doc->language != LANG_NONE)
        lead = lexicon_lead(b->doc->lexicon, b->doc->language, LEAD_PREAMBULAR | LEAD_OPERATIVE, piece->plain.at, piece->plain.n);
    bool preambular = lead.kinds & LEAD_PREAMBULAR, operative = lead.kinds & LEAD_OPERATIVE;
    bool marked = b->doc->source->bytes[builder_span(b, piece).start] == '*';
    switch (plain_ending(piece->plain)) {
    case ENDING_COMMA: /* Chinese has one form of the verb for both */
        return operative && !preambular && b->doc->language != LANG_ZH ? NODE_OPERATIVE : NODE_PREAMBULAR;
    case ENDING_SEMICOLON:
    case ENDING_STOP:
        return operative || (!preambular && marked) ? NODE_OPERATIVE : preambular ? NODE_PREAMBULAR : NODE_PARAGRAPH;
    case ENDING_COLON:
    case ENDING_OPEN:
        break;
    }
    return preambular ? NODE_PREAMBULAR : operative ? NODE_OPERATIVE : marked ? NODE_PREAMBULAR : NODE_PARAGRAPH;
}

static void put_plain(struct builder *b, const struct piece *piece)
{
    struct node *owner = continued_node(b, piece);
    if (owner) {
        builder_put(b, owner, NODE_PARAGRAPH, piece);
        return;
    }
    bool unnumbered = builder_follows(b, NODE_OPERATIVE) && b->doc->root->last->item.number == 0;
    enum node_kind kind = b->stage == STAGE_PREAMBLE || unnumbered ? kind_by_lead(b, piece) : NODE_PARAGRAPH;
    if (kind == NODE_OPERATIVE) {
        builder_put_operative(b, piece);
        return;
    }
    if (b->stage == STAGE_OPERATIVE)
        builder_keep_plain(b, piece, "a paragraph without a number");
    struct node *node = builder_put_block(b, kind, piece);
    if (b->flow_ending == ENDING_COLON)
        builder_open_list(b, node, piece);
}

static void put_opening(struct builder *b, const struct piece *piece)
{
    builder_put_block(b, NODE_OPENING, piece);
    b->stage = STAGE_PREAMBLE;
    b->meeting = b->date = b->record = NULL;
    b->record_lines = 0;
}

/* Recognised wherever they stand, marked as a heading or not. */
static bool take_named(struct builder *b, const struct piece *piece)
{
    bool marked = piece->kind == PIECE_HEADING || is_all_emphasis(b, piece);
    size_t annex = closing_annex(piece->plain);
    if (pieces_opening(b->doc->language, piece->plain)) {
        put_opening(b, piece);
    } else if (closing_section(piece->plain)) {
        put_heading(b, piece, 1);
    } else if (annex && (marked || (is_short(piece) && piece->indent == 0))) {
        builder_put_block(b, NODE_ANNEX, piece);
        b->stage = STAGE_ANNEX;
        b->flow = NULL;
    } else {
        return builder_take_closing(b, piece);
    }
    return true;
}

static void put_text(struct builder *b, struct piece *piece)
{
    if (b->bare && piece->label.kind == LABEL_NONE && piece->plain.n) {
        struct node *bare = b->bare;
        b->bare = NULL;
        builder_fill(b, bare, piece);
        bare->span.end = builder_span(b, piece).end;
        b->flow_ending = plain_ending(piece->plain);
        return;
    }
    b->bare = NULL;
    if (piece->label.kind != LABEL_NONE)
        put_labelled(b, piece);
    else if (take_named(b, piece) || take_quote(b, piece))
        return;
    else if ((is_all_emphasis(b, piece) && is_short(piece)) || is_unmarked_heading(b, piece))
        put_heading(b, piece, heading_level(b, piece));
    else if (goes_on(b, piece))
        join(b, piece);
    else
        put_plain(b, piece);
}

static void put_piece(struct builder *b, struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_TEXT:
        put_text(b, piece);
        break;
    case PIECE_HEADING:
        if (!take_named(b, piece))
            put_heading(b, piece, heading_level(b, piece));
        break;
    case PIECE_NOTE:
        builder_put_note(b, piece);
        break;
    case PIECE_TABLE:
        builder_put_table(b, piece);
        break;
    case PIECE_SEPARATOR:
        builder_put_separator(b, piece);
        break;
    case PIECE_RECORD:
        builder_put_record(b, piece);
        break;
    }
}

/* The language whose opening line the text has; LANG_NONE when there is none. */
static enum lang opening_language(const struct doc *doc)
{
    for (size_t i = 1; i <= doc->source->line_count && i <= OPENING_LINES; i++) {
        struct span span = line_read(doc->source, i).span;
        size_t n = span.end - span.start;
        struct plain line = plain_text(doc->arena, doc->source->bytes + span.start, n < HEADING_LONGEST ? n : 0);
        for (int lang = 0; line.n && lang < LANG_COUNT; lang++)
            if (pieces_opening((enum lang)lang, line) && plain_ending(line) == ENDING_COMMA)
                return (enum lang)lang;
    }
    return LANG_NONE;
}

static enum lang tell_language(const struct doc *doc, const struct read_options *options)
{
    if (options && options->language != LANG_NONE)
        return options->language;
    size_t n = doc->source->n < GUESS_LONGEST ? doc->source->n : GUESS_LONGEST;
    enum lang lang = lang_guess(doc->source->bytes, n);
    return lang == LANG_NONE ? opening_language(doc) : lang;
}

void published_parse(struct doc *doc, const struct read_options *options, struct report *report)
{
    struct builder b = {.doc = doc, .report = report};
    doc->published = true;
    doc->language = tell_language(doc, options);
    size_t first_line = preface_read(doc, report);
    if (doc->language != LANG_NONE) {
        const char *tag = lang_row(doc->language)->tag;
        builder_set_field(&b, FIELD_LANGUAGE, tag, strlen(tag), span_of(0, 0));
    }
    pieces_read(doc, first_line, &b.pieces, report);
    for (size_t i = 0; i < b.pieces.list.n; i = b.next) {
        b.next = i + 1;
        put_piece(&b, &b.pieces.list.at[i]);
    }
    builder_settle_closing(&b);
    builder_settle_notes(&b);
}
