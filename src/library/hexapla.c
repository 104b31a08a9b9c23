/* The public face: it joins the stages into one call, keeps what outlives a document, and turns findings
 * into text. The only place that catches out of memory: every arena in use jumps to the frame of the
 * public function that is running, and what was begun is thrown away there. */
#include "library/hexapla.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "font/manifest.h"
#include "layout/page.h"
#include "layout/shape.h"
#include "output/dump.h"
#include "output/pdf.h"
#include "reading/read.h"
#include "template/resolve.h"
#include "template/wording.h"
#include "writing/akn_out.h"
#include "writing/text_out.h"

_Static_assert((int)HX_SOURCE_LARGEST == (int)SOURCE_LARGEST, "one limit, said twice");
_Static_assert((int)HX_DOCUMENT == (int)OUTCOME_DOCUMENT && (int)HX_USAGE == (int)OUTCOME_USAGE &&
        (int)HX_MISSING == (int)OUTCOME_MISSING && (int)HX_SYSTEM == (int)OUTCOME_SYSTEM,
    "outcomes are statuses");

/* A template in one language, loaded at first need and never changed. */
struct loaded {
    struct loaded *next;
    struct arena *arena; /* holds this, too */
    const char *name;
    enum lang lang;
    const struct template_ *template_;
};

struct hx_engine {
    struct arena *arena;
    struct font_set *fonts;
    const struct manifest *manifest;
    struct template_path path;
    const struct template_patterns *patterns; /* which template a symbol asks for */
    pthread_mutex_t lock; /* of `loaded` alone */
    struct loaded *loaded;
};

struct hx_job {
    hx_engine *engine;
    struct arena *arena; /* everything of one document */
    struct shaper *shaper;
    struct arena *loading; /* of a template that is not in the engine yet */
};

struct hx_report {
    struct arena *arena;
    struct report report;
    bool memory; /* it ran out */
};

const char *hx_version(void)
{
    return PACKAGE_VERSION;
}

/* --- reports ------------------------------------------------------------------------------------ */

hx_report *hx_report_new(void)
{
    hx_report *hx = calloc(1, sizeof *hx);
    if (!hx)
        return NULL;
    hx->arena = arena_new();
    hx->report.arena = hx->arena;
    if (hx->arena)
        return hx;
    free(hx);
    return NULL;
}

void hx_report_free(hx_report *hx)
{
    if (!hx)
        return;
    arena_free(hx->arena);
    free(hx);
}

void hx_report_clear(hx_report *hx)
{
    arena_reset(hx->arena);
    hx->report = (struct report){.arena = hx->arena};
    hx->memory = false;
}

size_t hx_report_count(const hx_report *hx, int severity)
{
    if (severity < 0 || severity >= SEVERITY_COUNT)
        return 0;
    return hx->report.count[severity] + (severity == SEVERITY_ERROR && hx->memory);
}

enum hx_status hx_report_status(const hx_report *hx)
{
    return hx->memory ? HX_SYSTEM : (enum hx_status)hx->report.outcome;
}

void hx_report_file(hx_report *hx, const char *rule, const char *file, const char *detail)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return;
    }
    arena_catch(hx->arena, &frame);
    enum diag_id id = diag_by_rule(rule);
    diag_file(&hx->report, id == DIAG_COUNT ? DIAG_USAGE : id, file, detail);
}

static const char *write_report(hx_report *hx, enum severity severity, bool json)
{
    void (*write)(const struct diag *, struct buf *) = json ? diag_json : diag_text;
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "");
    report_sort(&hx->report);
    for (size_t i = 0; i < hx->report.list.n; i++)
        if (hx->report.list.at[i].severity >= severity)
            write(&hx->report.list.at[i], &out);
    if (hx->memory)
        write(&(struct diag){.severity = SEVERITY_ERROR, .rule = "memory", .file = "", .message = "out of memory"}, &out);
    return out.at;
}

const char *hx_report_text(hx_report *hx, int severity, bool json)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return "error: out of memory [memory]\n";
    }
    arena_catch(hx->arena, &frame);
    return write_report(hx, (enum severity)severity, json);
}

