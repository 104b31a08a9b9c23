#include "proof/value.h"

#include <string.h>

#include "base/utf.h"

enum { DEPTH = 64, REAL_LONGEST = 40 };

const struct value value_null = {.kind = VALUE_NULL};

/* --- characters --------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c && strchr("()<>[]{}/%", c);
}

static bool is_regular(const struct lexer *lexer)
{
    return lexer->at < lexer->n && !is_blank(lexer->bytes[lexer->at]) && !is_delimiter(lexer->bytes[lexer->at]);
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void skip(struct lexer *lexer)
{
    while (lexer->at < lexer->n) {
        if (lexer->bytes[lexer->at] == '%')
            while (lexer->at < lexer->n && lexer->bytes[lexer->at] != '\n' && lexer->bytes[lexer->at] != '\r')
                lexer->at++;
        else if (is_blank(lexer->bytes[lexer->at]))
            lexer->at++;
        else
            return;
    }
}

/* --- scalars ------------------------------------------------------------------------------------ */

static void set_text(struct value *value, enum value_kind kind, const struct buf *text)
{
    *value = (struct value){.kind = kind, .at = text->at, .n = text->n};
}

/* As it stands where nothing is escaped. */
static void read_name(struct lexer *lexer, struct value *value)
{
    size_t start = ++lexer->at;
    while (is_regular(lexer))
        lexer->at++;
    const char *at = lexer->bytes + start;
    size_t n = lexer->at - start;
    *value = (struct value){.kind = VALUE_NAME, .at = at, .n = n};
    if (!memchr(at, '#', n))
        return;
    struct buf text;
    buf_init(&text, lexer->arena);
    for (size_t i = 0; i < n; i++) {
        int high = at[i] == '#' && n - i > 2 ? digit_of(at[i + 1]) : -1, low = high >= 0 ? digit_of(at[i + 2]) : -1;
        buf_char(&text, low >= 0 ? (char)(high << 4 | low) : at[i]);
        i += low >= 0 ? 2 : 0;
    }
    set_text(value, VALUE_NAME, &text);
}

static bool read_hex(struct lexer *lexer, struct value *value)
{
    struct buf text;
    buf_init(&text, lexer->arena);
    buf_text(&text, "");
    int high = -1;
    for (lexer->at++; lexer->at < lexer->n && lexer->bytes[lexer->at] != '>'; lexer->at++) {
        int digit = digit_of(lexer->bytes[lexer->at]);
        if (digit < 0 && !is_blank(lexer->bytes[lexer->at]))
            return false;
        if (digit < 0)
            continue;
        if (high >= 0)
            buf_char(&text, (char)(high << 4 | digit));
        high = high >= 0 ? -1 : digit;
    }
    if (high >= 0)
        buf_char(&text, (char)(high << 4));
    set_text(value, VALUE_STRING, &text);
    return lexer->at++ < lexer->n;
}

/* What follows a backslash. */
static void read_escape(struct lexer *lexer, struct buf *text)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = lexer->bytes[lexer->at];
    const char *known = c ? strchr(from, c) : NULL;
    if (c >= '0' && c <= '7') {
        int value = 0;
        for (int i = 0; i < 3 && lexer->at < lexer->n && lexer->bytes[lexer->at] >= '0' && lexer->bytes[lexer->at] <= '7'; i++)
            value = value * 8 + lexer->bytes[lexer->at++] - '0';
        buf_char(text, (char)value);
        return;
    }
    if (c != '\n')
        buf_char(text, known ? to[known - from] : c);
    lexer->at++;
}

static bool read_literal(struct lexer *lexer, struct value *value)
{
    struct buf text;
    buf_init(&text, lexer->arena);
    buf_text(&text, "");
    size_t open = 1;
    lexer->at++;
    while (lexer->at < lexer->n) {
        char c = lexer->bytes[lexer->at++];
        if (c == '\\' && lexer->at < lexer->n) {
            read_escape(lexer, &text);
            continue;
        }
        open += (c == '(') - (size_t)(c == ')');
        if (!open) {
            set_text(value, VALUE_STRING, &text);
            return true;
        }
        buf_char(&text, c);
    }
    return false;
}

/* A number when it can be one, else a word. */
static void read_regular(struct lexer *lexer, struct value *value)
{
    size_t start = lexer->at;
    while (is_regular(lexer))
        lexer->at++;
    size_t n = lexer->at - start, digits = 0, points = 0, sign = 0;
    const char *at = lexer->bytes + start;
    sign = *at == '-' || *at == '+';
    int64_t number = 0;
    for (size_t i = sign; i < n && n < REAL_LONGEST; i++) {
        points += at[i] == '.';
        digits += at[i] >= '0' && at[i] <= '9';
        if (at[i] >= '0' && at[i] <= '9' && number < INT64_MAX / 20)
            number = number * 10 + (at[i] - '0');
    }
    bool numeric = digits && digits + points + sign == n && points <= 1;
    *value = (struct value){.kind = VALUE_WORD, .at = at, .n = n};
    if (numeric) {
        value->kind = points ? VALUE_REAL : VALUE_INT;
        value->number = points ? 0 : *at == '-' ? -number : number;
    } else if (value_is(value, "true") || value_is(value, "false")) {
        value->number = *at == 't';
        value->kind = VALUE_BOOL;
    } else if (value_is(value, "null")) {
        *value = value_null;
    }
}

/* --- collections -------------------------------------------------------------------------------- */

