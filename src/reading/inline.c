/* Inline parsing: the paragraph is made flat, its bracketed units are paired (units.c), then one
 * pass makes nodes. A run of stars that may open emphasis stands in the tree as TEXT until a run
 * closes it; then what stands between becomes its content. Every byte and node is handled once, so
 * time is linear. Runs that can open and close obey the rule of CommonMark: lengths that sum to a
 * multiple of three do not pair. */
#include "reading/inline.h"

#include <string.h>

#include "base/utf.h"
#include "reading/flat.h"
#include "reading/notes.h"
#include "reading/tidy.h"
#include "reading/units.h"

enum {
    DEPTH = 16, /* of units in units, and of open emphasis */
    NAME_LONGEST = 64, /* [byte] of a note's name */
    REPORTS = 8, /* open marks reported in one paragraph */
};

struct opener {
    struct node *mark; /* TEXT of its stars */
    size_t at; /* [byte] flat offset of the first star */
    size_t count; /* stars left */
};

struct frame {
    const struct unit *unit;
    size_t base; /* openers that were open before the unit */
};

struct builder {
    struct doc *doc;
    struct report *report;
    const struct inline_options *options;
    struct flat flat;
    struct units units;
    size_t next_unit;
    struct node *parent;
    size_t text; /* [byte] start of text not yet made a node */
    struct opener openers[DEPTH];
    size_t opener_count, base;
    struct frame frames[DEPTH];
    size_t frame_count;
    int reported;
    bool too_deep;
};

size_t inline_call_length(const char *text, size_t n)
{
    if (n < 4 || text[0] != '[' || text[1] != '^')
        return 0;
    for (size_t i = 2; i < n && i < 2 + NAME_LONGEST; i++) {
        if (text[i] == ']')
            return i > 2 ? i + 1 : 0;
        if (strchr(" \t\n\r[\\", text[i]))
            return 0;
    }
    return 0;
}

static void flush_text(struct builder *b, size_t end)
{
    if (end > b->text)
        node_append(b->parent,
            doc_text(b->doc, b->flat.at + b->text, end - b->text, flat_span(&b->flat, b->text, end)));
    b->text = end;
}

static struct node *add_node(struct builder *b, enum node_kind kind, size_t start, size_t end)
{
    flush_text(b, start);
    struct node *node = doc_node(b->doc, kind, flat_span(&b->flat, start, end));
    node_append(b->parent, node);
    b->text = end;
    return node;
}

static void add_call(struct builder *b, size_t start, size_t end, const char *name, size_t n)
{
    struct node *node = add_node(b, NODE_CALL, start, end);
    node->call = notes_call(b->doc, name, n, node->span);
}

static void report_open(struct builder *b, const struct opener *opener)
{
    if (b->reported++ < REPORTS)
        diag_at(b->report, DIAG_MARK_OPEN, b->doc->source, flat_span(&b->flat, opener->at, opener->at + opener->count),
            &"***"[3 - opener->count]);
}

/* Openers from the n-th on were never closed: their stars are text. */
static void drop_openers(struct builder *b, size_t n)
{
    for (size_t i = n; i < b->opener_count; i++)
        report_open(b, &b->openers[i]);
    b->opener_count = n;
}

static void push_opener(struct builder *b, size_t at, size_t count)
{
    if (b->opener_count == DEPTH) {
        report_open(b, &b->openers[0]);
        memmove(b->openers, b->openers + 1, (DEPTH - 1) * sizeof *b->openers);
        b->opener_count--;
        for (size_t i = 0; i < b->frame_count; i++)
            b->frames[i].base -= b->frames[i].base > 0;
        b->base -= b->base > 0;
    }
    struct node *mark = doc_text(b->doc, b->flat.at + at, count, flat_span(&b->flat, at, at + count));
    flush_text(b, at);
    node_append(b->parent, mark);
    b->text = at + count;
    b->openers[b->opener_count++] = (struct opener){.mark = mark, .at = at, .count = count};
}

/* Moves the space that ends an emphasis behind it. */
static void shed_space(struct builder *b, struct node *emphasis)
{
    struct node *last = emphasis->last;
    if (!last || last->kind != NODE_TEXT || last->text.at[last->text.n - 1] != ' ')
        return;
    struct span span = span_of(last->span.end - 1, last->span.end);
    node_append(b->parent, doc_text(b->doc, last->text.at + last->text.n - 1, 1, span));
    last->span.end--;
    if (--last->text.n == 0)
        node_remove(last);
}

