/* A stretch of published text without its marks, for recognising what it is: stars of emphasis,
 * addresses of links, escapes and <sup> tags are gone, letters and digits are as in the source.
 * The words it is compared with are folded (language/fold.h). */
#ifndef HEXAPLA_PLAIN_H
#define HEXAPLA_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct plain {
    const char *at; /* NUL-terminated */
    size_t n; /* [byte] */
};

/* Appends the bytes without their marks. */
void plain_append(struct buf *out, const char *bytes, size_t n);
/* The same trimmed, on its own. */
struct plain plain_text(struct arena *arena, const char *bytes, size_t n);
/* Bytes of white space at the start: spaces of any kind, marks of byte order and direction. */
size_t plain_space(const char *bytes, size_t n);
struct plain plain_from(struct plain plain, size_t start); /* its rest, trimmed at the start */
struct plain plain_trim(struct plain plain);

bool plain_is(struct plain plain, const char *words);
bool plain_starts(struct plain plain, const char *words);
bool plain_ends(struct plain plain, const char *words);
bool plain_has(struct plain plain, const char *words);
/* Any of a NULL-terminated list; the index, or -1. */
int plain_any(bool (*test)(struct plain, const char *), struct plain plain, const char *const *list);

/* How a paragraph ends, note calls and closing quotes apart. */
enum ending { ENDING_OPEN, ENDING_COMMA, ENDING_SEMICOLON, ENDING_COLON, ENDING_STOP };
enum ending plain_ending(struct plain plain);

#endif
