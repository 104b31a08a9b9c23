#include "proof/text_font.h"

#include <string.h>

#include "base/utf.h"

enum { CODES = 0x10000, FONTS = 64, LONGEST_TEXT = 256 };

/* --- character maps ----------------------------------------------------------------------------- */

static uint32_t code_of(const struct value *string)
{
    const unsigned char *at = (const unsigned char *)string->at;
    return string->kind == VALUE_STRING && string->n == 2 ? (uint32_t)at[0] << 8 | at[1] : CODES;
}

static void map_code(struct text_reader *reader, struct text_font *font, uint32_t code, const struct value *text)
{
    if (code >= CODES || text->kind != VALUE_STRING || text->n > LONGEST_TEXT)
        return;
    struct buf out;
    buf_init(&out, reader->file->arena);
    buf_text(&out, "");
    value_utf16(&out, text->at, text->n);
    font->text[code] = out.at;
}

/* The codes from one on to another stand for a text and those after it. */
static void map_codes(struct text_reader *reader, struct text_font *font, uint32_t from, uint32_t to, const struct value *text)
{
    map_code(reader, font, from, text);
    if (text->kind != VALUE_STRING || text->n == 0 || text->n > LONGEST_TEXT)
        return;
    char next[LONGEST_TEXT];
    memcpy(next, text->at, text->n);
    for (uint32_t code = from + 1; code <= to && code < CODES; code++) {
        next[text->n - 1]++;
        struct value value = *text;
        value.at = next;
        map_code(reader, font, code, &value);
    }
}

/* The rows of bfrange, and of bfchar, which is what hexapla wrote once. */
static void read_map(struct text_reader *reader, struct text_font *font)
{
    const char *bytes;
    size_t n;
    if (!file_stream(reader->file, file_entry(reader->file, font->dict, "ToUnicode"), &bytes, &n))
        return;
    struct lexer lexer = {reader->file->arena, bytes, n, 0, 0};
    struct value first, last, text;
    bool single = false, range = false;
    while (value_next(&lexer, &first)) {
        if (first.kind == VALUE_WORD) {
            single = value_is(&first, "beginbfchar");
            range = value_is(&first, "beginbfrange");
            continue;
        }
        last = first;
        if ((range && !value_next(&lexer, &last)) || ((single || range) && !value_next(&lexer, &text)))
            return;
        if (single || range)
            map_codes(reader, font, code_of(&first), code_of(&last), &text);
    }
}

/* --- widths and glyphs -------------------------------------------------------------------------- */

/* Rows of "first [width …]", as hexapla writes them. */
static void read_widths(struct file *file, struct text_font *font, const struct value *inner)
{
    const struct value *row = file_entry(file, inner, "W");
    int64_t standard = file_entry(file, inner, "DW")->number;
    for (uint32_t code = 0; code < CODES; code++)
        font->width[code] = (uint16_t)standard;
    for (size_t i = 0; row->kind == VALUE_ARRAY && i + 1 < row->n; i += 2) {
        const struct value *list = file_value(file, &row->items[i + 1]);
        int64_t code = row->items[i].number;
        for (size_t k = 0; list->kind == VALUE_ARRAY && k < list->n && code >= 0 && code + (int64_t)k < CODES; k++)
            font->width[code + (int64_t)k] = (uint16_t)list->items[k].number;
    }
}

static void read_program(struct file *file, struct text_font *font, const struct value *inner)
{
    const struct value *descriptor = file_entry(file, inner, "FontDescriptor");
    const char *bytes;
    size_t n;
    font->cff = file_entry(file, descriptor, "FontFile3")->kind != VALUE_NULL;
    if (file_stream(file, file_entry(file, descriptor, font->cff ? "FontFile3" : "FontFile2"), &bytes, &n))
        font->embedded = embedded_open(file->arena, bytes, n, font->cff);
    const struct value *map = file_entry(file, inner, "CIDToGIDMap");
    font->identity = value_is(map, "Identity");
    if (!font->cff && !font->identity)
        file_stream(file, map, &font->glyphs, &font->glyph_n);
}

