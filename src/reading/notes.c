#include "reading/notes.h"

#include <string.h>

#include "base/hash.h"

/* A note with what only reading needs to know of it. */
struct kept {
    struct note note; /* first, so that a note is its kept */
    struct note *same_as; /* the note of the same name before it, which it is when it gets no body */
    bool listed;
    bool by_field; /* called in a field, before all paragraphs */
};

struct entry {
    const char *name;
    size_t n; /* [byte] */
    struct kept *current;
};

struct note_index {
    LIST(struct entry) entries;
    uint32_t *slots; /* entry number + 1; 0 is free */
    size_t slot_count; /* a power of two, at least twice the entries */
    LIST(struct node *) surplus; /* second bodies of one name */
};

static uint64_t hash_of(const char *name, size_t n)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < n; i++)
        hash = hash_step(hash, (unsigned char)name[i]);
    return hash;
}

/* The slot of a name, or the free one where it belongs. */
static uint32_t *slot_of(const struct note_index *index, const char *name, size_t n)
{
    size_t at = hash_of(name, n) & (index->slot_count - 1);
    for (;; at = (at + 1) & (index->slot_count - 1)) {
        uint32_t *slot = &index->slots[at];
        if (!*slot)
            return slot;
        const struct entry *entry = &index->entries.at[*slot - 1];
        if (entry->n == n && memcmp(entry->name, name, n) == 0)
            return slot;
    }
}

static void grow_slots(struct note_index *index, struct arena *arena)
{
    index->slot_count = index->slot_count ? 2 * index->slot_count : 64;
    index->slots = arena_new_array(arena, uint32_t, index->slot_count);
    for (size_t i = 0; i < index->entries.n; i++)
        *slot_of(index, index->entries.at[i].name, index->entries.at[i].n) = (uint32_t)i + 1;
}

static struct entry *entry_of(struct doc *doc, const char *name, size_t n)
{
    if (!doc->note_index)
        doc->note_index = arena_new_of(doc->arena, struct note_index);
    struct note_index *index = doc->note_index;
    if (2 * index->entries.n >= index->slot_count)
        grow_slots(index, doc->arena);
    uint32_t *slot = slot_of(index, name, n);
    if (!*slot) {
        *list_add(doc->arena, &index->entries) = (struct entry){.name = arena_copy(doc->arena, name, n), .n = n};
        *slot = (uint32_t)index->entries.n;
    }
    return &index->entries.at[*slot - 1];
}

static void start_note(struct doc *doc, struct entry *entry, struct span span)
{
    struct kept *kept = arena_new_of(doc->arena, struct kept);
    kept->note.name = entry->name;
    kept->note.span = span;
    if (entry->current)
        kept->same_as = &entry->current->note;
    entry->current = kept;
    *list_add(doc->arena, &doc->notes) = &kept->note;
}

bool notes_is_star(const char *name, size_t n)
{
    size_t stars = 0;
    while (stars < n && name[stars] == '*')
        stars++;
    return n > 0 && stars == n;
}

struct note *notes_call(struct doc *doc, const char *name, size_t n, struct span span)
{
    struct entry *entry = entry_of(doc, name, n);
    bool reused = doc->published || notes_is_star(name, n);
    if (!entry->current || (reused && entry->current->note.body))
        start_note(doc, entry, span);
    entry->current->note.calls++;
    return &entry->current->note;
}

void notes_call_by_field(struct doc *doc, const char *name, size_t n, struct span span)
{
    struct note *note = notes_named(doc, name, n);
    if (!note)
        note = notes_call(doc, name, n, span);
    ((struct kept *)note)->by_field = true;
}

struct node *notes_body(struct doc *doc, const char *name, size_t n, struct span span, struct report *report)
{
    struct entry *entry = entry_of(doc, name, n);
    struct node *body = doc_node(doc, NODE_NOTE, span);
    if (!entry->current)
        start_note(doc, entry, span);
    if (entry->current->note.body) {
        diag_at(report, DIAG_NOTE_TWICE, doc->source, span, entry->name);
        *list_add(doc->arena, &doc->note_index->surplus) = body;
    } else {
        entry->current->note.body = body;
    }
    return body;
}

