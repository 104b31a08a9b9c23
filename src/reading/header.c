#include "reading/header_part.h"

#include <string.h>

#include "language/fold.h"
#include "reading/closing.h"

enum {
    LINE_LONGEST = 2000, /* [byte] longer lines belong to the text */
    FIELD_LONGEST = 6000, /* [byte] of a field gathered from several lines */
};

void header_start(struct header *header, struct doc *doc, struct report *report)
{
    *header = (struct header){.doc = doc, .report = report};
}

void header_put(struct header *header, enum field_id id, const char *text, size_t n)
{
    struct doc *doc = header->doc;
    if (n)
        field_set(&doc->fields, id, doc->arena, text, n, header->report, doc->source, header->span);
}

void header_put_line(struct header *header, enum field_id id, struct plain line)
{
    header_put(header, id, line.at, line.n);
}

void header_put_number(struct header *header, enum field_id id, int number)
{
    struct buf out;
    buf_init(&out, header->doc->arena);
    buf_int(&out, number);
    header_put(header, id, out.at, out.n);
}

void header_put_date(struct header *header, enum field_id id, struct date date)
{
    struct buf out;
    buf_init(&out, header->doc->arena);
    date_to_iso(date, &out);
    header_put(header, id, out.at, out.n);
}

bool header_put_more(struct header *header, enum field_id id, const char *glue, struct plain line)
{
    const struct field *field = &header->doc->fields.at[id];
    if (field->text && strlen(field->text) > FIELD_LONGEST)
        return false;
    struct span whole = field->text ? span_of(field->span.start, header->span.end) : header->span;
    const char *text = field->text ? arena_printf(header->doc->arena, "%s%s%s", field->text, glue, line.at) : line.at;
    header->span = whole;
    header_put(header, id, text, strlen(text));
    return true;
}

/* ---- title ---- */

/* "71/28", "ES-11/1", "د إ ط-11/1", "77/16 B" at the start: bytes taken, 0 when it is none. */
static size_t title_number(struct plain line)
{
    static const char *const prefixes[] = {"ES-", "S-", "د إ ط-", "دإط-", "د إ-", "دإ-", NULL};
    int prefix = plain_any(plain_starts, line, prefixes), value;
    size_t at = prefix < 0 ? 0 : fold_match(line.at, line.n, prefixes[prefix]);
    if (!fold_number(line.at, line.n, &at, 4, &value) || !fold_take(line.at, line.n, &at, "/") ||
        !fold_number(line.at, line.n, &at, 4, &value) || value == 0)
        return 0;
    size_t part = at;
    if (fold_take(line.at, line.n, &part, " ") && part + 1 < line.n && line.at[part] >= 'A' && line.at[part] <= 'Z') {
        bool range = line.at[part + 1] == '-' && part + 3 < line.n && line.at[part + 3] == '.';
        if (line.at[part + 1] == '.' || range)
            at = part + (range ? 3 : 1);
    }
    return at;
}

static bool take_title(struct header *header, struct plain line)
{
    size_t taken = title_number(line), at = taken;
    bool dotted = taken && fold_take(line.at, line.n, &at, ".");
    struct plain title = plain_from(line, at);
    if (taken && title.n && plain_any(plain_starts, title, (const char *const[]){"- ", "– ", "— ", NULL}) >= 0) {
        dotted = true;
        title = plain_from(title, fold_match(title.at, title.n, "-") ? 1 : 3);
    }
    if (!taken && (header->heading != 1 || closing_section(line)))
        return false;
    if (taken && !dotted && (title.n == 0 || title.at == line.at + at || (unsigned char)title.at[0] <= '@'))
        return false;
    header_put(header, FIELD_NUMBER, line.at, taken);
    header_put_line(header, FIELD_TITLE, title);
    return true;
}

/* ---- the whole ---- */

static bool (*const takers[HEADER_KIND_COUNT])(struct header *, struct plain) = {
    [HEADER_SYMBOL] = header_symbol,
    [HEADER_PUBLISHER] = header_publisher,
    [HEADER_ORGAN] = header_organ,
    [HEADER_SUBORGAN] = header_suborgan,
    [HEADER_DISTRIBUTION] = header_distribution,
    [HEADER_ISSUED] = header_issued,
    [HEADER_LANGUAGE] = header_language,
    [HEADER_ORIGINAL] = header_original,
    [HEADER_JOB] = header_job,
    [HEADER_SESSION] = header_session,
    [HEADER_SESSION_DATES] = header_session_dates,
    [HEADER_AGENDA] = header_agenda,
    [HEADER_ADOPTION] = header_adoption,
    [HEADER_PROVENANCE] = header_provenance,
    [HEADER_COUNCIL] = header_council,
    [HEADER_COUNCIL_ADOPTION] = header_council_adoption,
    [HEADER_TITLE] = take_title,
};

