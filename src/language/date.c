#include "language/date.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

static const char *const months[LANG_COUNT][12] = {
    [LANG_AR] = {"كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
        "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"},
    [LANG_EN] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December"},
    [LANG_FR] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre"},
    [LANG_RU] = {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
        "ноября", "декабря"},
    [LANG_ES] = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre"},
};

/* Spellings read besides those of `months`: in Arabic each half of a pair may stand alone, in Russian a month
 * without a day stands in the nominative or the prepositional. */
struct spelling {
    const char *name;
    int month;
};
static const struct spelling arabic_spellings[] = {
    {"كانون الثاني", 1}, {"شباط", 2}, {"آذار", 3}, {"نيسان", 4}, {"أيار", 5}, {"حزيران", 6}, {"تموز", 7}, {"آب", 8},
    {"أيلول", 9}, {"تشرين الأول", 10}, {"تشرين الثاني", 11}, {"كانون الأول", 12},
    {"يناير", 1}, {"فبراير", 2}, {"مارس", 3}, {"أبريل", 4}, {"مايو", 5}, {"يونيه", 6}, {"يونيو", 6},
    {"يوليه", 7}, {"يوليو", 7}, {"أغسطس", 8}, {"سبتمبر", 9}, {"أكتوبر", 10}, {"نوفمبر", 11}, {"ديسمبر", 12},
    {NULL, 0},
};
static const struct spelling spellings[] = {
    {"setiembre", 9},
    {"январь", 1}, {"февраль", 2}, {"март", 3}, {"апрель", 4}, {"май", 5}, {"июнь", 6}, {"июль", 7}, {"август", 8},
    {"сентябрь", 9}, {"октябрь", 10}, {"ноябрь", 11}, {"декабрь", 12},
    {"январе", 1}, {"феврале", 2}, {"марте", 3}, {"апреле", 4}, {"мае", 5}, {"июне", 6}, {"июле", 7}, {"августе", 8},
    {"сентябре", 9}, {"октябре", 10}, {"ноябре", 11}, {"декабре", 12},
    {NULL, 0},
};

bool date_valid(struct date date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.day <= days[date.month - 1] + (date.month == 2 && leap);
}

