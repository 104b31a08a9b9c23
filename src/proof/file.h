/* A PDF file read back: objects by number, streams unpacked. Only what hexapla and libqpdf write is
 * understood (one or two cross-reference sections, streams plain or deflated), and work is bounded:
 * whatever the bytes say, no more is read and unpacked than the budget allows. */
#ifndef HEXAPLA_PROOF_FILE_H
#define HEXAPLA_PROOF_FILE_H

#include "proof/value.h"

struct libdeflate_decompressor;

/* Where an object is. */
struct file_entry {
    uint8_t kind; /* 0: nowhere; 1: at an offset; 2: in an object stream */
    uint8_t state; /* 0: not read; 1: being read; 2: read */
    uint32_t place; /* [byte], or the number of the object stream */
    uint32_t index; /* in the object stream */
    const struct value *value;
    const struct file_pack *pack; /* what the object holds, when it is an object stream */
};

struct file {
    struct arena *arena;
    const char *bytes;
    size_t n;
    struct file_entry *entries;
    size_t entry_n;
    const struct value *trailer; /* of the newest section */
    size_t budget; /* [byte] that may still be read or unpacked */
    struct libdeflate_decompressor *decompressor;
    const char *damage; /* the first thing that was wrong; NULL while nothing is */
};

/* Reads where objects are; false, with `damage` said, when that cannot be found. */
bool file_open(struct file *file, struct arena *arena, const char *bytes, size_t n);
/* What a value stands for: itself, or the object it refers to. */
const struct value *file_value(struct file *file, const struct value *value);
/* The same of a dictionary's entry. */
const struct value *file_entry(struct file *file, const struct value *dict, const char *key);
/* The bytes of a stream, unpacked; false when it is none or damaged. */
bool file_stream(struct file *file, const struct value *dict, const char **bytes, size_t *n);
/* Notes the first damage. */
void file_damage(struct file *file, const char *what);

#endif
