/* Page content back to text: codes through the fonts' own character maps, into the marked-content
 * sequences that they stand in. */
#ifndef HEXAPLA_PROOF_TEXT_H
#define HEXAPLA_PROOF_TEXT_H

#include "font/embedded.h"
#include "proof/account.h"

struct text_font {
    const struct value *dict;
    const char *name; /* without the letters of the subset */
    const char **text; /* by code: UTF-8, or NULL */
    uint32_t *page; /* by code: the page from 1 it is first shown on, or 0 */
    uint16_t *width; /* by code: [1/1000 em] */
    bool cff;
    bool identity; /* codes are glyphs */
    const char *glyphs; /* CIDToGIDMap */
    size_t glyph_n; /* [byte] of it */
    const struct embedded *embedded;
};

/* What one marked-content sequence says. */
struct text_mark {
    struct buf text;
    bool begun, tagged; /* it is on the page; an element has it */
};

struct text_page {
    const struct value *dict;
    LIST(struct text_mark) marks; /* by id */
};

struct text_reader {
    struct file *file;
    struct account *account;
    LIST(struct text_font) fonts;
    struct text_page *pages;
    size_t page_n;
};

/* Reads every page's content; adds FACT_DRAWING and FACT_GLYPH, and the faults that are seen. */
void text_read(struct text_reader *reader);

#endif
