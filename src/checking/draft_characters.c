/* Drafting rules on single characters: spaces, quotation marks, punctuation, scripts. */
#include <string.h>

#include "base/utf.h"
#include "checking/drafting_part.h"
#include "language/date.h"
#include "language/fold.h"

enum { NO_BREAK = 0xA0, NARROW = 0x202F };

static bool is_other_text(const struct prose *prose, size_t at)
{
    return at < prose->n && prose->marks[at] & (PROSE_FOREIGN | PROSE_LINK);
}

static const char *shown(const struct drafting *d, uint32_t c)
{
    char bytes[4];
    size_t n = utf8_encode(c, bytes);
    return arena_copy(d->arena, bytes, n);
}

/* ---- L29: spaces of French ---- */

static bool is_high_mark(uint32_t c)
{
    return c == ';' || c == ':' || c == '?' || c == '!';
}

/* A colon in a time, an address or a list of figures takes no space. */
static bool is_bare_mark(const struct prose *prose, size_t at)
{
    uint32_t before = prose_before(prose, at), after = prose_char(prose, prose_next(prose, at));
    return is_high_mark(before) || (prose_is_digit(before) && prose_is_digit(after)) || after == '/' || at == 0 || before == '(' || before == '[';
}

static void check_space_before(struct drafting *d, const struct prose *prose, size_t at)
{
    uint32_t before = prose_before(prose, at), c = prose_char(prose, at);
    if (before == NO_BREAK || before == NARROW || (is_high_mark(c) && is_bare_mark(prose, at)))
        return;
    size_t start = before == ' ' ? prose_prev(prose, at) : at;
    found(d, RULE_L29, prose_span(prose, at, prose_next(prose, at)), arena_printf(d->arena, "before %s", shown(d, c)));
    struct span span = prose_span(prose, at, at + 1);
    if (start < at)
        drafting_mend_text(d, RULE_L29, prose, start, at, "\u00A0");
    else if (prose->exact)
        drafting_mend(d, RULE_L29, span_of(span.start, span.start), "\u00A0");
}

static void check_space_after(struct drafting *d, const struct prose *prose, size_t at)
{
    size_t next = prose_next(prose, at);
    uint32_t after = prose_char(prose, next);
    if (after == NO_BREAK || after == NARROW || after == 0)
        return;
    found(d, RULE_L29, prose_span(prose, at, next), "after «");
    drafting_mend_text(d, RULE_L29, prose, next, after == ' ' ? next + 1 : next, "\u00A0");
}

static void check_french_spaces(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n; at = prose_next(prose, at)) {
        uint32_t c = prose_char(prose, at);
        if (is_other_text(prose, at))
            continue;
        if (is_high_mark(c) || c == 0xBB)
            check_space_before(d, prose, at);
        else if (c == 0xAB)
            check_space_after(d, prose, at);
    }
}

/* ---- L30, L31: quotation marks ---- */

static const struct marks {
    uint32_t open[2], close[2]; /* outer, inner */
} marks[LANG_COUNT] = {
    [LANG_AR] = {{0x201D, 0x2019}, {0x201C, 0x2018}}, [LANG_ZH] = {{0x201C, 0x2018}, {0x201D, 0x2019}},
    [LANG_EN] = {{0x201C, 0x2018}, {0x201D, 0x2019}}, [LANG_FR] = {{0xAB, 0x201C}, {0xBB, 0x201D}},
    [LANG_RU] = {{0xAB, 0x201E}, {0xBB, 0x201C}}, [LANG_ES] = {{0x201C, 0x2018}, {0x201D, 0x2019}},
};

static bool opens_after(uint32_t c)
{
    return c == 0 || prose_is_space(c) || utf_is_han(c) || c == '(' || c == '[' || c == 0x2014 || c == 0x2013 || c == 0xAB || c == 0x201C ||
           c == 0x201D || c == 0x3001 || (c >= 0xFF00 && c <= 0xFF20);
}

/* Minutes and seconds, feet and inches; a double mark after a figure closes the one that is open. */
static bool is_measure(const struct prose *prose, size_t at, bool open)
{
    return prose_is_digit(prose_before(prose, at)) && !(open && prose->at[at] == '"');
}

