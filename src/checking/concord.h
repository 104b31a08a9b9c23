/* The concordance of versions: where one language of a document says something else than the others, by the rules
 * C01 to C35 of house-style 11. Every finding names the odd language and the majority's value, and shows the place
 * in each version. */
#ifndef HEXAPLA_CONCORD_H
#define HEXAPLA_CONCORD_H

#include "base/diag.h"
#include "document/doc.h"

enum { CONCORD_RULES = DIAG_C35 - DIAG_C01 + 1 };

struct concord_options {
    uint64_t off; /* set of 1 << (id - DIAG_C01): rules that are not looked for */
};

/* Compares 2 to LANG_COUNT documents of different languages. NULL options: all rules. */
void concord_check(struct arena *arena, struct doc *const *docs, size_t n, const struct concord_options *options, struct report *report);

#endif
