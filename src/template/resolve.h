/* Resolve: document + template -> content. Content is what will be set: a row of blocks, each with a
 * finished style and runs of text, in reading order; the lines of the header worded; numbers printed;
 * no field, no tree, no language rule left to decide. It knows nothing of glyphs. */
#ifndef HEXAPLA_RESOLVE_H
#define HEXAPLA_RESOLVE_H

#include "base/diag.h"
#include "document/doc.h"
#include "template/template.h"

enum { NO_INDEX = -1 };

enum run_kind { RUN_TEXT, RUN_CALL, RUN_LINE_BREAK, RUN_PAGE, RUN_PAGES };

struct run {
    enum run_kind kind;
    const char *text; /* UTF-8; for RUN_CALL the figures as printed, "3" or "(3)" */
    uint32_t n; /* [byte] */
    struct style style;
    uint32_t node; /* document node it comes from; 0 for generated text (tags make it part of its block) */
    struct span span; /* in doc->source, for messages; 0,0 when generated */
    int32_t link; /* index into content->links, or NO_INDEX */
    int32_t note; /* RUN_CALL: index into content->notes */
    enum lang lang;
};

struct run_list {
    struct run *at;
    size_t n, room;
};

struct table_cell {
    struct run_list runs; /* may be empty */
    uint32_t node;
    uint32_t column; /* from 0 */
    uint32_t columns, rows; /* it spans; at least 1, inside the table */
    enum align align; /* ALIGN_START, _CENTRE or _END */
    bool figures; /* a number in a column of numbers: its last digit stands under the others' */
};

struct table_row {
    struct table_cell *cells;
    size_t n;
    uint32_t node;
    bool total; /* thin rules over and under it */
    bool keep_next; /* a heading of the rows below it, or one that a cell spans on from */
};

/* The first `headers` rows are repeated on each page. */
struct content_table {
    uint32_t columns; /* at least 1 */
    struct table_row *rows;
    size_t n, headers;
    const uint16_t *widths; /* [1/1000 of the table] one for each column; NULL: by content */
};

struct content_block {
    enum role role;
    const struct block_style *style; /* the template's, or a copy changed for its place */
    struct run_list label; /* number, letter, title number or note figure; may be empty */
    struct run_list runs;
    uint32_t node; /* 0 for generated header lines */
    const struct content_table *table; /* ROLE_TABLE: in place of label and runs */
    bool page_before; /* starts a new page */
    bool rule; /* END_RULE: no text, a centred hairline whose middle is on the block's baseline */
    hx_unit rule_width, rule_thickness;
    const char *outline; /* bookmark text, NULL for none */
    uint8_t outline_level; /* from 1 */
};

struct block_list {
    struct content_block *at;
    size_t n, room;
};

struct content_note {
    struct note *note;
    struct block_list blocks; /* its paragraphs; the first has the figure as label */
};

struct content_link {
    const char *address; /* URL */
    const char *description; /* in the document's language, for /Contents */
};

struct content_cell {
    const struct cell *cell;
    struct run_list runs; /* empty: the cell vanishes, and those of its stack below it move up */
};

struct content_picture {
    const struct picture_slot *slot;
    const struct picture *picture;
    const char *alternative; /* what it shows, in the document's language; NULL: it only adorns the page */
};

/* Masthead and furniture with fields filled; page numbers are RUN_PAGE and RUN_PAGES. A cell that
 * `follows` is no cell of its own here: its runs, in their own style, end the runs of the one before. */
struct content_page {
    const struct page_plan *plan;
    LIST(struct content_cell) cells;
    LIST(struct content_picture) pictures; /* a code whose text lacks a field is left out */
};

struct content;
/* One of several versions of a document that stand side by side (join.h). */
struct content_version {
    const struct content *content; /* by itself */
    size_t first_block, end_block; /* its own among all blocks, and so with notes and links */
    size_t first_note, end_note, first_link;
};

struct content {
    struct arena *arena;
    const struct doc *doc;
    const struct template_ *template_;
    enum lang lang;
    struct content_page page[PAGE_KIND_COUNT];
    struct run_list watermark; /* empty: none */
    struct block_list blocks;
    LIST(struct content_note) notes; /* same order as doc->notes */
    LIST(struct content_link) links;
    LIST(struct content_version) versions; /* none: it is one document by itself */
    /* document information */
    const char *title; /* "A/RES/71/28: Avances en la esfera de …" */
    const char *symbol; /* "" when unknown */
    const char *author; /* the publisher's name */
};

struct content *resolve(struct arena *arena, const struct doc *doc, const struct template_ *template_, struct report *report);

#endif
