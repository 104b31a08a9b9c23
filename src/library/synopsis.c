/* Versions of one document side by side: read, aligned, each resolved with the wording of its own template and the
 * look of the synopsis's. */
#include "layout/synopsis.h"

#include <string.h>

#include "library/handles.h"
#include "template/resolve.h"

enum { FEWEST = 2 };

struct synopsis_job {
    hx_job *job;
    const struct hx_parallel *parallel;
    const struct hx_render_options *options;
    struct report *report;
    enum lang order[LANG_COUNT]; /* from left to right */
    size_t n;
    struct doc *docs[LANG_COUNT]; /* by place in the order */
};

/* ---- which versions ----------------------------------------------------------------------- */

static bool fail(struct synopsis_job *s, const char *what)
{
    diag_file(s->report, DIAG_USAGE, "", what);
    return false;
}

/* "en,fr": the columns. Arabic goes to the right, where its reader begins. */
static bool read_order(struct synopsis_job *s)
{
    const char *at = s->parallel->languages ? s->parallel->languages : "";
    bool arabic = false, seen[LANG_COUNT] = {false};
    for (bool more = true; more;) {
        size_t n = strcspn(at, ",");
        enum lang lang = lang_from_tag(at, n);
        if (lang == LANG_NONE) {
            diag_file(s->report, DIAG_LANGUAGE_TAG, "", arena_copy(s->job->arena, at, n));
            return false;
        }
        if (seen[lang])
            return fail(s, "a language is named twice for one synopsis");
        seen[lang] = true;
        if (lang == LANG_AR)
            arabic = true;
        else
            s->order[s->n++] = lang;
        more = at[n] == ',';
        at += n + more;
    }
    if (arabic)
        s->order[s->n++] = LANG_AR;
    return s->n >= FEWEST || fail(s, "a synopsis takes at least two languages");
}

static size_t place_of(const struct synopsis_job *s, enum lang lang)
{
    size_t at = 0;
    while (at < s->n && s->order[at] != lang)
        at++;
    return at;
}

static void read_version(struct synopsis_job *s, const struct hx_document *document)
{
    struct hx_render_options options = {.size = sizeof options, .name = document->name, .bytes = document->bytes,
        .n = document->n, .language = document->language, .set = document->set};
    struct doc *doc = job_read(s->job, &options, s->report);
    size_t at = doc ? place_of(s, doc->language) : s->n;
    if (at == s->n)
        return; /* it could not be read, or nobody asked for its language */
    if (s->docs[at])
        diag_file(s->report, DIAG_SYNOPSIS_TWICE, document->name, s->docs[at]->source->name, lang_row(doc->language)->name);
    else
        s->docs[at] = doc;
}

/* One document, as far as its versions say. */
static void compare_symbols(struct synopsis_job *s, const struct doc *doc)
{
    const struct field *first = &s->docs[0]->fields.at[FIELD_SYMBOL], *own = &doc->fields.at[FIELD_SYMBOL];
    if (first->text && own->text && strcmp(first->text, own->text) != 0)
        diag_at(s->report, DIAG_SYNOPSIS_SYMBOL, doc->source, own->span, own->text, first->text);
}

static bool read_versions(struct synopsis_job *s)
{
    bool all = true;
    for (size_t i = 0; i < s->parallel->document_count; i++)
        read_version(s, &s->parallel->documents[i]);
    for (size_t v = 0; v < s->n; v++) {
        all = all && s->docs[v];
        if (!s->docs[v] && s->report->outcome == OUTCOME_FINE)
            diag_file(s->report, DIAG_SYNOPSIS_MISSING, "", lang_row(s->order[v])->name, lang_row(s->order[v])->tag);
    }
    for (size_t v = 1; v < s->n && all; v++) {
        compare_symbols(s, s->docs[v]);
        doc_number_from(s->docs[v], s->docs[v - 1]->node_count);
    }
    return all;
}

/* ---- what they look like ------------------------------------------------------------------ */

static const char *template_name(const struct synopsis_job *s)
{
    static const char *const names[] = {[2] = "un-synopsis", [3] = "un-synopsis-wide", [4] = "un-synopsis-spread"};
    size_t most = sizeof names / sizeof *names - 1;
    return s->options->template_name ? s->options->template_name : names[s->n < most ? s->n : most];
}

/* Whether the template has room for so many. */
static bool check_room(struct synopsis_job *s, const struct template_ *look)
{
    size_t most = 2 * (size_t)look->synopsis.columns;
    if (!most)
        diag_file(s->report, DIAG_SYNOPSIS_TEMPLATE, "", look->name);
    else if (s->n > most)
        diag_file(s->report, DIAG_SYNOPSIS_MANY, "", look->name, arena_printf(s->job->arena, "%zu", most));
    return most >= s->n;
}

/* The synopsis's template with the words and numbers of the document's own. NULL with findings. */
static const struct template_ *look_of(struct synopsis_job *s, const struct doc *doc)
{
    struct hx_render_options options = *s->options;
    options.template_name = template_name(s);
    const struct template_ *look = job_template(s->job, &options, doc, s->report);
    options.template_name = NULL;
    options.set = NULL;
    const struct template_ *own = look && check_room(s, look) ? job_template(s->job, &options, doc, s->report) : NULL;
    if (!own)
        return NULL;
    struct template_ *mixed = arena_new_of(s->job->arena, struct template_);
    *mixed = *look;
    mixed->wording = own->wording;
    memcpy(mixed->numbering, own->numbering, sizeof mixed->numbering);
    return mixed;
}

struct layout *job_synopsis(hx_job *job, const struct hx_parallel *parallel, const struct hx_render_options *options, struct report *report)
{
    struct synopsis_job synopsis = {.job = job, .parallel = parallel, .options = options, .report = report};
    struct synopsis_job *s = &synopsis;
    const struct content *contents[LANG_COUNT];
    const struct facts *facts[LANG_COUNT];
    if (!read_order(s) || !read_versions(s))
        return NULL;
    for (size_t v = 0; v < s->n; v++) {
        const struct template_ *look = look_of(s, s->docs[v]);
        if (!look)
            return NULL;
        contents[v] = resolve(job->arena, s->docs[v], look, report);
        facts[v] = facts_gather(job->arena, s->docs[v]);
    }
    return synopsis_layout(job->shaper, job->arena, contents, align_versions(job->arena, facts, s->n), report);
}

enum hx_status hx_render_parallel(hx_job *job, const struct hx_parallel *parallel, const struct hx_render_options *options,
    hx_write write, void *context, hx_report *hx, struct hx_result *result)
{
    struct hx_render_options whole = *options;
    bool laid_out = options->stage == HX_PDF || options->stage == HX_LINES || options->stage == HX_PAGES ||
                    options->stage == HX_TEXT || options->stage == HX_PNG;
    if (parallel->size < sizeof *parallel || (!parallel->documents && parallel->document_count) || !laid_out) {
        hx_report_file(hx, "usage", "", "hx_parallel: no documents, no such stage, or of an older version");
        return HX_USAGE;
    }
    whole.bytes = "";
    whole.n = 0;
    if (!whole.name && parallel->document_count)
        whole.name = parallel->documents[0].name;
    return job_render(job, &whole, parallel, write, context, hx, result);
}
