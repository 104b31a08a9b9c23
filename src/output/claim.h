/* What a document's own text can do to the standards that its PDF would claim. A standard that the file is
 * known to miss is not claimed: the finding names the rule and the place in the source. Everything else that
 * the standards ask for holds by the way the file is made. */
#ifndef HEXAPLA_CLAIM_H
#define HEXAPLA_CLAIM_H

#include "base/diag.h"
#include "layout/frame.h"
#include "output/standard.h"

bool claim_check(const struct layout *layout, enum standard standard, struct report *report);

#endif
