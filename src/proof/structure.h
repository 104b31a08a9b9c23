/* The structure tree read back: FACT_TAG for each element, FACT_TEXT for each block in the order of the
 * tags. Faults: content that no element has, elements that hang twice, marks that are not on the page. */
#ifndef HEXAPLA_PROOF_STRUCTURE_H
#define HEXAPLA_PROOF_STRUCTURE_H

#include "proof/text.h"

/* page_index: by object number, 1 + the page. Returns, by object number, whether an element has it as an
 * annotation. */
const bool *structure_read(struct text_reader *reader, const uint32_t *page_index);

#endif
