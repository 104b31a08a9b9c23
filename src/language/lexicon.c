/* Look-up of lead words. The start of the text is folded once (fold.h), no longer than the longest
 * phrase, and the longest phrase that is a prefix of it is found by binary search. */
#include "language/lexicon.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf.h"
#include "language/cite.h"
#include "language/fold.h"

struct phrase {
    const char *folded;
    uint16_t n; /* [byte] */
    uint8_t kinds; /* set of enum lead_kind */
    uint8_t gender; /* enum lead_gender */
};

struct lexicon {
    const struct phrase *at; /* sorted by bytes */
    size_t n;
};

#include "src/language/lexicon_data.h"

struct key {
    char folded[LEXICON_LONGEST + 4];
    uint16_t n; /* [byte] */
    uint16_t end[LEXICON_LONGEST + 5]; /* [byte] end[i]: how much text the first i folded bytes cover */
    bool word_end[LEXICON_LONGEST + 5]; /* whether a word ends there */
};

static void make_key(enum lang lang, const char *text, size_t n, struct key *key)
{
    size_t at = 0;
    uint32_t last = 0;
    if (n > UINT16_MAX)
        n = UINT16_MAX;
    if (lang == LANG_AR)
        fold_take(text, n, &at, "و");
    key->n = 0;
    for (;;) {
        size_t here = at;
        uint32_t c = fold_next(text, n, &at);
        key->end[key->n] = (uint16_t)here;
        key->word_end[key->n] = lang == LANG_ZH || !(fold_is_letter(last) && fold_is_letter(c));
        if (c == 0 || key->n >= LEXICON_LONGEST)
            return;
        size_t length = utf8_encode(c, key->folded + key->n);
        for (size_t i = 1; i < length; i++)
            key->word_end[key->n + i] = false;
        key->n = (uint16_t)(key->n + length);
        last = c;
    }
}

static int compare(const struct phrase *phrase, const char *folded, size_t n)
{
    int order = memcmp(phrase->folded, folded, phrase->n < n ? phrase->n : n);
    return order ? order : (phrase->n > n) - (phrase->n < n);
}

/* The last phrase that is not behind the n bytes in order, or NULL. */
static const struct phrase *last_before(const struct lexicon *lexicon, const char *folded, size_t n)
{
    size_t low = 0, high = lexicon->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&lexicon->at[middle], folded, n) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &lexicon->at[low - 1] : NULL;
}

static size_t common(const struct phrase *phrase, const char *folded, size_t n)
{
    size_t i = 0;
    while (i < n && i < phrase->n && phrase->folded[i] == folded[i])
        i++;
    return i;
}

/* The longest phrase of one of the kinds at the start of the key, or NULL. Every phrase that starts
 * the text is also a prefix of the one just before the text in order. */
static const struct phrase *longest(const struct lexicon *lexicon, const struct key *key, int kinds)
{
    const struct phrase *phrase;
    for (size_t length = key->n; length > 0 && (phrase = last_before(lexicon, key->folded, length)) != NULL;) {
        size_t equal = common(phrase, key->folded, length);
        if (equal == phrase->n && (phrase->kinds & kinds) && key->word_end[equal])
            return phrase;
        length = equal < phrase->n ? equal : equal - 1;
    }
    return NULL;
}

/* Words that any lead may take when its verb comes again in the text: "Recalling also", "Further requests". */
static const struct again {
    enum lang lang;
    bool before;
    const char *word;
} agains[] = {
    {LANG_AR, false, " أيضا"}, {LANG_AR, false, " كذلك"}, {LANG_ZH, true, "又"}, {LANG_ZH, true, "还"},
    {LANG_EN, false, " also"}, {LANG_EN, false, " further"}, {LANG_EN, true, "Also "}, {LANG_EN, true, "Further "},
    {LANG_FR, false, " également"}, {LANG_FR, false, " en outre"}, {LANG_RU, false, " также"}, {LANG_RU, false, " далее"},
    {LANG_ES, false, " también"}, {LANG_ES, false, " además"},
};

/* Bytes of such a word at the start of text, before or behind a lead; 0 when there is none. */
static size_t match_again(enum lang lang, bool before, const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof agains / sizeof *agains; i++) {
        size_t length = agains[i].lang == lang && agains[i].before == before ? fold_match(text, n, agains[i].word) : 0;
        if (length && (before || !fold_is_letter(fold_peek(text, n, length))))
            return length;
    }
    return 0;
}

