/* render and convert: one document after the other, up to some stage. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/render.h"

static enum hx_status render(
    const struct pass *pass, const struct hx_render_options *options, hx_write write, void *context, struct hx_result *result)
{
    if (!pass->versions)
        return hx_render(pass->workspace->job, options, write, context, pass->report, result);
    return hx_render_parallel(pass->workspace->job, &pass->versions->parallel, options, write, context, pass->report, result);
}

static enum hx_status render_pages(
    const struct pass *pass, const struct hx_render_options *options, struct output *output, struct hx_result *result)
{
    struct page_output pages = {.path = output->path, .source = options->name};
    enum hx_status status = render(pass, options, page_output_write, &pages, result);
    if (pages.error)
        hx_report_file(pass->report, "file-write", pages.failed, strerror(pages.error));
    free(pages.failed);
    output->time = pages.time;
    return status;
}

/* The PDF or the pages, or nothing but the findings. */
static enum hx_status render_document(
    const struct pass *pass, const struct hx_render_options *options, struct output *output, struct hx_result *result)
{
    if (pass->stage == HX_PNG)
        return render_pages(pass, options, output, result);
    enum hx_status status = render(pass, options, output_write, output, result);
    output_report(output, pass->report);
    return status;
}

/* The source, or the versions that stand side by side. */
static bool read_source(const struct pass *pass, const char *source, struct input *input)
{
    *input = (struct input){0};
    return pass->versions ? versions_read(pass->versions, pass->args, pass->report) : file_read(input, source, pass->report);
}

enum hx_status render_one(const struct pass *pass, const char *source, const char *path, struct hx_result *result, int64_t *time)
{
    int64_t start = now();
    struct input input;
    struct output output = {.path = path, .sync_later = pass->following};
    *result = (struct hx_result){0};
    enum hx_status status = HX_SYSTEM;
    if (same_file(source, path)) {
        hx_report_file(pass->report, "file-same", source, "its own source");
        status = HX_USAGE;
    } else if (read_source(pass, source, &input)) {
        struct hx_render_options options = {.size = sizeof options, .name = source, .bytes = input.bytes, .n = input.n,
            .template_name = pass->args->value[OPT_TEMPLATE], .language = pass->args->value[OPT_LANGUAGE],
            .set = pass->args->set.at, .stage = pass->stage, .date = pass->date, .standard = pass->standard, .linearize = pass->args->value[OPT_LINEARIZE] != NULL, .dpi = pass->dpi,
            .marks = pass->following};
        status = render_document(pass, &options, &output, result);
        if (status == HX_OK && pass->args->value[OPT_SIZES] && result->part_n)
            say_sizes(source, result, pass->json);
        free(input.bytes);
    }
    report_print(pass->report, pass->json);
    *time = now() - start - output.time;
    return status;
}

static enum hx_status render_all(const struct pass *pass, char *const *paths)
{
    const struct strings *sources = &pass->args->operands;
    enum hx_status status = HX_OK;
    for (size_t i = 0; i < sources->n && !interrupted(); i++) {
        struct hx_result result;
        int64_t time;
        enum hx_status one = render_one(pass, sources->at[i], paths[i], &result, &time);
        if (pass->args->value[OPT_VERBOSE] && one == HX_OK)
            say_done(sources->at[i], result.pages, time);
        status = worse(status, one);
    }
    return status;
}

static enum hx_status run_pass(struct pass *pass, char *const *paths)
{
    enum hx_status status;
    pass->report = hx_report_new();
    if (!pass->report)
        out_of_memory();
    pass->workspace = workspace_open(pass->args, pass->report);
    if (pass->workspace) {
        status = pass->following ? follow(pass, paths) : render_all(pass, paths);
        workspace_close(pass->workspace);
    } else {
        status = hx_report_status(pass->report);
        report_print(pass->report, pass->json);
    }
    hx_report_free(pass->report);
    return status;
}

