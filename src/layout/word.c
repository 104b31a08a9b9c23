/* Words: HarfBuzz behind a cache. Shapes are kept at font units, so that one cache serves all sizes
 * (fonts.md 7: 96 of 100 words are hits). */
#include "layout/word.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/hash.h"
#include "base/utf.h"

enum {
    SLOTS = 1 << 15, /* a power of two */
    ENTRIES = SLOTS / 4 * 3, /* the cache is emptied when it has so many; forty texts in three languages have 15,000 */
    CACHED = 64, /* [utf16] longer words are shaped each time */
};

struct entry {
    uint64_t hash;
    uint64_t kind; /* all of the key but its length */
    const uint16_t *text;
    uint32_t n; /* [utf16] */
    struct word word;
};

struct words {
    hb_buffer_t *buffer;
    hb_language_t languages[LANG_COUNT];
    struct arena *arena; /* of what is kept */
    uint16_t *slots; /* 1 + number of an entry; 0: free */
    struct entry *entries; /* in a row, so that a single document touches little memory */
    size_t used;
};

struct words *words_new(void)
{
    struct words *words = calloc(1, sizeof *words);
    if (!words)
        return NULL;
    words->buffer = hb_buffer_create();
    words->arena = arena_new();
    words->slots = calloc(SLOTS, sizeof *words->slots);
    words->entries = malloc(ENTRIES * sizeof *words->entries);
    if (!hb_buffer_allocation_successful(words->buffer) || !words->arena || !words->slots || !words->entries) {
        words_free(words);
        return NULL;
    }
    hb_buffer_set_cluster_level(words->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    for (int lang = 0; lang < LANG_COUNT; lang++)
        words->languages[lang] = hb_language_from_string(lang_row((enum lang)lang)->tag, -1);
    return words;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    hb_buffer_destroy(words->buffer);
    arena_free(words->arena);
    free(words->slots);
    free(words->entries);
    free(words);
}

void words_share_catch(struct words *words, const struct arena *arena)
{
    arena_catch_with(words->arena, arena);
}

bool word_is_high_mark(uint32_t c)
{
    int8_t type = u_charType((UChar32)c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

/* HarfBuzz's result seen in logical order, whatever the direction. */
struct shaped {
    const hb_glyph_info_t *info;
    const hb_glyph_position_t *position;
    unsigned n;
    bool rtl;
};

static unsigned at_logical(const struct shaped *shaped, unsigned i)
{
    return shaped->rtl ? shaped->n - 1 - i : i;
}

static uint32_t cluster_at(const struct shaped *shaped, unsigned i)
{
    return shaped->info[at_logical(shaped, i)].cluster;
}

/* Code units that the i-th glyph stands for: those up to the next cluster for a cluster's first glyph. */
static uint16_t text_of(const struct shaped *shaped, unsigned i, uint32_t text_n)
{
    uint32_t own = cluster_at(shaped, i);
    if (i > 0 && cluster_at(shaped, i - 1) == own)
        return 0;
    while (i < shaped->n && cluster_at(shaped, i) == own)
        i++;
    return (uint16_t)((i < shaped->n ? cluster_at(shaped, i) : text_n) - own);
}

static void widen(struct word_cluster *cluster, const struct face *face, uint32_t glyph, int32_t rise)
{
    hb_glyph_extents_t box;
    if (!hb_font_get_glyph_extents(face->hb_font, glyph, &box))
        return;
    int32_t top = box.y_bearing + rise, bottom = -(box.y_bearing + box.height + rise);
    cluster->top = top > cluster->top ? top : cluster->top;
    cluster->bottom = bottom > cluster->bottom ? bottom : cluster->bottom;
}

/* Right to left, glyph offsets were counted from the cluster's right edge; count them from its left. */
static void count_from_left(struct word *word)
{
    struct par_glyph *glyph = word->glyphs;
    for (uint32_t i = 0; i < word->cluster_n; i++)
        for (uint32_t k = 0; k < word->clusters[i].glyph_n; k++, glyph++)
            glyph->x += word->clusters[i].advance;
}

/* Marks, of one unit each, that end the text after its first unit. */
static uint16_t marks_at_end(const uint16_t *text, uint16_t n)
{
    uint16_t marks = 0;
    while (marks + 1 < n && word_is_mark(text[n - 1 - marks]))
        marks++;
    return marks;
}

/* HarfBuzz makes one cluster of a letter that it takes apart and the marks after it (alef with hamza and
 * damma); the glyphs after the letter's get the marks for text, the last one the last. */
static void part_marks(const uint16_t *text, struct word *word)
{
    for (uint32_t i = 0, at = 0, end; i < word->glyph_n; i = end) {
        struct par_glyph *first = &word->glyphs[i];
        uint16_t marks = marks_at_end(text + at, first->text_n);
        at += first->text_n;
        for (end = i + 1; end < word->glyph_n && word->glyphs[end].text_n == 0;)
            end++;
        for (uint32_t k = end - 1; k > i && marks; k--) {
            uint16_t given = k == i + 1 ? marks : 1;
            word->glyphs[k].text_n = given;
            first->text_n = (uint16_t)(first->text_n - given);
            marks = (uint16_t)(marks - given);
        }
    }
}

static void take(struct words *words, struct arena *arena, const struct word_key *key, const uint16_t *text, struct word *word)
{
    struct shaped shaped = {.rtl = key->rtl};
    shaped.info = hb_buffer_get_glyph_infos(words->buffer, &shaped.n);
    shaped.position = hb_buffer_get_glyph_positions(words->buffer, NULL);
    word->glyphs = arena_new_array(arena, struct par_glyph, shaped.n + 1);
    word->clusters = arena_new_array(arena, struct word_cluster, shaped.n + 1);
    for (unsigned i = 0; i < shaped.n; i++) {
        unsigned at = at_logical(&shaped, i);
        uint16_t text_n = text_of(&shaped, i, key->n);
        uint32_t unit = shaped.info[at].cluster;
        /* A mark joins its base, so that letterspacing never parts them. */
        bool joins = word->cluster_n > 0 && (!text_n || word_is_mark(utf16_next(text, key->n, &unit)));
        if (!joins)
            word->cluster_n++;
        struct word_cluster *cluster = &word->clusters[word->cluster_n - 1];
        const hb_glyph_position_t *position = &shaped.position[at];
        int32_t pen = key->rtl ? -cluster->advance - position->x_advance : cluster->advance;
        word->glyphs[word->glyph_n++] = (struct par_glyph){shaped.info[at].codepoint, pen + position->x_offset, position->y_offset, text_n};
        cluster->advance += position->x_advance;
        cluster->glyph_n++;
        cluster->text_n = (uint16_t)(cluster->text_n + text_n);
        if (key->script == HB_SCRIPT_ARABIC)
            widen(cluster, key->face, shaped.info[at].codepoint, position->y_offset);
    }
    part_marks(text, word);
    if (key->rtl)
        count_from_left(word);
}

static const char *const shapers[] = {"ot", NULL}; /* Debian's HarfBuzz would choose Graphite for some faces */

static void shape_now(struct words *words, struct arena *arena, const struct word_key *key, const uint16_t *text, struct word *word)
{
    hb_buffer_t *buffer = words->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(buffer, key->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, key->script);
    hb_buffer_set_language(buffer, words->languages[key->lang]);
    hb_buffer_add_utf16(buffer, text, (int)key->n, 0, (int)key->n);
    if (!hb_shape_full(key->face->hb_font, buffer, NULL, 0, shapers))
        arena_fail(arena);
    take(words, arena, key, text, word);
}

static uint64_t kind_of(const struct word_key *key)
{
    return (uint64_t)key->face->index << 40 | (uint64_t)key->lang << 33 | (uint64_t)key->rtl << 32 | key->script;
}

static uint64_t hash_of(uint64_t kind, const uint16_t *text, uint32_t n)
{
    uint64_t hash = HASH_START ^ kind;
    for (uint32_t i = 0; i < n; i++)
        hash = hash_step(hash, text[i]);
    return hash ^ hash >> 29;
}

static bool same_word(const struct entry *entry, const struct entry *wanted)
{
    return entry->hash == wanted->hash && entry->kind == wanted->kind && entry->n == wanted->n &&
           memcmp(entry->text, wanted->text, wanted->n * sizeof *wanted->text) == 0;
}

/* The slot of the word or, free, the one that would be. */
static inline uint16_t *slot_for(struct words *words, const struct entry *wanted)
{
    size_t at = wanted->hash & (SLOTS - 1);
    while (words->slots[at] && !same_word(&words->entries[words->slots[at] - 1], wanted))
        at = (at + 1) & (SLOTS - 1);
    return &words->slots[at];
}

static void *keep(struct words *words, const void *bytes, size_t n)
{
    return arena_copy(words->arena, bytes, n);
}

const struct word *word_shape(struct words *words, struct arena *arena, const struct word_key *key, const uint16_t *text)
{
    uint64_t kind = kind_of(key);
    struct entry wanted = {.hash = hash_of(kind, text, key->n), .kind = kind, .text = text, .n = key->n};
    uint16_t *slot = key->n <= CACHED ? slot_for(words, &wanted) : NULL;
    if (slot && *slot)
        return &words->entries[*slot - 1].word;
    struct word *word = arena_new_of(arena, struct word);
    shape_now(words, arena, key, text, word);
    if (!slot)
        return word;
    if (words->used == ENTRIES) {
        memset(words->slots, 0, SLOTS * sizeof *words->slots);
        arena_reset(words->arena);
        words_share_catch(words, arena);
        words->used = 0;
        slot = slot_for(words, &wanted);
    }
    /* The slot is taken last: running out of memory before leaves it free. */
    wanted.text = keep(words, text, key->n * sizeof *text);
    wanted.word = *word;
    wanted.word.clusters = keep(words, word->clusters, word->cluster_n * sizeof *word->clusters);
    wanted.word.glyphs = keep(words, word->glyphs, word->glyph_n * sizeof *word->glyphs);
    words->entries[words->used++] = wanted;
    *slot = (uint16_t)words->used;
    return &words->entries[*slot - 1].word;
}
