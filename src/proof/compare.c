#include "proof/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf.h"

enum { BEFORE = 24, EXCERPT = 64 }; /* [code point] shown before a difference, and in all */

struct comparison {
    struct arena *arena;
    const struct account *file, *source;
    const char *name;
    struct report *report;
    size_t differences;
};

/* --- words for people --------------------------------------------------------------------------- */

static size_t step_back(const char *text, size_t at, int count)
{
    while (count-- > 0 && at > 0)
        do
            at--;
        while (at > 0 && utf8_is_inside(text[at]));
    return at;
}

/* Some of a text from a little before `at` on, fit for a terminal. */
static const char *excerpt(struct arena *arena, const char *text, size_t n, size_t at)
{
    struct buf out;
    buf_init(&out, arena);
    while (at > 0 && at < n && utf8_is_inside(text[at]))
        at--;
    size_t from = step_back(text, at < n ? at : n, BEFORE), taken;
    buf_text(&out, from ? "…" : "");
    for (int i = 0; i < EXCERPT && from < n; i++, from += taken) {
        uint32_t c = utf8_decode(text + from, n - from, &taken);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        buf_utf8(&out, control ? 0xFFFD : c);
    }
    buf_text(&out, from < n ? "…" : "");
    return out.at;
}

static const char *all_of(struct arena *arena, const char *text)
{
    return excerpt(arena, text, strlen(text), 0);
}

static size_t common(const struct fact *a, const struct fact *b)
{
    size_t n = a->n < b->n ? a->n : b->n, at = 0;
    while (at < n && a->value[at] == b->value[at])
        at++;
    return at;
}

static const struct fact nothing = {.name = "nothing", .value = ""};

/* --- in order ----------------------------------------------------------------------------------- */

static bool equal(const struct fact *a, const struct fact *b)
{
    return a->page == b->page && a->n == b->n && strcmp(a->name, b->name) == 0 && memcmp(a->value, b->value, a->n) == 0;
}

/* The first facts that differ; `nothing` for one that is not there. False when all are equal. */
static bool first_difference(const struct comparison *c, enum fact_kind kind, const struct fact **a, const struct fact **b)
{
    size_t i = 0, n = c->file->facts[kind].n, m = c->source->facts[kind].n;
    while (i < n && i < m && equal(&c->file->facts[kind].at[i], &c->source->facts[kind].at[i]))
        i++;
    *a = i < n ? &c->file->facts[kind].at[i] : &nothing;
    *b = i < m ? &c->source->facts[kind].at[i] : &nothing;
    return i < n || i < m;
}

static const char *page_of(const struct comparison *c, const struct fact *a, const struct fact *b)
{
    uint32_t page = a->page ? a->page : b->page;
    return page ? arena_printf(c->arena, "page %u", page) : "the file";
}

static void compare_texts(struct comparison *c)
{
    const struct fact *a, *b;
    if (!first_difference(c, FACT_TEXT, &a, &b))
        return;
    size_t at = common(a, b);
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_TEXT, c->name, page_of(c, a, b), excerpt(c->arena, a->value, a->n, at),
        excerpt(c->arena, b->value, b->n, at));
}

static void compare_tags(struct comparison *c)
{
    const struct fact *a, *b;
    if (!first_difference(c, FACT_TAG, &a, &b))
        return;
    const char *near = a->near ? a->near : b->near ? b->near : "";
    const char *as = strcmp(a->name, b->name) ? b->name : arena_printf(c->arena, "%s, elsewhere or with other attributes", b->name);
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_TAG, c->name, page_of(c, a, b), all_of(c->arena, near), all_of(c->arena, a->name), all_of(c->arena, as));
}

static void compare_links(struct comparison *c)
{
    const struct fact *a, *b;
    if (!first_difference(c, FACT_LINK, &a, &b))
        return;
    const char *says = arena_printf(c->arena, "«%s» leads to %s", a->name, a->value);
    const char *gives = arena_printf(c->arena, "«%s» leads to %s", b->name, b->value);
    size_t at = 0;
    while (says[at] && says[at] == gives[at])
        at++;
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_LINK, c->name, page_of(c, a, b), excerpt(c->arena, says, strlen(says), at),
        excerpt(c->arena, gives, strlen(gives), at));
}

static void compare_attachments(struct comparison *c)
{
    const struct fact *a, *b;
    if (!first_difference(c, FACT_ATTACHMENT, &a, &b))
        return;
    size_t at = common(a, b);
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_ATTACHMENT, c->name, all_of(c->arena, a == &nothing ? b->name : a->name), excerpt(c->arena, a->value, a->n, at),
        excerpt(c->arena, b->value, b->n, at));
}

static void compare_metadata(struct comparison *c)
{
    const struct fact *a, *b;
    if (!first_difference(c, FACT_METADATA, &a, &b))
        return;
    size_t at = common(a, b);
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_METADATA, c->name, all_of(c->arena, a == &nothing ? b->name : a->name), excerpt(c->arena, a->value, a->n, at),
        excerpt(c->arena, b->value, b->n, at));
}

/* Where the text differs it is drawn otherwise, too, which is no news. */
static void compare_drawings(struct comparison *c)
{
    const struct fact *a, *b, *x, *y;
    if (first_difference(c, FACT_TEXT, &x, &y) || !first_difference(c, FACT_DRAWING, &a, &b))
        return;
    c->differences++;
    diag_file(c->report, DIAG_VERIFY_DRAWING, c->name, page_of(c, a, b), all_of(c->arena, a == &nothing ? b->name : a->name));
}

/* --- glyphs, in no order ------------------------------------------------------------------------ */

static int by_name_and_value(const void *left, const void *right)
{
    const struct fact *a = left, *b = right;
    int names = strcmp(a->name, b->name);
    return names ? names : strcmp(a->value, b->value);
}

static const struct fact *sorted(struct arena *arena, const struct account *account)
{
    size_t n = account->facts[FACT_GLYPH].n;
    struct fact *list = arena_new_array(arena, struct fact, n + 1);
    if (n) {
        memcpy(list, account->facts[FACT_GLYPH].at, n * sizeof *list);
        qsort(list, n, sizeof *list, by_name_and_value);
    }
    return list;
}

/* Codes are numbered as they come, so glyphs are told by text and font; one text may have several. A text
 * that the source does not have at all is a difference of texts. */
static void compare_glyphs(struct comparison *c)
{
    const struct fact *a = sorted(c->arena, c->file), *b = sorted(c->arena, c->source);
    size_t n = c->file->facts[FACT_GLYPH].n, m = c->source->facts[FACT_GLYPH].n;
    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < m && by_name_and_value(&b[k], &a[i]) < 0)
            k++;
        bool found = k < m && by_name_and_value(&b[k], &a[i]) == 0;
        bool known = (k < m && strcmp(b[k].name, a[i].name) == 0) || (k > 0 && strcmp(b[k - 1].name, a[i].name) == 0);
        if (found || !known)
            continue;
        c->differences++;
        diag_file(c->report, DIAG_VERIFY_GLYPH, c->name, page_of(c, &a[i], &a[i]), all_of(c->arena, a[i].name));
        return;
    }
}

size_t compare(struct arena *arena, const struct account *file, const struct account *source, const char *name, struct report *report)
{
    struct comparison c = {arena, file, source, name, report, 0};
    compare_texts(&c);
    compare_tags(&c);
    compare_links(&c);
    compare_attachments(&c);
    compare_glyphs(&c);
    compare_drawings(&c);
    compare_metadata(&c);
    return c.differences;
}
