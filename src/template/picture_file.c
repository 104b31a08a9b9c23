#include "template/picture_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "template/bitmap.h"
#include "template/svg.h"

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && strcmp(text + n - m, end) == 0;
}

/* Why a file is not read, or NULL. */
static const char *refusal(struct arena *arena, const char *path, struct stat *status)
{
    if (lstat(path, status) != 0)
        return arena_strdup(arena, strerror(errno));
    if (!S_ISREG(status->st_mode))
        return "it is a link, which is not followed, or no file";
    return status->st_size > PICTURE_FILE_LARGEST ? "larger than 4 MB" : NULL;
}

/* At most `room` bytes; -1 when it cannot be read. */
static ssize_t read_bytes(const char *path, char *bytes, size_t room)
{
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : 1;
    size_t n = 0;
    for (; got > 0 && n < room; n += got > 0 ? (size_t)got : 0)
        got = read(file, bytes + n, room - n);
    if (file >= 0)
        close(file);
    return got < 0 ? -1 : (ssize_t)n;
}

const struct picture *picture_file(struct arena *arena, const char *template_file, const char *name, const char **fault)
{
    bool bitmap = ends_in(name, ".png");
    *fault = "the name of a PNG or SVG file in the template's own folder is wanted";
    if (*name == '.' || strchr(name, '/') || (!bitmap && !ends_in(name, ".svg")))
        return NULL;
    const char *slash = strrchr(template_file, '/');
    int folder = slash ? (int)(slash - template_file) + 1 : 0;
    const char *path = arena_printf(arena, "%.*s%s", folder, template_file, name);
    struct stat status;
    *fault = refusal(arena, path, &status);
    if (*fault)
        return NULL;
    size_t size = (size_t)status.st_size;
    char *bytes = arena_alloc(arena, size + 1); /* before the file is open: this may jump away */
    ssize_t n = read_bytes(path, bytes, size);
    if (n >= 0)
        return (bitmap ? bitmap_read : svg_read)(arena, bytes, (size_t)n, fault);
    *fault = "it cannot be read";
    return NULL;
}
