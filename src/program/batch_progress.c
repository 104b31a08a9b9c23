/* What a batch says while it runs. */
#include <stdio.h>
#include <stdlib.h>

#include "program/batch.h"
#include "program/batch_report.h"

enum { TENTH = 100000000 /* [ns] between two changes of the line */ };

/* What the line tells. */
struct progress_line {
    int64_t start, shown; /* [ns] */
    size_t done; /* documents */
};

static void clear_line(const struct batch *batch)
{
    if (batch->progress == PROGRESS_LINE)
        fputs("\r\033[K", stderr);
}

static void show_line(const struct batch *batch, struct progress_line *line)
{
    int64_t time = now(), taken = time - line->start;
    size_t all = batch->plan.documents;
    if (batch->progress != PROGRESS_LINE || !line->done || (line->done < all && time - line->shown < TENTH))
        return;
    int64_t left = taken / (int64_t)line->done * (int64_t)(all - line->done) / 1000000000;
    int64_t tenths = taken ? (int64_t)line->done * 10 * 1000000000 / taken : 0; /* of documents a second */
    line->shown = time;
    clear_line(batch);
    fprintf(stderr, "%zu of %zu documents, %lld.%lld a second, %lld:%02lld left", line->done, all, (long long)(tenths / 10),
        (long long)(tenths % 10), (long long)(left / 60), (long long)(left % 60));
    fflush(stderr);
}

static void say_json(const struct batch *batch, const struct task *task, const struct progress_line *line)
{
    const struct row *row = &task->row;
    if (row->set)
        fprintf(stderr, "{\"checked\":%s,\"versions\":%zu", row->file, task->set->n);
    else {
        char *path = json_copy(task->item->path);
        fprintf(stderr, "{\"done\":%zu,\"of\":%zu,\"file\":%s,\"output\":%s,\"pages\":%zu", line->done, batch->plan.documents,
            row->file, path, row->pages);
        free(path);
    }
    fprintf(stderr, ",\"result\":\"%s\",\"status\":%d,\"errors\":%zu,\"warnings\":%zu,\"microseconds\":%lld}\n",
        result_name(row->result), row->status, row->errors, row->warnings, (long long)(task->time / 1000));
}

static void say(const struct batch *batch, struct task *task, struct progress_line *line)
{
    if (!task->report)
        out_of_memory();
    bool findings = hx_report_count(task->report, 0) + hx_report_count(task->report, 1) + hx_report_count(task->report, 2);
    bool told = batch->args->value[OPT_VERBOSE] && !task->set && task->row.result == RESULT_WRITTEN;
    if (findings || told) {
        clear_line(batch);
        line->shown = 0;
    }
    if (batch->progress == PROGRESS_JSON)
        say_json(batch, task, line);
    report_print(task->report, batch->json);
    if (task->row.status != HX_OK && task->item->from && !task->set && !batch->json)
        fprintf(stderr, "    named in %s\n", task->item->from);
    if (told)
        say_done(task->item->source, task->row.pages, task->time);
    show_line(batch, line);
    hx_report_free(task->report);
    task->report = NULL;
}

/* Waits for a task; false when it will never be done because the user asked to stop. */
static bool wait_for(struct batch *batch, const struct task *task)
{
    pthread_mutex_lock(&batch->lock);
    while (!task->done && batch->workers)
        pthread_cond_wait(&batch->finished, &batch->lock);
    bool done = task->done;
    pthread_mutex_unlock(&batch->lock);
    return done;
}

enum hx_status say_all(struct batch *batch)
{
    struct progress_line line = {.start = now()};
    enum hx_status status = HX_OK;
    for (size_t i = 0; i < batch->plan.task_n && wait_for(batch, &batch->plan.tasks[i]); i++) {
        struct task *task = &batch->plan.tasks[i];
        line.done += !task->set;
        status = worse(status, (enum hx_status)task->row.status);
        say(batch, task, &line);
    }
    clear_line(batch);
    return status;
}
