/* The base room: memory that can run out, bytes, UTF-8, places in a source, and findings as people and
 * programs read them. */
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/utf.h"


static int set_up(void **state)
{
    *state = arena_new();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* --- arena -------------------------------------------------------------------------------------- */

static void arena_gives_zeroed_aligned_memory(void **state)
{
    struct arena *arena = *state;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 4096, 300 * 1024, 9 * 1024 * 1024, 1};
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            unsigned char *at = arena_alloc(arena, sizes[i]);
            assert_int_equal((uintptr_t)at % 16, 0);
            for (size_t k = 0; k < sizes[i]; k++)
                assert_int_equal(at[k], 0);
            memset(at, 0xA5, sizes[i]);
        }
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
}

static void arena_keeps_filling_after_a_large_request(void **state)
{
    struct arena *arena = *state;
    char *before = arena_alloc(arena, 16);
    char *large = arena_alloc(arena, 20 * 1024 * 1024);
    large[0] = large[20 * 1024 * 1024 - 1] = 1;
    assert_ptr_equal((char *)arena_alloc(arena, 16), before + 16);
}

static void note_release(void *object)
{
    char **end = object;
    *(*end)++ = 'x';
}

static void append_a(void *object)
{
    strcat(object, "a");
}

static void append_b(void *object)
{
    strcat(object, "b");
}

static void arena_releases_last_first_and_once(void **state)
{
    struct arena *arena = *state;
    char order[8] = "";
    arena_on_release(arena, append_a, order);
    arena_on_release(arena, append_b, order);
    arena_reset(arena);
    assert_string_equal(order, "ba");
    arena_reset(arena);
    assert_string_equal(order, "ba");
    char marks[4] = "";
    char *end = marks;
    arena_on_release(arena, note_release, &end);
    arena_reset(arena);
    assert_string_equal(marks, "x");
}

/* How many allocations a job makes before the n-th fails; the arena is usable afterwards. */
static bool survives(struct arena *arena, size_t n)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        arena_reset(arena);
        return false;
    }
    arena_catch(arena, &frame);
    arena_fail_at(arena, n);
    struct buf buf;
    buf_init(&buf, arena);
    LIST(int) list = {0};
    for (int i = 0; i < 1000; i++) {
        buf_printf(&buf, "%d ", i);
        *list_add(arena, &list) = i;
    }
    arena_on_release(arena, append_a, arena_strdup(arena, "room for one"));
    arena_fail_at(arena, 0);
    return true;
}

static void every_failing_allocation_is_caught(void **state)
{
    struct arena *arena = *state;
    size_t n = 1;
    while (!survives(arena, n) && n < 100)
        n++;
    assert_in_range(n, 10, 40);
    arena_reset(arena);
    assert_true(survives(arena, 0));
}

static void impossible_sizes_fail_like_memory(void **state)
{
    struct arena *arena = *state;
    jmp_buf frame;
    volatile int failures = 0;
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        arena_array(arena, SIZE_MAX / 2, 3);
        fail();
    } else {
        failures++;
    }
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        arena_alloc(arena, SIZE_MAX - 4);
        fail();
    } else {
        failures++;
    }
    assert_int_equal(failures, 2);
}

/* --- buf ---------------------------------------------------------------------------------------- */

static void assert_milli(struct arena *arena, int64_t value, const char *text)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_milli(&buf, value);
    assert_string_equal(buf.at, text);
}

static void numbers_are_written_without_the_locale(void **state)
{
    struct arena *arena = *state;
    assert_milli(arena, 0, "0");
    assert_milli(arena, 12000, "12");
    assert_milli(arena, 500, "0.5");
    assert_milli(arena, -3125, "-3.125");
    assert_milli(arena, -1, "-0.001");
    assert_milli(arena, 1010, "1.01");
    assert_milli(arena, INT64_MIN, "-9223372036854775.808");
    struct buf buf;
    buf_init(&buf, arena);
    buf_int(&buf, INT64_MIN);
    buf_char(&buf, ' ');
    buf_hex(&buf, 0xAB, 4);
    buf_char(&buf, ' ');
    buf_unit(&buf, UNIT_CPT(2376));
    assert_string_equal(buf.at, "-9223372036854775808 00AB 23.76");
}

