#include "program/batch_report.h"

#include <stdlib.h>
#include <string.h>

#include "program/files.h"

static const char *const names[TALLY_COUNT] = {"ar", "zh", "en", "fr", "ru", "es", "unknown", "sets", "all"};

/* --- counting ----------------------------------------------------------------------------------- */

static void count(struct tally *tally, const struct row *row)
{
    tally->documents++;
    tally->written += row->result == RESULT_WRITTEN;
    tally->unchanged += row->result == RESULT_UNCHANGED;
    tally->failed += row->result == RESULT_FAILED;
    tally->pages += row->pages;
    tally->warnings += row->warnings;
    tally->errors += row->errors;
    tally->milliseconds += row->milliseconds;
}

static int place_of(const struct row *row)
{
    for (int i = 0; i < TALLY_LANGUAGES && !row->set; i++)
        if (strcmp(names[i], row->language) == 0)
            return i;
    return row->set ? TALLY_SETS : TALLY_UNKNOWN;
}

/* Sets are no documents: of them only findings and time are in the whole. */
struct tallies report_count_rows(const struct batch_report *report)
{
    struct tallies tallies = {0};
    struct tally *all = &tallies.at[TALLY_ALL];
    for (size_t i = 0; i < report->n; i++) {
        const struct row *row = report->rows[i];
        count(&tallies.at[place_of(row)], row);
        if (!row->set) {
            count(all, row);
            continue;
        }
        all->warnings += row->warnings;
        all->errors += row->errors;
        all->milliseconds += row->milliseconds;
    }
    return tallies;
}

/* --- JSON --------------------------------------------------------------------------------------- */

static void write_tally(const char *name, const struct tally *t, FILE *to)
{
    fprintf(to, "\"%s\":{\"documents\":%zu,\"written\":%zu,\"unchanged\":%zu,\"failed\":%zu,\"pages\":%zu,\"warnings\":%zu,"
                "\"errors\":%zu,\"milliseconds\":%lld}",
        name, t->documents, t->written, t->unchanged, t->failed, t->pages, t->warnings, t->errors, t->milliseconds);
}

void report_write_tallies(const struct batch_report *report, const char *between, FILE *to)
{
    struct tallies tallies = report_count_rows(report);
    const char *before = "";
    fprintf(to, "\"languages\":{%s", between);
    for (int i = 0; i <= TALLY_UNKNOWN; i++) {
        if (!tallies.at[i].documents)
            continue;
        fprintf(to, "%s%s", before, *before ? between : "");
        write_tally(names[i], &tallies.at[i], to);
        before = ",";
    }
    fprintf(to, "%s},%s", between, between);
    write_tally(names[TALLY_ALL], &tallies.at[TALLY_ALL], to);
}

static void write_rows(const struct batch_report *report, bool sets, FILE *to)
{
    bool first = true;
    fprintf(to, "\"%s\":[", sets ? "sets" : "documents");
    for (size_t i = 0; i < report->n; i++) {
        if (report->rows[i]->set != sets)
            continue;
        fputs(first ? "\n" : ",\n", to);
        row_write(report->rows[i], to);
        first = false;
    }
    fputs("\n],\n", to);
}

static void write_report(const struct batch_report *report, FILE *to)
{
    fprintf(to, "{\"report\":\"hexapla batch\",\"version\":\"%s\",\"shard\":%lld,\"shards\":%lld,\"of\":%zu,\"complete\":%s,\n",
        hx_version(), report->shard, report->shards, report->of, report->complete ? "true" : "false");
    write_rows(report, false, to);
    write_rows(report, true, to);
    report_write_tallies(report, "\n", to);
    fputs("\n}\n", to);
}

bool report_save(const struct batch_report *report, const char *path, bool sync_later, hx_report *findings)
{
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    if (!to)
        out_of_memory();
    write_report(report, to);
    fclose(to);
    struct output output = {.path = path, .sync_later = sync_later};
    bool good = output_write(&output, text, n);
    output_report(&output, findings);
    free(text);
    return good;
}

/* --- the table ---------------------------------------------------------------------------------- */

static void print_line(const char *name, const struct tally *t, FILE *to)
{
    fprintf(to, "%-8s %9zu %7zu %9zu %6zu %6zu %8zu %6zu %8lld\n", name, t->documents, t->written, t->unchanged, t->failed,
        t->pages, t->warnings, t->errors, t->milliseconds);
}

void report_print_table(const struct batch_report *report, FILE *to)
{
    struct tallies tallies = report_count_rows(report);
    fprintf(to, "%-8s %9s %7s %9s %6s %6s %8s %6s %8s\n", "language", "documents", "written", "unchanged", "failed", "pages",
        "warnings", "errors", "ms");
    for (int i = 0; i < TALLY_COUNT; i++)
        if (tallies.at[i].documents || i == TALLY_ALL)
            print_line(names[i], &tallies.at[i], to);
}
