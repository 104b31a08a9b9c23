/* Pagination on plain numbers: what must hold for every document, tried on thousands of generated ones. */
#include "test.h"

#include <stdio.h>
#include <time.h>

#include "layout/paginate.h"

enum { LINE = 12 * UNIT_PT, NOTE_LINE = 10 * UNIT_PT, ROOM = 480 * UNIT_PT, GAP = 20 * UNIT_PT };

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* ---- documents ---------------------------------------------------------------------------- */

struct document {
    struct arena *arena;
    LIST(struct paginate_line) lines;
    LIST(struct paginate_note_line) notes;
    struct paginate_flow flow;
};

static struct document document_new(void)
{
    return (struct document){.arena = arena_new(), .flow = {.room = {ROOM, ROOM, ROOM}, .note_gap = GAP}};
}

/* A paragraph; its first line keeps `space` above. Two lines stay together at either end. */
static void add_paragraph(struct document *document, size_t n, hx_unit space)
{
    for (size_t i = 0; i < n; i++)
        *list_add(document->arena, &document->lines) = (struct paginate_line){
            .height = LINE + (i == 0 ? space : 0),
            .notes = (uint32_t)document->notes.n,
            .break_cost = i + 1 < n && (i < 1 || i + 3 > n) ? PAGINATE_BAD : 0};
}

/* The last line added calls a note. */
static void add_note(struct document *document, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *list_add(document->arena, &document->notes) = (struct paginate_note_line){NOTE_LINE, i == 0};
    document->lines.at[document->lines.n - 1].notes = (uint32_t)document->notes.n;
}

static struct paginate_result paginate_document(struct document *document)
{
    document->flow.lines = document->lines.at;
    document->flow.n = document->lines.n;
    document->flow.notes = document->notes.at;
    return paginate(document->arena, &document->flow);
}

/* Paragraphs become tables on landscape pages, whose lines start a page where that changes. */
static void turn_some(struct document *document, uint32_t *state)
{
    size_t n = document->lines.n;
    for (int i = 0; i < 3; i++) {
        size_t start = 1 + next_random(state) % n, end = start + next_random(state) % 70;
        for (size_t line = start; line < end && line < n; line++)
            document->lines.at[line].landscape = true;
    }
    for (size_t line = 1; line < n; line++)
        document->lines.at[line].page_before |= document->lines.at[line].landscape != document->lines.at[line - 1].landscape;
    document->flow.landscape_room[PAGINATE_EVEN] = ROOM * 2 / 3;
    document->flow.landscape_room[PAGINATE_ODD] = next_random(state) % 2 ? ROOM * 2 / 3 : ROOM / 2;
}

static struct document random_document(uint32_t seed)
{
    uint32_t state = seed * 2654435761u + 1;
    struct document document = document_new();
    size_t paragraphs = next_random(&state) % 60 + 1;
    uint32_t notes = next_random(&state) % 6, longest = next_random(&state) % 4 ? 5 : 90;
    for (size_t i = 0; i < paragraphs; i++) {
        add_paragraph(&document, next_random(&state) % 9 + 1, (hx_unit)(next_random(&state) % 3) * 6 * UNIT_PT);
        if (next_random(&state) % 10 < notes)
            add_note(&document, next_random(&state) % longest + 1);
        if (next_random(&state) % 25 == 0)
            document.lines.at[document.lines.n - 1].page_before = true;
        if (next_random(&state) % 8 == 0)
            document.lines.at[document.lines.n - 1].break_cost = PAGINATE_BAD; /* a heading */
    }
    document.lines.at[0].page_before = false;
    document.flow.room[PAGINATE_FIRST] = next_random(&state) % 2 ? ROOM : ROOM / 3;
    document.flow.room[PAGINATE_ODD] = next_random(&state) % 3 ? ROOM : ROOM - LINE;
    if (seed % 3 == 0)
        turn_some(&document, &state);
    return document;
}

/* ---- what must hold ----------------------------------------------------------------------- */

static int64_t page_used(const struct paginate_flow *flow, struct paginate_page start, struct paginate_page end)
{
    int64_t used = 0;
    for (size_t i = start.lines + 1; i < end.lines; i++)
        used += flow->lines[i].height;
    for (size_t i = start.notes + 1; i < end.notes; i++)
        used += flow->notes[i].height;
    return end.notes > start.notes && end.lines > start.lines ? used + flow->note_gap : used;
}

