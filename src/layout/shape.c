/* Stage: content -> paragraph: each character of the analysed text gets its face, each unit its shape. It
 * knows no line width. */
#include "layout/shape.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf.h"
#include "language/glue.h"
#include "language/kashida.h"
#include "layout/analysis.h"
#include "layout/spacing.h"
#include "layout/word.h"

enum {
    ROLES = 8,
    CHOICES = 2048, /* a power of two */
    UNIT_LONGEST = 1024, /* [utf16] no word is longer; what is gets cut */
    MISSING_MOST = 50, /* distinct missing characters reported for one document */
};

/* ---- the shaper --------------------------------------------------------------------------- */

struct face_slot {
    bool known;
    const struct face *face;
};

/* What choose_face found for a character, so that the faces' tables are asked once. */
struct choice {
    uint32_t key; /* of character, class and style; 0: free */
    const struct face *face;
};

struct shaper {
    struct font_set *fonts;
    struct words *words;
    struct arena *scratch;
    struct analyst *analyst;
    const struct template_ *faces_of; /* the template whose roles `faces` holds */
    struct face_slot faces[ROLES][FONT_CHAIN_MOST][FACE_STYLE_COUNT];
    struct choice choices[CHOICES];
    uint32_t missing[MISSING_MOST]; /* characters reported for this document */
    size_t missing_n;
};

struct shaper *shaper_new(struct font_set *fonts)
{
    struct shaper *shaper = calloc(1, sizeof *shaper);
    if (!shaper)
        return NULL;
    shaper->fonts = fonts;
    shaper->words = words_new();
    shaper->analyst = analyst_new();
    shaper->scratch = arena_new();
    if (!shaper->words || !shaper->analyst || !shaper->scratch) {
        shaper_free(shaper);
        return NULL;
    }
    return shaper;
}

void shaper_free(struct shaper *shaper)
{
    if (!shaper)
        return;
    words_free(shaper->words);
    analyst_free(shaper->analyst);
    arena_free(shaper->scratch);
    free(shaper);
}

struct arena *shaper_scratch(struct shaper *shaper, const struct arena *arena)
{
    arena_reset(shaper->scratch);
    arena_share(shaper->scratch, arena);
    return shaper->scratch;
}

void shaper_begin(struct shaper *shaper, const struct content *content)
{
    shaper->missing_n = 0;
    if (shaper->faces_of != content->template_) {
        memset(shaper->faces, 0, sizeof shaper->faces);
        memset(shaper->choices, 0, sizeof shaper->choices);
    }
    shaper->faces_of = content->template_;
}

/* ---- one paragraph in the making ---------------------------------------------------------- */

struct making {
    struct shaper *shaper;
    struct arena *arena;
    struct report *report;
    struct analysis a;
    struct par *par;
    uint32_t run_key; /* the run's font and style, as in the keys of choices */
    struct cluster look; /* what all clusters of the word at work have */
    size_t cluster_room, glyph_room;
};

/* ---- faces -------------------------------------------------------------------------------- */

static const struct face *face_of(struct making *m, uint8_t font, size_t k, enum face_style style)
{
    if (font >= ROLES || font >= m->par->content->template_->font_count || k >= FONT_CHAIN_MOST)
        return NULL;
    struct face_slot *slot = &m->shaper->faces[font][k][style];
    if (!slot->known) {
        slot->face = font_face(m->shaper->fonts, m->par->content->template_->fonts[font], k, style, m->report);
        slot->known = slot->face != NULL;
    }
    return slot->face;
}

static bool face_sets(const struct face *face, uint32_t c)
{
    if (char_is_ignorable(c))
        return true;
    if (char_is_space(c) || char_is_fixed_space(c))
        return face_has(face, ' ');
    return face_has(face, c) || (c == 0x2011 && face_has(face, 0x2010));
}

static const char *script_of_class(enum script_class class)
{
    return class == CLASS_ARABIC ? "Arab" : class == CLASS_HAN ? "Hani" : "Latn";
}

static enum face_style wanted_style(const struct style *style)
{
    return style->bold ? (style->italic ? FACE_BOLD_ITALIC : FACE_BOLD) : style->italic ? FACE_ITALIC : FACE_REGULAR;
}

/* Families of the character's script first, then the others, in the role's order. */
static const struct face *ask_faces(struct making *m, const struct style *style, enum script_class class, uint32_t c)
{
    const char *script = script_of_class(class);
    enum face_style wanted = wanted_style(style);
    for (int own = 1; own >= 0; own--)
        for (size_t k = 0; k < FONT_CHAIN_MOST; k++) {
            const struct face *face = face_of(m, style->font, k, wanted);
            if (!face)
                break;
            if ((strcmp(face->source->script, script) == 0) == own && face_sets(face, c))
                return face;
        }
    return NULL;
}

