/* A linear scanner: it turns the text into symbols, numbers that look like a resolution's, dates, organs,
 * words for "resolution" and sentence ends, with the count of other words between them. */
#include "language/cite_scan.h"

#include <string.h>

#include "base/utf.h"
#include "language/date.h"
#include "language/fold.h"
#include "language/numeral.h"

static size_t skip_space(const char *text, size_t n, size_t at)
{
    size_t next = at;
    return fold_next(text, n, &next) == ' ' ? next : at;
}

struct scan {
    struct arena *arena;
    const char *text;
    size_t n, at;
    int gap;
    bool marked;
    struct token_list *tokens;
};

enum { PARTS = 3, SHORTEST = 5 /* [byte] of a first word */ };

static const struct name {
    uint32_t first; /* folded first letter: the table is sorted by it */
    enum token_kind kind;
    int organ;
    const char *words[PARTS]; /* with any letters between them */
} names[] = {
    {'a', TOKEN_ORGAN, ORGAN_GA, {"assembly"}},
    {'a', TOKEN_ORGAN, ORGAN_GA, {"assemblee generale"}},
    {'a', TOKEN_ORGAN, ORGAN_GA, {"assemblee"}},
    {'a', TOKEN_ORGAN, ORGAN_GA, {"asamblea general"}},
    {'a', TOKEN_ORGAN, ORGAN_GA, {"asamblea"}},
    {'c', TOKEN_ORGAN, ORGAN_SC, {"conseil de securite"}},
    {'c', TOKEN_ORGAN, ORGAN_SC, {"consejo de seguridad"}},
    {'c', TOKEN_ORGAN, ORGAN_HRC, {"conseil des droits de l'homme"}},
    {'c', TOKEN_ORGAN, ORGAN_HRC, {"consejo de derechos humanos"}},
    {'c', TOKEN_ORGAN, ORGAN_ECOSOC, {"conseil economique et social"}},
    {'c', TOKEN_ORGAN, ORGAN_ECOSOC, {"consejo economico y social"}},
    {'c', TOKEN_ORGAN, ORGAN_OTHER, {"commission on human rights"}},
    {'c', TOKEN_ORGAN, ORGAN_OTHER, {"commission des droits de l'homme"}},
    {'c', TOKEN_ORGAN, ORGAN_OTHER, {"comision de derechos humanos"}},
    {'d', TOKEN_DECISION, 0, {"decision"}},
    {'e', TOKEN_ORGAN, ORGAN_ECOSOC, {"economic and social council"}},
    {'g', TOKEN_ORGAN, ORGAN_GA, {"general assembly"}},
    {'h', TOKEN_ORGAN, ORGAN_HRC, {"human rights council"}},
    {'r', TOKEN_RESOLUTION, 0, {"resolution"}},
    {'r', TOKEN_RESOLUTION, 0, {"resolucion"}},
    {'s', TOKEN_ORGAN, ORGAN_SC, {"security council"}},
    {U'а', TOKEN_ORGAN, ORGAN_GA, {"ассамбле"}},
    {U'г', TOKEN_ORGAN, ORGAN_GA, {"генеральн", " ассамбле"}},
    {U'к', TOKEN_ORGAN, ORGAN_OTHER, {"комисси", " по правам человека"}},
    {U'р', TOKEN_RESOLUTION, 0, {"резолюци"}},
    {U'р', TOKEN_DECISION, 0, {"решени"}},
    {U'с', TOKEN_ORGAN, ORGAN_SC, {"совет", " безопасности"}},
    {U'с', TOKEN_ORGAN, ORGAN_HRC, {"совет", " по правам человека"}},
    {U'э', TOKEN_ORGAN, ORGAN_ECOSOC, {"экономическ", " и социальн", " совет"}},
    {U'ج', TOKEN_ORGAN, ORGAN_GA, {"جمعية العامة"}},
    {U'ج', TOKEN_ORGAN, ORGAN_GA, {"جمعية"}},
    {U'ق', TOKEN_RESOLUTION, 0, {"قرار"}},
    {U'ل', TOKEN_ORGAN, ORGAN_OTHER, {"لجنة حقوق الإنسان"}},
    {U'م', TOKEN_DECISION, 0, {"مقرر"}},
    {U'م', TOKEN_ORGAN, ORGAN_SC, {"مجلس الأمن"}},
    {U'م', TOKEN_ORGAN, ORGAN_HRC, {"مجلس حقوق الإنسان"}},
    {U'م', TOKEN_ORGAN, ORGAN_ECOSOC, {"مجلس الاقتصادي والاجتماعي"}},
    {U'人', TOKEN_ORGAN, ORGAN_HRC, {"人权理事会"}},
    {U'人', TOKEN_ORGAN, ORGAN_OTHER, {"人权委员会"}},
    {U'决', TOKEN_RESOLUTION, 0, {"决议"}},
    {U'决', TOKEN_DECISION, 0, {"决定"}},
    {U'大', TOKEN_ORGAN, ORGAN_GA, {"大会"}},
    {U'安', TOKEN_ORGAN, ORGAN_SC, {"安全理事会"}},
    {U'安', TOKEN_ORGAN, ORGAN_SC, {"安理会"}},
    {U'经', TOKEN_ORGAN, ORGAN_ECOSOC, {"经济及社会理事会"}},
    {U'经', TOKEN_ORGAN, ORGAN_ECOSOC, {"经社理事会"}},
};

