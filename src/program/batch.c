/* batch: many documents over one engine. Workers take the next document of the list; the main thread waits
 * for each in the order of the list and says how it went, so that everything a reader or a script sees is
 * the same whatever the number of workers. */
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/files.h"

enum { WORKERS_MOST = 256 };

struct task {
    char *from; /* "list.txt, line 3" when a list names it, else NULL */
    bool done;
    enum hx_status status;
    hx_report *report; /* NULL when memory was short */
    size_t pages;
    int64_t time; /* [ns] */
};

enum progress { PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON };

struct batch {
    const struct args *args;
    hx_engine *engine;
    struct strings sources; /* owned strings */
    char **paths;
    struct task *tasks;
    size_t task_room;
    int64_t date; /* [s] since 1970, or negative */
    enum hx_standard standard;
    bool json;
    enum progress progress;
    pthread_mutex_t lock; /* of everything below, and of task.done */
    pthread_cond_t finished; /* a task is done, or a worker went */
    size_t next;
    size_t workers;
};

/* --- what to do --------------------------------------------------------------------------------- */

static void add_task(struct batch *batch, char *source, char *from)
{
    if (batch->sources.n == batch->task_room) {
        batch->task_room = batch->task_room ? batch->task_room * 2 : 64;
        batch->tasks = program_grow(batch->tasks, batch->task_room * sizeof *batch->tasks);
    }
    batch->tasks[batch->sources.n] = (struct task){.from = from};
    strings_add(&batch->sources, source);
}

static bool is_text_name(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && name[0] != '.' && strcmp(name + n - 4, ".txt") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every .txt file of a folder, in the order of their names' bytes. */
static bool add_folder(struct batch *batch, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    size_t first = batch->sources.n, n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_text_name(entry->d_name))
            add_task(batch, program_printf("%.*s/%s", (int)n, folder, entry->d_name), NULL);
    closedir(dir);
    if (batch->sources.n > first)
        qsort(batch->sources.at + first, batch->sources.n - first, sizeof *batch->sources.at, by_name);
    return true;
}

static void add_line(struct batch *batch, const char *list, const char *line, size_t n, size_t number)
{
    while (n && (line[n - 1] == ' ' || line[n - 1] == '\t' || line[n - 1] == '\r'))
        n--;
    if (!n || line[0] == '#')
        return;
    const char *slash = strrchr(list, '/');
    int folder = slash && line[0] != '/' ? (int)(slash - list) + 1 : 0;
    add_task(batch, program_printf("%.*s%.*s", folder, list, (int)n, line), program_printf("%s, line %zu", list, number));
}

static bool add_list(struct batch *batch, const char *list, hx_report *report)
{
    struct input input;
    if (!file_read(&input, list, report))
        return false;
    size_t number = 1;
    for (size_t at = 0; at < input.n; number++) {
        const char *end = memchr(input.bytes + at, '\n', input.n - at);
        size_t n = end ? (size_t)(end - input.bytes) - at : input.n - at;
        add_line(batch, list, input.bytes + at, n, number);
        at += n + 1;
    }
    free(input.bytes);
    return true;
}

/* A folder or list that cannot be read is said at once and the others are done. */
static enum hx_status collect(struct batch *batch, hx_report *report)
{
    const struct strings *operands = &batch->args->operands;
    enum hx_status status = HX_OK;
    for (size_t i = 0; i < operands->n; i++) {
        const char *name = operands->at[i];
        if (!names_folder(name))
            add_list(batch, name, report);
        else if (!add_folder(batch, name))
            hx_report_file(report, "file-read", name, strerror(errno));
        status = worse(status, hx_report_status(report));
        report_print(report, batch->json);
    }
    return status;
}

/* --- workers ------------------------------------------------------------------------------------ */

static void render_task(struct batch *batch, hx_job *job, size_t i)
{
    struct task *task = &batch->tasks[i];
    const char *source = batch->sources.at[i];
    int64_t start = now();
    struct output output = {.path = batch->paths[i], .sync_later = true};
    struct input input;
    task->status = HX_SYSTEM;
    task->report = job ? hx_report_new() : NULL;
    if (!task->report)
        return;
    if (same_file(source, batch->paths[i])) {
        hx_report_file(task->report, "file-same", source, "its own source");
        task->status = HX_USAGE;
    } else if (file_read(&input, source, task->report)) {
        struct hx_render_options options = {
            .size = sizeof options, .name = source, .bytes = input.bytes, .n = input.n, .date = batch->date, .standard = batch->standard,
            .linearize = batch->args->value[OPT_LINEARIZE] != NULL};
        struct hx_result result;
        task->status = render_to(job, &options, &output, task->report, &result);
        task->pages = result.pages;
        free(input.bytes);
    }
    task->time = now() - start - output.time;
}

