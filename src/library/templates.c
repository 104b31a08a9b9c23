/* Calls on one template: what is wrong in it, what it says, a new one. */
#include <setjmp.h>
#include <string.h>

#include "library/cell_fit.h"
#include "library/handles.h"
#include "template/template_text.h"

/* Lines are measured only where all else is right. */
static void check_template(hx_job *job, const char *name, hx_report *hx)
{
    size_t before = hx->report.list.n;
    struct template_path path = engine_path(job->engine, name);
    template_check(hx->arena, &path, name, &hx->report);
    if (report_status_since(hx, before) == HX_OK)
        cell_fit_check(job, hx->arena, &path, name, &hx->report);
    report_keep_sources(hx, before);
}

/* False when memory ran out. */
static bool catch_and_check(hx_job *job, const char *name, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame))
        return false;
    arena_catch(hx->arena, &frame);
    arena_catch(job->arena, &frame);
    check_template(job, name, hx);
    return true;
}

void hx_template_check(hx_engine *engine, const char *name, hx_report *hx)
{
    hx_job *job = hx_job_new(engine);
    if (!job || !catch_and_check(job, name, hx))
        hx->memory = true;
    hx_job_free(job);
}

static const char *show_template(hx_engine *engine, const char *name, const char *language, hx_report *hx)
{
    size_t before = hx->report.list.n;
    struct template_path path = engine_path(engine, name);
    enum lang lang = language ? lang_from_tag(language, strlen(language)) : LANG_EN;
    if (lang == LANG_NONE) {
        diag_file(&hx->report, DIAG_LANGUAGE_TAG, "", language);
        return NULL;
    }
    struct buf out;
    buf_init(&out, hx->arena);
    bool good = template_show(hx->arena, &path, name, lang, NULL, &hx->report, &out);
    report_keep_sources(hx, before);
    return good ? out.at : NULL;
}

const char *hx_template_show(hx_engine *engine, const char *name, const char *language, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return show_template(engine, name, language, hx);
}

static struct template_file_text *start_template(hx_engine *engine, const char *name, const char *from, hx_report *hx)
{
    size_t before = hx->report.list.n;
    struct template_path path = engine_path(engine, NULL);
    struct template_file_text *files = arena_new_array(hx->arena, struct template_file_text, TEMPLATE_FILES);
    if (!template_name_good(name) || strcmp(name, from) == 0)
        diag_file(&hx->report, DIAG_TEMPLATE_NAME, "", name);
    else if (template_start(hx->arena, &path, name, from, &hx->report, files))
        return files;
    report_keep_sources(hx, before);
    return NULL;
}

/* NULL with findings, or when memory ran out. */
static struct template_file_text *catch_and_start(hx_engine *engine, const char *name, const char *from, hx_report *hx)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        hx->memory = true;
        return NULL;
    }
    arena_catch(hx->arena, &frame);
    return start_template(engine, name, from, hx);
}

enum hx_status hx_template_new(
    hx_engine *engine, const char *name, const char *from, hx_write_file write, void *context, hx_report *hx)
{
    struct template_file_text *files = catch_and_start(engine, name, from ? from : "un-ga", hx);
    if (!files)
        return hx_report_status(hx);
    for (size_t i = 0; i < TEMPLATE_FILES; i++)
        if (!write(context, files[i].name, files[i].text.at, files[i].text.n))
            return HX_SYSTEM;
    return HX_OK;
}
