/* Reads the font list. The file is loaded as one YAML document whose nodes are looked up by key, at
 * fixed depth, so neither aliases nor nesting can lead it astray; what is wrong is reported at its
 * line and the list is refused as a whole. */
#include "font/manifest.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

enum { LARGEST = 1 << 18 }; /* [byte] */
enum { MOST = 256 }; /* families, roles, and families of a role */

static const char *const style_key[FACE_STYLE_COUNT] = {"regular", "italic", "bold", "bold-italic"};

struct reader {
    struct arena *arena;
    struct report *report;
    struct source *source;
    yaml_parser_t parser;
    yaml_document_t document;
    bool failed;
};

static void reader_release(void *object)
{
    struct reader *r = object;
    yaml_document_delete(&r->document);
    yaml_parser_delete(&r->parser);
}

static void fail_at(struct reader *r, size_t start, size_t end, const char *message)
{
    r->failed = true;
    start = start < r->source->n ? start : r->source->n;
    end = end < r->source->n ? end : r->source->n;
    diag_at(r->report, DIAG_FONT_MANIFEST, r->source, span_of(start, end < start ? start : end), message);
}

/* libyaml's own index counts characters. */
static size_t offset_of(const struct reader *r, yaml_mark_t mark)
{
    return mark.line < r->source->line_count ? r->source->line_start[mark.line] + mark.column : r->source->n;
}

static void fail(struct reader *r, const yaml_node_t *node, const char *message)
{
    fail_at(r, offset_of(r, node->start_mark), offset_of(r, node->end_mark), message);
}

/* Whether a list or group is short enough for all that is done with it. */
static bool is_short(struct reader *r, const yaml_node_t *node, ptrdiff_t n)
{
    if (n > MOST)
        fail(r, node, arena_printf(r->arena, "more than %d entries", MOST));
    return n <= MOST;
}

static yaml_node_t *node_of(struct reader *r, int index)
{
    return yaml_document_get_node(&r->document, index);
}

static bool is_scalar(const yaml_node_t *node, const char *text)
{
    return node && node->type == YAML_SCALAR_NODE && node->data.scalar.length == strlen(text) &&
           memcmp(node->data.scalar.value, text, node->data.scalar.length) == 0;
}

/* The value of a key of a mapping; NULL when it is not there. */
static yaml_node_t *value_of(struct reader *r, const yaml_node_t *mapping, const char *key)
{
    const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start;
    for (; pair < mapping->data.mapping.pairs.top; pair++)
        if (is_scalar(node_of(r, pair->key), key))
            return node_of(r, pair->value);
    return NULL;
}

/* The value of a key that must be there and of the type; NULL after a finding. */
static yaml_node_t *need(struct reader *r, const yaml_node_t *mapping, const char *key, yaml_node_type_t type)
{
    yaml_node_t *node = value_of(r, mapping, key);
    if (node && node->type == type)
        return node;
    fail(r, node ? node : mapping,
        arena_printf(r->arena, "`%s` is %s", key,
            !node                       ? "not given"
            : type == YAML_SCALAR_NODE  ? "not a plain value"
            : type == YAML_MAPPING_NODE ? "not a group of keys"
                                        : "not a list"));
    return NULL;
}

static const char *scalar(struct reader *r, const yaml_node_t *node)
{
    return arena_copy(r->arena, node->data.scalar.value, node->data.scalar.length);
}

static const char *text_of(struct reader *r, const yaml_node_t *mapping, const char *key)
{
    const yaml_node_t *node = need(r, mapping, key, YAML_SCALAR_NODE);
    return node ? scalar(r, node) : "";
}

/* "1.88" as 1880; -1 when it is not such a number. */
static int32_t thousandths(const char *text)
{
    int32_t value = 0;
    int decimals = -1;
    for (const char *c = text; *c; c++) {
        if (*c == '.' && decimals < 0 && c > text) {
            decimals = 0;
            continue;
        }
        if (*c < '0' || *c > '9' || decimals == 3 || value > 1000000)
            return -1;
        value = value * 10 + (*c - '0');
        decimals += decimals >= 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 3; i++)
        value *= 10;
    return *text ? value : -1;
}

