#include "checking/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf.h"
#include "checking/keys.h"
#include "language/fold.h"
#include "language/numeral.h"

#define PARTING "\x1F" /* stands for a call, a cell or a note: no figure runs through it */

/* One TEXT in the text of its paragraph. */
struct piece {
    size_t start, end; /* [byte] of the paragraph's text */
    struct span span;
};

struct gatherer {
    struct arena *arena;
    struct doc *doc;
    struct facts *facts;
    const struct concept_index *index;
    const struct note **notes; /* by address */
    bool *noted; /* for each of them: it was called before */
    struct buf text;
    LIST(struct piece) pieces;
    LIST(const struct note *) calls;
    const char *path[LEVELS_MOST]; /* names of the paragraphs that the next one may be in */
    int counted[NODE_KIND_COUNT]; /* of each kind so far, for names of what has no number */
};

/* --- text --------------------------------------------------------------------------------------- */

static void add_bytes(struct gatherer *gatherer, const char *at, size_t n, struct span span)
{
    *list_add(gatherer->arena, &gatherer->pieces) = (struct piece){gatherer->text.n, gatherer->text.n + n, span};
    buf_bytes(&gatherer->text, at, n);
}

enum { TARGETS_MOST = 256 }; /* of one paragraph; a longer row of links is not compared to its end */

static void add_target(struct gatherer *gatherer, struct para *para, const struct node *link)
{
    static const char *const hosts[] = {"https://undocs.org/", "https://docs.un.org/", "http://undocs.org/"};
    const char *address = link->link.address;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts && !link->link.found && address; i++) {
        if (strncmp(address, hosts[i], strlen(hosts[i])) != 0)
            continue;
        const char *rest = address + strlen(hosts[i]), *slash = strchr(rest, '/');
        if (slash && slash - rest == 2 && para->targets.n < TARGETS_MOST)
            *list_add(gatherer->arena, &para->targets) = slash + 1;
    }
}

static void add_inlines(struct gatherer *gatherer, struct para *para, const struct node *block)
{
    for (struct node *child = block->first; child && node_is_inline(child); child = child->next)
        for (struct walk walk = walk_start(child); walk_next(&walk);) {
            if (!walk.entering)
                continue;
            const struct node *node = walk.node;
            if (node->kind == NODE_TEXT)
                add_bytes(gatherer, node->text.at, node->text.n, node->span);
            else if (node->kind == NODE_LINE_BREAK)
                add_bytes(gatherer, " ", 1, node->span);
            else if (node->kind == NODE_LINK)
                add_target(gatherer, para, node);
            else if (node->kind == NODE_CALL) {
                para->calls++;
                *list_add(gatherer->arena, &gatherer->calls) = node->call;
                add_bytes(gatherer, PARTING, strlen(PARTING), node->span);
            }
        }
}

static struct span place_of(const struct gatherer *gatherer, size_t start, size_t end)
{
    size_t low = 0, high = gatherer->pieces.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (gatherer->pieces.at[middle].start <= start)
            low = middle;
        else
            high = middle;
    }
    const struct piece *piece = &gatherer->pieces.at[low];
    if (piece->span.end - piece->span.start != piece->end - piece->start || start < piece->start)
        return piece->span;
    size_t stop = end < piece->end ? end : piece->end;
    return span_of(piece->span.start + (start - piece->start), piece->span.start + (stop - piece->start));
}

/* --- what is found in the text ------------------------------------------------------------------ */

static void sort_hashes(struct gatherer *gatherer, struct para *para)
{
    uint64_t *hashes = arena_new_array(gatherer->arena, uint64_t, para->facts.n + 1);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < para->facts.n; i++)
        if (!para->facts.at[i].note)
            hashes[n++] = para->facts.at[i].hash;
    keys_of(hashes, n);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || hashes[i] != hashes[i - 1])
            hashes[kept++] = hashes[i];
    para->hashes = hashes;
    para->hash_count = kept;
}

static void find_facts(struct gatherer *gatherer, struct para *para)
{
    struct figures figures = {0};
    figure_find(gatherer->arena, gatherer->doc->language, para->text, para->n, &figures);
    for (size_t i = 0; i < figures.list.n; i++) {
        const struct figure *figure = &figures.list.at[i];
        *list_add(gatherer->arena, &para->facts) = (struct fact){*figure, hash_text(HASH_START ^ (uint64_t)figure->kind, figure->key),
            place_of(gatherer, figure->start, figure->end), figure->start >= para->own};
    }
    sort_hashes(gatherer, para);
}

enum { QUOTED_LEAST = 15 }; /* [code point] a shorter quotation is a word or a name, and languages mark those differently */

