/* Lead words: which opening words of a paragraph are emphasised (house-style 3.2). The table is
 * compiled in from lexicon.tsv; matching is by longest phrase and ignores, in Arabic, a leading و,
 * vowel marks and tatweel; in all scripts letter case, and U+00A0 equals a space. */
#ifndef HEXAPLA_LEXICON_H
#define HEXAPLA_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "language/cite.h"
#include "language/lang.h"

enum lead_kind { LEAD_PREAMBULAR = 1, LEAD_OPERATIVE = 2 };

struct lead {
    size_t length; /* [byte] of the text that the phrase covers from its start, or 0 */
    int kinds; /* set of enum lead_kind that the phrase may be */
    size_t start; /* [byte] where the emphasis begins: 0, but behind an adverb that an organ leaves plain */
    bool whole; /* of a template's own phrase, which no organ narrows */
};

/* Phrases that a template adds to those of a language; frozen. */
struct lexicon;
struct lexicon_phrase {
    const char *text;
    int kinds; /* set of enum lead_kind */
};
const struct lexicon *lexicon_new(struct arena *arena, enum lang lang, const struct lexicon_phrase *phrases, size_t n);
/* Whether a phrase can be found: it begins with a letter and is not too long. */
bool lexicon_phrase_good(enum lang lang, const char *text);

/* The longest known phrase at the start of text (which starts with a letter) of one of `kinds`, with the
 * word for "also" or "further" that any phrase may take. `more` may be NULL. */
struct lead lexicon_lead(const struct lexicon *more, enum lang lang, int kinds, const char *text, size_t n);

/* The gender of the organ that such a phrase agrees with. */
enum lead_gender { LEAD_NEUTRAL, LEAD_FEMININE, LEAD_MASCULINE };
enum lead_gender lexicon_gender(enum lang lang, const char *text, size_t n);

/* What an organ emphasises of a lead that was found at the start of text. The General Assembly marks the
 * whole phrase, the Security Council the verb without the manner and the noun that follow it. */
struct lead lexicon_narrow(enum lang lang, enum organ organ, const char *text, struct lead lead);

/* The organ that an opening line names: "The General Assembly," -> ORGAN value of cite.h, with the
 * bytes of the name alone (without its comma) in *name; 0 when the line is none. */
int lexicon_opening(enum lang lang, const char *text, size_t n, size_t *name);

#endif
