/* The structure tree of a tagged PDF: what is a heading, a list item, a note, in logical order, and
 * which stretches of which page's content belong to it. Made from the document tree and the frames;
 * knows nothing of PDF objects. */
#ifndef HEXAPLA_TAG_H
#define HEXAPLA_TAG_H

#include "layout/frame.h"
#include "output/standard.h"

/* T(id, name of the structure type in PDF 1.7, and in PDF 2.0 or NULL where that has none) */
#define TAG_LIST(T) \
    T(DOCUMENT, "Document", "Document") T(SECT, "Sect", "Sect") T(TITLE, NULL, "Title") T(P, "P", "P") \
    T(H1, "H1", "H1") T(H2, "H2", "H2") T(H3, "H3", "H3") T(H4, "H4", "H4") T(H5, "H5", "H5") T(H6, "H6", "H6") \
    T(QUOTE, "BlockQuote", NULL) T(FIGURE, "Figure", "Figure") \
    T(L, "L", "L") T(LI, "LI", "LI") T(LBL, "Lbl", "Lbl") T(LBODY, "LBody", "LBody") \
    T(TABLE, "Table", "Table") T(THEAD, "THead", "THead") T(TBODY, "TBody", "TBody") \
    T(TR, "TR", "TR") T(TH, "TH", "TH") T(TD, "TD", "TD") \
    T(NOTE, "Note", "FENote") T(REFERENCE, "Reference", NULL) T(LINK, "Link", "Link") T(SPAN, "Span", "Span") \
    T(EM, "Em", "Em") T(STRONG, "Strong", "Strong")

enum tag {
#define T(id, old, new) TAG_##id,
    TAG_LIST(T)
#undef T
    TAG_COUNT
};
/* Whether the type is one of PDF 2.0; the others keep their meaning of PDF 1.7 there. */
bool tag_is_new(enum tag tag);
const char *tag_name(enum tag tag, enum standard standard);

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
    int32_t note; /* NOTE: content note; LINK: the one it calls */
    const struct item *picture; /* FIGURE */
    uint32_t page; /* FIGURE: from 0 */
};

struct tag_page {
    int32_t *mark; /* by item: marked-content id, or TAG_NO_MARK for artifacts */
    LIST(uint32_t) owner; /* by marked-content id: element */
};

/* Where a content note is in the tree. */
struct tag_note {
    uint32_t element; /* TAG_ROOT: nowhere */
    LIST(uint32_t) calls; /* the elements of its figures in the text, in order */
};

struct tag_tree {
    struct arena *arena;
    const struct layout *layout;
    enum standard standard;
    LIST(struct tag_element) elements; /* the first is the Document */
    LIST(struct tag_kid) kids;
    struct tag_page *pages; /* by page */
    struct tag_note *notes; /* by content note */
    size_t note_count;
    uint32_t *outline; /* by entry of the outline: its heading, or TAG_ROOT */
};

struct tag_tree *tag_tree_new(struct arena *arena, const struct layout *layout, enum standard standard);
/* The Link element that an item is in, or TAG_ROOT. */
uint32_t tag_link_of(const struct tag_tree *tree, size_t page, size_t item);
/* The content note whose label a Link element is in, or NO_INDEX. */
int32_t tag_note_of(const struct tag_tree *tree, uint32_t link);
/* An annotation as the next kid of an element. */
void tag_add_object(struct tag_tree *tree, uint32_t element, size_t page, uint32_t object);
/* Whether a run is a way to somewhere: an address, or a note that has a place. */
bool tag_leads(const struct layout *layout, const struct glyph_run *run);

#endif
