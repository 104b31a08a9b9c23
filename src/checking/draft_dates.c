/* Drafting rules on dates: how they are written, whether they can be, and whether they fit each other. */
#include <stdio.h>
#include <string.h>

#include "checking/drafting_part.h"
#include "language/date.h"
#include "language/fold.h"

static const char *date_in_words(const struct drafting *d, struct date date)
{
    struct buf out;
    buf_init(&out, d->arena);
    date_words(d->lang, date, &out);
    return out.at;
}

/* ---- the form of one date ---- */

/* Bytes of text that have the letters of the words, whatever the kind of their spaces; 0 when they differ. */
static size_t equal_words(const char *text, size_t n, const char *words)
{
    size_t at = 0, length = strlen(words);
    for (size_t k = 0; k < length;) {
        bool space = words[k] == ' ' || strncmp(words + k, "\u00A0", 2) == 0;
        if (at >= n)
            return 0;
        if (space && fold_peek(text, n, at) == ' ') {
            fold_next(text, n, &at);
            k += words[k] == ' ' ? 1 : 2;
        } else if (text[at] == words[k]) {
            at++;
            k++;
        } else {
            return 0;
        }
    }
    return at;
}

/* "2016 г." for "2016 года", or nothing at all; "2015 и 2016 годов" has its word behind. */
static void check_russian_year(struct drafting *d, const struct prose *prose, size_t at, size_t end, struct date date)
{
    uint32_t last = prose_before(prose, end);
    size_t behind = end;
    if (last == U'а')
        return;
    if (prose_is_digit(last) && fold_take(prose->at, prose->n, &behind, " ")) {
        uint32_t next = prose_char(prose, behind);
        if (next == U'г' || next == U'и' || next == U'–')
            return;
    }
    found(d, RULE_L26, prose_span(prose, at, end), drafting_words(d, prose, at, end), date_in_words(d, date));
}

/* A whole date of Arabic has both names of its month. */
static bool has_both_names(const struct prose *prose, size_t at, size_t end)
{
    for (; at < end; at++)
        if (prose->at[at] == '/')
            return true;
    return false;
}

static enum drafting_rule rule_of_form(enum lang lang, const struct prose *prose, size_t at, size_t end, struct date date)
{
    if (lang == LANG_FR && date.day == 1)
        return RULE_L24;
    bool ordinal = false;
    for (; at < end && !ordinal; at = prose_next(prose, at))
        ordinal = prose_char(prose, at) == 0xBA || prose_char(prose, at) == 0xB0;
    return lang == LANG_ES && ordinal ? RULE_L25 : RULE_L23;
}

static void check_form(struct drafting *d, const struct prose *prose, size_t at, size_t end, struct date date)
{
    const char *words = date_in_words(d, date);
    const char *text = drafting_words(d, prose, at, end);
    if (d->lang == LANG_AR) {
        if (!has_both_names(prose, at, end))
            found(d, RULE_L27, prose_span(prose, at, end), text, words);
        return; /* the reader's tolerance in spelling is that of the official texts */
    }
    if (d->lang == LANG_RU)
        check_russian_year(d, prose, at, end, date);
    size_t wanted = strlen(words) - (d->lang == LANG_RU ? strlen("\u00A0года") : 0);
    const char *short_words = arena_copy(d->arena, words, wanted);
    if (!equal_words(prose->at + at, prose->n - at, short_words))
        found(d, rule_of_form(d->lang, prose, at, end, date), prose_span(prose, at, end), text, words);
}

/* ---- dates that no reader takes for one ---- */

