/* Links of one row: one that no version's text calls for goes astray. */
#include <string.h>

#include "checking/concord_row.h"

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
            if (concord_compare_entries(&row->entries.at[middle], &wanted) < 0)
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

void concord_check_targets(const struct row *row, size_t version)
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
