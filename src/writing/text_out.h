/* A document as hexapla source. Reading the result gives the same tree; writing that again gives the
 * same bytes. */
#ifndef HEXAPLA_TEXT_OUT_H
#define HEXAPLA_TEXT_OUT_H

#include "base/buf.h"
#include "document/doc.h"

void text_out(const struct doc *doc, struct buf *out);

#endif
