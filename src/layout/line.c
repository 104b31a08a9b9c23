/* Stage: paragraph -> lines. Total fit over the paragraph (breaks.h) with two stretches, word space and
 * letterspacing, each within the style's limits; then each line is reordered (UAX 9, L1 and L2) and
 * its glyphs get their places. Demerits follow Knuth and Plass in integers. */
#include "layout/line.h"

#include <string.h>

#include "base/utf.h"
#include "language/glue.h"
#include "layout/breaks.h"

/* A place where a line may end: the line's clusters are those before `end`, the next line's start at
 * `start`; spaces between the two vanish. */
struct breakpoint {
    uint32_t end, start; /* cluster indices */
    uint8_t kind; /* enum break_kind */
};

/* Prefix sums over clusters, so that a candidate line costs O(1). */
struct sums {
    int64_t advance, space; /* [unit] of all clusters, of stretchable spaces */
    int64_t track_stretch, track_shrink; /* [unit] letterspacing may add or take */
};

struct setting {
    struct arena *arena;
    const struct content *content;
    const struct block_style *style;
    struct par *par;
    struct sums *sums; /* cluster_n + 1 */
    LIST(struct breakpoint) breaks; /* breaks.at[0] is the start of the paragraph */
    hx_unit measure[2]; /* [unit] of the first and of further lines */
    bool justified;
};

enum {
    RATIO_MOST = 20000, /* [1/1000] beyond this all lines are equally bad */
    LAST_LINE_SHORT = 100, /* demerits base of a last line shorter than a fifth of the measure */
    RAGGED_BAD = 3, /* a ragged line's shortfall counts this part of the measure as ratio 1 */
};

/* ---- breakpoints -------------------------------------------------------------------------- */

static void sum_up(struct setting *s)
{
    const struct par *par = s->par;
    s->sums = arena_new_array(s->arena, struct sums, par->cluster_n + 1);
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        const struct cluster *cluster = &par->clusters[i];
        const struct style *style = &par->segments.at[cluster->segment].run->style;
        struct sums *next = &s->sums[i + 1];
        *next = s->sums[i];
        next->advance += cluster->advance;
        if (cluster->space)
            next->space += cluster->advance;
        if (cluster->tracked) {
            next->track_stretch += style->tracking_stretch;
            next->track_shrink += style->tracking_shrink;
        }
    }
}

static hx_unit width_between(const struct setting *s, uint32_t start, uint32_t end)
{
    return (hx_unit)(s->sums[end].advance - s->sums[start].advance);
}

/* A stretch wider than the measure without any opportunity gets one at each cluster: no text leaves
 * the page, however long a word is. */
static void add_emergency(struct setting *s, uint32_t start, uint32_t end)
{
    const struct cluster *clusters = s->par->clusters;
    for (uint32_t i = start + 1; i < end; i++)
        if (clusters[i].advance > 0 && !clusters[i].space)
            *list_add(s->arena, &s->breaks) = (struct breakpoint){i, i, BREAK_LAST_RESORT};
}

static void find_breakpoints(struct setting *s)
{
    const struct par *par = s->par;
    hx_unit narrow = s->measure[0] < s->measure[1] ? s->measure[0] : s->measure[1];
    *list_add(s->arena, &s->breaks) = (struct breakpoint){0, 0, BREAK_MUST};
    for (uint32_t i = 1; i <= par->cluster_n; i++) {
        uint8_t kind = i < par->cluster_n ? par->clusters[i].break_before : (uint8_t)BREAK_MUST;
        if (kind == BREAK_NONE)
            continue;
        uint32_t last = s->breaks.at[s->breaks.n - 1].start, end = i;
        while (end > last && par->clusters[end - 1].space)
            end--;
        if (width_between(s, last, end) > narrow)
            add_emergency(s, last, end);
        *list_add(s->arena, &s->breaks) = (struct breakpoint){end, i, kind};
    }
}

/* ---- demerits ----------------------------------------------------------------------------- */

/* What a line from breakpoint to breakpoint has to give. */
struct fit {
    int64_t natural; /* [unit] */
    int64_t stretch, shrink; /* [unit] limits of both ways together */
    int64_t space, track_stretch, track_shrink; /* [unit] */
    hx_unit hyphen; /* [unit] of the hyphen that the break adds */
};

