/* One document through the stages, up to the one that is asked for. */
#include <setjmp.h>
#include <string.h>

#include "layout/page.h"
#include "library/handles.h"
#include "output/dump.h"
#include "output/linearize.h"
#include "output/map.h"
#include "output/pdf.h"
#include "output/png.h"
#include "template/resolve.h"

_Static_assert((int)HX_UA1_A2A == (int)STANDARD_UA1_A2A && (int)HX_UA2_A4F == (int)STANDARD_UA2_A4F, "one list, said twice");

struct render {
    hx_job *job;
    const struct hx_render_options *options;
    const struct hx_parallel *parallel; /* NULL: one document */
    struct report *report;
    struct hx_result *result;
    struct buf out;
    const struct layout *layout; /* HX_PNG: pages that are still to be drawn; NULL: none */
    struct raster *raster;
    struct image *image; /* of the page before */
};

static bool has_errors(const struct render *render, size_t before)
{
    for (size_t i = before; i < render->report->list.n; i++)
        if (render->report->list.at[i].severity == SEVERITY_ERROR)
            return true;
    return false;
}

static void describe(const struct doc *doc, struct hx_result *result)
{
    result_text(result->language, sizeof result->language, lang_row(doc->language)->tag);
    result_text(result->symbol, sizeof result->symbol, doc->fields.at[FIELD_SYMBOL].text);
}

static int64_t document_date(const struct render *render, const struct doc *doc)
{
    if (render->options->date >= 0)
        return render->options->date;
    struct date date = doc->fields.issued.year ? doc->fields.issued : doc->fields.adopted;
    return date.year >= 1970 ? date_seconds(date) : -1;
}

static bool to_buf(void *context, const void *bytes, size_t n)
{
    buf_bytes(context, bytes, n);
    return true;
}

static void tell_parts(struct render *render, const struct pdf_part_list *parts)
{
    struct hx_part *told = arena_new_array(render->job->arena, struct hx_part, parts->n);
    for (size_t i = 0; i < parts->n; i++)
        told[i] = (struct hx_part){parts->at[i].kind, parts->at[i].name, parts->at[i].bytes};
    render->result->parts = told;
    render->result->part_n = parts->n;
}

static void write_pdf(struct render *render, const struct layout *layout, struct doc *doc)
{
    const struct hx_render_options *options = render->options;
    struct pdf_attachment attachments[ATTACHMENTS_MOST];
    struct pdf_part_list parts = {0};
    struct pdf_options pdf = {
        .standard = (enum standard)options->standard,
        .date = document_date(render, layout->content->doc),
        .plain = options->plain,
        .press = render->job->press,
        .untagged = options->untagged,
        .attachments = attachments,
        .parts = &parts,
    };
    struct sink sink = {to_buf, &render->out};
    if (options->standard == HX_UA2_A4F)
        pdf.attachment_n = render->parallel
            ? job_attach_versions(render->job, render->parallel, layout, attachments)
            : job_attach(render->job, options, layout, doc, render->report, attachments);
    if (pdf_write(render->job->arena, layout, &pdf, &sink, render->report) != PDF_OK && render->report->outcome == OUTCOME_FINE)
        arena_fail(render->job->arena); /* the writer failed without a finding: only for want of memory */
    if (!options->linearize)
        tell_parts(render, &parts);
    else if (render->report->outcome == OUTCOME_FINE)
        linearize(render->job->arena, &render->out, render->report);
}

static void write_layout(struct render *render, const struct layout *layout, struct doc *doc)
{
    switch (render->options->stage) {
    case HX_LINES:
        dump_lines(layout, &render->out);
        break;
    case HX_PAGES:
        dump_pages(layout, &render->out);
        break;
    case HX_TEXT:
        dump_text(layout, &render->out);
        break;
    case HX_MAP:
        map_put(render->job->arena, layout, &render->out);
        break;
    default: write_pdf(render, layout, doc);
    }
}

static void write_reading(struct render *render, struct doc *doc)
{
    if (render->options->stage == HX_FIELDS)
        dump_fields(doc, &render->out);
    else if (render->options->stage == HX_TREE)
        dump_tree(doc, &render->out);
    else if (render->options->stage == HX_XML)
        job_write_xml(render->job, render->options, doc, &render->out, render->report);
    else
        job_write_source(render->job, render->options, doc, &render->out, render->report);
}

static void tell_marks(struct render *render, const struct layout *layout)
{
    uint64_t *marks = arena_new_array(render->job->arena, uint64_t, layout->pages.n);
    for (size_t i = 0; i < layout->pages.n; i++)
        marks[i] = page_mark(&layout->pages.at[i]);
    render->result->marks = marks;
}

static void finish(struct render *render, const struct layout *layout, struct doc *doc, size_t before)
{
    render->result->pages = layout->pages.n;
    if (has_errors(render, before))
        return;
    if (render->options->marks)
        tell_marks(render, layout);
    if (render->options->stage == HX_PNG)
        render->layout = layout;
    else
        write_layout(render, layout, doc);
}

/* The pipeline, up to the stage that is asked for. Findings never stop a stage, so that all problems of a
 * document are found in one run; what is missing altogether does. */
