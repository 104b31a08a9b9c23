#include "template/yaml.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#include "base/utf.h"

/* Drives libyaml's event parser with a stack of open maps and lists: no recursion over input. libyaml
 * counts places in code points; `place` follows them in bytes. Its parser and event live in the arena's
 * release list, so that running out of memory in between leaks nothing. */

struct reader {
    struct arena *arena;
    const struct source *source;
    struct report *report;
    enum diag_id fault;
    size_t entries_most; /* of a list or map */
    yaml_parser_t parser;
    yaml_event_t event;
    size_t byte, index; /* the same place in bytes and in code points */
    struct open {
        struct yaml *node;
        const char *key; /* map: the key whose value is next, or NULL */
        struct span key_span;
    } stack[YAML_DEPTH_MOST];
    size_t depth;
    struct yaml *root;
};

static void release(void *object)
{
    struct reader *reader = object;
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
}

const struct source *yaml_source(struct arena *arena, const char *path, struct report *report)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    char *name = arena_strdup(arena, path);
    size_t room = status.st_size <= YAML_LARGEST ? (size_t)status.st_size : YAML_LARGEST + 1;
    char *bytes = arena_room(arena, room + 1); /* before the file is open: this may jump away */
    FILE *file = fopen(path, "rb");
    if (!file) {
        diag_file(report, DIAG_FILE_READ, path, strerror(errno));
        return NULL;
    }
    size_t n = fread(bytes, 1, room, file);
    int failed = ferror(file) ? errno : 0;
    fclose(file);
    if (failed) {
        diag_file(report, DIAG_FILE_READ, path, strerror(failed));
        return NULL;
    }
    if (n > YAML_LARGEST) {
        diag_file(report, DIAG_FILE_LARGE, path, "256 kB");
        return NULL;
    }
    bytes[n] = '\0';
    size_t bad = utf8_check(bytes, n);
    if (bad < n) {
        diag_file(report, DIAG_TEMPLATE_UTF8, path, arena_printf(arena, "%zu", bad));
        return NULL;
    }
    return source_new(arena, name, bytes, n);
}

/* The byte that libyaml's place stands for; places come nearly in order. */
static size_t place(struct reader *reader, const yaml_mark_t *mark)
{
    const char *bytes = reader->source->bytes;
    while (reader->index < mark->index && reader->byte < reader->source->n) {
        reader->byte++;
        while (utf8_is_inside(bytes[reader->byte]))
            reader->byte++;
        reader->index++;
    }
    while (reader->index > mark->index && reader->byte > 0) {
        reader->byte--;
        while (reader->byte > 0 && utf8_is_inside(bytes[reader->byte]))
            reader->byte--;
        reader->index--;
    }
    return reader->byte;
}

static bool fail(struct reader *reader, struct span span, const char *what)
{
    diag_at(reader->report, reader->fault, reader->source, span, what);
    return false;
}

static struct span event_span(struct reader *reader)
{
    size_t start = place(reader, &reader->event.start_mark);
    size_t end = start;
    if (reader->event.type == YAML_SCALAR_EVENT)
        end = place(reader, &reader->event.end_mark);
    return span_of(start, end);
}

static const struct yaml_entry *find(const struct yaml *map, const char *key)
{
    for (size_t i = 0; i < map->entries.n; i++)
        if (map->entries.at[i].key[0] == key[0] && strcmp(map->entries.at[i].key, key) == 0)
            return &map->entries.at[i];
    return NULL;
}

/* Hangs a value where it belongs. A scalar where a map awaits a key is that key. */
static bool hang(struct reader *reader, struct yaml *node)
{
    if (reader->depth == 0) {
        reader->root = node;
        return node->kind == YAML_MAP ||
               fail(reader, node->span, "the file must be a list of `key: value` lines");
    }
    struct open *open = &reader->stack[reader->depth - 1];
    if (open->node->kind == YAML_MAP && !open->key) {
        if (node->kind != YAML_SCALAR || !*node->text)
            return fail(reader, node->span, "a key must be a word");
        if (find(open->node, node->text))
            return fail(reader, node->span, arena_printf(reader->arena, "key `%s` is given twice", node->text));
        open->key = node->text;
        open->key_span = node->span;
        return true;
    }
    if (open->node->entries.n >= (open->node->kind == YAML_LIST ? reader->entries_most : YAML_ENTRIES_MOST))
        return fail(reader, node->span, arena_printf(reader->arena, "more than %zu entries in one place", open->node->entries.n));
    *list_add(reader->arena, &open->node->entries) = (struct yaml_entry){
        .key = open->key ? open->key : "",
        .key_span = open->key ? open->key_span : node->span,
        .key_source = reader->source,
        .value = node,
    };
    open->key = NULL;
    return true;
}

