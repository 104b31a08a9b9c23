#include "test.h"

#include <stdio.h>

#include "base/utf.h"
#include "language/cite.h"
#include "language/date.h"
#include "language/lang.h"
#include "language/numeral.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct buf out;

static int setup(void **state)
{
    *state = arena_new();
    buf_init(&out, *state);
    return *state == NULL;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* The text that the last calls wrote, emptied for the next. */
static const char *written(void)
{
    buf_char(&out, '\0');
    const char *text = out.at;
    buf_init(&out, out.arena);
    return text;
}

/* ---- languages ---- */

static enum lang guess(const char *text)
{
    return lang_guess(text, strlen(text));
}

static void language_rows(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const struct lang_row *row = lang_row((enum lang)lang);
        assert_int_equal(row->id, lang);
        assert_int_equal(lang_from_tag(row->tag, 2), lang);
        assert_int_equal(row->rtl, lang == LANG_AR);
    }
    assert_string_equal(lang_row(LANG_ZH)->address, "ch");
    assert_int_equal(lang_from_tag("FR", 2), LANG_FR);
    assert_int_equal(lang_from_tag("es-419", 6), LANG_ES);
    assert_int_equal(lang_from_tag("eng", 3), LANG_NONE);
    assert_int_equal(lang_from_tag("de", 2), LANG_NONE);
    assert_int_equal(lang_from_tag("e", 1), LANG_NONE);
    assert_int_equal(lang_from_tag("", 0), LANG_NONE);
}

static void language_guess(void **state)
{
    (void)state;
    assert_int_equal(guess("The sum of the parts is known to all."), LANG_EN);
    assert_int_equal(guess("La somme des parties est connue dans le monde."), LANG_FR);
    assert_int_equal(guess("La suma de las partes y el todo."), LANG_ES);
    assert_int_equal(guess("Сумма частей известна."), LANG_RU);
    assert_int_equal(guess("各部分之和"), LANG_ZH);
    assert_int_equal(guess("مجموع الأجزاء معروف"), LANG_AR);
    assert_int_equal(guess("第1/2号 https://example.org/the/sum/of/the/parts/that/is/long"), LANG_ZH);
    assert_int_equal(guess("Distr.: General 9 December 2016 Сумма частей известна каждому из нас."), LANG_RU);
    assert_int_equal(guess(""), LANG_NONE);
    assert_int_equal(guess("12345 ()"), LANG_NONE);
    assert_int_equal(guess("Lorem ipsum dolor"), LANG_NONE);
    assert_int_equal(guess("\xFF\xC0\x80\xED\xA0\x80"), LANG_NONE);
}

/* ---- labels ---- */

static void labels_written(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        int level, number;
        const char *expected;
    } cases[] = {
        {LANG_AR, 0, 1, "1 -"}, {LANG_AR, 1, 1, "(أ)"}, {LANG_AR, 1, 5, "(هـ)"}, {LANG_AR, 1, 6, "(و)"},
        {LANG_AR, 1, 11, "(ك)"}, {LANG_AR, 1, 26, "(ض)"}, {LANG_AR, 1, 28, "(غ)"}, {LANG_AR, 1, 29, "(أ أ)"},
        {LANG_AR, 1, 30, "(ب ب)"}, {LANG_AR, 2, 1, "’1‘"}, {LANG_AR, 2, 12, "’12‘"},
        {LANG_ZH, 0, 3, "3."}, {LANG_ZH, 1, 3, "(c)"}, {LANG_ZH, 2, 1, "㈠"}, {LANG_ZH, 2, 10, "㈩"},
        {LANG_ZH, 2, 11, "(十一)"}, {LANG_ZH, 2, 20, "(二十)"}, {LANG_ZH, 2, 21, "(二十一)"}, {LANG_ZH, 3, 2, "b."},
        {LANG_EN, 0, 12, "12."}, {LANG_EN, 1, 1, "(a)"}, {LANG_EN, 1, 26, "(z)"}, {LANG_EN, 1, 27, "(aa)"},
        {LANG_EN, 1, 28, "(bb)"}, {LANG_EN, 1, 53, "(aaa)"}, {LANG_EN, 2, 4, "(iv)"}, {LANG_EN, 3, 1, "a."},
        {LANG_EN, 4, 9, "ix."}, {LANG_FR, 1, 3, "c)"}, {LANG_FR, 2, 3, "iii)"}, {LANG_RU, 1, 3, "c)"},
        {LANG_ES, 1, 27, "aa)"}, {LANG_ES, 2, 14, "xiv)"}, {LANG_EN, 1, 1000000, "(1000000)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        numeral_label(cases[i].lang, cases[i].level, cases[i].number, &out);
        assert_string_equal(written(), cases[i].expected);
    }
}

