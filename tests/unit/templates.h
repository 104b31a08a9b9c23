/* The template un-ga in six languages, for tests of what it words and how. */
#ifndef HEXAPLA_TEST_TEMPLATES_H
#define HEXAPLA_TEST_TEMPLATES_H

#include "template/template.h"

/* Reports what is wrong with it. */
static inline void templates_load(struct arena *arena, struct report *report, const struct template_ *templates[LANG_COUNT])
{
    const char *root = getenv("HEXAPLA_SOURCE");
    const char **dirs = arena_new_array(arena, const char *, 1);
    dirs[0] = arena_printf(arena, "%s/templates", root ? root : ".");
    struct template_path path = {.dir = dirs, .n = 1};
    for (int lang = 0; lang < LANG_COUNT; lang++)
        templates[lang] = template_load(arena, &path, "un-ga", (enum lang)lang, report);
}

#endif