/* Quotations in the outer marks of any language that are long enough to be a title. */
static int count_quotes(const char *text, size_t n)
{
    int quotes = 0;
    size_t open = SIZE_MAX;
    for (size_t at = 0, taken; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        bool mark = c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB || c == 0x300A || c == 0x300B;
        if (!mark)
            continue;
        if (open == SIZE_MAX) {
            open = at + taken;
        } else {
            quotes += utf8_count(text + open, at - open) >= QUOTED_LEAST;
            open = SIZE_MAX;
        }
    }
    return quotes;
}

static void find_lead(struct gatherer *gatherer, struct para *para, const struct node *block)
{
    if (para->kind != NODE_PREAMBULAR && para->kind != NODE_OPERATIVE)
        return;
    for (const struct node *child = block->first; child && node_is_inline(child); child = child->next) {
        if (child->kind != NODE_EMPHASIS)
            continue;
        struct buf words;
        buf_init(&words, gatherer->arena);
        node_text(child, &words);
        para->emphasised = true;
        if (!words.n)
            continue;
        concept_find(gatherer->index, words.at, words.n, true, &para->lead);
        para->again = concept_again(gatherer->doc->language, words.at, words.n);
        return;
    }
}

/* --- names -------------------------------------------------------------------------------------- */

static const char *label_of(struct gatherer *gatherer, const struct node *node)
{
    struct buf out;
    buf_init(&out, gatherer->arena);
    buf_text(&out, "");
    if (node->item.dash)
        buf_text(&out, "–");
    else if (node->item.number)
        numeral_label(LANG_EN, node->item.level, node->item.number, &out);
    return out.at;
}

static const char *name_of(struct gatherer *gatherer, const struct node *node)
{
    struct arena *arena = gatherer->arena;
    int count = ++gatherer->counted[node->kind];
    switch (node->kind) {
    case NODE_OPENING:
        return "the opening line";
    case NODE_PREAMBULAR:
        return arena_printf(arena, "preambular paragraph %d", count);
    case NODE_OPERATIVE:
        return node->item.number ? arena_printf(arena, "paragraph %d", node->item.number)
                                 : arena_printf(arena, "unnumbered operative paragraph %d", count);
    case NODE_ITEM: {
        const char *above = node->item.level > 0 && node->item.level <= LEVELS_MOST ? gatherer->path[node->item.level - 1] : NULL;
        return arena_printf(arena, "%s %s", above ? above : "item", label_of(gatherer, node));
    }
    case NODE_HEADING:
        return arena_printf(arena, "heading %d", count);
    case NODE_ANNEX:
        return arena_printf(arena, "annex %d", count);
    case NODE_TABLE:
        return arena_printf(arena, "table %d", count);
    case NODE_ROW:
        return arena_printf(arena, "row %d of table %d", count, gatherer->counted[NODE_TABLE]);
    case NODE_CLOSING:
        return "the closing lines";
    default:
        return arena_printf(arena, "plain paragraph %d", count);
    }
}

/* The paragraph's name is what the items under it are named after. */
static void enter(struct gatherer *gatherer, const struct node *node, const char *name)
{
    int level = node->kind == NODE_ITEM ? node->item.level : 0;
    for (int i = level; i < LEVELS_MOST; i++)
        gatherer->path[i] = name;
    if (node->kind == NODE_TABLE)
        gatherer->counted[NODE_ROW] = 0;
}

/* --- paragraphs --------------------------------------------------------------------------------- */

static int by_address(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)*(const struct note *const *)a, right = (uintptr_t)*(const struct note *const *)b;
    return (left > right) - (left < right);
}

/* Whether a note is called for the first time. */
static bool is_new(struct gatherer *gatherer, const struct note *note)
{
    const struct note **found = bsearch(&note, gatherer->notes, gatherer->doc->notes.n, sizeof *gatherer->notes, by_address);
    if (!found || gatherer->noted[found - gatherer->notes])
        return false;
    gatherer->noted[found - gatherer->notes] = true;
    return true;
}

/* Texts of the notes that are first called in the paragraph. */
static void add_notes(struct gatherer *gatherer, struct para *para)
{
    size_t calls_here = gatherer->calls.n; /* a note that calls a note does not bring it along */
    for (size_t i = 0; i < calls_here; i++) {
        const struct note *note = gatherer->calls.at[i];
        if (!is_new(gatherer, note))
            continue;
        para->notes++;
        for (struct node *block = note->body ? note->body->first : NULL; block; block = block->next) {
            int calls = para->calls;
            add_bytes(gatherer, PARTING, strlen(PARTING), block->span);
            add_inlines(gatherer, para, block);
            para->calls = calls;
        }
    }
}