static void labels_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t taken;
        enum label_kind kind;
        int value, roman;
    } cases[] = {
        {"1. Decides", 2, LABEL_NUMBER, 1, 0}, {"12.\u00A0x", 3, LABEL_NUMBER, 12, 0}, {"1.Decides", 2, LABEL_NUMBER, 1, 0},
        {"1 - تقرر", 3, LABEL_NUMBER, 1, 0}, {"1- تقرر", 2, LABEL_NUMBER, 1, 0}, {"1-تقرر", 2, LABEL_NUMBER, 1, 0},
        {"3 – x", 5, LABEL_NUMBER, 3, 0}, {"(4) x", 3, LABEL_NUMBER, 4, 0}, {"4) x", 2, LABEL_NUMBER, 4, 0},
        {"7.", 2, LABEL_NUMBER, 7, 0}, {"٣ - تقرر", 4, LABEL_NUMBER, 3, 0},
        {"(a) x", 3, LABEL_LETTER, 1, 0}, {"a) x", 2, LABEL_LETTER, 1, 0}, {"a. x", 2, LABEL_LETTER, 1, 0},
        {"(aa) x", 4, LABEL_LETTER, 27, 0}, {"(bb) x", 4, LABEL_LETTER, 28, 0}, {"B. x", 2, LABEL_LETTER, 2, 0},
        {"(i) x", 3, LABEL_LETTER, 9, 1}, {"v) x", 2, LABEL_LETTER, 22, 5}, {"c) x", 2, LABEL_LETTER, 3, 100},
        {"(cc) x", 4, LABEL_LETTER, 29, 0}, {"d) x", 2, LABEL_LETTER, 4, 500},
        {"(ii) x", 4, LABEL_ROMAN, 2, 2}, {"iv) x", 3, LABEL_ROMAN, 4, 4}, {"xiv. x", 4, LABEL_ROMAN, 14, 14},
        {"II. x", 3, LABEL_ROMAN, 2, 2},
        {"а) x", 3, LABEL_LETTER, 1, 0}, {"с) x", 3, LABEL_LETTER, 3, 100}, {"е) x", 3, LABEL_LETTER, 5, 0},
        {"(أ) x", 4, LABEL_LETTER, 1, 0}, {"(ا) x", 4, LABEL_LETTER, 1, 0}, {"أ) x", 3, LABEL_LETTER, 1, 0},
        {"(ه) x", 4, LABEL_LETTER, 5, 0}, {"(هـ) x", 6, LABEL_LETTER, 5, 0}, {"(ه\u200D) x", 7, LABEL_LETTER, 5, 0},
        {"(ﻫ) x", 5, LABEL_LETTER, 5, 0}, {"(ك) x", 4, LABEL_LETTER, 11, 0}, {"(أ أ) x", 7, LABEL_LETTER, 29, 0},
        {"أ - x", 4, LABEL_LETTER, 1, 0},
        {"㈠ x", 3, LABEL_IDEOGRAPH, 1, 0}, {"㈩x", 3, LABEL_IDEOGRAPH, 10, 0}, {"(十一) x", 8, LABEL_IDEOGRAPH, 11, 0},
        {"（二十）", 12, LABEL_IDEOGRAPH, 20, 0},
        {"’1‘ x", 7, LABEL_QUOTED_NUMBER, 1, 0}, {"‘12’ x", 8, LABEL_QUOTED_NUMBER, 12, 0},
        {"– x", 3, LABEL_DASH, 0, 0}, {"• x", 3, LABEL_DASH, 0, 0}, {"- x", 1, LABEL_DASH, 0, 0},
        /* no labels */
        {"2016 was", 0, LABEL_NONE, 0, 0}, {"2016.", 0, LABEL_NONE, 0, 0}, {"71/28. x", 0, LABEL_NONE, 0, 0},
        {"1.1 x", 0, LABEL_NONE, 0, 0}, {"1-3 x", 0, LABEL_NONE, 0, 0}, {"0. x", 0, LABEL_NONE, 0, 0},
        {"5 December", 0, LABEL_NONE, 0, 0}, {"e.g. x", 0, LABEL_NONE, 0, 0}, {"word) x", 0, LABEL_NONE, 0, 0},
        {"(see) x", 0, LABEL_NONE, 0, 0}, {"a x", 0, LABEL_NONE, 0, 0}, {"a - x", 0, LABEL_NONE, 0, 0},
        {"(", 0, LABEL_NONE, 0, 0}, {"()", 0, LABEL_NONE, 0, 0}, {"", 0, LABEL_NONE, 0, 0}, {"-x", 0, LABEL_NONE, 0, 0},
        {"(aaaaaaaaaaaaaaaaaaaa)", 0, LABEL_NONE, 0, 0}, {"99999999999999999999.", 0, LABEL_NONE, 0, 0},
        {"大会", 0, LABEL_NONE, 0, 0}, {"一、", 0, LABEL_NONE, 0, 0}, {"و 54", 0, LABEL_NONE, 0, 0}, {"1...", 0, LABEL_NONE, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct label label;
        size_t taken = numeral_read_label(cases[i].text, strlen(cases[i].text), &label);
        if (taken != cases[i].taken || label.kind != cases[i].kind || label.value != cases[i].value)
            fail_msg("%s: %zu bytes, kind %d, value %d", cases[i].text, taken, (int)label.kind, label.value);
        assert_int_equal(label.roman, cases[i].roman);
    }
}

static void labels_keep_their_marks(void **state)
{
    (void)state;
    struct label label;
    numeral_read_label("(a) x", 5, &label);
    assert_true(label.parenthesis_open && !label.dot && !label.dash && !label.upper);
    numeral_read_label("A. x", 4, &label);
    assert_true(label.dot && label.upper && !label.parenthesis_open);
    numeral_read_label("1 - x", 5, &label);
    assert_true(label.dash && !label.dot);
}

/* What is written is read as the same number, in every language and level. (The 35th letter is "ii".) */
static void labels_round_trip(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (int level = 0; level < LABEL_LEVELS; level++)
            for (int number = 1; number <= 34; number++) {
                struct label label;
                numeral_label((enum lang)lang, level, number, &out);
                const char *text = written();
                size_t taken = numeral_read_label(text, strlen(text), &label);
                assert_int_equal(taken, strlen(text));
                if (label.value != number && label.roman != number)
                    fail_msg("%s read as %d, not %d", text, label.value, number);
            }
}

