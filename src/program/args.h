/* Arguments: one table of every option, and for each command the set of those it takes. */
#ifndef HEXAPLA_ARGS_H
#define HEXAPLA_ARGS_H

#include <stdbool.h>
#include <stddef.h>

enum option {
    OPT_OUTPUT,
    OPT_TEMPLATE,
    OPT_LANGUAGE,
    OPT_SET,
    OPT_STANDARD,
    OPT_LINEARIZE,
    OPT_DUMP,
    OPT_PNG,
    OPT_WATCH,
    OPT_PORT,
    OPT_PARALLEL,
    OPT_TO,
    OPT_SOURCE,
    OPT_JOBS,
    OPT_PROGRESS,
    OPT_FORMAT,
    OPT_FROM,
    OPT_TEMPLATE_DIR,
    OPT_FONT_DIR,
    OPT_SIZES,
    OPT_RULES,
    OPT_FIX,
    OPT_DIFF,
    OPT_SHARD,
    OPT_FORCE,
    OPT_CHECK,
    OPT_LIMIT_TIME,
    OPT_LIMIT_MEMORY,
    OPT_MERGE_REPORTS,
    OPT_VERBOSE,
    OPT_HELP,
    OPT_COUNT
};

#define TAKES(option) (1u << (option))

/* A growing NULL-terminated list of borrowed strings. */
struct strings {
    const char **at;
    size_t n;
};
void strings_add(struct strings *strings, const char *string);

struct args {
    const char *value[OPT_COUNT]; /* the last one given; NULL when not given; "" for a flag, and for a value that may be left out */
    struct strings set, template_dirs, font_dirs; /* options that may be repeated */
    struct strings operands;
};

/* Reads argv, options and operands in any order, `--` ends options. False, with a message on standard
 * error, for wrong use. */
bool args_read(struct args *args, const char *command, unsigned takes, int argc, char **argv);
void args_free(struct args *args);
/* The option lines of --help. */
void args_help(unsigned takes, bool standard); /* whether -o may be standard output */

/* A whole number from `least` to `most`; false when the text is none. */
bool args_number(const char *text, long long least, long long most, long long *number);

#endif
