/* What a copy of a published page carries besides its text: page number, job number, bar code figures,
 * running head. The template sets its own. */
#ifndef HEXAPLA_FURNITURE_H
#define HEXAPLA_FURNITURE_H

#include "document/doc.h"
#include "reading/plain.h"

/* Whether a line is nothing else. A job number in it is given in *job. */
bool furniture_is(const struct doc *doc, struct plain line, struct plain *job);

#endif
