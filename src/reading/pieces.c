#include "reading/pieces.h"

#include <string.h>

#include "base/utf.h"
#include "language/lexicon.h"
#include "reading/furniture.h"

enum {
    OPENING_LONGEST = 240, /* [byte] */
    TAB_WIDTH = 3, /* [column] one level of indentation */
    NUMBER_LARGEST = 999, /* greater ones are years or sums */
    LETTER_LARGEST = 104, /* dddd */
};

/* ---- lines ---- */

struct line line_read(const struct source *source, size_t number)
{
    struct span span = source_line(source, number);
    struct line line = {.span = span};
    const char *bytes = source->bytes;
    while (line.span.start < span.end) {
        size_t taken;
        uint32_t c = utf8_decode(bytes + line.span.start, span.end - line.span.start, &taken);
        if (plain_space(bytes + line.span.start, taken) == 0)
            break;
        line.indent += c == '\t' ? TAB_WIDTH : c == 0x3000 ? 2 : utf_display_width(c) > 0;
        line.span.start += (uint32_t)taken;
    }
    struct plain rest = plain_trim((struct plain){bytes + line.span.start, line.span.end - line.span.start});
    line.span.end = line.span.start + (uint32_t)rest.n;
    return line;
}

static bool is_separator(const char *text, size_t n)
{
    size_t stars = 0;
    for (size_t at = 0; at < n; at++) {
        if (text[at] == '*')
            stars++;
        else if (text[at] != ' ' && text[at] != '\\' && text[at] != '\t' && memcmp(text + at, "\xC2\xA0", 2) != 0)
            return false;
        else if (text[at] == '\xC2')
            at++;
    }
    return stars > 0;
}

/* A drawn line, such as stands over notes and at the end: the template draws its own. */
static bool is_rule(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && strchr("_-=", text[at]))
        at++;
    return at == n && n >= 3;
}

static size_t heading_marks(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && at < 6 && text[at] == '#')
        at++;
    return at && at < n && text[at] == ' ' ? at : 0;
}

static size_t star_figure(const char *text, size_t n, struct span *name)
{
    size_t at = 0, stars = 0;
    for (; at + 1 < n && text[at] == '\\' && text[at + 1] == '*' && stars < 4; stars++)
        at += 2;
    size_t space = plain_space(text + at, n - at);
    if (!stars || !space || at + space == n)
        return 0;
    *name = span_of(1, 2);
    return at + space;
}

size_t pieces_note_figure(const char *text, size_t n, struct span *name)
{
    size_t at = 0, taken = 0, digits = 0;
    uint32_t c = n ? utf8_decode(text, n, &taken) : 0;
    bool open = c == 0x207D;
    if (open)
        at = taken;
    size_t start = at;
    while (at < n && digits < 5) {
        c = utf8_decode(text + at, n - at, &taken);
        if (utf_superior_digit(c) < 0)
            break;
        digits++;
        at += taken;
    }
    size_t end = at;
    if (!digits)
        return star_figure(text, n, name);
    if (open) {
        if (at >= n || utf8_decode(text + at, n - at, &taken) != 0x207E)
            return 0;
        at += taken;
    }
    at += plain_space(text + at, n - at);
    *name = span_of(start, end);
    return at < n ? at : 0;
}

static size_t list_dash(const char *text, size_t n)
{
    static const char *const dashes[] = {"-", "*", "+", "–", "—", "•", "·", "▪", "●", "◦", NULL};
    for (size_t i = 0; dashes[i]; i++) {
        size_t length = strlen(dashes[i]);
        if (n > length && memcmp(text, dashes[i], length) == 0) {
            size_t space = plain_space(text + length, n - length);
            return space && length + space < n ? length + space : 0;
        }
    }
    return 0;
}

