/* Ordinals: in words as session lines want them, in short as closing lines do, and read back. Writing
 * and reading share one table a language; reading lets the endings of gender and case vary. */
#include "language/numeral.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"

/* How tens and units join. */
struct words {
    const char *unit[20]; /* 1 to 19; NULL where it is formed */
    const char *one; /* first, behind a ten: "unième", "الحادية" */
    const char *ten[10]; /* 20 to 90 before a unit; the index is the ten */
    const char *tenth[11]; /* 20, 30 … 100 alone */
    int unit_ending, ten_ending, tenth_ending; /* [code point] that gender and case change */
};

static const struct words en = {
    .unit = {NULL, "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
        "nineteenth"},
    .one = "first",
    .ten = {[2] = "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"},
    .tenth = {[2] = "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth",
        "ninetieth", "one hundredth"},
};

static const struct words fr = {
    .unit = {NULL, "première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
        "neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième",
        "dix-septième", "dix-huitième", "dix-neuvième"},
    .one = "unième",
    .ten = {[2] = "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"},
    .tenth = {[2] = "vingtième", "trentième", "quarantième", "cinquantième", "soixantième", "soixante-dixième",
        "quatre-vingtième", "quatre-vingt-dixième", "centième"},
    .unit_ending = 2,
};

static const struct words es = {
    .unit = {NULL, "primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno",
        "décimo", "undécimo", "duodécimo", "decimotercer", "decimocuarto", "decimoquinto", "decimosexto",
        "decimoséptimo", "decimoctavo", "decimonoveno"},
    .one = "primer",
    .ten = {[1] = "décimo", "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo", "sexagésimo", "septuagésimo",
        "octogésimo", "nonagésimo"},
    .tenth = {[2] = "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo", "sexagésimo", "septuagésimo",
        "octogésimo", "nonagésimo", "centésimo"},
    .unit_ending = 1,
    .ten_ending = 1,
    .tenth_ending = 1,
};

static const struct words ru = {
    .unit = {NULL, "первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая", "восьмая", "девятая",
        "десятая", "одиннадцатая", "двенадцатая", "тринадцатая", "четырнадцатая", "пятнадцатая", "шестнадцатая",
        "семнадцатая", "восемнадцатая", "девятнадцатая"},
    .one = "первая",
    .ten = {[2] = "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"},
    .tenth = {[2] = "двадцатая", "тридцатая", "сороковая", "пятидесятая", "шестидесятая", "семидесятая",
        "восьмидесятая", "девяностая", "сотая"},
    .unit_ending = 2,
    .tenth_ending = 2,
};

/* Arabic puts the unit first: "الحادية والسبعون", and forms 11 to 19 with عشرة. */
static const struct words ar = {
    .unit = {NULL, "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة",
        "العاشرة"},
    .one = "الحادية",
    .tenth = {[2] = "العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون", "المائة"},
    .unit_ending = 1,
    .tenth_ending = 2,
};

static const struct words *words_of(enum lang lang)
{
    static const struct words *const rows[LANG_COUNT] = {[LANG_AR] = &ar, [LANG_EN] = &en, [LANG_FR] = &fr,
        [LANG_RU] = &ru, [LANG_ES] = &es};
    return rows[lang];
}

/* ---- writing ---- */

static void put_arabic(int number, struct buf *out)
{
    int tens = number / 10, ones = number % 10;
    if (number <= 10) {
        buf_text(out, ar.unit[number]);
        return;
    }
    if (ones)
        buf_text(out, ones == 1 ? ar.one : ar.unit[ones]);
    if (tens == 1)
        buf_text(out, " عشرة");
    else
        buf_printf(out, "%s%s", ones ? " و" : "", ar.tenth[tens]);
}

/* French counts on to 79 and 99 and says "et" before one and eleven, but not after 80. */
static void put_french_compound(int tens, int ones, struct buf *out)
{
    if (tens == 7 || tens == 9)
        ones += 10;
    bool et = (ones == 1 || ones == 11) && tens < 8;
    buf_printf(out, "%s%s%s", fr.ten[tens], et ? " et " : "-", ones == 1 ? fr.one : fr.unit[ones]);
}

static void put_words(enum lang lang, int number, struct buf *out)
{
    const struct words *words = words_of(lang);
    int tens = number / 10, ones = number % 10;
    if (number < 20)
        buf_text(out, words->unit[number]);
    else if (!ones)
        buf_text(out, words->tenth[tens]);
    else if (lang == LANG_FR)
        put_french_compound(tens, ones, out);
    else
        buf_printf(out, "%s%s%s", words->ten[tens], lang == LANG_EN ? "-" : " ", ones == 1 ? words->one : words->unit[ones]);
}

