/* The fields of a document: what the front block names and the header lines of published texts
 * hold. Neutral fields (session: 71) are worded by the template in the document's language; a
 * `…-line` field stands in place of the worded line. */
#ifndef HEXAPLA_FIELD_H
#define HEXAPLA_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/source.h"
#include "language/cite.h"
#include "language/date.h"
#include "language/lang.h"

enum field_id {
#define F(id, name, type, what) FIELD_##id,
#include "document/field.def"
#undef F
    FIELD_COUNT
};

enum field_type { FIELD_TYPE_TEXT, FIELD_TYPE_NUMBER, FIELD_TYPE_DATE, FIELD_TYPE_SYMBOL, FIELD_TYPE_LANGUAGE };

struct field {
    const char *text; /* NULL when not given; NUL-terminated, trimmed */
    struct span span; /* of the value in the source; 0,0 when set from outside (--set) */
};

/* Raw values, and the parsed ones of typed fields (zero when absent or ill-typed). */
struct fields {
    struct field at[FIELD_COUNT];
    struct symbol symbol;
    enum lang language; /* LANG_NONE when not given */
    enum lang original;
    struct date issued, adopted;
    int session;
};

const char *field_name(enum field_id id);
const char *field_what(enum field_id id);
enum field_type field_type(enum field_id id);
/* FIELD_COUNT when unknown. */
enum field_id field_from_name(const char *name, size_t n);
/* The known name nearest by edit distance, or "" when none is near. */
const char *field_nearest(const char *name, size_t n);
/* Trims, parses and sets a value; an empty or ill-typed one is reported and leaves the field as it was.
 * A second value replaces the first. `source` may be NULL (a value from outside). */
void field_set(struct fields *fields, enum field_id id, struct arena *arena, const char *text, size_t n,
    struct report *report, const struct source *source, struct span span);
static inline bool field_given(const struct fields *fields, enum field_id id)
{
    return fields->at[id].text != NULL;
}

#endif
