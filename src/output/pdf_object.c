#include "output/pdf_object.h"

#include <string.h>

#include "base/utf.h"
#include "output/pdf_build.h"

enum {
    SHORTEST_PACKED = 192, /* [byte] of a stream */
    KIDS = 512, /* pages of one page tree node */
    LONGEST_NAME = 127, /* [byte] that PDF/A allows */
    LONGEST_TEXT = 8000, /* code points of a string: PDF/A allows 32,767 bytes */
};

/* --- objects ------------------------------------------------------------------------------------ */

/* What libharu cannot allocate ends the work as it does in an arena: no object is ever without its dictionary. */
static void check(struct pdf_file *file, HPDF_STATUS status)
{
    if (status == HPDF_FAILD_TO_ALLOC_MEM)
        arena_fail(file->arena);
    if (status != HPDF_OK)
        file->failed = true;
}

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct pdf_object *object = dict->attr;
    if (!object->body_n)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->body, (HPDF_UINT)object->body_n);
}

static struct pdf_object *object_of(struct pdf_file *file, HPDF_Obj_Header *header)
{
    struct pdf_object *object = arena_new_of(file->arena, struct pdf_object);
    object->file = file;
    object->part = file->part;
    object->header = header;
    while (file->objects.n <= pdf_number(object))
        *list_add(file->arena, &file->objects) = NULL;
    file->objects.at[pdf_number(object)] = object;
    return object;
}

static struct pdf_object *wrap(struct pdf_file *file, HPDF_Dict dict)
{
    struct pdf_object *object = object_of(file, &dict->header);
    object->dict = dict;
    dict->attr = object;
    dict->write_fn = write_body;
    return object;
}

static HPDF_Dict dict_new(struct pdf_file *file)
{
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);
    if (!dict || HPDF_Xref_Add(file->doc->xref, dict) != HPDF_OK)
        arena_fail(file->arena);
    return dict;
}

struct pdf_object *pdf_object_new(struct pdf_file *file)
{
    struct pdf_object *object = file->spare;
    if (!object) {
        HPDF_Null number = HPDF_Null_New(file->doc->mmgr);
        if (!number || HPDF_Xref_Add(file->doc->xref, number) != HPDF_OK)
            arena_fail(file->arena);
        object = object_of(file, &number->header);
        buf_init(&object->entries, file->arena);
    }
    file->spare = NULL;
    object->part = file->part;
    return object;
}

void pdf_part(struct pdf_file *file, const char *kind, const char *name)
{
    file->part = 0;
    while (file->part < file->parts.n &&
           (strcmp(file->parts.at[file->part].kind, kind) != 0 || strcmp(file->parts.at[file->part].name, name) != 0))
        file->part++;
    if (file->part == file->parts.n)
        *list_add(file->arena, &file->parts) = (struct pdf_part){.kind = kind, .name = name};
}

const struct pdf_part_list *pdf_parts(const struct pdf_file *file)
{
    return &file->parts;
}

uint32_t pdf_number(const struct pdf_object *object)
{
    return object->header->obj_id & 0x00FFFFFF;
}

/* The bytes that a name cannot have are written as their numbers. */
static void print_name(struct buf *out, const char *name)
{
    buf_char(out, '/');
    for (; *name; name++) {
        bool regular = *name > ' ' && *name <= '~' && !strchr("#%/()<>[]{}", *name);
        if (regular) {
            buf_char(out, *name);
        } else {
            buf_char(out, '#');
            buf_hex(out, (unsigned char)*name, 2);
        }
    }
}

void pdf_set_name(struct pdf_object *object, const char *key, const char *name)
{
    if (object->dict) {
        check(object->file, HPDF_Dict_AddName(object->dict, key, name));
        return;
    }
    if (strlen(name) > LONGEST_NAME)
        object->file->failed = true;
    print_name(&object->entries, key);
    print_name(&object->entries, name);
}

void pdf_set_int(struct pdf_object *object, const char *key, int32_t value)
{
    if (object->dict) {
        check(object->file, HPDF_Dict_AddNumber(object->dict, key, value));
        return;
    }
    print_name(&object->entries, key);
    buf_char(&object->entries, ' ');
    buf_int(&object->entries, value);
}

void pdf_set_ref(struct pdf_object *object, const char *key, const struct pdf_object *target)
{
    if (object->dict) {
        check(object->file, HPDF_Dict_Add(object->dict, key, target->header));
        return;
    }
    print_name(&object->entries, key);
    buf_char(&object->entries, ' ');
    buf_int(&object->entries, pdf_number(target));
    buf_text(&object->entries, " 0 R");
}

void pdf_set_body(struct pdf_object *object, const struct buf *text)
{
    object->body = text->at;
    object->body_n = text->n;
}

/* --- streams ------------------------------------------------------------------------------------ */

