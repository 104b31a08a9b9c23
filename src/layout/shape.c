/* Stage: content -> paragraph. Source of the method: Unicode UAX 9 (levels, by ICU), UAX 14 (breaks, by
 * ICU, then language/glue), UAX 24 (scripts), and HarfBuzz for the shapes. It knows no line width. */
#include "layout/shape.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include "base/utf.h"
#include "language/glue.h"
#include "language/hyphen.h"
#include "language/kashida.h"
#include "layout/word.h"

enum {
    ROLES = 8,
    UNIT_LONGEST = 1024, /* [utf16] no word is longer; what is gets cut */
    PARAGRAPH_LONGEST = 16 * 1024 * 1024, /* [utf16] */
    MISSING_MOST = 50, /* distinct missing characters reported for one document */
};

/* ---- the shaper --------------------------------------------------------------------------- */

struct face_slot {
    bool known;
    const struct face *face;
};

struct shaper {
    struct font_set *fonts;
    struct words *words;
    UBiDi *bidi;
    UBreakIterator *breaks[LANG_COUNT];
    struct face_slot faces[ROLES][FONT_CHAIN_MOST][FACE_STYLE_COUNT];
    const struct content *missing_in; /* the document that `missing` belongs to */
    uint32_t missing[MISSING_MOST];
    size_t missing_n;
};

struct shaper *shaper_new(struct font_set *fonts)
{
    struct shaper *shaper = calloc(1, sizeof *shaper);
    if (!shaper)
        return NULL;
    shaper->fonts = fonts;
    shaper->words = words_new();
    shaper->bidi = ubidi_open();
    if (!shaper->words || !shaper->bidi) {
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
    if (shaper->bidi)
        ubidi_close(shaper->bidi);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (shaper->breaks[lang])
            ubrk_close(shaper->breaks[lang]);
    free(shaper);
}

/* ---- one paragraph in the making ---------------------------------------------------------- */

enum script_class { CLASS_NEUTRAL, CLASS_LATIN, CLASS_ARABIC, CLASS_HAN };

struct making {
    struct shaper *shaper;
    struct arena *arena;
    struct report *report;
    const struct run *runs;
    size_t run_n;
    uint32_t *run_end; /* [utf16] where each run's text ends */
    uint16_t *text;
    uint32_t n; /* [utf16] */
    uint8_t *breaks; /* enum break_kind, n + 1 of them */
    const UBiDiLevel *levels; /* NULL: all 0 */
    uint8_t *classes; /* enum script_class per unit, neutrals resolved */
    struct par *par;
    size_t cluster_room, glyph_room;
};

static uint32_t char_at(const struct making *m, uint32_t at, uint32_t *next)
{
    *next = at;
    return utf16_next(m->text, m->n, next);
}

/* The runs' text as one UTF-16 string. */
static void collect(struct making *m)
{
    size_t room = 1;
    for (size_t i = 0; i < m->run_n; i++)
        room += m->runs[i].n + 1;
    m->text = arena_new_array(m->arena, uint16_t, room);
    m->run_end = arena_new_array(m->arena, uint32_t, m->run_n + 1);
    for (size_t i = 0; i < m->run_n; i++) {
        const struct run *run = &m->runs[i];
        if (run->kind == RUN_LINE_BREAK)
            m->text[m->n++] = 0x2028;
        for (size_t at = 0, taken; run->kind != RUN_LINE_BREAK && at < run->n && m->n < PARAGRAPH_LONGEST; at += taken) {
            uint32_t c = utf8_decode(run->text + at, run->n - at, &taken);
            U16_APPEND_UNSAFE(m->text, m->n, c);
        }
        m->run_end[i] = m->n;
    }
}

/* ---- levels ------------------------------------------------------------------------------- */

static bool may_be_rtl(uint32_t c)
{
    return (c >= 0x590 && c < 0x900) || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFB1D && c <= 0xFEFC) || (c >= 0xD802 && c <= 0xD83B);
}

/* The base direction is the document's, but text without any right-to-left letter, such as an English
 * date in an Arabic masthead, is ordered left to right. */
