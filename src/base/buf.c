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
    buf_bytes(buf, &c, 1);
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
    buf_bytes(buf, "-", thousandths < 0);
    uint64_t size = thousandths < 0 ? (uint64_t)0 - (uint64_t)thousandths : (uint64_t)thousandths;
    buf_int(buf, (int64_t)(size / 1000));
    int rest = (int)(size % 1000);
    if (!rest)
        return;
    char digits[4] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    size_t n = 4;
    while (digits[n - 1] == '0')
        n--;
    buf_bytes(buf, digits, n);
}

void buf_unit(struct buf *buf, hx_unit value)
{
    buf_milli(buf, unit_to_milli(value));
}

void buf_hex(struct buf *buf, uint32_t value, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        buf_char(buf, "0123456789ABCDEF"[value >> shift & 15]);
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