/* The first letter of a number word: never an accented one but in "é", which none begins with. */
static void capitalise(struct buf *out, size_t start)
{
    unsigned char first = (unsigned char)out->at[start];
    if (first >= 'a' && first <= 'z') {
        out->at[start] = (char)(first - 0x20);
    } else if (first == 0xD0 || first == 0xD1) { /* а to п are D0 B0 on, р to я are D1 80 on */
        size_t taken;
        char upper[4];
        uint32_t c = utf8_decode(out->at + start, out->n - start, &taken);
        if (c >= 0x430 && c <= 0x44F && utf8_encode(c - 0x20, upper) == taken)
            memcpy(out->at + start, upper, taken);
    }
}

void numeral_session_ordinal(enum lang lang, int number, struct buf *out)
{
    size_t start = out->n;
    if (number < 1 || number > 100) {
        if (lang == LANG_ZH)
            buf_text(out, "第");
        numeral_short_ordinal(lang, number, lang == LANG_ES ? "masculine" : "feminine", out);
    } else if (lang == LANG_ZH) {
        buf_text(out, "第");
        numeral_hanzi(number, out);
    } else if (lang == LANG_AR) {
        put_arabic(number, out);
    } else {
        put_words(lang, number, out);
        capitalise(out, start);
    }
}

static const char *english_suffix(int number)
{
    int tens = number / 10 % 10, ones = number % 10;
    return tens == 1 || ones == 0 || ones > 3 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : "rd";
}

static const char *suffix_of(enum lang lang, int number, const char *form)
{
    static const struct {
        enum lang lang;
        const char *form, *suffix;
    } rows[] = {
        {LANG_ES, "masculine", "º"}, {LANG_ES, "", "ª"},
        {LANG_RU, "masculine", "\u2011й"}, {LANG_RU, "feminine", "\u2011я"}, {LANG_RU, "genitive", "\u2011го"},
        {LANG_RU, "prepositional", "\u2011м"}, {LANG_RU, "", "\u2011е"},
    };
    if (lang == LANG_EN)
        return english_suffix(number);
    if (lang == LANG_FR)
        return number != 1 ? "e" : strcmp(form, "masculine") == 0 ? "er" : "re";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].lang == lang && (!*rows[i].form || strcmp(rows[i].form, form) == 0))
            return rows[i].suffix;
    return "";
}

void numeral_short_ordinal(enum lang lang, int number, const char *form, struct buf *out)
{
    buf_int(out, number);
    buf_text(out, suffix_of(lang, number, form));
}

void numeral_meeting_ordinal(enum lang lang, int number, struct buf *out)
{
    numeral_short_ordinal(lang, number, "", out);
}

/* ---- reading ---- */

/* Takes a word whose last `ending` characters may be others; the word must end there. The bytes that
 * had to be equal come in *equal, to tell "пятая" from "пятнадцатая". */
static size_t take_word(const char *text, size_t n, const char *word, int ending, size_t *equal)
{
    size_t length = strlen(word), at = 0;
    bool fixed = ending == 0;
    for (; ending > 0 && length > 0; ending--)
        do
            length--;
        while (length && ((unsigned char)word[length] & 0xC0) == 0x80);
    for (size_t done = 0; done < length;)
        if (at >= n || fold_next(text, n, &at) != fold_next(word, length, &done))
            return 0;
    *equal = at;
    while (at && at < n && fold_is_letter(fold_peek(text, n, at)))
        fold_next(text, n, &at);
    return fixed && at > *equal ? 0 : at;
}

/* The unit (1 to 19) at the start of text; the longest stem wins. */
static size_t take_unit(const struct words *words, const char *text, size_t n, int *unit)
{
    size_t longest = 0, taken = 0, equal;
    for (int i = 1; i <= 20; i++) {
        const char *word = i == 20 ? words->one : words->unit[i];
        size_t length = word ? take_word(text, n, word, words->unit_ending, &equal) : 0;
        if (length && equal > longest) {
            longest = equal;
            taken = length;
            *unit = i == 20 ? 1 : i;
        }
    }
    return taken;
}

