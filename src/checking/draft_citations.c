/* Drafting rules on symbols, cited resolutions and the item of a later session. */
#include <string.h>

#include "base/utf.h"
#include "checking/drafting_part.h"
#include "language/cite.h"
#include "language/date.h"
#include "language/fold.h"
#include "language/numeral.h"

/* ---- L36: the form of a symbol ---- */

static bool is_symbol_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' || c == '-' || c == '.';
}

enum { SYMBOL_LONGEST = 128 /* [byte] */ };

/* Whether "a/70/174" or "A/res/71/28" is meant for a symbol: organ, then a number or a word that follows organs. */
static bool is_meant(const char *text, size_t n)
{
    static const char *const words[] = {"res/", "hrc/", "c.", "conf.", "es-", "dec/", "inf/"};
    if (n < 5 || n > SYMBOL_LONGEST || !strchr("aAsSeE", text[0]) || text[1] != '/')
        return false;
    const char *second = text + 2 + (text[2] == '/');
    size_t rest = n - (size_t)(second - text);
    if (prose_is_digit((unsigned char)*second))
        return memchr(second, '/', rest) != NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fold_match(second, rest, words[i]))
            return true;
    return false;
}

/* The symbol in capitals with single strokes; only what follows the session may be in small letters: Add.1, Rev.1. */
static const char *right_symbol(const struct drafting *d, const char *text, size_t n)
{
    struct buf out;
    buf_init(&out, d->arena);
    bool number = false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        number = number || prose_is_digit((unsigned char)c);
        if (c == '/' && out.n && out.at[out.n - 1] == '/')
            continue;
        buf_char(&out, !number && c >= 'a' && c <= 'z' && !(i > 4 && text[i - 1] != '/') ? (char)(c - 0x20) : c);
    }
    while (out.n && out.at[out.n - 1] == '/')
        out.at[--out.n] = '\0';
    return out.at;
}

static const char *upper_words(const struct drafting *d, const char *symbol)
{
    static const char *const words[] = {"RES/", "HRC/", "CONF.", "DEC/", "INF/"};
    char *copy = arena_strdup(d->arena, symbol);
    for (char *at = copy; (at = strchr(at, '/')) != NULL;) {
        at++;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (fold_match(at, strlen(at), words[i]))
                memcpy(at, words[i], strlen(words[i]));
    }
    return copy;
}

static void check_symbols(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n;) {
        size_t start = at;
        while (at < prose->n && is_symbol_byte(prose->at[at]))
            at++;
        size_t end = at;
        while (end > start && strchr(".-", prose->at[end - 1]))
            end--;
        if (end > start && !prose_is_letter(prose_before(prose, start)) && is_meant(prose->at + start, end - start)) {
            const char *right = upper_words(d, right_symbol(d, prose->at + start, end - start));
            if (strlen(right) != end - start || memcmp(right, prose->at + start, end - start) != 0)
                found(d, RULE_L36, prose_span(prose, start, end), drafting_words(d, prose, start, end), right);
        }
        at += at == start;
    }
}

/* ---- L37: the year of a Council resolution ---- */

static bool is_year(int number)
{
    return number >= 1945 && number <= 2099;
}

static void check_council(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n;) {
        size_t start = at, end = at;
        int number, year;
        if (!fold_is_digit((unsigned char)prose->at[at])) {
            at++;
            continue;
        }
        while (at < prose->n && prose_is_digit((unsigned char)prose->at[at]))
            at++;
        int digits = fold_number(prose->at, prose->n, &end, 4, &number);
        uint32_t before = prose_before(prose, start);
        bool alone = !prose_is_letter(before) || utf_is_han(before) || utf_is_arabic(before);
        if (end != at || digits < 3 || is_year(number) || !alone || (before && before < 0x80 && strchr("/-.,", (int)before)))
            continue;
        if (!fold_take(prose->at, prose->n, &end, "/") || fold_number(prose->at, prose->n, &end, 4, &year) != 4 || !is_year(year))
            continue;
        if (prose_is_digit(prose_char(prose, end)) || prose_char(prose, end) == '/')
            continue;
        found(d, RULE_L37, prose_span(prose, start, end), drafting_words(d, prose, start, end),
            arena_printf(d->arena, d->lang == LANG_ZH ? "%d(%d)" : "%d (%d)", number, year));
    }
}

/* ---- L38 to L40: the sessions of cited resolutions ---- */

