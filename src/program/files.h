/* Files of the program: sources read whole, outputs written aside and renamed, so that a name never
 * stands for half a file and a failure leaves nothing behind. */
#ifndef HEXAPLA_FILES_H
#define HEXAPLA_FILES_H

#include "program/program.h"

struct input {
    char *bytes;
    size_t n;
};
/* `name` may be "-". A finding and false when it cannot be read. At most one byte past the largest source
 * is read: the library says the rest. */
bool file_read(struct input *input, const char *name, hx_report *report);

/* Where the output of a source goes: `-o` as given, or NULL. To be freed. */
char *output_path(const char *source, const char *output, bool several, const char *suffix);
void paths_free(char **paths, size_t n);
/* Whether no two are equal; else a message that names the sources of two that are. */
bool paths_differ(const char *const *sources, char *const *paths, size_t n);
/* Whether the path is a folder, or ends like one. */
bool names_folder(const char *path);
/* Makes a folder and those above it; false with errno. */
bool folder_make(const char *path);
/* Whether both name the same file. */
bool same_file(const char *a, const char *b);

/* Bytes on their way to a file. */
struct output {
    const char *path; /* "-" is standard output */
    bool sync_later; /* folder_sync does it for many at once */
    bool digest_wanted;
    struct hx_digest digest; /* of what was written */
    size_t n; /* [byte] */
    int error; /* errno of what failed, or 0 */
    int64_t time; /* [ns] spent on writing, waits for the disk and all */
};
/* The hx_write of a struct output: writes all at once, aside, synchronised, then renames. */
bool output_write(void *context, const void *bytes, size_t n);
/* Removes what a run that was killed may have left of an output that is not written now. */
void output_discard(const char *path);
/* A failure to write as a finding. */
void output_report(const struct output *output, hx_report *report);
/* Pages on their way to files, one for each. */
struct page_output {
    const char *path; /* "NAME.png" for NAME-1.png and so on */
    const char *source; /* is never written over */
    size_t page; /* that was written last */
    int error; /* errno of what failed, or 0 */
    char *failed; /* the name of its file; to be freed */
    int64_t time; /* [ns] spent on writing */
};
/* The hx_write of a struct page_output. */
bool page_output_write(void *context, const void *bytes, size_t n);
/* hx_render to a file; a failure to write becomes a finding. */
enum hx_status render_to(hx_job *job, const struct hx_render_options *options, struct output *output,
    hx_report *report, struct hx_result *result);
/* Waits until all that was written to a folder is on the disk; false with errno. */
bool folder_sync(const char *path);

#endif