static hx_unit tracking_after(const struct par *par, uint32_t cluster)
{
    const struct segment *segment = &par->segments.at[par->clusters[cluster].segment];
    return par->clusters[cluster].glyph_n ? segment->run->style.tracking : 0;
}

static struct fit fit_line(const struct setting *s, size_t from, size_t to)
{
    uint32_t start = s->breaks.at[from].start, end = s->breaks.at[to].end;
    struct fit fit = {0};
    if (end <= start)
        return fit;
    const struct sums *a = &s->sums[start], *b = &s->sums[end];
    fit.natural = b->advance - a->advance - tracking_after(s->par, end - 1);
    if (s->breaks.at[to].kind == BREAK_SOFT) {
        const struct segment *segment = &s->par->segments.at[s->par->clusters[end - 1].segment];
        fit.hyphen = segment->hyphen_advance;
        fit.natural += fit.hyphen;
    }
    fit.space = b->space - a->space;
    fit.track_stretch = b->track_stretch - a->track_stretch;
    fit.track_shrink = b->track_shrink - a->track_shrink;
    fit.stretch = unit_muldiv(fit.space, s->style->space_stretch - 1000, 1000) + fit.track_stretch;
    fit.shrink = unit_muldiv(fit.space, 1000 - s->style->space_shrink, 1000) + fit.track_shrink;
    return fit;
}

static int64_t penalty_of(uint8_t kind)
{
    switch (kind) {
    case BREAK_LAST_RESORT: return 10000;
    case BREAK_POOR: return 300;
    case BREAK_SOFT: return 60;
    case BREAK_HYPHEN: return 40;
    default: return 0;
    }
}

/* 100 times the cube of the stretch ratio, as in TeX. */
static int64_t badness(int64_t ratio)
{
    if (ratio > RATIO_MOST)
        ratio = RATIO_MOST;
    return unit_muldiv(ratio * ratio, ratio, 10000000);
}

static int64_t ratio_of(int64_t slack, int64_t limit)
{
    if (slack <= 0)
        return 0;
    return limit > 0 && slack / limit < RATIO_MOST / 1000 ? unit_muldiv(slack, 1000, limit) : RATIO_MOST;
}

static int64_t demerits(void *context, size_t from, size_t to, size_t line_class)
{
    const struct setting *s = context;
    struct fit fit = fit_line(s, from, to);
    int64_t slack = s->measure[line_class] - fit.natural;
    uint8_t kind = s->breaks.at[to].kind;
    if (slack < (s->justified ? -fit.shrink : 0))
        return BREAKS_TOO_LONG;
    if (to - from > 1 && s->breaks.at[to - 1].kind == BREAK_MUST) /* no line goes past a forced line end */
        return BREAKS_TOO_LONG;
    int64_t bad;
    if (kind == BREAK_MUST)
        bad = slack < 0 ? badness(ratio_of(-slack, fit.shrink)) : slack > (int64_t)s->measure[1] * 4 / 5 && from > 0 ? LAST_LINE_SHORT : 0;
    else if (!s->justified)
        bad = badness(ratio_of(slack, s->measure[1] / RAGGED_BAD));
    else
        bad = slack >= 0 ? badness(ratio_of(slack, fit.stretch)) : badness(ratio_of(-slack, fit.shrink));
    int64_t penalty = penalty_of(kind), base = 10 + bad;
    return base * base + penalty * penalty;
}

/* ---- one line's glyphs -------------------------------------------------------------------- */

/* The clusters of one line with their justified advances and places. */
struct cut {
    uint32_t start, end, tail; /* clusters; [end, tail) are the spaces that vanish, kept for the text */
    bool hyphen;
    hx_unit *x; /* [unit] left edge of each cluster from the line's left end */
    hx_unit *advance; /* [unit] */
    hx_unit hyphen_x;
    hx_unit width; /* [unit] as justified */
    int32_t stretch; /* [1/1000] */
};

/* Spreads an amount over the clusters for which it is meant, in proportion to their weight; integer
 * shares from running sums, so that nothing is lost to rounding. */
struct spread {
    int64_t amount, total, seen;
};

static hx_unit share(struct spread *spread, int64_t weight)
{
    if (spread->total <= 0 || !weight)
        return 0;
    int64_t before = unit_muldiv(spread->amount, spread->seen, spread->total);
    spread->seen += weight;
    return (hx_unit)(unit_muldiv(spread->amount, spread->seen, spread->total) - before);
}

