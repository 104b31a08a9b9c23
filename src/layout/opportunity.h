/* Line-break opportunities of one text by UAX 14. Words between single spaces, most of a Latin or Cyrillic
 * text, leave no doubt; ICU sees what stands between them. */
#ifndef HEXAPLA_OPPORTUNITY_H
#define HEXAPLA_OPPORTUNITY_H

#include <stdbool.h>
#include <stdint.h>
#include <unicode/ubrk.h>

/* Sets breaks[1..n] to BREAK_NONE, BREAK_GOOD or, behind a line end, BREAK_MUST, as the iterator over the whole
 * text would have it; breaks[n] is BREAK_MUST. False when ICU is short of memory. */
bool opportunity_find(UBreakIterator *iterator, const uint16_t *text, uint32_t n, uint8_t *breaks);

#endif
