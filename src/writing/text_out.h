/* A document as hexapla source. Reading the result gives the same tree; writing that again gives the
 * same bytes. What reading finds by itself, lead words and citations, is written without marks.
 *
 * Blocks are parted by one blank line, each paragraph is one line, levels are indented by three spaces,
 * and a note stands after the paragraph that calls it first, a star note after the one that calls it last. */
#ifndef HEXAPLA_TEXT_OUT_H
#define HEXAPLA_TEXT_OUT_H

#include "base/buf.h"
#include "document/doc.h"

void text_out(const struct doc *doc, struct buf *out);

#endif