static size_t page_of_line(const struct paginate_result *result, size_t line)
{
    size_t page = 0;
    while (result->pages[page].lines <= line)
        page++;
    return page;
}

static size_t page_of_note_line(const struct paginate_result *result, size_t line)
{
    size_t page = 0;
    while (result->pages[page].notes <= line)
        page++;
    return page;
}

static void check_pages(const struct paginate_flow *flow, const struct paginate_result *result)
{
    struct paginate_page before = {0};
    for (size_t i = 0; i < result->n; i++) {
        struct paginate_page page = result->pages[i];
        assert_true(page.lines > before.lines || page.notes > before.notes);
        assert_true(page.lines >= before.lines && page.notes >= before.notes);
        const hx_unit *room = page.landscape ? flow->landscape_room : flow->room;
        assert_true(page_used(flow, before, page) <= room[i == 0 ? PAGINATE_FIRST : i % 2 ? PAGINATE_EVEN : PAGINATE_ODD]);
        for (size_t line = before.lines; line < page.lines; line++) {
            assert_false(line > before.lines && flow->lines[line].page_before);
            assert_int_equal(flow->lines[line].landscape, page.landscape);
        }
        for (size_t line = 0, note = before.notes; note < page.notes; note++) {
            while (flow->lines[line].notes <= note)
                line++;
            assert_int_equal(flow->lines[line].landscape, page.landscape); /* it is set as wide as its call */
        }
        before = page;
    }
    assert_int_equal(before.lines, flow->n); /* nothing lost */
    assert_int_equal(before.notes, flow->lines[flow->n - 1].notes);
}

/* Notes are on the page of their call or after it; away from it only where a split is reported by cost. */
static void check_notes(const struct paginate_flow *flow, const struct paginate_result *result)
{
    bool split = false;
    for (size_t line = 0, note = 0; line < flow->n; line++)
        for (; note < flow->lines[line].notes; note++) {
            size_t call = page_of_line(result, line), stands = page_of_note_line(result, note);
            assert_true(stands >= call);
            split = split || stands > call;
        }
    assert_true(split == false || result->cost >= PAGINATE_SPLIT);
}

static void check_document(struct document *document)
{
    struct paginate_result result = paginate_document(document);
    check_pages(&document->flow, &result);
    check_notes(&document->flow, &result);
    struct paginate_result again = paginate_document(document);
    assert_int_equal(result.n, again.n);
    assert_memory_equal(result.pages, again.pages, result.n * sizeof *result.pages);
    arena_free(document->arena);
}

static void nothing_is_lost_or_overlaps(void **unused)
{
    (void)unused;
    for (uint32_t seed = 0; seed < 2500; seed++) {
        struct document document = random_document(seed);
        check_document(&document);
    }
}

/* ---- single cases ------------------------------------------------------------------------- */

static void assert_page(const struct paginate_result *result, size_t page, size_t lines, size_t notes)
{
    assert_true(page < result->n);
    assert_int_equal(result->pages[page].lines, lines);
    assert_int_equal(result->pages[page].notes, notes);
}

static void fills_pages(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int i = 0; i < 100; i++)
        add_paragraph(&document, 1, 0);
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 3); /* 41 baselines on 480 pt */
    assert_page(&result, 0, 41, 0);
    assert_page(&result, 1, 82, 0);
    assert_page(&result, 2, 100, 0);
    assert_int_equal(result.cost, 0);
    arena_free(document.arena);
}

static void drops_the_space_above_a_page(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int i = 0; i < 82; i++)
        add_paragraph(&document, 1, i == 41 ? 300 * UNIT_PT : 0);
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 2);
    assert_page(&result, 0, 41, 0);
    arena_free(document.arena);
}

/* Demerits of a page with the lines [start, end) of a document without notes; INT64_MAX when it cannot be. */
static int64_t demerits(const struct paginate_flow *flow, size_t start, size_t end)
{
    int64_t height = 0;
    for (size_t i = start + 1; i < end; i++) {
        if (flow->lines[i].page_before)
            return INT64_MAX;
        height += flow->lines[i].height;
    }
    if (height > ROOM)
        return INT64_MAX;
    int64_t unused = (ROOM - height) * 1000 / ROOM;
    int64_t fill = end == flow->n || flow->lines[end].page_before ? 0 : unused * unused;
    return fill + (end == flow->n ? 0 : flow->lines[end - 1].break_cost);
}

