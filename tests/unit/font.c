/* The font list, opening faces, subsets. Fonts come from the packages that the list names. */
#include "test.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/compose.h"
#include "font/em.h"
#include "font/excerpt.h"
#include "font/face.h"
#include "font/manifest.h"
#include "font/subset.h"

struct fixture {
    struct arena *arena;
    struct report *report;
    const struct manifest *manifest;
    struct font_set *set;
    char folder[64]; /* scratch */
};

static const char *from_environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

static struct font_set *set_at(const struct manifest *manifest, const char *root)
{
    return font_set_new(manifest, &root, 1);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->arena = arena_new();
    f->report = report_new(f->arena);
    char path[512];
    snprintf(path, sizeof path, "%s/fonts/fonts.yaml", from_environment("HEXAPLA_SOURCE", "."));
    f->manifest = manifest_load(f->arena, path, f->report);
    f->set = f->manifest ? set_at(f->manifest, from_environment("HEXAPLA_FONT_ROOTS", "/usr/share/fonts")) : NULL;
    strcpy(f->folder, "/tmp/hexapla-font-XXXXXX");
    *state = f;
    return f->set && mkdtemp(f->folder) ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    rmdir(f->folder);
    font_set_free(f->set);
    arena_free(f->arena);
    free(f);
    return 0;
}

static char *in_folder(const struct fixture *f, const char *name)
{
    return arena_printf(f->arena, "%s/%s", f->folder, name);
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static char *read_file(struct arena *arena, const char *path, size_t *n)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    *n = (size_t)status.st_size;
    char *bytes = arena_alloc(arena, *n);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, *n, file), *n);
    fclose(file);
    return bytes;
}

/* --- the list ----------------------------------------------------------------------------------- */

static void list_is_read(void **state)
{
    struct fixture *f = *state;
    const struct manifest_role *text = manifest_role(f->manifest, "text");
    assert_non_null(text);
    assert_int_equal(text->faces.n, 4);
    assert_string_equal(text->faces.at[0]->family, "Tinos");
    assert_string_equal(text->faces.at[0]->file[FACE_BOLD_ITALIC], "Tinos-BoldItalic.ttf");
    assert_int_equal(strlen(text->faces.at[0]->sha256[FACE_REGULAR]), 64);
    assert_int_equal(text->faces.at[0]->size, 1000);
    assert_int_equal(text->faces.at[1]->size, 1880);
    assert_string_equal(text->faces.at[1]->script, "Arab");
    assert_null(text->faces.at[1]->file[FACE_ITALIC]);
    assert_int_equal(text->faces.at[2]->index, 2);
    assert_null(manifest_role(f->manifest, "fraktur"));
    assert_int_equal(f->report->list.n, 0);
}

static void expect_refused(struct fixture *f, const char *yaml, const char *message, unsigned line)
{
    char *path = in_folder(f, "list.yaml");
    write_file(path, yaml, strlen(yaml));
    struct report *report = report_new(f->arena);
    assert_null(manifest_load(f->arena, path, report));
    unlink(path);
    assert_true(report->list.n >= 1);
    assert_int_equal(report->list.at[0].id, DIAG_FONT_MANIFEST);
    assert_non_null(strstr(report->list.at[0].message, message));
    assert_int_equal(report->outcome, OUTCOME_MISSING);
    if (line)
        assert_int_equal(source_place(report->list.at[0].source, report->list.at[0].span.start).line, line);
}

#define FAMILY(more) \
    "families:\n  a:\n    family: A\n    script: Latn\n    package: p\n    licence: l\n    folder: f\n" more
#define FILES "    files:\n      regular: {file: A.ttf}\n"

