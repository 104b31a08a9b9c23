/* The optimiser against exhaustive search on small random problems, and its manners at dead ends. */
#include "test.h"

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "layout/breaks.h"

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Random costs; from each start stretches past `window` are too long. */
struct table {
    size_t n, classes, cycle;
    int64_t cost[10][10][3];
    size_t window[10];
    size_t asked;
    bool neighbours;
};

/* With neighbours, a stretch has look 1 or 2, and two of look 2 side by side cost 60 more. */
static size_t look_of(size_t from, size_t to)
{
    return 1 + (from + to / 2) % 2;
}

static int64_t turn(void *context, size_t before, size_t look, size_t *next)
{
    (void)context;
    *next = look;
    return before == 2 && look == 2 ? 60 : 0;
}

static int64_t table_cost(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    *look = look_of(from, to);
    struct table *table = context;
    table->asked++;
    return to - from > table->window[from] ? BREAKS_TOO_LONG : table->cost[from][to][line_class];
}

static void table_fill(struct table *table, uint32_t *state)
{
    table->n = next_random(state) % 9 + 1;
    table->classes = next_random(state) % 3 + 1;
    table->cycle = next_random(state) % (table->classes + 1);
    for (size_t i = 0; i < 10; i++) {
        table->window[i] = next_random(state) % 6;
        for (size_t j = 0; j < 10; j++)
            for (size_t k = 0; k < 3; k++)
                table->cost[i][j][k] = next_random(state) % 4 ? (int64_t)(next_random(state) % 20) - 3 : BREAKS_FORBIDDEN;
    }
}

static size_t expected_class(const struct table *table, size_t line)
{
    size_t cycle = table->cycle ? table->cycle : 1;
    if (line < table->classes)
        return line;
    return table->classes - cycle + (line - table->classes) % cycle;
}

/* The cheapest chain over all subsets of the inner breakpoints; INT64_MAX when there is none. */
static int64_t exhaustive(struct table *table)
{
    int64_t best = INT64_MAX;
    for (unsigned set = 0; set < 1u << (table->n - 1); set++) {
        int64_t sum = 0;
        size_t from = 0, line = 0, before = 0;
        bool chain = true;
        for (size_t to = 1; to <= table->n && chain; to++) {
            if (to < table->n && !(set >> (to - 1) & 1))
                continue;
            int64_t cost = table_cost(table, from, to, expected_class(table, line++), &(size_t){0});
            if (chain && table->neighbours && cost < BREAKS_FORBIDDEN)
                cost += turn(NULL, before, look_of(from, to), &before);
            chain = cost < BREAKS_FORBIDDEN;
            sum += chain ? cost : 0;
            from = to;
        }
        if (chain && sum < best)
            best = sum;
    }
    return best;
}

static int64_t chain_cost(struct table *table, const struct breaks_result *result)
{
    int64_t sum = 0;
    size_t from = 0, before = 0;
    for (size_t i = 0; i < result->count; i++) {
        int64_t cost = table_cost(table, from, result->chosen[i], expected_class(table, i), &(size_t){0});
        if (cost >= BREAKS_FORBIDDEN)
            before = 0;
        else if (table->neighbours)
            cost += turn(NULL, before, look_of(from, result->chosen[i]), &before);
        assert_true(result->chosen[i] > from);
        sum += cost < BREAKS_FORBIDDEN ? cost : 0;
        from = result->chosen[i];
    }
    assert_int_equal(from, table->n);
    return sum;
}

static void finds_what_exhaustive_search_finds(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    uint32_t state = 7;
    size_t chains = 0, dead_ends = 0;
    for (int round = 0; round < 20000; round++) {
        struct table table = {0};
        table_fill(&table, &state);
        table.neighbours = round % 2;
        struct breaks_problem problem = {.n = table.n, .line_classes = table.classes, .cycle = table.cycle, .context = &table,
            .states = table.neighbours ? 3 : 0, .cost = table_cost, .turn = turn};
        struct breaks_result result = breaks_find(arena, &problem);
        int64_t best = exhaustive(&table);
        assert_int_equal(result.forced == 0, best != INT64_MAX);
        assert_int_equal(chain_cost(&table, &result), result.cost);
        if (best != INT64_MAX)
            assert_int_equal(result.cost, best);
        chains += best != INT64_MAX;
        dead_ends += best == INT64_MAX;
        arena_reset(arena);
    }
    assert_true(chains > 3000 && dead_ends > 3000);
    arena_free(arena);
}

/* A bound leaves out only what could not be chosen: the same chain is found, whatever bound it keeps, and none
 * when it keeps none. */
