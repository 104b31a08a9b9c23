#include "checking/quantity.h"

#include <string.h>

#include "base/buf.h"
#include "language/fold.h"
#include "language/numeral.h"

enum { GROUPS_MOST = 8, DIGITS_MOST = 40 };

struct group {
    size_t start, end; /* [byte] */
    int digits;
    bool fixed; /* a no-break or thin space joins it to the group before */
};

struct groups {
    struct group at[GROUPS_MOST];
    int n;
};

static size_t skip_digits(const char *text, size_t n, size_t at, int *digits)
{
    for (*digits = 0; at < n && fold_is_digit(fold_peek(text, n, at)); ++*digits)
        fold_next(text, n, &at);
    return at;
}

/* The mark between two groups at `at`: where the next digit may stand, or 0. */
static size_t take_mark(enum lang lang, const char *text, size_t n, size_t at, bool *space, bool *fixed)
{
    size_t end = at;
    uint32_t c = at < n ? fold_next(text, n, &end) : 0;
    *space = c == ' ';
    *fixed = *space && text[at] != ' ' && text[at] != '\n' && text[at] != '\t';
    if (*space)
        return end;
    bool comma = c == ',' && (lang == LANG_EN || lang == LANG_ZH || lang == LANG_AR);
    bool dot = c == '.' && lang == LANG_ES;
    return comma || dot || c == 0x66C ? end : 0; /* U+066C is the Arabic thousands separator */
}

/* The groups of digits that may be one number. All joints are spaces, or none is. */
static void take_groups(enum lang lang, const char *text, size_t n, struct groups *groups)
{
    int digits;
    size_t end = skip_digits(text, n, 0, &digits);
    bool by_space = false;
    groups->at[0] = (struct group){0, end, digits, false};
    groups->n = 1;
    while (groups->at[0].digits <= 3 && groups->n < GROUPS_MOST) {
        bool space, fixed;
        size_t start = take_mark(lang, text, n, end, &space, &fixed);
        if (!start || (groups->n > 1 && space != by_space))
            return;
        size_t stop = skip_digits(text, n, start, &digits);
        if (digits != 3 && !(lang == LANG_AR && space && digits > 0 && digits < 3))
            return;
        by_space = space;
        groups->at[groups->n++] = (struct group){start, stop, digits, fixed};
        end = stop;
        if (digits < 3)
            return;
    }
}

/* Whether the first `n` groups are one number, read forward or, as Arabic texts store them, backward. */
static void orders(const struct groups *groups, int n, bool *forward, bool *backward)
{
    *forward = *backward = true;
    for (int i = 0; i < n; i++) {
        *forward = *forward && (i == 0 || groups->at[i].digits == 3);
        *backward = *backward && (i == n - 1 || groups->at[i].digits == 3);
    }
}

static void put_digits(const char *text, size_t start, size_t end, struct buf *out)
{
    for (size_t at = start; at < end && out->n < DIGITS_MOST;)
        buf_char(out, (char)fold_next(text, end, &at));
}

static void put_groups(const char *text, const struct groups *groups, bool backward, struct buf *out)
{
    for (int i = 0; i < groups->n; i++) {
        const struct group *group = &groups->at[backward ? groups->n - 1 - i : i];
        put_digits(text, group->start, group->end, out);
    }
}

static const struct scale {
    enum lang lang;
    const char *word;
    int zeros;
} scales[] = {
    {LANG_ZH, "万亿", 12}, {LANG_ZH, "百万", 6}, {LANG_ZH, "万", 4}, {LANG_ZH, "亿", 8},
    {LANG_EN, " million", 6}, {LANG_EN, " billion", 9}, {LANG_EN, " trillion", 12},
    {LANG_FR, " million", 6}, {LANG_FR, " milliard", 9},
    {LANG_RU, " млн", 6}, {LANG_RU, " миллион", 6}, {LANG_RU, " млрд", 9}, {LANG_RU, " миллиард", 9},
    {LANG_RU, " трлн", 12}, {LANG_RU, " тыс", 3},
    {LANG_ES, " mil millones", 9}, {LANG_ES, " mill", 6}, {LANG_ES, " billon", 12},
    {LANG_AR, " مليون", 6}, {LANG_AR, " ملايين", 6}, {LANG_AR, " بليون", 9}, {LANG_AR, " بلايين", 9},
    {LANG_AR, " مليار", 9}, {LANG_AR, " تريليون", 12},
};

