#include "layout/synopsis_rows.h"

#define NO_BLOCK SIZE_MAX

struct matcher {
    struct arena *arena;
    const struct content *content;
    const struct alignment *alignment;
    size_t *block_of; /* by node; NO_BLOCK where none is made of it */
    bool *is_para; /* by block: the alignment knows it */
    size_t node_n;
    size_t next[VERSIONS_MOST]; /* the version's first block that is in no row yet */
    struct synopsis_rows rows;
};

/* ---- blocks of paragraphs ----------------------------------------------------------------- */

static void index_blocks(struct matcher *matcher)
{
    const struct content *content = matcher->content;
    size_t node_n = 0;
    for (size_t v = 0; v < content->versions.n; v++) {
        size_t n = content->versions.at[v].content->doc->node_count + (size_t)1;
        node_n = n > node_n ? n : node_n;
    }
    matcher->node_n = node_n;
    matcher->block_of = arena_new_array(matcher->arena, size_t, node_n);
    matcher->is_para = arena_new_array(matcher->arena, bool, content->blocks.n);
    for (size_t i = 0; i < node_n; i++)
        matcher->block_of[i] = NO_BLOCK;
    for (size_t i = 0; i < content->blocks.n; i++)
        if (content->blocks.at[i].node && content->blocks.at[i].node < node_n)
            matcher->block_of[content->blocks.at[i].node] = i;
}

static size_t block_of(const struct matcher *matcher, const struct para *para)
{
    return para && para->node->id < matcher->node_n ? matcher->block_of[para->node->id] : NO_BLOCK;
}

static void index_paras(struct matcher *matcher)
{
    const struct alignment *alignment = matcher->alignment;
    for (size_t v = 0; v < alignment->version_count; v++)
        for (size_t i = 0; i < alignment->versions[v]->paras.n; i++) {
            size_t block = block_of(matcher, &alignment->versions[v]->paras.at[i]);
            if (block != NO_BLOCK)
                matcher->is_para[block] = true;
        }
}

/* ---- matches that keep a version's order -------------------------------------------------- */

/* Of the blocks that the rows of the alignment name, the longest ascending chain (by patience sorting); the others are
 * NO_BLOCK. */
static size_t *ascending(struct matcher *matcher, size_t version)
{
    const struct alignment *alignment = matcher->alignment;
    size_t n = alignment->rows.n, piles = 0;
    size_t *block = arena_new_array(matcher->arena, size_t, n), *before = arena_new_array(matcher->arena, size_t, n);
    size_t *top = arena_new_array(matcher->arena, size_t, n + 1); /* by length: the row that the best chain of it ends with */
    size_t *kept = arena_new_array(matcher->arena, size_t, n);
    for (size_t r = 0; r < n; r++) {
        block[r] = block_of(matcher, alignment->rows.at[r].at[version]);
        kept[r] = NO_BLOCK;
        if (block[r] == NO_BLOCK)
            continue;
        size_t low = 0, high = piles;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (block[top[middle]] < block[r])
                low = middle + 1;
            else
                high = middle;
        }
        before[r] = low ? top[low - 1] : n;
        top[low] = r;
        piles = low == piles ? piles + 1 : piles;
    }
    for (size_t r = piles ? top[piles - 1] : n; r < n; r = before[r])
        kept[r] = block[r];
    return kept;
}

/* ---- rows --------------------------------------------------------------------------------- */

static struct synopsis_row *add_row(struct matcher *matcher)
{
    struct synopsis_row *row = list_add(matcher->arena, &matcher->rows);
    for (size_t v = 0; v < VERSIONS_MOST; v++)
        row->at[v].first = row->at[v].end = matcher->next[v];
    return row;
}

static void take(struct matcher *matcher, struct synopsis_row *row, size_t version, size_t end)
{
    row->at[version].end = matcher->next[version] = end;
}

/* A paragraph that stands first among those without a partner. */
static bool add_alone(struct matcher *matcher, const size_t *end)
{
    for (size_t v = 0; v < matcher->content->versions.n; v++)
        if (matcher->next[v] < end[v] && matcher->is_para[matcher->next[v]]) {
            take(matcher, add_row(matcher), v, matcher->next[v] + 1);
            return true;
        }
    return false;
}

/* One line each of the earliest role, side by side. */
static bool add_by_role(struct matcher *matcher, const size_t *end)
{
    const struct content_block *blocks = matcher->content->blocks.at;
    enum role role = ROLE_COUNT;
    for (size_t v = 0; v < matcher->content->versions.n; v++)
        if (matcher->next[v] < end[v] && blocks[matcher->next[v]].role < role)
            role = blocks[matcher->next[v]].role;
    if (role == ROLE_COUNT)
        return false;
    struct synopsis_row *row = add_row(matcher);
    for (size_t v = 0; v < matcher->content->versions.n; v++) {
        size_t i = matcher->next[v];
        take(matcher, row, v, i + (i < end[v] && blocks[i].role == role));
    }
    return true;
}

static void add_before(struct matcher *matcher, const size_t *end)
{
    while (add_alone(matcher, end) || add_by_role(matcher, end))
        ;
}

static void add_matched(struct matcher *matcher, const struct align_row *from, const size_t *match)
{
    struct synopsis_row *row = add_row(matcher);
    for (size_t v = 0; v < matcher->content->versions.n; v++) {
        if (match[v] == NO_BLOCK)
            continue;
        bool divided = block_of(matcher, from->more[v]) == match[v] + 1;
        take(matcher, row, v, match[v] + 1 + divided);
    }
}

struct synopsis_rows synopsis_rows(struct arena *arena, const struct content *content, const struct alignment *alignment)
{
    struct matcher matcher = {.arena = arena, .content = content, .alignment = alignment};
    size_t n = content->versions.n, *kept[VERSIONS_MOST], match[VERSIONS_MOST], end[VERSIONS_MOST];
    index_blocks(&matcher);
    index_paras(&matcher);
    for (size_t v = 0; v < n; v++) {
        matcher.next[v] = content->versions.at[v].first_block;
        kept[v] = ascending(&matcher, v);
    }
    for (size_t r = 0; r < alignment->rows.n; r++) {
        bool any = false;
        for (size_t v = 0; v < n; v++) {
            match[v] = kept[v][r] != NO_BLOCK && kept[v][r] >= matcher.next[v] ? kept[v][r] : NO_BLOCK;
            end[v] = match[v] == NO_BLOCK ? matcher.next[v] : match[v];
            any = any || match[v] != NO_BLOCK;
        }
        if (!any)
            continue;
        add_before(&matcher, end);
        add_matched(&matcher, &alignment->rows.at[r], match);
    }
    for (size_t v = 0; v < n; v++)
        end[v] = content->versions.at[v].end_block;
    add_before(&matcher, end);
    return matcher.rows;
}
