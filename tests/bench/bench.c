/* Speed of hexapla against a floor measured in the same run. For each set of documents:
 *   warm   one engine, one job, each document rendered again and again to memory
 *   tags   how much longer that takes than without structure tree and claim of a standard
 *   ua2    the same for PDF/UA-2 with PDF/A-4f, where the source is attached and written as XML, too
 *   cold   a new process per document, from start to exit
 *   floor  the least any typesetter must do for the same pages: shape the same text once with warm
 *          fonts, each stretch in the face that it has there, subset the faces used, compress the
 *          same content bytes at the usual level
 *   file   that floor with every byte of the file compressed, fonts and structure, too
 * Times are medians; those of warm runs and of the floor are processor time. Usage: bench PROGRAM MANIFEST TEMPLATES FONTROOT NAME=FILE[,FILE...] ... */
#include <fcntl.h>
#include <libdeflate.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "font/face.h"
#include "font/subset.h"
#include "library/hexapla.h"

extern char **environ;

enum { WARM_RUNS = 9, COLD_RUNS = 9, FACES = 16, LEVEL = 6 /* of compression, the usual one */ };

struct bytes {
    char *at;
    size_t n, room;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What this process used, which other work on the machine does not lengthen. */
static double processor_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static void die(const char *what, const char *name)
{
    fprintf(stderr, "bench: %s: %s\n", name, what);
    exit(1);
}

static bool keep(void *context, const void *data, size_t n)
{
    struct bytes *bytes = context;
    if (bytes->n + n > bytes->room) {
        bytes->room = (bytes->n + n) * 2;
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at)
            die("out of memory", "output");
    }
    memcpy(bytes->at + bytes->n, data, n);
    bytes->n += n;
    return true;
}

static struct bytes read_file(const char *name)
{
    struct bytes bytes = {0};
    FILE *file = fopen(name, "rb");
    if (!file)
        die("cannot read", name);
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        keep(&bytes, part, n);
    keep(&bytes, "", 1);
    bytes.n--;
    fclose(file);
    return bytes;
}

struct totals {
    size_t documents, pages, bytes;
    double warm, untagged, attached, cold, floor, file; /* [ms] sums of medians */
    long peak_kib;
};

/* ---- hexapla ------------------------------------------------------------------------------ */

struct rig {
    const char *program;
    hx_engine *engine;
    hx_job *job;
    hx_report *report;
    struct font_set *fonts;
    const struct manifest *manifest;
    struct arena *arena; /* of the floor's fonts */
};

static struct hx_result render(struct rig *rig, const char *name, const struct bytes *source, enum hx_stage stage, struct hx_render_options extra, struct bytes *out)
{
    struct hx_render_options options = {.size = sizeof options, .name = name, .bytes = source->at, .n = source->n, .stage = stage, .date = -1,
        .plain = extra.plain, .untagged = extra.untagged, .standard = extra.standard};
    struct hx_result result = {0};
    out->n = 0;
    hx_report_clear(rig->report);
    if (hx_render(rig->job, &options, keep, out, rig->report, &result) != HX_OK)
        die(hx_report_text(rig->report, 2, false), name);
    return result;
}

static double cold_ms(struct rig *rig, const char *name, long *peak_kib)
{
    char *args[] = {(char *)(size_t)rig->program, "render", (char *)(size_t)name, "-o", "/dev/null", NULL};
    double times[COLD_RUNS];
    for (int i = 0; i < COLD_RUNS; i++) {
        double start = now_ms();
        pid_t child;
        int status;
        struct rusage usage;
        if (posix_spawn(&child, rig->program, NULL, NULL, args, environ) != 0 || wait4(child, &status, 0, &usage) != child || status != 0)
            die("cold run failed", name);
        times[i] = now_ms() - start;
        *peak_kib = usage.ru_maxrss > *peak_kib ? usage.ru_maxrss : *peak_kib;
    }
    return median(times, COLD_RUNS);
}

/* ---- the floor ---------------------------------------------------------------------------- */

/* A face that the pages use, what is set in it, and the glyphs that shaping gave. */
struct floor_face {
    const struct face *face;
    struct bytes text; /* stretches, each with a line feed after it */
    uint8_t *used; /* a flag for each glyph */
};

struct floor_work {
    struct floor_face faces[FACES];
    size_t n, last; /* of the stretch before */
    hb_buffer_t *buffer;
};

static const struct face *face_named(struct rig *rig, const char *name, size_t n)
{
    struct report *report = report_new(rig->arena);
    for (size_t role = 0; role < rig->manifest->roles.n; role++)
        for (size_t k = 0; k < rig->manifest->roles.at[role].faces.n; k++)
            for (int style = 0; style < FACE_STYLE_COUNT; style++) {
                const struct face *face = font_face(rig->fonts, rig->manifest->roles.at[role].name, k, (enum face_style)style, report);
                if (face && strlen(face->name) == n && memcmp(face->name, name, n) == 0)
                    return face;
            }
    die("no such face", name);
    return NULL;
}

