#include "proof/link.h"

#include <string.h>

enum { BOOKMARKS = 100000, DESTINATION = 6 }; /* the most items of one that count */

struct links {
    struct text_reader *reader;
    struct file *file;
    struct account *account;
    const uint32_t *page_index;
    const bool *linked;
};

static void print_text(struct links *links, const struct value *string, struct buf *out)
{
    buf_text(out, value_text(links->file->arena, string));
}

/* "page 3 [/XYZ null 500 null]", or of a structure destination the element's tag. False when it leads nowhere. */
static bool print_destination(struct links *links, const struct value *destination, struct buf *out)
{
    destination = file_value(links->file, destination);
    const struct value *first = destination->kind == VALUE_ARRAY && destination->n ? &destination->items[0] : &value_null;
    if (first->kind != VALUE_REF || (uint64_t)first->number >= links->file->entry_n)
        return false;
    uint32_t page = links->page_index[first->number];
    const struct value *tag = value_entry(file_value(links->file, first), "S");
    if (!page && tag->kind != VALUE_NAME)
        return false;
    if (page)
        buf_printf(out, "page %u", page);
    else
        buf_printf(out, "element %.*s", (int)tag->n, tag->at);
    for (size_t i = 1; i < destination->n && i < DESTINATION; i++) {
        buf_char(out, ' ');
        value_print(out, &destination->items[i], "");
    }
    return true;
}

static bool print_target(struct links *links, const struct value *annotation, struct buf *out)
{
    const struct value *action = file_entry(links->file, annotation, "A");
    if (value_is(value_entry(action, "S"), "URI")) {
        const struct value *address = file_entry(links->file, action, "URI");
        print_text(links, address, out);
        return address->n > 0;
    }
    if (!value_is(value_entry(action, "S"), "GoTo"))
        return false;
    const struct value *structure = value_entry(action, "SD"), *page = value_entry(action, "D");
    return (structure->kind == VALUE_NULL || print_destination(links, structure, out)) &&
           (page->kind == VALUE_NULL ? structure->kind != VALUE_NULL : print_destination(links, page, out));
}

static void read_annotation(struct links *links, const struct value *ref, uint32_t page)
{
    struct file *file = links->file;
    const struct value *annotation = file_value(file, ref);
    const char *name = value_text(file->arena, value_entry(annotation, "Contents"));
    struct buf value;
    buf_init(&value, file->arena);
    buf_text(&value, "");
    if (!value_is(file_entry(file, annotation, "Subtype"), "Link"))
        account_fault(links->account, page, "there is an annotation that is no link");
    else if (!print_target(links, annotation, &value))
        account_fault(links->account, page, arena_printf(file->arena, "the link «%s» leads nowhere", name));
    if (ref->kind != VALUE_REF || (uint64_t)ref->number >= file->entry_n || !links->linked[ref->number])
        account_fault(links->account, page, arena_printf(file->arena, "the link «%s» is not tagged", name));
    account_fact(links->account, FACT_LINK, page, name, value.at, value.n);
    struct buf place;
    buf_init(&place, file->arena);
    value_print(&place, value_entry(annotation, "Rect"), "");
    account_fact(links->account, FACT_DRAWING, page, name, place.at, place.n);
}

static void read_bookmarks(struct links *links)
{
    struct file *file = links->file;
    const struct value *outlines = file_entry(file, file_entry(file, file->trailer, "Root"), "Outlines");
    LIST(const struct value *) above = {0};
    const struct value *entry = file_entry(file, outlines, "First");
    for (int i = 0; i < BOOKMARKS && entry->kind == VALUE_DICT && links->account->room; i++) {
        const char *title = value_text(file->arena, value_entry(entry, "Title"));
        struct buf value;
        buf_init(&value, file->arena);
        buf_printf(&value, "%zu ", above.n);
        const struct value *action = file_entry(file, entry, "A"), *place = value_entry(entry, "Dest");
        if (!print_destination(links, place->kind != VALUE_NULL ? place : value_entry(action, "D"), &value) &&
            !print_destination(links, value_entry(action, "SD"), &value))
            account_fault(links->account, 0, arena_printf(file->arena, "the bookmark «%s» leads nowhere", title));
        account_fact(links->account, FACT_LINK, 0, title, value.at, value.n);
        *list_add(file->arena, &above) = entry;
        entry = file_entry(file, entry, "First");
        while (entry->kind != VALUE_DICT && above.n)
            entry = file_entry(file, above.at[--above.n], "Next");
    }
}

void link_read(struct text_reader *reader, const uint32_t *page_index, const bool *linked)
{
    struct links links = {reader, reader->file, reader->account, page_index, linked};
    for (size_t i = 0; i < reader->page_n; i++) {
        const struct value *annotations = file_entry(reader->file, reader->pages[i].dict, "Annots");
        for (size_t k = 0; annotations->kind == VALUE_ARRAY && k < annotations->n && reader->account->room; k++)
            read_annotation(&links, &annotations->items[k], (uint32_t)i + 1);
    }
    read_bookmarks(&links);
}
