#include "reading/header_part.h"

#include <string.h>

#include "language/fold.h"

static bool find_date(struct plain line, size_t *start, size_t *end, struct date *date)
{
    size_t taken = date_find(line.at, line.n, start, date);
    *end = *start + taken;
    return taken > 0;
}

bool header_adoption(struct header *header, struct plain line)
{
    static const char *const words[] = {"قرار اتخذ", "قرار اعتمد", "قراران اتخذ", "قراران اعتمد", "قرارات اتخذ",
        "قرارات اعتمد", "مقرر اتخذ", "مقرر اعتمد", "resolution adopted", "resolutions adopted", "decision adopted",
        "résolution adoptée", "résolutions adoptées", "décision adoptée", "резолюция, принятая", "резолюция принятая",
        "резолюции, принятые", "резолюции принятые", "решение, принятое", "resolución aprobada",
        "resoluciones aprobadas", "decisión adoptada", NULL};
    size_t start, end;
    struct date date;
    bool dated = line.n <= 400 && find_date(line, &start, &end, &date);
    if (plain_any(plain_starts, line, words) < 0 && !(dated && plain_ends(line, "决议") && line.n <= 160))
        return false;
    if (dated)
        header_put_date(header, FIELD_ADOPTED, date);
    header_put_line(header, FIELD_ADOPTION_LINE, line);
    return true;
}

static const char *const committees[6][LANG_COUNT + 1] = {
    {"اللجنة الأولى", "第一委员会", "First Committee", "Première Commission", "Первого комитета", "Primera Comisión"},
    {"اللجنة الثانية", "第二委员会", "Second Committee", "Deuxième Commission", "Второго комитета", "Segunda Comisión"},
    {"اللجنة الثالثة", "第三委员会", "Third Committee", "Troisième Commission", "Третьего комитета", "Tercera Comisión"},
    {"اللجنة الرابعة", "第四委员会", "Fourth Committee", "Quatrième Commission", "Четвертый комитет", "Cuarta Comisión"},
    {"اللجنة الخامسة", "第五委员会", "Fifth Committee", "Cinquième Commission", "Пятого комитета", "Quinta Comisión"},
    {"اللجنة السادسة", "第六委员会", "Sixth Committee", "Sixième Commission", "Шестого комитета", "Sexta Comisión"},
};

static void put_committee(struct header *header, struct plain line)
{
    static const char *const none[] = {"دون الإحالة", "دون إحالة", "未经发交", "without reference", "sans renvoi",
        "без передачи", "sin remisión", NULL};
    int found = 0, count = 0;
    for (int i = 0; i < 6; i++)
        if (plain_any(plain_has, line, committees[i]) >= 0) {
            found = i + 1;
            count++;
        }
    if (plain_any(plain_has, line, none) >= 0)
        header_put(header, FIELD_NO_COMMITTEE, "yes", 3);
    else if (count == 1)
        header_put_number(header, FIELD_COMMITTEE, found);
}