static struct yaml *node_new(struct reader *reader, enum yaml_kind kind)
{
    struct yaml *node = arena_new_of(reader->arena, struct yaml);
    node->kind = kind;
    node->source = reader->source;
    node->span = event_span(reader);
    return node;
}

static bool take_scalar(struct reader *reader)
{
    const yaml_event_t *event = &reader->event;
    if (event->data.scalar.anchor || event->data.scalar.tag)
        return fail(reader, event_span(reader), "anchors and tags are not allowed here");
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length))
        return fail(reader, event_span(reader), "a value holds a zero byte");
    struct yaml *node = node_new(reader, YAML_SCALAR);
    node->text = arena_copy(reader->arena, event->data.scalar.value, event->data.scalar.length);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return hang(reader, node);
}

static bool take_open(struct reader *reader, enum yaml_kind kind, bool marked)
{
    if (marked)
        return fail(reader, event_span(reader), "anchors and tags are not allowed here");
    struct yaml *node = node_new(reader, kind);
    if (reader->depth == YAML_DEPTH_MOST)
        return fail(reader, node->span, "nested deeper than 16 levels");
    if (!hang(reader, node))
        return false;
    reader->stack[reader->depth++] = (struct open){.node = node};
    return true;
}

/* False when reading stops: at an error, already reported, or at the end. */
static bool take(struct reader *reader)
{
    const yaml_event_t *event = &reader->event;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reader);
    case YAML_MAPPING_START_EVENT:
        return take_open(reader, YAML_MAP, event->data.mapping_start.anchor || event->data.mapping_start.tag);
    case YAML_SEQUENCE_START_EVENT:
        return take_open(reader, YAML_LIST, event->data.sequence_start.anchor || event->data.sequence_start.tag);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        reader->depth--;
        return true;
    case YAML_ALIAS_EVENT:
        return fail(reader, event_span(reader), "aliases are not allowed here");
    case YAML_DOCUMENT_START_EVENT:
        return !reader->root || fail(reader, event_span(reader), "a second document is not allowed here");
    default:
        return true;
    }
}

static void report_parser(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "cannot be read";
    size_t at = parser->error == YAML_READER_ERROR ? parser->problem_offset : place(reader, &parser->problem_mark);
    if (at > reader->source->n)
        at = reader->source->n;
    if (parser->error == YAML_MEMORY_ERROR)
        arena_fail(reader->arena);
    fail(reader, span_of(at, at), arena_printf(reader->arena, "not YAML: %s", problem));
}

/* True when the whole file was taken. */
static bool take_all(struct reader *reader)
{
    for (;;) {
        if (!yaml_parser_parse(&reader->parser, &reader->event)) {
            report_parser(reader);
            return false;
        }
        bool end = reader->event.type == YAML_STREAM_END_EVENT;
        bool good = take(reader);
        yaml_event_delete(&reader->event);
        if (end || !good)
            return good;
    }
}

static struct yaml *read_tree(struct arena *arena, const struct source *source, size_t entries_most, enum diag_id fault, struct report *report)
{
    struct reader *reader = arena_new_of(arena, struct reader);
    *reader = (struct reader){
        .arena = arena, .source = source, .report = report, .fault = fault, .entries_most = entries_most};
    arena_on_release(arena, release, reader); /* before there is anything to release: this may jump away */
    if (!yaml_parser_initialize(&reader->parser))
        arena_fail(arena);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)source->bytes, source->n);
    bool good = take_all(reader);
    yaml_parser_delete(&reader->parser);
    if (good && !reader->root)
        good = fail(reader, span_of(0, 0), "the file is empty");
    return good ? reader->root : NULL;
}

struct yaml *yaml_read(struct arena *arena, const struct source *source, enum diag_id fault, struct report *report)
{
    return read_tree(arena, source, YAML_ENTRIES_MOST, fault, report);
}

