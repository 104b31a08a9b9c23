#include "layout/fit.h"

enum {
    WORD = 4, /* [cluster] most words with their spaces have more */
    LOOSEST = 6, /* a line that must stretch by more than this many times its limits is taken only at a dead end */
    RATIO_MOST = 20000, /* [1/1000] beyond this all lines are equally bad */
    SOFT = 150, /* penalty of a hyphen at a line's end */
    FEW_HYPHENS = 60000, /* demerits that most paragraphs with hyphens keep within */
    NEIGHBOURS = 10000, /* demerits of neighbours that differ by more than one fitness class */
    TWO_HYPHENS = 20000,
    FINAL_HYPHEN = 20000,
    HYPHENS_MOST = 2, /* hyphens in a row; more only where nothing else is possible */
    HYPHENS_TOO_MANY = 1000000000,
    LAST_LINE_SHORT = 100, /* demerits base of a last line shorter than a fifth of the measure */
    LAST_LINE_ALONE = 400, /* the same where lines are ragged: a heading breaks earlier rather than leave a word alone */
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
    const struct style *style = NULL;
    struct sums sum = {0};
    p->sums = arena_new_room(p->scratch, struct sums, par->cluster_n + 1);
    p->sums[0] = sum;
    for (uint32_t i = 0, segment = UINT32_MAX; i < par->cluster_n; i++) {
        const struct cluster *cluster = &par->clusters[i];
        if (cluster->segment != segment) {
            segment = cluster->segment;
            style = &par->segments.at[segment].run->style;
        }
        sum.advance += cluster->advance;
        if (cluster->space)
            sum.space += cluster->advance;
        if (cluster->kashida)
            sum.kashida += fit_kashida(p, cluster);
        if (cluster->tracked) {
            sum.track_stretch += style->tracking_stretch;
            sum.track_shrink += style->tracking_shrink;
        }
        p->sums[i + 1] = sum;
    }
}

/* [unit] a long word may be wider than an hx_unit can say */
static int64_t width_between(const struct paragraph *p, uint32_t start, uint32_t end)
{
    return p->sums[end].advance - p->sums[start].advance;
}

hx_unit fit_tracking_after(const struct par *par, uint32_t cluster)
{
    const struct segment *segment = &par->segments.at[par->clusters[cluster].segment];
    return par->clusters[cluster].glyph_n ? segment->run->style.tracking : 0;
}

static void add_breakpoint(struct paragraph *p, uint32_t end, uint32_t start, uint8_t kind)
{
    const struct cluster *clusters = p->par->clusters;
    struct breakpoint *b = list_add(p->scratch, &p->breaks);
    *b = (struct breakpoint){.end = end, .start = start, .kind = kind};
    if (start < p->par->cluster_n)
        b->blank = clusters[start].blank_before;
    if (end == 0)
        return;
    b->trim = clusters[end - 1].blank_after;
    if (kind == BREAK_SOFT) {
        const struct segment *segment = &p->par->segments.at[clusters[end - 1].segment];
        b->hyphen = segment->hyphen_advance - segment->hyphen_hang;
        b->trim -= b->hyphen;
    } else {
        b->trim += fit_tracking_after(p->par, end - 1);
    }
}

/* A stretch wider than the measure without any opportunity gets one at each cluster: no text leaves
 * the page, however long a word is. */
static void add_emergency(struct paragraph *p, uint32_t start, uint32_t end)
{
    const struct cluster *clusters = p->par->clusters;
    for (uint32_t i = start + 1; i < end; i++)
        if (clusters[i].advance > 0 && !clusters[i].space)
            add_breakpoint(p, i, i, BREAK_LAST_RESORT);
}

