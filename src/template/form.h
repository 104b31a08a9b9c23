/* Forms: how one field of a document is put into a line of wording: a date in words, an ordinal, a list
 * with its "and". Part of wording. */
#ifndef HEXAPLA_FORM_H
#define HEXAPLA_FORM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "document/doc.h"

struct yaml;

struct filling {
    const struct doc *doc;
    const struct yaml *words; /* the language's file: names, committees, joiners; may be NULL */
    struct arena *arena;
};

/* Whether a form goes with a field. */
bool form_fits(const char *form, enum field_id id);
/* False when the field is not given or has nothing to say; then nothing is appended. */
bool form_put(const struct filling *filling, const char *form, enum field_id id, enum lang lang, struct buf *out);

#endif