static void roman_figures(void **state)
{
    (void)state;
    for (int number = 1; number <= 3999; number++) {
        numeral_roman(number, number & 1, &out);
        const char *text = written();
        assert_int_equal(numeral_read_roman(text, strlen(text)), number);
    }
    static const char *const wrong[] = {"", "IIII", "VX", "IC", "iV", "ABC", "XM", "MMMM", "IXI", "I I", "I)"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(numeral_read_roman(wrong[i], strlen(wrong[i])), 0);
}

/* ---- ordinals ---- */

static void session_ordinals(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        int number;
        const char *expected;
    } cases[] = {
        {LANG_EN, 1, "First"}, {LANG_EN, 12, "Twelfth"}, {LANG_EN, 20, "Twentieth"}, {LANG_EN, 71, "Seventy-first"},
        {LANG_EN, 80, "Eightieth"}, {LANG_EN, 99, "Ninety-ninth"}, {LANG_EN, 100, "One hundredth"}, {LANG_EN, 101, "101st"},
        {LANG_FR, 1, "Première"}, {LANG_FR, 17, "Dix-septième"}, {LANG_FR, 21, "Vingt et unième"},
        {LANG_FR, 61, "Soixante et unième"}, {LANG_FR, 70, "Soixante-dixième"}, {LANG_FR, 71, "Soixante et onzième"},
        {LANG_FR, 77, "Soixante-dix-septième"}, {LANG_FR, 79, "Soixante-dix-neuvième"}, {LANG_FR, 80, "Quatre-vingtième"},
        {LANG_FR, 81, "Quatre-vingt-unième"}, {LANG_FR, 90, "Quatre-vingt-dixième"}, {LANG_FR, 91, "Quatre-vingt-onzième"},
        {LANG_FR, 98, "Quatre-vingt-dix-huitième"}, {LANG_FR, 100, "Centième"}, {LANG_FR, 101, "101e"},
        {LANG_RU, 2, "Вторая"}, {LANG_RU, 11, "Одиннадцатая"}, {LANG_RU, 40, "Сороковая"}, {LANG_RU, 43, "Сорок третья"},
        {LANG_RU, 71, "Семьдесят первая"}, {LANG_RU, 80, "Восьмидесятая"}, {LANG_RU, 81, "Восемьдесят первая"},
        {LANG_RU, 90, "Девяностая"}, {LANG_RU, 100, "Сотая"}, {LANG_RU, 101, "101\u2011я"},
        {LANG_ES, 1, "Primer"}, {LANG_ES, 3, "Tercer"}, {LANG_ES, 10, "Décimo"}, {LANG_ES, 11, "Undécimo"},
        {LANG_ES, 12, "Duodécimo"}, {LANG_ES, 13, "Decimotercer"}, {LANG_ES, 20, "Vigésimo"},
        {LANG_ES, 71, "Septuagésimo primer"}, {LANG_ES, 80, "Octogésimo"}, {LANG_ES, 83, "Octogésimo tercer"},
        {LANG_ES, 100, "Centésimo"}, {LANG_ES, 101, "101º"},
        {LANG_ZH, 1, "第一"}, {LANG_ZH, 10, "第十"}, {LANG_ZH, 11, "第十一"}, {LANG_ZH, 20, "第二十"},
        {LANG_ZH, 71, "第七十一"}, {LANG_ZH, 100, "第一百"}, {LANG_ZH, 101, "第101"},
        {LANG_AR, 1, "الأولى"}, {LANG_AR, 10, "العاشرة"}, {LANG_AR, 11, "الحادية عشرة"}, {LANG_AR, 19, "التاسعة عشرة"},
        {LANG_AR, 20, "العشرون"}, {LANG_AR, 21, "الحادية والعشرون"}, {LANG_AR, 71, "الحادية والسبعون"},
        {LANG_AR, 72, "الثانية والسبعون"}, {LANG_AR, 80, "الثمانون"}, {LANG_AR, 100, "المائة"}, {LANG_AR, 101, "101"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        numeral_session_ordinal(cases[i].lang, cases[i].number, &out);
        assert_string_equal(written(), cases[i].expected);
    }
}

static void session_ordinals_round_trip(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (int number = 1; number <= 120; number++) {
            numeral_session_ordinal((enum lang)lang, number, &out);
            const char *text = written();
            int found = numeral_find_ordinal((enum lang)lang, text, strlen(text));
            if (found != number)
                fail_msg("%s read as %d, not %d", text, found, number);
        }
}

static void ordinals_in_lines(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *line;
        int expected;
    } cases[] = {
        {LANG_EN, "Seventy-first session", 71}, {LANG_EN, "SEVENTY FIRST SESSION", 71}, {LANG_EN, "the 57th session", 57},
        {LANG_EN, "Tenth emergency special session", 10}, {LANG_EN, "firsthand session", 0}, {LANG_EN, "Agenda item 93", 0},
        {LANG_FR, "Quatre-vingt-onzième session", 91}, {LANG_FR, "soixante-et-onzième session", 71},
        {LANG_FR, "Quatre-vingt-et-unième session", 81}, {LANG_FR, "57e session", 57}, {LANG_FR, "57<sup>e</sup> session", 57},
        {LANG_RU, "на семьдесят первой сессии", 71}, {LANG_RU, "восьмидесятую сессию", 80}, {LANG_RU, "пятнадцатой сессии", 15},
        {LANG_RU, "шестьдесят третью", 63}, {LANG_RU, "57-я сессия", 57}, {LANG_RU, "сессия", 0},
        {LANG_ES, "Septuagésimo primer período de sesiones", 71}, {LANG_ES, "septuagésima primera sesión", 71},
        {LANG_ES, "57º período de sesiones", 57}, {LANG_ES, "décimo tercer período", 13}, {LANG_ES, "Tema 93 del programa", 0},
        {LANG_ZH, "第七十一届会议", 71}, {LANG_ZH, "第57届会议", 57}, {LANG_ZH, "议程项目93", 0},
        {LANG_AR, "الدورة الحادية والسبعون", 71}, {LANG_AR, "في دورتها الحادية والسبعين", 71},
        {LANG_AR, "الدورة الثانية عشرة", 12}, {LANG_AR, "الدورة الثمانين", 80}, {LANG_AR, "الدورة 57", 57},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int found = numeral_find_ordinal(cases[i].lang, cases[i].line, strlen(cases[i].line));
        if (found != cases[i].expected)
            fail_msg("%s: %d, not %d", cases[i].line, found, cases[i].expected);
    }
}

