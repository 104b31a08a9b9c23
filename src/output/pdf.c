/* The file as a whole: fonts from all runs, then page after page, then what leads through them. */
#include "output/pdf.h"

#include <string.h>

#include "output/claim.h"
#include "output/icc.h"
#include "output/pdf_content.h"
#include "output/pdf_font.h"
#include "output/pdf_link.h"
#include "output/pdf_object.h"
#include "output/pdf_tag.h"
#include "output/xmp.h"

enum { PIECE = 1 << 16 }; /* [byte] handed to the sink at a time */

struct job {
    struct arena *arena;
    const struct layout *layout;
    const struct pdf_options *options;
    struct pdf_file *file;
    struct pdf_fonts *fonts;
    struct pdf_pictures *pictures;
    struct pdf_object **pages;
    struct tag_tree *tree; /* NULL: untagged */
    struct pdf_tags *tags; /* its objects */
    struct pdf_links links;
    bool conforms; /* to the standard, which may then be claimed */
};

static struct buf body_new(const struct job *job)
{
    struct buf body;
    buf_init(&body, job->arena);
    return body;
}

static size_t count_glyphs(const struct layout *layout)
{
    size_t n = 0;
    for (size_t i = 0; i < layout->pages.n; i++) {
        const struct page *page = &layout->pages.at[i];
        for (size_t k = 0; k < page->items.n; k++)
            n += page->items.at[k].kind == ITEM_GLYPHS ? page->items.at[k].run.glyph_count : 0;
    }
    return n;
}

static void collect_fonts(struct job *job)
{
    job->fonts = pdf_fonts_new(job->arena, count_glyphs(job->layout));
    for (size_t i = 0; i < job->layout->pages.n; i++) {
        const struct page *page = &job->layout->pages.at[i];
        for (size_t k = 0; k < page->items.n; k++)
            if (page->items.at[k].kind == ITEM_GLYPHS)
                pdf_fonts_collect(job->fonts, &page->items.at[k].run);
    }
}

/* All pages first, because links on one lead to another. */
static void make_pages(struct job *job)
{
    size_t n = job->layout->pages.n;
    job->pages = arena_new_array(job->arena, struct pdf_object *, n);
    for (size_t i = 0; i < n; i++)
        job->pages[i] = pdf_page_new(job->file);
}

static struct pdf_object *write_resources(struct job *job)
{
    struct pdf_object *object = pdf_object_new(job->file);
    struct buf body = body_new(job);
    pdf_fonts_resources(job->fonts, &body);
    pdf_pictures_resources(job->pictures, &body);
    pdf_set_body(object, &body);
    return object;
}

static void tag(struct job *job, struct report *report)
{
    const struct pdf_options *options = job->options;
    if (options->untagged)
        return;
    pdf_part(job->file, "structure", "");
    job->tree = tag_tree_new(job->arena, job->layout, options->standard);
    job->tags = pdf_tags_new(job->file, job->tree, job->pages, job->layout->pages.n);
    job->conforms = claim_check(job->layout, options->standard, report) &&
                    (options->standard != STANDARD_UA2_A4F || options->attachment_n);
}

static void write_page(struct job *job, size_t i, const struct pdf_object *resources, const uint32_t **uses)
{
    const struct page *page = &job->layout->pages.at[i];
    struct buf content = body_new(job), body = body_new(job);
    pdf_content_write(job->fonts, job->pictures, page, job->tree, job->tree ? &job->tree->pages[i] : NULL, uses, &content);
    pdf_part(job->file, "content", "");
    struct pdf_object *stream = pdf_object_new(job->file);
    pdf_set_stream(stream, content.at ? content.at : "", content.n, PDF_PACKED);
    buf_text(&body, "/MediaBox[0 0 ");
    buf_unit(&body, page->width);
    buf_char(&body, ' ');
    buf_unit(&body, page->height);
    buf_char(&body, ']');
    pdf_part(job->file, "link", "");
    pdf_links_write(&job->links, i, &body);
    pdf_set_ref(job->pages[i], "Resources", resources);
    pdf_set_ref(job->pages[i], "Contents", stream);
    pdf_set_name(job->pages[i], "Tabs", "S");
    if (job->tree)
        pdf_set_int(job->pages[i], "StructParents", (int32_t)i);
    pdf_set_body(job->pages[i], &body);
}

static struct pdf_object *write_metadata(struct job *job, const struct xmp *xmp)
{
    pdf_part(job->file, "metadata", "");
    struct pdf_object *object = pdf_object_new(job->file);
    struct buf packet = body_new(job);
    xmp_packet(xmp, &packet);
    pdf_set_name(object, "Type", "Metadata");
    pdf_set_name(object, "Subtype", "XML");
    pdf_set_stream(object, packet.at, packet.n, PDF_AS_IS);
    return object;
}

