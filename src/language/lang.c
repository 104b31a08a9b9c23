#include "language/lang.h"

#include <stdint.h>
#include <string.h>

#include "base/utf.h"

static const struct lang_row rows[LANG_COUNT] = {
    [LANG_AR] = {.id = LANG_AR, .tag = "ar", .name = "Arabic", .script = "Arab", .address = "ar", .rtl = true,
        .justify = JUSTIFY_KASHIDA, .parenthesised_calls = true},
    [LANG_ZH] = {.id = LANG_ZH, .tag = "zh", .name = "Chinese", .script = "Hans", .address = "ch",
        .justify = JUSTIFY_CHARACTERS, .call_after_punctuation = true},
    [LANG_EN] = {.id = LANG_EN, .tag = "en", .name = "English", .script = "Latn", .address = "en",
        .call_after_punctuation = true},
    [LANG_FR] = {.id = LANG_FR, .tag = "fr", .name = "French", .script = "Latn", .address = "fr"},
    [LANG_RU] = {.id = LANG_RU, .tag = "ru", .name = "Russian", .script = "Cyrl", .address = "ru",
        .lead_lower_case = true},
    [LANG_ES] = {.id = LANG_ES, .tag = "es", .name = "Spanish", .script = "Latn", .address = "es"},
};

const struct lang_row *lang_row(enum lang lang)
{
    return &rows[lang];
}

/* Letter case and subtags are let pass: "FR", "es-419", "zh-Hans". */
enum lang lang_from_tag(const char *tag, size_t n)
{
    if (n < 2 || (n > 2 && tag[2] != '-'))
        return LANG_NONE;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if ((tag[0] | 0x20) == rows[lang].tag[0] && (tag[1] | 0x20) == rows[lang].tag[1])
            return (enum lang)lang;
    return LANG_NONE;
}

/* Words that one of the three Latin languages has often and the two others never, by their first letter. */
#define W(word, lang) {word, sizeof word - 1, LANG_##lang}
static const struct {
    const char word[5];
    uint8_t n; /* [byte] */
    uint8_t lang; /* enum lang */
} frequent[] = {
    W("and", EN), W("au", FR), W("aux", FR), W("by", EN), W("con", ES), W("dans", FR), W("del", ES), W("des", FR),
    W("du", FR), W("el", ES), W("et", FR), W("for", EN), W("in", EN), W("its", EN), W("las", ES), W("le", FR),
    W("les", FR), W("los", ES), W("of", EN), W("par", FR), W("para", ES), W("por", ES), W("su", ES), W("sur", FR),
    W("that", EN), W("the", EN), W("to", EN), W("una", ES), W("une", FR), W("with", EN), W("y", ES),
};
#undef W
enum { FREQUENT_LONGEST = 4 }; /* [byte] */

struct census {
    size_t arabic, han, cyrillic, latin; /* letters */
    size_t words[LANG_COUNT]; /* frequent words */
};

static bool is_latin(uint32_t c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

static void count_word(struct census *census, const char *word, size_t n)
{
    char first = (char)(word[0] | 0x20);
    if (n > FREQUENT_LONGEST)
        return;
    for (size_t i = 0; i < sizeof frequent / sizeof *frequent && frequent[i].word[0] <= first; i++)
        if (frequent[i].word[0] == first && frequent[i].n == n && memcmp(word + 1, frequent[i].word + 1, n - 1) == 0)
            census->words[frequent[i].lang]++;
}

/* Takes a run of Latin letters; an address that starts there is taken whole and not counted. */
static size_t take_latin(struct census *census, const char *text, size_t n)
{
    size_t end = 0, letters = 0, taken;
    while (end < n && is_latin(utf8_decode(text + end, n - end, &taken))) {
        end += taken;
        letters++;
    }
    if (n - end > 3 && memcmp(text + end, "://", 3) == 0) {
        while (end < n && !strchr(" \t\r\n)]>", text[end]))
            end++;
        return end;
    }
    census->latin += letters;
    count_word(census, text, end);
    return end;
}

static struct census take_census(const char *text, size_t n)
{
    struct census census = {0};
    for (size_t at = 0, taken; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (is_latin(c))
            taken = take_latin(&census, text + at, n - at);
        else if (c < 0x400)
            continue;
        else if (utf_is_han(c))
            census.han++;
        else if (utf_is_arabic(c))
            census.arabic++;
        else if (c <= 0x52F)
            census.cyrillic++;
    }
    return census;
}

/* Mastheads are in English in ar, zh and ru, so the script that has most text decides; a hanzi says
 * about as much as three letters. */
enum lang lang_guess(const char *text, size_t n)
{
    enum { FEWEST_LETTERS = 6, FEWEST_WORDS = 2 };
    struct census census = take_census(text, n);
    size_t han = 3 * census.han, most = han;
    enum lang lang = LANG_ZH;
    if (census.arabic > most) {
        most = census.arabic;
        lang = LANG_AR;
    }
    if (census.cyrillic > most) {
        most = census.cyrillic;
        lang = LANG_RU;
    }
    if (census.latin <= most)
        return most >= FEWEST_LETTERS ? lang : LANG_NONE;
    lang = LANG_EN;
    for (int other = 0; other < LANG_COUNT; other++)
        if (census.words[other] > census.words[lang])
            lang = (enum lang)other;
    for (int other = 0; other < LANG_COUNT; other++)
        if (other != (int)lang && census.words[other] == census.words[lang])
            return LANG_NONE;
    return census.words[lang] >= FEWEST_WORDS ? lang : LANG_NONE;
}
