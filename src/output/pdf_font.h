/* Fonts of a PDF file: one Type 0 font for each face, a subset with its own codes. A code stands for
 * a pair of drawing and source text, so that text is found and copied as it was typed whatever was
 * drawn for it; where one text was drawn with several glyphs they become one (font/compose.h). CFF
 * outlines have one code for a glyph and cannot be composed: there a second text of the same glyph is
 * "spoken", the page says it with ActualText, and a further glyph has a code without text.
 *
 * Two passes: every run is first shown to pdf_fonts_collect, in the order of drawing, then
 * pdf_fonts_write makes the subsets and codes, then runs are drawn with the uses noted. */
#ifndef HEXAPLA_PDF_FONT_H
#define HEXAPLA_PDF_FONT_H

#include "base/diag.h"
#include "font/compose.h"
#include "layout/frame.h"
#include "output/pdf_object.h"

struct pdf_code {
    uint32_t glyph; /* in the face, later in the subset; the first of several */
    const struct compose_part *parts; /* all of them, in the face; NULL when it is one */
    uint32_t part_n;
    int32_t advance; /* [upem] */
    int32_t lead; /* [upem] from the pen rightwards to the first glyph's place */
    const uint32_t *text; /* [code point] what it stands for */
    uint32_t text_n;
    int32_t width; /* [1/1000 em] as in the font's W */
    uint16_t next; /* 1 + the next code of the same glyph; 0 for none */
    uint16_t code;
    char literal[4]; /* the code's two bytes as they stand in a string */
    uint8_t literal_n;
};

struct pdf_font {
    const struct face *face;
    uint32_t glyph_count; /* of the face */
    uint32_t em; /* [upem] the size that a page names: the face's em without its size factor, so that a line's faces
                    are of one size, by which readers put lines together */
    uint32_t number; /* from 1, in order of name */
    LIST(struct pdf_code) codes;
    uint16_t *first; /* by glyph: 1 + the first code that begins with it; 0 for none */
    uint32_t *advance; /* [upem] by glyph: 1 + its advance; 0 when not yet asked */
    uint16_t *renumbered; /* by glyph: in the subset; before there is one, 1 when it is in use */
    uint32_t last_glyph, last_code; /* of TrueType: in the subset, with composites; as codes are numbered */
    struct pdf_object *object;
};

/* A glyph of a run as it will be drawn: an index into the font's codes, perhaps with SPOKEN; or
 * nothing, when it is drawn with the glyph before it. */
enum { USE_CODE = 0xFFFF, USE_SPOKEN = 0x10000, USE_NOTHING = 0x20000 };

struct pdf_fonts {
    struct arena *arena;
    LIST(struct pdf_font *) list;
    LIST(struct pdf_font *) by_face; /* by face->index */
    uint32_t *uses; /* one for each glyph of each run */
    size_t use_n;
};

/* For so many glyphs in all runs. */
struct pdf_fonts *pdf_fonts_new(struct arena *arena, size_t glyphs);
void pdf_fonts_collect(struct pdf_fonts *fonts, const struct glyph_run *run);
/* Makes subsets, codes and objects; false when a face cannot be subset (reported). */
bool pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file, struct report *report);
/* "/Font<</F1 5 0 R …>>" */
void pdf_fonts_resources(const struct pdf_fonts *fonts, struct buf *out);

static inline const struct pdf_font *pdf_font_of(const struct pdf_fonts *fonts, const struct face *face)
{
    return fonts->by_face.at[face->index];
}

/* What a glyph of a run stands for; never beyond the run's text. */
static inline uint32_t pdf_text_of(const struct glyph_run *run, const struct glyph *glyph, const uint32_t **text)
{
    bool inside = glyph->text <= run->text_n && glyph->text_n <= run->text_n - glyph->text;
    *text = inside ? run->text + glyph->text : run->text;
    return inside ? glyph->text_n : 0;
}

#endif
