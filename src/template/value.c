#include "template/value.h"

#include <string.h>

#include "base/utf.h"

/* Decimal numbers are held in 1/10000 and bounded to five digits before the point, so that every
 * product below fits 64 bits. */
enum { DECIMALS = 10000, DIGITS_MOST = 5, PLACES_MOST = 4, WORD_MOST = 32 };

void value_complain(const struct value_scope *scope, enum diag_id id, const struct source *source, struct span span,
    const char *first, const char *second, const char *third)
{
    const struct report *report = scope->report;
    for (size_t i = 0; i < report->list.n; i++) {
        const struct diag *known = &report->list.at[i];
        if (known->id == id && known->source && known->span.start == span.start &&
            strcmp(known->file, source->name) == 0 && strstr(known->message, first))
            return;
    }
    diag_at(scope->report, id, source, span, first, second, third);
}

/* What the file says there, short enough to quote. */
static const char *shown(const struct value_scope *scope, const struct yaml *value)
{
    if (value->kind == YAML_MAP)
        return "key: value";
    if (value->kind == YAML_LIST)
        return "[list]";
    size_t n = strlen(value->text);
    if (n <= 40)
        return value->text;
    n = 40;
    while (n > 0 && utf8_is_inside(value->text[n]))
        n--;
    return arena_printf(scope->arena, "%.*s…", (int)n, value->text);
}

void value_bad(const struct value_scope *scope, const struct yaml *value, const char *key, const char *what)
{
    value_complain(scope, DIAG_TEMPLATE_VALUE, value->source, value->span, shown(scope, value), key, what);
}

void value_unknown(const struct value_scope *scope, const struct yaml_entry *entry, const char *const *names, size_t n)
{
    value_complain(scope, DIAG_TEMPLATE_KEY, entry->key_source, entry->key_span, entry->key,
        value_nearest(entry->key, names, n), "");
}

static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t row[WORD_MOST + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < least ? change : least;
        }
    }
    return row[m];
}

const char *value_nearest(const char *word, const char *const *names, size_t n)
{
    size_t length = strlen(word);
    const char *nearest = "";
    size_t best = length / 3 + 2; /* farther than this is no misprint */
    for (size_t i = 0; i < n && length <= WORD_MOST; i++) {
        size_t m = strlen(names[i]);
        size_t d = m <= WORD_MOST ? distance(word, length, names[i], m) : best;
        if (d < best && d < m) {
            best = d;
            nearest = names[i];
        }
    }
    return nearest;
}

/* A number in 1/10000 at the start of text; the rest, without spaces before it, in *unit. */
static bool read_number(const char *text, int64_t *number, const char **unit)
{
    bool negative = *text == '-';
    text += *text == '-' || *text == '+';
    int64_t value = 0;
    size_t digits = 0, places = 0;
    for (; *text >= '0' && *text <= '9'; text++, digits++)
        value = digits < DIGITS_MOST ? value * 10 + (*text - '0') : value;
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, places++)
            value = places < PLACES_MOST ? value * 10 + (*text - '0') : value;
    if (digits == 0 || digits > DIGITS_MOST || places > PLACES_MOST)
        return false;
    for (; places < PLACES_MOST; places++)
        value *= 10;
    while (*text == ' ')
        text++;
    *number = negative ? -value : value;
    *unit = text;
    return true;
}

static bool read_length(const char *text, hx_unit em, int64_t *length)
{
    static const struct unit {
        const char *name;
        int64_t numerator, denominator; /* of a point */
    } units[] = {{"", 1, 1}, {"pt", 1, 1}, {"in", 72, 1}, {"mm", 720, 254}, {"cm", 7200, 254}};
    int64_t number;
    const char *unit;
    if (!read_number(text, &number, &unit))
        return false;
    if (strcmp(unit, "em") == 0 || strcmp(unit, "%") == 0) {
        *length = unit_muldiv(number, em, (int64_t)DECIMALS * (*unit == '%' ? 100 : 1));
        return em > 0;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(unit, units[i].name) == 0) {
            *length = unit_muldiv(number, units[i].numerator * UNIT_PT, units[i].denominator * DECIMALS);
            return true;
        }
    return false;
}

static bool read_ratio(const char *text, int64_t *ratio)
{
    int64_t number;
    const char *unit;
    if (!read_number(text, &number, &unit) || (*unit && strcmp(unit, "%") != 0))
        return false;
    *ratio = unit_muldiv(number, 1000, (int64_t)DECIMALS * (*unit ? 100 : 1));
    return true;
}

static bool read_whole(const char *text, int64_t *whole)
{
    int64_t number;
    const char *unit;
    if (!read_number(text, &number, &unit) || *unit || number % DECIMALS)
        return false;
    *whole = number / DECIMALS;
    return true;
}

static bool read_flag(const char *text, int64_t *flag)
{
    *flag = strcmp(text, "yes") == 0 || strcmp(text, "true") == 0;
    return *flag || strcmp(text, "no") == 0 || strcmp(text, "false") == 0;
}