static bool iso_number(const char *text, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool date_from_iso(const char *text, size_t n, struct date *date)
{
    struct date read;
    if (n != 10 || text[4] != '-' || text[7] != '-' || !iso_number(text, 4, &read.year) ||
        !iso_number(text + 5, 2, &read.month) || !iso_number(text + 8, 2, &read.day) || !date_valid(read))
        return false;
    *date = read;
    return true;
}

static void put_padded(struct buf *out, int value, int digits)
{
    for (int limit = 10; digits > 1; digits--, limit *= 10)
        if (value < limit)
            buf_char(out, '0');
    buf_int(out, value);
}

void date_to_iso(struct date date, struct buf *out)
{
    put_padded(out, date.year, 4);
    buf_char(out, '-');
    put_padded(out, date.month, 2);
    buf_char(out, '-');
    put_padded(out, date.day, 2);
}

/* Days are counted in 400-year eras that start in March, so that the leap day comes last. */
int64_t date_seconds(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = year / 400, year_of_era = year % 400;
    int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (era * 146097 + day_of_era - 719468) * 86400;
}

#define NBSP "\u00A0"

void date_words(enum lang lang, struct date date, struct buf *out)
{
    if (lang == LANG_ZH) {
        buf_printf(out, "%d年%d月%d日", date.year, date.month, date.day);
        return;
    }
    const char *month = months[lang][date.month - 1];
    buf_int(out, date.day);
    if (lang == LANG_FR && date.day == 1)
        buf_text(out, "er");
    buf_text(out, lang == LANG_AR ? " " : NBSP);
    if (lang == LANG_ES)
        buf_text(out, "de" NBSP);
    buf_printf(out, "%s %s%d", month, lang == LANG_ES ? "de " : "", date.year);
    if (lang == LANG_RU)
        buf_text(out, NBSP "года");
}

static bool take_name(const char *text, size_t n, size_t *at, const char *name)
{
    size_t end = *at;
    if (end >= n || fold_differs(text[end], *name) || !fold_take(text, n, &end, name) || fold_is_letter(fold_peek(text, n, end)))
        return false;
    *at = end;
    return true;
}

static bool take_spelling(const char *text, size_t n, size_t *at, const struct spelling *list, int *month)
{
    for (; list->name; list++)
        if (take_name(text, n, at, list->name)) {
            *month = list->month;
            return true;
        }
    return false;
}

static bool take_month(const char *text, size_t n, size_t *at, int *month)
{
    if (utf_is_arabic(fold_peek(text, n, *at)))
        return take_spelling(text, n, at, arabic_spellings, month);
    for (int lang = LANG_EN; lang < LANG_COUNT; lang++)
        for (*month = 1; *month <= 12; ++*month)
            if (take_name(text, n, at, months[lang][*month - 1]))
                return true;
    return take_spelling(text, n, at, spellings, month);
}

/* "كانون الأول/ديسمبر" has two halves, with or without spaces at the slash; they must agree. */
static bool take_months(const char *text, size_t n, size_t *at, int *month)
{
    if (!take_month(text, n, at, month))
        return false;
    size_t end = *at;
    int second;
    fold_take(text, n, &end, " ");
    if (!fold_take(text, n, &end, "/"))
        return true;
    fold_take(text, n, &end, " ");
    if (!take_month(text, n, &end, &second))
        return true;
    *at = end;
    return second == *month;
}

size_t date_read_month(const char *text, size_t n, int *month)
{
    size_t at = 0;
    return take_months(text, n, &at, month) ? at : 0;
}

bool date_starts_month(const char *text, size_t n)
{
    size_t at = 0;
    int month;
    return take_month(text, n, &at, &month);
}

static bool take_any(const char *text, size_t n, size_t *at, const char *const *folded)
{
    for (; *folded; folded++)
        if (fold_take(text, n, at, *folded))
            return true;
    return false;
}

static size_t read_han(const char *text, size_t n, struct date *date)
{
    size_t at = 0;
    if (fold_number(text, n, &at, 4, &date->year) != 4)
        return 0;
    fold_take(text, n, &at, " ");
    if (!fold_take(text, n, &at, "年"))
        return 0;
    fold_take(text, n, &at, " ");
    if (!fold_number(text, n, &at, 2, &date->month))
        return 0;
    fold_take(text, n, &at, " ");
    if (!fold_take(text, n, &at, "月"))
        return 0;
    fold_take(text, n, &at, " ");
    if (!fold_number(text, n, &at, 2, &date->day))
        return 0;
    fold_take(text, n, &at, " ");
    return fold_take(text, n, &at, "日") && date_valid(*date) ? at : 0;
}

static size_t read_worded(const char *text, size_t n, struct date *date)
{
    static const char *const ordinal[] = {"<sup>er</sup>", "er", "º", "°", NULL};
    static const char *const of[] = {"de ", "del ", NULL};
    static const char *const year[] = {" года", " г.", NULL};
    size_t at = 0;
    if (!fold_number(text, n, &at, 2, &date->day))
        return 0;
    if (!fold_take(text, n, &at, " ") && !(take_any(text, n, &at, ordinal) && fold_take(text, n, &at, " ")))
        return 0;
    take_any(text, n, &at, of);
    if (!take_months(text, n, &at, &date->month))
        return 0;
    if (!fold_is_digit(fold_peek(text, n, at)) && !fold_take(text, n, &at, " ")) /* "ديسمبر2010" is met */
        return 0;
    take_any(text, n, &at, of);
    if (fold_number(text, n, &at, 4, &date->year) != 4 || fold_is_digit(fold_peek(text, n, at)) || !date_valid(*date))
        return 0;
    size_t end = at;
    if (take_any(text, n, &end, year) && !fold_is_letter(fold_peek(text, n, end)))
        at = end;
    return at;
}

size_t date_read(const char *text, size_t n, struct date *date)
{
    struct date read = {0};
    size_t taken = read_worded(text, n, &read);
    if (!taken)
        taken = read_han(text, n, &read);
    if (taken)
        *date = read;
    return taken;
}

size_t date_find(const char *text, size_t n, size_t *start, struct date *date)
{
    bool after_digit = false;
    for (size_t at = 0; at < n;) {
        size_t here = at;
        bool digit = fold_is_digit(fold_next(text, n, &at));
        if (digit && !after_digit) {
            size_t taken = date_read(text + here, n - here, date);
            if (taken) {
                *start = here;
                return taken;
            }
        }
        after_digit = digit;
    }
    return 0;
}