static int32_t number_of(struct reader *r, const yaml_node_t *mapping, const char *key, int32_t otherwise)
{
    const yaml_node_t *node = value_of(r, mapping, key);
    if (!node)
        return otherwise;
    int32_t value = node->type == YAML_SCALAR_NODE ? thousandths(scalar(r, node)) : -1;
    if (value < 0)
        fail(r, node, arena_printf(r->arena, "`%s` is not a number", key));
    return value;
}

/* A path of the list stays below its font root. */
static bool path_is_safe(const char *path)
{
    return *path && *path != '/' && !strstr(path, "..");
}

static void read_file(struct reader *r, struct manifest_face *face, int style, const yaml_node_t *node)
{
    if (node->type != YAML_MAPPING_NODE) {
        fail(r, node, "a file is given as `file:` and `sha256:`");
        return;
    }
    face->file[style] = text_of(r, node, "file");
    if (!r->failed && !path_is_safe(face->file[style]))
        fail(r, node, "a file name must not lead out of its folder");
    const yaml_node_t *hash = value_of(r, node, "sha256");
    if (hash && hash->type == YAML_SCALAR_NODE)
        face->sha256[style] = scalar(r, hash);
}

static void read_face(struct reader *r, struct manifest_face *face, const yaml_node_t *node)
{
    face->family = text_of(r, node, "family");
    face->script = text_of(r, node, "script");
    face->package = text_of(r, node, "package");
    face->licence = text_of(r, node, "licence");
    face->folder = text_of(r, node, "folder");
    const yaml_node_t *except = value_of(r, node, "except");
    face->except = except && except->type == YAML_SCALAR_NODE ? scalar(r, except) : "";
    const yaml_node_t *optional = value_of(r, node, "optional");
    face->optional = optional && optional->type == YAML_SCALAR_NODE && strcmp(scalar(r, optional), "yes") == 0;
    face->index = number_of(r, node, "index", 0) / 1000;
    face->size = number_of(r, node, "size", 1000);
    if (!r->failed && !path_is_safe(face->folder))
        fail(r, node, "`folder` must lie below a font root");
    if (!r->failed && (face->size < 100 || face->size > 10000))
        fail(r, node, "`size` must lie between 0.1 and 10");
    const yaml_node_t *files = need(r, node, "files", YAML_MAPPING_NODE);
    if (!files)
        return;
    for (int style = 0; style < FACE_STYLE_COUNT; style++) {
        const yaml_node_t *file = value_of(r, files, style_key[style]);
        if (file)
            read_file(r, face, style, file);
    }
    if (!r->failed && !face->file[FACE_REGULAR])
        fail(r, files, "a family needs a regular file");
}

static void read_families(struct reader *r, struct manifest *manifest, const yaml_node_t *families)
{
    const yaml_node_pair_t *pair = families->data.mapping.pairs.start;
    if (!is_short(r, families, families->data.mapping.pairs.top - pair))
        return;
    for (; pair < families->data.mapping.pairs.top; pair++) {
        const yaml_node_t *node = node_of(r, pair->value);
        struct manifest_face *face = list_add(r->arena, &manifest->faces);
        *face = (struct manifest_face){0};
        if (node->type == YAML_MAPPING_NODE)
            read_face(r, face, node);
        else
            fail(r, node, "a family is a group of keys");
    }
}

/* The n-th family has the n-th pair's key. */
static const struct manifest_face *family_named(
    struct reader *r, const struct manifest *manifest, const yaml_node_t *families, const yaml_node_t *name)
{
    const yaml_node_pair_t *pair = families->data.mapping.pairs.start;
    for (size_t i = 0; i < manifest->faces.n; i++)
        if (name->type == YAML_SCALAR_NODE &&
            is_scalar(node_of(r, pair[i].key), (const char *)name->data.scalar.value))
            return &manifest->faces.at[i];
    fail(r, name, "no family has this name");
    return NULL;
}

