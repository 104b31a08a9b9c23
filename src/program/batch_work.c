/* One task of a batch: a document that is set unless that was done before, or a set of versions that is checked. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/batch.h"

/* A template's digest in a language, once asked for. */
struct known {
    struct known *next;
    char *name;
    char language[4]; /* tag */
    bool good;
    struct hx_digest digest;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* --- limits ------------------------------------------------------------------------------------- */

static bool is_late(void *context)
{
    struct worker *worker = context;
    worker->late = worker->deadline && now() > worker->deadline;
    return worker->late;
}

void worker_begin(struct worker *worker, struct batch *batch)
{
    *worker = (struct worker){.batch = batch, .job = hx_job_new(batch->engine)};
    if (worker->job)
        hx_job_limit(worker->job, &(struct hx_limits){.size = sizeof(struct hx_limits),
                                      .memory = (size_t)batch->mebibytes << 20, .stop = is_late, .context = worker});
}

static void set_deadline(struct worker *worker)
{
    long long seconds = worker->batch->seconds;
    worker->late = false;
    worker->deadline = seconds ? now() + seconds * 1000000000 : 0;
}

static void say_late(struct worker *worker, struct task *task)
{
    if (!worker->late)
        return;
    char *seconds = program_printf("%lld", worker->batch->seconds);
    hx_report_file(task->report, "limit-time", task->item->source, seconds);
    free(seconds);
}

/* --- digests ------------------------------------------------------------------------------------ */

static struct hx_digest text_digest(const char *text)
{
    return hx_digest_of(text, strlen(text));
}

/* All templates, in all languages. */
static struct hx_digest all_templates(const struct batch *batch, hx_report *words)
{
    static const char *const tags[] = {"ar", "zh", "en", "fr", "ru", "es"};
    const char *list = hx_template_list(batch->engine, words);
    struct hx_digest all = text_digest(list ? list : ""), digest;
    for (const char *line = list; line && *line; line += strcspn(line, "\n") + 1) {
        char *name = program_printf("%.*s", (int)strcspn(line, "\t\n"), line);
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (hx_template_digest(batch->engine, name, tags[i], &digest))
                all = hx_digest_join(all, digest);
        free(name);
    }
    return all;
}

bool work_base(struct batch *batch)
{
    struct hx_digest fonts;
    struct input program;
    hx_report *unsaid = hx_report_new();
    if (!unsaid || !hx_engine_digest(batch->engine, &fonts))
        return false;
    char *options = program_printf("%lld %d", (long long)batch->date, batch->args->value[OPT_LINEARIZE] != NULL);
    batch->base = hx_digest_join(fonts, text_digest(options));
    free(options);
    if (file_read(&program, "/proc/self/exe", unsaid)) { /* where there is none, the version must do */
        batch->base = hx_digest_join(batch->base, hx_digest_of(program.bytes, program.n));
        free(program.bytes);
    }
    if (batch->args->value[OPT_CHECK])
        batch->templates = all_templates(batch, unsaid);
    hx_report_free(unsaid);
    return true;
}

void work_forget(struct batch *batch)
{
    for (struct known *known = batch->known, *next; known; known = next) {
        next = known->next;
        free(known->name);
        free(known);
    }
}

/* Of the options of one document, the source's name, which may be in the PDF, and its bytes. */
static struct hx_digest item_key(const struct batch *batch, const struct item *item, const struct input *input)
{
    char *options = program_printf("%d\n%s\n%s\n%s", (int)item->standard, item->language ? item->language : "",
        item->template_name ? item->template_name : "", base_name(item->source));
    struct hx_digest key = hx_digest_join(batch->base, text_digest(options));
    free(options);
    for (const char *const *set = item->set; set && *set; set++)
        key = hx_digest_join(key, text_digest(*set));
    return hx_digest_join(key, hx_digest_of(input->bytes, input->n));
}

static struct known *find_known(struct batch *batch, const char *name, const char *language)
{
    struct known *known = batch->known;
    while (known && (strcmp(known->language, language) != 0 || strcmp(known->name, name) != 0))
        known = known->next;
    return known;
}

/* The digest of a template in a language; false when there is none. */
static bool template_digest(struct batch *batch, const char *name, const char *language, struct hx_digest *digest)
{
    pthread_mutex_lock(&batch->lock);
    struct known *known = find_known(batch, name, language);
    if (!known) {
        known = program_grow(NULL, sizeof *known);
        *known = (struct known){.next = batch->known, .name = program_printf("%s", name)};
        snprintf(known->language, sizeof known->language, "%s", language);
        known->good = *name && hx_template_digest(batch->engine, name, language, &known->digest);
        batch->known = known;
    }
    *digest = known->digest;
    bool good = known->good;
    pthread_mutex_unlock(&batch->lock);
    return good;
}

/* --- a document --------------------------------------------------------------------------------- */

/* A document on its way. */
struct setting {
    struct worker *worker;
    struct task *task;
    struct hx_digest key;
};

/* Whether a record is still true: of the template, and of the file that was written then. */
static bool still_good(void *context, const struct record *record)
{
    struct setting *setting = context;
    struct batch *batch = setting->worker->batch;
    struct row row = {0};
    struct hx_digest digest;
    struct input output;
    if (!row_take_facts(&row, record->facts))
        return false;
    free(row.facts);
    if (!template_digest(batch, record->template_name, row.language, &digest) || !digests_equal(digest, record->template_))
        return false;
    hx_report *unsaid = hx_report_new();
    bool good = unsaid && file_read(&output, setting->task->item->path, unsaid);
    hx_report_free(unsaid);
    if (!good)
        return false;
    good = output.n == record->size && digests_equal(hx_digest_of(output.bytes, output.n), record->output);
    free(output.bytes);
    return good;
}

static bool is_done(struct setting *setting)
{
    const struct batch *batch = setting->worker->batch;
    struct row *row = &setting->task->row;
    const struct record *record = batch->args->value[OPT_FORCE] ? NULL
        : log_find(&batch->log, setting->task->item->output, setting->key, still_good, setting);
    if (!record || !row_take_facts(row, record->facts))
        return false;
    row->result = RESULT_UNCHANGED;
    return true;
}

static void log_setting(struct setting *setting, const struct output *output, const struct hx_result *result)
{
    struct batch *batch = setting->worker->batch;
    struct record record = {.key = setting->key, .output = output->digest, .size = output->n,
        .template_name = result->template_name, .name = setting->task->item->output, .facts = setting->task->row.facts};
    if (template_digest(batch, result->template_name, result->language, &record.template_))
        log_add(&batch->log, &record);
}

static void set_document(struct setting *setting, const struct input *input)
{
    struct worker *worker = setting->worker;
    struct task *task = setting->task;
    const struct item *item = task->item;
    struct output output = {.path = item->path, .sync_later = true, .digest_wanted = true};
    struct hx_render_options options = {.size = sizeof options, .name = item->source, .bytes = input->bytes, .n = input->n,
        .template_name = item->template_name, .language = item->language, .set = item->set, .date = worker->batch->date,
        .standard = item->standard, .linearize = worker->batch->args->value[OPT_LINEARIZE] != NULL};
    struct hx_result result;
    set_deadline(worker);
    task->row.status = (int)render_to(worker->job, &options, &output, task->report, &result);
    say_late(worker, task);
    task->time -= output.time;
    task->row.result = task->row.status == HX_OK ? RESULT_WRITTEN : RESULT_FAILED;
    row_describe(&task->row, &result, task->report);
    if (task->row.status == HX_OK)
        log_setting(setting, &output, &result);
}

static void do_document(struct worker *worker, struct task *task)
{
    const struct item *item = task->item;
    struct setting setting = {.worker = worker, .task = task};
    struct input input = {0};
    task->row.result = RESULT_FAILED;
    task->row.status = HX_SYSTEM;
    if (same_file(item->source, item->path)) {
        hx_report_file(task->report, "file-same", item->source, "its own source");
        task->row.status = HX_USAGE;
    } else if (file_read(&input, item->source, task->report)) {
        setting.key = item_key(worker->batch, item, &input);
        if (is_done(&setting))
            task->row.status = HX_OK;
        else
            set_document(&setting, &input);
    }
    free(input.bytes);
    if (!task->row.facts)
        row_describe(&task->row, NULL, task->report);
    if (task->row.result != RESULT_WRITTEN)
        output_discard(item->path);
}

/* --- a set -------------------------------------------------------------------------------------- */

/* Versions of one document, with those that can be read. */
struct versions {
    struct hx_document *documents;
    struct input *inputs;
    size_t n;
    struct hx_digest key;
};

static void read_versions(struct versions *versions, const struct batch *batch, const struct file_set *set)
{
    hx_report *unsaid = hx_report_new(); /* what cannot be read was said */
    if (!unsaid)
        out_of_memory();
    versions->documents = program_grow(NULL, set->n * sizeof *versions->documents);
    versions->inputs = program_grow(NULL, set->n * sizeof *versions->inputs);
    versions->key = hx_digest_join(batch->templates, hx_digest_of(batch->rules.bytes, batch->rules.n));
    for (size_t i = 0; i < set->n; i++) {
        const struct item *item = &batch->plan.items[set->at[i]];
        struct input *input = &versions->inputs[versions->n];
        if (!file_read(input, item->source, unsaid))
            continue;
        versions->key = hx_digest_join(versions->key, item_key(batch, item, input));
        versions->documents[versions->n++] = (struct hx_document){.name = item->source, .bytes = input->bytes ? input->bytes : "",
            .n = input->n, .language = item->language, .set = item->set};
    }
    hx_report_free(unsaid);
}

static bool any(void *context, const struct record *record)
{
    (void)context, (void)record;
    return true;
}

/* A set without errors is not checked again, so that its record needs no more than a key. */
static void check_versions(struct worker *worker, struct task *task, const struct versions *versions)
{
    struct batch *batch = worker->batch;
    struct hx_document rules = {.name = batch->args->value[OPT_RULES], .bytes = batch->rules.bytes, .n = batch->rules.n};
    struct hx_check_options options = {.size = sizeof options, .documents = versions->documents, .document_count = versions->n,
        .versions = versions->n > 1, .rendered = true, .rules = rules.name ? &rules : NULL};
    char *name = program_printf("check %s", task->item->output);
    const struct record *record = batch->args->value[OPT_FORCE] ? NULL : log_find(&batch->log, name, versions->key, any, NULL);
    if (record && row_take_facts(&task->row, record->facts)) {
        task->row.result = RESULT_UNCHANGED;
    } else {
        set_deadline(worker);
        task->row.status = (int)hx_check(worker->job, &options, task->report);
        say_late(worker, task);
        task->row.result = task->row.status == HX_OK ? RESULT_CHECKED : RESULT_FAILED;
        row_describe(&task->row, NULL, task->report);
        if (task->row.status == HX_OK)
            log_add(&batch->log, &(struct record){.key = versions->key, .template_name = "", .name = name, .facts = task->row.facts});
    }
    free(name);
}

static void do_set(struct worker *worker, struct task *task)
{
    struct versions versions = {0};
    read_versions(&versions, worker->batch, task->set);
    check_versions(worker, task, &versions);
    for (size_t i = 0; i < versions.n; i++)
        free(versions.inputs[i].bytes);
    free(versions.inputs);
    free(versions.documents);
}

void worker_do(struct worker *worker, struct task *task)
{
    int64_t start = now();
    task->report = worker->job ? hx_report_new() : NULL;
    task->row.result = RESULT_FAILED;
    if (!task->report) {
        task->row.status = HX_SYSTEM;
        return;
    }
    if (task->set)
        do_set(worker, task);
    else
        do_document(worker, task);
    task->time += now() - start;
    task->row.milliseconds = (task->time + 500000) / 1000000;
}
