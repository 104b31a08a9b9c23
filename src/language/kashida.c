#include "language/kashida.h"

#include <stdbool.h>
#include <uchar.h>
#include <unicode/uchar.h>

static bool is_one_of(uint16_t c, const char16_t *set)
{
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

static int joining(uint16_t c)
{
    return u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
}

static bool is_alef(uint16_t c)
{
    return is_one_of(c, u"اأإآٱ");
}

/* Two letters that join with a stroke between them. */
static bool joins(uint16_t first, uint16_t second)
{
    int after = joining(second);
    return joining(first) == U_JT_DUAL_JOINING && (after == U_JT_DUAL_JOINING || after == U_JT_RIGHT_JOINING) && !(first == u'ل' && is_alef(second));
}

/* 1 to 6 by what stands on either side of the join, 0 for none of the classes. */
static int rank_of(uint16_t first, uint16_t second, bool final)
{
    if (is_one_of(first, u"سشصض"))
        return 1;
    if (final && is_one_of(second, u"ةهدذ"))
        return 2;
    if (final && (is_alef(second) || is_one_of(second, u"طظلك")))
        return 3;
    if (is_one_of(first, u"بتثنيئ") && is_one_of(second, u"رزيى"))
        return 4;
    if (final && is_one_of(second, u"وؤعغقف"))
        return 5;
    return final ? 6 : 0;
}

int kashida_find(const uint16_t *word, size_t n, int *rank)
{
    size_t letters[64]; /* places of the letters, marks left out */
    size_t count = 0;
    for (size_t i = 0; i < n && count < sizeof letters / sizeof *letters; i++)
        if (joining(word[i]) != U_JT_TRANSPARENT)
            letters[count++] = i;
    int best = KASHIDA_NONE;
    *rank = 0;
    if (count < 3)
        return best;
    for (size_t i = 0; i + 1 < count; i++) {
        uint16_t first = word[letters[i]], second = word[letters[i + 1]];
        if (second == 0x640 || first == 0x640 || !joins(first, second))
            continue;
        int own = rank_of(first, second, i + 2 == count);
        if (own && (!*rank || own <= *rank)) {
            *rank = own;
            best = (int)letters[i];
        }
    }
    return best;
}
