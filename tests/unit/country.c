#include "test.h"

#include <stdio.h>

#include "base/utf.h"
#include "language/country.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int setup(void **state)
{
    *state = arena_new();
    return *state == NULL;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static const char *find(enum lang lang, const char *text)
{
    static char code[3];
    bool found = country_find(lang, text, strlen(text), code);
    assert_int_equal(found, code[0] != '\0');
    return code;
}

/* ---- the table ---- */

static void rows(void **state)
{
    (void)state;
    assert_int_equal(country_count(), 193 + 2 + 1); /* Member States, observers, the European Union */
    for (size_t i = 0; i < country_count(); i++) {
        const char *code = country_code(i);
        assert_int_equal(strlen(code), 2);
        if (i)
            assert_true(strcmp(country_code(i - 1), code) < 0);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const char *name = country_name((enum lang)lang, code);
            assert_non_null(name);
            assert_int_equal(utf8_check(name, strlen(name)), strlen(name));
            assert_null(strpbrk(name, "'\"*,;:")); /* typographic apostrophes only */
        }
    }
}

static void names_are_distinct(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        for (size_t i = 0; i < country_count(); i++) {
            const char *name = country_name((enum lang)lang, country_code(i));
            assert_string_equal(find((enum lang)lang, name), country_code(i)); /* so no two fold to one */
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(name, country_name((enum lang)lang, country_code(j)));
        }
}

/* Each script keeps to itself: a letter of another one is a slip of typing. */
static void scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < country_count(); i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            const char *name = country_name((enum lang)lang, country_code(i));
            for (size_t at = 0, taken, n = strlen(name); at < n; at += taken) {
                uint32_t c = utf8_decode(name + at, n - at, &taken);
                if (strchr(" ()-", (int)c) && c < 0x80)
                    continue;
                bool cyrillic = (c >= 0x410 && c <= 0x44F) || c == 0x2019 || c == 0x2014;
                bool latin = c < 0x250 || c == 0x2019;
                assert_true(lang == LANG_AR   ? utf_is_arabic(c)
                            : lang == LANG_ZH ? utf_is_han(c)
                            : lang == LANG_RU ? cyrillic
                                              : latin);
            }
        }
}

static void by_code(void **state)
{
    (void)state;
    assert_string_equal(country_name(LANG_EN, "CI"), "Côte d’Ivoire");
    assert_string_equal(country_name(LANG_EN, "tr"), "Türkiye");
    assert_string_equal(country_name(LANG_ZH, "GB"), "大不列颠及北爱尔兰联合王国");
    assert_string_equal(country_name(LANG_AR, "BO"), "بوليفيا (دولة - المتعددة القوميات)");
    assert_string_equal(country_name(LANG_RU, "PG"), "Папуа — Новая Гвинея");
    const char bounded[2] = {'F', 'R'};
    assert_string_equal(country_name(LANG_ES, bounded), "Francia");
    assert_null(country_name(LANG_EN, "XK"));
    assert_null(country_name(LANG_EN, "TW"));
    assert_null(country_name(LANG_EN, "\0\0"));
    assert_null(country_name(LANG_EN, "f\0"));
    assert_null(country_name(LANG_NONE, "FR"));
}

/* ---- finding ---- */