static size_t take_scale(enum lang lang, const char *text, size_t n, size_t at, int *zeros)
{
    *zeros = 0;
    if (lang == LANG_ZH && !fold_take(text, n, &at, "多"))
        fold_take(text, n, &at, "余");
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (scales[i].lang == lang && fold_take(text, n, &at, scales[i].word)) {
            *zeros = scales[i].zeros;
            return at;
        }
    return at;
}

/* "." or "," and digits behind the whole part; 0 when there are none, or when they go on as in "2,4,6". */
static size_t take_decimals(enum lang lang, const char *text, size_t n, size_t at, size_t *start)
{
    uint32_t c = at < n ? fold_next(text, n, &at) : 0, mark = c;
    bool comma = c == ',' && lang != LANG_EN && lang != LANG_ZH;
    int digits;
    if (c != '.' && !comma && c != 0x66B) /* U+066B is the Arabic decimal separator */
        return 0;
    *start = at;
    size_t end = skip_digits(text, n, at, &digits), next = end;
    bool goes_on = next < n && fold_next(text, n, &next) == mark && fold_is_digit(fold_peek(text, n, next));
    return digits && !goes_on ? end : 0;
}

/* Digits whose last `decimals` are behind the point, times ten to the power of `zeros`, in the shortest form. */
static const char *make_key(struct arena *arena, const struct buf *digits, int decimals, int zeros)
{
    struct buf key;
    buf_init(&key, arena);
    buf_text(&key, "");
    size_t whole = digits->n - (size_t)decimals, from = 0, to = digits->n;
    for (; zeros > 0 && whole < to; zeros--)
        whole++;
    while (from + 1 < whole && digits->at[from] == '0')
        from++;
    while (to > whole && digits->at[to - 1] == '0')
        to--;
    buf_bytes(&key, digits->at + from, whole - from);
    for (; zeros > 0; zeros--)
        buf_char(&key, '0');
    if (to > whole) {
        buf_char(&key, '.');
        buf_bytes(&key, digits->at + whole, to - whole);
    }
    return key.at;
}

size_t quantity_read(struct arena *arena, enum lang lang, const char *text, size_t n, bool listed, struct quantity *quantity)
{
    struct groups groups;
    bool forward, backward, fixed = false;
    take_groups(lang, text, n, &groups);
    for (;; groups.n--) {
        orders(&groups, groups.n, &forward, &backward);
        if (groups.n == 1 || forward || (backward && lang == LANG_AR))
            break;
    }
    for (int i = 1; i < groups.n; i++)
        fixed = fixed || groups.at[i].fixed;
    bool either = lang == LANG_AR && groups.n > 1 && forward && backward;
    bool turned = !forward || (either && !fixed);
    struct buf digits, other;
    buf_init(&digits, arena);
    buf_init(&other, arena);
    put_groups(text, &groups, turned, &digits);
    put_groups(text, &groups, !turned, &other);
    size_t end = groups.at[groups.n - 1].end, start, stop;
    int zeros, decimals = 0;
    if (!listed && (stop = take_decimals(lang, text, n, end, &start)) > 0) {
        size_t whole = digits.n;
        put_digits(text, start, stop, &digits);
        put_digits(text, start, stop, &other);
        decimals = (int)(digits.n - whole);
        end = stop;
    }
    size_t scaled = take_scale(lang, text, n, end, &zeros);
    quantity->key = make_key(arena, &digits, decimals, zeros);
    quantity->other = either ? make_key(arena, &other, decimals, zeros) : NULL;
    return zeros ? scaled : end;
}

/* --- numbers in words --------------------------------------------------------------------------- */

