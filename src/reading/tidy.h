/* The one form of inlines that a given look has: equal neighbours are one node, texts are joined,
 * emphasis inside emphasis of its kind and empty marks are gone. */
#ifndef HEXAPLA_TIDY_H
#define HEXAPLA_TIDY_H

#include "document/doc.h"

void tidy_inlines(struct doc *doc, struct node *parent);
/* Joins the TEXT neighbours among the children of `parent` only. */
void tidy_texts(struct doc *doc, struct node *parent);
/* Puts the children of a node in its place. */
void tidy_unwrap(struct node *node);

#endif