static void finds(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        const char *text, *code;
    } tries[] = {
        {LANG_EN, "FR", "FR"}, {LANG_AR, "fr", "FR"}, {LANG_ZH, " Fr ", "FR"},
        {LANG_EN, "Cote d'Ivoire", "CI"}, {LANG_EN, "COTE D IVOIRE", "CI"}, {LANG_EN, "Côte d‘Ivoire", "CI"},
        {LANG_EN, "Guinea Bissau", "GW"}, {LANG_EN, "Guinea", "GN"}, {LANG_EN, "Guinea-\xC2\xA0" "Bissau", "GW"},
        {LANG_EN, "Timor Leste", "TL"}, {LANG_EN, "Vietnam", "VN"}, {LANG_EN, "viet nam", "VN"},
        {LANG_EN, "Turkiye", "TR"}, {LANG_EN, "Turkey", "TR"}, {LANG_EN, "Swaziland", "SZ"},
        {LANG_EN, "Iran", "IR"}, {LANG_EN, "Iran, Islamic Republic of", "IR"},
        {LANG_EN, "the Islamic Republic of Iran", "IR"},
        {LANG_EN, "The Bahamas", "BS"}, {LANG_EN, "Bahamas (the)", "BS"}, {LANG_EN, "the Netherlands", "NL"},
        {LANG_EN, "Netherlands (Kingdom of)", "NL"}, {LANG_EN, "Fiji*", "FJ"}, {LANG_EN, "Fiji **", "FJ"},
        {LANG_EN, "Democratic People's Republic of Korea", "KP"}, {LANG_EN, "St. Lucia", "LC"},
        {LANG_EN, "U.K.", "GB"},
        {LANG_EN, "Niger", "NE"}, {LANG_EN, "Nigeria", "NG"}, {LANG_EN, "Dominica", "DM"}, {LANG_EN, "Congo", "CG"},
        {LANG_FR, "la République-Unie de Tanzanie", "TZ"}, {LANG_FR, "L'Iraq", "IQ"}, {LANG_FR, "Inde (l’)", "IN"},
        {LANG_FR, "les Fidji", "FJ"}, {LANG_FR, "Lesotho", "LS"},
        {LANG_FR, "Etats Unis", "US"}, {LANG_FR, "EGYPTE", "EG"},
        {LANG_ES, "el Salvador", "SV"}, {LANG_ES, "Salvador", "SV"},
        {LANG_ES, "los Países Bajos", "NL"}, {LANG_ES, "Brasil (el)", "BR"},
        {LANG_ES, "Rumania", "RO"}, {LANG_ES, "EE.UU.", "US"}, {LANG_ES, "Espana", "ES"},
        {LANG_RU, "Кот д'Ивуар", "CI"}, {LANG_RU, "Объединённые Арабские Эмираты", "AE"}, {LANG_RU, "Папуа-Новая Гвинея", "PG"},
        {LANG_RU, "США", "US"}, {LANG_RU, "КЫРГЫЗСТАН", "KG"}, {LANG_RU, "Сан-Марино", "SM"},
        {LANG_AR, "المانيا", "DE"}, {LANG_AR, "اردن", "JO"}, {LANG_AR, "غينيا بيساو", "GW"}, {LANG_AR, "عُمان", "OM"},
        {LANG_AR, "إيران", "IR"}, {LANG_AR, "مملكة هولندا", "NL"}, {LANG_AR, "الـصين", "CN"},
        {LANG_ZH, "英国", "GB"}, {LANG_ZH, "刚果（金）", "CD"}, {LANG_ZH, "刚果", "CG"}, {LANG_ZH, "玻利维亚（多民族国）", "BO"},
        {LANG_EN, "EU", "EU"}, {LANG_FR, "UE", "EU"}, {LANG_RU, "Европейский Союз", "EU"},
    };
    for (size_t i = 0; i < COUNT(tries); i++)
        if (strcmp(find(tries[i].lang, tries[i].text), tries[i].code) != 0)
            fail_msg("%s: \"%s\" found for \"%s\"", tries[i].code, find(tries[i].lang, tries[i].text), tries[i].text);
}

static void finds_nothing(void **state)
{
    (void)state;
    static const char *const nothing[] = {"", " ", "*", "()", "(the)", "the", "the ", ")", "(", "Korea", "Atlantis", "Franc", "Frances",
        "Iran (Republic of Iraq)", "Congo (the other one)", "XX", "Iran (Islamic Republic of", "of", "\xFF\xFE", "(Kingdom of the)",
        "Democratic Democratic Democratic Democratic Democratic Democratic Democratic Democratic Democratic Republic"};
    for (size_t i = 0; i < COUNT(nothing); i++)
        if (find(LANG_EN, nothing[i])[0] && strcmp(nothing[i], "Iran (Islamic Republic of") != 0)
            fail_msg("%s found for \"%s\"", find(LANG_EN, nothing[i]), nothing[i]);
    assert_string_equal(find(LANG_AR, "ال"), "");
    assert_string_equal(find(LANG_FR, "l’"), "");
    assert_string_equal(find(LANG_FR, "la"), "LA"); /* a code before an article */
    char code[3];
    assert_false(country_find(LANG_NONE, "FR", 2, code));
    assert_true(country_find(LANG_EN, "France and more", 6, code)); /* reads no further than n */
    assert_false(country_find(LANG_EN, "Francex", 7, code));
}

/* ---- the order of a list ---- */

