/* Drafting rules on lead words and emphasis. */
#include <string.h>

#include "checking/drafting_part.h"
#include "language/fold.h"
#include "language/lexicon.h"

enum { BOTH = LEAD_PREAMBULAR | LEAD_OPERATIVE };

/* Where the emphasis ends that a paragraph starts with; 0 when it starts plain. */
static size_t emphasis_end(const struct prose *prose)
{
    size_t end = 0;
    while (end < prose->n && prose->marks[end] & (PROSE_EMPHASIS | PROSE_STRONG))
        end++;
    while (end > 0 && prose_is_space(prose_before(prose, end)))
        end = prose_prev(prose, end);
    return end;
}

static bool by_lexicon(const struct prose *prose)
{
    return prose->n && prose->marks[0] & PROSE_FOUND;
}

static int kinds_of(const struct prose *prose)
{
    return prose->node->kind == NODE_OPERATIVE ? LEAD_OPERATIVE : LEAD_PREAMBULAR;
}

static const char *example(enum lang lang, bool operative)
{
    static const char *const examples[LANG_COUNT][2] = {{"وإذ تشير إلى", "تقرر"}, {"回顾", "决定"}, {"Recalling", "Decides"},
        {"Rappelant", "Décide"}, {"ссылаясь на", "постановляет"}, {"Recordando", "Decide"}};
    return examples[lang][operative];
}

/* ---- known words, their extent ---- */

/* What the lexicon does not know: the reader reports it where nothing is marked by hand. A participle in the
 * place of a verb, or the reverse, is wrong even if known; Chinese has one form for both. */
static void check_known(struct drafting *d, const struct prose *prose, size_t marked)
{
    struct lead any = lexicon_lead(d->doc->lexicon, d->lang, BOTH, prose->at, prose->n);
    bool operative = prose->node->kind == NODE_OPERATIVE, numbered = prose->node->item.number > 0;
    bool misplaced = any.length && d->lang != LANG_ZH && !(any.kinds & kinds_of(prose)) && (!operative || numbered);
    if (operative && prose_end(prose) == ',')
        misplaced = false; /* a preambular paragraph with a number */
    if (misplaced || (marked && !any.length))
        found(d, operative ? RULE_L15 : RULE_L14, prose_span(prose, 0, marked ? marked : any.length), example(d->lang, operative));
}

/* Emphasis by hand against that of the lexicon, whole or as the organ narrows it. */
static void check_extent(struct drafting *d, const struct prose *prose, size_t marked)
{
    struct lead whole = lexicon_lead(d->doc->lexicon, d->lang, BOTH, prose->at, prose->n);
    if (!marked || by_lexicon(prose) || !whole.length || !(whole.kinds & kinds_of(prose)))
        return;
    struct lead lead = lexicon_narrow(d->lang, d->organ, prose->at, whole);
    if (marked == whole.length || marked == lead.length || lead.start)
        return;
    found(d, RULE_L16, prose_span(prose, 0, marked), drafting_words(d, prose, 0, marked), drafting_words(d, prose, 0, lead.length));
}

/* ---- gender, case of letters ---- */

static bool is_feminine(enum organ organ)
{
    return organ == ORGAN_GA || organ == ORGAN_NONE;
}

static void check_gender(struct drafting *d, const struct prose *prose)
{
    enum lead_gender gender = lexicon_gender(d->lang, prose->at, prose->n);
    if (!gender || d->organ == ORGAN_NONE || (gender == LEAD_FEMININE) == is_feminine(d->organ))
        return;
    size_t end = lexicon_lead(d->doc->lexicon, d->lang, BOTH, prose->at, prose->n).length;
    found(d, RULE_L17, prose_span(prose, 0, end), drafting_words(d, prose, 0, end),
        is_feminine(d->organ) ? "General Assembly, which is feminine" : "organ, which is masculine",
        is_feminine(d->organ) ? "feminine" : "masculine");
}

static void check_capital(struct drafting *d, const struct prose *prose, size_t marked)
{
    uint32_t c = prose_char(prose, 0);
    size_t end = 0;
    bool cyrillic = (c >= 0x410 && c <= 0x42F) || c == 0x401;
    bool small = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFF);
    while (end < prose->n && prose_is_letter(prose_char(prose, end)))
        end = prose_next(prose, end);
    if (!marked || !end)
        return;
    if (cyrillic)
        found(d, RULE_L20, prose_span(prose, 0, end), drafting_words(d, prose, 0, end));
    if (small)
        found(d, RULE_L21, prose_span(prose, 0, end), drafting_words(d, prose, 0, end));
}

/* ---- also, further ---- */

/* A lead without the words for "also" and "further". */
struct verb {
    char folded[96]; /* cut to that length */
    size_t n;
    bool again;
};

static const struct again {
    enum lang lang;
    const char *word;
} agains[] = {
    {LANG_AR, " أيضا"}, {LANG_AR, " كذلك"}, {LANG_ZH, "又"}, {LANG_ZH, "还"}, {LANG_EN, " also"}, {LANG_EN, " further"}, {LANG_EN, "also "},
    {LANG_EN, "further "}, {LANG_FR, " également"}, {LANG_FR, " en outre"}, {LANG_FR, " aussi"}, {LANG_RU, " также"}, {LANG_RU, " далее"},
    {LANG_ES, " también"}, {LANG_ES, " además"}, {LANG_ES, " asimismo"}, {LANG_ES, "también "},
};

