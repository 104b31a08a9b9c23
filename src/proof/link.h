/* Links and bookmarks read back: FACT_LINK for each, a fault for one that leads nowhere or is not tagged. */
#ifndef HEXAPLA_PROOF_LINK_H
#define HEXAPLA_PROOF_LINK_H

#include "proof/text.h"

void link_read(struct text_reader *reader, const uint32_t *page_index, const bool *linked);

#endif
