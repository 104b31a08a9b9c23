/* Drafting rules on the lines over the text: session, numbers, masthead, sponsors. */
#include <string.h>

#include "checking/drafting_part.h"
#include "language/country.h"
#include "language/fold.h"
#include "language/numeral.h"

static const struct field *given(const struct drafting *d, enum field_id id)
{
    const struct field *field = &d->doc->fields.at[id];
    return field->text ? field : NULL;
}

/* A line of the header as prose, for rules that look at both. */
static struct prose line_prose(const struct drafting *d, const struct field *field)
{
    struct node *node = arena_new_of(d->arena, struct node);
    struct node *text = arena_new_of(d->arena, struct node);
    *node = (struct node){.kind = NODE_PARAGRAPH, .span = field->span};
    *text = (struct node){.kind = NODE_TEXT, .span = field->span, .text = {field->text, (uint32_t)strlen(field->text)}};
    node_append(node, text);
    return prose_make(d->arena, d->doc, node, PART_BEFORE);
}

/* ---- L42: the session ---- */

static void check_session(struct drafting *d)
{
    const struct fields *fields = &d->doc->fields;
    const struct field *line = given(d, FIELD_SESSION_LINE);
    int of_symbol = fields->symbol.organ == ORGAN_GA || fields->symbol.organ == ORGAN_HRC ? fields->symbol.session : 0;
    int of_line = line ? numeral_find_ordinal(d->lang, line->text, strlen(line->text)) : fields->session;
    if (!of_symbol || (!line && !fields->session))
        return;
    struct span span = line ? line->span : field_span(d, FIELD_SESSION);
    if (of_line == 0)
        found(d, RULE_L42, span, "the session line has no ordinal that can be read");
    else if (of_line != of_symbol)
        found(d, RULE_L42, span, arena_printf(d->arena, "the session is %d, that of the symbol %d", of_line, of_symbol));
}

/* ---- L43 to L45: ordinals ---- */

static void check_apocope(struct drafting *d, const struct prose *prose)
{
    static const char *const full[] = {"primero período", "tercero período"};
    static const char *const right[] = {"primer período", "tercer período"};
    for (size_t i = 0; i < 2; i++) {
        size_t n;
        for (size_t at = 0; (at = prose_find(prose, at, full[i], &n)) != SIZE_MAX; at += n)
            found(d, RULE_L43, prose_span(prose, at, at + n), drafting_words(d, prose, at, at + n), right[i]);
    }
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* "soixante-et-onzième" -> "soixante et onzième", "quatre-vingt-et-unième" -> "quatre-vingt-unième" */
static const char *traditional(const struct drafting *d, const struct prose *prose, size_t start, size_t et, size_t end)
{
    bool eighty = fold_match(prose->at + start, end - start, "quatre-vingt") > 0;
    struct buf out;
    buf_init(&out, d->arena);
    buf_bytes(&out, prose->at + start, et - start);
    size_t ones = prose_next(prose, prose_next(prose, et) + strlen("et"));
    buf_text(&out, eighty ? "-" : " et ");
    buf_bytes(&out, prose->at + ones, end - ones);
    return out.at;
}

static void check_hyphens(struct drafting *d, const struct prose *prose)
{
    static const char *const parts[] = {"-et-unième", "-et-onzième"};
    for (size_t i = 0; i < 2; i++) {
        size_t n;
        for (size_t at = 0; (at = prose_find(prose, at, parts[i], &n)) != SIZE_MAX; at += n) {
            size_t start = at;
            while (prose_is_letter(prose_before(prose, start)) || is_hyphen(prose_before(prose, start)))
                start = prose_prev(prose, start);
            found(d, RULE_L44, prose_span(prose, start, at + n), drafting_words(d, prose, start, at + n),
                traditional(d, prose, start, at, at + n));
        }
    }
}

/* "51-e" with a Latin e; in symbols such endings are Latin by right. */
static void check_endings(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 1; at < prose->n; at = prose_next(prose, at)) {
        if (!is_hyphen(prose_char(prose, at)) || !prose_is_digit(prose_before(prose, at)))
            continue;
        size_t start = at, end = prose_next(prose, at), letters = end, count = 0;
        for (; prose_is_latin(prose_char(prose, end)) && count < 3; count++)
            end = prose_next(prose, end);
        while (start > 0 && prose_is_digit(prose_before(prose, start)))
            start = prose_prev(prose, start);
        uint32_t before = prose_before(prose, start), after = prose_char(prose, end), first = prose_char(prose, letters);
        if (count == 0 || count > 2 || before == '/' || prose_is_latin(before) || after == '/' || is_hyphen(after) || prose_is_digit(after))
            continue;
        if (!(first >= 'a' && first <= 'z') || !strchr("eaoxyMn", (int)first))
            continue;
        found(d, RULE_L45, prose_span(prose, start, end), drafting_words(d, prose, start, end), drafting_words(d, prose, start, at));
    }
}

static void check_ordinals(struct drafting *d, const struct prose *prose)
{
    if (d->lang == LANG_ES)
        check_apocope(d, prose);
    else if (d->lang == LANG_FR)
        check_hyphens(d, prose);
    else if (d->lang == LANG_RU)
        check_endings(d, prose);
}

/* ---- L48, L49: masthead and title ---- */

static void check_masthead(struct drafting *d)
{
    static const enum field_id lines[] = {FIELD_DISTRIBUTION_LINE, FIELD_ISSUED_LINE, FIELD_LANGUAGE_LINE, FIELD_ORIGINAL_LINE};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct field *line = given(d, lines[i]);
        const char *c = line ? line->text : "";
        while (*c && (unsigned char)*c < 0x80)
            c++;
        if (*c && (unsigned char)*c != 0xC2) /* a no-break space is no letter */
            found(d, RULE_L48, line->span, line->text);
    }
}

