#include "layout/cut.h"

#include <string.h>

#include "base/utf.h"

/* ---- one line's glyphs -------------------------------------------------------------------- */

/* Spreads an amount over the clusters for which it is meant, in proportion to their weight; integer
 * shares from running sums, so that nothing is lost to rounding. */
struct spread {
    int64_t amount, total;
    int64_t seen, given; /* of the total, of the amount */
};

static hx_unit share(struct spread *spread, int64_t weight)
{
    if (spread->total <= 0 || !weight)
        return 0;
    int64_t before = spread->given;
    spread->seen += weight;
    spread->given = unit_muldiv(spread->amount, spread->seen, spread->total);
    return (hx_unit)(spread->given - before);
}

/* Kashidas take their share of the slack, evenly over the words that have a place for one; what is left
 * is for the spaces. */
static int64_t stretch_joins(const struct paragraph *p, struct cut *cut, const struct fit *fit, int64_t slack)
{
    int64_t amount = unit_muldiv(slack, p->style->kashida_share, 1000);
    if (slack <= 0 || !fit->kashida || amount <= 0)
        return slack;
    struct spread strokes = {.amount = amount < fit->kashida ? amount : fit->kashida, .total = fit->kashida};
    cut->kashida = arena_new_array(p->scratch, hx_unit, cut->tail - cut->start + 1);
    for (uint32_t i = cut->start; i < cut->end; i++) {
        hx_unit stroke = share(&strokes, fit_kashida(p, &p->par->clusters[i]));
        cut->kashida[i - cut->start] = stroke;
        cut->advance[i - cut->start] += stroke;
    }
    return slack - strokes.amount;
}

/* Word space and letterspacing take the slack in proportion to their limits; what is beyond both
 * limits goes to the spaces, in Chinese to the characters. */
static void justify(const struct paragraph *p, struct cut *cut, const struct fit *fit, int64_t slack)
{
    slack = stretch_joins(p, cut, fit, slack);
    int64_t limit = slack >= 0 ? fit->stretch - fit->kashida : fit->shrink;
    int64_t track_limit = slack >= 0 ? fit->track_stretch : fit->track_shrink;
    bool characters = lang_row(p->content->lang)->justify == JUSTIFY_CHARACTERS;
    int64_t track = limit > 0 ? unit_muldiv(slack, track_limit, limit) : 0;
    if (track > track_limit)
        track = characters ? slack - (limit - track_limit) : track_limit;
    else if (-track > track_limit)
        track = -track_limit;
    struct spread tracking = {.amount = track, .total = track_limit};
    struct spread spaces = {.amount = slack - track, .total = fit->space};
    const struct style *style = NULL;
    for (uint32_t i = cut->start, segment = UINT32_MAX; i < cut->end; i++) {
        const struct cluster *cluster = &p->par->clusters[i];
        if (cluster->segment != segment) {
            segment = cluster->segment;
            style = &p->par->segments.at[segment].run->style;
        }
        if (cluster->tracked)
            cut->advance[i - cut->start] += share(&tracking, slack >= 0 ? style->tracking_stretch : style->tracking_shrink);
        if (cluster->space)
            cut->advance[i - cut->start] += share(&spaces, cluster->advance);
    }
    if (fit->space > 0)
        cut->stretch = (int32_t)(1000 + unit_muldiv(spaces.amount, 1000, fit->space));
}

/* UAX 9, L2, for clusters: from the highest level down, runs of at least that level are reversed. */
static void reorder(const struct cluster *clusters, uint32_t *order, uint32_t n, uint8_t highest)
{
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
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
}

/* Sets x from the pen on, in visual order; returns where the pen is then. */
static hx_unit place_clusters(const struct paragraph *p, struct cut *cut, hx_unit pen)
{
    uint32_t n = cut->end - cut->start;
    const struct cluster *clusters = p->par->clusters + cut->start;
    uint8_t highest = 0;
    for (uint32_t i = 0; i < n; i++)
        highest = clusters[i].level > highest ? clusters[i].level : highest;
    uint32_t *order = NULL;
    if (highest) {
        order = arena_new_room(p->scratch, uint32_t, n);
        reorder(clusters, order, n, highest);
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = order ? order[i] : i;
        cut->x[at] = pen;
        pen += cut->advance[at];
    }
    return pen;
}

static void place(const struct paragraph *p, struct cut *cut, hx_unit hyphen_advance)
{
    bool rtl = p->par->rtl;
    hx_unit pen = place_clusters(p, cut, rtl ? hyphen_advance : 0);
    cut->hyphen_x = rtl ? 0 : pen;
    cut->width = pen + (rtl ? 0 : hyphen_advance);
    hx_unit left = 0;
    for (uint32_t i = cut->end; i < cut->tail; i++) { /* vanished spaces hang out at the line's end */
        hx_unit advance = p->par->clusters[i].advance;
        left -= rtl ? advance : 0;
        cut->x[i - cut->start] = rtl ? left : pen;
        pen += rtl ? 0 : advance;
    }
}