static struct lead find_lead(const struct lexicon *more, enum lang lang, int kinds, const char *text, size_t n)
{
    struct key key;
    make_key(lang, text, n, &key);
    const struct phrase *phrase = longest(&lexicons[lang], &key, kinds), *own = more ? longest(more, &key, kinds) : NULL;
    bool is_own = own && (!phrase || own->n >= phrase->n);
    if (is_own)
        phrase = own;
    if (!phrase)
        return (struct lead){0};
    size_t length = key.end[phrase->n];
    return (struct lead){length + match_again(lang, false, text + length, n - length), phrase->kinds & kinds, 0, is_own};
}

struct lead lexicon_lead(const struct lexicon *more, enum lang lang, int kinds, const char *text, size_t n)
{
    struct lead lead = find_lead(more, lang, kinds, text, n);
    size_t again = lead.length ? 0 : match_again(lang, true, text, n);
    if (again) {
        lead = find_lead(more, lang, kinds, text + again, n - again);
        lead.length += lead.length ? again : 0;
    }
    return lead;
}

bool lexicon_phrase_good(enum lang lang, const char *text)
{
    struct key key;
    size_t n = strlen(text);
    make_key(lang, text, n, &key);
    uint32_t first = fold_peek(text, n, 0);
    return key.n > 0 && key.end[key.n] == n && (fold_is_letter(first) || first >= 0x2E80);
}

static int phrase_order(const void *a, const void *b)
{
    const struct phrase *other = b;
    return compare(a, other->folded, other->n);
}

const struct lexicon *lexicon_new(struct arena *arena, enum lang lang, const struct lexicon_phrase *phrases, size_t n)
{
    struct phrase *made = arena_new_array(arena, struct phrase, n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct key key;
        make_key(lang, phrases[i].text, strlen(phrases[i].text), &key);
        made[i] = (struct phrase){arena_copy(arena, key.folded, key.n), key.n, (uint8_t)phrases[i].kinds, LEAD_NEUTRAL};
    }
    qsort(made, n, sizeof *made, phrase_order);
    for (size_t i = 0; i < n; i++) { /* one that is given as both kinds is one phrase */
        if (kept && phrase_order(&made[kept - 1], &made[i]) == 0)
            made[kept - 1].kinds |= made[i].kinds;
        else
            made[kept++] = made[i];
    }
    struct lexicon *lexicon = arena_new_of(arena, struct lexicon);
    *lexicon = (struct lexicon){made, kept};
    return lexicon;
}

enum lead_gender lexicon_gender(enum lang lang, const char *text, size_t n)
{
    struct key key;
    make_key(lang, text, n, &key);
    const struct phrase *phrase = longest(&lexicons[lang], &key, LEAD_PREAMBULAR | LEAD_OPERATIVE);
    return phrase ? (enum lead_gender)phrase->gender : LEAD_NEUTRAL;
}

/* Words at which the emphasis of a phrase ends, or behind which it begins, in the texts of an organ:
 * "Expressing | grave concern", "Condemning | in the strongest terms", but "Expressing concern". */
enum { IN_SC = 1 << ORGAN_SC, IN_HRC = 1 << ORGAN_HRC };
static const struct limit {
    enum lang lang;
    int organs; /* set of 1 << enum organ */
    const char *verb; /* how the phrase begins, or "" */
    const char *word;
    bool begins; /* the emphasis begins behind the word */
} limits[] = {
    {LANG_EN, IN_SC | IN_HRC, "Reaffirm", " its", false}, {LANG_EN, IN_SC, "", " its", false},
    {LANG_EN, IN_SC, "", " with", false}, {LANG_EN, IN_SC, "", " in the", false},
    {LANG_EN, IN_SC, "Express", " deep", false}, {LANG_EN, IN_SC, "Express", " grave", false},
    {LANG_EN, IN_SC, "Express", " great", false}, {LANG_EN, IN_SC, "Express", " serious", false},
    {LANG_EN, IN_SC, "Express", " strong", false}, {LANG_EN, IN_SC, "Express", " profound", false},
    {LANG_FR, IN_SC | IN_HRC, "Réaffirm", " son", false}, {LANG_FR, IN_SC | IN_HRC, "Réaffirm", " sa", false},
    {LANG_FR, IN_SC, "", " son", false}, {LANG_FR, IN_SC, "", " sa", false}, {LANG_FR, IN_SC, "", " ses", false},
    {LANG_FR, IN_SC, "", " dans les", false},
    {LANG_ES, IN_SC | IN_HRC, "Reafirma", " su", false}, {LANG_ES, IN_SC, "", " su", false},
    {LANG_ES, IN_SC, "", " en los", false}, {LANG_ES, IN_SC, "Observa", " con", false},
    {LANG_ES, IN_SC, "Toma", " con", false}, {LANG_ES, IN_SC, "Reconoc", " con", false},
    {LANG_ES, IN_SC, "Expresa", " grave", false}, {LANG_ES, IN_SC, "Expresa", " gran", false},
    {LANG_ES, IN_SC, "Expresa", " profunda", false}, {LANG_ES, IN_SC, "Expresa", " seria", false},
    {LANG_ES, IN_SC, "Expresa", " suma", false},
    {LANG_RU, IN_SC, "осужда", " самым", false},
    {LANG_AR, IN_SC, "", " عن اعتزامه", false}, {LANG_AR, IN_SC, "", " عن قلقه البالغ", false},
    {LANG_AR, IN_SC, "", " عن قلقه الشديد", false},
    {LANG_ZH, IN_SC, "表示", "严重", false}, {LANG_ZH, IN_SC, "表示", "深", false}, {LANG_ZH, IN_SC, "表示", "打算", false},
    {LANG_ZH, IN_SC, "", "地", true}, {LANG_ZH, IN_SC, "根据", "第七章", true},
};

