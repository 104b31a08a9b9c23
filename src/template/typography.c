#include "template/typography.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"
#include "template/letters.h"

bool letter_is_space(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == NO_BREAK_SPACE || c == 0x202F || (c >= 0x2000 && c <= 0x200A) || c == 0x3000;
}

bool letter_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x64B && c < 0x660) || c == 0x670;
}

bool letter_is_word(uint32_t c)
{
    if (c < 0x80)
        return letter_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z');
    char bytes[4];
    return is_mark(c) || utf_is_han(c) || fold_is_letter(fold_peek(bytes, utf8_encode(c, bytes), 0));
}

bool letter_is_one_of(uint32_t c, const char *ascii)
{
    return c > 0 && c < 0x80 && strchr(ascii, (int)c);
}

struct span letter_span(const struct letters *letters, size_t start, size_t end)
{
    const struct letter *first = &letters->at[start], *last = &letters->at[end - 1];
    const struct run *run = &letters->runs[first->run];
    if (first->run != last->run || run->span.end - run->span.start != run->n)
        return run->span;
    uint32_t until = end < letters->n && letters->at[end].run == first->run ? letters->at[end].at : run->n;
    return span_of(run->span.start + first->at, run->span.start + until);
}

/* ---- spaces --------------------------------------------------------------------------------- */

static bool is_plain_space(const struct letters *letters, size_t i)
{
    return i > 0 && i < letters->n && letters->at[i].own && letters->at[i].c == ' ';
}

static bool wants_space_before(uint32_t c)
{
    return c == 0xBB || letter_is_one_of(c, ";:?!");
}

static void set_french_spaces(struct letters *letters)
{
    for (size_t i = 0; i + 1 < letters->n; i++)
        if (letters->at[i].c == ' ' && letters->at[i].own &&
            (letter_before(letters, i) == 0xAB || (i > 0 && wants_space_before(letters->at[i + 1].c))))
            letter_change(letters, i, NO_BREAK_SPACE);
}

/* A dash stays with the word before it. */
static void set_russian_dashes(struct letters *letters)
{
    for (size_t i = 1; i < letters->n; i++)
        if (letters->at[i].c == 0x2014 && is_plain_space(letters, i - 1) && letter_is_space(letter_at(letters, i + 1)))
            letter_change(letters, i - 1, NO_BREAK_SPACE);
}

/* "№ 5", "n° 5", "no 5" with a raised o. */
static bool is_number_sign(const struct letters *letters, size_t i)
{
    uint32_t c = letters->at[i].c, before = letter_before(letters, i) | 32;
    if (c == 0x2116)
        return true;
    bool raised = letters->at[i].superior ||
        (i > 0 && letters->runs[letters->at[i].run].style.rise > letters->runs[letters->at[i - 1].run].style.rise);
    return before == 'n' && (c == 0xB0 || c == 0xBA || (c == 'o' && raised));
}

static void glue_number_signs(struct letters *letters)
{
    for (size_t i = 0; i + 2 < letters->n; i++)
        if (letter_is_digit(letters->at[i + 2].c) && is_plain_space(letters, i + 1) && is_number_sign(letters, i))
            letter_change(letters, i + 1, NO_BREAK_SPACE);
}

/* ---- raised letters ------------------------------------------------------------------------- */

static size_t roman_length(const struct letters *letters, size_t at)
{
    size_t n = 0;
    while (letter_is_one_of(letter_at(letters, at + n), "IVXLC"))
        n++;
    uint32_t only = n == 1 ? letters->at[at].c : 'I';
    return only == 'L' || only == 'C' ? 0 : n; /* "Le", "Ce" */
}

static size_t digits_length(const struct letters *letters, size_t at)
{
    size_t n = 0;
    while (letter_is_digit(letter_at(letters, at + n)))
        n++;
    return n;
}

/* The ending of an ordinal at a place, a word's last letters; 0 when there is none. */
static size_t ending_length(const struct letters *letters, size_t at, bool roman)
{
    static const char *const endings[] = {"e", "er", "re", "es", "ers", "res", "nd", "nde", "nds", "ndes"};
    for (size_t k = 0; k < (roman ? 3 : sizeof endings / sizeof *endings); k++) {
        size_t n = strlen(endings[k]), same = 0;
        while (same < n && letter_at(letters, at + same) == (unsigned char)endings[k][same])
            same++;
        uint32_t after = letter_at(letters, at + n);
        if (same == n && !letter_is_word(after) && after != '/' && after != 0x2019)
            return n;
    }
    return 0;
}

/* Raises letters of the document's own text that are not raised already. */
static void raise(struct letters *letters, size_t start, size_t end)
{
    const struct style *base = &letters->runs[letters->at[start - 1].run].style;
    for (size_t i = start; i < end; i++)
        if (letters->at[i].own && letters->runs[letters->at[i].run].style.rise == base->rise)
            letters->changed = letters->at[i].superior = true;
}

static bool starts_word(const struct letters *letters, size_t i)
{
    uint32_t before = letter_before(letters, i);
    return !letter_is_word(before) && !letter_is_one_of(before, "/.,_");
}

/* A figure, or the n of "no". */
static bool may_be_raised_after(uint32_t c)
{
    switch (c) {
    case 'I': case 'V': case 'X': case 'L': case 'C': case 'N': case 'n':
        return true;
    default:
        return letter_is_digit(c);
    }
}

