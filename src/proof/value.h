/* PDF values as they stand in a file, for reading one back: also the operands and operators of page
 * content and of character maps, which have the same syntax. The bytes may be anything. */
#ifndef HEXAPLA_VALUE_READ_H
#define HEXAPLA_VALUE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_REAL,
    VALUE_NAME,
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_DICT,
    VALUE_REF,
    VALUE_WORD, /* an operator or keyword */
};

struct value {
    enum value_kind kind;
    int64_t number; /* INT, BOOL; REF: of the object */
    const char *at; /* NAME, STRING decoded, WORD and REAL as written, without a NUL; DICT: its stream's first byte, or NULL */
    size_t n; /* of `at`; ARRAY, DICT: of items */
    const struct value *items; /* ARRAY; DICT: key and value in turn */
};

extern const struct value value_null;

struct lexer {
    struct arena *arena;
    const char *bytes;
    size_t n, at;
    unsigned depth;
};

/* The next value or word; false at the end, and where the bytes are no PDF syntax. */
bool value_next(struct lexer *lexer, struct value *value);
/* The entry of a dictionary as it stands; null when it has none or is none. */
const struct value *value_entry(const struct value *dict, const char *key);
bool value_is(const struct value *value, const char *name); /* a name or word */
/* A text string as UTF-8: UTF-16BE after a byte-order mark, else one byte a character. */
const char *value_text(struct arena *arena, const struct value *string);
/* UTF-16BE to UTF-8. */
void value_utf16(struct buf *out, const char *bytes, size_t n);
/* In PDF syntax, references as such; the keys in `but`, separated by blanks, are left out. */
void value_print(struct buf *out, const struct value *value, const char *but);

#endif
