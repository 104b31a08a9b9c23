/* XML as a small tree on the arena, whatever its vocabulary. The only file that knows the XML parser.
 *
 * Nothing but the source's own bytes is ever read: no network, no external entities, no DTD. A document
 * that declares entities is refused, so none expands. Elements nest AKN_DEPTH deep at most. */
#ifndef HEXAPLA_AKN_XML_H
#define HEXAPLA_AKN_XML_H

#include "base/diag.h"
#include "base/source.h"

enum { AKN_DEPTH = 200 }; /* [element] */

#define AKN_NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#define AKN4UN_NAMESPACE "http://un.org/akn4un"

struct akn_attribute {
    const char *name, *value; /* name without its prefix */
};

/* An element, or a stretch of text (name NULL). */
struct akn_node {
    const char *name; /* without its prefix */
    const char *space; /* namespace, "" for none */
    const struct akn_attribute *attributes;
    size_t attribute_count;
    const char *text;
    size_t n; /* [byte] */
    uint32_t at; /* [byte] in the source: after the start tag's name, or where the text starts */
    struct akn_node *parent, *first, *last, *next;
};

/* The root element; NULL when the source is not well-formed, with the error and its place in the report. */
struct akn_node *akn_xml_parse(struct arena *arena, const struct source *source, struct report *report);

const char *akn_attribute(const struct akn_node *node, const char *name); /* "" when not given */
bool akn_is(const struct akn_node *node, const char *name); /* an element of that name */

#endif