/* Up to the closing word; "1 0 R" becomes one value. */
static bool read_items(struct lexer *lexer, struct value *value, enum value_kind kind, const char *closing)
{
    LIST(struct value) items = {0};
    struct value item;
    if (lexer->depth >= DEPTH)
        return false;
    lexer->depth++;
    for (;;) {
        if (!value_next(lexer, &item))
            return false;
        if (item.kind == VALUE_WORD && value_is(&item, closing))
            break;
        bool ref = value_is(&item, "R") && item.kind == VALUE_WORD && items.n >= 2 && items.at[items.n - 1].kind == VALUE_INT &&
                   items.at[items.n - 2].kind == VALUE_INT;
        if (item.kind == VALUE_WORD && !ref)
            return false;
        if (ref)
            items.at[--items.n - 1].kind = VALUE_REF;
        else
            *list_add(lexer->arena, &items) = item;
    }
    lexer->depth--;
    *value = (struct value){.kind = kind, .n = items.n, .items = items.at};
    for (size_t i = 0; kind == VALUE_DICT && i < items.n; i += 2)
        if (items.at[i].kind != VALUE_NAME || i + 1 == items.n)
            return false;
    return true;
}

bool value_next(struct lexer *lexer, struct value *value)
{
    skip(lexer);
    if (lexer->at == lexer->n)
        return false;
    char c = lexer->bytes[lexer->at], next = lexer->n - lexer->at > 1 ? lexer->bytes[lexer->at + 1] : '\0';
    if (c == '/') {
        read_name(lexer, value);
        return true;
    }
    if (c == '(')
        return read_literal(lexer, value);
    if (c == '<' && next != '<')
        return read_hex(lexer, value);
    if (c == '<' || c == '[') {
        lexer->at += c == '<' ? 2 : 1;
        return c == '<' ? read_items(lexer, value, VALUE_DICT, ">>") : read_items(lexer, value, VALUE_ARRAY, "]");
    }
    if (c == ']' || (c == '>' && next == '>')) {
        *value = (struct value){.kind = VALUE_WORD, .at = c == ']' ? "]" : ">>", .n = c == ']' ? 1 : 2};
        lexer->at += value->n;
        return true;
    }
    if (is_delimiter(c))
        return false;
    read_regular(lexer, value);
    return true;
}

/* --- use ---------------------------------------------------------------------------------------- */

const struct value *value_entry(const struct value *dict, const char *key)
{
    for (size_t i = 0; dict->kind == VALUE_DICT && i < dict->n; i += 2)
        if (value_is(&dict->items[i], key))
            return &dict->items[i + 1];
    return &value_null;
}

bool value_is(const struct value *value, const char *name)
{
    return (value->kind == VALUE_NAME || value->kind == VALUE_WORD) && value->n == strlen(name) &&
           memcmp(value->at, name, value->n) == 0;
}

void value_utf16(struct buf *out, const char *bytes, size_t n)
{
    uint32_t high = 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t unit = (uint32_t)(unsigned char)bytes[i] << 8 | (unsigned char)bytes[i + 1];
        if (high && unit >= 0xDC00 && unit < 0xE000)
            unit = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
        else if (high)
            buf_utf8(out, 0xFFFD);
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (!high)
            buf_utf8(out, unit);
    }
    if (high)
        buf_utf8(out, 0xFFFD);
}

const char *value_text(struct arena *arena, const struct value *string)
{
    struct buf out;
    buf_init(&out, arena);
    buf_text(&out, "");
    if (string->kind != VALUE_STRING)
        return out.at;
    if (string->n >= 2 && memcmp(string->at, "\xFE\xFF", 2) == 0)
        value_utf16(&out, string->at + 2, string->n - 2);
    else
        for (size_t i = 0; i < string->n; i++)
            buf_utf8(&out, (unsigned char)string->at[i]);
    return out.at;
}

/* Whether one of the words is the name. */
static bool named(const char *words, const struct value *name)
{
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (n == name->n && memcmp(at, name->at, n) == 0)
            return true;
        at += n;
    }
    return false;
}

static void print_string(struct buf *out, const struct value *value)
{
    buf_char(out, '<');
    for (size_t i = 0; i < value->n; i++)
        buf_hex(out, (unsigned char)value->at[i], 2);
    buf_char(out, '>');
}

/* No deeper than it was read. */
static void print_items(struct buf *out, const struct value *value, const char *but)
{
    bool dict = value->kind == VALUE_DICT;
    buf_text(out, dict ? "<<" : "[");
    for (size_t i = 0; i < value->n; i++) {
        if (dict && named(but, &value->items[i])) {
            i++;
            continue;
        }
        buf_text(out, i ? " " : "");
        value_print(out, &value->items[i], "");
    }
    buf_text(out, dict ? ">>" : "]");
}

void value_print(struct buf *out, const struct value *value, const char *but)
{
    switch (value->kind) {
    case VALUE_ARRAY:
    case VALUE_DICT:
        print_items(out, value, but);
        break;
    case VALUE_STRING:
        print_string(out, value);
        break;
    case VALUE_NULL:
        buf_text(out, "null");
        break;
    case VALUE_INT:
    case VALUE_REF:
        buf_int(out, value->number);
        buf_text(out, value->kind == VALUE_REF ? " 0 R" : "");
        break;
    default:
        buf_text(out, value->kind == VALUE_NAME ? "/" : "");
        buf_bytes(out, value->at, value->n);
    }
}
