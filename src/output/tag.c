/* Items to elements: every item of every page in reading order goes to the place of its block, inside
 * the inlines of the document tree that it stands in. A note hangs behind the first reference to it;
 * its own items come later, at the foot of a page. */
#include "output/tag.h"

#include <string.h>

#include "output/tag_build.h"

enum { CLIMB = 64 }; /* inlines nested deeper than that are left out */

static const char *const names[TAG_COUNT][2] = {
#define T(id, old, new) {old, new},
    TAG_LIST(T)
#undef T
};

bool tag_is_new(enum tag tag)
{
    return names[tag][1] != NULL;
}

const char *tag_name(enum tag tag, enum standard standard)
{
    return names[tag][standard == STANDARD_UA2_A4F && tag_is_new(tag)];
}

/* --- the tree ------------------------------------------------------------------------------------ */

static void add_kid(struct tag_tree *tree, uint32_t element, enum tag_kid_kind kind, size_t page, uint32_t value)
{
    uint32_t kid = (uint32_t)tree->kids.n;
    struct tag_element *in = &tree->elements.at[element];
    *list_add(tree->arena, &tree->kids) = (struct tag_kid){kind, (uint32_t)page, value, TAG_NO_KID};
    if (in->last == TAG_NO_KID)
        in->first = kid;
    else
        tree->kids.at[in->last].next = kid;
    in->last = kid;
}

uint32_t tag_add(struct tag_builder *b, enum tag tag, uint32_t parent)
{
    struct tag_tree *tree = b->tree;
    uint32_t element = (uint32_t)tree->elements.n;
    enum lang lang = element == TAG_ROOT ? b->content->lang : tree->elements.at[parent].lang;
    *list_add(tree->arena, &tree->elements) = (struct tag_element){
        .tag = tag,
        .parent = parent,
        .first = TAG_NO_KID,
        .last = TAG_NO_KID,
        .lang = lang,
        .note = NO_INDEX,
    };
    if (element != TAG_ROOT)
        add_kid(tree, parent, KID_ELEMENT, 0, element);
    return element;
}

void tag_add_object(struct tag_tree *tree, uint32_t element, size_t page, uint32_t object)
{
    add_kid(tree, element, KID_OBJECT, page, object);
}

uint32_t tag_link_of(const struct tag_tree *tree, size_t page, size_t item)
{
    int32_t mark = tree->pages[page].mark[item];
    uint32_t element = mark == TAG_NO_MARK ? TAG_ROOT : tree->pages[page].owner.at[mark];
    while (element != TAG_ROOT && tree->elements.at[element].tag != TAG_LINK)
        element = tree->elements.at[element].parent;
    return element;
}

/* Of a Link in the label of a note. */
int32_t tag_note_of(const struct tag_tree *tree, uint32_t link)
{
    const struct tag_element *label = &tree->elements.at[tree->elements.at[link].parent];
    const struct tag_element *note = &tree->elements.at[label->parent];
    return label->tag == TAG_LBL && note->tag == TAG_NOTE ? note->note : NO_INDEX;
}

bool tag_leads(const struct layout *layout, const struct glyph_run *run)
{
    enum { LONGEST_ADDRESS = 8000 }; /* [byte] PDF/A allows 32,767 after escaping */
    if (run->call >= 0)
        return layout->notes && (size_t)run->call < layout->content->notes.n &&
               layout->notes[run->call].page < layout->pages.n;
    if (run->link < 0 || (size_t)run->link >= layout->content->links.n)
        return false;
    const char *address = layout->content->links.at[run->link].address;
    size_t n = strlen(address);
    return n <= LONGEST_ADDRESS && strspn(address, " \t") < n; /* an annotation must say where it leads */
}

uint32_t tag_place_new(struct tag_builder *b, uint32_t text, uint32_t label)
{
    *list_add(b->arena, &b->places) = (struct tag_place){.text = text, .label = label};
    return (uint32_t)b->places.n - 1;
}

/* --- inlines ------------------------------------------------------------------------------------- */

struct path {
    struct tag_inline at[INLINE_DEPTH];
    size_t n;
};

static void path_add(struct path *path, enum tag tag, uint32_t key, enum lang lang)
{
    if (path->n < INLINE_DEPTH - 1) /* one is kept for the language */
        path->at[path->n++] = (struct tag_inline){tag, key, lang, TAG_ROOT};
}

static bool has_link(const struct path *path)
{
    for (size_t i = 0; i < path->n; i++)
        if (path->at[i].tag == TAG_LINK)
            return true;
    return false;
}