static int64_t least_demerits(struct arena *arena, const struct paginate_flow *flow)
{
    int64_t *least = arena_new_array(arena, int64_t, flow->n + 1);
    for (size_t end = 1; end <= flow->n; end++) {
        least[end] = INT64_MAX;
        for (size_t start = end; start-- > 0;) {
            int64_t page = demerits(flow, start, end);
            if (page == INT64_MAX)
                break;
            if (least[start] + page < least[end])
                least[end] = least[start] + page;
        }
    }
    return least[flow->n];
}

/* Both where pages are nearly full and where some must be left half empty. */
static void finds_the_best_pages(void **unused)
{
    (void)unused;
    size_t full = 0, loose = 0;
    for (uint32_t seed = 1; seed <= 600; seed++) {
        uint32_t state = seed * 2654435761u + 1, longest = seed % 2 ? 6 : 30;
        struct document document = document_new();
        for (size_t n = next_random(&state) % 40 + 1; n > 0; n--) {
            add_paragraph(&document, next_random(&state) % longest + 1, (hx_unit)(next_random(&state) % 3) * 6 * UNIT_PT);
            for (size_t i = document.lines.n; seed % 4 == 0 && i > 1 && document.lines.at[i - 1].height == LINE; i--)
                document.lines.at[i - 2].break_cost = PAGINATE_BAD; /* kept together */
            if (next_random(&state) % 12 == 0)
                document.lines.at[document.lines.n - 1].page_before = document.lines.n > 1;
        }
        struct paginate_result result = paginate_document(&document);
        assert_int_equal(result.cost, least_demerits(document.arena, &document.flow));
        full += result.n > 2 && result.cost <= 40000;
        loose += result.cost > 40000;
        arena_free(document.arena);
    }
    assert_true(full > 30 && loose > 30);
}

static void leaves_no_widow_or_orphan(void **unused)
{
    (void)unused;
    struct document document = document_new();
    add_paragraph(&document, 40, 0);
    add_paragraph(&document, 4, 0); /* only its first line would fit */
    add_paragraph(&document, 3, 0);
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 2);
    assert_page(&result, 0, 40, 0);
    arena_free(document.arena);
}

static void breaks_a_kept_block_longer_than_a_page(void **unused)
{
    (void)unused;
    struct document document = document_new();
    add_paragraph(&document, 90, 0);
    for (size_t i = 0; i + 1 < 90; i++)
        document.lines.at[i].break_cost = PAGINATE_BAD;
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 3);
    assert_true(result.cost >= 2 * PAGINATE_BAD);
    check_pages(&document.flow, &result);
    arena_free(document.arena);
}

static void takes_a_note_along_with_its_call(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int i = 0; i < 40; i++)
        add_paragraph(&document, 1, 0);
    add_note(&document, 3); /* called in line 40, 480 - 20 - 20 leaves 37 baselines */
    add_paragraph(&document, 1, 0);
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 2);
    assert_page(&result, 0, 39, 0);
    assert_page(&result, 1, 41, 3);
    arena_free(document.arena);
}

static void splits_a_note_longer_than_a_page(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int i = 0; i < 10; i++)
        add_paragraph(&document, 1, 0);
    add_note(&document, 70);
    add_paragraph(&document, 6, 0);
    add_note(&document, 2);
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 2);
    /* 10 lines: 108 pt; 480 - 108 - 20 = 352: 36 note lines; the rest before the next note */
    assert_page(&result, 0, 10, 36);
    assert_page(&result, 1, 16, 72);
    assert_true(result.cost >= PAGINATE_SPLIT && result.cost < 2 * PAGINATE_SPLIT);
    arena_free(document.arena);
}

static void splits_over_many_pages(void **unused)
{
    (void)unused;
    struct document document = document_new();
    add_paragraph(&document, 1, 0);
    add_note(&document, 500);
    struct paginate_result result = paginate_document(&document);
    check_pages(&document.flow, &result);
    check_notes(&document.flow, &result);
    assert_int_equal(result.n, 11); /* 47 beside the line, then 49 a page */
    arena_free(document.arena);
}

static void bears_a_page_with_no_room(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int kind = 0; kind < PAGINATE_KINDS; kind++)
        document.flow.room[kind] = 0;
    for (int i = 0; i < 3; i++) {
        add_paragraph(&document, 2, 0);
        add_note(&document, 2);
    }
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 12); /* a line or a note line each */
    check_pages(&document.flow, &result);
    check_notes(&document.flow, &result);
    arena_free(document.arena);
}

