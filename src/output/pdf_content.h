/* The content stream of one page: runs, rules and pictures as PDF operators, in the order of the
 * page's items, each marked with the structure element it belongs to or as an artifact. */
#ifndef HEXAPLA_PDF_CONTENT_H
#define HEXAPLA_PDF_CONTENT_H

#include "base/buf.h"
#include "layout/frame.h"
#include "output/pdf_font.h"
#include "output/pdf_picture.h"
#include "output/tag.h"

/* tree NULL: nothing is tagged. uses: the next of fonts->uses; moved past those of this page. */
void pdf_content_write(const struct pdf_fonts *fonts, const struct pdf_pictures *pictures, const struct page *page, const struct tag_tree *tree,
    const struct tag_page *tags, const uint32_t **uses, struct buf *out);

#endif
