/* Three passes over one text, each linear and without allocation: ICU's breaks (their kinds, and spaces between
 * two words that belong together), runs of ASCII (symbols and addresses), Chinese numbers with their units. */
#include "language/glue.h"

#include <stdbool.h>
#include <string.h>
#include <uchar.h>

#include "base/utf.h"
#include "language/date.h"
#include "language/fold.h"

enum { SYMBOL_LONG = 24 }; /* [utf16] a longer symbol may be broken after a slash, at worst */
enum { PART_SHORT = 3 }; /* [utf16] a shorter part of a compound is not left alone on a line */

struct glue {
    enum lang lang;
    const uint16_t *text;
    size_t n;
    uint8_t *breaks;
};

static void lower(struct glue *glue, size_t at, enum break_kind kind)
{
    if (glue->breaks[at] != BREAK_MUST && glue->breaks[at] > kind)
        glue->breaks[at] = (uint8_t)kind;
}

static bool is_small(uint16_t c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(uint16_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint16_t c)
{
    char bytes[4];
    if (c < 0x80)
        return is_small(c) || (c >= 'A' && c <= 'Z');
    size_t at = 0, n = utf8_encode(c, bytes);
    return fold_is_letter(fold_next(bytes, n, &at));
}

/* ---- hyphens, dashes, slashes ---- */

/* Letters before `at`, going back, or from it on; counting stops at `most`. */
static size_t letters_before(const struct glue *glue, size_t at, size_t most)
{
    size_t count = 0;
    while (count < most && count < at && is_letter(glue->text[at - 1 - count]))
        count++;
    return count;
}

static size_t letters_after(const struct glue *glue, size_t at, size_t most)
{
    size_t count = 0;
    while (count < most && at + count < glue->n && is_letter(glue->text[at + count]))
        count++;
    return count;
}

/* The kind of a break behind the mark at `at` - 1. */
static enum break_kind kind_behind(const struct glue *glue, size_t at)
{
    uint16_t mark = glue->text[at - 1];
    switch (mark) {
    case 0xAD:
        return BREAK_SOFT;
    case '-':
    case 0x2010:
        return letters_before(glue, at - 1, PART_SHORT) < PART_SHORT ? BREAK_NONE : BREAK_HYPHEN;
    case 0x2013:
    case 0x2012:
        return at > 1 && is_digit(glue->text[at - 2]) && is_digit(glue->text[at]) ? BREAK_NONE : BREAK_HYPHEN;
    case '/':
        if (glue->lang == LANG_AR) /* pairs of month names are long */
            return BREAK_POOR;
        return letters_before(glue, at - 1, PART_SHORT) < PART_SHORT || letters_after(glue, at, PART_SHORT) < PART_SHORT
                   ? BREAK_NONE
                   : BREAK_POOR;
    default:
        return BREAK_GOOD;
    }
}

/* ---- symbols and addresses ---- */

/* What a symbol or an address can be made of. */
static bool is_run(uint16_t c)
{
    return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '[' && c != ']' && c != '{' && c != '}';
}

static bool is_trailing(uint16_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == ')' || c == '!' || c == '?' || c == '\'';
}

static bool starts_with(const struct glue *glue, size_t start, size_t end, const char *word)
{
    size_t n = strlen(word);
    if (end - start < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (glue->text[start + i] != (unsigned char)word[i])
            return false;
    return true;
}

static bool is_address(const struct glue *glue, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++)
        if (glue->text[i] == ':')
            return i > start && starts_with(glue, i, end, "://");
    return starts_with(glue, start, end, "www.");
}

/* A slash, a digit, no small letter before the slash, and only what symbols hold. */
static bool is_symbol(const struct glue *glue, size_t start, size_t end)
{
    bool slash = false, digit = false;
    for (size_t i = start; i < end; i++) {
        uint16_t c = glue->text[i];
        bool small = is_small(c);
        bool capital = c >= 'A' && c <= 'Z';
        slash = slash || c == '/';
        digit = digit || is_digit(c);
        if ((small && !slash) || !(small || capital || is_digit(c) || strchr("/._()-", c)))
            return false;
    }
    return slash && digit;
}

static bool opens_piece(uint16_t c)
{
    return is_digit(c) || is_small(c) || (c >= 'A' && c <= 'Z');
}

static void grade_run(struct glue *glue, size_t start, size_t end)
{
    while (end > start && is_trailing(glue->text[end - 1]))
        end--;
    while (start < end && (glue->text[start] == '(' || glue->text[start] == '\''))
        start++;
    bool address = is_address(glue, start, end);
    if (!address && !is_symbol(glue, start, end))
        return;
    const char *marks = address ? "/?&=.#_-" : end - start > SYMBOL_LONG ? "/" : "";
    for (size_t i = start + 1; i < end; i++) {
        if (glue->breaks[i] == BREAK_MUST)
            continue;
        bool behind = strchr(marks, glue->text[i - 1]) != NULL && opens_piece(glue->text[i]);
        glue->breaks[i] = !behind ? BREAK_NONE : address ? BREAK_POOR : BREAK_LAST_RESORT;
    }
}

/* Only a slash or "www" makes a run worth a look. */
static void keep_symbols(struct glue *glue)
{
    for (size_t at = 0; at < glue->n; at++) {
        uint16_t c = glue->text[at];
        if (c != '/' && !(c == 'w' && at + 1 < glue->n && glue->text[at + 1] == 'w'))
            continue;
        size_t start = at;
        while (start > 0 && is_run(glue->text[start - 1]))
            start--;
        while (at < glue->n && is_run(glue->text[at]))
            at++;
        grade_run(glue, start, at);
    }
}

/* ---- Chinese ---- */

static bool is_among(uint16_t c, const char16_t *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static bool has_hanzi(const struct glue *glue)
{
    for (size_t i = 0; i < glue->n; i++)
        if (glue->text[i] >= 0x3000)
            return true;
    return false;
}

/* 第 stays with its number, a number with its unit word. */
static void keep_hanzi(struct glue *glue)
{
    bool ordinal = false; /* between 第 and its unit */
    for (size_t i = 1; i < glue->n; i++) {
        uint16_t before = glue->text[i - 1], here = glue->text[i];
        if (!ordinal && before < 0x3000 && here < 0x3000)
            continue;
        bool numeral = is_digit(before) || is_among(before, u"〇零一二三四五六七八九十百千万亿");
        if (before == u'第') {
            ordinal = true;
            lower(glue, i, BREAK_NONE);
        } else if (ordinal) {
            ordinal = numeral || (before > ' ' && before < 0x7F);
            if (ordinal)
                lower(glue, i, BREAK_POOR);
        }
        if ((is_digit(before) && is_among(here, u"年月日号段条次届项章节卷页名个岁周时点分万亿千百")) ||
            (numeral && is_among(here, u"万亿")))
            lower(glue, i, BREAK_POOR);
    }
}

/* ---- words that belong together ---- */

/* A stretch of the text as UTF-8, long enough for any word in the tables here. */
struct words {
    char at[160];
    size_t n; /* [byte] */
    size_t first; /* [byte] end of the first word */
};

enum { WORDS_LONGEST = 40 }; /* [utf16] */

static bool is_space(uint16_t c)
{
    return c == ' ' || c == '\t' || (c >= 0x2000 && ((c <= 0x200A && c != 0x2007) || c == 0x3000));
}

static struct words words_of(const struct glue *glue, size_t start, size_t end)
{
    struct words words = {.n = 0};
    size_t limit = end - start > WORDS_LONGEST ? start + WORDS_LONGEST : end;
    for (size_t i = start; i < limit; i++) {
        uint16_t c = glue->text[i];
        if (!words.first && (is_space(c) || c == 0xA0))
            words.first = words.n;
        if (c < 0x80)
            words.at[words.n++] = (char)c;
        else
            words.n += utf8_encode(c, words.at + words.n);
    }
    if (!words.first)
        words.first = words.n;
    return words;
}

/* Whether text[0..n) is the word; "пункт*" takes any ending. */
static bool is_word(const char *text, size_t n, const char *word)
{
    if (!n || fold_differs(*text, *word))
        return false;
    char stem[40];
    size_t length = strlen(word);
    bool open = word[length - 1] == '*';
    memcpy(stem, word, length - open);
    stem[length - open] = '\0';
    size_t taken = fold_match(text, n, stem);
    while (open && taken && taken < n && fold_is_letter(fold_peek(text, n, taken)))
        fold_next(text, n, &taken);
    return taken > 0 && taken == n;
}

/* The words are written folded, so that the first letter tells most of them apart. */
static bool is_any_word(const char *text, size_t n, const char *const *words)
{
    uint32_t first = fold_peek(text, n, 0);
    for (; *words; words++) {
        unsigned char byte = (unsigned char)**words;
        if ((byte == first || (byte >= 0x80 && first >= 0x80)) && is_word(text, n, *words))
            return true;
    }
    return false;
}

/* Words that a number follows. */
static const char *const labels[] = {"no.", "nos.", "no", "nos", "n°", "n°s", "nº", "№", "№№", "num.", "nums.", "para.",
    "paras.", "paragraph*", "par.", "paragraphe*", "parr.", "parrs.", "parrafo*", "пункт*", "п.", "пп.", "الفقرة",
    "p.", "pp.", "pag.", "pags.", "стр.", "с.", "art.", "arts.", "article*", "articulo*", "стать*", "ст.", "المادة",
    "chap.", "chapter*", "chapitre*", "cap.", "capitulo*", "гл.", "глав*", "الفصل", "sect.", "section*", "secc.",
    "seccion*", "раздел*", "vol.", "vols.", "т.", "том*", "tome", "annex", "annexe", "anexo", "приложени*", "item*",
    "point*", "tema*", "البند", "resolution*", "resolucion*", "резолюци*", "decision*", "решени*", "supplement", "suplemento",
    "document*", "رقم", NULL};

/* Words that follow a number. */
static const char *const units[] = {"%", "‰", "$", "€", "million*", "billion*", "milliard*", "millones", "millon", "млн*",
    "млрд*", "тыс.", "тысяч*", "процент*", "km", "km²", "kg", "ha", "км", "кг", "га", "долл.", "год*", "г.", "гг.", "euros",
    "dollars", "евро", "مليون*", "بليون*", "ملايين", "بلايين", NULL};

/* Titles that a name follows. */
static const char *const titles[] = {"mr.", "mrs.", "ms.", "dr.", "m.", "mm.", "mme", "mmes", "mlle", "h.e.", "s.e.", "sr.",
    "sra.", "sres.", "г-н*", "г-ж*", NULL};

static const char *word_start(const struct words *words, size_t *n)
{
    size_t at = 0, next = 0;
    while (next < words->n) {
        uint32_t c = fold_next(words->at, words->n, &next);
        if (c != '(' && c != '[' && c != 0xAB && c != 0x201C && c != '\'')
            break;
        at = next;
    }
    *n = words->n - at;
    return words->at + at;
}

/* "J.", "H.E." and, in Russian, the "т." of "т. е." */
static bool is_initial(enum lang lang, const char *word, size_t n)
{
    size_t at = 0, taken, letters = 0;
    while (at < n) {
        uint32_t raw = utf8_decode(word + at, n - at, &taken);
        bool capital = (raw >= 'A' && raw <= 'Z') || (raw >= 0xC0 && raw <= 0xDE) || (raw >= 0x410 && raw <= 0x42F);
        bool small = lang == LANG_RU && raw == U'т';
        if (!capital && !small)
            return false;
        at += taken;
        letters++;
        if (at >= n || word[at] != '.')
            return false;
        at++;
        if (at < n && word[at] == '-')
            at++;
    }
    return letters > 0;
}

static bool is_number(const char *word, size_t n, size_t *digits)
{
    size_t at = 0;
    int value;
    *digits = (size_t)fold_number(word, n, &at, 9, &value);
    return *digits && at == n;
}

/* "(a)", "(2015)", "(د-15)", "b)": what names a part of the number before it. */
static bool is_part(const struct words *right)
{
    size_t at = 0, count = 0;
    bool open = fold_take(right->at, right->first, &at, "(");
    while (at < right->first && count < (open ? 7 : 2)) {
        if (fold_take(right->at, right->first, &at, ")"))
            return count > 0;
        fold_next(right->at, right->first, &at);
        count++;
    }
    return false;
}

static bool is_roman(const struct words *right)
{
    size_t n = 0;
    while (n < right->first && strchr("IVXLC", right->at[n]))
        n++;
    return n > 0 && (n == right->first || !fold_is_letter(fold_peek(right->at, right->first, n)));
}

/* A unit, a month or the next three figures after a number. */
static bool continues_number(enum lang lang, const char *left, size_t left_n, const struct words *right)
{
    static const char *const percent[] = {"per cent", "pour cent", "por ciento", "في المائة", NULL};
    size_t digits, group, at = 0, unit = right->first;
    bool number = is_number(left, left_n, &digits);
    while (unit && strchr(",;:)", right->at[unit - 1]))
        unit--;
    if (is_any_word(right->at, unit, units) || (unit > 1 && right->at[unit - 1] == '.' && is_any_word(right->at, unit - 1, units)))
        return true;
    for (const char *const *words = percent; *words; words++)
        if (fold_match(right->at, right->n, *words))
            return true;
    if (lang != LANG_EN && left_n && digits <= 3 && number && is_number(right->at, unit, &group) && group == 3)
        return true;
    if ((number && digits <= 2) || is_word(left, left_n, "1er") || is_word(left, left_n, "1º")) {
        fold_take(right->at, right->n, &at, "de ");
        return date_starts_month(right->at + at, right->n - at);
    }
    return false;
}

static bool ends_in_digit(const char *word, size_t n)
{
    return n && (word[n - 1] >= '0' && word[n - 1] <= '9');
}

/* Whether two words with a space between them stay on one line. */
static bool belong_together(enum lang lang, const struct words *left_words, const struct words *right)
{
    size_t n;
    const char *left = word_start(left_words, &n);
    uint32_t opening = fold_peek(right->at, right->n, 0), closing = fold_peek(left_words->at, left_words->n, 0);
    if (opening == 0xBB || (closing == 0xAB && left_words->n == 2)) /* » and a « alone */
        return true;
    if (lang == LANG_RU && (opening == 0x2014 || opening == 0x2013))
        return true;
    if (n == 0)
        return false;
    if (lang == LANG_AR && (is_word(left, n, "و") || is_word(left, n, "كانون") || is_word(left, n, "تشرين")))
        return true;
    bool figure = fold_is_digit(opening) || is_roman(right) || opening == '(';
    if (figure && is_any_word(left, n, labels) && (opening != '(' || is_part(right)))
        return true;
    if (fold_is_digit(opening) && (left[n - 1] == '$' || fold_match(left, n, "€") == n))
        return true;
    if (ends_in_digit(left, n) && is_part(right))
        return true;
    if ((ends_in_digit(left, n) || is_word(left, n, "1er") || is_word(left, n, "1º")) && continues_number(lang, left, n, right))
        return true;
    return fold_is_letter(opening) && (is_initial(lang, left, n) || is_any_word(left, n, titles));
}

/* Most pairs of words cannot belong together, which their first and last characters tell. */
static bool may_belong(const struct glue *glue, size_t start, size_t end, size_t next)
{
    uint16_t first = glue->text[start], last = glue->text[end - 1], opening = glue->text[next];
    if (!is_small(last) && (is_digit(last) || last == '.' || is_among(last, u"º«ن")))
        return true;
    if (!is_small(opening) && (is_digit(opening) || is_among(opening, u"(»—–IVXLC")))
        return true;
    bool short_word = end - start <= 5;
    return short_word && !is_small(first) && (is_digit(first) || (first >= 'A' && first <= 'Z') || is_among(first, u"гГو«"));
}

/* The break at `at` stands behind a space; words are parted by no-break spaces, too. */
static void keep_words(struct glue *glue, size_t at)
{
    if (is_space(glue->text[at]))
        return;
    size_t end = at - 1;
    while (end > 0 && is_space(glue->text[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && end - start <= WORDS_LONGEST && glue->text[start - 1] != 0xA0 && !is_space(glue->text[start - 1]))
        start--;
    if (end == start || end - start > WORDS_LONGEST || !may_belong(glue, start, end, at))
        return;
    struct words left = words_of(glue, start, end), right = words_of(glue, at, glue->n);
    if (belong_together(glue->lang, &left, &right))
        lower(glue, at, BREAK_NONE);
}

static void grade_breaks(struct glue *glue)
{
    const uint8_t *end = glue->breaks + glue->n, *good = glue->breaks + 1;
    for (; good < end && (good = memchr(good, BREAK_GOOD, (size_t)(end - good))) != NULL; good++) {
        size_t at = (size_t)(good - glue->breaks);
        if (is_space(glue->text[at - 1]))
            keep_words(glue, at);
        else
            lower(glue, at, kind_behind(glue, at));
    }
}

void glue_apply(enum lang lang, const uint16_t *text, size_t n, uint8_t *breaks)
{
    struct glue glue = {lang, text, n, breaks};
    grade_breaks(&glue);
    keep_symbols(&glue);
    if (has_hanzi(&glue))
        keep_hanzi(&glue);
}