static const char *quote_for(const struct drafting *d, bool opening, bool inside)
{
    const struct marks *own = &marks[d->lang];
    const char *mark = shown(d, opening ? own->open[inside] : own->close[inside]);
    if (d->lang != LANG_FR || inside)
        return mark;
    return arena_printf(d->arena, opening ? "%s\u00A0" : "\u00A0%s", mark);
}

/* Straight double marks go in pairs; what stands before the first of a pair must allow an opening one. */
static void check_double(struct drafting *d, const struct prose *prose, size_t at, bool opening, bool paired)
{
    enum drafting_rule rule = d->lang == LANG_EN || d->lang == LANG_FR ? RULE_L31 : RULE_L30;
    const char *mark = quote_for(d, opening, false);
    const char *hint = arena_printf(d->arena, "write %s", mark);
    if (rule == RULE_L31)
        found(d, rule, prose_span(prose, at, at + 1), "22", mark);
    else
        found(d, rule, prose_span(prose, at, at + 1), "a straight quotation mark (U+0022)", hint);
    if (paired && (!opening || opens_after(prose_before(prose, at))))
        drafting_mend_text(d, rule, prose, at, at + 1, mark);
}

static void check_single(struct drafting *d, const struct prose *prose, size_t at)
{
    bool apostrophe = prose_is_letter(prose_before(prose, at)) && prose_is_letter(prose_char(prose, at + 1));
    bool opening = !apostrophe && opens_after(prose_before(prose, at));
    const char *mark = apostrophe ? "\u2019" : opening ? "\u2018" : "\u2019";
    found(d, RULE_L31, prose_span(prose, at, at + 1), "27", mark);
    if (apostrophe)
        drafting_mend_text(d, RULE_L31, prose, at, at + 1, mark);
}

static size_t count_straight(const struct prose *prose)
{
    size_t count = 0;
    for (size_t at = 0; at < prose->n; at++)
        count += prose->at[at] == '"' && !is_other_text(prose, at) && !is_measure(prose, at, count % 2 == 1);
    return count;
}

static void check_straight(struct drafting *d, const struct prose *prose)
{
    size_t count = count_straight(prose), seen = 0;
    for (size_t at = 0; at < prose->n; at++) {
        if (is_other_text(prose, at) || is_measure(prose, at, seen % 2 == 1))
            continue;
        if (prose->at[at] == '"')
            check_double(d, prose, at, seen++ % 2 == 0, count % 2 == 0);
        else if (prose->at[at] == '\'')
            check_single(d, prose, at);
    }
}

/* Double marks of another language. Inner marks of French and Russian are double, too. */
static bool is_foreign_mark(enum lang lang, uint32_t c)
{
    bool guillemet = c == 0xAB || c == 0xBB;
    if (lang == LANG_FR || lang == LANG_RU)
        return c == 0x201F || (lang == LANG_FR && c == 0x201E);
    return guillemet || c == 0x201E || c == 0x201F;
}

/* How many of a language's outer marks are open after this one. */
static int depth_after(enum lang lang, uint32_t c, int depth)
{
    if (lang == LANG_AR) /* either way round */
        return c == 0x201C || c == 0x201D ? !depth : depth;
    return c == marks[lang].open[0] ? depth + 1 : c == marks[lang].close[0] ? depth - 1 : depth;
}

static void check_marks(struct drafting *d, const struct prose *prose)
{
    int depth = 0;
    size_t last = 0;
    bool over = false;
    for (size_t at = 0; at < prose->n; at = prose_next(prose, at)) {
        uint32_t c = prose_char(prose, at);
        if (is_other_text(prose, at))
            continue;
        if (is_foreign_mark(d->lang, c))
            found(d, RULE_L30, prose_span(prose, at, prose_next(prose, at)),
                arena_printf(d->arena, "the quotation mark %s is not one of the language", shown(d, c)),
                arena_printf(d->arena, "write %s and %s", quote_for(d, true, false), quote_for(d, false, false)));
        int now = depth_after(d->lang, c, depth);
        if (now != depth)
            last = at;
        over = over || now < 0;
        depth = now < 0 ? 0 : now;
        if (over)
            break;
    }
    if ((depth != 0 || over) && prose->part != PART_QUOTE && prose->part != PART_ANNEX)
        found(d, RULE_L30, prose_span(prose, last, prose_next(prose, last)),
            over ? "a quotation mark closes that none opened" : "a quotation mark is not closed", "quotation marks stand in pairs");
}

