/* Excerpts: the glyphs that documents have asked of a large face so far, as a small face of its own. The next
 * document's subset is cut from that several times faster; it is the same, byte for byte, whichever it is cut
 * from. Only for CFF: Chinese faces are large, and a subset of one costs as much as all else of a document.
 * Shared by threads. */
#ifndef HEXAPLA_EXCERPT_H
#define HEXAPLA_EXCERPT_H

#include <hb-subset.h>
#include <stddef.h>
#include <stdint.h>

struct excerpts; /* of one face */
struct excerpts *excerpts_new(void); /* NULL when memory is short */
void excerpts_free(struct excerpts *excerpts); /* NULL is allowed */

/* What to cut a subset from: numbers gives a glyph's number there; NULL: the whole face, where it is its own. */
struct excerpt {
    hb_face_t *face;
    hb_map_t *numbers;
};
/* excerpts may be NULL. The caller releases it. */
struct excerpt excerpt_for(struct excerpts *excerpts, hb_face_t *whole, const uint32_t *glyphs, size_t n);
void excerpt_release(struct excerpt excerpt);
uint32_t excerpt_number(const struct excerpt *excerpt, uint32_t glyph);

/* The plan of a subset without hints and layout, of these glyphs of the whole face; NULL when HarfBuzz refuses. */
hb_subset_plan_t *excerpt_plan(const struct excerpt *excerpt, const uint32_t *glyphs, size_t n);

#endif