static size_t again_at(enum lang lang, const struct prose *prose, size_t at, size_t end)
{
    for (size_t i = 0; i < sizeof agains / sizeof *agains; i++) {
        size_t n = agains[i].lang == lang ? fold_match(prose->at + at, end - at, agains[i].word) : 0;
        if (n && (lang == LANG_ZH || agains[i].word[0] != ' ' || !fold_is_letter(fold_peek(prose->at, end, at + n))))
            return n;
    }
    return 0;
}

static struct verb verb_of(const struct drafting *d, const struct prose *prose)
{
    enum lang lang = d->lang;
    struct verb verb = {.n = 0};
    size_t end = lexicon_lead(d->doc->lexicon, lang, BOTH, prose->at, prose->n).length, at = 0;
    if (lang == LANG_AR)
        fold_take(prose->at, end, &at, "و");
    while (at < end) {
        size_t n = again_at(lang, prose, at, end);
        verb.again = verb.again || n;
        if (n) {
            at += n;
            continue;
        }
        char byte = prose->at[at];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + 0x20);
        if (verb.n < sizeof verb.folded)
            verb.folded[verb.n++] = byte;
        at++;
    }
    return verb;
}

static bool same_verb(const struct verb *a, const struct verb *b)
{
    return a->n && a->n == b->n && memcmp(a->folded, b->folded, a->n) == 0;
}

/* "Takes note with appreciation" comes before "Takes note also". */
static bool first_word_equal(const struct verb *a, const struct verb *b)
{
    size_t n = 0;
    while (n < a->n && n < b->n && a->folded[n] == b->folded[n] && a->folded[n] != ' ')
        n++;
    return n > 2 && (n == a->n || a->folded[n] == ' ') && (n == b->n || b->folded[n] == ' ');
}

static const char *how_again(enum lang lang, bool operative)
{
    static const char *const how[LANG_COUNT] = {"it with أيضا, then كذلك", "it with 又, then 还", "", "it with également, then en outre",
        "it with также, then далее", "it with también, then además"};
    return lang != LANG_EN ? how[lang] : operative ? "Also before it, then Further" : "also after it, then further";
}

enum { VERBS_MOST = 256 /* of one part of a text that are compared */ };

struct verbs {
    struct verb at[VERBS_MOST];
    size_t n;
    enum node_kind kind; /* of their paragraphs */
};

static void check_again(struct drafting *d, const struct prose *prose, struct verbs *verbs)
{
    struct verb verb = verb_of(d, prose);
    size_t end = lexicon_lead(d->doc->lexicon, d->lang, BOTH, prose->at, prose->n).length;
    const struct verb *last = verbs->n ? &verbs->at[verbs->n - 1] : NULL;
    bool seen = !verb.n;
    for (size_t i = 0; i < verbs->n && !seen; i++)
        seen = same_verb(&verbs->at[i], &verb) || first_word_equal(&verbs->at[i], &verb);
    if (verb.again && !seen)
        found(d, RULE_L19, prose_span(prose, 0, end), drafting_words(d, prose, 0, end));
    else if (last && same_verb(last, &verb) && !verb.again && d->organ != ORGAN_SC) /* which does not use these words */
        found(d, RULE_L18, prose_span(prose, 0, end), drafting_words(d, prose, 0, end), how_again(d->lang, prose->node->kind == NODE_OPERATIVE));
    if (verbs->n < VERBS_MOST)
        verbs->at[verbs->n++] = verb;
}

/* ---- Arabic ---- */

/* إذ opens the preamble, وإذ goes on. */
static void check_waw(struct drafting *d, const struct prose *prose, bool first)
{
    size_t at = 0;
    bool waw = fold_take(prose->at, prose->n, &at, "و");
    size_t taken = fold_match(prose->at + at, prose->n - at, "إذ ");
    if (taken && waw == first)
        found(d, RULE_L22, prose_span(prose, 0, at + taken - 1),
            first ? "the first preambular paragraph opens with وإذ" : "a later preambular paragraph opens with إذ");
}

/* ---- emphasis elsewhere ---- */

static void check_strong(struct drafting *d, const struct prose *prose)
{
    bool text = prose->node->kind == NODE_PREAMBULAR || prose->node->kind == NODE_OPERATIVE || prose->node->kind == NODE_ITEM;
    if (!text || prose->part != PART_BODY || (d->doc->published && (d->lang == LANG_AR || d->lang == LANG_ZH)))
        return;
    for (size_t at = emphasis_end(prose); at < prose->n; at++) {
        size_t start = at;
        while (at < prose->n && prose->marks[at] & PROSE_STRONG)
            at++;
        if (at > start && at < prose->n)
            found(d, RULE_L61, prose_span(prose, start, at), drafting_words(d, prose, start, at));
    }
}

static void check_lead(struct drafting *d, const struct prose *prose, struct verbs *verbs, bool *first)
{
    size_t marked = emphasis_end(prose);
    if (prose->node->kind != verbs->kind)
        *verbs = (struct verbs){.kind = prose->node->kind};
    check_known(d, prose, by_lexicon(prose) ? 0 : marked);
    check_extent(d, prose, marked);
    check_gender(d, prose);
    check_capital(d, prose, marked);
    check_again(d, prose, verbs);
    if (d->lang == LANG_AR && prose->node->kind == NODE_PREAMBULAR)
        check_waw(d, prose, *first);
    *first = *first && prose->node->kind != NODE_PREAMBULAR;
}

void draft_leads(struct drafting *d)
{
    struct verbs *verbs = arena_new_of(d->arena, struct verbs);
    bool first = true;
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        if (prose->node->kind == NODE_OPENING || prose->node->kind == NODE_HEADING) {
            first = true;
            verbs->n = 0;
        }
        if (is_led(prose))
            check_lead(d, prose, verbs, &first);
        check_strong(d, prose);
    }
}
