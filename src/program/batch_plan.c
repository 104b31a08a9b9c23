/* What a batch has to do: the documents of folders, lists, patterns and names, their outputs, the sets of
 * versions among them, and which of these are this shard's. */
#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "program/batch.h"

/* What is needed while documents are collected. */
struct collector {
    struct batch *batch;
    struct plan *plan;
    hx_report *report;
    hx_job *job; /* to look into documents */
};

/* --- documents ---------------------------------------------------------------------------------- */

static struct item *add_item(struct collector *c, char *source)
{
    struct plan *plan = c->plan;
    if (plan->n == plan->room) {
        plan->room = plan->room ? plan->room * 2 : 64;
        plan->items = program_grow(plan->items, plan->room * sizeof *plan->items);
    }
    struct item *item = &plan->items[plan->n++];
    *item = (struct item){.source = source, .standard = c->batch->standard};
    return item;
}

static bool is_regular(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), end = strlen(ending);
    return n > end && strcmp(name + n - end, ending) == 0;
}

static struct hx_identity identity_of(struct collector *c, const char *path, const struct item *item)
{
    struct hx_identity identity = {0};
    struct input input;
    hx_report *unsaid = hx_report_new();
    if (unsaid && file_read(&input, path, unsaid)) {
        struct hx_document document = {.name = path, .bytes = input.bytes, .n = input.n, .language = item ? item->language : NULL,
            .set = item ? item->set : NULL};
        identity = hx_identify(c->job, &document);
        free(input.bytes);
    }
    hx_report_free(unsaid);
    return identity;
}

/* A text file is a document whatever it says, so that it is not passed over in silence when something is wrong with
 * it. A file of another name is one when it says so itself. */
static bool is_document(struct collector *c, const char *path)
{
    static const char *const never[] = {".pdf", ".png", ".json", ".yaml", ".yml"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (ends_in(path, never[i]))
            return false;
    return is_regular(path) && (ends_in(path, ".txt") || identity_of(c, path, NULL).kind != HX_KIND_NONE);
}

static int by_source(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->source, ((const struct item *)b)->source);
}

/* The documents of a folder, in the order of their names' bytes. */
static bool add_folder(struct collector *c, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    size_t first = c->plan->n, n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char *path = program_printf("%.*s/%s", (int)n, folder, entry->d_name);
        if (entry->d_name[0] != '.' && is_document(c, path))
            add_item(c, path);
        else
            free(path);
    }
    closedir(dir);
    if (c->plan->n > first)
        qsort(c->plan->items + first, c->plan->n - first, sizeof *c->plan->items, by_source);
    return true;
}

/* --- lists -------------------------------------------------------------------------------------- */

/* A document that a list names, from the list's own folder. */
static void add_listed(struct collector *c, const char *list, const struct hx_listed *listed)
{
    const char *slash = strrchr(list, '/');
    int folder = slash && listed->source[0] != '/' ? (int)(slash - list) + 1 : 0;
    struct item *item = add_item(c, program_printf("%.*s%s", folder, list, listed->source));
    item->from = program_printf("%s, line %zu", list, listed->line);
    item->output = listed->output;
    item->language = listed->language;
    item->template_name = listed->template_name;
    item->set = listed->set;
    if (listed->standard)
        item->standard = strcmp(listed->standard, "ua2-a4f") == 0 ? HX_UA2_A4F : HX_UA1_A2A;
}

static void add_list(struct collector *c, const char *name, const struct input *input)
{
    struct plan *plan = c->plan;
    hx_report *kept = hx_report_new();
    struct hx_list list;
    if (!kept)
        out_of_memory();
    plan->lists = program_grow(plan->lists, (plan->list_n + 1) * sizeof *plan->lists);
    plan->lists[plan->list_n++] = kept;
    if (hx_list_read(name, input->bytes, input->n, kept, &list))
        for (size_t i = 0; i < list.n; i++)
            add_listed(c, name, &list.at[i]);
    else /* said again where the caller prints it; this one holds the texts */
        hx_list_read(name, input->bytes, input->n, c->report, &list);
}

