/* Inline marks of both text forms: *lead*, **strong**, ***both***, [text](url), [text]{lang=ru},
 * [^note], <sup>x</sup>, superscript figures as note calls (published text), \ escapes. */
#ifndef HEXAPLA_INLINE_H
#define HEXAPLA_INLINE_H

#include "base/diag.h"
#include "document/doc.h"

/* A stretch of the source that belongs to a paragraph; lines of one paragraph are several stretches,
 * joined by one space. */
struct stretch {
    struct span span; /* trimmed of indentation and line end */
};

struct inline_options {
    bool published; /* superscript figures and \* are note calls; (#) links are empty */
};

/* Parses the stretches into inline children of `parent`. Calls come as NODE_CALL whose `call` is a
 * struct note from notes_call (see notes.h). Nothing is dropped: a mark that does not close is text. */
void inline_parse(struct doc *doc, struct node *parent, const struct stretch *stretches, size_t n,
    const struct inline_options *options, struct report *report);

#endif
