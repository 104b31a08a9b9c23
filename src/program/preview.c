/* preview: a document as it is written, in the browser: its pages, its text, what is wrong in it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/change.h"
#include "program/files.h"
#include "program/preview_page.h"
#include "program/server.h"
#include "program/watch.h"

enum { DPI_LEAST = 48, DPI_MOST = 400, DPI = 144 };

/* Bytes that grow, as what hx_render writes. */
struct bytes {
    char *at;
    size_t n;
};

struct preview {
    const struct args *args;
    const char *name; /* of the source */
    int64_t date; /* [s] since 1970, or negative */
    struct workspace *now; /* with the templates as they are */
    struct input source; /* as it was saved last; no bytes when it could not be read */
    /* the last that could be set: the pages that are shown */
    struct workspace *good; /* may be `now`; NULL: none yet */
    struct bytes good_source;
    struct bytes map; /* JSON, with a zero at its end */
    struct pages_seen seen;
    /* what the page is told */
    char *findings; /* JSON objects with commas between them */
    char *figures; /* "4 pages, 7.9 ms" */
    bool current; /* the pages are those of the source as it is */
    struct bytes page; /* that was drawn last */
    size_t version;
};

static bool take(void *context, const void *bytes, size_t n)
{
    struct bytes *taken = context;
    taken->at = program_grow(taken->at, n + 1);
    memcpy(taken->at, bytes, n);
    taken->at[n] = '\0';
    taken->n = n;
    return true;
}

/* --- setting ------------------------------------------------------------------------------------- */

static struct hx_render_options options_of(const struct preview *preview, enum hx_stage stage, const char *bytes, size_t n)
{
    return (struct hx_render_options){.size = sizeof(struct hx_render_options), .name = preview->name, .bytes = bytes, .n = n,
        .template_name = preview->args->value[OPT_TEMPLATE], .language = preview->args->value[OPT_LANGUAGE],
        .set = preview->args->set.at, .stage = stage, .date = preview->date, .marks = true};
}

/* What could be set is kept, with the templates it was set with. */
static void keep(struct preview *preview)
{
    if (preview->good != preview->now)
        workspace_close(preview->good);
    preview->good = preview->now;
    take(&preview->good_source, preview->source.bytes ? preview->source.bytes : "", preview->source.n);
}

static void keep_findings(struct preview *preview, hx_report *report)
{
    free(preview->findings);
    preview->findings = program_printf("%s", hx_report_text(report, 0, true));
    for (char *end = preview->findings; (end = strchr(end, '\n')); end++)
        *end = end[1] ? ',' : ' ';
}

/* What `check` would say of the text, too. */
static void add_rules(struct preview *preview, hx_report *report)
{
    struct hx_document document = {.name = preview->name, .bytes = preview->source.bytes, .n = preview->source.n,
        .language = preview->args->value[OPT_LANGUAGE], .set = preview->args->set.at};
    struct hx_check_options options = {.size = sizeof options, .documents = &document, .document_count = 1, .rendered = true};
    hx_check(preview->now->job, &options, report);
}

/* Reads the source and sets it anew. */
static void set_again(struct preview *preview)
{
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    int64_t start = now();
    struct hx_result result = {0};
    free(preview->source.bytes);
    bool known = file_read(&preview->source, preview->name, report);
    struct hx_render_options options = options_of(preview, HX_MAP, preview->source.bytes, preview->source.n);
    preview->current = known && hx_render(preview->now->job, &options, take, &preview->map, report, &result) == HX_OK;
    preview->version++;
    if (preview->current) {
        int64_t time = now() - start;
        keep(preview);
        say_change(&preview->seen, preview->name, &result, time, report, false);
        add_rules(preview, report);
        free(preview->figures);
        preview->figures = figures_text(result.pages, time);
    } else {
        fputs(hx_report_text(report, 2, false), stderr);
        say_failure(&preview->seen, preview->name, "the pages stay", report, false);
    }
    keep_findings(preview, report);
    hx_report_free(report);
}

/* Templates were read once; a new engine reads them again. */
static bool open_now(struct preview *preview)
{
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    struct workspace *fresh = workspace_open(preview->args, report);
    report_print(report, false);
    hx_report_free(report);
    if (!fresh)
        return false;
    if (preview->now != preview->good)
        workspace_close(preview->now);
    preview->now = fresh;
    return true;
}

/* --- answers ------------------------------------------------------------------------------------- */

static void answer_text(struct reply *reply, const char *type, const void *bytes, size_t n)
{
    *reply = (struct reply){.status = 200, .type = type, .bytes = bytes, .n = n};
}

