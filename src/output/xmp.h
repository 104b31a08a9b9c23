/* What a file says about itself, from one record: the XMP packet and, with the same values, the
 * entries of the information dictionary. */
#ifndef HEXAPLA_XMP_H
#define HEXAPLA_XMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct xmp {
    const char *title, *author, *identifier; /* UTF-8; "" or NULL: left out */
    const char *language; /* BCP 47 */
    const char *producer;
    int64_t date; /* seconds since 1970; negative: none */
    bool conforms; /* to PDF/UA-1 and PDF/A-2a */
};

void xmp_packet(const struct xmp *xmp, struct buf *out);
void xmp_info(const struct xmp *xmp, struct buf *out);

#endif
