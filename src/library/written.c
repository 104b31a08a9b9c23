/* A document written again, as hexapla source or as XML. */
#include <string.h>

#include "library/handles.h"
#include "template/wording.h"
#include "writing/akn_out.h"
#include "writing/text_out.h"

/* Lines of a published text that its template words alike need not stand in the source. */
static void drop_lines(hx_job *job, struct doc *doc, const struct template_ *template_)
{
    if (template_ && doc->published)
        wording_drop_lines(template_->wording, doc, job->arena);
}

void job_write_source(hx_job *job, const struct hx_render_options *options, struct doc *doc, struct buf *out, struct report *report)
{
    if (doc->published)
        drop_lines(job, doc, job_template(job, options, doc, report));
    text_out(doc, out);
}

/* The document's lines as they are printed, its own and the worded ones. */
void job_write_xml(hx_job *job, const struct hx_render_options *options, struct doc *doc, struct buf *out, struct report *report)
{
    const struct template_ *template_ = job_template(job, options, doc, report);
    const char *lines[FIELD_COUNT] = {NULL};
    drop_lines(job, doc, template_);
    for (int id = 0; template_ && id < FIELD_COUNT; id++) {
        const char *name = field_name((enum field_id)id);
        size_t n = strlen(name), suffix = strlen("-line");
        if (n > suffix && strcmp(name + n - suffix, "-line") == 0)
            lines[id] = wording_line(template_->wording, doc, job->arena, arena_copy(job->arena, name, n - suffix));
    }
    if (template_)
        akn_out(doc, lines, out, report);
}