static size_t take_tenth(const struct words *words, const char *text, size_t n, int *tens, size_t *longest)
{
    size_t taken = 0, equal;
    *longest = 0;
    for (int i = 2; i <= 10; i++) {
        size_t length = take_word(text, n, words->tenth[i], words->tenth_ending, &equal);
        if (length && equal > *longest) {
            *longest = equal;
            taken = length;
            *tens = i;
        }
    }
    return taken;
}

/* "seventy-first", "soixante et onzième", "vigésimo primer", "семьдесят первая". */
static int read_compound(const struct words *words, const char *text, size_t n)
{
    static const char *const joints[] = {" et ", "-et-", "-", " ", "", NULL};
    for (int tens = 9; tens >= 1; tens--) {
        const char *word = words->ten[tens];
        size_t equal, at = word ? fold_match(text, n, word) : 0;
        if (word && !at && words->ten_ending)
            at = take_word(text, n, word, words->ten_ending, &equal);
        for (int i = 0; at && joints[i]; i++) {
            size_t behind = at;
            int unit;
            if ((*joints[i] && !fold_take(text, n, &behind, joints[i])) ||
                !take_unit(words, text + behind, n - behind, &unit))
                continue;
            /* soixante and quatre-vingt serve two tens; the table's lower one counts on past ten. */
            int base = tens > 2 && words->ten[tens - 1] && strcmp(words->ten[tens - 1], word) == 0 ? tens - 1 : tens;
            return base * 10 + unit;
        }
    }
    return 0;
}

static int read_plain(const struct words *words, const char *text, size_t n)
{
    int unit = 0, tens = 0;
    size_t tenth_equal, unit_length = take_unit(words, text, n, &unit);
    size_t tenth_length = take_tenth(words, text, n, &tens, &tenth_equal);
    if (tenth_length && tenth_length >= unit_length)
        return tens * 10;
    return unit_length ? unit : 0;
}

static int read_arabic(const char *text, size_t n)
{
    int unit, tens;
    size_t equal, at = take_unit(&ar, text, n, &unit);
    if (!at)
        return take_tenth(&ar, text, n, &tens, &equal) ? tens * 10 : 0;
    if (fold_match(text + at, n - at, " عشر"))
        return 10 + unit;
    if (fold_take(text, n, &at, " و") && take_tenth(&ar, text + at, n - at, &tens, &equal))
        return tens * 10 + unit;
    return unit;
}

static int read_words(enum lang lang, const char *text, size_t n)
{
    if (lang == LANG_AR)
        return read_arabic(text, n);
    int value = read_compound(words_of(lang), text, n);
    return value ? value : read_plain(words_of(lang), text, n);
}

/* "71st", "57º", "57-я", "第71", and in Arabic a plain number. */
static int read_short(enum lang lang, const char *text, size_t n, size_t *taken)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th", "e", "re", "er", "º", "ª", "°", "<sup>", "-е", "-я",
        "-й", "-м", "-го", "-ой", "-ю", "-ую"};
    int value;
    *taken = 0;
    int digits = fold_number(text, n, taken, 4, &value);
    if (digits == 0)
        return 0;
    bool plain = lang == LANG_AR && digits < 4 && fold_peek(text, n, *taken) != '/';
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && !plain; i++) {
        size_t length = fold_match(text + *taken, n - *taken, suffixes[i]);
        plain = length && (suffixes[i][0] == '<' || !fold_is_letter(fold_peek(text, n, *taken + length)));
    }
    return plain ? value : 0;
}

static int find_hanzi(const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t here = at;
        int value;
        if (fold_next(text, n, &at) != U'第')
            continue;
        here = at;
        fold_take(text, n, &here, " ");
        if (numeral_read_hanzi(text + here, n - here, &value) || fold_number(text, n, &here, 4, &value))
            return value;
    }
    return 0;
}

int numeral_find_ordinal(enum lang lang, const char *text, size_t n)
{
    if (lang == LANG_ZH)
        return find_hanzi(text, n);
    bool inside = false; /* a word */
    for (size_t at = 0; at < n;) {
        uint32_t c = fold_peek(text, n, at);
        size_t taken;
        int value = 0;
        if (!inside && fold_is_digit(c)) {
            value = read_short(lang, text + at, n - at, &taken);
            at += taken;
        } else {
            if (!inside && fold_is_letter(c))
                value = read_words(lang, text + at, n - at);
            fold_next(text, n, &at);
        }
        if (value)
            return value;
        inside = fold_is_letter(c) || fold_is_digit(c);
    }
    return 0;
}