/* The next document, or false when there is none or the user asked to stop. */
static bool take(struct batch *batch, size_t *i)
{
    pthread_mutex_lock(&batch->lock);
    bool more = batch->next < batch->sources.n && !interrupted();
    *i = batch->next;
    batch->next += more;
    pthread_mutex_unlock(&batch->lock);
    return more;
}

static void *work(void *context)
{
    struct batch *batch = context;
    hx_job *job = hx_job_new(batch->engine);
    for (size_t i; take(batch, &i);) {
        render_task(batch, job, i);
        pthread_mutex_lock(&batch->lock);
        batch->tasks[i].done = true;
        pthread_cond_signal(&batch->finished);
        pthread_mutex_unlock(&batch->lock);
    }
    hx_job_free(job);
    pthread_mutex_lock(&batch->lock);
    batch->workers--;
    pthread_cond_signal(&batch->finished);
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* --- what is said ------------------------------------------------------------------------------- */

static void say_json(const struct batch *batch, const struct task *task, size_t i)
{
    hx_report *words = hx_report_new();
    const char *source = words ? hx_report_json_string(words, batch->sources.at[i]) : NULL;
    const char *path = words ? hx_report_json_string(words, batch->paths[i]) : NULL;
    if (!source || !path)
        out_of_memory();
    fprintf(stderr,
        "{\"done\":%zu,\"of\":%zu,\"file\":%s,\"output\":%s,\"status\":%d,\"pages\":%zu,\"errors\":%zu,"
        "\"warnings\":%zu,\"microseconds\":%lld}\n",
        i + 1, batch->sources.n, source, path, (int)task->status, task->pages,
        hx_report_count(task->report, 2), hx_report_count(task->report, 1), (long long)(task->time / 1000));
    hx_report_free(words);
}

static void say(const struct batch *batch, size_t i)
{
    struct task *task = &batch->tasks[i];
    if (!task->report)
        out_of_memory();
    if (batch->progress == PROGRESS_LINE)
        fputs("\r\033[K", stderr);
    if (batch->progress == PROGRESS_JSON)
        say_json(batch, task, i);
    report_print(task->report, batch->json);
    if (task->status != HX_OK && task->from && !batch->json)
        fprintf(stderr, "    named in %s\n", task->from);
    if (batch->args->value[OPT_VERBOSE] && task->status == HX_OK)
        say_done(batch->sources.at[i], task->pages, task->time);
    if (batch->progress == PROGRESS_LINE)
        fprintf(stderr, "%zu of %zu  %s", i + 1, batch->sources.n, batch->sources.at[i]);
    hx_report_free(task->report);
    task->report = NULL;
}

/* Waits for a document; false when it will never be done because the user asked to stop. */
static bool wait_for(struct batch *batch, size_t i)
{
    pthread_mutex_lock(&batch->lock);
    while (!batch->tasks[i].done && batch->workers)
        pthread_cond_wait(&batch->finished, &batch->lock);
    bool done = batch->tasks[i].done;
    pthread_mutex_unlock(&batch->lock);
    return done;
}

static enum hx_status say_all(struct batch *batch, int64_t start)
{
    enum hx_status status = HX_OK;
    size_t n = 0, written = 0, pages = 0;
    for (; n < batch->sources.n && wait_for(batch, n); n++) {
        status = worse(status, batch->tasks[n].status);
        written += batch->tasks[n].status == HX_OK;
        pages += batch->tasks[n].status == HX_OK ? batch->tasks[n].pages : 0;
        say(batch, n);
    }
    long long milliseconds = (now() - start) / 1000000;
    if (batch->progress == PROGRESS_LINE)
        fputs("\r\033[K", stderr);
    if (batch->progress == PROGRESS_JSON)
        fprintf(stderr, "{\"documents\":%zu,\"written\":%zu,\"pages\":%zu,\"milliseconds\":%lld}\n", batch->sources.n,
            written, pages, milliseconds);
    else if (batch->progress == PROGRESS_LINE || batch->args->value[OPT_VERBOSE])
        fprintf(stderr, "%zu of %zu documents written, %zu pages, %lld ms\n", written, batch->sources.n, pages, milliseconds);
    return written < batch->sources.n ? worse(status, HX_DOCUMENT) : status;
}

/* --- the whole ---------------------------------------------------------------------------------- */

static enum hx_status run_workers(struct batch *batch, size_t wanted)
{
    int64_t start = now();
    pthread_t threads[WORKERS_MOST];
    size_t started = 0;
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->finished, NULL);
    batch->workers = wanted;
    while (started < wanted && pthread_create(&threads[started], NULL, work, batch) == 0)
        started++;
    pthread_mutex_lock(&batch->lock);
    batch->workers -= wanted - started;
    pthread_mutex_unlock(&batch->lock);
    if (!started) { /* no threads here: this one does it all, then speaks */
        batch->workers = 1;
        work(batch);
    }
    enum hx_status status = say_all(batch, start);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&batch->finished);
    pthread_mutex_destroy(&batch->lock);
    return status;
}

