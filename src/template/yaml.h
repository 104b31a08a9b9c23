/* A YAML file as a tree that remembers where everything stood. The only includer of libyaml. Templates,
 * wordings and the font manifest are plain data, so anchors, aliases, tags and second documents are
 * errors, and depth, size and the number of keys are bounded: a file cannot grow in memory. */
#ifndef HEXAPLA_YAML_H
#define HEXAPLA_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

enum { YAML_DEPTH_MOST = 16, YAML_ENTRIES_MOST = 256, YAML_LARGEST = 256 * 1024 /* [byte] */ };

enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };

struct yaml;

struct yaml_entry {
    const char *key; /* "" in a list */
    struct span key_span;
    const struct source *key_source; /* where the key stands; a merged tree has several */
    struct yaml *value;
};

struct yaml {
    enum yaml_kind kind;
    const struct source *source;
    struct span span; /* of a scalar its text with quotes; of others their first byte */
    const char *text; /* YAML_SCALAR: never NULL, no NUL inside; NULL otherwise */
    bool quoted;
    LIST(struct yaml_entry) entries; /* YAML_MAP and YAML_LIST, in file order; keys of a map are unique */
};

/* Reads a file into memory as a source; NULL when there is no such file (nothing is reported: the caller
 * knows what its absence means). One that cannot be read, is too large or no UTF-8 is reported, and NULL. */
const struct source *yaml_source(struct arena *arena, const char *path, struct report *report);

/* The tree, whose root is a map. What is wrong is reported once, with `fault`, and gives NULL. */
struct yaml *yaml_read(struct arena *arena, const struct source *source, enum diag_id fault, struct report *report);

/* The same of a file whose lists may have any number of entries. */
struct yaml *yaml_read_long(struct arena *arena, const struct source *source, enum diag_id fault, struct report *report);

/* The value under one key of the file's map, of which no more than that is read where it is written plainly; its
 * spans are of those lines. NULL when there is none or it is wrong; nothing is reported. */
struct yaml *yaml_read_key(struct arena *arena, const struct source *source, const char *key);

/* The value of a key, or NULL; NULL, too, when `map` is NULL or no map. */
struct yaml *yaml_get(const struct yaml *map, const char *key);
/* The text of a scalar under a key, or NULL. */
const char *yaml_text(const struct yaml *map, const char *key);

/* `over` laid on `base`: maps are merged key by key, everything else is replaced, and so is a map by one
 * that says what it `is`; `base`'s order comes first. Neither is changed; either may be NULL. */
struct yaml *yaml_merge(struct arena *arena, struct yaml *base, struct yaml *over);
/* A copy of a map without one key. */
struct yaml *yaml_without(struct arena *arena, const struct yaml *map, const char *key);

#endif
