/* Reports: findings kept from call to call, and as text. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "library/handles.h"

_Static_assert((int)HX_DOCUMENT == (int)OUTCOME_DOCUMENT && (int)HX_USAGE == (int)OUTCOME_USAGE &&
        (int)HX_MISSING == (int)OUTCOME_MISSING && (int)HX_SYSTEM == (int)OUTCOME_SYSTEM,
    "outcomes are statuses");

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

static int by_rule(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *write_tally(hx_report *hx)
{
    size_t n = hx->report.list.n;
    const char **rules = arena_new_array(hx->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        rules[i] = hx->report.list.at[i].rule;
    if (hx->memory)
        rules[n++] = "memory";
    qsort(rules, n, sizeof *rules, by_rule);
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "{");
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && strcmp(rules[i], rules[next]) == 0;)
            next++;
        buf_printf(&out, "%s\"%s\":%zu", i ? "," : "", rules[i], next - i);
    }
    buf_text(&out, "}");
    return out.at;
}

const char *hx_report_tally(hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return write_tally(hx);
}

struct kept {
    const struct source *from, *copy;
};

struct keeper {
    struct arena *arena;
    LIST(struct kept) kept;
};

/* The report's own copy of a source. */
static const struct source *keep_source(struct keeper *keeper, const struct source *from)
{
    for (size_t k = keeper->kept.n; k-- > 0;)
        if (keeper->kept.at[k].from == from)
            return keeper->kept.at[k].copy;
    const char *bytes = arena_copy(keeper->arena, from->bytes, from->n);
    const struct source *copy = source_new(keeper->arena, from->name, bytes, from->n);
    *list_add(keeper->arena, &keeper->kept) = (struct kept){from, copy};
    return copy;
}

void report_keep_sources(hx_report *hx, size_t before)
{
    struct keeper keeper = {.arena = hx->arena};
    for (size_t i = before; i < hx->report.list.n; i++) {
        struct diag *diag = &hx->report.list.at[i];
        for (size_t r = 0; r < diag->related.n; r++)
            diag->related.at[r].source = keep_source(&keeper, diag->related.at[r].source);
        if (!diag->source)
            continue;
        diag->source = keep_source(&keeper, diag->source);
        diag->file = diag->source->name;
    }
}

void report_name(hx_report *hx, size_t before, const char *name)
{
    for (size_t i = before; i < hx->report.list.n; i++) {
        struct diag *diag = &hx->report.list.at[i];
        if (name && !diag->source && !*diag->file)
            diag->file = arena_strdup(hx->arena, name);
    }
}

void report_forget(struct report *report, size_t n)
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

enum hx_status report_status_since(const hx_report *hx, size_t before)
{
    enum outcome worst = OUTCOME_FINE;
    for (size_t i = before; i < hx->report.list.n; i++) {
        const struct diag *diag = &hx->report.list.at[i];
        if (diag->severity == SEVERITY_ERROR && diag_outcome(diag->id) > worst)
            worst = diag_outcome(diag->id);
    }
    return (enum hx_status)worst;
}
