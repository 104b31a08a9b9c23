/* check: what is wrong in sources, and where the versions of one document disagree; with --fix, mending. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/fix.h"
#include "program/sets.h"

struct sources {
    const struct args *args;
    hx_job *job;
    hx_report *report;
    bool json;
    struct input *inputs; /* one for each operand; bytes NULL when it could not be read */
    struct identity *identities;
    struct input rules_input;
    struct hx_document rules; /* switches of rules; no name without --rules */
    size_t counts[3]; /* notes, warnings and errors that were said */
    enum hx_status status;
};

static bool discard(void *context, const void *bytes, size_t n)
{
    (void)context, (void)bytes, (void)n;
    return true;
}

static void print(struct sources *sources)
{
    for (int severity = 0; severity < 3; severity++)
        sources->counts[severity] += hx_report_count(sources->report, severity);
    report_print(sources->report, sources->json);
}

/* "3 errors, 1 warning in 6 documents": what scrolled by, where it was more than one finding. */
static void print_counts(const struct sources *sources)
{
    static const char *const name[] = {"note", "warning", "error"};
    size_t n = sources->args->operands.n;
    const char *between = "";
    if (sources->json || sources->counts[0] + sources->counts[1] + sources->counts[2] < 2)
        return;
    for (int severity = 2; severity >= 0; severity--) {
        size_t count = sources->counts[severity];
        if (!count)
            continue;
        fprintf(stderr, "%s%zu %s%s", between, count, name[severity], count == 1 ? "" : "s");
        between = ", ";
    }
    fprintf(stderr, " in %zu document%s\n", n, n == 1 ? "" : "s");
}

/* The switches of rules, which are checked alone, before any document. False when they are no good. */
static bool read_rules(struct sources *sources)
{
    const char *name = sources->args->value[OPT_RULES];
    if (!name)
        return true;
    if (file_read(&sources->rules_input, name, sources->report)) {
        sources->rules = (struct hx_document){.name = name, .bytes = sources->rules_input.bytes, .n = sources->rules_input.n};
        struct hx_check_options options = {.size = sizeof options, .rules = &sources->rules};
        hx_check(sources->job, &options, sources->report);
    }
    sources->status = hx_report_status(sources->report);
    print(sources);
    return sources->status == HX_OK;
}

static const struct hx_document *rules_of(const struct sources *sources)
{
    return sources->rules.name ? &sources->rules : NULL;
}

static struct hx_document document_of(const struct sources *sources, size_t i)
{
    return (struct hx_document){.name = sources->args->operands.at[i], .bytes = sources->inputs[i].bytes,
        .n = sources->inputs[i].n, .language = sources->args->value[OPT_LANGUAGE], .set = sources->args->set.at};
}

static void fix_sources(struct sources *sources)
{
    struct fixing fixing = {.job = sources->job, .report = sources->report, .rules = rules_of(sources),
        .dry = sources->args->value[OPT_DIFF] != NULL};
    for (size_t i = 0; i < sources->args->operands.n && !interrupted(); i++) {
        struct hx_document document = document_of(sources, i);
        if (document.bytes)
            sources->status = worse(sources->status, fix_source(&fixing, &document, &sources->inputs[i]));
        print(sources);
    }
}

/* Symbol and language of a source whose name does not tell that it has versions. What is wrong in it is said later. */
static void identify(struct sources *sources, size_t i, hx_report *unsaid)
{
    const char *name = sources->args->operands.at[i];
    if (!sources->inputs[i].bytes || language_of_name(name))
        return;
    struct hx_render_options options = {.size = sizeof options, .name = name, .bytes = sources->inputs[i].bytes,
        .n = sources->inputs[i].n, .language = sources->args->value[OPT_LANGUAGE], .set = sources->args->set.at,
        .stage = HX_TREE, .date = -1};
    struct hx_result result = {0};
    hx_render(sources->job, &options, discard, NULL, unsaid, &result);
    hx_report_clear(unsaid);
    memcpy(sources->identities[i].symbol, result.symbol, sizeof result.symbol);
    memcpy(sources->identities[i].language, result.language, sizeof result.language);
}

