/* Fields: what the head and the closing lines of the versions say. */
#include "checking/concord_part.h"

#include <string.h>

#include "language/country.h"

/* Whether a value is free of words: digits, capitals, marks, and the word for a resumed meeting as fields have it. */
static bool is_neutral(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* The value without what may differ: spaces. NULL when the field is not given or holds words. */
static const char *neutral_value(const struct concord *concord, size_t version, enum field_id id)
{
    const struct fields *fields = &concord->versions[version]->doc->fields;
    const char *text = fields->at[id].text;
    struct buf out;
    if (!text || !is_neutral(text))
        return NULL;
    buf_init(&out, concord->arena);
    buf_text(&out, "");
    for (const char *c = text; *c; c++)
        if (*c != ' ')
            buf_char(&out, *c);
    return out.at;
}

struct values {
    const char *text[VERSIONS_MOST]; /* NULL where the field is not given */
    int same[VERSIONS_MOST]; /* the first version with this value, or -1 */
};

static void number_values(const struct concord *concord, struct values *values)
{
    for (size_t v = 0; v < concord->n; v++) {
        values->same[v] = values->text[v] ? (int)v : -1;
        for (size_t w = 0; w < v && values->text[v]; w++)
            if (values->text[w] && strcmp(values->text[w], values->text[v]) == 0) {
                values->same[v] = (int)w;
                break;
            }
    }
}

static void report_values(struct concord *concord, const struct values *values, enum field_id id, enum diag_id rule, version_set *said)
{
    version_set all = ((version_set)1 << concord->n) - 1, holders;
    int usual;
    if (!concord_majority(concord, values->same, all, &usual, &holders) || holders == all)
        return;
    if (usual < 0 && concord->n > 2)
        return; /* most versions do not say it at all */
    for (size_t v = 0; v < concord->n; v++) {
        if (version_in(holders, v))
            continue;
        struct difference difference = {.id = rule, .version = v, .span = concord->versions[v]->fields[id].span,
            .where = field_name(id), .value = values->text[v] ? values->text[v] : "nothing",
            .others = usual < 0 ? "nothing" : values->text[usual], .against = holders};
        for (size_t w = 0; w < concord->n; w++)
            if (version_in(holders, w))
                difference.places[w] = concord->versions[w]->fields[id].span;
        concord_add(concord, &difference);
        *said |= (version_set)1 << v;
    }
}

/* --- fields with a value that has no words --------------------------------------------------------- */

static const struct named {
    enum field_id id;
    enum diag_id rule;
} neutral[] = {
    {FIELD_SYMBOL, DIAG_C01}, {FIELD_ADOPTED, DIAG_C02}, {FIELD_ISSUED, DIAG_C03},
    {FIELD_MEETING, DIAG_C04}, {FIELD_SESSION, DIAG_C05}, {FIELD_AGENDA, DIAG_C06}, {FIELD_COMMITTEE, DIAG_C07},
    {FIELD_NO_COMMITTEE, DIAG_C07}, {FIELD_REPORT, DIAG_C07}, {FIELD_REPORT_PARAGRAPH, DIAG_C08},
};

/* `said` takes the versions that have a finding, by rule. */
static void check_neutral(struct concord *concord, version_set said[CONCORD_RULES])
{
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++) {
        struct values values;
        for (size_t v = 0; v < concord->n; v++)
            values.text[v] = neutral_value(concord, v, neutral[i].id);
        number_values(concord, &values);
        report_values(concord, &values, neutral[i].id, neutral[i].rule, &said[neutral[i].rule - DIAG_C01]);
    }
}

/* The number before the title or, of the Security Council, in a line of its own. */
static void check_number(struct concord *concord, version_set *said)
{
    struct values values;
    bool all = true;
    for (size_t v = 0; v < concord->n; v++) {
        values.text[v] = neutral_value(concord, v, FIELD_NUMBER);
        all = all && values.text[v];
    }
    number_values(concord, &values);
    if (all || concord->versions[0]->doc->organ == ORGAN_SC)
        report_values(concord, &values, FIELD_NUMBER, DIAG_C01, said);
}

/* The job number of a set is one; each language adds its letter. A version may have none. */
static void check_job(struct concord *concord)
{
    struct values values;
    for (size_t v = 0; v < concord->n; v++) {
        const char *text = concord->versions[v]->doc->fields.at[FIELD_JOB].text;
        size_t n = text ? strlen(text) : 0;
        while (n && (text[n - 1] < '0' || text[n - 1] > '9'))
            n--;
        values.text[v] = n ? arena_copy(concord->arena, text, n) : NULL;
    }
    number_values(concord, &values);
    int usual;
    version_set given = 0, holders;
    for (size_t v = 0; v < concord->n; v++)
        given |= values.text[v] ? (version_set)1 << v : 0;
    if (!given || !concord_majority(concord, values.same, given, &usual, &holders))
        return;
    for (size_t v = 0; v < concord->n; v++)
        values.text[v] = values.text[v] ? values.text[v] : values.text[usual];
    version_set said = 0;
    number_values(concord, &values);
    report_values(concord, &values, FIELD_JOB, DIAG_C33, &said);
}

