/* What a document says that is the same in every language, gathered paragraph by paragraph: kind, number and
 * place, the figures of its text and of its notes, what it speaks of, how long it is. Facts are what versions are
 * aligned and compared by (align.h, concord.h); they point back into the source. */
#ifndef HEXAPLA_FACTS_H
#define HEXAPLA_FACTS_H

#include "base/diag.h"
#include "checking/concept.h"
#include "checking/figure.h"
#include "document/doc.h"

enum { LEVELS_MOST = 5 }; /* of paragraphs that are named after the one above */

struct fact {
    struct figure figure; /* places are of para.text */
    uint64_t hash; /* of kind and key */
    struct span span; /* in the source */
    bool note; /* in a note that is first called here */
};

/* A paragraph, heading, row of a table, or any other thing that stands by itself. */
struct para {
    const struct node *node;
    enum node_kind kind;
    int level; /* OPERATIVE 0; ITEM 1 to 4; HEADING 1 to 3 */
    int number; /* as typed; 0 for none */
    const char *name; /* what messages call it: "paragraph 5 (b)" */
    struct span span; /* its beginning in the source */
    const char *text; /* of itself, then of its notes, with a mark before each */
    size_t n, own; /* [byte] of all; of itself */
    size_t length; /* code points of itself */
    LIST(struct fact) facts; /* in order of the text */
    const uint64_t *hashes; /* of the facts of itself, ascending, without doubles */
    size_t hash_count;
    struct concepts concepts, lead; /* of what it speaks; the verbs of its lead words */
    int again; /* of its lead words: 0, 1 also, 2 further */
    bool emphasised; /* has lead words that are marked */
    int quotes; /* quoted titles, or 《…》 */
    bool leads_on; /* ends in a colon: something follows that belongs to it */
    int calls, notes; /* calls of notes; notes first called here */
    int rows, columns; /* TABLE */
    LIST(const char *) targets; /* canonical symbols that its links point to */
};

struct facts {
    struct doc *doc;
    LIST(struct para) paras; /* in order of the text */
    struct para fields[FIELD_COUNT]; /* text NULL where the field is not given */
    size_t length; /* code points of all paragraphs */
    size_t notes;
};

struct facts *facts_gather(struct arena *arena, struct doc *doc);

#endif
