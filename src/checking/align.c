/* Versions are aligned one after the other with the rows found so far, by dynamic programming in a band along the
 * diagonal; then what went wrong in single versions is looked for: swapped, moved, divided and joined paragraphs. */
#include "checking/align.h"

#include <stdlib.h>

/* Scores, in hundredths of what one sure sign is worth. */
enum {
    GAP = -90, /* a paragraph that has no counterpart */
    FACT_SHARED = 60, FACT_SHARED_MOST = 240, FACT_OTHER = -25, FACT_OTHER_MOST = -100,
    CONCEPT_ALL = 320, CONCEPT_BASE = -120,
    LEAD_SAME = 70, LEAD_OTHER = -50,
    NUMBER_SAME = 120, NUMBER_OTHER = -40,
    KIND_OTHER = -70, KIND_FAR = -250,
    COLON_OTHER = -60,
    NOTES_SAME = 40, NOTES_OTHER = -40,
    LENGTH_NEAR = 40, LENGTH_FAR = -50 /* for each doubling */
};

struct aligner {
    struct arena *arena;
    struct alignment *alignment;
};

/* --- how alike two paragraphs are --------------------------------------------------------------- */

static int score_facts(const struct para *a, const struct para *b)
{
    size_t i = 0, j = 0;
    int shared = 0, other = 0;
    while (i < a->hash_count && j < b->hash_count) {
        if (a->hashes[i] == b->hashes[j])
            shared++, i++, j++;
        else if (a->hashes[i] < b->hashes[j])
            other++, i++;
        else
            other++, j++;
    }
    other += (int)(a->hash_count - i + b->hash_count - j);
    int gain = shared * FACT_SHARED, loss = other * FACT_OTHER;
    return (gain < FACT_SHARED_MOST ? gain : FACT_SHARED_MOST) + (loss > FACT_OTHER_MOST ? loss : FACT_OTHER_MOST);
}

static int score_concepts(const struct para *a, const struct para *b)
{
    int both = concept_count(&a->concepts) + concept_count(&b->concepts);
    return both < 4 ? 0 : CONCEPT_BASE + CONCEPT_ALL * 2 * concept_shared(&a->concepts, &b->concepts) / both;
}

static int score_lead(const struct para *a, const struct para *b)
{
    if (!concept_count(&a->lead) || !concept_count(&b->lead))
        return 0;
    return concept_shared(&a->lead, &b->lead) ? LEAD_SAME : LEAD_OTHER;
}

/* Lengths as parts of their versions; a language may be twice as wordy in one place as in another. */
static int score_length(const struct para *a, const struct para *b, size_t all_a, size_t all_b)
{
    uint64_t left = ((uint64_t)a->length + 8) * (all_b + 1), right = ((uint64_t)b->length + 8) * (all_a + 1);
    uint64_t large = left > right ? left : right, small = left > right ? right : left;
    int score = LENGTH_NEAR;
    for (; small && large > small + small / 2 && score > 4 * LENGTH_FAR; large = large * 2 / 3)
        score += LENGTH_FAR * 3 / 5; /* a factor of one and a half */
    return score;
}

static bool is_text(enum node_kind kind)
{
    return kind == NODE_PREAMBULAR || kind == NODE_OPERATIVE || kind == NODE_PARAGRAPH || kind == NODE_ITEM ||
           kind == NODE_HEADING || kind == NODE_ANNEX;
}

static int score_kind(const struct para *a, const struct para *b)
{
    if (a->kind == b->kind && a->level == b->level)
        return 0;
    return is_text(a->kind) && is_text(b->kind) ? KIND_OTHER : KIND_FAR;
}

static int score_content(const struct para *a, const struct para *b, size_t all_a, size_t all_b)
{
    return score_facts(a, b) + score_concepts(a, b) + score_lead(a, b) + score_length(a, b, all_a, all_b) +
           (a->leads_on != b->leads_on ? COLON_OTHER : 0) +
           (a->notes || b->notes ? (a->notes == b->notes ? NOTES_SAME : NOTES_OTHER) : 0);
}

static int score_place(const struct para *a, const struct para *b)
{
    int number = a->number && b->number && a->kind == b->kind ? (a->number == b->number ? NUMBER_SAME : NUMBER_OTHER) : 0;
    return number + score_kind(a, b);
}

