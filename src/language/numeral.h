/* Numbers as words and labels, six languages (house-style 2 and 4). Own tables: ICU's are wrong in
 * several places (house-style 9). All functions append UTF-8 to `out`. */
#ifndef HEXAPLA_NUMERAL_H
#define HEXAPLA_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "language/cite.h"
#include "language/lang.h"

/* Labels of numbered things by level: 0 operative paragraph, 1 `(a)`, 2 `(i)`, 3 `a.`, 4 `i.` */
enum { LABEL_LEVELS = 5 };
void numeral_label(enum lang lang, int level, int number, struct buf *out); /* "1.", "1 -", "a)", "(أ)", "㈠" */

/* Reads a label at the start of text in any language's form; returns bytes taken (with its closing
 * mark, without the space after it) or 0. `kind` tells digits from letters from roman figures; the
 * ambiguous (i), (v), (x), c), d) come as LABEL_LETTER with `roman` filled too (0 if not roman). */
enum label_kind { LABEL_NONE, LABEL_NUMBER, LABEL_LETTER, LABEL_ROMAN, LABEL_IDEOGRAPH, LABEL_QUOTED_NUMBER, LABEL_DASH };
struct label {
    enum label_kind kind;
    int value; /* from 1; letters past z: aa is 27, bb is 28 */
    int roman; /* value as a roman figure, or 0 */
    bool parenthesis_open, dot, dash; /* the marks it was typed with */
    bool upper;
};
size_t numeral_read_label(const char *text, size_t n, struct label *label);
/* The level in whose form a label of `level` stands: its own, or two deeper where the Security Council letters
 * the first levels "a." and "i.". */
int numeral_form_level(const struct label *typed, int level, enum organ organ);

void numeral_roman(int number, bool upper, struct buf *out); /* 1 to 3999 */
int numeral_read_roman(const char *text, size_t n); /* 0 when it is none */

void numeral_hanzi(int number, struct buf *out); /* 一, 十一, 一百零一: 1 to 999 */
/* Reads such figures at the start of text; bytes taken or 0. */
size_t numeral_read_hanzi(const char *text, size_t n, int *value);

/* "Seventy-first", "Soixante et onzième", "Septuagésimo primer", "第七十一", "الحادية والسبعون",
 * "Семьдесят первая": as the session line wants it (capitalised, gender and case of `session`). Past
 * 100 in figures. */
void numeral_session_ordinal(enum lang lang, int number, struct buf *out);
/* "51st", "51e", "51ª", "51-е" (with U+2011), "51": as the closing line wants it. */
void numeral_meeting_ordinal(enum lang lang, int number, struct buf *out);
/* Same for another place: `form` names it as wording patterns do. "masculine": fr 1er, es 57º, ru -й;
 * "feminine": ru -я; "genitive": ru -го; "prepositional": ru -м; an unknown form gives the meeting form. */
void numeral_short_ordinal(enum lang lang, int number, const char *form, struct buf *out);
/* Reads the first ordinal, in words of any gender and case or in digits with their ending; 0 when there
 * is none. In Arabic a plain number counts. */
int numeral_find_ordinal(enum lang lang, const char *text, size_t n);

#endif
