#include "template/setting.h"

#include <string.h>

static const char prefix[] = "template.";

bool setting_is(const char *text)
{
    return strncmp(text, prefix, sizeof prefix - 1) == 0;
}

static struct yaml *scalar(struct arena *arena, const struct source *source, size_t from)
{
    struct yaml *value = arena_new_of(arena, struct yaml);
    *value = (struct yaml){.kind = YAML_SCALAR, .source = source, .span = span_of(from, source->n), .text = source->bytes + from};
    return value;
}

/* A map of one key, which stands at `from` and is `n` bytes long. */
static struct yaml *map_of(struct arena *arena, const struct source *source, size_t from, size_t n, struct yaml *value)
{
    struct yaml *map = arena_new_of(arena, struct yaml);
    *map = (struct yaml){.kind = YAML_MAP, .source = source, .span = span_of(from, from)};
    *list_add(arena, &map->entries) = (struct yaml_entry){.key = arena_copy(arena, source->bytes + from, n),
        .key_span = span_of(from, from + n), .key_source = source, .value = value};
    return map;
}

/* From the last key back to the first. */
struct yaml *setting_tree(const struct value_scope *scope, const char *setting)
{
    const char *bytes = arena_strdup(scope->arena, setting);
    const struct source *source = source_new(scope->arena, "--set", bytes, strlen(bytes));
    size_t start = setting_is(bytes) ? sizeof prefix - 1 : 0, end = strcspn(bytes, "=");
    struct yaml *tree = bytes[end] && bytes[end + 1] ? scalar(scope->arena, source, end + 1) : NULL;
    for (int depth = 0; tree && end > start; depth++) {
        size_t from = end;
        while (from > start && bytes[from - 1] != '.')
            from--;
        bool good = from < end && depth < YAML_DEPTH_MOST;
        tree = good ? map_of(scope->arena, source, from, end - from, tree) : NULL;
        end = from > start ? from - 1 : start;
    }
    if (tree && tree->kind == YAML_MAP)
        return tree;
    value_complain(scope, DIAG_TEMPLATE_SETTING, source, span_of(0, source->n), setting, "", "");
    return NULL;
}

/* Maps whose keys are names that the template gives. */
static bool holds_names(const char *key)
{
    return strcmp(key, "styles") == 0 || strcmp(key, "cells") == 0 || strcmp(key, "rules") == 0 || strcmp(key, "pictures") == 0;
}

static void check_name(const struct value_scope *scope, const struct yaml_entry *entry, const struct yaml *known)
{
    const char **names = arena_new_array(scope->arena, const char *, known->entries.n + 1);
    for (size_t i = 0; i < known->entries.n; i++)
        names[i] = known->entries.at[i].key;
    value_unknown(scope, entry, names, known->entries.n);
}

/* Recursion is bounded by the depth of setting_tree. */
static void check_names(const struct value_scope *scope, const struct yaml *settings, const struct yaml *tree, bool names)
{
    for (size_t i = 0; i < settings->entries.n; i++) {
        const struct yaml_entry *entry = &settings->entries.at[i];
        const struct yaml *known = yaml_get(tree, entry->key);
        if (names && !known)
            check_name(scope, entry, tree);
        else if (known && entry->value->kind == YAML_MAP)
            check_names(scope, entry->value, known, holds_names(entry->key));
    }
}

void setting_check(const struct value_scope *scope, const struct yaml *settings, const struct yaml *tree)
{
    static const char *const own[] = {"title", "extends", "symbols"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        const struct yaml *value = yaml_get(settings, own[i]);
        if (value)
            value_bad(scope, value, own[i], "it in the template's file: it says which template this is, not how it looks");
    }
    check_names(scope, settings, tree, false);
}