enum { FIRST_YEAR = 1945 /* before session 1 */, REGULAR_FROM = 31 /* session since when numbers are like 31/1 */ };

static int own_session(const struct drafting *d)
{
    const struct fields *fields = &d->doc->fields;
    if (d->organ != ORGAN_GA || fields->symbol.emergency || fields->symbol.special)
        return 0;
    return fields->symbol.session ? fields->symbol.session : fields->session;
}

static bool is_regular(const struct symbol *symbol)
{
    return symbol->organ == ORGAN_GA && symbol->resolution && !symbol->emergency && !symbol->special && symbol->session >= REGULAR_FROM;
}

/* A session lasts from September to September. */
static bool is_in_session(int session, struct date date)
{
    int months = (date.year - (FIRST_YEAR + session)) * 12 + date.month;
    return months >= 9 && months <= 21;
}

/* The date that belongs to a citation: behind it, with words of no figures between, or in Chinese before it. */
static bool date_of(const struct drafting *d, const struct prose *prose, const struct citation *citation, struct date *date)
{
    static const char *const joins[LANG_COUNT] = {" المؤرخ ", "", " of ", " du ", " от ", ", de "};
    if (d->lang != LANG_ZH) {
        size_t taken = fold_match(prose->at + citation->end, prose->n - citation->end, joins[d->lang]);
        size_t at = citation->end + taken;
        return taken && date_read(prose->at + at, prose->n - at, date);
    }
    size_t start = citation->start, most = strlen("2016年12月31日第");
    for (size_t at = start > most ? start - most : 0; at < start; at++) {
        size_t taken = prose_is_digit(prose_before(prose, at)) ? 0 : date_read(prose->at + at, start - at, date);
        if (taken && (at + taken == start || fold_match(prose->at + at + taken, start - at - taken, "第") == start - at - taken))
            return true;
    }
    return false;
}

/* What may stand between two numbers of one list. */
static bool is_list_joint(const struct prose *prose, size_t start, size_t end)
{
    static const char *const words[] = {"and", "et", "y", "и", "و", "和", "、", ",", "،", " "};
    while (start < end) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof words / sizeof *words && !taken; i++)
            taken = fold_match(prose->at + start, end - start, words[i]);
        if (!taken)
            return false;
        start += taken;
    }
    return true;
}

static bool is_before(const struct symbol *a, const struct symbol *b)
{
    return a->session != b->session ? a->session < b->session : a->number < b->number;
}

static void check_session(struct drafting *d, const struct prose *prose, const struct citation *citation, const struct symbol *symbol)
{
    int own = own_session(d);
    struct span span = prose_span(prose, citation->start, citation->end);
    const char *words = drafting_words(d, prose, citation->start, citation->end);
    struct date date;
    if (own && symbol->session > own)
        found(d, RULE_L38, span, words, arena_printf(d->arena, "%d", own));
    if (!date_of(d, prose, citation, &date) || is_in_session(symbol->session, date))
        return;
    struct buf day;
    buf_init(&day, d->arena);
    date_to_iso(date, &day);
    found(d, RULE_L39, span, words, day.at, arena_printf(d->arena, "%d", FIRST_YEAR + symbol->session));
}

static void check_citations(struct drafting *d, const struct prose *prose)
{
    struct citations citations = {0};
    buf_init(&citations.names, d->arena);
    cite_find(d->arena, d->lang, d->organ, prose->at, prose->n, &citations);
    struct symbol last = {0};
    size_t last_end = 0, last_start = 0;
    for (size_t i = 0; i < citations.list.n; i++) {
        const struct citation *citation = &citations.list.at[i];
        const char *name = citations.names.at + citation->canonical;
        struct symbol symbol;
        if (!cite_symbol(name, strlen(name), &symbol) || !is_regular(&symbol))
            continue;
        check_session(d, prose, citation, &symbol);
        if (last.session && is_before(&symbol, &last) && is_list_joint(prose, last_end, citation->start))
            found(d, RULE_L40, prose_span(prose, citation->start, citation->end), drafting_words(d, prose, citation->start, citation->end),
                drafting_words(d, prose, last_start, last_end));
        last = symbol;
        last_start = citation->start;
        last_end = citation->end;
    }
}

/* ---- L59, L60: the item of a later session ---- */

static const char *const agendas[LANG_COUNT] = {"جدول الأعمال المؤقت لدورتها ", "列入大会", "provisional agenda of its ",
    "ordre du jour provisoire de sa ", "предварительную повестку дня своей ", "programa provisional de su "};

