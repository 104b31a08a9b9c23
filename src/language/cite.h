/* Document symbols and resolution numbers: recognised in text, in one canonical form, with their
 * address (house-style 8). */
#ifndef HEXAPLA_CITE_H
#define HEXAPLA_CITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "language/lang.h"

enum organ { ORGAN_NONE, ORGAN_GA, ORGAN_SC, ORGAN_HRC, ORGAN_ECOSOC };

struct symbol {
    const char *text; /* as given, trimmed */
    size_t n;
    enum organ organ;
    int session; /* GA, HRC: 71; 0 when it has none (SC) */
    bool emergency, special; /* ES-10, S-27 */
    int number; /* 28; SC: 2231 */
    int year; /* SC, ECOSOC */
    bool resolution; /* has /RES/ */
};

/* Whole text is one symbol: A/RES/71/28, S/RES/2231 (2015), A/C.1/71/L.17. False when it is not. */
bool cite_symbol(const char *text, size_t n, struct symbol *symbol);

/* One citation found in running text. */
struct citation {
    size_t start, end; /* [byte] what becomes the link: no word "resolution", no final punctuation */
    size_t canonical; /* [byte] offset of its canonical form in `names`, NUL-terminated: "A/RES/53/70" */
};
/* Appends the citations of the text in order. `organ` is the document's own: a short number 57/1
 * means A/HRC/RES/57/1 in a Human Rights Council text. A short number counts only after a word for
 * resolution or decision in one of the six languages, or in a list that began with one. */
struct citations {
    LIST(struct citation) list;
    struct buf names;
};
void cite_find(struct arena *arena, enum lang lang, enum organ organ, const char *text, size_t n, struct citations *out);

/* "https://undocs.org/es/A/RES/53/70" */
void cite_address(enum lang lang, const char *canonical, struct buf *out);
/* The symbol a title line like "71/28." stands for: "A/RES/71/28" (GA), "A/HRC/RES/57/1" (HRC). */
void cite_from_title_number(enum organ organ, const char *number, size_t n, struct buf *out);
/* "71/28" of A/RES/71/28; "2231 (2015)" of S/RES/2231 (2015); "" when it is no resolution. */
void cite_short_number(const struct symbol *symbol, struct buf *out);

#endif
