/* Where things are. The data (font list and templates) is named by HEXAPLA_DATADIR, or stands beside the
 * program: in the source tree above a build folder, or in the installed share folder; or where it was
 * configured to be. Fonts are looked for in the folders that the user names, or else in those of the
 * configuration; templates in the user's folders first. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/program.h"

static bool has_fonts(const char *folder)
{
    char *path = program_printf("%s/fonts/fonts.yaml", folder);
    bool found = access(path, R_OK) == 0;
    free(path);
    return found;
}

/* The folder of the running program, from the kernel; NULL where it does not say. */
static char *program_folder(void)
{
    size_t room = 4096;
    char *path = program_grow(NULL, room);
    ssize_t n = readlink("/proc/self/exe", path, room - 1);
    if (n > 0) {
        path[n] = '\0';
        char *slash = strrchr(path, '/');
        if (slash) {
            *slash = '\0';
            return path;
        }
    }
    free(path);
    return NULL;
}

static char *data_folder(void)
{
    const char *named = getenv("HEXAPLA_DATADIR");
    if (named && *named)
        return program_printf("%s", named);
    static const char *const beside[] = {"..", "../share/hexapla"};
    char *here = program_folder();
    for (size_t i = 0; here && i < sizeof beside / sizeof *beside; i++) {
        char *folder = program_printf("%s/%s", here, beside[i]);
        if (has_fonts(folder)) {
            free(here);
            return folder;
        }
        free(folder);
    }
    free(here);
    return program_printf("%s", HEXAPLA_DATADIR);
}

/* The parts of a colon-separated list; `list` is cut up. */
static void split_roots(struct strings *roots, char *list)
{
    char *rest;
    for (char *root = strtok_r(list, ":", &rest); root; root = strtok_r(NULL, ":", &rest))
        strings_add(roots, root);
}

/* The user's folders of templates are asked before those of the data. */
static hx_engine *open_with(const struct strings *fonts, const struct strings *templates, hx_report *report)
{
    char *data = data_folder();
    char *manifest = program_printf("%s/fonts/fonts.yaml", data), *shipped = program_printf("%s/templates", data);
    struct strings roots = {0};
    for (size_t i = 0; i < templates->n; i++)
        strings_add(&roots, templates->at[i]);
    strings_add(&roots, shipped);
    struct hx_engine_options options = {
        .size = sizeof options, .manifest = manifest, .font_roots = fonts->at, .template_roots = roots.at};
    hx_engine *engine = hx_engine_new(&options, report);
    free(roots.at);
    free(manifest);
    free(shipped);
    free(data);
    return engine;
}

/* The folders of an option, or else those of the environment, or else of the configuration; `list` is to be
 * freed after them. */
static struct strings folders(const struct strings *given, const char *variable, const char *otherwise, char **list)
{
    const char *named = getenv(variable);
    struct strings found = {0};
    *list = program_printf("%s", named && *named ? named : otherwise);
    for (size_t i = 0; i < given->n; i++)
        strings_add(&found, given->at[i]);
    if (!given->n)
        split_roots(&found, *list);
    return found;
}

/* Every document takes and gives back the same few megabytes: they are kept, and taken in large steps, for
 * asking the kernel for each is a tenth of a short run. */
static void keep_memory(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
    mallopt(M_TOP_PAD, 4 << 20);
#endif
}

hx_engine *engine_open(const struct args *args, hx_report *report)
{
    keep_memory();
    char *font_list, *template_list;
    struct strings fonts = folders(&args->font_dirs, "HEXAPLA_FONT_PATH", HEXAPLA_FONT_ROOTS, &font_list);
    struct strings templates = folders(&args->template_dirs, "HEXAPLA_TEMPLATE_PATH", "", &template_list);
    hx_engine *engine = open_with(&fonts, &templates, report);
    free(fonts.at);
    free(templates.at);
    free(font_list);
    free(template_list);
    return engine;
}

char **template_folders(const struct args *args)
{
    char *list, *data = data_folder();
    struct strings given = folders(&args->template_dirs, "HEXAPLA_TEMPLATE_PATH", "", &list);
    const char *named = args->value[OPT_TEMPLATE];
    char **paths = program_grow(NULL, (given.n + 3) * sizeof *paths);
    size_t n = 0;
    for (; n < given.n; n++)
        paths[n] = program_printf("%s", given.at[n]);
    paths[n++] = program_printf("%s/templates", data);
    if (named && strchr(named, '/'))
        paths[n++] = program_printf("%s", named);
    paths[n] = NULL;
    free(given.at);
    free(list);
    free(data);
    return paths;
}

struct workspace *workspace_open(const struct args *args, hx_report *report)
{
    hx_engine *engine = engine_open(args, report);
    if (!engine)
        return NULL;
    struct workspace *workspace = program_grow(NULL, sizeof *workspace);
    *workspace = (struct workspace){engine, hx_job_new(engine)};
    if (!workspace->job)
        out_of_memory();
    return workspace;
}

void workspace_close(struct workspace *workspace)
{
    if (!workspace)
        return;
    hx_job_free(workspace->job);
    hx_engine_free(workspace->engine);
    free(workspace);
}

bool epoch_date(int64_t *date)
{
    *date = -1;
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text)
        return true;
    long long seconds;
    if (!args_number(text, 0, 253402300799, &seconds)) { /* to the end of the year 9999 */
        wrong_use("SOURCE_DATE_EPOCH is `%s`; it must be seconds since 1970", text);
        return false;
    }
    *date = seconds;
    return true;
}