/* What black and link colours mean: sRGB, which serves gray as well. */
static struct pdf_object *write_profile(struct job *job)
{
    pdf_part(job->file, "colour", "");
    struct pdf_object *object = pdf_object_new(job->file);
    struct buf profile = body_new(job);
    icc_srgb(&profile);
    pdf_set_int(object, "N", 3);
    pdf_set_stream(object, profile.at, profile.n, PDF_PACKED_COMMON);
    return object;
}

/* What PDF/UA and PDF/A want in the catalog. */
static void write_structure(struct job *job, struct buf *body)
{
    pdf_part(job->file, "structure", "");
    pdf_tags_write(job->tags, job->links.owners.at, job->links.owners.n);
    pdf_set_ref(pdf_catalog(job->file), "StructTreeRoot", job->tags->root);
    buf_printf(body, "/MarkInfo<</Marked true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                     "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>]",
        pdf_number(write_profile(job)));
}

/* Text as readers show and search it: a tatweel only lengthens the line it was typed in. XMP has no limit,
 * but both places are to say the same. */
static const char *plain_text(const struct job *job, const char *text)
{
    static const char tatweel[] = "\u0640";
    if (!text)
        return NULL;
    struct buf plain = body_new(job);
    buf_text(&plain, "");
    for (const char *next; (next = strstr(text, tatweel)); text = next + strlen(tatweel))
        buf_bytes(&plain, text, (size_t)(next - text));
    buf_text(&plain, text);
    return arena_copy(job->arena, plain.at, pdf_text_length(plain.at));
}

static void write_information(struct job *job, const struct xmp *xmp)
{
    struct pdf_object *object = pdf_info(job->file);
    struct buf info = body_new(job);
    if (!object)
        return;
    xmp_info(xmp, &info);
    pdf_set_body(object, &info);
}

static void write_catalog(struct job *job)
{
    const struct content *content = job->layout->content;
    const struct lang_row *row = lang_row(content->lang);
    const struct xmp xmp = {
        .title = plain_text(job, content->title),
        .author = plain_text(job, content->author),
        .identifier = content->symbol,
        .language = row->tag,
        .producer = "hexapla " PACKAGE_VERSION,
        .date = job->options->date,
        .standard = job->options->standard,
        .conforms = job->conforms,
    };
    struct buf body = body_new(job);
    write_information(job, &xmp);
    buf_printf(&body, "/Lang(%s)/ViewerPreferences<</DisplayDocTitle true%s>>", row->tag, row->rtl ? "/Direction/R2L" : "");
    if (job->layout->spread)
        buf_text(&body, "/PageLayout/TwoPageLeft");
    if (job->tree)
        write_structure(job, &body);
    pdf_part(job->file, "outline", "");
    struct pdf_object *outline = pdf_outline_write(&job->links);
    if (outline)
        pdf_set_ref(pdf_catalog(job->file), "Outlines", outline);
    pdf_set_ref(pdf_catalog(job->file), "Metadata", write_metadata(job, &xmp));
    pdf_attachments_write(job->arena, job->file, job->options->attachments, job->options->attachment_n, job->options->date, &body);
    pdf_set_body(pdf_catalog(job->file), &body);
}

static bool send(const struct sink *sink, const struct buf *bytes)
{
    for (size_t at = 0; at < bytes->n; at += PIECE)
        if (!sink->write(sink->context, bytes->at + at, bytes->n - at < PIECE ? bytes->n - at : PIECE))
            return false;
    return true;
}

enum pdf_status pdf_write(struct arena *arena, const struct layout *layout, const struct pdf_options *options,
    const struct sink *sink, struct report *report)
{
    struct job job = {.arena = arena, .layout = layout, .options = options};
    job.file = pdf_file_new(arena, layout->pages.n, options->plain, options->press);
    if (!job.file) {
        diag_file(report, DIAG_MEMORY, "");
        return PDF_FAILED;
    }
    if (options->standard == STANDARD_UA2_A4F)
        pdf_set_version_2(job.file);
    collect_fonts(&job);
    pdf_part(job.file, "page", "");
    make_pages(&job);
    if (!pdf_fonts_write(job.fonts, job.file, report))
        return PDF_FAILED;
    tag(&job, report);
    job.links = (struct pdf_links){
        .arena = arena, .file = job.file, .layout = layout, .tree = job.tree, .tags = job.tags, .pages = job.pages};
    pdf_part(job.file, "picture", "");
    job.pictures = pdf_pictures_write(arena, job.file, layout);
    pdf_part(job.file, "page", "");
    const struct pdf_object *resources = write_resources(&job);
    const uint32_t *uses = job.fonts->uses;
    for (size_t i = 0; i < layout->pages.n; i++)
        write_page(&job, i, resources, &uses);
    write_catalog(&job);
    struct buf out = body_new(&job);
    if (!pdf_file_write(job.file, &out)) {
        diag_file(report, DIAG_MEMORY, "");
        return PDF_FAILED;
    }
    if (options->parts)
        *options->parts = *pdf_parts(job.file);
    return send(sink, &out) ? PDF_OK : PDF_WRITE_FAILED;
}
