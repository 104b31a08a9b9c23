#include "template/form.h"

#include <string.h>

#include "language/cite.h"
#include "language/country.h"
#include "language/date.h"
#include "language/numeral.h"
#include "template/yaml.h"

/* Every form is called with a field that is given. A meeting or session that is no number is printed as
 * typed. */

static const char *given(const struct filling *filling, enum field_id id)
{
    return filling->doc->fields.at[id].text;
}

static int leading_number(const char *text)
{
    int number = 0;
    for (int digits = 0; *text >= '0' && *text <= '9' && digits < 6; text++, digits++)
        number = number * 10 + (*text - '0');
    return number;
}

static bool put_date(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    const struct fields *fields = &filling->doc->fields;
    struct date date = id == FIELD_ISSUED ? fields->issued : id == FIELD_ADOPTED ? fields->adopted : (struct date){0};
    if (date.year == 0)
        return false;
    date_words(lang, date, out);
    return true;
}

static bool put_ordinal(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    int number = leading_number(given(filling, id));
    if (number == 0)
        buf_text(out, given(filling, id));
    else if (id == FIELD_SESSION)
        numeral_session_ordinal(lang, number, out);
    else
        numeral_meeting_ordinal(lang, number, out);
    return true;
}

static bool put_short(const struct filling *filling, enum field_id id, enum lang lang, const char *form, struct buf *out)
{
    int number = leading_number(given(filling, id));
    if (number == 0)
        buf_text(out, given(filling, id));
    else
        numeral_short_ordinal(lang, number, form, out);
    return true;
}

static bool put_masculine(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    return put_short(filling, id, lang, "masculine", out);
}

static bool put_prepositional(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    return put_short(filling, id, lang, "prepositional", out);
}

static bool put_letter(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    const char *symbol = given(filling, id);
    buf_bytes(out, symbol, strcspn(symbol, "/"));
    return true;
}

static bool put_rest(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    const char *symbol = given(filling, id);
    buf_text(out, symbol + strcspn(symbol, "/"));
    return true;
}

/* "71/28"; "2231 (2015)", which Chinese writes without the space. */
static bool put_number(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)id;
    struct buf number;
    buf_init(&number, filling->arena);
    cite_short_number(&filling->doc->fields.symbol, &number);
    for (size_t i = 0; i < number.n; i++)
        if (lang != LANG_ZH || number.at[i] != ' ' || number.at[i + 1] != '(')
            buf_char(out, number.at[i]);
    return number.n > 0;
}

/* "11/1" of ES-11/1. */
static bool put_figures(const struct filling *filling, struct buf *out)
{
    struct buf number;
    buf_init(&number, filling->arena);
    cite_short_number(&filling->doc->fields.symbol, &number);
    size_t from = 0;
    while (from < number.n && (number.at[from] < '0' || number.at[from] > '9'))
        from++;
    buf_bytes(out, number.n > 0 ? number.at + from : NULL, number.n - from);
    return number.n > from;
}

static bool put_digits(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    if (id == FIELD_SYMBOL)
        return put_figures(filling, out);
    int number = leading_number(given(filling, id));
    if (number == 0)
        buf_text(out, given(filling, id));
    else
        buf_int(out, number);
    return true;
}

/* Only the figures of a job number, for its bar code: 1621653 of 16-21653. */
static bool put_job(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    size_t before = out->n;
    for (const char *c = given(filling, id); *c; c++)
        if (*c >= '0' && *c <= '9')
            buf_char(out, *c);
    return out->n > before;
}

/* The day in six figures, 091216: as it is stamped beside a job number, the day of issue. */
static bool put_stamp(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    const struct fields *fields = &filling->doc->fields;
    struct date date = id == FIELD_ADOPTED ? fields->adopted : fields->issued;
    if (date.year == 0)
        return false;
    buf_printf(out, "%02d%02d%02d", date.day, date.month, date.year % 100);
    return true;
}

/* Where the document is found on the network, in the language of the text. */
static bool put_address(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    cite_address(lang, given(filling, id), out);
    return true;
}

