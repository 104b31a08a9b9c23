/* Reading published text: a resolution as copied or exported from the official document, without a
 * front block. header.c tells its header lines, pieces.c cuts the rest into paragraphs, published.c
 * says what each of them is. */
#ifndef HEXAPLA_PUBLISHED_H
#define HEXAPLA_PUBLISHED_H

#include "base/diag.h"
#include "document/doc.h"
#include "reading/read.h"

/* Fills fields, language, organ, the tree under doc->root and the notes (not yet settled). Every letter
 * and digit of the source ends in a field, a block, a label or a note. Labels of OPERATIVEs and ITEMs
 * are those typed. A list in the preamble hangs under its PREAMBULAR, one in plain text under its
 * PARAGRAPH, as it would under an OPERATIVE. */
void published_parse(struct doc *doc, const struct read_options *options, struct report *report);

#endif
