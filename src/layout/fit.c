#include "layout/fit.h"

enum {
    LOOSEST = 6, /* a line that must stretch by more than this many times its limits is taken only at a dead end */
    RATIO_MOST = 20000, /* [1/1000] beyond this all lines are equally bad */
    NEIGHBOURS = 10000, /* demerits of neighbours that differ by more than one fitness class */
    TWO_HYPHENS = 20000,
    FINAL_HYPHEN = 20000,
    HYPHENS_MOST = 2, /* hyphens in a row; more only where nothing else is possible */
    HYPHENS_TOO_MANY = 1000000000,
    LAST_LINE_SHORT = 100, /* demerits base of a last line shorter than a fifth of the measure */
    RAGGED_BAD = 3, /* a ragged line's shortfall counts this part of the measure as ratio 1 */
};

/* ---- breakpoints -------------------------------------------------------------------------- */

hx_unit fit_kashida(const struct paragraph *p, const struct cluster *cluster)
{
    const struct segment *segment = &p->par->segments.at[cluster->segment];
    return cluster->kashida && segment->kashida ? (hx_unit)unit_muldiv(segment->size, p->style->kashida, 1000) : 0;
}

static void sum_up(struct paragraph *p)
{
    const struct par *par = p->par;
    p->sums = arena_new_array(p->scratch, struct sums, par->cluster_n + 1);
    for (uint32_t i = 0; i < par->cluster_n; i++) {
        const struct cluster *cluster = &par->clusters[i];
        const struct style *style = &par->segments.at[cluster->segment].run->style;
        struct sums *next = &p->sums[i + 1];
        *next = p->sums[i];
        next->advance += cluster->advance;
        if (cluster->space)
            next->space += cluster->advance;
        next->kashida += fit_kashida(p, cluster);
        if (cluster->tracked) {
            next->track_stretch += style->tracking_stretch;
            next->track_shrink += style->tracking_shrink;
        }
    }
}

/* [unit] a long word may be wider than an hx_unit can say */
static int64_t width_between(const struct paragraph *p, uint32_t start, uint32_t end)
{
    return p->sums[end].advance - p->sums[start].advance;
}

/* A stretch wider than the measure without any opportunity gets one at each cluster: no text leaves
 * the page, however long a word is. */
static void add_emergency(struct paragraph *p, uint32_t start, uint32_t end)
{
    const struct cluster *clusters = p->par->clusters;
    for (uint32_t i = start + 1; i < end; i++)
        if (clusters[i].advance > 0 && !clusters[i].space)
            *list_add(p->scratch, &p->breaks) = (struct breakpoint){i, i, BREAK_LAST_RESORT};
}

static void find_breakpoints(struct paragraph *p)
{
    const struct par *par = p->par;
    hx_unit narrow = p->measure[0] < p->measure[1] ? p->measure[0] : p->measure[1];
    *list_add(p->scratch, &p->breaks) = (struct breakpoint){0, 0, BREAK_MUST};
    for (uint32_t i = 1; i <= par->cluster_n; i++) {
        uint8_t kind = i < par->cluster_n ? par->clusters[i].break_before : (uint8_t)BREAK_MUST;
        if (kind == BREAK_NONE)
            continue;
        uint32_t last = p->breaks.at[p->breaks.n - 1].start, end = i;
        while (end > last && par->clusters[end - 1].space)
            end--;
        if (width_between(p, last, end) > narrow)
            add_emergency(p, last, end);
        *list_add(p->scratch, &p->breaks) = (struct breakpoint){end, i, kind};
    }
}

/* ---- demerits ----------------------------------------------------------------------------- */

hx_unit fit_tracking_after(const struct par *par, uint32_t cluster)
{
    const struct segment *segment = &par->segments.at[par->clusters[cluster].segment];
    return par->clusters[cluster].glyph_n ? segment->run->style.tracking : 0;
}

struct fit fit_line(const struct paragraph *p, size_t from, size_t to)
{
    uint32_t start = p->breaks.at[from].start, end = p->breaks.at[to].end;
    struct fit fit = {0};
    if (end <= start)
        return fit;
    const struct sums *a = &p->sums[start], *b = &p->sums[end];
    fit.natural = b->advance - a->advance - fit_tracking_after(p->par, end - 1);
    fit.natural -= p->par->clusters[start].blank_before + p->par->clusters[end - 1].blank_after;
    if (p->breaks.at[to].kind == BREAK_SOFT) {
        const struct segment *segment = &p->par->segments.at[p->par->clusters[end - 1].segment];
        fit.hyphen = segment->hyphen_advance - segment->hyphen_hang;
        fit.natural += fit.hyphen + fit_tracking_after(p->par, end - 1);
    }
    fit.space = b->space - a->space;
    fit.track_stretch = b->track_stretch - a->track_stretch;
    fit.track_shrink = b->track_shrink - a->track_shrink;
    fit.kashida = b->kashida - a->kashida;
    fit.stretch = unit_muldiv(fit.space, p->style->space_stretch - 1000, 1000) + fit.track_stretch + fit.kashida;
    fit.shrink = unit_muldiv(fit.space, 1000 - p->style->space_shrink, 1000) + fit.track_shrink;
    return fit;
}