struct yaml *yaml_read_long(struct arena *arena, const struct source *source, enum diag_id fault, struct report *report)
{
    return read_tree(arena, source, SIZE_MAX, fault, report);
}

/* --- one key ------------------------------------------------------------------------------------- */

/* Lines of a file that start in its first column start one of its entries, close what is open in one, or go on with
 * a list. */
enum line_kind { LINE_INNER, LINE_ENTRY, LINE_OTHER };

static enum line_kind line_kind(char first)
{
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))
        return LINE_ENTRY;
    return first && strchr(" \t\r\n#-]}", first) ? LINE_INNER : LINE_OTHER;
}

static bool is_key(const char *line, const char *key)
{
    size_t n = strlen(key);
    return strncmp(line, key, n) == 0 && line[n + strspn(line + n, " \t")] == ':';
}

/* The lines of one entry, empty when there is none; false when the file is not written as one entry after the other,
 * each with a plain key. */
static bool find_entry(const struct source *source, const char *key, struct span *lines)
{
    bool inside = false;
    *lines = span_of(0, 0);
    for (size_t i = 0; i < source->line_count; i++) {
        const char *line = source->bytes + source->line_start[i];
        enum line_kind kind = source->line_start[i] < source->n ? line_kind(*line) : LINE_INNER;
        if (kind == LINE_OTHER)
            return false;
        if (kind == LINE_ENTRY && inside)
            return true;
        if (kind == LINE_ENTRY && is_key(line, key)) {
            inside = true;
            lines->start = source->line_start[i];
        }
        if (inside)
            lines->end = i + 1 < source->line_count ? source->line_start[i + 1] : (uint32_t)source->n;
    }
    return true;
}

struct yaml *yaml_read_key(struct arena *arena, const struct source *source, const char *key)
{
    struct span lines;
    bool whole = !find_entry(source, key, &lines);
    if (!whole && lines.start == lines.end)
        return NULL;
    if (!whole)
        source = source_new(arena, source->name, arena_copy(arena, source->bytes + lines.start, lines.end - lines.start), lines.end - lines.start);
    return yaml_get(yaml_read(arena, source, DIAG_TEMPLATE_SYNTAX, report_new(arena)), key);
}

/* --- trees --------------------------------------------------------------------------------------- */

struct yaml *yaml_get(const struct yaml *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    const struct yaml_entry *entry = find(map, key);
    return entry ? entry->value : NULL;
}

const char *yaml_text(const struct yaml *map, const char *key)
{
    const struct yaml *value = yaml_get(map, key);
    return value ? value->text : NULL;
}

/* Recursion is bounded by the depth of what yaml_read admits. */
struct yaml *yaml_merge(struct arena *arena, struct yaml *base, struct yaml *over)
{
    if (!base || !over)
        return over ? over : base;
    if (base->kind != YAML_MAP || over->kind != YAML_MAP || find(over, "is"))
        return over;
    struct yaml *merged = arena_new_of(arena, struct yaml);
    *merged = *over;
    merged->entries.at = NULL;
    merged->entries.n = merged->entries.room = 0;
    for (size_t i = 0; i < base->entries.n; i++) {
        const struct yaml_entry *ours = &base->entries.at[i];
        const struct yaml_entry *theirs = find(over, ours->key);
        struct yaml_entry *entry = list_add(arena, &merged->entries);
        *entry = theirs ? *theirs : *ours;
        if (theirs)
            entry->value = yaml_merge(arena, ours->value, theirs->value);
    }
    for (size_t i = 0; i < over->entries.n; i++)
        if (!find(base, over->entries.at[i].key))
            *list_add(arena, &merged->entries) = over->entries.at[i];
    return merged;
}

struct yaml *yaml_without(struct arena *arena, const struct yaml *map, const char *key)
{
    struct yaml *copy = arena_new_of(arena, struct yaml);
    *copy = *map;
    copy->entries.at = NULL;
    copy->entries.n = copy->entries.room = 0;
    for (size_t i = 0; i < map->entries.n; i++)
        if (strcmp(map->entries.at[i].key, key) != 0)
            *list_add(arena, &copy->entries) = map->entries.at[i];
    return copy;
}