static size_t worker_count(const struct batch *batch, long long asked)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = asked ? (size_t)asked : online > 0 ? (size_t)online : 1;
    if (n > batch->sources.n)
        n = batch->sources.n;
    return n < WORKERS_MOST ? n : WORKERS_MOST;
}

static bool plan(struct batch *batch)
{
    const char *output = batch->args->value[OPT_OUTPUT];
    batch->paths = program_grow(NULL, (batch->sources.n + 1) * sizeof *batch->paths);
    for (size_t i = 0; i < batch->sources.n; i++)
        batch->paths[i] = output_path(batch->sources.at[i], output, true, ".pdf");
    return paths_differ(batch->sources.at, batch->paths, batch->sources.n);
}

static enum hx_status run_batch(struct batch *batch, long long asked, hx_report *report)
{
    const char *output = batch->args->value[OPT_OUTPUT];
    enum hx_status status = collect(batch, report);
    if (!batch->sources.n)
        return status == HX_OK ? wrong_use("no .txt file there and none listed") : status;
    if (!plan(batch))
        return HX_USAGE;
    if (!folder_make(output)) {
        hx_report_file(report, "file-write", output, strerror(errno));
        return HX_SYSTEM;
    }
    batch->engine = engine_open(batch->args, report);
    if (!batch->engine)
        return hx_report_status(report);
    status = worse(status, run_workers(batch, worker_count(batch, asked)));
    hx_engine_free(batch->engine);
    if (!folder_sync(output)) {
        hx_report_file(report, "file-write", output, strerror(errno));
        status = HX_SYSTEM;
    }
    return status;
}

static bool read_progress(struct batch *batch)
{
    const char *kind = batch->args->value[OPT_PROGRESS];
    if (!kind || strcmp(kind, "auto") == 0)
        batch->progress = isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_NONE;
    else if (strcmp(kind, "json") == 0)
        batch->progress = PROGRESS_JSON;
    else if (strcmp(kind, "none") != 0)
        return wrong_use("`%s` is no kind of progress; write auto, json or none", kind) == HX_OK;
    return true;
}

static void batch_free(struct batch *batch)
{
    for (size_t i = 0; i < batch->sources.n; i++) {
        hx_report_free(batch->tasks[i].report);
        free(batch->tasks[i].from);
        free((char *)(uintptr_t)batch->sources.at[i]);
    }
    if (batch->paths)
        paths_free(batch->paths, batch->sources.n);
    free(batch->sources.at);
    free(batch->tasks);
}

enum hx_status command_batch(const struct args *args)
{
    struct batch batch = {.args = args};
    const char *jobs = args->value[OPT_JOBS];
    long long asked = 0;
    if (!args->operands.n)
        return wrong_use("name a folder or a list of sources");
    if (!args->value[OPT_OUTPUT] || strcmp(args->value[OPT_OUTPUT], "-") == 0)
        return wrong_use("name the output folder with -o");
    if (jobs && !args_number(jobs, 1, WORKERS_MOST, &asked))
        return wrong_use("`%s` is no number of jobs from 1 to %d", jobs, WORKERS_MOST);
    if (!json_wanted(args, &batch.json) || !read_progress(&batch) || !epoch_date(&batch.date) || !standard_wanted(args, &batch.standard))
        return HX_USAGE;
    batch.json = batch.json || batch.progress == PROGRESS_JSON; /* a reader of JSON lines gets nothing else */
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    enum hx_status status = run_batch(&batch, asked, report);
    report_print(report, batch.json);
    hx_report_free(report);
    batch_free(&batch);
    return status;
}
