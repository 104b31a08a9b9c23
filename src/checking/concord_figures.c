/* Figures of one row. A figure that most versions have and one lacks, or the other way round, is a difference
 * unless the odd version says it in another form: a day or a year of a date that is joined otherwise ("14 and 15
 * December 2010"), or a number in words. */
#include <stdlib.h>
#include <string.h>

#include "checking/concord_row.h"

enum { WORDS_MOST = 1 << 19 /* [byte] for a row */ };

void concord_gather_cited(struct concord *concord)
{
    for (size_t v = 0; v < concord->n; v++) {
        LIST(uint64_t) hashes = {0};
        const struct facts *facts = concord->versions[v];
        for (size_t i = 0; i < facts->paras.n; i++)
            for (size_t k = 0; k < facts->paras.at[i].facts.n; k++)
                if (facts->paras.at[i].facts.at[k].figure.kind == FIGURE_CITATION)
                    *list_add(concord->arena, &hashes) = facts->paras.at[i].facts.at[k].hash;
        concord->cited[v] = keys_of(hashes.at, hashes.n);
    }
}

/* --- what each version has ----------------------------------------------------------------------- */

int concord_compare_entries(const struct entry *left, const struct entry *right)
{
    if (left->fact->note != right->fact->note)
        return left->fact->note ? 1 : -1;
    if (left->fact->figure.kind != right->fact->figure.kind)
        return left->fact->figure.kind < right->fact->figure.kind ? -1 : 1;
    return strcmp(left->key, right->key);
}

static int by_entry(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = concord_compare_entries(left, right);
    if (order)
        return order;
    if (left->version != right->version)
        return left->version < right->version ? -1 : 1;
    return (left->fact->figure.start > right->fact->figure.start) - (left->fact->figure.start < right->fact->figure.start);
}

static void add_entries(struct row *row, size_t version, const struct para *para)
{
    for (size_t i = 0; para && i < para->facts.n; i++)
        *list_add(row->concord->arena, &row->entries) = (struct entry){&para->facts.at[i], para->facts.at[i].figure.key, version};
}

static void sort_entries(struct row *row)
{
    if (row->entries.n)
        qsort(row->entries.at, row->entries.n, sizeof *row->entries.at, by_entry);
}

static int by_figure(const void *a, const void *b)
{
    return concord_compare_entries(a, b);
}

/* Whether another version has such a figure with this key. */
static bool others_have(const struct row *row, const struct entry *entry, const char *key)
{
    struct entry wanted = {entry->fact, key, 0};
    const struct entry *found = bsearch(&wanted, row->entries.at, row->entries.n, sizeof wanted, by_figure);
    const struct entry *end = row->entries.at + row->entries.n;
    for (const struct entry *at = found; at && at < end && concord_compare_entries(at, &wanted) == 0; at++)
        if (at->version != entry->version)
            return true;
    for (const struct entry *at = found; at && at > row->entries.at && concord_compare_entries(at - 1, &wanted) == 0; at--)
        if (at[-1].version != entry->version)
            return true;
    return false;
}

/* A number whose groups may stand either way is what another version says it is. */
static void settle_readings(struct row *row)
{
    const char **settled = arena_new_array(row->concord->arena, const char *, row->entries.n + 1);
    for (size_t i = 0; i < row->entries.n; i++) {
        const struct entry *entry = &row->entries.at[i];
        const char *other = entry->fact->figure.other;
        settled[i] = other && !others_have(row, entry, entry->key) && others_have(row, entry, other) ? other : entry->key;
    }
    for (size_t i = 0; i < row->entries.n; i++)
        row->entries.at[i].key = settled[i];
}

/* --- what is odd ---------------------------------------------------------------------------------- */

/* Of two versions none can be told to be wrong; the second is compared with the first. */
static version_set odd_versions(const struct row *row, version_set have, bool *lacking)
{
    if (version_count(row->present) != 2)
        return concord_odd(have, row->present, lacking);
    version_set second = row->present & (row->present - 1);
    *lacking = !(have & second);
    return have == row->present ? 0 : second;
}

static void find_odds(struct row *row)
{
    for (size_t i = 0, end; i < row->entries.n; i = end) {
        version_set have = 0;
        bool lacking;
        for (end = i; end < row->entries.n && concord_compare_entries(&row->entries.at[i], &row->entries.at[end]) == 0; end++)
            have |= (version_set)1 << row->entries.at[end].version;
        version_set odd = odd_versions(row, have, &lacking);
        for (size_t v = 0; v < row->concord->n; v++) {
            if (!version_in(odd, v))
                continue;
            const struct entry *entry = &row->entries.at[i];
            for (size_t k = i; k < end; k++)
                if (row->entries.at[k].version == v) {
                    entry = &row->entries.at[k];
                    break;
                }
            *list_add(row->concord->arena, &row->odds) = (struct odd){entry, have, v, lacking, true};
        }
    }
}

/* Whether at least half of the other versions say a figure in another form. */
static bool others_say(struct row *row, const struct odd *odd)
{
    int say = 0, others = 0;
    for (size_t v = 0; v < row->concord->n; v++) {
        if (v == odd->version || !version_in(row->present, v))
            continue;
        others++;
        say += version_in(odd->have, v) || concord_says_parts(row, v, odd->entry) || concord_says_words(row, v, odd);
    }
    return 2 * say >= others;
}

