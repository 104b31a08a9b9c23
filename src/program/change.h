/* Which pages of a document are others than when it was set before. */
#ifndef HEXAPLA_CHANGE_H
#define HEXAPLA_CHANGE_H

#include "program/program.h"

/* The pages as they were; all zero when there were none yet. */
struct pages_seen {
    uint64_t *marks;
    size_t n;
    bool known;
};

/* "name: 4 pages, 7.9 ms; page 2 changed" on standard error, or that as JSON; the pages are then as they are now. */
void say_change(struct pages_seen *seen, const char *name, const struct hx_result *result, int64_t nanoseconds, hx_report *report, bool json);
/* That a document could not be set, and what stays. */
void say_failure(const struct pages_seen *seen, const char *name, const char *stays, hx_report *report, bool json);

#endif
