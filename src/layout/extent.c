#include "layout/extent.h"

#include "base/utf.h"
#include "language/glue.h"

enum { HANZI = 4 }; /* a column that has hanzi is this many wide at least: it could be broken at each */

static bool is_digit_cluster(const struct par *par, const struct cluster *cluster, hx_unit rise)
{
    const struct run *run = par->segments.at[cluster->segment].run;
    uint16_t c = cluster->text_n ? par->text[cluster->text] : 0;
    bool digit = (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
    return digit && run->kind == RUN_TEXT && run->style.rise == rise;
}

static hx_unit tail_of(const struct par *par, hx_unit rise, int64_t bound)
{
    int64_t tail = 0;
    for (uint32_t i = par->cluster_n; i-- > 0;) {
        if (is_digit_cluster(par, &par->clusters[i], rise))
            return (hx_unit)(tail < bound ? tail : bound);
        tail += par->clusters[i].space ? 0 : par->clusters[i].advance;
    }
    return 0;
}

static bool is_hanzi(const struct par *par, uint32_t cluster)
{
    uint32_t at = par->clusters[cluster].text;
    return at < par->text_n && utf_is_han(utf16_next(par->text, par->text_n, &at));
}

struct extent extent_of(const struct par *par, hx_unit rise, int64_t bound)
{
    int64_t least = 0, most = 0, word = 0, line = 0, space = 0;
    int hanzi = 0; /* in the word, breaks between them passed over */
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        const struct cluster *cluster = &par->clusters[i];
        uint8_t kind = i ? cluster->break_before : (uint8_t)BREAK_NONE;
        if (kind == BREAK_MUST)
            line = 0;
        bool inside = kind == BREAK_GOOD && is_hanzi(par, i) && is_hanzi(par, i - 1) && ++hanzi < HANZI;
        if (!inside && (kind == BREAK_GOOD || kind == BREAK_HYPHEN || kind == BREAK_MUST)) {
            word = space = 0;
            hanzi = 0;
        }
        line += cluster->advance;
        if (cluster->space) { /* counts only when it is inside */
            space += cluster->advance;
            continue;
        }
        word += space + cluster->advance;
        space = 0;
        least = word > least ? word : least;
        most = line > most ? line : most;
    }
    least = least < bound ? least : bound;
    most = most < bound ? most : bound;
    return (struct extent){(hx_unit)least, (hx_unit)most, tail_of(par, rise, bound)};
}