const char *hx_report_json_string(hx_report *hx, const char *text)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    struct buf out;
    buf_init(&out, hx->arena);
    buf_json(&out, text, strlen(text));
    return out.at;
}

/* Findings from `before` on point into sources that go with the document: each such source is copied
 * into the report, once. */
static void keep_sources(hx_report *hx, size_t before)
{
    struct kept {
        const struct source *from, *copy;
    };
    LIST(struct kept) kept = {0};
    for (size_t i = before; i < hx->report.list.n; i++) {
        struct diag *diag = &hx->report.list.at[i];
        size_t k = 0;
        while (diag->source && k < kept.n && kept.at[k].from != diag->source)
            k++;
        if (!diag->source)
            continue;
        if (k == kept.n) {
            const struct source *from = diag->source;
            const char *bytes = arena_copy(hx->arena, from->bytes, from->n);
            *list_add(hx->arena, &kept) = (struct kept){from, source_new(hx->arena, from->name, bytes, from->n)};
        }
        diag->source = kept.at[k].copy;
        diag->file = kept.at[k].copy->name;
    }
}

/* Among many documents, a font that is missing must say for which. */
static void name_findings(hx_report *hx, size_t before, const char *name)
{
    for (size_t i = before; i < hx->report.list.n; i++) {
        struct diag *diag = &hx->report.list.at[i];
        if (name && !diag->source && !*diag->file)
            diag->file = arena_strdup(hx->arena, name);
    }
}

static void count_again(struct report *report, size_t n)
{
    report->list.n = n;
    report->outcome = OUTCOME_FINE;
    memset(report->count, 0, sizeof report->count);
    for (size_t i = 0; i < n; i++) {
        const struct diag *diag = &report->list.at[i];
        report->count[diag->severity]++;
        if (diag->severity == SEVERITY_ERROR && diag_outcome(diag->id) > report->outcome)
            report->outcome = diag_outcome(diag->id);
    }
}

static enum hx_status status_since(const hx_report *hx, size_t before)
{
    enum outcome worst = OUTCOME_FINE;
    for (size_t i = before; i < hx->report.list.n; i++) {
        const struct diag *diag = &hx->report.list.at[i];
        if (diag->severity == SEVERITY_ERROR && diag_outcome(diag->id) > worst)
            worst = diag_outcome(diag->id);
    }
    return (enum hx_status)worst;
}

/* --- engine ------------------------------------------------------------------------------------- */

static size_t list_length(const char *const *list)
{
    size_t n = 0;
    while (list && list[n])
        n++;
    return n;
}

static void engine_fill(hx_engine *engine, const struct hx_engine_options *options, hx_report *hx)
{
    size_t n = list_length(options->template_roots);
    const char **dirs = arena_new_array(engine->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        dirs[i] = arena_strdup(engine->arena, options->template_roots[i]);
    engine->path = (struct template_path){dirs, n};
    engine->patterns = template_patterns(engine->arena, &engine->path);
    engine->manifest = manifest_load(engine->arena, options->manifest, &hx->report);
    if (!engine->manifest)
        return;
    engine->fonts = font_set_new(engine->manifest, options->font_roots, list_length(options->font_roots));
    if (!engine->fonts)
        arena_fail(engine->arena);
}

static hx_engine *engine_alloc(void)
{
    hx_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return NULL;
    engine->arena = arena_new();
    if (!engine->arena) {
        free(engine);
        return NULL;
    }
    pthread_mutex_init(&engine->lock, NULL);
    return engine;
}

/* False when memory ran out. */
static bool catch_and_fill(hx_engine *engine, const struct hx_engine_options *options, hx_report *hx, size_t before)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        count_again(&hx->report, before);
        return false;
    }
    arena_catch(hx->arena, &frame);
    arena_catch(engine->arena, &frame);
    engine_fill(engine, options, hx);
    keep_sources(hx, before);
    arena_catch(engine->arena, NULL);
    return true;
}

