/* Notes while reading: calls and bodies are matched by name, in any order. */
#ifndef HEXAPLA_NOTES_H
#define HEXAPLA_NOTES_H

#include "base/diag.h"
#include "document/doc.h"

/* The note of that name, made when new. Called by inline_parse for each call and by the parsers for
 * each body (body == NULL until given). Lookup is a hash; documents have thousands. */
struct note *notes_named(struct doc *doc, const char *name, size_t n);
/* After parsing: numbers notes in order of first call, reports calls without body (the call keeps an
 * empty note), bodies without call (the note is appended as a PARAGRAPH at the end, nothing is lost),
 * names given twice. Star notes (name "*") take no number; a later "*" body starts another note. */
void notes_settle(struct doc *doc, struct report *report);

#endif