/* Whether the first line that says something names a file, or ends like the name of one. */
static bool names_a_file(const char *list, const struct input *input)
{
    size_t at = 0, n = 0;
    for (; at < input->n; at += n + 1) {
        const char *end = memchr(input->bytes + at, '\n', input->n - at);
        n = end ? (size_t)(end - input->bytes) - at : input->n - at;
        if (n && input->bytes[at] != '#' && input->bytes[at] != '\r')
            break;
    }
    if (at >= input->n || n > 4096)
        return false;
    while (n && strchr(" \t\r", input->bytes[at + n - 1]))
        n--;
    const char *line = input->bytes + at, *slash = strrchr(list, '/');
    int folder = slash && *line != '/' ? (int)(slash - list) + 1 : 0;
    char *path = program_printf("%.*s%.*s", folder, list, (int)n, line);
    bool names = is_regular(path) || ends_in(path, ".txt") || ends_in(path, ".xml");
    free(path);
    return names;
}

/* --- operands ----------------------------------------------------------------------------------- */

/* A file is a list of documents when it reads like one, or else a document. */
static void add_file(struct collector *c, const char *name)
{
    struct input input;
    if (!file_read(&input, name, c->report))
        return;
    if (hx_list_is_yaml(input.bytes, input.n) || names_a_file(name, &input))
        add_list(c, name, &input);
    else
        add_item(c, program_printf("%s", name));
    free(input.bytes);
}

static void add_named(struct collector *c, const char *name)
{
    if (!names_folder(name))
        add_file(c, name);
    else if (!add_folder(c, name))
        hx_report_file(c->report, "file-read", name, strerror(errno));
}