/* Word space and letterspacing take the slack in proportion to their limits; what is beyond both
 * limits goes to the spaces, in Chinese to the characters. */
static void justify(const struct setting *s, struct cut *cut, const struct fit *fit, int64_t slack)
{
    int64_t limit = slack >= 0 ? fit->stretch : fit->shrink;
    int64_t track_limit = slack >= 0 ? fit->track_stretch : fit->track_shrink;
    bool characters = lang_row(s->content->lang)->justify == JUSTIFY_CHARACTERS;
    int64_t track = limit > 0 ? unit_muldiv(slack, track_limit, limit) : 0;
    if (track > track_limit)
        track = characters ? slack - (limit - track_limit) : track_limit;
    else if (-track > track_limit)
        track = -track_limit;
    struct spread tracking = {.amount = track, .total = track_limit};
    struct spread spaces = {.amount = slack - track, .total = fit->space};
    for (uint32_t i = cut->start; i < cut->end; i++) {
        const struct cluster *cluster = &s->par->clusters[i];
        const struct style *style = &s->par->segments.at[cluster->segment].run->style;
        if (cluster->tracked)
            cut->advance[i - cut->start] += share(&tracking, slack >= 0 ? style->tracking_stretch : style->tracking_shrink);
        if (cluster->space)
            cut->advance[i - cut->start] += share(&spaces, cluster->advance);
    }
    if (fit->space > 0)
        cut->stretch = (int32_t)(1000 + unit_muldiv(spaces.amount, 1000, fit->space));
}

/* UAX 9, L2, for clusters: from the highest level down, runs of at least that level are reversed. */
static void place(const struct setting *s, struct cut *cut, hx_unit hyphen_advance)
{
    uint32_t n = cut->end - cut->start;
    const struct cluster *clusters = s->par->clusters + cut->start;
    uint32_t *order = arena_new_array(s->arena, uint32_t, n + 1);
    uint8_t highest = 0, base = s->par->rtl;
    for (uint32_t i = 0; i < n; i++) {
        order[i] = i;
        highest = clusters[i].level > highest ? clusters[i].level : highest;
    }
    for (uint8_t level = highest; level > 0; level--)
        for (uint32_t i = 0; i < n;) {
            if (clusters[order[i]].level < level) {
                i++;
                continue;
            }
            uint32_t stop = i;
            while (stop < n && clusters[order[stop]].level >= level)
                stop++;
            for (uint32_t a = i, b = stop; a + 1 < b;) {
                uint32_t swap = order[a];
                order[a++] = order[--b];
                order[b] = swap;
            }
            i = stop;
        }
    hx_unit pen = base ? hyphen_advance : 0;
    for (uint32_t i = 0; i < n; i++) {
        cut->x[order[i]] = pen;
        pen += cut->advance[order[i]];
    }
    cut->hyphen_x = base ? 0 : pen;
    cut->width = pen + (base ? 0 : hyphen_advance);
    hx_unit left = 0;
    for (uint32_t i = cut->end; i < cut->tail; i++) { /* vanished spaces hang out at the line's end */
        hx_unit advance = s->par->clusters[i].advance;
        left -= base ? advance : 0;
        cut->x[i - cut->start] = base ? left : pen;
        pen += base ? 0 : advance;
    }
}

static struct cut cut_line(const struct setting *s, size_t from, size_t to, hx_unit measure)
{
    const struct breakpoint *a = &s->breaks.at[from], *b = &s->breaks.at[to];
    struct cut cut = {.start = a->start, .end = b->end > a->start ? b->end : a->start, .tail = b->start, .stretch = 1000};
    uint32_t n = cut.tail - cut.start;
    cut.x = arena_new_array(s->arena, hx_unit, n + 1);
    cut.advance = arena_new_array(s->arena, hx_unit, n + 1);
    for (uint32_t i = 0; i < n; i++)
        cut.advance[i] = s->par->clusters[cut.start + i].advance;
    struct fit fit = fit_line(s, from, to);
    cut.hyphen = fit.hyphen > 0;
    int64_t slack = measure - fit.natural;
    if (s->justified && (b->kind != BREAK_MUST || slack < 0) && cut.end > cut.start)
        justify(s, &cut, &fit, slack);
    if (cut.end > cut.start && !cut.hyphen)
        cut.advance[cut.end - 1 - cut.start] -= tracking_after(s->par, cut.end - 1);
    place(s, &cut, fit.hyphen);
    return cut;
}