static void buf_holds_any_bytes(void **state)
{
    struct buf buf;
    buf_init(&buf, *state);
    buf_bytes(&buf, "a\0b", 3);
    buf_bytes(&buf, NULL, 0);
    buf_utf8(&buf, 0x0639);
    assert_int_equal(buf.n, 5);
    assert_memory_equal(buf.at, "a\0b\xD8\xB9", 6);
}

/* --- UTF-8 -------------------------------------------------------------------------------------- */

static void well_formed_text_goes_through(void **state)
{
    (void)state;
    static const uint32_t edges[] = {0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        char bytes[4];
        size_t taken, n = utf8_encode(edges[i], bytes);
        assert_int_equal(utf8_decode(bytes, n, &taken), edges[i]);
        assert_int_equal(taken, n);
        assert_int_equal(utf8_check(bytes, n), n);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
}

static void ill_formed_text_is_cut_at_maximal_subparts(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t taken;
    } rows[] = {{"\x80", 1}, {"\xC0\x80", 1}, {"\xC1\xBF", 1}, {"\xE0\x9F\x80", 1}, {"\xED\xA0\x80", 1}, {"\xF0\x8F\xBF\xBF", 1},
        {"\xF4\x90\x80\x80", 1}, {"\xF5\x80", 1}, {"\xFF", 1}, {"\xE2\x82", 2}, {"\xF0\x9F\x98", 3}, {"\xF0\x9F\x98x", 3}, {"\xC3", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t taken;
        assert_int_equal(utf8_decode(rows[i].bytes, strlen(rows[i].bytes), &taken), 0xFFFD);
        assert_int_equal(taken, rows[i].taken);
        assert_int_equal(utf8_check(rows[i].bytes, strlen(rows[i].bytes)), 0);
    }
    assert_int_equal(utf8_check("caf\xC3\xA9 \xEF\xBF\xBD\xE9", 10), 9);
    assert_int_equal(utf8_check("abc\0\xFF", 5), 4);
}

/* Text is looked at several bytes at a time: a bad one is found wherever it stands in them. */
static void bad_bytes_are_found_at_every_place(void **state)
{
    (void)state;
    for (size_t n = 1; n < 40; n++)
        for (size_t at = 0; at < n; at++) {
            char bytes[40];
            memset(bytes, 'a', sizeof bytes);
            assert_int_equal(utf8_check(bytes, n), n);
            bytes[at] = '\xFF';
            assert_int_equal(utf8_check(bytes, n), at);
            assert_int_equal(utf8_starts(bytes, n), n);
            bytes[at] = '\xBF';
            assert_int_equal(utf8_starts(bytes, n), n - 1);
            memset(bytes, '\x80', at);
            assert_int_equal(utf8_starts(bytes, n), n - at - 1);
        }
}

static void width_is_that_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(utf_display_width('a'), 1);
    assert_int_equal(utf_display_width(0x4E2D), 2); /* hanzi */
    assert_int_equal(utf_display_width(0x3002), 2); /* ideographic full stop */
    assert_int_equal(utf_display_width(0x0639), 1); /* Arabic letter */
    assert_int_equal(utf_display_width(0x064E), 0); /* Arabic vowel mark */
    assert_int_equal(utf_display_width(0x200F), 0); /* right-to-left mark */
    assert_int_equal(utf_display_width(0x0301), 0);
    assert_int_equal(utf_display_width('\t'), 0);
    assert_int_equal(utf_superior_digit(0x00B9), 1);
    assert_int_equal(utf_superior_digit(0x2070), 0);
    assert_int_equal(utf_superior_digit(0x2079), 9);
    assert_int_equal(utf_superior_digit(0x2071), -1);
}

/* --- source ------------------------------------------------------------------------------------- */

