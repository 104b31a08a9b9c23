/* Text views of every stage, for goldens and for seeing what happened: one line a thing, lengths in
 * points with three decimals, no addresses, no paths. */
#ifndef HEXAPLA_DUMP_H
#define HEXAPLA_DUMP_H

#include "base/buf.h"
#include "layout/frame.h"

void dump_fields(const struct doc *doc, struct buf *out);
void dump_tree(const struct doc *doc, struct buf *out);
void dump_content(const struct content *content, struct buf *out);
void dump_lines(const struct layout *layout, struct buf *out); /* one row a line: page, y, x, width, stretch, text */
void dump_pages(const struct layout *layout, struct buf *out); /* every item */
/* The text in content order, as a reader gets it, without furniture: one line a block, notes after a page's
 * body, a form feed after each page. */
void dump_text(const struct layout *layout, struct buf *out);

#endif
