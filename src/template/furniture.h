/* Furniture: the masthead's lines, running heads, pictures and watermark of a template, filled from the
 * document's fields. Part of resolve. */
#ifndef HEXAPLA_FURNITURE_H
#define HEXAPLA_FURNITURE_H

#include "template/runs.h"

void furniture_add(struct resolver *resolver);

#endif
