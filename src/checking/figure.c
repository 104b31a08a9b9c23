#include "checking/figure.h"

#include <string.h>

#include "base/utf.h"
#include "checking/quantity.h"
#include "language/cite_scan.h"
#include "language/fold.h"
#include "language/numeral.h"

struct finder {
    struct arena *arena;
    enum lang lang;
    const char *text;
    size_t n, at;
    struct figures *out;
};

static struct figure *add(struct finder *finder, enum figure_kind kind, size_t length, const char *key)
{
    struct figure *figure = list_add(finder->arena, &finder->out->list);
    *figure = (struct figure){.kind = kind, .key = key, .start = finder->at, .end = finder->at + length};
    finder->at += length;
    return figure;
}

/* --- citations ---------------------------------------------------------------------------------- */

/* 1514 (XV) is "1514(15)": old sessions are the same number in Roman figures and in Arabic. */
static const char *number_key(struct arena *arena, const struct cited_number *number)
{
    const char *session = number->emergency ? "ES-" : number->special ? "S-" : "";
    bool bracket = number->form == FORM_COUNCIL || number->form == FORM_OLD;
    return bracket ? arena_printf(arena, "%d(%s%d)", number->first, session, number->second)
                   : arena_printf(arena, "%s%d/%d", session, number->first, number->second);
}

/* Of "77/16B" and "77/16A-B" the letters go: versions part them from the number. */
static size_t without_letters(const char *text, size_t n)
{
    while (n > 1 && !cite_is_digit(text[n - 1]) && text[n - 1] != ')')
        n--;
    return n;
}

const char *figure_symbol_key(struct arena *arena, const char *text, size_t n)
{
    static const char *const roots[] = {"A/RES/", "S/RES/", "E/RES/", "A/HRC/RES/"};
    struct buf key;
    buf_init(&key, arena);
    buf_text(&key, "");
    for (size_t at = 0, here = 0; at < n; here = at)
        if (fold_next(text, n, &at) != ' ')
            buf_bytes(&key, text + here, at - here);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct cited_number number;
        size_t root = strlen(roots[i]), end = without_letters(key.at, key.n);
        if (end > root && memcmp(key.at, roots[i], root) == 0 && cite_take_number(key.at + root, end - root, &number) == end - root)
            return number_key(arena, &number);
    }
    return key.at;
}

/* "Corr.1", "Add.2" and "Rev.1" that stand behind a symbol by themselves. */
static size_t take_part_of_symbol(const char *text, size_t n)
{
    static const char *const names[] = {"Corr.", "Add.", "Rev."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = strlen(names[i]), digits = at;
        if (n <= at || memcmp(text, names[i], at) != 0)
            continue;
        while (digits < n && cite_is_digit(text[digits]))
            digits++;
        return digits > at ? digits : 0;
    }
    return 0;
}

static bool find_symbol(struct finder *finder)
{
    const char *text = finder->text + finder->at;
    size_t n = finder->n - finder->at, length = cite_take_symbol(text, n);
    struct cited_number number;
    if (length) {
        add(finder, FIGURE_CITATION, length, figure_symbol_key(finder->arena, text, length));
        return true;
    }
    if ((length = take_part_of_symbol(text, n)) > 0) {
        add(finder, FIGURE_CITATION, length, arena_copy(finder->arena, text, length));
        return true;
    }
    length = cite_take_number(text, n, &number); /* ES-11/1 */
    if (length)
        add(finder, FIGURE_CITATION, length, number_key(finder->arena, &number));
    return length > 0;
}

/* --- dates -------------------------------------------------------------------------------------- */

static const char *date_key(struct arena *arena, struct date date)
{
    if (!date.year)
        return date.day ? arena_printf(arena, "--%02d-%02d", date.month, date.day) : arena_printf(arena, "--%02d", date.month);
    return date.day ? arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day)
                    : arena_printf(arena, "%04d-%02d", date.year, date.month);
}

static void add_date(struct finder *finder, size_t length, struct date date)
{
    add(finder, FIGURE_DATE, length, date_key(finder->arena, date))->date = date;
}

static size_t take_han_number(const char *text, size_t n, size_t at, int digits, const char *sign, int *value)
{
    if (!fold_number(text, n, &at, digits, value))
        return 0;
    fold_take(text, n, &at, " ");
    return fold_take(text, n, &at, sign) ? at : 0;
}

