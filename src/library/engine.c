/* The engine: what outlives a document and is shared by threads. */
#include <setjmp.h>
#include <stdlib.h>

#include "library/handles.h"

const char *hx_version(void)
{
    return PACKAGE_VERSION;
}

static void engine_fill(hx_engine *engine, const struct hx_engine_options *options, hx_report *hx)
{
    size_t n = list_length(options->template_roots);
    const char **dirs = arena_new_array(engine->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        dirs[i] = arena_strdup(engine->arena, options->template_roots[i]);
    engine->path = (struct template_path){.dir = dirs, .n = n};
    engine->patterns = template_patterns(engine->arena, &engine->path);
    engine->manifest_path = arena_strdup(engine->arena, options->manifest);
    engine->manifest = manifest_load(engine->arena, options->manifest, &hx->report);
    if (!engine->manifest)
        return;
    engine->fonts = font_set_new(engine->manifest, options->font_roots, list_length(options->font_roots));
    if (!engine->fonts)
        arena_fail(engine->arena);
}

static hx_engine *engine_alloc(void)
{
    hx_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return NULL;
    engine->arena = arena_new();
    if (!engine->arena) {
        free(engine);
        return NULL;
    }
    pthread_mutex_init(&engine->lock, NULL);
    return engine;
}

/* False when memory ran out. */
static bool catch_and_fill(hx_engine *engine, const struct hx_engine_options *options, hx_report *hx, size_t before)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        report_forget(&hx->report, before);
        return false;
    }
    arena_catch(hx->arena, &frame);
    arena_catch(engine->arena, &frame);
    engine_fill(engine, options, hx);
    report_keep_sources(hx, before);
    arena_catch(engine->arena, NULL);
    return true;
}

hx_engine *hx_engine_new(const struct hx_engine_options *options, hx_report *hx)
{
    if (options->size < sizeof *options || !options->manifest) {
        hx_report_file(hx, "usage", "", "hx_engine_options: no font list, or of an older version");
        return NULL;
    }
    hx_engine *engine = engine_alloc();
    if (!engine || !catch_and_fill(engine, options, hx, hx->report.list.n))
        hx->memory = true;
    if (engine && engine->fonts)
        return engine;
    hx_engine_free(engine);
    return NULL;
}

void hx_engine_free(hx_engine *engine)
{
    if (!engine)
        return;
    for (struct loaded *loaded = engine->loaded, *next; loaded; loaded = next) {
        next = loaded->next;
        arena_free(loaded->arena);
    }
    font_set_free(engine->fonts);
    pthread_mutex_destroy(&engine->lock);
    arena_free(engine->arena);
    free(engine);
}
