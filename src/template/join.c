#include "template/join.h"

static void add_version(struct arena *arena, struct content *all, const struct content *content)
{
    struct content_version version = {.content = content, .first_block = all->blocks.n, .first_note = all->notes.n,
        .first_link = all->links.n};
    for (size_t i = 0; i < content->blocks.n; i++)
        *list_add(arena, &all->blocks) = content->blocks.at[i];
    for (size_t i = 0; i < content->notes.n; i++)
        *list_add(arena, &all->notes) = content->notes.at[i];
    for (size_t i = 0; i < content->links.n; i++)
        *list_add(arena, &all->links) = content->links.at[i];
    version.end_block = all->blocks.n;
    version.end_note = all->notes.n;
    *list_add(arena, &all->versions) = version;
}

struct content *content_join(struct arena *arena, const struct content *const *versions, size_t n)
{
    struct content *all = arena_new_of(arena, struct content);
    const struct content *first = versions[0];
    *all = (struct content){.arena = arena, .doc = first->doc, .template_ = first->template_, .lang = first->lang,
        .watermark = first->watermark, .title = first->title, .symbol = first->symbol, .author = first->author};
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++)
        all->page[kind] = first->page[kind];
    for (size_t i = 0; i < n; i++)
        add_version(arena, all, versions[i]);
    return all;
}

const struct content *content_of_block(const struct content *content, size_t block)
{
    for (size_t v = 0; v < content->versions.n; v++)
        if (block < content->versions.at[v].end_block)
            return content->versions.at[v].content;
    return content;
}

const struct content *content_of_note(const struct content *content, size_t note)
{
    for (size_t v = 0; v < content->versions.n; v++)
        if (note < content->versions.at[v].end_note)
            return content->versions.at[v].content;
    return content;
}
