/* Shortest path over breakpoints. A node is a breakpoint together with the class of the line that starts
 * there and the state of the chain; nodes are settled in order of breakpoints, since every stretch goes
 * forward. */
#include "layout/breaks.h"

#include <stdbool.h>

/* A place is a breakpoint together with a line class, a node a place together with a state. */
struct node {
    int64_t cost; /* of the cheapest chain from the start */
    size_t from; /* node before it in that chain */
};

struct search {
    const struct breaks_problem *problem;
    size_t states, classes; /* nodes of a place; nodes of a breakpoint: line classes times states */
    struct node *node; /* (n + 1) * classes of them, filled where a chain ends */
    uint64_t *reached; /* by place: bit of each state in which a chain ends there */
    size_t reach; /* furthest breakpoint reached */
    size_t forced;
};

static size_t class_after(const struct breaks_problem *problem, size_t line_class)
{
    if (line_class + 1 < problem->line_classes)
        return line_class + 1;
    size_t cycle = problem->cycle ? problem->cycle : 1;
    return problem->line_classes - (cycle < problem->line_classes ? cycle : problem->line_classes);
}

static int64_t cost_sum(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return a < 0 ? INT64_MIN : BREAKS_FORBIDDEN - 1;
    return sum < BREAKS_FORBIDDEN ? sum : BREAKS_FORBIDDEN - 1;
}

static void offer(struct search *search, size_t from, size_t to, size_t line_class, size_t state, int64_t cost)
{
    size_t place = to * search->problem->line_classes + line_class;
    struct node *node = &search->node[place * search->states + state];
    uint64_t bit = UINT64_C(1) << state;
    if (!(search->reached[place] & bit) || cost < node->cost)
        *node = (struct node){cost, from};
    search->reached[place] |= bit;
    if (to > search->reach)
        search->reach = to;
}

/* Goes on from a node over one stretch. */
static void step(struct search *search, size_t from, size_t state, size_t to, size_t next_class, int64_t cost, size_t look)
{
    const struct breaks_problem *problem = search->problem;
    size_t next = 0;
    if (search->states > 1)
        cost = cost_sum(cost, problem->turn(problem->context, state, look, &next));
    cost = cost_sum(search->node[from].cost, cost);
    if (!problem->bound || cost <= problem->bound)
        offer(search, from, to, next_class, next, cost);
}

/* Tries every stretch from a breakpoint, as a line of one class. */
static void extend(struct search *search, size_t at, size_t line_class)
{
    const struct breaks_problem *problem = search->problem;
    size_t place = at * problem->line_classes + line_class, next = class_after(problem, line_class);
    uint64_t reached = search->reached[place];
    if (!reached)
        return;
    for (size_t to = problem->nearest ? problem->nearest(problem->context, at, line_class) : at + 1; to <= problem->n; to++) {
        size_t look = 0;
        int64_t cost = problem->cost(problem->context, at, to, line_class, &look);
        if (cost == BREAKS_TOO_LONG)
            break;
        for (uint64_t left = cost == BREAKS_FORBIDDEN ? 0 : reached; left; left &= left - 1) {
            size_t state = (size_t)__builtin_ctzll(left);
            step(search, place * search->states + state, state, to, next, cost, look);
        }
    }
}

/* The cheapest way to stand at a breakpoint that a chain reaches. */
static size_t best_node(const struct search *search, size_t at)
{
    size_t first = at * search->problem->line_classes, best = SIZE_MAX;
    for (size_t place = first; place < first + search->problem->line_classes; place++)
        for (uint64_t left = search->reached[place]; left; left &= left - 1) {
            size_t node = place * search->states + (size_t)__builtin_ctzll(left);
            if (best == SIZE_MAX || search->node[node].cost < search->node[best].cost)
                best = node;
        }
    return best;
}

/* A dead end: every stretch from `at` is forbidden or too long, and so were those from before it. */
static void force(struct search *search, size_t at)
{
    const struct breaks_problem *problem = search->problem;
    size_t from = best_node(search, at), look = 0;
    size_t line_class = from % search->classes / search->states;
    size_t to = at + 1;
    while (to < problem->n && problem->cost(problem->context, at, to + 1, line_class, &look) != BREAKS_TOO_LONG)
        to++;
    offer(search, from, to, class_after(problem, line_class), 0, search->node[from].cost);
    search->forced++;
}

static struct breaks_result trace(const struct search *search, struct arena *arena)
{
    size_t classes = search->classes;
    size_t last = best_node(search, search->problem->n);
    struct breaks_result result = {.forced = search->forced, .cost = search->node[last].cost};
    for (size_t node = last; node >= classes; node = search->node[node].from)
        result.count++;
    result.chosen = arena_new_room(arena, size_t, result.count);
    size_t i = result.count;
    for (size_t node = last; node >= classes; node = search->node[node].from)
        result.chosen[--i] = node / classes;
    return result;
}

struct breaks_result breaks_find(struct arena *arena, const struct breaks_problem *problem)
{
    size_t states = problem->states ? problem->states : 1, places = (problem->n + 1) * problem->line_classes;
    struct search search = {.problem = problem, .states = states, .classes = problem->line_classes * states,
        .node = arena_new_room(arena, struct node, places * states), .reached = arena_new_array(arena, uint64_t, places)};
    search.node[0] = (struct node){0, 0};
    search.reached[0] = 1;
    for (size_t at = 0; at < problem->n; at++) {
        for (size_t line_class = 0; line_class < problem->line_classes; line_class++)
            extend(&search, at, line_class);
        if (search.reach > at)
            continue;
        if (problem->bound)
            return (struct breaks_result){0};
        force(&search, at);
    }
    return trace(&search, arena);
}
