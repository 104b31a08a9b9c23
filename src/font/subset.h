/* A subset of a face for embedding: only the glyphs used, renumbered, without layout tables and hints. */
#ifndef HEXAPLA_SUBSET_H
#define HEXAPLA_SUBSET_H

#include "base/arena.h"
#include "font/face.h"

struct subset {
    const char *bytes; /* glyf: a whole font file; cff: the bare CFF table */
    size_t n;
    bool cff;
    uint32_t glyph_count;
    const uint16_t *gid; /* new glyph id of the i-th glyph asked for */
    const uint16_t *cid; /* what a CFF subset's charset calls it; equal to gid for glyf */
};

/* glyphs ascending, without doubles and without 0. NULL when HarfBuzz refuses (reported by the caller). */
const struct subset *subset_make(struct arena *arena, const struct face *face, const uint32_t *glyphs, size_t n);

/* How many glyphs a bare CFF table has; 0 when it is damaged. The bytes may be anything. */
uint32_t subset_cff_glyphs(const char *bytes, size_t size);
/* The CID of each of the first n glyphs of a bare CFF table: its charset, or the glyph's own number. */
void subset_charset(const char *bytes, size_t size, uint16_t *cids, uint32_t n);

#endif
