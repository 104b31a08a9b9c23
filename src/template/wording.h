/* Wording: the lines that nobody types. A language's file maps purposes to patterns. A pattern holds
 * fields in braces, each with an optional form and language:
 *     "Resolution adopted by the General Assembly on {adopted:date}"
 *     "{session:ordinal} session"       "{issued:date@en}"      "{committee:name}"
 * {NAME} without a form is the finished line of that purpose where there is one, else the field as
 * typed. A pattern whose fields are not all given yields nothing; of a pattern of several lines only
 * the lines that lack a field fall away.
 * Instead of one pattern a purpose may hold several by case; the first case that holds is taken and
 * cases may be nested:
 *     agenda: {one: "Agenda item {agenda:items}", many: "Agenda items {agenda:items}"}
 * Purposes, cases and forms are the tables at the head of wording.c. */
#ifndef HEXAPLA_WORDING_H
#define HEXAPLA_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "document/doc.h"

struct yaml;
struct value_scope;
struct wording; /* purpose -> patterns of one language, frozen */

/* Checks every key and every field of every pattern; never NULL. `root` may be NULL: no wording. */
const struct wording *wording_load(const struct value_scope *scope, enum lang lang, struct yaml *root);
/* Whether a pattern's fields and forms are all known; else it is reported as a bad value of `key`. */
bool wording_check(const struct value_scope *scope, const struct yaml *pattern, const char *key);

/* The pattern under a path of keys, "agenda.one", or NULL. */
const char *wording_pattern(const struct wording *wording, const char *path);
/* Fills a pattern from the document's fields. {page}, {pages} stay as they are, for the page stage.
 * False, with nothing appended, when a field is missing. */
bool wording_fill(const struct wording *wording, const struct doc *doc, const char *pattern, struct buf *out);
/* The finished line for a purpose ("session", "agenda", "adoption", "provenance", "meeting", "adopted",
 * "closing", "publisher", "organ", "distribution", "issued", …): the document's own `…-line` field when
 * given, else the worded one; "" when there is none. */
const char *wording_line(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *purpose);
/* Whether the language has any pattern for a purpose. */
bool wording_has(const struct wording *wording, const char *purpose);
/* Whether a line of the purpose falls away although some of its fields are given. */
bool wording_partial(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *purpose);
/* Takes the document's own `…-line` fields away that the worded lines equal, but for kinds of space and hyphen,
 * tatweel and the superior form of an ordinal's ending. */
void wording_drop_lines(const struct wording *wording, struct doc *doc, struct arena *arena);
/* What a link's annotation says, in the document's language: "Resolution 53/70". */
const char *wording_link(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *address);
/* What leads to something else, worded under "link": "note" its number "3", "call" back from it. The bare
 * target when the language has no words for it. */
const char *wording_pointer(
    const struct wording *wording, const struct doc *doc, struct arena *arena, const char *kind, const char *target);
/* What a file in the PDF is, worded under "attachment": "source" the text of the document {target}, "xml" the
 * document as XML. */
const char *wording_attachment(
    const struct wording *wording, const struct doc *doc, struct arena *arena, const char *kind, const char *target);

#endif
