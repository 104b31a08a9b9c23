/* Blocks to elements: headings, paragraphs, lists, tables, notes. A block hangs in what holds its node:
 * the body of a list item, a quotation, a note, the document. */
#include "output/tag_build.h"

#include <string.h>

#include "language/numeral.h"
#include "template/join.h"

static const struct node *node_at(const struct tag_builder *b, uint32_t id)
{
    return id < b->node_n ? b->nodes[id] : NULL;
}

static struct tag_element *element_at(const struct tag_builder *b, uint32_t element)
{
    return &b->tree->elements.at[element];
}

static uint32_t body_of(const struct tag_builder *b, const struct node *node)
{
    return node->id < b->node_n ? b->body[node->id] : 0;
}

static void set_body(struct tag_builder *b, const struct node *node, uint32_t element)
{
    if (node && node->id < b->node_n)
        b->body[node->id] = element + 1;
}

/* What a node's blocks hang in. Quotations have no block of their own: their element is made when the
 * first block in them comes, the outer before the inner. */
static uint32_t container_of(struct tag_builder *b, const struct node *node)
{
    for (;;) {
        const struct node *quote = NULL, *up = node ? node->parent : NULL;
        for (; up && !body_of(b, up); up = up->parent)
            quote = up->kind == NODE_QUOTE ? up : quote;
        uint32_t holder = up ? body_of(b, up) - 1 : b->root;
        if (!quote)
            return holder;
        set_body(b, quote, tag_add(b, TAG_QUOTE, holder));
    }
}

/* --- headings ------------------------------------------------------------------------------------ */

static bool is_heading(const struct content_block *block)
{
    switch (block->role) {
    case ROLE_TITLE:
    case ROLE_HEADING_1:
    case ROLE_HEADING_2:
    case ROLE_HEADING_3:
    case ROLE_ANNEX:
    case ROLE_ANNEX_TITLE: return true;
    default: return block->outline != NULL;
    }
}

/* Levels are those of the outline; where it skips one, the heading moves up. In PDF 2.0 a first heading of
 * the highest level is the title, which is none of the levels: those below it move up. */
static enum tag heading_tag(struct tag_builder *b, const struct content_block *block)
{
    uint32_t level = block->outline_level ? block->outline_level : block->style->outline;
    if (level == 0)
        level = 2;
    if (b->tree->standard == STANDARD_UA2_A4F && level == 1 && b->heading == 0 && !b->titled) {
        b->titled = b->under_title = true;
        return TAG_TITLE;
    }
    b->under_title = b->under_title && level > 1;
    level -= b->under_title;
    if (level > b->heading + 1)
        level = b->heading + 1;
    if (level > 6)
        level = 6;
    b->heading = level;
    return (enum tag)(TAG_H1 + (int)level - 1);
}

/* --- lists --------------------------------------------------------------------------------------- */

static enum list_numbering numbering_of(const struct node *node)
{
    struct label label = {0};
    if (node->item.dash)
        return LIST_DISC;
    if (!node->item.label)
        return LIST_NONE;
    numeral_read_label(node->item.label, strlen(node->item.label), &label);
    bool roman = label.kind == LABEL_ROMAN || (label.kind == LABEL_LETTER && label.roman == node->item.number);
    if (roman)
        return label.upper ? LIST_UPPER_ROMAN : LIST_LOWER_ROMAN;
    if (label.kind == LABEL_LETTER)
        return label.upper ? LIST_UPPER_ALPHA : LIST_LOWER_ALPHA;
    return LIST_DECIMAL;
}

/* The list that ends a container, when the item goes on with it; else a new one. */
static uint32_t list_for(struct tag_builder *b, const struct node *node, uint32_t container)
{
    uint32_t last = element_at(b, container)->last;
    const struct tag_kid *kid = last == TAG_NO_KID ? NULL : &b->tree->kids.at[last];
    bool starts = node->item.number == 1 && !node->item.dash;
    if (!starts && kid && kid->kind == KID_ELEMENT && element_at(b, kid->value)->tag == TAG_L)
        return kid->value;
    uint32_t list = tag_add(b, TAG_L, container);
    element_at(b, list)->numbering = numbering_of(node);
    return list;
}

static uint32_t add_item(struct tag_builder *b, const struct content_block *block, const struct node *node, uint32_t container)
{
    uint32_t item = tag_add(b, TAG_LI, list_for(b, node, container));
    uint32_t label = block->label.n ? tag_add(b, TAG_LBL, item) : TAG_ROOT;
    uint32_t body = tag_add(b, TAG_LBODY, item);
    set_body(b, node, body);
    return tag_place_new(b, tag_add(b, TAG_P, body), label);
}

/* --- tables -------------------------------------------------------------------------------------- */

