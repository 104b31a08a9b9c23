/* The structure tree as PDF objects, and which of its elements each page's content and each annotation
 * belongs to. */
#ifndef HEXAPLA_PDF_TAG_H
#define HEXAPLA_PDF_TAG_H

#include "output/pdf_object.h"
#include "output/tag.h"

struct pdf_tags {
    struct pdf_file *file;
    const struct tag_tree *tree;
    struct pdf_object *const *pages; /* by page */
    size_t page_count;
    struct pdf_object **objects; /* by element */
    struct pdf_object *root, *space; /* space: the namespace of PDF 2.0, or NULL */
};

/* The objects without their contents, which annotations and the outline lead to. */
struct pdf_tags *pdf_tags_new(
    struct pdf_file *file, const struct tag_tree *tree, struct pdf_object *const *pages, size_t page_count);
/* When the tree has all its annotations. owners: their elements in order of their StructParent numbers, which
 * follow those of the pages. */
void pdf_tags_write(const struct pdf_tags *tags, const uint32_t *owners, size_t owner_count);

#endif
