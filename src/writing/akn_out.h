/* A document as AKN4UN XML. Reading the result gives the same tree; writing that again gives the same bytes.
 *
 *   fields      <proprietary source="#hexapla"> in the metadata, by name; cover page, preface and conclusions
 *               show those that are lines, for other readers
 *   paragraphs  <formula>, <container name="preambular">, <paragraph>, <point> in <list>; what goes on after
 *               a list stands in its <wrapUp>; a quotation is <container name="quotation">
 *   emphasis    <span class="italic">, "bold" or "bold italic" as the language's editions are set; lead words
 *               set otherwise than in italics have refersTo="#lead". What reading found by itself, lead words and
 *               citations, has status="editorial" and is found anew
 *   notes       marker is the figure printed, title the name where it is another. <authorialNote> where a note is called first, <noteRef href="#…"> wherever it is called again;
 *               a star note is given at its last call. In a note every call is a <noteRef>, and the text of a
 *               note called there first follows in an <authorialNote class="text">, which calls nothing
 *   page break  <eop/> in a paragraph of its own */
#ifndef HEXAPLA_AKN_OUT_H
#define HEXAPLA_AKN_OUT_H

#include "base/diag.h"
#include "document/doc.h"

/* `lines` are the `…-line` fields as printed, by their ids, NULL or "" for none; they are for other readers. What
 * XML cannot hold is noted in the report. */
void akn_out(const struct doc *doc, const char *const lines[FIELD_COUNT], struct buf *out, struct report *report);

#endif