static bool find_stage(const char *name, enum hx_stage *stage, const char **suffix)
{
    static const struct row {
        const char *suffix;
        enum hx_stage stage;
    } rows[] = {{".fields", HX_FIELDS}, {".tree", HX_TREE}, {".content", HX_CONTENT}, {".lines", HX_LINES},
        {".pages", HX_PAGES}, {".text", HX_TEXT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(name, rows[i].suffix + 1) == 0) {
            *stage = rows[i].stage;
            *suffix = rows[i].suffix;
            return true;
        }
    wrong_use("`%s` is no stage; write fields, tree, content, lines, pages or text", name);
    return false;
}

/* Checks -o against the number of sources, makes its folder, and works out every path. NULL, with a
 * message and *status set, when that cannot be. */
static char **plan_paths(const struct args *args, const char *suffix, bool dump, enum hx_status *status)
{
    *status = HX_USAGE;
    const struct strings *sources = &args->operands;
    const char *output = args->value[OPT_OUTPUT];
    if (!output && dump)
        output = "-";
    bool standard = output && strcmp(output, "-") == 0;
    bool several = sources->n > 1 && output && !standard;
    if (several && !names_folder(output)) {
        wrong_use("-o must name a folder for several sources; `%s` is none", output);
        return NULL;
    }
    if (sources->n > 1 && standard && !dump) {
        wrong_use("only one document can go to standard output");
        return NULL;
    }
    if (output && !standard && names_folder(output) && !folder_make(output)) {
        fprintf(stderr, "%s: error: cannot write: %s [file-write]\n", output, strerror(errno));
        *status = HX_SYSTEM;
        return NULL;
    }
    char **paths = program_grow(NULL, sources->n * sizeof *paths);
    for (size_t i = 0; i < sources->n; i++)
        paths[i] = standard ? program_printf("-") : output_path(sources->at[i], output, several, suffix);
    if (standard || paths_differ(sources->at, paths, sources->n))
        return paths;
    paths_free(paths, sources->n);
    return NULL;
}

/* --png and --png=DPI. */
static bool find_resolution(const struct args *args, struct pass *pass, const char **suffix)
{
    const char *png = args->value[OPT_PNG];
    long long dpi = 0;
    if (!png)
        return true;
    pass->stage = HX_PNG;
    *suffix = ".png";
    if (args->value[OPT_DUMP])
        wrong_use("--png and --dump cannot both be written");
    else if (*png && !args_number(png, 20, 600, &dpi))
        wrong_use("`%s` is no resolution; write 20 to 600 dots per inch", png);
    else {
        pass->dpi = (int)dpi;
        return true;
    }
    return false;
}

static enum hx_status run_render(const struct args *args, struct versions *versions)
{
    struct pass pass = {.args = args, .stage = HX_PDF, .versions = versions};
    const char *dump = args->value[OPT_DUMP], *suffix = ".pdf";
    if (!sources_good(&args->operands) || !json_wanted(args, &pass.json) || !epoch_date(&pass.date) || !standard_wanted(args, &pass.standard) ||
        (dump && !find_stage(dump, &pass.stage, &suffix)) || !find_resolution(args, &pass, &suffix))
        return HX_USAGE;
    enum hx_status status;
    char **paths = plan_paths(args, suffix, dump != NULL, &status);
    if (!paths)
        return status;
    pass.following = args->value[OPT_WATCH] != NULL;
    if (pass.following && !follow_possible(&pass, paths))
        status = HX_USAGE;
    else if (pass.stage == HX_PNG && strcmp(paths[0], "-") == 0)
        status = wrong_use("pages are files of their own; name a folder or a file with -o");
    else if (!dump && strcmp(paths[0], "-") == 0 && isatty(STDOUT_FILENO))
        status = wrong_use("a PDF is nothing for a terminal; name a file with -o");
    else
        status = run_pass(&pass, paths);
    paths_free(paths, args->operands.n);
    return status;
}

/* One document of several sources; its output is named after the first. */
static enum hx_status render_parallel(const struct args *args)
{
    struct versions versions;
    enum hx_status status = HX_USAGE;
    if (!versions_find(&versions, args))
        return status;
    struct args whole = *args;
    whole.operands = (struct strings){(const char *[]){versions.name, NULL}, 1};
    status = run_render(&whole, &versions);
    versions_free(&versions);
    return status;
}

enum hx_status command_render(const struct args *args)
{
    return args->value[OPT_PARALLEL] ? render_parallel(args) : run_render(args, NULL);
}

/* What --to says, or else the ending of -o: .xml is AKN4UN, anything else hexapla source. */
static bool find_target(const struct args *args, enum hx_stage *stage)
{
    const char *to = args->value[OPT_TO], *output = args->value[OPT_OUTPUT];
    size_t n = output ? strlen(output) : 0;
    bool xml = to ? strcmp(to, "xml") == 0 : n > 4 && strcmp(output + n - 4, ".xml") == 0;
    *stage = xml ? HX_XML : HX_SOURCE;
    if (!to || xml || strcmp(to, "text") == 0)
        return true;
    wrong_use("`%s` is nothing to convert to; write text or xml", to);
    return false;
}

enum hx_status command_convert(const struct args *args)
{
    struct pass pass = {.args = args};
    if (!find_target(args, &pass.stage))
        return HX_USAGE;
    if (args->operands.n != 1)
        return wrong_use("convert takes one source");
    if (!json_wanted(args, &pass.json))
        return HX_USAGE;
    const char *output = args->value[OPT_OUTPUT];
    char *path = output_path(args->operands.at[0], output ? output : "-", false, pass.stage == HX_XML ? ".xml" : ".txt");
    enum hx_status status = run_pass(&pass, &path);
    free(path);
    return status;
}
