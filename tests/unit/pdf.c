/* The PDF writer, on frames made by hand: words are shaped here with HarfBuzz and set on lines. What
 * comes out is asked of independent readers. */
#include "test.h"

#include <hb.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf.h"
#include "output/pdf.h"
#include "output/pdf_build.h"
#include "template/drawing.h"

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
        .lang = paper->content.lang,
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

/* The file holds NUL bytes. */
static const char *find(const struct buf *bytes, size_t from, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = from; i + n <= bytes->n; i++)
        if (memcmp(bytes->at + i, what, n) == 0)
            return bytes->at + i;
    return NULL;
}

static size_t count_of(const struct buf *bytes, const char *what)
{
    size_t count = 0;
    for (const char *at = bytes->at; (at = find(bytes, (size_t)(at - bytes->at), what)); at++)
        count++;
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

static struct item *picture_add(struct paper *paper, const struct picture *picture, int top)
{
    struct item *item = item_add(paper, ITEM_PICTURE);
    item->artifact = true;
    item->box.picture = picture;
    item->box.x = 300 * UNIT_PT, item->box.top = top * UNIT_PT, item->box.width = item->box.height = 72 * UNIT_PT;
    return item;
}

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
    static const uint8_t grey[] = {0, 128, 255, 0, 64, 192}, colours[] = {255, 0, 0, 0, 0, 255};
    static const struct picture three_by_two = {UNIT_PT, UNIT_PT, .pixels = grey, .columns = 3, .rows = 2, .channels = 1};
    static const struct picture two_by_one = {UNIT_PT, UNIT_PT, .pixels = colours, .columns = 2, .rows = 1, .channels = 3};
    picture_add(paper, &three_by_two, 420);
    picture_add(paper, &two_by_one, 500);
    picture_add(paper, &three_by_two, 580);
    struct item *emblem = picture_add(paper, drawing_of(DRAWING_GLOBE, 0x336699, f->arena), 80);
    emblem->box.x = 400 * UNIT_PT;
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

/* Of a file of any bytes. */
static size_t times(const struct buf *file, const char *text)
{
    size_t n = 0, length = strlen(text);
    for (size_t at = 0; at + length <= file->n; at++)
        n += memcmp(file->at + at, text, length) == 0;
    return n;
}

static void only_a_picture_with_words_is_a_figure(void **state)
{
    struct fixture *f = *state;
    static const uint8_t grey[] = {0, 128};
    static const struct picture dots = {UNIT_PT, UNIT_PT, .pixels = grey, .columns = 2, .rows = 1, .channels = 1};
    static const char *const words[] = {"A!", "", NULL};
    for (enum standard standard = 0; standard < STANDARD_COUNT; standard++) {
        struct paper *paper = paper_new(f, LANG_EN);
        page_add(paper);
        run_add(paper, 0, FACE_REGULAR, ENGLISH, 10, 72, 100);
        for (int i = 0; i < 3; i++) {
            struct item *item = picture_add(paper, &dots, 200 + 100 * i);
            item->artifact = false;
            item->box.alternative = words[i];
        }
        const struct buf *file = write_pdf(paper, (struct pdf_options){.date = -1, .plain = true, .standard = standard});
        assert_int_equal(times(file, "/S/Figure"), 1);
        assert_int_equal(times(file, "/Alt(A!)/A<</O/Layout/Placement/Block/BBox[300 520 372 592]>>"), 1);
        assert_int_equal(times(file, "/Figure<</MCID"), 1);
        assert_int_equal(times(file, "/Artifact<</Type/Layout>>BDC"), 1); /* both others in one */
    }
}

/* Without blanks and the direction marks that pdftotext adds. */
static const char *squeezed(struct fixture *f, const char *text)
{
    struct buf out;
    buf_init(&out, f->arena);
    size_t n = strlen(text), taken;
    for (size_t at = 0; at < n; at += taken) {
        uint32_t c = utf8_decode(text + at, n - at, &taken);
        if (c > ' ' && c != 0xA0 && c != 0x200E && c != 0x200F && (c < 0x202A || c > 0x202E))
            buf_utf8(&out, c);
    }
    buf_text(&out, "");
    return out.at;
}

/* pdftotext -raw breaks the line at every step to the left; its order is what counts. */
static void expect_order(struct fixture *f, const char *text)
{
    int status;
    const char *said = squeezed(f, ask(f, "pdftotext", "-raw", "-", &status));
    if (!strstr(said, squeezed(f, text)))
        print_message("pdftotext said:\n%s\nexpected: %s\n", said, text);
    assert_int_equal(status, 0);
    assert_non_null(strstr(said, squeezed(f, text)));
}

static void text_is_what_was_typed(void **state)
{
    static const char *const line[] = {ENGLISH, SPANISH, RUSSIAN, ARABIC, ARABIC_MARKED, CHINESE, "Narrow and red"};
    struct fixture *f = *state;
    save(six_languages(f), packed);
    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        expect_said(f, "mutool", "draw -q -F txt", "", line[i]);
        if (strcmp(line[i], ARABIC_MARKED) != 0) /* pdftotext sorts raised marks by place */
            expect_order(f, line[i]);
    }
    /* where it goes by the places of letters, no kerned pair is taken for two words */
    expect_said(f, "pdftotext", "", "-", ARABIC);
}