/* Sorts the list from its end and from its middle, and wants it as it is written. */
static void names_stand_between_marks_of_any_script(void **state)
{
    (void)state;
    static const char *const rows[][5] = {
        {"FR, BR", "FR", "BR"}, {" France ;\n Brazil* ;", "France", "Brazil*"}, {"، فرنسا، البرازيل؛ مصر", "فرنسا", "البرازيل", "مصر"},
        {"法国、巴西，埃及；中国", "法国", "巴西", "埃及", "中国"}, {"", NULL}, {" , ;、 ", NULL}, {"Bosnia and Herzegovina", "Bosnia and Herzegovina"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = rows[i][0], *name;
        size_t n;
        for (size_t k = 1; k < 5 && rows[i][k]; k++) {
            assert_true(country_next(&at, &name, &n));
            assert_int_equal(n, strlen(rows[i][k]));
            assert_memory_equal(name, rows[i][k], n);
        }
        assert_false(country_next(&at, &name, &n));
        assert_int_equal(*at, '\0');
    }
}

static void check_order(struct arena *arena, enum lang lang, const char *const *list, size_t n)
{
    const char *names[64];
    assert_true(n <= COUNT(names));
    for (size_t i = 0; i < n; i++)
        names[i] = list[n - 1 - i];
    country_sort(arena, lang, names, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(names[i], list[i]);
    for (size_t i = 0; i < n; i++)
        names[i] = list[(i + n / 2) % n];
    country_sort(arena, lang, names, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(names[i], list[i]);
}

#define ORDER(lang, ...)                                                 \
    do {                                                                 \
        static const char *const list[] = {__VA_ARGS__};                 \
        check_order(*state, lang, list, COUNT(list));                    \
    } while (0)

static void order_of_alphabets(void **state)
{
    ORDER(LANG_EN, "Åland", "Albania", "Costa Rica", "Côte d’Ivoire", "Croatia", "Guinea", "Guinea-Bissau", "Guyana", "Niger", "Nigeria",
          "Saint Lucia", "Saudi Arabia", "Türkiye", "Turkmenistan", "Tuvalu", "Viet Nam");
    ORDER(LANG_FR, "Danemark", "Djibouti", "Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne", "Estonie",
          "Eswatini", "États-Unis d’Amérique", "Éthiopie", "Fidji", "Îles Marshall", "Îles Salomon", "Inde", "Zambie");
    ORDER(LANG_ES, "Argelia", "Chad", "Chequia", "Colombia", "Egipto", "El Salvador", "Emiratos Árabes Unidos", "Eslovaquia", "España",
          "Estado de Palestina", "Länder", "Líbano", "Libia", "Níger", "Nigeria", "Noruega", "Ñandú", "Omán", "Perú", "Rumanía");
    ORDER(LANG_RU, "Австралия", "Австрия", "Ёлкино", "Железная Земля", "Иран (Исламская Республика)", "Йемен", "Кабо-Верде", "Черногория", "Чехия", "Чили",
          "Швеция", "Шри-Ланка", "Эквадор", "Южная Африка", "Ямайка", "Япония");
}

static void order_of_arabic(void **state)
{
    ORDER(LANG_AR, "الأردن", "أرمينيا", "إريتريا", "إسبانيا", "ألبانيا", "ألمانيا", "الإمارات العربية المتحدة", "آيسلندا", "إيطاليا", "باراغواي",
          "البحرين", "بلجيكا", "الجزائر", "الجمهورية الدومينيكية", "السلفادور", "سلوفاكيا", "السودان", "فرنسا", "كوت ديفوار", "الكويت",
          "مصر", "المغرب", "ملاوي", "هندوراس", "هولندا (مملكة)", "الولايات المتحدة الأمريكية", "اليابان", "اليمن");
}

static void order_of_chinese(void **state)
{
    ORDER(LANG_ZH, "阿尔巴尼亚", "阿根廷", "比利时", "贝宁", "智利", "中国", "法国", "摩洛哥", "荷兰王国", "英国", "美利坚合众国", "一国", "二国", "三国", "國際");
}

static void order_with_asterisks(void **state)
{
    ORDER(LANG_EN, "Guinea*", "Guinea-Bissau", "Niger **", "Nigeria*");
    ORDER(LANG_EN, "Albania", "Fiji", "Fiji **", "Fiji*"); /* the bytes decide at last */
}

static void order_of_anything(void **state)
{
    country_sort(*state, LANG_EN, NULL, 0);
    static char endless[100000];
    memset(endless, 'a', sizeof endless - 1);
    const char *names[] = {"\xFF\xC3", endless, "", "*", "ال"};
    for (int lang = 0; lang < LANG_COUNT; lang++)
        country_sort(*state, (enum lang)lang, names, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        assert_non_null(names[i]);
}

/* Every name in every language, from two starts, comes to one order. */
static void order_is_total(void **state)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const char *one[256], *other[256];
        size_t n = country_count();
        for (size_t i = 0; i < n; i++)
            one[i] = other[n - 1 - i] = country_name((enum lang)lang, country_code(i));
        country_sort(*state, (enum lang)lang, one, n);
        country_sort(*state, (enum lang)lang, other, n);
        for (size_t i = 0; i < n; i++)
            assert_ptr_equal(one[i], other[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(names_are_distinct),
        cmocka_unit_test(scripts),
        cmocka_unit_test(by_code),
        cmocka_unit_test(finds),
        cmocka_unit_test(finds_nothing),
        cmocka_unit_test(names_stand_between_marks_of_any_script),
        cmocka_unit_test_setup_teardown(order_of_alphabets, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_arabic, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_chinese, setup, teardown),
        cmocka_unit_test_setup_teardown(order_with_asterisks, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_anything, setup, teardown),
        cmocka_unit_test_setup_teardown(order_is_total, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