static void check_number(struct drafting *d)
{
    const struct field *number = given(d, FIELD_NUMBER);
    const struct symbol *symbol = &d->doc->fields.symbol;
    struct buf own;
    buf_init(&own, d->arena);
    buf_text(&own, "");
    if (number && symbol->resolution)
        cite_short_number(symbol, &own);
    if (!own.n || !prose_is_digit((unsigned char)*number->text))
        return; /* "دإط-11/1" of ES-11/1 */
    size_t taken = own.n ? fold_match(own.at, own.n, number->text) : 0;
    if (own.n && (!taken || (own.at[taken] >= '0' && own.at[taken] <= '9')))
        found(d, RULE_L49, number->span, number->text, own.at);
}

/* ---- L63: sponsors ---- */

struct names {
    LIST(const char *) list;
};

static void add_name(struct drafting *d, struct names *names, const char *at, size_t n)
{
    while (n && (*at == ' ' || *at == '\n'))
        at++, n--;
    while (n && strchr(" *\n", at[n - 1]))
        n--;
    if (n)
        *list_add(d->arena, &names->list) = arena_copy(d->arena, at, n);
}

enum { TWO_NAMES = 200 /* [byte] at most */ };

/* The last of a list may hold two names with a conjunction; some names have one of their own. */
static void add_last(struct drafting *d, struct names *names, const char *at, size_t n)
{
    static const char *const joints[LANG_COUNT] = {" و", "和", " and ", " et ", " и ", " y "};
    const char *joint = joints[d->lang];
    char code[3];
    size_t start = 0, length = strlen(joint);
    for (size_t i = 0; n <= TWO_NAMES && i + length <= n && !country_find(d->lang, at + start, n - start, code); i++)
        if (memcmp(at + i, joint, length) == 0 && country_find(d->lang, at + start, i - start, code)) {
            add_name(d, names, at + start, i - start);
            start = i + length;
        }
    add_name(d, names, at + start, n - start);
}

/* Names up to a colon. */
static void split_names(struct drafting *d, const char *text, struct names *names)
{
    const char *at = arena_copy(d->arena, text, strcspn(text, ":")), *name, *last = NULL;
    size_t n, last_n = 0;
    while (country_next(&at, &name, &n)) {
        if (last)
            add_name(d, names, last, last_n);
        last = name;
        last_n = n;
    }
    if (last)
        add_last(d, names, last, last_n);
}

/* Codes are put in order by the typesetter. */
static bool has_codes(const struct names *names)
{
    for (size_t i = 0; i < names->list.n; i++)
        if (strlen(names->list.at[i]) == 2)
            return true;
    return false;
}

static void check_sponsors(struct drafting *d, enum field_id id)
{
    const struct field *field = given(d, id);
    struct names names = {0};
    if (field)
        split_names(d, field->text, &names);
    if (names.list.n < 2 || has_codes(&names))
        return;
    const char **sorted = arena_new_array(d->arena, const char *, names.list.n);
    memcpy(sorted, names.list.at, names.list.n * sizeof *sorted);
    country_sort(d->arena, d->lang, sorted, names.list.n);
    for (size_t i = 0; i < names.list.n; i++)
        if (sorted[i] != names.list.at[i]) {
            found(d, RULE_L63, field->span, sorted[i], names.list.at[i]);
            return;
        }
}

/* ---- L64: agenda items ---- */

static const struct items {
    enum lang lang;
    const char *one, *many;
} items[] = {
    {LANG_AR, "البند ", "البنود "}, {LANG_AR, "البند ", "البندان "}, {LANG_EN, "Agenda item ", "Agenda items "}, {LANG_FR, "Point ", "Points "},
    {LANG_RU, "Пункт ", "Пункты "}, {LANG_ES, "Tema ", "Temas "},
};

static int count_numbers(const char *text)
{
    int count = 0;
    for (size_t i = 0; text[i]; i++)
        count += prose_is_digit((unsigned char)text[i]) && !prose_is_digit((unsigned char)text[i + 1]);
    return count;
}

/* Several letters of one item may go with either word. */
static void check_agenda(struct drafting *d)
{
    const struct field *line = given(d, FIELD_AGENDA_LINE);
    for (size_t i = 0; line && i < sizeof items / sizeof *items; i++) {
        if (items[i].lang != d->lang)
            continue;
        int count = count_numbers(line->text);
        size_t n = strlen(line->text);
        bool one = fold_match(line->text, n, items[i].one) > 0, many = fold_match(line->text, n, items[i].many) > 0;
        if (one && count > 1) {
            found(d, RULE_L64, line->span, "several items", "one", items[i].many);
            return;
        }
        if (many && count == 1 && !strchr(line->text, '(') && !strchr(line->text, ')'))
            found(d, RULE_L64, line->span, "one item", "several", items[i].one);
    }
}

void draft_header(struct drafting *d)
{
    static const enum field_id lines[] = {FIELD_SESSION_LINE, FIELD_ADOPTION_LINE, FIELD_MEETING_LINE};
    check_session(d);
    check_masthead(d);
    check_number(d);
    check_sponsors(d, FIELD_SPONSORS);
    check_sponsors(d, FIELD_SPONSORS_LINE);
    check_agenda(d);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct field *line = given(d, lines[i]);
        struct prose prose;
        if (line && (prose = line_prose(d, line)).n)
            check_ordinals(d, &prose);
    }
    for (size_t i = 0; i < d->prose_count; i++)
        check_ordinals(d, &d->prose[i]);
}