static void fonts_are_embedded_subsets(void **state)
{
    struct fixture *f = *state;
    save(six_languages(f), packed);
    int status;
    const char *said = ask(f, "pdffonts", "", "", &status);
    size_t fonts = 0;
    for (const char *at = said; (at = strstr(at, "Identity-H       ")); at++) {
        assert_memory_equal(at, "Identity-H       yes yes yes", 28);
        fonts++;
    }
    assert_int_equal(fonts, 6);
    assert_non_null(strstr(said, "+NotoSerifCJKsc-Regular"));
}

static void same_frames_same_bytes(void **state)
{
    struct fixture *f = *state;
    const struct buf *a = write_pdf(six_languages(f), packed), *b = write_pdf(six_languages(f), packed);
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->at, b->at, a->n);
    struct paper *other = six_languages(f);
    other->content.title = "Another";
    const struct buf *c = write_pdf(other, plain), *d = write_pdf(six_languages(f), plain);
    const char *id_c = find(c, c->n - 400, "/ID["), *id_d = find(d, d->n - 400, "/ID[");
    assert_true(id_c && id_d && strncmp(id_c, id_d, 36) != 0);
}

/* --- codes -------------------------------------------------------------------------------------- */

static uint32_t glyph_for(const struct face *face, uint32_t c)
{
    hb_codepoint_t glyph = 0;
    assert_true(hb_font_get_nominal_glyph(face->hb_font, c, &glyph));
    return glyph;
}

/* One run of glyphs one em apart, each for one code point. */
static struct glyph_run *row_add(struct paper *paper, size_t family, const uint32_t *glyphs, const uint32_t *text, uint32_t n)
{
    struct fixture *f = paper->f;
    struct glyph_run *run = run_add(paper, family, FACE_REGULAR, "x", 10, 72, 100);
    struct glyph *at = arena_new_array(f->arena, struct glyph, n);
    for (uint32_t i = 0; i < n; i++)
        at[i] = (struct glyph){.id = glyphs[i], .x = (hx_unit)(i % 40) * 10 * UNIT_PT, .text = i, .text_n = 1};
    run->glyphs = at;
    run->text = text;
    run->glyph_count = run->text_n = n;
    return run;
}

static void figure_is_said_plain(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    const struct face *face = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    const uint32_t glyphs[] = {glyph_for(face, 0xB3), glyph_for(face, '3'), glyph_for(face, 0xB3)};
    row_add(paper, 0, glyphs, (const uint32_t[]){'3', '4', 0xB3}, 3);
    save(paper, plain);
    expect_order(f, "34³");
    const struct buf *bytes = write_pdf(paper, plain);
    assert_int_equal(count_of(bytes, "3 beginbfrange\n<0001><0001><0034>\n<0002><0002><0033>\n<0003><0003><00B3>\nendbfrange"), 1);
    assert_int_equal(count_of(bytes, "ActualText"), 0);
}

/* Glyphs in the order of letters, each for one of them: rows are as long as there is no letter left out, and codes are
 * glyphs. */