static bool is_ascii_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether what reads as a label is one here: not a year, a decimal, an initial or a range of days. */
static bool is_label(const struct label *label, const char *text, size_t n, size_t taken)
{
    bool number = label->kind == LABEL_NUMBER;
    if (label->kind == LABEL_NONE || label->kind == LABEL_DASH)
        return false;
    if (label->value > (number ? NUMBER_LARGEST : LETTER_LARGEST))
        return false;
    size_t next = taken + plain_space(text + taken, n - taken);
    if (number && label->dash && next < n && text[next] >= '0' && text[next] <= '9')
        return false;
    return text[taken - 1] == ')' || taken == n || !is_ascii_word(text[taken]);
}

size_t pieces_label(const char *text, size_t n, struct label *label, size_t *dash)
{
    *dash = list_dash(text, n);
    *label = (struct label){.kind = LABEL_NONE};
    size_t taken = numeral_read_label(text + *dash, n - *dash, label);
    if (taken && is_label(label, text + *dash, n - *dash, taken)) {
        taken += *dash;
        return taken + plain_space(text + taken, n - taken);
    }
    taken = *dash;
    *dash = 0;
    *label = (struct label){.kind = taken ? LABEL_DASH : LABEL_NONE};
    return taken;
}

int pieces_opening(enum lang lang, struct plain text)
{
    size_t name = 0;
    if (lang == LANG_NONE || text.n > OPENING_LONGEST)
        return 0;
    int organ = lexicon_opening(lang, text.at, text.n, &name);
    if (!organ)
        return 0;
    struct plain rest = plain_from(text, name);
    bool ended = !rest.n || plain_any(plain_is, rest, (const char *const[]){",", "،", "，", ":", "：", ";", NULL}) >= 0;
    return ended ? organ : 0;
}

/* ---- cutting ---- */

struct cutter {
    struct doc *doc;
    struct pieces *pieces;
    struct report *report;
    const char *bytes;
    struct piece *piece; /* the one being gathered, or NULL */
    struct plain last; /* its last line */
    bool in_record, closed; /* the piece takes no further line */
    bool paged; /* page furniture was passed over since the last line */
};

static struct plain line_plain(struct cutter *cutter, struct span span)
{
    return (struct plain){cutter->bytes + span.start, span.end - span.start};
}

static void finish(struct cutter *cutter)
{
    struct piece *piece = cutter->piece;
    cutter->piece = NULL;
    if (!piece || piece->kind == PIECE_TABLE)
        return;
    struct buf out;
    buf_init(&out, cutter->doc->arena);
    for (size_t i = 0; i < piece->count; i++) {
        struct span span = cutter->pieces->stretches.at[piece->first + i].span;
        if (i)
            buf_char(&out, ' ');
        plain_append(&out, cutter->bytes + span.start, span.end - span.start);
    }
    buf_bytes(&out, "", 0);
    piece->plain = plain_trim((struct plain){out.at, out.n});
}

static void add_stretch(struct cutter *cutter, struct span span)
{
    cutter->last = line_plain(cutter, span);
    list_add(cutter->doc->arena, &cutter->pieces->stretches)->span = span;
    cutter->piece->count++;
    cutter->paged = false;
}

static void start(struct cutter *cutter, enum piece_kind kind, const struct line *line, int blanks, size_t skipped)
{
    finish(cutter);
    struct pieces *pieces = cutter->pieces;
    cutter->piece = list_add(cutter->doc->arena, &pieces->list);
    *cutter->piece = (struct piece){.kind = kind, .first = pieces->stretches.n, .indent = line->indent, .blanks = blanks,
        .paged = cutter->paged};
    add_stretch(cutter, span_of(line->span.start + skipped, line->span.end));
    cutter->closed = kind == PIECE_HEADING || kind == PIECE_SEPARATOR;
}

static void start_note(struct cutter *cutter, const struct line *line, int blanks, size_t figure, struct span name)
{
    struct plain text = line_plain(cutter, line->span);
    struct span star;
    size_t more = star_figure(text.at + figure, text.n - figure, &star);
    start(cutter, PIECE_NOTE, line, blanks, figure + (name.start == 1 ? 0 : more));
    cutter->piece->name = span_of(line->span.start + name.start, line->span.start + name.end);
}

