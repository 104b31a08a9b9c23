/* SVG: a picture from a file of paths. Read is what an emblem needs: svg, g, path, rect, circle, ellipse,
 * polygon; fill, fill-rule, transform, viewBox. Whatever else would be seen is refused, so that nothing
 * is ever drawn otherwise than it was meant. */
#ifndef HEXAPLA_SVG_H
#define HEXAPLA_SVG_H

#include "template/path.h"

/* NULL, with a fault that names the line, for a file that is broken or asks for more. */
const struct picture *svg_read(struct arena *arena, const char *bytes, size_t n, const char **fault);

/* A number at the start of a text, moved past it with the blanks and one comma after it; false when there
 * is none or it is beyond a million. [1/2^32] */
bool svg_number(const char **at, int64_t *number);
/* Adds the path data of a `d` attribute; false when it is none or has too many steps. */
bool svg_path(const char *data, struct path *path);

enum { SVG_STEPS_MOST = 100000 };

#endif
