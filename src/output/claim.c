#include "output/claim.h"

#include <string.h>

#include "base/utf.h"

static const struct row {
    const char *standards;
    const char *shown; /* clause on private characters that are shown */
    const char *said; /* … in texts about the document; NULL: nothing is asked of them */
    const char *title;
} rows[STANDARD_COUNT] = {
    [STANDARD_UA1_A2A] = {"PDF/UA-1 and PDF/A-2a", "ISO 19005-2, 6.2.11.7.3", NULL, "ISO 14289-1, 7.1"},
    [STANDARD_UA2_A4F] = {"PDF/UA-2 and PDF/A-4f", "ISO 14289-2, 8.4.3", "ISO 14289-2, 8.6", "ISO 14289-2, 8.11.1"},
};

struct claim {
    const struct layout *layout;
    const struct row *row;
    struct report *report;
    bool good;
};

/* --- private characters --------------------------------------------------------------------------- */

/* Noncharacters at the end of a plane are not of private use. */
static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF && (c & 0xFFFE) != 0xFFFE);
}

/* The first one, or 0. */
static uint32_t private_in(const char *utf8)
{
    size_t n = utf8 ? strlen(utf8) : 0, taken;
    for (size_t at = 0; at < n; at += taken) {
        uint32_t c = utf8_decode(utf8 + at, n - at, &taken);
        if (is_private(c))
            return c;
    }
    return 0;
}

/* A part of a document; that of a synopsis has several. */
struct spot {
    const struct doc *doc;
    struct span span; /* {0, 0} for what is generated */
};

static void find(struct claim *claim, enum diag_id id, struct spot spot, uint32_t c, const char *clause, const char *what)
{
    const char *name = arena_printf(claim->report->arena, "%04X", c);
    claim->good = false;
    if (spot.doc)
        diag_at(claim->report, id, spot.doc->source, spot.span, name, claim->row->standards, clause, what);
    else
        diag_file(claim->report, id, "", name, claim->row->standards, clause, what);
}

/* The part of the tree that a node or a link's address is in; {0, 0} when it is generated. */
static struct span span_in(struct node *root, uint32_t id, const char *address)
{
    for (struct walk walk = walk_start(root); root && walk_next(&walk);)
        if (address ? walk.node->kind == NODE_LINK && strcmp(walk.node->link.address, address) == 0 : walk.node->id == id)
            return walk.node->span;
    return (struct span){0, 0};
}

static struct span span_in_doc(const struct doc *doc, uint32_t id, const char *address)
{
    struct span span = span_in(doc->root, id, address);
    for (size_t i = 0; i < doc->notes.n && !span.end; i++)
        span = span_in(doc->notes.at[i]->body, id, address);
    return span;
}

static struct spot spot_of(const struct claim *claim, uint32_t id, const char *address)
{
    const struct content *content = claim->layout->content;
    struct spot spot = {content->doc, {0, 0}};
    if (!spot.doc || (!id && !address))
        return spot;
    spot.span = span_in_doc(spot.doc, id, address);
    for (size_t v = 1; v < content->versions.n && !spot.span.end; v++) {
        spot.doc = content->versions.at[v].content->doc;
        spot.span = span_in_doc(spot.doc, id, address);
    }
    return spot;
}

/* Such text may only be shown with words that say what it means, which nobody gives here. */
static bool check_run(struct claim *claim, const struct glyph_run *run)
{
    for (uint32_t i = 0; i < run->text_n; i++)
        if (is_private(run->text[i])) {
            find(claim, DIAG_PDF_PRIVATE, spot_of(claim, run->node, NULL), run->text[i], claim->row->shown, "");
            return false;
        }
    return true;
}

/* The first one is enough. */
static void check_shown(struct claim *claim)
{
    for (size_t i = 0; i < claim->layout->pages.n; i++) {
        const struct page *page = &claim->layout->pages.at[i];
        for (size_t k = 0; k < page->items.n; k++)
            if (page->items.at[k].kind == ITEM_GLYPHS && !check_run(claim, &page->items.at[k].run))
                return;
    }
}

static void check_links(struct claim *claim)
{
    const struct content *content = claim->layout->content;
    for (size_t i = 0; i < content->links.n; i++) {
        uint32_t c = private_in(content->links.at[i].description);
        c = c ? c : private_in(content->links.at[i].address);
        if (c)
            find(claim, DIAG_PDF_PRIVATE_TEXT, spot_of(claim, 0, content->links.at[i].address), c, claim->row->said, "the description of a link");
    }
}

static void check_said(struct claim *claim)
{
    const struct content *content = claim->layout->content;
    struct spot title = {content->doc, content->doc ? content->doc->fields.at[FIELD_TITLE].span : (struct span){0, 0}};
    uint32_t c = private_in(content->title);
    c = c ? c : private_in(content->author);
    if (c)
        find(claim, DIAG_PDF_PRIVATE_TEXT, title, c, claim->row->said, "the title");
    for (size_t i = 0; i < claim->layout->outline.n; i++)
        if ((c = private_in(claim->layout->outline.at[i].text)) != 0)
            find(claim, DIAG_PDF_PRIVATE_TEXT, (struct spot){content->doc, {0, 0}}, c, claim->row->said, "a bookmark");
    check_links(claim);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static void check_title(struct claim *claim)
{
    const char *title = claim->layout->content->title;
    if (title && title[strspn(title, " \t\n")])
        return;
    claim->good = false;
    diag_file(claim->report, DIAG_PDF_TITLE, "", claim->row->standards, claim->row->title);
}

bool claim_check(const struct layout *layout, enum standard standard, struct report *report)
{
    struct claim claim = {.layout = layout, .row = &rows[standard], .report = report, .good = true};
    check_shown(&claim);
    if (claim.row->said)
        check_said(&claim);
    check_title(&claim);
    return claim.good;
}
