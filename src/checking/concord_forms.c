/* Other forms of a figure: dates that are joined otherwise are told by their parts, numbers, months and hours in
 * words by reading the paragraph again. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf.h"
#include "checking/concord_row.h"
#include "checking/quantity.h"
#include "language/numeral.h"

/* --- parts ---------------------------------------------------------------------------------------- */

enum { PART_MONTH = 1 << 20 }; /* so that a month is no number */

static uint64_t part_of_number(const struct row *row, int number)
{
    return hash_text(HASH_START, arena_printf(row->concord->arena, "%d", number));
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
        parts[n++] = hash_text(HASH_START, entry->key);
    }
    return n;
}

static bool is_full(const struct figure *figure)
{
    return figure->kind == FIGURE_DATE && figure->date.year && figure->date.day;
}

static struct keys gather_parts(const struct row *row, size_t version, bool loose)
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
    return keys_of(all.at, all.n);
}

void concord_gather_parts(struct row *row)
{
    for (size_t v = 0; v < row->concord->n; v++) {
        row->all[v] = gather_parts(row, v, false);
        row->loose[v] = gather_parts(row, v, true);
    }
}

bool concord_says_parts(const struct row *row, size_t version, const struct entry *entry)
{
    const struct figure *figure = &entry->fact->figure;
    uint64_t parts[3];
    size_t n = parts_of(row, entry, parts);
    for (size_t k = 0; k < n; k++)
        if (!keys_hold(&row->all[version], parts[k]))
            return false;
    return !is_full(figure) || keys_hold(&row->loose[version], part_of_number(row, figure->date.day));
}

/* --- words ---------------------------------------------------------------------------------------- */

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
    return afternoon && hour && keys_hold(&row->all[version], part_of_number(row, number - 12));
}

/* The other way round: an hour of the afternoon in `odd`'s version that this one counts on from noon. */
static bool says_hour_of(const struct row *row, size_t version, const struct odd *odd, int number)
{
    return number < 12 && says_hour(row, odd->version, number + 12) &&
           keys_hold(&row->all[version], part_of_number(row, number + 12));
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

bool concord_says_words(struct row *row, size_t version, const struct odd *odd)
{
    const struct entry *entry = odd->entry;
    const struct figure *figure = &entry->fact->figure;
    const struct para *at = row->row->at[version], *more = row->row->more[version];
    enum lang lang = row->concord->versions[version]->doc->language;
    size_t cost = (at ? at->n : 0) + (more ? more->n : 0);
    if (cost > row->words_left)
        return false;
    row->words_left -= cost;
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
