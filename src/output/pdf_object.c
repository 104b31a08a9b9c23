#include "output/pdf_object.h"

#include <hpdf.h>
#include <libdeflate.h>
#include <string.h>

#include "base/utf.h"
#include "output/pdf_id.h"

enum {
    DEFLATE_LEVEL = 6,
    KIDS = 512, /* pages of one page tree node */
    PACKED = 200, /* objects of one object stream */
    LONGEST_TEXT = 8000, /* code points of a string: PDF/A allows 32,767 bytes */
};

struct pdf_object {
    struct pdf_file *file;
    HPDF_Dict dict;
    const char *body;
    size_t body_n;
    const void *bytes; /* the stream as it will stand in the file */
    size_t bytes_n;
    bool is_stream;
};

struct pdf_file {
    struct arena *arena;
    bool plain;
    bool failed;
    HPDF_Doc doc;
    HPDF_Stream stream; /* where libharu prints objects */
    struct libdeflate_compressor *compressor;
    struct pdf_object *catalog, *info;
    size_t pages_left;
    HPDF_Dict node; /* where the next page goes */
    HPDF_Array kids; /* of that node */
    size_t kid_count;
    bool nested; /* the root holds nodes, not pages */
};

/* --- objects ------------------------------------------------------------------------------------ */

static void check(struct pdf_file *file, HPDF_STATUS status)
{
    if (status != HPDF_OK)
        file->failed = true;
}

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct pdf_object *object = dict->attr;
    if (!object->body_n)
        return HPDF_OK;
    HPDF_STATUS status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->body, (HPDF_UINT)object->body_n);
    return status == HPDF_OK ? HPDF_Stream_WriteChar(stream, '\n') : status;
}

static struct pdf_object *wrap(struct pdf_file *file, HPDF_Dict dict)
{
    struct pdf_object *object = arena_new_of(file->arena, struct pdf_object);
    object->file = file;
    object->dict = dict;
    if (dict) {
        dict->attr = object;
        dict->write_fn = write_body;
    } else {
        file->failed = true;
    }
    return object;
}

/* An object that could not be registered belongs to nobody. */
static HPDF_Dict dict_new(struct pdf_file *file)
{
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);
    if (dict && HPDF_Xref_Add(file->doc->xref, dict) == HPDF_OK)
        return dict;
    file->failed = true;
    return NULL;
}

struct pdf_object *pdf_object_new(struct pdf_file *file)
{
    return wrap(file, dict_new(file));
}

uint32_t pdf_number(const struct pdf_object *object)
{
    return object->dict ? object->dict->header.obj_id & 0x00FFFFFF : 0;
}

void pdf_set_name(struct pdf_object *object, const char *key, const char *name)
{
    check(object->file, HPDF_Dict_AddName(object->dict, key, name));
}

void pdf_set_int(struct pdf_object *object, const char *key, int32_t value)
{
    check(object->file, HPDF_Dict_AddNumber(object->dict, key, value));
}

void pdf_set_ref(struct pdf_object *object, const char *key, const struct pdf_object *target)
{
    check(object->file, HPDF_Dict_Add(object->dict, key, target->dict));
}

void pdf_set_body(struct pdf_object *object, const struct buf *text)
{
    object->body = text->at;
    object->body_n = text->n;
}

/* --- streams ------------------------------------------------------------------------------------ */

static struct libdeflate_compressor *compressor(struct pdf_file *file)
{
    if (!file->compressor) {
        file->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
        if (!file->compressor)
            arena_fail(file->arena);
    }
    return file->compressor;
}

void pdf_set_stream(struct pdf_object *object, const void *bytes, size_t n, bool deflate)
{
    struct pdf_file *file = object->file;
    object->is_stream = true;
    object->bytes = bytes;
    object->bytes_n = n;
    if (deflate && !file->plain) {
        size_t room = libdeflate_zlib_compress_bound(compressor(file), n);
        void *packed = arena_alloc(file->arena, room);
        object->bytes_n = libdeflate_zlib_compress(file->compressor, bytes, n, packed, room);
        object->bytes = packed;
        pdf_set_name(object, "Filter", "FlateDecode");
    }
    if (object->bytes_n > INT32_MAX)
        file->failed = true;
    pdf_set_int(object, "Length", (int32_t)object->bytes_n);
}

/* --- text --------------------------------------------------------------------------------------- */

void pdf_utf16(struct buf *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c >= 0x10000) {
        buf_hex(out, 0xD800 + ((c - 0x10000) >> 10), 4);
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    buf_hex(out, c, 4);
}

