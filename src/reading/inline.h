/* Inline marks of both text forms: *lead*, **strong**, ***both***, [text](url), [text]{lang=ru},
 * [^note], <sup>x</sup>, superscript figures as note calls (published text), \ escapes, a backslash
 * at a line end as line break, <!-- comments --> (hexapla source). */
#ifndef HEXAPLA_INLINE_H
#define HEXAPLA_INLINE_H

#include "base/diag.h"
#include "document/doc.h"

/* A stretch of the source that belongs to a paragraph; lines of one paragraph are several stretches,
 * in source order, joined by one space, or by nothing between two hanzi. */
struct stretch {
    struct span span; /* trimmed of indentation and line end */
};

struct inline_options {
    bool published; /* superscript figures and \* are note calls; (#) links are empty */
};

/* Parses the stretches into inline children of `parent`, after those it has. Calls come as NODE_CALL
 * with the note of notes_call. Nothing is dropped: a mark that does not close is text. Marks nest 16
 * deep; deeper ones are text. */
void inline_parse(struct doc *doc, struct node *parent, const struct stretch *stretches, size_t n,
    const struct inline_options *options, struct report *report);

/* Bytes of a note call `[^name]` at the start of text, or 0; the name is text[2..taken - 1). */
size_t inline_call_length(const char *text, size_t n);

#endif