_Static_assert(sizeof((struct identity *)0)->symbol == sizeof((struct hx_result *)0)->symbol &&
        sizeof((struct identity *)0)->language == sizeof((struct hx_result *)0)->language,
    "an identity is what a result says");

static void read_sources(struct sources *sources)
{
    const struct strings *names = &sources->args->operands;
    for (size_t i = 0; i < names->n; i++) {
        if (!file_read(&sources->inputs[i], names->at[i], sources->report))
            sources->inputs[i] = (struct input){0};
        else if (!sources->inputs[i].bytes)
            sources->inputs[i].bytes = program_printf("%s", "");
    }
    sources->status = hx_report_status(sources->report);
    print(sources);
}

static void check_set(struct sources *sources, const struct file_set *set)
{
    struct hx_document *documents = program_grow(NULL, set->n * sizeof *documents);
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++) {
        documents[n] = document_of(sources, set->at[i]);
        n += documents[n].bytes != NULL;
    }
    struct hx_check_options options = {.size = sizeof options, .documents = documents, .document_count = n, .versions = n > 1,
        .rules = rules_of(sources)};
    sources->status = worse(sources->status, hx_check(sources->job, &options, sources->report));
    print(sources);
    free(documents);
}

static void check_sources(struct sources *sources)
{
    const struct strings *names = &sources->args->operands;
    hx_report *unsaid = hx_report_new();
    if (!unsaid)
        out_of_memory();
    read_sources(sources);
    if (sources->args->value[OPT_FIX] || sources->args->value[OPT_DIFF])
        fix_sources(sources);
    for (size_t i = 0; i < names->n && names->n > 1 && !interrupted(); i++)
        identify(sources, i, unsaid);
    hx_report_free(unsaid);
    struct file_sets sets = sets_find(names->at, sources->identities, names->n);
    for (size_t i = 0; i < sets.n && !interrupted(); i++)
        check_set(sources, &sets.at[i]);
    sets_free(&sets);
}

static enum hx_status run_check(struct sources *sources)
{
    hx_engine *engine = engine_open(sources->args, sources->report);
    if (!engine) {
        enum hx_status status = hx_report_status(sources->report);
        print(sources);
        return status;
    }
    sources->job = hx_job_new(engine);
    if (!sources->job)
        out_of_memory();
    if (read_rules(sources))
        check_sources(sources);
    print_counts(sources);
    hx_job_free(sources->job);
    hx_engine_free(engine);
    return sources->status;
}

enum hx_status command_check(const struct args *args)
{
    struct sources sources = {.args = args};
    if (!sources_good(&args->operands) || !json_wanted(args, &sources.json))
        return HX_USAGE;
    size_t n = args->operands.n;
    for (size_t i = 0; i < n && args->value[OPT_FIX] && !args->value[OPT_DIFF]; i++)
        if (strcmp(args->operands.at[i], "-") == 0)
            return wrong_use("standard input cannot be mended in place; --diff shows what would change");
    sources.inputs = program_grow(NULL, n * sizeof *sources.inputs);
    sources.identities = program_grow(NULL, n * sizeof *sources.identities);
    memset(sources.inputs, 0, n * sizeof *sources.inputs);
    memset(sources.identities, 0, n * sizeof *sources.identities);
    sources.report = hx_report_new();
    if (!sources.report)
        out_of_memory();
    enum hx_status status = run_check(&sources);
    hx_report_free(sources.report);
    for (size_t i = 0; i < n; i++)
        free(sources.inputs[i].bytes);
    free(sources.inputs);
    free(sources.identities);
    free(sources.rules_input.bytes);
    return status;
}
