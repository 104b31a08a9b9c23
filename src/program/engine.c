/* Where things are. The data (font list and templates) is named by HEXAPLA_DATADIR, or stands beside the
 * program: in the source tree above a build folder, or in the installed share folder; or where it was
 * configured to be. Fonts are looked for in the folders that the user names, or else in those of the
 * configuration. */
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

static hx_engine *open_with(const struct strings *fonts, hx_report *report)
{
    char *data = data_folder();
    char *manifest = program_printf("%s/fonts/fonts.yaml", data), *templates = program_printf("%s/templates", data);
    const char *template_roots[] = {templates, NULL};
    struct hx_engine_options options = {
        .size = sizeof options, .manifest = manifest, .font_roots = fonts->at, .template_roots = template_roots};
    hx_engine *engine = hx_engine_new(&options, report);
    free(manifest);
    free(templates);
    free(data);
    return engine;
}

hx_engine *engine_open(const struct args *args, hx_report *report)
{
    const char *named = getenv("HEXAPLA_FONT_PATH");
    char *list = program_printf("%s", named && *named ? named : HEXAPLA_FONT_ROOTS);
    struct strings roots = {0};
    if (!args->font_dirs.n)
        split_roots(&roots, list);
    hx_engine *engine = open_with(args->font_dirs.n ? &args->font_dirs : &roots, report);
    free(roots.at);
    free(list);
    return engine;
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
