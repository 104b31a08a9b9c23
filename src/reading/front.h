/* The front block of hexapla source: fields between two lines of three hyphens.
 *
 *     ---
 *     symbol: A/RES/71/28
 *     title: "A title # with a hash"     # comment
 *     report: A/71/445,
 *         A/71/446
 *     no-committee
 *     ---
 *
 * A value may stand in double or single quotes; inside double quotes \" and \\ are escapes. Indented
 * lines continue the value before them. */
#ifndef HEXAPLA_FRONT_H
#define HEXAPLA_FRONT_H

#include "base/diag.h"
#include "document/doc.h"

/* Whether the first line with text is ---, which makes a source hexapla source. */
bool front_is_present(const struct source *source);
/* Sets doc->fields. Returns the offset of the text after the block. */
size_t front_parse(struct doc *doc, struct report *report);

#endif
