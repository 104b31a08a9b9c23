/* Lists of what the engine has, for people and scripts. */
#include <setjmp.h>
#include <string.h>

#include "library/handles.h"

static const char *const style_names[FACE_STYLE_COUNT] = {"regular", "italic", "bold", "bold italic"};

static const char *write_templates(hx_engine *engine, hx_report *hx)
{
    struct template_entry *entries;
    size_t before = hx->report.list.n, n = template_list(hx->arena, &engine->path, &entries, &hx->report);
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s\t%s\n", entries[i].name, entries[i].title);
    report_keep_sources(hx, before);
    return out.at;
}

const char *hx_template_list(hx_engine *engine, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return write_templates(engine, hx);
}

static const char *write_fonts(hx_engine *engine, hx_report *hx, bool *complete)
{
    struct buf out;
    buf_init(&out, hx->arena);
    buf_text(&out, "");
    for (size_t r = 0; r < engine->manifest->roles.n; r++) {
        const struct manifest_role *role = &engine->manifest->roles.at[r];
        for (size_t f = 0; f < role->faces.n; f++)
            for (int style = 0; style < FACE_STYLE_COUNT; style++) {
                const struct manifest_face *face = role->faces.at[f];
                if (!face->file[style])
                    continue;
                const char *path = font_find(engine->fonts, face, (enum face_style)style);
                *complete = *complete && (path || face->optional);
                buf_printf(&out, "%s\t%s\t%s\t%s\t%s\n", role->name, face->family, style_names[style],
                    path ? path : face->optional ? "missing (optional)" : "missing", face->package);
            }
    }
    return out.at;
}

const char *hx_font_list(hx_engine *engine, hx_report *hx, bool *complete)
{
    *complete = true;
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return write_fonts(engine, hx, complete);
}
