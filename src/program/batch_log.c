#include "program/batch_log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char log_name[] = ".hexapla-done";
enum { DIGITS = 32 /* of a digest */, FIELDS = 8 };

bool digests_equal(struct hx_digest a, struct hx_digest b)
{
    return a.lane[0] == b.lane[0] && a.lane[1] == b.lane[1];
}

/* --- lines -------------------------------------------------------------------------------------- */

static void print_digest(char text[DIGITS + 1], struct hx_digest digest)
{
    snprintf(text, DIGITS + 1, "%016llx%016llx", (unsigned long long)digest.lane[0], (unsigned long long)digest.lane[1]);
}

static bool read_digest(const char *text, struct hx_digest *digest)
{
    *digest = (struct hx_digest){0};
    if (strlen(text) != DIGITS || strspn(text, "0123456789abcdef") != DIGITS)
        return false;
    for (int i = 0; i < DIGITS; i++) {
        unsigned digit = (unsigned)(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
        digest->lane[i / 16] = digest->lane[i / 16] << 4 | digit;
    }
    return true;
}

/* A line is tab-separated: a digest of all that follows, key, template, output, its size, and three texts. */
static char *format(const struct record *record)
{
    char key[DIGITS + 1], template_[DIGITS + 1], output[DIGITS + 1], check[DIGITS + 1];
    print_digest(key, record->key);
    print_digest(template_, record->template_);
    print_digest(output, record->output);
    char *rest = program_printf("%s\t%s\t%s\t%zu\t%s\t%s\t%s", key, template_, output, record->size, record->template_name,
        record->name, record->facts);
    print_digest(check, hx_digest_of(rest, strlen(rest)));
    char *line = program_printf("%s\t%s\n", check, rest);
    free(rest);
    return line;
}

/* Takes a line apart, without its end; false when it is not whole. */
static bool parse(struct record *record, char *line)
{
    char *field[FIELDS], *tab = strchr(line, '\t');
    struct hx_digest check;
    long long size;
    if (!tab || tab - line != DIGITS)
        return false;
    struct hx_digest rest = hx_digest_of(tab + 1, strlen(tab + 1));
    for (int i = 0; i < FIELDS; i++) {
        field[i] = line;
        tab = i < FIELDS - 1 ? strchr(line, '\t') : NULL;
        if (!tab && i < FIELDS - 1)
            return false;
        if (tab)
            *tab = '\0';
        line = tab ? tab + 1 : line;
    }
    if (!read_digest(field[0], &check) || !digests_equal(check, rest) || !read_digest(field[1], &record->key) ||
        !read_digest(field[2], &record->template_) || !read_digest(field[3], &record->output) ||
        !args_number(field[4], 0, INT64_MAX / 16, &size))
        return false;
    record->size = (size_t)size;
    record->template_name = field[5];
    record->name = field[6];
    record->facts = field[7];
    return true;
}

/* --- reading ------------------------------------------------------------------------------------ */

static void read_line(struct log *log, const char *text, size_t n)
{
    if (log->n == log->room) {
        log->room = log->room ? log->room * 2 : 64;
        log->records = program_grow(log->records, log->room * sizeof *log->records);
    }
    struct record *record = &log->records[log->n];
    record->line = program_printf("%.*s", (int)n, text);
    if (parse(record, record->line))
        log->n++;
    else
        free(record->line);
}

static void read_log(struct log *log, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, file)) > 0;)
        if (n < INT32_MAX && line[n - 1] == '\n')
            read_line(log, line, (size_t)n - 1);
    free(line);
    fclose(file);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct record *)a)->name, ((const struct record *)b)->name);
}

static void read_logs(struct log *log, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strncmp(entry->d_name, log_name, sizeof log_name - 1) != 0)
            continue;
        char *path = program_printf("%s/%s", folder, entry->d_name);
        read_log(log, path);
        free(path);
    }
    closedir(dir);
    if (log->n)
        qsort(log->records, log->n, sizeof *log->records, by_name);
}

/* --- the log ------------------------------------------------------------------------------------ */

/* A line that a run did not finish is ended, so that the next one begins at its start. */
static bool end_torn_line(int fd)
{
    char last;
    off_t end = lseek(fd, 0, SEEK_END);
    return end < 0 || end == 0 || pread(fd, &last, 1, end - 1) != 1 || last == '\n' || write(fd, "\n", 1) == 1;
}

bool log_open(struct log *log, const char *folder, long long shard, long long shards)
{
    read_logs(log, folder);
    pthread_mutex_init(&log->lock, NULL);
    char *path = shards > 1 ? program_printf("%s/%s-%lld-of-%lld", folder, log_name, shard, shards)
                            : program_printf("%s/%s", folder, log_name);
    log->fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    free(path);
    return log->fd >= 0 && end_torn_line(log->fd);
}

void log_close(struct log *log)
{
    for (size_t i = 0; i < log->n; i++)
        free(log->records[i].line);
    free(log->records);
    if (log->fd >= 0)
        close(log->fd);
    pthread_mutex_destroy(&log->lock);
}

static size_t first_of(const struct log *log, const char *name)
{
    size_t from = 0, to = log->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(log->records[middle].name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const struct record *log_find(const struct log *log, const char *name, struct hx_digest key,
    bool (*good)(void *context, const struct record *record), void *context)
{
    for (size_t i = first_of(log, name); i < log->n && strcmp(log->records[i].name, name) == 0; i++)
        if (digests_equal(log->records[i].key, key) && good(context, &log->records[i]))
            return &log->records[i];
    return NULL;
}

/* Names that a line cannot hold are not kept: such documents are done every time. */
void log_add(struct log *log, const struct record *record)
{
    if (strpbrk(record->name, "\t\n") || strpbrk(record->template_name, "\t\n"))
        return;
    char *line = format(record);
    size_t n = strlen(line);
    pthread_mutex_lock(&log->lock);
    if (write(log->fd, line, n) != (ssize_t)n && !log->error)
        log->error = errno ? errno : EIO;
    pthread_mutex_unlock(&log->lock);
    free(line);
}
