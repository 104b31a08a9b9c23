/* What a file says about itself, from one record: the XMP packet and, with the same values, the
 * entries of the information dictionary. */
#ifndef HEXAPLA_XMP_H
#define HEXAPLA_XMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "output/standard.h"

struct xmp {
    const char *title, *author, *identifier; /* UTF-8; "" or NULL: left out */
    const char *language; /* BCP 47 */
    const char *producer;
    int64_t date; /* seconds since 1970; negative: none */
    enum standard standard;
    bool conforms; /* to it */
};

void xmp_packet(const struct xmp *xmp, struct buf *out);
void xmp_info(const struct xmp *xmp, struct buf *out);
/* Whether there is a date that can be written, and it as a string of PDF: (D:20161209000000Z). */
bool xmp_has_date(int64_t date);
void xmp_pdf_date(int64_t date, struct buf *out);

#endif
