/* The ID in a file's trailer is made from all other bytes of the file: it is hashed with the digits of the
 * ID as zeros, which are then written over. So the same document has the same ID wherever it is made, and
 * a file in which any byte was changed no longer has its own. Whoever means to deceive can make the ID
 * anew; against that, a file is compared with what its source gives (proof/).
 *
 * A linearized file has two trailers, each with the ID; both are found by way of the last `startxref`. */
#ifndef HEXAPLA_PDF_ID_H
#define HEXAPLA_PDF_ID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The entry with zeros for digits, for a trailer that is being written. */
void pdf_id_place(struct buf *out);
/* Writes the digits into every trailer of a whole file; false when it has no place for them. */
bool pdf_id_write(char *file, size_t n);
/* Whether the digits are those of the file's bytes; *has says whether there are any. */
bool pdf_id_check(struct arena *arena, const char *file, size_t n, bool *has);

#endif
