/* What a batch can do: many documents, warm, several workers, output thrown away.
 *   documents a second by the clock, and by processor time, which other work on the machine does not lengthen;
 *   the largest memory after the first pass over the files and at the end, which must be the same;
 *   where the time goes: each stage's share, by language.
 * Usage: load MANIFEST TEMPLATES FONTROOT WORKERS DOCUMENTS FILE... */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "layout/page.h"
#include "library/handles.h"
#include "output/pdf.h"
#include "template/resolve.h"

enum { WORKERS_MOST = 64 };

struct file {
    const char *name;
    char *bytes;
    size_t n;
};

struct load {
    hx_engine *engine;
    struct file *files;
    size_t file_n, documents;
    atomic_size_t next, pages, bytes, failed;
};

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static void die(const char *what, const char *name)
{
    fprintf(stderr, "load: %s: %s\n", name, what);
    exit(1);
}

static struct file file_read(const char *name)
{
    FILE *in = fopen(name, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        die("cannot read", name);
    long n = ftell(in);
    rewind(in);
    struct file file = {name, malloc((size_t)n + 1), (size_t)n};
    if (!file.bytes || fread(file.bytes, 1, file.n, in) != file.n)
        die("cannot read", name);
    fclose(in);
    return file;
}

static struct hx_render_options options_of(const struct file *file)
{
    return (struct hx_render_options){.size = sizeof(struct hx_render_options), .name = file->name, .bytes = file->bytes, .n = file->n, .date = -1};
}

/* ---- all of it ---------------------------------------------------------------------------- */

static bool count(void *context, const void *bytes, size_t n)
{
    (void)bytes;
    atomic_fetch_add((atomic_size_t *)context, n);
    return true;
}

static void *work(void *context)
{
    struct load *load = context;
    hx_job *job = hx_job_new(load->engine);
    hx_report *report = hx_report_new();
    if (!job || !report)
        die("no memory", "worker");
    for (size_t i; (i = atomic_fetch_add(&load->next, 1)) < load->documents;) {
        struct hx_render_options options = options_of(&load->files[i % load->file_n]);
        struct hx_result result;
        if (hx_render(job, &options, count, &load->bytes, report, &result) != HX_OK)
            atomic_fetch_add(&load->failed, 1);
        atomic_fetch_add(&load->pages, result.pages);
        hx_report_clear(report);
    }
    hx_report_free(report);
    hx_job_free(job);
    return NULL;
}

static void run(struct load *load, size_t workers, size_t documents)
{
    pthread_t threads[WORKERS_MOST];
    atomic_store(&load->next, 0);
    load->documents = documents;
    for (size_t i = 0; i < workers; i++)
        if (pthread_create(&threads[i], NULL, work, load) != 0)
            die("no thread", "worker");
    for (size_t i = 0; i < workers; i++)
        pthread_join(threads[i], NULL);
}

static void measure_load(struct load *load, size_t workers, size_t documents)
{
    run(load, workers, load->file_n);
    double first = peak_mib();
    atomic_store(&load->pages, 0);
    double wall = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    run(load, workers, documents);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - processor;
    double n = (double)documents;
    printf("%zu documents, %zu pages, %zu workers: %.1f documents a second by the clock, %.1f by processor time (%.2f ms each)\n",
        documents, atomic_load(&load->pages), workers, n / wall, n * (double)workers / processor, 1000 * processor / n);
    printf("memory: %.1f MiB after the first %zu documents, %.1f MiB at the end\n", first, load->file_n, peak_mib());
    if (atomic_load(&load->failed))
        die("documents failed", "load");
}

/* ---- by stage ----------------------------------------------------------------------------- */

enum stage { STAGE_READ, STAGE_TEMPLATE, STAGE_RESOLVE, STAGE_LAYOUT, STAGE_WRITE, STAGE_COUNT };

struct shares {
    double seconds[STAGE_COUNT];
    size_t documents;
};

static bool drop(void *context, const void *bytes, size_t n)
{
    (void)context, (void)bytes, (void)n;
    return true;
}

static void add_stage(struct shares *shares, enum stage stage, double *start)
{
    double now = seconds(CLOCK_THREAD_CPUTIME_ID);
    shares->seconds[stage] += now - *start;
    *start = now;
}

static void stage_one(hx_job *job, const struct file *file, struct shares *shares)
{
    struct hx_render_options options = options_of(file);
    arena_reset(job->arena);
    struct report *report = report_new(job->arena);
    double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    struct doc *doc = job_read(job, &options, report);
    if (!doc)
        die("cannot be read", file->name);
    struct shares *own = &shares[doc->language];
    add_stage(own, STAGE_READ, &start);
    const struct template_ *template_ = job_template(job, &options, doc, report);
    add_stage(own, STAGE_TEMPLATE, &start);
    struct content *content = resolve(job->arena, doc, template_, report);
    add_stage(own, STAGE_RESOLVE, &start);
    struct layout *layout = page_layout(job->shaper, job->arena, content, report);
    add_stage(own, STAGE_LAYOUT, &start);
    struct sink sink = {drop, NULL};
    pdf_write(job->arena, layout, &(struct pdf_options){.date = -1, .press = job->press}, &sink, report);
    add_stage(own, STAGE_WRITE, &start);
    own->documents++;
}

static void measure_stages(const struct load *load)
{
    enum { ROUNDS = 4 }; /* the first warms up and is not counted */
    static const char *const names[STAGE_COUNT] = {"read", "template", "resolve", "layout", "write"};
    struct shares shares[LANG_COUNT] = {0};
    hx_job *job = hx_job_new(load->engine);
    for (int round = 0; round < ROUNDS; round++) {
        if (round == 1)
            memset(shares, 0, sizeof shares);
        for (size_t i = 0; i < load->file_n; i++)
            stage_one(job, &load->files[i], shares);
    }
    hx_job_free(job);
    printf("\nms a document");
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        printf(" %9s", names[stage]);
    printf(" %9s\n", "all");
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        double all = 0;
        if (!shares[lang].documents)
            continue;
        printf("%-13s", lang_row((enum lang)lang)->tag);
        for (int stage = 0; stage < STAGE_COUNT; stage++) {
            double ms = 1000 * shares[lang].seconds[stage] / (double)shares[lang].documents;
            printf(" %9.2f", ms);
            all += ms;
        }
        printf(" %9.2f\n", all);
    }
}

