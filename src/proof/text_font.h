/* The fonts of a file: what their codes say and draw. */
#ifndef HEXAPLA_PROOF_TEXT_FONT_H
#define HEXAPLA_PROOF_TEXT_FONT_H

#include "proof/text.h"

/* The font of a dictionary, read at first use; NO_FONT, with a fault, when it is of no known kind. */
enum { NO_FONT = -1 };
int text_font(struct text_reader *reader, const struct value *dict, uint32_t page);
/* The codes that were shown: FACT_GLYPH for each, a fault for one without text or without a shape. */
void text_font_facts(struct text_reader *reader);

#endif
