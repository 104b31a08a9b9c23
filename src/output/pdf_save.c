/* The file: dictionaries as libharu prints them, packed into object streams behind the streams of their own,
 * and a cross-reference stream; or, plain, one after the other with a classic table. */
#include <string.h>

#include "output/pdf_build.h"
#include "output/pdf_id.h"

enum { PACKED = 200 }; /* objects of one object stream */

/* The dictionaries as libharu prints them, one after the other, and where each starts and ends; of objects
 * without a dictionary there, nothing. */
struct printed {
    struct pdf_object *const *objects;
    const char *text;
    size_t *end; /* of object i; object 0 does not exist */
    uint32_t count;
};

static bool print_all(struct pdf_file *file, HPDF_Stream stream, struct printed *printed)
{
    for (uint32_t i = 1; i < printed->count; i++) {
        HPDF_Dict dict = file->objects.at[i]->dict;
        if (dict && HPDF_Obj_WriteValue(dict, stream, NULL) != HPDF_OK)
            return false;
        printed->end[i] = stream->size;
    }
    return true;
}

static const char *gather(struct arena *arena, HPDF_Stream stream)
{
    char *text = arena_alloc(arena, (size_t)stream->size + 1);
    size_t at = 0;
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
        HPDF_UINT n = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(stream, i, &n);
        memcpy(text + at, bytes, n);
        at += n;
    }
    return text;
}

static bool print(struct pdf_file *file, struct printed *printed)
{
    printed->objects = file->objects.at;
    printed->count = (uint32_t)file->objects.n;
    printed->end = arena_new_array(file->arena, size_t, printed->count);
    file->stream = HPDF_MemStream_New(file->doc->mmgr, 1 << 16);
    if (!file->stream || !print_all(file, file->stream, printed))
        return false;
    printed->text = gather(file->arena, file->stream);
    return true;
}

static void print_body(const struct printed *printed, uint32_t i, struct buf *out)
{
    const struct pdf_object *object = printed->objects[i];
    if (object->dict) {
        buf_bytes(out, printed->text + printed->end[i - 1], printed->end[i] - printed->end[i - 1]);
        return;
    }
    buf_text(out, "<<");
    buf_bytes(out, object->entries.at, object->entries.n);
    buf_bytes(out, object->body, object->body_n);
    buf_text(out, ">>");
}

static void print_trailer(const struct pdf_file *file, uint32_t size, struct buf *out)
{
    buf_printf(out, "/Size %u/Root %u 0 R", size, pdf_number(file->catalog));
    if (!file->version_2)
        buf_printf(out, "/Info %u 0 R", pdf_number(file->info));
    pdf_id_place(out);
}

static void write_object(const struct printed *printed, uint32_t i, const struct pdf_object *object, struct buf *out)
{
    buf_int(out, i);
    buf_text(out, " 0 obj\n");
    print_body(printed, i, out);
    if (object->is_stream) {
        buf_text(out, "\nstream\n");
        buf_bytes(out, object->bytes, object->bytes_n);
        buf_text(out, "\nendstream");
    }
    buf_text(out, "\nendobj\n");
}

static void write_start(size_t offset, struct buf *out)
{
    buf_printf(out, "startxref\n%zu\n%%%%EOF\n", offset);
}

static void write_plain(struct pdf_file *file, const struct printed *printed, struct buf *out)
{
    size_t *place = arena_new_array(file->arena, size_t, printed->count);
    for (uint32_t i = 1; i < printed->count; i++) {
        place[i] = out->n;
        write_object(printed, i, printed->objects[i], out);
        file->parts.at[printed->objects[i]->part].bytes += out->n - place[i];
    }
    struct buf trailer;
    buf_init(&trailer, file->arena);
    print_trailer(file, printed->count, &trailer);
    size_t table = out->n;
    buf_printf(out, "xref\n0 %u\n0000000000 65535 f \n", printed->count);
    for (uint32_t i = 1; i < printed->count; i++)
        buf_printf(out, "%010zu 00000 n \n", place[i]);
    buf_printf(out, "trailer\n<<%s>>\n", trailer.at);
    write_start(table, out);
}

/* An entry of a cross-reference stream: 1, offset, 0 or 2, object stream, index in it. */
struct entry {
    uint8_t kind;
    uint32_t place;
    uint16_t index;
};

struct packer {
    struct pdf_file *file;
    const struct printed *printed;
    struct buf *out;
    struct entry *entries; /* room for the object streams too */
    uint32_t next; /* number of the next new object */
    struct buf heads, bodies; /* of the object stream being filled */
    uint32_t packed;
    size_t *share; /* [byte] of it, by part */
};

static void write_extra(struct packer *p, uint32_t number, const char *head, const struct buf *bytes)
{
    struct pdf_file *file = p->file;
    struct packed packed = press_pack(file->press, file->arena, bytes->at, bytes->n);
    buf_printf(p->out, "%u 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>\nstream\n", number, head, packed.n);
    buf_bytes(p->out, packed.bytes, packed.n);
    buf_text(p->out, "\nendstream\nendobj\n");
}