static void bad_lists_are_refused(void **state)
{
    struct fixture *f = *state;
    expect_refused(f, "", "no `families`", 0);
    expect_refused(f, "- a\n", "no `families`", 0);
    expect_refused(f, "families: {}\n", "`roles` is not given", 1);
    expect_refused(f, "families: [\nroles: {}\n", "", 0);
    expect_refused(f, "\"\xff\xfe", "", 0);
    expect_refused(f, FAMILY("roles: {}\n"), "`files` is not given", 0);
    expect_refused(f, FAMILY("    files: {bold: {file: B.ttf}}\nroles: {}\n"), "needs a regular", 8);
    expect_refused(f, FAMILY("    size: wide\n" FILES "roles: {}\n"), "`size` is not a number", 8);
    expect_refused(f, FAMILY("    size: 99\n" FILES "roles: {}\n"), "between", 0);
    expect_refused(f, FAMILY("    files:\n      regular: {file: ../../A.ttf}\nroles: {}\n"), "lead out", 9);
    expect_refused(f, FAMILY(FILES "roles:\n  text: [a, b]\n"), "no family has this name", 11);
    expect_refused(f, FAMILY(FILES "roles:\n  text: a\n"), "list of families", 11);
    expect_refused(f, "&x families: *x\n", "", 0);
    struct report *report = report_new(f->arena);
    assert_null(manifest_load(f->arena, f->folder, report));
    assert_null(manifest_load(f->arena, in_folder(f, "none.yaml"), report));
    assert_int_equal(report->list.n, 2);
}

static void nesting_and_aliases_are_harmless(void **state)
{
    struct fixture *f = *state;
    char *deep = arena_alloc(f->arena, 200001);
    memset(deep, '[', 200000);
    expect_refused(f, deep, "too many lists", 1);
    struct buf yaml;
    buf_init(&yaml, f->arena);
    buf_text(&yaml, "families: {}\nroles:\n  r: &r [");
    for (int i = 0; i < 20000; i++)
        buf_text(&yaml, "a,");
    buf_text(&yaml, "]\n");
    for (int i = 0; i < 200; i++)
        buf_printf(&yaml, "  r%d: *r\n", i);
    expect_refused(f, yaml.at, "more than", 0);
}

/* --- faces -------------------------------------------------------------------------------------- */

static void faces_open(void **state)
{
    struct fixture *f = *state;
    const struct face *tinos = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    assert_non_null(tinos);
    assert_string_equal(tinos->name, "Tinos");
    assert_int_equal(tinos->units_per_em, 2048);
    assert_int_equal(tinos->ascent, 1825);
    assert_int_equal(tinos->descent, -443);
    assert_int_equal(tinos->cap_height, 1341);
    assert_int_equal(tinos->weight, 400);
    assert_false(tinos->cff || tinos->slanted);
    assert_true(tinos->bbox[0] < 0 && tinos->bbox[2] > 2048);
    assert_true(face_has(tinos, 'a') && face_has(tinos, 0x2074) && face_has(tinos, 0x0416));
    assert_false(face_has(tinos, 0x5927));
    assert_ptr_equal(tinos, font_face(f->set, "text", 0, FACE_REGULAR, f->report));

    const struct face *italic = font_face(f->set, "text", 0, FACE_ITALIC, f->report);
    assert_true(italic->slanted && italic->italic_angle < -5000);
    assert_int_not_equal(italic->index, tinos->index);

    const struct face *song = font_face(f->set, "text", 2, FACE_BOLD, f->report);
    assert_non_null(song);
    assert_true(song->cff);
    assert_int_equal(song->weight, 700);
    assert_string_equal(song->name, "NotoSerifCJKsc-Bold");
    assert_true(face_has(song, 0x5927));
    assert_null(font_face(f->set, "text", 4, FACE_REGULAR, f->report));
    assert_null(font_face(f->set, "nobody", 0, FACE_REGULAR, f->report));
    assert_int_equal(f->report->list.n, 0);
}

static void lacking_style_gives_nearest(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(font_face(f->set, "text", 1, FACE_ITALIC, f->report)->style, FACE_REGULAR);
    const struct face *bold = font_face(f->set, "text", 1, FACE_BOLD_ITALIC, f->report);
    assert_int_equal(bold->style, FACE_BOLD);
    assert_ptr_equal(bold, font_face(f->set, "text", 1, FACE_BOLD, f->report));
    assert_int_equal(bold->size, 1880);
}

static void missing_font_is_named_once(void **state)
{
    struct fixture *f = *state;
    struct font_set *set = set_at(f->manifest, f->folder);
    struct report *report = report_new(f->arena);
    assert_null(font_face(set, "text", 0, FACE_BOLD, report));
    assert_null(font_face(set, "text", 0, FACE_BOLD, report));
    assert_int_equal(report->list.n, 1);
    assert_string_equal(report->list.at[0].message,
        "font Tinos Bold for role text (en, fr, ru, es) is not installed (looked for truetype/croscore/Tinos-Bold.ttf)");
    assert_string_equal(report->list.at[0].hint, "install package fonts-croscore");
    assert_int_equal(report->outcome, OUTCOME_MISSING);
    assert_null(font_face(set, "text", 0, FACE_REGULAR, report));
    assert_int_equal(report->list.n, 2);
    assert_null(font_find(set, &f->manifest->faces.at[0], FACE_REGULAR));
    /* another document's report is told as well */
    struct report *other = report_new(f->arena);
    assert_null(font_face(set, "text", 0, FACE_BOLD, other));
    assert_int_equal(other->list.n, 1);
    font_set_free(set);
}

