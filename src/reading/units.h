/* The bracketed marks of a paragraph: [text](url), [text]{lang=ru}, <sup>x</sup>. They are found
 * before emphasis is, which may not cross them. */
#ifndef HEXAPLA_UNITS_H
#define HEXAPLA_UNITS_H

#include "reading/flat.h"

enum unit_kind { UNIT_TEXT, UNIT_LINK, UNIT_LANGUAGE, UNIT_SUPERIOR };

struct unit { /* offsets are of the flat text */
    enum unit_kind kind; /* UNIT_TEXT: the opening mark belongs to no pair */
    bool angle; /* <sup>, else a bracket */
    size_t open, inner, close, end; /* [byte] mark, content, closing mark, what follows it */
    const char *address;
    enum lang language;
};

struct units {
    LIST(struct unit) list; /* in order of `open` */
};

void units_find(struct doc *doc, const struct flat *flat, struct units *units, struct report *report);

#endif