void pdf_text_code_points(struct buf *out, const uint32_t *text, size_t n)
{
    buf_text(out, "<FEFF");
    for (size_t i = 0; i < n && i < LONGEST_TEXT; i++)
        pdf_utf16(out, text[i]);
    buf_char(out, '>');
}

void pdf_text(struct buf *out, const char *utf8)
{
    size_t n = strlen(utf8), taken;
    buf_text(out, "<FEFF");
    for (size_t at = 0, count = 0; at < n && count < LONGEST_TEXT; at += taken, count++)
        pdf_utf16(out, utf8_decode(utf8 + at, n - at, &taken));
    buf_char(out, '>');
}

/* --- the file's own objects --------------------------------------------------------------------- */

static void release_file(void *object)
{
    struct pdf_file *file = object;
    if (file->compressor)
        libdeflate_free_compressor(file->compressor);
    if (file->stream)
        HPDF_Stream_Free(file->stream);
    if (file->doc)
        HPDF_Free(file->doc);
}

struct pdf_file *pdf_file_new(struct arena *arena, size_t page_count, bool plain)
{
    struct pdf_file *file = arena_new_of(arena, struct pdf_file);
    *file = (struct pdf_file){.arena = arena, .plain = plain};
    arena_on_release(arena, release_file, file); /* before it holds anything that could be lost */
    HPDF_Doc doc = file->doc = HPDF_NewEx(NULL, NULL, NULL, 0, NULL);
    if (!doc)
        return NULL;
    file->catalog = wrap(file, doc->catalog);
    file->info = wrap(file, doc->info);
    check(file, HPDF_Dict_RemoveElement(doc->info, "Producer")); /* libharu names itself */
    wrap(file, doc->root_pages);
    file->node = doc->root_pages;
    file->kids = HPDF_Dict_GetItem(doc->root_pages, "Kids", HPDF_OCLASS_ARRAY);
    file->pages_left = page_count;
    file->nested = page_count > KIDS;
    file->kid_count = KIDS;
    return file;
}

struct pdf_object *pdf_catalog(struct pdf_file *file)
{
    return file->catalog;
}

struct pdf_object *pdf_info(struct pdf_file *file)
{
    return file->info;
}

/* A node between the root and its pages; libharu counts pages by the class of what hangs below. */
static void open_node(struct pdf_file *file)
{
    HPDF_Dict node = dict_new(file);
    HPDF_Array kids = HPDF_Array_New(file->doc->mmgr);
    if (!node || !kids || HPDF_Dict_Add(node, "Kids", kids) != HPDF_OK) {
        file->failed = true;
        return;
    }
    wrap(file, node);
    node->header.obj_class |= HPDF_OSUBCLASS_PAGES;
    size_t count = file->pages_left < KIDS ? file->pages_left : KIDS;
    check(file, HPDF_Dict_AddName(node, "Type", "Pages"));
    check(file, HPDF_Dict_AddNumber(node, "Count", (HPDF_INT32)count));
    check(file, HPDF_Dict_Add(node, "Parent", file->doc->root_pages));
    HPDF_Array root = HPDF_Dict_GetItem(file->doc->root_pages, "Kids", HPDF_OCLASS_ARRAY);
    check(file, HPDF_Array_Add(root, node));
    file->node = node;
    file->kids = kids;
    file->kid_count = 0;
}

struct pdf_object *pdf_page_new(struct pdf_file *file)
{
    if (file->nested && file->kid_count == KIDS)
        open_node(file);
    struct pdf_object *page = pdf_object_new(file);
    if (!page->dict || !file->pages_left) {
        file->failed = true;
        return page;
    }
    page->dict->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    pdf_set_name(page, "Type", "Page");
    check(file, HPDF_Dict_Add(page->dict, "Parent", file->node));
    check(file, HPDF_Array_Add(file->kids, page->dict));
    file->kid_count++;
    file->pages_left--;
    return page;
}

/* --- writing ------------------------------------------------------------------------------------ */

/* The dictionaries as libharu prints them, one after the other, and where each starts and ends. */
struct printed {
    const char *text;
    size_t *end; /* of object i; object 0 does not exist */
    uint32_t count;
};

static const struct pdf_object *object_at(const struct pdf_file *file, uint32_t number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->doc->xref, number);
    HPDF_Dict dict = entry->obj;
    return dict->attr;
}

static bool print_all(struct pdf_file *file, HPDF_Stream stream, struct printed *printed)
{
    for (uint32_t i = 1; i < printed->count; i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->doc->xref, i);
        if (!entry || !entry->obj || HPDF_Obj_WriteValue(entry->obj, stream, NULL) != HPDF_OK)
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
    HPDF_Xref xref = file->doc->xref;
    printed->count = xref->entries->count;
    printed->end = arena_new_array(file->arena, size_t, printed->count);
    file->stream = HPDF_MemStream_New(file->doc->mmgr, 1 << 16);
    if (!file->stream || !print_all(file, file->stream, printed))
        return false;
    printed->text = gather(file->arena, file->stream);
    return true;
}