static size_t skip_letters(const char *text, size_t n, size_t at)
{
    size_t plain = at;
    while (plain < n && fold_lead(text[plain]) >= 'a' && fold_lead(text[plain]) <= 'z')
        plain++;
    if (plain == n || (fold_lead(text[plain]) >= FOLD_SPACE && fold_lead(text[plain]) < FOLD_CYRILLIC))
        return plain;
    at = plain > at ? plain - 1 : at; /* marks may follow */
    for (size_t next = at; next < n && fold_is_letter(fold_next(text, n, &next));)
        at = next;
    return at;
}

/* Bytes that match a name's words, or 0. */
static size_t match_name(const char *text, size_t n, const char *const words[PARTS])
{
    size_t at = fold_match(text, n, words[0]);
    for (int i = 1; at && i < PARTS && words[i]; i++) {
        at = skip_letters(text, n, at);
        if (!fold_take(text, n, &at, words[i]))
            return 0;
    }
    return at;
}

static const struct name *find_name(const char *text, size_t n, uint32_t first, size_t *length)
{
    size_t i = 0, end = sizeof names / sizeof *names;
    for (size_t last = end; i < last;) { /* the first row of that letter */
        size_t middle = i + (last - i) / 2;
        if (names[middle].first < first)
            i = middle + 1;
        else
            last = middle;
    }
    bool plain = n > 1 && fold_lead(*text) == first; /* so the second letter is the second byte */
    for (; i < end && names[i].first == first; i++) {
        if (plain && fold_differs(text[1], names[i].words[0][1]))
            continue;
        if ((*length = match_name(text, n, names[i].words)) > 0)
            return &names[i];
    }
    return NULL;
}

static struct token *add_token(struct scan *scan, enum token_kind kind, size_t length)
{
    struct token *token = list_add(scan->arena, &scan->tokens->list);
    *token = (struct token){.kind = kind, .start = scan->at, .end = scan->at + length, .gap = scan->gap,
        .marked = scan->marked};
    scan->at += length;
    scan->gap = 0;
    scan->marked = false;
    return token;
}

/* "A" of "217 A (III)"; in Arabic the letter's name. */
size_t cite_skip_letter(const char *text, size_t n, size_t at)
{
    static const char *const letters[] = {"ألف", "باء", "جيم", "دال", "هاء"};
    size_t end = skip_space(text, n, at);
    if (end < n && cite_is_upper(text[end]) && (end + 1 == n || !cite_is_alnum(text[end + 1])))
        return end + 1;
    if (!utf_is_arabic(fold_peek(text, n, end)))
        return at;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (fold_take(text, n, &end, letters[i]))
            return end;
    return at;
}

/* The session of an old resolution: "XV", "ES-V" or "د-15". */
static size_t take_old_session(const char *text, size_t n, struct cited_number *number)
{
    size_t at = 0;
    if (fold_take(text, n, &at, "د-") && fold_number(text, n, &at, 2, &number->second))
        return at;
    at = 0;
    number->emergency = n > 3 && memcmp(text, "ES-", 3) == 0;
    number->special = n > 2 && memcmp(text, "S-", 2) == 0;
    at = number->emergency ? 3 : number->special ? 2 : 0;
    size_t start = at;
    while (at < n && cite_is_upper(text[at]) && at - start < 8)
        at++;
    number->second = numeral_read_roman(text + start, at - start);
    return number->second ? at : 0;
}

