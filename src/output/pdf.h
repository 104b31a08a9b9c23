/* Frames to PDF through libharu's object layer; the only user of libharu with pdf_object.c. One Type 0
 * font per face with exact ToUnicode, content in reading order, tags, links, outline, XMP: two
 * standards in one file, for readers and for archives. Dates from the document, ID from the content: same layout, same bytes. Never calls libharu's text, font or save
 * functions (pdf-backend.md). */
#ifndef HEXAPLA_PDF_H
#define HEXAPLA_PDF_H

#include "base/diag.h"
#include "layout/frame.h"
#include "output/pdf_attach.h"
#include "output/press.h"
#include "output/sink.h"
#include "output/standard.h"

struct pdf_options {
    enum standard standard;
    int64_t date; /* seconds since 1970 for the dates; the caller gives the document's issue date or
                     SOURCE_DATE_EPOCH; negative: no dates are written */
    bool untagged; /* no structure tree and no claim of a standard: to measure what they cost */
    bool plain; /* no compression, no object streams: for tests that read the file */
    struct press *press; /* of the thread; NULL: one is made for this file */
    const struct pdf_attachment *attachments; /* for PDF/A-4f, which is claimed only with at least one */
    size_t attachment_n;
    struct pdf_part_list *parts; /* is set to what the bytes are for; may be NULL */
};

enum pdf_status { PDF_OK, PDF_WRITE_FAILED, PDF_FAILED };

enum pdf_status pdf_write(struct arena *arena, const struct layout *layout, const struct pdf_options *options,
    const struct sink *sink, struct report *report);

#endif
