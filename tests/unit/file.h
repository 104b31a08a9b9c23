/* Whole files, for tests over real texts. */
#ifndef HEXAPLA_TEST_FILE_H
#define HEXAPLA_TEST_FILE_H

#include <stdio.h>
#include <stdlib.h>

/* The bytes, NUL-terminated, to be freed; NULL when the file cannot be read. */
static inline char *file_read(const char *path, size_t *n)
{
    *n = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    *n = fread(bytes, 1, (size_t)size, file);
    bytes[*n] = '\0';
    fclose(file);
    return bytes;
}

#endif