/* Parts have their share of what the stream takes in the file by what they were before it was compressed. */
static void count_shares(struct packer *p, size_t bytes, size_t taken)
{
    struct pdf_part_list *parts = &p->file->parts;
    size_t before = 0, given = 0;
    for (size_t i = 0; i < parts->n; i++) {
        before += p->share[i];
        size_t due = (size_t)((uint64_t)taken * before / bytes);
        parts->at[i].bytes += due - given;
        given = due;
        p->share[i] = 0;
    }
}

static void flush(struct packer *p)
{
    if (!p->packed)
        return;
    size_t start = p->out->n;
    const char *head = arena_printf(p->file->arena, "/Type/ObjStm/N %u/First %zu", p->packed, p->heads.n);
    buf_bytes(&p->heads, p->bodies.at, p->bodies.n);
    p->entries[p->next] = (struct entry){1, (uint32_t)p->out->n, 0};
    write_extra(p, p->next++, head, &p->heads);
    count_shares(p, p->heads.n, p->out->n - start);
    p->heads.n = p->bodies.n = 0;
    p->packed = 0;
}

static void pack(struct packer *p, uint32_t i)
{
    size_t start = p->heads.n + p->bodies.n;
    buf_int(&p->heads, i);
    buf_char(&p->heads, ' ');
    buf_int(&p->heads, (int64_t)p->bodies.n);
    buf_char(&p->heads, ' ');
    print_body(p->printed, i, &p->bodies);
    buf_char(&p->bodies, '\n');
    p->share[p->printed->objects[i]->part] += p->heads.n + p->bodies.n - start;
    p->entries[i] = (struct entry){2, p->next, (uint16_t)p->packed};
    if (++p->packed == PACKED)
        flush(p);
}

enum { ENTRY = 6, UP = 2 }; /* [byte]; how rows of pixels are predicted in PNG: each byte from the one above */

static void print_entry(const struct entry *entry, unsigned char bytes[ENTRY])
{
    bytes[0] = entry->kind;
    for (int i = 0; i < 4; i++)
        bytes[1 + i] = (unsigned char)(entry->place >> (24 - 8 * i));
    bytes[5] = (unsigned char)entry->index;
}

/* Each entry as what differs from the one before, because most are alike. */
static void print_table(const struct entry *entries, uint32_t n, struct buf *out)
{
    unsigned char above[ENTRY] = {0}, bytes[ENTRY], row[1 + ENTRY] = {UP};
    for (uint32_t i = 0; i < n; i++) {
        print_entry(&entries[i], bytes);
        for (int k = 0; k < ENTRY; k++)
            row[1 + k] = (unsigned char)(bytes[k] - above[k]);
        memcpy(above, bytes, sizeof above);
        buf_bytes(out, row, sizeof row);
    }
}

static void write_entries(struct packer *p)
{
    uint32_t number = p->next;
    size_t place = p->out->n;
    p->entries[number] = (struct entry){1, (uint32_t)place, 0};
    struct buf table, head;
    buf_init(&table, p->file->arena);
    print_table(p->entries, number + 1, &table);
    buf_init(&head, p->file->arena);
    buf_text(&head, "/Type/XRef/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>");
    print_trailer(p->file, number + 1, &head);
    write_extra(p, number, head.at, &table);
    write_start(place, p->out);
}

static void write_packed(struct pdf_file *file, const struct printed *printed, struct buf *out)
{
    struct packer p = {.file = file, .printed = printed, .out = out, .next = printed->count};
    p.entries = arena_new_array(file->arena, struct entry, (size_t)printed->count + printed->count / PACKED + 2);
    p.share = arena_new_array(file->arena, size_t, file->parts.n);
    buf_init(&p.heads, file->arena);
    buf_init(&p.bodies, file->arena);
    for (uint32_t i = 1; i < printed->count; i++) {
        const struct pdf_object *object = printed->objects[i];
        if (!object->is_stream) {
            pack(&p, i);
            continue;
        }
        size_t start = out->n;
        p.entries[i] = (struct entry){1, (uint32_t)start, 0};
        write_object(printed, i, object, out);
        file->parts.at[object->part].bytes += out->n - start;
    }
    flush(&p);
    write_entries(&p);
}

/* The header, the page tree, the catalog, the cross-references and the trailer. */
static void count_rest(struct pdf_file *file, size_t bytes)
{
    size_t counted = 0;
    for (size_t i = PART_FILE + 1; i < file->parts.n; i++)
        counted += file->parts.at[i].bytes;
    file->parts.at[PART_FILE].bytes = bytes - counted;
}

bool pdf_file_write(struct pdf_file *file, struct buf *out)
{
    struct printed printed;
    if (file->failed || file->pages_left || HPDF_GetError(file->doc) != HPDF_OK || !print(file, &printed))
        return false;
    buf_printf(out, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", file->version_2 ? "2.0" : "1.7");
    if (file->press)
        write_packed(file, &printed, out);
    else
        write_plain(file, &printed, out);
    count_rest(file, out->n);
    return out->n <= INT32_MAX && pdf_id_write(out->at, out->n);
}