static bool read_colour(const char *text, int64_t *colour)
{
    *colour = 0;
    if (strcmp(text, "black") == 0)
        return true;
    if (*text != '#' || strlen(text) != 7)
        return false;
    for (const char *c = text + 1; *c; c++) {
        static const char hex[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit = strchr(hex, *c);
        if (!digit)
            return false;
        *colour = *colour * 16 + (digit - hex) % 16;
    }
    return true;
}

static bool read_choice(const char *text, const char *const *choices, int64_t *choice)
{
    for (*choice = 0; choices[*choice]; ++*choice)
        if (strcmp(text, choices[*choice]) == 0)
            return true;
    return false;
}

static bool read_value(const struct value_scope *scope, const struct value_key *key, const char *text, int64_t *value)
{
    int64_t scale = key->kind == VALUE_LENGTH ? UNIT_PT : 1;
    bool good = false;
    switch (key->kind) {
    case VALUE_LENGTH: good = read_length(text, scope->em, value); break;
    case VALUE_RATIO: good = read_ratio(text, value); break;
    case VALUE_WHOLE:
    case VALUE_SMALL: good = read_whole(text, value); break;
    case VALUE_FLAG:
    case VALUE_MAYBE: return read_flag(text, value);
    case VALUE_COLOUR:
    case VALUE_MARK_COLOUR: return read_colour(text, value);
    case VALUE_CHOICE: return read_choice(text, key->choices, value);
    case VALUE_TEXT:
    case VALUE_APART: return true;
    }
    return good && *value >= key->least * scale && *value <= key->most * scale;
}

static void store(const struct value_key *key, int64_t value, const char *text, void *object)
{
    void *at = (char *)object + key->offset;
    switch (key->kind) {
    case VALUE_LENGTH: *(hx_unit *)at = (hx_unit)value; break;
    case VALUE_RATIO:
    case VALUE_WHOLE: *(int32_t *)at = (int32_t)value; break;
    case VALUE_SMALL: *(uint8_t *)at = (uint8_t)value; break;
    case VALUE_FLAG: *(bool *)at = value != 0; break;
    case VALUE_MAYBE: *(int8_t *)at = (int8_t)value; break;
    case VALUE_COLOUR: *(uint32_t *)at = (uint32_t)value; break;
    case VALUE_MARK_COLOUR: *(int64_t *)at = value; break;
    case VALUE_CHOICE: *(unsigned *)at = (unsigned)value; break;
    case VALUE_TEXT: *(const char **)at = text; break;
    case VALUE_APART: break;
    }
}

/* What a good value looks like, for the hint. */
static const char *expected(const struct value_scope *scope, const struct value_key *key)
{
    struct arena *arena = scope->arena;
    switch (key->kind) {
    case VALUE_LENGTH:
        return arena_printf(arena, "a length from %d to %d pt, as in 12 pt, 4.2 mm, 1 cm or 0.33 in%s", key->least,
            key->most, scope->em ? ", 1.2 em or 120 %" : "");
    case VALUE_RATIO:
        return arena_printf(arena, "a share from %d %% to %d %%", key->least / 10, key->most / 10);
    case VALUE_WHOLE:
    case VALUE_SMALL:
        return arena_printf(arena, "a whole number from %d to %d", key->least, key->most);
    case VALUE_FLAG:
    case VALUE_MAYBE:
        return "yes or no";
    case VALUE_COLOUR:
    case VALUE_MARK_COLOUR:
        return "a colour as in \"#0000FF\", or black";
    case VALUE_CHOICE: {
        struct buf names;
        buf_init(&names, arena);
        for (size_t i = 0; key->choices[i]; i++)
            buf_printf(&names, "%s%s", i == 0 ? "" : key->choices[i + 1] ? ", " : " or ", key->choices[i]);
        return names.at;
    }
    default:
        return "a text";
    }
}

void value_read(const struct value_scope *scope, const struct yaml *map, const struct value_key *keys, size_t n, void *object)
{
    const char **names = arena_new_array(scope->arena, const char *, n);
    for (size_t k = 0; k < n; k++)
        names[k] = keys[k].name;
    for (size_t i = 0; i < map->entries.n; i++) {
        const struct yaml_entry *entry = &map->entries.at[i];
        size_t k = 0;
        while (k < n && strcmp(entry->key, keys[k].name) != 0)
            k++;
        int64_t value = 0;
        if (k == n)
            value_unknown(scope, entry, names, n);
        else if (keys[k].kind == VALUE_APART)
            continue;
        else if (entry->value->kind != YAML_SCALAR || !read_value(scope, &keys[k], entry->value->text, &value))
            value_bad(scope, entry->value, keys[k].name, expected(scope, &keys[k]));
        else
            store(&keys[k], value, entry->value->text, object);
    }
}