static void add_gap(struct tag_builder *b, uint32_t row, uint32_t columns)
{
    if (columns)
        element_at(b, tag_add(b, TAG_TD, row))->columns = columns;
}

static void add_cell(struct tag_builder *b, const struct table_cell *cell, uint32_t row, enum tag tag)
{
    uint32_t element = tag_add(b, tag, row);
    element_at(b, element)->columns = cell->columns;
    element_at(b, element)->rows = cell->rows;
    if (cell->node < b->node_n)
        b->cell[cell->node] = tag_place_new(b, element, TAG_ROOT);
}

/* One row; `below` says for each column how many further rows a cell from above still covers. Places
 * that no cell covers get an empty one, so that the grid is regular. */
static void add_row(struct tag_builder *b, const struct content_table *table, size_t r, uint32_t group, uint32_t *below)
{
    const struct table_row *row = &table->rows[r];
    uint32_t element = tag_add(b, TAG_TR, group), gap = 0;
    size_t next = 0;
    for (uint32_t column = 0; column < table->columns;) {
        const struct table_cell *cell = next < row->n ? &row->cells[next] : NULL;
        if (cell && cell->column <= column) {
            add_gap(b, element, gap);
            gap = 0;
            add_cell(b, cell, element, r < table->headers ? TAG_TH : TAG_TD);
            for (uint32_t k = 0; k < cell->columns && column < table->columns; k++)
                below[column++] = cell->rows - 1;
            next++;
        } else if (below[column] > 0) {
            add_gap(b, element, gap);
            gap = 0;
            below[column++]--;
        } else {
            gap++;
            column++;
        }
    }
    add_gap(b, element, gap);
}

static void add_table(struct tag_builder *b, const struct content_table *table, uint32_t container)
{
    uint32_t element = tag_add(b, TAG_TABLE, container);
    bool head = table->headers > 0 && table->headers < table->n;
    uint32_t group = tag_add(b, head ? TAG_THEAD : TAG_TBODY, element);
    uint32_t *below = arena_new_array(b->arena, uint32_t, table->columns);
    for (size_t r = 0; r < table->n; r++) {
        if (head && r == table->headers)
            group = tag_add(b, TAG_TBODY, element);
        add_row(b, table, r, group, below);
    }
}

/* --- blocks -------------------------------------------------------------------------------------- */

static uint32_t add_block(struct tag_builder *b, const struct content_block *block)
{
    const struct node *node = node_at(b, block->node);
    uint32_t container = container_of(b, node);
    if (block->rule)
        return NO_PLACE;
    if (block->table) {
        add_table(b, block->table, container);
        return NO_PLACE;
    }
    bool numbered = node && (node->kind == NODE_ITEM || (node->kind == NODE_OPERATIVE && block->label.n));
    if (numbered)
        return add_item(b, block, node, container);
    if (node && node->kind == NODE_OPERATIVE)
        set_body(b, node, container);
    return tag_place_new(b, tag_add(b, is_heading(block) ? heading_tag(b, block) : TAG_P, container), TAG_ROOT);
}

/* Each version of a synopsis has headings of its own, from the title down. */
static void enter_version(struct tag_builder *b, size_t block)
{
    const struct content *content = b->content;
    for (size_t v = 0; v < content->versions.n; v++)
        if (content->versions.at[v].first_block == block && content->versions.at[v].end_block > block) {
            b->root = tag_root_of(b, v);
            b->heading = 0;
            b->titled = b->under_title = false;
        }
}

void tag_blocks(struct tag_builder *b, size_t end)
{
    for (; b->block_n < end; b->block_n++) {
        enter_version(b, b->block_n);
        b->block_place[b->block_n] = add_block(b, &b->content->blocks.at[b->block_n]);
    }
}

/* The first block of a note has the figure as its label, whatever kind of block it is. */
void tag_note(struct tag_builder *b, int32_t note, uint32_t parent)
{
    const struct content_note *content_note = &b->content->notes.at[note];
    const struct block_list *blocks = &content_note->blocks;
    uint32_t element = tag_add(b, TAG_NOTE, parent);
    uint32_t *places = arena_new_array(b->arena, uint32_t, blocks->n);
    b->tree->notes[note].element = element;
    element_at(b, element)->note = note;
    enum lang lang = content_of_note(b->content, (size_t)note)->lang;
    element_at(b, element)->lang = lang;
    element_at(b, element)->says_lang = element_at(b, parent)->lang != lang;
    set_body(b, content_note->note ? content_note->note->body : NULL, element);
    b->note_place[note] = places;
    for (size_t i = 0; i < blocks->n; i++) {
        if (i > 0 || blocks->at[i].table) {
            places[i] = add_block(b, &blocks->at[i]);
            continue;
        }
        uint32_t label = tag_add(b, TAG_LBL, element);
        places[i] = tag_place_new(b, tag_add(b, TAG_P, element), label);
    }
}
