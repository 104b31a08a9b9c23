#include "proof/said.h"

#include <string.h>

enum { NAME_NESTING = 8, NODES = 1000, KEYS = 100 };

struct said {
    struct text_reader *reader;
    struct file *file;
    struct account *account;
    size_t nodes; /* of the tree of names that were read */
};

static void add(struct said *said, enum fact_kind kind, const char *name, const char *value, size_t n)
{
    account_fact(said->account, kind, 0, name, value, n);
}

static void add_value(struct said *said, const char *name, const struct value *value)
{
    struct buf text;
    buf_init(&text, said->file->arena);
    value_print(&text, value, "");
    add(said, FACT_METADATA, name, text.at, text.n);
}

/* --- the packet --------------------------------------------------------------------------------- */

/* What stands after `before` and ahead of the next tag; "" when it is not there. */
static const char *between(struct arena *arena, const char *packet, const char *before)
{
    const char *at = strstr(packet, before);
    return at ? arena_copy(arena, at + strlen(before), strcspn(at + strlen(before), "<")) : "";
}

static void read_packet(struct said *said, const struct value *root)
{
    struct arena *arena = said->file->arena;
    const char *bytes;
    size_t n;
    if (!file_stream(said->file, value_entry(root, "Metadata"), &bytes, &n)) {
        account_fault(said->account, 0, "it has no metadata");
        return;
    }
    const char *packet = arena_copy(arena, bytes, n);
    for (const char *line = packet; *line;) {
        size_t length = strcspn(line, "\n");
        add(said, FACT_METADATA, "XMP", arena_copy(arena, line, length), length);
        line += length + (line[length] == '\n');
    }
    said->account->producer = between(arena, packet, "<pdf:Producer>");
    said->account->date = between(arena, packet, "<xmp:CreateDate>");
    said->account->ua2 = strcmp(between(arena, packet, "<pdfuaid:part>"), "2") == 0;
}

/* --- Info, catalog, pages ------------------------------------------------------------------------ */

static void read_info(struct said *said)
{
    const struct value *info = file_entry(said->file, said->file->trailer, "Info");
    for (size_t i = 0; info->kind == VALUE_DICT && i < info->n; i += 2) {
        const char *name = arena_printf(said->file->arena, "Info %.*s", (int)info->items[i].n, info->items[i].at);
        const char *value = value_text(said->file->arena, file_value(said->file, &info->items[i + 1]));
        add(said, FACT_METADATA, name, value, strlen(value));
    }
}

/* Which entries the catalog has, and what the small ones say. */
static void read_catalog(struct said *said, const struct value *root)
{
    static const char *const small[] = {"Lang", "ViewerPreferences", "MarkInfo", "PageMode", "PageLabels", "Extensions"};
    struct buf keys;
    buf_init(&keys, said->file->arena);
    buf_text(&keys, "");
    for (size_t i = 0; root->kind == VALUE_DICT && i < root->n; i += 2) {
        buf_bytes(&keys, root->items[i].at, root->items[i].n);
        buf_char(&keys, ' ');
    }
    add(said, FACT_METADATA, "catalog", keys.at, keys.n);
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        add_value(said, small[i], file_entry(said->file, root, small[i]));
    said->account->language = value_text(said->file->arena, file_entry(said->file, root, "Lang"));
    const struct value *intents = file_entry(said->file, root, "OutputIntents");
    const struct value *intent = intents->kind == VALUE_ARRAY && intents->n ? file_value(said->file, &intents->items[0]) : &value_null;
    const char *bytes;
    size_t n;
    if (file_stream(said->file, value_entry(intent, "DestOutputProfile"), &bytes, &n))
        add(said, FACT_METADATA, "colour profile", bytes, n);
}

static void read_boxes(struct said *said)
{
    for (size_t i = 0; i < said->reader->page_n && said->account->room; i++) {
        struct buf keys;
        const struct value *page = said->reader->pages[i].dict;
        buf_init(&keys, said->file->arena);
        value_print(&keys, value_entry(page, "MediaBox"), "");
        for (size_t k = 0; k < page->n && k < KEYS; k += 2)
            buf_printf(&keys, " %.*s", (int)page->items[k].n, page->items[k].at);
        account_fact(said->account, FACT_METADATA, (uint32_t)i + 1, "size of the page", keys.at, keys.n);
    }
}

/* --- attachments -------------------------------------------------------------------------------- */

static void read_attachment(struct said *said, const struct value *specification)
{
    struct file *file = said->file;
    const char *name = value_text(file->arena, file_entry(file, specification, "UF")), *bytes;
    const struct value *stream = file_entry(file, file_entry(file, specification, "EF"), "F");
    const struct value *size = file_entry(file, file_entry(file, stream, "Params"), "Size");
    size_t n;
    if (!file_stream(file, stream, &bytes, &n)) {
        account_fault(said->account, 0, arena_printf(file->arena, "the attachment %s cannot be read", name));
        return;
    }
    if (size->kind != VALUE_INT || (uint64_t)size->number != n)
        account_fault(said->account, 0, arena_printf(file->arena, "the attachment %s has not the size that is said", name));
    add(said, FACT_ATTACHMENT, name, arena_copy(file->arena, bytes, n), n);
    struct buf description;
    buf_init(&description, file->arena);
    value_print(&description, specification, "EF");
    add(said, FACT_METADATA, arena_printf(file->arena, "attachment %s", name), description.at, description.n);
    bool source = value_is(file_entry(file, specification, "AFRelationship"), "Source");
    said->account->sources += source;
    if (source && !said->account->source) {
        said->account->source = arena_copy(file->arena, bytes, n);
        said->account->source_n = n;
        said->account->source_name = name;
    }
}

static void read_names(struct said *said, const struct value *node, int depth)
{
    const struct value *names = file_entry(said->file, node, "Names"), *kids = file_entry(said->file, node, "Kids");
    if (said->nodes++ > NODES)
        return;
    for (size_t i = 1; names->kind == VALUE_ARRAY && i < names->n && said->account->room; i += 2)
        read_attachment(said, file_value(said->file, &names->items[i]));
    for (size_t i = 0; kids->kind == VALUE_ARRAY && i < kids->n && depth < NAME_NESTING && said->nodes < NODES; i++)
        read_names(said, file_value(said->file, &kids->items[i]), depth + 1);
}

void said_read(struct text_reader *reader)
{
    struct said said = {reader, reader->file, reader->account, 0};
    const struct value *root = file_entry(said.file, said.file->trailer, "Root");
    read_packet(&said, root);
    read_info(&said);
    read_catalog(&said, root);
    read_boxes(&said);
    read_names(&said, file_entry(said.file, file_entry(said.file, root, "Names"), "EmbeddedFiles"), 0);
}