static const char *const weekdays[LANG_COUNT][7] = { /* from Monday */
    [LANG_AR] = {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
    [LANG_ZH] = {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"},
    [LANG_EN] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    [LANG_FR] = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
    [LANG_RU] = {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    [LANG_ES] = {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
};

/* 0 for Monday, by Sakamoto's method. */
static int weekday_of(struct date date)
{
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = date.year - (date.month < 3);
    return (year + year / 4 - year / 100 + year / 400 + shift[date.month - 1] + date.day + 6) % 7;
}

/* "Friday, 5 December 2016"; in Chinese the day follows the date. */
static void check_weekday(struct drafting *d, const struct prose *prose, size_t at, size_t end, struct date date)
{
    for (int day = 0; day < 7; day++) {
        const char *name = weekdays[d->lang][day];
        size_t n = strlen(name), start = d->lang == LANG_ZH ? end : at;
        for (int gap = 0; d->lang != LANG_ZH && gap < 2 && start > 0 && strchr(" ,", prose->at[start - 1]); gap++)
            start--;
        start -= d->lang != LANG_ZH && start >= n ? n : 0;
        if (start + n > prose->n || !fold_match(prose->at + start, n, name) || day == weekday_of(date))
            continue;
        found(d, RULE_L28, prose_span(prose, start, start + n),
            arena_printf(d->arena, "%s is not a %s but a %s", date_in_words(d, date), name, weekdays[d->lang][weekday_of(date)]));
    }
}

/* A day that no month has reads as a date when it is another: 30 February as 20 February. */
static size_t read_unreal(const struct prose *prose, size_t at, struct date *date, char text[64])
{
    size_t n = prose->n - at < 63 ? prose->n - at : 63, digits = 0;
    memcpy(text, prose->at + at, n);
    text[n] = '\0';
    char *year_mark = strstr(text, "年"), *month_mark = strstr(text, "月");
    char *day = year_mark && month_mark ? month_mark + strlen("月") : text;
    while (prose_is_digit((unsigned char)day[digits]))
        digits++;
    if (digits != 2)
        return 0;
    int typed = (day[0] - '0') * 10 + day[1] - '0';
    memcpy(day, "02", 2);
    size_t taken = typed > 28 ? date_read(text, n, date) : 0;
    date->day = typed;
    return taken && !date_valid(*date) ? taken : 0;
}

/* "December 5, 2016", "5th December 2016", "5/12/2016", "2016-12-05". */
static size_t read_foreign(const struct prose *prose, size_t at, struct date *date)
{
    const char *text = prose->at;
    size_t n = prose->n, end = at;
    if (fold_number(text, n, &end, 4, &date->year) == 4 && fold_take(text, n, &end, "-") &&
        fold_number(text, n, &end, 2, &date->month) == 2 && fold_take(text, n, &end, "-") &&
        fold_number(text, n, &end, 2, &date->day) == 2 && date_valid(*date))
        return end - at;
    end = at;
    if (!fold_number(text, n, &end, 2, &date->day) || end >= n || !strchr("/.", text[end]))
        return 0;
    const char mark[2] = {text[end], '\0'};
    if (fold_take(text, n, &end, mark) && fold_number(text, n, &end, 2, &date->month) && fold_take(text, n, &end, mark) &&
        fold_number(text, n, &end, 4, &date->year) == 4 && date_valid(*date))
        return end - at;
    return 0;
}

static size_t read_american(const struct prose *prose, size_t at, struct date *date)
{
    const char *text = prose->at + at;
    size_t n = prose->n - at, end = 0;
    if (!prose_is_letter(prose_char(prose, at)) || !date_starts_month(text, n)) /* in a row of marks each would be asked */
        return 0;
    while (end < n && (prose_is_letter(prose_char(prose, at + end)) || text[end] == '.'))
        end = prose_next(prose, at + end) - at;
    size_t month = end;
    if (!fold_take(text, n, &end, " ") || !fold_number(text, n, &end, 2, &date->day) || !fold_take(text, n, &end, ",") ||
        !fold_take(text, n, &end, " ") || fold_number(text, n, &end, 4, &date->year) != 4)
        return 0;
    char plain[64];
    int length = month < 32 ? (int)month : 0;
    snprintf(plain, sizeof plain, "%d %.*s %d", date->day, length, text, date->year);
    return date_read(plain, strlen(plain), date) ? end : 0;
}

static bool is_in_symbol(const struct prose *prose, size_t at, size_t end)
{
    uint32_t before = prose_before(prose, at), after = prose_char(prose, end);
    return prose_is_latin(before) || prose_is_cyrillic(before) || (before && before < 0x80 && strchr("/.-_", (int)before)) || prose_is_digit(after) ||
           after == '/' || after == '-';
}

static void check_unread(struct drafting *d, const struct prose *prose, size_t at)
{
    struct date date = {0};
    char text[64];
    bool digit = prose_is_digit((unsigned char)prose->at[at]);
    size_t taken = digit ? read_unreal(prose, at, &date, text) : 0;
    if (taken) {
        found(d, RULE_L28, prose_span(prose, at, at + taken),
            arena_printf(d->arena, "no month of that name has a day %d in %d", date.day, date.year));
        return;
    }
    taken = digit ? read_foreign(prose, at, &date) : d->lang == LANG_EN ? read_american(prose, at, &date) : 0;
    if (taken && !is_in_symbol(prose, at, at + taken))
        found(d, RULE_L23, prose_span(prose, at, at + taken), drafting_words(d, prose, at, at + taken), date_in_words(d, date));
}

/* ---- Arabic names of months that are no pair ---- */

static bool ends_name(const struct prose *prose, size_t at)
{
    return !prose_is_letter(prose_char(prose, at));
}

static void check_pairs(struct drafting *d, const struct prose *prose)
{
    static const char *const first[] = {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
        "تشرين الأول", "تشرين الثاني", "كانون الأول"};
    static const char *const second[] = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيه", "يوليه", "أغسطس", "سبتمبر", "أكتوبر",
        "نوفمبر", "ديسمبر"};
    const char *slash = memchr(prose->at, '/', prose->n);
    for (; slash; slash = memchr(slash + 1, '/', prose->n - (size_t)(slash + 1 - prose->at))) {
        size_t at = (size_t)(slash - prose->at), behind = at + 1;
        fold_take(prose->at, prose->n, &behind, " ");
        for (int month = 0; month < 12; month++) {
            size_t n = strlen(first[month]);
            if (at < n || memcmp(slash - n, first[month], n) != 0 || prose_is_letter(prose_before(prose, at - n)))
                continue;
            for (int other = 0; other < 12; other++) {
                size_t taken = fold_match(prose->at + behind, prose->n - behind, second[other]);
                if (taken && other != month && ends_name(prose, behind + taken))
                    found(d, RULE_L27, prose_span(prose, at - n, behind + taken), drafting_words(d, prose, at - n, behind + taken),
                        arena_printf(d->arena, "%s/%s", first[month], second[month]));
            }
        }
    }
}

/* ---- all dates of a paragraph ---- */

/* A date with a month in Latin letters in a text of another script is in a quotation of other text. */
static bool is_other_text(const struct drafting *d, const struct prose *prose, size_t at, size_t end)
{
    bool latin = false;
    for (size_t i = at; i < end && !latin; i++)
        latin = prose_is_latin((unsigned char)prose->at[i]) && (unsigned char)prose->at[i] < 0x80;
    bool other_script = d->lang == LANG_AR || d->lang == LANG_ZH || d->lang == LANG_RU;
    return (prose->marks[at] & (PROSE_FOREIGN | PROSE_LINK)) || (latin && other_script);
}

static void check_dates(struct drafting *d, const struct prose *prose)
{
    bool after_word = false;
    for (size_t at = 0; at < prose->n;) {
        uint32_t c = prose_char(prose, at);
        bool digit = prose_is_digit(c);
        struct date date;
        size_t taken = digit && !prose_is_digit(prose_before(prose, at)) ? date_read(prose->at + at, prose->n - at, &date) : 0;
        bool other = is_other_text(d, prose, at, at + taken) || prose_before(prose, at) == '.';
        if (taken && !other) {
            check_form(d, prose, at, at + taken, date);
            check_weekday(d, prose, at, at + taken, date);
        } else if (!taken && !after_word && !other) {
            check_unread(d, prose, at);
        }
        after_word = digit || (d->lang != LANG_ZH && prose_is_letter(c));
        at = taken ? at + taken : prose_next(prose, at);
    }
    if (d->lang == LANG_AR)
        check_pairs(d, prose);
}

/* ---- the header's dates ---- */

static const char *iso(const struct drafting *d, struct date date)
{
    struct buf out;
    buf_init(&out, d->arena);
    date_to_iso(date, &out);
    return out.at;
}

static struct date date_of_line(const struct drafting *d, enum field_id id)
{
    const char *text = d->doc->fields.at[id].text;
    struct date date = {0};
    size_t start;
    if (text && !date_find(text, strlen(text), &start, &date))
        date = (struct date){0};
    return date;
}

static bool differ(struct date a, struct date b)
{
    return a.year && b.year && (a.year != b.year || a.month != b.month || a.day != b.day);
}

static int order(struct date date)
{
    return (date.year * 16 + date.month) * 32 + date.day;
}

static void check_header(struct drafting *d)
{
    const struct fields *fields = &d->doc->fields;
    struct date issued = fields->issued, adopted = fields->adopted;
    if (issued.year && adopted.year && order(issued) < order(adopted))
        found(d, RULE_L46, field_span(d, FIELD_ISSUED), iso(d, issued), iso(d, adopted));
    struct date over = date_of_line(d, FIELD_ADOPTION_LINE), after = date_of_line(d, FIELD_ADOPTED_LINE);
    if (!over.year)
        over = adopted;
    if (!after.year)
        after = adopted;
    if (differ(over, after))
        found(d, RULE_L47, field_span(d, field_given(fields, FIELD_ADOPTED_LINE) ? FIELD_ADOPTED_LINE : FIELD_ADOPTION_LINE),
            iso(d, over), iso(d, after));
}

void draft_dates(struct drafting *d)
{
    check_header(d);
    for (size_t i = 0; i < d->prose_count; i++)
        if (d->prose[i].node->kind != NODE_CLOSING && d->prose[i].part != PART_TABLE)
            check_dates(d, &d->prose[i]);
}
