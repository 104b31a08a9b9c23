#include "proof/file.h"

#include <libdeflate.h>
#include <string.h>

enum {
    SECTIONS = 4, /* the most cross-reference sections that are followed */
    BUDGET = 128 << 20, /* [byte] */
    STARTXREF_ROOM = 1024, /* [byte] at the end in which "startxref" is looked for */
};

struct file_pack {
    const char *bytes;
    size_t n;
    size_t count;
    const uint32_t *number, *offset; /* of each object in it */
};

void file_damage(struct file *file, const char *what)
{
    if (!file->damage)
        file->damage = what;
}

/* False, once and for all, when the file asks for more than it may. */
static bool spend(struct file *file, size_t n)
{
    if (n > file->budget) {
        file->budget = 0;
        file_damage(file, "it unpacks to more than any document needs");
        return false;
    }
    file->budget -= n;
    return true;
}

/* --- streams ------------------------------------------------------------------------------------ */

static bool inflate(struct file *file, const char *packed, size_t packed_n, const char **bytes, size_t *n)
{
    for (size_t room = packed_n * 4 + 1024;; room *= 2) {
        if (!spend(file, room))
            return false;
        char *out = arena_alloc(file->arena, room + 1);
        enum libdeflate_result result = libdeflate_zlib_decompress(file->decompressor, packed, packed_n, out, room, n);
        *bytes = out;
        if (result == LIBDEFLATE_SUCCESS)
            return true;
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE) {
            file_damage(file, "a stream is damaged");
            return false;
        }
    }
}

/* Undoes PNG prediction, of which cross-reference streams are written with "up" and "none". */
static bool unpredict(struct file *file, const struct value *dict, const char **bytes, size_t *n)
{
    const struct value *how = file_entry(file, dict, "DecodeParms");
    if (file_entry(file, how, "Predictor")->number < 10)
        return true;
    size_t columns = (size_t)file_entry(file, how, "Columns")->number;
    if (columns < 1 || columns > 32 || *n % (columns + 1)) {
        file_damage(file, "a stream is packed in an unknown way");
        return false;
    }
    size_t rows = *n / (columns + 1);
    char *out = arena_alloc(file->arena, rows * columns + 1);
    for (size_t row = 0; row < rows; row++) {
        const char *from = *bytes + row * (columns + 1);
        for (size_t i = 0; i < columns; i++) {
            char above = row && *from == 2 ? out[(row - 1) * columns + i] : '\0';
            out[row * columns + i] = (char)(from[1 + i] + above);
        }
    }
    *bytes = out;
    *n = rows * columns;
    return true;
}

bool file_stream(struct file *file, const struct value *dict, const char **bytes, size_t *n)
{
    dict = file_value(file, dict);
    if (dict->kind != VALUE_DICT || !dict->at)
        return false;
    int64_t length = file_entry(file, dict, "Length")->number;
    size_t room = (size_t)(file->bytes + file->n - dict->at);
    const struct value *filter = file_entry(file, dict, "Filter");
    if (filter->kind == VALUE_ARRAY && filter->n == 1)
        filter = file_value(file, &filter->items[0]);
    if (length < 0 || (uint64_t)length > room || (filter->kind != VALUE_NULL && !value_is(filter, "FlateDecode"))) {
        file_damage(file, "a stream has no length, or is packed in an unknown way");
        return false;
    }
    *bytes = dict->at;
    *n = (size_t)length;
    if (filter->kind == VALUE_NULL)
        return spend(file, *n);
    return inflate(file, dict->at, (size_t)length, bytes, n) && unpredict(file, dict, bytes, n);
}

/* --- objects ------------------------------------------------------------------------------------ */

/* A dictionary followed by "stream" keeps the place of its first byte. */
static void note_stream(struct lexer *lexer, struct value *value)
{
    struct value word;
    if (value->kind != VALUE_DICT || !value_next(lexer, &word) || !value_is(&word, "stream"))
        return;
    if (lexer->at < lexer->n && lexer->bytes[lexer->at] == '\r')
        lexer->at++;
    if (lexer->at < lexer->n && lexer->bytes[lexer->at] == '\n')
        lexer->at++;
    value->at = lexer->bytes + lexer->at;
}

/* The object at an offset; false when no object starts there. */
static bool read_at(struct file *file, size_t offset, int64_t wanted, struct value *value)
{
    struct lexer lexer = {file->arena, file->bytes, file->n, offset, 0};
    struct value number, generation, word;
    bool good = offset < file->n && value_next(&lexer, &number) && value_next(&lexer, &generation) && value_next(&lexer, &word) &&
                number.kind == VALUE_INT && (wanted < 0 || number.number == wanted) && generation.kind == VALUE_INT &&
                value_is(&word, "obj") && value_next(&lexer, value);
    if (good)
        note_stream(&lexer, value);
    return spend(file, lexer.at - (offset < lexer.at ? offset : lexer.at)) && good;
}

