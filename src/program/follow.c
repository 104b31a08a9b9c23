/* render --watch: sources are set again when they or their templates are saved. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/change.h"
#include "program/render.h"
#include "program/watch.h"

struct names {
    const char *const *at;
    size_t n;
};

/* The files that are watched: the sources, or the versions that are one source together. */
static struct names names_of(const struct pass *pass)
{
    const struct versions *versions = pass->versions;
    return versions ? (struct names){(const char *const *)versions->names, versions->parallel.document_count}
                    : (struct names){pass->args->operands.at, pass->args->operands.n};
}

bool follow_possible(const struct pass *pass, char *const *paths)
{
    struct names names = names_of(pass);
    bool input = false, output = false;
    for (size_t i = 0; i < names.n; i++)
        input = input || strcmp(names.at[i], "-") == 0;
    for (size_t i = 0; i < pass->args->operands.n; i++)
        output = output || strcmp(paths[i], "-") == 0;
    if (input || output)
        wrong_use("standard %s cannot be watched; name files", input ? "input" : "output");
    return !input && !output;
}

static void set_again(const struct pass *pass, const char *source, const char *path, struct pages_seen *seen)
{
    struct hx_result result;
    int64_t time;
    if (render_one(pass, source, path, &result, &time) == HX_OK) {
        say_change(seen, source, &result, time, pass->report, pass->json);
    } else {
        char *stays = program_printf("%s stays", path);
        say_failure(seen, source, stays, pass->report, pass->json);
        free(stays);
    }
    hx_report_clear(pass->report);
}

/* Templates were read once for all documents; a new engine reads them again. */
static void read_templates_again(struct pass *pass)
{
    struct workspace *fresh = workspace_open(pass->args, pass->report);
    report_print(pass->report, pass->json);
    if (!fresh)
        return;
    workspace_close(pass->workspace);
    pass->workspace = fresh;
}

static void follow_with(struct pass *pass, char *const *paths, struct watch *watch)
{
    const struct strings *sources = &pass->args->operands;
    struct pages_seen *seen = program_grow(NULL, sources->n * sizeof *seen);
    memset(seen, 0, sources->n * sizeof *seen);
    for (size_t i = 0; i < sources->n && !interrupted(); i++)
        set_again(pass, sources->at[i], paths[i], &seen[i]);
    while (!interrupted()) {
        unsigned what = watch_wait(watch, -1, -1);
        if (what & WATCH_FOLDERS)
            read_templates_again(pass);
        for (size_t i = 0; i < sources->n; i++)
            if ((what & WATCH_FOLDERS) || (pass->versions ? what & WATCH_FILES : watch_saved(watch, i)))
                set_again(pass, sources->at[i], paths[i], &seen[i]);
    }
    for (size_t i = 0; i < sources->n; i++)
        free(seen[i].marks);
    free(seen);
}

enum hx_status follow(struct pass *pass, char *const *paths)
{
    char **folders = template_folders(pass->args);
    struct names names = names_of(pass);
    struct watch *watch = watch_new(names.at, names.n, folders);
    enum hx_status status = HX_OK;
    if (watch) {
        follow_with(pass, paths, watch);
        interrupt_expected();
    } else {
        fprintf(stderr, "hexapla: cannot watch files: %s\n", strerror(errno));
        status = HX_SYSTEM;
    }
    watch_free(watch);
    for (size_t i = 0; folders[i]; i++)
        free(folders[i]);
    free(folders);
    return status;
}
