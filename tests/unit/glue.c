#include "test.h"

#include <stdio.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "language/glue.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { LONGEST = 400 };

static void list_breaks(enum lang lang, const UChar *text, int32_t n, uint8_t *breaks)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *lines = ubrk_open(UBRK_LINE, lang_row(lang)->tag, text, n, &status);
    assert_true(U_SUCCESS(status));
    memset(breaks, BREAK_NONE, (size_t)n + 1);
    for (int32_t at; (at = ubrk_next(lines)) != UBRK_DONE;)
        breaks[at] = ubrk_getRuleStatus(lines) >= UBRK_LINE_HARD ? BREAK_MUST : BREAK_GOOD;
    breaks[n] = BREAK_MUST;
    ubrk_close(lines);
}

/* The text with a mark where a line may break: '|' good, '+' soft, '^' hyphen, '~' poor, '_' last resort. */
static void show(enum lang lang, const char *text, char shown[4 * LONGEST])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[LONGEST];
    uint8_t breaks[LONGEST + 1];
    int32_t n = 0;
    u_strFromUTF8(units, LONGEST, &n, text, -1, &status);
    assert_true(U_SUCCESS(status));
    list_breaks(lang, units, n, breaks);
    glue_apply(lang, (const uint16_t *)units, (size_t)n, breaks);
    UChar marked[2 * LONGEST];
    int32_t m = 0;
    for (int32_t i = 0; i < n; i++) {
        if (i && breaks[i])
            marked[m++] = (UChar)" _~^+|!"[breaks[i]];
        marked[m++] = units[i];
    }
    assert_int_equal(breaks[0], n ? BREAK_NONE : BREAK_MUST);
    assert_int_equal(breaks[n], BREAK_MUST);
    int32_t length;
    u_strToUTF8(shown, 4 * LONGEST - 1, &length, marked, m, &status);
    assert_true(U_SUCCESS(status));
    shown[length] = '\0';
}

struct row {
    enum lang lang;
    const char *text, *expected;
};

static void expect(const struct row *rows, size_t n)
{
    char shown[4 * LONGEST];
    bool wrong = false;
    for (size_t i = 0; i < n; i++) {
        show(rows[i].lang, rows[i].text, shown);
        if (strcmp(shown, rows[i].expected) != 0) {
            print_message("# %s\n#   is  %s\n#   not %s\n", rows[i].text, shown, rows[i].expected);
            wrong = true;
        }
    }
    assert_false(wrong);
}

/* fonts.md 6, row by row. */
static void icu_corrected(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {LANG_EN, "see A/RES/71/28 now", "see |A/RES/71/28 |now"},
        {LANG_EN, "E/CN.4/2004/23/Add.1, A/71/445", "E/CN.4/2004/23/Add.1, |A/71/445"},
        {LANG_EN, "(A/71/445) or S/RES/2231(2015)", "(A/71/445) |or |S/RES/2231(2015)"},
        {LANG_EN, "FCCC/CP/2015/10/Add.1/Corr.2/Rev.1 x", "FCCC/_CP/_2015/_10/_Add.1/_Corr.2/_Rev.1 |x"},
        {LANG_EN, "at https://a.org/b/c?d=e&f.g, or", "at |https://~a.~org/~b/~c?~d=~e&~f.~g, |or"},
        {LANG_EN, "www.un.org/en x", "www.~un.~org/~en |x"},
        {LANG_EN, "from 1–3 to 2015–2016", "from |1–3 |to |2015–2016"},
        {LANG_EN, "twenty-first e-mail", "twenty-^first |e-mail"},
        {LANG_FR, "vice-président", "vice-^président"},
        {LANG_RU, "во-первых, кто-нибудь", "во-первых, |кто-^нибудь"},
        {LANG_FR, "dit « Les droits » ici", "dit |« Les |droits » |ici"},
        {LANG_FR, "dit «\u00A0Les droits\u00A0» : oui ; non", "dit |«\u00A0Les |droits\u00A0» : |oui ; |non"},
        {LANG_EN, "US$ 1,234.5 million", "US$ 1,234.5 million"},
        {LANG_FR, "de 5 % net", "de |5 % |net"},
        {LANG_RU, "на № 5 и", "на |№ 5 |и"},
        {LANG_FR, "le n° 5 et", "le |n° 5 |et"},
        {LANG_EN, "as No. 5 and par. 5 or p. 5", "as |No. 5 |and |par. 5 |or |p. 5"},
        {LANG_EN, "of paragraph 2 of", "of |paragraph 2 |of"},
        {LANG_EN, "item 2 (a) of", "item 2 (a) |of"},
        {LANG_EN, "on 4 December 1998", "on |4 December |1998"},
        {LANG_RU, "от 5 декабря 2016 г. и", "от |5 декабря |2016 г. |и"},
        {LANG_RU, "а т. е. так", "а |т. е. |так"},
        {LANG_RU, "слово — это", "слово — |это"},
        {LANG_ZH, "至1998年12月4日", "至|1998~年|12~月|4~日"},
        {LANG_ZH, "其第53/70号决议第5段", "其|第53/70~号|决|议|第5~段"},
        {LANG_ZH, "约1.5亿人", "约|1.5~亿|人"},
        {LANG_ZH, "见A/71/445，第", "见|A/71/445，|第"},
        {LANG_AR, "و 54/49 و 55/28", "و 54/49 |و 55/28"},
        {LANG_AR, "كانون الأول/ديسمبر", "كانون الأول/~ديسمبر"},
        {LANG_AR, "(د-3) 2015-2016", "(د-3) |2015-2016"},
    };
    expect(rows, COUNT(rows));
}

