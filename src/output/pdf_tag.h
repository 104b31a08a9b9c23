/* The structure tree as PDF objects, and which of its elements each page's content and each annotation
 * belongs to. */
#ifndef HEXAPLA_PDF_TAG_H
#define HEXAPLA_PDF_TAG_H

#include "output/pdf_object.h"
#include "output/tag.h"

/* owners: the elements of annotations in order of their StructParent numbers, which follow those of the
 * pages. Returns the StructTreeRoot. */
struct pdf_object *pdf_tag_write(struct pdf_file *file, const struct tag_tree *tree, struct pdf_object *const *pages,
    size_t page_count, const uint32_t *owners, size_t owner_count);

#endif
