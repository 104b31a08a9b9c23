/* The open list levels of a paragraph: where the next labelled item belongs. Indentation decides;
 * among levels of one indentation what continues a level wins, and else a style that house style has
 * for a deeper level than the last item's starts one: (i) under (a), not (a) under (i). */
#ifndef HEXAPLA_LEVELS_H
#define HEXAPLA_LEVELS_H

#include "document/doc.h"
#include "language/numeral.h"

enum { ITEM_LEVELS_MOST = 4 };

struct list_level {
    struct node *node;
    int indent; /* [column] */
    enum label_kind style;
    int rank; /* of that style: how deep house style has it */
    bool upper;
    int value;
};

struct levels {
    struct list_level open[ITEM_LEVELS_MOST + 1]; /* [0] is the paragraph that the list belongs to */
    int depth; /* how many are open; 0 for none */
};

void levels_start(struct levels *levels, struct node *paragraph, int indent);
/* Where an item with this label goes: from 1; past ITEM_LEVELS_MOST when it is nested too deep. */
int levels_place(const struct levels *levels, int indent, const struct label *label);
/* Opens the item at `depth`. Sets its number, level and dash. */
void levels_open(struct levels *levels, int depth, struct node *item, int indent, const struct label *label);
/* Whether an item may stand here: it starts a list, continues an open one, or stands under an item. */
bool levels_expect(const struct levels *levels, int indent, const struct label *label);
/* Whether the label is the next of an open list of just this indentation. */
bool levels_continue(const struct levels *levels, int indent, const struct label *label);
/* The open paragraph or item that text at this indentation continues. */
struct node *levels_owner(const struct levels *levels, int indent);

#endif
