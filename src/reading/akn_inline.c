#include <string.h>

#include "base/utf.h"
#include "reading/akn_writer.h"

enum { ITALIC = 1, BOLD = 2 };
enum { NAME_LONGEST = 32 /* [byte] of a note's name */ };

/* How a stretch of text is set. */
struct look {
    unsigned emphasis;
    const char *address; /* of the link it stands in, or NULL */
    const struct akn_node *link; /* neighbours are two links */
    const char *language; /* tag, or NULL */
    bool superior;
};

enum run_kind { RUN_TEXT, RUN_CALL, RUN_BREAK };

struct run {
    enum run_kind kind;
    struct look look;
    const struct akn_node *node;
};

struct runs {
    struct akn_writer *writer;
    LIST(struct run) list;
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
        "docStage", "docStatus", "docTitle", "docType", "docketNumber", "decoration", "emphasis", "entity", "eol", "event", "i", "img",
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

static struct look look_inside(const struct akn_node *node, struct look look)
{
    const char *class = akn_attribute(node, "class");
    if (akn_is(node, "i") || akn_is(node, "emphasis") || (akn_is(node, "span") && has_word(class, "italic")))
        look.emphasis |= ITALIC;
    if (akn_is(node, "b") || (akn_is(node, "span") && has_word(class, "bold")))
        look.emphasis |= BOLD;
    if (akn_is(node, "sup"))
        look.superior = true;
    const char *address = akn_attribute(node, "href");
    if ((akn_is(node, "a") || akn_is(node, "ref")) && *address && !look.address) {
        look.address = address;
        look.link = node;
    }
    if (akn_is(node, "span") && *akn_attribute(node, "lang"))
        look.language = akn_attribute(node, "lang");
    return look;
}

static void add_run(struct runs *runs, enum run_kind kind, struct look look, const struct akn_node *node)
{
    *list_add(runs->writer->arena, &runs->list) = (struct run){kind, look, node};
}

/* An outcome inside a record of votes is the list of one side. */
static bool starts_line(const struct akn_node *node)
{
    return akn_is(node, "outcome") && node->parent && akn_is(node->parent, "outcome");
}

static void gather(struct runs *runs, const struct akn_node *node, struct look look);

static void gather_element(struct runs *runs, const struct akn_node *node, struct look look)
{
    if (akn_is(node, "authorialNote") || akn_is(node, "noteRef")) {
        add_run(runs, RUN_CALL, look, node);
        return;
    }
    if (akn_is(node, "eol") || akn_is(node, "br") || starts_line(node))
        add_run(runs, RUN_BREAK, look, node);
    if (!akn_is_inline(node) && !akn_is(node, "p"))
        akn_unknown(runs->writer, node);
    look = look_inside(node, look);
    for (const struct akn_node *child = node->first; child; child = child->next)
        gather(runs, child, look);
}

/* The parser nests elements AKN_DEPTH deep at most. */
static void gather(struct runs *runs, const struct akn_node *node, struct look look)
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
    const char *marker = akn_attribute(node, "marker"), *address = akn_attribute(node, "href");
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

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* An address as it stands in `[text](address)`. */
static void write_address(struct buf *out, const char *address)
{
    for (; *address; address++) {
        bool plain = !strchr("() <>\\\"", *address) && (unsigned char)*address > 0x20;
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

/* Marks nest so: emphasis outside, then language, link and superior. What differs is closed, with all that
 * is inside it, before the space that is due, and opened after it. */
static void change_look(struct pen *pen, struct look look)
{
    struct buf *out = &pen->writer->out;
    const struct look *old = &pen->look;
    bool emphasis = old->emphasis == look.emphasis, language = emphasis && same(old->language, look.language),
         link = language && old->link == look.link, superior = link && old->superior == look.superior;
    if (!superior && old->superior)
        buf_text(out, "</sup>");
    const char *space = !emphasis && old->emphasis ? take_space(out) : NULL;
    if (!link && old->link) {
        buf_text(out, "](");
        write_address(out, old->address);
        buf_char(out, ')');
    }
    if (!language && old->language)
        buf_printf(out, "]{lang=%s}", old->language);
    if (!emphasis)
        buf_text(out, stars(old->emphasis));
    if (space)
        buf_text(out, space);
    if (pen->space && pen->any && !pen->fresh)
        buf_char(out, ' ');
    pen->space = false;
    if (!emphasis && look.emphasis) {
        buf_text(out, stars(look.emphasis));
        pen->opened = true;
    }
    if (!language && look.language)
        buf_char(out, '[');
    if (!link && look.link)
        buf_char(out, '[');
    if (!superior && look.superior)
        buf_text(out, "<sup>");
    pen->look = look;
}

/* Whether the byte would be read as a mark. */
static bool is_mark(const struct pen *pen, const char *at, size_t n)
{
    bool bracketed = pen->look.link || pen->look.language || pen->look.superior;
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
        return !pen->any || pen->fresh;
    default:
        return false;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void write_space(struct pen *pen, struct look look, const char *space)
{
    if (look.emphasis != pen->look.emphasis)
        look.emphasis = 0;
    change_look(pen, look);
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
    if (run->kind != RUN_TEXT || !run->look.superior)
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
    change_look(pen, (struct look){0});
    akn_place_at(writer, run->node->at);
    writer->calls += body;
    const char *marker = marker_of(writer, run->node);
    akn_note_mark(writer, marker);
    if (body)
        *list_add(writer->arena, &writer->notes) = (struct akn_called){run->node, marker};
    pen->any = true;
}

static void write_break(struct pen *pen)
{
    pen->space = false;
    change_look(pen, (struct look){0});
    if (pen->cell)
        pen->space = true;
    else if (pen->any)
        buf_text(&pen->writer->out, pen->writer->lines ? "\n" : "\\\n");
    pen->fresh = true;
}

static void write_run(struct pen *pen, const struct run *run, const struct run *next, const struct run *before)
{
    if (run->kind == RUN_CALL) {
        write_call(pen, run);
    } else if (run->kind == RUN_BREAK) {
        write_break(pen);
    } else if (next && next->kind == RUN_CALL && is_call_bracket(run, '(') && !pen->writer->source_form) {
        change_look(pen, (struct look){0});
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
        gather(&runs, node, (struct look){0});
    struct pen pen = {.writer = writer, .cell = cell};
    for (size_t i = 0; writer->title && i < runs.list.n; i++)
        runs.list.at[i].look.emphasis &= ~(unsigned)BOLD; /* titles are bold by their template */
    for (size_t i = 0; i < runs.list.n; i++)
        write_run(&pen, &runs.list.at[i], i + 1 < runs.list.n ? &runs.list.at[i + 1] : NULL, i ? &runs.list.at[i - 1] : NULL);
    pen.space = false;
    change_look(&pen, (struct look){0});
    return pen.any;
}