struct note *notes_named(const struct doc *doc, const char *name, size_t n)
{
    if (!doc->note_index || !doc->note_index->slot_count)
        return NULL;
    uint32_t slot = *slot_of(doc->note_index, name, n);
    return slot ? &doc->note_index->entries.at[slot - 1].current->note : NULL;
}

/* Calls of a name after its only body are calls of that body's note. */
static struct note *meant(struct note *note)
{
    struct kept *kept = (struct kept *)note;
    if (note->body || !kept->same_as)
        return note;
    kept->same_as->calls += note->calls;
    note->calls = 0;
    return kept->same_as;
}

struct settling {
    struct doc *doc;
    struct report *report;
    LIST(struct note *) called;
    size_t followed; /* of `called`, whose bodies are searched for calls */
    int numbered;
};

static void list_called(struct settling *settling, struct note *note)
{
    struct doc *doc = settling->doc;
    struct kept *kept = (struct kept *)note;
    if (kept->listed)
        return;
    kept->listed = true;
    if (!notes_is_star(note->name, strlen(note->name)))
        note->number = ++settling->numbered;
    if (!note->body) {
        diag_at(settling->report, DIAG_NOTE_MISSING, doc->source, note->span, note->name);
        note->body = doc_node(doc, NODE_NOTE, span_of(0, 0));
    }
    *list_add(doc->arena, &settling->called) = note;
}

static void list_calls_under(struct settling *settling, struct node *root)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering && walk.node->kind == NODE_CALL) {
            walk.node->call = meant(walk.node->call);
            list_called(settling, walk.node->call);
        }
}

static void list_calls_in_bodies(struct settling *settling)
{
    while (settling->followed < settling->called.n)
        list_calls_under(settling, settling->called.at[settling->followed++]->body);
}

static void move_to_end(struct settling *settling, struct node *body)
{
    while (body->first) {
        struct node *paragraph = body->first;
        node_remove(paragraph);
        node_append(settling->doc->root, paragraph);
        list_calls_under(settling, paragraph);
    }
    list_calls_in_bodies(settling);
}

/* The typed number, or 0 for a name that is none. */
static int typed_number(const char *name)
{
    int number = 0;
    for (; *name >= '0' && *name <= '9' && number < 100000; name++)
        number = 10 * number + (*name - '0');
    return *name ? 0 : number;
}

static void check_order(struct settling *settling)
{
    for (size_t i = 1; i < settling->called.n; i++) {
        const struct note *before = settling->called.at[i - 1], *note = settling->called.at[i];
        int number = typed_number(note->name);
        if (number > 1 && typed_number(before->name) > number)
            diag_at(settling->report, DIAG_NOTE_ORDER, settling->doc->source, before->span, before->name, note->name);
    }
}

void notes_settle(struct doc *doc, struct report *report)
{
    struct settling settling = {.doc = doc, .report = report};
    for (size_t i = 0; i < doc->notes.n; i++)
        if (((struct kept *)doc->notes.at[i])->by_field)
            list_called(&settling, doc->notes.at[i]);
    list_calls_under(&settling, doc->root);
    list_calls_in_bodies(&settling);
    for (size_t i = 0; i < doc->notes.n; i++) {
        struct note *note = doc->notes.at[i];
        if (((struct kept *)note)->listed || !note->body)
            continue;
        diag_at(report, DIAG_NOTE_UNUSED, doc->source, note->span, note->name);
        move_to_end(&settling, note->body);
    }
    if (doc->note_index)
        for (size_t i = 0; i < doc->note_index->surplus.n; i++)
            move_to_end(&settling, doc->note_index->surplus.at[i]);
    if (doc->published)
        check_order(&settling);
    doc->notes.at = settling.called.at;
    doc->notes.n = settling.called.n;
    doc->notes.room = settling.called.room;
}