static const struct cardinal {
    int number;
    const char *words[LANG_COUNT]; /* several with commas; the word may have an ending. Chinese is read by its signs */
} cardinals[] = {
    {1, {[LANG_AR] = "واحد,أحد,إحدى", [LANG_EN] = "one,single,once,a ,an ", [LANG_FR] = "un,une,unique", [LANG_RU] = "одн,один,едино", [LANG_ES] = "un,uno,una"}},
    {2, {[LANG_AR] = "اثن,اثنين,كلا,كلتا,ثنا", [LANG_EN] = "two,both,twice,bi", [LANG_FR] = "deux,bi", [LANG_RU] = "дв,оба,обе", [LANG_ES] = "dos,ambos,ambas,bi"}},
    {3, {[LANG_AR] = "ثلاث", [LANG_EN] = "three,tri", [LANG_FR] = "trois,tri", [LANG_RU] = "три,трех,трем,тре", [LANG_ES] = "tres,tri"}},
    {4, {[LANG_AR] = "أربع", [LANG_EN] = "four,quarter", [LANG_FR] = "quatre,quadri", [LANG_RU] = "четыр", [LANG_ES] = "cuatro,cuatri"}},
    {5, {[LANG_AR] = "خمس", [LANG_EN] = "five", [LANG_FR] = "cinq", [LANG_RU] = "пят", [LANG_ES] = "cinco"}},
    {6, {[LANG_AR] = "ست", [LANG_EN] = "six", [LANG_FR] = "six", [LANG_RU] = "шест", [LANG_ES] = "seis"}},
    {7, {[LANG_AR] = "سبع", [LANG_EN] = "seven", [LANG_FR] = "sept", [LANG_RU] = "сем", [LANG_ES] = "siete"}},
    {8, {[LANG_AR] = "ثمان", [LANG_EN] = "eight", [LANG_FR] = "huit", [LANG_RU] = "вос", [LANG_ES] = "ocho"}},
    {9, {[LANG_AR] = "تسع", [LANG_EN] = "nine", [LANG_FR] = "neuf", [LANG_RU] = "девят", [LANG_ES] = "nueve"}},
    {10, {[LANG_AR] = "عشر", [LANG_EN] = "ten", [LANG_FR] = "dix", [LANG_RU] = "десят", [LANG_ES] = "diez"}},
    {11, {[LANG_AR] = "أحد عشر,إحدى عشرة", [LANG_EN] = "eleven", [LANG_FR] = "onze", [LANG_RU] = "одиннадцат", [LANG_ES] = "once"}},
    {12, {[LANG_AR] = "اثنا عشر,اثني عشر,اثنتا عشرة,اثنتي عشرة", [LANG_EN] = "twelve", [LANG_FR] = "douze", [LANG_RU] = "двенадцат", [LANG_ES] = "doce"}},
    {15, {[LANG_AR] = "خمسة عشر,خمس عشرة", [LANG_EN] = "fifteen", [LANG_FR] = "quinze", [LANG_RU] = "пятнадцат", [LANG_ES] = "quince"}},
    {16, {[LANG_AR] = "ستة عشر,ست عشرة", [LANG_EN] = "sixteen", [LANG_FR] = "seize", [LANG_RU] = "шестнадцат", [LANG_ES] = "dieciseis"}},
    {20, {[LANG_AR] = "عشرون,عشرين", [LANG_EN] = "twent", [LANG_FR] = "vingt", [LANG_RU] = "двадцат", [LANG_ES] = "veint"}},
    {30, {[LANG_AR] = "ثلاثون,ثلاثين", [LANG_EN] = "thirt", [LANG_FR] = "trent", [LANG_RU] = "тридцат", [LANG_ES] = "treint"}},
    {40, {[LANG_AR] = "أربعون,أربعين", [LANG_EN] = "fort", [LANG_FR] = "quarant", [LANG_RU] = "сорок", [LANG_ES] = "cuarent"}},
    {50, {[LANG_AR] = "خمسون,خمسين", [LANG_EN] = "fift", [LANG_FR] = "cinquant", [LANG_RU] = "пят", [LANG_ES] = "cincuent"}},
    {70, {[LANG_AR] = "سبعون,سبعين", [LANG_EN] = "sevent", [LANG_FR] = "soixante-dix,soixante", [LANG_RU] = "сем", [LANG_ES] = "setent"}},
    {80, {[LANG_AR] = "ثمانون,ثمانين", [LANG_EN] = "eight", [LANG_FR] = "quatre-vingt", [LANG_RU] = "вос", [LANG_ES] = "ochent"}},
    {60, {[LANG_AR] = "ستون,ستين", [LANG_EN] = "sixt", [LANG_FR] = "soixant", [LANG_RU] = "шест", [LANG_ES] = "sesent"}},
    {90, {[LANG_AR] = "تسعون,تسعين", [LANG_EN] = "ninet", [LANG_FR] = "quatre-vingt-dix", [LANG_RU] = "девяност", [LANG_ES] = "novent"}},
    {100, {[LANG_AR] = "مائة,مئة", [LANG_EN] = "hundred,cent", [LANG_FR] = "cent,siècle", [LANG_RU] = "сто,сот", [LANG_ES] = "cien,cent"}},
};