static void meeting_ordinals(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        int number;
        const char *expected;
    } cases[] = {
        {LANG_EN, 1, "1st"}, {LANG_EN, 11, "11th"}, {LANG_EN, 12, "12th"}, {LANG_EN, 13, "13th"}, {LANG_EN, 51, "51st"},
        {LANG_EN, 42, "42nd"}, {LANG_EN, 33, "33rd"}, {LANG_EN, 111, "111th"}, {LANG_EN, 7488, "7488th"},
        {LANG_FR, 1, "1re"}, {LANG_FR, 51, "51e"}, {LANG_ES, 51, "51ª"}, {LANG_RU, 51, "51\u2011е"}, {LANG_ZH, 51, "51"},
        {LANG_AR, 7488, "7488"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        numeral_meeting_ordinal(cases[i].lang, cases[i].number, &out);
        assert_string_equal(written(), cases[i].expected);
    }
    numeral_short_ordinal(LANG_RU, 7488, "prepositional", &out);
    assert_string_equal(written(), "7488\u2011м");
    numeral_short_ordinal(LANG_ES, 57, "masculine", &out);
    assert_string_equal(written(), "57º");
    numeral_short_ordinal(LANG_FR, 1, "masculine", &out);
    assert_string_equal(written(), "1er");
    numeral_short_ordinal(LANG_RU, 5, "unheard-of", &out);
    assert_string_equal(written(), "5\u2011е");
}

static void hanzi_figures(void **state)
{
    (void)state;
    for (int number = 1; number <= 999; number++) {
        int value;
        numeral_hanzi(number, &out);
        const char *text = written();
        assert_int_equal(numeral_read_hanzi(text, strlen(text), &value), strlen(text));
        assert_int_equal(value, number);
    }
}

/* ---- dates ---- */

static void dates_written(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        struct date date;
        const char *expected;
    } cases[] = {
        {LANG_AR, {2016, 12, 5}, "5 كانون الأول/ديسمبر 2016"}, {LANG_AR, {2015, 7, 20}, "20 تموز/يوليه 2015"},
        {LANG_ZH, {2016, 12, 5}, "2016年12月5日"}, {LANG_EN, {2016, 12, 5}, "5\u00A0December 2016"},
        {LANG_FR, {2016, 8, 1}, "1er\u00A0août 2016"}, {LANG_FR, {2016, 12, 11}, "11\u00A0décembre 2016"},
        {LANG_RU, {2016, 12, 5}, "5\u00A0декабря 2016\u00A0года"}, {LANG_ES, {2016, 8, 1}, "1\u00A0de\u00A0agosto de 2016"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        date_words(cases[i].lang, cases[i].date, &out);
        assert_string_equal(written(), cases[i].expected);
    }
}

static void dates_round_trip(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 28; day += 9) {
                struct date date = {2016, month, day}, found = {0};
                size_t start;
                buf_text(&out, "x 7 (2015) ");
                date_words((enum lang)lang, date, &out);
                size_t end = out.n;
                const char *text = written();
                assert_int_equal(date_find(text, strlen(text), &start, &found), end - 11);
                assert_int_equal(start, 11);
                assert_int_equal(found.month, month);
                assert_int_equal(found.day, day);
                assert_int_equal(found.year, 2016);
            }
}

static void dates_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year, month, day;
    } cases[] = {
        {"قرار اتخذته في 7 كانون الأول/ ديسمبر 2020", 2020, 12, 7}, {"16 December 2020", 2020, 12, 16},
        {"8 ديسمبر 2003", 2003, 12, 8}, {"24 كانون الأول/ديسمبر2010", 2010, 12, 24}, {"في 1 أيار/مايو 2001", 2001, 5, 1},
        {"于2016年12月5日通过", 2016, 12, 5}, {"2016 年 12 月 5 日", 2016, 12, 5},
        {"le 1<sup>er</sup> août 2016", 2016, 8, 1}, {"le 1ER AOÛT 2016", 2016, 8, 1}, {"1º de agosto de 2016", 2016, 8, 1},
        {"от 5 декабря 2016 года.", 2016, 12, 5}, {"29 февраля 2016", 2016, 2, 29}, {"de 31 de octubre del 2000", 2000, 10, 31},
        {"12 items and 5\u00A0December\u00A02016", 2016, 12, 5},
        {"5 December", 0, 0, 0}, {"31 February 2016", 0, 0, 0}, {"29 February 2015", 0, 0, 0}, {"5 Decembers 2016", 0, 0, 0},
        {"5 December 20165", 0, 0, 0}, {"آب/ديسمبر 2016", 0, 0, 0}, {"5 كانون الأول/يناير 2016", 0, 0, 0}, {"", 0, 0, 0},
        {"2016年13月5日", 0, 0, 0}, {"115 December 2016", 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct date date = {0};
        size_t start = 0;
        date_find(cases[i].text, strlen(cases[i].text), &start, &date);
        if (date.year != cases[i].year || date.month != cases[i].month || date.day != cases[i].day)
            fail_msg("%s: %d-%d-%d", cases[i].text, date.year, date.month, date.day);
    }
}

static void months_found(void **state)
{
    (void)state;
    static const char *const months[] = {"январь 2027 года", "Мае 2027 года", "мая", "April", "août 2027", "كانون الثاني/يناير 2027", "يناير"};
    static const char *const others[] = {"январский", "маем", "Aprils", "", "27", "2027年1月"};
    for (size_t i = 0; i < COUNT(months); i++)
        assert_true(date_starts_month(months[i], strlen(months[i])));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(date_starts_month(others[i], strlen(others[i])));
}

