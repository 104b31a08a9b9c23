/* batch --merge-reports: the reports of shards as that of the whole. A report is read in the very form in which
 * report_save wrote it, line by line; anything else is no report. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/batch_report.h"
#include "program/files.h"

struct merge {
    struct row *rows;
    size_t n, room;
    size_t of; /* documents of the whole; 0: not known yet */
    bool complete; /* so far */
    hx_report *report;
};

static bool fault(struct merge *merge, const char *file, const char *what)
{
    hx_report_file(merge->report, "report-form", file, what);
    return false;
}

static void add_row(struct merge *merge, const struct row *row)
{
    if (merge->n == merge->room) {
        merge->room = merge->room ? merge->room * 2 : 64;
        merge->rows = program_grow(merge->rows, merge->room * sizeof *merge->rows);
    }
    merge->rows[merge->n++] = *row;
}

static bool read_head(struct merge *merge, const char *file, const char *line)
{
    size_t shard, shards, of = 0;
    bool good = skip_word(&line, "{\"report\":\"hexapla batch\",\"version\":\"");
    line += good ? strcspn(line, "\"") : 0;
    good = good && skip_word(&line, "\",\"shard\":") && skip_number(&line, &shard) && skip_word(&line, ",\"shards\":") &&
           skip_number(&line, &shards) && skip_word(&line, ",\"of\":") && skip_number(&line, &of) &&
           skip_word(&line, ",\"complete\":");
    if (!good)
        return fault(merge, file, "it does not begin like one");
    merge->complete = merge->complete && strcmp(line, "true,\n") == 0;
    if (merge->of && merge->of != of)
        return fault(merge, file, "it is about another number of documents than the one before");
    merge->of = of;
    return true;
}

/* Rows after the head; the last line closes the object. */
static bool read_rows(struct merge *merge, const char *file, FILE *from, char **line, size_t *room)
{
    bool sets = false, closed = false;
    while (!closed && getline(line, room, from) > 0) {
        struct row row;
        closed = strcmp(*line, "}\n") == 0;
        sets = sets || strcmp(*line, "\"sets\":[\n") == 0;
        if (strncmp(*line, "{\"n\":", 5) != 0)
            continue;
        if (!row_read(&row, *line) || row.n < 1 || row.n > merge->of) {
            return fault(merge, file, "one of its lines is damaged");
        }
        row.set = sets;
        add_row(merge, &row);
    }
    return closed || fault(merge, file, "its end is missing");
}

static void read_report(struct merge *merge, const char *file)
{
    FILE *from = fopen(file, "rb");
    char *line = NULL;
    size_t room = 0;
    if (!from) {
        hx_report_file(merge->report, "file-read", file, strerror(errno));
        return;
    }
    if (getline(&line, &room, from) <= 0)
        fault(merge, file, "it is empty");
    else if (read_head(merge, file, line))
        read_rows(merge, file, from, &line, &room);
    free(line);
    fclose(from);
}

static int by_place(const void *a, const void *b)
{
    const struct row *left = *(const struct row *const *)a, *right = *(const struct row *const *)b;
    return left->n != right->n ? (left->n > right->n) - (left->n < right->n) : left->set - right->set;
}

/* Rows in their order; each document once, and all of them. */
static struct batch_report in_order(struct merge *merge)
{
    struct batch_report whole = {.rows = program_grow(NULL, (merge->n + 1) * sizeof *whole.rows), .n = merge->n,
        .of = merge->of, .shard = 1, .shards = 1, .complete = merge->complete};
    size_t documents = 0;
    for (size_t i = 0; i < merge->n; i++)
        whole.rows[i] = &merge->rows[i];
    if (merge->n)
        qsort(whole.rows, whole.n, sizeof *whole.rows, by_place);
    for (size_t i = 0; i < whole.n; i++) {
        documents += !whole.rows[i]->set;
        if (i && by_place(&whole.rows[i], &whole.rows[i - 1]) == 0)
            fault(merge, "", "two of them have the same document");
    }
    whole.complete = whole.complete && documents == whole.of;
    return whole;
}

static enum hx_status write_whole(struct merge *merge, const struct batch_report *whole, const char *path)
{
    report_save(whole, path, false, merge->report);
    enum hx_status status = hx_report_status(merge->report);
    for (size_t i = 0; i < whole->n; i++)
        status = worse(status, (enum hx_status)whole->rows[i]->status);
    return whole->complete ? status : worse(status, HX_DOCUMENT);
}

static enum hx_status merge_all(struct merge *merge, const struct args *args)
{
    for (size_t i = 0; i < args->operands.n; i++)
        read_report(merge, args->operands.at[i]);
    if (hx_report_status(merge->report) != HX_OK)
        return hx_report_status(merge->report);
    struct batch_report whole = in_order(merge);
    enum hx_status status = hx_report_status(merge->report);
    if (status == HX_OK) {
        status = write_whole(merge, &whole, args->value[OPT_OUTPUT]);
        if (args->value[OPT_VERBOSE])
            report_print_table(&whole, stderr);
        if (!whole.complete)
            fprintf(stderr, "hexapla: the reports are not complete: %zu rows for %zu documents\n", whole.n, whole.of);
    }
    free(whole.rows);
    return status;
}

enum hx_status merge_reports(const struct args *args)
{
    struct merge merge = {.complete = true};
    bool json = false;
    if (!args->value[OPT_OUTPUT] || !args->operands.n)
        return wrong_use("name reports, and with -o where the whole is to be written");
    if (!json_wanted(args, &json))
        return HX_USAGE;
    merge.report = hx_report_new();
    if (!merge.report)
        out_of_memory();
    enum hx_status status = merge_all(&merge, args);
    report_print(merge.report, json);
    hx_report_free(merge.report);
    for (size_t i = 0; i < merge.n; i++)
        row_free(&merge.rows[i]);
    free(merge.rows);
    return status;
}
