/* batch: many documents over one engine. The plan says what is to be done and in which order (batch_plan.c);
 * workers take the next task of it (batch.c) and do it (batch_work.c) unless the log of an earlier run says that
 * it was done just so (batch_log.c). The main thread waits for each task in the order of the plan and says how
 * it went (batch_progress.c), so that everything a reader or a script sees is the same whatever the number of
 * workers. What was done is a row (batch_row.c) of the report (batch_report.c). */
#ifndef HEXAPLA_BATCH_H
#define HEXAPLA_BATCH_H

#include <pthread.h>
#include <stdatomic.h>

#include "program/batch_log.h"
#include "program/batch_row.h"
#include "program/files.h"
#include "program/sets.h"

/* A document that was named. */
struct item {
    char *source;
    char *from; /* "list.txt, line 3" when a list names it, else NULL */
    char *path; /* of its PDF */
    const char *output; /* the end of that, below the folder of outputs */
    const char *language, *template_name; /* NULL: from the document */
    const char *const *set; /* "field=value", NULL-terminated; may be NULL */
    enum hx_standard standard;
};

/* One document to set, or the versions of one to compare. */
struct task {
    const struct item *item; /* of several the last */
    const struct file_set *set; /* to be checked; NULL: the document is to be set */
    bool done;
    struct row row;
    hx_report *report; /* NULL when memory was short, or when it was said */
    int64_t time; /* [ns] */
};

struct plan {
    struct item *items;
    size_t n, room;
    hx_report **lists; /* hold what the items have from lists */
    size_t list_n;
    struct file_sets sets; /* of all items */
    struct task *tasks; /* of this shard */
    size_t task_n;
    size_t documents; /* tasks that set one */
};

enum progress { PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON };

struct batch {
    const struct args *args;
    hx_engine *engine;
    const char *folder; /* of outputs */
    int64_t date; /* [s] since 1970, or negative */
    enum hx_standard standard;
    bool json;
    enum progress progress;
    long long shard, shards; /* which of how many, from 1; 1 of 1 for all */
    long long seconds, mebibytes; /* limits of a document; 0: none */
    struct input rules; /* of --rules; no bytes without */
    struct plan plan;
    struct log log;
    struct hx_digest base; /* of all that decides every PDF */
    struct hx_digest templates; /* of all of them: lead words that a check knows may be theirs; with --check */
    struct known *known; /* digests of templates; under the lock */
    pthread_mutex_t lock; /* of everything below, and of task.done */
    pthread_cond_t finished; /* a task is done, or a worker went */
    size_t next;
    size_t workers;
};

/* --- batch_plan.c --- */

/* Collects the documents and divides them among the shards. What cannot be read is said, and the others are done.
 * False when nothing can be done, with the status. */
bool plan_make(struct batch *batch, hx_report *report, enum hx_status *status);
void plan_free(struct plan *plan);

/* --- batch_work.c --- */

/* What one thread has. */
struct worker {
    struct batch *batch;
    hx_job *job; /* NULL when memory was short */
    int64_t deadline; /* [ns] of the document in hand; 0: none */
    bool late; /* it passed */
};

/* Makes the worker's job keep the limits of the batch. */
void worker_begin(struct worker *worker, struct batch *batch);
void worker_do(struct worker *worker, struct task *task);
/* Digest of the program, its fonts and the options that are the same for all documents. */
bool work_base(struct batch *batch);
void work_forget(struct batch *batch);

/* --- batch_progress.c --- */

/* Waits for all tasks and says how each went; the worst status. */
enum hx_status say_all(struct batch *batch);

#endif