static void start_text(struct cutter *cutter, const struct line *line, int blanks)
{
    struct plain text = line_plain(cutter, line->span);
    struct label label;
    size_t dash, taken = pieces_label(text.at, text.n, &label, &dash);
    start(cutter, PIECE_TEXT, line, blanks, taken);
    cutter->piece->label = label;
    cutter->piece->listed = dash > 0;
    cutter->piece->label_span = span_of(line->span.start + dash, line->span.start + taken);
}

/* Passes over a line of page furniture. */
static bool pass_furniture(struct cutter *cutter, const struct line *line)
{
    struct plain job = {0};
    struct doc *doc = cutter->doc;
    if (!furniture_is(doc, line_plain(cutter, line->span), &job))
        return false;
    diag_at(cutter->report, DIAG_FURNITURE, doc->source, line->span);
    if (job.n && !field_given(&doc->fields, FIELD_JOB))
        field_set(&doc->fields, FIELD_JOB, doc->arena, job.at, job.n, cutter->report, doc->source, line->span);
    cutter->paged = true;
    return true;
}

/* A line of Latin script that begins with a lead word in a capital, or one with emphasis. */
static bool starts_with_lead(enum lang lang, struct plain text)
{
    size_t stars = 0, taken;
    while (stars < text.n && text.at[stars] == '*')
        stars++;
    if (stars && stars < text.n) {
        uint32_t first = utf8_decode(text.at + stars, text.n - stars, &taken);
        return !(first >= 'a' && first <= 'z') && !(first >= 0xDF && first <= 0xFF);
    }
    bool capital = text.at[0] >= 'A' && text.at[0] <= 'Z';
    return capital && lang != LANG_NONE && lexicon_lead(NULL, lang, LEAD_PREAMBULAR, text.at, text.n).length > 0;
}

static bool is_opening_line(struct cutter *cutter, struct plain text)
{
    return text.n <= OPENING_LONGEST && pieces_opening(cutter->doc->language, plain_text(cutter->doc->arena, text.at, text.n));
}

static bool is_emphasised(struct plain text)
{
    return text.n > 1 && text.at[0] == '*' && text.at[text.n - 1] == '*';
}

/* Whether a line that follows without a blank one starts a paragraph of its own. */
static bool starts_paragraph(struct cutter *cutter, struct plain text)
{
    struct label label;
    size_t dash;
    enum lang lang = cutter->doc->language;
    enum ending ending = plain_ending(cutter->last);
    bool in_note = cutter->pieces->wrapped && cutter->piece->kind == PIECE_NOTE; /* "chap. / III." */
    if (!in_note && pieces_label(text.at, text.n, &label, &dash))
        return ending != ENDING_OPEN || !cutter->pieces->wrapped || dash;
    if (text.n <= OPENING_LONGEST) {
        struct plain plain = plain_text(cutter->doc->arena, text.at, text.n);
        if (pieces_opening(lang, plain))
            return true;
        if (closing_read(lang, cutter->last).kind == CLOSING_MEETING)
            return true;
        if (ending == ENDING_STOP && closing_read(lang, plain).kind != CLOSING_NONE)
            return true;
    }
    if (cutter->pieces->wrapped)
        return (ending == ENDING_COMMA || ending == ENDING_SEMICOLON) && starts_with_lead(lang, text);
    return ending != ENDING_OPEN || text.at[0] == '*' || is_emphasised(cutter->last);
}

static bool is_record_start(struct cutter *cutter, struct plain text)
{
    if (text.at[0] != '[' || text.n > 4 * OPENING_LONGEST)
        return false;
    struct plain plain = plain_text(cutter->doc->arena, text.at, text.n);
    return plain.n && plain.at[0] == '[' && closing_read(cutter->doc->language, plain).kind == CLOSING_VOTE;
}

/* A record that is not closed ends where text starts again. */
static bool is_record_line(struct cutter *cutter, struct plain text)
{
    struct label label;
    size_t dash;
    return !pieces_label(text.at, text.n, &label, &dash) && !closing_annex(text) &&
           !pieces_opening(cutter->doc->language, text);
}

