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
    bool decision; /* has /DEC/ */
};

/* Whole text is one symbol: A/RES/71/28, S/RES/2231 (2015), A/C.1/71/L.17. False when it is not. */
bool cite_symbol(const char *text, size_t n, struct symbol *symbol);

/* One citation found in running text. */
struct citation {
    size_t start, end; /* [byte] what becomes the link: no word "resolution", no final punctuation */
    size_t canonical; /* [byte] offset of its canonical form in `names`, NUL-terminated, without spaces: "A/RES/53/70",
                       * "S/RES/2231(2015)", "A/RES/1514(XV)" */
};
/* Appends the citations of the text in order. A short number counts only after a word for resolution
 * in one of the six languages, or in a list that began with one; a decision is no document and makes
 * no citation. The organ of a short number is told by its date (57/1 of 2024 is the Human Rights
 * Council's, of 2002 the Assembly's), by an organ named with it, or is `organ`, the document's own. */
struct citations {
    LIST(struct citation) list;
    struct buf names;
};
void cite_find(struct arena *arena, enum lang lang, enum organ organ, const char *text, size_t n, struct citations *out);

/* "https://undocs.org/es/A/RES/53/70"; spaces are left out, what no address may hold is escaped. */
void cite_address(enum lang lang, const char *canonical, struct buf *out);
/* The symbol a title line like "71/28." stands for: "A/RES/71/28" (GA or unknown), "A/HRC/RES/57/1",
 * "S/RES/2231 (2015)", "E/RES/2014/36", "A/RES/77/16 B"; nothing when it is no such number. */
void cite_from_title_number(enum organ organ, const char *number, size_t n, struct buf *out);
/* "71/28" of A/RES/71/28; "2231 (2015)" of S/RES/2231 (2015); "71/501" of A/DEC/71/501; "" when it is
 * neither resolution nor decision. */
void cite_short_number(const struct symbol *symbol, struct buf *out);

#endif
