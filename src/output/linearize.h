/* A file laid out anew so that its first page shows before the rest has come ("fast web view"). libqpdf does
 * it; it is loaded when it is first asked for, because loading it takes as long as setting a document. */
#ifndef HEXAPLA_LINEARIZE_H
#define HEXAPLA_LINEARIZE_H

#include <stdbool.h>

#include "base/diag.h"

/* Puts the linearized file in the place of the file, with an ID of its own bytes. False, with a finding, when
 * libqpdf is not there or refuses. */
bool linearize(struct arena *arena, struct buf *file, struct report *report);

#endif
