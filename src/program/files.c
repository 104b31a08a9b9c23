#define _GNU_SOURCE /* syncfs */
#include "program/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading ------------------------------------------------------------------------------------ */

static bool read_all(struct input *input, int fd)
{
    size_t room = 0;
    while (input->n <= HX_SOURCE_LARGEST) {
        if (room - input->n < 4096)
            input->bytes = program_grow(input->bytes, room = room ? room * 2 : 65536);
        size_t wanted = room - input->n;
        if (wanted > HX_SOURCE_LARGEST + 1 - input->n)
            wanted = HX_SOURCE_LARGEST + 1 - input->n;
        ssize_t got = read(fd, input->bytes + input->n, wanted);
        if (got < 0 && errno == EINTR && !interrupted())
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return true;
        input->n += (size_t)got;
    }
    return true;
}

bool file_read(struct input *input, const char *name, hx_report *report)
{
    *input = (struct input){0};
    bool standard = strcmp(name, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    struct stat about;
    bool folder = fd >= 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode);
    bool good = fd >= 0 && !folder && read_all(input, fd);
    if (folder)
        hx_report_file(report, "file-directory", name, "");
    else if (!good)
        hx_report_file(report, "file-read", name, strerror(errno));
    if (fd >= 0 && !standard)
        close(fd);
    if (good)
        return true;
    free(input->bytes);
    input->bytes = NULL;
    return false;
}

/* --- names -------------------------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool names_folder(const char *path)
{
    size_t n = strlen(path);
    return (n && path[n - 1] == '/') || is_folder(path);
}

bool folder_make(const char *path)
{
    char *part = program_printf("%s", path);
    bool good = true;
    for (char *slash = part; good && *slash; slash++) {
        if (*slash != '/' || slash == part)
            continue;
        *slash = '\0';
        good = mkdir(part, 0777) == 0 || errno == EEXIST;
        *slash = '/';
    }
    good = good && (mkdir(part, 0777) == 0 || errno == EEXIST);
    int error = errno;
    free(part);
    errno = good ? ENOTDIR : error;
    return good && is_folder(path);
}

bool same_file(const char *a, const char *b)
{
    struct stat left, right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/* Without the ending of a text file; any other ending may be a language (NAME.ar) and stays. */
static size_t stem_length(const char *name)
{
    static const char *const endings[] = {".txt", ".text", ".md", ".markdown", ".xml", ".hexapla"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (n > ending && name[n - ending - 1] != '/' && strcmp(name + n - ending, endings[i]) == 0)
            return n - ending;
    }
    return n;
}

char *output_path(const char *source, const char *output, bool several, const char *suffix)
{
    if (!output)
        return strcmp(source, "-") == 0 ? program_printf("-")
                                        : program_printf("%.*s%s", (int)stem_length(source), source, suffix);
    size_t n = strlen(output);
    if (!several && !names_folder(output))
        return program_printf("%s", output);
    const char *slash = strrchr(source, '/'), *base = slash ? slash + 1 : source;
    if (strcmp(source, "-") == 0)
        base = "stdin";
    while (n > 1 && output[n - 1] == '/')
        n--;
    return program_printf("%.*s/%.*s%s", (int)n, output, (int)stem_length(base), base, suffix);
}

void paths_free(char **paths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(paths[i]);
    free(paths);
}

struct named {
    const char *path, *source;
};

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->path, ((const struct named *)b)->path);
}

bool paths_differ(const char *const *sources, char *const *paths, size_t n)
{
    struct named *named = program_grow(NULL, (n + 1) * sizeof *named);
    for (size_t i = 0; i < n; i++)
        named[i] = (struct named){paths[i], sources[i]};
    qsort(named, n, sizeof *named, by_path);
    bool differ = true;
    for (size_t i = 1; i < n && differ; i++)
        if (by_path(&named[i - 1], &named[i]) == 0) {
            wrong_use("%s and %s would both be written to %s", named[i - 1].source, named[i].source, named[i].path);
            differ = false;
        }
    free(named);
    return differ;
}

/* --- writing ------------------------------------------------------------------------------------ */

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t taken = write(fd, bytes, n);
        if (taken < 0 && errno != EINTR)
            return false;
        if (taken > 0) {
            bytes += taken;
            n -= (size_t)taken;
        }
    }
    return true;
}

