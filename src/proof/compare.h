/* Two accounts against each other: of a file, and of what its source gives. The first difference of every
 * kind is a finding, with page and words, so that a person finds the place. */
#ifndef HEXAPLA_COMPARE_H
#define HEXAPLA_COMPARE_H

#include "base/diag.h"
#include "proof/account.h"

/* Returns how many kinds of facts differ. `name` is that of the file. */
size_t compare(struct arena *arena, const struct account *file, const struct account *source, const char *name, struct report *report);

#endif
