/* check --fix: what is safe to mend is mended in the source itself. */
#ifndef HEXAPLA_FIX_SOURCE_H
#define HEXAPLA_FIX_SOURCE_H

#include "program/files.h"

struct fixing {
    hx_job *job;
    hx_report *report;
    const struct hx_document *rules; /* switches, or NULL */
    bool dry; /* --diff: show, write nothing */
};

/* Prints what changes to standard output, writes the source anew and puts what was written into `input`. */
enum hx_status fix_source(const struct fixing *fixing, const struct hx_document *document, struct input *input);

#endif
