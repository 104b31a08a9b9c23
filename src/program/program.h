/* What the commands share. The program is a user of the public library like any other: arguments, files,
 * threads and messages are its own, everything about documents is the library's. */
#ifndef HEXAPLA_PROGRAM_H
#define HEXAPLA_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "library/hexapla.h"
#include "program/args.h"

enum hx_status command_render(const struct args *args);
enum hx_status command_check(const struct args *args);
enum hx_status command_batch(const struct args *args);
enum hx_status command_convert(const struct args *args);
enum hx_status command_template(const struct args *args);
enum hx_status command_verify(const struct args *args);
enum hx_status command_fonts(const struct args *args);
enum hx_status command_preview(const struct args *args);

enum hx_status print_templates(const struct args *args);

/* The worse of two results, which is the higher. */
enum hx_status worse(enum hx_status a, enum hx_status b);
/* A message on standard error about the use of the program; always HX_USAGE. */
enum hx_status wrong_use(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Whether there are sources, and standard input at most once; if not, a message. */
bool sources_good(const struct strings *sources);
/* realloc and printf that end the program with status 4 when memory is short. */
void *program_grow(void *old, size_t size);
char *program_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void out_of_memory(void);

/* Whether the user asked to stop: what is begun is finished, nothing more is begun. */
bool interrupted(void);
/* What asking to stop is the ordinary end of: the program then ends with a status of its own. */
void interrupt_expected(void);

/* The engine with the data and font folders of the options and the environment; NULL with findings. */
hx_engine *engine_open(const struct args *args, hx_report *report);
/* The folders that hold template folders, and that of --template when it names one; NULL-terminated, all to be freed. */
char **template_folders(const struct args *args);
/* An engine with a job; NULL with findings. */
struct workspace {
    hx_engine *engine;
    hx_job *job;
};
struct workspace *workspace_open(const struct args *args, hx_report *report);
void workspace_close(struct workspace *workspace); /* NULL is allowed */
/* SOURCE_DATE_EPOCH, or -1 when it is not set; false, with a message, when it is no number. */
bool epoch_date(int64_t *date);

/* Reads --standard; false, with a message, when it is none. */
bool standard_wanted(const struct args *args, enum hx_standard *standard);
/* What the bytes of a PDF are for, on standard error. */
void say_sizes(const char *name, const struct hx_result *result, bool json);
/* Reads --format; false, with a message, when it is neither. */
bool json_wanted(const struct args *args, bool *json);
/* Prints findings to standard error, and clears the report. */
void report_print(hx_report *report, bool json);
int64_t now(void); /* [ns] of a clock that only goes forward */
/* "4 pages, 7.9 ms"; to be freed. */
char *figures_text(size_t pages, int64_t nanoseconds);
/* "name: 4 pages, 7.9 ms" on standard error. */
void say_done(const char *name, size_t pages, int64_t nanoseconds);

#endif