static void run(struct render *render, size_t before)
{
    enum hx_stage stage = render->options->stage;
    struct doc *doc = job_read(render->job, render->options, render->report);
    if (!doc)
        return;
    describe(doc, render->result);
    if (stage == HX_FIELDS || stage == HX_TREE || stage == HX_SOURCE || stage == HX_XML) {
        write_reading(render, doc);
        return;
    }
    struct arena *arena = render->job->arena;
    const struct template_ *template_ = job_template(render->job, render->options, doc, render->report);
    if (!template_)
        return;
    result_text(render->result->template_name, sizeof render->result->template_name, template_->name);
    struct content *content = resolve(arena, doc, template_, render->report);
    if (stage == HX_CONTENT)
        dump_content(content, &render->out);
    else
        finish(render, page_layout(render->job->shaper, arena, content, render->report), doc, before);
}

static void run_parallel(struct render *render, size_t before)
{
    const struct layout *layout = job_synopsis(render->job, render->parallel, render->options, render->report);
    if (!layout)
        return;
    describe(layout->content->doc, render->result);
    result_text(render->result->template_name, sizeof render->result->template_name, layout->content->template_->name);
    finish(render, layout, NULL, before);
}

static bool good_options(const struct hx_render_options *options)
{
    return options->size >= sizeof *options && (options->bytes || !options->n) && options->stage <= HX_MAP && options->standard <= HX_UA2_A4F && (options->dpi == 0 || (options->dpi >= RASTER_DPI_LEAST && options->dpi <= RASTER_DPI_MOST));
}

/* Not HX_OK when memory ran out or the document was given up. */
static enum hx_status catch_and_run(struct render *render, hx_report *hx, size_t before)
{
    hx_job *job = render->job;
    jmp_buf frame;
    if (setjmp(frame))
        return job_fail(job, hx, before, render->options->name);
    arena_reset(job->arena);
    arena_catch(job->arena, &frame);
    arena_catch(hx->arena, &frame);
    buf_init(&render->out, job->arena);
    buf_text(&render->out, "");
    if (render->parallel)
        run_parallel(render, before);
    else
        run(render, before);
    report_name(hx, before, render->options->name);
    report_keep_sources(hx, before);
    job_drop_loading(job);
    return HX_OK;
}

/* One page as a file, in render->out. */
static void draw_page(struct render *render, size_t i)
{
    struct arena *arena = render->job->arena;
    const struct page *page = &render->layout->pages.at[i];
    int dpi = render->options->dpi ? render->options->dpi : RASTER_DPI;
    uint32_t columns = raster_pixels(page->width, dpi), rows = raster_pixels(page->height, dpi);
    if (!render->raster)
        render->raster = raster_new(arena);
    if (render->image && render->image->columns == columns && render->image->rows == rows)
        image_clear(render->image);
    else
        render->image = image_new(arena, columns, rows);
    if (!render->image) {
        diag_file(render->report, DIAG_PNG_LARGE, render->options->name ? render->options->name : "");
        return;
    }
    raster_page(render->raster, page, dpi, render->image, 0, 0);
    render->out.n = 0;
    png_put(arena, render->image, dpi, &render->out);
}

static enum hx_status catch_and_draw(struct render *render, hx_report *hx, size_t i)
{
    jmp_buf frame;
    if (setjmp(frame))
        return job_fail(render->job, hx, hx->report.list.n, render->options->name);
    arena_catch(render->job->arena, &frame);
    arena_catch(hx->arena, &frame);
    draw_page(render, i);
    return HX_OK;
}

static enum hx_status write_pages(struct render *render, hx_report *hx, size_t before, hx_write write, void *context)
{
    size_t page = render->options->page, n = render->layout->pages.n;
    for (size_t i = page ? page - 1 : 0; i < (page && page < n ? page : n); i++) {
        enum hx_status status = catch_and_draw(render, hx, i);
        if (status == HX_OK)
            status = report_status_since(hx, before);
        if (status != HX_OK)
            return status;
        if (!write(context, render->out.at, render->out.n))
            return HX_SYSTEM;
        render->result->bytes += render->out.n;
    }
    return HX_OK;
}

enum hx_status job_render(hx_job *job, const struct hx_render_options *options, const struct hx_parallel *parallel, hx_write write,
    void *context, hx_report *hx, struct hx_result *result)
{
    size_t before = hx->report.list.n;
    struct hx_result unwanted;
    if (!result)
        result = &unwanted;
    *result = (struct hx_result){0};
    if (!good_options(options)) {
        hx_report_file(hx, "usage", "", "hx_render_options: no bytes, no such stage, or of an older version");
        return HX_USAGE;
    }
    struct render render = {.job = job, .options = options, .parallel = parallel, .report = &hx->report, .result = result};
    enum hx_status status = catch_and_run(&render, hx, before);
    if (status == HX_OK)
        status = report_status_since(hx, before);
    if (status != HX_OK)
        return status;
    if (render.layout)
        return write_pages(&render, hx, before, write, context);
    result->bytes = render.out.n;
    return write(context, render.out.at, render.out.n) ? HX_OK : HX_SYSTEM;
}

enum hx_status hx_render(hx_job *job, const struct hx_render_options *options, hx_write write, void *context,
    hx_report *hx, struct hx_result *result)
{
    return job_render(job, options, NULL, write, context, hx, result);
}
