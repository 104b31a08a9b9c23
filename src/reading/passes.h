/* Passes over a parsed tree, in this order. */
#ifndef HEXAPLA_PASSES_H
#define HEXAPLA_PASSES_H

#include "base/diag.h"
#include "document/doc.h"

/* Prints labels into every OPERATIVE and ITEM in the language's form, from what was typed; reports
 * a number or letter out of turn and keeps the typed one. Numbers restart after HEADING and ANNEX. */
void pass_numbering(struct doc *doc, struct report *report);
/* Marks lead words by the lexicon where the paragraph has no emphasis by hand at its start. */
void pass_leads(struct doc *doc, struct report *report);
/* Wraps recognised symbols and resolution numbers in LINKs and fills empty addresses. */
void pass_links(struct doc *doc);

#endif