/* A short beginning of a block, for the caret. */
static struct span beginning(const struct doc *doc, struct span span)
{
    const char *bytes = doc->source->bytes;
    uint32_t end = span.start;
    for (int words = 0; end < span.end && bytes[end] != '\n' && end - span.start < 60; end++)
        if (bytes[end] == ' ' && ++words == 4)
            break;
    while (end < span.end && utf8_is_inside(bytes[end]))
        end++;
    return span_of(span.start, end);
}

static bool ends_in_colon(const char *text, size_t n)
{
    static const char wide[] = "\uFF1A";
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
        n--;
    return n && (text[n - 1] == ':' || (n > 3 && memcmp(text + n - 3, wide, 3) == 0));
}

static void start_text(struct gatherer *gatherer)
{
    buf_init(&gatherer->text, gatherer->arena);
    buf_text(&gatherer->text, "");
    gatherer->pieces.n = gatherer->calls.n = 0;
    add_bytes(gatherer, "", 0, span_of(0, 0));
}

static void finish_text(struct gatherer *gatherer, struct para *para, size_t own)
{
    para->text = gatherer->text.at;
    para->n = gatherer->text.n;
    para->own = own;
    para->length = utf8_count(para->text, own);
    para->quotes = count_quotes(para->text, own);
    para->leads_on = ends_in_colon(para->text, own);
    find_facts(gatherer, para);
    concept_find(gatherer->index, para->text, own, false, &para->concepts);
    gatherer->facts->length += para->length;
}

static void add_row(struct gatherer *gatherer, struct para *para, const struct node *row)
{
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        add_bytes(gatherer, PARTING, strlen(PARTING), cell->span);
        add_inlines(gatherer, para, cell);
        para->columns++;
    }
}

static void measure_table(struct para *para, const struct node *table)
{
    for (const struct node *row = table->first; row; row = row->next) {
        int cells = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next)
            cells++;
        para->rows++;
        if (cells > para->columns)
            para->columns = cells;
    }
}

static void add_para(struct gatherer *gatherer, const struct node *node)
{
    struct para *para = list_add(gatherer->arena, &gatherer->facts->paras);
    bool item = node->kind == NODE_OPERATIVE || node->kind == NODE_ITEM || node->kind == NODE_HEADING;
    *para = (struct para){.node = node, .kind = node->kind, .level = item ? node->item.level : 0,
        .number = item && node->kind != NODE_HEADING ? node->item.number : 0, .span = beginning(gatherer->doc, node->span)};
    para->name = name_of(gatherer, node);
    enter(gatherer, node, para->name);
    start_text(gatherer);
    if (node->kind == NODE_ROW)
        add_row(gatherer, para, node);
    else if (node->kind == NODE_TABLE)
        measure_table(para, node);
    else
        add_inlines(gatherer, para, node);
    size_t own = gatherer->text.n;
    add_notes(gatherer, para);
    finish_text(gatherer, para, own);
    find_lead(gatherer, para, node);
}

static bool stands_alone(const struct node *node)
{
    switch (node->kind) {
    case NODE_DOCUMENT:
    case NODE_QUOTE:
    case NODE_CELL:
    case NODE_NOTE:
    case NODE_SEPARATOR:
    case NODE_PAGE_BREAK:
        return false;
    default:
        return !node_is_inline(node);
    }
}

static void add_fields(struct gatherer *gatherer)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const struct field *field = &gatherer->doc->fields.at[id];
        struct para *para = &gatherer->facts->fields[id];
        if (!field->text)
            continue;
        *para = (struct para){.kind = NODE_DOCUMENT, .span = field->span, .name = field_name((enum field_id)id)};
        start_text(gatherer);
        add_bytes(gatherer, field->text, strlen(field->text), field->span);
        finish_text(gatherer, para, gatherer->text.n);
    }
}

struct facts *facts_gather(struct arena *arena, struct doc *doc)
{
    struct facts *facts = arena_new_of(arena, struct facts);
    struct gatherer gatherer = {.arena = arena, .doc = doc, .facts = facts, .index = concept_index_new(arena, doc->language),
        .notes = arena_new_array(arena, const struct note *, doc->notes.n + 1),
        .noted = arena_new_array(arena, bool, doc->notes.n + 1)};
    for (size_t i = 0; i < doc->notes.n; i++)
        gatherer.notes[i] = doc->notes.at[i];
    qsort(gatherer.notes, doc->notes.n, sizeof *gatherer.notes, by_address);
    facts->doc = doc;
    facts->notes = doc->notes.n;
    add_fields(&gatherer);
    facts->length = 0;
    for (struct walk walk = walk_start(doc->root); walk_next(&walk);)
        if (walk.entering && stands_alone(walk.node))
            add_para(&gatherer, walk.node);
    return facts;
}
