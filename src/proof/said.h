/* What a file says about itself: FACT_METADATA for each line of its XMP packet, entry of its Info, size of a
 * page and the like; FACT_ATTACHMENT for each file in it, with a fault when it is not what it claims. */
#ifndef HEXAPLA_PROOF_SAID_H
#define HEXAPLA_PROOF_SAID_H

#include "proof/text.h"

void said_read(struct text_reader *reader);

#endif