static void print_body(const struct printed *printed, uint32_t i, struct buf *out)
{
    buf_bytes(out, printed->text + printed->end[i - 1], printed->end[i] - printed->end[i - 1]);
}

static void print_trailer(const struct pdf_file *file, uint32_t size, struct buf *out)
{
    buf_printf(out, "/Size %u/Root %u 0 R/Info %u 0 R", size, pdf_number(file->catalog), pdf_number(file->info));
    pdf_id_place(out);
}

static void write_object(const struct printed *printed, uint32_t i, const struct pdf_object *object, struct buf *out)
{
    buf_printf(out, "%u 0 obj\n", i);
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
        write_object(printed, i, object_at(file, i), out);
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
};

static void write_extra(struct packer *p, uint32_t number, const char *head, const struct buf *bytes)
{
    struct pdf_file *file = p->file;
    size_t room = libdeflate_zlib_compress_bound(compressor(file), bytes->n);
    char *packed = arena_alloc(file->arena, room);
    size_t n = libdeflate_zlib_compress(file->compressor, bytes->at, bytes->n, packed, room);
    buf_printf(p->out, "%u 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>\nstream\n", number, head, n);
    buf_bytes(p->out, packed, n);
    buf_text(p->out, "\nendstream\nendobj\n");
}

static void flush(struct packer *p)
{
    if (!p->packed)
        return;
    const char *head = arena_printf(p->file->arena, "/Type/ObjStm/N %u/First %zu", p->packed, p->heads.n);
    buf_bytes(&p->heads, p->bodies.at, p->bodies.n);
    p->entries[p->next] = (struct entry){1, (uint32_t)p->out->n, 0};
    write_extra(p, p->next++, head, &p->heads);
    p->heads.n = p->bodies.n = 0;
    p->packed = 0;
}

static void pack(struct packer *p, uint32_t i)
{
    buf_printf(&p->heads, "%u %zu ", i, p->bodies.n);
    print_body(p->printed, i, &p->bodies);
    buf_char(&p->bodies, '\n');
    p->entries[i] = (struct entry){2, p->next, (uint16_t)p->packed};
    if (++p->packed == PACKED)
        flush(p);
}

static void write_entries(struct packer *p)
{
    uint32_t number = p->next;
    size_t place = p->out->n;
    p->entries[number] = (struct entry){1, (uint32_t)place, 0};
    struct buf table;
    buf_init(&table, p->file->arena);
    for (uint32_t i = 0; i <= number; i++) {
        const struct entry *entry = &p->entries[i];
        unsigned char bytes[6] = {entry->kind, (unsigned char)(entry->place >> 24), (unsigned char)(entry->place >> 16),
            (unsigned char)(entry->place >> 8), (unsigned char)entry->place, (unsigned char)entry->index};
        buf_bytes(&table, bytes, sizeof bytes);
    }
    struct buf head;
    buf_init(&head, p->file->arena);
    buf_text(&head, "/Type/XRef/W[1 4 1]");
    print_trailer(p->file, number + 1, &head);
    write_extra(p, number, head.at, &table);
    write_start(place, p->out);
}

static void write_packed(struct pdf_file *file, const struct printed *printed, struct buf *out)
{
    struct packer p = {.file = file, .printed = printed, .out = out, .next = printed->count};
    p.entries = arena_new_array(file->arena, struct entry, (size_t)printed->count + printed->count / PACKED + 2);
    buf_init(&p.heads, file->arena);
    buf_init(&p.bodies, file->arena);
    for (uint32_t i = 1; i < printed->count; i++) {
        const struct pdf_object *object = object_at(file, i);
        if (!object->is_stream) {
            pack(&p, i);
            continue;
        }
        p.entries[i] = (struct entry){1, (uint32_t)out->n, 0};
        write_object(printed, i, object, out);
    }
    flush(&p);
    write_entries(&p);
}

bool pdf_file_write(struct pdf_file *file, struct buf *out)
{
    struct printed printed;
    if (file->failed || file->pages_left || HPDF_GetError(file->doc) != HPDF_OK || !print(file, &printed))
        return false;
    buf_text(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    if (file->plain)
        write_plain(file, &printed, out);
    else
        write_packed(file, &printed, out);
    return out->n <= INT32_MAX && pdf_id_write(out->at, out->n);
}
