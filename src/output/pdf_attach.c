#include "output/pdf_attach.h"

#include <string.h>

#include "output/xmp.h"

/* One file with its name as it will stand in the tree of names. */
struct entry {
    struct buf name;
    const struct pdf_object *object; /* file specification */
};

/* A name of PDF: "text/plain" is text#2Fplain. */
static void print_type(struct buf *out, const char *type)
{
    buf_char(out, '/');
    for (; *type; type++) {
        bool plain = (*type >= 'a' && *type <= 'z') || (*type >= 'A' && *type <= 'Z') || (*type >= '0' && *type <= '9');
        if (plain || *type == '-' || *type == '.' || *type == '+') {
            buf_char(out, *type);
        } else {
            buf_char(out, '#');
            buf_hex(out, (unsigned char)*type, 2);
        }
    }
}

static const struct pdf_object *write_stream(struct arena *arena, struct pdf_file *file, const struct pdf_attachment *attachment, int64_t date)
{
    struct pdf_object *object = pdf_object_new(file);
    struct buf body;
    buf_init(&body, arena);
    buf_text(&body, "/Subtype");
    print_type(&body, attachment->type);
    buf_printf(&body, "/Params<</Size %zu", attachment->n);
    if (xmp_has_date(date)) {
        buf_text(&body, "/ModDate");
        xmp_pdf_date(date, &body);
    }
    buf_text(&body, ">>");
    pdf_set_name(object, "Type", "EmbeddedFile");
    pdf_set_stream(object, attachment->bytes, attachment->n, PDF_PACKED);
    pdf_set_body(object, &body);
    return object;
}

static struct entry write_file(struct arena *arena, struct pdf_file *file, const struct pdf_attachment *attachment, int64_t date)
{
    struct entry entry;
    buf_init(&entry.name, arena);
    pdf_text_utf16(&entry.name, attachment->name);
    pdf_part(file, "attachment", attachment->name);
    unsigned stream = pdf_number(write_stream(arena, file, attachment, date));
    struct pdf_object *object = pdf_object_new(file);
    struct buf body;
    buf_init(&body, arena);
    buf_printf(&body, "/F%s/UF%s/Desc", entry.name.at, entry.name.at);
    pdf_text(&body, attachment->description);
    buf_printf(&body, "/EF<</F %u 0 R/UF %u 0 R>>", stream, stream);
    pdf_set_name(object, "Type", "Filespec");
    pdf_set_name(object, "AFRelationship", attachment->relationship);
    pdf_set_body(object, &body);
    entry.object = object;
    return entry;
}

/* Digits sort as the bytes they stand for; the bracket behind them stands for nothing. */
static bool stands_before(const struct buf *a, const struct buf *b)
{
    size_t n = (a->n < b->n ? a->n : b->n) - 1;
    int order = memcmp(a->at, b->at, n);
    return order ? order < 0 : a->n < b->n;
}

static void sort(struct entry *entries, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct entry entry = entries[i];
        size_t k = i;
        for (; k > 0 && stands_before(&entry.name, &entries[k - 1].name); k--)
            entries[k] = entries[k - 1];
        entries[k] = entry;
    }
}

void pdf_attachments_write(struct arena *arena, struct pdf_file *file, const struct pdf_attachment *list, size_t n,
    int64_t date, struct buf *catalog)
{
    if (!n)
        return;
    struct entry *entries = arena_new_array(arena, struct entry, n);
    buf_text(catalog, "/AF[");
    for (size_t i = 0; i < n; i++) {
        entries[i] = write_file(arena, file, &list[i], date);
        buf_printf(catalog, "%s%u 0 R", i ? " " : "", pdf_number(entries[i].object));
    }
    sort(entries, n);
    buf_text(catalog, "]/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < n; i++)
        buf_printf(catalog, "%s%u 0 R", entries[i].name.at, pdf_number(entries[i].object));
    buf_text(catalog, "]>>>>");
}
