/* Line numbers: every fifth or so of the lines of text, beside them, for those who discuss a draft. */
#ifndef HEXAPLA_LINE_NUMBER_H
#define HEXAPLA_LINE_NUMBER_H

#include "layout/frame.h"
#include "layout/line.h"

struct line_number {
    struct shaper *shaper;
    struct arena *arena;
    const struct content *content;
    struct report *report;
    int32_t count; /* lines so far, of the page or the document */
};

/* Before the lines of a page are placed. */
void line_number_page(struct line_number *number);
/* Counts a line of the text that has its baseline at y; its number, if it is to have one, is put on the page. */
void line_number_add(struct line_number *number, struct page *page, const struct content_block *block, hx_unit y);

#endif
