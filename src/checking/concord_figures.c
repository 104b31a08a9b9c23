/* Figures of one row. A figure that most versions have and one lacks, or the other way round, is a difference
 * unless the odd version says it in another form: a day or a year of a date that is joined otherwise ("14 and 15
 * December 2010"), or a number in words. */
#include "checking/concord_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf.h"
#include "checking/quantity.h"
#include "language/numeral.h"

/* A figure in one version. */
struct entry {
    const struct fact *fact;
    const char *key;
    size_t version;
};

/* A figure that is odd in one version. */
struct odd {
    const struct entry *entry; /* one of those that have it */
    version_set have;
    size_t version; /* the odd one */
    bool lacking; /* the odd one has it not */
    bool kept; /* it is not said in another form */
};

struct parts {
    const uint64_t *at; /* hashes, ascending */
    size_t n;
};

/* What is read again in search of words, so that a paragraph of a million numbers ends in time. */
enum { WORDS_MOST = 1 << 19 /* [byte] for a row */ };

struct row {
    struct concord *concord;
    size_t *words_left; /* [byte] */
    const struct align_row *row;
    version_set present;
    LIST(struct entry) entries;
    LIST(struct odd) odds;
    struct parts all[VERSIONS_MOST]; /* numbers, days, months and years */
    struct parts loose[VERSIONS_MOST]; /* without those of full dates */
};

static int by_value(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static bool holds(const uint64_t *sorted, size_t n, uint64_t value)
{
    return n && bsearch(&value, sorted, n, sizeof *sorted, by_value);
}

void concord_gather_cited(struct concord *concord)
{
    for (size_t v = 0; v < concord->n; v++) {
        LIST(uint64_t) hashes = {0};
        const struct facts *facts = concord->versions[v];
        for (size_t i = 0; i < facts->paras.n; i++)
            for (size_t k = 0; k < facts->paras.at[i].facts.n; k++)
                if (facts->paras.at[i].facts.at[k].figure.kind == FIGURE_CITATION)
                    *list_add(concord->arena, &hashes) = facts->paras.at[i].facts.at[k].hash;
        if (hashes.n)
            qsort(hashes.at, hashes.n, sizeof *hashes.at, by_value);
        concord->cited[v] = hashes.at;
        concord->cited_count[v] = hashes.n;
    }
}

/* --- what each version has ----------------------------------------------------------------------- */

static int compare_entries(const struct entry *left, const struct entry *right)
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
    int order = compare_entries(left, right);
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
    return compare_entries(a, b);
}