static void assert_place(const struct source *source, size_t offset, size_t line, size_t column)
{
    struct place place = source_place(source, (uint32_t)offset);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

static void lines_end_in_every_way(void **state)
{
    const char *text = "a\nb\r\nc\rd";
    const struct source *source = source_new(*state, "x", text, strlen(text));
    assert_int_equal(source->line_count, 4);
    assert_place(source, 0, 1, 1);
    assert_place(source, 2, 2, 1);
    assert_place(source, 5, 3, 1);
    assert_place(source, 7, 4, 1);
    assert_place(source, 99, 4, 2);
    struct span line = source_line(source, 2);
    assert_int_equal(line.start, 2);
    assert_int_equal(line.end, 3);
    assert_int_equal(source_line(source, 4).end, 8);
}

static void lone_line_feeds_end_lines(void **state)
{
    const char *text = "\na\n\nb";
    const struct source *source = source_new(*state, "x", text, strlen(text));
    assert_int_equal(source->line_count, 4);
    assert_place(source, 0, 1, 1);
    assert_place(source, 1, 2, 1);
    assert_place(source, 3, 3, 1);
    assert_place(source, 4, 4, 1);
    assert_int_equal(source_new(*state, "x", "a\n", 2)->line_count, 2);
}

static void an_empty_source_has_one_line(void **state)
{
    const struct source *source = source_new(*state, "x", "", 0);
    assert_int_equal(source->line_count, 1);
    assert_place(source, 0, 1, 1);
    assert_int_equal(source_line(source, 1).end, 0);
}

/* Columns count code points, also across the blocks of a line that is longer than one. */
static void columns_count_code_points(void **state)
{
    struct arena *arena = *state;
    struct buf text;
    buf_init(&text, arena);
    buf_text(&text, "x\n");
    for (int i = 0; i < 5000; i++)
        buf_text(&text, i % 3 ? "é" : i % 2 ? "中" : "a");
    const struct source *source = source_new(arena, "x", text.at, text.n);
    size_t at = 2, column = 1;
    for (size_t taken; at < text.n; at += taken, column++) {
        utf8_decode(text.at + at, text.n - at, &taken);
        assert_place(source, at, 2, column);
    }
    assert_place(source, text.n, 2, 5001);
}

/* --- findings ----------------------------------------------------------------------------------- */

static const char *text_of(struct arena *arena, const struct diag *diag)
{
    struct buf out;
    buf_init(&out, arena);
    diag_text(diag, &out);
    return out.at;
}

/* The text of a note-missing finding about `what` in `text`. */
static const char *shown(struct arena *arena, const char *text, const char *what)
{
    struct report *report = report_new(arena);
    const struct source *source = source_new(arena, "doc.txt", text, strlen(text));
    size_t start = (size_t)(strstr(text, what) - text);
    diag_at(report, DIAG_NOTE_UNUSED, source, span_of(start, start + strlen(what)), "4");
    return text_of(arena, &report->list.at[0]);
}

static void a_caret_stands_under_its_text(void **state)
{
    assert_string_equal(shown(*state, "first\nsecond word here\n", "word"),
        "doc.txt:2:8: error: note 4 is given but never called [note-unused]\n"
        "    second word here\n"
        "           ^~~~\n"
        "    hint: call it with [^4] or delete it\n");
}

static void a_name_stays_on_its_line(void **state)
{
    struct report *report = report_new(*state);
    diag_file(report, DIAG_FILE_EMPTY, "new\nline \x1B[31m عربي.txt");
    assert_non_null(strstr(text_of(*state, &report->list.at[0]), "new\uFFFDline \uFFFD[31m عربي.txt: error: "));
}

static void a_caret_counts_wide_characters_twice(void **state)
{
    assert_string_equal(shown(*state, "大会，通过决议。", "决议"),
        "doc.txt:1:6: error: note 4 is given but never called [note-unused]\n"
        "    大会，通过决议。\n"
        "              ^~~~\n"
        "    hint: call it with [^4] or delete it\n");
}

static void arabic_text_is_quoted_beside_the_caret(void **state)
{
    assert_string_equal(shown(*state, "إنَّ الجمعية العامة", "الجمعية"),
        "doc.txt:1:6: error: note 4 is given but never called [note-unused]\n"
        "    إنَّ الجمعية العامة\n"
        "       ^~~~~~~ «الجمعية»\n"
        "    hint: call it with [^4] or delete it\n");
}

static void tabs_and_controls_keep_the_caret_in_place(void **state)
{
    assert_string_equal(shown(*state, "a\tb\x1B[31mc word", "word"),
        "doc.txt:1:11: error: note 4 is given but never called [note-unused]\n"
        "    a b�[31mc word\n"
        "              ^~~~\n"
        "    hint: call it with [^4] or delete it\n");
}

static void a_long_line_is_shown_around_its_place(void **state)
{
    struct arena *arena = *state;
    char text[1001];
    memset(text, 'a', 1000);
    text[1000] = '\0';
    memcpy(text + 500, "word", 4);
    const char *out = shown(arena, text, "word");
    const char *second = strchr(out, '\n') + 1, *third = strchr(second, '\n') + 1;
    assert_memory_equal(second, "    …aaa", 10);
    assert_int_equal(third - second, 4 + 3 + 120 + 3 + 1);
    assert_int_equal(strspn(third, " "), 4 + 1 + 60);
    assert_memory_equal(third + 65, "^~~~\n", 5);
}

static void a_span_over_lines_is_marked_on_its_first(void **state)
{
    assert_string_equal(shown(*state, "ab cd\nef", "cd\nef"),
        "doc.txt:1:4: error: note 4 is given but never called [note-unused]\n"
        "    ab cd\n"
        "       ^~\n"
        "    hint: call it with [^4] or delete it\n");
}

static void values_from_outside_are_tamed(void **state)
{
    struct arena *arena = *state;
    char value[2001];
    memset(value, 'v', 2000);
    value[2000] = '\0';
    value[1] = '\n';
    struct report *report = report_new(arena);
    diag_file(report, DIAG_FILE_READ, "x", value);
    const char *message = report->list.at[0].message;
    assert_memory_equal(message, "cannot read: v�v", 17);
    assert_int_equal(strlen(message), 13 + 199 + 3 + 3); /* U+FFFD and the ellipsis take three bytes */
    assert_null(strchr(message, '\n'));
}

static void an_empty_suggestion_is_no_hint(void **state)
{
    struct report *report = report_new(*state);
    diag_file(report, DIAG_FIELD_UNKNOWN, "x", "simbol", "");
    diag_file(report, DIAG_FIELD_UNKNOWN, "x", "simbol", "symbol");
    assert_null(report->list.at[0].hint);
    assert_string_equal(report->list.at[1].hint, "did you mean `symbol`?");
}

static void a_finding_about_no_file_says_so(void **state)
{
    struct report *report = report_new(*state);
    diag_file(report, DIAG_MEMORY, "");
    assert_string_equal(text_of(*state, &report->list.at[0]), "error: out of memory [memory]\n");
    assert_int_equal(report->outcome, OUTCOME_SYSTEM);
}

static void the_worst_error_decides_the_outcome(void **state)
{
    struct report *report = report_new(*state);
    diag_file(report, DIAG_SYMBOL_MISSING, "x");
    assert_int_equal(report->outcome, OUTCOME_FINE);
    diag_file(report, DIAG_FONT_MANIFEST, "x", "bad");
    diag_file(report, DIAG_FILE_EMPTY, "x");
    assert_int_equal(report->outcome, OUTCOME_MISSING);
    assert_int_equal(report->count[SEVERITY_ERROR], 2);
    assert_int_equal(report->count[SEVERITY_WARNING], 1);
    assert_int_equal(diag_by_rule("font-manifest"), DIAG_FONT_MANIFEST);
    assert_int_equal(diag_by_rule("no such rule"), DIAG_COUNT);
}

static void findings_come_in_source_order(void **state)
{
    struct arena *arena = *state;
    struct report *report = report_new(arena);
    const struct source *b = source_new(arena, "b", "0123456789", 10), *a = source_new(arena, "a", "0123456789", 10);
    diag_at(report, DIAG_NOTE_UNUSED, b, span_of(5, 6), "b5");
    diag_at(report, DIAG_NOTE_UNUSED, a, span_of(3, 4), "a3");
    diag_at(report, DIAG_NOTE_UNUSED, b, span_of(1, 2), "b1 first");
    diag_at(report, DIAG_NOTE_UNUSED, a, span_of(0, 1), "a0");
    diag_at(report, DIAG_NOTE_UNUSED, b, span_of(1, 3), "b1 second");
    diag_file(report, DIAG_FILE_EMPTY, "b");
    report_sort(report);
    static const char *const wanted[] = {"the file has no text", "b1 first", "b1 second", "b5", "a0", "a3"};
    for (size_t i = 0; i < 6; i++)
        assert_non_null(strstr(report->list.at[i].message, wanted[i]));
    diag_file(report, DIAG_FILE_EMPTY, "c"); /* the list can grow again */
    assert_int_equal(report->list.n, 7);
}

/* A sort of quadratic cost would take minutes here. */
static void many_findings_are_sorted_soon(void **state)
{
    enum { N = 200000 };
    struct arena *arena = *state;
    struct report *report = report_new(arena);
    char *text = arena_alloc(arena, N + 1);
    memset(text, 'a', N);
    const struct source *source = source_new(arena, "x", text, N);
    for (size_t i = 0; i < N; i++)
        diag_at(report, DIAG_FILE_EMPTY, source, span_of((N - i) * 7919 % N, N));
    report_sort(report);
    for (size_t i = 1; i < N; i++)
        assert_true(report->list.at[i - 1].span.start <= report->list.at[i].span.start);
    for (size_t i = 0; i < N; i++)
        source_place(source, report->list.at[i].span.start);
}

static void json_is_one_object_a_line(void **state)
{
    struct arena *arena = *state;
    struct report *report = report_new(arena);
    const struct source *source = source_new(arena, "a\"\\\n\xFF.txt", "x\nбв\n", 7);
    diag_at(report, DIAG_NOTE_MISSING, source, span_of(4, 6), "7");
    struct buf out;
    buf_init(&out, arena);
    diag_json(&report->list.at[0], &out);
    assert_string_equal(out.at,
        "{\"file\":\"a\\\"\\\\\\u000A�.txt\",\"line\":2,\"column\":2,\"end_line\":2,\"end_column\":3,\"severity\":\"error\","
        "\"id\":\"note-missing\",\"message\":\"note 7 is called but its text is not given\","
        "\"hint\":\"add a line `[^7]: text`\"}\n");
}

#define BASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE(arena_gives_zeroed_aligned_memory),
        BASE(arena_keeps_filling_after_a_large_request),
        BASE(arena_releases_last_first_and_once),
        BASE(every_failing_allocation_is_caught),
        BASE(impossible_sizes_fail_like_memory),
        BASE(numbers_are_written_without_the_locale),
        BASE(buf_holds_any_bytes),
        BASE(well_formed_text_goes_through),
        BASE(ill_formed_text_is_cut_at_maximal_subparts),
        BASE(bad_bytes_are_found_at_every_place),
        BASE(width_is_that_of_a_terminal),
        BASE(lines_end_in_every_way),
        BASE(an_empty_source_has_one_line),
        BASE(lone_line_feeds_end_lines),
        BASE(columns_count_code_points),
        BASE(a_caret_stands_under_its_text),
        BASE(a_name_stays_on_its_line),
        BASE(a_caret_counts_wide_characters_twice),
        BASE(arabic_text_is_quoted_beside_the_caret),
        BASE(tabs_and_controls_keep_the_caret_in_place),
        BASE(a_long_line_is_shown_around_its_place),
        BASE(a_span_over_lines_is_marked_on_its_first),
        BASE(values_from_outside_are_tamed),
        BASE(an_empty_suggestion_is_no_hint),
        BASE(a_finding_about_no_file_says_so),
        BASE(the_worst_error_decides_the_outcome),
        BASE(findings_come_in_source_order),
        BASE(many_findings_are_sorted_soon),
        BASE(json_is_one_object_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
