/* The PDF writer, on frames made by hand: words are shaped here with HarfBuzz and set on lines. What
 * comes out is asked of independent readers. */
#include "test.h"

#include <hb.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf.h"
#include "output/pdf.h"

struct fixture {
    struct arena *arena;
    struct report *report;
    struct font_set *set;
    char path[64]; /* of the file under test */
};

static const char *from_environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);
    return value && *value ? value : otherwise;
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    f->arena = arena_new();
    f->report = report_new(f->arena);
    char list[512];
    snprintf(list, sizeof list, "%s/fonts/fonts.yaml", from_environment("HEXAPLA_SOURCE", "."));
    const struct manifest *manifest = manifest_load(f->arena, list, f->report);
    const char *root = from_environment("HEXAPLA_FONT_ROOTS", "/usr/share/fonts");
    f->set = manifest ? font_set_new(manifest, &root, 1) : NULL;
    strcpy(f->path, "/tmp/hexapla-pdf-XXXXXX");
    int file = mkstemp(f->path);
    return f->set && file >= 0 ? close(file) : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    font_set_free(f->set);
    arena_free(f->arena);
    free(f);
    return 0;
}

/* --- making frames ------------------------------------------------------------------------------ */

struct paper {
    struct fixture *f;
    struct layout layout;
    struct content content;
    struct page *page;
};

static struct paper *paper_new(struct fixture *f, enum lang lang)
{
    struct paper *paper = arena_new_of(f->arena, struct paper);
    paper->f = f;
    paper->content.arena = f->arena;
    paper->content.lang = lang;
    paper->content.title = "A/RES/71/28: <Título> & “صيغة”";
    paper->content.symbol = "A/RES/71/28";
    paper->content.author = "United Nations";
    paper->layout.content = &paper->content;
    return paper;
}

static void page_add(struct paper *paper)
{
    *list_add(paper->f->arena, &paper->layout.pages) = (struct page){.width = 612 * UNIT_PT, .height = 792 * UNIT_PT};
    paper->page = &paper->layout.pages.at[paper->layout.pages.n - 1];
}

static struct item *item_add(struct paper *paper, enum item_kind kind)
{
    struct item *item = list_add(paper->f->arena, &paper->page->items);
    *item = (struct item){.kind = kind};
    return item;
}

static hb_buffer_t *shape(const struct face *face, const uint32_t *text, unsigned n, bool rtl)
{
    static const char *const shapers[] = {"ot", NULL};
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_codepoints(buffer, text, (int)n, 0, (int)n);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_direction(buffer, rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    assert_true(hb_shape_full(face->hb_font, buffer, NULL, 0, shapers));
    return buffer;
}

/* Glyphs in logical order at their places, as the layout makes them. */
static void take_glyphs(struct fixture *f, struct glyph_run *run, hb_buffer_t *buffer)
{
    unsigned n, end = run->text_n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    struct glyph *glyphs = arena_new_array(f->arena, struct glyph, n);
    int32_t pen = 0;
    for (unsigned i = 0; i < n; i++) {
        unsigned at = run->rtl ? n - 1 - i : i;
        glyphs[at] = (struct glyph){
            .id = info[i].codepoint,
            .x = unit_scale(pen + position[i].x_offset, run->size, run->face->units_per_em),
            .y = -unit_scale(position[i].y_offset, run->size, run->face->units_per_em),
            .text = info[i].cluster,
        };
        pen += position[i].x_advance;
    }
    for (unsigned i = n; i-- > 0;)
        if (i == 0 || glyphs[i - 1].text != glyphs[i].text) {
            glyphs[i].text_n = (uint8_t)(end - glyphs[i].text);
            end = glyphs[i].text;
        }
    run->glyphs = glyphs;
    run->glyph_count = n;
    run->x_min = run->x;
    run->width = unit_scale(pen, run->size, run->face->units_per_em);
}

static const uint32_t *decode(struct fixture *f, const char *utf8, uint32_t *n)
{
    size_t bytes = strlen(utf8), taken;
    uint32_t *text = arena_new_array(f->arena, uint32_t, bytes + 1);
    *n = 0;
    for (size_t at = 0; at < bytes; at += taken)
        text[(*n)++] = utf8_decode(utf8 + at, bytes - at, &taken);
    return text;
}

/* A run at x, y in points; size in points. Returns it for changes; its place may move with the next. */
static struct glyph_run *run_add(
    struct paper *paper, size_t family, enum face_style style, const char *text, int size, int x, int y)
{
    struct fixture *f = paper->f;
    struct glyph_run *run = &item_add(paper, ITEM_GLYPHS)->run;
    *run = (struct glyph_run){
        .face = font_face(f->set, "text", family, style, f->report),
        .size = size * UNIT_PT,
        .x = x * UNIT_PT,
        .y = y * UNIT_PT,
        .scale = 1000,
        .rtl = family == 1,
        .link = NO_INDEX,
        .call = NO_INDEX,
    };
    assert_non_null(run->face);
    run->text = decode(f, text, &run->text_n);
    hb_buffer_t *buffer = shape(run->face, run->text, run->text_n, run->rtl);
    take_glyphs(f, run, buffer);
    hb_buffer_destroy(buffer);
    return run;
}

/* --- writing and asking --------------------------------------------------------------------------- */

static bool append(void *context, const void *bytes, size_t n)
{
    buf_bytes(context, bytes, n);
    return true;
}

static const struct buf *write_pdf(struct paper *paper, struct pdf_options options)
{
    struct buf *out = arena_new_of(paper->f->arena, struct buf);
    buf_init(out, paper->f->arena);
    struct sink sink = {append, out};
    assert_int_equal(pdf_write(paper->f->arena, &paper->layout, &options, &sink, paper->f->report), PDF_OK);
    assert_int_equal(paper->f->report->list.n, 0);
    return out;
}

static void save(struct paper *paper, struct pdf_options options)
{
    const struct buf *bytes = write_pdf(paper, options);
    FILE *file = fopen(paper->f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->at, 1, bytes->n, file), bytes->n);
    fclose(file);
    const char *keep = getenv("HEXAPLA_KEEP_PDF"); /* for looking at it */
    if (keep && (file = fopen(keep, "wb"))) {
        fwrite(bytes->at, 1, bytes->n, file);
        fclose(file);
    }
}

