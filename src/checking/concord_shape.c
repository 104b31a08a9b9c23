/* How the versions are built: paragraphs that one of them lacks, has besides, divides, joins or has elsewhere; numbers
 * and letters; calls of notes; headings and tables. */
#include "checking/concord_part.h"

#include <string.h>

#include "language/numeral.h"

static version_set all_versions(const struct concord *concord)
{
    return ((version_set)1 << concord->n) - 1;
}

static const struct para *first_of(const struct align_row *row, version_set set)
{
    for (size_t v = 0; v < VERSIONS_MOST; v++)
        if (version_in(set, v) && row->at[v])
            return row->at[v];
    return NULL;
}

/* The rule for a count of paragraphs of a kind. */
static enum diag_id count_rule(const struct para *para)
{
    switch (para->kind) {
    case NODE_OPENING:
    case NODE_PREAMBULAR:
        return DIAG_C09;
    case NODE_ITEM:
        return DIAG_C12;
    case NODE_ANNEX:
        return DIAG_C26;
    case NODE_HEADING:
        return DIAG_C27;
    case NODE_TABLE:
    case NODE_ROW:
        return DIAG_C34;
    case NODE_CLOSING:
        return DIAG_C29;
    default:
        return DIAG_C10;
    }
}

/* --- paragraphs that are missing or too many ------------------------------------------------------ */

/* The end of the paragraph before the row in a version: what is missing there belongs behind it. */
static struct span place_before(const struct concord *concord, size_t row, size_t version)
{
    const struct alignment *alignment = concord->alignment;
    for (size_t i = row; i-- > 0;)
        if (alignment->rows.at[i].at[version])
            return concord_place(alignment->rows.at[i].at[version]);
    const struct facts *facts = concord->versions[version];
    return facts->paras.n ? concord_place(&facts->paras.at[0]) : span_of(0, 0);
}

static const char *with_count(const struct concord *concord, const char *name, size_t n)
{
    return n == 1 ? name : arena_printf(concord->arena, "%s and %zu more after it", name, n - 1);
}

/* Whether a version is odd in having or lacking a row, and which. */
static bool is_odd(const struct concord *concord, const struct align_row *row, size_t version, bool *lacking)
{
    version_set have = concord_present(concord, row);
    if (have == all_versions(concord))
        return false;
    version_set odd = concord_odd(have, all_versions(concord), lacking);
    if (concord->n == 2) {
        odd = (version_set)1 << 1;
        *lacking = !version_in(have, 1);
    }
    return version_in(odd, version);
}

/* Rows in a row that one version lacks, or has alone, are one finding, named after the first. */
static void report_count(struct concord *concord, size_t version)
{
    const struct alignment *alignment = concord->alignment;
    for (size_t i = 0, end; i < alignment->rows.n; i = end) {
        const struct align_row *row = &alignment->rows.at[i];
        bool lacking, again;
        end = i + 1;
        if (!is_odd(concord, row, version, &lacking))
            continue;
        version_set have = concord_present(concord, row);
        const struct para *para = lacking ? first_of(row, have) : row->at[version];
        while (end < alignment->rows.n && is_odd(concord, &alignment->rows.at[end], version, &again) && again == lacking)
            end++;
        struct difference difference = {.id = count_rule(para), .version = version,
            .span = lacking ? place_before(concord, i, version) : concord_place(para),
            .where = with_count(concord, para->name, end - i), .against = lacking ? have : all_versions(concord) & ~have};
        bool counted = difference.id == DIAG_C29 || difference.id == DIAG_C34; /* their messages compare values */
        difference.value = counted ? (lacking ? "nothing" : "a line of its own") : lacking ? "lacks" : "has";
        difference.others = counted ? (lacking ? "a line of its own" : "nothing") : NULL;
        for (size_t v = 0; v < concord->n; v++)
            if (version_in(difference.against, v)) {
                difference.places[v] = row->at[v] ? concord_place(row->at[v]) : place_before(concord, i, v);
                difference.labels[v] = row->at[v] ? row->at[v]->name : "missing after this";
            }
        concord_add(concord, &difference);
    }
}

static void report_shifts(struct concord *concord, const struct align_row *row)
{
    for (size_t v = 0; v < concord->n; v++) {
        if (!row->at[v] || row->shift[v] == SHIFT_NONE)
            continue;
        const char *how = row->shift[v] == SHIFT_SWAPPED ? "has in another place" : "has moved";
        concord_add_row(concord, row, count_rule(row->at[v]), v, how, NULL, concord_present(concord, row) & ~((version_set)1 << v));
    }
}