/* What is short would hardly become shorter than the words that say it is packed. */
static bool is_packed(const struct pdf_file *file, size_t n, enum pdf_packing packing)
{
    return file->press && packing != PDF_AS_IS && n >= SHORTEST_PACKED;
}

void pdf_set_stream(struct pdf_object *object, const void *bytes, size_t n, enum pdf_packing packing)
{
    struct pdf_file *file = object->file;
    struct packed stream = {bytes, n};
    if (is_packed(file, n, packing)) {
        stream = (packing == PDF_PACKED_COMMON ? press_pack_common : press_pack)(file->press, file->arena, bytes, n);
        pdf_set_name(object, "Filter", "FlateDecode");
    }
    object->is_stream = true;
    object->bytes = stream.bytes;
    object->bytes_n = stream.n;
    if (stream.n > INT32_MAX)
        file->failed = true;
    pdf_set_int(object, "Length", (int32_t)stream.n);
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

size_t pdf_escape(char to[2], unsigned char byte)
{
    bool escaped = byte == '(' || byte == ')' || byte == '\\' || byte == '\r';
    to[0] = '\\';
    to[escaped] = byte == '\r' ? 'r' : (char)byte;
    return 1u + escaped;
}

/* Characters whose code in PDFDocEncoding is their own number. */
static bool is_one_byte(uint32_t c)
{
    return (c >= 0x20 && c <= 0x7E) || (c >= 0xA1 && c <= 0xFF && c != 0xAD);
}

/* Not where its first bytes could be taken for a mark of another encoding. */
static bool is_simple(const uint32_t *text, size_t n)
{
    bool simple = n > 0 && text[0] <= 0x7E;
    for (size_t i = 0; simple && i < n; i++)
        simple = is_one_byte(text[i]);
    return simple;
}

static void print_simple(struct buf *out, const uint32_t *text, size_t n)
{
    char bytes[2];
    buf_char(out, '(');
    for (size_t i = 0; i < n; i++)
        buf_bytes(out, bytes, pdf_escape(bytes, (unsigned char)text[i]));
    buf_char(out, ')');
}

static void print_utf16(struct buf *out, const uint32_t *text, size_t n)
{
    buf_text(out, "<FEFF");
    for (size_t i = 0; i < n; i++)
        pdf_utf16(out, text[i]);
    buf_char(out, '>');
}

void pdf_text_code_points(struct buf *out, const uint32_t *text, size_t n)
{
    if (n > LONGEST_TEXT)
        n = LONGEST_TEXT;
    (is_simple(text, n) ? print_simple : print_utf16)(out, text, n);
}

size_t pdf_text_length(const char *utf8)
{
    size_t n = strlen(utf8), at = 0, taken;
    for (size_t count = 0; at < n && count < LONGEST_TEXT; at += taken, count++)
        utf8_decode(utf8 + at, n - at, &taken);
    return at;
}

/* The code points of a text, as many as fit in a string. */
static const uint32_t *decode(struct arena *arena, const char *utf8, size_t *n)
{
    size_t bytes = pdf_text_length(utf8), taken;
    uint32_t *text = arena_new_room(arena, uint32_t, bytes);
    *n = 0;
    for (size_t at = 0; at < bytes; at += taken)
        text[(*n)++] = utf8_decode(utf8 + at, bytes - at, &taken);
    return text;
}

void pdf_text(struct buf *out, const char *utf8)
{
    size_t n;
    const uint32_t *text = decode(out->arena, utf8, &n);
    pdf_text_code_points(out, text, n);
}

void pdf_text_utf16(struct buf *out, const char *utf8)
{
    size_t n;
    const uint32_t *text = decode(out->arena, utf8, &n);
    print_utf16(out, text, n);
}

/* --- the file's own objects --------------------------------------------------------------------- */

static void release_file(void *object)
{
    struct pdf_file *file = object;
    press_free(file->own);
    if (file->stream)
        HPDF_Stream_Free(file->stream);
    if (file->doc)
        HPDF_Free(file->doc);
}

struct pdf_file *pdf_file_new(struct arena *arena, size_t page_count, bool plain, struct press *press)
{
    struct pdf_file *file = arena_new_of(arena, struct pdf_file);
    *file = (struct pdf_file){.arena = arena, .press = plain ? NULL : press};
    pdf_part(file, "file", "");
    arena_on_release(arena, release_file, file); /* before it holds anything that could be lost */
    HPDF_Doc doc = file->doc = HPDF_NewEx(NULL, NULL, NULL, 0, NULL);
    if (!plain && !press)
        file->press = file->own = press_new();
    if (!doc || (!plain && !file->press))
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

void pdf_set_version_2(struct pdf_file *file)
{
    file->version_2 = true;
    file->spare = file->info;
    file->info = NULL;
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
    if (!kids)
        arena_fail(file->arena);
    check(file, HPDF_Dict_Add(node, "Kids", kids));
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
    struct pdf_object *page = wrap(file, dict_new(file));
    if (!file->pages_left) {
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
