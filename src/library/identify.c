/* What a document says it is: it is read, and no more. */
#include <setjmp.h>

#include "library/handles.h"
#include "reading/akn.h"

static void identify(hx_job *job, const struct hx_document *document, struct hx_identity *identity)
{
    struct hx_render_options options = {.size = sizeof options, .name = document->name, .bytes = document->bytes,
        .n = document->n, .language = document->language, .set = document->set};
    const struct source given = {.name = "", .bytes = document->bytes, .n = document->n};
    struct report *unsaid = report_new(job->arena);
    struct doc *doc = job_read(job, &options, unsaid);
    if (!doc)
        return;
    const char *symbol = doc->fields.at[FIELD_SYMBOL].text;
    result_text(identity->language, sizeof identity->language, lang_row(doc->language)->tag);
    result_text(identity->symbol, sizeof identity->symbol, symbol);
    if (!doc->published)
        identity->kind = HX_KIND_SOURCE;
    else if (symbol)
        identity->kind = HX_KIND_PUBLISHED;
    if (akn_is_xml(&given))
        identity->kind = HX_KIND_XML;
}

struct hx_identity hx_identify(hx_job *job, const struct hx_document *document)
{
    struct hx_identity identity = {0};
    jmp_buf frame;
    if (setjmp(frame))
        return (struct hx_identity){0};
    arena_reset(job->arena);
    arena_catch(job->arena, &frame);
    identify(job, document, &identity);
    return identity;
}
