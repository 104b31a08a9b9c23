/* Where bytes go: a file, memory or a pipe. Returns false when it could not take them. */
#ifndef HEXAPLA_SINK_H
#define HEXAPLA_SINK_H

#include <stdbool.h>
#include <stddef.h>

struct sink {
    bool (*write)(void *context, const void *bytes, size_t n);
    void *context;
};

#endif
