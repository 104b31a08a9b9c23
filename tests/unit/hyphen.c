#include "test.h"

#include "base/utf.h"
#include "language/hyphen.h"

/* The word as hyphen_find divides it. */
static void divides(enum lang lang, const char *expected)
{
    uint16_t word[80] = {0};
    uint8_t points[80];
    char out[400];
    size_t n = 0, length = 0;
    for (const char *c = expected; *c;) {
        size_t taken;
        uint32_t code = utf8_decode(c, strlen(c), &taken);
        c += taken;
        if (code != '-')
            word[n++] = (uint16_t)code;
    }
    hyphen_find(lang, word, n, points);
    for (size_t i = 0; i < n; i++) {
        if (points[i])
            out[length++] = '-';
        length += utf8_encode(word[i], out + length);
    }
    out[length] = '\0';
    assert_string_equal(out, expected);
}

static void english(void **state)
{
    (void)state;
    divides(LANG_EN, "in-ter-na-tional");
    divides(LANG_EN, "de-vel-op-ment");
    divides(LANG_EN, "Re-af-firm-ing");
    divides(LANG_EN, "an-ti-mal-ar-ial");
    divides(LANG_EN, "Moscow");
}

static void french(void **state)
{
    (void)state;
    divides(LANG_FR, "dé-ve-lop-pe-ment");
    divides(LANG_FR, "sé-cu-rité"); /* three letters at least stay behind */
    divides(LANG_FR, "or-ga-ni-sa-tion");
}

static void russian_and_its_exceptions(void **state)
{
    (void)state;
    divides(LANG_RU, "циф-ро-вое");
    divides(LANG_RU, "пер-со-на-ла");
    divides(LANG_RU, "меж-ду-на-род-ной");
    divides(LANG_RU, "так-же");
    divides(LANG_RU, "людь-ми");
}

static void spanish_by_rule(void **state)
{
    (void)state;
    divides(LANG_ES, "pró-xi-mo");
    divides(LANG_ES, "fe-me-ni-na");
    divides(LANG_ES, "ase-qui-ble");
    divides(LANG_ES, "om-buds-man");
    divides(LANG_ES, "cons-truir");
    divides(LANG_ES, "de-sa-rro-llo");
    divides(LANG_ES, "ins-truc-ción");
    divides(LANG_ES, "te-le-co-mu-ni-ca-cio-nes");
    divides(LANG_ES, "apli-ca-cio-nes"); /* no single letter at either end */
}

static void left_alone(void **state)
{
    (void)state;
    divides(LANG_EN, "UNESCO");
    divides(LANG_EN, "McDonald");
    divides(LANG_EN, "this");
    divides(LANG_FR, "vingt1991");
    divides(LANG_ZH, "international");
    divides(LANG_AR, "international");
}

static void long_words_are_left_alone(void **state)
{
    (void)state;
    uint16_t word[500];
    uint8_t points[500];
    for (size_t i = 0; i < 500; i++)
        word[i] = i % 2 ? 'a' : 't';
    hyphen_find(LANG_EN, word, 500, points);
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(points[i], 0);
    hyphen_find(LANG_EN, word, 0, points);
}

/* As divided with words of a list. */
static void lists(struct arena *arena, const char *plain, const char *expected)
{
    struct hyphen_word words[3];
    assert_true(hyphen_word_read(arena, "nation-al", &words[0]));
    assert_true(hyphen_word_read(arena, "development", &words[1]));
    assert_true(hyphen_word_read(arena, "Na\u00efve-t\u00e9", &words[2]));
    struct hyphen_list list = hyphen_list_of(words, 3);
    uint16_t word[64] = {0};
    uint8_t points[64];
    char out[200];
    size_t n = 0, length = 0, taken;
    for (const char *c = plain; *c; c += taken)
        word[n++] = (uint16_t)utf8_decode(c, strlen(c), &taken);
    memset(points, 7, sizeof points);
    hyphen_find_listed(&list, NULL, LANG_EN, word, n, points);
    for (size_t i = 0; i < n; i++) {
        if (points[i])
            out[length++] = '-';
        length += utf8_encode(word[i], out + length);
    }
    out[length] = '\0';
    assert_string_equal(out, expected);
}

static void listed_words_go_before_the_rules(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    lists(arena, "national", "nation-al");
    lists(arena, "National", "Nation-al");
    lists(arena, "na\u00efvet\u00e9", "na\u00efve-t\u00e9");
    lists(arena, "development", "development");
    lists(arena, "developments", "de-vel-op-ments");
    lists(arena, "NATIONAL", "NATIONAL");
    arena_free(arena);
}

static void no_words_are_not_listed(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static const char *const bad[] = {"", "-", "a", "-ab", "ab-", "a--b", "a b", "a1", "aB", "\xff",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"};
    struct hyphen_word word;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(hyphen_word_read(arena, bad[i], &word));
    assert_true(hyphen_word_read(arena, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij-k", &word));
    assert_int_equal(word.n, 63);
    arena_free(arena);
}

/* More words than a memo has places, each asked for twice, in languages that share their letters. */
static void a_memo_changes_nothing(void **state)
{
    (void)state;
    static const enum lang langs[] = {LANG_EN, LANG_FR, LANG_ES, LANG_RU};
    struct hyphen_memo *memo = hyphen_memo_new();
    uint32_t seed = 1;
    size_t divided = 0;
    for (int round = 0; round < 30000; round++) {
        uint16_t word[40];
        uint8_t expected[40], points[40];
        size_t n = 1 + (seed >> 8) % 40;
        enum lang lang = langs[(seed >> 20) % 4];
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525 + 1013904223;
            word[i] = (uint16_t)((lang == LANG_RU ? 0x430 : 'a') + (seed >> 16) % (i % 2 ? 5 : 26));
        }
        hyphen_find(lang, word, n, expected);
        for (int again = 0; again < 2; again++) {
            hyphen_find_again(memo, lang, word, n, points);
            assert_memory_equal(points, expected, n);
        }
        divided += memchr(expected, 1, n) != NULL;
    }
    assert_true(divided > 1000);
    hyphen_memo_free(memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english), cmocka_unit_test(french), cmocka_unit_test(russian_and_its_exceptions), cmocka_unit_test(spanish_by_rule),
        cmocka_unit_test(left_alone), cmocka_unit_test(long_words_are_left_alone),
        cmocka_unit_test(listed_words_go_before_the_rules),
        cmocka_unit_test(no_words_are_not_listed), cmocka_unit_test(a_memo_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
