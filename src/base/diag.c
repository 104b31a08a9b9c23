#include "base/diag.h"

#include <string.h>

#include "base/utf.h"

static const struct row {
    enum severity severity;
    enum outcome outcome;
    const char *rule, *text, *hint;
} rows[DIAG_COUNT] = {
#define D(id, severity, outcome, rule, text, hint) {SEVERITY_##severity, OUTCOME_##outcome, rule, text, hint},
#include "base/diag.def"
#undef D
};

static const char *const severity_name[SEVERITY_COUNT] = {"note", "warning", "error"};

enum diag_id diag_by_rule(const char *rule)
{
    int id = 0;
    while (id < DIAG_COUNT && strcmp(rows[id].rule, rule) != 0)
        id++;
    return (enum diag_id)id;
}

enum outcome diag_outcome(enum diag_id id)
{
    return rows[id].outcome;
}

struct report *report_new(struct arena *arena)
{
    struct report *report = arena_new_of(arena, struct report);
    report->arena = arena;
    return report;
}

enum { ARGUMENT_MOST = 200 }; /* code points of a quoted value */

/* A value from the input: one line, no control characters, of a length that a message bears. */
static void put_argument(struct buf *out, const char *text)
{
    size_t n = strlen(text);
    int count = 0;
    for (size_t at = 0, taken; at < n; at += taken) {
        if (count++ == ARGUMENT_MOST) {
            buf_text(out, "…");
            return;
        }
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        buf_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? 0xFFFD : c);
    }
}

static const char *fill(struct arena *arena, const char *pattern, const char *const *args)
{
    size_t n_args = 0;
    while (args[n_args])
        n_args++;
    struct buf out;
    buf_init(&out, arena);
    buf_text(&out, "");
    for (const char *c = pattern; *c; c++) {
        if (c[0] == '{' && c[1] >= '1' && c[1] <= '9' && c[2] == '}') {
            size_t which = (size_t)(c[1] - '1');
            put_argument(&out, which < n_args ? args[which] : "?");
            c += 2;
        } else {
            buf_char(&out, *c);
        }
    }
    return out.at;
}

/* A hint that speaks of an argument is left out when that argument is empty. */
static const char *hint_for(struct arena *arena, const char *pattern, const char *const *args)
{
    if (!*pattern)
        return NULL;
    size_t which = 0;
    for (; args[which]; which++) {
        char mark[4] = {'{', (char)('1' + which), '}', '\0'};
        if (!*args[which] && strstr(pattern, mark) && strncmp(pattern, "did you", 7) == 0)
            return NULL;
    }
    const char *hint = fill(arena, pattern, args);
    return *hint ? hint : NULL;
}

static void add(struct report *report, enum diag_id id, const struct diag_words *words, struct diag diag, const char *const *args)
{
    diag.id = id;
    diag.severity = words->severity;
    diag.rule = words->rule;
    diag.message = fill(report->arena, words->text, args);
    diag.hint = hint_for(report->arena, words->hint, args);
    *list_add(report->arena, &report->list) = diag;
    report->count[diag.severity]++;
    if (diag.severity == SEVERITY_ERROR && rows[id].outcome > report->outcome)
        report->outcome = rows[id].outcome;
}

void diag_add(struct report *report, enum diag_id id, const char *file, const struct source *source,
    struct span span, const char *const *args)
{
    struct diag_words words = {rows[id].severity, rows[id].rule, rows[id].text, rows[id].hint};
    const char *name = source ? source->name : arena_strdup(report->arena, file);
    add(report, id, &words, (struct diag){.file = name, .source = source, .span = span}, args);
}

void diag_add_words(struct report *report, enum diag_id id, const struct diag_words *words, const struct source *source,
    struct span span, const char *const *args)
{
    add(report, id, words, (struct diag){.file = source->name, .source = source, .span = span}, args);
}

void diag_relate(struct report *report, const struct source *source, struct span span, const char *message)
{
    struct diag *diag = &report->list.at[report->list.n - 1];
    *list_add(report->arena, &diag->related) = (struct related){source, span, arena_strdup(report->arena, message)};
}