static size_t face_number(struct rig *rig, struct floor_work *work, const char *name, size_t n)
{
    for (size_t i = 0; i < work->n; i++)
        if (strlen(work->faces[i].face->name) == n && memcmp(work->faces[i].face->name, name, n) == 0)
            return i;
    if (work->n == FACES)
        die("too many faces", "floor");
    work->faces[work->n] = (struct floor_face){.face = face_named(rig, name, n), .used = malloc(65536)};
    if (!work->faces[work->n].used)
        die("out of memory", "floor");
    return work->n++;
}

/* A line of the pages' text form: "  glyphs … NAME size=10 … | TEXT". What follows in the same face is one stretch. */
static void take_line(struct rig *rig, struct floor_work *work, const char *line, size_t n)
{
    const char *size = memmem(line, n, " size=", 6), *bar = memmem(line, n, " | ", 3);
    if (n < 8 || memcmp(line, "  glyphs", 8) != 0 || !size || !bar)
        return;
    const char *name = size;
    while (name > line && name[-1] != ' ')
        name--;
    size_t number = face_number(rig, work, name, (size_t)(size - name));
    struct bytes *text = &work->faces[number].text;
    if (text->n && number != work->last)
        keep(text, "\n", 1);
    keep(text, bar + 3, (size_t)(line + n - bar - 3));
    work->last = number;
}

static void take_pages(struct rig *rig, struct floor_work *work, const struct bytes *pages)
{
    for (size_t at = 0; at < pages->n;) {
        const char *end = memchr(pages->at + at, '\n', pages->n - at);
        size_t n = end ? (size_t)(end - pages->at) - at : pages->n - at;
        take_line(rig, work, pages->at + at, n);
        at += n + 1;
    }
}

static void shape_stretch(const struct floor_work *work, const struct floor_face *face, const char *text, size_t n)
{
    static const char *const shapers[] = {"ot", NULL};
    hb_buffer_clear_contents(work->buffer);
    hb_buffer_add_utf8(work->buffer, text, (int)n, 0, (int)n);
    hb_buffer_guess_segment_properties(work->buffer);
    hb_shape_full(face->face->hb_font, work->buffer, NULL, 0, shapers);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(work->buffer, &count);
    for (unsigned i = 0; i < count; i++)
        face->used[info[i].codepoint & 0xFFFF] = 1;
}

static void shape_face(const struct floor_work *work, const struct floor_face *face)
{
    memset(face->used, 0, 65536);
    for (size_t at = 0; at < face->text.n;) {
        const char *end = memchr(face->text.at + at, '\n', face->text.n - at);
        size_t n = end ? (size_t)(end - face->text.at) - at : face->text.n - at;
        shape_stretch(work, face, face->text.at + at, n);
        at += n + 1;
    }
}

static void subset_face(const struct floor_face *face, struct arena *arena)
{
    uint32_t *glyphs = arena_new_array(arena, uint32_t, 65536);
    size_t n = 0;
    for (uint32_t g = 1; g < 65536; g++)
        if (face->used[g])
            glyphs[n++] = g;
    if (n && !subset_make(arena, face->face, glyphs, n))
        die("subset failed", face->face->name);
}

/* The content streams of a plain PDF, one after the other. */
static struct bytes content_of(const struct bytes *pdf)
{
    struct bytes content = {0};
    for (size_t at = 0; at + 10 < pdf->n; at++) {
        if (memcmp(pdf->at + at, "stream\n", 7) != 0 || (at >= 3 && memcmp(pdf->at + at - 3, "end", 3) == 0))
            continue;
        size_t start = at + 7, end = start;
        while (end + 9 < pdf->n && memcmp(pdf->at + end, "endstream", 9) != 0)
            end++;
        if (memmem(pdf->at + start, end - start, "\nBT\n", 4) || memmem(pdf->at + start, end - start, "BT ", 3))
            keep(&content, pdf->at + start, end - start);
        at = end;
    }
    return content;
}

static double floor_ms(struct floor_work *work, const struct bytes *content)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    size_t bound = libdeflate_zlib_compress_bound(compressor, content->n);
    char *packed = malloc(bound ? bound : 1);
    struct arena *arena = arena_new();
    double times[WARM_RUNS];
    for (int run = -1; run < WARM_RUNS; run++) {
        double start = processor_ms();
        for (size_t i = 0; i < work->n; i++) {
            shape_face(work, &work->faces[i]);
            subset_face(&work->faces[i], arena);
        }
        libdeflate_zlib_compress(compressor, content->at, content->n, packed, bound);
        if (run >= 0)
            times[run] = processor_ms() - start;
        arena_reset(arena);
    }
    arena_free(arena);
    free(packed);
    libdeflate_free_compressor(compressor);
    return median(times, WARM_RUNS);
}

