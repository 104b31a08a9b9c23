/* The inlines of a paragraph with their marks, as hexapla source. */
#ifndef HEXAPLA_TEXT_INLINE_H
#define HEXAPLA_TEXT_INLINE_H

#include "base/buf.h"
#include "document/doc.h"

struct text_inline {
    const struct doc *doc;
    bool cell; /* in a table: one line, bars escaped */
};

/* Appends the inlines that `parent` starts with; '\n' after each line break. */
void text_inline(const struct text_inline *options, const struct node *parent, struct buf *out);
/* The name a note is called by: figures in what was published text, else as typed. */
void text_note_name(const struct doc *doc, const struct note *note, struct buf *out);
/* Escapes the line from `start` to the end of `out` where it would be read as more than text. */
void text_escape_start(struct buf *out, size_t start);
/* Same for a cell, which must not look like a part of the rule under a table's head. */
void text_escape_cell(struct buf *out, size_t start);

#endif