/* In Chinese the words for the agenda follow the session. */
static bool is_agenda(const struct drafting *d, const struct prose *prose, size_t at)
{
    size_t n;
    size_t agenda = d->lang == LANG_ZH ? prose_find(prose, at, "临时议程", &n) : at;
    return agenda != SIZE_MAX && agenda - at < 64;
}

static void check_next(struct drafting *d, const struct prose *prose, size_t at)
{
    int own = own_session(d);
    size_t rest = prose->n - at < 64 ? prose->n - at : 64;
    int session = numeral_find_ordinal(d->lang, prose->at + at, rest);
    if (own && session && session <= own)
        found(d, RULE_L59, prose_span(prose, at, at + 1), arena_printf(d->arena, "%d", session), arena_printf(d->arena, "%d", own));
}

/* The next stretch in outer quotation marks from `at` on. */
static bool find_quoted(const struct prose *prose, size_t at, size_t *start, size_t *end)
{
    bool open = false;
    for (; at < prose->n; at = prose_next(prose, at)) {
        uint32_t c = prose_char(prose, at);
        bool mark = c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB || c == '"';
        if (mark && open) {
            *end = at;
            return true;
        }
        if (mark) {
            open = true;
            *start = prose_next(prose, at);
        }
    }
    return false;
}

enum { TITLE_WORDS = 64 };

/* Words of a text, folded into numbers; at most TITLE_WORDS. */
static size_t fold_words(const char *text, size_t n, uint32_t words[TITLE_WORDS])
{
    size_t count = 0, at = 0;
    uint32_t hash = 0;
    for (bool end = false; !end && count < TITLE_WORDS;) {
        uint32_t c = fold_next(text, n, &at);
        end = c == 0;
        bool letter = prose_is_letter(c) || fold_is_digit(c);
        if (letter && !utf_is_han(c)) {
            hash = hash * 31 + c;
            continue;
        }
        if (hash)
            words[count++] = hash;
        hash = 0;
        if (letter && count < TITLE_WORDS)
            words[count++] = c;
    }
    return count;
}

/* Words of one title that the other has, each once. */
static size_t common_words(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    bool used[TITLE_WORDS] = {false};
    size_t common = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (!used[k] && a[i] == b[k]) {
                used[k] = true;
                common++;
                break;
            }
    return common;
}

/* Nearly the title, but not it: most words are the same. */
static bool is_misquoted(const char *quoted, size_t n, const char *title)
{
    uint32_t a[TITLE_WORDS], b[TITLE_WORDS];
    size_t m = fold_words(title, strlen(title), b), count = fold_words(quoted, n, a);
    bool equal = count == m && memcmp(a, b, m * sizeof *a) == 0;
    size_t longer = count > m ? count : m;
    return !equal && longer >= 4 && common_words(a, count, b, m) * 10 >= longer * 7;
}

static void check_item(struct drafting *d, const struct prose *prose, size_t at)
{
    const struct field *fields = d->doc->fields.at;
    const char *titles[] = {fields[FIELD_TITLE].text, fields[FIELD_AGENDA_TITLE].text};
    const char *near = NULL;
    size_t start = 0, end = 0;
    if (!find_quoted(prose, d->lang == LANG_ZH ? 0 : at, &start, &end))
        return;
    for (size_t i = 0; i < 2; i++) {
        uint32_t a[TITLE_WORDS], b[TITLE_WORDS];
        size_t n = titles[i] ? fold_words(titles[i], strlen(titles[i]), a) : 0, m = fold_words(prose->at + start, end - start, b);
        if (n && n == m && memcmp(a, b, n * sizeof *a) == 0)
            return;
        if (n && is_misquoted(prose->at + start, end - start, titles[i]))
            near = titles[i];
    }
    if (near)
        found(d, RULE_L60, prose_span(prose, start, end), drafting_words(d, prose, start, end), near);
}

static void check_agenda(struct drafting *d, const struct prose *prose)
{
    size_t n, at = prose_find(prose, 0, agendas[d->lang], &n);
    if (at == SIZE_MAX || !is_agenda(d, prose, at + n))
        return;
    check_next(d, prose, at + n);
    check_item(d, prose, at + n);
}

void draft_citations(struct drafting *d)
{
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        check_symbols(d, prose);
        check_council(d, prose);
        check_citations(d, prose);
        if (prose->node->kind == NODE_OPERATIVE)
            check_agenda(d, prose);
    }
}
