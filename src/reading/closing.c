#include "reading/closing.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"
#include "language/numeral.h"

enum { LINE_LONGEST = 240 }; /* [byte] no closing line is longer */

bool closing_is_date(struct plain line, struct date *date)
{
    size_t start = 0;
    if (line.n > LINE_LONGEST)
        return false;
    size_t taken = date_find(line.at, line.n, &start, date);
    if (!taken || start > 0)
        return false;
    struct plain rest = plain_from(line, taken);
    return rest.n == 0 || plain_is(rest, ".") || plain_is(rest, "г.") || plain_is(rest, "года");
}

bool closing_is_like_date(struct plain line)
{
    int value, numbers = 0;
    bool year = false;
    if (line.n > 80)
        return false;
    for (size_t at = 0; at < line.n;) {
        if (!fold_number(line.at, line.n, &at, 6, &value)) {
            at++;
            continue;
        }
        numbers++;
        year = year || (value > 1944 && value < 2200);
    }
    return year && numbers >= 2 && numbers <= 3;
}

static int first_number(struct plain line)
{
    for (size_t at = 0; at < line.n; at++) {
        int value;
        size_t from = at;
        if (fold_number(line.at, line.n, &from, 6, &value))
            return value;
    }
    return 0;
}

/* Takes "(resumed)" and its like off the end, wherever else it stands it is found by its word. */
static struct plain without_parenthesis(struct plain line)
{
    if (line.n && line.at[line.n - 1] == ')') {
        size_t open = line.n;
        while (open && line.at[open - 1] != '(')
            open--;
        if (open)
            return plain_trim((struct plain){line.at, open - 1});
    }
    return line;
}

static bool read_meeting(enum lang lang, struct plain line, struct closing *closing)
{
    static const char *const last_words[] = {"meeting", "séance", "séance plénière", "sesión", "sesión plenaria",
        "заседание", "次会议", "次全体会议", "次全体会议", NULL};
    static const char *const resumed[] = {"resumed", "reprise", "continuación", "reanudada", "возобновленное", "续会",
        "المستأنفة", NULL};
    struct plain head = without_parenthesis(line);
    bool parted = plain_any(plain_has, head, (const char *const[]){",", ";", ":", NULL}) >= 0; /* as most paragraphs are */
    if (parted || (!plain_starts(head, "الجلسة") && plain_any(plain_ends, head, last_words) < 0))
        return false;
    closing->meeting = first_number(head);
    if (!closing->meeting && lang != LANG_NONE)
        closing->meeting = numeral_find_ordinal(lang, head.at, head.n);
    closing->resumed = plain_any(plain_has, line, resumed) >= 0;
    return closing->meeting > 0;
}

static bool is_adopted(struct plain line)
{
    static const char *const first_words[] = {"adopted at", "adopted unanimously", "adopted by", "adoptée à",
        "adoptée par", "aprobada en", "aprobada por", "принята", "принято", NULL};
    static const char *const meeting[] = {"meeting", "séance", "sesión", "заседани", NULL};
    return plain_any(plain_starts, line, first_words) >= 0 && plain_any(plain_has, line, meeting) >= 0;
}

static bool is_vote(struct plain line)
{
    static const char *const words[] = {"adopted", "vote", "adopté", "aprobad", "votación", "принят", "голосован",
        "通过", "表决", "اعتمد", "اتخذ", "تصويت", NULL};
    return line.n && line.at[0] == '[' && plain_any(plain_has, line, words) >= 0;
}

struct closing closing_read(enum lang lang, struct plain line)
{
    struct closing closing = {.kind = CLOSING_NONE};
    if (line.n > 4 * LINE_LONGEST)
        return closing;
    if (is_vote(line))
        closing.kind = CLOSING_VOTE;
    else if (line.n > 2 * LINE_LONGEST)
        return closing;
    else if (is_adopted(line))
        closing.kind = CLOSING_ADOPTED;
    else if (closing_is_date(line, &closing.date))
        closing.kind = CLOSING_DATE;
    else if (line.n <= LINE_LONGEST && read_meeting(lang, line, &closing))
        closing.kind = CLOSING_MEETING;
    return closing;
}

/* Arabic labels in words, of sections ("first" on) and of parts (names of letters). */
static const char *const arabic_labels[] = {"أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا",
    "عاشرا", "ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "الأول", "الثاني",
    "الثالث", "الرابع", "الخامس", "السادس", NULL};

/* Bytes of an identifier such as "A", "IV", "12", "三", "باء" at the start, or 0. */
static size_t identifier(struct plain line)
{
    size_t at = 0, taken = 0;
    while (at < line.n && at < 6 && ((line.at[at] >= 'A' && line.at[at] <= 'Z') || (line.at[at] >= '0' && line.at[at] <= '9')))
        at++;
    if (at)
        return at == 1 || line.at[0] < 'A' || numeral_read_roman(line.at, at) > 0 ? at : 0;
    static const char figures[] = "一二三四五六七八九十甲乙丙丁АВБГД";
    for (int count = 0; count < 3 && at < line.n; count++) {
        utf8_decode(line.at + at, line.n - at, &taken);
        char one[5] = {0};
        memcpy(one, line.at + at, taken);
        if (taken < 2 || !strstr(figures, one))
            break;
        at += taken;
    }
    if (at)
        return at;
    size_t longest = 0;
    for (size_t i = 0; arabic_labels[i]; i++) {
        taken = fold_match(line.at, line.n, arabic_labels[i]);
        longest = taken > longest ? taken : longest;
    }
    return longest;
}

/* The rest of a label's line: nothing, note calls, or a title set off by a dash or colon. */
static bool is_label_end(struct plain rest, bool titled)
{
    size_t at = 0, taken = 0;
    while (at < rest.n) {
        uint32_t c = utf8_decode(rest.at + at, rest.n - at, &taken);
        if (titled && (c == 0x2013 || c == 0x2014 || c == '-' || c == ':' || c == 0xFF1A || c == '.'))
            return true;
        if (utf_superior_digit(c) < 0 && c != 0x207D && c != 0x207E && c != '*' && c != ' ' && c != 0xA0)
            return false;
        at += taken;
    }
    return true;
}

size_t closing_annex(struct plain line)
{
    static const char *const words[] = {"annexe", "annex", "anexo", "приложение", "附件", "المرفق", "مرفق", "appendix",
        "appendice", "apéndice", "добавление", "附录", "التذييل", "تذييل", "enclosure", "pièce jointe", NULL};
    if (line.n > 2 * LINE_LONGEST)
        return 0;
    for (size_t i = 0; words[i]; i++) {
        size_t at = fold_match(line.at, line.n, words[i]);
        if (!at)
            continue;
        struct plain rest = plain_from(line, at);
        size_t id = identifier(rest);
        if (is_label_end(plain_from(rest, id), true))
            return id ? (size_t)(rest.at - line.at) + id : at;
    }
    return 0;
}

bool closing_section(struct plain line)
{
    if (line.n == 0 || line.n > 24 || (line.at[0] >= '0' && line.at[0] <= '9'))
        return false;
    size_t id = identifier(line);
    return id && is_label_end(plain_from(line, id), false);
}
