/* The files that go into a PDF/A-4f: the source as it was given, and the document as XML. */
#include <string.h>

#include "base/utf.h"
#include "library/handles.h"
#include "reading/akn.h"
#include "template/wording.h"

enum { LONGEST_NAME = 200 }; /* [byte] of a file */

/* Without folders and without what no name should have in it. */
static const char *file_name(struct arena *arena, const char *path, const char *unnamed)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    const char *name = slash ? slash + 1 : path;
    if (!name || !*name || strcmp(name, "-") == 0)
        return unnamed;
    struct buf out;
    buf_init(&out, arena);
    size_t n = strlen(name), taken;
    for (size_t at = 0; at < n && out.n < LONGEST_NAME; at += taken) {
        uint32_t c = utf8_decode(name + at, n - at, &taken);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == '\\';
        bool nothing = (c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFFF0 && c <= 0xFFFF) || c >= 0xF0000; /* to read */
        buf_utf8(&out, control || nothing ? '_' : c);
    }
    return out.at;
}

/* "day.en.txt" as "day.en.xml"; other names get a second ending. */
static const char *xml_name(struct arena *arena, const char *source)
{
    size_t n = strlen(source);
    bool text = n > 4 && strcmp(source + n - 4, ".txt") == 0;
    return arena_printf(arena, "%.*s.xml", (int)(text ? n - 4 : n), source);
}

static const char *words_for(const struct content *content, struct arena *arena, const char *kind, const char *name)
{
    const char *target = *content->symbol ? content->symbol : name;
    return wording_attachment(content->template_->wording, content->doc, arena, kind, target);
}

size_t job_attach(hx_job *job, const struct hx_render_options *options, const struct layout *layout, struct doc *doc,
    struct report *report, struct pdf_attachment attachments[ATTACHMENTS_MOST])
{
    struct arena *arena = job->arena;
    const struct source given = {.name = "", .bytes = options->bytes, .n = options->n};
    bool xml = akn_is_xml(&given);
    const char *name = file_name(arena, options->name, xml ? "source.xml" : "source.txt");
    attachments[0] = (struct pdf_attachment){
        .name = name,
        .type = xml ? "application/xml" : "text/plain",
        .relationship = "Source",
        .description = words_for(layout->content, arena, "source", name),
        .bytes = options->bytes,
        .n = options->n,
    };
    if (xml)
        return 1;
    struct buf out;
    buf_init(&out, arena);
    job_write_xml(job, options, doc, &out, report);
    attachments[1] = (struct pdf_attachment){
        .name = xml_name(arena, name),
        .type = "application/xml",
        .relationship = "Alternative",
        .description = words_for(layout->content, arena, "xml", name),
        .bytes = out.at,
        .n = out.n,
    };
    return 2;
}

/* The document that a version was read from. */
static const struct hx_document *document_of(const struct hx_parallel *parallel, const struct doc *doc)
{
    for (size_t i = 0; i < parallel->document_count; i++)
        if (parallel->documents[i].name && strcmp(parallel->documents[i].name, doc->source->name) == 0)
            return &parallel->documents[i];
    return NULL;
}

static bool is_taken(const struct pdf_attachment *attachments, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(attachments[i].name, name) == 0)
            return true;
    return false;
}

size_t job_attach_versions(hx_job *job, const struct hx_parallel *parallel, const struct layout *layout,
    struct pdf_attachment attachments[ATTACHMENTS_MOST])
{
    struct arena *arena = job->arena;
    size_t n = 0;
    for (size_t v = 0; v < layout->content->versions.n && n < ATTACHMENTS_MOST; v++) {
        const struct content *content = layout->content->versions.at[v].content;
        const struct hx_document *document = document_of(parallel, content->doc);
        if (!document)
            continue;
        const struct source given = {.name = "", .bytes = document->bytes, .n = document->n};
        const char *name = file_name(arena, document->name, "source.txt");
        if (is_taken(attachments, n, name))
            name = arena_printf(arena, "%s-%s", lang_row(content->lang)->tag, name);
        attachments[n++] = (struct pdf_attachment){
            .name = name,
            .type = akn_is_xml(&given) ? "application/xml" : "text/plain",
            .relationship = "Source",
            .description = words_for(content, arena, "source", name),
            .bytes = document->bytes,
            .n = document->n,
        };
    }
    return n;
}