static uint32_t run_key_of(const struct style *style)
{
    return (uint32_t)style->font << 5 | (uint32_t)wanted_style(style) << 3 | 1;
}

/* `style` is that of the run at work. */
static inline const struct face *choose_face(struct making *m, const struct style *style, enum script_class class, uint32_t c)
{
    uint32_t key = c << 9 | (uint32_t)class << 1 | m->run_key;
    struct choice *choice = &m->shaper->choices[(key >> 1 ^ key >> 9) & (CHOICES - 1)];
    if (choice->key != key)
        *choice = (struct choice){key, ask_faces(m, style, class, c)};
    return choice->face;
}

static const char *chain_names(struct making *m, const struct style *style)
{
    struct buf names;
    buf_init(&names, m->arena);
    buf_text(&names, "");
    for (size_t k = 0; k < FONT_CHAIN_MOST; k++) {
        const struct face *face = face_of(m, style->font, k, FACE_REGULAR);
        if (face)
            buf_printf(&names, "%s%s", names.n ? ", " : "", face->name);
    }
    return names.at;
}

/* Where a character of a run stands in the source: its first place there; the run's when the source
 * writes it otherwise. */
static struct span place_of(const struct making *m, const struct run *run, uint32_t c)
{
    const char *bytes = m->par->content->doc->source->bytes;
    char wanted[4];
    size_t n = utf8_encode(c, wanted);
    for (size_t at = run->span.start; at + n <= run->span.end; at++)
        if (memcmp(bytes + at, wanted, n) == 0)
            return span_of(at, at + n);
    return run->span;
}

static void report_missing(struct making *m, const struct run *run, uint32_t c)
{
    struct shaper *shaper = m->shaper;
    for (size_t i = 0; i < shaper->missing_n; i++)
        if (shaper->missing[i] == c)
            return;
    if (shaper->missing_n == MISSING_MOST)
        return;
    shaper->missing[shaper->missing_n++] = c;
    struct buf name;
    buf_init(&name, m->arena);
    buf_printf(&name, "U+%04X “", (unsigned)c);
    buf_utf8(&name, c);
    buf_text(&name, "”");
    diag_at(m->report, DIAG_GLYPH_MISSING, m->par->content->doc->source, place_of(m, run, c), name.at,
        lang_row(run->lang < LANG_COUNT ? run->lang : m->par->content->lang)->name, chain_names(m, &run->style),
        "replace the character, or name a package's font that has it in fonts.yaml");
}

/* ---- segments and clusters ---------------------------------------------------------------- */

static void grow_clusters(struct making *m, size_t more)
{
    struct par *par = m->par;
    m->cluster_room = 2 * m->cluster_room + more + 16;
    struct cluster *at = arena_new_room(m->arena, struct cluster, m->cluster_room);
    if (par->cluster_n)
        memcpy(at, par->clusters, par->cluster_n * sizeof *at);
    par->clusters = at;
}

static void grow_glyphs(struct making *m, size_t more)
{
    struct par *par = m->par;
    m->glyph_room = 2 * m->glyph_room + more + 16;
    struct par_glyph *at = arena_new_room(m->arena, struct par_glyph, m->glyph_room);
    if (par->glyph_n)
        memcpy(at, par->glyphs, par->glyph_n * sizeof *at);
    par->glyphs = at;
}

static inline void grow(struct making *m, size_t clusters, size_t glyphs)
{
    if (m->par->cluster_n + clusters > m->cluster_room)
        grow_clusters(m, clusters);
    if (m->par->glyph_n + glyphs > m->glyph_room)
        grow_glyphs(m, glyphs);
}

static inline hx_unit scaled(const struct segment *segment, int32_t font_units)
{
    hx_unit value = unit_scale(font_units, segment->size, segment->face->units_per_em);
    int32_t scale = segment->run->style.scale;
    return scale && scale != 1000 ? (hx_unit)unit_muldiv(value, scale, 1000) : value;
}

static void add_segment(struct making *m, const struct run *run, const struct face *face, uint8_t level)
{
    struct par *par = m->par;
    struct segment *segment = list_add(m->arena, &par->segments);
    *segment = (struct segment){.run = run, .face = face};
    segment->size = (hx_unit)unit_muldiv(run->style.size, face->size, 1000);
    segment->shear = run->style.italic && !face->slanted ? run->style.shear : 0;
    hb_codepoint_t hyphen = 0;
    if (!hb_font_get_nominal_glyph(face->hb_font, 0x2010, &hyphen))
        hb_font_get_nominal_glyph(face->hb_font, '-', &hyphen);
    segment->hyphen = hyphen;
    segment->hyphen_advance = scaled(segment, hb_font_get_glyph_h_advance(face->hb_font, hyphen));
    hb_codepoint_t stroke;
    if ((level & 1) && hb_font_get_nominal_glyph(face->hb_font, 0x640, &stroke)) {
        segment->kashida = stroke;
        segment->kashida_advance = scaled(segment, hb_font_get_glyph_h_advance(face->hb_font, stroke));
    }
}