/* The symbols in the line, and the number of a paragraph where just one stands after them. */
static void put_reports(struct header *header, struct plain line)
{
    struct doc *doc = header->doc;
    struct citations found = {0};
    buf_init(&found.names, doc->arena);
    cite_find(doc->arena, doc->language, header->organ, line.at, line.n, &found);
    if (!found.list.n)
        return;
    struct buf list;
    buf_init(&list, doc->arena);
    for (size_t i = 0; i < found.list.n; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", found.names.at + found.list.at[i].canonical);
    header_put(header, FIELD_REPORT, list.at, list.n);
    int value, paragraph = 0, count = 0;
    for (size_t at = found.list.at[0].end; at < line.n;) {
        if (fold_number(line.at, line.n, &at, 6, &value)) {
            paragraph = value;
            count++;
        } else {
            at++;
        }
    }
    if (found.list.n == 1 && count == 1)
        header_put_number(header, FIELD_REPORT_PARAGRAPH, paragraph);
}

void header_finish_provenance(struct header *header)
{
    const char *text = header->doc->fields.at[FIELD_PROVENANCE_LINE].text;
    struct plain line = {text, strlen(text)};
    header->open_bracket = false;
    put_committee(header, line);
    put_reports(header, line);
}

bool header_provenance(struct header *header, struct plain line)
{
    if (line.at[0] != '[')
        return false;
    header_put_line(header, FIELD_PROVENANCE_LINE, line);
    header->open_bracket = line.at[line.n - 1] != ']';
    if (!header->open_bracket)
        header_finish_provenance(header);
    return true;
}

/* ---- Security Council ---- */

/* "2748 (2024)" at the start, also with full-width parentheses: bytes taken, 0 when it is none. */
static size_t council_number(struct plain line, int *number, int *year)
{
    size_t at = 0;
    if (!fold_number(line.at, line.n, &at, 5, number))
        return 0;
    fold_take(line.at, line.n, &at, " ");
    if (!fold_take(line.at, line.n, &at, "(") || fold_number(line.at, line.n, &at, 4, year) != 4 ||
        !fold_take(line.at, line.n, &at, ")"))
        return 0;
    return at;
}

bool header_council(struct header *header, struct plain line)
{
    static const char *const words[] = {"القرار", "قرار", "第", "resolution", "résolution", "резолюция", "resolución", NULL};
    int word = plain_any(plain_starts, line, words), number, year;
    struct plain rest = plain_from(line, word < 0 ? 0 : fold_match(line.at, line.n, words[word]));
    size_t taken = line.n <= 160 ? council_number(rest, &number, &year) : 0;
    if (!taken)
        return false;
    struct plain tail = plain_from(rest, taken);
    size_t start, end;
    struct date date;
    bool bare = !tail.n || plain_is(tail, ",") || plain_is(tail, ".") || plain_is(tail, "号决议");
    bool dated = find_date(tail, &start, &end, &date);
    if ((word < 0 || !bare) && !(dated && plain_has(tail, "resolution")) && !(word >= 0 && dated))
        return false;
    const char *text = arena_printf(header->doc->arena, "%d (%d)", number, year);
    header_put(header, FIELD_NUMBER, text, strlen(text));
    if (dated)
        header_put_date(header, FIELD_ADOPTED, date);
    header_put_more(header, FIELD_ADOPTION_LINE, "\n", line);
    return true;
}

bool header_council_adoption(struct header *header, struct plain line)
{
    static const char *const words[] = {"الذي اتخذه", "adopted by the", "adoptée par", "принятая", "aprobada por", NULL};
    size_t start = 0, end = 0;
    struct date date;
    bool dated = line.n <= 300 && find_date(line, &start, &end, &date);
    bool named = plain_any(plain_starts, line, words) >= 0 || plain_ends(line, "通过") || plain_ends(line, "通过。");
    bool below = header->last == HEADER_COUNCIL && line.n <= 120; /* "of 29 May 1968", be it misspelt */
    if (dated ? !named && !below : !below || (!named && !plain_starts(line, "of ")))
        return false;
    if (dated)
        header_put_date(header, FIELD_ADOPTED, date);
    for (size_t at = 0; named && at < line.n;) {
        int value;
        if (at >= start && at < end)
            at = end;
        else if (fold_number(line.at, line.n, &at, 6, &value)) {
            header_put_number(header, FIELD_MEETING, value);
            break;
        } else
            at++;
    }
    header_put_more(header, FIELD_ADOPTION_LINE, "\n", line);
    return true;
}

bool header_continue_adoption(struct header *header, struct plain line)
{
    size_t start, end;
    struct date date;
    if (line.n > 200 || !header_put_more(header, FIELD_ADOPTION_LINE, " ", line))
        return false;
    const char *text = header->doc->fields.at[FIELD_ADOPTION_LINE].text;
    if (find_date((struct plain){text, strlen(text)}, &start, &end, &date))
        header_put_date(header, FIELD_ADOPTED, date);
    return true;
}
