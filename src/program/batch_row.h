/* A row of a report: one document that was set, or one set of versions that was checked. The report has it on a
 * line of its own, and the log of what is done has its end, the facts; both are read again only in this form. */
#ifndef HEXAPLA_BATCH_ROW_H
#define HEXAPLA_BATCH_ROW_H

#include <stdio.h>

#include "program/program.h"

enum result { RESULT_NONE, RESULT_WRITTEN, RESULT_UNCHANGED, RESULT_FAILED, RESULT_CHECKED, RESULT_COUNT };

struct row {
    size_t n; /* place of the document among all, from 1 */
    char *file, *output; /* JSON strings; of a set its last document, and "" */
    bool set; /* of versions that were checked */
    enum result result;
    int status; /* enum hx_status */
    long long milliseconds;
    char *facts; /* JSON members: language, symbol and the counts */
    char language[4]; /* tag; "" when not known. This and the counts are of the facts */
    size_t pages, errors, warnings, notes;
};

/* Sets the facts, from a result (NULL: none) and a report. */
void row_describe(struct row *row, const struct hx_result *result, hx_report *report);
/* Takes facts that were written before; false when they are none. */
bool row_take_facts(struct row *row, const char *facts);
void row_write(const struct row *row, FILE *to);
/* Reads a line of row_write, with or without the comma and the line's end after it. */
bool row_read(struct row *row, const char *line);
void row_free(struct row *row);

const char *result_name(enum result result);
/* A text as a JSON string, to be freed. */
char *json_copy(const char *text);

/* Steps over what must come next of a text; false when something else does. */
bool skip_word(const char **at, const char *word);
bool skip_number(const char **at, size_t *number);

#endif