static void keeps_different_rooms_apart(void **unused)
{
    (void)unused;
    struct document document = document_new();
    for (int i = 0; i < 62; i++)
        add_paragraph(&document, 1, 0);
    document.flow.room[PAGINATE_FIRST] = LINE; /* 2 */
    document.flow.room[PAGINATE_EVEN] = 9 * LINE; /* 10 */
    document.flow.room[PAGINATE_ODD] = 19 * LINE; /* 20 */
    struct paginate_result result = paginate_document(&document);
    assert_int_equal(result.n, 5);
    assert_page(&result, 0, 2, 0);
    assert_page(&result, 1, 12, 0);
    assert_page(&result, 2, 32, 0);
    assert_page(&result, 3, 42, 0);
    assert_page(&result, 4, 62, 0);
    arena_free(document.arena);
}

/* A table of its own between paragraphs, whose last note is longer than its page. */
static void landscape_lines_have_pages_of_their_own(void **unused)
{
    (void)unused;
    struct document document = document_new();
    document.flow.landscape_room[PAGINATE_EVEN] = document.flow.landscape_room[PAGINATE_ODD] = 10 * LINE;
    add_paragraph(&document, 4, 0);
    for (int i = 0; i < 12; i++)
        add_paragraph(&document, 1, 0);
    add_note(&document, 9);
    for (size_t i = 4; i < 16; i++)
        document.lines.at[i].landscape = true;
    add_paragraph(&document, 4, 0);
    document.lines.at[4].page_before = document.lines.at[16].page_before = true;
    struct paginate_result result = paginate_document(&document);
    check_pages(&document.flow, &result);
    check_notes(&document.flow, &result);
    assert_int_equal(result.n, 4);
    assert_false(result.pages[0].landscape);
    assert_true(result.pages[1].landscape && result.pages[2].landscape);
    assert_page(&result, 2, 16, 9);
    assert_false(result.pages[3].landscape);
    arena_free(document.arena);
}

/* ---- time --------------------------------------------------------------------------------- */

static double seconds_for(struct document *document)
{
    clock_t start = clock();
    struct paginate_result result = paginate_document(document);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    check_pages(&document->flow, &result);
    arena_free(document->arena);
    return seconds;
}

static double plain_seconds(size_t lines)
{
    struct document document = document_new();
    for (size_t i = 0; i < lines / 10; i++) {
        add_paragraph(&document, 10, 6 * UNIT_PT);
        if (i % 3 == 0)
            add_note(&document, 2);
    }
    return seconds_for(&document);
}

static void takes_time_in_step_with_length(void **unused)
{
    (void)unused;
    double small = plain_seconds(10000), large = plain_seconds(100000);
    print_message("# 10,000 lines %.1f ms, 100,000 lines %.1f ms\n", small * 1000, large * 1000);
    assert_true(large < 40 * small + 0.1);
}

static void bears_floods_of_notes(void **unused)
{
    (void)unused;
    struct document every = document_new(), one = document_new(), many = document_new();
    for (int i = 0; i < 400; i++) {
        add_paragraph(&every, 1, 0);
        add_note(&every, 60);
    }
    add_paragraph(&one, 1, 0);
    add_note(&one, 20000);
    add_paragraph(&one, 50, 0);
    for (int i = 0; i < 500; i++) {
        add_paragraph(&many, 1, 0);
        for (int k = 0; k < 50; k++)
            add_note(&many, 1);
    }
    double a = seconds_for(&every), b = seconds_for(&one), c = seconds_for(&many);
    print_message("# 400 notes of 60 lines %.0f ms, one of 20,000 %.0f ms, 50 a line %.0f ms\n", a * 1000, b * 1000, c * 1000);
    assert_true(a + b + c < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_or_overlaps),
        cmocka_unit_test(fills_pages),
        cmocka_unit_test(drops_the_space_above_a_page),
        cmocka_unit_test(finds_the_best_pages),
        cmocka_unit_test(leaves_no_widow_or_orphan),
        cmocka_unit_test(breaks_a_kept_block_longer_than_a_page),
        cmocka_unit_test(takes_a_note_along_with_its_call),
        cmocka_unit_test(splits_a_note_longer_than_a_page),
        cmocka_unit_test(splits_over_many_pages),
        cmocka_unit_test(bears_a_page_with_no_room),
        cmocka_unit_test(keeps_different_rooms_apart),
        cmocka_unit_test(landscape_lines_have_pages_of_their_own),
        cmocka_unit_test(takes_time_in_step_with_length),
        cmocka_unit_test(bears_floods_of_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