/* --- lines in words --------------------------------------------------------------------------------- */

static const struct named worded[] = {
    {FIELD_ADOPTION_LINE, DIAG_C02}, {FIELD_ADOPTED_LINE, DIAG_C02}, {FIELD_PROVENANCE_LINE, DIAG_C07},
    {FIELD_AGENDA_LINE, DIAG_C06}, {FIELD_MEETING_LINE, DIAG_C04}, {FIELD_SESSION_DATES_LINE, DIAG_C05}, {FIELD_TITLE, DIAG_COUNT},
    {FIELD_AGENDA_TITLE, DIAG_COUNT}, {FIELD_ORGANIZATION, DIAG_COUNT}, {FIELD_VOTE, DIAG_C29},
};

/* Lines of versions whose value has no finding yet. */
static void check_worded(struct concord *concord, const version_set said[CONCORD_RULES])
{
    for (size_t i = 0; i < sizeof worded / sizeof *worded; i++) {
        enum diag_id rule = worded[i].rule;
        version_set skipped = rule == DIAG_COUNT ? 0 : said[rule - DIAG_C01] | (rule == DIAG_C02 ? said[0] | said[DIAG_C04 - DIAG_C01] : 0);
        struct align_row row = {0};
        for (size_t v = 0; v < concord->n; v++)
            if (concord->versions[v]->fields[worded[i].id].text && !version_in(skipped, v))
                row.at[v] = &concord->versions[v]->fields[worded[i].id];
        concord_figures(concord, &row, rule);
    }
}

/* --- sponsors ---------------------------------------------------------------------------------------- */

struct codes {
    bool has[512]; /* by place in the table of countries */
    bool given;
};

static size_t place_of_code(const char *code)
{
    size_t i = 0;
    while (i < country_count() && strcmp(country_code(i), code) != 0)
        i++;
    return i;
}

static void read_codes(const struct concord *concord, size_t version, enum field_id id, struct codes *codes)
{
    const struct doc *doc = concord->versions[version]->doc;
    const char *text = doc->fields.at[id].text;
    *codes = (struct codes){.given = text != NULL};
    const char *name;
    size_t n;
    while (text && country_next(&text, &name, &n)) {
        char code[3];
        size_t place = country_find(doc->language, name, n, code) ? place_of_code(code) : SIZE_MAX;
        if (place < sizeof codes->has / sizeof *codes->has)
            codes->has[place] = true;
    }
}

static void check_countries(struct concord *concord, enum field_id id)
{
    struct codes *codes = arena_new_array(concord->arena, struct codes, concord->n);
    version_set given = 0;
    for (size_t v = 0; v < concord->n; v++) {
        read_codes(concord, v, id, &codes[v]);
        given |= codes[v].given ? (version_set)1 << v : 0;
    }
    for (size_t i = 0; i < country_count() && version_count(given) > 1; i++) {
        version_set have = 0;
        bool lacking;
        for (size_t v = 0; v < concord->n; v++)
            have |= codes[v].has[i] ? (version_set)1 << v : 0;
        version_set odd = concord_odd(have, given, &lacking);
        for (size_t v = 0; v < concord->n; v++) {
            if (!version_in(odd, v))
                continue;
            struct difference difference = {.id = DIAG_C30, .version = v, .span = concord->versions[v]->fields[id].span,
                .value = arena_printf(concord->arena, "%s%s", lacking ? "no " : "", country_name(LANG_EN, country_code(i))),
                .others = lacking ? country_name(LANG_EN, country_code(i)) : "none", .against = lacking ? have : given & ~have};
            for (size_t w = 0; w < concord->n; w++)
                if (version_in(difference.against, w))
                    difference.places[w] = concord->versions[w]->fields[id].span;
            concord_add(concord, &difference);
        }
    }
}

void concord_fields(struct concord *concord)
{
    version_set said[CONCORD_RULES] = {0};
    check_neutral(concord, said);
    check_number(concord, &said[0]);
    check_job(concord);
    check_worded(concord, said);
    check_countries(concord, FIELD_SPONSORS);
    check_countries(concord, FIELD_SIGNATORIES);
}