struct lead lexicon_narrow(enum lang lang, enum organ organ, const char *text, struct lead lead)
{
    for (size_t i = 0; i < sizeof limits / sizeof *limits && !lead.whole; i++) {
        const struct limit *limit = &limits[i];
        if (limit->lang != lang || !(limit->organs >> organ & 1) || (*limit->verb && !fold_match(text, lead.length, limit->verb)))
            continue;
        for (size_t at = 1; at < lead.length; at++) {
            size_t length = fold_match(text + at, lead.length - at, limit->word);
            if (!length || fold_is_letter(fold_peek(text, lead.length, at + length)))
                continue;
            if (limit->begins && at + length < lead.length)
                lead.start = at + length;
            else if (!limit->begins)
                lead.length = at;
        }
    }
    return lead;
}

static const struct opening {
    enum lang lang;
    enum organ organ;
    const char *name;
} openings[] = {
    {LANG_AR, ORGAN_GA, "إن الجمعية العامة"}, {LANG_ZH, ORGAN_GA, "大会"}, {LANG_EN, ORGAN_GA, "The General Assembly"},
    {LANG_FR, ORGAN_GA, "L’Assemblée générale"}, {LANG_RU, ORGAN_GA, "Генеральная Ассамблея"},
    {LANG_ES, ORGAN_GA, "La Asamblea General"},
    {LANG_AR, ORGAN_SC, "إن مجلس الأمن"}, {LANG_ZH, ORGAN_SC, "安全理事会"}, {LANG_EN, ORGAN_SC, "The Security Council"},
    {LANG_FR, ORGAN_SC, "Le Conseil de sécurité"}, {LANG_RU, ORGAN_SC, "Совет Безопасности"},
    {LANG_ES, ORGAN_SC, "El Consejo de Seguridad"},
    {LANG_AR, ORGAN_HRC, "إن مجلس حقوق الإنسان"}, {LANG_ZH, ORGAN_HRC, "人权理事会"},
    {LANG_EN, ORGAN_HRC, "The Human Rights Council"}, {LANG_FR, ORGAN_HRC, "Le Conseil des droits de l’homme"},
    {LANG_RU, ORGAN_HRC, "Совет по правам человека"}, {LANG_ES, ORGAN_HRC, "El Consejo de Derechos Humanos"},
    {LANG_AR, ORGAN_ECOSOC, "إن المجلس الاقتصادي والاجتماعي"}, {LANG_ZH, ORGAN_ECOSOC, "经济及社会理事会"},
    {LANG_EN, ORGAN_ECOSOC, "The Economic and Social Council"}, {LANG_FR, ORGAN_ECOSOC, "Le Conseil économique et social"},
    {LANG_RU, ORGAN_ECOSOC, "Экономический и Социальный Совет"}, {LANG_ES, ORGAN_ECOSOC, "El Consejo Económico y Social"},
};

/* Only a comma or a colon, a note call and spaces may follow the name in its line. */
static bool is_rest_of_opening(const char *text, size_t n)
{
    size_t taken;
    for (size_t at = 0; at < n; at += taken) {
        uint32_t raw = utf8_decode(text + at, n - at, &taken);
        uint32_t c = fold_peek(text, n, at);
        bool superior = utf_superior_digit(raw) >= 0 || raw == 0x207D || raw == 0x207E; /* ⁽ ⁾ */
        if (c && !superior && c != ' ' && c != ',' && c != ':' && c != '*' && c != U'،' && c != U'、')
            return false;
    }
    return true;
}

int lexicon_opening(enum lang lang, const char *text, size_t n, size_t *name)
{
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t length = openings[i].lang == lang ? fold_match(text, n, openings[i].name) : 0;
        if (length && is_rest_of_opening(text + length, n - length)) {
            *name = length;
            return (int)openings[i].organ;
        }
    }
    return 0;
}
