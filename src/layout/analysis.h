/* Analysis: the runs of a paragraph as one text, with what must be known before any glyph is chosen: bidi
 * levels (UAX 9, by ICU), line-break opportunities (UAX 14 by ICU, then language/glue and hyphenation) and
 * the class of script that each character takes its face from. */
#ifndef HEXAPLA_ANALYSIS_H
#define HEXAPLA_ANALYSIS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/utf.h"
#include "template/resolve.h"

enum script_class { CLASS_NEUTRAL, CLASS_LATIN, CLASS_ARABIC, CLASS_HAN };

struct analysis {
    const struct run *runs;
    size_t run_n;
    uint32_t *run_end; /* [utf16] where each run's text ends */
    uint16_t *text; /* a RUN_LINE_BREAK is U+2028 */
    uint32_t n; /* [utf16] */
    bool has_greek_or_cyrillic;
    bool rtl; /* base direction */
    const uint8_t *levels; /* NULL: all 0; valid until the next analysis */
    uint8_t *breaks; /* enum break_kind, n + 1 of them */
    uint8_t *classes; /* enum script_class of each unit, none of them neutral */
};

/* One thread's ICU objects. */
struct analyst;
struct analyst *analyst_new(void); /* NULL when memory is short */
void analyst_free(struct analyst *analyst);

/* `listed` are words that the template divides itself. */
void analyse(struct analyst *analyst, struct arena *arena, enum lang lang, const struct hyphen_list *listed,
    const struct run *runs, size_t n, struct analysis *out);

static inline uint32_t analysis_char(const struct analysis *a, uint32_t at, uint32_t *next)
{
    *next = at;
    return utf16_next(a->text, a->n, next);
}

/* Takes no room and shows nothing: soft hyphen, direction marks, joiners, line ends. */
static inline bool char_is_ignorable(uint32_t c)
{
    if (c < 0x300)
        return c < 0x20 || c == 0xAD;
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0x34F || c == 0x61C;
}

/* One that stretches. */
static inline bool char_is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0;
}

/* Thin, ideographic and other spaces of one width; HarfBuzz makes them up when the face lacks them. */
static inline bool char_is_fixed_space(uint32_t c)
{
    return c >= 0x2000 && (c <= 0x200A || c == 0x202F || c == 0x205F || c == 0x3000);
}

#endif
