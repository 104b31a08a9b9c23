/* Labels: numbers of paragraphs in a form that a template gives in place of the language's own. A form
 * has one counter in braces with what stands round it: "{1}.", "({a})", "{A}", "{i})", "{I}.", "第{一}条". */
#ifndef HEXAPLA_LABEL_H
#define HEXAPLA_LABEL_H

#include <stdbool.h>

#include "base/buf.h"

bool label_good(const char *form);
/* Prints a number, from 1, in a good form. */
void label_put(const char *form, int number, struct buf *out);

#endif