/* ---- glyph runs --------------------------------------------------------------------------- */

static void add_cluster_glyphs(const struct setting *s, const struct cluster *cluster, const struct segment *segment, hx_unit x,
    struct glyph_run *run, struct glyph *glyphs, uint32_t *text)
{
    const struct par *par = s->par;
    uint32_t at = cluster->text, scale = (uint32_t)(segment->run->style.scale ? segment->run->style.scale : 1000);
    for (uint32_t k = 0; k < cluster->glyph_n; k++) {
        const struct par_glyph *from = &par->glyphs[cluster->glyph + k];
        struct glyph *glyph = &glyphs[run->glyph_count++];
        hx_unit dx = unit_scale(from->x, segment->size, segment->face->units_per_em);
        *glyph = (struct glyph){.id = from->id, .x = x + (hx_unit)unit_muldiv(dx, scale, 1000) - run->x,
            .y = -unit_scale(from->y, segment->size, segment->face->units_per_em), .text = run->text_n};
        for (uint32_t end = at + from->text_n; at < end;) {
            uint32_t c = utf16_next(par->text, par->text_n, &at);
            bool invisible = c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
            if (!invisible && glyph->text_n < UINT8_MAX) {
                text[run->text_n++] = c;
                glyph->text_n++;
            }
        }
    }
}

static struct glyph_run run_for(const struct setting *s, const struct segment *segment, const struct cluster *cluster)
{
    const struct run *from = segment->run;
    return (struct glyph_run){
        .face = segment->face,
        .size = segment->size,
        .y = -from->style.rise,
        .scale = from->style.scale ? from->style.scale : 1000,
        .shear = segment->shear,
        .colour = from->style.colour,
        .rtl = cluster->level & 1,
        .lang = from->lang < LANG_COUNT ? from->lang : s->content->lang,
        .node = from->node,
        .link = from->link,
        .call = from->kind == RUN_CALL ? from->note : NO_INDEX,
    };
}

/* One item for each stretch of clusters of one segment, in logical order. */
static uint32_t add_run(const struct setting *s, struct line *line, const struct cut *cut, uint32_t from, hx_unit shift, uint32_t block)
{
    const struct par *par = s->par;
    const struct cluster *first = &par->clusters[from];
    const struct segment *segment = &par->segments.at[first->segment];
    uint32_t end = from, glyph_n = 0, text_n = 0;
    while (end < cut->tail && par->clusters[end].segment == first->segment && par->clusters[end].level == first->level) {
        glyph_n += par->clusters[end].glyph_n;
        text_n += par->clusters[end].text_n;
        end++;
    }
    if (!glyph_n)
        return end;
    struct glyph *glyphs = arena_new_array(s->arena, struct glyph, glyph_n);
    uint32_t *text = arena_new_array(s->arena, uint32_t, text_n + 1);
    struct glyph_run run = run_for(s, segment, first);
    hx_unit left = INT32_MAX, right = INT32_MIN;
    run.x = cut->x[from - cut->start] + shift;
    for (uint32_t i = from; i < end; i++) {
        const struct cluster *cluster = &par->clusters[i];
        hx_unit x = cut->x[i - cut->start] + shift;
        add_cluster_glyphs(s, cluster, segment, x, &run, glyphs, text);
        if (i < cut->end && cluster->glyph_n) {
            left = x < left ? x : left;
            right = x + cut->advance[i - cut->start] > right ? x + cut->advance[i - cut->start] : right;
        }
        line->ascent = cluster->top + segment->run->style.rise > line->ascent ? cluster->top + segment->run->style.rise : line->ascent;
        line->descent = cluster->bottom - segment->run->style.rise > line->descent ? cluster->bottom - segment->run->style.rise : line->descent;
    }
    if (left > right)
        left = right = run.x;
    run.glyphs = glyphs;
    run.text = text;
    run.x_min = left;
    run.width = right - left;
    run.block = block;
    if (run.call != NO_INDEX)
        *list_add(s->arena, &line->calls) = run.call;
    struct item *item = list_add(s->arena, &line->items);
    item->kind = ITEM_GLYPHS;
    item->artifact = false;
    item->run = run;
    return end;
}