static void a_bound_changes_nothing(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    uint32_t state = 11;
    size_t chains = 0, asked = 0, bounded = 0;
    for (int round = 0; round < 20000; round++) {
        struct table table = {0};
        table_fill(&table, &state);
        for (size_t i = 0; i < 300; i++) {
            int64_t *cost = &(&table.cost[0][0][0])[i];
            *cost = *cost < 0 ? 4 : *cost;
        }
        table.neighbours = round % 2;
        struct breaks_problem problem = {.n = table.n, .line_classes = table.classes, .cycle = table.cycle, .context = &table,
            .states = table.neighbours ? 3 : 0, .cost = table_cost, .turn = turn};
        struct breaks_result result = breaks_find(arena, &problem);
        if (!result.forced && result.cost > 0) {
            asked += table.asked;
            table.asked = 0;
            problem.bound = result.cost + (round % 3 ? 0 : next_random(&state) % 10);
            struct breaks_result again = breaks_find(arena, &problem);
            bounded += table.asked;
            assert_int_equal(again.forced, 0);
            assert_int_equal(again.cost, result.cost);
            assert_int_equal(again.count, result.count);
            assert_memory_equal(again.chosen, result.chosen, result.count * sizeof *result.chosen);
            problem.bound = result.cost - 1;
            if (problem.bound > 0)
                assert_int_equal(breaks_find(arena, &problem).count, 0);
            chains++;
        }
        arena_reset(arena);
    }
    assert_true(chains > 3000);
    assert_true(bounded < asked);
    arena_free(arena);
}

/* Words of given widths on lines of `measure`, cost the square of the rest. */
struct words {
    const int *width;
    int measure, least; /* stretches narrower than `least` are forbidden unless they end the text */
    size_t n;
};

static int64_t words_cost(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)look;
    (void)line_class;
    const struct words *words = context;
    int64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += words->width[i];
    if (sum > words->measure)
        return BREAKS_TOO_LONG;
    if (sum < words->least && to < words->n)
        return BREAKS_FORBIDDEN;
    return to == words->n ? 0 : (words->measure - sum) * (words->measure - sum);
}

static struct breaks_result find_words(struct arena *arena, struct words *words)
{
    return breaks_find(arena, &(struct breaks_problem){.n = words->n, .line_classes = 1, .cost = words_cost, .context = words});
}

static void takes_the_earlier_break_of_equals(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct words words = {(const int[]){3, 1, 3, 1}, 4, 0, 4};
    struct breaks_result result = find_words(arena, &words);
    assert_int_equal(result.count, 2);
    assert_int_equal(result.chosen[0], 2);
    struct words tie = {(const int[]){2, 1, 2, 9}, 4, 0, 4};
    result = find_words(arena, &tie);
    assert_int_equal(result.chosen[0], 1); /* |2|1 2|9| and |2 1|2|9| cost 4 + 1 and 1 + 4 */
    arena_free(arena);
}

static void goes_on_past_a_word_wider_than_the_line(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct words words = {(const int[]){1, 1, 50, 1, 1}, 4, 3, 5};
    struct breaks_result result = find_words(arena, &words);
    assert_int_equal(result.forced, 2); /* the loose line before it, and itself */
    assert_int_equal(result.count, 3);
    assert_int_equal(result.chosen[0], 2);
    assert_int_equal(result.chosen[1], 3);
    assert_int_equal(result.chosen[2], 5);
    arena_free(arena);
}

static int64_t never(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)look;
    (void)context, (void)from, (void)to, (void)line_class;
    return BREAKS_TOO_LONG;
}

static int64_t enormous(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)look;
    (void)context, (void)line_class;
    return to - from > 1 ? BREAKS_TOO_LONG : BREAKS_FORBIDDEN - 1;
}

static void bears_the_extremes(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct breaks_result result = breaks_find(arena, &(struct breaks_problem){.n = 0, .line_classes = 2, .cost = never});
    assert_int_equal(result.count, 0);
    result = breaks_find(arena, &(struct breaks_problem){.n = 3, .line_classes = 2, .cost = never});
    assert_int_equal(result.count, 3);
    assert_int_equal(result.forced, 3);
    result = breaks_find(arena, &(struct breaks_problem){.n = 9, .line_classes = 1, .cost = enormous});
    assert_int_equal(result.count, 9);
    assert_int_equal(result.forced, 0);
    assert_int_equal(result.cost, BREAKS_FORBIDDEN - 1);
    arena_free(arena);
}

struct counted {
    size_t asked;
    bool neighbours;
};

static int64_t counted_cost(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)look;
    (void)line_class;
    struct counted *counted = context;
    counted->asked++;
    int64_t rest = 25 - (int64_t)(to - from);
    return rest < 0 ? BREAKS_TOO_LONG : rest * rest;
}

static void asks_a_bounded_number_of_times(void **unused)
{
    (void)unused;
    struct arena *arena = arena_new();
    struct counted counted = {0};
    clock_t start = clock();
    breaks_find(arena, &(struct breaks_problem){.n = 200000, .line_classes = 2, .cost = counted_cost, .context = &counted});
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_true(counted.asked <= 200000u * 26);
    print_message("# 200,000 breakpoints, window 25: %.1f ms\n", seconds * 1000);
    counted.asked = 0;
    start = clock();
    for (int i = 0; i < 1000; i++) {
        breaks_find(arena, &(struct breaks_problem){.n = 100, .line_classes = 1, .cost = counted_cost, .context = &counted});
        arena_reset(arena);
    }
    print_message("# a paragraph of 100 breakpoints: %.1f us\n", (double)(clock() - start) / CLOCKS_PER_SEC * 1000);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_exhaustive_search_finds),
        cmocka_unit_test(a_bound_changes_nothing),
        cmocka_unit_test(takes_the_earlier_break_of_equals),
        cmocka_unit_test(goes_on_past_a_word_wider_than_the_line),
        cmocka_unit_test(bears_the_extremes),
        cmocka_unit_test(asks_a_bounded_number_of_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
