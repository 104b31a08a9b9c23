#define _GNU_SOURCE /* ppoll */
#include "program/watch.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program/program.h"

enum {
    PLACES_MOST = 1024, /* what a kernel grants a user at the least */
    FOLDERS_DEEP = 2, /* a folder of templates, its templates, and folders in them */
    QUIET = 2, /* [ms] without anything saved: several files are often saved at once */
    SAVES = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE,
    CHANGES = SAVES | IN_MOVED_FROM | IN_DELETE,
};

/* A folder that the kernel watches, because of a file in it, or because of all that is in it. */
struct place {
    int number; /* the kernel's */
    const char *name; /* of the file in its folder; NULL: all */
    size_t file;
    char *path; /* of the file; of the folder when all in it is watched */
    int depth; /* of a folder */
};

struct watch {
    int inotify;
    struct place *places;
    size_t place_count;
    bool *saved; /* of each file */
    size_t file_count;
    sigset_t before; /* the signals that were blocked */
};

static struct place *add_place(struct watch *watch, const char *folder, uint32_t events)
{
    if (watch->place_count == PLACES_MOST)
        return NULL;
    int number = inotify_add_watch(watch->inotify, folder, events | IN_MASK_ADD | IN_ONLYDIR);
    if (number < 0)
        return NULL;
    watch->places = program_grow(watch->places, (watch->place_count + 1) * sizeof *watch->places);
    struct place *place = &watch->places[watch->place_count++];
    *place = (struct place){.number = number};
    return place;
}

static bool add_file(struct watch *watch, const char *path, size_t file)
{
    char *copy = program_printf("%s%s", strchr(path, '/') ? "" : "./", path), *slash = strrchr(copy, '/');
    char *folder = program_printf("%.*s", (int)(slash - copy) + 1, copy);
    struct place *place = add_place(watch, folder, SAVES);
    free(folder);
    if (!place) {
        int error = errno;
        free(copy);
        errno = error;
        return false;
    }
    place->path = copy;
    place->name = slash + 1;
    place->file = file;
    return true;
}

/* What a template is made of; not what editors write beside it. */
static bool is_part(const char *name)
{
    static const char *const endings[] = {".yaml", ".svg", ".png"};
    const char *point = strrchr(name, '.');
    for (size_t i = 0; point && point > name && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(point, endings[i]) == 0)
            return true;
    return false;
}

/* A folder that is not there, or not a folder, is nothing to watch. */
static void add_folder(struct watch *watch, const char *path, int depth)
{
    struct place *place = add_place(watch, path, CHANGES);
    if (!place)
        return;
    place->path = program_printf("%s", path);
    place->depth = depth;
    DIR *folder = depth < FOLDERS_DEEP ? opendir(path) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char *inner = program_printf("%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            add_folder(watch, inner, depth + 1);
        free(inner);
    }
    if (folder)
        closedir(folder);
}

/* A link is watched where it stands and where it leads. */
static bool add_all(struct watch *watch, const char *const *files, char *const *folders)
{
    for (size_t i = 0; i < watch->file_count; i++) {
        if (!add_file(watch, files[i], i))
            return false;
        char *real = realpath(files[i], NULL);
        if (real)
            add_file(watch, real, i);
        free(real);
    }
    for (size_t i = 0; folders[i]; i++)
        add_folder(watch, folders[i], 0);
    return true;
}

static void hold_signals(struct watch *watch)
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGHUP);
    sigprocmask(SIG_BLOCK, &stops, &watch->before);
}

struct watch *watch_new(const char *const *files, size_t file_count, char *const *folders)
{
    struct watch *watch = program_grow(NULL, sizeof *watch);
    *watch = (struct watch){.inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .file_count = file_count};
    watch->saved = program_grow(NULL, (file_count + 1) * sizeof *watch->saved);
    hold_signals(watch);
    if (watch->inotify >= 0 && add_all(watch, files, folders))
        return watch;
    int error = errno;
    watch_free(watch);
    errno = error;
    return NULL;
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    if (watch->inotify >= 0)
        close(watch->inotify);
    for (size_t i = 0; i < watch->place_count; i++)
        free(watch->places[i].path);
    free(watch->places);
    free(watch->saved);
    sigprocmask(SIG_SETMASK, &watch->before, NULL);
    free(watch);
}

/* A file that was only made is not written yet, but a link is all that it will be. */
static unsigned note_file(struct watch *watch, const struct place *place, const struct inotify_event *event)
{
    struct stat about;
    if (strcmp(event->name, place->name) != 0)
        return 0;
    if ((event->mask & IN_CREATE) && (lstat(place->path, &about) != 0 || !S_ISLNK(about.st_mode)))
        return 0;
    watch->saved[place->file] = true;
    return WATCH_FILES;
}

static unsigned note_folder(struct watch *watch, const struct place *place, const struct inotify_event *event)
{
    bool folder = event->mask & IN_ISDIR;
    if (event->name[0] == '.' || (!folder && ((event->mask & IN_CREATE) || !is_part(event->name))))
        return 0;
    if (folder && place->depth < FOLDERS_DEEP) {
        char *path = program_printf("%s/%s", place->path, event->name);
        add_folder(watch, path, place->depth + 1);
        free(path);
    }
    return WATCH_FOLDERS;
}

/* When the kernel had to drop events, everything may have been saved. */
static unsigned note_event(struct watch *watch, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW) {
        memset(watch->saved, true, watch->file_count);
        return WATCH_FILES | WATCH_FOLDERS;
    }
    unsigned seen = 0;
    for (size_t i = 0, n = watch->place_count; event->len && i < n; i++) {
        struct place place = watch->places[i];
        if (place.number == event->wd)
            seen |= place.name ? note_file(watch, &place, event) : note_folder(watch, &place, event);
    }
    return seen;
}

static unsigned read_events(struct watch *watch)
{
    _Alignas(struct inotify_event) char room[8192];
    unsigned seen = 0;
    for (ssize_t n; (n = read(watch->inotify, room, sizeof room)) > 0;)
        for (char *at = room; at < room + n;) {
            const struct inotify_event *event = (const void *)at;
            seen |= note_event(watch, event);
            at += sizeof *event + event->len;
        }
    return seen;
}

static bool wait_for(struct watch *watch, struct pollfd *wanted, nfds_t n, int milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    return ppoll(wanted, n, milliseconds < 0 ? NULL : &time, &watch->before) > 0;
}

unsigned watch_wait(struct watch *watch, int other, int milliseconds)
{
    struct pollfd wanted[] = {{.fd = watch->inotify, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    unsigned seen = 0;
    memset(watch->saved, false, watch->file_count);
    if (!wait_for(watch, wanted, 2, milliseconds))
        return 0;
    if (wanted[1].revents)
        seen |= WATCH_OTHER;
    if (!wanted[0].revents)
        return seen;
    for (int turns = 0; turns == 0 || (turns < 10 && wait_for(watch, wanted, 1, QUIET)); turns++)
        seen |= read_events(watch);
    return seen;
}

bool watch_saved(const struct watch *watch, size_t file)
{
    return watch->saved[file];
}
