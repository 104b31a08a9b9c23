#include "reading/builder.h"

static const char *label_text(struct builder *b, const struct piece *piece)
{
    const char *bytes = b->doc->source->bytes + piece->label_span.start;
    struct plain text = plain_trim((struct plain){bytes, piece->label_span.end - piece->label_span.start});
    return arena_copy(b->doc->arena, text.at, text.n);
}

void builder_put_operative(struct builder *b, const struct piece *piece)
{
    struct node *node = builder_put_block(b, NODE_OPERATIVE, piece);
    if (piece->label.kind != LABEL_NONE) {
        node->item.number = piece->label.value;
        node->item.label = label_text(b, piece);
    }
    builder_open_list(b, node, piece);
    b->bare = node->first ? NULL : node;
    if (b->stage != STAGE_ANNEX)
        b->stage = STAGE_OPERATIVE;
}

/* The value that a label continues a level with, or 0. */
static int continued(const struct level *level, const struct label *label)
{
    if (level->style == LABEL_DASH)
        return label->kind == LABEL_DASH;
    if (level->style == LABEL_ROMAN)
        return label->roman == level->value + 1 ? label->roman : 0;
    return label->kind == level->style && label->value == level->value + 1 ? label->value : 0;
}

static bool starts_list(const struct label *label)
{
    return label->value == 1 || label->roman == 1 || label->kind == LABEL_DASH;
}

/* Among levels of one indentation the style of the label decides. */
static int depth_by_style(const struct builder *b, const struct piece *piece, int top)
{
    for (int i = top; i >= 1 && b->open[i].indent == piece->indent; i--)
        if (continued(&b->open[i], &piece->label))
            return i;
    if (starts_list(&piece->label) && (piece->label.kind != b->open[top].style || piece->label.roman == 1))
        return top + 1;
    for (int i = top; i >= 1 && b->open[i].indent == piece->indent; i--)
        if (b->open[i].style == piece->label.kind)
            return i;
    return top;
}

static int depth_by_indentation(const struct builder *b, const struct piece *piece)
{
    int top = b->depth - 1;
    while (top >= 1 && b->open[top].indent > piece->indent)
        top--;
    if (top == 0)
        return 1;
    if (b->open[top].indent < piece->indent)
        return top + 1;
    return depth_by_style(b, piece, top);
}

/* At which depth of `open` a labelled piece stands. A label that neither goes on nor starts a list where
 * its indentation puts it belongs to the list that it does go on with. */
static int item_depth(const struct builder *b, const struct piece *piece)
{
    int depth = depth_by_indentation(b, piece);
    if (starts_list(&piece->label) || (depth < b->depth && continued(&b->open[depth], &piece->label)))
        return depth;
    for (int i = b->depth - 1; i >= 1; i--)
        if (continued(&b->open[i], &piece->label))
            return i;
    return depth;
}

static struct level level_of(const struct builder *b, const struct piece *piece, int depth)
{
    const struct label *label = &piece->label;
    struct level level = {.indent = piece->indent, .style = label->kind, .upper = label->upper, .value = label->value};
    int next = depth < b->depth ? continued(&b->open[depth], label) : 0;
    bool roman = next ? b->open[depth].style == LABEL_ROMAN
                      : label->kind == LABEL_ROMAN || (label->roman == 1 && !(depth < b->depth));
    if (roman && label->roman) {
        level.style = LABEL_ROMAN;
        level.value = label->roman;
    }
    return level;
}

void builder_put_item(struct builder *b, struct piece *piece)
{
    int depth = item_depth(b, piece);
    if (depth > ITEM_LEVELS) {
        builder_keep_plain(b, piece, "a list nested deeper than four levels");
        builder_unlabel(b, piece);
        builder_put(b, b->open[ITEM_LEVELS].node, NODE_PARAGRAPH, piece);
        return;
    }
    struct level level = level_of(b, piece, depth);
    level.node = builder_put(b, b->open[depth - 1].node, NODE_ITEM, piece);
    level.node->item.level = depth;
    level.node->item.label = label_text(b, piece);
    level.node->item.dash = level.style == LABEL_DASH;
    level.node->item.number = level.style == LABEL_DASH ? 0 : level.value;
    b->open[depth] = level;
    b->depth = depth + 1;
}

bool builder_is_operative(const struct builder *b, const struct piece *piece)
{
    const struct label *label = &piece->label;
    if (label->kind != LABEL_NUMBER)
        return false;
    if (!b->depth)
        return true;
    return !label->parenthesis_open && !piece->listed && piece->indent <= b->open[0].indent + 2;
}