static void find_breakpoints(struct paragraph *p, bool hyphens)
{
    const struct cluster *clusters = p->par->clusters;
    uint32_t n = p->par->cluster_n, last = 0;
    hx_unit narrow = p->measure[0] < p->measure[1] ? p->measure[0] : p->measure[1];
    p->breaks.n = 0;
    if (!p->breaks.room) {
        p->breaks.room = n / WORD + 2;
        p->breaks.at = arena_new_room(p->scratch, struct breakpoint, p->breaks.room);
    }
    add_breakpoint(p, 0, 0, BREAK_MUST);
    for (uint32_t i = 1; i <= n; i++) {
        while (i < n && (clusters[i].break_before == BREAK_NONE || (clusters[i].break_before == BREAK_SOFT && !hyphens)))
            i++;
        uint32_t end = i;
        while (end > last && clusters[end - 1].space)
            end--;
        if (width_between(p, last, end) > narrow)
            add_emergency(p, last, end);
        add_breakpoint(p, end, i, i < n ? clusters[i].break_before : (uint8_t)BREAK_MUST);
        last = i;
    }
}

/* ---- demerits ----------------------------------------------------------------------------- */

/* What the line's spaces and letters may give when it is too short, or take when it is too long. */
static int64_t limit_of(const struct paragraph *p, const struct sums *a, const struct sums *b, bool give)
{
    if (give)
        return unit_muldiv(b->space - a->space, p->style->space_stretch - 1000, 1000) + (b->track_stretch - a->track_stretch) +
               (b->kashida - a->kashida);
    return unit_muldiv(b->space - a->space, 1000 - p->style->space_shrink, 1000) + (b->track_shrink - a->track_shrink);
}

struct fit fit_line(const struct paragraph *p, size_t from, size_t to)
{
    const struct breakpoint *start = &p->breaks.at[from], *end = &p->breaks.at[to];
    if (end->end <= start->start)
        return (struct fit){0};
    const struct sums *a = &p->sums[start->start], *b = &p->sums[end->end];
    return (struct fit){
        .natural = b->advance - a->advance - start->blank - end->trim,
        .stretch = limit_of(p, a, b, true),
        .shrink = limit_of(p, a, b, false),
        .space = b->space - a->space,
        .track_stretch = b->track_stretch - a->track_stretch,
        .track_shrink = b->track_shrink - a->track_shrink,
        .kashida = b->kashida - a->kashida,
        .hyphen = end->hyphen,
    };
}

