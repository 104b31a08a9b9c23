/* The em of an embedded face. A line's faces are set in different sizes so that they look alike (face->size);
 * readers of a PDF file put text together by the sizes that pages name. A face that takes its factor into its
 * own em can be named with the line's one size. */
#ifndef HEXAPLA_EM_H
#define HEXAPLA_EM_H

#include "font/subset.h"

/* [upem] Units of an em in which the face needs no size factor; its own for CFF outlines, which stay. */
uint32_t em_without_factor(const struct face *face);
/* The subset with another number of units to its em; NULL when it is CFF or damaged. */
const struct subset *em_set(struct arena *arena, const struct subset *subset, uint32_t em);

#endif