static void expect_face(struct fixture *f, const void *bytes, size_t n, enum diag_id id, const char *why)
{
    char *path = in_folder(f, "Tinos-Regular.ttf");
    write_file(path, bytes, n);
    struct font_set *set = set_at(f->manifest, f->folder);
    struct report *report = report_new(f->arena);
    const struct face *face = font_face(set, "text", 0, FACE_REGULAR, report);
    if (id == DIAG_COUNT) {
        assert_non_null(face);
        assert_string_equal(font_find(set, face->source, FACE_REGULAR), path);
    } else {
        assert_null(face);
        assert_null(font_face(set, "text", 0, FACE_REGULAR, report));
        assert_int_equal(report->list.n, 1);
        assert_int_equal(report->list.at[0].id, id);
        assert_non_null(strstr(report->list.at[0].message, why));
    }
    font_set_free(set);
    unlink(path);
}

/* The place of a table's entry in the directory of a font file. */
static unsigned char *table_entry(char *font, const char *tag)
{
    for (size_t i = 12; i < 12 + 16 * 40; i += 16)
        if (memcmp(font + i, tag, 4) == 0)
            return (unsigned char *)font + i;
    fail();
    return NULL;
}

static unsigned char *table_bytes(char *font, const char *tag)
{
    const unsigned char *entry = table_entry(font, tag);
    size_t offset = (size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 | entry[11];
    return (unsigned char *)font + offset;
}

/* A folder of that name stands for all that the system refuses. */
static void files_that_cannot_be_read_are_no_broken_fonts(void **state)
{
    struct fixture *f = *state;
    char *path = in_folder(f, "Tinos-Regular.ttf");
    assert_int_equal(mkdir(path, 0777), 0);
    struct font_set *set = set_at(f->manifest, f->folder);
    struct report *report = report_new(f->arena);
    assert_null(font_face(set, "text", 0, FACE_REGULAR, report));
    assert_null(font_face(set, "text", 0, FACE_REGULAR, report));
    assert_int_equal(report->list.n, 1);
    assert_int_equal(report->list.at[0].id, DIAG_FILE_READ);
    assert_int_equal(report->outcome, OUTCOME_SYSTEM);
    assert_string_equal(report->list.at[0].file, path);
    assert_non_null(strstr(report->list.at[0].message, strerror(EISDIR)));
    font_set_free(set);
    rmdir(path);
}

static void unfit_files_are_refused(void **state)
{
    struct fixture *f = *state;
    size_t n;
    char *good = read_file(f->arena, font_find(f->set, &f->manifest->faces.at[0], FACE_REGULAR), &n);
    expect_face(f, good, n, DIAG_COUNT, "");
    expect_face(f, "", 0, DIAG_FONT_BROKEN, "not an OpenType font");
    expect_face(f, "not a font at all, whatever its name says", 41, DIAG_FONT_BROKEN, "not an OpenType font");
    expect_face(f, good, 200, DIAG_FONT_BROKEN, "");
    expect_face(f, good, n / 2, DIAG_FONT_BROKEN, "");

    unsigned char *fs_type = table_bytes(good, "OS/2") + 8;
    fs_type[1] = 2;
    expect_face(f, good, n, DIAG_FONT_EMBED, "forbid");
    fs_type[1] = 8; /* editable: may be embedded */
    expect_face(f, good, n, DIAG_COUNT, "");
    fs_type[0] = 1; /* no subsetting */
    expect_face(f, good, n, DIAG_FONT_EMBED, "forbid");
    fs_type[0] = fs_type[1] = 0;

    memcpy(table_entry(good, "glyf"), "glyx", 4);
    expect_face(f, good, n, DIAG_FONT_BROKEN, "outlines");
    memcpy(table_entry(good, "glyx"), "glyf", 4);
    memcpy(table_entry(good, "cmap"), "cmax", 4);
    expect_face(f, good, n, DIAG_FONT_BROKEN, "characters");

    char *other = read_file(f->arena, font_find(f->set, &f->manifest->faces.at[1], FACE_REGULAR), &n);
    expect_face(f, other, n, DIAG_FONT_BROKEN, "another family");
}

static void damaged_fonts_do_no_harm(void **state)
{
    struct fixture *f = *state;
    size_t n;
    char *good = read_file(f->arena, font_find(f->set, &f->manifest->faces.at[0], FACE_REGULAR), &n);
    char *path = in_folder(f, "Tinos-Regular.ttf");
    uint32_t random = 7;
    for (int round = 0; round < 20; round++) {
        char *bad = arena_copy(f->arena, good, n);
        for (int i = 0; i < 400; i++) {
            random = random * 1664525u + 1013904223u;
            bad[(random >> 8) % (i < 100 ? 400 : n)] = (char)(random >> 3);
        }
        write_file(path, bad, n);
        struct font_set *set = set_at(f->manifest, f->folder);
        const struct face *face = font_face(set, "text", 0, FACE_REGULAR, report_new(f->arena));
        if (face)
            face_has(face, 'a');
        font_set_free(set);
    }
    unlink(path);
}

struct asking {
    struct font_set *set;
    const struct face *got[FACE_STYLE_COUNT];
    bool good;
};

static void *ask_all(void *context)
{
    struct asking *asking = context;
    struct arena *arena = arena_new();
    struct report *report = report_new(arena);
    for (int style = 0; style < FACE_STYLE_COUNT; style++)
        asking->got[style] = font_face(asking->set, "sans", 0, (enum face_style)style, report);
    asking->good = report->list.n == 0;
    arena_free(arena);
    return NULL;
}

static void threads_share_a_set(void **state)
{
    struct fixture *f = *state;
    struct font_set *set = set_at(f->manifest, from_environment("HEXAPLA_FONT_ROOTS", "/usr/share/fonts"));
    struct asking asking[4];
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        asking[i] = (struct asking){.set = set};
        assert_int_equal(pthread_create(&thread[i], NULL, ask_all, &asking[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(thread[i], NULL);
        assert_true(asking[i].good);
        assert_memory_equal(asking[i].got, asking[0].got, sizeof asking[0].got);
    }
    assert_non_null(asking[0].got[FACE_BOLD_ITALIC]);
    font_set_free(set);
}

/* --- subsets ------------------------------------------------------------------------------------ */

static uint32_t glyph_of(const struct face *face, uint32_t c)
{
    hb_codepoint_t glyph = 0;
    assert_true(hb_font_get_nominal_glyph(face->hb_font, c, &glyph));
    return glyph;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void subset_keeps_outlines(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    uint32_t glyphs[] = {glyph_of(face, 'A'), glyph_of(face, 'f'), glyph_of(face, 0xE9), glyph_of(face, 0x416)};
    size_t n = sizeof glyphs / sizeof *glyphs;
    qsort(glyphs, n, sizeof *glyphs, by_number);
    const struct subset *subset = subset_make(f->arena, face, glyphs, n);
    assert_non_null(subset);
    assert_false(subset->cff);
    assert_true(subset->n < 8000);
    assert_ptr_equal(subset->gid, subset->cid);
    hb_blob_t *blob = hb_blob_create(subset->bytes, (unsigned)subset->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *made = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(made);
    assert_int_equal(hb_face_get_glyph_count(made), subset->glyph_count);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(hb_font_get_glyph_h_advance(font, subset->gid[i]),
            hb_font_get_glyph_h_advance(face->hb_font, glyphs[i]));
        hb_glyph_extents_t a, b;
        assert_true(hb_font_get_glyph_extents(font, subset->gid[i], &a));
        assert_true(hb_font_get_glyph_extents(face->hb_font, glyphs[i], &b));
        assert_memory_equal(&a, &b, sizeof a);
    }
    hb_blob_t *gsub = hb_face_reference_table(made, HB_TAG('G', 'S', 'U', 'B'));
    assert_int_equal(hb_blob_get_length(gsub), 0);
    hb_blob_destroy(gsub);
    hb_font_destroy(font);
    hb_face_destroy(made);
    hb_blob_destroy(blob);
}

static void large_cff_subset_has_its_cids(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 2, FACE_REGULAR, f->report);
    uint32_t glyphs[600];
    size_t n = 0;
    for (uint32_t c = 0x4E00; n < 600; c += 7)
        if (face_has(face, c))
            glyphs[n++] = glyph_of(face, c);
    qsort(glyphs, n, sizeof *glyphs, by_number);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || glyphs[kept - 1] != glyphs[i])
            glyphs[kept++] = glyphs[i];
    const struct subset *subset = subset_make(f->arena, face, glyphs, kept);
    assert_non_null(subset);
    assert_true(subset->cff);
    assert_int_equal(subset->glyph_count, kept + 1);
    assert_int_equal(subset->bytes[0], 1); /* a bare CFF, version 1 */
    assert_true(subset->n < 400000);
    for (size_t i = 0; i < kept; i++) {
        assert_int_equal(subset->gid[i], i + 1);
        assert_int_equal(subset->cid[i], glyphs[i]); /* as in this collection */
    }
}

/* Documents that share most of their glyphs and have a few of their own: a subset is the same bytes whether it
 * is cut from the whole face or from what was asked before. */
static void excerpts_change_nothing(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 2, FACE_REGULAR, f->report);
    struct face plain = *face;
    plain.excerpts = NULL;
    uint32_t seed = 5;
    for (uint32_t round = 0; round < 40; round++) {
        uint32_t glyphs[120];
        size_t n = 0;
        for (uint32_t glyph = 1000 + round % 3; n < 120; glyph += 1 + (seed >> 20) % 5) {
            seed = seed * 1664525 + 1013904223;
            glyphs[n++] = (seed >> 8) % 40 ? glyph : glyph + 2000;
            glyph += glyphs[n - 1] > glyph ? 2000 : 0;
        }
        struct arena *arena = arena_new();
        const struct subset *one = subset_make(arena, face, glyphs, n), *other = subset_make(arena, &plain, glyphs, n);
        assert_int_equal(one->n, other->n);
        assert_memory_equal(one->bytes, other->bytes, one->n);
        assert_memory_equal(one->gid, other->gid, n * sizeof *one->gid);
        assert_memory_equal(one->cid, other->cid, n * sizeof *one->cid);
        arena_free(arena);
    }
    struct excerpt last = excerpt_for(face->excerpts, face->hb_face, &(uint32_t){1001}, 1);
    assert_non_null(last.numbers);
    assert_true(hb_face_get_glyph_count(last.face) < 10000);
    excerpt_release(last);
}

static void composites_are_drawn_from_parts(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 1, FACE_REGULAR, f->report);
    uint32_t glyphs[] = {glyph_of(face, 0x640), glyph_of(face, 0x645)};
    qsort(glyphs, 2, sizeof *glyphs, by_number);
    const struct subset *subset = subset_make(f->arena, face, glyphs, 2);
    uint32_t stroke = subset->gid[glyphs[0] == glyph_of(face, 0x640) ? 0 : 1], letter = subset->gid[stroke == subset->gid[0]];
    const struct compose_part parts[3][2] = {
        {{letter, 700, 0, 1000}, {stroke, 0, 50, 1000}},
        {{stroke, 0, 0, 1500}, {letter, 400, -100, 1000}},
        {{stroke, 0, 0, 12345}, {stroke, 0, 300, 2500}},
    };
    const struct composite list[3] = {{parts[0], 2, 1500}, {parts[1], 2, 1600}, {parts[2], 2, 3300}};
    const struct subset *made = compose(f->arena, subset, list, 3);
    assert_non_null(made);
    hb_blob_t *blob = hb_blob_create(made->bytes, (unsigned)made->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb_face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb_face);
    assert_int_equal(hb_face_get_glyph_count(hb_face), made->glyph_count);
    hb_glyph_extents_t s, l, e;
    assert_true(hb_font_get_glyph_extents(face->hb_font, glyph_of(face, 0x640), &s));
    assert_true(hb_font_get_glyph_extents(font, letter, &l)); /* own glyphs stay as they were */
    assert_int_equal(hb_font_get_glyph_h_advance(font, letter), hb_font_get_glyph_h_advance(face->hb_font, glyph_of(face, 0x645)));
    uint32_t first = subset->glyph_count;
    assert_int_equal(hb_font_get_glyph_h_advance(font, first + 2), 3300);
    assert_true(hb_font_get_glyph_extents(font, first, &e));
    assert_int_equal(e.x_bearing, s.x_bearing < 700 + l.x_bearing ? s.x_bearing : 700 + l.x_bearing);
    assert_int_equal(e.x_bearing + e.width, 700 + l.x_bearing + l.width);
    assert_true(hb_font_get_glyph_extents(font, first + 1, &e));
    assert_in_range(e.x_bearing - s.x_bearing + 2, 0, 4);
    assert_true(hb_font_get_glyph_extents(font, first + 2, &e));
    int32_t advance = hb_font_get_glyph_h_advance(font, stroke);
    assert_in_range(e.x_bearing - s.x_bearing + 2, 0, 4);
    assert_in_range(e.width - s.width - advance * 11345 / 1000 + 6, 0, 12);
    assert_int_equal(e.y_bearing, s.y_bearing + 300);
    hb_font_destroy(font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    const struct face *song = font_face(f->set, "text", 2, FACE_REGULAR, f->report);
    uint32_t glyph = glyph_of(song, 0x5927);
    assert_null(compose(f->arena, subset_make(f->arena, song, &glyph, 1), list, 1));
}

/* The sum of the words of a font file, of which checkSumAdjustment makes a fixed number. */
static uint32_t sum_of(const char *bytes, size_t n)
{
    uint32_t sum = 0;
    for (size_t i = 0; i + 4 <= n; i += 4)
        sum += (uint32_t)(unsigned char)bytes[i] << 24 | (uint32_t)(unsigned char)bytes[i + 1] << 16 |
               (uint32_t)(unsigned char)bytes[i + 2] << 8 | (unsigned char)bytes[i + 3];
    return sum;
}

static void em_takes_the_size_factor(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 1, FACE_REGULAR, f->report);
    uint32_t glyph = glyph_of(face, 0x645), em = em_without_factor(face);
    assert_in_range((int64_t)em * face->size, 1000 * (int64_t)face->units_per_em - face->size, 1000 * (int64_t)face->units_per_em + face->size);
    const struct subset *subset = subset_make(f->arena, face, &glyph, 1), *made = em_set(f->arena, subset, em);
    assert_non_null(made);
    assert_int_equal(sum_of(made->bytes, made->n), 0xB1B0AFBA);
    hb_blob_t *blob = hb_blob_create(made->bytes, (unsigned)made->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb_face = hb_face_create(blob, 0);
    assert_int_equal(hb_face_get_upem(hb_face), em);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    for (size_t n = 0; n < subset->n; n += n < 400 ? 1 : 97) { /* cut short, it is refused or harmless */
        struct subset damaged = *subset;
        damaged.bytes = arena_copy(f->arena, subset->bytes, n);
        damaged.n = n;
        em_set(f->arena, &damaged, em);
    }
    const struct face *latin = font_face(f->set, "text", 0, FACE_REGULAR, f->report), *song = font_face(f->set, "text", 2, FACE_REGULAR, f->report);
    assert_int_equal(em_without_factor(latin), latin->units_per_em);
    assert_int_equal(em_without_factor(song), song->units_per_em);
    glyph = glyph_of(song, 0x5927);
    assert_null(em_set(f->arena, subset_make(f->arena, song, &glyph, 1), 2000));
}

static void subset_refuses_what_is_not_there(void **state)
{
    struct fixture *f = *state;
    const struct face *face = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    uint32_t beyond = 60000;
    assert_null(subset_make(f->arena, face, &beyond, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_read),
        cmocka_unit_test(bad_lists_are_refused),
        cmocka_unit_test(nesting_and_aliases_are_harmless),
        cmocka_unit_test(faces_open),
        cmocka_unit_test(lacking_style_gives_nearest),
        cmocka_unit_test(missing_font_is_named_once),
        cmocka_unit_test(files_that_cannot_be_read_are_no_broken_fonts),
        cmocka_unit_test(unfit_files_are_refused),
        cmocka_unit_test(damaged_fonts_do_no_harm),
        cmocka_unit_test(threads_share_a_set),
        cmocka_unit_test(subset_keeps_outlines),
        cmocka_unit_test(large_cff_subset_has_its_cids),
        cmocka_unit_test(excerpts_change_nothing),
        cmocka_unit_test(composites_are_drawn_from_parts),
        cmocka_unit_test(em_takes_the_size_factor),
        cmocka_unit_test(subset_refuses_what_is_not_there),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
