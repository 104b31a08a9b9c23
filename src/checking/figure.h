/* The figures of a text: symbols and resolution numbers, dates, and other numbers, each with a key that is the
 * same in all six languages. `1514 (XV)` and `1514 (د-15)` are both "1514(15)", `A/RES/53/70` and `53/70` are
 * "53/70", `5 December 2016` is "2016-12-05", and `8,133,800`, `8.133.800`, `800 133 8` in Arabic and
 * `813.38万` are "8133800". */
#ifndef HEXAPLA_FIGURE_H
#define HEXAPLA_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "language/date.h"
#include "language/lang.h"

enum figure_kind { FIGURE_CITATION, FIGURE_DATE, FIGURE_NUMBER, FIGURE_LETTER, FIGURE_KINDS };

struct figure {
    enum figure_kind kind;
    const char *key;
    const char *other; /* the other reading of a number whose groups may stand in either order, or NULL */
    size_t start, end; /* [byte] of the text */
    struct date date; /* DATE; year or day 0 when it is not said: "2016-12", "--12-05", "--12" */
    bool reference; /* a number that points to a paragraph, annex or article */
};

struct figures {
    LIST(struct figure) list; /* in order of the text */
};

void figure_find(struct arena *arena, enum lang lang, const char *text, size_t n, struct figures *out);

/* The key of a document symbol: a resolution's is its short number, of any other the spaces go. */
const char *figure_symbol_key(struct arena *arena, const char *text, size_t n);

#endif
