/* Join: the contents of several versions of one document as one content, for a synopsis. Blocks, notes and
 * links stand version after version; everything else is the first version's. */
#ifndef HEXAPLA_JOIN_H
#define HEXAPLA_JOIN_H

#include "template/resolve.h"

/* Nodes of the versions' documents are told apart by their numbers (doc_number_from). Runs keep the numbers of
 * notes and links that they have in their own version: what sets them adds those of `struct content_version`. */
struct content *content_join(struct arena *arena, const struct content *const *versions, size_t n);

/* The version that a block or a note of a joined content is of; one that is not joined is the version itself. */
const struct content *content_of_block(const struct content *content, size_t block);
const struct content *content_of_note(const struct content *content, size_t note);

#endif