static void texts_in_step_are_one_row(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    const struct face *face = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    static const uint32_t text[] = {'z', 'b', 'a', 'x', 'c', 'y'};
    uint32_t glyphs[6];
    for (size_t i = 0; i < 6; i++)
        glyphs[i] = glyph_for(face, text[i]);
    row_add(paper, 0, glyphs, text, 6);
    save(paper, plain);
    expect_order(f, "zbaxcy");
    const struct buf *bytes = write_pdf(paper, plain);
    assert_int_equal(count_of(bytes, "2 beginbfrange\n<0001><0003><0061>\n<0004><0006><0078>\nendbfrange"), 1);
    assert_int_equal(count_of(bytes, "/CIDToGIDMap/Identity"), 1);
}

static void second_text_of_a_cff_glyph_is_spoken(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_ZH);
    page_add(paper);
    const struct face *face = font_face(f->set, "text", 2, FACE_REGULAR, f->report);
    uint32_t big = glyph_for(face, 0x5927), month = glyph_for(face, 0x6708);
    row_add(paper, 2, (const uint32_t[]){big, month, big, month}, (const uint32_t[]){0x5927, 0x6708, 0x2F24, 0x6708}, 4);
    save(paper, plain);
    expect_sound(f);
    expect_order(f, "大月⼤月");
    assert_int_equal(count_of(write_pdf(paper, plain), "/Span<</ActualText<FEFF2F24>>>BDC"), 1);
}

/* A letter and a stroke that lengthens it, the stroke at its left. */
static struct paper *with_stroke(struct fixture *f, uint16_t stretch)
{
    struct paper *paper = paper_new(f, LANG_AR);
    page_add(paper);
    struct glyph_run *run = run_add(paper, 1, FACE_REGULAR, "محمد", 40, 300, 200);
    struct glyph *glyphs = arena_new_array(f->arena, struct glyph, run->glyph_count + 1);
    uint32_t stroke = glyph_for(run->face, 0x640);
    hx_unit width = unit_scale(hb_font_get_glyph_h_advance(run->face->hb_font, stroke), run->size, run->face->units_per_em);
    width = (hx_unit)unit_muldiv(width, stretch, 1000);
    assert_int_equal(run->glyph_count, 4);
    memcpy(glyphs, run->glyphs, 3 * sizeof *glyphs);
    glyphs[3] = (struct glyph){.id = stroke, .x = glyphs[2].x - width, .text = 3, .stretch = stretch};
    glyphs[4] = run->glyphs[3];
    glyphs[4].x -= width;
    run->glyphs = glyphs;
    run->glyph_count = 5;
    return paper;
}

static void stroke_belongs_to_its_letter(void **state)
{
    static const uint16_t stretch[] = {700, 1000, 4300};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof stretch / sizeof *stretch; i++) {
        save(with_stroke(f, stretch[i]), packed);
        expect_sound(f);
        expect_said(f, "mutool", "draw -q -F txt", "", "محمد");
        expect_said(f, "pdftotext", "", "-", "محمد");
    }
}

/* No sign stands by itself, raised: readers that turn lines around would put it before its letter. */
static void vowel_signs_belong_to_their_letters(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_AR);
    page_add(paper);
    run_add(paper, 1, FACE_REGULAR, "يُعتمد اتُّخذ", 40, 300, 200);
    save(paper, packed);
    expect_sound(f);
    expect_said(f, "mutool", "draw -q -F txt", "", "يُعتمد اتُّخذ");
    assert_int_equal(count_of(write_pdf(paper, plain), " Ts\n"), 0);
}

static void stroke_too_long_is_spoken(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = with_stroke(f, 40000);
    save(paper, plain);
    expect_sound(f);
    assert_int_equal(count_of(write_pdf(paper, plain), "/Span<</ActualText<FEFF0645>>>BDC"), 1);
    assert_int_equal(count_of(write_pdf(paper, plain), "\n40 0 0 1 "), 1);
    expect_order(f, "محمد");
}

static void one_glyph_with_many_texts(void **state)
{
    enum { MANY = 80000 };
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    const struct face *face = font_face(f->set, "text", 0, FACE_REGULAR, f->report);
    uint32_t *glyphs = arena_new_array(f->arena, uint32_t, MANY), *text = arena_new_array(f->arena, uint32_t, MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        glyphs[i] = i % 2 ? glyph_for(face, 'a') : glyph_for(face, 'b');
        text[i] = 0x10000 + i;
    }
    row_add(paper, 0, glyphs, text, MANY);
    save(paper, packed);
    expect_sound(f);
}

