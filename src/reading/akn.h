/* Reading AKN4UN XML: rewritten as text (akn_text.h), read as such, and then placed in the XML again. */
#ifndef HEXAPLA_AKN_H
#define HEXAPLA_AKN_H

#include "document/doc.h"
#include "reading/akn_text.h"

/* Whether the source is XML: it starts with `<?xml`, `<akomaNtoso` or another tag, after white space. */
bool akn_is_xml(const struct source *source);
/* Makes a document read from text->source one of text->xml: every place; tables get what text cannot say, and
 * the job number is that of the metadata when no line has one. */
void akn_settle(const struct akn_text *text, struct doc *doc, struct report *report);
/* The same for the places of findings. */
void akn_settle_report(const struct akn_text *text, struct report *report);

#endif