struct cut cut_line(const struct paragraph *p, size_t from, size_t to, hx_unit measure)
{
    const struct breakpoint *a = &p->breaks.at[from], *b = &p->breaks.at[to];
    struct cut cut = {.start = a->start, .end = b->end > a->start ? b->end : a->start, .tail = b->start, .stretch = 1000};
    uint32_t n = cut.tail - cut.start;
    cut.x = arena_new_room(p->scratch, hx_unit, n);
    cut.advance = arena_new_room(p->scratch, hx_unit, n);
    const struct cluster *clusters = p->par->clusters + cut.start;
    for (uint32_t i = 0; i < n; i++)
        cut.advance[i] = clusters[i].advance;
    struct fit fit = fit_line(p, from, to);
    cut.hyphen = fit.hyphen > 0;
    int64_t slack = measure - fit.natural;
    if (p->justified && (b->kind != BREAK_MUST || slack < 0) && cut.end > cut.start)
        justify(p, &cut, &fit, slack);
    if (cut.end > cut.start) {
        uint32_t last = cut.end - 1 - cut.start;
        cut.trim = clusters[0].blank_before;
        cut.advance[0] -= cut.trim;
        cut.advance[last] -= clusters[last].blank_after + (cut.hyphen ? 0 : fit_tracking_after(p->par, cut.end - 1));
    }
    place(p, &cut, fit.hyphen);
    return cut;
}

/* ---- glyph runs --------------------------------------------------------------------------- */

/* A run and the room for what its clusters add to it. */
struct filling {
    const struct par *par;
    const struct segment *segment;
    struct glyph_run run;
    struct glyph *glyphs;
    uint32_t *text;
};

/* The stroke of a kashida lies at the left of its letter, where the join is; its text is nothing. It comes after
 * the letter, the first glyph of its cluster, before the letter's marks, which end at `end`. */
static void add_stroke(const struct segment *segment, struct glyph *letter, struct glyph *end, uint32_t text_n, hx_unit x, hx_unit width)
{
    int64_t stretch = unit_muldiv(width, 1000, segment->kashida_advance);
    struct glyph *at = letter + 1;
    while (at < end && at->text_n == 0)
        at++;
    uint32_t text = at < end ? at->text : text_n;
    memmove(at + 1, at, (size_t)(end - at) * sizeof *at);
    *at = (struct glyph){.id = segment->kashida, .x = x, .text = text,
        .stretch = (uint16_t)(stretch < 1 ? 1 : stretch > UINT16_MAX ? UINT16_MAX : stretch)};
}

/* Shows nothing and is not part of what a reader copies. */
static bool is_invisible(uint32_t c)
{
    if (c < 0x34F)
        return c == 0xAD;
    return c == 0x34F || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* Moves a glyph that does not stand where the pen is, as marks do. */
static void displace(const struct filling *f, const struct par_glyph *from, struct glyph *glyph)
{
    const struct segment *segment = f->segment;
    hx_unit dx = unit_scale(from->x, segment->size, segment->face->units_per_em);
    glyph->x += (hx_unit)unit_muldiv(dx, f->run.scale, 1000);
    glyph->y = -unit_scale(from->y, segment->size, segment->face->units_per_em);
}

/* Puts a cluster's glyphs at `to` and its characters at text_n of the run's; returns the end of the glyphs. */
static struct glyph *add_cluster(const struct filling *f, const struct cluster *cluster, hx_unit x, struct glyph *to, uint32_t *text_n)
{
    const struct par *par = f->par;
    const struct par_glyph *from = &par->glyphs[cluster->glyph], *stop = from + cluster->glyph_n;
    uint32_t at = cluster->text, n = *text_n;
    for (; from < stop; from++) {
        uint32_t text = n;
        for (uint32_t end = at + from->text_n; at < end;) {
            uint32_t c = utf16_next(par->text, par->text_n, &at);
            if (!is_invisible(c) && n - text < UINT8_MAX)
                f->text[n++] = c;
        }
        *to = (struct glyph){.id = from->id, .x = x, .text = text, .text_n = (uint8_t)(n - text)};
        if (from->x || from->y)
            displace(f, from, to);
        to++;
    }
    *text_n = n;
    return to;
}

static struct glyph_run run_for(const struct paragraph *p, const struct segment *segment, const struct cluster *cluster, uint32_t block)
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
        .lang = from->lang < LANG_COUNT ? from->lang : p->content->lang,
        .node = from->node,
        .block = block,
        .link = from->link,
        .call = from->kind == RUN_CALL ? from->note : NO_INDEX,
    };
}

static void add_item(const struct paragraph *p, struct line *line, const struct glyph_run *run)
{
    if (run->call != NO_INDEX)
        *list_add(p->arena, &line->calls) = run->call;
    struct item *item = list_add(p->arena, &line->items);
    item->kind = ITEM_GLYPHS;
    item->artifact = false;
    item->run = *run;
}