/* Of a paragraph of one version with a row, leaving out that version; the mean over the row. */
static int score_row(const struct alignment *alignment, size_t version, const struct para *para, const struct align_row *row, bool place)
{
    int sum = 0, n = 0;
    for (size_t v = 0; v < alignment->version_count; v++) {
        if (v == version || !row->at[v])
            continue;
        sum += score_content(para, row->at[v], alignment->versions[version]->length, alignment->versions[v]->length);
        sum += place ? score_place(para, row->at[v]) : 0;
        n++;
    }
    return n ? sum / n : 0;
}

/* --- alignment of one version with the rows ------------------------------------------------------ */

enum step { STEP_BOTH, STEP_ROW /* the version lacks it */, STEP_PARA /* only the version has it */ };
enum { CELLS_MOST = 1 << 22, HALF_LEAST = 24, HALF_SMALLEST = 4 };

/* Cells (row i, paragraph j) with j within `half` of the diagonal. */
struct band {
    size_t rows, paras, half;
    uint8_t *steps; /* for each row, 2 * half + 1 of them */
};

static size_t diagonal(const struct band *band, size_t i)
{
    return band->rows ? i * band->paras / band->rows : 0;
}

static size_t band_low(const struct band *band, size_t i)
{
    size_t at = diagonal(band, i);
    return at < band->half ? 0 : at - band->half;
}

static size_t band_high(const struct band *band, size_t i)
{
    size_t at = diagonal(band, i) + band->half;
    return at > band->paras ? band->paras : at;
}

static uint8_t *step_at(const struct band *band, size_t i, size_t j)
{
    return &band->steps[i * (2 * band->half + 1) + (j + band->half - diagonal(band, i))];
}

static struct band make_band(struct arena *arena, size_t rows, size_t paras)
{
    struct band band = {.rows = rows, .paras = paras};
    size_t apart = rows > paras ? rows - paras : paras - rows;
    band.half = apart + HALF_LEAST;
    size_t most = CELLS_MOST / (rows + 1) / 2;
    if (band.half > most)
        band.half = most > HALF_SMALLEST ? most : HALF_SMALLEST;
    size_t slope = rows ? paras / rows + 1 : paras; /* the band must hold together from row to row */
    if (band.half < slope)
        band.half = slope;
    band.steps = arena_new_array(arena, uint8_t, (rows + 1) * (2 * band.half + 1));
    return band;
}

enum { UNREACHED = -1000000000 };

/* Fills the steps; `before` and `here` hold the scores of two rows, by paragraph. */
static void fill_band(const struct aligner *aligner, const struct band *band, size_t version)
{
    const struct alignment *alignment = aligner->alignment;
    const struct facts *facts = alignment->versions[version];
    int *before = arena_new_array(aligner->arena, int, band->paras + 1);
    int *here = arena_new_array(aligner->arena, int, band->paras + 1);
    for (size_t j = 0; j <= band->paras; j++)
        before[j] = here[j] = UNREACHED;
    for (size_t i = 0; i <= band->rows; i++) {
        size_t low = band_low(band, i), high = band_high(band, i);
        for (size_t j = low; j <= high; j++) {
            int both = UNREACHED, row = i ? before[j] + GAP : UNREACHED, para = j > low ? here[j - 1] + GAP : UNREACHED;
            if (i && j && before[j - 1] > UNREACHED / 2)
                both = before[j - 1] + score_row(alignment, version, &facts->paras.at[j - 1], &alignment->rows.at[i - 1], true);
            int best = i + j == 0 ? 0 : both >= row ? (both >= para ? both : para) : row >= para ? row : para;
            here[j] = best;
            *step_at(band, i, j) = best == both ? STEP_BOTH : best == row ? STEP_ROW : STEP_PARA;
        }
        int *old = before;
        before = here;
        here = old;
        for (size_t j = i ? band_low(band, i - 1) : 0; i && j <= band_high(band, i - 1); j++)
            here[j] = UNREACHED;
    }
}

