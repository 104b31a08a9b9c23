/* Labels of numbered things: written in a language's form, read in any. Ordinals are in ordinal.c. */
#include "language/numeral.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

/* ---- roman and Chinese figures ---- */

static const struct {
    int value;
    const char *lower;
} roman_figures[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
    {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};

enum { ROMAN_LARGEST = 3999, ROMAN_LONGEST = 15 }; /* mmmdccclxxxviii */

static size_t spell_roman(int number, char lower[ROMAN_LONGEST + 1])
{
    size_t n = 0;
    for (size_t i = 0; number > 0; i++)
        for (; number >= roman_figures[i].value; number -= roman_figures[i].value)
            for (const char *c = roman_figures[i].lower; *c; c++)
                lower[n++] = *c;
    return n;
}

void numeral_roman(int number, bool upper, struct buf *out)
{
    char lower[ROMAN_LONGEST + 1];
    if (number < 1 || number > ROMAN_LARGEST) {
        buf_int(out, number);
        return;
    }
    size_t n = spell_roman(number, lower);
    for (size_t i = 0; i < n; i++)
        buf_char(out, (char)(upper ? lower[i] - 0x20 : lower[i]));
}

/* Sums the figures and takes only the one right spelling of the sum, in one letter case. */
int numeral_read_roman(const char *text, size_t n)
{
    char lower[ROMAN_LONGEST + 1], right[ROMAN_LONGEST + 1];
    int sum = 0;
    if (n == 0 || n > ROMAN_LONGEST)
        return 0;
    for (size_t i = 0; i < n; i++) {
        lower[i] = (char)(text[i] | 0x20);
        if ((text[i] & 0x20) != (text[0] & 0x20) || !strchr("ivxlcdm", lower[i]) || !(text[i] & 0x40))
            return 0;
    }
    for (size_t at = 0, i = 0; at < n;) {
        size_t length = strlen(roman_figures[i].lower);
        if (at + length <= n && memcmp(lower + at, roman_figures[i].lower, length) == 0) {
            sum += roman_figures[i].value;
            at += length;
        } else if (++i == sizeof roman_figures / sizeof *roman_figures) {
            return 0;
        }
    }
    return sum <= ROMAN_LARGEST && spell_roman(sum, right) == n && memcmp(lower, right, n) == 0 ? sum : 0;
}

static const char *const hanzi_digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

void numeral_hanzi(int number, struct buf *out)
{
    if (number < 1 || number > 999) {
        buf_int(out, number);
        return;
    }
    int hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
    if (hundreds)
        buf_printf(out, "%s百", hanzi_digits[hundreds]);
    if (hundreds && !tens && ones)
        buf_text(out, hanzi_digits[0]);
    if (tens)
        buf_printf(out, "%s十", tens > 1 || hundreds ? hanzi_digits[tens] : "");
    if (ones)
        buf_text(out, hanzi_digits[ones]);
}

static int hanzi_digit(uint32_t c)
{
    size_t taken;
    if (!utf_is_han(c))
        return 0;
    for (int digit = 1; digit < 10; digit++)
        if (utf8_decode(hanzi_digits[digit], 3, &taken) == c)
            return digit;
    return 0;
}

size_t numeral_read_hanzi(const char *text, size_t n, int *value)
{
    size_t at = 0, taken;
    int sum = 0, digit = 0;
    for (; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (c == U'百' && digit && sum == 0)
            sum = 100 * digit;
        else if (c == U'十' && sum % 100 == 0 && sum < 1000)
            sum += 10 * (digit ? digit : 1);
        else if ((c == U'零' || c == U'〇') && sum >= 100)
            ;
        else if (hanzi_digit(c) && !digit) {
            digit = hanzi_digit(c);
            continue;
        } else
            break;
        digit = 0;
    }
    *value = sum + digit;
    return *value ? at : 0;
}

/* ---- writing ---- */

static const char *const abjad[] = {"أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س", "ع",
    "ف", "ص", "ق", "ر", "ش", "ت", "ث", "خ", "ذ", "ض", "ظ", "غ"};

enum { LATIN_LETTERS = 26, ABJAD_LETTERS = sizeof abjad / sizeof *abjad, LETTER_TURNS = 8 };

/* a … z, aa, bb …: the letter repeated for each turn of the alphabet. */
static void put_letters(int number, struct buf *out)
{
    int turns = (number - 1) / LATIN_LETTERS + 1;
    if (number < 1 || turns > LETTER_TURNS) {
        buf_int(out, number);
        return;
    }
    while (turns--)
        buf_char(out, (char)('a' + (number - 1) % LATIN_LETTERS));
}

/* A lone ه takes a tatweel, which gives it the form that cannot be mistaken for a figure. */
static void put_abjad(int number, struct buf *out)
{
    int turns = (number - 1) / ABJAD_LETTERS + 1;
    if (number < 1 || turns > LETTER_TURNS) {
        buf_int(out, number);
        return;
    }
    int letter = (number - 1) % ABJAD_LETTERS;
    for (int i = 0; i < turns; i++)
        buf_printf(out, "%s%s%s", i ? " " : "", abjad[letter], letter == 4 ? "ـ" : "");
}

static void put_arabic_label(int level, int number, struct buf *out)
{
    switch (level) {
    case 0:
        buf_printf(out, "%d -", number);
        break;
    case 1:
        buf_char(out, '(');
        put_abjad(number, out);
        buf_char(out, ')');
        break;
    case 2:
        buf_printf(out, "’%d‘", number);
        break;
    case 3:
        put_abjad(number, out);
        buf_text(out, " -");
        break;
    default:
        buf_printf(out, "(%d)", number);
    }
}

static void put_hanzi_label(int number, struct buf *out)
{
    if (number >= 1 && number <= 10) {
        buf_utf8(out, 0x3220 + (uint32_t)number - 1);
        return;
    }
    buf_char(out, '(');
    numeral_hanzi(number, out);
    buf_char(out, ')');
}

void numeral_label(enum lang lang, int level, int number, struct buf *out)
{
    if (lang == LANG_AR) {
        put_arabic_label(level, number, out);
        return;
    }
    if (lang == LANG_ZH && level == 2) {
        put_hanzi_label(number, out);
        return;
    }
    bool in_brackets = level == 1 || level == 2;
    if (in_brackets && (lang == LANG_EN || lang == LANG_ZH))
        buf_char(out, '(');
    if (level == 0)
        buf_int(out, number);
    else if (level == 1 || level == 3)
        put_letters(number, out);
    else
        numeral_roman(number, false, out);
    buf_char(out, in_brackets ? ')' : '.');
}

/* ---- reading ---- */

enum { LABEL_LARGEST_DIGITS = 3, LABEL_LARGEST_ROMAN = 99 };

/* The Latin letter that a Cyrillic one looks like, or its place in the Russian alphabet as a letter. */
static char latin_for_cyrillic(uint32_t c)
{
    static const struct {
        uint32_t cyrillic;
        char latin;
    } look[] = {{U'а', 'a'}, {U'е', 'e'}, {U'с', 'c'}, {U'о', 'o'}, {U'р', 'p'}, {U'х', 'x'}, {U'у', 'y'},
        {U'і', 'i'}, {U'ѕ', 's'}, {U'ј', 'j'}, {U'б', 'b'}, {U'в', 'c'}, {U'г', 'd'}, {U'д', 'e'}, {U'ж', 'g'},
        {U'з', 'h'}, {U'и', 'i'}, {U'к', 'j'}, {U'л', 'k'}, {U'м', 'l'}, {U'н', 'm'}, {U'п', 'o'}, {U'т', 'r'}};
    for (size_t i = 0; i < sizeof look / sizeof *look; i++)
        if (look[i].cyrillic == c)
            return look[i].latin;
    return 0;
}

/* A run of Latin letters, or their look-alikes, as lower case; 0 when it is too long for a label. */
static size_t take_letters(const char *text, size_t n, size_t *at, char letters[LETTER_TURNS + 1], bool *upper)
{
    size_t count = 0, taken;
    while (*at < n) {
        uint32_t raw = utf8_decode(text + *at, n - *at, &taken);
        size_t next = *at;
        uint32_t c = fold_next(text, n, &next);
        char letter = c >= 'a' && c <= 'z' ? (char)c : latin_for_cyrillic(c);
        if (!letter)
            break;
        if (count == LETTER_TURNS)
            return 0;
        if (count == 0)
            *upper = raw != c && raw < 0x430;
        letters[count++] = letter;
        *at = next;
    }
    return count;
}

/* Sorts a run of letters into letter and roman readings. "ii" and "xx" are figures, "cc" is a letter. */
static bool classify_letters(const char *letters, size_t count, struct label *label)
{
    bool repeated = true;
    for (size_t i = 1; i < count; i++)
        repeated = repeated && letters[i] == letters[0];
    label->roman = numeral_read_roman(letters, count);
    if (label->roman > LABEL_LARGEST_ROMAN && count > 1)
        label->roman = 0;
    bool figure = count > 1 && label->roman && (!repeated || letters[0] == 'i' || letters[0] == 'x');
    label->kind = figure ? LABEL_ROMAN : repeated ? LABEL_LETTER : LABEL_NONE;
    label->value = figure ? label->roman : (int)(count - 1) * LATIN_LETTERS + letters[0] - 'a' + 1;
    return label->kind != LABEL_NONE;
}

static int abjad_place(uint32_t c)
{
    if (c >= 0xFEE9 && c <= 0xFEEC) /* presentation forms of heh */
        c = 0x647;
    if (!utf_is_arabic(c))
        return 0;
    for (int i = 0; i < ABJAD_LETTERS; i++)
        if (fold_peek(abjad[i], strlen(abjad[i]), 0) == c)
            return i + 1;
    return 0;
}

static bool take_abjad(const char *text, size_t n, size_t *at, struct label *label)
{
    int place = abjad_place(fold_peek(text, n, *at)), turns = 0;
    if (!place)
        return false;
    for (size_t next = *at; turns < LETTER_TURNS && abjad_place(fold_peek(text, n, next)) == place; turns++) {
        fold_next(text, n, &next);
        *at = next;
        fold_take(text, n, &next, " ");
    }
    label->kind = LABEL_LETTER;
    label->value = (turns - 1) * ABJAD_LETTERS + place;
    return true;
}

/* What a label may hold between its marks. */
static bool take_core(const char *text, size_t n, size_t *at, struct label *label)
{
    char letters[LETTER_TURNS + 1];
    if (fold_number(text, n, at, LABEL_LARGEST_DIGITS, &label->value)) {
        label->kind = LABEL_NUMBER;
        return label->value > 0 && !fold_is_digit(fold_peek(text, n, *at));
    }
    size_t taken = numeral_read_hanzi(text + *at, n - *at, &label->value);
    if (taken) {
        *at += taken;
        label->kind = LABEL_IDEOGRAPH;
        return true;
    }
    if (take_abjad(text, n, at, label))
        return true;
    size_t count = take_letters(text, n, at, letters, &label->upper);
    return count && classify_letters(letters, count, label);
}

static bool ends_or_space(const char *text, size_t n, size_t at)
{
    return at >= n || fold_peek(text, n, at) == ' ';
}

static bool take_dash(const char *text, size_t n, size_t *at)
{
    return fold_take(text, n, at, "-") || fold_take(text, n, at, "–") || fold_take(text, n, at, "—") ||
           fold_take(text, n, at, "−");
}

/* The mark that closes a label without an opening bracket: "." ")" or a dash. */
static bool take_close(const char *text, size_t n, size_t *at, struct label *label)
{
    bool number = label->kind == LABEL_NUMBER;
    if (fold_take(text, n, at, ")"))
        return label->kind != LABEL_IDEOGRAPH;
    if (label->kind == LABEL_IDEOGRAPH)
        return false;
    if (fold_take(text, n, at, ".")) {
        label->dot = true;
        bool arabic = utf_is_arabic(fold_peek(text, n, *at));
        return ends_or_space(text, n, *at) || (number && !fold_is_digit(fold_peek(text, n, *at)) && text[*at] != '.') || arabic;
    }
    bool latin = label->kind != LABEL_NUMBER && !utf_is_arabic(fold_peek(text, n, 0));
    fold_take(text, n, at, " ");
    label->dash = !latin && take_dash(text, n, at);
    return label->dash && (ends_or_space(text, n, *at) || utf_is_arabic(fold_peek(text, n, *at)));
}

/* "’1‘" with any quotation marks of that kind. */
static size_t read_quoted(const char *text, size_t n, struct label *label)
{
    size_t at = 0;
    if (!fold_take(text, n, &at, "'") || !fold_number(text, n, &at, LABEL_LARGEST_DIGITS, &label->value) ||
        !label->value || !fold_take(text, n, &at, "'"))
        return 0;
    label->kind = LABEL_QUOTED_NUMBER;
    return at;
}

static size_t read_sign(const char *text, size_t n, struct label *label)
{
    size_t at = 0;
    uint32_t c = fold_next(text, n, &at);
    if (c >= 0x3220 && c <= 0x3229) {
        label->kind = LABEL_IDEOGRAPH;
        label->value = (int)(c - 0x3220) + 1;
        return at;
    }
    bool dash = c == '-' || (c >= 0x2013 && c <= 0x2015) || c == 0x2022 || c == 0x2043 || c == 0x25CF || c == 0xB7;
    label->kind = dash && ends_or_space(text, n, at) ? LABEL_DASH : LABEL_NONE;
    label->dash = label->kind == LABEL_DASH;
    return label->dash ? at : 0;
}

size_t numeral_read_label(const char *text, size_t n, struct label *label)
{
    size_t at = 0;
    *label = (struct label){0};
    if ((at = read_sign(text, n, label)) > 0 || (at = read_quoted(text, n, label)) > 0)
        return at;
    *label = (struct label){.parenthesis_open = fold_take(text, n, &at, "(")};
    if (take_core(text, n, &at, label) &&
        (label->parenthesis_open ? fold_take(text, n, &at, ")") : take_close(text, n, &at, label)))
        return at;
    *label = (struct label){0};
    return 0;
}

int numeral_form_level(const struct label *typed, int level, enum organ organ)
{
    bool letters = typed->kind == LABEL_LETTER || typed->kind == LABEL_ROMAN;
    bool council = organ == ORGAN_SC && letters && typed->dot && (level == 1 || level == 2);
    return council ? level + 2 : level;
}
