#include "proof/account.h"

#include <string.h>

#include "proof/link.h"
#include "proof/said.h"
#include "proof/structure.h"
#include "proof/text.h"

enum { PAGE_NESTING = 16, ROOM = 256 << 20, FACT_COST = 64 }; /* [byte] */

void account_fact(struct account *account, enum fact_kind kind, uint32_t page, const char *name, const char *value, size_t n)
{
    size_t cost = n + FACT_COST;
    if (cost > account->room) {
        account->room = 0;
        return;
    }
    account->room -= cost;
    *list_add(account->arena, &account->facts[kind]) = (struct fact){.page = page, .name = name, .value = value, .n = n};
}

void account_fault(struct account *account, uint32_t page, const char *message)
{
    for (size_t i = 0; i < account->faults.n; i++)
        if (account->faults.at[i].page == page && strcmp(account->faults.at[i].message, message) == 0)
            return;
    if (account->faults.n < ACCOUNT_FAULTS)
        *list_add(account->arena, &account->faults) = (struct fault){page, message};
}

struct pages {
    struct file *file;
    LIST(struct text_page) list;
    uint32_t *index; /* by object number: 1 + the page; UINT32_MAX: a node that was passed */
};

/* The leaves of the page tree, in their order; each node once. */
static void collect(struct pages *pages, const struct value *ref, int depth)
{
    const struct value *node = file_value(pages->file, ref), *kids = file_entry(pages->file, node, "Kids");
    if (ref->kind != VALUE_REF || (uint64_t)ref->number >= pages->file->entry_n || pages->index[ref->number] || depth > PAGE_NESTING)
        return;
    pages->index[ref->number] = UINT32_MAX;
    if (value_is(value_entry(node, "Type"), "Page")) {
        *list_add(pages->file->arena, &pages->list) = (struct text_page){.dict = node};
        pages->index[ref->number] = (uint32_t)pages->list.n;
    }
    for (size_t i = 0; kids->kind == VALUE_ARRAY && i < kids->n; i++)
        collect(pages, &kids->items[i], depth + 1);
}

static void read_pages(struct file *file, struct account *account)
{
    struct pages pages = {.file = file, .index = arena_new_array(file->arena, uint32_t, file->entry_n)};
    const struct value *root = file_entry(file, file->trailer, "Root");
    collect(&pages, value_entry(root, "Pages"), 0);
    for (size_t i = 0; i < file->entry_n; i++)
        pages.index[i] = pages.index[i] == UINT32_MAX ? 0 : pages.index[i];
    account->pages = pages.list.n;
    if (!pages.list.n)
        file_damage(file, "it has no pages");
    struct text_reader reader = {.file = file, .account = account, .pages = pages.list.at, .page_n = pages.list.n};
    text_read(&reader);
    const bool *linked = structure_read(&reader, pages.index);
    link_read(&reader, pages.index, linked);
    said_read(&reader);
}

struct account *account_read(struct arena *arena, const char *bytes, size_t n, const char **damage)
{
    static const char linearized[] = "/Linearized";
    enum { HEAD = 200 }; /* [byte] the first object of a linearized file stands there */
    struct file file;
    struct account *account = arena_new_of(arena, struct account);
    *account = (struct account){.arena = arena, .room = ROOM, .producer = "", .language = "", .date = ""};
    for (size_t i = 0; i + sizeof linearized < n && i < HEAD; i++)
        account->linearized = account->linearized || memcmp(bytes + i, linearized, sizeof linearized - 1) == 0;
    if (file_open(&file, arena, bytes, n))
        read_pages(&file, account);
    if (!account->room)
        file_damage(&file, "it says more than any document");
    *damage = file.damage;
    return file.damage ? NULL : account;
}
