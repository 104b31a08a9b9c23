#include "program/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/batch_report.h"

enum { WORKERS_MOST = 256, SHARDS_MOST = 4096, SECONDS_MOST = 86400, MEBIBYTES_MOST = 1 << 20 };

/* --- workers ------------------------------------------------------------------------------------ */

/* The next task, or NULL when there is none or the user asked to stop. */
static struct task *take(struct batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    struct task *task = batch->next < batch->plan.task_n && !interrupted() ? &batch->plan.tasks[batch->next++] : NULL;
    pthread_mutex_unlock(&batch->lock);
    return task;
}

static void *work(void *context)
{
    struct batch *batch = context;
    struct worker worker;
    worker_begin(&worker, batch);
    for (struct task *task; (task = take(batch));) {
        worker_do(&worker, task);
        pthread_mutex_lock(&batch->lock);
        task->done = true;
        pthread_cond_signal(&batch->finished);
        pthread_mutex_unlock(&batch->lock);
    }
    hx_job_free(worker.job);
    pthread_mutex_lock(&batch->lock);
    batch->workers--;
    pthread_cond_signal(&batch->finished);
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

static enum hx_status run_workers(struct batch *batch, size_t wanted)
{
    pthread_t threads[WORKERS_MOST];
    size_t started = 0;
    batch->workers = wanted;
    while (started < wanted && pthread_create(&threads[started], NULL, work, batch) == 0)
        started++;
    pthread_mutex_lock(&batch->lock);
    batch->workers -= wanted - started;
    pthread_mutex_unlock(&batch->lock);
    if (!started && wanted) { /* no threads here: this one does it all, then speaks */
        batch->workers = 1;
        work(batch);
    }
    enum hx_status status = say_all(batch);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return status;
}

static size_t worker_count(const struct batch *batch, long long asked)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = asked ? (size_t)asked : online > 0 ? (size_t)online : 1;
    if (n > batch->plan.task_n)
        n = batch->plan.task_n;
    return n < WORKERS_MOST ? n : WORKERS_MOST;
}

/* --- the end ------------------------------------------------------------------------------------ */

static struct batch_report report_of(const struct batch *batch)
{
    const struct plan *plan = &batch->plan;
    struct batch_report report = {.rows = program_grow(NULL, (plan->task_n + 1) * sizeof *report.rows), .of = plan->n,
        .shard = batch->shard, .shards = batch->shards};
    for (size_t i = 0; i < plan->task_n; i++)
        if (plan->tasks[i].done)
            report.rows[report.n++] = &plan->tasks[i].row;
    report.complete = report.n == plan->task_n;
    return report;
}

static char *report_path(const struct batch *batch)
{
    return batch->shards > 1
        ? program_printf("%s/report-%lld-of-%lld.json", batch->folder, batch->shard, batch->shards)
        : program_printf("%s/report.json", batch->folder);
}

static bool write_report(const struct batch *batch, const struct batch_report *report, hx_report *findings)
{
    char *path = report_path(batch);
    bool good = report_save(report, path, true, findings);
    free(path);
    return good;
}

static void say_summary(const struct batch *batch, const struct batch_report *report, long long milliseconds)
{
    struct tallies tallies = report_count_rows(report);
    const struct tally *all = &tallies.at[TALLY_ALL];
    if (batch->progress == PROGRESS_JSON) {
        fprintf(stderr, "{\"documents\":%zu,\"written\":%zu,\"unchanged\":%zu,\"failed\":%zu,\"pages\":%zu,\"complete\":%s,"
                        "\"milliseconds\":%lld,",
            batch->plan.documents, all->written, all->unchanged, all->failed, all->pages, report->complete ? "true" : "false",
            milliseconds);
        report_write_tallies(report, "", stderr);
        fputs("}\n", stderr);
    } else if (batch->progress == PROGRESS_LINE || batch->args->value[OPT_VERBOSE]) {
        report_print_table(report, stderr);
        fprintf(stderr, "%zu of %zu documents written, %zu unchanged, %zu pages, %lld ms%s\n", all->written, batch->plan.documents,
            all->unchanged, all->pages, milliseconds, report->complete ? "" : "; stopped before the end");
    }
}

/* A batch whose documents are not all there is never fine. */
static enum hx_status finish(struct batch *batch, int64_t start, hx_report *findings)
{
    struct batch_report report = report_of(batch);
    struct tallies tallies = report_count_rows(&report);
    size_t there = tallies.at[TALLY_ALL].written + tallies.at[TALLY_ALL].unchanged;
    write_report(batch, &report, findings);
    if (!folder_sync(batch->folder))
        hx_report_file(findings, "file-write", batch->folder, strerror(errno));
    if (batch->log.error)
        hx_report_file(findings, "file-write", batch->folder, strerror(batch->log.error));
    say_summary(batch, &report, (long long)((now() - start) / 1000000));
    free(report.rows);
    return there < batch->plan.documents ? HX_DOCUMENT : HX_OK;
}

/* --- the whole ---------------------------------------------------------------------------------- */

/* The switches of rules are checked once, before any document. */
static bool read_rules(struct batch *batch, hx_report *report)
{
    const char *name = batch->args->value[OPT_RULES];
    if (!name)
        return true;
    if (!file_read(&batch->rules, name, report))
        return false;
    hx_job *job = hx_job_new(batch->engine);
    if (!job)
        out_of_memory();
    struct hx_document rules = {.name = name, .bytes = batch->rules.bytes, .n = batch->rules.n};
    hx_check(job, &(struct hx_check_options){.size = sizeof(struct hx_check_options), .rules = &rules}, report);
    hx_job_free(job);
    return hx_report_status(report) == HX_OK;
}