/* One paragraph where others have two, or two where others have one. */
static void report_division(struct concord *concord, const struct align_row *row)
{
    version_set divided = 0, present = concord_present(concord, row);
    bool lacking;
    for (size_t v = 0; v < concord->n; v++)
        divided |= row->more[v] ? (version_set)1 << v : 0;
    const struct para *first = first_of(row, present);
    bool title = first && (first->kind == NODE_ANNEX || first->kind == NODE_HEADING); /* its lines may be set as one */
    if (!divided || title || version_count(present) < 3)
        return;
    version_set odd = concord_odd(divided, present, &lacking);
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(odd, v))
            continue;
        const char *how = lacking ? "joins another paragraph with" : "divides";
        concord_add_row(concord, row, count_rule(row->at[v]), v, how, NULL, present & ~odd);
    }
}

/* --- numbers and letters -------------------------------------------------------------------------- */

/* By how much the numbers of one level of a version are ahead of the others'. What is missing or too many before is
 * another finding and may have shifted them. */
struct drift {
    int ahead, allowed;
};

struct drifts {
    struct drift at[VERSIONS_MOST][LEVELS_MOST + 1];
};

static int slot_of(const struct para *para)
{
    return para->kind == NODE_OPERATIVE ? 0 : para->level < LEVELS_MOST ? para->level : LEVELS_MOST;
}

static bool is_numbered(const struct para *para)
{
    return para->kind == NODE_OPERATIVE || para->kind == NODE_ITEM;
}

/* The number as it is written in English: "(b)", "3". */
static const char *label_text(const struct concord *concord, const struct para *para, int number)
{
    struct buf out;
    buf_init(&out, concord->arena);
    buf_text(&out, "");
    if (!number)
        return "no number";
    if (para->kind == NODE_ITEM)
        numeral_label(LANG_EN, para->level, number, &out);
    else
        buf_int(&out, number);
    return out.at;
}

static void note_gap(struct concord *concord, const struct align_row *row, struct drifts *drifts)
{
    const struct para *para = first_of(row, concord_present(concord, row));
    if (!is_numbered(para))
        return;
    bool most = 2 * version_count(concord_present(concord, row)) > (int)concord->n;
    for (size_t v = 0; v < concord->n; v++)
        drifts->at[v][slot_of(para)].allowed += most && !row->at[v] ? -1 : !most && row->at[v] ? 1 : 0;
}

static void report_number(struct concord *concord, const struct align_row *row, size_t version, int number, version_set holders)
{
    const struct para *para = row->at[version];
    const struct para *like = first_of(row, holders);
    concord_add_row(concord, row, like->kind == NODE_ITEM ? DIAG_C13 : DIAG_C11, version,
        label_text(concord, para->kind == like->kind ? para : like, para->number), label_text(concord, like, number), holders);
}

static void check_numbers(struct concord *concord, const struct align_row *row, struct drifts *drifts)
{
    int numbers[VERSIONS_MOST] = {0}, number;
    version_set numbered = 0, holders;
    for (size_t v = 0; v < concord->n; v++)
        if (row->at[v] && is_numbered(row->at[v])) {
            numbered |= (version_set)1 << v;
            numbers[v] = row->at[v]->number;
        }
    if (concord_present(concord, row) != all_versions(concord))
        note_gap(concord, row, drifts);
    for (size_t v = 0; v < concord->n; v++) /* a plain paragraph among numbered ones has lost its number */
        if (2 * version_count(numbered) > (int)concord->n && row->at[v] && row->at[v]->kind == NODE_PARAGRAPH)
            numbered |= (version_set)1 << v;
    if (version_count(numbered) < 2 || !concord_majority(concord, numbers, numbered, &number, &holders))
        return;
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(numbered, v) || row->shift[v] != SHIFT_NONE)
            continue;
        struct drift *drift = &drifts->at[v][slot_of(first_of(row, holders))];
        int ahead = numbers[v] - number;
        bool restart = number == 1 && ahead == 0;
        if (row->at[v]->kind == NODE_PARAGRAPH) {
            report_number(concord, row, v, number, holders);
            continue;
        }
        bool known = ahead == drift->ahead || ahead == drift->ahead + drift->allowed || restart;
        if (!known)
            report_number(concord, row, v, number, holders);
        *drift = (struct drift){.ahead = ahead};
    }
}

/* --- notes ---------------------------------------------------------------------------------------- */

static int notes_in(const struct align_row *row, size_t version)
{
    const struct para *at = row->at[version], *more = row->more[version];
    return (at ? at->notes : 0) + (at && more ? more->notes : 0);
}