/* "ABCDEF+Tinos-Bold" without the letters before it. */
static const char *bare_name(struct arena *arena, const struct value *name)
{
    const char *plus = name->kind == VALUE_NAME ? memchr(name->at, '+', name->n) : NULL;
    if (plus)
        return arena_copy(arena, plus + 1, name->n - (size_t)(plus + 1 - name->at));
    return name->kind == VALUE_NAME ? arena_copy(arena, name->at, name->n) : "?";
}

int text_font(struct text_reader *reader, const struct value *dict, uint32_t page)
{
    struct file *file = reader->file;
    for (size_t i = 0; i < reader->fonts.n; i++)
        if (reader->fonts.at[i].dict == dict)
            return (int)i;
    const struct value *descendants = file_entry(file, dict, "DescendantFonts");
    if (reader->fonts.n == FONTS || descendants->kind != VALUE_ARRAY || descendants->n != 1 ||
        !value_is(file_entry(file, dict, "Encoding"), "Identity-H")) {
        account_fault(reader->account, page, "a font is not of the kind that hexapla embeds");
        return NO_FONT;
    }
    const struct value *inner = file_value(file, &descendants->items[0]);
    struct text_font font = {.dict = dict, .name = bare_name(file->arena, file_entry(file, inner, "BaseFont"))};
    font.text = arena_new_array(file->arena, const char *, CODES);
    font.page = arena_new_array(file->arena, uint32_t, CODES);
    font.width = arena_new_array(file->arena, uint16_t, CODES);
    read_map(reader, &font);
    read_widths(file, &font, inner);
    read_program(file, &font, inner);
    *list_add(file->arena, &reader->fonts) = font;
    return (int)reader->fonts.n - 1;
}

/* --- facts -------------------------------------------------------------------------------------- */

/* Whether a text must leave ink: it has a character that is neither blank nor a control. Marks may be
 * drawn with the letter before them. */
static bool shows(const char *text)
{
    size_t n = strlen(text), taken;
    for (size_t at = 0; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        bool blank = c <= 0x20 || c == 0xA0 || c == 0xAD || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
                     (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF || c == 0xFFFD;
        if (!blank && utf_display_width(c) > 0)
            return true;
    }
    return false;
}

static uint64_t shape_of(const struct text_font *font, uint32_t code)
{
    uint32_t glyph = 0;
    if (!font->embedded)
        return 0;
    if (font->cff)
        glyph = embedded_glyph(font->embedded, (uint16_t)code);
    else if (font->identity)
        glyph = code;
    else if (2 * (size_t)code + 1 < font->glyph_n)
        glyph = (uint32_t)(unsigned char)font->glyphs[2 * code] << 8 | (unsigned char)font->glyphs[2 * code + 1];
    return glyph ? embedded_shape(font->embedded, glyph) : 0;
}

static void code_facts(struct text_reader *reader, const struct text_font *font, uint32_t code)
{
    struct arena *arena = reader->file->arena;
    const char *text = font->text[code], *name = text && *text ? text : "(no text)";
    uint64_t shape = shape_of(font, code);
    if (!text)
        account_fault(reader->account, font->page[code], arena_printf(arena, "a glyph of %s stands for no text", font->name));
    else if (!shape && shows(text))
        account_fault(reader->account, font->page[code], arena_printf(arena, "the glyph for «%s» of %s is empty", text, font->name));
    const char *value = arena_printf(arena, "%x %08x%08x", font->width[code], (uint32_t)(shape >> 32), (uint32_t)shape);
    account_fact(reader->account, FACT_GLYPH, font->page[code], arena_printf(arena, "«%s» of %s", name, font->name), value, strlen(value));
}

void text_font_facts(struct text_reader *reader)
{
    for (size_t i = 0; i < reader->fonts.n; i++)
        for (uint32_t code = 0; code < CODES; code++)
            if (reader->fonts.at[i].page[code])
                code_facts(reader, &reader->fonts.at[i], code);
}
