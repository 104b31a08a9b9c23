/* Numbers of four and more digits in Arabic text. With ordinary spaces each group of digits is a word
 * of its own and the bidi algorithm puts the first to the right, so old sources store the groups
 * backwards: "000 981 4" is to be read 4 981 000 (house-style 4). No-break spaces keep a number
 * together in its own order; so backward numbers are turned round and forward ones are joined, each
 * where it can be read in one way only. Numbers without an ordinary space stay. */
#include "template/letters.h"

#include "language/date.h"

enum { GROUPS_MOST = 8, GROUP_LONGEST = 3 };

enum order { ORDER_NONE, ORDER_FORWARD, ORDER_BACKWARD, ORDER_EITHER };

struct groups {
    size_t start, end; /* [letter] the whole */
    size_t at[GROUPS_MOST], n[GROUPS_MOST]; /* [letter] each group */
    size_t count;
    bool plain; /* some space between them is an ordinary one */
    bool broken; /* more or longer groups than a number has */
};

static bool is_group_space(uint32_t c)
{
    return c == ' ' || c == NO_BREAK_SPACE || c == 0x202F;
}

/* Reads digits in groups with single spaces between them. */
static struct groups read_groups(const struct letters *letters, size_t start)
{
    struct groups groups = {.start = start, .end = start};
    for (size_t at = start;; at++) {
        size_t first = at;
        while (letter_is_digit(letter_at(letters, at)))
            at++;
        if (groups.count == GROUPS_MOST || at - first > GROUP_LONGEST) {
            groups.broken = true;
        } else {
            groups.at[groups.count] = first;
            groups.n[groups.count++] = at - first;
        }
        groups.end = at;
        if (!is_group_space(letter_at(letters, at)) || !letter_is_digit(letter_at(letters, at + 1)))
            return groups;
        groups.plain |= letter_at(letters, at) == ' ';
    }
}

/* Part of a symbol, a date or a decimal number, or followed by the month of its last figure. */
static bool is_other(const struct letters *letters, const struct groups *groups)
{
    uint32_t before = letter_before(letters, groups->start), after = letter_at(letters, groups->end);
    uint32_t beyond = letter_at(letters, groups->end + 1);
    if (letter_is_word(before) || letter_is_one_of(before, "/.,-:") || letter_is_word(after))
        return true;
    if (letter_is_one_of(after, "/.,-:") && letter_is_digit(beyond))
        return true;
    if (after == '/' || !letter_is_space(after) || groups->end + 1 >= letters->n)
        return after == '/';
    const struct letter *word = &letters->at[groups->end + 1];
    const struct run *run = &letters->runs[word->run];
    return run->kind == RUN_TEXT && date_starts_month(run->text + word->at, run->n - word->at);
}

static enum order order_of(const struct letters *letters, const struct groups *groups)
{
    size_t last = groups->count - 1;
    if (groups->broken || !groups->plain || is_other(letters, groups))
        return ORDER_NONE;
    bool forward = letters->at[groups->at[0]].c != '0', backward = letters->at[groups->at[last]].c != '0';
    for (size_t i = 0; i <= last; i++) {
        forward = forward && (i == 0 || groups->n[i] == GROUP_LONGEST);
        backward = backward && (i == last || groups->n[i] == GROUP_LONGEST);
    }
    return forward && backward ? ORDER_EITHER : forward ? ORDER_FORWARD : backward ? ORDER_BACKWARD : ORDER_NONE;
}

/* ---- tables --------------------------------------------------------------------------------- */

static void learn_from_cell(struct resolver *resolver, const struct node *cell, bool seen[ORDER_EITHER + 1])
{
    struct buf text;
    buf_init(&text, resolver->arena);
    node_text(cell, &text);
    if (text.n == 0)
        return;
    struct run run = {.kind = RUN_TEXT, .text = text.at, .n = (uint32_t)text.n};
    struct run_list runs = {&run, 1, 1};
    struct letters letters = {.resolver = resolver};
    letters_load(&letters, &runs, 0);
    for (size_t i = 0; i < letters.n; i++)
        if (letter_is_digit(letters.at[i].c)) {
            struct groups groups = read_groups(&letters, i);
            seen[order_of(&letters, &groups)] = true;
            i = groups.end;
        }
}

/* The order of those numbers in a cell's table that can be read in one way only, when they agree. */
static enum order order_of_table(struct resolver *resolver, const struct node *cell)
{
    struct typography *typography = &resolver->typography;
    struct node *table = cell->parent ? cell->parent->parent : NULL;
    if (!table || table == typography->table)
        return table ? (enum order)typography->table_order : ORDER_EITHER;
    bool seen[ORDER_EITHER + 1] = {false};
    for (struct walk walk = walk_start(table); walk_next(&walk);)
        if (walk.entering && walk.node->kind == NODE_CELL)
            learn_from_cell(resolver, walk.node, seen);
    enum order order = seen[ORDER_FORWARD] == seen[ORDER_BACKWARD] ? ORDER_EITHER
        : seen[ORDER_FORWARD] ? ORDER_FORWARD : ORDER_BACKWARD;
    typography->table = table;
    typography->table_order = (uint8_t)order;
    return order;
}

/* ---- setting -------------------------------------------------------------------------------- */

static bool is_own(const struct letters *letters, const struct groups *groups)
{
    for (size_t i = groups->start; i < groups->end; i++)
        if (!letters->at[i].own || letters->at[i].run != letters->at[groups->start].run)
            return false;
    return true;
}

static const char *text_of(const struct letters *letters, const struct groups *groups)
{
    struct buf text;
    buf_init(&text, letters->resolver->arena);
    for (size_t i = groups->start; i < groups->end; i++)
        buf_utf8(&text, is_group_space(letters->at[i].c) ? ' ' : letters->at[i].c);
    return text.at;
}

static void join(struct letters *letters, const struct groups *groups)
{
    for (size_t i = 1; i < groups->count; i++)
        letter_change(letters, groups->at[i] - 1, NO_BREAK_SPACE);
}

/* The groups the other way round; there are as many letters as before. */
static void turn(struct letters *letters, const struct groups *groups)
{
    uint32_t turned[GROUPS_MOST * (GROUP_LONGEST + 1)];
    size_t n = 0;
    for (size_t i = groups->count; i-- > 0;) {
        for (size_t k = 0; k < groups->n[i]; k++)
            turned[n++] = letters->at[groups->at[i] + k].c;
        turned[n++] = NO_BREAK_SPACE;
    }
    const char *typed = text_of(letters, groups);
    for (size_t i = 0; i + 1 < n; i++)
        letter_change(letters, groups->start + i, turned[i]);
    const struct resolver *resolver = letters->resolver;
    diag_at(resolver->report, DIAG_DIGITS_REVERSED, resolver->doc->source,
        letter_span(letters, groups->start, groups->end), typed, text_of(letters, groups));
}

void groups_set(struct letters *letters, const struct node *parent)
{
    for (size_t i = 0; i < letters->n; i++) {
        if (!letter_is_digit(letters->at[i].c))
            continue;
        struct groups groups = read_groups(letters, i);
        enum order order = order_of(letters, &groups);
        if (order == ORDER_EITHER && parent && parent->kind == NODE_CELL)
            order = order_of_table(letters->resolver, parent);
        if (order == ORDER_FORWARD && is_own(letters, &groups))
            join(letters, &groups);
        else if (order == ORDER_BACKWARD && is_own(letters, &groups))
            turn(letters, &groups);
        i = groups.end;
    }
}