/* Notes that are called here; a version that has as many in all as most only has one elsewhere. */
static void check_notes(struct concord *concord, const struct align_row *row, int most_notes)
{
    int notes[VERSIONS_MOST] = {0}, usual;
    version_set present = concord_present(concord, row), holders;
    for (size_t v = 0; v < concord->n; v++)
        notes[v] = notes_in(row, v);
    if (version_count(present) < 2 || !concord_majority(concord, notes, present, &usual, &holders))
        return;
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(present, v) || notes[v] == usual)
            continue;
        bool elsewhere = (int)concord->versions[v]->notes == most_notes;
        concord_add_row(concord, row, elsewhere ? DIAG_C17 : DIAG_C14, v, concord_counted(concord, notes[v], "note"),
            concord_counted(concord, usual, "note"), holders);
    }
}

/* Symbols of the notes, in order; in Chinese and Arabic another word order may turn them. */
static const char *note_order(const struct concord *concord, const struct para *para)
{
    struct buf out;
    buf_init(&out, concord->arena);
    buf_text(&out, "");
    for (size_t i = 0; i < para->facts.n; i++)
        if (para->facts.at[i].note && para->facts.at[i].figure.kind == FIGURE_CITATION)
            buf_printf(&out, "%s ", para->facts.at[i].figure.key);
    return out.at;
}

static void check_note_order(struct concord *concord, const struct align_row *row)
{
    const char *orders[VERSIONS_MOST];
    int same[VERSIONS_MOST] = {0}, usual;
    version_set present = 0, holders;
    for (size_t v = 0; v < concord->n; v++) {
        enum lang lang = concord->versions[v]->doc->language;
        if (!row->at[v] || row->at[v]->notes < 2 || lang == LANG_ZH || lang == LANG_AR)
            continue;
        orders[v] = note_order(concord, row->at[v]);
        same[v] = (int)v;
        for (size_t w = 0; w < v; w++)
            if (version_in(present, w) && strcmp(orders[w], orders[v]) == 0) {
                same[v] = same[w];
                break;
            }
        present |= (version_set)1 << v;
    }
    if (version_count(present) < 3 || !concord_majority(concord, same, present, &usual, &holders))
        return;
    for (size_t v = 0; v < concord->n; v++)
        if (version_in(present, v) && same[v] != usual && strlen(orders[v]) == strlen(orders[usual]))
            concord_add_row(concord, row, DIAG_C15, v, NULL, NULL, holders);
}

/* --- tables ---------------------------------------------------------------------------------------- */

enum { COLUMNS_MOST = 4096 }; /* of a table, where two shapes are told apart */

static void check_table(struct concord *concord, const struct align_row *row)
{
    int shapes[VERSIONS_MOST] = {0}, usual;
    version_set tables = 0, holders;
    for (size_t v = 0; v < concord->n; v++)
        if (row->at[v] && row->at[v]->kind == NODE_TABLE) {
            tables |= (version_set)1 << v;
            shapes[v] = row->at[v]->rows * COLUMNS_MOST + row->at[v]->columns;
        }
    if (version_count(tables) < 2 || !concord_majority(concord, shapes, tables, &usual, &holders))
        return;
    for (size_t v = 0; v < concord->n; v++)
        if (version_in(tables & ~holders, v))
            concord_add_row(concord, row, DIAG_C34, v, arena_printf(concord->arena, "%d rows and %d columns", shapes[v] / COLUMNS_MOST, shapes[v] % COLUMNS_MOST),
                arena_printf(concord->arena, "%d rows and %d columns", usual / COLUMNS_MOST, usual % COLUMNS_MOST), holders);
}

/* --- all rows -------------------------------------------------------------------------------------- */

/* The number of notes that most versions have, or that of the first. */
static int usual_notes(const struct concord *concord)
{
    int notes[VERSIONS_MOST] = {0}, usual = (int)concord->versions[0]->notes;
    version_set holders;
    for (size_t v = 0; v < concord->n; v++)
        notes[v] = (int)concord->versions[v]->notes;
    concord_majority(concord, notes, all_versions(concord), &usual, &holders);
    return usual;
}

static size_t last_operative(const struct concord *concord)
{
    for (size_t i = concord->alignment->rows.n; i-- > 0;) {
        const struct para *para = first_of(&concord->alignment->rows.at[i], all_versions(concord));
        if (para && para->kind == NODE_OPERATIVE)
            return i;
    }
    return SIZE_MAX;
}

void concord_shape(struct concord *concord)
{
    struct drifts drifts = {0};
    int notes = usual_notes(concord);
    size_t last = last_operative(concord);
    for (size_t v = 0; v < concord->n; v++)
        report_count(concord, v);
    for (size_t i = 0; i < concord->alignment->rows.n; i++) {
        const struct align_row *row = &concord->alignment->rows.at[i];
        report_shifts(concord, row);
        report_division(concord, row);
        check_numbers(concord, row, &drifts);
        check_notes(concord, row, notes);
        check_note_order(concord, row);
        concord_words(concord, row, i == last);
        check_table(concord, row);
    }
}