static void odd_glyphs_do_no_harm(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    struct glyph_run *run = row_add(paper, 0, (const uint32_t[]){0, 99999, 40, 41, 42, 43},
        (const uint32_t[]){0xD800, 0x110000, 0, 'a', 'b', 0x10FFFF}, 6);
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    glyphs[3].text = 7;
    glyphs[4].text_n = 200;
    glyphs[0].y = INT32_MIN / 2;
    glyphs[5].x = INT32_MAX;
    run->size = 1;
    run = row_add(paper, 2, (const uint32_t[]){0, 70000, 9}, (const uint32_t[]){'a', 'b', 'c'}, 3);
    ((struct glyph *)(uintptr_t)run->glyphs)[1].text_n = 0;
    run = row_add(paper, 0, (const uint32_t[]){40, 41}, (const uint32_t[]){'a', 'b'}, 2);
    ((struct glyph *)(uintptr_t)run->glyphs)[0].text_n = 0;
    ((struct glyph *)(uintptr_t)run->glyphs)[1].text_n = 0;
    run->scale = 0;
    run = run_add(paper, 0, FACE_REGULAR, "", 10, 0, 0);
    run->link = 5;
    run->call = 3;
    save(paper, packed);
    expect_sound(f);
}

/* --- strings ------------------------------------------------------------------------------------- */

/* More codes than there are up to those whose bytes a string needs to escape: 0x0D, 0x28, 0x29 and 0x5C. */
static void every_code_can_stand_in_a_string(void **state)
{
    static const char *const lines[] = {"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
        "АБВГДЕЖЗИКЛМНОПРСТУФ"};
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    for (int i = 0; i < 3; i++)
        run_add(paper, 0, FACE_REGULAR, lines[i], 10, 72, 100 + 40 * i);
    for (int i = 0; i < 2; i++) {
        save(paper, i ? packed : plain);
        expect_sound(f);
        for (int k = 0; k < 3; k++)
            expect_said(f, "pdftotext", "-raw", "-", lines[k]);
    }
}

static void texts_are_short_where_they_can_be(void **state)
{
    static const char *const texts[][2] = {{"Note 3", "(Note 3)"}, {"(a\\b)", "(\\(a\\\\b\\))"}, {"Résolution", "(R\xE9solution)"},
        {"été", "<FEFF00E9007400E9>"}, {"", "<FEFF>"}, {"soft\u00ADhyphen", NULL}, {"two\nlines", NULL}, {"€", "<FEFF20AC>"},
        {"\u00FE\u00FF", "<FEFF00FE00FF>"}, {"A\U0001F600", "<FEFF0041D83DDE00>"}};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf out;
        buf_init(&out, f->arena);
        pdf_text(&out, texts[i][0]);
        if (texts[i][1])
            assert_string_equal(out.at, texts[i][1]);
        else
            assert_memory_equal(out.at, "<FEFF", 5);
    }
}

/* --- places ------------------------------------------------------------------------------------- */

/* The next byte of a string in parentheses. */
static unsigned byte_at(const char **at)
{
    bool escaped = **at == '\\';
    char c = (*at += 1 + escaped)[-1];
    return (unsigned char)(escaped && c == 'r' ? '\r' : c);
}

/* Plays a TJ array as a viewer does: codes move the pen by W, numbers move it back. */
/* spacing [1/1000000 em]: between any two. */
static void expect_places(
    const char *array, const struct glyph_run *run, const int32_t *width, const uint32_t *code, int64_t spacing)
{
    int64_t pen = 0; /* [1/1000000 em] */
    uint32_t i = 0;
    for (const char *c = strchr(array, '[') + 1; *c != ']';) {
        if (*c == '(') {
            for (c++; *c != ')'; i++) {
                unsigned high = byte_at(&c), low = byte_at(&c);
                assert_true(i < run->glyph_count);
                assert_int_equal(high << 8 | low, code[i]);
                int64_t exact = unit_muldiv(run->glyphs[i].x, 1000 * 1000, run->size); /* [1/1000000 em] */
                assert_in_range(exact - pen + 1500, 0, 3000); /* a thousandth of the size is let be; it never adds up */
                pen += width[code[i]] * 1000 + spacing;
            }
            c++;
        } else {
            char *end;
            pen -= strtol(c, &end, 10) * 1000;
            assert_ptr_not_equal(c, end);
            c = end;
        }
    }
    assert_int_equal(i, run->glyph_count);
}