hx_engine *hx_engine_new(const struct hx_engine_options *options, hx_report *hx)
{
    if (options->size < sizeof *options || !options->manifest) {
        hx_report_file(hx, "usage", "", "hx_engine_options: no font list, or of an older version");
        return NULL;
    }
    hx_engine *engine = engine_alloc();
    if (!engine || !catch_and_fill(engine, options, hx, hx->report.list.n))
        hx->memory = true;
    if (engine && engine->fonts)
        return engine;
    hx_engine_free(engine);
    return NULL;
}

void hx_engine_free(hx_engine *engine)
{
    if (!engine)
        return;
    for (struct loaded *loaded = engine->loaded, *next; loaded; loaded = next) {
        next = loaded->next;
        arena_free(loaded->arena);
    }
    font_set_free(engine->fonts);
    pthread_mutex_destroy(&engine->lock);
    arena_free(engine->arena);
    free(engine);
}

/* --- jobs --------------------------------------------------------------------------------------- */

hx_job *hx_job_new(hx_engine *engine)
{
    hx_job *job = calloc(1, sizeof *job);
    if (!job)
        return NULL;
    job->engine = engine;
    job->arena = arena_new();
    job->shaper = shaper_new(engine->fonts);
    if (job->arena && job->shaper)
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
    free(job);
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

static void drop_loading(hx_job *job)
{
    arena_free(job->loading);
    job->loading = NULL;
}

/* Nothing is allocated under the lock. Two threads that want the same template at once both load it, and
 * one of them throws its own away; a failure is not kept, so that every document reports it. */
static const struct template_ *engine_template(hx_job *job, const char *name, enum lang lang, struct report *report)
{
    hx_engine *engine = job->engine;
    struct loaded *found = find_loaded(engine, name, lang, NULL);
    if (found)
        return found->template_;
    if (!(job->loading = arena_new()))
        arena_fail(job->arena);
    arena_catch_with(job->loading, job->arena);
    const struct template_ *template_ = template_load(job->loading, &engine->path, name, lang, report);
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

/* --- one document ------------------------------------------------------------------------------- */

struct render {
    hx_job *job;
    const struct hx_render_options *options;
    struct report *report;
    struct hx_result *result;
    struct buf out;
};

static bool has_errors(const struct render *render, size_t before)
{
    for (size_t i = before; i < render->report->list.n; i++)
        if (render->report->list.at[i].severity == SEVERITY_ERROR)
            return true;
    return false;
}

static struct doc *read_source(struct render *render)
{
    const struct hx_render_options *options = render->options;
    struct arena *arena = render->job->arena;
    const char *name = options->name ? options->name : "";
    struct read_options read = {LANG_NONE, options->set, list_length(options->set)};
    if (options->language) {
        read.language = lang_from_tag(options->language, strlen(options->language));
        if (read.language == LANG_NONE) {
            diag_file(render->report, DIAG_LANGUAGE_TAG, name, options->language);
            return NULL;
        }
    }
    if (options->n > SOURCE_LARGEST) {
        diag_file(render->report, DIAG_FILE_LARGE, name, "16 MiB");
        return NULL;
    }
    const char *bytes = arena_copy(arena, options->bytes, options->n);
    return read_document(arena, source_new(arena, name, bytes, options->n), &read, render->report);
}

static void copy_short(char *to, size_t room, const char *from, size_t n)
{
    if (n >= room)
        n = 0;
    if (n)
        memcpy(to, from, n);
    to[n] = '\0';
}

static void describe(const struct doc *doc, struct hx_result *result)
{
    const char *tag = lang_row(doc->language)->tag;
    copy_short(result->language, sizeof result->language, tag, strlen(tag));
    const char *symbol = doc->fields.at[FIELD_SYMBOL].text;
    copy_short(result->symbol, sizeof result->symbol, symbol, symbol ? strlen(symbol) : 0);
}

/* The template of the options, of the document's field, or of its symbol. An unknown one that the
 * document names is a finding at that place of the document. */
static const struct template_ *choose_template(struct render *render, const struct doc *doc)
{
    const struct field *named = &doc->fields.at[FIELD_TEMPLATE], *symbol = &doc->fields.at[FIELD_SYMBOL];
    if (render->options->template_name)
        return engine_template(render->job, render->options->template_name, doc->language, render->report);
    if (!named->text) {
        const char *name = template_for_symbol(render->job->engine->patterns, symbol->text ? symbol->text : "");
        return engine_template(render->job, name, doc->language, render->report);
    }
    size_t before = render->report->list.n;
    const struct template_ *template_ = engine_template(render->job, named->text, doc->language, render->report);
    for (size_t i = before; i < render->report->list.n && named->span.end; i++) {
        struct diag *diag = &render->report->list.at[i];
        if (!diag->source && !*diag->file) {
            diag->source = doc->source;
            diag->span = named->span;
        }
    }
    return template_;
}

/* Seconds from 1970 to midnight, proleptic Gregorian: days from civil, counted in 400-year eras that
 * start in March so that the leap day comes last. */
static int64_t seconds_of(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = year / 400, year_of_era = year % 400;
    int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (era * 146097 + day_of_era - 719468) * 86400;
}

static int64_t document_date(const struct render *render, const struct doc *doc)
{
    if (render->options->date >= 0)
        return render->options->date;
    struct date date = doc->fields.issued.year ? doc->fields.issued : doc->fields.adopted;
    return date.year >= 1970 ? seconds_of(date) : -1;
}

static bool to_buf(void *context, const void *bytes, size_t n)
{
    buf_bytes(context, bytes, n);
    return true;
}

static void write_layout(struct render *render, const struct layout *layout, const struct doc *doc)
{
    struct arena *arena = render->job->arena;
    switch (render->options->stage) {
    case HX_LINES:
        dump_lines(layout, &render->out);
        break;
    case HX_PAGES:
        dump_pages(layout, &render->out);
        break;
    case HX_TEXT:
        dump_text(layout, &render->out);
        break;
    default: {
        struct pdf_options pdf = {
            .date = document_date(render, doc), .plain = render->options->plain, .untagged = render->options->untagged};
        struct sink sink = {to_buf, &render->out};
        if (pdf_write(arena, layout, &pdf, &sink, render->report) != PDF_OK && render->report->outcome == OUTCOME_FINE)
            arena_fail(arena); /* the writer failed without a finding: only for want of memory */
    }
    }
}

/* Lines of a published text that its template words alike need not stand in the source. */
static void drop_lines(struct render *render, struct doc *doc)
{
    const struct template_ *template_ = choose_template(render, doc);
    if (template_)
        wording_drop_lines(template_->wording, doc, render->job->arena);
}

/* The document's lines as they are printed, its own and the worded ones. */
static void write_xml(struct render *render, const struct doc *doc)
{
    struct arena *arena = render->job->arena;
    const struct template_ *template_ = choose_template(render, doc);
    const char *lines[FIELD_COUNT] = {NULL};
    for (int id = 0; template_ && id < FIELD_COUNT; id++) {
        const char *name = field_name((enum field_id)id);
        size_t n = strlen(name), suffix = strlen("-line");
        if (n > suffix && strcmp(name + n - suffix, "-line") == 0)
            lines[id] = wording_line(template_->wording, doc, arena, arena_copy(arena, name, n - suffix));
    }
    if (template_)
        akn_out(doc, lines, &render->out, render->report);
}

static void write_reading(struct render *render, const struct doc *doc)
{
    if (render->options->stage == HX_FIELDS)
        dump_fields(doc, &render->out);
    else if (render->options->stage == HX_TREE)
        dump_tree(doc, &render->out);
    else if (render->options->stage == HX_XML)
        write_xml(render, doc);
    else
        text_out(doc, &render->out);
}

/* The pipeline, up to the stage that is asked for. Findings never stop a stage, so that all problems of a
 * document are found in one run; what is missing altogether does. */
static void run(struct render *render, size_t before)
{
    enum hx_stage stage = render->options->stage;
    struct doc *doc = read_source(render);
    if (!doc)
        return;
    describe(doc, render->result);
    if (stage == HX_FIELDS || stage == HX_TREE || stage == HX_SOURCE || stage == HX_XML) {
        if ((stage == HX_SOURCE || stage == HX_XML) && doc->published)
            drop_lines(render, doc);
        write_reading(render, doc);
        return;
    }
    struct arena *arena = render->job->arena;
    const struct template_ *template_ = choose_template(render, doc);
    if (!template_)
        return;
    struct content *content = resolve(arena, doc, template_, render->report);
    if (stage == HX_CONTENT) {
        dump_content(content, &render->out);
        return;
    }
    struct layout *layout = page_layout(render->job->shaper, arena, content, render->report);
    render->result->pages = layout->pages.n;
    if (!has_errors(render, before))
        write_layout(render, layout, doc);
}

static bool good_options(const struct hx_render_options *options)
{
    return options->size >= sizeof *options && (options->bytes || !options->n) && options->stage <= HX_XML;
}

/* False when memory ran out. */
static bool catch_and_run(struct render *render, hx_report *hx, size_t before)
{
    hx_job *job = render->job;
    jmp_buf frame;
    if (setjmp(frame)) {
        count_again(&hx->report, before);
        hx->memory = true;
        drop_loading(job);
        return false;
    }
    arena_reset(job->arena);
    arena_catch(job->arena, &frame);
    arena_catch(hx->arena, &frame);
    buf_init(&render->out, job->arena);
    buf_text(&render->out, "");
    run(render, before);
    name_findings(hx, before, render->options->name);
    keep_sources(hx, before);
    drop_loading(job);
    return true;
}

enum hx_status hx_render(hx_job *job, const struct hx_render_options *options, hx_write write, void *context,
    hx_report *hx, struct hx_result *result)
{
    size_t before = hx->report.list.n;
    struct hx_result unwanted;
    if (!result)
        result = &unwanted;
    *result = (struct hx_result){0};
    if (!good_options(options)) {
        hx_report_file(hx, "usage", "", "hx_render_options: no bytes, no such stage, or of an older version");
        return HX_USAGE;
    }
    struct render render = {.job = job, .options = options, .report = &hx->report, .result = result};
    if (!catch_and_run(&render, hx, before))
        return HX_SYSTEM;
    enum hx_status status = status_since(hx, before);
    if (status != HX_OK)
        return status;
    result->bytes = render.out.n;
    return write(context, render.out.at, render.out.n) ? HX_OK : HX_SYSTEM;
}

/* --- lists -------------------------------------------------------------------------------------- */

static const char *const style_names[FACE_STYLE_COUNT] = {"regular", "italic", "bold", "bold italic"};

static const char *write_templates(hx_engine *engine, hx_report *hx)
{
    struct template_entry *entries;
    size_t before = hx->report.list.n, n = template_list(hx->arena, &engine->path, &entries, &hx->report);
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s\t%s\n", entries[i].name, entries[i].title);
    keep_sources(hx, before);
    return out.at;
}

const char *hx_template_list(hx_engine *engine, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return write_templates(engine, hx);
}

static void check_template(hx_engine *engine, const char *name, hx_report *hx)
{
    size_t before = hx->report.list.n;
    template_check(hx->arena, &engine->path, name, &hx->report);
    keep_sources(hx, before);
}

void hx_template_check(hx_engine *engine, const char *name, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return;
    }
    arena_catch(hx->arena, &frame);
    check_template(engine, name, hx);
}

static const char *write_fonts(hx_engine *engine, hx_report *hx, bool *complete)
{
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "");
    for (size_t r = 0; r < engine->manifest->roles.n; r++) {
        const struct manifest_role *role = &engine->manifest->roles.at[r];
        for (size_t f = 0; f < role->faces.n; f++)
            for (int style = 0; style < FACE_STYLE_COUNT; style++) {
                const struct manifest_face *face = role->faces.at[f];
                if (!face->file[style])
                    continue;
                const char *path = font_find(engine->fonts, face, (enum face_style)style);
                *complete = *complete && (path || face->optional);
                buf_printf(&out, "%s\t%s\t%s\t%s\t%s\n", role->name, face->family, style_names[style],
                    path ? path : face->optional ? "missing (optional)" : "missing", face->package);
            }
    }
    return out.at;
}

const char *hx_font_list(hx_engine *engine, hx_report *hx, bool *complete)
{
    *complete = true;
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return write_fonts(engine, hx, complete);
}