/* What a program says about the file; skips the test where it is not installed. */
static const char *ask(struct fixture *f, const char *program, const char *options, const char *after, int *status)
{
    char command[512];
    snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    if (system(command) != 0)
        skip();
    snprintf(command, sizeof command, "%s %s %s %s 2>&1", program, options, f->path, after);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    struct buf *out = arena_new_of(f->arena, struct buf);
    buf_init(out, f->arena);
    buf_text(out, "");
    char piece[1024];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, pipe)) > 0)
        buf_bytes(out, piece, n);
    int code = pclose(pipe);
    *status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
    return out->at;
}

static void expect_said(struct fixture *f, const char *program, const char *options, const char *after, const char *text)
{
    int status;
    const char *said = ask(f, program, options, after, &status);
    if (status != 0 || !strstr(said, text))
        print_message("%s said:\n%s\nexpected: %s\n", program, said, text);
    assert_int_equal(status, 0);
    assert_non_null(strstr(said, text));
}

static void expect_sound(struct fixture *f)
{
    expect_said(f, "qpdf", "--check", "", "No syntax or stream encoding errors");
}

static size_t count_of(const struct buf *bytes, const char *what)
{
    size_t n = strlen(what), count = 0;
    for (size_t i = 0; i + n <= bytes->n; i++)
        count += memcmp(bytes->at + i, what, n) == 0;
    return count;
}

static const struct pdf_options packed = {.date = 1480982399}, plain = {.date = 1480982399, .plain = true};

/* --- the six languages ---------------------------------------------------------------------------- */

#define ENGLISH "Recalling its resolutions 53/70 of 4 December 1998"
#define SPANISH "Exhorta a los Estados Miembros a: señor, acción, ü¿?"
#define RUSSIAN "Генеральная Ассамблея, принимая к сведению"
#define ARABIC "إن الجمعية العامة وإذ تؤكد المسألة"
#define ARABIC_MARKED "مُحَمَّدٌ يُؤَكِّدُ"
#define CHINESE "大会回顾其关于信息安全的决议。"

static struct paper *six_languages(struct fixture *f)
{
    struct paper *paper = paper_new(f, LANG_AR);
    page_add(paper);
    run_add(paper, 0, FACE_REGULAR, ENGLISH, 10, 72, 100);
    run_add(paper, 0, FACE_ITALIC, SPANISH, 10, 72, 130);
    run_add(paper, 0, FACE_BOLD, RUSSIAN, 10, 72, 160);
    run_add(paper, 1, FACE_REGULAR, ARABIC, 19, 72, 200);
    run_add(paper, 1, FACE_BOLD, ARABIC_MARKED, 19, 72, 260);
    run_add(paper, 2, FACE_REGULAR, CHINESE, 10, 72, 300);
    run_add(paper, 1, FACE_BOLD, "وإذ تؤكد", 19, 72, 350)->shear = -200;
    run_add(paper, 0, FACE_REGULAR, "Narrow and red", 14, 72, 390)->colour = 0xB00020;
    struct item *rule = item_add(paper, ITEM_RULE);
    rule->artifact = true;
    rule->box.x = 72 * UNIT_PT, rule->box.top = 400 * UNIT_PT, rule->box.width = 200 * UNIT_PT, rule->box.height = UNIT_PT / 2;
    struct item *emblem = item_add(paper, ITEM_EMBLEM);
    emblem->artifact = true;
    emblem->box.x = 400 * UNIT_PT, emblem->box.top = 80 * UNIT_PT, emblem->box.width = emblem->box.height = 72 * UNIT_PT;
    run_add(paper, 0, FACE_REGULAR, "1/2", 9, 500, 750);
    paper->page->items.at[paper->page->items.n - 1].artifact = true;
    return paper;
}

static void file_is_sound(void **state)
{
    struct fixture *f = *state;
    save(six_languages(f), packed);
    expect_sound(f);
    save(six_languages(f), plain);
    expect_sound(f);
}

static void text_is_what_was_typed(void **state)
{
    static const char *const line[] = {ENGLISH, SPANISH, RUSSIAN, ARABIC, ARABIC_MARKED, CHINESE, "Narrow and red"};
    struct fixture *f = *state;
    save(six_languages(f), packed);
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        expect_said(f, "mutool", "draw -q -F txt", "", line[i]);
        expect_said(f, "pdftotext", "-raw", "-", line[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_is_sound),
        cmocka_unit_test(text_is_what_was_typed),
    };
    (void)count_of;
    return cmocka_run_group_tests(tests, setup, teardown);
}
