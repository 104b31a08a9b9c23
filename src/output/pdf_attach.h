/* Files inside the PDF: each is said to be of the document (AF) and found by its name (EmbeddedFiles). */
#ifndef HEXAPLA_PDF_ATTACH_H
#define HEXAPLA_PDF_ATTACH_H

#include "output/pdf_object.h"

struct pdf_attachment {
    const char *name; /* of the file, UTF-8, without folders */
    const char *type; /* MIME */
    const char *relationship; /* to the document: Source, Alternative, Data */
    const char *description; /* in the document's language */
    const void *bytes; /* borrowed until the PDF is written */
    size_t n;
};

/* The objects, and the entries that lead to them, for the catalog. date: as in struct pdf_options. */
void pdf_attachments_write(struct arena *arena, struct pdf_file *file, const struct pdf_attachment *list, size_t n,
    int64_t date, struct buf *catalog);

#endif