static inline uint32_t segment_for(struct making *m, const struct run *run, const struct face *face, uint8_t level)
{
    const struct par *par = m->par;
    const struct segment *last = par->segments.n ? &par->segments.at[par->segments.n - 1] : NULL;
    if (!last || last->run != run || last->face != face || (par->cluster_n && par->clusters[par->cluster_n - 1].level != level))
        add_segment(m, run, face, level);
    return (uint32_t)par->segments.n - 1;
}

static void add_word(struct making *m, uint32_t at, const struct word *word)
{
    struct par *par = m->par;
    const struct segment *segment = &par->segments.at[m->look.segment];
    grow(m, word->cluster_n, word->glyph_n);
    uint32_t glyph = par->glyph_n;
    memcpy(par->glyphs + glyph, word->glyphs, word->glyph_n * sizeof *word->glyphs);
    par->glyph_n += word->glyph_n;
    struct cluster *cluster = par->clusters + par->cluster_n;
    const struct word_cluster *from = word->clusters;
    for (uint32_t i = 0; i < word->cluster_n; i++, cluster++, from++) {
        *cluster = m->look;
        cluster->text = at;
        cluster->text_n = from->text_n;
        cluster->glyph = glyph;
        cluster->glyph_n = from->glyph_n;
        if (i == 0 || m->a.breaks[at] == BREAK_SOFT)
            cluster->break_before = m->a.breaks[at];
        cluster->advance = scaled(segment, from->advance) + segment->run->style.tracking;
        if (from->top) {
            cluster->top = scaled(segment, from->top);
            cluster->bottom = scaled(segment, from->bottom);
        }
        at += from->text_n;
        glyph += from->glyph_n;
    }
    par->cluster_n += word->cluster_n;
}

/* A character that takes no room: a soft hyphen, a direction mark, a line end. */
static void add_empty(struct making *m, uint32_t at, uint32_t n, uint32_t segment, uint8_t level, uint32_t c)
{
    grow(m, 1, 0);
    struct par *par = m->par;
    par->clusters[par->cluster_n++] = (struct cluster){.text = at, .text_n = n, .glyph = par->glyph_n, .segment = segment,
        .level = level, .break_before = m->a.breaks[at], .soft = c == 0xAD, .space = c == 0x2028};
}

struct unit {
    const struct run *run;
    uint32_t start, end; /* [utf16] */
    uint8_t level;
    enum script_class class;
    const struct face *face;
};

static hb_script_t script_of(const struct making *m, const struct unit *unit)
{
    if (unit->class == CLASS_ARABIC)
        return HB_SCRIPT_ARABIC;
    if (unit->class == CLASS_HAN)
        return HB_SCRIPT_HAN;
    for (uint32_t i = unit->start; m->a.has_greek_or_cyrillic && i < unit->end; i++)
        if (m->a.text[i] >= 0x370 && m->a.text[i] < 0x590)
            return m->a.text[i] < 0x400 ? HB_SCRIPT_GREEK : HB_SCRIPT_CYRILLIC;
    return HB_SCRIPT_LATIN;
}

/* Marks the cluster after which the word may be drawn longer. `first` is the word's first cluster. */
static void mark_kashida(struct making *m, const struct unit *unit, uint32_t first)
{
    uint32_t start = unit->start, end = unit->end;
    while (start < end && !u_isalpha(m->a.text[start]))
        start++;
    while (end > start && !u_isalpha(m->a.text[end - 1]) && !word_is_mark(m->a.text[end - 1]))
        end--;
    int rank, place = kashida_find(m->a.text + start, end - start, &rank);
    if (place == KASHIDA_NONE)
        return;
    uint32_t at = start + (uint32_t)place;
    for (uint32_t i = first; i + 1 < m->par->cluster_n; i++)
        if (at >= m->par->clusters[i].text && at < m->par->clusters[i].text + m->par->clusters[i].text_n)
            m->par->clusters[i].kashida = (uint8_t)rank;
}