/* Codes are in the order of the glyphs that are used. */
static uint32_t code_in_order(const struct glyph_run *run, uint32_t i)
{
    uint32_t code = 1;
    for (uint32_t id = 0; id < run->glyphs[i].id; id++)
        for (uint32_t k = 0; k < run->glyph_count; k++)
            if (run->glyphs[k].id == id) {
                code++;
                break;
            }
    return code;
}

static void glyphs_stand_where_they_should(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    struct glyph_run *run = run_add(paper, 0, FACE_REGULAR,
        "AVATAR Wolf, To Ty. The General Assembly reaffirms the sovereign equality of all its Members, as set out", 11, 72, 100);
    uint32_t *code = arena_new_array(f->arena, uint32_t, run->glyph_count);
    int32_t width[256];
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        ((struct glyph *)(uintptr_t)run->glyphs)[i].x += (hx_unit)(i * 777); /* spaced out unevenly */
        code[i] = code_in_order(run, i);
        width[code[i]] = (int32_t)unit_muldiv(hb_font_get_glyph_h_advance(run->face->hb_font, run->glyphs[i].id), 1000, 2048);
    }
    const struct buf *bytes = write_pdf(paper, plain);
    const char *text = find(bytes, 0, "BT\n");
    assert_non_null(text);
    const char *font = strstr(text, "/F1 11 Tf\n"), *spaced = strstr(text, " Tc\n72 692 Td\n[");
    assert_non_null(font);
    assert_non_null(spaced);
    char *end;
    double points = strtod(font + strlen("/F1 11 Tf\n"), &end);
    assert_ptr_equal(end, spaced);
    expect_places(text, run, width, code, (int64_t)(points * 1000000 / 11 + 0.5));
}

static void states_change_only_when_needed(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    page_add(paper);
    run_add(paper, 0, FACE_REGULAR, "one", 10, 72, 100);
    run_add(paper, 0, FACE_REGULAR, "two", 10, 172, 100)->scale = 850;
    run_add(paper, 0, FACE_REGULAR, "three", 10, 272, 100)->shear = -200;
    run_add(paper, 0, FACE_REGULAR, "grey", 10, 72, 120)->colour = 0x808080;
    run_add(paper, 0, FACE_BOLD, "red", 10, 72, 140)->colour = 0xFF0000;
    for (int i = 0; i < 2; i++) {
        run_add(paper, 0, FACE_REGULAR, "9", 10, 72 + i * 100, 760);
        paper->page->items.at[paper->page->items.n - 1].artifact = true;
    }
    struct item *rule = item_add(paper, ITEM_RULE);
    rule->artifact = true;
    rule->box.x = 72 * UNIT_PT, rule->box.top = 400 * UNIT_PT, rule->box.width = 200 * UNIT_PT, rule->box.height = UNIT_PT / 2;
    const struct buf *bytes = write_pdf(paper, plain);
    assert_int_equal(count_of(bytes, "BT\n"), 1);
    assert_int_equal(count_of(bytes, "ET\n"), 1);
    assert_int_equal(count_of(bytes, " Tf\n"), 3);
    assert_int_equal(count_of(bytes, "0.85 0 0 1 172 692 Tm"), 1);
    assert_int_equal(count_of(bytes, "1 0 -0.2 1 272 692 Tm"), 1);
    assert_int_equal(count_of(bytes, "\n0.502 g\n"), 1);
    assert_int_equal(count_of(bytes, "\n1 0 0 rg\n"), 1);
    assert_int_equal(count_of(bytes, "/Artifact<</Type/Pagination>>BDC\n"), 1);
    assert_int_equal(count_of(bytes, "/Artifact<</Type/Layout>>BDC\n72 391.5 200 0.5 re f\nEMC\n"), 1);
    assert_int_equal(count_of(bytes, "/P<</MCID 0>>BDC\n"), 1);
    assert_int_equal(count_of(bytes, "EMC\n"), 3);
    save(paper, packed);
    expect_sound(f);
}

/* --- ways --------------------------------------------------------------------------------------- */

