/* The lines of hexapla source: trimmed, with their indentation, without the comments that stand at
 * their start or run past their end. A line that is all comment is no line, not even a blank one. */
#ifndef HEXAPLA_TEXT_LINES_H
#define HEXAPLA_TEXT_LINES_H

#include "base/source.h"

struct text_line {
    struct span span; /* empty for a blank line */
    int indent; /* [column] tabs stop at every fourth, an ideographic space is two */
};

struct text_lines {
    struct text_line *at;
    size_t n;
};

struct text_lines text_lines_make(struct arena *arena, const struct source *source, size_t start);
/* The part of a line from `start` on, as a line of its own. */
struct text_line text_line_from(const struct source *source, const struct text_line *line, uint32_t start);

#endif