static void dates_iso(void **state)
{
    (void)state;
    struct date date;
    assert_true(date_from_iso("2016-02-29", 10, &date));
    date_to_iso(date, &out);
    assert_string_equal(written(), "2016-02-29");
    date_to_iso((struct date){7, 1, 2}, &out);
    assert_string_equal(written(), "0007-01-02");
    static const char *const wrong[] = {"2015-02-29", "1900-02-29", "2016-13-01", "2016-00-10", "2016-1-1", "2016/01/01",
        "2016-01-01 ", "", "0000-01-01", "20l6-01-01"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(date_from_iso(wrong[i], strlen(wrong[i]), &date));
    assert_true(date_valid((struct date){2000, 2, 29}));
}

/* ---- symbols ---- */

static void symbols(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum organ organ;
        int session, number, year;
        bool resolution, emergency, special;
        const char *brief;
    } cases[] = {
        {"A/RES/71/28", ORGAN_GA, 71, 28, 0, true, false, false, "71/28"},
        {"A/RES/77/16 B", ORGAN_GA, 77, 16, 0, true, false, false, "77/16 B"},
        {"A/RES/77/2 A-B", ORGAN_GA, 77, 2, 0, true, false, false, "77/2 A-B"},
        {"A/RES/ES-11/7", ORGAN_GA, 11, 7, 0, true, true, false, "ES-11/7"},
        {"A/RES/S-27/2", ORGAN_GA, 27, 2, 0, true, false, true, "S-27/2"},
        {"A/RES/1514 (XV)", ORGAN_GA, 15, 1514, 0, true, false, false, "1514 (XV)"},
        {"S/RES/2231 (2015)", ORGAN_SC, 0, 2231, 2015, true, false, false, "2231 (2015)"},
        {"S/RES/2231(2015)", ORGAN_SC, 0, 2231, 2015, true, false, false, "2231 (2015)"},
        {"A/HRC/RES/57/1", ORGAN_HRC, 57, 1, 0, true, false, false, "57/1"},
        {"A/HRC/RES/S-35/1", ORGAN_HRC, 35, 1, 0, true, false, true, "S-35/1"},
        {"E/RES/2014/36", ORGAN_ECOSOC, 0, 36, 2014, true, false, false, "2014/36"},
        {"A/C.1/71/L.17", ORGAN_GA, 71, 0, 0, false, false, false, ""},
        {"A/71/L.3/Rev.1", ORGAN_GA, 71, 0, 0, false, false, false, ""},
        {"A/71/445", ORGAN_GA, 71, 445, 0, false, false, false, ""},
        {"A/HRC/57/L.3", ORGAN_HRC, 57, 0, 0, false, false, false, ""},
        {"S/2015/123", ORGAN_SC, 0, 123, 2015, false, false, false, ""},
        {"S/12345", ORGAN_SC, 0, 12345, 0, false, false, false, ""},
        {"A/76/281 (Part I)", ORGAN_GA, 76, 281, 0, false, false, false, ""},
        {" FCCC/CP/2015/10/Add.1 ", ORGAN_NONE, 0, 0, 0, false, false, false, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct symbol symbol;
        if (!cite_symbol(cases[i].text, strlen(cases[i].text), &symbol))
            fail_msg("%s is no symbol", cases[i].text);
        assert_int_equal(symbol.organ, cases[i].organ);
        assert_int_equal(symbol.resolution, cases[i].resolution);
        if (symbol.organ != ORGAN_NONE && (symbol.session != cases[i].session || symbol.number != cases[i].number || symbol.year != cases[i].year))
            fail_msg("%s: session %d, number %d, year %d", cases[i].text, symbol.session, symbol.number, symbol.year);
        assert_int_equal(symbol.emergency, cases[i].emergency);
        assert_int_equal(symbol.special, cases[i].special);
        cite_short_number(&symbol, &out);
        assert_string_equal(written(), cases[i].brief);
    }
    static const char *const wrong[] = {"", "A", "A/", "A/RES", "A/RES/", "71/28", "A/B", "HIV/AIDS", "a/res/71/28",
        "A/RES/71/28.", "A/RES/71/28 and", "A/RES/71/28 BC", "A//71", "X/RES/1/2", "A/71", "S/RES/2231 (20155)", "A/RES/71/28/", "A/76/281 (Part"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct symbol symbol;
        if (cite_symbol(wrong[i], strlen(wrong[i]), &symbol))
            fail_msg("%s is a symbol", wrong[i]);
    }
}

static void title_numbers(void **state)
{
    (void)state;
    static const struct {
        enum organ organ;
        const char *number, *expected;
    } cases[] = {
        {ORGAN_GA, "71/28.", "A/RES/71/28"}, {ORGAN_NONE, "71/28", "A/RES/71/28"}, {ORGAN_HRC, "57/1.", "A/HRC/RES/57/1"},
        {ORGAN_GA, "ES-11/1", "A/RES/ES-11/1"}, {ORGAN_SC, "2231 (2015)", "S/RES/2231 (2015)"},
        {ORGAN_ECOSOC, "2014/36", "E/RES/2014/36"}, {ORGAN_GA, "77/16 B.", "A/RES/77/16 B"}, {ORGAN_GA, "75/32. -", "A/RES/75/32"},
        {ORGAN_GA, "title", ""}, {ORGAN_GA, "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cite_from_title_number(cases[i].organ, cases[i].number, strlen(cases[i].number), &out);
        assert_string_equal(written(), cases[i].expected);
    }
}

static void addresses(void **state)
{
    (void)state;
    cite_address(LANG_ES, "A/RES/53/70", &out);
    assert_string_equal(written(), "https://undocs.org/es/A/RES/53/70");
    cite_address(LANG_ZH, "S/RES/2231 (2015)", &out);
    assert_string_equal(written(), "https://undocs.org/ch/S/RES/2231(2015)");
    cite_address(LANG_EN, "A/\"<é", &out);
    assert_string_equal(written(), "https://undocs.org/en/A/%22%3C%C3%A9");
}

/* ---- citations ---- */

/* Finds, and writes "text=canonical;" for each. */
static const char *cited(enum lang lang, enum organ organ, const char *text)
{
    struct citations found = {0};
    cite_find(out.arena, lang, organ, text, strlen(text), &found);
    for (size_t i = 0; i < found.list.n; i++) {
        const struct citation *citation = &found.list.at[i];
        buf_bytes(&out, text + citation->start, citation->end - citation->start);
        buf_printf(&out, "=%s;", found.names.at + citation->canonical);
    }
    return written();
}

static void citations(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        enum organ organ;
        const char *text, *expected;
    } cases[] = {
        {LANG_EN, ORGAN_GA, "See A/54/213, A/55/140 and Corr.1 and Add.1.", "A/54/213=A/54/213;A/55/140=A/55/140;"},
        {LANG_EN, ORGAN_GA, "its resolutions 53/70 of 4 December 1998, 54/49 of 1\u00A0December 1999, and 70/237,",
            "53/70=A/RES/53/70;54/49=A/RES/54/49;70/237=A/RES/70/237;"},
        {LANG_EN, ORGAN_GA, "two thirds (2/3), 45/60 of them, on 12/05/2016, HIV/AIDS, 24/7 and and/or 33/50", ""},
        {LANG_EN, ORGAN_GA, "its decision 72/512 of 4 December 2017", ""},
        {LANG_EN, ORGAN_GA, "resolution 73/27. In 45/60 cases", "73/27=A/RES/73/27;"},
        {LANG_EN, ORGAN_GA, "resolutions 1514 (XV) of 14 December 1960 and 217 A (III), and 2625 (XXV)",
            "1514 (XV)=A/RES/1514(XV);217 A (III)=A/RES/217(III);2625 (XXV)=A/RES/2625(XXV);"},
        {LANG_EN, ORGAN_SC, "Recalling its resolutions 2231 (2015) and 2245\u00A0(2015),",
            "2231 (2015)=S/RES/2231(2015);2245\u00A0(2015)=S/RES/2245(2015);"},
        {LANG_EN, ORGAN_GA, "S/RES/2231 (2015) and A/76/281 (Part I), A/RES/70/1 A new start",
            "S/RES/2231 (2015)=S/RES/2231(2015);A/76/281 (Part I)=A/76/281(PartI);A/RES/70/1=A/RES/70/1;"},
        {LANG_EN, ORGAN_GA, "resolution ES-11/1 of 2 March 2022 and S-27/2", "ES-11/1=A/RES/ES-11/1;S-27/2=A/RES/S-27/2;"},
        {LANG_EN, ORGAN_HRC, "Human Rights Council resolutions 5/1 and 5/2 of 18 June 2007 and General Assembly resolution 60/251 of 15 March 2006",
            "5/1=A/HRC/RES/5/1;5/2=A/HRC/RES/5/2;60/251=A/RES/60/251;"},
        {LANG_EN, ORGAN_HRC, "its resolution 57/1", "57/1=A/HRC/RES/57/1;"},
        {LANG_EN, ORGAN_GA, "resolution 5/1 of the Human Rights Council", "5/1=A/HRC/RES/5/1;"},
        {LANG_EN, ORGAN_GA, "resolution 57/1 of 9 October 2024", "57/1=A/HRC/RES/57/1;"},
        {LANG_EN, ORGAN_GA, "resolution 57/1 of 10 September 2002", "57/1=A/RES/57/1;"},
        {LANG_EN, ORGAN_GA, "Economic and Social Council resolution 2014/36", "2014/36=E/RES/2014/36;"},
        {LANG_EN, ORGAN_GA, "resolution 2005/80 of the Commission on Human Rights", ""},
        {LANG_EN, ORGAN_GA, "resolution 69/262 on the budget for 2014/15", "69/262=A/RES/69/262;"},
        {LANG_EN, ORGAN_GA, "resolution 53/70, 1,234/56 and 53/70/80", "53/70=A/RES/53/70;"},
        {LANG_FR, ORGAN_HRC, "les résolutions 60/251 et 65/281 de l’Assemblée générale et la résolution 5/1 du Conseil",
            "60/251=A/RES/60/251;65/281=A/RES/65/281;5/1=A/HRC/RES/5/1;"},
        {LANG_ES, ORGAN_GA, "Recordando sus resoluciones 53/70, de 4 de diciembre de 1998, 54/49, de 1 de diciembre de 1999, y 70/237",
            "53/70=A/RES/53/70;54/49=A/RES/54/49;70/237=A/RES/70/237;"},
        {LANG_RU, ORGAN_HRC, "резолюцию 60/251 Генеральной Ассамблеи от 15 марта 2006 года и свою резолюцию 57/1",
            "60/251=A/RES/60/251;57/1=A/HRC/RES/57/1;"},
        {LANG_RU, ORGAN_GA, "на свои резолюции 53/70 от 4 декабря 1998 года и 54/49", "53/70=A/RES/53/70;54/49=A/RES/54/49;"},
        {LANG_ZH, ORGAN_GA, "回顾其1998年12月4日第53/70号、1999年12月1日第54/49号和第70/237号决议，",
            "53/70=A/RES/53/70;54/49=A/RES/54/49;70/237=A/RES/70/237;"},
        {LANG_ZH, ORGAN_GA, "其1992年12月18日第47/135号和2022年6月10日第76/268号决议", "47/135=A/RES/47/135;76/268=A/RES/76/268;"},
        {LANG_ZH, ORGAN_SC, "第2231(2015)号决议和第217 A(III)号决议", "2231(2015)=S/RES/2231(2015);217 A(III)=A/RES/217(III);"},
        {LANG_ZH, ORGAN_HRC, "大会2006年3月15日第60/251号决议和人权理事会2007年6月18日第5/1号决议",
            "60/251=A/RES/60/251;5/1=A/HRC/RES/5/1;"},
        {LANG_AR, ORGAN_GA, "إلى قراراتها 53/70 المؤرخ 4 كانون الأول/ديسمبر 1998 و 54/49 و70/237",
            "53/70=A/RES/53/70;54/49=A/RES/54/49;70/237=A/RES/70/237;"},
        {LANG_AR, ORGAN_GA, "القرار 1514 (د-15) والقرار 217 ألف (د-3) ودإط-11/1 و دإ-27/2",
            "1514 (د-15)=A/RES/1514(XV);217 ألف (د-3)=A/RES/217(III);دإط-11/1=A/RES/ES-11/1;دإ-27/2=A/RES/S-27/2;"},
        {LANG_AR, ORGAN_HRC, "وقرار الجمعية العامة 60/251 وإلى قراريْ مجلس حقوق الإنسان 5/1 و5/2",
            "60/251=A/RES/60/251;5/1=A/HRC/RES/5/1;5/2=A/HRC/RES/5/2;"},
        {LANG_AR, ORGAN_GA, "وإلى مقررها 72/512", ""},
        {LANG_ZH, ORGAN_GA, "第53/70号决议以及2017年12月4日第72/512号和第72/513号决定", "53/70=A/RES/53/70;"},
        {LANG_EN, ORGAN_GA, "A/76/281 (Part I)/Add.1.", "A/76/281 (Part I)/Add.1=A/76/281(PartI)/Add.1;"},
        {LANG_RU, ORGAN_HRC, "резолюцию 78/220 Ассамблеи от 19 декабря 2023 года", "78/220=A/RES/78/220;"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(cited(cases[i].lang, cases[i].organ, cases[i].text), cases[i].expected);
}

static void citations_of_hostile_text(void **state)
{
    static const char *const pieces[] = {"resolution 53/70 and ", "A/", "53/", "(", "第", "1(", "و", "12 ", "\xFF\xC3", "A/1/2", "de l’"};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        size_t length = strlen(pieces[i]), n = 300000 / length * length;
        char *text = arena_alloc(*state, n);
        for (size_t at = 0; at < n; at += length)
            memcpy(text + at, pieces[i], length);
        struct citations found = {0};
        cite_find(*state, LANG_EN, ORGAN_GA, text, n, &found);
        assert_true(found.list.n == (i == 0 ? 2 * n / (2 * length) : 0));
        lang_guess(text, n);
        struct date date;
        size_t start;
        assert_int_equal(date_find(text, n, &start, &date), 0);
    }
}

/* ---- against real texts ---- */

static char *read_shared(struct arena *arena, const char *path, size_t *n)
{
    const char *root = getenv("HEXAPLA_SHARED");
    FILE *file = root ? fopen(arena_printf(arena, "%s/%s", root, path), "rb") : NULL;
    if (!file)
        return NULL;
    struct buf bytes;
    buf_init(&bytes, arena);
    char chunk[4096];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_bytes(&bytes, chunk, got);
    fclose(file);
    *n = bytes.n;
    return bytes.at;
}

struct official {
    size_t start, end; /* in the plain text */
    const char *canonical; /* "" when the address is empty */
};
typedef LIST(struct official) official_list;

/* "%28" and spaces out of an address, behind ".../es/". */
static const char *canonical_of(struct arena *arena, const char *address, size_t n)
{
    static const char *const hosts[] = {"https://undocs.org/", "https://docs.un.org/", "http://undocs.org/"};
    struct buf name;
    buf_init(&name, arena);
    buf_char(&name, '\0');
    name.n = 0;
    for (size_t i = 0; i < COUNT(hosts); i++) {
        size_t host = strlen(hosts[i]) + 3;
        if (n <= host || memcmp(address, hosts[i], host - 3) != 0)
            continue;
        for (size_t at = host; at < n; at++) {
            char hex[3] = {address[at], 0, 0};
            if (address[at] == '%' && at + 2 < n) {
                memcpy(hex, address + at + 1, 2);
                hex[0] = (char)strtol(hex, NULL, 16);
                at += 2;
            }
            if (hex[0] != ' ')
                buf_char(&name, hex[0] >= 'a' && hex[0] <= 'z' && hex[1] ? hex[0] : hex[0]);
        }
    }
    return name.at;
}

/* Takes [text](address) marks away, joining two that touch and go to one place. */
static void strip_links(struct arena *arena, const char *text, size_t n, struct buf *plain, official_list *links)
{
    for (size_t at = 0; at < n;) {
        const char *middle = text[at] == '[' ? strstr(text + at, "](") : NULL;
        const char *close = middle ? strchr(middle, ')') : NULL;
        if (!close || memchr(text + at, '\n', (size_t)(close - text) - at) || memchr(text + at + 1, '[', (size_t)(middle - text) - at - 1)) {
            if (text[at] != '*')
                buf_char(plain, text[at]);
            at++;
            continue;
        }
        const char *canonical = canonical_of(arena, middle + 2, (size_t)(close - middle) - 2);
        size_t start = plain->n;
        buf_bytes(plain, text + at + 1, (size_t)(middle - text) - at - 1);
        struct official *last = links->n ? &links->at[links->n - 1] : NULL;
        bool touches = last && (last->end == start || (last->end + 1 == start && plain->at[last->end] == ' '));
        if (touches && strcmp(last->canonical, canonical) == 0)
            last->end = plain->n;
        else
            *list_add(arena, links) = (struct official){start, plain->n, canonical};
        at = (size_t)(close - text) + 1;
    }
    buf_char(plain, '\n');
}

static void seed_citations(void **state)
{
    size_t n;
    const char *text = read_shared(*state, "seed/A-RES-71-28.es.txt", &n);
    if (!text)
        skip();
    struct buf plain;
    buf_init(&plain, *state);
    official_list links = {0};
    strip_links(*state, text, n, &plain, &links);
    struct citations found = {0};
    cite_find(*state, LANG_ES, ORGAN_GA, plain.at, plain.n, &found);
    size_t symbol_count = 0, number_count = 0;
    for (size_t i = 0; i < found.list.n; i++) {
        bool symbol = plain.at[found.list.at[i].start] == 'A';
        symbol_count += symbol;
        number_count += !symbol;
    }
    print_message("# seed: %zu symbols, %zu numbers, %zu links\n", symbol_count, number_count, links.n);
    size_t hits = 0;
    for (size_t i = 0; i < links.n; i++)
        for (size_t k = 0; k < found.list.n; k++)
            hits += found.list.at[k].start == links.at[i].start && found.list.at[k].end == links.at[i].end;
    assert_int_equal(hits, links.n);
}

struct score {
    size_t official, found, right;
};

/* A part letter after the number is in some addresses and not in others. */
static bool same_symbol(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] && (a[i] | 0x20) == (b[i] | 0x20))
        i++;
    const char *rest = a[i] ? a + i : b + i;
    return (!a[i] || !b[i]) && (!*rest || (!rest[1] && (*rest | 0x20) >= 'a' && (*rest | 0x20) <= 'd'));
}

