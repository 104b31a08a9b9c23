/* Runs: the inlines of one block as styled runs of text. Emphasis, links and notes are looks laid over
 * the block's style by the template's marks. Part of resolve. */
#ifndef HEXAPLA_RUNS_H
#define HEXAPLA_RUNS_H

#include "template/resolve.h"

/* What typography keeps for a document. */
struct typography {
    uint32_t straight; /* quotes and apostrophes that were straight */
    struct span straight_span; /* the first of them */
    const struct node *table; /* the last one whose numbers were looked at */
    uint8_t table_order; /* what was found; see groups.c */
};

/* What resolving works on. */
struct resolver {
    struct arena *arena;
    const struct doc *doc;
    const struct template_ *template_;
    struct report *report;
    struct content *content;
    const struct note_place_of *note_order; /* doc->notes by address, for finding an index */
    struct block_list *into; /* the row of blocks that is being made */
    bool page_before; /* a page break waits for its block */
    bool annex; /* the block before was the label of an annex */
    struct typography typography;
};

struct style style_marked(const struct style *base, const struct mark_style *mark);

/* Prepares the finding of notes; once. */
void runs_index_notes(struct resolver *resolver);
/* The inlines among a node's children, up to its first block. */
void runs_of_node(struct resolver *resolver, const struct node *node, const struct style *base, struct run_list *out);
/* Generated text; `text` must live as long as the content. */
void runs_add_text(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out);
/* The same with the stars in it as calls of star notes, where there are notes of that name. */
void runs_add_starred(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out);
/* The same with the symbols in it as links. */
void runs_add_linked(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out);
/* The figure of a note as printed: "3", in Arabic "(3)", or its star. */
const char *runs_figure(struct resolver *resolver, const struct note *note);
/* The text of runs, for bookmarks; line breaks become spaces, calls fall away. */
void runs_text(const struct run_list *runs, struct buf *out);

#endif
