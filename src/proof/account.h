/* What a PDF says, as an account of facts: its text in the order of the tags, the tags, links, attachments,
 * the glyphs that are drawn, how each piece of text is drawn, what is said about the document. Two files
 * are compared fact by fact (compare.h), and one file can contradict itself: these are its faults. */
#ifndef HEXAPLA_ACCOUNT_H
#define HEXAPLA_ACCOUNT_H

#include "proof/file.h"

enum fact_kind {
    FACT_TEXT, /* of a block, in the order of the tags; name: its tag */
    FACT_TAG, /* an element; name: its tag, value: depth and attributes */
    FACT_LINK, /* name: its description; value: where it leads */
    FACT_ATTACHMENT, /* name: of the file; value: its bytes */
    FACT_GLYPH, /* name: its text and font; value: hash of its outline, and its width */
    FACT_DRAWING, /* name: what is said, value: the operators; of a link: name and place */
    FACT_METADATA, /* name: of an entry; value: what it says */
    FACT_KINDS
};

struct fact {
    uint32_t page; /* from 1; 0: of none */
    const char *name, *value; /* NUL-terminated; the value may hold NULs */
    size_t n; /* [byte] of the value */
    const char *near; /* what stands there, to name the place; not compared; may be NULL */
};

struct fault {
    uint32_t page;
    const char *message;
};

struct account {
    struct arena *arena;
    LIST(struct fact) facts[FACT_KINDS];
    LIST(struct fault) faults; /* at most ACCOUNT_FAULTS */
    size_t room; /* [byte] that facts may still take; 0: there were too many, and the rest is left out */
    size_t pages;
    size_t characters; /* of all FACT_TEXT */
    const char *producer; /* as the metadata says; "" when they do not */
    const char *language;
    const char *date; /* "2016-12-09T00:00:00Z" or "" */
    const char *source; /* attached; NULL: none */
    size_t source_n; /* [byte] */
    const char *source_name;
    size_t sources; /* attachments that say they are one; the above is of the first */
    bool ua2; /* claims PDF/UA-2 */
    bool linearized;
};

enum { ACCOUNT_FAULTS = 20 };

/* NULL, with the reason in *damage, when the file cannot be read. */
struct account *account_read(struct arena *arena, const char *bytes, size_t n, const char **damage);
void account_fact(struct account *account, enum fact_kind kind, uint32_t page, const char *name, const char *value, size_t n);
void account_fault(struct account *account, uint32_t page, const char *message);

#endif
