#include "proof/structure.h"

#include <string.h>

#include "base/utf.h"

enum { DEEPEST = 200, NEAR = 40 }; /* [code point] of the text that names a place */

struct walker {
    struct text_reader *reader;
    struct file *file;
    struct account *account;
    const uint32_t *page_index;
    bool *seen; /* by object number */
    bool *linked;
    struct buf text; /* of the block being read */
    uint32_t text_page;
    const char *block; /* its tag */
    size_t placed; /* so many tags know their page */
};

static bool is_inline(const struct value *tag)
{
    static const char *const tags[] = {"Span", "Em", "Strong", "Link", "Reference", "Quote", "Sub"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (value_is(tag, tags[i]))
            return true;
    return false;
}

static void end_block(struct walker *w)
{
    struct arena *arena = w->file->arena;
    if (w->text.n) {
        account_fact(w->account, FACT_TEXT, w->text_page, w->block, arena_copy(arena, w->text.at, w->text.n), w->text.n);
        w->account->characters += utf8_count(w->text.at, w->text.n);
    }
    w->text.n = 0;
}

static const char *beginning(struct arena *arena, const char *text, size_t n)
{
    size_t at = 0, taken;
    for (int i = 0; i < NEAR && at < n; i++, at += taken)
        utf8_decode(text + at, n - at, &taken);
    return arena_copy(arena, text, at);
}

/* Elements that were opened since the last mark begin where this one stands. */
static void place_tags(struct walker *w, uint32_t page, const struct text_mark *mark)
{
    const char *near = mark->text.n ? beginning(w->file->arena, mark->text.at, mark->text.n) : NULL;
    for (; w->placed < w->account->facts[FACT_TAG].n; w->placed++) {
        w->account->facts[FACT_TAG].at[w->placed].page = page;
        w->account->facts[FACT_TAG].at[w->placed].near = near;
    }
}

static void add_mark(struct walker *w, uint32_t page, int64_t id)
{
    struct text_page *on = page ? &w->reader->pages[page - 1] : NULL;
    if (!on || id < 0 || (uint64_t)id >= on->marks.n || !on->marks.at[id].begun) {
        account_fault(w->account, page, "an element has a marked stretch that is not on its page");
        return;
    }
    struct text_mark *mark = &on->marks.at[id];
    if (mark->tagged)
        account_fault(w->account, page, "a marked stretch hangs in two elements");
    mark->tagged = true;
    place_tags(w, page, mark);
    if (!w->text.n)
        w->text_page = page;
    buf_bytes(&w->text, mark->text.at, mark->text.n);
}

static uint32_t page_of(const struct walker *w, const struct value *dict, uint32_t page)
{
    const struct value *ref = value_entry(dict, "Pg");
    if (ref->kind != VALUE_REF)
        return page;
    return (uint64_t)ref->number < w->file->entry_n ? w->page_index[ref->number] : 0;
}

static void add_object(struct walker *w, const struct value *kid)
{
    const struct value *ref = value_entry(kid, "Obj");
    if (ref->kind == VALUE_REF && (uint64_t)ref->number < w->file->entry_n)
        w->linked[ref->number] = true;
}

static void walk(struct walker *w, const struct value *kid, uint32_t page, const char *block, unsigned depth);

static void walk_kids(struct walker *w, const struct value *kids, uint32_t page, const char *block, unsigned depth)
{
    const struct value *list = file_value(w->file, kids);
    if (list->kind != VALUE_ARRAY) {
        walk(w, kids, page, block, depth);
        return;
    }
    for (size_t i = 0; i < list->n && w->account->room; i++)
        walk(w, &list->items[i], page, block, depth);
}

static void walk_element(struct walker *w, const struct value *element, uint32_t page, const char *block, unsigned depth)
{
    struct arena *arena = w->file->arena;
    const struct value *tag = value_entry(element, "S");
    const char *name = tag->kind == VALUE_NAME ? arena_copy(arena, tag->at, tag->n) : "?";
    struct buf value;
    buf_init(&value, arena);
    buf_printf(&value, "%u ", depth);
    value_print(&value, element, "S P K Pg NS Ref");
    account_fact(w->account, FACT_TAG, 0, name, value.at, value.n);
    if (!is_inline(tag)) {
        end_block(w);
        w->block = name;
    }
    walk_kids(w, value_entry(element, "K"), page_of(w, element, page), is_inline(tag) ? block : name, depth + 1);
    if (!is_inline(tag)) {
        end_block(w);
        w->block = block;
    }
}

/* A kid: the number of a mark, a mark of another page, an annotation, or an element. */
static void walk(struct walker *w, const struct value *kid, uint32_t page, const char *block, unsigned depth)
{
    if (kid->kind == VALUE_REF) {
        if ((uint64_t)kid->number >= w->file->entry_n || w->seen[kid->number] || depth > DEEPEST) {
            account_fault(w->account, page, "an element hangs in the tree twice, too deep, or is not there");
            return;
        }
        w->seen[kid->number] = true;
        kid = file_value(w->file, kid);
    }
    if (kid->kind == VALUE_INT)
        add_mark(w, page, kid->number);
    else if (kid->kind == VALUE_DICT && value_is(value_entry(kid, "Type"), "MCR"))
        add_mark(w, page_of(w, kid, page), value_entry(kid, "MCID")->number);
    else if (kid->kind == VALUE_DICT && value_is(value_entry(kid, "Type"), "OBJR"))
        add_object(w, kid);
    else if (kid->kind == VALUE_DICT && depth <= DEEPEST)
        walk_element(w, kid, page, block, depth);
}

/* Everything that is marked on a page must have been met. */
static void find_lost(struct walker *w)
{
    for (size_t i = 0; i < w->reader->page_n; i++)
        for (size_t id = 0; id < w->reader->pages[i].marks.n; id++)
            if (w->reader->pages[i].marks.at[id].begun && !w->reader->pages[i].marks.at[id].tagged)
                account_fault(w->account, (uint32_t)i + 1, "a marked stretch hangs in no element");
}

const bool *structure_read(struct text_reader *reader, const uint32_t *page_index)
{
    struct walker w = {.reader = reader, .file = reader->file, .account = reader->account, .page_index = page_index, .block = "Document"};
    w.seen = arena_new_array(w.file->arena, bool, w.file->entry_n);
    w.linked = arena_new_array(w.file->arena, bool, w.file->entry_n);
    buf_init(&w.text, w.file->arena);
    const struct value *tree = file_entry(w.file, file_entry(w.file, w.file->trailer, "Root"), "StructTreeRoot");
    if (tree->kind != VALUE_DICT)
        account_fault(w.account, 0, "it has no tags");
    else
        walk_kids(&w, value_entry(tree, "K"), 0, "Document", 0);
    end_block(&w);
    find_lost(&w);
    return w.linked;
}
