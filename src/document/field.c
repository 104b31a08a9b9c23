#include "document/field.h"

#include <string.h>

static const struct row {
    const char *name, *what;
    size_t length; /* [byte] of the name */
    enum field_type type;
} rows[FIELD_COUNT] = {
#define F(id, name, type, what) [FIELD_##id] = {name, what, sizeof name - 1, FIELD_TYPE_##type},
#include "document/field.def"
#undef F
};

const char *field_name(enum field_id id)
{
    return rows[id].name;
}

const char *field_what(enum field_id id)
{
    return rows[id].what;
}

enum field_type field_type(enum field_id id)
{
    return rows[id].type;
}

enum field_id field_from_name(const char *name, size_t n)
{
    for (int id = 0; id < FIELD_COUNT; id++)
        if (rows[id].length == n && memcmp(rows[id].name, name, n) == 0)
            return (enum field_id)id;
    return FIELD_COUNT;
}

enum { NAME_LONGEST = 32 }; /* [byte] longer typed names are not near to any */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits that turn a into b: Levenshtein's, and two neighbours swapped count as one. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
    size_t rows_of[3][NAME_LONGEST + 1];
    size_t *before = rows_of[0], *last = rows_of[1], *row = rows_of[2];
    for (size_t j = 0; j <= nb; j++)
        last[j] = j;
    for (size_t i = 1; i <= na; i++) {
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            row[j] = least(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1, row[j]);
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[nb];
}

const char *field_nearest(const char *name, size_t n)
{
    const char *nearest = "";
    size_t limit = n * 2 / 5 + 1; /* with as many edits it is another word */
    if (n == 0 || n > NAME_LONGEST)
        return nearest;
    for (int id = 0; id < FIELD_COUNT; id++) {
        size_t length = rows[id].length;
        size_t edits = length > NAME_LONGEST ? limit : distance(name, n, rows[id].name, length);
        if (edits < limit) {
            nearest = rows[id].name;
            limit = edits;
        }
    }
    return nearest;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool parse_number(const char *text, int *number)
{
    int value = 0;
    size_t digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits < 7; digits++)
        value = value * 10 + (text[digits] - '0');
    if (!digits || text[digits] || value == 0)
        return false;
    *number = value;
    return true;
}

/* Fields of text that know only some values; a committee may also be named. */
static const struct choice {
    enum field_id id;
    bool figures; /* holds for values of figures alone */
    const char *values, *hint; /* values between bars */
} choices[] = {
    {FIELD_COMMITTEE, true, "|1|2|3|4|5|6|", "the number of a main committee, 1 to 6, or the name of another"},
    {FIELD_NO_COMMITTEE, false, "|yes|", "yes, or leave the line out"},
};

/* The choice that a value is none of, or NULL. */
static const struct choice *missed_choice(enum field_id id, struct arena *arena, const char *text)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (choices[i].id == id && (!choices[i].figures || !text[strspn(text, "0123456789")]) && (strchr(text, '|') || !strstr(choices[i].values, arena_printf(arena, "|%s|", text))))
            return &choices[i];
    return NULL;
}

/* The parsed form into its own place; the finding to report when the text has not the type. */
static enum diag_id parse_value(struct fields *fields, enum field_id id, const char *text, size_t n)
{
    struct symbol symbol;
    struct date date;
    int number;
    enum lang lang;
    switch (rows[id].type) {
    case FIELD_TYPE_TEXT:
        break;
    case FIELD_TYPE_NUMBER:
        if (!parse_number(text, &number))
            return DIAG_FIELD_NUMBER;
        fields->session = number;
        break;
    case FIELD_TYPE_DATE:
        if (!date_from_iso(text, n, &date))
            return DIAG_FIELD_DATE;
        *(id == FIELD_ISSUED ? &fields->issued : &fields->adopted) = date;
        break;
    case FIELD_TYPE_SYMBOL:
        if (!cite_symbol(text, n, &symbol))
            return DIAG_FIELD_SYMBOL;
        fields->symbol = symbol;
        break;
    case FIELD_TYPE_LANGUAGE:
        lang = lang_from_tag(text, n);
        if (lang == LANG_NONE)
            return DIAG_FIELD_LANGUAGE;
        *(id == FIELD_LANGUAGE ? &fields->language : &fields->original) = lang;
        break;
    }
    return DIAG_COUNT;
}

static void complain(struct report *report, enum diag_id id, const struct source *source, struct span span,
    const char *first, const char *second, const char *third)
{
    const char *const args[] = {first, second, third, NULL};
    diag_add(report, id, source ? NULL : "", source, span, args);
}

void field_set(struct fields *fields, enum field_id id, struct arena *arena, const char *text, size_t n,
    struct report *report, const struct source *source, struct span span)
{
    while (n && is_blank(text[n - 1]))
        n--;
    while (n && is_blank(*text))
        text++, n--;
    if (n == 0) {
        complain(report, DIAG_FIELD_EMPTY, source, span, rows[id].name, NULL, NULL);
        return;
    }
    char *copy = arena_copy(arena, text, n);
    const struct choice *missed = missed_choice(id, arena, copy);
    if (missed) {
        complain(report, DIAG_FIELD_VALUE, source, span, copy, rows[id].name, missed->hint);
        return;
    }
    enum diag_id wrong = parse_value(fields, id, copy, n);
    if (wrong != DIAG_COUNT)
        complain(report, wrong, source, span, copy, rows[id].name, NULL);
    else
        fields->at[id] = (struct field){copy, span};
}