static struct paper *with_links(struct fixture *f)
{
    struct paper *paper = paper_new(f, LANG_ES);
    *list_add(f->arena, &paper->content.links) =
        (struct content_link){"https://undocs.org/es/A/RES/53/70(ñ)", "Resolución 53/70"};
    list_add(f->arena, &paper->content.notes)->note = NULL;
    paper->layout.notes = arena_new_of(f->arena, struct note_place);
    *paper->layout.notes = (struct note_place){.page = 1, .top = 700 * UNIT_PT};
    page_add(paper);
    run_add(paper, 0, FACE_REGULAR, "véase A/RES/", 10, 72, 100)->link = 0;
    run_add(paper, 0, FACE_BOLD, "53/70", 10, 150, 100)->link = 0;
    run_add(paper, 0, FACE_REGULAR, "(1998)", 10, 72, 112)->link = 0;
    struct glyph_run *call = run_add(paper, 0, FACE_REGULAR, "1", 10, 200, 112);
    call->call = 0;
    call->y -= 3 * UNIT_PT;
    run_add(paper, 0, FACE_REGULAR, "y nada más", 10, 220, 112);
    page_add(paper);
    run_add(paper, 0, FACE_REGULAR, "Nota", 8, 72, 710);
    return paper;
}

static void links_stand_around_their_text(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = with_links(f);
    const struct buf *bytes = write_pdf(paper, plain);
    assert_int_equal(count_of(bytes, "/Type/Annot/Subtype/Link/StructParent "), 3);
    assert_int_equal(count_of(bytes, "/URI(https://undocs.org/es/A/RES/53/70\\(%C3%B1\\))"), 2);
    assert_int_equal(count_of(bytes, "/Contents(Resoluci\xF3n 53/70)"), 2);
    assert_int_equal(count_of(bytes, "/Border[0 0 0]/F 4"), 3);
    const struct glyph_run *second = &paper->layout.pages.at[0].items.at[1].run;
    struct buf rect;
    buf_init(&rect, f->arena);
    /* Tinos: ascent 1825, descent 443 of 2048 */
    buf_text(&rect, "/Rect[72 689.837 ");
    buf_unit(&rect, second->x + second->width);
    buf_text(&rect, " 700.911]");
    assert_int_equal(count_of(bytes, rect.at), 1);
    assert_int_equal(count_of(bytes, "/Rect[72 677.837 "), 1);
    assert_int_equal(count_of(bytes, "/Rect[200 680.837 205 691.911]"), 1);
    assert_int_equal(count_of(bytes, "/S/GoTo/D["), 1);
    assert_int_equal(count_of(bytes, "/XYZ null 92 null]"), 1);
    save(paper, packed);
    expect_sound(f);
}

static void outline_is_a_tree(void **state)
{
    static const struct outline_entry entries[] = {
        {"I. Первый", 1, 0, 72 * UNIT_PT}, {"A", 2, 0, 0}, {"deep", 5, 1, 0}, {"B", 2, 1, 0}, {"附件", 1, 1, 0}};
    struct fixture *f = *state;
    struct paper *paper = with_links(f);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        *list_add(f->arena, &paper->layout.outline) = entries[i];
    save(paper, packed);
    expect_sound(f);
    expect_said(f, "mutool", "show", "outline", "I. Первый");
    expect_said(f, "mutool", "show", "outline", "附件");
    const struct buf *bytes = write_pdf(paper, plain);
    assert_int_equal(count_of(bytes, "/Count 5>>"), 1); /* the root counts all */
    assert_int_equal(count_of(bytes, "/Count 3/"), 1);
    assert_int_equal(count_of(bytes, "/Count 1/"), 1);
    assert_int_equal(count_of(bytes, "/XYZ null 720 null]"), 1);
}

