/* The six languages as rows of one table: what differs between them and is not a wording. */
#ifndef HEXAPLA_LANG_H
#define HEXAPLA_LANG_H

#include <stdbool.h>
#include <stddef.h>

enum lang { LANG_AR, LANG_ZH, LANG_EN, LANG_FR, LANG_RU, LANG_ES, LANG_COUNT, LANG_NONE = LANG_COUNT };

enum justify { JUSTIFY_SPACES, JUSTIFY_KASHIDA, JUSTIFY_CHARACTERS };

struct lang_row {
    enum lang id;
    const char *tag; /* BCP 47: "ar" */
    const char *name; /* English name, for messages: "Arabic" */
    const char *script; /* ISO 15924 of the text's main script: "Arab" */
    const char *address; /* path segment of undocs.org; "ch" for Chinese (house-style 8) */
    bool rtl;
    enum justify justify;
    bool call_after_punctuation; /* where house style puts a note call */
    bool parenthesised_calls; /* (1) instead of 1 */
    bool lead_lower_case; /* ru: lead words start lower case */
};

const struct lang_row *lang_row(enum lang lang); /* lang < LANG_COUNT */
enum lang lang_from_tag(const char *tag, size_t n); /* LANG_NONE when unknown */
/* Guesses the language of running text from scripts and frequent short words; LANG_NONE when
 * there is too little to tell. */
enum lang lang_guess(const char *text, size_t n);

#endif
