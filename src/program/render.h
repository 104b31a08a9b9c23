/* A document set with the options of the command line, once or after each save. */
#ifndef HEXAPLA_RENDER_H
#define HEXAPLA_RENDER_H

#include "program/synopsis.h"

struct pass {
    const struct args *args;
    struct workspace *workspace;
    hx_report *report;
    enum hx_stage stage;
    bool json;
    bool following; /* --watch: files are not waited for, marks of pages are told */
    int64_t date; /* [s] since 1970, or negative */
    enum hx_standard standard;
    int dpi; /* of HX_PNG */
    struct versions *versions; /* to be set side by side; NULL: each source by itself */
};

/* Sets a source and prints the findings. `result` is valid until the next call; `time` [ns] is without writing. */
enum hx_status render_one(
    const struct pass *pass, const char *source, const char *path, struct hx_result *result, int64_t *time);

/* Whether sources and outputs are all files; if not, a message. */
bool follow_possible(const struct pass *pass, char *const *paths);
/* Sets all sources, and again what is saved, until the user asks to stop. */
enum hx_status follow(struct pass *pass, char *const *paths);

#endif
