/* Ways through the document: link annotations and the outline. */
#ifndef HEXAPLA_PDF_LINK_H
#define HEXAPLA_PDF_LINK_H

#include "layout/frame.h"
#include "output/pdf_object.h"
#include "output/pdf_tag.h"

/* All links of a file in the making. */
struct pdf_links {
    struct arena *arena;
    struct pdf_file *file;
    const struct layout *layout;
    struct tag_tree *tree; /* NULL: nothing is tagged */
    const struct pdf_tags *tags; /* its objects */
    struct pdf_object *const *pages; /* the object of every page */
    LIST(uint32_t) owners; /* structure element of each annotation, in order of StructParent number */
};

/* "/Annots[7 0 R …]" of a page, and nothing when it has no links. */
void pdf_links_write(struct pdf_links *links, size_t page, struct buf *out);
/* The root of the outline; NULL when there is none. */
struct pdf_object *pdf_outline_write(const struct pdf_links *links);

#endif
