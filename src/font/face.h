/* Faces: an opened font file ready for shaping and subsetting. Immutable after opening and shared by
 * threads (HarfBuzz objects are made immutable); opened at first need under the font set's lock. */
#ifndef HEXAPLA_FACE_H
#define HEXAPLA_FACE_H

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/unit.h"
#include "font/manifest.h"

struct face {
    const struct manifest_face *source;
    enum face_style style; /* of the file that was opened */
    uint32_t index; /* small number, unique in the font set; stable order of first opening is NOT
                       guaranteed between runs: sort by name for output */
    const char *name; /* PostScript name: "Tinos-Bold", "Tinos"; fit for a PDF name as it is */
    hb_face_t *hb_face;
    struct excerpts *excerpts; /* of a CFF face; see font/excerpt.h */
    hb_font_t *hb_font; /* scale = units per em, OpenType functions */
    uint32_t units_per_em;
    int32_t ascent, descent, cap_height; /* [upem] hhea; descent negative */
    int32_t bbox[4]; /* [upem] x min, y min, x max, y max */
    bool cff; /* CFF outlines: CID = charset of the subset */
    int32_t size; /* [1/1000] size factor of the manifest */
    bool slanted; /* the drawn face leans */
    int32_t italic_angle; /* [1/1000 degree] */
    uint16_t weight; /* OS/2 */
};

struct font_set; /* manifest + opened faces */

/* Roots are folders such as /usr/share/fonts, asked in order. */
struct font_set *font_set_new(const struct manifest *manifest, const char *const *roots, size_t n);
void font_set_free(struct font_set *set);

/* The face of a role's k-th family in a style. A family without that style gives its nearest
 * (italic -> regular); compare face->style. NULL when k is past the end, or, with an error reported
 * once per file, when the file is missing or unusable. */
const struct face *font_face(struct font_set *set, const char *role, size_t k, enum face_style style, struct report *report);
/* Whether the face has a glyph. */
bool face_has(const struct face *face, uint32_t code_point);
/* The glyph of a character as it is without shaping, and its advance [upem]; false when there is none. */
bool face_glyph(const struct face *face, uint32_t code_point, uint32_t *glyph, int32_t *advance);
/* Where the file was found; NULL when missing. For `hexapla fonts`. */
const char *font_find(const struct font_set *set, const struct manifest_face *face, enum face_style style);

#endif