/* ---- L51: scripts in one word ---- */

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_CYRILLIC, SCRIPT_ARABIC };

static enum script script_of(uint32_t c)
{
    return prose_is_latin(c) ? SCRIPT_LATIN : prose_is_cyrillic(c) ? SCRIPT_CYRILLIC
        : utf_is_arabic(c) && prose_is_letter(c) ? SCRIPT_ARABIC : SCRIPT_NONE;
}

/* Words of Arabic take letters for "and", "with" and the like before a foreign word. */
static bool is_prefix(size_t start, size_t end)
{
    return end - start <= 2 * strlen("ال");
}

static void check_scripts(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n;) {
        enum script script = script_of(prose_char(prose, at)), other = script;
        size_t start = at, turn = 0;
        at = prose_next(prose, at);
        while (script && at < prose->n && (script_of(prose_char(prose, at)) || prose_is_control(prose_char(prose, at))) &&
               prose->marks[at] == prose->marks[start]) {
            enum script here = script_of(prose_char(prose, at));
            if (here && here != script && other == script) {
                other = here;
                turn = at;
            }
            at = prose_next(prose, at);
        }
        if (other != script && !(script == SCRIPT_ARABIC && is_prefix(start, turn)))
            found(d, RULE_L51, prose_span(prose, start, at), drafting_words(d, prose, start, at));
    }
}

/* ---- L53, L54: punctuation ---- */

static bool is_arabic_letter(uint32_t c)
{
    return utf_is_arabic(c) && prose_is_letter(c);
}

/* The next character that is no space. */
static uint32_t beyond(const struct prose *prose, size_t at)
{
    while (at < prose->n && prose_is_space(prose_char(prose, at)))
        at = prose_next(prose, at);
    return prose_char(prose, at);
}

static void check_arabic(struct drafting *d, const struct prose *prose, size_t at)
{
    static const char *const arabic[] = {"،", "؛", "؟"};
    const char *mark = strchr(",;?", prose->at[at]);
    uint32_t after = beyond(prose, at + 1);
    if (!mark || !is_arabic_letter(prose_before(prose, at)) || !(after == 0 || is_arabic_letter(after)))
        return;
    const char *own = arabic[mark - ",;?"];
    found(d, RULE_L53, prose_span(prose, at, at + 1), shown(d, (uint32_t)*mark), own);
    drafting_mend_text(d, RULE_L53, prose, at, at + 1, own);
}

static bool is_chinese(uint32_t c)
{
    return utf_is_han(c) || c == 0x300B || c == 0x201D || c == 0xFF09;
}

static void check_chinese(struct drafting *d, const struct prose *prose, size_t at)
{
    static const char *const chinese[] = {"，", "；", "：", "？", "！", "。"};
    const char *mark = strchr(",;:?!.", prose->at[at]);
    uint32_t after = prose_char(prose, at + 1);
    if (!mark || !is_chinese(prose_before(prose, at)) || !(after == 0 || utf_is_han(after) || after == ' '))
        return;
    if (prose->node->kind == NODE_HEADING || (after == ' ' && !utf_is_han(beyond(prose, at + 1))))
        return;
    const char *own = chinese[mark - ",;:?!."];
    found(d, RULE_L54, prose_span(prose, at, at + 1), shown(d, (uint32_t)*mark), own);
    drafting_mend_text(d, RULE_L54, prose, at, at + 1, own);
}

static void check_punctuation(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 1; at < prose->n; at++) {
        if (!strchr(",;:?!.", prose->at[at]) || is_other_text(prose, at))
            continue;
        if (d->lang == LANG_AR)
            check_arabic(d, prose, at);
        else
            check_chinese(d, prose, at);
    }
}

/* ---- L55: the language of the text ---- */

enum { GUESS_LONGEST = 1 << 16, GUESS_SHORTEST = 200 }; /* [byte] of text that is enough to tell a language */

