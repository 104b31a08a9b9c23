/* Notes while reading: calls and bodies are matched by name, in any order and any number of calls.
 *
 * Published texts and star notes use one name again for another note. So there, a call that comes
 * after the body of its name opens a note of its own; it is one more call of the old note when no
 * other body of that name follows. */
#ifndef HEXAPLA_NOTES_H
#define HEXAPLA_NOTES_H

#include "base/diag.h"
#include "document/doc.h"

/* The note that a call of this name means; counts the call. */
struct note *notes_call(struct doc *doc, const char *name, size_t n, struct span span);
/* The same for a call in a field; for each note only the first counts. */
void notes_call_by_field(struct doc *doc, const char *name, size_t n, struct span span);
/* The NODE_NOTE to fill with the PARAGRAPHs of a note's text. A second body of one name is reported
 * and its paragraphs go to the end of the document, so nothing is lost. */
struct node *notes_body(struct doc *doc, const char *name, size_t n, struct span span, struct report *report);
/* The note of that name as it stands, or NULL. */
struct note *notes_named(const struct doc *doc, const char *name, size_t n);
/* After parsing: doc->notes in order of first call, numbered; star notes take no number. Reports calls
 * without body (the note gets an empty one), bodies without call (their paragraphs go to the end of
 * the document), and in published text numbers out of order. */
void notes_settle(struct doc *doc, struct report *report);

/* Names of star notes: "*", "**". */
bool notes_is_star(const char *name, size_t n);

#endif
