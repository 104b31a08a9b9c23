/* The lines before the text of a published resolution, and where the text starts. */
#ifndef HEXAPLA_PREFACE_H
#define HEXAPLA_PREFACE_H

#include "base/diag.h"
#include "document/doc.h"

/* Gives the header lines to header.c; lines among them that it does not know are kept as PARAGRAPHs and
 * reported. Returns the number of the line (from 1) where the text starts, past the last when there
 * is none. doc->language must be set. */
size_t preface_read(struct doc *doc, struct report *report);

#endif
