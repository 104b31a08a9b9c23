#include "test.h"

#include <unicode/uchar.h>

#include "language/glue.h"
#include "language/lang.h"
#include "layout/opportunity.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static UBreakIterator *lines_of(enum lang lang)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *lines = ubrk_open(UBRK_LINE, lang_row(lang)->tag, NULL, 0, &status);
    assert_true(U_SUCCESS(status));
    return lines;
}

static void by_icu(UBreakIterator *lines, const uint16_t *text, uint32_t n, uint8_t *breaks)
{
    UErrorCode status = U_ZERO_ERROR;
    memset(breaks, BREAK_NONE, n + 1);
    ubrk_setText(lines, text, (int32_t)n, &status);
    assert_true(U_SUCCESS(status));
    for (int32_t at; (at = ubrk_next(lines)) != UBRK_DONE;)
        breaks[at] = ubrk_getRuleStatus(lines) >= UBRK_LINE_HARD ? BREAK_MUST : BREAK_GOOD;
    breaks[n] = BREAK_MUST;
}

enum { LONGEST = 64 };

static void expect_as_icu(UBreakIterator *lines, const uint16_t *text, uint32_t n)
{
    uint8_t found[LONGEST + 1], expected[LONGEST + 1];
    by_icu(lines, text, n, expected);
    assert_true(opportunity_find(lines, text, n, found));
    if (memcmp(found, expected, n + 1) == 0)
        return;
    for (uint32_t i = 0; i < n; i++)
        print_message("# U+%04X%s\n", (unsigned)text[i], found[i + 1] == expected[i + 1] ? "" : expected[i + 1] ? " break missed" : " break added");
    fail();
}

/* Every text of six characters that stand for the classes: all that a plain word's end can depend on. */
static void all_short_texts(void **state)
{
    (void)state;
    static const uint16_t signs[] = {'a', 0xE9, '7', ' ', ',', ')', '(', 0x2019, '-', '"', '/', 0x2014, '%'};
    enum { LENGTH = 6 };
    UBreakIterator *lines = lines_of(LANG_FR);
    uint32_t texts = 1;
    for (int i = 0; i < LENGTH - 1; i++)
        texts *= COUNT(signs);
    for (uint32_t t = 0; t < texts; t++) {
        uint16_t text[LENGTH];
        uint32_t rest = t;
        for (int i = 0; i < LENGTH - 1; i++, rest /= COUNT(signs))
            text[i] = signs[rest % COUNT(signs)];
        text[LENGTH - 1] = t % 2 ? 'b' : ' ';
        expect_as_icu(lines, text, LENGTH);
    }
    ubrk_close(lines);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 12;
}

/* Words, and now and then what is hard on the rules. */
static void random_texts(void **state)
{
    (void)state;
    static const uint16_t hard[] = {'\'', '"', 0x201C, 0x201D, 0xAB, 0xBB, 0xA0, 0x2009, 0x200B, 0x200D, 0x2028, '\n', '\r', '\t', 0xAD, 0x301, 0x5D0,
        0x627, 0x4E2D, 0x3002, 0xFF08, 0x0E01, 0x2013, 0x2014, 0x2010, 0x2011, '/', '%', '$', 0x20AC, 0xB0, 0x2116, 0x2060, 0xFEFF, 0xD83D, 0xDE00,
        0xD83C, 0xDDEB, 0xDDF7, '[', ']', '{', '}', '!', '?', '-', '+', '<', '=', '&', '@', '#', '*', '_', '|', '\\', 0x2026, 0xD7, 0xF7, 0xAA, 0xBA};
    static const uint16_t plain[] = {'a', 'Z', '1', '0', 0xE9, 0xFF, 0x153, 0x411, 0x44F, ' ', ' ', ' ', ' ', ',', '.', ';', ':', ')', '(', '-', 0x2019};
    uint32_t seed = 1;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        UBreakIterator *lines = lines_of((enum lang)lang);
        for (int round = 0; round < 30000; round++) {
            uint16_t text[LONGEST];
            uint32_t n = next_random(&seed) % LONGEST;
            for (uint32_t i = 0; i < n; i++) {
                bool easy = next_random(&seed) % 16 >= (uint32_t)round % 8;
                text[i] = easy ? plain[next_random(&seed) % COUNT(plain)] : hard[next_random(&seed) % COUNT(hard)];
            }
            expect_as_icu(lines, text, n);
        }
        ubrk_close(lines);
    }
}

/* Each character of the first planes between two words, twice: as the only one that is not plain. */
static void each_character(void **state)
{
    (void)state;
    UBreakIterator *lines = lines_of(LANG_EN);
    for (uint32_t c = 1; c < 0xD800; c++) {
        uint16_t sign = (uint16_t)c;
        uint16_t text[] = {'a', 'b', sign, 'c', ' ', 'd', ' ', sign, ' ', 'e', ',', ' ', sign, 'f', sign, ' ', 'g', sign, sign, '1', ')', ' ', '2'};
        expect_as_icu(lines, text, COUNT(text));
    }
    ubrk_close(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_texts),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(each_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