static void check_language(struct drafting *d)
{
    struct buf text;
    buf_init(&text, d->arena);
    for (size_t i = 0; i < d->prose_count && text.n < GUESS_LONGEST; i++) {
        buf_bytes(&text, d->prose[i].at, d->prose[i].n);
        buf_char(&text, '\n');
    }
    enum lang guess = text.n >= GUESS_SHORTEST ? lang_guess(text.at, text.n) : LANG_NONE;
    if (guess == LANG_NONE || guess == d->lang)
        return;
    const struct field *named = &d->doc->fields.at[FIELD_LANGUAGE];
    found(d, RULE_L55, named->span.end ? named->span : prose_span(d->prose, 0, d->prose->n), lang_row(guess)->name, lang_row(d->lang)->name);
}

/* ---- L57, L58: what is not seen ---- */

static void check_controls(struct drafting *d, const struct prose *prose)
{
    size_t start = prose->n;
    while (start > 0 && (prose_is_control(prose_before(prose, start)) || prose_before(prose, start) == ' '))
        start = prose_prev(prose, start);
    while (start < prose->n && prose_char(prose, start) == ' ')
        start++;
    if (start == prose->n)
        return;
    struct buf out;
    buf_init(&out, d->arena);
    buf_printf(&out, "U+%04X", (unsigned)prose_char(prose, start));
    found(d, RULE_L57, prose_span(prose, start, prose->n), out.at);
    drafting_mend_text(d, RULE_L57, prose, start, prose->n, "");
}

/* Whether the space at `at` stands between a day and its month, or a number sign and its number. */
static bool is_glued(const struct drafting *d, const struct prose *prose, size_t at)
{
    size_t end = prose_next(prose, at), before = prose_prev(prose, at);
    if (prose_is_digit(prose_char(prose, before))) {
        size_t of = d->lang == LANG_ES ? fold_match(prose->at + end, prose->n - end, "de ") : 0;
        return (of || d->lang != LANG_ES) && date_starts_month(prose->at + end + of, prose->n - end - of);
    }
    return prose_char(prose, before) == 0x2116 && prose_is_digit(prose_char(prose, end));
}

/* The pairs of a document. Where none has a no-break space they are left to the typesetter. */
struct glue {
    size_t loose, fast; /* with an ordinary space, with a no-break space */
    struct span first; /* that is loose */
    const char *words;
};

static void count_glued(struct drafting *d, const struct prose *prose, struct glue *glue)
{
    for (size_t at = 0; at < prose->n; at = prose_next(prose, at)) {
        uint32_t c = prose_char(prose, at);
        if ((c != ' ' && c != NO_BREAK) || is_other_text(prose, at) || !is_glued(d, prose, at))
            continue;
        glue->fast += c == NO_BREAK;
        if (c == NO_BREAK || glue->loose++ > 0)
            continue;
        size_t end = at + 1;
        while (end < prose->n && prose->at[end] != ' ')
            end++;
        glue->first = prose_span(prose, at, at + 1);
        glue->words = drafting_words(d, prose, at + 1, end);
    }
}

static void mend_glued(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n; at = prose_next(prose, at))
        if (prose->at[at] == ' ' && !is_other_text(prose, at) && is_glued(d, prose, at))
            drafting_mend_text(d, RULE_L58, prose, at, at + 1, "\u00A0");
}

static void check_glue(struct drafting *d)
{
    struct glue glue = {0};
    for (size_t i = 0; i < d->prose_count; i++)
        count_glued(d, &d->prose[i], &glue);
    if (!glue.loose || !glue.fast)
        return;
    found(d, RULE_L58, glue.first, arena_printf(d->arena, "%zu of %zu", glue.loose, glue.loose + glue.fast), glue.words);
    for (size_t i = 0; i < d->prose_count && d->fixes; i++)
        mend_glued(d, &d->prose[i]);
}

void draft_characters(struct drafting *d)
{
    if (d->prose_count)
        check_language(d);
    if (drafting_is_on(d, RULE_L58))
        check_glue(d);
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        if (d->lang == LANG_FR)
            check_french_spaces(d, prose);
        check_straight(d, prose);
        check_marks(d, prose);
        if (drafting_is_on(d, RULE_L51))
            check_scripts(d, prose);
        if (d->lang == LANG_AR || d->lang == LANG_ZH)
            check_punctuation(d, prose);
        check_controls(d, prose);
    }
}