static enum header_kind take_known(struct header *header, struct plain line)
{
    for (int kind = HEADER_NONE + 1; kind < HEADER_KIND_COUNT; kind++)
        if (takers[kind] && !header->seen[kind] && takers[kind](header, line))
            return (enum header_kind)kind;
    return HEADER_NONE;
}

/* What no line of words tells: the rest of a line before it, or the title of the agenda item. */
static enum header_kind take_by_place(struct header *header, struct plain line, bool adjacent)
{
    bool adoption = header->last == HEADER_ADOPTION || header->last == HEADER_COUNCIL_ADOPTION;
    if (adoption && adjacent && !field_given(&header->doc->fields, FIELD_ADOPTED))
        return header_continue_adoption(header, line) ? header->last : HEADER_NONE;
    bool agenda = header->last == HEADER_AGENDA || header->last == HEADER_AGENDA_TITLE;
    if (agenda && !header->seen[HEADER_ADOPTION] && !header->heading) {
        return header_put_more(header, FIELD_AGENDA_TITLE, "\n", line) ? HEADER_AGENDA_TITLE : HEADER_NONE;
    }
    if (header->last == HEADER_TITLE && (adjacent || !field_given(&header->doc->fields, FIELD_TITLE)) &&
        !closing_section(line)) {
        return header_put_more(header, FIELD_TITLE, " ", line) ? HEADER_TITLE : HEADER_NONE;
    }
    return HEADER_NONE;
}

/* Marks of a heading at the start of the line. */
static size_t heading_marks(const char *bytes, size_t n)
{
    size_t at = 0;
    while (at < n && at < 6 && bytes[at] == '#')
        at++;
    return at && (at == n || bytes[at] == ' ') ? at : 0;
}

bool header_take(struct header *header, struct span span, bool adjacent)
{
    const char *bytes = header->doc->source->bytes + span.start;
    size_t n = span.end - span.start, marks = heading_marks(bytes, n);
    if (n - marks > LINE_LONGEST)
        return false;
    header->span = span;
    header->heading = marks;
    struct plain line = plain_text(header->doc->arena, bytes + marks, n - marks);
    if (!line.n)
        return marks > 0;
    if (header->open_bracket && adjacent && header_put_more(header, FIELD_PROVENANCE_LINE, " ", line)) {
        if (line.at[line.n - 1] == ']')
            header_finish_provenance(header);
        return true;
    }
    enum header_kind kind = take_known(header, line);
    if (kind == HEADER_NONE)
        kind = take_by_place(header, line, adjacent);
    if (kind == HEADER_NONE)
        return false;
    header->seen[kind] = true;
    header->last = kind;
    return true;
}

bool header_is_done(const struct header *header)
{
    return header->seen[HEADER_TITLE] || header->seen[HEADER_COUNCIL] || header->seen[HEADER_COUNCIL_ADOPTION];
}

bool header_is_full(const struct header *header)
{
    return header->seen[HEADER_ADOPTION] || header_is_done(header);
}

/* The number of the title line with the neutral prefix of a special session. */
static void derive_symbol(struct header *header)
{
    struct doc *doc = header->doc;
    const char *number = doc->fields.at[FIELD_NUMBER].text;
    struct buf out;
    buf_init(&out, doc->arena);
    if (header->seen[HEADER_COUNCIL] || header->seen[HEADER_COUNCIL_ADOPTION]) {
        buf_printf(&out, "S/RES/%s", number);
    } else {
        size_t digits = strcspn(number, "0123456789");
        bool emergency = strstr(number, "ط") != NULL || number[0] == 'E';
        const char *text = arena_printf(doc->arena, "%s%s", digits == 0 ? "" : emergency ? "ES-" : "S-", number + digits);
        cite_from_title_number(header->organ == ORGAN_NONE ? ORGAN_GA : header->organ, text, strlen(text), &out);
    }
    header->span = span_of(0, 0);
    header_put(header, FIELD_SYMBOL, out.at, out.n);
}

void header_end(struct header *header)
{
    struct doc *doc = header->doc;
    if (header->open_bracket)
        header_finish_provenance(header);
    if (!field_given(&doc->fields, FIELD_SYMBOL) && field_given(&doc->fields, FIELD_NUMBER))
        derive_symbol(header);
    doc->organ = doc->fields.symbol.organ != ORGAN_NONE ? doc->fields.symbol.organ : header->organ;
}