/* Walks back from the end; new rows come in reverse and are turned round. */
static void trace(struct aligner *aligner, const struct band *band, size_t version)
{
    struct alignment *alignment = aligner->alignment;
    const struct facts *facts = alignment->versions[version];
    LIST(struct align_row) rows = {0};
    for (size_t i = band->rows, j = band->paras; i || j;) {
        enum step step = !i ? STEP_PARA : !j ? STEP_ROW : (enum step)*step_at(band, i, j);
        struct align_row row = {0};
        if (step != STEP_PARA)
            row = alignment->rows.at[--i];
        if (step != STEP_ROW)
            row.at[version] = &facts->paras.at[--j];
        *list_add(aligner->arena, &rows) = row;
    }
    alignment->rows.n = 0;
    while (rows.n)
        *list_add(aligner->arena, &alignment->rows) = rows.at[--rows.n];
}

static void add_version(struct aligner *aligner, size_t version)
{
    struct band band = make_band(aligner->arena, aligner->alignment->rows.n, aligner->alignment->versions[version]->paras.n);
    fill_band(aligner, &band, version);
    trace(aligner, &band, version);
}

/* --- what went wrong in single versions ----------------------------------------------------------- */

static size_t members(const struct alignment *alignment, const struct align_row *row)
{
    size_t n = 0;
    for (size_t v = 0; v < alignment->version_count; v++)
        n += row->at[v] != NULL;
    return n;
}

enum { SWAP_REACH = 12 /* rows */, SWAP_GAIN = 110, MOVE_LEAST = 180, MOVE_REACH = 60 /* rows */ };

static bool can_swap(const struct alignment *alignment, size_t version, const struct align_row *a, const struct align_row *b)
{
    const struct para *left = a->at[version], *right = b->at[version];
    return left && right && left->kind == right->kind && left->level == right->level && members(alignment, a) > 2 &&
           members(alignment, b) > 2 && a->shift[version] == SHIFT_NONE && b->shift[version] == SHIFT_NONE;
}

static int swap_gain(const struct alignment *alignment, size_t version, const struct align_row *a, const struct align_row *b)
{
    const struct para *left = a->at[version], *right = b->at[version];
    return score_row(alignment, version, left, b, false) + score_row(alignment, version, right, a, false) -
           score_row(alignment, version, left, a, false) - score_row(alignment, version, right, b, false);
}

static void find_swaps(struct alignment *alignment, size_t version)
{
    for (size_t i = 0; i < alignment->rows.n; i++) {
        struct align_row *row = &alignment->rows.at[i], *best = NULL;
        int most = SWAP_GAIN;
        for (size_t j = i + 1; j < alignment->rows.n && j <= i + SWAP_REACH; j++) {
            struct align_row *other = &alignment->rows.at[j];
            int gain = can_swap(alignment, version, row, other) ? swap_gain(alignment, version, row, other) : 0;
            if (gain > most) {
                most = gain;
                best = other;
            }
        }
        if (!best)
            continue;
        const struct para *para = row->at[version];
        row->at[version] = best->at[version];
        best->at[version] = para;
        row->shift[version] = best->shift[version] = SHIFT_SWAPPED;
    }
}

static void drop_empty_rows(struct alignment *alignment)
{
    size_t kept = 0;
    for (size_t i = 0; i < alignment->rows.n; i++)
        if (members(alignment, &alignment->rows.at[i]))
            alignment->rows.at[kept++] = alignment->rows.at[i];
    alignment->rows.n = kept;
}

enum { RUN_LONGEST = 64 /* rows */ };

/* What is won when the version's paragraphs from the row that it lacks to the one that it has alone move on by one;
 * `step` is +1 or -1. */
static int shift_gain(const struct alignment *alignment, size_t version, size_t lacking, size_t alone, int step)
{
    int gain = 0;
    for (size_t i = lacking; i != alone; i += (size_t)step) {
        const struct align_row *row = &alignment->rows.at[i];
        const struct para *next = alignment->rows.at[i + (size_t)step].at[version];
        gain += score_row(alignment, version, next, row, false);
        gain -= row->at[version] ? score_row(alignment, version, row->at[version], row, false) : 0;
    }
    return gain;
}

/* The row that only the version has, from row `i` on over rows of one list; SIZE_MAX when there is none. */
static size_t find_alone(const struct alignment *alignment, size_t version, size_t i, int step)
{
    const struct para *like = NULL;
    for (int run = 0; run < RUN_LONGEST && i + (size_t)step < alignment->rows.n; run++) {
        i += (size_t)step;
        const struct align_row *row = &alignment->rows.at[i];
        const struct para *para = row->at[version];
        if (!para || (like && (para->kind != like->kind || para->level != like->level)))
            return SIZE_MAX;
        if (members(alignment, row) == 1)
            return i;
        like = para;
    }
    return SIZE_MAX;
}