/* "2016年12月", "12月5日" or "12月". */
static size_t read_han_part(const char *text, size_t n, struct date *date)
{
    size_t at = take_han_number(text, n, 0, 4, "年", &date->year);
    if (!at)
        date->year = 0;
    size_t month = take_han_number(text, n, at, 2, "月", &date->month);
    if (!month || date->month < 1 || date->month > 12)
        return 0;
    if (at)
        return month;
    size_t day = take_han_number(text, n, month, 2, "日", &date->day);
    if (!day)
        date->day = 0;
    return !day ? month : date->day <= 31 ? day : 0;
}

static bool take_one(const char *text, size_t n, size_t *at, const char *const *words)
{
    for (; *words; words++)
        if (fold_take(text, n, at, *words))
            return true;
    return false;
}

static const char *const date_of[] = {"de ", "del ", NULL};

/* "26 二月", as Chinese mastheads have it. */
static size_t read_day_han(const char *text, size_t n, struct date *date)
{
    size_t at = 0;
    if (!fold_number(text, n, &at, 2, &date->day) || date->day < 1 || date->day > 31 || !fold_take(text, n, &at, " "))
        return 0;
    size_t month = numeral_read_hanzi(text + at, n - at, &date->month);
    at += month;
    return month && date->month <= 12 && fold_take(text, n, &at, "月") ? at : 0;
}

/* "5 December", "1er août", "5 de diciembre" without a year. */
static size_t read_day_month(const char *text, size_t n, struct date *date)
{
    static const char *const ordinal[] = {"er ", "º ", "° ", " ", NULL};
    size_t at = 0;
    if (!fold_number(text, n, &at, 2, &date->day) || date->day < 1 || date->day > 31 || !take_one(text, n, &at, ordinal))
        return 0;
    take_one(text, n, &at, date_of);
    size_t month = date_read_month(text + at, n - at, &date->month);
    return month ? at + month : 0;
}

enum { MONTH_LONGEST = 48 /* [byte] of a month's name and what joins it to the year */, MONTH_WORDS = 4 };

static bool starts_word(const char *text, size_t at)
{
    return !utf8_is_inside(text[at]) && (at == 0 || text[at - 1] == ' ' || (unsigned char)text[at - 1] == 0xA0);
}

/* The month whose name stands just before a year: where it starts, or SIZE_MAX. */
static size_t month_before(const char *text, size_t year, int *month)
{
    size_t end = year, words = 0;
    while (end && text[end - 1] == ' ')
        end--;
    if (end < 2 || (unsigned char)text[end - 1] < 'A')
        return SIZE_MAX; /* no letter before it */
    for (size_t at = year; at-- > 0 && year - at <= MONTH_LONGEST && words < MONTH_WORDS;) {
        if (!starts_word(text, at))
            continue;
        size_t length = date_read_month(text + at, year - at, month), behind = at + length;
        fold_take(text, year, &behind, " ");
        take_one(text, year, &behind, date_of);
        if (length && behind == year)
            return at;
        words++;
    }
    return SIZE_MAX;
}

static bool find_date(struct finder *finder)
{
    const char *text = finder->text + finder->at;
    size_t n = finder->n - finder->at, length;
    struct date date = {0};
    if ((length = date_read(text, n, &date)) == 0) {
        date = (struct date){0};
        length = read_han_part(text, n, &date);
    }
    if (!length) {
        date = (struct date){0};
        length = finder->lang == LANG_ZH ? read_day_han(text, n, &date) : read_day_month(text, n, &date);
    }
    if (length) {
        add_date(finder, length, date);
        return true;
    }
    date = (struct date){0};
    size_t end = finder->at;
    if (fold_number(finder->text, finder->n, &end, 4, &date.year) != 4 || fold_is_digit(fold_peek(finder->text, finder->n, end)))
        return false;
    size_t start = month_before(finder->text, finder->at, &date.month);
    const struct figures *found = finder->out;
    if (start == SIZE_MAX || (found->list.n && found->list.at[found->list.n - 1].end > start))
        return false;
    finder->at = start;
    add_date(finder, end - start, date);
    return true;
}

/* --- other numbers ------------------------------------------------------------------------------ */

