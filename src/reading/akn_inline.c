#include <string.h>

#include "base/utf.h"
#include "reading/akn_writer.h"

enum { ITALIC = 1, BOLD = 2 };
enum { MARKS_MOST = 8 /* deeper ones are left out */, NAME_LONGEST = 32 /* [byte] of a note's name */ };

enum mark_kind { MARK_EMPHASIS, MARK_LINK, MARK_LANGUAGE, MARK_SUPERIOR };

struct mark {
    enum mark_kind kind;
    unsigned emphasis;
    const struct akn_node *node;
    const char *value; /* address of a link, tag of a language */
};

/* How a stretch of text is set: its marks, the outermost first. */
struct look {
    struct mark marks[MARKS_MOST];
    size_t n;
};

enum run_kind { RUN_TEXT, RUN_CALL, RUN_BREAK };

struct run {
    enum run_kind kind;
    const struct look *look;
    const struct akn_node *node;
};

static const struct look unmarked = {.n = 0};

struct runs {
    struct akn_writer *writer;
    LIST(struct run) list;
    const struct look *outer, *inside; /* the last look made, and what it was made from */
};

/* ---- elements ---- */

static bool listed(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

bool akn_is_inline(const struct akn_node *node)
{
    static const char *const names[] = {"a", "abbr", "akn4un", "authorialNote", "b", "br", "concept", "courtType", "date", "def",
        "del", "docAuthority", "docCommittee", "docDate", "docIntroducer", "docJurisdiction", "docNumber", "docProponent", "docPurpose",
        "docStage", "docStatus", "docTitle", "docType", "docketNumber", "decoration", "emphasis", "entity", "eol", "eop", "event", "i", "img",
        "inline", "ins", "judge", "lawyer", "legislature", "location", "marker", "mod", "mref", "noteRef", "object", "opinion",
        "organization", "outcome", "party", "person", "placeholder", "process", "quantity", "quotedText", "ref", "relatedDocument",
        "remark", "rmod", "role", "rref", "scene", "session", "shortTitle", "signature", "span", "sub", "sup", "term", "time", "u",
        "vote", "voting", "witness", NULL};
    return !node->name || listed(names, node->name);
}

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

static unsigned emphasis_of(const struct akn_node *node)
{
    const char *class = akn_attribute(node, "class");
    bool span = akn_is(node, "span");
    if (akn_is(node, "i") || akn_is(node, "emphasis") || strcmp(akn_attribute(node, "refersTo"), "#lead") == 0)
        return ITALIC;
    return (span && has_word(class, "italic") ? ITALIC : 0u) | (akn_is(node, "b") || (span && has_word(class, "bold")) ? BOLD : 0u);
}

static struct mark mark_of(const struct akn_node *node)
{
    struct mark mark = {.kind = MARK_EMPHASIS, .emphasis = emphasis_of(node), .node = node};
    if (akn_is(node, "sup")) {
        mark.kind = MARK_SUPERIOR;
    } else if (akn_is(node, "a") || akn_is(node, "ref")) {
        mark.kind = MARK_LINK;
        mark.value = akn_attribute(node, "href");
    } else if (akn_is(node, "span") && *akn_attribute(node, "lang")) {
        mark.kind = MARK_LANGUAGE;
        mark.value = akn_attribute(node, "lang");
    }
    return mark;
}

static struct mark *mark_in(const struct look *look, enum mark_kind kind)
{
    for (size_t i = 0; i < look->n; i++)
        if (look->marks[i].kind == kind)
            return (struct mark *)&look->marks[i];
    return NULL;
}

/* Emphasis in emphasis adds to it in published text; links are in no links; titles are bold by their
 * template. What reading found by itself it finds again. */
static const struct look *look_inside(struct runs *runs, const struct akn_node *node, const struct look *look)
{
    const struct akn_writer *writer = runs->writer;
    struct mark mark = mark_of(node), *outer = mark_in(look, mark.kind);
    if (writer->title)
        mark.emphasis &= ~(unsigned)BOLD;
    bool empty = mark.kind == MARK_EMPHASIS ? !mark.emphasis : mark.kind == MARK_LINK && !*mark.value;
    bool found = writer->source_form && strcmp(akn_attribute(node, "status"), "editorial") == 0;
    if (empty || found || look->n == MARKS_MOST || (outer && mark.kind != MARK_EMPHASIS))
        return look;
    const struct mark *last = runs->inside ? &runs->inside->marks[runs->inside->n - 1] : NULL;
    if (last && runs->outer == look && !writer->source_form && !outer && mark.kind != MARK_LINK && last->kind == mark.kind &&
        last->emphasis == mark.emphasis && last->value == mark.value)
        return runs->inside;
    struct look *inside = arena_new_of(writer->arena, struct look);
    *inside = *look;
    if (outer && !writer->source_form)
        mark_in(inside, MARK_EMPHASIS)->emphasis |= mark.emphasis;
    else
        inside->marks[inside->n++] = mark;
    runs->outer = look;
    runs->inside = inside;
    return inside;
}

static void add_run(struct runs *runs, enum run_kind kind, const struct look *look, const struct akn_node *node)
{
    *list_add(runs->writer->arena, &runs->list) = (struct run){kind, look, node};
}

/* An outcome inside a record of votes is the list of one side. */
static bool starts_line(const struct akn_node *node)
{
    return akn_is(node, "outcome") && node->parent && akn_is(node->parent, "outcome");
}

static void gather(struct runs *runs, const struct akn_node *node, const struct look *look);

static void gather_element(struct runs *runs, const struct akn_node *node, const struct look *look)
{
    if (akn_is(node, "authorialNote") || akn_is(node, "noteRef")) {
        add_run(runs, RUN_CALL, look, node);
        if (akn_is(node, "authorialNote"))
            return;
    }
    if (akn_is(node, "eol") || akn_is(node, "br") || starts_line(node))
        add_run(runs, RUN_BREAK, look, node);
    if (!akn_is_inline(node) && !akn_is(node, "p") && !akn_is_room(node))
        akn_unknown(runs->writer, node);
    look = look_inside(runs, node, look);
    for (const struct akn_node *child = node->first; child; child = child->next)
        gather(runs, child, look);
}

/* The parser nests elements AKN_DEPTH deep at most. */
static void gather(struct runs *runs, const struct akn_node *node, const struct look *look)
{
    if (node->name)
        gather_element(runs, node, look);
    else
        add_run(runs, RUN_TEXT, look, node);
}

/* ---- notes ---- */

static bool is_number(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < 5 && text[n] == '\0';
}

static void write_superior(struct buf *out, const char *digits)
{
    static const char *const superior[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (; *digits; digits++)
        buf_text(out, superior[*digits - '0']);
}

/* What a note is called by: its marker, or its number where that is none. A reference to a note without
 * a marker has the figures that its address ends in. */
static const char *marker_of(struct akn_writer *writer, const struct akn_node *node)
{
    const char *title = akn_attribute(node, "title"), *marker = writer->source_form && *title ? title : akn_attribute(node, "marker"), *address = akn_attribute(node, "href");
    bool stars = *marker && marker[strspn(marker, "*")] == '\0' && strlen(marker) < 5;
    bool name = writer->source_form && *marker && !strpbrk(marker, " \t\r\n[]\\") && strlen(marker) < NAME_LONGEST;
    if (name || stars || is_number(marker))
        return marker;
    const char *figures = address + strlen(address);
    while (figures > address && figures[-1] >= '0' && figures[-1] <= '9')
        figures--;
    return is_number(figures) ? figures : arena_printf(writer->arena, "%d", writer->calls);
}

void akn_note_mark(struct akn_writer *writer, const char *marker)
{
    if (writer->source_form)
        buf_printf(&writer->out, "[^%s]", marker);
    else if (*marker != '*')
        write_superior(&writer->out, marker);
    else
        for (; *marker; marker++)
            buf_text(&writer->out, "\\*");
}

/* ---- writing ---- */

struct pen {
    struct akn_writer *writer;
    struct look look; /* of the marks that are open */
    bool space; /* one is due */
    bool any, fresh; /* something is written; a line was just begun */
    bool cell;
    bool opened; /* stars of emphasis were just written: they would not open before a closing mark */
};

static const char *stars(unsigned emphasis)
{
    return emphasis == (ITALIC | BOLD) ? "***" : emphasis == BOLD ? "**" : emphasis == ITALIC ? "*" : "";
}

static bool is_balanced(const char *address)
{
    int open = 0;
    for (; *address && open >= 0; address++)
        open += (*address == '(') - (*address == ')');
    return open == 0;
}

/* An address as it stands in `[text](address)`. Hexapla source has its parentheses too when they are pairs. */
static void write_address(const struct akn_writer *writer, struct buf *out, const char *address)
{
    const char *escaped = writer->source_form && is_balanced(address) ? "<>\\\"" : "()<>\\\"";
    for (; *address; address++) {
        bool plain = !strchr(escaped, *address) && (unsigned char)*address > 0x20;
        if (plain)
            buf_char(out, *address);
        else {
            buf_char(out, '%');
            buf_hex(out, (unsigned char)*address, 2);
        }
    }
}

/* Spaces that white space is not: no-break, thin, ideographic. Stars beside them would not open or close. */
static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87", "\xE2\x80\x8A", "\xE3\x80\x80", NULL};

/* The one that the text starts with, or NULL. */
static const char *space_at(const char *text, size_t n)
{
    for (size_t i = 0; spaces[i]; i++)
        if (n >= strlen(spaces[i]) && memcmp(text, spaces[i], strlen(spaces[i])) == 0)
            return spaces[i];
    return NULL;
}

/* Takes such a space off the end, or returns NULL. */
static const char *take_space(struct buf *out)
{
    for (size_t i = 0; spaces[i]; i++) {
        size_t n = strlen(spaces[i]);
        if (out->n < n || memcmp(out->at + out->n - n, spaces[i], n) != 0)
            continue;
        out->n -= n;
        out->at[out->n] = '\0';
        return spaces[i];
    }
    return NULL;
}

static bool is_same(const struct pen *pen, const struct mark *a, const struct mark *b)
{
    bool any = !pen->writer->source_form && a->kind != MARK_LINK; /* neighbours are one */
    return a->kind == b->kind && a->emphasis == b->emphasis && (any || a->node == b->node);
}

static void close_mark(struct pen *pen, const struct mark *mark)
{
    struct buf *out = &pen->writer->out;
    switch (mark->kind) {
    case MARK_EMPHASIS:
        buf_text(out, stars(mark->emphasis));
        break;
    case MARK_LINK:
        buf_text(out, "](");
        write_address(pen->writer, out, mark->value);
        buf_char(out, ')');
        break;
    case MARK_LANGUAGE:
        buf_printf(out, "]{lang=%s}", mark->value);
        break;
    case MARK_SUPERIOR:
        buf_text(out, "</sup>");
        break;
    }
}

static void open_mark(struct pen *pen, const struct mark *mark)
{
    struct buf *out = &pen->writer->out;
    if (mark->kind == MARK_EMPHASIS)
        buf_text(out, stars(mark->emphasis));
    else
        buf_text(out, mark->kind == MARK_SUPERIOR ? "<sup>" : "[");
    pen->opened = mark->kind == MARK_EMPHASIS;
}

/* Marks that differ, with all inside them, are closed before the space that is due and opened after it. */
static void change_look(struct pen *pen, const struct look *look)
{
    struct buf *out = &pen->writer->out;
    struct look *old = &pen->look;
    size_t same = 0;
    while (same < old->n && same < look->n && is_same(pen, &old->marks[same], &look->marks[same]))
        same++;
    const char *space = same < old->n && mark_in(old, MARK_EMPHASIS) ? take_space(out) : NULL;
    while (old->n > same)
        close_mark(pen, &old->marks[--old->n]);
    if (space)
        buf_text(out, space);
    if (pen->space && pen->any && !pen->fresh)
        buf_char(out, ' ');
    pen->space = false;
    for (size_t i = same; i < look->n; i++)
        open_mark(pen, &look->marks[i]);
    *old = *look;
}

/* Whether the byte would be read as a mark. */
static bool is_mark(const struct pen *pen, const char *at, size_t n)
{
    bool bracketed = pen->look.n > (mark_in(&pen->look, MARK_EMPHASIS) != NULL);
    switch (*at) {
    case '\\':
        return true;
    case '*':
        return true; /* in published text it calls a star note */
    case '[':
        return bracketed || (n > 1 && at[1] == '^');
    case ']':
        return bracketed || (n > 1 && (at[1] == '(' || at[1] == '{'));
    case '<':
        return n > 1 && strchr("!s/", at[1]);
    case '|':
        return pen->cell;
    case '#':
        return !pen->writer->source_form && (!pen->any || pen->fresh);
    default:
        return false;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* A space that would keep stars from opening stands before them. */
static void write_space(struct pen *pen, const struct look *look, const char *space)
{
    struct look shared = {.n = 0};
    while (shared.n < pen->look.n && shared.n < look->n && is_same(pen, &pen->look.marks[shared.n], &look->marks[shared.n])) {
        shared.marks[shared.n] = look->marks[shared.n];
        shared.n++;
    }
    change_look(pen, mark_in(look, MARK_EMPHASIS) ? &shared : look);
    buf_text(&pen->writer->out, space);
    pen->any = true;
    pen->fresh = pen->opened = false;
}

static void write_text(struct pen *pen, const struct run *run)
{
    const char *text = run->node->text;
    size_t n = run->node->n;
    for (size_t at = 0; at < n; at++) {
        if (is_space(text[at])) {
            pen->space = true;
            continue;
        }
        if (pen->space || at == 0 || !pen->any)
            akn_place_at(pen->writer, run->node->at + (uint32_t)at);
        const char *space = space_at(text + at, n - at);
        if (space) {
            write_space(pen, run->look, space);
            at += strlen(space) - 1;
            continue;
        }
        change_look(pen, run->look);
        if (is_mark(pen, text + at, n - at) || (pen->opened && strchr(".,;:!?)]}", text[at])))
            buf_char(&pen->writer->out, '\\');
        buf_char(&pen->writer->out, text[at]);
        pen->any = true;
        pen->fresh = pen->opened = false;
    }
}

/* A bracket in superior around a call: "(" before it, ")" after it, alone in its run. */
static bool is_call_bracket(const struct run *run, char bracket)
{
    if (run->kind != RUN_TEXT || !mark_in(run->look, MARK_SUPERIOR))
        return false;
    size_t n = run->node->n, at = 0;
    while (at < n && is_space(run->node->text[at]))
        at++;
    while (n > at && is_space(run->node->text[n - 1]))
        n--;
    return n == at + 1 && run->node->text[at] == bracket;
}

static void write_call(struct pen *pen, const struct run *run)
{
    struct akn_writer *writer = pen->writer;
    bool body = akn_is(run->node, "authorialNote");
    writer->calls += body;
    const char *marker = marker_of(writer, run->node);
    if (!body || !writer->source_form || strcmp(akn_attribute(run->node, "class"), "text") != 0) {
        change_look(pen, writer->source_form ? run->look : &unmarked);
        akn_place_at(writer, run->node->at);
        akn_note_mark(writer, marker);
        pen->any = true;
        pen->fresh = false;
    }
    if (body)
        *list_add(writer->arena, &writer->notes) = (struct akn_called){run->node, marker};
}

/* In the conclusions of published text a break starts a new line. */
static void break_line(struct akn_writer *writer)
{
    akn_source_escape(writer);
    buf_text(&writer->out, writer->lines && !writer->source_form ? "\n" : "\\\n");
    for (int i = 0; writer->source_form && i < writer->indent; i++)
        buf_char(&writer->out, ' ');
    akn_source_line(writer, true);
}

static void write_break(struct pen *pen, const struct look *look)
{
    pen->space = false;
    change_look(pen, pen->writer->source_form ? look : &unmarked);
    if (pen->cell)
        pen->space = true;
    else if (pen->any)
        break_line(pen->writer);
    pen->fresh = true;
}

static void write_run(struct pen *pen, const struct run *run, const struct run *next, const struct run *before)
{
    if (run->kind == RUN_CALL) {
        write_call(pen, run);
    } else if (run->kind == RUN_BREAK) {
        write_break(pen, run->look);
    } else if (next && next->kind == RUN_CALL && is_call_bracket(run, '(') && !pen->writer->source_form) {
        change_look(pen, &unmarked);
        buf_text(&pen->writer->out, "⁽");
        pen->any = true;
    } else if (before && before->kind == RUN_CALL && is_call_bracket(run, ')') && !pen->writer->source_form) {
        buf_text(&pen->writer->out, "⁾");
    } else {
        write_text(pen, run);
    }
}

bool akn_inline(struct akn_writer *writer, const struct akn_node *first, const struct akn_node *end, bool cell)
{
    struct runs runs = {.writer = writer};
    for (const struct akn_node *node = first; node && node != end; node = node->next)
        gather(&runs, node, &unmarked);
    struct pen pen = {.writer = writer, .cell = cell};
    for (size_t i = 0; i < runs.list.n; i++)
        write_run(&pen, &runs.list.at[i], i + 1 < runs.list.n ? &runs.list.at[i + 1] : NULL, i ? &runs.list.at[i - 1] : NULL);
    pen.space = false;
    change_look(&pen, &unmarked);
    return pen.any;
}