/* Where a finding goes: its file by first mention, then its offset, then as it came. */
struct place_key {
    const char *file;
    size_t rank, index;
    uint32_t start;
};

static int by_file(const struct place_key *a, const struct place_key *b)
{
    int names = strcmp(a->file, b->file);
    return names ? names : (a->index > b->index) - (a->index < b->index);
}

static int by_place(const struct place_key *a, const struct place_key *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void merge(const struct place_key *from, struct place_key *to, size_t start, size_t middle, size_t end,
    int (*compare)(const struct place_key *, const struct place_key *))
{
    size_t left = start, right = middle;
    for (size_t at = start; at < end; at++)
        to[at] = right == end || (left < middle && compare(&from[left], &from[right]) <= 0) ? from[left++] : from[right++];
}

/* Merges runs of doubling length; the result is in the array returned, one of the two. */
static struct place_key *sort(struct place_key *keys, struct place_key *spare, size_t n,
    int (*compare)(const struct place_key *, const struct place_key *))
{
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t start = 0; start < n; start += 2 * run)
            merge(keys, spare, start, least(start + run, n), least(start + 2 * run, n), compare);
        struct place_key *sorted = spare;
        spare = keys;
        keys = sorted;
    }
    return keys;
}

void report_sort(struct report *report)
{
    size_t n = report->list.n;
    if (n < 2)
        return;
    struct place_key *keys = arena_new_array(report->arena, struct place_key, n);
    struct place_key *spare = arena_new_array(report->arena, struct place_key, n);
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct place_key){report->list.at[i].file, 0, i, report->list.at[i].span.start};
    struct place_key *sorted = sort(keys, spare, n, by_file);
    for (size_t i = 0; i < n; i++)
        sorted[i].rank = i && strcmp(sorted[i].file, sorted[i - 1].file) == 0 ? sorted[i - 1].rank : sorted[i].index;
    sorted = sort(sorted, sorted == keys ? spare : keys, n, by_place);
    struct diag *list = arena_new_array(report->arena, struct diag, n);
    for (size_t i = 0; i < n; i++)
        list[i] = report->list.at[sorted[i].index];
    report->list.at = list;
    report->list.room = n;
}

enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 60 }; /* code points of a long line around the caret */

/* Byte offset `count` code points before `at`, not before `start`. */
static size_t step_back(const char *bytes, size_t start, size_t at, int count)
{
    while (count-- > 0 && at > start) {
        at--;
        while (at > start && utf8_is_inside(bytes[at]))
            at--;
    }
    return at;
}

static size_t step_on(const char *bytes, size_t end, size_t at, int count)
{
    size_t taken;
    while (count-- > 0 && at < end) {
        utf8_decode(bytes + at, end - at, &taken);
        at += taken;
    }
    return at;
}

static int put_shown(struct buf *out, const char *bytes, size_t from, size_t to)
{
    int width = 0;
    for (size_t taken; from < to; from += taken) {
        uint32_t c = utf8_decode(bytes + from, to - from, &taken);
        if (c == '\t')
            c = ' ';
        if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            c = 0xFFFD;
        width += utf_display_width(c);
        if (out)
            buf_utf8(out, c);
    }
    return width;
}

static bool has_arabic(const char *bytes, size_t from, size_t to)
{
    for (size_t taken; from < to; from += taken)
        if (utf_is_arabic(utf8_decode(bytes + from, to - from, &taken)))
            return true;
    return false;
}

/* A name stays on its line and moves no terminal. */
static void put_name(struct buf *out, const char *name)
{
    put_shown(out, name, 0, strlen(name));
}

/* Terminals may or may not reorder right-to-left text, so a caret alone can mislead there: the text
 * that is meant is quoted beside it. */
