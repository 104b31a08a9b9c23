/* What must not break: house rules laid over ICU's line-break opportunities (fonts.md 6).
 * Works on UTF-16, the text form of shaping. */
#ifndef HEXAPLA_GLUE_H
#define HEXAPLA_GLUE_H

#include <stddef.h>
#include <stdint.h>

#include "language/lang.h"

/* Cost of breaking before a code unit. The line breaker turns costs into penalties. */
enum break_kind {
    BREAK_NONE = 0, /* no opportunity */
    BREAK_LAST_RESORT = 1, /* inside a long symbol after its slash */
    BREAK_POOR = 2, /* allowed, unwelcome: digit before a Chinese unit word, inside a URL */
    BREAK_HYPHEN = 3, /* after a hyphen that the text has */
    BREAK_SOFT = 4, /* at U+00AD: a hyphen appears */
    BREAK_GOOD = 5, /* at a space or between hanzi */
    BREAK_MUST = 6, /* a line end in the source */
};

/* `breaks[i]` says what a line break before unit i costs, for i in 1..n; breaks[0] is BREAK_NONE and
 * breaks[n] is BREAK_MUST. On entry it holds ICU's opportunities (BREAK_GOOD, BREAK_MUST, BREAK_NONE);
 * the rules lower or raise them. `text` has n units. */
void glue_apply(enum lang lang, const uint16_t *text, size_t n, uint8_t *breaks);

#endif