static void file_says_what_it_is(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = six_languages(f);
    const struct buf *bytes = write_pdf(paper, plain);
    assert_memory_equal(bytes->at, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", 15);
    assert_int_equal(count_of(bytes, "/Lang(ar)/ViewerPreferences<</DisplayDocTitle true/Direction/R2L>>"), 1);
    assert_int_equal(count_of(bytes, "A/RES/71/28: &lt;Título&gt; &amp; “صيغة”</rdf:li>"), 2);
    assert_int_equal(count_of(bytes, "<dc:language><rdf:Bag><rdf:li>ar</rdf:li>"), 1);
    assert_int_equal(count_of(bytes, "<xmp:CreateDate>2016-12-05T23:59:59Z</xmp:CreateDate>"), 1);
    assert_int_equal(count_of(bytes, "(D:20161205235959Z)"), 2);
    assert_int_equal(count_of(bytes, "<pdf:Producer>hexapla "), 1);
    assert_int_equal(count_of(bytes, "Haru"), 0);
    struct pdf_options undated = {.date = -1, .plain = true};
    bytes = write_pdf(paper, undated);
    assert_int_equal(count_of(bytes, "Date"), 0);
    paper->content.title = "bad \x01\xFF\xEF\xBF\xBE";
    paper->content.author = NULL;
    save(paper, (struct pdf_options){.date = INT64_MAX});
    expect_sound(f);
    expect_said(f, "pdfinfo", "-meta", "", "bad  \xEF\xBF\xBD\xEF\xBF\xBD</rdf:li>");
    save(six_languages(f), (struct pdf_options){.date = 951782400}); /* a leap day */
    expect_said(f, "pdfinfo", "-meta", "", "2000-02-29T00:00:00Z");
}

/* --- sizes and failures --------------------------------------------------------------------------- */

static void many_pages_hang_in_a_tree(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_EN);
    for (int i = 0; i < 1100; i++) {
        page_add(paper);
        run_add(paper, 0, FACE_REGULAR, "page", 10, 72, 100);
    }
    save(paper, packed);
    expect_sound(f);
    expect_said(f, "pdfinfo", "", "", "Pages:           1100");
    save(paper, plain);
    expect_said(f, "mutool", "info -M", "", "Pages: 1100");
    assert_int_equal(count_of(write_pdf(paper, plain), "/Type /Pages"), 4);
}

static void no_pages_is_a_file_too(void **state)
{
    struct fixture *f = *state;
    save(paper_new(f, LANG_EN), packed);
    expect_said(f, "qpdf", "--show-npages", "", "0");
}

static void large_font_subset_works(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = paper_new(f, LANG_ZH);
    page_add(paper);
    struct buf text, all;
    buf_init(&all, f->arena);
    uint32_t c = 0x4E00;
    for (int row = 0; row < 40; row++) {
        buf_init(&text, f->arena);
        for (int i = 0; i < 40; i++, c += 5)
            buf_utf8(&text, c);
        run_add(paper, 2, FACE_REGULAR, text.at, 10, 72, 100 + 12 * row);
        buf_text(&all, text.at);
    }
    save(paper, packed);
    expect_sound(f);
    expect_order(f, all.at);
}

struct limited {
    size_t left;
};

static bool take_some(void *context, const void *bytes, size_t n)
{
    struct limited *limited = context;
    (void)bytes;
    if (n > limited->left)
        return false;
    limited->left -= n;
    return true;
}

static void failed_write_is_told(void **state)
{
    struct fixture *f = *state;
    size_t whole = write_pdf(six_languages(f), packed)->n;
    for (size_t room = 0; room < whole; room += whole / 3) {
        struct limited limited = {room};
        struct sink sink = {take_some, &limited};
        enum pdf_status status = pdf_write(f->arena, &six_languages(f)->layout, &packed, &sink, f->report);
        assert_int_equal(status, PDF_WRITE_FAILED);
    }
    struct limited limited = {whole};
    struct sink sink = {take_some, &limited};
    assert_int_equal(pdf_write(f->arena, &six_languages(f)->layout, &packed, &sink, f->report), PDF_OK);
    assert_int_equal(limited.left, 0);
}

/* Documents with pictures of their own, more than a press keeps, come out as if each had one of its own. */
static void a_press_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct press *press = press_new();
    assert_non_null(press);
    for (uint32_t i = 0; i < 24; i++) {
        struct paper *paper = six_languages(f);
        picture_add(paper, drawing_of(DRAWING_GLOBE, i % 12, f->arena), 650);
        struct pdf_options shared = packed;
        shared.press = press;
        const struct buf *a = write_pdf(paper, shared), *b = write_pdf(paper, packed);
        assert_int_equal(a->n, b->n);
        assert_memory_equal(a->at, b->at, a->n);
    }
    press_free(press);
}

struct writing {
    const struct layout *layout;
    struct arena *arena;
    struct buf out;
    enum pdf_status status;
};

static void *write_apart(void *context)
{
    struct writing *w = context;
    struct sink sink = {append, &w->out};
    w->status = pdf_write(w->arena, w->layout, &packed, &sink, report_new(w->arena));
    return NULL;
}