/* Closes the i-th opener with `used` stars of the run at `at`. */
static void close_emphasis(struct builder *b, size_t i, size_t at, size_t used)
{
    static const enum emphasis kinds[] = {EMPHASIS_LEAD, EMPHASIS_STRONG, EMPHASIS_STRONG_LEAD};
    drop_openers(b, i + 1);
    struct opener *opener = &b->openers[i];
    opener->count -= used;
    struct node *emphasis = doc_node(b->doc, NODE_EMPHASIS, flat_span(&b->flat, opener->at + opener->count, at + used));
    emphasis->emphasis.kind = kinds[used - 1];
    while (opener->mark->next) {
        struct node *node = opener->mark->next;
        node_remove(node);
        node_append(emphasis, node);
    }
    node_append(b->parent, emphasis);
    shed_space(b, emphasis);
    opener->mark->text.n = (uint32_t)opener->count;
    opener->mark->span.end -= (uint32_t)used;
    if (opener->count == 0) {
        node_remove(opener->mark);
        b->opener_count--;
    }
}

/* The opener that a run of `count` stars closes, plus one; 0 for none. */
static size_t find_opener(const struct builder *b, size_t count, bool exactly, bool opens_too)
{
    for (size_t i = b->opener_count; i > b->base; i--)
        if (b->openers[i - 1].count == count)
            return i;
    size_t top = b->opener_count;
    if (exactly || top == b->base || (opens_too && (b->openers[top - 1].count + count) % 3 == 0))
        return 0;
    return top;
}

static bool is_space_at(const struct flat *flat, size_t at)
{
    return at >= flat->n || flat->at[at] == ' ' || flat->at[at] == '\n';
}

/* A run of stars from at to end. */
static void take_stars(struct builder *b, size_t at, size_t end)
{
    const struct flat *flat = &b->flat;
    bool after_space = at == 0 || is_space_at(flat, at - 1), before_space = is_space_at(flat, end);
    bool opens = !before_space && !strchr(".,;:!?)]}", flat->at[end]);
    /* Exports leave "*word *next"; there a star after a space closes what is open. */
    bool loose = after_space && !before_space && b->options->published;
    flush_text(b, at);
    while (at < end && (!after_space || loose)) {
        size_t count = end - at, i = find_opener(b, count, loose, opens);
        if (!i)
            break;
        size_t used = b->openers[i - 1].count < count ? b->openers[i - 1].count : count;
        close_emphasis(b, i - 1, at, used);
        at += used;
        b->text = at;
    }
    if (at < end && opens && end - at <= 3)
        push_opener(b, at, end - at);
}

static void open_unit(struct builder *b, const struct unit *unit)
{
    static const enum node_kind kinds[] = {
        [UNIT_LINK] = NODE_LINK, [UNIT_LANGUAGE] = NODE_LANGUAGE, [UNIT_SUPERIOR] = NODE_SUPERIOR};
    struct node *node = add_node(b, kinds[unit->kind], unit->open, unit->end);
    if (unit->kind == UNIT_LINK)
        node->link.address = unit->address;
    else if (unit->kind == UNIT_LANGUAGE)
        node->language = unit->language;
    b->frames[b->frame_count++] = (struct frame){.unit = unit, .base = b->base};
    b->base = b->opener_count;
    b->parent = node;
    b->text = unit->inner;
}

static void close_unit(struct builder *b)
{
    const struct frame *frame = &b->frames[--b->frame_count];
    flush_text(b, frame->unit->close);
    drop_openers(b, b->base);
    b->base = frame->base;
    b->parent = b->parent->parent;
    b->text = frame->unit->end;
}

/* The unit that opens at `at`, if a pair starts there and there is room for it. */
static const struct unit *unit_at(struct builder *b, size_t at)
{
    while (b->next_unit < b->units.list.n && b->units.list.at[b->next_unit].open < at)
        b->next_unit++;
    if (b->next_unit == b->units.list.n)
        return NULL;
    const struct unit *unit = &b->units.list.at[b->next_unit];
    if (unit->open != at || unit->kind == UNIT_TEXT)
        return NULL;
    if (b->frame_count < DEPTH)
        return unit;
    if (!b->too_deep)
        diag_at(b->report, DIAG_DEPTH, b->doc->source, flat_span(&b->flat, at, at + 1), "16");
    b->too_deep = true;
    return NULL;
}

static size_t take_bracket(struct builder *b, size_t at)
{
    const struct unit *unit = unit_at(b, at);
    if (unit) {
        open_unit(b, unit);
        return unit->inner;
    }
    size_t length = inline_call_length(b->flat.at + at, b->flat.n - at);
    if (!length)
        return at + 1;
    add_call(b, at, at + length, b->flat.at + at + 2, length - 3);
    return at + length;
}