static void find_levels(struct making *m)
{
    bool document_rtl = lang_row(m->par->content->lang)->rtl;
    bool maybe = document_rtl, letters = false, rtl_letters = false;
    for (uint32_t i = 0; i < m->n; i++)
        maybe |= may_be_rtl(m->text[i]);
    if (!maybe)
        return;
    for (uint32_t i = 0, next; i < m->n; i = next) {
        UCharDirection direction = u_charDirection((UChar32)char_at(m, i, &next));
        letters |= direction == U_LEFT_TO_RIGHT;
        rtl_letters |= direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    }
    m->par->rtl = document_rtl && (rtl_letters || !letters);
    UErrorCode error = U_ZERO_ERROR;
    ubidi_setPara(m->shaper->bidi, m->text, (int32_t)m->n, m->par->rtl ? 1 : 0, NULL, &error);
    m->levels = ubidi_getLevels(m->shaper->bidi, &error);
    if (U_FAILURE(error))
        arena_fail(m->arena);
}

/* ---- breaks ------------------------------------------------------------------------------- */

static UBreakIterator *iterator_for(struct making *m, enum lang lang)
{
    UBreakIterator **iterator = &m->shaper->breaks[lang];
    UErrorCode error = U_ZERO_ERROR;
    if (!*iterator)
        *iterator = ubrk_open(UBRK_LINE, lang_row(lang)->tag, NULL, 0, &error);
    if (U_FAILURE(error))
        arena_fail(m->arena);
    return *iterator;
}

/* Note calls are no part of the sentence: for the break rules they are marks on the character before. */
static const uint16_t *text_for_breaks(struct making *m)
{
    bool calls = false;
    for (size_t i = 0; i < m->run_n; i++)
        calls |= m->runs[i].kind == RUN_CALL;
    if (!calls)
        return m->text;
    uint16_t *text = arena_new_array(m->arena, uint16_t, m->n + 1);
    memcpy(text, m->text, m->n * sizeof *text);
    for (size_t i = 0; i < m->run_n; i++)
        for (uint32_t at = i ? m->run_end[i - 1] : 0; m->runs[i].kind == RUN_CALL && at < m->run_end[i]; at++)
            text[at] = 0x0301;
    return text;
}

/* Hyphenation points inside one word, [start, end), all letters. */
static void hyphenate_word(struct making *m, enum lang lang, uint32_t start, uint32_t end)
{
    enum { LONGEST = 64 };
    uint8_t points[LONGEST];
    if (end - start > LONGEST)
        return;
    hyphen_find(lang, m->text + start, end - start, points);
    for (uint32_t i = 1; i < end - start; i++)
        if (points[i] && m->breaks[start + i] == BREAK_NONE)
            m->breaks[start + i] = BREAK_SOFT;
}

/* A word stands free: what touches a digit, a slash or a letter of another run is a symbol or part of one. */
static bool stands_free(const struct making *m, uint32_t start, uint32_t end)
{
    uint16_t before = start ? m->text[start - 1] : ' ', after = end < m->n ? m->text[end] : ' ';
    return !u_isalnum(before) && !u_isalnum(after) && before != '/' && after != '/' && before != '.' && before != '@' && before != 0xAD && after != 0xAD;
}

static void find_hyphens(struct making *m)
{
    for (size_t i = 0; i < m->run_n; i++) {
        const struct run *run = &m->runs[i];
        enum lang lang = run->lang < LANG_COUNT ? run->lang : m->par->content->lang;
        if (!run->style.hyphenate || run->kind != RUN_TEXT)
            continue;
        for (uint32_t at = i ? m->run_end[i - 1] : 0; at < m->run_end[i];) {
            uint32_t end = at;
            while (end < m->run_end[i] && u_isalpha(m->text[end]))
                end++;
            if (end > at && stands_free(m, at, end))
                hyphenate_word(m, lang, at, end);
            at = end + 1;
        }
    }
}