static void threads_write_the_same(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = six_languages(f);
    struct writing w[4];
    pthread_t thread[4];
    for (int i = 0; i < 4; i++) {
        w[i] = (struct writing){.layout = &paper->layout, .arena = arena_new()};
        buf_init(&w[i].out, w[i].arena);
        assert_int_equal(pthread_create(&thread[i], NULL, write_apart, &w[i]), 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(w[i].status, PDF_OK);
        assert_int_equal(w[i].out.n, w[0].out.n);
        assert_memory_equal(w[i].out.at, w[0].out.at, w[0].out.n);
    }
    for (int i = 0; i < 4; i++)
        arena_free(w[i].arena);
}

static bool write_with_failing_memory(struct fixture *f, const struct layout *layout, size_t fail_at)
{
    struct arena *arena = arena_new();
    struct limited limited = {SIZE_MAX};
    struct sink sink = {take_some, &limited};
    jmp_buf frame;
    volatile bool done = false;
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        arena_fail_at(arena, fail_at);
        done = pdf_write(arena, layout, &packed, &sink, f->report) == PDF_OK;
    }
    arena_free(arena);
    return done;
}

static void memory_may_run_out_anywhere(void **state)
{
    struct fixture *f = *state;
    struct paper *paper = six_languages(f);
    size_t failed = 0, step = 1;
    for (size_t at = 1; !write_with_failing_memory(f, &paper->layout, at); at += step, failed++)
        step = at / 16 + 1;
    assert_true(failed > 30);
}

static void *no_memory(HPDF_UINT size)
{
    (void)size;
    return NULL;
}

static void add_name(struct pdf_file *file)
{
    pdf_set_name(pdf_catalog(file), "PageLayout", "SinglePage");
}

static void add_object(struct pdf_file *file)
{
    pdf_object_new(file);
}

static void add_page(struct pdf_file *file)
{
    pdf_page_new(file);
}

static bool survives_without_memory(void (*add)(struct pdf_file *file))
{
    struct arena *arena = arena_new();
    jmp_buf frame;
    volatile bool done = false;
    if (setjmp(frame) == 0) {
        arena_catch(arena, &frame);
        struct pdf_file *file = pdf_file_new(arena, 1, true, NULL);
        file->doc->mmgr->alloc_fn = no_memory;
        add(file);
        done = true;
    }
    arena_free(arena);
    return done;
}

/* An arena may still have room where libharu gets none. */
static void memory_may_run_out_in_the_library(void **state)
{
    (void)state;
    assert_false(survives_without_memory(add_name));
    assert_false(survives_without_memory(add_object));
    assert_false(survives_without_memory(add_page));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_is_sound),
        cmocka_unit_test(only_a_picture_with_words_is_a_figure),
        cmocka_unit_test(every_code_can_stand_in_a_string),
        cmocka_unit_test(texts_are_short_where_they_can_be),
        cmocka_unit_test(a_press_changes_nothing),
        cmocka_unit_test(text_is_what_was_typed),
        cmocka_unit_test(fonts_are_embedded_subsets),
        cmocka_unit_test(same_frames_same_bytes),
        cmocka_unit_test(figure_is_said_plain),
        cmocka_unit_test(texts_in_step_are_one_row),
        cmocka_unit_test(second_text_of_a_cff_glyph_is_spoken),
        cmocka_unit_test(stroke_belongs_to_its_letter),
        cmocka_unit_test(vowel_signs_belong_to_their_letters), cmocka_unit_test(stroke_too_long_is_spoken),
        cmocka_unit_test(one_glyph_with_many_texts),
        cmocka_unit_test(odd_glyphs_do_no_harm),
        cmocka_unit_test(glyphs_stand_where_they_should),
        cmocka_unit_test(states_change_only_when_needed),
        cmocka_unit_test(links_stand_around_their_text),
        cmocka_unit_test(outline_is_a_tree),
        cmocka_unit_test(file_says_what_it_is),
        cmocka_unit_test(many_pages_hang_in_a_tree),
        cmocka_unit_test(no_pages_is_a_file_too),
        cmocka_unit_test(large_font_subset_works),
        cmocka_unit_test(failed_write_is_told),
        cmocka_unit_test(threads_write_the_same),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(memory_may_run_out_in_the_library),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