static bool put_name(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    const struct yaml *table = yaml_get(filling->words, id == FIELD_COMMITTEE ? "committee" : "names");
    const char *name = yaml_text(table, given(filling, id));
    buf_text(out, name ? name : given(filling, id));
    return true;
}

/* The name as it stands after "report of the". */
static bool put_of(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    const char *name = yaml_text(yaml_get(filling->words, "committee-of"), given(filling, id));
    if (!name)
        return put_name(filling, id, lang, out);
    buf_text(out, name);
    return true;
}

/* "58 (b)", typed with any brackets, as the language writes it: the label of a sub-paragraph. */
static void put_item(enum lang lang, const char *text, size_t n, struct buf *out)
{
    size_t digits = 0;
    while (digits < n && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    size_t at = digits;
    while (at < n && (text[at] == ' ' || text[at] == '('))
        at++;
    bool lettered = digits > 0 && n - at == 2 && text[at] >= 'a' && text[at] <= 'z' && text[at + 1] == ')';
    buf_bytes(out, text, lettered ? digits : n);
    if (!lettered)
        return;
    if (lang != LANG_ZH)
        buf_char(out, ' ');
    numeral_label(lang, 1, text[at] - 'a' + 1, out);
}

/* What joins the last of a list: " and ", " y ", but " e " before the sound of i. */
static const char *last_joiner(const struct filling *filling, const char *key, const char *next)
{
    const struct yaml *parts = yaml_get(filling->words, "list");
    const char *before_i = yaml_text(parts, "and-i"), *and = yaml_text(parts, key);
    size_t h = *next == 'H' || *next == 'h';
    bool i = next[h] == 'I' || next[h] == 'i' || strncmp(next + h, "Í", 2) == 0 || strncmp(next + h, "í", 2) == 0;
    bool diphthong = h && (next[h] == 'i' || next[h] == 'I') && next[h + 1] == 'e';
    if (before_i && i && !diphthong)
        return before_i;
    return and ? and : yaml_text(parts, "and") ? yaml_text(parts, "and") : ", ";
}

static bool put_joined(const struct filling *filling, const char *text, enum lang lang, bool items, struct buf *out)
{
    const struct yaml *parts = yaml_get(filling->words, "list");
    const char *comma = yaml_text(parts, "comma");
    for (bool first = true; *text; first = false) {
        size_t n = strcspn(text, ",");
        const char *next = text + n + (text[n] == ',');
        next += strspn(next, " ");
        while (n > 0 && text[n - 1] == ' ')
            n--;
        if (!first)
            buf_text(out, *next ? (comma ? comma : ", ") : last_joiner(filling, "and", text));
        if (items)
            put_item(lang, text, n, out);
        else
            buf_bytes(out, text, n);
        text = next;
    }
    return true;
}

static bool put_items(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    return put_joined(filling, given(filling, id), lang, true, out);
}

static bool put_list(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    return put_joined(filling, given(filling, id), lang, false, out);
}

/* One sponsor as typed, without the blanks around it: a country's code or name gives its name in the
 * language, with the star behind it that calls a note. */
static const char *sponsor_name(struct arena *arena, enum lang lang, const char *text, size_t n)
{
    size_t star = n;
    char code[3];
    while (star > 0 && (text[star - 1] == '*' || text[star - 1] == ' '))
        star--;
    if (!country_find(lang, text, star, code))
        return arena_copy(arena, text, n);
    const char *stars = memchr(text + star, '*', n - star);
    size_t width = stars ? n - (size_t)(stars - text) : 0;
    return arena_printf(arena, "%s%.*s", country_name(lang, code), (int)width, stars ? stars : "");
}

/* Sponsors in the order of the language, whatever order they were typed in. */
static bool put_countries(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    LIST(const char *) names = {0};
    const char *comma = yaml_text(yaml_get(filling->words, "list"), "comma");
    const char *at = given(filling, id), *name;
    size_t n;
    while (country_next(&at, &name, &n))
        *list_add(filling->arena, &names) = sponsor_name(filling->arena, lang, name, n);
    country_sort(filling->arena, lang, names.at, names.n);
    for (size_t i = 0; i < names.n; i++) {
        if (i > 0)
            buf_text(out, i + 1 < names.n ? (comma ? comma : ", ") : last_joiner(filling, "and-names", names.at[i]));
        buf_text(out, names.at[i]);
    }
    return names.n > 0;
}

/* One line for each part between semicolons. */
static bool put_lines(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out)
{
    (void)lang;
    size_t before = out->n;
    for (const char *text = given(filling, id); *text;) {
        text += strspn(text, "; ");
        size_t n = strcspn(text, ";");
        if (n > 0 && out->n > before)
            buf_char(out, '\n');
        buf_bytes(out, text, n);
        text += n;
    }
    return out->n > before;
}

/* Each form, with the fields it goes with. */
static const struct row {
    const char *name;
    enum field_id fields[3];
    bool (*put)(const struct filling *filling, enum field_id id, enum lang lang, struct buf *out);
} rows[] = {
    {"date", {FIELD_ISSUED, FIELD_ADOPTED, FIELD_ADOPTED}, put_date},
    {"ordinal", {FIELD_SESSION, FIELD_MEETING, FIELD_MEETING}, put_ordinal},
    {"masculine", {FIELD_SESSION, FIELD_MEETING, FIELD_MEETING}, put_masculine},
    {"prepositional", {FIELD_SESSION, FIELD_MEETING, FIELD_MEETING}, put_prepositional},
    {"digits", {FIELD_SESSION, FIELD_MEETING, FIELD_SYMBOL}, put_digits},
    {"digits", {FIELD_JOB, FIELD_JOB, FIELD_JOB}, put_job},
    {"stamp", {FIELD_JOB, FIELD_ISSUED, FIELD_ADOPTED}, put_stamp},
    {"address", {FIELD_SYMBOL, FIELD_SYMBOL, FIELD_SYMBOL}, put_address},
    {"items", {FIELD_AGENDA, FIELD_AGENDA, FIELD_AGENDA}, put_items},
    {"list", {FIELD_REPORT, FIELD_REPORT_PARAGRAPH, FIELD_REPORT_PARAGRAPH}, put_list},
    {"countries", {FIELD_SPONSORS, FIELD_SIGNATORIES, FIELD_SIGNATORIES}, put_countries},
    {"lines", {FIELD_SIGNATORIES, FIELD_SPONSORS, FIELD_SPONSORS}, put_lines},
    {"name", {FIELD_COMMITTEE, FIELD_ORIGINAL, FIELD_ORIGINAL}, put_name},
    {"of", {FIELD_COMMITTEE, FIELD_COMMITTEE, FIELD_COMMITTEE}, put_of},
    {"letter", {FIELD_SYMBOL, FIELD_SYMBOL, FIELD_SYMBOL}, put_letter},
    {"rest", {FIELD_SYMBOL, FIELD_SYMBOL, FIELD_SYMBOL}, put_rest},
    {"number", {FIELD_SYMBOL, FIELD_SYMBOL, FIELD_SYMBOL}, put_number},
};

static const struct row *find(const char *form, enum field_id id)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof rows->fields / sizeof *rows->fields; k++)
            if (rows[i].fields[k] == id && strcmp(rows[i].name, form) == 0)
                return &rows[i];
    return NULL;
}

static bool is_text(const char *form)
{
    return strcmp(form, "text") == 0;
}

bool form_fits(const char *form, enum field_id id)
{
    return find(form, id) != NULL || (id < FIELD_COUNT && is_text(form));
}

bool form_put(const struct filling *filling, const char *form, enum field_id id, enum lang lang, struct buf *out)
{
    const struct row *row = find(form, id);
    if (id >= FIELD_COUNT || !given(filling, id))
        return false;
    if (is_text(form))
        buf_text(out, given(filling, id));
    return row ? row->put(filling, id, lang, out) : is_text(form);
}
