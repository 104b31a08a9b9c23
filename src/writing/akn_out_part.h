/* Writing AKN4UN, shared by akn_out.c (blocks), akn_out_inline.c and akn_out_meta.c. */
#ifndef HEXAPLA_AKN_OUT_PART_H
#define HEXAPLA_AKN_OUT_PART_H

#include "base/diag.h"
#include "document/doc.h"

struct akn_note {
    const struct note *note;
    size_t id; /* from 1, in order of doc->notes */
    uint32_t calls; /* met so far */
    bool written;
};

struct akn_out {
    const struct doc *doc;
    const char *const *lines; /* by field id */
    struct buf *out;
    struct report *report;
    int depth; /* of elements, for the indentation */
    size_t blocks; /* so far, for ids */
    struct akn_note *notes; /* by address */
    size_t note_count;
    bool in_note;
    LIST(struct akn_note *) pending; /* called first in the note that is written */
    bool replaced; /* a character that XML cannot hold */
};

/* A line of its own: `<name attributes>`, then deeper; `</name>`. Attributes are written as they are. */
void akn_out_open(struct akn_out *akn, const char *name, const char *attributes);
void akn_out_close(struct akn_out *akn, const char *name);
void akn_out_indent(struct akn_out *akn);
/* Escaped, for text and attributes. */
void akn_out_text(struct akn_out *akn, const char *text, size_t n);
void akn_out_string(struct akn_out *akn, const char *text);

/* akn_out_inline.c: the inlines that a node starts with. */
void akn_out_inlines(struct akn_out *akn, const struct node *parent);
void akn_out_list_notes(struct akn_out *akn);
/* Notes whose text no call brought, for the end of the document: their texts. */
bool akn_out_notes_left(const struct akn_out *akn);
void akn_out_other_notes(struct akn_out *akn);

/* akn_out_meta.c: a line field as printed, "" for none; a value on one line. */
const char *akn_out_line(const struct akn_out *akn, enum field_id id);
void akn_out_value(struct akn_out *akn, const char *text);
void akn_out_meta(struct akn_out *akn);
/* Cover page and preface. */
void akn_out_cover(struct akn_out *akn);

#endif