static void show_place(const char *what, const char *canonical, const char *text, size_t at)
{
    char place[121];
    size_t start = at > 60 ? at - 60 : 0, n = strnlen(text + start, 120);
    memcpy(place, text + start, n);
    place[n] = '\0';
    for (size_t i = 0; i < n; i++)
        if (place[i] == '\n')
            place[i] = ' ';
    print_message("# %s %s: %s\n", what, canonical, place);
}

static void score_text(struct arena *arena, enum lang lang, enum organ organ, const char *text, size_t n, struct score *score)
{
    struct buf plain;
    buf_init(&plain, arena);
    official_list links = {0};
    strip_links(arena, text, n, &plain, &links);
    struct citations found = {0};
    cite_find(arena, lang, organ, plain.at, plain.n, &found);
    const bool show = getenv("HEXAPLA_SHOW") != NULL;
    bool *used = arena_new_array(arena, bool, found.list.n + 1);
    for (size_t i = 0, k = 0; i < links.n; i++) {
        if (!*links.at[i].canonical)
            continue;
        score->official++;
        while (k < found.list.n && found.list.at[k].end <= links.at[i].start)
            k++;
        bool right = k < found.list.n && found.list.at[k].start < links.at[i].end &&
                     same_symbol(found.names.at + found.list.at[k].canonical, links.at[i].canonical);
        score->right += right && !used[k];
        if (right)
            used[k] = true;
        else if (show)
            show_place("missed", links.at[i].canonical, plain.at, links.at[i].start);
    }
    for (size_t k = 0; k < found.list.n; k++) {
        if (links.n == 0 || found.list.at[k].end < links.at[0].start) /* mastheads are not linked */
            continue;
        score->found++;
        if (show && !used[k])
            show_place("extra", found.names.at + found.list.at[k].canonical, plain.at, found.list.at[k].start);
    }
}

