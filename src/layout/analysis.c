#include "layout/analysis.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "language/glue.h"
#include "language/hyphen.h"
#include "layout/opportunity.h"
#include "layout/word.h"

enum { PARAGRAPH_LONGEST = 16 * 1024 * 1024 }; /* [utf16] */

struct analyst {
    UBiDi *bidi;
    UBreakIterator *breaks[LANG_COUNT];
    struct hyphen_memo *hyphens;
};

struct analyst *analyst_new(void)
{
    struct analyst *analyst = calloc(1, sizeof *analyst);
    if (!analyst)
        return NULL;
    analyst->bidi = ubidi_open();
    analyst->hyphens = hyphen_memo_new();
    if (analyst->bidi && analyst->hyphens)
        return analyst;
    analyst_free(analyst);
    return NULL;
}

void analyst_free(struct analyst *analyst)
{
    if (!analyst)
        return;
    if (analyst->bidi)
        ubidi_close(analyst->bidi);
    hyphen_memo_free(analyst->hyphens);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (analyst->breaks[lang])
            ubrk_close(analyst->breaks[lang]);
    free(analyst);
}

struct work {
    struct analyst *analyst;
    struct arena *arena;
    enum lang lang;
    const struct hyphen_list *listed;
    struct analysis *a;
    bool has_line_ends; /* U+2028 */
    bool maybe_rtl; /* the text has what may be ordered right to left */
    bool maybe_arabic_or_han; /* and what may be of another class than Latin */
};

/* Arabic presentation forms, dirt of old conversions: a shape where the letter is meant. */
static bool is_presentation_form(uint32_t c)
{
    return (c >= 0xFB50 && c <= 0xFDFF && c != 0xFD3E && c != 0xFD3F) || (c >= 0xFE70 && c <= 0xFEFC);
}

enum { FORM_LONGEST = 18 }; /* [utf16] U+FDFA becomes four words */

/* Appends the letters that a presentation form stands for. */
static void add_letters(struct work *w, uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar letters[FORM_LONGEST + 1];
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&error);
    int32_t n = U_SUCCESS(error) ? unorm2_getRawDecomposition(nfkc, (UChar32)c, letters, FORM_LONGEST + 1, &error) : -1;
    if (n < 0 || U_FAILURE(error)) {
        w->a->text[w->a->n++] = (uint16_t)c;
        return;
    }
    memcpy(w->a->text + w->a->n, letters, (size_t)n * sizeof *letters);
    w->a->n += (uint32_t)n;
}

static size_t room_for(const struct run *run)
{
    size_t room = run->n + 1;
    if (run->kind == RUN_LINE_BREAK || !run->n)
        return room;
    const char *end = run->text + run->n;
    for (const char *form = run->text; (form = memchr(form, 0xEF, (size_t)(end - form))) != NULL; form++)
        room += FORM_LONGEST;
    return room;
}

static bool may_be_rtl(uint32_t c)
{
    return (c >= 0x590 && c < 0x900) || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFB1D && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x1EFFF);
}

static void collect_char(struct work *w, uint32_t c)
{
    w->has_line_ends |= c == 0x2028;
    w->a->has_greek_or_cyrillic |= c >= 0x370 && c < 0x590;
    w->maybe_rtl |= may_be_rtl(c);
    w->maybe_arabic_or_han |= (c >= 0x600 && c < 0x900) || c >= 0x2E80;
    if (is_presentation_form(c))
        add_letters(w, c);
    else
        U16_APPEND_UNSAFE(w->a->text, w->a->n, c);
}

/* The ASCII characters that the bytes begin with; how many they are. */
static size_t collect_ascii(struct work *w, const char *bytes, size_t n)
{
    uint16_t *text = w->a->text + w->a->n;
    size_t most = n < PARAGRAPH_LONGEST - w->a->n ? n : PARAGRAPH_LONGEST - w->a->n, count = 0;
    for (; count < most && (unsigned char)bytes[count] < 0x80; count++)
        text[count] = (unsigned char)bytes[count];
    w->a->n += (uint32_t)count;
    return count;
}

static void collect_run(struct work *w, const struct run *run)
{
    for (size_t at = 0, taken; at < run->n && w->a->n < PARAGRAPH_LONGEST; at += taken) {
        taken = collect_ascii(w, run->text + at, run->n - at);
        if (!taken)
            collect_char(w, utf8_decode(run->text + at, run->n - at, &taken));
    }
}

/* The runs' text as one UTF-16 string. */
static void collect(struct work *w)
{
    size_t room = 1;
    for (size_t i = 0; i < w->a->run_n; i++)
        room += room_for(&w->a->runs[i]);
    w->a->text = arena_new_room(w->arena, uint16_t, room);
    w->a->run_end = arena_new_room(w->arena, uint32_t, w->a->run_n + 1);
    for (size_t i = 0; i < w->a->run_n; i++) {
        const struct run *run = &w->a->runs[i];
        if (run->kind == RUN_LINE_BREAK)
            collect_char(w, 0x2028);
        else
            collect_run(w, run);
        w->a->run_end[i] = w->a->n;
    }
}