/* A link must have its element, whatever else is left out: in generated lines it has no node. */
static void add_link(struct path *path, int32_t link)
{
    if (path->n == INLINE_DEPTH - 1)
        path->n--;
    path_add(path, TAG_LINK, (uint32_t)link, LANG_NONE);
}

/* From the inside out, then turned. */
static void path_of_nodes(const struct tag_builder *b, const struct glyph_run *run, struct path *path)
{
    const struct node *node = run->node < b->node_n ? b->nodes[run->node] : NULL;
    bool leads = tag_leads(b->layout, run);
    for (int i = 0; i < CLIMB && node && node_is_inline(node); i++, node = node->parent)
        if (node->kind == NODE_EMPHASIS)
            path_add(path, node->emphasis.kind == EMPHASIS_LEAD ? TAG_EM : TAG_STRONG, node->id, LANG_NONE);
        else if (node->kind == NODE_LINK && leads && !has_link(path))
            path_add(path, TAG_LINK, (uint32_t)run->link, LANG_NONE);
        else if (node->kind == NODE_LANGUAGE)
            path_add(path, TAG_SPAN, node->id, node->language);
    if (leads && !has_link(path))
        add_link(path, run->link);
    for (size_t i = 0; i < path->n / 2; i++) {
        struct tag_inline swap = path->at[i];
        path->at[i] = path->at[path->n - 1 - i];
        path->at[path->n - 1 - i] = swap;
    }
}

/* The elements between a block and its run. A call stands beside emphasis and links, never in them. PDF 2.0
 * has no type for a reference: there the Link and the note name each other. */
static struct path path_of(const struct tag_builder *b, const struct glyph_run *run, int32_t label_of, enum lang around)
{
    struct path path = {.n = 0};
    if (run->call >= 0 && tag_leads(b->layout, run)) {
        if (b->tree->standard == STANDARD_UA1_A2A)
            path_add(&path, TAG_REFERENCE, run->node, LANG_NONE);
        path_add(&path, TAG_LINK, run->node, LANG_NONE);
    } else if (label_of >= 0 && run->label) {
        path_add(&path, TAG_LINK, (uint32_t)label_of, LANG_NONE);
    } else {
        path_of_nodes(b, run, &path);
    }
    for (size_t i = 0; i < path.n; i++)
        around = path.at[i].lang != LANG_NONE ? path.at[i].lang : around;
    if (run->lang != around && run->lang < LANG_COUNT)
        path.at[path.n++] = (struct tag_inline){TAG_SPAN, UINT32_MAX - (uint32_t)run->lang, run->lang, TAG_ROOT};
    return path;
}

static uint32_t open_inline(struct tag_builder *b, const struct tag_inline *in, uint32_t parent)
{
    uint32_t element = tag_add(b, in->tag, parent);
    struct tag_element *made = &b->tree->elements.at[element];
    if (in->lang != LANG_NONE) {
        made->says_lang = in->lang != made->lang;
        made->lang = in->lang;
    }
    return element;
}

/* Goes on in the inlines that are still open as far as they are the same, and opens the others. */
static uint32_t enter(struct tag_builder *b, uint32_t place_index, uint32_t element, const struct path *path)
{
    struct tag_place *place = &b->places.at[place_index];
    size_t same = 0;
    if (place->opened_in == element)
        while (same < path->n && same < place->open_n && place->open[same].tag == path->at[same].tag &&
               place->open[same].key == path->at[same].key)
            same++;
    place->opened_in = element;
    place->open_n = path->n;
    for (size_t i = 0; i < path->n; i++) {
        if (i >= same) {
            place->open[i] = path->at[i];
            place->open[i].element = open_inline(b, &path->at[i], i ? place->open[i - 1].element : element);
        }
    }
    return path->n ? place->open[path->n - 1].element : element;
}

/* --- items --------------------------------------------------------------------------------------- */

struct cursor {
    const struct page *page;
    size_t line; /* of the page: the first that does not end before the item */
    size_t part; /* of the page, likewise */
    uint32_t stray; /* place of text that no block holds, while it is one line or cell */
    uint32_t stray_block; /* node */
};

static const struct page_line *line_at(struct cursor *at, size_t item)
{
    while (at->line < at->page->lines.n && at->page->lines.at[at->line].end <= item)
        at->line++;
    const struct page_line *line = at->line < at->page->lines.n ? &at->page->lines.at[at->line] : NULL;
    return line && line->first <= item ? line : NULL;
}

/* What the text at an item hangs in that stands in nothing else. */
static uint32_t root_at(const struct tag_builder *b, struct cursor *at, size_t item)
{
    const struct page *page = at->page;
    while (at->part < page->parts.n && page->parts.at[at->part].end <= item)
        at->part++;
    return at->part < page->parts.n ? tag_root_of(b, page->parts.at[at->part].version) : TAG_ROOT;
}