/* An escape, or a star note's call of published text: "\*". */
static size_t take_escape(struct builder *b, size_t at)
{
    const struct flat *flat = &b->flat;
    size_t end = at + 1;
    if (end == flat->n || is_space_at(flat, end))
        return end;
    if (b->options->published && flat->at[end] == '*') {
        char stars[NAME_LONGEST];
        size_t n = 0;
        for (end = at; end + 1 < flat->n && flat->at[end] == '\\' && flat->at[end + 1] == '*' && n < NAME_LONGEST; end += 2)
            stars[n++] = '*';
        add_call(b, at, end, stars, n);
        return end;
    }
    char c = flat->at[end];
    bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain)
        return end;
    flush_text(b, at);
    b->text = end;
    return end + 1;
}

static uint32_t char_at(const struct flat *flat, size_t at, size_t *taken)
{
    *taken = 0;
    return at < flat->n ? utf8_decode(flat->at + at, flat->n - at, taken) : 0;
}

/* Whether the letters before `at` are a unit of length, whose superior figure is no note: km². */
static bool follows_unit(const struct flat *flat, size_t at)
{
    static const char *const units[] = {"m", "km", "cm", "mm", "dm", "м", "км", "см", "мм", "дм"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        if (at >= n && memcmp(flat->at + at - n, units[i], n) == 0 && (at == n || is_space_at(flat, at - n - 1) ||
            (flat->at[at - n - 1] >= '0' && flat->at[at - n - 1] <= '9') || (unsigned char)flat->at[at - n - 1] == 0xA0))
            return true;
    }
    return false;
}

/* Superior figures as note call of published text: ¹², ⁽¹⁾. */
static size_t take_superior(struct builder *b, size_t at)
{
    char name[NAME_LONGEST];
    size_t n = 0, taken, end = at;
    bool parentheses = char_at(&b->flat, at, &taken) == 0x207D;
    if (parentheses)
        end += taken;
    int digit;
    while ((digit = utf_superior_digit(char_at(&b->flat, end, &taken))) >= 0 && n < NAME_LONGEST) {
        name[n++] = (char)('0' + digit);
        end += taken;
    }
    if (parentheses && char_at(&b->flat, end, &taken) == 0x207E)
        end += taken;
    else if (parentheses)
        n = 0;
    if (n == 0 || (n == 1 && !parentheses && follows_unit(&b->flat, at))) {
        char_at(&b->flat, at, &taken);
        return at + taken;
    }
    add_call(b, at, end, name, n);
    return end;
}

/* Past the text before the next byte that a mark may begin with. */
static size_t pass_text(const struct flat *flat, size_t at, size_t stop)
{
    static const bool may_mark[256] = {
        ['\\'] = true, ['\n'] = true, ['*'] = true, ['['] = true, ['<'] = true, [0xC2] = true, [0xE2] = true};
    while (at < stop && !may_mark[(unsigned char)flat->at[at]])
        at++;
    return at;
}

/* Takes one mark or byte of text at `at`; returns what follows it. */
static size_t take(struct builder *b, size_t at)
{
    const struct flat *flat = &b->flat;
    size_t end = at + 1;
    switch ((unsigned char)flat->at[at]) {
    case '\\':
        return take_escape(b, at);
    case '\n':
        add_node(b, NODE_LINE_BREAK, at, end);
        return end;
    case '*':
        while (end < flat->n && flat->at[end] == '*')
            end++;
        take_stars(b, at, end);
        return end;
    case '[':
    case '<':
        return take_bracket(b, at);
    case 0xC2:
    case 0xE2:
        return b->options->published ? take_superior(b, at) : end;
    default:
        return end;
    }
}

void inline_parse(struct doc *doc, struct node *parent, const struct stretch *stretches, size_t n,
    const struct inline_options *options, struct report *report)
{
    struct builder b = {.doc = doc, .report = report, .options = options, .parent = parent};
    b.flat = flat_make(doc, stretches, n, !options->published, report);
    units_find(doc, &b.flat, &b.units, report);
    for (size_t at = 0; at < b.flat.n;) {
        size_t close = b.frame_count ? b.frames[b.frame_count - 1].unit->close : b.flat.n;
        at = pass_text(&b.flat, at, close);
        if (at == b.flat.n)
            break;
        if (at == close) {
            at = b.frames[b.frame_count - 1].unit->end;
            close_unit(&b);
        } else {
            at = take(&b, at);
        }
    }
    flush_text(&b, b.flat.n);
    drop_openers(&b, 0);
    tidy_inlines(doc, parent);
}
