/* AKN4UN, the Akoma Ntoso of the United Nations, as the text it marks up.
 *
 * The markup of the published files is that of their look: it differs from language to language, most
 * list items are plain paragraphs that start with their letter, and headings are bold paragraphs. So the
 * XML is not taken at its word: it is rewritten as the text that a reader of the page sees, its emphasis,
 * links, notes, labels and headings marked, and that is read as published text. A document that hexapla
 * wrote (<proprietary source="#hexapla">) holds fields and structure that published text has no marks
 * for; it is rewritten as hexapla source. */
#ifndef HEXAPLA_AKN_TEXT_H
#define HEXAPLA_AKN_TEXT_H

#include "reading/akn_xml.h"

struct akn_origin {
    uint32_t text, xml; /* [byte] */
};

struct akn_table {
    uint32_t at; /* [byte] of the text where its first row starts */
    const struct akn_node *node;
};

struct akn_text {
    const struct source *xml;
    const struct akn_node *root;
    const struct source *source; /* the text */
    LIST(struct akn_origin) origins; /* ascending in the text */
    LIST(struct akn_table) tables;
};

/* NULL when there is nothing to read, with errors in the report. */
struct akn_text *akn_text_make(struct arena *arena, const struct source *xml, struct report *report);
/* Where a byte of the text comes from. */
uint32_t akn_text_origin(const struct akn_text *text, uint32_t at);

#endif
