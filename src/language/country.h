/* Countries by the short names that the United Nations uses in lists of sponsors: the 193 Member
 * States, the two observer States and, as a sponsor beside them, the European Union. Codes are ISO
 * 3166-1 alpha-2 in capitals (EU, which ISO reserves, for the Union). The table is compiled in from
 * country.tsv; names are constants and live as long as the program.
 * Thread rule: every function may be called from any thread at any time; country_sort uses only the
 * caller's arena. */
#ifndef HEXAPLA_COUNTRY_H
#define HEXAPLA_COUNTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "language/lang.h"

/* The name in the nominative as it stands in a list, or NULL when no country has the code (two
 * letters of any case; no NUL is needed). */
const char *country_name(enum lang lang, const char code[2]);

/* The country that the text names by its code or by a name in the language; false, with code empty,
 * when none. Letter case, accents, apostrophes, hyphens, spaces, an article, the part in brackets
 * and a note's asterisks are a typist's freedom, and common short or former names are known. */
bool country_find(enum lang lang, const char *text, size_t n, char code[3]);

/* The name in the language nearest to a misspelt one of some letters, or NULL when none is near. */
const char *country_nearest(enum lang lang, const char *text, size_t n);

/* The countries in the order of their codes: 0 to country_count() - 1. */
size_t country_count(void);
const char *country_code(size_t i);

/* The next of the names that stand at *at with commas or semicolons of any script between them, without the
 * blanks around it; *at is moved behind it. False when there is none left. No name is empty. */
bool country_next(const char **at, const char **name, size_t *n);

/* Puts names, whether of countries or of others, in the order in which lists of the language have
 * them: by its alphabet, in Arabic without the article, in Chinese by the English names (the rules are in
 * country_sort.c). A note's asterisks behind a name do not count, names of the same letters are
 * ordered by their bytes. Only the pointers move; the arena holds what the sort needs on its way. */
void country_sort(struct arena *arena, enum lang lang, const char **names, size_t n);

#endif