static bool has_cardinal(const struct cardinal *cardinal, enum lang lang, const char *text, size_t n)
{
    for (const char *word = cardinal->words[lang]; word && *word;) {
        size_t length = strcspn(word, ","), at = 0, done = 0;
        while (done < length && at < n && fold_peek(text, n, at) == fold_peek(word, length, done)) {
            fold_next(text, n, &at);
            fold_next(word, length, &done);
        }
        if (done == length)
            return true;
        word += length + (word[length] == ',');
    }
    return false;
}

enum { WORDS_LONGEST = 64 }; /* [byte] of an ordinal in words */

/* Whether an ordinal in words stands at the start of text; figures are none. */
static bool has_ordinal(enum lang lang, const char *text, size_t n, int number)
{
    size_t end = 0;
    while (end < n && end < WORDS_LONGEST && !(text[end] >= '0' && text[end] <= '9'))
        end++;
    return numeral_find_ordinal(lang, text, end) == number;
}

static bool in_hanzi(const char *text, size_t n, int number)
{
    for (size_t at = 0; at < n;) {
        int value;
        size_t length = numeral_read_hanzi(text + at, n - at, &value);
        if (length && value == number)
            return true;
        if (fold_match(text + at, n - at, "两") && number == 2)
            return true;
        if (length)
            at += length;
        else
            fold_next(text, n, &at);
    }
    return false;
}

static bool is_cardinal(enum lang lang, const char *text, size_t n, int number)
{
    for (size_t i = 0; i < sizeof cardinals / sizeof *cardinals; i++)
        if (cardinals[i].number == number)
            return has_cardinal(&cardinals[i], lang, text, n);
    return false;
}

enum { PARTS_REACH = 40 }; /* [byte] from "seventy" to its "five", or the other way round */

/* "seventy-five", "خمسة وسبعين": tens and ones in either order. */
static bool is_compound(enum lang lang, const char *text, size_t n, int number)
{
    int tens = number / 10 * 10, ones = number % 10;
    if (number < 21 || number > 99 || !ones)
        return false;
    bool first = is_cardinal(lang, text, n, tens);
    if (!first && !is_cardinal(lang, text, n, ones))
        return false;
    if (n > PARTS_REACH)
        n = PARTS_REACH;
    size_t at = 0;
    for (fold_next(text, n, &at); at < n; fold_next(text, n, &at))
        if (is_cardinal(lang, text + at, n - at, first ? ones : tens))
            return true;
    return false;
}

bool quantity_in_words(enum lang lang, const char *text, size_t n, int number)
{
    if (lang == LANG_ZH)
        return in_hanzi(text, n, number);
    bool inside = false;
    for (size_t at = 0; at < n;) {
        size_t here = at;
        bool letter = fold_is_letter(fold_next(text, n, &at));
        bool begins = letter && !inside;
        if (letter && (begins || lang == LANG_AR) &&
            (is_cardinal(lang, text + here, n - here, number) || is_compound(lang, text + here, n - here, number)))
            return true;
        if (begins && number > 0 && number <= 100 && has_ordinal(lang, text + here, n - here, number))
            return true;
        inside = letter;
    }
    return false;
}
