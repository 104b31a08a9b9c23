/* Codes: a text as a picture that machines read. */
#ifndef HEXAPLA_CODE_H
#define HEXAPLA_CODE_H

#include "template/picture.h"

/* Code 39, with its start and stop signs, in the shape of a box. NULL when it cannot say the text: it has
 * figures, capitals, space and - . $ / + %, of which at most 80 are taken. */
const struct picture *code_bars(struct arena *arena, const char *text, hx_unit width, hx_unit height, uint32_t colour);
/* A QR code, square and without a margin. NULL when the text is too long for one. */
const struct picture *code_qr(struct arena *arena, const char *text, uint32_t colour);

#endif