/* Wrong numbers can draw a run of paragraphs off by one: a row is lacking at one end, and the other end stands alone.
 * Their texts tell. */
static void undo_shifts(struct alignment *alignment, size_t version)
{
    for (size_t i = 0; i < alignment->rows.n; i++) {
        if (alignment->rows.at[i].at[version] || members(alignment, &alignment->rows.at[i]) < 2)
            continue;
        for (int step = 1; step >= -1; step -= 2) {
            size_t alone = find_alone(alignment, version, i, step);
            if (alone == SIZE_MAX || shift_gain(alignment, version, i, alone, step) < 0)
                continue;
            for (size_t k = i; k != alone; k += (size_t)step)
                alignment->rows.at[k].at[version] = alignment->rows.at[k + (size_t)step].at[version];
            alignment->rows.at[alone].at[version] = NULL;
            break;
        }
    }
    drop_empty_rows(alignment);
}

/* A paragraph that only this version has may be one that it lacks elsewhere. */
static void find_moves(struct alignment *alignment, size_t version)
{
    for (size_t i = 0; i < alignment->rows.n; i++) {
        const struct para *para = alignment->rows.at[i].at[version];
        if (!para || members(alignment, &alignment->rows.at[i]) > 1)
            continue;
        size_t best = SIZE_MAX, from = i > MOVE_REACH ? i - MOVE_REACH : 0;
        int most = MOVE_LEAST;
        for (size_t j = from; j < alignment->rows.n && j <= i + MOVE_REACH; j++) {
            const struct align_row *row = &alignment->rows.at[j];
            int score = row->at[version] || j == i ? 0 : score_row(alignment, version, para, row, false);
            if (score > most && members(alignment, row) > 1) {
                most = score;
                best = j;
            }
        }
        if (best == SIZE_MAX)
            continue;
        alignment->rows.at[best].at[version] = para;
        alignment->rows.at[best].shift[version] = SHIFT_MOVED;
        alignment->rows.at[i] = (struct align_row){0};
    }
}

size_t align_length(const struct align_row *row, size_t version)
{
    const struct para *at = row->at[version], *more = row->more[version];
    return (at ? at->length : 0) + (at && more ? more->length : 0);
}

