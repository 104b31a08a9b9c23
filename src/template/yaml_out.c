#include "template/yaml_out.h"

#include <string.h>

#include "base/utf.h"

enum {
    ORIGIN_COLUMN = 48, /* where origins stand, when the value leaves room */
    HEIRS_MOST = 8,
};

static void put_quoted(struct buf *out, const char *text)
{
    buf_char(out, '"');
    for (size_t n = strlen(text), taken; n > 0; text += taken, n -= taken) {
        uint32_t c = utf8_decode(text, n, &taken);
        if (c == '"' || c == '\\')
            buf_char(out, '\\');
        if (c == '\n')
            buf_text(out, "\\n");
        else if (c < 0x20 || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F))
            buf_printf(out, "\\u%04X", c);
        else
            buf_bytes(out, text, taken);
    }
    buf_char(out, '"');
}

/* What would be read otherwise without quotes. */
static bool needs_quotes(const struct yaml *value)
{
    const char *text = value->text;
    size_t n = strlen(text);
    return value->quoted || n == 0 || text[0] == ' ' || text[n - 1] == ' ' || text[n - 1] == ':' || strstr(text, ": ") ||
           strpbrk(text, "\"\\#{}[],\n\t") || strchr("-?:&*!|>'%@`", text[0]);
}

void yaml_put_scalar(struct buf *out, const struct yaml *value)
{
    if (needs_quotes(value))
        put_quoted(out, value->text);
    else
        buf_text(out, value->text);
}

static void put_list(struct buf *out, const struct yaml *list)
{
    buf_char(out, '[');
    for (size_t i = 0; i < list->entries.n; i++) {
        buf_text(out, i ? ", " : "");
        if (list->entries.at[i].value->kind == YAML_SCALAR)
            yaml_put_scalar(out, list->entries.at[i].value);
    }
    buf_char(out, ']');
}

/* The template's folder and the file in it. */
static const char *short_name(const char *path)
{
    const char *from = path + strlen(path);
    for (int slashes = 0; from > path; from--)
        if (from[-1] == '/' && ++slashes == 2)
            break;
    return from;
}

static void put_origin(struct buf *out, size_t line, const struct yaml *value)
{
    size_t column = 0;
    for (size_t i = line; i < out->n; i++)
        column += !utf8_is_inside(out->at[i]);
    do
        buf_char(out, ' ');
    while (++column < ORIGIN_COLUMN);
    buf_printf(out, "# %s:%zu", short_name(value->source->name), source_place(value->source, value->span.start).line);
}

static void begin(struct buf *out, const char *key, int depth, const struct yaml_form *form)
{
    buf_text(out, form->before);
    for (int i = 0; i < depth; i++)
        buf_text(out, "  ");
    buf_printf(out, "%s:", key);
}

void yaml_put_key(struct buf *out, const char *key, int depth, const struct yaml_form *form)
{
    begin(out, key, depth, form);
    buf_char(out, '\n');
}

struct yaml *yaml_settled(struct arena *arena, const struct yaml *map, struct yaml *value)
{
    for (int step = 0; step < HEIRS_MOST; step++) {
        const char *is = yaml_text(value, "is");
        struct yaml *parent = is ? yaml_get(map, is) : NULL;
        if (!parent || parent->kind != YAML_MAP)
            break;
        value = yaml_merge(arena, parent, yaml_without(arena, value, "is"));
    }
    return value;
}

/* Recursion is bounded by the depth of what yaml_read admits. */
void yaml_put(struct buf *out, const char *key, const struct yaml *value, int depth, const struct yaml_form *form)
{
    size_t line = out->n;
    begin(out, key, depth, form);
    if (value->kind == YAML_MAP && value->entries.n > 0) {
        buf_char(out, '\n');
        for (size_t i = 0; i < value->entries.n; i++) {
            const struct yaml_entry *entry = &value->entries.at[i];
            yaml_put(out, entry->key, yaml_settled(out->arena, value, entry->value), depth + 1, form);
        }
        return;
    }
    buf_char(out, ' ');
    if (value->kind == YAML_SCALAR)
        yaml_put_scalar(out, value);
    else if (value->kind == YAML_LIST)
        put_list(out, value);
    else
        buf_text(out, "{}");
    if (form->origins)
        put_origin(out, line, value);
    buf_char(out, '\n');
}