static void add_hyphen(const struct setting *s, struct line *line, const struct cut *cut, hx_unit shift, uint32_t block)
{
    const struct cluster *last = &s->par->clusters[cut->end - 1];
    const struct segment *segment = &s->par->segments.at[last->segment];
    struct glyph_run run = run_for(s, segment, last);
    struct glyph *glyph = arena_new_of(s->arena, struct glyph);
    uint32_t *text = arena_new_of(s->arena, uint32_t);
    *glyph = (struct glyph){.id = segment->hyphen, .text_n = 1};
    *text = 0xAD;
    run.x = cut->hyphen_x + shift;
    run.glyphs = glyph;
    run.text = text;
    run.glyph_count = run.text_n = 1;
    run.x_min = run.x;
    run.width = segment->hyphen_advance;
    run.block = block;
    struct item *item = list_add(s->arena, &line->items);
    item->kind = ITEM_GLYPHS;
    item->artifact = false;
    item->run = run;
}

static struct span span_of_clusters(const struct setting *s, uint32_t start, uint32_t end)
{
    struct span span = {0, 0};
    for (uint32_t i = start; i < end; i++) {
        struct span own = s->par->segments.at[s->par->clusters[i].segment].run->span;
        if (!own.end)
            continue;
        if (!span.end)
            span = own;
        span.end = own.end > span.end ? own.end : span.end;
    }
    return span;
}

/* ---- blocks ------------------------------------------------------------------------------- */

/* Where a line of this width starts, from the left edge of the whole measure. */
static hx_unit line_x(const struct setting *s, hx_unit whole, hx_unit indent, hx_unit room, hx_unit width)
{
    const struct block_style *style = s->style;
    bool mirrored = s->content->template_->mirrored;
    hx_unit spare = room - width;
    hx_unit before = style->align == ALIGN_END ? spare : style->align == ALIGN_CENTRE ? spare / 2 : 0;
    hx_unit start = style->start + indent + before;
    return mirrored ? whole - start - width : start;
}

static void set_line(const struct setting *s, struct set_block *set, size_t from, size_t to, hx_unit whole, hx_unit indent, struct report *report)
{
    struct line *line = list_add(s->arena, &set->lines);
    hx_unit room = s->measure[from ? 1 : 0];
    struct cut cut = cut_line(s, from, to, room);
    uint32_t block = set->block ? set->block->node : 0;
    hx_unit shift = line_x(s, whole, indent, room, cut.width);
    struct fit fit = fit_line(s, from, to);
    memset(line, 0, sizeof *line);
    line->leading = s->style->leading;
    line->width = (hx_unit)fit.natural;
    line->measure = room;
    line->stretch = cut.stretch;
    line->hyphenated = cut.hyphen;
    line->span = span_of_clusters(s, cut.start, cut.end);
    for (uint32_t at = cut.start; at < cut.tail;)
        at = add_run(s, line, &cut, at, shift, block);
    if (cut.hyphen)
        add_hyphen(s, line, &cut, shift, block);
    if (cut.width > room + UNIT_PT / 10) {
        struct buf over;
        buf_init(&over, s->arena);
        buf_unit(&over, cut.width - room);
        diag_at(report, DIAG_LINE_OVERFULL, s->content->doc->source, line->span, over.at);
    }
}

static void set_lines(struct setting *s, struct set_block *set, hx_unit whole, hx_unit first, struct report *report)
{
    sum_up(s);
    find_breakpoints(s);
    struct breaks_problem problem = {.n = s->breaks.n - 1, .line_classes = 2, .cost = demerits, .context = s};
    if (s->measure[0] == s->measure[1])
        problem.line_classes = 1;
    struct breaks_result result = breaks_find(s->arena, &problem);
    size_t from = 0;
    for (size_t i = 0; i < result.count; i++) {
        set_line(s, set, from, result.chosen[i], whole, from ? 0 : first, report);
        from = result.chosen[i];
    }
}

/* The label in one line, its items put before those of the first line; returns where text may start. */
static hx_unit set_label(struct setting *s, struct set_block *set, struct shaper *shaper, hx_unit whole, struct line *label, struct report *report)
{
    const struct content_block *block = set->block;
    struct setting one = {.arena = s->arena, .content = s->content, .style = s->style};
    one.par = shape_runs(shaper, s->arena, s->content, block->label.at, block->label.n, report);
    if (!one.par->cluster_n)
        return 0;
    struct breakpoint start = {0, 0, BREAK_MUST}, end = {one.par->cluster_n, one.par->cluster_n, BREAK_MUST};
    *list_add(s->arena, &one.breaks) = start;
    *list_add(s->arena, &one.breaks) = end;
    sum_up(&one);
    struct cut cut = cut_line(&one, 0, 1, 0);
    hx_unit text_start = s->style->start + s->style->first;
    hx_unit x = s->style->label_end ? text_start - s->style->label_gap - cut.width : s->style->label;
    hx_unit shift = s->content->template_->mirrored ? whole - x - cut.width : x;
    for (uint32_t at = 0; at < cut.tail;)
        at = add_run(&one, label, &cut, at, shift, block->node);
    return x + cut.width + s->style->label_gap;
}