static bool read_heads(struct file *file, struct file_pack *pack, int64_t count, size_t first)
{
    if (count < 0 || first > pack->n || (uint64_t)count > first / 4 + 1) /* "1 0 " is the least of a head */
        return false;
    uint32_t *number = arena_new_array(file->arena, uint32_t, (size_t)count), *offset = arena_new_array(file->arena, uint32_t, (size_t)count);
    struct lexer lexer = {file->arena, pack->bytes, first, 0, 0};
    struct value head[2];
    for (size_t i = 0; i < (size_t)count; i++) {
        for (int k = 0; k < 2; k++)
            if (!value_next(&lexer, &head[k]) || head[k].kind != VALUE_INT || head[k].number < 0 || head[k].number > INT32_MAX)
                return false;
        number[i] = (uint32_t)head[0].number;
        offset[i] = (uint32_t)(first + (size_t)head[1].number);
    }
    pack->count = (size_t)count;
    pack->number = number;
    pack->offset = offset;
    return true;
}

static const struct value *object(struct file *file, size_t number);

static const struct file_pack *open_pack(struct file *file, size_t number)
{
    const struct value *dict = object(file, number);
    if (number >= file->entry_n || file->entries[number].kind != 1)
        return NULL;
    if (file->entries[number].pack)
        return file->entries[number].pack;
    struct file_pack *pack = arena_new_of(file->arena, struct file_pack);
    int64_t first = file_entry(file, dict, "First")->number;
    if (!file_stream(file, dict, &pack->bytes, &pack->n) || first < 0 ||
        !read_heads(file, pack, file_entry(file, dict, "N")->number, (size_t)first)) {
        file_damage(file, "an object stream is damaged");
        pack->count = 0;
    }
    file->entries[number].pack = pack;
    return pack;
}

static bool read_packed(struct file *file, size_t number, struct value *value)
{
    const struct file_pack *pack = open_pack(file, file->entries[number].place);
    size_t i = file->entries[number].index;
    if (!pack || i >= pack->count || pack->number[i] != number || pack->offset[i] >= pack->n)
        return false;
    struct lexer lexer = {file->arena, pack->bytes, pack->n, pack->offset[i], 0};
    return value_next(&lexer, value) && spend(file, lexer.at - pack->offset[i]);
}

static const struct value *object(struct file *file, size_t number)
{
    if (number >= file->entry_n || file->entries[number].kind == 0)
        return &value_null;
    struct file_entry *entry = &file->entries[number];
    if (entry->state == 2)
        return entry->value;
    entry->value = &value_null;
    if (entry->state == 1)
        return entry->value;
    entry->state = 1;
    struct value *value = arena_new_of(file->arena, struct value);
    bool good = entry->kind == 1 ? read_at(file, entry->place, (int64_t)number, value) : read_packed(file, number, value);
    if (good)
        entry->value = value;
    else
        file_damage(file, "an object is not where the file says");
    entry->state = 2;
    return entry->value;
}

const struct value *file_value(struct file *file, const struct value *value)
{
    for (int i = 0; i < 8 && value->kind == VALUE_REF; i++)
        value = value->number < 0 ? &value_null : object(file, (size_t)value->number);
    return value->kind == VALUE_REF ? &value_null : value;
}

const struct value *file_entry(struct file *file, const struct value *dict, const char *key)
{
    return file_value(file, value_entry(file_value(file, dict), key));
}

/* --- cross-references --------------------------------------------------------------------------- */

static uint64_t big_endian(const char *bytes, size_t n)
{
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++)
        number = number << 8 | (unsigned char)bytes[i];
    return number;
}

/* Newer sections come first, and what they say stays. */
static void set_entry(struct file *file, size_t number, uint64_t kind, uint64_t place, uint64_t index)
{
    if (number < file->entry_n && !file->entries[number].kind && kind <= 2 && place < UINT32_MAX && index < UINT32_MAX)
        file->entries[number] = (struct file_entry){.kind = (uint8_t)kind, .place = (uint32_t)place, .index = (uint32_t)index};
}

static bool make_room(struct file *file, const struct value *trailer)
{
    int64_t size = value_entry(trailer, "Size")->number;
    if (file->entries)
        return true;
    if (size < 1 || (uint64_t)size > file->n)
        return false;
    file->entry_n = (size_t)size;
    file->entries = arena_new_array(file->arena, struct file_entry, file->entry_n);
    file->trailer = trailer;
    return true;
}

static bool read_widths(const struct value *dict, size_t width[3])
{
    const struct value *widths = value_entry(dict, "W");
    for (size_t i = 0; i < 3; i++) {
        width[i] = widths->kind == VALUE_ARRAY && widths->n == 3 ? (size_t)widths->items[i].number : SIZE_MAX;
        if (width[i] > 8)
            return false;
    }
    return width[0] + width[1] + width[2] > 0;
}