static size_t index_in(const struct block_list *blocks, const struct content_block *block)
{
    uintptr_t start = (uintptr_t)blocks->at, at = (uintptr_t)block;
    return block && at >= start && at < start + blocks->n * sizeof *block ? (at - start) / sizeof *block : blocks->n;
}

/* A note that nothing calls is an error of the document; its text is kept at the end. */
static uint32_t place_in_note(struct tag_builder *b, const struct page_line *line, uint32_t root)
{
    if (!b->note_place[line->note])
        tag_note(b, line->note, tag_add(b, TAG_P, root));
    const struct block_list *blocks = &b->content->notes.at[line->note].blocks;
    size_t i = index_in(blocks, line->block);
    return i < blocks->n ? b->note_place[line->note][i] : NO_PLACE;
}

static uint32_t known_place(struct tag_builder *b, const struct page_line *line, const struct glyph_run *run, uint32_t root)
{
    uint32_t place = NO_PLACE;
    size_t n = b->content->blocks.n, i = line && line->block ? index_in(&b->content->blocks, line->block) : n;
    if (i < n) {
        tag_blocks(b, i + 1);
        place = b->block_place[i];
    } else if (line && line->note >= 0) {
        place = place_in_note(b, line, root);
    }
    bool cell = run->block < b->node_n && b->cell[run->block];
    return cell ? b->cell[run->block] : place;
}

/* Cells of the masthead, and frames that were not made from blocks: a paragraph for each. */
static uint32_t stray_place(struct tag_builder *b, struct cursor *at, const struct page_line *line, size_t item,
    const struct glyph_run *run, uint32_t root)
{
    bool starts = line ? line->at == 0 && line->first == item : at->stray_block != run->block;
    if (starts || !at->stray)
        at->stray = tag_place_new(b, tag_add(b, TAG_P, root), TAG_ROOT);
    at->stray_block = run->block;
    return at->stray;
}

static bool is_called(const struct tag_builder *b, int32_t note)
{
    const struct note *of = note >= 0 ? b->content->notes.at[note].note : NULL;
    return b->layout->notes && of && of->calls > 0;
}

/* The way back from a note leads to its figure, not to what the figure stands in. */
static void add_call(struct tag_builder *b, int32_t note, uint32_t element)
{
    struct tag_note *called = &b->tree->notes[note];
    while (b->tree->elements.at[element].tag != TAG_LINK)
        element = b->tree->elements.at[element].parent;
    b->tree->elements.at[element].note = note;
    if (!called->calls.n || called->calls.at[called->calls.n - 1] != element)
        *list_add(b->arena, &called->calls) = element;
}

/* The element whose own text a run is. */
static uint32_t element_of(struct tag_builder *b, struct cursor *at, size_t item, const struct glyph_run *run)
{
    const struct page_line *line = line_at(at, item);
    uint32_t root = root_at(b, at, item), place = known_place(b, line, run, root);
    if (!place)
        place = stray_place(b, at, line, item, run, root);
    bool label = run->label && b->places.at[place].label != TAG_ROOT;
    uint32_t element = label ? b->places.at[place].label : b->places.at[place].text;
    int32_t label_of = label && line && is_called(b, line->note) ? line->note : NO_INDEX;
    struct path path = path_of(b, run, label_of, b->tree->elements.at[element].lang);
    uint32_t entered = enter(b, place, element, &path);
    if (run->call >= 0 && tag_leads(b->layout, run)) {
        add_call(b, run->call, entered);
        if (!b->note_place[run->call])
            tag_note(b, run->call, element);
    }
    return entered;
}

static uint32_t add_figure(struct tag_builder *b, const struct item *item, size_t page, uint32_t root)
{
    uint32_t element = tag_add(b, TAG_FIGURE, root);
    b->tree->elements.at[element].picture = item;
    b->tree->elements.at[element].page = (uint32_t)page;
    return element;
}

static bool is_artifact(const struct item *item)
{
    bool figure = item->kind == ITEM_PICTURE && item->box.alternative && *item->box.alternative;
    return item->artifact || (item->kind != ITEM_GLYPHS && !figure);
}

