/* The structure tree of a tagged PDF: what is a heading, a list item, a note, in logical order, and
 * which stretches of which page's content belong to it. Made from the document tree and the frames;
 * knows nothing of PDF objects. */
#ifndef HEXAPLA_TAG_H
#define HEXAPLA_TAG_H

#include "layout/frame.h"

/* T(id, name of the structure type) */
#define TAG_LIST(T) \
    T(DOCUMENT, "Document") \
    T(P, "P") T(H1, "H1") T(H2, "H2") T(H3, "H3") T(H4, "H4") T(H5, "H5") T(H6, "H6") \
    T(QUOTE, "BlockQuote") \
    T(L, "L") T(LI, "LI") T(LBL, "Lbl") T(LBODY, "LBody") \
    T(TABLE, "Table") T(THEAD, "THead") T(TBODY, "TBody") T(TR, "TR") T(TH, "TH") T(TD, "TD") \
    T(NOTE, "Note") T(REFERENCE, "Reference") T(LINK, "Link") T(SPAN, "Span") \
    T(EM, "Em") T(STRONG, "Strong")

enum tag {
#define T(id, name) TAG_##id,
    TAG_LIST(T)
#undef T
    TAG_COUNT
};
const char *tag_name(enum tag tag);

enum list_numbering { LIST_NONE, LIST_DISC, LIST_DECIMAL, LIST_LOWER_ALPHA, LIST_UPPER_ALPHA, LIST_LOWER_ROMAN, LIST_UPPER_ROMAN };

enum { TAG_NO_MARK = -1, TAG_ROOT = 0, TAG_NO_KID = UINT32_MAX };

enum tag_kid_kind { KID_ELEMENT, KID_MARK, KID_OBJECT };

struct tag_kid {
    enum tag_kid_kind kind;
    uint32_t page; /* MARK, OBJECT: from 0 */
    uint32_t value; /* index of an element, marked-content id, number of a PDF object */
    uint32_t next; /* kid of the same element, or TAG_NO_KID */
};

struct tag_element {
    enum tag tag;
    uint32_t parent;
    uint32_t first, last; /* kids, or TAG_NO_KID */
    enum lang lang; /* of its text, said or inherited */
    bool says_lang; /* other than its parent's */
    enum list_numbering numbering; /* L */
    uint32_t columns, rows; /* TH, TD: it spans */
    int32_t note; /* NOTE: content note */
};

struct tag_page {
    int32_t *mark; /* by item: marked-content id, or TAG_NO_MARK for artifacts */
    LIST(uint32_t) owner; /* by marked-content id: element */
};

struct tag_tree {
    struct arena *arena;
    LIST(struct tag_element) elements; /* the first is the Document */
    LIST(struct tag_kid) kids;
    struct tag_page *pages; /* by page */
    uint32_t private_use; /* the first character of private use that is shown; 0: none */
    struct span private_span; /* its text in the source; 0,0 when generated */
};

struct tag_tree *tag_tree_new(struct arena *arena, const struct layout *layout);
/* The Link element that an item is in, or TAG_ROOT. */
uint32_t tag_link_of(const struct tag_tree *tree, size_t page, size_t item);
/* The content note whose label a Link element is in, or NO_INDEX. */
int32_t tag_note_of(const struct tag_tree *tree, uint32_t link);
/* An annotation as the next kid of an element. */
void tag_add_object(struct tag_tree *tree, uint32_t element, size_t page, uint32_t object);
/* Whether a run is a way to somewhere: an address, or a note that has a place. */
bool tag_leads(const struct layout *layout, const struct glyph_run *run);

#endif