/* Everything that the page shows but the source and the pages themselves. */
static void answer_state(struct preview *preview, struct reply *reply)
{
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    const char *name = hx_report_json_string(report, preview->name);
    char *state = program_printf("{\"version\":%zu,\"name\":%s,\"current\":%s,\"figures\":\"%s\",\"findings\":[%s],\"map\":%s}",
        preview->version, name ? name : "\"\"", preview->current ? "true" : "false", preview->figures ? preview->figures : "",
        preview->findings, preview->map.at ? preview->map.at : "null");
    hx_report_free(report);
    free(preview->page.at);
    preview->page = (struct bytes){state, strlen(state)};
    answer_text(reply, "application/json", preview->page.at, preview->page.n);
}

/* "/page/3?dpi=144&mark=…": the mark is the browser's, to tell what it has from what it has not. */
static void answer_page(struct preview *preview, const char *number, const struct request *request, struct reply *reply)
{
    long long page, dpi = DPI;
    const char *wanted = request_value(request, "dpi");
    if (!preview->good || !args_number(number, 1, 1000000, &page) || (wanted && !args_number(wanted, DPI_LEAST, DPI_MOST, &dpi)))
        return;
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    struct hx_render_options options = options_of(preview, HX_PNG, preview->good_source.at, preview->good_source.n);
    options.page = (size_t)page;
    options.dpi = (int)dpi;
    preview->page.n = 0;
    if (hx_render(preview->good->job, &options, take, &preview->page, report, NULL) == HX_OK && preview->page.n) {
        answer_text(reply, "image/png", preview->page.at, preview->page.n);
        reply->lasting = request_value(request, "mark") != NULL;
    }
    hx_report_free(report);
}

static void answer(void *context, const char *path, const struct request *request, struct reply *reply)
{
    struct preview *preview = context;
    static const char pages[] = "/page/";
    if (strcmp(path, "/") == 0)
        answer_text(reply, "text/html; charset=utf-8", preview_page, sizeof preview_page - 1);
    else if (strcmp(path, "/state") == 0)
        answer_state(preview, reply);
    else if (strcmp(path, "/source") == 0)
        answer_text(reply, "text/plain; charset=utf-8", preview->source.bytes ? preview->source.bytes : "", preview->source.n);
    else if (strncmp(path, pages, strlen(pages)) == 0)
        answer_page(preview, path + strlen(pages), request, reply);
}

/* --- the command --------------------------------------------------------------------------------- */

static void serve(struct preview *preview, struct watch *watch, struct server *server)
{
    printf("http://127.0.0.1:%u/\n", server_port(server));
    fflush(stdout);
    set_again(preview);
    while (!interrupted()) {
        unsigned what = watch_wait(watch, server_descriptor(server), server_patience(server));
        bool usable = !(what & WATCH_FOLDERS) || open_now(preview);
        if (usable && (what & (WATCH_FILES | WATCH_FOLDERS))) {
            set_again(preview);
            server_tell(server);
        }
        server_run(server);
    }
    interrupt_expected();
}

static enum hx_status start(struct preview *preview, unsigned port)
{
    char **folders = template_folders(preview->args);
    struct watch *watch = watch_new(&preview->name, 1, folders);
    struct server *server = NULL;
    if (!watch)
        fprintf(stderr, "hexapla: cannot watch files: %s\n", strerror(errno));
    else if ((server = server_start(port, answer, preview)))
        serve(preview, watch, server);
    enum hx_status status = server ? HX_OK : HX_SYSTEM;
    server_stop(server);
    watch_free(watch);
    for (size_t i = 0; folders[i]; i++)
        free(folders[i]);
    free(folders);
    return status;
}

static void preview_free(struct preview *preview)
{
    if (preview->good != preview->now)
        workspace_close(preview->good);
    workspace_close(preview->now);
    free(preview->source.bytes);
    free(preview->good_source.at);
    free(preview->map.at);
    free(preview->seen.marks);
    free(preview->findings);
    free(preview->figures);
    free(preview->page.at);
}

enum hx_status command_preview(const struct args *args)
{
    struct preview preview = {.args = args};
    const char *port = args->value[OPT_PORT];
    long long number = 0;
    if (args->operands.n != 1 || strcmp(args->operands.at[0], "-") == 0)
        return wrong_use("preview takes one file as its source");
    if (port && !args_number(port, 0, 65535, &number))
        return wrong_use("`%s` is no port; write 1 to 65535, or 0 for any", port);
    if (!epoch_date(&preview.date))
        return HX_USAGE;
    preview.name = args->operands.at[0];
    enum hx_status status = open_now(&preview) ? start(&preview, (unsigned)number) : HX_MISSING;
    preview_free(&preview);
    return status;
}