/* Consecutive items of one element are one marked-content sequence. */
static void mark_page(struct tag_builder *b, size_t page_index)
{
    struct cursor at = {.page = &b->layout->pages.at[page_index]};
    struct tag_page *page = &b->tree->pages[page_index];
    page->mark = arena_new_array(b->arena, int32_t, at.page->items.n + 1);
    bool goes_on = false;
    for (size_t i = 0; i < at.page->items.n; i++) {
        const struct item *item = &at.page->items.at[i];
        page->mark[i] = TAG_NO_MARK;
        if (is_artifact(item)) {
            goes_on = false;
            continue;
        }
        uint32_t element =
            item->kind == ITEM_GLYPHS ? element_of(b, &at, i, &item->run) : add_figure(b, item, page_index, root_at(b, &at, i));
        if (!goes_on || page->owner.at[page->owner.n - 1] != element) {
            add_kid(b->tree, element, KID_MARK, page_index, (uint32_t)page->owner.n);
            *list_add(b->arena, &page->owner) = element;
        }
        page->mark[i] = (int32_t)page->owner.n - 1;
        goes_on = true;
    }
}

/* --- all ----------------------------------------------------------------------------------------- */

static void note_nodes(struct tag_builder *b, struct node *root)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.node->id < b->node_n)
            b->nodes[walk.node->id] = walk.node;
}

static void note_document(struct tag_builder *b, const struct doc *doc)
{
    if (doc && doc->root)
        note_nodes(b, doc->root);
    for (size_t i = 0; doc && i < doc->notes.n; i++)
        if (doc->notes.at[i]->body)
            note_nodes(b, doc->notes.at[i]->body);
}

static size_t node_end(const struct doc *doc, size_t end)
{
    return doc && doc->node_count >= end ? (size_t)doc->node_count + 1 : end;
}

/* Versions of a synopsis number their nodes apart. */
static void index_nodes(struct tag_builder *b)
{
    const struct content *content = b->content;
    b->node_n = node_end(content->doc, 0);
    for (size_t v = 0; v < content->versions.n; v++)
        b->node_n = node_end(content->versions.at[v].content->doc, b->node_n);
    b->nodes = arena_new_array(b->arena, const struct node *, b->node_n);
    b->body = arena_new_array(b->arena, uint32_t, b->node_n);
    b->cell = arena_new_array(b->arena, uint32_t, b->node_n);
    note_document(b, content->doc);
    for (size_t v = 1; v < content->versions.n; v++)
        note_document(b, content->versions.at[v].content->doc);
}

/* A version is read from its beginning to its end, with its lists and headings whole, before the next: that is
 * one change of voice for each, where rows read across would change it at every paragraph. */
static void add_sections(struct tag_builder *b)
{
    const struct content *content = b->content;
    b->section = arena_new_array(b->arena, uint32_t, content->versions.n);
    for (size_t v = 0; v < content->versions.n; v++) {
        b->section[v] = tag_add(b, TAG_SECT, TAG_ROOT);
        b->tree->elements.at[b->section[v]].lang = content->versions.at[v].content->lang;
        b->tree->elements.at[b->section[v]].says_lang = true;
    }
}

uint32_t tag_root_of(const struct tag_builder *b, size_t version)
{
    return version < b->content->versions.n ? b->section[version] : TAG_ROOT;
}

/* Entries stand in the order of their blocks, whose texts they share. */
static void find_headings(struct tag_builder *b)
{
    const struct block_list *blocks = &b->content->blocks;
    size_t block = 0;
    b->tree->outline = arena_new_array(b->arena, uint32_t, b->layout->outline.n);
    for (size_t i = 0; i < b->layout->outline.n; i++) {
        size_t at = block;
        while (at < blocks->n && blocks->at[at].outline != b->layout->outline.at[i].text)
            at++;
        if (at == blocks->n)
            continue;
        block = at + 1;
        b->tree->outline[i] = b->places.at[b->block_place[at]].text;
    }
}

struct tag_tree *tag_tree_new(struct arena *arena, const struct layout *layout, enum standard standard)
{
    struct tag_tree *tree = arena_new_of(arena, struct tag_tree);
    struct tag_builder builder = {.arena = arena, .layout = layout, .content = layout->content, .tree = tree};
    struct tag_builder *b = &builder;
    tree->arena = arena;
    tree->layout = layout;
    tree->standard = standard;
    tree->note_count = layout->content->notes.n;
    tree->notes = arena_new_array(arena, struct tag_note, tree->note_count);
    tree->pages = arena_new_array(arena, struct tag_page, layout->pages.n);
    index_nodes(b);
    b->block_place = arena_new_array(arena, uint32_t, b->content->blocks.n);
    b->note_place = arena_new_array(arena, uint32_t *, b->content->notes.n);
    tag_add(b, TAG_DOCUMENT, TAG_ROOT);
    tag_place_new(b, TAG_ROOT, TAG_ROOT);
    add_sections(b);
    for (size_t i = 0; i < layout->pages.n; i++)
        mark_page(b, i);
    tag_blocks(b, b->content->blocks.n);
    find_headings(b);
    return tree;
}
