/* The log of what is done, in the folder of outputs: a line for each output that was written, added when it has its
 * name, so that a later run knows what it need not do. A line that is torn or damaged says nothing. Each shard
 * adds to a log of its own and reads those of all. */
#ifndef HEXAPLA_BATCH_LOG_H
#define HEXAPLA_BATCH_LOG_H

#include <pthread.h>

#include "program/program.h"

struct record {
    char *line; /* holds the texts below */
    struct hx_digest key; /* of source and options */
    struct hx_digest template_; /* of the template's files */
    struct hx_digest output;
    size_t size; /* [byte] of the output */
    const char *template_name, *name, *facts; /* name: of the output, below its folder */
};

struct log {
    struct record *records; /* by name */
    size_t n, room;
    int fd; /* to add to */
    int error; /* errno of a line that could not be added, or 0 */
    pthread_mutex_t lock;
};

/* Reads the logs of a folder and opens that of this shard; false with errno. */
bool log_open(struct log *log, const char *folder, long long shard, long long shards);
void log_close(struct log *log);
/* A record of an output with this key that `good` likes; NULL when there is none. */
const struct record *log_find(const struct log *log, const char *name, struct hx_digest key,
    bool (*good)(void *context, const struct record *record), void *context);
/* Adds a line. By any thread. */
void log_add(struct log *log, const struct record *record);

bool digests_equal(struct hx_digest a, struct hx_digest b);

#endif
