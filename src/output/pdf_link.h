/* Ways through the document: link annotations and the outline. */
#ifndef HEXAPLA_PDF_LINK_H
#define HEXAPLA_PDF_LINK_H

#include "layout/frame.h"
#include "output/pdf_object.h"

/* "/Annots[7 0 R …]" of a page, and nothing when it has no links. pages: the object of every page. */
void pdf_links_write(struct arena *arena, struct pdf_file *file, const struct layout *layout, const struct page *page,
    struct pdf_object *const *pages, struct buf *out);
/* The root of the outline; NULL when there is none. */
struct pdf_object *pdf_outline_write(
    struct arena *arena, struct pdf_file *file, const struct layout *layout, struct pdf_object *const *pages);

#endif