/* A pattern that the shell did not expand; a file of that very name goes before. */
static void add_operand(struct collector *c, const char *name)
{
    struct stat about;
    glob_t found;
    if (!strpbrk(name, "*?[") || stat(name, &about) == 0) {
        add_named(c, name);
        return;
    }
    int fault = glob(name, 0, NULL, &found);
    if (fault == GLOB_NOSPACE)
        out_of_memory();
    if (fault) {
        hx_report_file(c->report, "file-read", name, "no file has such a name");
        return;
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        add_named(c, found.gl_pathv[i]);
    globfree(&found);
}

/* What cannot be read is said at once and the others are done. */
static enum hx_status collect(struct collector *c)
{
    const struct strings *operands = &c->batch->args->operands;
    enum hx_status status = HX_OK;
    for (size_t i = 0; i < operands->n; i++) {
        add_operand(c, operands->at[i]);
        status = worse(status, hx_report_status(c->report));
        report_print(c->report, c->batch->json);
    }
    return status;
}

/* --- outputs ------------------------------------------------------------------------------------ */

static bool name_outputs(struct collector *c)
{
    struct plan *plan = c->plan;
    const char *folder = c->batch->folder;
    const char **sources = program_grow(NULL, (plan->n + 1) * sizeof *sources);
    char **paths = program_grow(NULL, (plan->n + 1) * sizeof *paths);
    for (size_t i = 0; i < plan->n; i++) {
        struct item *item = &plan->items[i];
        item->path = item->output ? program_printf("%s/%s", folder, item->output) : output_path(item->source, folder, true, ".pdf");
        item->output = item->path + strlen(folder) + 1;
        sources[i] = item->source;
        paths[i] = item->path;
    }
    bool good = paths_differ(sources, paths, plan->n);
    free(sources);
    free(paths);
    return good;
}

/* The folders of outputs, of which only lists can name more than one. */
static bool make_folders(struct collector *c)
{
    if (!folder_make(c->batch->folder)) {
        hx_report_file(c->report, "file-write", c->batch->folder, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < c->plan->n; i++) {
        const struct item *item = &c->plan->items[i];
        const char *slash = strrchr(item->output, '/');
        char *folder = slash ? program_printf("%.*s", (int)(slash - item->path), item->path) : NULL;
        bool good = !folder || folder_make(folder);
        if (!good)
            hx_report_file(c->report, "file-write", folder, strerror(errno));
        free(folder);
        if (!good)
            return false;
    }
    return true;
}

/* --- sets and shards ---------------------------------------------------------------------------- */

/* Documents are looked into only when their names do not tell, and when it matters. */
static void find_sets(struct collector *c)
{
    struct plan *plan = c->plan;
    const char **names = program_grow(NULL, (plan->n + 1) * sizeof *names);
    struct identity *identities = program_grow(NULL, (plan->n + 1) * sizeof *identities);
    bool wanted = plan->n > 1 && (c->batch->shards > 1 || c->batch->args->value[OPT_CHECK]);
    for (size_t i = 0; i < plan->n; i++) {
        const struct item *item = &plan->items[i];
        names[i] = item->source;
        identities[i] = (struct identity){0};
        if (!wanted || language_of_name(item->source) || interrupted())
            continue;
        struct hx_identity known = identity_of(c, item->source, item);
        memcpy(identities[i].symbol, known.symbol, sizeof known.symbol);
        memcpy(identities[i].language, known.language, sizeof known.language);
    }
    plan->sets = sets_find(names, identities, plan->n);
    free(names);
    free(identities);
}

static void add_task(struct plan *plan, size_t i, const struct file_set *set)
{
    struct task *task = &plan->tasks[plan->task_n++];
    const struct item *item = &plan->items[i];
    *task = (struct task){.item = item, .set = set};
    task->row = (struct row){.n = i + 1, .file = json_copy(item->source), .output = json_copy(set ? "" : item->output), .set = set};
    plan->documents += !set;
}

/* Which shard each set goes to, from 0: in turn, each to the one with the fewest documents so far. */
static long long *deal(const struct plan *plan, long long shards)
{
    long long *shard_of = program_grow(NULL, (plan->sets.n + 1) * sizeof *shard_of);
    size_t *load = program_grow(NULL, (size_t)shards * sizeof *load);
    memset(load, 0, (size_t)shards * sizeof *load);
    for (size_t i = 0; i < plan->sets.n; i++) {
        shard_of[i] = 0;
        for (long long k = 1; k < shards; k++)
            if (load[k] < load[shard_of[i]])
                shard_of[i] = k;
        load[shard_of[i]] += plan->sets.at[i].n;
    }
    free(load);
    return shard_of;
}

/* Documents in their order; a set is checked after its last one. */
static void add_tasks(struct collector *c)
{
    struct plan *plan = c->plan;
    long long *shard_of = deal(plan, c->batch->shards);
    size_t *set_of = program_grow(NULL, (plan->n + 1) * sizeof *set_of);
    for (size_t i = 0; i < plan->sets.n; i++)
        for (size_t k = 0; k < plan->sets.at[i].n; k++)
            set_of[plan->sets.at[i].at[k]] = i;
    plan->tasks = program_grow(NULL, (2 * plan->n + 1) * sizeof *plan->tasks);
    for (size_t i = 0; i < plan->n; i++) {
        const struct file_set *set = &plan->sets.at[set_of[i]];
        if (shard_of[set_of[i]] != c->batch->shard - 1)
            continue;
        add_task(plan, i, NULL);
        if (c->batch->args->value[OPT_CHECK] && i == set->at[set->n - 1])
            add_task(plan, i, set);
    }
    free(set_of);
    free(shard_of);
}

/* --- the whole ---------------------------------------------------------------------------------- */

bool plan_make(struct batch *batch, hx_report *report, enum hx_status *status)
{
    struct collector c = {batch, &batch->plan, report, NULL};
    struct worker looking = {0};
    worker_begin(&looking, batch);
    c.job = looking.job;
    if (!c.job)
        out_of_memory();
    *status = collect(&c);
    bool good = batch->plan.n > 0;
    if (!good && *status == HX_OK)
        *status = wrong_use("no document there and none listed");
    if (good && !name_outputs(&c)) {
        *status = HX_USAGE;
        good = false;
    }
    if (good && !make_folders(&c)) {
        *status = HX_SYSTEM;
        good = false;
    }
    if (good) {
        find_sets(&c);
        add_tasks(&c);
    }
    hx_job_free(c.job);
    return good;
}

void plan_free(struct plan *plan)
{
    for (size_t i = 0; i < plan->task_n; i++) {
        row_free(&plan->tasks[i].row);
        hx_report_free(plan->tasks[i].report);
    }
    for (size_t i = 0; i < plan->n; i++) {
        free(plan->items[i].source);
        free(plan->items[i].from);
        free(plan->items[i].path);
    }
    for (size_t i = 0; i < plan->list_n; i++)
        hx_report_free(plan->lists[i]);
    sets_free(&plan->sets);
    free(plan->items);
    free(plan->lists);
    free(plan->tasks);
}
