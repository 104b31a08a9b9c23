/* The lines after the last paragraph of a resolution: meeting, date, vote; and the labels of
 * annexes and sections, recognised by their words in six languages. */
#ifndef HEXAPLA_CLOSING_H
#define HEXAPLA_CLOSING_H

#include "language/date.h"
#include "language/lang.h"
#include "reading/plain.h"

enum closing_kind {
    CLOSING_NONE,
    CLOSING_MEETING, /* "51st plenary meeting" */
    CLOSING_DATE, /* "5 December 2016" */
    CLOSING_ADOPTED, /* "Adopted unanimously at the 1428th meeting." of old editions */
    CLOSING_VOTE, /* "[Adopted without a vote.]", or the first line of a record of votes */
};

struct closing {
    enum closing_kind kind;
    int meeting; /* number, or 0 */
    bool resumed;
    struct date date;
};

struct closing closing_read(enum lang lang, struct plain line);
/* The whole text is one date. */
bool closing_is_date(struct plain line, struct date *date);
/* A short line of digits with a year: a date with its month misspelt. */
bool closing_is_like_date(struct plain line);
/* "Annex", "Annexe II", "Anexo A", "附件一", "المرفق الأول": bytes of the label, 0 when it is none. What may
 * follow it on its line is a note call or a title after a dash or colon. */
size_t closing_annex(struct plain line);
/* A lone label of a part or section: "A", "IV", "一", "أولا", "باء". */
bool closing_section(struct plain line);

#endif