size_t align_expected_length(const struct alignment *alignment, size_t version, const struct align_row *row)
{
    uint64_t sum = 0, n = 0;
    for (size_t v = 0; v < alignment->version_count; v++) {
        if (v == version || !row->at[v])
            continue;
        sum += (uint64_t)align_length(row, v) * alignment->versions[version]->length / (alignment->versions[v]->length + 1);
        n++;
    }
    return n ? (size_t)(sum / n) : 0;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_title(enum node_kind kind)
{
    return kind == NODE_HEADING || kind == NODE_ANNEX;
}

/* Whether the two can be parts of one paragraph. */
static bool go_together(const struct para *a, const struct para *b)
{
    return is_text(a->kind) && is_text(b->kind) && is_title(a->kind) == is_title(b->kind);
}

/* A paragraph that only this version has, next to one that is too short by it, is the rest of that one. */
static bool is_divided(const struct alignment *alignment, size_t version, const struct align_row *whole, const struct align_row *rest)
{
    if (!whole->at[version] || whole->more[version] || members(alignment, whole) < 2 || members(alignment, rest) > 1 ||
        !go_together(whole->at[version], rest->at[version]) || whole->shift[version] != SHIFT_NONE)
        return false;
    size_t wanted = align_expected_length(alignment, version, whole), one = whole->at[version]->length;
    size_t two = one + rest->at[version]->length;
    return distance(two, wanted) < distance(one, wanted) / 2;
}

static void join_divided(struct alignment *alignment, size_t version)
{
    for (size_t i = 0; i < alignment->rows.n; i++) {
        struct align_row *rest = &alignment->rows.at[i];
        if (!rest->at[version] || members(alignment, rest) > 1)
            continue;
        struct align_row *before = i ? &alignment->rows.at[i - 1] : NULL;
        struct align_row *after = i + 1 < alignment->rows.n ? &alignment->rows.at[i + 1] : NULL;
        if (before && is_divided(alignment, version, before, rest)) {
            before->more[version] = rest->at[version];
        } else if (after && is_divided(alignment, version, after, rest)) {
            after->more[version] = after->at[version];
            after->at[version] = rest->at[version];
        } else {
            continue;
        }
        *rest = (struct align_row){0};
    }
}

/* A row that only this version lacks, next to one that is too long by it, is in that one. */
static bool is_joined(const struct alignment *alignment, size_t version, const struct align_row *a, const struct align_row *b, bool first)
{
    const struct para *para = first ? a->at[version] : b->at[version];
    if (!para || (first ? b : a)->at[version] || members(alignment, a) < 2 || members(alignment, b) < 2)
        return false;
    bool both = false, label = false; /* some version has both; "Annex" stands alone in it */
    for (size_t v = 0; v < alignment->version_count; v++) {
        if (v == version || (!a->at[v] && !b->at[v]))
            continue;
        if (a->more[v] || b->more[v] || !go_together(para, a->at[v] ? a->at[v] : b->at[v]))
            return false;
        if (a->at[v] && b->at[v] && !go_together(a->at[v], b->at[v]))
            return false;
        both = both || (a->at[v] && b->at[v]);
        label = label || (a->at[v] && b->at[v] && a->at[v]->kind == NODE_ANNEX && b->at[v]->kind == NODE_HEADING);
    }
    if (!both || (label && para->kind == NODE_ANNEX))
        return both;
    size_t one = align_expected_length(alignment, version, first ? a : b);
    size_t two = one + align_expected_length(alignment, version, first ? b : a);
    return distance(para->length, two) < distance(para->length, one) / 2;
}

static void join_joined(struct alignment *alignment, size_t version)
{
    for (size_t i = 0; i + 1 < alignment->rows.n; i++) {
        struct align_row *a = &alignment->rows.at[i], *b = a + 1;
        bool first = is_joined(alignment, version, a, b, true);
        if (!first && !is_joined(alignment, version, a, b, false))
            continue;
        for (size_t v = 0; v < alignment->version_count; v++) {
            if (a->at[v])
                a->more[v] = b->at[v];
            else
                a->at[v] = b->at[v];
        }
        *b = (struct align_row){0};
    }
}

/* --- all of it ------------------------------------------------------------------------------------ */

struct order {
    size_t version, apart; /* paragraphs from the middle version's count */
};

static int by_count(const void *a, const void *b)
{
    const struct order *left = a, *right = b;
    if (left->apart != right->apart)
        return left->apart < right->apart ? -1 : 1;
    return (left->version > right->version) - (left->version < right->version);
}

/* Versions with as many paragraphs as most have come first: they make the rows. */
static void order_versions(const struct alignment *alignment, struct order order[VERSIONS_MOST])
{
    size_t n = alignment->version_count;
    for (size_t v = 0; v < n; v++)
        order[v] = (struct order){v, alignment->versions[v]->paras.n};
    qsort(order, n, sizeof *order, by_count);
    size_t middle = order[n / 2].apart;
    for (size_t i = 0; i < n; i++)
        order[i].apart = distance(order[i].apart, middle);
    qsort(order, n, sizeof *order, by_count);
}

struct alignment *align_versions(struct arena *arena, const struct facts *const *versions, size_t n)
{
    struct aligner aligner = {arena, arena_new_of(arena, struct alignment)};
    struct order order[VERSIONS_MOST];
    *aligner.alignment = (struct alignment){.versions = versions, .version_count = n};
    order_versions(aligner.alignment, order);
    for (size_t i = 0; i < n; i++)
        add_version(&aligner, order[i].version);
    for (size_t v = 0; v < n && n > 2; v++) {
        undo_shifts(aligner.alignment, v);
        find_swaps(aligner.alignment, v);
        find_moves(aligner.alignment, v);
        drop_empty_rows(aligner.alignment);
        join_divided(aligner.alignment, v);
        drop_empty_rows(aligner.alignment);
        join_joined(aligner.alignment, v);
        drop_empty_rows(aligner.alignment);
    }
    return aligner.alignment;
}
