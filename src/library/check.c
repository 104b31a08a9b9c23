/* The check: documents read and looked at by the drafting rules, then compared when they are versions of one document. */
#include <setjmp.h>

#include "checking/concord.h"
#include "library/handles.h"

struct check {
    hx_job *job;
    const struct hx_check_options *options;
    hx_report *hx;
    struct doc *versions[LANG_COUNT]; /* of different languages, in the order given */
    size_t version_count;
    struct rule_levels levels;
};

struct rule_levels check_rules(hx_job *job, const struct hx_document *rules, struct report *report)
{
    struct rule_levels levels = rule_levels_default();
    if (rules) {
        const char *bytes = arena_copy(job->arena, rules->bytes, rules->n);
        rule_levels_read(&levels, source_new(job->arena, rules->name, bytes, rules->n), report);
    }
    return levels;
}

static void add_version(struct check *check, struct doc *doc)
{
    for (size_t v = 0; v < check->version_count; v++)
        if (check->versions[v]->language == doc->language)
            return;
    check->versions[check->version_count++] = doc;
}

/* What reading finds is left out, which rendering said. */
static void keep_rules(struct report *report, size_t before)
{
    size_t kept = before;
    for (size_t i = before; i < report->list.n; i++)
        if (report->list.at[i].id == DIAG_DRAFTING)
            report->list.at[kept++] = report->list.at[i];
    report_forget(report, kept);
}

static void check_document(struct check *check, const struct hx_document *document)
{
    struct hx_render_options options = {.size = sizeof options, .name = document->name, .bytes = document->bytes,
        .n = document->n, .language = document->language, .set = document->set};
    size_t before = check->hx->report.list.n;
    struct doc *doc = job_read(check->job, &options, &check->hx->report);
    if (doc)
        drafting_check(check->job->arena, doc, &(struct drafting_options){.levels = &check->levels}, &check->hx->report);
    report_name(check->hx, before, document->name);
    if (check->options->rendered)
        keep_rules(&check->hx->report, before);
    if (doc)
        add_version(check, doc);
}

static void run(struct check *check)
{
    check->levels = check_rules(check->job, check->options->rules, &check->hx->report);
    for (size_t i = 0; i < check->options->document_count; i++)
        check_document(check, &check->options->documents[i]);
    struct concord_options options = {.off = check->levels.concord_off};
    if (check->options->versions)
        concord_check(check->job->arena, check->versions, check->version_count, &options, &check->hx->report);
}

/* Not HX_OK when memory ran out or the documents were given up. */
static enum hx_status catch_and_run(struct check *check, size_t before)
{
    hx_report *hx = check->hx;
    jmp_buf frame;
    if (setjmp(frame))
        return job_fail(check->job, hx, before, check->options->document_count ? check->options->documents[0].name : "");
    arena_reset(check->job->arena);
    arena_catch(check->job->arena, &frame);
    arena_catch(hx->arena, &frame);
    run(check);
    report_keep_sources(hx, before);
    return report_status_since(hx, before);
}

enum hx_status hx_check(hx_job *job, const struct hx_check_options *options, hx_report *hx)
{
    size_t before = hx->report.list.n;
    if (options->size < sizeof *options || (!options->documents && options->document_count)) {
        hx_report_file(hx, "usage", "", "hx_check_options: no documents, or of an older version");
        return HX_USAGE;
    }
    struct check check = {.job = job, .options = options, .hx = hx};
    return catch_and_run(&check, before);
}