static bool write_plainly(const char *path, const void *bytes, size_t n)
{
    int fd = strcmp(path, "-") == 0 ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && write_all(fd, bytes, n);
    int error = errno;
    if (fd >= 0 && fd != STDOUT_FILENO && close(fd) != 0 && good) {
        good = false;
        error = errno;
    }
    errno = error;
    return good;
}

/* Where the bytes for `path` are put until they are all there: one name for each path, so that what was left by a
 * run that was killed is used again and no other file is taken for it. */
static char *aside_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    struct hx_digest digest = hx_digest_of(base, strlen(base));
    return program_printf("%.*s.hexapla-%016llx%016llx", (int)(base - path), path, (unsigned long long)digest.lane[0],
        (unsigned long long)digest.lane[1]);
}

/* Opens the file aside for this process alone, empty. Another one that writes the same output is waited for; what it
 * was given is then its output, and the name is free again. Where files cannot be locked there is no other. */
static int open_aside(const char *aside)
{
    for (;;) {
        int fd = open(aside, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0)
            return fd;
        while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
            ;
        struct stat ours, named;
        if (fstat(fd, &ours) == 0 && stat(aside, &named) == 0 && ours.st_dev == named.st_dev && ours.st_ino == named.st_ino) {
            if (ftruncate(fd, 0) == 0)
                return fd;
            close(fd);
            return -1;
        }
        close(fd);
    }
}

static bool replace(const char *path, bool sync, const void *bytes, size_t n)
{
    char *aside = aside_of(path);
    int fd = open_aside(aside);
    bool made = fd >= 0;
    bool good = made && write_all(fd, bytes, n) && (!sync || fsync(fd) == 0) && rename(aside, path) == 0;
    int error = errno;
    if (made && !good)
        unlink(aside);
    if (made && close(fd) != 0 && good) { /* the lock goes last */
        good = false;
        error = errno;
    }
    free(aside);
    errno = error;
    return good;
}

void output_discard(const char *path)
{
    char *aside = aside_of(path);
    unlink(aside);
    free(aside);
}

/* Devices and pipes are written to, never replaced; of a link, the file it names is replaced. */
bool output_write(void *context, const void *bytes, size_t n)
{
    struct output *output = context;
    int64_t start = now();
    struct stat about;
    bool known = strcmp(output->path, "-") != 0 && stat(output->path, &about) == 0;
    bool good;
    if (strcmp(output->path, "-") == 0 || (known && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode))) {
        good = write_plainly(output->path, bytes, n);
    } else {
        char *real = known ? realpath(output->path, NULL) : NULL;
        good = replace(real ? real : output->path, !output->sync_later, bytes, n);
        int error = errno;
        free(real);
        errno = error;
    }
    output->error = good ? 0 : errno;
    output->n = n;
    if (output->digest_wanted)
        output->digest = hx_digest_of(bytes, n);
    output->time = now() - start;
    return good;
}

/* Before the ending of the path, when it is that of such files. */
static char *page_path(const char *path, size_t page)
{
    size_t n = strlen(path), ending = strlen(".png");
    if (n > ending && strcmp(path + n - ending, ".png") == 0)
        n -= ending;
    return program_printf("%.*s-%zu.png", (int)n, path, page);
}

bool page_output_write(void *context, const void *bytes, size_t n)
{
    struct page_output *pages = context;
    char *path = page_path(pages->path, ++pages->page);
    struct output output = {.path = path, .sync_later = true};
    bool good = !same_file(pages->source, path) && output_write(&output, bytes, n);
    pages->time += output.time;
    if (good) {
        free(path);
    } else {
        pages->error = output.error ? output.error : EEXIST;
        pages->failed = path;
    }
    return good;
}

void output_report(const struct output *output, hx_report *report)
{
    const char *slash = strrchr(output->path, '/');
    char *folder = output->error == ENOENT && slash
        ? program_printf("there is no folder `%.*s`", (int)(slash - output->path), output->path) : NULL;
    if (output->error)
        hx_report_file(report, "file-write", strcmp(output->path, "-") == 0 ? "standard output" : output->path,
            folder ? folder : strerror(output->error));
    free(folder);
}

enum hx_status render_to(hx_job *job, const struct hx_render_options *options, struct output *output,
    hx_report *report, struct hx_result *result)
{
    enum hx_status status = hx_render(job, options, output_write, output, report, result);
    output_report(output, report);
    return status;
}

bool folder_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && syncfs(fd) == 0;
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return good;
}
