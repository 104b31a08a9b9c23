/* Stage: paragraph -> lines: fit chooses where lines end, cut makes each; here blocks get their indents,
 * labels and alignment. */
#include "layout/line.h"

#include <string.h>

#include "layout/cut.h"
#include "layout/fit.h"

enum { UNBOUNDED = INT32_MAX / 4 }; /* [unit] a measure that no line fills */
enum { LOOSE = 1500 }; /* [1/1000] of the natural space; wider ones are seen */

/* A line's segments follow each other, each with a cluster in it. */
static struct span span_of_clusters(const struct paragraph *p, uint32_t start, uint32_t end)
{
    struct span span = {0, 0};
    for (uint32_t i = start < end ? p->par->clusters[start].segment : 1; start < end && i <= p->par->clusters[end - 1].segment; i++) {
        struct span own = p->par->segments.at[i].run->span;
        if (!own.end)
            continue;
        if (!span.end)
            span = own;
        span.end = own.end > span.end ? own.end : span.end;
    }
    return span;
}

/* Where a line of this width starts, from the left edge of the whole measure. */
static hx_unit line_x(const struct paragraph *p, hx_unit whole, hx_unit indent, hx_unit room, hx_unit width)
{
    const struct block_style *style = p->style;
    bool mirrored = p->content->template_->mirrored;
    hx_unit spare = room - width;
    hx_unit before = style->align == ALIGN_END ? spare : style->align == ALIGN_CENTRE ? spare / 2 : 0;
    hx_unit start = style->start + indent + before;
    return mirrored ? whole - start - width : start;
}

static void set_line(const struct paragraph *p, struct set_block *set, size_t from, size_t to, hx_unit whole, hx_unit indent, struct report *report)
{
    struct line *line = list_add(p->arena, &set->lines);
    hx_unit room = p->measure[from ? 1 : 0];
    struct cut cut = cut_line(p, from, to, room);
    uint32_t block = set->block ? set->block->node : 0;
    hx_unit shift = line_x(p, whole, indent, room, cut.width);
    struct fit fit = fit_line(p, from, to);
    *line = (struct line){.leading = p->style->leading, .width = (hx_unit)fit.natural, .measure = room, .stretch = cut.stretch,
        .hyphenated = cut.hyphen, .span = span_of_clusters(p, cut.start, cut.end)};
    cut_items(p, &cut, shift, block, line);
    if (cut.width > room + UNIT_PT / 10) {
        struct buf over;
        buf_init(&over, p->arena);
        buf_unit(&over, cut.width - room);
        diag_at(report, DIAG_LINE_OVERFULL, p->content->doc->source, line->span, over.at);
    }
    if (p->justified && cut.stretch > LOOSE) {
        struct buf stretch;
        buf_init(&stretch, p->arena);
        buf_milli(&stretch, cut.stretch);
        diag_at(report, DIAG_LINE_LOOSE, p->content->doc->source, line->span, stretch.at);
    }
}

static void set_lines(struct paragraph *p, struct set_block *set, hx_unit whole, hx_unit first, struct report *report)
{
    fit_prepare(p);
    struct breaks_result result = fit_lines(p);
    size_t from = 0;
    for (size_t i = 0; i < result.count; i++) {
        set_line(p, set, from, result.chosen[i], whole, from ? 0 : first, report);
        from = result.chosen[i];
    }
}

/* A space ends the label; it hangs out and keeps label and text apart in what a reader copies. */
static struct par *shape_label(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_block *block, struct report *report)
{
    size_t n = block->label.n;
    struct run *runs = arena_new_array(arena, struct run, n);
    memcpy(runs, block->label.at, n * sizeof *runs);
    struct buf last;
    buf_init(&last, arena);
    buf_bytes(&last, runs[n - 1].text, runs[n - 1].n);
    buf_char(&last, ' ');
    runs[n - 1].text = last.at;
    runs[n - 1].n++;
    return shape_runs(shaper, arena, content, runs, n, report);
}

