#include "test.h"

#include "base/utf.h"
#include "language/fold.h"

enum { LAST = 0x2FFFF /* the last character tried */ };

static uint32_t folded(uint32_t c, char bytes[4], size_t *n)
{
    *n = utf8_encode(c, bytes);
    return fold_peek(bytes, *n, 0);
}

/* The table of first bytes must tell no two characters apart that fold to the same. */
static void first_bytes_tell_only_what_differs(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= LAST; c++) {
        char bytes[4], same[4];
        size_t n, length;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        uint32_t fold = folded(c, bytes, &n);
        bool passed_over = fold == 0;
        if (passed_over) {
            assert_true(fold_lead(bytes[0]) <= FOLD_ARABIC);
            continue;
        }
        assert_int_equal(folded(fold, same, &length), fold);
        assert_true(fold_lead(bytes[0]) <= FOLD_ACCENTED || fold_lead(bytes[0]) == fold_lead(same[0]));
    }
    assert_true(fold_differs('a', 'b'));
    assert_true(fold_differs(' ', 'b'));
    assert_true(fold_differs('\xD0', 'b'));
    assert_true(fold_differs('\xE5', '\xE6')); /* hanzi */
    assert_false(fold_differs('a', 'A'));
    assert_false(fold_differs('\xD0', '\xD1')); /* п, р */
    assert_false(fold_differs('e', '\xC3')); /* é */
    assert_false(fold_differs('1', '\xD9')); /* ١ */
    assert_false(fold_differs('A', '\xEF')); /* Ａ */
    assert_false(fold_differs('a', '\xCC')); /* a mark before it is passed over */
}

/* What is read in line is what a closer look gives, whatever follows. */
static void plain_signs_need_two_bytes(void **state)
{
    (void)state;
    static const uint32_t others[] = {0, 1, ' ', '\t', '\n', 0x7F, 0xA0, 0xAD, 'z', 'Z', '0', '~', 0xE9, 0x152, 0x301, 0x4D, 0x43F,
        0x440, 0x627, 0x640, 0x64B, 0x663, 0x200B, 0x2011, 0x2019, 0x3000, 0x3002, 0x4E00, 0xFEFF, 0xFF21, 0x1F600};
    for (uint32_t c = 1; c < 0x500; c++)
        for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
            char text[8];
            size_t n = utf8_encode(c, text), in_line = 0, closer = 0;
            n += utf8_encode(others[i], text + n);
            assert_int_equal(fold_next(text, n, &in_line), fold_next_any(text, n, &closer));
            assert_int_equal(in_line, closer);
            size_t first = utf8_encode(c, text);
            in_line = closer = 0;
            assert_int_equal(fold_next(text, first, &in_line), fold_next_any(text, first, &closer));
            assert_int_equal(in_line, closer);
            assert_int_equal(fold_next(text, n, &n), 0); /* at the end */
        }
}

static void words_match_as_a_reader_sees_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *word;
        size_t length; /* [byte] */
    } rows[] = {
        {"general", "general", 7}, {"GENERAL debate", "general", 7}, {"gen", "general", 0}, {"generic", "general", 0},
        {"g\xC3\xA9n\xC3\xA9ral", "general", 9}, {"general", "G\xC3\xA9n\xC3\xA9ral", 7},
        {"ge\xCC\x81ne\xCC\x81ral\xCC\x81\xCC\x81 x", "general", 15}, /* marks in it and after it */
        {"\xC2\xADgeneral", "general", 9}, {"general  assembly", "general assembly", 17},
        {"general\xC2\xA0\nassembly", "General Assembly", 18}, {"general ", "general ", 8}, {"general   x", "general ", 10},
        {"generalassembly", "general assembly", 0}, {"a", "", 0}, {"", "a", 0}, {"", "", 0},
        {"\xD9\xA1\xEF\xBC\x92", "12", 5}, {"12", "\xD9\xA1\xEF\xBC\x92", 2},
        {"\xD0\x81\xD0\xB9", "\xD0\xB5\xD0\x98", 4}, /* Ёй, еИ */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(fold_match(rows[i].text, strlen(rows[i].text), rows[i].word), rows[i].length);
    assert_int_equal(fold_match("general", 6, "general"), 0);
}

static void digits_of_three_kinds_are_numbers(void **state)
{
    (void)state;
    size_t at = 0;
    int value;
    const char *text = "1\xD9\xA2\xEF\xBC\x93" "45x";
    assert_int_equal(fold_number(text, strlen(text), &at, 4, &value), 4);
    assert_int_equal(value, 1234);
    assert_int_equal(fold_number(text, strlen(text), &at, 4, &value), 1);
    assert_int_equal(at, strlen(text) - 1);
    assert_int_equal(fold_number(text, strlen(text), &at, 4, &value), 0);
    assert_int_equal(at, strlen(text) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_bytes_tell_only_what_differs),
        cmocka_unit_test(plain_signs_need_two_bytes),
        cmocka_unit_test(words_match_as_a_reader_sees_them),
        cmocka_unit_test(digits_of_three_kinds_are_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
