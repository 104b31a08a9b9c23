/* Kashida: where an Arabic word may be drawn longer. The join is chosen by letter classes, best first, one
 * place a word (fonts.md 3); the font is not asked, since the shapes of the usual Naskh faces do not change
 * at a join that is drawn longer. */
#ifndef HEXAPLA_KASHIDA_H
#define HEXAPLA_KASHIDA_H

#include <stddef.h>
#include <stdint.h>

enum { KASHIDA_CLASSES = 6, KASHIDA_NONE = -1 };

/* The unit after which the stroke goes, or KASHIDA_NONE; `rank` is its class from 1, best, to
 * KASHIDA_CLASSES. Never between lam and alef, never in words of fewer than three letters. */
int kashida_find(const uint16_t *word, size_t n, int *rank);

#endif
