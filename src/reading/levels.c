#include "reading/levels.h"

void levels_start(struct levels *levels, struct node *paragraph, int indent)
{
    levels->open[0] = (struct list_level){.node = paragraph, .indent = indent};
    levels->depth = 1;
}

/* The value that a label continues a level with, or 0. */
static int continued(const struct list_level *level, const struct label *label)
{
    if (level->style == LABEL_DASH)
        return label->kind == LABEL_DASH;
    if (level->style == LABEL_ROMAN && level->upper == label->upper)
        return label->roman == level->value + 1 ? label->roman : 0;
    bool same = label->kind == level->style && label->upper == level->upper;
    return same && label->value == level->value + 1 ? label->value : 0;
}

static bool starts_list(const struct label *label)
{
    return label->value == 1 || label->roman == 1 || label->kind == LABEL_DASH;
}

static int rank_of(const struct label *label, bool roman)
{
    bool bare = label->dot && !label->parenthesis_open; /* a. i. */
    if (label->kind == LABEL_DASH)
        return 5;
    if (roman)
        return bare ? 4 : 2;
    if (label->kind == LABEL_LETTER)
        return bare ? 3 : 1;
    return 2;
}

/* Every item of the level is typed as its first one is. */
static bool repeated(const struct list_level *level, const struct label *label)
{
    if (level->value != 1 || level->upper != label->upper)
        return false;
    return level->style == LABEL_ROMAN ? label->roman == 1 : label->kind == level->style && label->value == 1;
}

/* Among the levels of one indentation, of which `top` is the innermost. */
static int place_by_style(const struct levels *levels, int indent, int top, const struct label *label)
{
    const struct list_level *open = levels->open;
    for (int i = top; i >= 1 && open[i].indent == indent; i--)
        if (continued(&open[i], label) || repeated(&open[i], label))
            return i;
    bool roman = label->kind == LABEL_ROMAN || label->roman == 1;
    if (starts_list(label) && rank_of(label, roman) > open[top].rank)
        return top + 1;
    for (int i = top; i >= 1 && open[i].indent == indent; i--)
        if (open[i].style == label->kind)
            return i;
    return top;
}

int levels_place(const struct levels *levels, int indent, const struct label *label)
{
    int top = levels->depth - 1;
    while (top >= 1 && levels->open[top].indent > indent)
        top--;
    if (top == 0)
        return 1;
    return levels->open[top].indent < indent ? top + 1 : place_by_style(levels, indent, top, label);
}

void levels_open(struct levels *levels, int depth, struct node *item, int indent, const struct label *label)
{
    struct list_level *level = &levels->open[depth];
    bool follows = depth < levels->depth;
    int next = follows ? continued(level, label) : 0;
    bool roman = label->kind == LABEL_ROMAN || (label->roman == 1 && !next);
    if (follows && label->roman && level->style == LABEL_ROMAN)
        roman = true;
    if (next && level->style != LABEL_ROMAN)
        roman = false;
    roman = roman && label->roman > 0;
    *level = (struct list_level){.node = item, .indent = indent, .style = roman ? LABEL_ROMAN : label->kind,
        .rank = rank_of(label, roman), .upper = label->upper, .value = roman ? label->roman : label->value};
    levels->depth = depth + 1;
    item->item.level = depth;
    item->item.dash = level->style == LABEL_DASH;
    item->item.number = item->item.dash ? 0 : level->value;
}

bool levels_expect(const struct levels *levels, int indent, const struct label *label)
{
    if (starts_list(label))
        return true;
    for (int i = 1; i < levels->depth; i++)
        if (levels->open[i].indent == indent || continued(&levels->open[i], label))
            return true;
    return false;
}

bool levels_continue(const struct levels *levels, int indent, const struct label *label)
{
    for (int i = 1; i < levels->depth; i++)
        if (levels->open[i].indent == indent && continued(&levels->open[i], label))
            return true;
    return false;
}

struct node *levels_owner(const struct levels *levels, int indent)
{
    int top = levels->depth - 1;
    while (top > 0 && levels->open[top].indent >= indent)
        top--;
    return top >= 0 ? levels->open[top].node : NULL;
}
