/* The stretches of one paragraph as one run of bytes, each of which knows where it came from.
 * Comments are gone, lines are joined, runs of blanks are one space, a backslash at a line end is
 * '\n'. Escapes are still in. */
#ifndef HEXAPLA_FLAT_H
#define HEXAPLA_FLAT_H

#include "base/diag.h"
#include "reading/inline.h"

struct flat {
    const char *at;
    const uint32_t *from; /* [byte] in the source, for each byte */
    size_t n; /* [byte] */
};

struct flat flat_make(struct doc *doc, const struct stretch *stretches, size_t n, bool comments, struct report *report);

/* The part of the source that flat bytes start to end came from; start < end. */
static inline struct span flat_span(const struct flat *flat, size_t start, size_t end)
{
    return span_of(flat->from[start], flat->from[end - 1] + 1);
}

#endif
