/* Spacing: what of a paragraph's clusters is blank at a line's start or end, and what neighbours change in their
 * widths: full-width marks, hanzi beside Latin, marks that hang into the margin. */
#ifndef HEXAPLA_SPACING_H
#define HEXAPLA_SPACING_H

#include "layout/shape.h"

/* Once, when the paragraph has all its clusters. */
void spacing_apply(struct par *par);

#endif