static void find_breaks(struct making *m)
{
    enum lang lang = m->par->content->lang;
    const uint16_t *text = text_for_breaks(m);
    m->breaks = arena_new_array(m->arena, uint8_t, m->n + 1);
    UErrorCode error = U_ZERO_ERROR;
    UBreakIterator *iterator = iterator_for(m, lang);
    ubrk_setText(iterator, text, (int32_t)m->n, &error);
    if (U_FAILURE(error))
        arena_fail(m->arena);
    for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator))
        if (at > 0)
            m->breaks[at] = ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD ? BREAK_MUST : BREAK_GOOD;
    m->breaks[m->n] = BREAK_MUST;
    glue_apply(lang, text, m->n, m->breaks);
    for (uint32_t i = 1; i < m->n; i++)
        if (m->text[i] == 0x2028)
            m->breaks[i] = BREAK_NONE;
    find_hyphens(m);
}

/* ---- faces -------------------------------------------------------------------------------- */

static bool is_ignorable(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x34F || c == 0x61C || c < 0x20;
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == 0xA0;
}

/* Spaces of a fixed width; HarfBuzz makes them up when the face lacks them. */
static bool is_fixed_space(uint32_t c)
{
    return (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

static enum script_class class_of(enum lang lang, uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ? CLASS_LATIN
            : lang == LANG_ZH && c > ' ' && c != '.' && c != ',' ? CLASS_LATIN : CLASS_NEUTRAL;
    if (c < 0x590)
        return u_isalpha((UChar32)c) || word_is_mark(c) ? CLASS_LATIN : CLASS_NEUTRAL;
    if (utf_is_arabic(c))
        return CLASS_ARABIC;
    if (utf_is_han(c) || (c >= 0x3000 && c <= 0x33FF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF))
        return CLASS_HAN;
    return u_isalpha((UChar32)c) ? CLASS_LATIN : CLASS_NEUTRAL;
}

/* Neutral characters (space, marks, quotes) come from the main script's face unless both neighbours
 * are of one other class; for an ASCII mark a missing neighbour counts as the other one. */
static void resolve_neutrals(struct making *m, enum script_class main_class)
{
    enum script_class before = CLASS_NEUTRAL;
    for (uint32_t at = 0; at < m->n;) {
        if (m->classes[at] != CLASS_NEUTRAL) {
            before = m->classes[at++];
            continue;
        }
        uint32_t end = at;
        while (end < m->n && m->classes[end] == CLASS_NEUTRAL)
            end++;
        enum script_class absent = m->text[at] < 0x80 ? CLASS_NEUTRAL : main_class;
        enum script_class after = end < m->n ? m->classes[end] : absent;
        if (before == CLASS_NEUTRAL)
            before = absent;
        enum script_class one = before ? before : after, other = after ? after : before;
        enum script_class resolved = one == other && one != CLASS_NEUTRAL ? one : main_class;
        memset(m->classes + at, (int)resolved, end - at);
        at = end;
    }
}

static void find_classes(struct making *m)
{
    enum lang lang = m->par->content->lang;
    enum script_class main_class = lang == LANG_AR ? CLASS_ARABIC : lang == LANG_ZH ? CLASS_HAN : CLASS_LATIN;
    m->classes = arena_new_array(m->arena, uint8_t, m->n + 1);
    size_t run = 0;
    for (uint32_t at = 0, next; at < m->n; at = next) {
        while (m->run_end[run] <= at)
            run++;
        uint32_t c = char_at(m, at, &next);
        enum script_class class = m->runs[run].kind == RUN_CALL ? CLASS_LATIN : class_of(lang, c);
        memset(m->classes + at, (int)class, next - at);
    }
    resolve_neutrals(m, main_class);
}

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
    if (is_ignorable(c))
        return true;
    if (is_space(c) || is_fixed_space(c))
        return face_has(face, ' ');
    return face_has(face, c) || (c == 0x2011 && face_has(face, 0x2010));
}

static const char *script_of_class(enum script_class class)
{
    return class == CLASS_ARABIC ? "Arab" : class == CLASS_HAN ? "Hani" : "Latn";
}

/* Families of the character's script first, then the others, in the role's order. */
static const struct face *choose_face(struct making *m, const struct style *style, enum script_class class, uint32_t c)
{
    enum face_style wanted = style->bold ? (style->italic ? FACE_BOLD_ITALIC : FACE_BOLD) : style->italic ? FACE_ITALIC : FACE_REGULAR;
    const char *script = script_of_class(class);
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

static void report_missing(struct making *m, const struct run *run, uint32_t c)
{
    struct shaper *shaper = m->shaper;
    if (shaper->missing_in != m->par->content) {
        shaper->missing_in = m->par->content;
        shaper->missing_n = 0;
    }
    for (size_t i = 0; i < shaper->missing_n; i++)
        if (shaper->missing[i] == c)
            return;
    if (shaper->missing_n == MISSING_MOST)
        return;
    shaper->missing[shaper->missing_n++] = c;
    struct buf name;
    buf_init(&name, m->arena);
    buf_text(&name, "U+");
    buf_hex(&name, c, c > 0xFFFF ? 5 : 4);
    buf_text(&name, " “");
    buf_utf8(&name, c);
    buf_text(&name, "”");
    diag_at(m->report, DIAG_GLYPH_MISSING, m->par->content->doc->source, run->span, name.at,
        lang_row(run->lang < LANG_COUNT ? run->lang : m->par->content->lang)->name, chain_names(m, &run->style),
        "replace the character, or name a package's font that has it in fonts.yaml");
}

/* ---- segments and clusters ---------------------------------------------------------------- */

static void grow(struct making *m, size_t clusters, size_t glyphs)
{
    struct par *par = m->par;
    if (par->cluster_n + clusters > m->cluster_room) {
        m->cluster_room = 2 * m->cluster_room + clusters + 16;
        struct cluster *at = arena_new_array(m->arena, struct cluster, m->cluster_room);
        if (par->cluster_n)
            memcpy(at, par->clusters, par->cluster_n * sizeof *at);
        par->clusters = at;
    }
    if (par->glyph_n + glyphs > m->glyph_room) {
        m->glyph_room = 2 * m->glyph_room + glyphs + 16;
        struct par_glyph *at = arena_new_array(m->arena, struct par_glyph, m->glyph_room);
        if (par->glyph_n)
            memcpy(at, par->glyphs, par->glyph_n * sizeof *at);
        par->glyphs = at;
    }
}

static hx_unit scaled(const struct segment *segment, int32_t font_units)
{
    hx_unit value = unit_scale(font_units, segment->size, segment->face->units_per_em);
    int32_t scale = segment->run->style.scale;
    return scale && scale != 1000 ? (hx_unit)unit_muldiv(value, scale, 1000) : value;
}

static uint32_t segment_for(struct making *m, const struct run *run, const struct face *face, uint8_t level)
{
    struct par *par = m->par;
    if (par->segments.n) {
        struct segment *last = &par->segments.at[par->segments.n - 1];
        const struct cluster *cluster = par->cluster_n ? &par->clusters[par->cluster_n - 1] : NULL;
        if (last->run == run && last->face == face && (!cluster || cluster->level == level))
            return (uint32_t)par->segments.n - 1;
    }
    struct segment *segment = list_add(m->arena, &par->segments);
    *segment = (struct segment){.run = run, .face = face};
    segment->size = (hx_unit)unit_muldiv(run->style.size, face->size, 1000);
    segment->shear = run->style.italic && !face->slanted ? run->style.shear : 0;
    hb_codepoint_t hyphen = 0;
    if (!hb_font_get_nominal_glyph(face->hb_font, 0x2010, &hyphen))
        hb_font_get_nominal_glyph(face->hb_font, '-', &hyphen);
    segment->hyphen = hyphen;
    segment->hyphen_advance = scaled(segment, hb_font_get_glyph_h_advance(face->hb_font, hyphen)) + run->style.tracking;
    hb_codepoint_t stroke;
    if ((level & 1) && hb_font_get_nominal_glyph(face->hb_font, 0x640, &stroke)) {
        segment->kashida = stroke;
        segment->kashida_advance = scaled(segment, hb_font_get_glyph_h_advance(face->hb_font, stroke));
    }
    return (uint32_t)par->segments.n - 1;
}

static void add_word(struct making *m, uint32_t at, uint32_t index, uint8_t level, const struct word *word, struct cluster look)
{
    struct par *par = m->par;
    const struct segment *segment = &par->segments.at[index];
    hx_unit nominal_top = (hx_unit)((int64_t)segment->size * 7 / 10), nominal_bottom = segment->size / 4;
    grow(m, word->cluster_n, word->glyph_n);
    uint32_t glyph = par->glyph_n;
    if (word->glyph_n)
        memcpy(par->glyphs + glyph, word->glyphs, word->glyph_n * sizeof *word->glyphs);
    par->glyph_n += word->glyph_n;
    for (uint32_t i = 0; i < word->cluster_n; i++) {
        const struct word_cluster *from = &word->clusters[i];
        struct cluster *cluster = &par->clusters[par->cluster_n++];
        *cluster = look;
        cluster->text = at;
        cluster->text_n = from->text_n;
        cluster->glyph = glyph;
        cluster->glyph_n = from->glyph_n;
        cluster->segment = index;
        cluster->level = level;
        cluster->break_before = i ? (uint8_t)BREAK_NONE : m->breaks[at];
        if (i && m->breaks[at] == BREAK_SOFT)
            cluster->break_before = BREAK_SOFT;
        cluster->advance = scaled(segment, from->advance) + segment->run->style.tracking;
        cluster->top = from->top ? scaled(segment, from->top) : nominal_top;
        cluster->bottom = from->top ? scaled(segment, from->bottom) : nominal_bottom;
        at += from->text_n;
        glyph += from->glyph_n;
    }
}

/* A character that takes no room: a soft hyphen, a direction mark, a line end. */
static void add_empty(struct making *m, uint32_t at, uint32_t n, uint32_t segment, uint8_t level, uint32_t c)
{
    grow(m, 1, 0);
    struct par *par = m->par;
    par->clusters[par->cluster_n++] = (struct cluster){.text = at, .text_n = n, .glyph = par->glyph_n, .segment = segment,
        .level = level, .break_before = m->breaks[at], .soft = c == 0xAD, .space = c == 0x2028};
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
    for (uint32_t i = unit->start; i < unit->end; i++)
        if (m->text[i] >= 0x370 && m->text[i] < 0x590)
            return m->text[i] < 0x400 ? HB_SCRIPT_GREEK : HB_SCRIPT_CYRILLIC;
    return HB_SCRIPT_LATIN;
}

/* Marks the cluster after which the word may be drawn longer. `first` is the word's first cluster. */
static void mark_kashida(struct making *m, const struct unit *unit, uint32_t first)
{
    uint32_t start = unit->start, end = unit->end;
    while (start < end && !u_isalpha(m->text[start]))
        start++;
    while (end > start && !u_isalpha(m->text[end - 1]) && !word_is_mark(m->text[end - 1]))
        end--;
    int rank, place = kashida_find(m->text + start, end - start, &rank);
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
    const struct word *word = word_shape(m->shaper->words, m->arena, &key, m->text + unit->start);
    uint32_t index = segment_for(m, unit->run, unit->face, unit->level), first = m->par->cluster_n;
    bool characters = lang_row(m->par->content->lang)->justify == JUSTIFY_CHARACTERS;
    struct cluster look = {.space = space && !fixed, .fixed = fixed, .tracked = unit->class != CLASS_ARABIC && (!characters || unit->class == CLASS_HAN)};
    if (!word->cluster_n)
        add_empty(m, unit->start, unit->end - unit->start, index, unit->level, 0);
    else
        add_word(m, unit->start, index, unit->level, word, look);
    if (unit->class == CLASS_ARABIC && !space && !fixed)
        mark_kashida(m, unit, first);
}

/* Where the unit that starts at `at` ends: before a space, a break opportunity, a change of run, level,
 * class or face. A hanzi is a unit of its own; what HarfBuzz may join (two dashes) stays together. */
static uint32_t unit_end(struct making *m, struct unit *unit, uint32_t run_end)
{
    uint32_t next, c = char_at(m, unit->start, &next);
    bool hanzi = utf_is_han(c);
    while (next < run_end && next - unit->start < UNIT_LONGEST) {
        uint32_t after, d = char_at(m, next, &after);
        bool mark = word_is_mark(d);
        if (!mark && (is_space(d) || is_fixed_space(d) || d == 0xAD || d == 0x2028 || hanzi || utf_is_han(d)))
            break;
        if (m->breaks[next] != BREAK_NONE && m->breaks[next] != BREAK_SOFT)
            break;
        if ((m->levels && m->levels[next] != unit->level) || (!mark && m->classes[next] != unit->class))
            break;
        if (!(mark || is_ignorable(d)) ? choose_face(m, &unit->run->style, m->classes[next], d) != unit->face : !face_sets(unit->face, d))
            break;
        next = after;
    }
    return next;
}

static uint32_t add_next(struct making *m, const struct run *run, uint32_t at, uint32_t run_end)
{
    struct unit unit = {.run = run, .start = at, .level = m->levels ? m->levels[at] : 0, .class = m->classes[at]};
    uint32_t c = char_at(m, at, &unit.end);
    unit.face = choose_face(m, &run->style, unit.class, c);
    if (!unit.face) {
        if (!m->report->count[SEVERITY_ERROR] || face_of(m, run->style.font, 0, FACE_REGULAR))
            report_missing(m, run, c);
        return unit.end;
    }
    if (c == 0x2028 || is_ignorable(c)) {
        add_empty(m, at, unit.end - at, segment_for(m, run, unit.face, unit.level), unit.level, c);
        return unit.end;
    }
    bool space = is_space(c), fixed = is_fixed_space(c);
    if (!space && !fixed)
        unit.end = unit_end(m, &unit, run_end);
    add_unit(m, &unit, space, fixed);
    return unit.end;
}

/* ---- full-width marks --------------------------------------------------------------------- */

static bool opens(uint16_t c)
{
    return c == 0x2018 || c == 0x201C || c == 0x3008 || c == 0x300A || c == 0x300C || c == 0x300E || c == 0x3010 || c == 0x3014 || c == 0xFF08 || c == 0xFF3B;
}

static bool closes(uint16_t c)
{
    return c == 0x2019 || c == 0x201D || c == 0x3001 || c == 0x3002 || c == 0x3009 || c == 0x300B || c == 0x300D || c == 0x300F || c == 0x3011 || c == 0x3015 ||
           c == 0xFF01 || c == 0xFF09 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F || c == 0xFF3D;
}

/* Half of a full-width mark is blank: after one that closes, before one that opens. Two marks together keep
 * one blank between them. */
static void squeeze_marks(struct making *m)
{
    struct cluster *before = NULL;
    for (uint32_t i = 0; i < m->par->cluster_n; i++) {
        struct cluster *cluster = &m->par->clusters[i];
        const struct segment *segment = &m->par->segments.at[cluster->segment];
        uint16_t c = m->text[cluster->text];
        hx_unit natural = cluster->advance - segment->run->style.tracking;
        bool mark = segment->run->style.squeeze && natural >= segment->size * 9 / 10 && (opens(c) || closes(c));
        if (mark && opens(c))
            cluster->blank_before = natural / 2;
        else if (mark)
            cluster->blank_after = natural / 2;
        if (before && mark && before->blank_after) {
            before->advance -= before->blank_after;
            before->blank_after = 0;
        } else if (before && before->blank_before && cluster->blank_before) {
            cluster->advance -= cluster->blank_before;
            cluster->shift = -cluster->blank_before;
            cluster->blank_before = 0;
        }
        before = mark ? cluster : NULL;
    }
}

struct par *shape_runs(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct run *runs, size_t n, struct report *report)
{
    struct making making = {.shaper = shaper, .arena = arena, .report = report, .runs = runs, .run_n = n};
    struct making *m = &making;
    m->par = arena_new_of(arena, struct par);
    m->par->content = content;
    words_share_catch(shaper->words, arena);
    collect(m);
    m->par->text = m->text;
    m->par->text_n = m->n;
    if (!m->n)
        return m->par;
    find_levels(m);
    find_breaks(m);
    find_classes(m);
    grow(m, m->n, m->n);
    uint32_t at = 0;
    for (size_t run = 0; run < n; run++)
        while (at < m->run_end[run])
            at = add_next(m, &runs[run], at, m->run_end[run]);
    if (content->lang == LANG_ZH)
        squeeze_marks(m);
    return m->par;
}
