/* Files and folders that are watched for being saved. An editor may write a file in place, or another one beside
 * it that takes its name; so it is folders that the kernel is asked about. */
#ifndef HEXAPLA_WATCH_H
#define HEXAPLA_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch;

/* Watches files, and what is in folders and the folders in these; both lists are borrowed. From here on signals to
 * stop are only taken in watch_wait. NULL with errno. */
struct watch *watch_new(const char *const *files, size_t file_count, char *const *folders);
void watch_free(struct watch *watch);

/* What watch_wait saw; 0 when the time was over or the user asked to stop. */
enum { WATCH_FILES = 1, WATCH_FOLDERS = 2, WATCH_OTHER = 4 };
/* Waits until something is saved, `other` (a descriptor, or -1) can be read, or milliseconds (or -1) are over. */
unsigned watch_wait(struct watch *watch, int other, int milliseconds);
/* Whether the last wait saw this one of the files. */
bool watch_saved(const struct watch *watch, size_t file);

#endif
