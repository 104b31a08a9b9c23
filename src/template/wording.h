/* Wording: the lines that nobody types. A pattern holds fields in braces, each with an optional form:
 *     "Resolution adopted by the General Assembly on {adopted:date}"
 *     "{session:ordinal} session"       "{issued:date@en}"      "{committee:name}"
 * A pattern whose fields are not all given yields nothing. Patterns are chosen by key; the keys that
 * the resolver asks for are listed in wording.c and documented in the manual. */
#ifndef HEXAPLA_WORDING_H
#define HEXAPLA_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "document/doc.h"

struct wording; /* key -> pattern of one language, frozen */

/* The pattern of a key, or NULL. */
const char *wording_pattern(const struct wording *wording, const char *key);
/* Fills a pattern from the document's fields. {page}, {pages} stay as they are, for the page stage.
 * False, with nothing appended, when a field is missing. */
bool wording_fill(const struct wording *wording, const struct doc *doc, const char *pattern, struct buf *out);
/* The finished line for a purpose ("session", "agenda", "adoption", "provenance", "meeting", "adopted",
 * "publisher", "organ", "distribution", "issued", …): the document's own `…-line` field when given, else
 * the worded one; "" when there is none. */
const char *wording_line(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *purpose);
/* The address a link's annotation is described by, in the document's language: "Resolution 53/70". */
const char *wording_link(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *address);

#endif