/* ---- levels ------------------------------------------------------------------------------- */

/* A word of a language written left to right, unlike a symbol: four small Latin or Cyrillic letters. */
static bool has_ltr_word(const struct analysis *a)
{
    uint32_t run = 0;
    for (uint32_t i = 0; i < a->n && run < 4; i++)
        run = a->text[i] < 0x590 && u_islower(a->text[i]) ? run + 1 : 0;
    return run == 4;
}

/* Words that the template itself gives in a language written left to right, such as a job number. */
static bool all_runs_ltr(const struct analysis *a)
{
    for (size_t i = 0; i < a->run_n; i++)
        if (a->runs[i].lang >= LANG_COUNT || lang_row(a->runs[i].lang)->rtl)
            return false;
    return true;
}

/* The base direction is the document's, but words without any right-to-left letter, such as an English
 * date in an Arabic masthead, are ordered left to right. */
static void find_levels(struct work *w)
{
    bool document_rtl = lang_row(w->lang)->rtl;
    bool rtl_letters = false;
    if (!document_rtl && !w->maybe_rtl)
        return;
    for (uint32_t i = 0, next; i < w->a->n; i = next) {
        UCharDirection direction = u_charDirection((UChar32)analysis_char(w->a, i, &next));
        rtl_letters |= direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    }
    w->a->rtl = document_rtl && (rtl_letters || !(has_ltr_word(w->a) || all_runs_ltr(w->a)));
    UErrorCode error = U_ZERO_ERROR;
    ubidi_setPara(w->analyst->bidi, w->a->text, (int32_t)w->a->n, w->a->rtl ? 1 : 0, NULL, &error);
    w->a->levels = ubidi_getLevels(w->analyst->bidi, &error);
    if (U_FAILURE(error))
        arena_fail(w->arena);
}

/* ---- breaks ------------------------------------------------------------------------------- */

static UBreakIterator *iterator_for(struct work *w, enum lang lang)
{
    UBreakIterator **iterator = &w->analyst->breaks[lang];
    UErrorCode error = U_ZERO_ERROR;
    if (!*iterator)
        *iterator = ubrk_open(UBRK_LINE, lang_row(lang)->tag, NULL, 0, &error);
    if (U_FAILURE(error))
        arena_fail(w->arena);
    return *iterator;
}

/* Note calls are no part of the sentence: for the break rules they are marks on the character before. */
static const uint16_t *text_for_breaks(struct work *w)
{
    bool calls = false;
    for (size_t i = 0; i < w->a->run_n; i++)
        calls |= w->a->runs[i].kind == RUN_CALL;
    if (!calls)
        return w->a->text;
    uint16_t *text = arena_new_array(w->arena, uint16_t, w->a->n + 1);
    memcpy(text, w->a->text, w->a->n * sizeof *text);
    for (size_t i = 0; i < w->a->run_n; i++)
        for (uint32_t at = i ? w->a->run_end[i - 1] : 0; w->a->runs[i].kind == RUN_CALL && at < w->a->run_end[i]; at++)
            text[at] = 0x0301;
    return text;
}

static bool is_letter(uint16_t c)
{
    return c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : u_isalpha(c);
}

static bool is_alnum(uint16_t c)
{
    return c < 0x80 ? is_letter(c) || (c >= '0' && c <= '9') : u_isalnum(c);
}

/* A word stands free: what touches a digit, a slash or a letter of another run is a symbol or part of one. */
static bool stands_free(const struct work *w, uint32_t start, uint32_t end)
{
    uint16_t before = start ? w->a->text[start - 1] : ' ', after = end < w->a->n ? w->a->text[end] : ' ';
    return !is_alnum(before) && !is_alnum(after) && before != '/' && after != '/' && before != '.' && before != '@' && before != 0xAD && after != 0xAD;
}

/* Hyphenation points inside one word, [start, end), all letters. Short words and short ends are allowed by
 * the rules of the languages and still look poor. */
static void hyphenate_word(struct work *w, enum lang lang, uint32_t start, uint32_t end)
{
    enum { SHORTEST = 6, LONGEST = 64, LEFT = 2, RIGHT = 3 }; /* [letter] */
    uint8_t points[LONGEST];
    if (end - start > LONGEST || end - start < SHORTEST || !stands_free(w, start, end))
        return;
    static const struct hyphen_list none = {0};
    hyphen_find_listed(
        lang == w->lang ? w->listed : &none, w->analyst->hyphens, lang, w->a->text + start, end - start, points);
    for (uint32_t i = LEFT; i + RIGHT <= end - start; i++)
        if (points[i] && w->a->breaks[start + i] == BREAK_NONE)
            w->a->breaks[start + i] = BREAK_SOFT;
}

