/* Hashes of what decides a PDF beside its source, so that who keeps them knows what must be made again. */
#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "library/handles.h"
#include "template/yaml.h"

enum { PIECE = 1 << 20 /* [byte] that are read at once */, EXTENDS_MOST = 8 };

static struct hx_digest public(struct hash hash)
{
    return (struct hx_digest){{hash.lane[0], hash.lane[1]}};
}

static struct hash text_hash(const char *text)
{
    return hash_bytes(text, strlen(text));
}

struct hx_digest hx_digest_of(const void *bytes, size_t n)
{
    return public(hash_bytes(bytes, n));
}

struct hx_digest hx_digest_join(struct hx_digest first, struct hx_digest second)
{
    return public(hash_join((struct hash){{first.lane[0], first.lane[1]}}, (struct hash){{second.lane[0], second.lane[1]}}));
}

/* Joins the name of a file and its bytes; of one that cannot be read, its name. */
static struct hash join_file(struct hash hash, const char *name, const char *path, char piece[PIECE])
{
    hash = hash_join(hash, text_hash(name));
    FILE *file = fopen(path, "rb");
    if (!file)
        return hash;
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t n; (n = fread(piece, 1, PIECE, file)) > 0;)
        hash = hash_join(hash, hash_bytes(piece, n));
    fclose(file);
    return hash;
}

/* --- the engine --------------------------------------------------------------------------------- */

static struct hash fonts_hash(hx_engine *engine, char piece[PIECE])
{
    struct hash hash = join_file(text_hash(hx_version()), "fonts.yaml", engine->manifest_path, piece);
    for (size_t i = 0; i < engine->manifest->faces.n; i++) {
        const struct manifest_face *face = &engine->manifest->faces.at[i];
        for (int style = 0; style < FACE_STYLE_COUNT; style++) {
            const char *path = face->file[style] ? font_find(engine->fonts, face, (enum face_style)style) : NULL;
            bool again = style && path && face->file[style - 1] && strcmp(face->file[style], face->file[style - 1]) == 0;
            if (path && !again)
                hash = join_file(hash, face->file[style], path, piece);
        }
    }
    return hash;
}

bool hx_engine_digest(hx_engine *engine, struct hx_digest *digest)
{
    char *piece = malloc(PIECE);
    if (!piece)
        return false;
    struct hash hash = fonts_hash(engine, piece);
    for (size_t i = 0; i < engine->patterns->list.n; i++) {
        const struct template_pattern *pattern = &engine->patterns->list.at[i];
        hash = hash_join(hash_join(hash, text_hash(pattern->pattern)), text_hash(pattern->name));
    }
    free(piece);
    *digest = public(hash);
    return true;
}

/* --- templates ---------------------------------------------------------------------------------- */

static bool is_picture(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && (strcmp(name + n - 4, ".svg") == 0 || strcmp(name + n - 4, ".png") == 0);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void close_folder(void *dir)
{
    closedir(dir);
}

/* Pictures in the folder of a template's file, in the order of their names. */
static struct hash join_pictures(struct hash hash, struct arena *arena, const char *file)
{
    LIST(const char *) names = {0};
    const char *slash = strrchr(file, '/');
    const char *folder = slash ? arena_copy(arena, file, (size_t)(slash - file)) : ".";
    char *piece = arena_room(arena, PIECE);
    DIR *dir = opendir(folder);
    if (!dir)
        return hash;
    arena_on_release(arena, close_folder, dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (is_picture(entry->d_name))
            *list_add(arena, &names) = arena_strdup(arena, entry->d_name);
    if (names.n)
        qsort(names.at, names.n, sizeof *names.at, by_name);
    for (size_t i = 0; i < names.n; i++)
        hash = join_file(hash, names.at[i], arena_printf(arena, "%s/%s", folder, names.at[i]), piece);
    return hash;
}

/* The files of one template; *extends is the name of the one it extends, or NULL. False when there is none. */
static bool join_template(
    struct hash *hash, struct arena *arena, const struct template_path *path, const char *name, const char *tag, const char **extends)
{
    struct report *unsaid = report_new(arena);
    const struct source *file = template_file(arena, path, name, "template.yaml", unsaid);
    if (!file)
        return false;
    const struct source *words = template_file(arena, path, name, arena_printf(arena, "%s.yaml", tag), unsaid);
    *hash = hash_join(*hash, hash_bytes(file->bytes, file->n));
    if (words)
        *hash = hash_join(*hash, hash_bytes(words->bytes, words->n));
    *hash = join_pictures(*hash, arena, file->name);
    *extends = yaml_text(yaml_read(arena, file, DIAG_TEMPLATE_SYNTAX, unsaid), "extends");
    return true;
}

static bool template_hash(struct arena *arena, const hx_engine *engine, const char *name, const char *language, struct hash *hash)
{
    struct template_path path = engine_path(engine, name);
    enum lang lang = language ? lang_from_tag(language, strlen(language)) : LANG_EN;
    *hash = text_hash(name);
    for (int step = 0; name && step < EXTENDS_MOST; step++)
        if (lang == LANG_NONE || !join_template(hash, arena, &path, name, lang_row(lang)->tag, &name))
            return false;
    return true;
}

bool hx_template_digest(hx_engine *engine, const char *name, const char *language, struct hx_digest *digest)
{
    struct arena *arena = arena_new();
    jmp_buf frame;
    if (!arena || setjmp(frame)) {
        arena_free(arena);
        return false;
    }
    arena_catch(arena, &frame);
    struct hash hash;
    bool good = template_hash(arena, engine, name, language, &hash);
    arena_free(arena);
    if (good)
        *digest = public(hash);
    return good;
}
