/* The parser of hexapla source text, shared by text.c (which block a line starts), text_block.c
 * (paragraphs, items, notes) and text_table.c. */
#ifndef HEXAPLA_TEXT_PARSER_H
#define HEXAPLA_TEXT_PARSER_H

#include "base/diag.h"
#include "reading/inline.h"
#include "reading/levels.h"
#include "reading/plain.h"
#include "reading/text_head.h"

enum text_stage {
    STAGE_START, /* before any opening line */
    STAGE_PREAMBLE,
    STAGE_OPERATIVE,
    STAGE_SECTION, /* after a heading among operative paragraphs: a preamble of its own may follow */
    STAGE_RECORD, /* in the record of a vote, which a bracket closes */
    STAGE_ANNEX, /* or a quotation: paragraphs have no lead words */
};

struct text_parser {
    struct doc *doc;
    struct report *report;
    struct text_lines lines;
    size_t at; /* the line at hand */
    bool gap; /* a blank line stands before it */
    struct node *container; /* the document or a QUOTE */
    int quotes; /* how deep in quotations */
    enum text_stage stage;
    struct levels levels;
    struct node *note; /* NODE_NOTE that indented paragraphs go on in, or NULL */
    int note_indent; /* [column] */
};

/* A paragraph's content: stretches of its lines. */
struct text_content {
    LIST(struct stretch) list;
};

/* Takes the line at hand from `start` on and the lines that go on in its paragraph. */
void text_gather(struct text_parser *parser, uint32_t start, struct text_content *content);
/* Parses the content into the node. */
void text_fill(struct text_parser *parser, struct node *node, const struct text_content *content);
/* Adds a node with the content; NULL when all of it was comment. */
struct node *text_put(struct text_parser *parser, struct node *parent, enum node_kind kind, uint32_t start,
    const struct text_content *content);
/* Same, as a block of the document or quotation; ends any list. */
struct node *text_put_block(struct text_parser *parser, enum node_kind kind, uint32_t start,
    const struct text_content *content);
/* The words of a node, to tell what it is. */
struct plain text_words(struct text_parser *parser, const struct node *node);
/* Where a block at this indentation hangs: under an open paragraph or item, or in the container. */
struct node *text_owner(struct text_parser *parser, int indent);

/* Whether a labelled line is a numbered paragraph or an item of a list, not just text. */
bool text_is_labelled(const struct text_parser *parser, const struct text_line *line, const struct head *head);
void text_put_labelled(struct text_parser *parser, const struct head *head);
void text_put_paragraph(struct text_parser *parser);
void text_put_note(struct text_parser *parser, const struct head *head);
void text_put_table(struct text_parser *parser);

#endif
