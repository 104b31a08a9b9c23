/* The report of a batch: a file with what became of each document, and a table of the same by language. */
#ifndef HEXAPLA_BATCH_REPORT_H
#define HEXAPLA_BATCH_REPORT_H

#include "program/batch_row.h"

/* What a report says: the rows of documents, then those of sets, each in their order. */
struct batch_report {
    const struct row **rows;
    size_t n;
    size_t of; /* documents of the whole batch */
    long long shard, shards;
    bool complete; /* every document of the shard has its row */
};

/* Rows of one language, or of all. */
struct tally {
    size_t documents, written, unchanged, failed, pages, warnings, errors;
    long long milliseconds;
};
enum { TALLY_LANGUAGES = 6, TALLY_UNKNOWN = TALLY_LANGUAGES, TALLY_SETS, TALLY_ALL, TALLY_COUNT };
struct tallies {
    struct tally at[TALLY_COUNT]; /* languages in the order ar zh en fr ru es, documents of none, sets, all */
};
struct tallies report_count_rows(const struct batch_report *report);

/* Writes the report as a file; false, and a finding, when it cannot be. */
bool report_save(const struct batch_report *report, const char *path, bool sync_later, hx_report *findings);
void report_print_table(const struct batch_report *report, FILE *to);
/* {"ar":{…},…} and the whole, as members of a JSON object. */
void report_write_tallies(const struct batch_report *report, const char *between, FILE *to);

/* batch --merge-reports */
enum hx_status merge_reports(const struct args *args);

#endif