static void join_label(const struct setting *s, struct set_block *set, const struct line *label)
{
    struct line *line = &set->lines.at[0];
    struct line joined = *line;
    memset(&joined.items, 0, sizeof joined.items);
    memset(&joined.calls, 0, sizeof joined.calls);
    for (size_t i = 0; i < label->items.n; i++)
        *list_add(s->arena, &joined.items) = label->items.at[i];
    for (size_t i = 0; i < line->items.n; i++)
        *list_add(s->arena, &joined.items) = line->items.at[i];
    for (size_t i = 0; i < label->calls.n; i++)
        *list_add(s->arena, &joined.calls) = label->calls.at[i];
    for (size_t i = 0; i < line->calls.n; i++)
        *list_add(s->arena, &joined.calls) = line->calls.at[i];
    joined.ascent = label->ascent > line->ascent ? label->ascent : line->ascent;
    joined.descent = label->descent > line->descent ? label->descent : line->descent;
    *line = joined;
}

struct set_block *line_set(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_block *block, hx_unit measure, struct report *report)
{
    struct set_block *set = arena_new_of(arena, struct set_block);
    set->block = block;
    struct setting setting = {.arena = arena, .content = content, .style = block->style};
    struct setting *s = &setting;
    struct line label = {.leading = block->style->leading};
    hx_unit first = block->style->first, room = measure - block->style->start - block->style->end;
    if (block->label.n) {
        hx_unit needed = set_label(s, set, shaper, measure, &label, report) - block->style->start;
        first = label.items.n && needed > first ? needed : first;
    }
    s->par = shape_runs(shaper, arena, content, block->runs.at, block->runs.n, report);
    s->justified = block->style->align == ALIGN_JUSTIFY;
    s->measure[0] = room - first > UNIT_PT ? room - first : UNIT_PT;
    s->measure[1] = room > UNIT_PT ? room : UNIT_PT;
    if (s->par->cluster_n)
        set_lines(s, set, measure, first, report);
    if (label.items.n && !set->lines.n)
        *list_add(arena, &set->lines) = (struct line){.leading = label.leading, .measure = measure, .stretch = 1000};
    if (label.items.n)
        join_label(s, set, &label);
    return set;
}

struct set_block *line_set_cell(struct shaper *shaper, struct arena *arena, const struct content *content,
    const struct content_cell *cell, struct report *report)
{
    struct set_block *set = arena_new_of(arena, struct set_block);
    struct block_style style = {.name = cell->cell->name, .align = ALIGN_START, .leading = cell->cell->leading};
    struct setting setting = {.arena = arena, .content = content, .style = &style};
    struct setting *s = &setting;
    s->par = shape_runs(shaper, arena, content, cell->runs.at, cell->runs.n, report);
    if (!s->par->cluster_n)
        return set;
    hx_unit width = cell->cell->width > 0 ? cell->cell->width : INT32_MAX / 4;
    s->measure[0] = s->measure[1] = width;
    sum_up(s);
    find_breakpoints(s);
    struct breaks_problem problem = {.n = s->breaks.n - 1, .line_classes = 1, .cost = demerits, .context = s};
    struct breaks_result result = breaks_find(arena, &problem);
    size_t from = 0;
    for (size_t i = 0; i < result.count; i++) {
        struct line *line = list_add(arena, &set->lines);
        struct cut cut = cut_line(s, from, result.chosen[i], width);
        memset(line, 0, sizeof *line);
        *line = (struct line){.leading = cell->cell->leading, .width = cut.width, .measure = cell->cell->width, .stretch = 1000};
        for (uint32_t at = cut.start; at < cut.tail;)
            at = add_run(s, line, &cut, at, 0, 0);
        if (cut.hyphen)
            add_hyphen(s, line, &cut, 0, 0);
        from = result.chosen[i];
    }
    return set;
}
