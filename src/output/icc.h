/* The sRGB colour space (IEC 61966-2-1) as an ICC profile of version 2, which PDF/A demands as output
 * intent. */
#ifndef HEXAPLA_ICC_H
#define HEXAPLA_ICC_H

#include "base/buf.h"

void icc_srgb(struct buf *out);

#endif
