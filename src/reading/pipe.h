/* Pipe tables: what a line of bars, hyphens and colons says. Shared by both kinds of text. */
#ifndef HEXAPLA_PIPE_H
#define HEXAPLA_PIPE_H

#include "document/doc.h"

/* |---|:--:| */
bool pipe_is_rule(const char *text, size_t n);
/* The bar that ends the cell which starts at `at`, or n. */
size_t pipe_cell_end(const char *text, size_t n, size_t at);
/* The rows so far are the header of the table when the rule is its first. */
void pipe_mark_header(struct node *table);
/* Gives the cells of all rows the alignment of their column in the rule: :--- start, :---: centre, ---: end. */
void pipe_align(struct node *table, const char *rule, size_t n);

#endif