static void raise_french(struct letters *letters)
{
    for (size_t i = 0; i < letters->n; i++) {
        if (!may_be_raised_after(letters->at[i].c) || !starts_word(letters, i))
            continue;
        size_t roman = roman_length(letters, i), figures = roman ? roman : digits_length(letters, i);
        size_t ending = figures ? ending_length(letters, i + figures, roman > 0) : 0;
        /* "5e)" is the letter of a list */
        if (ending && (letter_at(letters, i + figures + ending) != ')' || letter_before(letters, i) == '('))
            raise(letters, i + figures, i + figures + ending);
        else if ((letter_at(letters, i) | 32) == 'n' && letter_at(letters, i + 1) == 'o' &&
            letter_is_space(letter_at(letters, i + 2)) && letter_is_digit(letter_at(letters, i + 3)))
            raise(letters, i + 1, i + 2);
        i += figures ? figures - 1 : 0;
    }
}

/* ---- in and out ----------------------------------------------------------------------------- */

static void add_letter(struct letters *letters, uint32_t c, uint32_t at, uint32_t run, bool own)
{
    letters->at[letters->n++] = (struct letter){.c = c, .at = at, .run = run, .own = own};
}

/* Addresses are no text: from "://" to the next space. */
static void protect_addresses(struct letters *letters)
{
    for (size_t i = 0; i + 2 < letters->n; i++) {
        if (letters->at[i].c != ':' || letters->at[i + 1].c != '/' || letters->at[i + 2].c != '/')
            continue;
        for (; i < letters->n && !letter_is_space(letters->at[i].c); i++)
            letters->at[i].own = false;
    }
}

void letters_load(struct letters *letters, const struct run_list *runs, size_t from)
{
    size_t room = 0;
    for (size_t i = from; i < runs->n; i++)
        room += runs->at[i].n + 1;
    letters->runs = runs->at + from;
    letters->at = arena_new_room(letters->resolver->arena, struct letter, room);
    for (size_t i = from; i < runs->n; i++) {
        const struct run *run = &runs->at[i];
        uint32_t index = (uint32_t)(i - from);
        if (run->kind != RUN_TEXT) {
            add_letter(letters, run->kind == RUN_LINE_BREAK ? '\n' : 0, 0, index, false);
            continue;
        }
        bool own = run->lang == letters->resolver->content->lang;
        for (size_t at = 0, taken; at < run->n; at += taken) {
            uint32_t c = utf8_decode(run->text + at, run->n - at, &taken);
            add_letter(letters, c, (uint32_t)at, index, own);
        }
    }
    protect_addresses(letters);
}

/* Letters [start, end) of one run, all raised or none. */
static void put_piece(const struct letters *letters, size_t start, size_t end, struct run_list *out)
{
    struct resolver *resolver = letters->resolver;
    struct run run = letters->runs[letters->at[start].run];
    struct buf text;
    buf_init(&text, resolver->arena);
    for (size_t i = start; i < end; i++) {
        if (letters->at[i].space_before)
            buf_utf8(&text, NO_BREAK_SPACE);
        buf_utf8(&text, letters->at[i].c);
        if (letters->at[i].space_after)
            buf_utf8(&text, NO_BREAK_SPACE);
    }
    run.span = letter_span(letters, start, end);
    run.text = text.at;
    run.n = (uint32_t)text.n;
    if (letters->at[start].superior)
        run.style = style_marked(&run.style, &resolver->template_->mark[MARK_SUPERIOR]);
    *list_add(resolver->arena, out) = run;
}

static void put_back(const struct letters *letters, struct run_list *runs, size_t from)
{
    struct run_list made = {0};
    for (size_t i = 0, end; i < letters->n; i = end) {
        const struct letter *first = &letters->at[i];
        for (end = i + 1; end < letters->n && letters->at[end].run == first->run && letters->at[end].superior == first->superior;)
            end++;
        if (letters->runs[first->run].kind == RUN_TEXT)
            put_piece(letters, i, end, &made);
        else
            *list_add(letters->resolver->arena, &made) = letters->runs[first->run];
    }
    runs->n = from;
    for (size_t i = 0; i < made.n; i++)
        *list_add(letters->resolver->arena, runs) = made.at[i];
}

/* Without one of these bytes, or a straight quote, there is nothing to do: most paragraphs of most languages. */
static const char *const triggers[LANG_COUNT] = {
    [LANG_AR] = "0123456789",
    [LANG_ZH] = "",
    [LANG_EN] = "",
    [LANG_FR] = ";:?!0123456789IVX\xC2",
    [LANG_RU] = "\xE2",
    [LANG_ES] = "",
};

static bool has_one_of(const char *bytes, const struct run_list *runs, size_t from)
{
    for (size_t i = from; i < runs->n; i++)
        for (const char *c = bytes; *c; c++)
            if (runs->at[i].kind == RUN_TEXT && memchr(runs->at[i].text, *c, runs->at[i].n))
                return true;
    return false;
}

void typography_set(struct resolver *resolver, const struct node *parent, struct run_list *runs, size_t from)
{
    enum lang lang = resolver->content->lang;
    bool straight = has_one_of("\"'", runs, from);
    if (!straight && !has_one_of(triggers[lang], runs, from))
        return;
    struct letters letters = {.resolver = resolver};
    letters_load(&letters, runs, from);
    if (straight)
        quotes_set(&letters);
    if (lang == LANG_AR)
        groups_set(&letters, parent);
    if (lang == LANG_FR) {
        set_french_spaces(&letters);
        raise_french(&letters);
    }
    if (lang == LANG_RU)
        set_russian_dashes(&letters);
    if (lang == LANG_FR || lang == LANG_RU)
        glue_number_signs(&letters);
    if (letters.changed)
        put_back(&letters, runs, from);
}

void typography_report(struct resolver *resolver)
{
    const struct typography *typography = &resolver->typography;
    if (typography->straight > 0)
        diag_at(resolver->report, DIAG_QUOTES_STRAIGHT, resolver->doc->source, typography->straight_span,
            arena_printf(resolver->arena, "%u", typography->straight));
}
