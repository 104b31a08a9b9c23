#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "template/template_text.h"
#include "template/yaml.h"

/* Finding templates: files by name on the path, all names, the template that a symbol asks for; and
 * checking one in all languages. */

enum { NAME_MOST = 64 };

bool template_name_good(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t n = strlen(name);
    return n > 0 && n <= NAME_MOST && *name != '.' && strspn(name, allowed) == n;
}

/* A link could lead to any file that the user may read, and messages would show its text. */
static const struct source *read_file(struct arena *arena, const char *path, struct report *report)
{
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode))
        return yaml_source(arena, path, report);
    diag_file(report, DIAG_TEMPLATE_LINK, "", arena_strdup(arena, path));
    return NULL;
}

const struct source *template_file(struct arena *arena, const struct template_path *path, const char *name,
    const char *file, struct report *report)
{
    if (path->folder && strcmp(name, path->folder) == 0)
        return read_file(arena, arena_printf(arena, "%s/%s", path->folder, file), report);
    const struct source *source = NULL;
    for (size_t i = 0; template_name_good(name) && i < path->n && !source; i++)
        source = read_file(arena, arena_printf(arena, "%s/%s/%s", path->dir[i], name, file), report);
    return source;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct template_entry *)a)->name, ((const struct template_entry *)b)->name);
}

struct names {
    LIST(struct template_entry) list;
};

struct folder {
    DIR *dir;
};

static void close_folder(void *object)
{
    struct folder *folder = object;
    if (folder->dir)
        closedir(folder->dir);
    folder->dir = NULL;
}

static void add_folder(struct arena *arena, const char *dir, struct names *names)
{
    struct folder *folder = arena_new_of(arena, struct folder);
    arena_on_release(arena, close_folder, folder); /* list_add may jump away */
    folder->dir = opendir(dir);
    for (struct dirent *entry; folder->dir && (entry = readdir(folder->dir));) {
        bool seen = !template_name_good(entry->d_name);
        for (size_t i = 0; i < names->list.n && !seen; i++)
            seen = strcmp(names->list.at[i].name, entry->d_name) == 0;
        if (!seen)
            *list_add(arena, &names->list) = (struct template_entry){.name = arena_strdup(arena, entry->d_name), .dir = dir};
    }
    close_folder(folder);
}

static const struct yaml *read_tree(struct arena *arena, const struct template_path *path, const char *name, struct report *report)
{
    const struct source *source = template_file(arena, path, name, "template.yaml", report);
    return source ? yaml_read(arena, source, DIAG_TEMPLATE_SYNTAX, report) : NULL;
}

size_t template_list(struct arena *arena, const struct template_path *path, struct template_entry **entries, struct report *report)
{
    struct names names = {0};
    for (size_t i = 0; i < path->n; i++)
        add_folder(arena, path->dir[i], &names);
    size_t n = 0;
    for (size_t i = 0; i < names.list.n; i++) {
        const struct yaml *tree = read_tree(arena, path, names.list.at[i].name, report);
        const char *title = yaml_text(tree, "title");
        names.list.at[i].title = title ? title : "";
        if (tree)
            names.list.at[n++] = names.list.at[i];
    }
    if (n > 1)
        qsort(names.list.at, n, sizeof *names.list.at, by_name);
    *entries = names.list.at;
    return n;
}

/* `*` stands for any bytes; linear in text for each star, by going back to the last star only. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *from = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            from = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

const struct template_patterns *template_patterns(struct arena *arena, const struct template_path *path)
{
    struct template_patterns *patterns = arena_new_of(arena, struct template_patterns);
    struct report *silent = report_new(arena);
    struct names names = {0};
    for (size_t i = 0; i < path->n; i++)
        add_folder(arena, path->dir[i], &names);
    if (names.list.n > 1)
        qsort(names.list.at, names.list.n, sizeof *names.list.at, by_name);
    for (size_t i = 0; i < names.list.n; i++) {
        const struct source *source = template_file(arena, path, names.list.at[i].name, "template.yaml", silent);
        const struct yaml *symbols = source ? yaml_read_key(arena, source, "symbols") : NULL;
        for (size_t k = 0; symbols && k < symbols->entries.n; k++)
            if (symbols->entries.at[k].value->text)
                *list_add(arena, &patterns->list) = (struct template_pattern){symbols->entries.at[k].value->text, names.list.at[i].name};
    }
    return patterns;
}

const char *template_for_symbol(const struct template_patterns *patterns, const char *symbol)
{
    const char *chosen = "un-ga";
    size_t longest = 0; /* the longest pattern says most */
    for (size_t i = 0; i < patterns->list.n; i++) {
        const struct template_pattern *pattern = &patterns->list.at[i];
        if (strlen(pattern->pattern) > longest && matches(pattern->pattern, symbol)) {
            longest = strlen(pattern->pattern);
            chosen = pattern->name;
        }
    }
    return chosen;
}

void template_check(struct arena *arena, const struct template_path *path, const char *name, struct report *report)
{
    size_t before = report->list.n;
    if (!read_tree(arena, path, name, report) && report->list.n > before)
        return; /* one finding, not one for each language */
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        template_load(arena, path, name, (enum lang)lang, report);
        if (report->list.n > before && report->list.at[before].id == DIAG_TEMPLATE_UNKNOWN)
            return;
    }
}
