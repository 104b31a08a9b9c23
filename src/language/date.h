/* Calendar dates in the six languages (house-style 5). */
#ifndef HEXAPLA_DATE_H
#define HEXAPLA_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "language/lang.h"

struct date {
    int year, month, day; /* proleptic Gregorian; year 0 means none */
};

bool date_valid(struct date date);
bool date_from_iso(const char *text, size_t n, struct date *date); /* exactly YYYY-MM-DD */
void date_to_iso(struct date date, struct buf *out);
int64_t date_seconds(struct date date); /* from 1970 to its midnight, without leap seconds */
/* "5 December 2016", "5 كانون الأول/ديسمبر 2016", "2016年12月5日", "5 декабря 2016 года", "1er août 2016".
 * Day and month are joined with U+00A0 where house style glues them (house-style 8). */
void date_words(enum lang lang, struct date date, struct buf *out);
/* Finds the first full date written in words of any of the six languages; bytes taken from *start,
 * or 0. Plain and no-break spaces are equal here. */
size_t date_find(const char *text, size_t n, size_t *start, struct date *date);
/* Same, for a date that begins with the first byte of text. */
size_t date_read(const char *text, size_t n, struct date *date);
/* Whether the text begins with the name of a month of any of the six languages. */
bool date_starts_month(const char *text, size_t n);
/* Same, with the month, 1 to 12; bytes taken, or 0. */
size_t date_read_month(const char *text, size_t n, int *month);

#endif
