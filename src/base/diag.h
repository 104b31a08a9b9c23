/* Diagnostics. Every message that hexapla can say is one row of diag.def: id, severity, rule name,
 * text and hint, with {1} to {4} for what varies. Stages add findings to a report and go on; they
 * never print and never stop for bad input. */
#ifndef HEXAPLA_DIAG_H
#define HEXAPLA_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };

/* What a finding means for the exit status of the program (interface.md). */
enum outcome { OUTCOME_FINE = 0, OUTCOME_DOCUMENT = 1, OUTCOME_USAGE = 2, OUTCOME_MISSING = 3, OUTCOME_SYSTEM = 4 };

enum diag_id {
#define D(id, severity, outcome, rule, text, hint) DIAG_##id,
#include "base/diag.def"
#undef D
    DIAG_COUNT
};

/* Another place that a finding speaks of. */
struct related {
    const struct source *source;
    struct span span;
    const char *message;
};

struct diag {
    enum diag_id id;
    enum severity severity;
    const char *rule; /* kebab-case, stable */
    const char *file; /* as given by the user; "" when the finding has no file */
    const struct source *source; /* NULL when there is no text to show */
    struct span span;
    const char *message;
    const char *hint; /* NULL when there is none */
    LIST(struct related) related;
};

struct report {
    struct arena *arena; /* owns messages; outlives the document's arena where the caller keeps it */
    LIST(struct diag) list;
    size_t count[SEVERITY_COUNT];
    enum outcome outcome; /* the highest outcome of its errors */
};

struct report *report_new(struct arena *arena);

/* Adds a finding about a place in a source. The trailing arguments are strings for {1}, {2}, …:
 *     diag_at(report, DIAG_FIELD_UNKNOWN, source, span, name, nearest);  */
#define diag_at(report, id, source, span, ...) \
    diag_add((report), (id), NULL, (source), (span), (const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})
/* Adds a finding about a file as a whole, or about none (file ""). */
#define diag_file(report, id, file, ...) \
    diag_add((report), (id), (file), NULL, (struct span){0, 0}, (const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})
void diag_add(struct report *report, enum diag_id id, const char *file, const struct source *source,
    struct span span, const char *const *args);

/* Same, with the words of another table; the id says what an error means for the exit status. */
struct diag_words {
    enum severity severity;
    const char *rule, *text, *hint; /* hint "" for none */
};
void diag_add_words(struct report *report, enum diag_id id, const struct diag_words *words, const struct source *source,
    struct span span, const char *const *args);

/* Adds another place to the last finding of the report. */
void diag_relate(struct report *report, const struct source *source, struct span span, const char *message);

/* The message of a rule name; DIAG_COUNT when there is none. */
enum diag_id diag_by_rule(const char *rule);

/* What an error of this id means for the exit status. */
enum outcome diag_outcome(enum diag_id id);

/* Into source order within each file, files in order of first mention; stable. */
void report_sort(struct report *report);

/* `FILE:LINE:COLUMN: severity: message [rule]`, the line, a caret by display width, each related place
 * alike behind two spaces, the hint. */
void diag_text(const struct diag *diag, struct buf *out);
/* One JSON object and a newline. */
void diag_json(const struct diag *diag, struct buf *out);
/* A JSON string with quotes. */
void buf_json(struct buf *out, const char *bytes, size_t n);

#endif
