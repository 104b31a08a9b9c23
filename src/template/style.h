/* Styles, resolved: what a template says once inheritance and the language's overrides are applied.
 * Lengths are logical: `start` is left in a left-to-right page and right in an Arabic one; the page
 * stage mirrors once, when frames are made. */
#ifndef HEXAPLA_STYLE_H
#define HEXAPLA_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/unit.h"

enum { FONT_CHAIN_MOST = 6 };

/* How characters look. */
struct style {
    const char *name;
    uint8_t font; /* index into template->fonts: a role of the manifest */
    int32_t hang; /* [1/1000] share of the optical margin: marks and hyphens stand out of the line by it */
    int32_t autospace; /* [1/1000 em] between a hanzi and a Latin letter or figure */
    bool squeeze; /* full-width marks lose their blank half beside one another and at line ends */
    bool hyphenate; /* its words may be hyphenated, in the languages that are */
    bool bold, italic; /* italic: a drawn face where the role has one, else `shear` */
    hx_unit size; /* [unit] of the Latin face; a face's own size factor comes on top */
    hx_unit rise; /* [unit] above the baseline */
    hx_unit tracking; /* [unit] natural letterspacing, added after each cluster */
    hx_unit tracking_stretch, tracking_shrink; /* [unit] per cluster, the most justification may add or take */
    int32_t scale; /* [1/1000] horizontal scale; 1000 is none */
    int32_t shear; /* [1/1000] slant of faces without a drawn italic; negative leans left */
    uint32_t colour; /* 0xRRGGBB */
};

enum align { ALIGN_JUSTIFY, ALIGN_START, ALIGN_END, ALIGN_CENTRE };

/* How a paragraph sits. */
struct block_style {
    const char *name;
    const struct style *text; /* its base character style */
    enum align align;
    hx_unit leading; /* [unit] baseline to baseline inside */
    hx_unit before, after; /* [unit] extra space; between two blocks the larger counts, not the sum */
    hx_unit start, end; /* [unit] indents from the column's edges; negative hangs out */
    hx_unit first; /* [unit] further indent of the first line; negative hangs */
    hx_unit label; /* [unit] x of the label's start from the column's start; only with a label */
    hx_unit label_out; /* [unit] how far out a label too wide for its place may start, before it pushes the text on; 0: not */
    hx_unit label_gap; /* [unit] least space between label and text */
    hx_unit space_stretch, space_shrink; /* [1/1000] of a space, limits of justification (1500 = half again) */
    int32_t kashida; /* [1/1000 em] the most that one Arabic word may be drawn longer; 0: never */
    int32_t kashida_share; /* [1/1000] of a line's slack that goes into kashidas, the rest into spaces */
    hx_unit rule_width, rule_thickness; /* [unit] a block without text that is a rule; width 0: none */
    bool keep_next; /* stays on the page of the next block's first lines */
    bool keep_whole; /* is not broken over pages */
    uint8_t outline; /* level in the bookmarks, 0 for none */
};

#endif