static void read_roles(
    struct reader *r, struct manifest *manifest, const yaml_node_t *families, const yaml_node_t *roles)
{
    const yaml_node_pair_t *pair = roles->data.mapping.pairs.start;
    if (!is_short(r, roles, roles->data.mapping.pairs.top - pair))
        return;
    for (; pair < roles->data.mapping.pairs.top; pair++) {
        const yaml_node_t *key = node_of(r, pair->key), *names = node_of(r, pair->value);
        if (key->type != YAML_SCALAR_NODE || names->type != YAML_SEQUENCE_NODE) {
            fail(r, names, "a role is a list of families");
            continue;
        }
        struct manifest_role *role = list_add(r->arena, &manifest->roles);
        *role = (struct manifest_role){.name = scalar(r, key)};
        const yaml_node_item_t *item = names->data.sequence.items.start;
        if (!is_short(r, names, names->data.sequence.items.top - item))
            return;
        for (; item < names->data.sequence.items.top; item++) {
            const struct manifest_face *face = family_named(r, manifest, families, node_of(r, *item));
            if (face)
                *list_add(r->arena, &role->faces) = face;
        }
    }
}

static struct source *read_bytes(struct arena *arena, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > LARGEST)
        return NULL;
    size_t n = (size_t)status.st_size;
    char *bytes = arena_alloc(arena, n + 1);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    bool good = fread(bytes, 1, n, file) == n;
    fclose(file);
    return good ? source_new(arena, path, bytes, n) : NULL;
}

/* The first bracket that opens more lists in lists than any font list has, or n: for libyaml the time grows
 * with the square of the depth. */
static size_t too_deep(const char *bytes, size_t n)
{
    enum { DEEPEST = 32 };
    int depth = 0;
    for (size_t i = 0; i < n; i++) {
        depth += bytes[i] == '[' || bytes[i] == '{' ? 1 : bytes[i] == ']' || bytes[i] == '}' ? -1 : 0;
        if (depth > DEEPEST)
            return i;
    }
    return n;
}

static bool parse(struct reader *r)
{
    size_t deep = too_deep(r->source->bytes, r->source->n);
    if (deep < r->source->n) {
        fail_at(r, deep, deep + 1, "too many lists in lists");
        return false;
    }
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->source->bytes, r->source->n);
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    if (yaml_parser_load(&r->parser, &r->document))
        return true;
    const char *problem = r->parser.problem ? r->parser.problem : "not YAML";
    size_t at = r->parser.problem_mark.line ? offset_of(r, r->parser.problem_mark) : r->parser.problem_offset;
    fail_at(r, at, at, problem);
    return false;
}

const struct manifest *manifest_load(struct arena *arena, const char *path, struct report *report)
{
    struct source *source = read_bytes(arena, path);
    if (!source) {
        diag_file(report, DIAG_FONT_MANIFEST, path, "the font list cannot be read");
        return NULL;
    }
    struct reader *r = arena_new_of(arena, struct reader);
    *r = (struct reader){.arena = arena, .report = report, .source = source};
    if (!yaml_parser_initialize(&r->parser))
        arena_fail(arena);
    arena_on_release(arena, reader_release, r);
    if (!parse(r))
        return NULL;
    const yaml_node_t *root = yaml_document_get_root_node(&r->document);
    if (!root || root->type != YAML_MAPPING_NODE) {
        fail_at(r, 0, 0, "the font list has no `families` and `roles`");
        return NULL;
    }
    struct manifest *manifest = arena_new_of(arena, struct manifest);
    const yaml_node_t *families = need(r, root, "families", YAML_MAPPING_NODE);
    const yaml_node_t *roles = need(r, root, "roles", YAML_MAPPING_NODE);
    if (families)
        read_families(r, manifest, families);
    if (families && roles)
        read_roles(r, manifest, families, roles);
    return r->failed ? NULL : manifest;
}

const struct manifest_role *manifest_role(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->roles.n; i++)
        if (strcmp(manifest->roles.at[i].name, name) == 0)
            return &manifest->roles.at[i];
    return NULL;
}
