/* Drafting rules on numbers in figures: groups of digits, votes. */
#include <string.h>

#include "checking/drafting_part.h"

enum { GROUPS_MOST = 6 };

/* Digits in groups of three with one kind of mark between them. */
struct grouped {
    size_t start, end; /* [byte] */
    size_t at[GROUPS_MOST], n[GROUPS_MOST]; /* [byte] each group */
    size_t count;
    uint32_t mark; /* the first one */
    bool mixed, long_group;
};

static bool is_mark(uint32_t c)
{
    return c == ',' || c == '.' || c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static struct grouped read_grouped(const struct prose *prose, size_t at)
{
    struct grouped number = {.start = at};
    for (;;) {
        size_t start = at;
        while (at < prose->n && prose_is_digit((unsigned char)prose->at[at]))
            at++;
        if (number.count < GROUPS_MOST) {
            number.at[number.count] = start;
            number.n[number.count++] = at - start;
        }
        number.long_group |= at - start > 3;
        number.end = at;
        uint32_t mark = prose_char(prose, at);
        size_t next = prose_next(prose, at);
        if (!is_mark(mark) || next >= prose->n || !prose_is_digit((unsigned char)prose->at[next]))
            return number;
        number.mixed |= number.mark && number.mark != mark;
        number.mark = number.mark ? number.mark : mark;
        at = next;
    }
}

/* Part of a symbol, a decimal fraction or another figure. */
static bool is_part(const struct prose *prose, const struct grouped *number)
{
    uint32_t before = prose_before(prose, number->start), after = prose_char(prose, number->end);
    return prose_is_letter(before) || (before && before < 0x80 && strchr("/-(", (int)before)) || prose_is_latin(after) || after == '/' ||
           after == '-' || after == '%' || (prose->marks[number->start] & (PROSE_LINK | PROSE_FOREIGN));
}

static bool has_right_groups(const struct grouped *number)
{
    for (size_t i = 1; i < number->count; i++)
        if (number->n[i] != 3)
            return false;
    return number->count > 1 && number->n[0] <= 3 && !number->mixed && !number->long_group;
}

static uint32_t own_mark(enum lang lang)
{
    return lang == LANG_EN ? ',' : lang == LANG_ES ? '.' : 0xA0;
}

static const char *regrouped(const struct drafting *d, const struct prose *prose, const struct grouped *number, bool turned, uint32_t mark)
{
    struct buf out;
    buf_init(&out, d->arena);
    for (size_t i = 0; i < number->count; i++) {
        size_t k = turned ? number->count - 1 - i : i;
        if (i)
            buf_utf8(&out, mark);
        buf_bytes(&out, prose->at + number->at[k], number->n[k]);
    }
    return out.at;
}

/* A comma or point that other languages group with. With spaces two numbers may stand side by side, so only those
 * that do not break count as groups; in Spanish the later style has them, too. */
static void check_grouping(struct drafting *d, const struct prose *prose, const struct grouped *number)
{
    uint32_t mark = number->mark;
    bool space = prose_is_space(mark), own = d->lang == LANG_EN ? mark == ',' : space || (d->lang == LANG_ES && mark == '.');
    bool zero = prose->at[number->start] == '0';
    if (!has_right_groups(number) || own || zero || mark == ' ' || is_part(prose, number))
        return;
    if ((mark == '.' || (mark == ',' && d->lang != LANG_EN)) && number->count == 2 && number->n[0] < 2)
        return; /* rather a decimal fraction: 1,234 */
    found(d, RULE_L56, prose_span(prose, number->start, number->end), drafting_words(d, prose, number->start, number->end),
        regrouped(d, prose, number, false, own_mark(d->lang)));
}

/* "000 981 4" for 4 981 000: all groups but the last have three digits, and no number starts with a zero. */
static void check_order(struct drafting *d, const struct prose *prose, const struct grouped *number)
{
    if (number->count < 2 || number->mark != ' ' || number->long_group || prose->at[number->start] != '0' || is_part(prose, number) ||
        prose->at[number->at[number->count - 1]] == '0')
        return;
    for (size_t i = 0; i + 1 < number->count; i++)
        if (number->n[i] != 3)
            return;
    found(d, RULE_L52, prose_span(prose, number->start, number->end), drafting_words(d, prose, number->start, number->end),
        regrouped(d, prose, number, true, ' '));
}

static void check_prose(struct drafting *d, const struct prose *prose)
{
    for (size_t at = 0; at < prose->n;) {
        if (!prose_is_digit((unsigned char)prose->at[at])) {
            at++;
            continue;
        }
        struct grouped number = read_grouped(prose, at);
        check_grouping(d, prose, &number);
        if (d->lang == LANG_AR)
            check_order(d, prose, &number);
        at = number.end;
    }
}

/* ---- votes ---- */

static long members_of(enum organ organ)
{
    return organ == ORGAN_SC ? 15 : organ == ORGAN_HRC ? 47 : organ == ORGAN_ECOSOC ? 54 : 193;
}

enum { VOTE_FIGURES = 3 };

/* The figures of the first sentence of a vote: in favour, against, abstentions. */
static void check_vote(struct drafting *d, const char *text, struct span span)
{
    long sum = 0;
    int figures = 0;
    for (size_t at = 0; text[at] && figures < VOTE_FIGURES;) {
        if (strchr(".:", text[at]) || strncmp(text + at, "。", 3) == 0 || strncmp(text + at, "：", 3) == 0)
            break;
        long value = 0;
        bool digit = prose_is_digit((unsigned char)text[at]);
        for (; prose_is_digit((unsigned char)text[at]); at++)
            value = value < 10000 ? value * 10 + (text[at] - '0') : value;
        sum += digit ? value : 0;
        figures += digit;
        at += !digit;
    }
    if (figures > 1 && sum > members_of(d->organ))
        found(d, RULE_L62, span, arena_printf(d->arena, "%d", (int)sum), arena_printf(d->arena, "%d", (int)members_of(d->organ)));
}

void draft_numbers(struct drafting *d)
{
    const struct field *vote = &d->doc->fields.at[FIELD_VOTE];
    if (vote->text)
        check_vote(d, vote->text, vote->span);
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        check_prose(d, prose);
        if (prose->node->kind == NODE_CLOSING && prose->n && prose->at[0] == '[')
            check_vote(d, prose->at, prose_span(prose, 0, prose->n));
    }
}
