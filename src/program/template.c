/* template: what there is, what is wrong in one, what one says, a new one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/files.h"

struct call {
    const struct args *args;
    const char *name; /* a template, or its folder with a slash */
    hx_engine *engine;
    hx_report *report;
};

/* Says that all is well where it is: a check without a word leaves one wondering. */
static enum hx_status check(struct call *call)
{
    hx_template_check(call->engine, call->name, call->report);
    enum hx_status status = hx_report_status(call->report);
    if (status == HX_OK)
        printf("%s: no errors in six languages\n", call->name);
    return status;
}

static enum hx_status show(struct call *call)
{
    const char *text = hx_template_show(call->engine, call->name, call->args->value[OPT_LANGUAGE], call->report);
    if (text)
        fputs(text, stdout);
    return hx_report_status(call->report);
}

/* Beside nothing of the template's: NAME.png here. */
static char *sheet_path(const struct call *call)
{
    const char *output = call->args->value[OPT_OUTPUT];
    if (output && !names_folder(output))
        return program_printf("%s", output);
    size_t n = strlen(call->name);
    while (n > 0 && call->name[n - 1] == '/')
        n--;
    size_t start = n;
    while (start > 0 && call->name[start - 1] != '/')
        start--;
    bool named = start < n && call->name[start] != '.';
    return program_printf("%s/%.*s.png", output ? output : ".", named ? (int)(n - start) : 7, named ? call->name + start : "preview");
}

static enum hx_status preview(struct call *call)
{
    const char *png = call->args->value[OPT_PNG];
    long long dpi = 0;
    if (png && *png && !args_number(png, 20, 600, &dpi))
        return wrong_use("`%s` is no resolution; write 20 to 600 dots per inch", png);
    hx_job *job = hx_job_new(call->engine);
    if (!job)
        out_of_memory();
    char *path = sheet_path(call);
    struct output output = {.path = path, .sync_later = true};
    enum hx_status status = hx_template_preview(job, call->name, (int)dpi, output_write, &output, call->report);
    output_report(&output, call->report);
    if (!output.error && status == HX_OK && strcmp(path, "-") != 0)
        printf("%s\n", path);
    free(path);
    hx_job_free(job);
    return status;
}

/* The folder of a new template, which must not be there yet, and what failed in it. */
struct starter {
    const char *folder;
    char *file; /* that was written last; to be freed */
    int error; /* errno, or 0 */
};

static bool write_starter(void *context, const char *name, const void *bytes, size_t n)
{
    struct starter *starter = context;
    if (!starter->file && mkdir(starter->folder, 0777) != 0) {
        starter->error = errno;
        return false;
    }
    free(starter->file);
    starter->file = program_printf("%s/%s", starter->folder, name);
    struct output output = {.path = starter->file, .sync_later = true};
    bool good = output_write(&output, bytes, n);
    starter->error = output.error;
    return good;
}

static enum hx_status new_template(struct call *call)
{
    const char *into = call->args->value[OPT_OUTPUT];
    char *folder = program_printf("%s/%s", into ? into : ".", call->name);
    struct starter starter = {.folder = folder};
    enum hx_status status =
        hx_template_new(call->engine, call->name, call->args->value[OPT_FROM], write_starter, &starter, call->report);
    if (starter.error)
        hx_report_file(call->report, "file-write", starter.file ? starter.file : folder, strerror(starter.error));
    if (status == HX_OK)
        printf("%s: begin with template.yaml; `hexapla template check %s` says whether it is right\n", folder, folder);
    free(starter.file);
    free(folder);
    return status;
}

/* The folder of a file of a template, a name as it is. */
static char *template_name(const char *operand)
{
    size_t n = strlen(operand), ending = strlen(".yaml");
    if (n <= ending || strcmp(operand + n - ending, ".yaml") != 0)
        return program_printf("%s", operand);
    const char *slash = strrchr(operand, '/');
    return slash ? program_printf("%.*s", (int)(slash - operand) + 1, operand) : program_printf("./");
}

static const struct action {
    const char *name;
    enum hx_status (*run)(struct call *call);
    unsigned takes; /* TAKES(…) of the options it reads, of those that some do */
} actions[] = {
    {"check", check, 0},
    {"show", show, TAKES(OPT_LANGUAGE)},
    {"preview", preview, TAKES(OPT_OUTPUT) | TAKES(OPT_PNG)},
    {"new", new_template, TAKES(OPT_OUTPUT) | TAKES(OPT_FROM)},
};
enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static enum hx_status run_action(const struct action *action, const struct args *args)
{
    struct call call = {.args = args, .report = hx_report_new()};
    if (!call.report)
        out_of_memory();
    char *name = template_name(args->operands.at[1]);
    call.name = name;
    call.engine = engine_open(args, call.report);
    enum hx_status status = call.engine ? action->run(&call) : hx_report_status(call.report);
    report_print(call.report, false);
    hx_engine_free(call.engine);
    hx_report_free(call.report);
    free(name);
    return status;
}

/* Of the options that only some of the actions take. */
static bool options_fit(const struct args *args, unsigned takes)
{
    static const enum option some[] = {OPT_LANGUAGE, OPT_OUTPUT, OPT_FROM, OPT_PNG};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (args->value[some[i]] && !(takes & TAKES(some[i])))
            return false;
    return true;
}

enum hx_status command_template(const struct args *args)
{
    const struct strings *operands = &args->operands;
    const char *what = operands->n ? operands->at[0] : "";
    if (strcmp(what, "list") == 0 && operands->n == 1 && options_fit(args, 0))
        return print_templates(args);
    for (size_t i = 0; i < ACTION_COUNT; i++)
        if (strcmp(what, actions[i].name) == 0 && operands->n == 2 && options_fit(args, actions[i].takes))
            return run_action(&actions[i], args);
    return wrong_use("write `hexapla template list`, `check NAME`, `show NAME [-l LANG]`,\n"
                     "         `preview NAME [-o FILE.png]` or `new NAME [--from NAME] [-o DIR]`");
}
