/* Typography: what a good hand sets where a keyboard gave less. No-break spaces at French marks and
 * Russian dashes, the language's own quotation marks for straight ones, raised letters of French
 * ordinals, and the digit groups of old Arabic sources put in order.
 *
 * It works on runs, not on the tree: the tree stays what the author wrote, so that converting and
 * checking a source show that, and generated wording is treated alike. Text of another language than
 * the document's and addresses are left alone. Part of resolve. */
#ifndef HEXAPLA_TYPOGRAPHY_H
#define HEXAPLA_TYPOGRAPHY_H

#include "template/runs.h"

/* Treats runs[from] and those after it, which are one paragraph or a part of one. `parent` is the node
 * that holds them, NULL for generated text. */
void typography_set(struct resolver *resolver, const struct node *parent, struct run_list *runs, size_t from);
/* Reports what is reported once for a document. */
void typography_report(struct resolver *resolver);

#endif