/* The label in one line, its items put before those of the first line; returns where text may start. */
static hx_unit set_label(struct paragraph *p, struct set_block *set, struct shaper *shaper, hx_unit whole, struct line *label, struct report *report)
{
    const struct content_block *block = set->block;
    struct paragraph one = {.arena = p->arena, .scratch = p->scratch, .content = p->content, .style = p->style};
    one.par = shape_label(shaper, p->scratch, p->content, block, report);
    if (!one.par->cluster_n)
        return 0;
    one.measure[0] = one.measure[1] = UNBOUNDED;
    fit_prepare(&one);
    struct cut cut = cut_line(&one, 0, one.breaks.n - 1, UNBOUNDED);
    hx_unit text_start = p->style->start + p->style->first;
    hx_unit x = p->style->label, latest = text_start - p->style->label_gap - cut.width;
    if (p->style->label_out < 0 && x > latest)
        x = latest > p->style->label_out ? latest : p->style->label_out;
    hx_unit shift = p->content->template_->mirrored ? whole - x - cut.width : x;
    cut_items(&one, &cut, shift, block->node, label);
    for (size_t i = 0; i < label->items.n; i++)
        label->items.at[i].run.label = true;
    return x + cut.width + p->style->label_gap;
}

static void join_label(const struct paragraph *p, struct set_block *set, const struct line *label)
{
    struct line *line = &set->lines.at[0];
    struct line joined = *line;
    memset(&joined.items, 0, sizeof joined.items);
    memset(&joined.calls, 0, sizeof joined.calls);
    for (size_t i = 0; i < label->items.n; i++)
        *list_add(p->arena, &joined.items) = label->items.at[i];
    for (size_t i = 0; i < line->items.n; i++)
        *list_add(p->arena, &joined.items) = line->items.at[i];
    for (size_t i = 0; i < label->calls.n; i++)
        *list_add(p->arena, &joined.calls) = label->calls.at[i];
    for (size_t i = 0; i < line->calls.n; i++)
        *list_add(p->arena, &joined.calls) = line->calls.at[i];
    joined.ascent = label->ascent > line->ascent ? label->ascent : line->ascent;
    joined.descent = label->descent > line->descent ? label->descent : line->descent;
    *line = joined;
}

struct set_block *line_set(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_block *block, hx_unit measure, struct report *report)
{
    struct set_block *set = arena_new_of(arena, struct set_block);
    set->block = block;
    struct paragraph paragraph = {.arena = arena, .scratch = shaper_scratch(shaper, arena), .content = content, .style = block->style};
    struct paragraph *p = &paragraph;
    struct line label = {.leading = block->style->leading};
    hx_unit first = block->style->first, room = measure - block->style->start - block->style->end;
    if (block->label.n) {
        hx_unit needed = set_label(p, set, shaper, measure, &label, report) - block->style->start;
        first = label.items.n && needed > first ? needed : first;
    }
    p->par = shape_runs(shaper, p->scratch, content, block->runs.at, block->runs.n, report);
    p->justified = block->style->align == ALIGN_JUSTIFY;
    p->measure[0] = room - first > UNIT_PT ? room - first : UNIT_PT;
    p->measure[1] = room > UNIT_PT ? room : UNIT_PT;
    if (p->par->cluster_n)
        set_lines(p, set, measure, first, report);
    if (label.items.n && !set->lines.n)
        *list_add(arena, &set->lines) = (struct line){.leading = label.leading, .measure = measure, .stretch = 1000};
    if (label.items.n)
        join_label(p, set, &label);
    return set;
}

struct set_block *line_set_cell(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_cell *cell, struct report *report)
{
    struct set_block *set = arena_new_of(arena, struct set_block);
    struct block_style style = {.name = cell->cell->name, .align = ALIGN_START, .leading = cell->cell->leading};
    struct paragraph paragraph = {.arena = arena, .scratch = shaper_scratch(shaper, arena), .content = content, .style = &style};
    struct paragraph *p = &paragraph;
    p->par = shape_runs(shaper, p->scratch, content, cell->runs.at, cell->runs.n, report);
    if (!p->par->cluster_n)
        return set;
    hx_unit width = cell->cell->width > 0 ? cell->cell->width : UNBOUNDED;
    p->measure[0] = p->measure[1] = width;
    fit_prepare(p);
    struct breaks_result result = fit_lines(p);
    size_t from = 0;
    for (size_t i = 0; i < result.count; i++) {
        struct line *line = list_add(arena, &set->lines);
        struct cut cut = cut_line(p, from, result.chosen[i], width);
        memset(line, 0, sizeof *line);
        *line = (struct line){.leading = cell->cell->leading, .width = cut.width, .measure = cell->cell->width, .stretch = 1000};
        cut_items(p, &cut, 0, 0, line);
        from = result.chosen[i];
    }
    return set;
}