static bool refers(const char *text, size_t from, size_t to)
{
    static const char *const words[] = {"paragraph", "para", "parr", "par. ", "alinea", "пункт", "абзац", "فقر", "annex", "anexo",
        "приложен", "مرفق", "article", "articulo", "стать", "مادة"};
    while (from < to && utf8_is_inside(text[from]))
        from++;
    for (size_t at = from; at < to; fold_next(text, to, &at))
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (fold_match(text + at, to - at, words[i]))
                return true;
    return false;
}

enum { REFERENCE_REACH = 28, REFERENCE_JOINT = 12 }; /* [byte] from the word to its number; between two numbers */

/* "paragraphs 15 and 17": a word stands before, or the last number was one, or a Chinese sign follows. */
static bool is_reference(const struct finder *finder, const struct figure *before, size_t start, size_t end)
{
    static const char *const signs[] = {"段", "条", " 段", NULL};
    if (take_one(finder->text, finder->n, &end, signs))
        return true;
    bool joined = before && (before->kind == FIGURE_NUMBER || before->kind == FIGURE_LETTER) && start - before->end <= REFERENCE_JOINT;
    if (joined)
        return before->reference;
    size_t from = start > REFERENCE_REACH ? start - REFERENCE_REACH : 0;
    return refers(finder->text, before && before->end > from ? before->end : from, start);
}

static void add_letter(struct finder *finder, size_t at, size_t length, int value, bool reference)
{
    finder->at = at;
    add(finder, FIGURE_LETTER, length, arena_printf(finder->arena, "(%c)", 'a' + (value - 1) % 26))->reference = reference;
}

/* "(b)" behind the number of a paragraph: 33 (b), 33 b), 33 (ب), 33(b), 33.b. */
static void find_letter(struct finder *finder, bool reference)
{
    size_t at = finder->at;
    const char *text = finder->text;
    struct label label;
    bool dotted = at + 1 < finder->n && text[at] == '.' && text[at + 1] >= 'a' && text[at + 1] <= 'z';
    if (dotted && !fold_is_letter(fold_peek(text, finder->n, at + 2))) {
        add_letter(finder, at, 2, text[at + 1] - 'a' + 1, reference);
        return;
    }
    fold_take(finder->text, finder->n, &at, " ");
    size_t length = at < finder->n ? numeral_read_label(finder->text + at, finder->n - at, &label) : 0;
    bool bracket = length && finder->text[at + length - 1] == ')';
    if (!bracket || label.kind != LABEL_LETTER || label.upper)
        return;
    add_letter(finder, at, length, label.value, reference);
}

enum { PARAGRAPH_DIGITS = 3 };

static void find_number(struct finder *finder)
{
    struct quantity quantity;
    const char *text = finder->text + finder->at;
    bool listed = finder->at > 1 && (text[-1] == ',' || text[-1] == '.') && cite_is_digit(text[-2]);
    size_t length = quantity_read(finder->arena, finder->lang, text, finder->n - finder->at, listed, &quantity);
    struct figures *out = finder->out;
    const struct figure *before = out->list.n ? &out->list.at[out->list.n - 1] : NULL;
    bool reference = is_reference(finder, before, finder->at, finder->at + length);
    struct figure *figure = add(finder, FIGURE_NUMBER, length, quantity.key);
    figure->other = quantity.other;
    figure->reference = reference;
    if (strlen(quantity.key) <= PARAGRAPH_DIGITS)
        find_letter(finder, reference);
}

static bool find_citation(struct finder *finder)
{
    struct cited_number number;
    const char *text = finder->text + finder->at;
    size_t n = finder->n - finder->at;
    size_t length = cite_may_start(finder->text, finder->at) ? cite_take_number(text, n, &number) : 0;
    if (length)
        add(finder, FIGURE_CITATION, length, number_key(finder->arena, &number));
    return length > 0;
}

void figure_find(struct arena *arena, enum lang lang, const char *text, size_t n, struct figures *out)
{
    struct finder finder = {arena, lang, text, n, 0, out};
    while (finder.at < n) {
        uint32_t c = fold_peek(text, n, finder.at);
        bool start = cite_may_start(text, finder.at);
        bool lettered = (cite_is_upper(text[finder.at]) || c == U'د') && start;
        if (lettered && find_symbol(&finder))
            continue;
        if (!fold_is_digit(c))
            fold_next(text, n, &finder.at);
        else if (!find_citation(&finder) && !find_date(&finder))
            find_number(&finder);
    }
}