/* "(2015)" or "(XV)" behind a number, with the letter that may stand before it. */
static size_t take_number_bracket(const char *text, size_t n, size_t at, struct cited_number *number)
{
    size_t open = skip_space(text, n, at);
    if (fold_peek(text, n, open) != '(')
        open = skip_space(text, n, cite_skip_letter(text, n, at));
    if (!fold_take(text, n, &open, "("))
        return 0;
    size_t end = open;
    if (fold_number(text, n, &end, 4, &number->second) == 4 && number->second >= 1946 && number->second < 2100) {
        number->form = FORM_COUNCIL;
    } else {
        size_t session = take_old_session(text + open, n - open, number);
        if (!session)
            return 0;
        number->form = FORM_OLD;
        end = open + session;
    }
    return fold_take(text, n, &end, ")") ? end : 0;
}

/* A character that may not touch a number: it is part of something else. */
static bool binds(const char *text, size_t n, size_t at)
{
    return at < n && (cite_is_alnum(text[at]) || (strchr("/%", text[at]) && text[at]) ||
                         (strchr(".,-", text[at]) && text[at] && at + 1 < n && cite_is_digit(text[at + 1])));
}

size_t cite_take_number(const char *text, size_t n, struct cited_number *number)
{
    size_t at = 0;
    *number = (struct cited_number){0};
    number->emergency = fold_take(text, n, &at, "ES-") || fold_take(text, n, &at, "دإط-");
    if (!number->emergency)
        number->special = fold_take(text, n, &at, "S-") || fold_take(text, n, &at, "دإ-");
    int digits = fold_number(text, n, &at, 4, &number->first);
    if (!digits || !number->first || (at < n && cite_is_digit(text[at])))
        return 0;
    if (at < n && text[at] == '/') {
        size_t end = at + 1;
        if (!fold_number(text, n, &end, 3, &number->second) || !number->second || binds(text, n, end))
            return 0;
        number->form = digits == 4 ? FORM_YEAR : FORM_SESSION;
        return digits == 4 && (number->first < 1946 || number->first > 2099) ? 0 : end;
    }
    return number->emergency || number->special ? 0 : take_number_bracket(text, n, at, number);
}

bool cite_may_start(const char *text, size_t at)
{
    if (at == 0)
        return true;
    char c = text[at - 1];
    if (strchr(".,-/:", c) && c)
        return at < 2 || !cite_is_alnum(text[at - 2]);
    return !cite_is_alnum(c);
}

static void scan_digits(struct scan *scan)
{
    const char *here = scan->text + scan->at;
    size_t rest = scan->n - scan->at, length;
    struct cited_number number;
    struct date date;
    if (cite_may_start(scan->text, scan->at)) {
        if ((length = cite_take_number(here, rest, &number)) > 0) {
            add_token(scan, TOKEN_NUMBER, length)->number = number;
            return;
        }
        if ((length = date_read(here, rest, &date)) > 0) {
            add_token(scan, TOKEN_DATE, length)->year = date.year;
            return;
        }
    }
    while (scan->at < scan->n && fold_is_digit(fold_peek(scan->text, scan->n, scan->at)))
        fold_next(scan->text, scan->n, &scan->at);
    scan->gap++;
    scan->marked = false;
}

/* Words that say "of": they do not part a number from its organ or date. */
static bool is_of(uint32_t first, const char *text, size_t n)
{
    static const struct {
        uint32_t first; /* the table is sorted by it */
        const char *word;
    } words[] = {{'d', "de"}, {'d', "du"}, {'d', "des"}, {'d', "del"}, {'e', "el"}, {'l', "la"}, {'l', "l"}, {'l', "le"},
        {'o', "of"}, {'t', "the"}, {U'о', "от"}, {U'ا', "المؤرخ"}, {U'ا', "المؤرخة"}, {U'ا', "المؤرخان"},
        {U'ا', "المؤرخين"}, {U'ا', "المؤرختين"}};
    for (size_t i = 0; i < sizeof words / sizeof *words && words[i].first <= first; i++)
        if (words[i].first == first && fold_match(text, n, words[i].word) == n)
            return true;
    return false;
}

