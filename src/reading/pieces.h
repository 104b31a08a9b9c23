/* Published text cut into its paragraphs: which source lines belong together, what stands before
 * them (indentation, blank lines, label, note figure), and what they are by their marks alone. What
 * they mean is for published.c. */
#ifndef HEXAPLA_PIECES_H
#define HEXAPLA_PIECES_H

#include "base/diag.h"
#include "document/doc.h"
#include "language/numeral.h"
#include "reading/closing.h"
#include "reading/inline.h"
#include "reading/plain.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_HEADING, /* marked with # */
    PIECE_NOTE, /* text of a note */
    PIECE_TABLE, /* one stretch for each row */
    PIECE_SEPARATOR,
    PIECE_RECORD, /* a line of a record of votes */
};

struct piece {
    enum piece_kind kind;
    size_t first, count; /* of its stretches; those of a labelled piece start after the label */
    int indent; /* [column] */
    int blanks; /* blank lines before it */
    struct label label; /* LABEL_NONE for none */
    bool listed; /* a list dash stands before the label */
    bool paged; /* page furniture stands before it */
    struct span label_span;
    struct span name; /* NOTE: its figure or star */
    struct plain plain; /* TEXT, HEADING, NOTE, RECORD: the text after the label */
};

struct pieces {
    LIST(struct piece) list;
    LIST(struct stretch) stretches;
    bool wrapped; /* lines end anywhere in a paragraph */
};

/* A source line without indentation and trailing space. */
struct line {
    struct span span; /* empty for a blank line */
    int indent; /* [column] */
};
struct line line_read(const struct source *source, size_t number);

/* Bytes of the text that are the figure of a note whose text starts here, with the space after it;
 * the figure itself in *name. 0 when it is none. */
size_t pieces_note_figure(const char *text, size_t n, struct span *name);
/* Bytes of a label or list dash at the start of text, with the space after it, or 0. In *dash the bytes
 * of a list dash before a label: ` - a) `. */
size_t pieces_label(const char *text, size_t n, struct label *label, size_t *dash);
/* Whether the text is an opening line ("The General Assembly,"); its organ, or 0. */
int pieces_opening(enum lang lang, struct plain text);

/* From a line (counted from 1) to the end. Page furniture is left out and reported. */
void pieces_read(struct doc *doc, size_t first_line, struct pieces *pieces, struct report *report);

#endif
