/* Lists of documents: YAML, or a name on each line. */
#include <setjmp.h>
#include <string.h>

#include "base/utf.h"
#include "library/handles.h"
#include "template/yaml.h"

enum { LOOKED_AT = 65536 /* [byte] of a text to tell whether it is YAML */ };

struct listing {
    struct arena *arena;
    struct report *report;
    const struct source *source;
    struct hx_listed common; /* what stands beside `documents:` */
    LIST(struct hx_listed) list;
};

/* --- which kind --------------------------------------------------------------------------------- */

static bool starts(const char *bytes, size_t n, const char *word)
{
    return n >= strlen(word) && memcmp(bytes, word, strlen(word)) == 0;
}

/* A line that may stand above `documents:`: a comment, a key, what is under it, nothing. */
static bool may_lead(const char *line, size_t n)
{
    static const char *const leads[] = {"#", " ", "-", "\r", "template:", "standard:", "language:", "set:", "%YAML"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (n == 0 || starts(line, n, leads[i]))
            return true;
    return false;
}

bool hx_list_is_yaml(const char *bytes, size_t n)
{
    n = n < LOOKED_AT ? n : LOOKED_AT;
    for (size_t at = starts(bytes, n, "\xEF\xBB\xBF") ? 3 : 0; at < n;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        size_t line = end ? (size_t)(end - bytes) - at : n - at;
        if (starts(bytes + at, line, "documents:"))
            return true;
        if (!may_lead(bytes + at, line))
            return false;
        at += line + 1;
    }
    return false;
}

/* --- a name on each line ------------------------------------------------------------------------ */

static void add_line(struct listing *listing, size_t number)
{
    static const char *const none[] = {NULL};
    struct span span = source_line(listing->source, number);
    const char *bytes = listing->source->bytes;
    while (span.end > span.start && (bytes[span.end - 1] == ' ' || bytes[span.end - 1] == '\t'))
        span.end--;
    if (span.start == span.end || bytes[span.start] == '#')
        return;
    const char *name = arena_copy(listing->arena, bytes + span.start, span.end - span.start);
    *list_add(listing->arena, &listing->list) = (struct hx_listed){.source = name, .set = none, .line = number};
}

/* --- YAML --------------------------------------------------------------------------------------- */

static void bad_value(struct listing *listing, const struct yaml *value, const char *what)
{
    diag_at(listing->report, DIAG_LIST_VALUE, listing->source, value->span, value->text ? value->text : "…", what);
}

/* field: value, field: value as "field=value". */
static const char *const *read_set(struct listing *listing, const struct yaml *map, const char *const *common)
{
    size_t n = list_length(common), at = n;
    if (map && map->kind != YAML_MAP) {
        bad_value(listing, map, "a list of `field: value` lines");
        map = NULL;
    }
    const char **set = arena_new_array(listing->arena, const char *, n + (map ? map->entries.n : 0) + 1);
    if (n)
        memcpy(set, common, n * sizeof *set);
    for (size_t i = 0; map && i < map->entries.n; i++) {
        const struct yaml_entry *entry = &map->entries.at[i];
        if (entry->value->kind == YAML_SCALAR)
            set[at++] = arena_printf(listing->arena, "%s=%s", entry->key, entry->value->text);
        else
            bad_value(listing, entry->value, "the value of a field");
    }
    return set;
}

static void read_text(struct listing *listing, const struct yaml *value, const char **text)
{
    if (value->kind == YAML_SCALAR && *value->text)
        *text = value->text;
    else
        bad_value(listing, value, "a value");
}

static void read_language(struct listing *listing, const struct yaml *value, const char **text)
{
    read_text(listing, value, text);
    if (*text == value->text && value->text && lang_from_tag(value->text, strlen(value->text)) == LANG_NONE)
        bad_value(listing, value, "one of ar, zh, en, fr, ru and es");
}

static void read_standard(struct listing *listing, const struct yaml *value, const char **text)
{
    read_text(listing, value, text);
    if (*text == value->text && value->text && strcmp(value->text, "ua1-a2a") != 0 && strcmp(value->text, "ua2-a4f") != 0)
        bad_value(listing, value, "a standard: ua1-a2a or ua2-a4f");
}

/* Stays below the folder of outputs. */
static void read_output(struct listing *listing, const struct yaml *value, const char **text)
{
    read_text(listing, value, text);
    const char *path = *text == value->text ? *text : NULL;
    for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (*part == '/' || *part == '\0' || starts(part, strlen(part), "../") || strcmp(part, "..") == 0) {
            bad_value(listing, value, "a name below the output folder");
            return;
        }
}

/* One key of a document, or of what stands beside all of them. */
static void read_key(struct listing *listing, const struct yaml_entry *entry, struct hx_listed *listed, bool common)
{
    if (strcmp(entry->key, "language") == 0)
        read_language(listing, entry->value, &listed->language);
    else if (strcmp(entry->key, "template") == 0)
        read_text(listing, entry->value, &listed->template_name);
    else if (strcmp(entry->key, "standard") == 0)
        read_standard(listing, entry->value, &listed->standard);
    else if (strcmp(entry->key, "set") == 0)
        listed->set = read_set(listing, entry->value, listing->common.set);
    else if (!common && strcmp(entry->key, "source") == 0)
        read_text(listing, entry->value, &listed->source);
    else if (!common && strcmp(entry->key, "output") == 0)
        read_output(listing, entry->value, &listed->output);
    else if (!common || strcmp(entry->key, "documents") != 0)
        diag_at(listing->report, DIAG_LIST_KEY, listing->source, entry->key_span, entry->key);
}

static void add_document(struct listing *listing, const struct yaml *value)
{
    struct hx_listed listed = listing->common;
    listed.line = source_place(listing->source, value->span.start).line;
    if (value->kind == YAML_SCALAR)
        read_text(listing, value, &listed.source);
    for (size_t i = 0; value->kind == YAML_MAP && i < value->entries.n; i++)
        read_key(listing, &value->entries.at[i], &listed, false);
    if (!listed.source)
        diag_at(listing->report, DIAG_LIST_SYNTAX, listing->source, value->span, "a document has no `source`");
    else
        *list_add(listing->arena, &listing->list) = listed;
}

static void read_yaml(struct listing *listing)
{
    struct yaml *root = yaml_read_long(listing->arena, listing->source, DIAG_LIST_SYNTAX, listing->report);
    const struct yaml *documents = yaml_get(root, "documents");
    listing->common.set = read_set(listing, NULL, NULL);
    for (size_t i = 0; root && i < root->entries.n; i++)
        read_key(listing, &root->entries.at[i], &listing->common, true);
    if (documents && documents->kind != YAML_LIST)
        bad_value(listing, documents, "a list of documents");
    for (size_t i = 0; documents && documents->kind == YAML_LIST && i < documents->entries.n; i++)
        add_document(listing, documents->entries.at[i].value);
}

/* --- the whole ---------------------------------------------------------------------------------- */

static void read_list(struct listing *listing, const char *name, const char *bytes, size_t n)
{
    size_t bad = n > SOURCE_LARGEST ? n : utf8_check(bytes, n);
    if (n > SOURCE_LARGEST || (bad < n && hx_list_is_yaml(bytes, n))) {
        enum diag_id id = n > SOURCE_LARGEST ? DIAG_FILE_LARGE : DIAG_FILE_UTF8;
        diag_file(listing->report, id, arena_strdup(listing->arena, name),
            n > SOURCE_LARGEST ? "16 MiB" : arena_printf(listing->arena, "%zu", bad));
        return;
    }
    listing->source = source_new(listing->arena, arena_strdup(listing->arena, name), arena_copy(listing->arena, bytes, n), n);
    if (hx_list_is_yaml(bytes, n)) {
        read_yaml(listing);
        return;
    }
    for (size_t line = 1; line <= listing->source->line_count; line++)
        add_line(listing, line);
}

bool hx_list_read(const char *name, const char *bytes, size_t n, hx_report *hx, struct hx_list *list)
{
    size_t before = hx->report.list.n;
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return false;
    }
    arena_catch(hx->arena, &frame);
    struct listing *listing = arena_new_of(hx->arena, struct listing);
    *listing = (struct listing){.arena = hx->arena, .report = &hx->report};
    read_list(listing, name, bytes, n);
    *list = (struct hx_list){listing->list.at, listing->list.n};
    return report_status_since(hx, before) == HX_OK;
}
