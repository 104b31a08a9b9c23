/* Reading: bytes to document tree. The kind of a source is told by its content: a front block makes
 * it hexapla source, XML is AKN4UN, anything else is published text.
 *
 * Inside, reading is a parser (text.c or published.c, sharing inline.c) and passes over the tree, in
 * this order: numbering (labels, restarts, wrong numbers), notes (pairs, numbers in order of first
 * call), leads (lexicon emphasis where the author marked none), links (symbols become links). */
#ifndef HEXAPLA_READ_H
#define HEXAPLA_READ_H

#include "base/diag.h"
#include "document/doc.h"

struct read_options {
    enum lang language; /* overrides what the text says; LANG_NONE for none */
    /* name=value pairs from --set, applied over the front block */
    const char *const *set;
    size_t set_count;
    /* Lead words that the document's template adds; NULL: none. Asked when the head is read, before the text is, and
     * again when the symbol is known for certain. */
    const struct lexicon *(*lexicon)(void *context, const struct doc *doc);
    void *context;
};

/* Never fails for bad text: it reports and repairs. NULL only when there is nothing to set (invalid
 * UTF-8, no text, unknown language), with errors in the report. */
struct doc *read_document(struct arena *arena, const struct source *source, const struct read_options *options,
    struct report *report);

#endif
