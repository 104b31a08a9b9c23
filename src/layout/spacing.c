#include "layout/spacing.h"

#include <unicode/uchar.h>

#include "base/utf.h"

/* Of full-width marks. */
static bool opens(uint16_t c)
{
    return c == 0x2018 || c == 0x201C || c == 0x3008 || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0x3014 || c == 0xFF08 || c == 0xFF3B;
}

static bool closes(uint16_t c)
{
    return c == 0x2019 || c == 0x201D || c == 0x3001 || c == 0x3002 || c == 0x3009 || c == 0x300B || c == 0x300D || c == 0x300F || c == 0x3011 || c == 0x3015 ||
           c == 0xFF01 || c == 0xFF09 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F || c == 0xFF3D;
}

/* Half of a full-width mark is blank: after one that closes, before one that opens. Two marks together keep
 * one blank between them. */
static void squeeze_marks(struct par *par)
{
    struct cluster *before = NULL;
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        struct cluster *cluster = &par->clusters[i];
        const struct segment *segment = &par->segments.at[cluster->segment];
        uint16_t c = par->text[cluster->text];
        hx_unit natural = cluster->advance - segment->run->style.tracking;
        bool mark = segment->run->style.squeeze && natural >= segment->size * 9 / 10 && (opens(c) || closes(c));
        if (mark && opens(c))
            cluster->blank_before = natural / 2;
        else if (mark)
            cluster->blank_after = natural / 2;
        if (before && mark && before->blank_after) {
            before->advance -= before->blank_after;
            before->blank_after = 0;
        } else if (before && before->blank_before && cluster->blank_before) {
            cluster->advance -= cluster->blank_before;
            cluster->shift = -cluster->blank_before;
            cluster->blank_before = 0;
        }
        before = mark ? cluster : NULL;
    }
}

/* A quarter of an em or so between hanzi and Latin, which vanishes at a line's end like a blank. */
static void space_scripts(struct par *par)
{
    for (uint32_t i = 0; i + 1 < par->cluster_n; i++) {
        struct cluster *one = &par->clusters[i], *two = &par->clusters[i + 1];
        const struct style *style = &par->segments.at[one->segment].run->style;
        uint16_t a = par->text[one->text], b = par->text[two->text];
        if (!style->autospace || !(utf_is_han(a) ? b < 0x590 && u_isalnum(b) : utf_is_han(b) && a < 0x590 && u_isalnum(a)))
            continue;
        hx_unit space = (hx_unit)unit_muldiv(style->size, style->autospace, 1000);
        one->advance += space;
        one->blank_after = space;
    }
}

/* How far a mark hangs into the margin at full optical alignment, in thousandths of its width. */
static int32_t hang_of(uint16_t c)
{
    switch (c) {
    case '.': case ',': case 0x2010: case '-': case 0x2019: case 0x2018: case '\'': case 0x060C: return 700;
    case 0x201C: case 0x201D: case 0xAB: case 0xBB: return 500;
    case ';': case ':': case 0x2013: case 0x061B: return 400;
    case 0x2014: return 200;
    default: return 0;
    }
}

static void hang_marks(struct par *par)
{
    bool any = false;
    for (size_t i = 0; i < par->segments.n; i++) {
        struct segment *segment = &par->segments.at[i];
        any |= segment->run->style.hang != 0;
        segment->hyphen_hang = (hx_unit)unit_muldiv(segment->hyphen_advance, (int64_t)segment->run->style.hang * hang_of(0x2010), 1000000);
    }
    for (uint32_t i = 0; any && i < par->cluster_n; i++) {
        struct cluster *cluster = &par->clusters[i];
        const struct style *style = &par->segments.at[cluster->segment].run->style;
        hx_unit hang = (hx_unit)unit_muldiv(cluster->advance, (int64_t)style->hang * hang_of(par->text[cluster->text]), 1000000);
        if (!hang || cluster->blank_before || cluster->blank_after)
            continue;
        cluster->blank_before = cluster->blank_after = hang;
    }
}

void spacing_apply(struct par *par)
{
    if (par->content->lang == LANG_ZH) {
        squeeze_marks(par);
        space_scripts(par);
    }
    hang_marks(par);
}
