/* What the two passes share: blocks (tag_block.c) become elements with places for text, then the items
 * of the pages (tag.c) go to these places. */
#ifndef HEXAPLA_TAG_BUILD_H
#define HEXAPLA_TAG_BUILD_H

#include "output/tag.h"

enum { NO_PLACE = 0, INLINE_DEPTH = 8 };

/* An inline element that further text of the same kind and source goes on with. */
struct tag_inline {
    enum tag tag;
    uint32_t key; /* document node, or what tells it apart where there is none */
    enum lang lang;
    uint32_t element;
};

/* Where the text of a block or cell goes. */
struct tag_place {
    uint32_t text, label; /* elements; label TAG_ROOT: none of its own */
    struct tag_inline open[INLINE_DEPTH];
    size_t open_n;
    uint32_t opened_in; /* text or label: what `open` hangs in */
};

struct tag_builder {
    struct arena *arena;
    const struct layout *layout;
    const struct content *content;
    struct tag_tree *tree;
    const struct node **nodes; /* by id; NULL for what is not in the tree */
    size_t node_n;
    uint32_t *body; /* by node: 1 + the element that holds the blocks in it; 0: none */
    uint32_t *cell; /* by node: its place as a cell, or NO_PLACE */
    LIST(struct tag_place) places; /* the first is none */
    uint32_t *block_place; /* by content block: its place, or NO_PLACE */
    size_t block_n; /* so many of them have their elements */
    uint32_t *section; /* by version of a synopsis: its Sect */
    uint32_t root; /* what the blocks hang in that stand in nothing else: the Document, or their version's Sect */
    uint32_t **note_place; /* by content note, by its blocks; NULL before it is called */
    uint32_t heading; /* level of the last heading; 0 before the first */
    bool titled; /* PDF 2.0: there is a Title */
    bool under_title; /* … and the headings are below it, though it has no level */
};

uint32_t tag_add(struct tag_builder *b, enum tag tag, uint32_t parent);
uint32_t tag_place_new(struct tag_builder *b, uint32_t text, uint32_t label);
/* What a version's text hangs in. */
uint32_t tag_root_of(const struct tag_builder *b, size_t version);
/* Makes the elements of the blocks before `end` that have none yet. */
void tag_blocks(struct tag_builder *b, size_t end);
/* A note as the next kid of an element. */
void tag_note(struct tag_builder *b, int32_t note, uint32_t parent);

#endif