/* Arabic joins و ف ب ل ك and the article to a word: finds the name behind them. */
static const struct name *find_joined_name(struct scan *scan, size_t end, size_t *length)
{
    size_t at = scan->at;
    for (int i = 0; i < 4 && at < end; i++) {
        size_t here = at;
        uint32_t c = fold_next(scan->text, scan->n, &at);
        const struct name *name = find_name(scan->text + here, scan->n - here, c, length);
        if (name) {
            *length += here - scan->at;
            return name;
        }
        if (c != U'و' && c != U'ف' && c != U'ب' && c != U'ل' && c != U'ك' && c != U'ا')
            break;
    }
    return NULL;
}

/* A number with its session in letters before it: "S-27/2", "ودإط-11/1". The letters reach to `end`. */
static bool scan_lettered_number(struct scan *scan, uint32_t first, size_t end)
{
    struct cited_number number;
    uint32_t after = fold_peek(scan->text, scan->n, end);
    if ((first != 'e' && first != 's' && first != U'د' && first != U'و') || (after != '-' && !fold_is_digit(after)))
        return false;
    size_t at = scan->at;
    size_t length = cite_take_number(scan->text + at, scan->n - at, &number);
    if (!length && fold_take(scan->text, scan->n, &at, "و"))
        length = cite_take_number(scan->text + at, scan->n - at, &number);
    if (!length)
        return false;
    scan->at = at;
    add_token(scan, TOKEN_NUMBER, length)->number = number;
    return true;
}

static void scan_word(struct scan *scan, uint32_t first)
{
    const char *here = scan->text + scan->at;
    size_t rest = scan->n - scan->at, length = 0;
    size_t end = skip_letters(scan->text, scan->n, scan->at);
    if (cite_is_upper(*here) && cite_may_start(scan->text, scan->at) && (length = cite_take_symbol(here, rest)) > 0) {
        add_token(scan, TOKEN_SYMBOL, length);
        return;
    }
    bool arabic = first >= 0x620 && first <= 0x6FF;
    if (scan_lettered_number(scan, first, end))
        return;
    const struct name *name = end - scan->at < SHORTEST ? NULL
        : arabic ? find_joined_name(scan, end, &length)
                 : find_name(here, rest, first, &length);
    if (name) {
        add_token(scan, name->kind, length)->organ = name->organ;
        scan->at = skip_letters(scan->text, scan->n, scan->at);
        return;
    }
    if (!is_of(first, here, end - scan->at))
        scan->gap++;
    scan->at = end;
}

static void scan_hanzi(struct scan *scan, uint32_t c)
{
    size_t length;
    const struct name *name = find_name(scan->text + scan->at, scan->n - scan->at, c, &length);
    if (name) {
        add_token(scan, name->kind, length)->organ = name->organ;
        return;
    }
    bool mark = c == U'第';
    if (!mark && c != U'号' && c != U'和' && c != U'及')
        scan->gap++;
    fold_next(scan->text, scan->n, &scan->at);
    scan->marked = mark;
}

/* A full stop ends a sentence when a capital, a hanzi, an Arabic letter or nothing follows. */
static bool ends_sentence(const struct scan *scan, uint32_t c)
{
    if (c == ';' || c == 0x61B || c == 0x3002) /* also the Arabic semicolon and the ideographic stop */
        return true;
    if (c != '.')
        return false;
    size_t at = scan->at + 1, taken;
    if (at < scan->n && fold_peek(scan->text, scan->n, at) != ' ')
        return false;
    at = skip_space(scan->text, scan->n, at);
    if (at >= scan->n)
        return true;
    uint32_t next = utf8_decode(scan->text + at, scan->n - at, &taken);
    return (next >= 'A' && next <= 'Z') || (next >= 0xC0 && next <= 0xDE) || (next >= 0x410 && next <= 0x42F) ||
           utf_is_arabic(next) || utf_is_han(next);
}

void cite_scan(struct arena *arena, const char *text, size_t n, struct token_list *tokens)
{
    struct scan scanned = {.arena = arena, .text = text, .n = n, .tokens = tokens}, *scan = &scanned;
    while (scan->at < scan->n) {
        uint32_t c = fold_peek(scan->text, scan->n, scan->at);
        if (fold_is_digit(c))
            scan_digits(scan);
        else if (utf_is_han(c))
            scan_hanzi(scan, c);
        else if (fold_is_letter(c) && !(scan->at && cite_is_alnum(scan->text[scan->at - 1]) && c < 0x80))
            scan_word(scan, c);
        else if (ends_sentence(scan, c))
            add_token(scan, TOKEN_STOP, 1);
        else
            fold_next(scan->text, scan->n, &scan->at);
    }
}
