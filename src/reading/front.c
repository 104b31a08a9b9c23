#include "reading/front.h"

#include <string.h>

struct front {
    struct doc *doc;
    struct report *report;
    enum field_id id; /* of the field being read; FIELD_COUNT for none */
    bool known; /* lines that continue an unknown field are passed over */
    struct span span; /* of its value */
    struct buf value;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static struct span trim(const char *bytes, struct span span)
{
    while (span.end > span.start && is_blank(bytes[span.end - 1]))
        span.end--;
    while (span.start < span.end && is_blank(bytes[span.start]))
        span.start++;
    return span;
}

static bool span_is(const char *bytes, struct span span, const char *text)
{
    return span.end - span.start == strlen(text) && memcmp(bytes + span.start, text, strlen(text)) == 0;
}

/* A line without a byte order mark and blanks at its ends; lines count from 1. */
static struct span line_text(const struct source *source, size_t line)
{
    struct span span = source_line(source, line);
    if (line == 1 && span.end >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0)
        span.start = 3;
    return trim(source->bytes, span);
}

static size_t first_line(const struct source *source)
{
    size_t line = 1;
    while (line <= source->line_count && line_text(source, line).start == line_text(source, line).end)
        line++;
    return line;
}

bool front_is_present(const struct source *source)
{
    size_t line = first_line(source);
    return line <= source->line_count && span_is(source->bytes, line_text(source, line), "---");
}

/* The bytes of a value before a comment: a # at its start or after a blank, outside quotes. */
static uint32_t comment_start(const char *bytes, struct span span)
{
    char quote = '\0';
    for (uint32_t i = span.start; i < span.end; i++) {
        char c = bytes[i];
        if (quote) {
            if (c == '\\' && quote == '"')
                i++;
            else if (c == quote)
                quote = '\0';
        } else if (i == span.start && (c == '"' || c == '\'')) {
            quote = c;
        } else if (c == '#' && (i == span.start || is_blank(bytes[i - 1]))) {
            return i;
        }
    }
    return span.end;
}

static struct span without_comment(const char *bytes, struct span span)
{
    struct span rest = {span.start, comment_start(bytes, span)};
    if (rest.end == span.end && span.end > span.start && strchr("\"'", bytes[span.start])) {
        /* A quote that does not close is no quote. */
        const char *close = memchr(bytes + span.start + 1, bytes[span.start], span.end - span.start - 1);
        for (uint32_t i = span.start + 1; !close && i < rest.end; i++)
            if (bytes[i] == '#' && is_blank(bytes[i - 1]))
                rest.end = i;
    }
    return trim(bytes, rest);
}

/* Appends a value, taken out of its quotes when it stands in a pair of them. */
static void append_value(struct buf *out, const char *bytes, struct span span)
{
    const char *at = bytes + span.start, *end = bytes + span.end;
    bool quoted = end - at >= 2 && (*at == '"' || *at == '\'') && end[-1] == *at;
    if (!quoted) {
        buf_bytes(out, at, (size_t)(end - at));
        return;
    }
    bool escapes = *at == '"';
    for (at++, end--; at < end; at++) {
        if (escapes && *at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\'))
            at++;
        buf_char(out, *at);
    }
}

/* Gives the value read so far to its field. */
static void end_field(struct front *front)
{
    struct doc *doc = front->doc;
    if (front->id != FIELD_COUNT)
        field_set(&doc->fields, front->id, doc->arena, front->value.at ? front->value.at : "", front->value.n,
            front->report, doc->source, front->span);
    front->id = FIELD_COUNT;
    front->known = false;
    front->value.n = 0;
}

static void start_field(struct front *front, struct span name, struct span value)
{
    struct doc *doc = front->doc;
    const char *bytes = doc->source->bytes;
    size_t n = name.end - name.start;
    enum field_id id = field_from_name(bytes + name.start, n);
    char *typed = arena_copy(doc->arena, bytes + name.start, n);
    if (id == FIELD_COUNT) {
        diag_at(front->report, DIAG_FIELD_UNKNOWN, doc->source, name, typed, field_nearest(typed, n));
    } else if (field_given(&doc->fields, id)) {
        diag_at(front->report, DIAG_FIELD_TWICE, doc->source, name, typed);
    } else {
        front->id = id;
        front->span = value.end > value.start ? value : name;
        append_value(&front->value, bytes, value);
    }
    front->known = true;
}

static void read_field(struct front *front, struct span line)
{
    const char *bytes = front->doc->source->bytes;
    end_field(front);
    const char *colon = memchr(bytes + line.start, ':', line.end - line.start);
    if (colon && memchr(bytes + line.start, '#', (size_t)(colon - bytes) - line.start))
        colon = NULL;
    if (colon) {
        size_t at = (size_t)(colon - bytes);
        struct span value = without_comment(bytes, trim(bytes, span_of(at + 1, line.end)));
        start_field(front, trim(bytes, span_of(line.start, at)), value);
        return;
    }
    struct span flag = without_comment(bytes, line);
    if (!span_is(bytes, flag, field_name(FIELD_NO_COMMITTEE))) {
        diag_at(front->report, DIAG_FRONT_LINE, front->doc->source, line);
        front->known = true;
        return;
    }
    start_field(front, flag, flag);
    if (front->id != FIELD_COUNT) {
        front->value.n = 0;
        buf_text(&front->value, "yes");
    }
}

static void continue_field(struct front *front, struct span line)
{
    if (front->id == FIELD_COUNT)
        return;
    struct span value = without_comment(front->doc->source->bytes, line);
    if (value.start == value.end)
        return;
    if (front->value.n)
        buf_char(&front->value, ' ');
    else
        front->span.start = value.start;
    append_value(&front->value, front->doc->source->bytes, value);
    front->span.end = value.end;
}

static void read_line(struct front *front, size_t line)
{
    const struct source *source = front->doc->source;
    struct span text = line_text(source, line);
    if (text.start == text.end || source->bytes[text.start] == '#')
        return;
    if (text.start > source_line(source, line).start && front->known)
        continue_field(front, text);
    else
        read_field(front, text);
}

/* The closing line. Where there is none the block ends at its first blank line. */
static size_t closing_line(struct front *front, size_t first)
{
    const struct source *source = front->doc->source;
    size_t blank = 0;
    for (size_t line = first + 1; line <= source->line_count; line++) {
        struct span text = line_text(source, line);
        if (span_is(source->bytes, text, "---"))
            return line;
        if (!blank && text.start == text.end)
            blank = line;
    }
    diag_at(front->report, DIAG_FRONT_OPEN, source, line_text(source, first));
    return blank ? blank : source->line_count + 1;
}

size_t front_parse(struct doc *doc, struct report *report)
{
    const struct source *source = doc->source;
    struct front front = {.doc = doc, .report = report, .id = FIELD_COUNT};
    buf_init(&front.value, doc->arena);
    size_t first = first_line(source), last = closing_line(&front, first);
    for (size_t line = first + 1; line < last; line++)
        read_line(&front, line);
    end_field(&front);
    return last < source->line_count ? source->line_start[last] : source->n;
}
