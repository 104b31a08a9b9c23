#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf.h"

void buf_init(struct buf *buf, struct arena *arena)
{
    *buf = (struct buf){.arena = arena};
}

static char *reserve(struct buf *buf, size_t n)
{
    if (buf->room - buf->n < n + 1) {
        size_t room = buf->room ? buf->room : 64;
        while (room - buf->n < n + 1)
            room *= 2;
        char *at = arena_room(buf->arena, room);
        if (buf->n)
            memcpy(at, buf->at, buf->n);
        buf->at = at;
        buf->room = room;
    }
    return buf->at + buf->n;
}

void buf_bytes(struct buf *buf, const void *bytes, size_t n)
{
    char *end = reserve(buf, n);
    if (n)
        memcpy(end, bytes, n);
    end[n] = '\0';
    buf->n += n;
}

void buf_text(struct buf *buf, const char *text)
{
    buf_bytes(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
    char *end = reserve(buf, 1);
    end[0] = c;
    end[1] = '\0';
    buf->n++;
}

void buf_utf8(struct buf *buf, uint32_t code_point)
{
    char bytes[4];
    buf_bytes(buf, bytes, utf8_encode(code_point, bytes));
}

void buf_int(struct buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buf_bytes(buf, digits + at, sizeof digits - at);
}

void buf_milli(struct buf *buf, int64_t thousandths)
{
    char digits[32];
    size_t at = sizeof digits, end = at;
    uint64_t size = thousandths < 0 ? (uint64_t)0 - (uint64_t)thousandths : (uint64_t)thousandths, whole = size / 1000;
    unsigned rest = (unsigned)(size % 1000);
    if (rest) {
        for (int i = 0; i < 3; i++, rest /= 10)
            digits[--at] = (char)('0' + rest % 10);
        digits[--at] = '.';
        while (digits[end - 1] == '0')
            end--;
    }
    do
        digits[--at] = (char)('0' + whole % 10);
    while (whole /= 10);
    if (thousandths < 0)
        digits[--at] = '-';
    buf_bytes(buf, digits + at, end - at);
}

void buf_unit(struct buf *buf, hx_unit value)
{
    buf_milli(buf, unit_to_milli(value));
}

void buf_hex(struct buf *buf, uint32_t value, int digits)
{
    char *end = reserve(buf, (size_t)digits);
    for (int i = digits; i-- > 0; value >>= 4)
        end[i] = "0123456789ABCDEF"[value & 15];
    end[digits] = '\0';
    buf->n += (size_t)digits;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n >= 0) {
        char *end = reserve(buf, (size_t)n);
        vsnprintf(end, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}
