#include "program/fix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A source on its way to its file. */
struct mended {
    struct output output;
    struct input input; /* a copy of what was written */
};

/* The file keeps its permissions. */
static bool write_mended(void *context, const void *bytes, size_t n)
{
    struct mended *mended = context;
    struct stat about;
    bool known = stat(mended->output.path, &about) == 0;
    if (!output_write(&mended->output, bytes, n))
        return false;
    if (known)
        chmod(mended->output.path, about.st_mode & 07777);
    mended->input.bytes = program_grow(NULL, n + 1);
    memcpy(mended->input.bytes, bytes, n);
    mended->input.bytes[n] = '\0';
    mended->input.n = n;
    return true;
}

enum hx_status fix_source(const struct fixing *fixing, const struct hx_document *document, struct input *input)
{
    struct mended mended = {.output = {.path = document->name}};
    struct hx_fix_options options = {.size = sizeof options, .document = document, .rules = fixing->rules};
    const char *diff;
    enum hx_status status = hx_fix(fixing->job, &options, fixing->dry ? NULL : write_mended, &mended, fixing->report, &diff);
    output_report(&mended.output, fixing->report);
    if (!mended.output.error)
        fputs(diff, stdout);
    if (mended.input.bytes) {
        free(input->bytes);
        *input = mended.input;
    }
    return status;
}