static void add_unit(struct making *m, const struct unit *unit, bool space, bool fixed)
{
    enum lang lang = unit->run->lang < LANG_COUNT ? unit->run->lang : m->par->content->lang;
    struct word_key key = {unit->face, script_of(m, unit), lang, unit->level & 1, unit->end - unit->start};
    const struct word *word = word_shape(m->shaper->words, m->arena, &key, m->a.text + unit->start);
    uint32_t index = segment_for(m, unit->run, unit->face, unit->level), first = m->par->cluster_n;
    bool characters = lang_row(m->par->content->lang)->justify == JUSTIFY_CHARACTERS;
    hx_unit size = m->par->segments.at[index].size;
    m->look = (struct cluster){.segment = index, .level = unit->level, .break_before = BREAK_NONE, .space = space, .fixed = fixed,
        .top = (hx_unit)((int64_t)size * 7 / 10), .bottom = size / 4,
        .tracked = unit->class != CLASS_ARABIC && (!characters || unit->class == CLASS_HAN)};
    if (!word->cluster_n)
        add_empty(m, unit->start, unit->end - unit->start, index, unit->level, 0);
    else
        add_word(m, unit->start, word);
    if (unit->class == CLASS_ARABIC && !space && !fixed)
        mark_kashida(m, unit, first);
}

/* Nothing but itself: no space, mark or hanzi, and seen. */
static bool is_plain(uint32_t c)
{
    return c > ' ' && c < 0x300 && c != 0xA0 && c != 0xAD;
}

/* Whether the unit goes on with c at `at`. */
static inline bool goes_on(struct making *m, const struct unit *unit, uint32_t at, uint32_t c, bool hanzi)
{
    const struct analysis *a = &m->a;
    if ((a->breaks[at] != BREAK_NONE && a->breaks[at] != BREAK_SOFT) || (a->levels && a->levels[at] != unit->level))
        return false;
    bool plain = is_plain(c), mark = !plain && word_is_mark(c);
    if (!mark && (hanzi || a->classes[at] != unit->class))
        return false;
    if (!plain && !mark && (char_is_space(c) || char_is_fixed_space(c) || c == 0xAD || c == 0x2028 || utf_is_han(c)))
        return false;
    if (mark || (!plain && char_is_ignorable(c)))
        return face_sets(unit->face, c);
    return choose_face(m, &unit->run->style, a->classes[at], c) == unit->face;
}

/* Where the unit that starts at `at` ends: before a space, a break opportunity, a change of run, level,
 * class or face. A hanzi is a unit of its own; what HarfBuzz may join (two dashes) stays together. */
static uint32_t unit_end(struct making *m, struct unit *unit, uint32_t run_end)
{
    uint32_t next, after, c = analysis_char(&m->a, unit->start, &next);
    bool hanzi = utf_is_han(c);
    uint32_t limit = run_end - unit->start < UNIT_LONGEST ? run_end : unit->start + UNIT_LONGEST;
    for (; next < limit; next = after) {
        c = analysis_char(&m->a, next, &after);
        if (!goes_on(m, unit, next, c, hanzi))
            break;
    }
    return next;
}

static uint32_t add_next(struct making *m, const struct run *run, uint32_t at, uint32_t run_end)
{
    struct unit unit = {.run = run, .start = at, .level = m->a.levels ? m->a.levels[at] : 0, .class = m->a.classes[at]};
    uint32_t c = analysis_char(&m->a, at, &unit.end);
    unit.face = choose_face(m, &run->style, unit.class, c);
    if (!unit.face) {
        if (!m->report->count[SEVERITY_ERROR] || face_of(m, run->style.font, 0, FACE_REGULAR))
            report_missing(m, run, c);
        return unit.end;
    }
    if (c == 0x2028 || char_is_ignorable(c)) {
        add_empty(m, at, unit.end - at, segment_for(m, run, unit.face, unit.level), unit.level, c);
        return unit.end;
    }
    bool space = char_is_space(c), fixed = char_is_fixed_space(c);
    if (!space && !fixed)
        unit.end = unit_end(m, &unit, run_end);
    add_unit(m, &unit, space, fixed);
    return unit.end;
}

struct par *shape_runs(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct run *runs, size_t n, struct report *report)
{
    struct making making = {.shaper = shaper, .arena = arena, .report = report};
    struct making *m = &making;
    m->par = arena_new_of(arena, struct par);
    m->par->content = content;
    words_share_catch(shaper->words, arena);
    analyse(shaper->analyst, arena, content->lang, &content->template_->hyphenation, runs, n, &m->a);
    m->par->rtl = m->a.rtl;
    m->par->text = m->a.text;
    m->par->text_n = m->a.n;
    grow(m, m->a.n, m->a.n);
    uint32_t at = 0;
    for (size_t run = 0; run < n; run++) {
        m->run_key = run_key_of(&runs[run].style);
        while (at < m->a.run_end[run])
            at = add_next(m, &runs[run], at, m->a.run_end[run]);
    }
    spacing_apply(m->par);
    return m->par;
}