static bool read_stream_section(struct file *file, size_t offset, const struct value **trailer)
{
    struct value *dict = arena_new_of(file->arena, struct value);
    const char *bytes;
    size_t n, width[3];
    if (!read_at(file, offset, -1, dict) || dict->kind != VALUE_DICT || !value_is(value_entry(dict, "Type"), "XRef") ||
        !make_room(file, dict) || !read_widths(dict, width) || !file_stream(file, dict, &bytes, &n))
        return false;
    *trailer = dict;
    const struct value *index = value_entry(dict, "Index");
    size_t pairs = index->kind == VALUE_ARRAY ? index->n / 2 : 1, at = 0, step = width[0] + width[1] + width[2];
    for (size_t pair = 0; pair < pairs; pair++) {
        int64_t first = index->kind == VALUE_ARRAY ? index->items[2 * pair].number : 0;
        int64_t count = index->kind == VALUE_ARRAY ? index->items[2 * pair + 1].number : value_entry(dict, "Size")->number;
        for (int64_t i = 0; i < count && n - at >= step && first >= 0; i++, at += step) {
            uint64_t kind = width[0] ? big_endian(bytes + at, width[0]) : 1;
            const char *place = bytes + at + width[0];
            set_entry(file, (size_t)first + (size_t)i, kind, big_endian(place, width[1]), big_endian(place + width[1], width[2]));
        }
    }
    return true;
}

/* "0 12", then lines of 20 bytes, as often as there are, then the trailer. */
static bool read_table_section(struct file *file, size_t offset, const struct value **trailer)
{
    struct lexer lexer = {file->arena, file->bytes, file->n, offset + 4, 0};
    struct value first, count, *dict = arena_new_of(file->arena, struct value);
    size_t table = lexer.at;
    while (value_next(&lexer, &first) && !value_is(&first, "trailer"))
        continue;
    if (!value_is(&first, "trailer") || !value_next(&lexer, dict) || dict->kind != VALUE_DICT || !make_room(file, dict) ||
        !spend(file, lexer.at - offset))
        return false;
    *trailer = dict;
    lexer.at = table;
    while (value_next(&lexer, &first) && first.kind == VALUE_INT && value_next(&lexer, &count) && first.number >= 0)
        for (int64_t i = 0; i < count.number; i++) {
            struct value place, generation, kind;
            if (!value_next(&lexer, &place) || !value_next(&lexer, &generation) || !value_next(&lexer, &kind) || kind.kind != VALUE_WORD)
                return false;
            set_entry(file, (size_t)first.number + (size_t)i, value_is(&kind, "n"), (uint64_t)place.number, 0);
        }
    return true;
}

static bool find_start(const struct file *file, int64_t *offset)
{
    static const char word[] = "startxref";
    size_t least = file->n > STARTXREF_ROOM ? file->n - STARTXREF_ROOM : 0;
    for (size_t at = file->n; at-- > least;) {
        if (file->n - at < sizeof word || memcmp(file->bytes + at, word, sizeof word - 1) != 0)
            continue;
        struct lexer lexer = {file->arena, file->bytes, file->n, at + sizeof word - 1, 0};
        struct value number;
        *offset = value_next(&lexer, &number) && number.kind == VALUE_INT ? number.number : -1;
        return *offset >= 0 && (uint64_t)*offset < file->n;
    }
    return false;
}

static bool read_sections(struct file *file)
{
    int64_t offset;
    if (!find_start(file, &offset))
        return false;
    for (int i = 0; i < SECTIONS; i++) {
        const struct value *trailer = NULL;
        bool table = file->n - (size_t)offset > 4 && memcmp(file->bytes + offset, "xref", 4) == 0;
        if (!(table ? read_table_section : read_stream_section)(file, (size_t)offset, &trailer))
            return false;
        const struct value *previous = value_entry(trailer, "Prev");
        if (previous->kind != VALUE_INT)
            return true;
        offset = previous->number;
        if (offset < 0 || (uint64_t)offset >= file->n)
            return false;
    }
    return false;
}

static void release(void *decompressor)
{
    libdeflate_free_decompressor(decompressor);
}

bool file_open(struct file *file, struct arena *arena, const char *bytes, size_t n)
{
    *file = (struct file){.arena = arena, .bytes = bytes, .n = n, .trailer = &value_null, .budget = BUDGET};
    file->decompressor = libdeflate_alloc_decompressor();
    if (!file->decompressor)
        arena_fail(arena);
    arena_on_release(arena, release, file->decompressor);
    if (n < 8 || memcmp(bytes, "%PDF-", 5) != 0)
        file_damage(file, "it does not begin as a PDF does");
    else if (!read_sections(file))
        file_damage(file, "its table of objects is missing or damaged");
    return !file->damage;
}