int main(int argc, char **argv)
{
    if (argc < 7)
        die("usage: load MANIFEST TEMPLATES FONTROOT WORKERS DOCUMENTS FILE...", "arguments");
    const char *fonts[] = {argv[3], NULL}, *templates[] = {argv[2], NULL};
    size_t workers = strtoul(argv[4], NULL, 10), documents = strtoul(argv[5], NULL, 10);
    if (workers < 1 || workers > WORKERS_MOST)
        die("from 1 to 64", "workers");
    hx_report *report = hx_report_new();
    struct load load = {.file_n = (size_t)argc - 6, .files = calloc((size_t)argc, sizeof(struct file))};
    load.engine = hx_engine_new(
        &(struct hx_engine_options){.size = sizeof(struct hx_engine_options), .manifest = argv[1], .font_roots = fonts, .template_roots = templates}, report);
    if (!load.engine)
        die(hx_report_text(report, 2, false), "engine");
    for (size_t i = 0; i < load.file_n; i++)
        load.files[i] = file_read(argv[i + 6]);
    measure_load(&load, workers, documents);
    measure_stages(&load);
    for (size_t i = 0; i < load.file_n; i++)
        free(load.files[i].bytes);
    free(load.files);
    hx_engine_free(load.engine);
    hx_report_free(report);
    return 0;
}