/* house-style 8 */
static void pairs(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {LANG_ES, "de 5 de diciembre de 2016", "de |5 de |diciembre |de |2016"},
        {LANG_FR, "le 1er août 2016, le 5 mai", "le |1er août |2016, |le |5 mai"},
        {LANG_AR, "في 5 كانون الأول", "في |5 كانون الأول"},
        {LANG_AR, "في\u00A05 كانون الأول في", "في\u00A05 كانون الأول |في"},
        {LANG_ES, "el\u00A05 de agosto", "el\u00A05 de |agosto"},
        {LANG_RU, "2016 года было", "2016 года |было"},
        {LANG_RU, "резолюции 53/70 от", "резолюции 53/70 |от"},
        {LANG_ES, "la resolución 53/70, de", "la |resolución 53/70, |de"},
        {LANG_EN, "resolution 2231 (2015) of", "resolution 2231 (2015) |of"},
        {LANG_EN, "S/RES/2231 (2015) of", "S/RES/2231 (2015) |of"},
        {LANG_AR, "القرار 1514 (د-15) في", "القرار |1514 (د-15) |في"},
        {LANG_ES, "párrafo 2 e) de", "párrafo 2 e) |de"},
        {LANG_ES, "núm. 2 y párr. 7", "núm. 2 |y |párr. 7"},
        {LANG_EN, "section II and chap. IV", "section II |and |chap. IV"},
        {LANG_EN, "see (para. 5) and", "see |(para. 5) |and"},
        {LANG_EN, "paragraph is", "paragraph |is"},
        {LANG_EN, "paragraph (see below)", "paragraph |(see |below)"},
        {LANG_EN, "There are no. And", "There |are |no. |And"},
        {LANG_EN, "Mr. Smith, J. P. Jones and H.E. Mrs. X", "Mr. Smith, |J. P. Jones |and |H.E. Mrs. X"},
        {LANG_RU, "г‑н Иванов и г-жа Петрова", "г‑н Иванов |и |г-жа Петрова"},
        {LANG_FR, "à 100 000 francs et 5 millions", "à |100 000 |francs |et |5 millions"},
        {LANG_EN, "in 20 193 and", "in |20 |193 |and"},
        {LANG_EN, "by 5 per cent of", "by |5 per |cent |of"},
        {LANG_EN, "in 2016 States", "in |2016 |States"},
        {LANG_EN, "12 Marchers, 5 Mayors", "12 |Marchers, |5 |Mayors"},
        {LANG_EN, "HIV/AIDS and/or km/h", "HIV/~AIDS |and/or |km/h"},
        {LANG_EN, "ES-11/1 and COVID-19", "ES-11/1 |and |COVID-19"},
        {LANG_EN, "co\u00ADoperate", "co\u00AD+operate"},
        {LANG_RU, "51\u2011е заседание", "51\u2011е |заседание"},
        {LANG_ZH, "第2231(2015)号决议", "第2231(2015)~号|决|议"},
        {LANG_ZH, "第七十一届会议", "第七~十~一~届|会|议"},
        {LANG_ZH, "《宪章》，会议", "《宪|章》，|会|议"},
        {LANG_EN, "A/70/174;\nA/55/140", "A/70/174;\n!A/55/140"},
        {LANG_EN, "a  b", "a  |b"},
        {LANG_EN, "a No.  5 b", "a |No.  5 |b"},
        {LANG_EN, "No.\u00A0 5 and\u00A0No. 5", "No.\u00A0 |5 |and\u00A0No. 5"},
        {LANG_EN, "  5 million", "  |5 million"},
        {LANG_ES, "el Párrafo 2 de", "el |Párrafo 2 |de"},
        {LANG_EN, "(www.un.org/en) and www www.", "(www.~un.~org/~en) |and |www |www."},
        {LANG_EN, "", ""}, {LANG_EN, "5", "5"}, {LANG_EN, " 5 ", " |5 "},
    };
    expect(rows, COUNT(rows));
}

/* ICU's forced breaks stay, and no rule makes one. */
static void forced_breaks_stay(void **state)
{
    (void)state;
    static const uint16_t text[] = {'A', '/', '7', '1', '/', '4', 0xD800, ' ', 0xAB, ' ', 0xBB, ' ', '.', 0xDFFF};
    uint8_t breaks[COUNT(text) + 1];
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (int kind = BREAK_NONE; kind <= BREAK_MUST; kind++) {
            memset(breaks, kind, sizeof breaks);
            glue_apply((enum lang)lang, text, COUNT(text), breaks);
            for (size_t i = 1; i < COUNT(text); i++)
                assert_true(kind == BREAK_MUST ? breaks[i] == BREAK_MUST : breaks[i] < BREAK_MUST);
        }
}

static void long_text_is_quick(void **state)
{
    (void)state;
    static const char *const pieces[] = {"/", "A/1", "5 ", "\xC2\xAB ", "第", "www.", "w", "\xE2\x80\x83", "a-", ". ", "(5 ", "https://"};
    enum { UNITS = 400000 };
    uint16_t *text = malloc(UNITS * sizeof *text);
    uint8_t *breaks = malloc(UNITS + 1);
    clock_t start = clock();
    for (size_t p = 0; p < COUNT(pieces); p++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar piece[16];
        int32_t n;
        u_strFromUTF8(piece, 16, &n, pieces[p], -1, &status);
        for (size_t i = 0; i < UNITS; i++)
            text[i] = piece[i % (size_t)n];
        memset(breaks, BREAK_GOOD, UNITS + 1);
        glue_apply(LANG_RU, text, UNITS, breaks);
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 60);
    free(text);
    free(breaks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(icu_corrected),
        cmocka_unit_test(pairs),
        cmocka_unit_test(forced_breaks_stay),
        cmocka_unit_test(long_text_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
