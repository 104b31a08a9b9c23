/* The contact sheet of a template: its first page in six languages, from its own samples. */
#include <setjmp.h>
#include <string.h>

#include "layout/page.h"
#include "library/handles.h"
#include "output/png.h"
#include "template/template_text.h"

enum {
    DPI = 80,
    ACROSS = 3, /* pages */
    DESK = 0xD0D0D0, /* colour behind the pages */
    LABEL = 11, /* [pt] size of a page's label */
};

struct preview {
    hx_job *job;
    hx_report *hx;
    const char *name;
    int dpi;
    struct arena *arena; /* of the sheet; that of the job is emptied for each language */
    struct raster *raster;
    struct image *sheet; /* as large as the first page that is drawn asks for */
    uint32_t columns, rows, gap, label; /* [pixel] of a page, between pages, above a page */
    struct buf out;
};

static uint32_t pixels(const struct preview *preview, int32_t points)
{
    return raster_pixels(points * UNIT_PT, preview->dpi);
}

/* Pages of all languages have one size: that is the template's. False when the sheet would be too large. */
static bool begin_sheet(struct preview *preview, const struct page *page)
{
    uint32_t down = (LANG_COUNT + ACROSS - 1) / ACROSS;
    preview->columns = raster_pixels(page->width, preview->dpi);
    preview->rows = raster_pixels(page->height, preview->dpi);
    preview->gap = pixels(preview, 18);
    preview->label = pixels(preview, 2 * LABEL);
    preview->sheet = image_new(preview->arena, ACROSS * (preview->columns + preview->gap) + preview->gap,
        down * (preview->label + preview->rows + preview->gap) + preview->gap);
    if (preview->sheet)
        image_fill(preview->sheet, 0, 0, preview->sheet->columns, preview->sheet->rows, DESK);
    else
        diag_file(&preview->hx->report, DIAG_PNG_LARGE, "");
    return preview->sheet;
}

/* The tag of the language, in a face that has its letters. */
static void put_label(struct preview *preview, const struct template_ *template_, uint32_t x, uint32_t y)
{
    const struct face *face;
    const char *tag = lang_row(template_->lang)->tag;
    const char *text = arena_printf(preview->arena, "%s   %s", tag, preview->name);
    for (size_t k = 0; (face = font_face(preview->job->engine->fonts, template_->fonts[0], k, FACE_BOLD, &preview->hx->report)); k++)
        if (face_has(face, (uint32_t)*tag)) {
            raster_label(preview->raster, face, LABEL * UNIT_PT, text, preview->dpi, preview->sheet, x, y);
            return;
        }
}

static void put_page(struct preview *preview, const struct template_ *template_, const struct page *page)
{
    if (!preview->sheet && !begin_sheet(preview, page))
        return;
    uint32_t place = template_->lang, step = preview->columns + preview->gap;
    uint32_t x = preview->gap + place % ACROSS * step;
    uint32_t y = preview->gap + place / ACROSS * (preview->label + preview->rows + preview->gap);
    put_label(preview, template_, x, y + preview->label - pixels(preview, LABEL / 2));
    y += preview->label;
    image_fill(preview->sheet, x, y, preview->columns, preview->rows, 0xFFFFFF);
    raster_page(preview->raster, page, preview->dpi, preview->sheet, x, y);
}

static void preview_language(struct preview *preview, enum lang lang)
{
    struct report *report = &preview->hx->report;
    struct arena *arena = preview->job->arena;
    struct template_path path = engine_path(preview->job->engine, preview->name);
    const struct source *sample = template_sample(arena, &path, preview->name, lang, report);
    struct hx_render_options options = {.template_name = preview->name, .language = lang_row(lang)->tag, .date = -1};
    if (!sample) {
        diag_file(report, DIAG_TEMPLATE_SAMPLE, "", arena_printf(arena, "sample.%s.txt", options.language));
        return;
    }
    options.name = sample->name;
    options.bytes = sample->bytes;
    options.n = sample->n;
    struct doc *doc = job_read(preview->job, &options, report);
    const struct template_ *template_ = doc ? job_template(preview->job, &options, doc, report) : NULL;
    if (!template_)
        return;
    struct content *content = resolve(arena, doc, template_, report);
    struct layout *layout = page_layout(preview->job->shaper, arena, content, report);
    if (layout->pages.n > 0)
        put_page(preview, template_, &layout->pages.at[0]);
}

static void draw_sheet(struct preview *preview)
{
    hx_job *job = preview->job;
    preview->arena = preview->hx->arena;
    preview->raster = raster_new(preview->arena);
    buf_init(&preview->out, preview->arena);
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        size_t before = preview->hx->report.list.n;
        preview_language(preview, (enum lang)lang);
        report_keep_sources(preview->hx, before);
        job_drop_loading(job);
        arena_reset(job->arena);
        if (preview->hx->report.list.n > before && preview->hx->report.list.at[before].id == DIAG_TEMPLATE_UNKNOWN)
            break; /* it is so in every language */
    }
    if (preview->sheet)
        png_put(preview->arena, preview->sheet, preview->dpi, &preview->out);
}

/* False when memory ran out. */
static bool catch_and_draw(struct preview *preview, size_t before)
{
    jmp_buf frame;
    if (setjmp(frame)) {
        report_forget(&preview->hx->report, before);
        preview->hx->memory = true;
        job_drop_loading(preview->job);
        return false;
    }
    arena_reset(preview->job->arena);
    arena_catch(preview->job->arena, &frame);
    arena_catch(preview->hx->arena, &frame);
    draw_sheet(preview);
    return true;
}

enum hx_status hx_template_preview(hx_job *job, const char *name, int dpi, hx_write write, void *context, hx_report *hx)
{
    size_t before = hx->report.list.n;
    struct preview preview = {.job = job, .hx = hx, .name = name, .dpi = dpi ? dpi : DPI};
    if (dpi && (dpi < RASTER_DPI_LEAST || dpi > RASTER_DPI_MOST)) {
        hx_report_file(hx, "usage", "", "hx_template_preview: 20 to 600 dots per inch");
        return HX_USAGE;
    }
    if (!catch_and_draw(&preview, before))
        return HX_SYSTEM;
    enum hx_status status = report_status_since(hx, before);
    if (status != HX_OK)
        return status;
    return write(context, preview.out.at, preview.out.n) ? HX_OK : HX_SYSTEM;
}