/* Makes the room for the clusters [from, end), which are of one segment; false when they have no glyph. */
static bool make_room(const struct paragraph *p, const struct cut *cut, uint32_t from, uint32_t end, struct filling *f)
{
    const struct cluster *first = &p->par->clusters[from], *last = &p->par->clusters[end - 1];
    uint32_t glyph_n = last->glyph + last->glyph_n - first->glyph, text_n = last->text + last->text_n - first->text;
    if (!glyph_n)
        return false;
    for (uint32_t i = from; cut->kashida && i < end; i++)
        glyph_n += cut->kashida[i - cut->start] > 0;
    f->run.glyphs = f->glyphs = arena_new_room(p->arena, struct glyph, glyph_n);
    f->run.text = f->text = arena_new_room(p->arena, uint32_t, text_n);
    return true;
}

/* Adds the glyphs of the clusters [from, end). */
static void fill_run(struct filling *f, const struct cut *cut, uint32_t from, uint32_t end)
{
    const struct cluster *cluster = &f->par->clusters[from];
    const hx_unit *x = cut->x + (from - cut->start), origin = *x;
    const hx_unit *kashida = cut->kashida ? cut->kashida + (from - cut->start) : NULL;
    hx_unit trim = from == cut->start ? cut->trim : 0;
    struct glyph *to = f->glyphs;
    uint32_t text_n = 0;
    for (uint32_t n = end - from; n > 0; n--, cluster++, x++) {
        hx_unit stroke = kashida ? *kashida++ : 0;
        struct glyph *letter = to;
        to = add_cluster(f, cluster, *x - origin + stroke + cluster->shift - trim, to, &text_n);
        if (stroke > 0)
            add_stroke(f->segment, letter, to++, text_n, *x - origin, stroke);
        trim = 0;
    }
    f->run.glyph_count = (uint32_t)(to - f->glyphs);
    f->run.text_n = text_n;
}

/* Sets where the run lies, spaces that vanish at the line's end left out, and grows the line's extents. */
static void measure_run(struct filling *f, const struct cut *cut, uint32_t from, uint32_t end, hx_unit shift, struct line *line)
{
    const struct cluster *cluster = &f->par->clusters[from];
    hx_unit left = INT32_MAX, right = INT32_MIN, top = cluster->top, bottom = cluster->bottom, rise = f->segment->run->style.rise;
    for (uint32_t i = from - cut->start; i < end - cut->start; i++, cluster++) {
        if (i < cut->end - cut->start && cluster->glyph_n) {
            hx_unit x = cut->x[i], edge = x + cut->advance[i];
            left = x < left ? x : left;
            right = edge > right ? edge : right;
        }
        top = cluster->top > top ? cluster->top : top;
        bottom = cluster->bottom > bottom ? cluster->bottom : bottom;
    }
    if (left > right)
        left = right = cut->x[from - cut->start];
    f->run.x = cut->x[from - cut->start] + shift;
    f->run.x_min = left + shift;
    f->run.width = right - left;
    line->ascent = top + rise > line->ascent ? top + rise : line->ascent;
    line->descent = bottom - rise > line->descent ? bottom - rise : line->descent;
}

/* One item for each stretch of clusters of one segment, in logical order. */
static uint32_t add_run(const struct paragraph *p, struct line *line, const struct cut *cut, uint32_t from, hx_unit shift, uint32_t block)
{
    const struct cluster *clusters = p->par->clusters;
    uint32_t end = from + 1, segment = clusters[from].segment;
    while (end < cut->tail && clusters[end].segment == segment)
        end++;
    struct filling f = {.par = p->par, .segment = &p->par->segments.at[segment]};
    f.run = run_for(p, f.segment, &clusters[from], block);
    if (make_room(p, cut, from, end, &f)) {
        measure_run(&f, cut, from, end, shift, line);
        fill_run(&f, cut, from, end);
        add_item(p, line, &f.run);
    }
    return end;
}

static void add_hyphen(const struct paragraph *p, struct line *line, const struct cut *cut, hx_unit shift, uint32_t block)
{
    const struct cluster *last = &p->par->clusters[cut->end - 1];
    const struct segment *segment = &p->par->segments.at[last->segment];
    struct glyph_run run = run_for(p, segment, last, block);
    struct glyph *glyph = arena_new_of(p->arena, struct glyph);
    uint32_t *text = arena_new_of(p->arena, uint32_t);
    *glyph = (struct glyph){.id = segment->hyphen, .text_n = 1};
    *text = 0xAD;
    run.x = run.x_min = cut->hyphen_x + shift;
    run.glyphs = glyph;
    run.text = text;
    run.glyph_count = run.text_n = 1;
    run.width = segment->hyphen_advance;
    add_item(p, line, &run);
}

void cut_items(const struct paragraph *p, const struct cut *cut, hx_unit shift, uint32_t block, struct line *line)
{
    for (uint32_t at = cut->start; at < cut->tail;)
        at = add_run(p, line, cut, at, shift, block);
    if (cut->hyphen)
        add_hyphen(p, line, cut, shift, block);
}
