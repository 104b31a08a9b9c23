/* Mending: the safe rules' fixes are put into hexapla source until none is left, and what came out is read again
 * before it is given back. */
#include <setjmp.h>
#include <string.h>

#include "checking/fix.h"
#include "library/handles.h"
#include "reading/akn.h"

enum { PASSES_MOST = 4 /* a fix can make room for another: a space for its mark */ };

struct mending {
    hx_job *job;
    const struct hx_fix_options *options;
    hx_report *hx;
    struct rule_levels levels;
    const struct source *source, *mended; /* NULL: nothing to mend */
};

static struct doc *read_again(struct mending *m, const char *bytes, size_t n, struct report *report)
{
    struct hx_render_options options = {.size = sizeof options, .name = m->options->document->name, .bytes = bytes, .n = n,
        .language = m->options->document->language, .set = m->options->document->set};
    return job_read(m->job, &options, report);
}

/* What the fixes of one pass make of a document; NULL when there are none. */
static const struct source *mend_once(struct mending *m, struct doc *doc, struct report *report)
{
    struct arena *arena = m->job->arena;
    struct fixes fixes = {0};
    struct drafting_options options = {.levels = &m->levels, .fixes = &fixes};
    drafting_check(arena, doc, &options, report);
    if (fixes.list.n == 0)
        return NULL;
    struct buf out;
    buf_init(&out, arena);
    buf_text(&out, "");
    fix_apply(doc->source, &fixes, &out);
    bool same = out.n == doc->source->n && memcmp(out.at, doc->source->bytes, out.n) == 0;
    return same ? NULL : source_new(arena, doc->source->name, out.at, out.n);
}

/* The document as it is to be mended; NULL, with a finding, when it is not for mending. */
static struct doc *begin(struct mending *m)
{
    struct report *scratch = report_new(m->job->arena);
    const struct hx_document *document = m->options->document;
    struct doc *doc = read_again(m, document->bytes, document->n, scratch);
    const char *name = document->name ? document->name : "";
    if (doc && (doc->published || akn_is_xml(doc->source)))
        diag_file(&m->hx->report, DIAG_FIX_KIND, name, akn_is_xml(doc->source) ? "XML" : "published text");
    else if (!doc || scratch->count[SEVERITY_ERROR])
        diag_file(&m->hx->report, DIAG_FIX_ERRORS, name);
    else
        return doc;
    return NULL;
}

static void run(struct mending *m)
{
    struct doc *doc = begin(m);
    if (!doc)
        return;
    m->source = doc->source;
    for (int pass = 0; pass < PASSES_MOST; pass++) {
        struct report *scratch = report_new(m->job->arena);
        const struct source *mended = mend_once(m, doc, scratch);
        scratch = report_new(m->job->arena);
        if (!mended || !(doc = read_again(m, mended->bytes, mended->n, scratch)) || scratch->count[SEVERITY_ERROR])
            return;
        m->mended = mended;
    }
}

static const char *difference(struct mending *m)
{
    struct buf diff;
    buf_init(&diff, m->hx->arena);
    buf_text(&diff, "");
    if (m->mended)
        fix_diff(m->source, m->mended, &diff);
    return diff.at;
}

/* Not HX_OK when memory ran out or the document was given up. */
static enum hx_status catch_and_run(struct mending *m, size_t before, const char **diff)
{
    hx_report *hx = m->hx;
    jmp_buf frame;
    if (setjmp(frame))
        return job_fail(m->job, hx, before, m->options->document->name);
    arena_reset(m->job->arena);
    arena_catch(m->job->arena, &frame);
    arena_catch(hx->arena, &frame);
    m->levels = check_rules(m->job, m->options->rules, &hx->report);
    run(m);
    *diff = difference(m);
    report_keep_sources(hx, before);
    return HX_OK;
}

enum hx_status hx_fix(hx_job *job, const struct hx_fix_options *options, hx_write write, void *context, hx_report *hx, const char **diff)
{
    size_t before = hx->report.list.n;
    *diff = "";
    if (options->size < sizeof *options || !options->document) {
        hx_report_file(hx, "usage", "", "hx_fix_options: no document, or of an older version");
        return HX_USAGE;
    }
    struct mending m = {.job = job, .options = options, .hx = hx};
    enum hx_status status = catch_and_run(&m, before, diff);
    if (status != HX_OK)
        return status;
    if (m.mended && write && !write(context, m.mended->bytes, m.mended->n))
        return HX_SYSTEM;
    return report_status_since(hx, before);
}
