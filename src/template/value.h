/* Values of a template: tables say which keys a map may have and what each holds; reading fills a
 * struct by the table and reports unknown keys and bad values with the nearest good one. Numbers are
 * read as integers and bounded by their row, so no later stage meets an absurd length. */
#ifndef HEXAPLA_VALUE_H
#define HEXAPLA_VALUE_H

#include "base/diag.h"
#include "base/unit.h"
#include "template/yaml.h"

enum value_kind {
    VALUE_LENGTH, /* hx_unit; "12", "12 pt", "4 mm", "1 cm", "0.33 in", "1.2 em", "120 %" of the size */
    VALUE_RATIO, /* int32_t [1/1000]; "150 %" or "1.5" */
    VALUE_WHOLE, /* int32_t */
    VALUE_SMALL, /* uint8_t */
    VALUE_FLAG, /* bool; yes or no */
    VALUE_MAYBE, /* int8_t; yes or no; -1 when left out is the caller's */
    VALUE_COLOUR, /* uint32_t; "#0000FF" or black */
    VALUE_MARK_COLOUR, /* int64_t; the same */
    VALUE_CHOICE, /* enum; one of `choices` */
    VALUE_TEXT, /* const char * */
    VALUE_APART /* only a known key: the caller reads it */
};

struct value_key {
    const char *name;
    enum value_kind kind;
    size_t offset; /* [byte] in the struct */
    int32_t least, most; /* [pt] of lengths, [1/1000] of ratios, else the number itself */
    const char *const *choices; /* VALUE_CHOICE: names in order of the enum, NULL at the end */
};

struct value_scope {
    struct arena *arena;
    struct report *report;
    hx_unit em; /* [unit] what `em` and `%` of a length refer to; 0: they are not allowed */
};

/* Fills `object` from a map; keys left out leave it as it is. */
void value_read(const struct value_scope *scope, const struct yaml *map, const struct value_key *keys, size_t n, void *object);

/* Adds a finding unless the same one is there: inheritance shows one place many times. */
void value_complain(const struct value_scope *scope, enum diag_id id, const struct source *source, struct span span,
    const char *first, const char *second, const char *third);
/* "`text` is not a value of `key`", "write `what`". */
void value_bad(const struct value_scope *scope, const struct yaml *value, const char *key, const char *what);
/* "unknown key", with the nearest of `names`. */
void value_unknown(const struct value_scope *scope, const struct yaml_entry *entry, const char *const *names, size_t n);

/* The name nearest to a word by edit distance, or "" when none is near. */
const char *value_nearest(const char *word, const char *const *names, size_t n);

#endif
