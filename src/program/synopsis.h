/* The sources of render --parallel: versions of one document. */
#ifndef HEXAPLA_SYNOPSIS_SOURCES_H
#define HEXAPLA_SYNOPSIS_SOURCES_H

#include "program/files.h"

struct versions {
    char *name; /* of the whole, for its output: "NAME.en-fr.txt" */
    char **names; /* of the sources */
    struct input *inputs;
    struct hx_document *documents;
    struct hx_parallel parallel;
};

/* Finds the sources; those of one that is given alone as NAME.en.txt stand beside it. False, with a message, for
 * wrong use. */
bool versions_find(struct versions *versions, const struct args *args);
/* Reads them; findings and false when one cannot be read. */
bool versions_read(struct versions *versions, const struct args *args, hx_report *report);
void versions_free(struct versions *versions);

#endif