static void show_line(const struct source *source, struct span span, struct buf *out)
{
    struct span line = source_line(source, source_place(source, span.start).line);
    size_t at = span.start < line.end ? span.start : line.end;
    size_t stop = span.end > line.end ? line.end : span.end;
    size_t from = step_back(source->bytes, line.start, at, SHOWN_BEFORE);
    size_t to = step_on(source->bytes, line.end, at, SHOWN_AFTER);
    if (stop > to)
        stop = to;
    buf_text(out, from > line.start ? "    …" : "    ");
    put_shown(out, source->bytes, from, to);
    buf_text(out, to < line.end ? "…\n    " : "\n    ");
    int before = put_shown(NULL, source->bytes, from, at) + (from > line.start);
    int under = stop > at ? put_shown(NULL, source->bytes, at, stop) : 1;
    for (int i = 0; i < before; i++)
        buf_char(out, ' ');
    buf_char(out, '^');
    for (int i = 1; i < under; i++)
        buf_char(out, '~');
    if (stop > at && has_arabic(source->bytes, from, to)) {
        buf_text(out, " «");
        put_shown(out, source->bytes, at, stop);
        buf_text(out, "»");
    }
    buf_char(out, '\n');
}

void diag_text(const struct diag *diag, struct buf *out)
{
    if (*diag->file) {
        put_name(out, diag->file);
        buf_char(out, ':');
    }
    if (diag->source) {
        struct place place = source_place(diag->source, diag->span.start);
        buf_printf(out, "%zu:%zu:", place.line, place.column);
    }
    buf_printf(out, "%s%s: %s [%s]\n", *diag->file ? " " : "", severity_name[diag->severity], diag->message, diag->rule);
    if (diag->source && diag->source->n)
        show_line(diag->source, diag->span, out);
    for (size_t i = 0; i < diag->related.n; i++) {
        const struct related *related = &diag->related.at[i];
        struct place place = source_place(related->source, related->span.start);
        buf_text(out, "  ");
        put_name(out, related->source->name);
        buf_printf(out, ":%zu:%zu: %s\n", place.line, place.column, related->message);
        if (related->source->n)
            show_line(related->source, related->span, out);
    }
    if (diag->hint)
        buf_printf(out, "    hint: %s\n", diag->hint);
}

void buf_json(struct buf *out, const char *bytes, size_t n)
{
    buf_char(out, '"');
    for (size_t at = 0, taken; at < n; at += taken) {
        uint32_t c = utf8_decode(bytes + at, n - at, &taken);
        if (c == '"' || c == '\\') {
            buf_char(out, '\\');
            buf_char(out, (char)c);
        } else if (c < 0x20) {
            buf_text(out, "\\u00");
            buf_hex(out, c, 2);
        } else {
            buf_utf8(out, c);
        }
    }
    buf_char(out, '"');
}

/* The members that say where. */
static void json_place(const char *file, const struct source *source, struct span span, struct buf *out)
{
    struct place start = {0, 0}, end = {0, 0};
    if (source) {
        start = source_place(source, span.start);
        end = source_place(source, span.end);
    }
    buf_text(out, "{\"file\":");
    buf_json(out, file, strlen(file));
    buf_printf(out, ",\"line\":%zu,\"column\":%zu,\"end_line\":%zu,\"end_column\":%zu", start.line, start.column, end.line, end.column);
}

void diag_json(const struct diag *diag, struct buf *out)
{
    json_place(diag->file, diag->source, diag->span, out);
    buf_printf(out, ",\"severity\":\"%s\",\"id\":\"%s\",\"message\":", severity_name[diag->severity], diag->rule);
    buf_json(out, diag->message, strlen(diag->message));
    buf_text(out, ",\"hint\":");
    buf_json(out, diag->hint ? diag->hint : "", diag->hint ? strlen(diag->hint) : 0);
    for (size_t i = 0; i < diag->related.n; i++) {
        const struct related *related = &diag->related.at[i];
        buf_text(out, i ? "," : ",\"related\":[");
        json_place(related->source->name, related->source, related->span, out);
        buf_text(out, ",\"message\":");
        buf_json(out, related->message, strlen(related->message));
        buf_char(out, '}');
    }
    buf_text(out, diag->related.n ? "]}\n" : "}\n");
}