/* A number in words stands for one in figures only where no other number stands in its place. */
static void explain(struct row *row)
{
    bool extra[VERSIONS_MOST] = {false};
    for (size_t i = 0; i < row->odds.n; i++) {
        struct odd *odd = &row->odds.at[i];
        if (odd->entry->fact->figure.kind == FIGURE_CITATION || odd->lacking)
            continue;
        odd->kept = !others_say(row, odd);
        extra[odd->version] = extra[odd->version] || odd->kept;
    }
    for (size_t i = 0; i < row->odds.n; i++) {
        struct odd *odd = &row->odds.at[i];
        if (odd->entry->fact->figure.kind == FIGURE_CITATION || !odd->lacking)
            continue;
        odd->kept = !concord_says_parts(row, odd->version, odd->entry) && (extra[odd->version] || !concord_says_words(row, odd->version, odd));
    }
}

/* --- findings ------------------------------------------------------------------------------------- */

/* The odd figures of one version that make one finding. */
struct bundle {
    size_t version;
    bool citation, note;
    const struct odd *lacking, *extra; /* the first of each, or NULL */
    struct buf has, lacks;
    bool date, reference, elsewhere; /* of citations: all stand elsewhere in the document, too */
};

/* Whether a citation that is odd here stands in the document as it should, only elsewhere. */
static bool stands_elsewhere(const struct concord *concord, const struct odd *odd)
{
    uint64_t hash = odd->entry->fact->hash;
    if (odd->lacking)
        return keys_hold(&concord->cited[odd->version], hash);
    for (size_t v = 0; v < concord->n; v++)
        if (v != odd->version && keys_hold(&concord->cited[v], hash))
            return true;
    return false;
}

static void put_key(struct buf *out, const char *key)
{
    if (out->n)
        buf_text(out, ", ");
    buf_text(out, key);
}

static void bundle_odd(const struct row *row, struct bundle *bundle, const struct odd *odd)
{
    const struct figure *figure = &odd->entry->fact->figure;
    put_key(odd->lacking ? &bundle->lacks : &bundle->has, odd->entry->key);
    bundle->date = bundle->date || figure->kind == FIGURE_DATE;
    bundle->reference = bundle->reference || figure->reference;
    bundle->elsewhere = bundle->elsewhere && bundle->citation && stands_elsewhere(row->concord, odd);
    const struct odd **first = odd->lacking ? &bundle->lacking : &bundle->extra;
    if (!*first)
        *first = odd;
}

static enum diag_id id_of(const struct row *row, const struct bundle *bundle)
{
    const struct para *para = row->row->at[bundle->version];
    if (para->kind == NODE_ROW && !bundle->note)
        return DIAG_C34;
    if (para->kind == NODE_CLOSING)
        return DIAG_C29;
    if (bundle->citation)
        return bundle->elsewhere ? DIAG_C19 : bundle->note ? DIAG_C16 : DIAG_C18;
    return bundle->date ? DIAG_C20 : bundle->reference ? DIAG_C31 : DIAG_C21;
}

/* Where a version has the figure, or its paragraph. */
static struct span place_in(const struct row *row, size_t version, const struct odd *odd)
{
    for (size_t i = 0; odd && i < row->entries.n; i++) {
        const struct entry *entry = &row->entries.at[i];
        if (entry->version == version && concord_compare_entries(entry, odd->entry) == 0)
            return entry->fact->span;
    }
    return concord_place(row->row->at[version]);
}

static void add_bundle(const struct row *row, const struct bundle *bundle, enum diag_id id)
{
    const struct para *para = row->row->at[bundle->version];
    version_set against = bundle->lacking ? bundle->lacking->have : row->present & ~bundle->extra->have;
    struct difference difference = {.id = id == DIAG_COUNT ? id_of(row, bundle) : id, .version = bundle->version,
        .span = place_in(row, bundle->version, bundle->extra), .where = para->name,
        .value = bundle->has.n ? bundle->has.at : "none", .others = bundle->lacks.n ? bundle->lacks.at : "none",
        .against = against & ~((version_set)1 << bundle->version)};
    if (!bundle->has.n && !bundle->extra && bundle->citation)
        difference.value = "nothing";
    if (!bundle->lacks.n && bundle->citation)
        difference.others = "nothing";
    for (size_t v = 0; v < row->concord->n; v++)
        if (version_in(difference.against, v))
            difference.places[v] = place_in(row, v, bundle->lacking);
    concord_add(row->concord, &difference);
}

static void report_bundle(struct row *row, size_t version, bool citation, bool note, enum diag_id id)
{
    struct bundle bundle = {.version = version, .citation = citation, .note = note, .elsewhere = true};
    buf_init(&bundle.has, row->concord->arena);
    buf_init(&bundle.lacks, row->concord->arena);
    for (size_t i = 0; i < row->odds.n; i++) {
        const struct odd *odd = &row->odds.at[i];
        bool cites = odd->entry->fact->figure.kind == FIGURE_CITATION;
        if (odd->kept && odd->version == version && cites == citation && odd->entry->fact->note == note)
            bundle_odd(row, &bundle, odd);
    }
    if (bundle.lacking || bundle.extra)
        add_bundle(row, &bundle, id);
}

void concord_figures(struct concord *concord, const struct align_row *at, enum diag_id id)
{
    struct row row = {.concord = concord, .words_left = WORDS_MOST, .row = at};
    for (size_t v = 0; v < concord->n; v++) {
        row.present |= at->at[v] ? (version_set)1 << v : 0;
        add_entries(&row, v, at->at[v]);
        add_entries(&row, v, at->more[v]);
    }
    if (version_count(row.present) < 2)
        return;
    sort_entries(&row);
    settle_readings(&row);
    sort_entries(&row);
    find_odds(&row);
    if (row.odds.n)
        concord_gather_parts(&row);
    explain(&row);
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(row.present, v))
            continue;
        for (int kind = 0; kind < 4 && row.odds.n; kind++)
            report_bundle(&row, v, kind & 1, kind & 2, id);
        concord_check_targets(&row, v);
    }
}
