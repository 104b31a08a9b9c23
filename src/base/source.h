/* One input file: its bytes and where its lines start. Every later structure points back into it
 * with spans, so that any finding can show the line it came from. */
#ifndef HEXAPLA_SOURCE_H
#define HEXAPLA_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct span {
    uint32_t start, end; /* [byte] half open */
};

struct source {
    const char *name; /* as shown in messages */
    const char *bytes; /* NUL-terminated after n; borrowed */
    size_t n;
    const uint32_t *line_start; /* [byte], ascending; line_start[0] == 0 */
    size_t line_count;
    const uint32_t *code_points; /* before each block of bytes; makes a column on an endless line cheap */
};

struct place {
    size_t line, column; /* from 1; columns count code points */
};

enum { SOURCE_LARGEST = 16 * 1024 * 1024 }; /* [byte] a document larger than this is refused */

/* Line ends are LF, CR LF or CR. `bytes` must outlive the source and be NUL-terminated at n. */
struct source *source_new(struct arena *arena, const char *name, const char *bytes, size_t n);
struct place source_place(const struct source *source, uint32_t offset);
/* The line's bytes without its line end; line counts from 1. */
struct span source_line(const struct source *source, size_t line);

static inline struct span span_of(size_t start, size_t end)
{
    return (struct span){(uint32_t)start, (uint32_t)end};
}

#endif
