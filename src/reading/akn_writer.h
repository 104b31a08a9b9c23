/* A resolution in AKN4UN rewritten as text, shared by akn_text.c (blocks), akn_inline.c (what stands
 * in a paragraph) and akn_table.c. */
#ifndef HEXAPLA_AKN_WRITER_H
#define HEXAPLA_AKN_WRITER_H

#include "base/buf.h"
#include "reading/akn_text.h"

enum { UNKNOWN_MOST = 64 /* names of elements reported */ };

struct akn_called {
    const struct akn_node *note;
    const char *marker;
};

struct akn_writer {
    struct arena *arena;
    struct akn_text *text;
    struct buf out;
    struct report *report;
    bool source_form; /* hexapla source, else published text */
    int level; /* of lists around the paragraph */
    bool owner; /* source form: the next paragraph is that of an item, which others hang under */
    int indent; /* [column] of the paragraph that is written */
    size_t line; /* [byte] where its last line starts, in source form */
    bool escape; /* that line is escaped where it would be read as the start of a block */
    int quotes; /* how deep in quotations, in source form */
    const struct akn_node *label; /* <num> that the next paragraph takes */
    int heading; /* level of the heading that is written; 0 for none */
    bool cover; /* on the cover page: each paragraph is a line */
    bool title; /* in the preface */
    bool lines; /* in the conclusions: a break is a new line */
    LIST(struct akn_called) notes; /* called, not yet written */
    int calls; /* so far */
    LIST(const char *) unknown; /* elements reported */
};

/* Bytes written from now on come from this place in the XML. */
void akn_place_at(struct akn_writer *writer, uint32_t xml);
/* Reports an element that is not known, once by name. */
void akn_unknown(struct akn_writer *writer, const struct akn_node *node);

/* Holds paragraphs, and nothing is said by its being there. */
bool akn_is_room(const struct akn_node *node);

/* akn_inline.c: whether an element stands inside a paragraph. */
bool akn_is_inline(const struct akn_node *node);
/* Writes what the nodes from `first` to before `end` hold as one paragraph, white space made single, with its
 * marks. False when there is nothing. Notes called are added to writer->notes. */
bool akn_inline(struct akn_writer *writer, const struct akn_node *first, const struct akn_node *end, bool cell);
/* Writes the figure or stars that a note is called by. */
void akn_note_mark(struct akn_writer *writer, const char *marker);

/* akn_source.c: the document's fields where hexapla wrote it, else NULL; as a front block. */
const struct akn_node *akn_source_fields(const struct akn_node *root);
void akn_source_front(struct akn_writer *writer, const struct akn_node *fields);
/* The line that starts here; `escape` as in the writer. */
void akn_source_line(struct akn_writer *writer, bool escape);
/* Escapes the line that ends here. */
void akn_source_escape(struct akn_writer *writer);
void akn_source_escape_cell(struct akn_writer *writer, size_t start);
/* Sets the lines written since `start` behind marks of quotation. */
void akn_source_quote(struct akn_writer *writer, size_t start);

/* akn_table.c */
void akn_table(struct akn_writer *writer, const struct akn_node *table);
/* Hands over what stands in a table but in no cell of a row: a caption, stray text. */
void akn_table_rest(struct akn_writer *writer, const struct akn_node *table,
    void (*write)(struct akn_writer *, const struct akn_node *));

#endif
