/* Jobs: one thread's workspace, and the first steps of every call on a document: reading it and finding
 * its template. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library/handles.h"
#include "reading/read.h"
#include "template/setting.h"

_Static_assert((int)HX_SOURCE_LARGEST == (int)SOURCE_LARGEST, "one limit, said twice");

hx_job *hx_job_new(hx_engine *engine)
{
    hx_job *job = calloc(1, sizeof *job);
    if (!job)
        return NULL;
    job->engine = engine;
    job->arena = arena_new();
    job->shaper = shaper_new(engine->fonts);
    job->press = press_new();
    if (job->arena && job->shaper && job->press)
        return job;
    hx_job_free(job);
    return NULL;
}

void hx_job_free(hx_job *job)
{
    if (!job)
        return;
    arena_free(job->loading);
    arena_free(job->arena);
    shaper_free(job->shaper);
    press_free(job->press);
    free(job);
}

void hx_job_limit(hx_job *job, const struct hx_limits *limits)
{
    job->limit = (struct arena_limit){.most = limits->memory, .stop = limits->stop, .context = limits->context};
    arena_limit(job->arena, &job->limit);
}

enum hx_status job_fail(hx_job *job, hx_report *hx, size_t before, const char *name)
{
    char mebibytes[24];
    enum arena_failure failure = job->limit.failure;
    report_forget(&hx->report, before);
    job_drop_loading(job);
    hx->memory = hx->memory || failure == ARENA_MEMORY;
    if (failure == ARENA_MOST) {
        snprintf(mebibytes, sizeof mebibytes, "%zu", job->limit.most >> 20);
        hx_report_file(hx, "limit-memory", name ? name : "", mebibytes);
    }
    return failure == ARENA_MEMORY ? HX_SYSTEM : HX_DOCUMENT;
}

/* Looks a template up, and adds `loaded` when it is not there yet and `loaded` is given. */
static struct loaded *find_loaded(hx_engine *engine, const char *name, enum lang lang, struct loaded *loaded)
{
    pthread_mutex_lock(&engine->lock);
    struct loaded *found = engine->loaded;
    while (found && (found->lang != lang || strcmp(found->name, name) != 0))
        found = found->next;
    if (!found && loaded) {
        loaded->next = engine->loaded;
        engine->loaded = loaded;
        found = loaded;
    }
    pthread_mutex_unlock(&engine->lock);
    return found;
}

void job_drop_loading(hx_job *job)
{
    arena_free(job->loading);
    job->loading = NULL;
}

/* Nothing is allocated under the lock. Two threads that want the same template at once both load it, and
 * one of them throws its own away; a failure is not kept, so that every document reports it. */
static const struct template_ *engine_template(
    hx_job *job, const struct template_path *path, const char *name, enum lang lang, struct report *report)
{
    hx_engine *engine = job->engine;
    struct loaded *found = find_loaded(engine, name, lang, NULL);
    if (found)
        return found->template_;
    if (!(job->loading = arena_new()))
        arena_fail(job->arena);
    arena_catch_with(job->loading, job->arena);
    const struct template_ *template_ = template_load(job->loading, path, name, lang, report);
    if (!template_)
        return NULL; /* its sources are wanted until the findings are kept */
    struct loaded *loaded = arena_new_of(job->loading, struct loaded);
    *loaded = (struct loaded){NULL, job->loading, arena_strdup(job->loading, name), lang, template_};
    arena_catch(job->loading, NULL);
    found = find_loaded(engine, name, lang, loaded);
    if (found == loaded)
        job->loading = NULL;
    return found->template_;
}

/* What is set of the document's fields, or of the template. */
static const char *const *settings_of(struct arena *arena, const struct hx_render_options *options, bool of_template)
{
    const char **settings = arena_new_array(arena, const char *, list_length(options->set) + 1);
    size_t n = 0;
    for (const char *const *set = options->set; set && *set; set++)
        if (setting_is(*set) == of_template)
            settings[n++] = *set;
    return settings;
}

struct asker {
    hx_job *job;
    const struct hx_render_options *options;
};

/* The template is only asked for its lead words: what is wrong with it is told by those who set by it. */
static const struct lexicon *template_lexicon(void *context, const struct doc *doc)
{
    const struct asker *asker = context;
    const struct template_ *template_ = job_template(asker->job, asker->options, doc, report_new(asker->job->arena));
    if (!template_)
        job_drop_loading(asker->job);
    return template_ ? template_->lexicon : NULL;
}

struct doc *job_read(hx_job *job, const struct hx_render_options *options, struct report *report)
{
    struct arena *arena = job->arena;
    const char *name = options->name ? options->name : "";
    const char *const *fields = settings_of(arena, options, false);
    struct read_options read = {.language = LANG_NONE, .set = fields, .set_count = list_length(fields),
        .lexicon = template_lexicon, .context = &(struct asker){job, options}};
    if (options->language) {
        read.language = lang_from_tag(options->language, strlen(options->language));
        if (read.language == LANG_NONE) {
            diag_file(report, DIAG_LANGUAGE_TAG, name, options->language);
            return NULL;
        }
    }
    if (options->n > SOURCE_LARGEST) {
        diag_file(report, DIAG_FILE_LARGE, name, "16 MiB");
        return NULL;
    }
    const char *bytes = arena_copy(arena, options->bytes, options->n);
    return read_document(arena, source_new(arena, name, bytes, options->n), &read, report);
}

/* One with settings of the user's is this document's alone. A folder is a template only as the user's word. */
static const struct template_ *load(
    hx_job *job, const struct hx_render_options *options, const char *name, enum lang lang, struct report *report)
{
    const char *const *settings = settings_of(job->arena, options, true);
    struct template_path path = engine_path(job->engine, options->template_name);
    return *settings ? template_load_set(job->arena, &path, name, lang, settings, report)
                     : engine_template(job, &path, name, lang, report);
}

/* The template of the options, of the document's field, or of its symbol. An unknown one that the
 * document names is a finding at that place of the document. */
const struct template_ *job_template(
    hx_job *job, const struct hx_render_options *options, const struct doc *doc, struct report *report)
{
    const struct field *named = &doc->fields.at[FIELD_TEMPLATE], *symbol = &doc->fields.at[FIELD_SYMBOL];
    if (options->template_name)
        return load(job, options, options->template_name, doc->language, report);
    if (!named->text) {
        const char *name = template_for_symbol(job->engine->patterns, symbol->text ? symbol->text : "");
        return load(job, options, name, doc->language, report);
    }
    size_t before = report->list.n;
    const struct template_ *template_ = load(job, options, named->text, doc->language, report);
    for (size_t i = before; i < report->list.n && named->span.end; i++) {
        struct diag *diag = &report->list.at[i];
        if (!diag->source && !*diag->file) {
            diag->source = doc->source;
            diag->span = named->span;
        }
    }
    return template_;
}