static void find_hyphens(struct work *w)
{
    for (size_t i = 0; i < w->a->run_n; i++) {
        const struct run *run = &w->a->runs[i];
        enum lang lang = run->lang < LANG_COUNT ? run->lang : w->lang;
        if (!run->style.hyphenate || run->kind != RUN_TEXT)
            continue;
        const uint16_t *text = w->a->text;
        uint32_t run_end = w->a->run_end[i];
        for (uint32_t at = i ? w->a->run_end[i - 1] : 0, end; at < run_end; at = end + 1) {
            for (end = at; end < run_end && is_letter(text[end]);)
                end++;
            hyphenate_word(w, lang, at, end);
        }
    }
}

static void find_breaks(struct work *w)
{
    enum lang lang = w->lang;
    const uint16_t *text = text_for_breaks(w);
    w->a->breaks = arena_new_room(w->arena, uint8_t, w->a->n + 1);
    if (!opportunity_find(iterator_for(w, lang), text, w->a->n, w->a->breaks))
        arena_fail(w->arena);
    for (uint32_t i = 1; w->has_line_ends && i < w->a->n; i++)
        if (w->a->text[i] == 0x2028)
            w->a->breaks[i] = BREAK_NONE;
    glue_apply(lang, text, w->a->n, w->a->breaks);
    find_hyphens(w);
}

/* ---- classes -------------------------------------------------------------------------------- */

static enum script_class class_of(enum lang lang, uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? CLASS_LATIN
            : lang == LANG_ZH && c > ' ' && c != '.' && c != ',' ? CLASS_LATIN : CLASS_NEUTRAL;
    if (c < 0x590)
        return u_isalpha((UChar32)c) || word_is_mark(c) ? CLASS_LATIN : CLASS_NEUTRAL;
    if (utf_is_arabic(c))
        return CLASS_ARABIC;
    if (utf_is_han(c) || (c >= 0x3000 && c <= 0x33FF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF))
        return CLASS_HAN;
    return u_isalpha((UChar32)c) ? CLASS_LATIN : CLASS_NEUTRAL;
}

/* The first character of a stretch that is seen, or its last. */
static uint32_t first_seen(const struct work *w, uint32_t at, uint32_t end)
{
    while (at + 1 < end && char_is_ignorable(w->a->text[at]))
        at++;
    return at;
}

/* Neutral characters (space, marks, quotes) come from the main script's face unless both neighbours
 * are of one other class; for an ASCII mark a missing neighbour counts as the other one. */
static void resolve_neutrals(struct work *w, enum script_class main_class)
{
    enum script_class before = CLASS_NEUTRAL;
    for (uint32_t at = 0; at < w->a->n;) {
        if (w->a->classes[at] != CLASS_NEUTRAL) {
            before = w->a->classes[at++];
            continue;
        }
        uint32_t end = at;
        while (end < w->a->n && w->a->classes[end] == CLASS_NEUTRAL)
            end++;
        enum script_class absent = w->a->text[first_seen(w, at, end)] < 0x80 ? CLASS_NEUTRAL : main_class;
        enum script_class after = end < w->a->n ? w->a->classes[end] : absent;
        if (before == CLASS_NEUTRAL)
            before = absent;
        enum script_class one = before ? before : after, other = after ? after : before;
        enum script_class resolved = one == other && one != CLASS_NEUTRAL ? one : main_class;
        memset(w->a->classes + at, (int)resolved, end - at);
        at = end;
    }
}

static void find_classes(struct work *w)
{
    enum lang lang = w->lang;
    enum script_class main_class = lang == LANG_AR ? CLASS_ARABIC : lang == LANG_ZH ? CLASS_HAN : CLASS_LATIN;
    w->a->classes = arena_new_room(w->arena, uint8_t, w->a->n + 1);
    if (main_class == CLASS_LATIN && !w->maybe_arabic_or_han) {
        memset(w->a->classes, CLASS_LATIN, w->a->n);
        return;
    }
    size_t run = 0;
    for (uint32_t at = 0, next; at < w->a->n; at = next) {
        while (w->a->run_end[run] <= at)
            run++;
        uint32_t c = analysis_char(w->a, at, &next);
        enum script_class class = w->a->runs[run].kind == RUN_CALL ? CLASS_LATIN : class_of(lang, c);
        for (uint32_t i = at; i < next; i++)
            w->a->classes[i] = (uint8_t)class;
    }
    resolve_neutrals(w, main_class);
}

void analyse(struct analyst *analyst, struct arena *arena, enum lang lang, const struct hyphen_list *listed,
    const struct run *runs, size_t n, struct analysis *out)
{
    *out = (struct analysis){.runs = runs, .run_n = n};
    struct work work = {.analyst = analyst, .arena = arena, .lang = lang, .listed = listed, .a = out};
    collect(&work);
    if (!out->n)
        return;
    find_levels(&work);
    find_breaks(&work);
    find_classes(&work);
}
