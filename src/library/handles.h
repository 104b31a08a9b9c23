/* What is behind the three handles of hexapla.h, for the files of this folder, each of which does one
 * kind of public call. Every public function catches out of memory itself: the arenas in use jump to its
 * frame (arena_catch), and what was begun is thrown away there. */
#ifndef HEXAPLA_HANDLES_H
#define HEXAPLA_HANDLES_H

#include <pthread.h>
#include <string.h>

#include "base/diag.h"
#include "checking/drafting.h"
#include "document/doc.h"
#include "font/face.h"
#include "font/manifest.h"
#include "layout/frame.h"
#include "layout/shape.h"
#include "library/hexapla.h"
#include "output/pdf_attach.h"
#include "output/press.h"
#include "template/template.h"

/* A template in one language, loaded at first need and never changed. */
struct loaded {
    struct loaded *next;
    struct arena *arena; /* holds this, too */
    const char *name;
    enum lang lang;
    const struct template_ *template_;
};

struct hx_engine {
    struct arena *arena;
    struct font_set *fonts;
    const struct manifest *manifest;
    const char *manifest_path;
    struct template_path path;
    const struct template_patterns *patterns; /* which template a symbol asks for */
    pthread_mutex_t lock; /* of `loaded` alone */
    struct loaded *loaded;
};

struct hx_job {
    hx_engine *engine;
    struct arena *arena; /* everything of one document */
    struct arena_limit limit; /* of that arena */
    struct shaper *shaper;
    struct press *press;
    struct arena *loading; /* of a template that is not in the engine yet */
};

struct hx_report {
    struct arena *arena;
    struct report report;
    bool memory; /* it ran out */
};

/* --- findings of a report, of which those before `before` are of earlier calls --- */

/* Findings from `before` on point into sources that go with the document: each such source is copied
 * into the report, once. */
void report_keep_sources(hx_report *report, size_t before);
/* Among many documents, a font that is missing must say for which. */
void report_name(hx_report *report, size_t before, const char *name);
/* Forgets all after the first `n`. */
void report_forget(struct report *report, size_t n);
enum hx_status report_status_since(const hx_report *report, size_t before);

/* The levels of the drafting rules by a list of switches; NULL: as they are. What is wrong with it is in the report. */
struct rule_levels check_rules(hx_job *job, const struct hx_document *rules, struct report *report);

/* --- what a call on a document does first --- */

/* The document of the options, in the job's arena; NULL, with findings, when there is none. */
struct doc *job_read(hx_job *job, const struct hx_render_options *options, struct report *report);
/* The template of the options, of the document's field, or of its symbol. */
const struct template_ *job_template(
    hx_job *job, const struct hx_render_options *options, const struct doc *doc, struct report *report);
/* The document as hexapla source and as XML. Takes lines away from a published one that its template words. */
void job_write_source(hx_job *job, const struct hx_render_options *options, struct doc *doc, struct buf *out, struct report *report);
void job_write_xml(hx_job *job, const struct hx_render_options *options, struct doc *doc, struct buf *out, struct report *report);
/* The files that go into the PDF; returns how many. */
enum { ATTACHMENTS_MOST = LANG_COUNT };
size_t job_attach(hx_job *job, const struct hx_render_options *options, const struct layout *layout, struct doc *doc,
    struct report *report, struct pdf_attachment attachments[ATTACHMENTS_MOST]);
/* The pages of versions of one document; NULL, with findings, when there are none. */
struct layout *job_synopsis(hx_job *job, const struct hx_parallel *parallel, const struct hx_render_options *options, struct report *report);
/* Of a synopsis: the source of each version; returns how many. */
size_t job_attach_versions(hx_job *job, const struct hx_parallel *parallel, const struct layout *layout,
    struct pdf_attachment attachments[ATTACHMENTS_MOST]);
/* hx_render and hx_render_parallel; `parallel` NULL: of one document. */
enum hx_status job_render(hx_job *job, const struct hx_render_options *options, const struct hx_parallel *parallel, hx_write write,
    void *context, hx_report *report, struct hx_result *result);
/* After a jump out of a call: its findings from `before` on are forgotten, and why it ended is said about the document
 * of that name. The status of the call. */
enum hx_status job_fail(hx_job *job, hx_report *report, size_t before, const char *name);
/* A template that was begun and not finished, whose sources findings may point into; after they are kept. */
void job_drop_loading(hx_job *job);

/* Where templates are looked for by a user who names this one: a name with a slash is its folder. */
static inline struct template_path engine_path(const hx_engine *engine, const char *name)
{
    struct template_path path = engine->path;
    path.folder = name && strchr(name, '/') ? name : NULL;
    return path;
}

/* A text in room for a short one; "" for one that is longer, or NULL. */
static inline void result_text(char *to, size_t room, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (n && n < room)
        memcpy(to, text, n);
    to[n < room ? n : 0] = '\0';
}

/* Entries of a NULL-terminated list; NULL has none. */
static inline size_t list_length(const char *const *list)
{
    size_t n = 0;
    while (list && list[n])
        n++;
    return n;
}

#endif