static void measure_floor(struct rig *rig, const struct bytes *pages, const struct bytes *plain, struct totals *totals)
{
    struct floor_work work = {.buffer = hb_buffer_create()};
    struct bytes content = content_of(plain);
    take_pages(rig, &work, pages);
    totals->floor += floor_ms(&work, &content);
    totals->file += floor_ms(&work, plain);
    for (size_t i = 0; i < work.n; i++) {
        free(work.faces[i].text.at);
        free(work.faces[i].used);
    }
    hb_buffer_destroy(work.buffer);
    free(content.at);
}

/* ---- report ------------------------------------------------------------------------------- */

static const struct hx_render_options usual = {0}, untagged = {.untagged = true}, attached = {.standard = HX_UA2_A4F}, uncompressed = {.plain = true};

static double timed_render(struct rig *rig, const char *name, const struct bytes *source, struct hx_render_options extra, struct hx_result *result, struct bytes *out)
{
    double start = processor_ms();
    *result = render(rig, name, source, HX_PDF, extra, out);
    return processor_ms() - start;
}

static void measure(struct rig *rig, const char *name, bool cold, struct totals *totals)
{
    struct bytes source = read_file(name), out = {0}, pages = {0}, plain = {0};
    double times[WARM_RUNS], without[WARM_RUNS], with[WARM_RUNS];
    struct hx_result result = {0};
    timed_render(rig, name, &source, usual, &result, &out);
    for (int run = 0; run < WARM_RUNS; run++) {
        without[run] = timed_render(rig, name, &source, untagged, &result, &out);
        with[run] = timed_render(rig, name, &source, attached, &result, &out);
        times[run] = timed_render(rig, name, &source, usual, &result, &out);
    }
    render(rig, name, &source, HX_PAGES, usual, &pages);
    render(rig, name, &source, HX_PDF, uncompressed, &plain);
    totals->documents++;
    totals->pages += result.pages;
    totals->bytes += out.n;
    totals->warm += median(times, WARM_RUNS);
    totals->untagged += median(without, WARM_RUNS);
    totals->attached += median(with, WARM_RUNS);
    measure_floor(rig, &pages, &plain, totals);
    if (cold)
        totals->cold += cold_ms(rig, name, &totals->peak_kib);
    free(source.at);
    free(out.at);
    free(pages.at);
    free(plain.at);
}

static void measure_set(struct rig *rig, char *set)
{
    char *files = strchr(set, '=');
    if (!files)
        die("not NAME=FILE,FILE", set);
    *files++ = '\0';
    struct totals totals = {0};
    for (char *file = strtok(files, ","); file; file = strtok(NULL, ","))
        measure(rig, file, true, &totals);
    double n = (double)totals.documents;
    printf("%-14s %4zu %5zu  %8.1f %8.1f  %7.2f %7.2f %4.0f%% %4.0f%%  %6.2f %5.2f %6.2f %5.2f  %6.1f %8.1f\n", set, totals.documents, totals.pages,
        1000 * n / totals.warm, 1000 * (double)totals.pages / totals.warm, totals.cold / n, totals.warm / n, 100 * (totals.warm / totals.untagged - 1), 100 * (totals.attached / totals.untagged - 1), totals.floor / n,
        totals.warm / totals.floor, totals.file / n, totals.warm / totals.file, (double)totals.peak_kib / 1024, (double)totals.bytes / n / 1000);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc < 6)
        die("usage: bench PROGRAM MANIFEST TEMPLATES FONTROOT NAME=FILE[,FILE...] ...", "arguments");
    const char *fonts[] = {argv[4], NULL}, *templates[] = {argv[3], NULL};
    struct rig rig = {.program = argv[1], .report = hx_report_new(), .arena = arena_new()};
    struct hx_engine_options options = {.size = sizeof options, .manifest = argv[2], .font_roots = fonts, .template_roots = templates};
    rig.engine = hx_engine_new(&options, rig.report);
    rig.job = rig.engine ? hx_job_new(rig.engine) : NULL;
    if (!rig.job)
        die(hx_report_text(rig.report, 2, false), "engine");
    rig.manifest = manifest_load(rig.arena, argv[2], report_new(rig.arena));
    rig.fonts = font_set_new(rig.manifest, fonts, 1);
    printf("%-14s %4s %5s  %8s %8s  %7s %7s %5s %5s  %6s %5s %6s %5s  %6s %8s\n", "set", "docs", "pages", "docs/s", "pages/s", "cold ms",
        "warm ms", "tags", "ua2", "floor", "ratio", "file", "ratio", "MiB", "kB/doc");
    for (int i = 5; i < argc; i++)
        measure_set(&rig, argv[i]);
    font_set_free(rig.fonts);
    hx_job_free(rig.job);
    hx_engine_free(rig.engine);
    hx_report_free(rig.report);
    arena_free(rig.arena);
    return 0;
}