/* Whether another version has such a figure with this key. */
static bool others_have(const struct row *row, const struct entry *entry, const char *key)
{
    struct entry wanted = {entry->fact, key, 0};
    const struct entry *found = bsearch(&wanted, row->entries.at, row->entries.n, sizeof wanted, by_figure);
    const struct entry *end = row->entries.at + row->entries.n;
    for (const struct entry *at = found; at && at < end && compare_entries(at, &wanted) == 0; at++)
        if (at->version != entry->version)
            return true;
    for (const struct entry *at = found; at && at > row->entries.at && compare_entries(at - 1, &wanted) == 0; at--)
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

/* --- parts ---------------------------------------------------------------------------------------- */

enum { PART_MONTH = 1 << 20 }; /* so that a month is no number */

static uint64_t part_of_key(const char *key)
{
    return hash_text(HASH_START, key);
}

static uint64_t part_of_number(const struct row *row, int number)
{
    return part_of_key(arena_printf(row->concord->arena, "%d", number));
}

/* What a figure is made of; at most three parts. */
static size_t parts_of(const struct row *row, const struct entry *entry, uint64_t parts[3])
{
    const struct figure *figure = &entry->fact->figure;
    size_t n = 0;
    if (figure->kind == FIGURE_DATE) {
        if (figure->date.year)
            parts[n++] = part_of_number(row, figure->date.year);
        if (figure->date.day)
            parts[n++] = part_of_number(row, figure->date.day);
        parts[n++] = part_of_number(row, PART_MONTH + figure->date.month);
    } else {
        parts[n++] = part_of_key(entry->key);
    }
    return n;
}

static bool is_full(const struct figure *figure)
{
    return figure->kind == FIGURE_DATE && figure->date.year && figure->date.day;
}

static struct parts gather_parts(const struct row *row, size_t version, bool loose)
{
    LIST(uint64_t) all = {0};
    for (size_t i = 0; i < row->entries.n; i++) {
        const struct entry *entry = &row->entries.at[i];
        uint64_t parts[3];
        if (entry->version != version || entry->fact->figure.kind == FIGURE_CITATION || (loose && is_full(&entry->fact->figure)))
            continue;
        size_t n = parts_of(row, entry, parts);
        for (size_t k = 0; k < n; k++)
            *list_add(row->concord->arena, &all) = parts[k];
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_value);
    return (struct parts){all.at, all.n};
}

static bool in_parts(const struct parts *parts, uint64_t part)
{
    return holds(parts->at, parts->n, part);
}

/* Whether a version has the figure in parts: of "14 and 15 December 2010" the 14, which stands by itself. */
static bool says_parts(const struct row *row, size_t version, const struct entry *entry)
{
    const struct figure *figure = &entry->fact->figure;
    uint64_t parts[3];
    size_t n = parts_of(row, entry, parts);
    for (size_t k = 0; k < n; k++)
        if (!in_parts(&row->all[version], parts[k]))
            return false;
    return !is_full(figure) || in_parts(&row->loose[version], part_of_number(row, figure->date.day));
}

static bool para_says(enum lang lang, const struct para *para, int number)
{
    return para && quantity_in_words(lang, para->text, para->n, number);
}

static bool para_has(const struct para *para, const char *word)
{
    return para && para->n && strstr(para->text, word);
}

/* "3 p.m." and "下午3时" are 15 in the others. */
static bool says_hour(const struct row *row, size_t version, int number)
{
    enum lang lang = row->concord->versions[version]->doc->language;
    const struct para *para = row->row->at[version];
    bool afternoon = (lang == LANG_EN && para_has(para, "p.m.")) || (lang == LANG_ZH && (para_has(para, "下午") || para_has(para, "晚")));
    bool hour = number > 12 && number < 24;
    return afternoon && hour && in_parts(&row->all[version], part_of_number(row, number - 12));
}

/* The other way round: an hour of the afternoon in `odd`'s version that this one counts on from noon. */
static bool says_hour_of(const struct row *row, size_t version, const struct odd *odd, int number)
{
    return number < 12 && says_hour(row, odd->version, number + 12) &&
           in_parts(&row->all[version], part_of_number(row, number + 12));
}

static bool says_month(const struct para *para, int month)
{
    for (size_t at = 0; para && at < para->n; at++) {
        int read;
        bool begins = at == 0 || para->text[at - 1] == ' ' || (unsigned char)para->text[at - 1] >= 0x80;
        if (begins && date_read_month(para->text + at, para->n - at, &read) && read == month)
            return true;
    }
    return false;
}

/* "alinéa b) du paragraphe 33": the letter of a paragraph away from its number. */
static bool says_letter(const struct para *para, char letter)
{
    for (size_t at = 0; para && at < para->n; at++) {
        struct label label;
        bool begins = !utf8_is_inside(para->text[at]) && (at == 0 || strchr(" (", para->text[at - 1]) || para->text[at] == '(' || (unsigned char)para->text[at - 1] >= 0x80);
        size_t length = begins ? numeral_read_label(para->text + at, para->n - at, &label) : 0;
        if (length && label.kind == LABEL_LETTER && 'a' + (label.value - 1) % 26 == letter)
            return true;
    }
    return false;
}

/* Whether a version says a figure in another form than figures. */
static bool says_words(const struct row *row, size_t version, const struct odd *odd)
{
    const struct entry *entry = odd->entry;
    const struct figure *figure = &entry->fact->figure;
    const struct para *at = row->row->at[version], *more = row->row->more[version];
    enum lang lang = row->concord->versions[version]->doc->language;
    size_t cost = (at ? at->n : 0) + (more ? more->n : 0);
    if (cost > *row->words_left)
        return false;
    *row->words_left -= cost;
    if (figure->kind == FIGURE_DATE)
        return !figure->date.year && !figure->date.day && (says_month(at, figure->date.month) || says_month(more, figure->date.month));
    if (figure->kind == FIGURE_LETTER)
        return says_letter(at, entry->key[1]) || says_letter(more, entry->key[1]);
    if (strlen(entry->key) > 3 || strchr(entry->key, '.'))
        return false;
    int number = atoi(entry->key);
    return number == 0 /* the minutes of a full hour */ || para_says(lang, at, number) || para_says(lang, more, number) ||
           says_hour(row, version, number) || says_hour_of(row, version, odd, number);
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
        for (end = i; end < row->entries.n && compare_entries(&row->entries.at[i], &row->entries.at[end]) == 0; end++)
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
static bool others_say(const struct row *row, const struct odd *odd)
{
    int say = 0, others = 0;
    for (size_t v = 0; v < row->concord->n; v++) {
        if (v == odd->version || !version_in(row->present, v))
            continue;
        others++;
        say += version_in(odd->have, v) || says_parts(row, v, odd->entry) || says_words(row, v, odd);
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
        odd->kept = !says_parts(row, odd->version, odd->entry) && (extra[odd->version] || !says_words(row, odd->version, odd));
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
        return holds(concord->cited[odd->version], concord->cited_count[odd->version], hash);
    for (size_t v = 0; v < concord->n; v++)
        if (v != odd->version && holds(concord->cited[v], concord->cited_count[v], hash))
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
        if (entry->version == version && compare_entries(entry, odd->entry) == 0)
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

/* --- links ---------------------------------------------------------------------------------------- */

enum target_form { TARGET_PLAIN, TARGET_CAPITALS };

/* The symbol that an address ends in, with its escapes undone. */
static const char *target_symbol(struct arena *arena, const char *target, enum target_form form)
{
    static const char hex[] = "0123456789ABCDEF";
    struct buf plain;
    buf_init(&plain, arena);
    buf_text(&plain, "");
    for (const char *c = target; *c; c++) {
        const char *high = c[0] == '%' && c[1] ? strchr(hex, c[1]) : NULL, *low = high && c[2] ? strchr(hex, c[2]) : NULL;
        char byte = low ? (char)((high - hex) * 16 + (low - hex)) : *c;
        buf_char(&plain, form == TARGET_CAPITALS && byte >= 'a' && byte <= 'z' ? (char)(byte - 0x20) : byte);
        c += low ? 2 : 0;
    }
    return plain.at;
}

/* Whether a version cites the symbol, or one that goes on behind it with a bracket. */
static bool row_has(const struct row *row, const char *key)
{
    size_t n = strlen(key);
    for (int note = 0; note < 2; note++) {
        struct fact fact = {.figure = {.kind = FIGURE_CITATION}, .note = note == 1};
        struct entry wanted = {&fact, key, 0};
        size_t low = 0, high = row->entries.n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (compare_entries(&row->entries.at[middle], &wanted) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        const struct entry *found = low < row->entries.n ? &row->entries.at[low] : NULL;
        if (found && found->fact->figure.kind == FIGURE_CITATION && found->fact->note == fact.note && strncmp(found->key, key, n) == 0 &&
            (found->key[n] == '\0' || found->key[n] == '('))
            return true;
    }
    return false;
}

/* Whether the text cites it whole, up to a bracket, or in parts as in "A/80/30 and Corr.1". */
static bool row_cites(const struct row *row, const char *symbol)
{
    struct arena *arena = row->concord->arena;
    const char *part = strrchr(symbol, '/');
    size_t bracket = strcspn(symbol, "(");
    return row_has(row, figure_symbol_key(arena, symbol, strlen(symbol))) ||
           (symbol[bracket] && row_has(row, figure_symbol_key(arena, symbol, bracket))) ||
           (part && row_has(row, part + 1) && row_has(row, figure_symbol_key(arena, symbol, (size_t)(part - symbol))));
}

/* Whether at least half of the other versions have a link to it here, too. */
static bool others_link(const struct row *row, size_t version, const char *target)
{
    int same = 0, others = 0;
    for (size_t v = 0; v < row->concord->n; v++) {
        const struct para *para = row->row->at[v];
        if (v == version || !para)
            continue;
        others++;
        for (size_t i = 0; i < para->targets.n; i++)
            if (strcmp(para->targets.at[i], target) == 0) {
                same++;
                break;
            }
    }
    return 2 * same >= others;
}

/* A link that no version's text calls for goes astray. */
static void check_targets(const struct row *row, size_t version)
{
    const struct para *para = row->row->at[version];
    const char *said = ""; /* a link may be split in many */
    for (size_t i = 0; i < para->targets.n; i++) {
        const char *target = para->targets.at[i], *symbol = target_symbol(row->concord->arena, target, TARGET_PLAIN);
        bool cited = row_cites(row, symbol) || row_cites(row, target_symbol(row->concord->arena, target, TARGET_CAPITALS));
        if (cited || strcmp(said, target) == 0 || others_link(row, version, target))
            continue;
        said = target;
        struct difference difference = {.id = DIAG_C32, .version = version, .span = concord_place(para), .where = para->name,
            .value = symbol, .against = row->present & ~((version_set)1 << version)};
        for (size_t v = 0; v < row->concord->n; v++)
            if (version_in(difference.against, v))
                difference.places[v] = concord_place(row->row->at[v]);
        concord_add(row->concord, &difference);
    }
}

void concord_figures(struct concord *concord, const struct align_row *at, enum diag_id id)
{
    size_t words_left = WORDS_MOST;
    struct row row = {.concord = concord, .words_left = &words_left, .row = at};
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
    for (size_t v = 0; v < concord->n && row.odds.n; v++)
        row.all[v] = gather_parts(&row, v, false), row.loose[v] = gather_parts(&row, v, true);
    explain(&row);
    for (size_t v = 0; v < concord->n; v++) {
        if (!version_in(row.present, v))
            continue;
        for (int kind = 0; kind < 4 && row.odds.n; kind++)
            report_bundle(&row, v, kind & 1, kind & 2, id);
        check_targets(&row, v);
    }
}
