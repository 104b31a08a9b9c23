/* The words of one row: lead words and their emphasis, quotations, and how long the versions are. */
#include <string.h>

#include "checking/concord_part.h"

static bool has_lead(const struct para *para)
{
    return para && (para->kind == NODE_PREAMBULAR || para->kind == NODE_OPERATIVE);
}

static void check_emphasis(struct concord *concord, const struct align_row *row)
{
    version_set leads = 0, marked = 0;
    bool lacking;
    for (size_t v = 0; v < concord->n; v++) {
        leads |= has_lead(row->at[v]) ? (version_set)1 << v : 0;
        marked |= has_lead(row->at[v]) && row->at[v]->emphasised ? (version_set)1 << v : 0;
    }
    version_set odd = version_count(leads) > 2 ? concord_odd(marked, leads, &lacking) : 0;
    for (size_t v = 0; v < concord->n; v++)
        if (odd && lacking && version_in(odd, v))
            concord_add_row(concord, row, DIAG_C22, v, NULL, NULL, marked);
}

/* A verb is odd when none of the others' verbs is of its class, and the others have one class in common. */
static void check_verbs(struct concord *concord, const struct align_row *row, bool last)
{
    struct concepts common;
    version_set known = 0;
    for (size_t v = 0; v < concord->n; v++)
        known |= has_lead(row->at[v]) && concept_count(&row->at[v]->lead) ? (version_set)1 << v : 0;
    if (version_count(known) < 4)
        return;
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(known, v))
            continue;
        memset(&common, 0xFF, sizeof common);
        bool shared = false;
        for (size_t w = 0; w < concord->n; w++) {
            if (w == v || !version_in(known, w))
                continue;
            shared = shared || concept_shared(&row->at[v]->lead, &row->at[w]->lead);
            for (int i = 0; i < CONCEPT_WORDS; i++)
                common.bits[i] &= row->at[w]->lead.bits[i];
        }
        if (!shared && concept_count(&common))
            concord_add_row(concord, row, last ? DIAG_C25 : DIAG_C23, v, NULL, NULL, known & ~((version_set)1 << v));
    }
}

static void check_again(struct concord *concord, const struct align_row *row)
{
    static const char *const words[] = {"no word for again", "the word for also", "the word for further"};
    int levels[VERSIONS_MOST] = {0}, usual;
    version_set leads = 0, holders;
    for (size_t v = 0; v < concord->n; v++)
        if (has_lead(row->at[v]) && row->at[v]->emphasised) {
            leads |= (version_set)1 << v;
            levels[v] = row->at[v]->again;
        }
    if (version_count(leads) < 4 || !concord_majority(concord, levels, leads, &usual, &holders) || version_count(holders) < 4)
        return;
    for (size_t v = 0; v < concord->n; v++)
        if (version_in(leads & ~holders, v))
            concord_add_row(concord, row, DIAG_C24, v, words[levels[v]], words[usual], holders);
}

static bool quotes_more(enum lang lang)
{
    return lang == LANG_ZH || lang == LANG_RU;
}

/* Chinese quotes titles that others set in italics, Russian quotes names: they are not asked. */
static void check_quotes(struct concord *concord, const struct align_row *row)
{
    int quotes[VERSIONS_MOST] = {0}, usual;
    version_set present = 0, holders;
    for (size_t v = 0; v < concord->n; v++)
        if (row->at[v] && !quotes_more(concord->versions[v]->doc->language)) {
            present |= (version_set)1 << v;
            quotes[v] = row->at[v]->quotes + (row->more[v] ? row->more[v]->quotes : 0);
        }
    if (version_count(present) < 3 || !concord_majority(concord, quotes, present, &usual, &holders) || version_count(holders) < 3)
        return;
    for (size_t v = 0; v < concord->n; v++)
        if (version_in(present & ~holders, v))
            concord_add_row(concord, row, DIAG_C28, v, concord_counted(concord, quotes[v], "quoted title"), concord_counted(concord, usual, "quoted title"), holders);
}

enum { LENGTH_LEAST = 60 /* code points */, LENGTH_FACTOR = 3 };

static void check_length(struct concord *concord, const struct align_row *row)
{
    version_set present = concord_present(concord, row);
    for (size_t v = 0; v < concord->n; v++) {
        if (!row->at[v] || version_count(present) < 3)
            continue;
        size_t length = align_length(row, v), expected = align_expected_length(concord->alignment, v, row);
        if (expected < LENGTH_LEAST)
            continue;
        bool long_ = length > expected * LENGTH_FACTOR, short_ = length * LENGTH_FACTOR < expected;
        if (long_ || short_)
            concord_add_row(concord, row, DIAG_C35, v, long_ ? "longer" : "shorter", NULL, present & ~((version_set)1 << v));
    }
}

void concord_words(struct concord *concord, const struct align_row *row, bool last)
{
    check_emphasis(concord, row);
    check_verbs(concord, row, last);
    check_again(concord, row);
    check_quotes(concord, row);
    check_length(concord, row);
}