static const char *const corpus[] = {"A-RES-77-261", "A-RES-75-1", "A-HRC-RES-56-16", "A-RES-76-251", "A-RES-75-32",
    "S-RES-2713_2023", "S-RES-2748_2024", "A-RES-77-5", "A-RES-76-300", "A-HRC-RES-55-19", "S-RES-2728_2024",
    "A-RES-80-236_A-B", "A-RES-76-241", "A-RES-ES-11-1"};

static void corpus_citations(void **state)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct score score = {0};
        for (size_t i = 0; i < COUNT(corpus); i++) {
            size_t n;
            const char *text = read_shared(*state, arena_printf(*state, "corpus/%s/%s.txt", lang_row((enum lang)lang)->tag, corpus[i]), &n);
            if (!text)
                skip();
            enum organ organ = corpus[i][0] == 'S' ? ORGAN_SC : corpus[i][2] == 'H' ? ORGAN_HRC : ORGAN_GA;
            score_text(*state, (enum lang)lang, organ, text, n, &score);
        }
        print_message("# %s: %zu links, %zu found, %zu right: recall %zu %%, precision %zu %%\n", lang_row((enum lang)lang)->tag,
            score.official, score.found, score.right, score.right * 100 / score.official, score.right * 100 / score.found);
        assert_true(score.right * 100 >= score.official * 90);
    }
}

static void corpus_languages(void **state)
{
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (size_t i = 0; i < COUNT(corpus); i++) {
            size_t n;
            const char *text = read_shared(*state, arena_printf(*state, "corpus/%s/%s.txt", lang_row((enum lang)lang)->tag, corpus[i]), &n);
            if (!text)
                skip();
            assert_int_equal(lang_guess(text, n), lang);
        }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(language_rows), CASE(language_guess), CASE(labels_written), CASE(labels_read), CASE(labels_keep_their_marks),
        CASE(labels_round_trip), CASE(roman_figures), CASE(session_ordinals), CASE(session_ordinals_round_trip),
        CASE(ordinals_in_lines), CASE(meeting_ordinals), CASE(hanzi_figures), CASE(dates_written), CASE(dates_round_trip),
        CASE(dates_found), CASE(months_found), CASE(dates_iso), CASE(symbols), CASE(title_numbers), CASE(addresses), CASE(citations),
        CASE(citations_of_hostile_text), CASE(seed_citations), CASE(corpus_citations), CASE(corpus_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