static void record_line(struct cutter *cutter, const struct line *line, int blanks)
{
    bool joins = cutter->in_record && blanks == 0 && cutter->pieces->wrapped && plain_ending(cutter->last) != ENDING_COLON;
    if (joins)
        add_stretch(cutter, line->span);
    else
        start(cutter, PIECE_RECORD, line, blanks, 0);
    cutter->in_record = cutter->bytes[line->span.end - 1] != ']';
}

static void table_line(struct cutter *cutter, const struct line *line, int blanks)
{
    if (cutter->piece && cutter->piece->kind == PIECE_TABLE && blanks == 0)
        add_stretch(cutter, line->span);
    else
        start(cutter, PIECE_TABLE, line, blanks, 0);
}

static bool continues(struct cutter *cutter, struct plain text, int blanks)
{
    const struct piece *piece = cutter->piece;
    return piece && blanks == 0 && !cutter->closed && (piece->kind == PIECE_TEXT || piece->kind == PIECE_NOTE) &&
           !is_opening_line(cutter, cutter->last) && !starts_paragraph(cutter, text);
}

/* Whether a note figure at the start of a line is one: no call that a line break put there. */
static bool starts_note(const struct cutter *cutter, int blanks)
{
    return blanks || cutter->closed || !cutter->piece || cutter->piece->kind == PIECE_NOTE ||
           plain_ending(cutter->last) != ENDING_OPEN;
}

static void take_line(struct cutter *cutter, const struct line *line, int blanks)
{
    struct plain text = line_plain(cutter, line->span);
    struct span name;
    size_t marks = heading_marks(text.at, text.n), figure = pieces_note_figure(text.at, text.n, &name);
    bool record = cutter->in_record && blanks <= 1 && !marks && !figure && is_record_line(cutter, text);
    if (record || is_record_start(cutter, text))
        record_line(cutter, line, blanks);
    else if (text.at[0] == '|')
        table_line(cutter, line, blanks);
    else if (marks)
        start(cutter, PIECE_HEADING, line, blanks, marks + plain_space(text.at + marks, text.n - marks));
    else if (is_separator(text.at, text.n))
        start(cutter, PIECE_SEPARATOR, line, blanks, 0);
    else if (is_rule(text.at, text.n))
        finish(cutter);
    else if (figure && starts_note(cutter, blanks))
        start_note(cutter, line, blanks, figure, name);
    else if (continues(cutter, text, blanks))
        add_stretch(cutter, line->span);
    else
        start_text(cutter, line, blanks);
    if (!record)
        cutter->in_record = cutter->piece && cutter->piece->kind == PIECE_RECORD && cutter->in_record;
}

/* Lines of a wrapped text end mostly within a sentence; where each line is a paragraph they do not. */
static bool is_wrapped(const struct doc *doc, size_t first_line)
{
    size_t open = 0, ended = 0;
    struct plain last = {0};
    for (size_t i = first_line; i <= doc->source->line_count; i++) {
        struct line line = line_read(doc->source, i);
        struct plain text = {doc->source->bytes + line.span.start, line.span.end - line.span.start};
        struct label label;
        size_t dash;
        bool counts = last.n && text.n && text.at[0] != '|' && !pieces_label(text.at, text.n, &label, &dash);
        if (counts && plain_ending(last) == ENDING_OPEN)
            open++;
        else if (counts)
            ended++;
        last = text;
    }
    return open > ended && open > 4;
}

void pieces_read(struct doc *doc, size_t first_line, struct pieces *pieces, struct report *report)
{
    struct cutter cutter = {.doc = doc, .pieces = pieces, .report = report, .bytes = doc->source->bytes};
    pieces->wrapped = is_wrapped(doc, first_line);
    int blanks = 1;
    for (size_t i = first_line; i <= doc->source->line_count; i++) {
        struct line line = line_read(doc->source, i);
        if (line.span.start == line.span.end) {
            blanks += blanks < 9;
            continue;
        }
        if (pass_furniture(&cutter, &line))
            continue;
        take_line(&cutter, &line, blanks);
        blanks = 0;
    }
    finish(&cutter);
}
