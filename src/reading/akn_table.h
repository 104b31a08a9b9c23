/* What a table of AKN4UN says beyond its text. */
#ifndef HEXAPLA_AKN_TABLE_H
#define HEXAPLA_AKN_TABLE_H

#include "document/doc.h"
#include "reading/akn_xml.h"

/* Gives a table of the tree the column widths, spans, alignment and header cells of the one it was made
 * from, where its rows are the same. */
void akn_table_dress(struct doc *doc, struct node *table, const struct akn_node *from);

#endif