static int64_t penalty_of(uint8_t kind)
{
    switch (kind) {
    case BREAK_LAST_RESORT: return 10000;
    case BREAK_POOR: return 300;
    case BREAK_SOFT: return 150;
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

/* Looks of a line, for its neighbours. */
enum { TIGHT, NORMAL, LOOSE, VERY_LOOSE, FITNESS_COUNT, LOOK_HYPHEN = FITNESS_COUNT, LOOK_LAST = 2 * FITNESS_COUNT };
/* A chain's state: hyphens in a row up to HYPHENS_MOST, times fitness of the last line; 0 before the first. */
enum { STATES = 1 + FITNESS_COUNT * (HYPHENS_MOST + 1) };

static size_t fitness(int64_t slack, const struct fit *fit)
{
    int64_t ratio = slack >= 0 ? ratio_of(slack, fit->stretch) : -ratio_of(-slack, fit->shrink);
    return ratio < -500 ? TIGHT : ratio <= 500 ? NORMAL : ratio <= 1000 ? LOOSE : VERY_LOOSE;
}

static int64_t badness_of(const struct paragraph *p, const struct fit *fit, int64_t slack, uint8_t kind, bool first)
{
    if (slack < 0)
        return badness(ratio_of(-slack, fit->shrink));
    if (kind == BREAK_MUST)
        return slack > (int64_t)p->measure[1] * 4 / 5 && !first ? LAST_LINE_SHORT : 0;
    return badness(ratio_of(slack, p->justified ? fit->stretch : p->measure[1] / RAGGED_BAD));
}

/* A line that is not even half full is no choice while there is another. */
static size_t nearest(void *context, size_t from)
{
    struct paragraph *p = context;
    if (p->nearest <= from)
        p->nearest = from + 1;
    while (p->breaks.at[p->nearest].kind != BREAK_MUST &&
           width_between(p, p->breaks.at[from].start, p->breaks.at[p->nearest].end) < p->measure[1] / 2)
        p->nearest++;
    return p->nearest;
}

static int64_t demerits(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)line_class;
    const struct paragraph *p = context;
    uint8_t kind = p->breaks.at[to].kind;
    int64_t penalty = penalty_of(kind);
    if (p->bound && penalty * penalty > p->bound)
        return BREAKS_FORBIDDEN;
    struct fit fit = fit_line(p, from, to);
    int64_t slack = p->measure[from ? 1 : 0] - fit.natural;
    if (slack < (p->justified ? -fit.shrink : 0))
        return BREAKS_TOO_LONG;
    if (to - from > 1 && p->breaks.at[to - 1].kind == BREAK_MUST) /* no line goes past a forced line end */
        return BREAKS_TOO_LONG;
    if (kind != BREAK_MUST && p->justified && slack > LOOSEST * fit.stretch)
        return BREAKS_FORBIDDEN;
    *look = kind == BREAK_MUST ? LOOK_LAST + NORMAL : fitness(slack, &fit) + (kind == BREAK_SOFT ? (size_t)LOOK_HYPHEN : 0);
    int64_t base = 10 + badness_of(p, &fit, slack, kind, from == 0);
    return base * base + penalty * penalty;
}

/* Neighbours that differ much, hyphens in a row and a hyphen before the last line cost more (TeX's
 * adjdemerits, doublehyphendemerits, finalhyphendemerits); a third hyphen in a row is all but forbidden. */
static int64_t turn(void *context, size_t state, size_t look, size_t *next)
{
    (void)context;
    size_t own = look % FITNESS_COUNT, kind = look / FITNESS_COUNT * FITNESS_COUNT;
    size_t before = state ? (state - 1) % FITNESS_COUNT : own, hyphens = state ? (state - 1) / FITNESS_COUNT : 0;
    int64_t extra = own > before + 1 || before > own + 1 ? NEIGHBOURS : 0;
    if (kind == LOOK_LAST)
        extra += hyphens ? FINAL_HYPHEN : 0;
    else if (kind == LOOK_HYPHEN)
        extra += hyphens == HYPHENS_MOST ? HYPHENS_TOO_MANY : hyphens ? TWO_HYPHENS : 0;
    hyphens = kind != LOOK_HYPHEN ? 0 : hyphens < HYPHENS_MOST ? hyphens + 1 : hyphens;
    *next = 1 + own + hyphens * FITNESS_COUNT;
    return extra;
}

void fit_prepare(struct paragraph *p)
{
    sum_up(p);
    find_breakpoints(p);
}

static struct breaks_result find(struct paragraph *p)
{
    struct breaks_problem problem = {.n = p->breaks.n - 1, .line_classes = 1, .bound = p->bound, .states = STATES, .cost = demerits,
        .turn = turn, .nearest = nearest, .context = p};
    return breaks_find(p->scratch, &problem);
}

/* The demerits of the paragraph without hyphens, which bound those of the best chain of all: few
 * breakpoints then tell that most others are not worth a look. 0 when it cannot be set so. */
static int64_t find_bound(const struct paragraph *p)
{
    struct paragraph plain = *p;
    plain.breaks.at = arena_new_room(p->scratch, struct breakpoint, p->breaks.n);
    plain.breaks.n = 0;
    for (size_t i = 0; i < p->breaks.n; i++)
        if (p->breaks.at[i].kind != BREAK_SOFT)
            plain.breaks.at[plain.breaks.n++] = p->breaks.at[i];
    if (plain.breaks.n == p->breaks.n)
        return 0;
    struct breaks_result result = find(&plain);
    return result.forced ? 0 : result.cost;
}

struct breaks_result fit_lines(struct paragraph *p)
{
    p->bound = find_bound(p);
    return find(p);
}