/* The report of an earlier run must not speak for one that does not come to its end. */
static void remove_report(const struct batch *batch)
{
    char *path = report_path(batch);
    unlink(path);
    free(path);
}

static enum hx_status run_planned(struct batch *batch, long long asked, hx_report *report)
{
    int64_t start = now();
    remove_report(batch);
    enum hx_status status = HX_OK;
    if (!log_open(&batch->log, batch->folder, batch->shard, batch->shards)) {
        hx_report_file(report, "file-write", batch->folder, strerror(errno));
        status = HX_SYSTEM;
    } else if (!work_base(batch)) {
        out_of_memory();
    } else {
        status = run_workers(batch, worker_count(batch, asked));
        status = worse(status, finish(batch, start, report));
    }
    log_close(&batch->log);
    return worse(status, hx_report_status(report));
}

static enum hx_status run_batch(struct batch *batch, long long asked, hx_report *report)
{
    enum hx_status status = HX_OK;
    batch->engine = engine_open(batch->args, report);
    if (!batch->engine)
        return hx_report_status(report);
    if (!read_rules(batch, report))
        status = hx_report_status(report);
    else if (plan_make(batch, report, &status))
        status = worse(status, run_planned(batch, asked, report));
    work_forget(batch);
    plan_free(&batch->plan);
    free(batch->rules.bytes);
    hx_engine_free(batch->engine);
    return status;
}

/* --- options ------------------------------------------------------------------------------------ */

static bool read_progress(struct batch *batch)
{
    const char *kind = batch->args->value[OPT_PROGRESS];
    batch->progress = PROGRESS_NONE;
    if (!kind || strcmp(kind, "auto") == 0)
        batch->progress = isatty(STDERR_FILENO) ? PROGRESS_LINE : PROGRESS_JSON;
    else if (strcmp(kind, "json") == 0)
        batch->progress = PROGRESS_JSON;
    else if (strcmp(kind, "none") != 0)
        return wrong_use("`%s` is no kind of progress; write auto, json or none", kind) == HX_OK;
    return true;
}

/* K/N */
static bool read_shard(struct batch *batch)
{
    const char *text = batch->args->value[OPT_SHARD], *slash = text ? strchr(text, '/') : NULL;
    batch->shard = batch->shards = 1;
    if (!text)
        return true;
    char *part = program_printf("%.*s", (int)(slash ? slash - text : 0), text);
    bool good = slash && args_number(slash + 1, 1, SHARDS_MOST, &batch->shards) && args_number(part, 1, batch->shards, &batch->shard);
    free(part);
    return good || wrong_use("`%s` is no part of a batch; write K/N, as in 2/8", text) == HX_OK;
}

static bool read_number(const struct batch *batch, enum option option, const char *what, long long most, long long *number)
{
    const char *text = batch->args->value[option];
    *number = 0;
    return !text || args_number(text, 1, most, number) ||
           wrong_use("`%s` is no number of %s from 1 to %lld", text, what, most) == HX_OK;
}

static bool read_options(struct batch *batch, long long *jobs)
{
    const struct args *args = batch->args;
    if (!args->operands.n)
        return wrong_use("name a folder, a list or sources") == HX_OK;
    if (!args->value[OPT_OUTPUT] || strcmp(args->value[OPT_OUTPUT], "-") == 0)
        return wrong_use("name the output folder with -o") == HX_OK;
    if (args->value[OPT_RULES] && !args->value[OPT_CHECK])
        return wrong_use("--rules goes with --check") == HX_OK;
    return read_number(batch, OPT_JOBS, "jobs", WORKERS_MOST, jobs) && read_shard(batch) &&
           read_number(batch, OPT_LIMIT_TIME, "seconds", SECONDS_MOST, &batch->seconds) &&
           read_number(batch, OPT_LIMIT_MEMORY, "MiB", MEBIBYTES_MOST, &batch->mebibytes) &&
           json_wanted(args, &batch->json) && read_progress(batch) && epoch_date(&batch->date) &&
           standard_wanted(args, &batch->standard);
}

enum hx_status command_batch(const struct args *args)
{
    struct batch batch = {.args = args, .log.fd = -1};
    long long jobs = 0;
    if (args->value[OPT_MERGE_REPORTS])
        return merge_reports(args);
    if (!read_options(&batch, &jobs))
        return HX_USAGE;
    batch.json = batch.json || batch.progress == PROGRESS_JSON; /* a reader of JSON lines gets nothing else */
    const char *output = args->value[OPT_OUTPUT];
    size_t n = strlen(output);
    while (n > 1 && output[n - 1] == '/')
        n--;
    char *folder = program_printf("%.*s", (int)n, output);
    batch.folder = folder;
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    pthread_mutex_init(&batch.lock, NULL);
    pthread_cond_init(&batch.finished, NULL);
    enum hx_status status = run_batch(&batch, jobs, report);
    report_print(report, batch.json);
    pthread_cond_destroy(&batch.finished);
    pthread_mutex_destroy(&batch.lock);
    hx_report_free(report);
    free(folder);
    return status;
}