static int64_t penalty_of(uint8_t kind)
{
    switch (kind) {
    case BREAK_LAST_RESORT: return 10000;
    case BREAK_POOR: return 300;
    case BREAK_SOFT: return SOFT;
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
    return slack < limit * (RATIO_MOST / 1000) ? unit_muldiv(slack, 1000, limit) : RATIO_MOST;
}

static int64_t demerits_of(int64_t badness, int64_t penalty)
{
    int64_t base = 10 + badness;
    return base * base + penalty * penalty;
}

/* Looks of a line, for its neighbours. */
enum { TIGHT, NORMAL, LOOSE, VERY_LOOSE, FITNESS_COUNT, LOOK_HYPHEN = FITNESS_COUNT, LOOK_LAST = 2 * FITNESS_COUNT };
/* A chain's state: hyphens in a row up to HYPHENS_MOST, times fitness of the last line; 0 before the first. */
enum { STATES = 1 + FITNESS_COUNT * (HYPHENS_MOST + 1) };

static size_t fitness(int64_t slack, int64_t ratio)
{
    if (slack < 0)
        return ratio > 500 ? TIGHT : NORMAL;
    return ratio <= 500 ? NORMAL : ratio <= 1000 ? LOOSE : VERY_LOOSE;
}

/* What the line lacks of its measure, and what its spaces and letters can do about it. */
static int64_t slack_of(const struct paragraph *p, size_t from, size_t to, int64_t *limit)
{
    const struct breakpoint *start = &p->breaks.at[from], *end = &p->breaks.at[to];
    int64_t measure = p->measure[from ? 1 : 0];
    *limit = 0;
    if (end->end <= start->start)
        return measure;
    const struct sums *a = &p->sums[start->start], *b = &p->sums[end->end];
    int64_t slack = measure - (b->advance - a->advance - start->blank - end->trim);
    *limit = limit_of(p, a, b, slack >= 0);
    return slack;
}

static bool is_loose(const struct paragraph *p, int64_t slack, int64_t limit)
{
    return p->justified && slack * 1000 > p->loosest * limit;
}

/* A line that is not even half full is no choice while there is another, nor is one stretched too much. */
static bool is_short(const struct paragraph *p, size_t from, size_t to)
{
    if (width_between(p, p->breaks.at[from].start, p->breaks.at[to].end) < p->measure[1] / 2)
        return true;
    int64_t limit, slack = slack_of(p, from, to, &limit);
    return is_loose(p, slack, limit);
}

/* What is too short from here is so from further on; but the first line has its own measure. */
static size_t nearest(void *context, size_t from, size_t line_class)
{
    (void)line_class;
    struct paragraph *p = context;
    size_t to = p->nearest > from ? p->nearest : from + 1;
    while (p->breaks.at[to].kind != BREAK_MUST && is_short(p, from, to))
        to++;
    p->nearest = from ? to : 0;
    return to;
}

/* A last line does not stretch; only a short one is not liked. */
static int64_t last_demerits(const struct paragraph *p, int64_t slack, int64_t ratio, bool first)
{
    if (slack < 0)
        return demerits_of(badness(ratio), 0);
    bool is_short = slack > (int64_t)p->measure[1] * 4 / 5 && !first;
    return demerits_of(!is_short ? 0 : p->justified ? LAST_LINE_SHORT : LAST_LINE_ALONE, 0);
}

static int64_t demerits(void *context, size_t from, size_t to, size_t line_class, size_t *look)
{
    (void)line_class;
    const struct paragraph *p = context;
    const struct breakpoint *end = &p->breaks.at[to];
    int64_t penalty = penalty_of(end->kind), limit;
    if (p->bound && penalty * penalty > p->bound)
        return BREAKS_FORBIDDEN;
    int64_t slack = slack_of(p, from, to, &limit);
    if (slack < 0 && (!p->justified || -slack > limit))
        return BREAKS_TOO_LONG;
    if (to - from > 1 && end[-1].kind == BREAK_MUST) /* no line goes past a forced line end */
        return BREAKS_TOO_LONG;
    if (is_loose(p, slack, limit) && end->kind != BREAK_MUST)
        return BREAKS_FORBIDDEN;
    int64_t ratio = ratio_of(slack < 0 ? -slack : slack, limit);
    *look = LOOK_LAST + NORMAL;
    if (end->kind == BREAK_MUST)
        return last_demerits(p, slack, ratio, from == 0);
    *look = fitness(slack, ratio) + (end->kind == BREAK_SOFT ? (size_t)LOOK_HYPHEN : 0);
    return demerits_of(badness(p->justified ? ratio : ratio_of(slack, p->measure[1] / RAGGED_BAD)), penalty);
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

/* ---- search ------------------------------------------------------------------------------- */

void fit_prepare(struct paragraph *p)
{
    sum_up(p);
    find_breakpoints(p, false);
}

/* From where on a single line costs more than the bound. */
static int64_t loosest_within(int64_t bound)
{
    int64_t ratio = 0;
    while (ratio < LOOSEST * 1000 && (!bound || demerits_of(badness(ratio), 0) <= bound))
        ratio += 100;
    return ratio;
}

/* The chain that costs least, if it costs no more than the bound; else one of no lines. */
static struct breaks_result find(struct paragraph *p, int64_t bound)
{
    p->bound = bound;
    p->loosest = loosest_within(bound);
    p->nearest = 0;
    struct breaks_problem problem = {.n = p->breaks.n - 1, .line_classes = 1, .bound = bound, .states = STATES, .cost = demerits,
        .turn = turn, .nearest = nearest, .context = p};
    return breaks_find(p->scratch, &problem);
}

/* Most paragraphs do well without a hyphen: what costs less than one is best, and found among few breakpoints. */
struct breaks_result fit_lines(struct paragraph *p)
{
    struct breaks_result result = find(p, SOFT * SOFT - 1);
    if (result.count)
        return result;
    find_breakpoints(p, true);
    result = find(p, FEW_HYPHENS);
    return result.count ? result : find(p, 0);
}
