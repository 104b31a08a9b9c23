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
    for (uint32_t i = cut->start; i < cut->end; i++) {
        const struct cluster *cluster = &p->par->clusters[i];
        const struct style *style = &p->par->segments.at[cluster->segment].run->style;
        if (cluster->tracked)
            cut->advance[i - cut->start] += share(&tracking, slack >= 0 ? style->tracking_stretch : style->tracking_shrink);
        if (cluster->space)
            cut->advance[i - cut->start] += share(&spaces, cluster->advance);
    }
    if (fit->space > 0)
        cut->stretch = (int32_t)(1000 + unit_muldiv(spaces.amount, 1000, fit->space));
}

/* UAX 9, L2, for clusters: from the highest level down, runs of at least that level are reversed. */
static void place(const struct paragraph *p, struct cut *cut, hx_unit hyphen_advance)
{
    uint32_t n = cut->end - cut->start;
    const struct cluster *clusters = p->par->clusters + cut->start;
    uint32_t *order = arena_new_array(p->scratch, uint32_t, n + 1);
    uint8_t highest = 0, base = p->par->rtl;
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
        hx_unit advance = p->par->clusters[i].advance;
        left -= base ? advance : 0;
        cut->x[i - cut->start] = base ? left : pen;
        pen += base ? 0 : advance;
    }
}

struct cut cut_line(const struct paragraph *p, size_t from, size_t to, hx_unit measure)
{
    const struct breakpoint *a = &p->breaks.at[from], *b = &p->breaks.at[to];
    struct cut cut = {.start = a->start, .end = b->end > a->start ? b->end : a->start, .tail = b->start, .stretch = 1000};
    uint32_t n = cut.tail - cut.start;
    cut.x = arena_new_array(p->scratch, hx_unit, n + 1);
    cut.advance = arena_new_array(p->scratch, hx_unit, n + 1);
    for (uint32_t i = 0; i < n; i++)
        cut.advance[i] = p->par->clusters[cut.start + i].advance;
    struct fit fit = fit_line(p, from, to);
    cut.hyphen = fit.hyphen > 0;
    int64_t slack = measure - fit.natural;
    if (p->justified && (b->kind != BREAK_MUST || slack < 0) && cut.end > cut.start)
        justify(p, &cut, &fit, slack);
    if (cut.end > cut.start) {
        cut.trim = p->par->clusters[cut.start].blank_before;
        cut.advance[0] -= cut.trim;
        cut.advance[cut.end - 1 - cut.start] -= p->par->clusters[cut.end - 1].blank_after;
    }
    if (cut.end > cut.start && !cut.hyphen)
        cut.advance[cut.end - 1 - cut.start] -= fit_tracking_after(p->par, cut.end - 1);
    place(p, &cut, fit.hyphen);
    return cut;
}

/* ---- glyph runs --------------------------------------------------------------------------- */

/* The stroke of a kashida lies at the left of its letter, where the join is; its text is nothing. It comes after
 * the letter, the first glyph of its cluster, before the letter's marks. */
static void add_stroke(const struct segment *segment, uint32_t letter, hx_unit x, hx_unit width, struct glyph_run *run, struct glyph *glyphs)
{
    int64_t stretch = unit_muldiv(width, 1000, segment->kashida_advance);
    uint32_t at = letter + 1;
    while (at < run->glyph_count && glyphs[at].text_n == 0)
        at++;
    uint32_t text = at < run->glyph_count ? glyphs[at].text : run->text_n;
    memmove(&glyphs[at + 1], &glyphs[at], (run->glyph_count++ - at) * sizeof *glyphs);
    glyphs[at] = (struct glyph){.id = segment->kashida, .x = x - run->x, .text = text,
        .stretch = (uint16_t)(stretch < 1 ? 1 : stretch > UINT16_MAX ? UINT16_MAX : stretch)};
}

static void add_cluster_glyphs(const struct paragraph *p, const struct cluster *cluster, const struct segment *segment, hx_unit x,
    struct glyph_run *run, struct glyph *glyphs, uint32_t *text)
{
    const struct par *par = p->par;
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

static struct glyph_run run_for(const struct paragraph *p, const struct segment *segment, const struct cluster *cluster)
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
        .link = from->link,
        .call = from->kind == RUN_CALL ? from->note : NO_INDEX,
    };
}

/* One item for each stretch of clusters of one segment, in logical order. */
static uint32_t add_run(const struct paragraph *p, struct line *line, const struct cut *cut, uint32_t from, hx_unit shift, uint32_t block)
{
    const struct par *par = p->par;
    const struct cluster *first = &par->clusters[from];
    const struct segment *segment = &par->segments.at[first->segment];
    uint32_t end = from, glyph_n = 0, text_n = 0;
    const hx_unit *kashida = cut->kashida;
    while (end < cut->tail && par->clusters[end].segment == first->segment && par->clusters[end].level == first->level) {
        glyph_n += par->clusters[end].glyph_n + (kashida && kashida[end - cut->start] > 0);
        text_n += par->clusters[end].text_n;
        end++;
    }
    if (!glyph_n)
        return end;
    struct glyph *glyphs = arena_new_array(p->arena, struct glyph, glyph_n);
    uint32_t *text = arena_new_array(p->arena, uint32_t, text_n + 1);
    struct glyph_run run = run_for(p, segment, first);
    hx_unit left = INT32_MAX, right = INT32_MIN;
    run.x = cut->x[from - cut->start] + shift;
    for (uint32_t i = from; i < end; i++) {
        const struct cluster *cluster = &par->clusters[i];
        hx_unit x = cut->x[i - cut->start] + shift, stroke = kashida ? kashida[i - cut->start] : 0;
        uint32_t letter = run.glyph_count;
        add_cluster_glyphs(p, cluster, segment, x + stroke + cluster->shift - (i == cut->start ? cut->trim : 0), &run, glyphs, text);
        if (stroke > 0)
            add_stroke(segment, letter, x, stroke, &run, glyphs);
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
        *list_add(p->arena, &line->calls) = run.call;
    struct item *item = list_add(p->arena, &line->items);
    item->kind = ITEM_GLYPHS;
    item->artifact = false;
    item->run = run;
    return end;
}

static void add_hyphen(const struct paragraph *p, struct line *line, const struct cut *cut, hx_unit shift, uint32_t block)
{
    const struct cluster *last = &p->par->clusters[cut->end - 1];
    const struct segment *segment = &p->par->segments.at[last->segment];
    struct glyph_run run = run_for(p, segment, last);
    struct glyph *glyph = arena_new_of(p->arena, struct glyph);
    uint32_t *text = arena_new_of(p->arena, uint32_t);
    *glyph = (struct glyph){.id = segment->hyphen, .text_n = 1};
    *text = 0xAD;
    run.x = cut->hyphen_x + shift;
    run.glyphs = glyph;
    run.text = text;
    run.glyph_count = run.text_n = 1;
    run.x_min = run.x;
    run.width = segment->hyphen_advance;
    run.block = block;
    struct item *item = list_add(p->arena, &line->items);
    item->kind = ITEM_GLYPHS;
    item->artifact = false;
    item->run = run;
}

void cut_items(const struct paragraph *p, const struct cut *cut, hx_unit shift, uint32_t block, struct line *line)
{
    for (uint32_t at = cut->start; at < cut->tail;)
        at = add_run(p, line, cut, at, shift, block);
    if (cut->hyphen)
        add_hyphen(p, line, cut, shift, block);
}
