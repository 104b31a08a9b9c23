/* Words as HarfBuzz shapes them, remembered. A word is any short stretch of one face, script, language
 * and direction. Belongs to one thread. */
#ifndef HEXAPLA_WORD_H
#define HEXAPLA_WORD_H

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "font/face.h"
#include "language/lang.h"

/* One glyph before lines exist. Offsets are from the visual left edge of its cluster. */
struct par_glyph {
    uint32_t id;
    int32_t x, y; /* [upem] y upwards */
    uint16_t text_n; /* [utf16] it stands for, counted on from the glyph before it; 0 for a further glyph */
};

struct word_cluster {
    uint16_t text_n, glyph_n;
    int32_t advance; /* [upem] */
    int32_t top, bottom; /* [upem] extents, bottom positive downwards; 0,0 where they do not matter */
};

struct word { /* in logical order, base before mark */
    struct word_cluster *clusters;
    struct par_glyph *glyphs;
    uint32_t cluster_n, glyph_n;
};

struct word_key {
    const struct face *face;
    hb_script_t script;
    enum lang lang;
    bool rtl;
    uint32_t n; /* [utf16] */
};

struct words;
struct words *words_new(void); /* NULL when memory is short */
void words_free(struct words *words);
/* Out of memory in the cache lands where the document's arena lands. */
void words_share_catch(struct words *words, const struct arena *arena);

/* Valid until the next call. A word that HarfBuzz gives no glyph for has no clusters. */
const struct word *word_shape(struct words *words, struct arena *arena, const struct word_key *key, const uint16_t *text);

bool word_is_high_mark(uint32_t code_point); /* from U+0300 on; there are none before */
/* Combines with the character before it. */
static inline bool word_is_mark(uint32_t code_point)
{
    return code_point >= 0x300 && word_is_high_mark(code_point);
}

#endif
