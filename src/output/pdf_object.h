/* PDF objects on libharu's object layer, and the file made of them. libharu keeps the objects, their
 * numbers, the page tree and the cross-reference table; the file is laid out here, because its own
 * writer makes neither object streams nor cross-reference streams and trusts the device
 * (pdf-backend.md).
 *
 * An object is a dictionary: entries set one by one, each key once, then a prepared text with more of them, then
 * perhaps a stream. Of most, libharu has no more than the number. A libharu call that fails is remembered, and
 * pdf_file_write then refuses. */
#ifndef HEXAPLA_PDF_OBJECT_H
#define HEXAPLA_PDF_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct pdf_file;
struct pdf_object;
struct press;

/* plain: no compression, no object streams, a classic cross-reference table. press NULL: one of its own.
 * NULL when there is no memory. */
struct pdf_file *pdf_file_new(struct arena *arena, size_t page_count, bool plain, struct press *press);

/* PDF 2.0 instead of 1.7; before any object is made. Such a file has no information dictionary. */
void pdf_set_version_2(struct pdf_file *file);
/* What every file has. */
struct pdf_object *pdf_catalog(struct pdf_file *file);
struct pdf_object *pdf_info(struct pdf_file *file); /* NULL in PDF 2.0 */
/* An indirect dictionary; its number is known at once. Objects are written in order of making. */
struct pdf_object *pdf_object_new(struct pdf_file *file);
/* The next page, hung into the page tree; no more than were announced. */
struct pdf_object *pdf_page_new(struct pdf_file *file);
uint32_t pdf_number(const struct pdf_object *object);

void pdf_set_name(struct pdf_object *object, const char *key, const char *name);
void pdf_set_int(struct pdf_object *object, const char *key, int32_t value);
void pdf_set_ref(struct pdf_object *object, const char *key, const struct pdf_object *target);
/* Further entries as PDF text: "/Border[0 0 0]/F 4". A later text replaces an earlier one. */
void pdf_set_body(struct pdf_object *object, const struct buf *text);
/* Bytes are borrowed. AS_IS: metadata that must stay readable; COMMON: what other documents are likely to have too. */
enum pdf_packing { PDF_PACKED, PDF_PACKED_COMMON, PDF_AS_IS };
void pdf_set_stream(struct pdf_object *object, const void *bytes, size_t n, enum pdf_packing packing);

/* What the bytes of a file are for. Objects count for the part that was named last before they were made;
 * those that share a compressed stream by their share before compression. The first part, "file", is what
 * holds the others together. */
struct pdf_part {
    const char *kind, *name; /* the name of a font, of an attachment; else "" */
    size_t bytes;
};
struct pdf_part_list {
    struct pdf_part *at;
    size_t n, room;
};
enum { PART_FILE };
void pdf_part(struct pdf_file *file, const char *kind, const char *name);
/* After pdf_file_write; the sum is the size of the file. */
const struct pdf_part_list *pdf_parts(const struct pdf_file *file);

/* A byte of a string in parentheses; returns how many bytes it takes there. */
size_t pdf_escape(char to[2], unsigned char byte);
/* A text string: in one byte a character where it can be, else UTF-16BE with byte-order mark, in hexadecimal
 * digits. What is longer than PDF/A allows is cut off. */
void pdf_text(struct buf *out, const char *utf8);
void pdf_text_utf16(struct buf *out, const char *utf8); /* always that: such texts sort as their digits do */
void pdf_text_code_points(struct buf *out, const uint32_t *text, size_t n);
/* So many bytes of a text fit in a string. */
size_t pdf_text_length(const char *utf8);
/* The UTF-16BE digits of one code point, without brackets. */
void pdf_utf16(struct buf *out, uint32_t code_point);

/* The whole file; false when an object could not be made. */
bool pdf_file_write(struct pdf_file *file, struct buf *out);

#endif
