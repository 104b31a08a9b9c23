/* Growable bytes on an arena. `at` is always NUL-terminated after the n bytes once anything was
 * written; reading at[0..n) directly is allowed, writing is not. Numbers are formatted here, never
 * by printf("%f"), whose output depends on the locale. */
#ifndef HEXAPLA_BUF_H
#define HEXAPLA_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"

struct buf {
    struct arena *arena;
    char *at;
    size_t n;
    size_t room;
};

void buf_init(struct buf *buf, struct arena *arena);
void buf_bytes(struct buf *buf, const void *bytes, size_t n);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_utf8(struct buf *buf, uint32_t code_point);
void buf_int(struct buf *buf, int64_t value);
/* At most three decimals, no trailing zeros, "-0" never: 12, 0.5, -3.125. */
void buf_milli(struct buf *buf, int64_t thousandths);
void buf_unit(struct buf *buf, hx_unit value);
void buf_hex(struct buf *buf, uint32_t value, int digits); /* upper case */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));

#endif
