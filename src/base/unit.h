/* Lengths. Everything between the template and the PDF is measured in hx_unit: 1/65536 of a
 * PostScript point, page-relative, so that equal input gives equal integers on every machine.
 * Sums over a document and demerits are int64_t. */
#ifndef HEXAPLA_UNIT_H
#define HEXAPLA_UNIT_H

#include <stdint.h>

typedef int32_t hx_unit; /* [1/65536 pt], range +-32,767 pt */

#define UNIT_PT ((hx_unit)65536)

/* Hundredths of a point, for constants in C: UNIT_CPT(2376) is 23.76 pt. */
#define UNIT_CPT(hundredths) ((hx_unit)(((int64_t)(hundredths)*UNIT_PT) / 100))

/* value * numerator / denominator, rounded half away from zero; denominator > 0. */
static inline int64_t unit_muldiv(int64_t value, int64_t numerator, int64_t denominator)
{
    int64_t product = value * numerator;
    int64_t half = denominator / 2;
    return product >= 0 ? (product + half) / denominator : -((-product + half) / denominator);
}

/* Font units to page units at a size, exact to half a unit. */
static inline hx_unit unit_scale(int32_t font_units, hx_unit size, uint32_t units_per_em)
{
    return (hx_unit)unit_muldiv(font_units, size, units_per_em);
}

/* Nearest thousandth of a point, the precision of the PDF writer and of dumps. */
static inline int32_t unit_to_milli(hx_unit value)
{
    return (int32_t)unit_muldiv(value, 1000, UNIT_PT);
}

#endif
