/* Frames: pages of positioned items, the last structure before a backend. Coordinates are physical:
 * x from the left edge, y from the top, downwards. Items stand in reading order, glyphs in logical
 * order, each at its own place, so that content order is text order in every script. */
#ifndef HEXAPLA_FRAME_H
#define HEXAPLA_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"
#include "font/face.h"
#include "language/lang.h"
#include "template/picture.h"
#include "template/resolve.h"

struct glyph {
    uint32_t id; /* in the face */
    hx_unit x, y; /* [unit] from the run's origin; y downwards is positive, as on the page */
    uint32_t text; /* [code point] offset into the run's text of what it stands for */
    uint8_t text_n; /* 0: a further glyph of the cluster of the glyph before it in logical order */
    uint16_t stretch; /* [1/1000] horizontal scale of its own, for a kashida stroke; 0: none */
};

struct glyph_run {
    const struct face *face;
    hx_unit size; /* [unit] real size, the face's factor applied */
    hx_unit x, y; /* [unit] origin on the page; y is the baseline, rise applied */
    hx_unit width; /* [unit] extent, for link boxes; the run covers [x_min, x_min + width] */
    hx_unit x_min;
    int32_t scale, shear; /* [1/1000] */
    uint32_t colour; /* 0xRRGGBB */
    bool rtl;
    enum lang lang;
    uint32_t node; /* document node; 0 for furniture and generated lines */
    uint32_t block; /* document node of the block it is in; 0 for furniture */
    int32_t link; /* content link, or NO_INDEX */
    int32_t call; /* note that this run calls, or NO_INDEX */
    bool label; /* the block's number, letter or note figure */
    const struct glyph *glyphs;
    uint32_t glyph_count;
    const uint32_t *text; /* code points, in logical order */
    uint32_t text_n;
};

enum item_kind { ITEM_GLYPHS, ITEM_RULE, ITEM_PICTURE };

struct item {
    enum item_kind kind;
    bool artifact; /* furniture: running heads, rules, folios */
    union {
        struct glyph_run run;
        struct {
            hx_unit x, top, width, height;
            uint32_t colour; /* RULE: 0xRRGGBB */
            const struct picture *picture; /* PICTURE: stretched to the box */
            const char *alternative; /* PICTURE: text that says what it shows; NULL: it is an artifact */
        } box; /* RULE and PICTURE */
    };
};

/* Which items make one line of text; for dumps and tests, backends do without. */
struct page_line {
    size_t first, end; /* items of the page */
    const struct content_block *block; /* NULL: a cell of the masthead or furniture */
    uint32_t at; /* number of the line in its block or cell, from 0 */
    int32_t note; /* content note that it is of, or NO_INDEX */
    hx_unit baseline; /* [unit] */
    hx_unit width, measure; /* [unit] natural width and room; measure 0: none */
    int32_t stretch; /* [1/1000] of natural word space */
};

/* Of a page with versions side by side: items up to `end` are of that version. */
struct page_part {
    size_t end; /* item of the page */
    size_t version; /* of content->versions */
};

struct page {
    enum page_kind kind;
    hx_unit width, height;
    LIST(struct item) items;
    LIST(struct page_line) lines;
    LIST(struct page_part) parts; /* none: all is of one version */
    size_t note_start; /* index of the first item of its notes; items.n when there is none */
};

struct outline_entry {
    const char *text;
    uint8_t level; /* from 1 */
    uint32_t page; /* from 0 */
    hx_unit top; /* [unit] where to scroll */
};

/* Where a note's text stands, for links from its calls; and where it is first called, for the way back. */
struct note_place {
    uint32_t page, call_page; /* from 0 */
    hx_unit top, call_top;
};

struct layout {
    const struct content *content;
    LIST(struct page) pages;
    LIST(struct outline_entry) outline;
    bool spread; /* two pages after each other face each other, the first on the left */
    struct note_place *notes; /* content->notes.n of them */
};

#endif
