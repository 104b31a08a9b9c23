/* Drawings: the pictures that are our own, and those made from a text: bar code and QR code. */
#ifndef HEXAPLA_DRAWING_H
#define HEXAPLA_DRAWING_H

#include "template/picture.h"

/* What `draw:` of a template names. */
enum drawing { DRAWING_GLOBE, DRAWING_RECYCLE, DRAWING_COUNT };

const struct picture *drawing_of(enum drawing drawing, uint32_t colour, struct arena *arena);

#endif
