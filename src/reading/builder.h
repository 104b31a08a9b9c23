/* The tree of a published text in the making, shared by published.c (what each paragraph is),
 * builder_list.c (numbered paragraphs and lists), builder_closing.c (closing lines) and
 * builder.c (the rest: nodes, notes, tables). */
#ifndef HEXAPLA_BUILDER_H
#define HEXAPLA_BUILDER_H

#include "base/diag.h"
#include "document/doc.h"
#include "reading/closing.h"
#include "reading/pieces.h"

enum { ITEM_LEVELS = 4 };

enum stage {
    STAGE_PREAMBLE, /* before the first operative paragraph of a part or section */
    STAGE_OPERATIVE,
    STAGE_CLOSED, /* after closing lines */
    STAGE_ANNEX,
};

/* An open paragraph that items may hang under, or an open item. */
struct level {
    struct node *node;
    int indent; /* [column] */
    enum label_kind style;
    bool upper; /* in capitals */
    int value;
};

struct builder {
    struct doc *doc;
    struct report *report;
    struct pieces pieces;
    size_t next; /* the piece after the one at hand */
    enum stage stage;
    struct level open[ITEM_LEVELS + 1]; /* [0] is the paragraph that the list belongs to */
    int depth;
    struct node *flow; /* last paragraph of the running text */
    int joins; /* how often it was taken up again */
    enum ending flow_ending;
    struct node *bare; /* an operative paragraph that has only its number so far */
    bool broken; /* a note stands between flow and the piece at hand */
    bool titled; /* the block before is a heading that the next one may be the title of: "II" */
    struct node *meeting, *date, *record; /* closing lines of the part at hand */
    int record_lines;
    struct closing closing; /* what `meeting` says */
};

struct span builder_span(const struct builder *b, const struct piece *piece);
/* Parses the piece into a node, after what it holds. */
void builder_fill(struct builder *b, struct node *node, const struct piece *piece);
/* Gives a piece its label back as text. */
void builder_unlabel(struct builder *b, struct piece *piece);
struct node *builder_put(struct builder *b, struct node *parent, enum node_kind kind, const struct piece *piece);
/* Same, as a block of the document; ends any list. */
struct node *builder_put_block(struct builder *b, enum node_kind kind, const struct piece *piece);
/* Items may hang under this paragraph. */
void builder_open_list(struct builder *b, struct node *node, const struct piece *piece);
/* Reports a piece that has no better place. */
void builder_keep_plain(struct builder *b, const struct piece *piece, const char *what);
/* Whether the last block is of that kind. */
bool builder_follows(const struct builder *b, enum node_kind kind);
void builder_set_field(struct builder *b, enum field_id id, const char *text, size_t n, struct span span);
void builder_put_note(struct builder *b, const struct piece *piece);
void builder_settle_notes(struct builder *b);
void builder_put_table(struct builder *b, const struct piece *piece);
void builder_put_separator(struct builder *b, const struct piece *piece);

/* builder_list.c */
void builder_put_operative(struct builder *b, const struct piece *piece);
void builder_put_item(struct builder *b, struct piece *piece);
/* Whether a numbered piece is an operative paragraph, no item of a list. */
bool builder_is_operative(const struct builder *b, const struct piece *piece);

/* builder_closing.c */
bool builder_take_closing(struct builder *b, const struct piece *piece);
void builder_put_record(struct builder *b, const struct piece *piece);
/* The closing lines of the last part are fields, worded by the template where they are not given. */
void builder_settle_closing(struct builder *b);

#endif
