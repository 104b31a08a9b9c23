#include "checking/concord_part.h"

#include <string.h>

/* "ar, en and fr" */
static const char *tags_of(const struct concord *concord, version_set set)
{
    struct buf out;
    buf_init(&out, concord->arena);
    buf_text(&out, "");
    int left = version_count(set);
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(set, v))
            continue;
        buf_text(&out, out.n == 0 ? "" : left == 1 ? " and " : ", ");
        buf_text(&out, lang_row(concord->versions[v]->doc->language)->tag);
        left--;
    }
    return out.at;
}

void concord_add(struct concord *concord, const struct difference *difference)
{
    if (concord->off >> (difference->id - DIAG_C01) & 1)
        return;
    const struct doc *odd = concord->versions[difference->version]->doc;
    diag_at(concord->report, difference->id, odd->source, difference->span, lang_row(odd->language)->name,
        difference->where ? difference->where : "", difference->value ? difference->value : "",
        difference->others ? difference->others : "", tags_of(concord, difference->against));
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(difference->against, v))
            continue;
        const struct doc *doc = concord->versions[v]->doc;
        const char *label = difference->labels[v] ? difference->labels[v] : difference->others ? difference->others : "";
        diag_relate(concord->report, doc->source, difference->places[v],
            arena_printf(concord->arena, "%s%s%s", lang_row(doc->language)->tag, *label ? ": " : "", label));
    }
}

struct span concord_place(const struct para *para)
{
    return para->span;
}

bool concord_majority(const struct concord *concord, const int *values, version_set present, int *value, version_set *holders)
{
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(present, v))
            continue;
        version_set same = 0;
        for (size_t w = 0; w < concord->n; w++)
            same |= version_in(present, w) && values[w] == values[v] ? (version_set)1 << w : 0;
        bool most = 2 * version_count(same) > version_count(present);
        if (!most && !(version_count(present) == 2))
            continue;
        *value = values[v];
        *holders = same;
        return true;
    }
    return false;
}

version_set concord_odd(version_set have, version_set present, bool *lacking)
{
    int with = version_count(have), all = version_count(present);
    *lacking = 2 * with > all;
    if (2 * with == all && all > 2)
        return 0; /* the versions are divided */
    return *lacking ? present & ~have : have;
}

version_set concord_present(const struct concord *concord, const struct align_row *row)
{
    version_set present = 0;
    for (size_t v = 0; v < concord->n; v++)
        present |= row->at[v] ? (version_set)1 << v : 0;
    return present;
}

/* Shows the row in the versions that a finding is against. */
static void show_row(const struct concord *concord, const struct align_row *row, struct difference *difference)
{
    for (size_t v = 0; v < concord->n; v++) {
        if (!row->at[v])
            difference->against &= ~((version_set)1 << v);
        else if (version_in(difference->against, v)) {
            difference->places[v] = concord_place(row->at[v]);
            if (!difference->labels[v] && !difference->others)
                difference->labels[v] = row->at[v]->name;
        }
    }
}

void concord_add_row(struct concord *concord, const struct align_row *row, enum diag_id id, size_t version, const char *value,
    const char *others, version_set against)
{
    struct difference difference = {.id = id, .version = version, .span = concord_place(row->at[version]),
        .where = row->at[version]->name, .value = value, .others = others, .against = against};
    show_row(concord, row, &difference);
    concord_add(concord, &difference);
}

const char *concord_counted(const struct concord *concord, int n, const char *thing)
{
    return n == 0 ? arena_printf(concord->arena, "no %s", thing) : arena_printf(concord->arena, "%d %s%s", n, thing, n == 1 ? "" : "s");
}

void concord_check(struct arena *arena, struct doc *const *docs, size_t n, const struct concord_options *options, struct report *report)
{
    struct concord concord = {.arena = arena, .report = report, .off = options ? options->off : 0, .n = n};
    if (n < 2 || n > VERSIONS_MOST)
        return;
    for (size_t v = 0; v < n; v++)
        concord.versions[v] = facts_gather(arena, docs[v]);
    concord_gather_cited(&concord);
    concord_fields(&concord);
    concord.alignment = align_versions(arena, concord.versions, n);
    concord_shape(&concord);
    for (size_t i = 0; i < concord.alignment->rows.n; i++)
        concord_figures(&concord, &concord.alignment->rows.at[i], DIAG_COUNT);
}
