#include "reading/header_part.h"

#include <string.h>

#include "base/utf.h"
#include "language/fold.h"
#include "language/numeral.h"
#include "reading/closing.h"

bool header_symbol(struct header *header, struct plain line)
{
    struct symbol symbol;
    if (!cite_symbol(line.at, line.n, &symbol))
        return false;
    header_put_line(header, FIELD_SYMBOL, line);
    return true;
}

bool header_publisher(struct header *header, struct plain line)
{
    static const char *const words[] = {"الأمم المتحدة", "联合国", "United Nations", "Nations Unies",
        "Организация Объединенных Наций", "Naciones Unidas", NULL};
    if (plain_any(plain_is, line, words) < 0)
        return false;
    header_put_line(header, FIELD_PUBLISHER_LINE, line);
    return true;
}

static enum organ organ_of(struct plain line)
{
    static const struct {
        enum organ organ;
        const char *words[8];
    } rows[] = {
        {ORGAN_GA, {"الجمعية العامة", "大会", "General Assembly", "Assemblée générale", "Генеральная Ассамблея",
                       "Asamblea General"}},
        {ORGAN_SC, {"مجلس الأمن", "安全理事会", "Security Council", "Conseil de sécurité", "Совет Безопасности",
                       "Consejo de Seguridad"}},
        {ORGAN_HRC, {"مجلس حقوق الإنسان", "人权理事会", "Human Rights Council", "Conseil des droits de l'homme",
                        "Совет по правам человека", "Consejo de Derechos Humanos"}},
        {ORGAN_ECOSOC, {"المجلس الاقتصادي والاجتماعي", "经济及社会理事会", "Economic and Social Council",
                           "Conseil économique et social", "Экономический и Социальный Совет", "Consejo Económico y Social"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (plain_any(plain_is, line, rows[i].words) >= 0)
            return rows[i].organ;
    return ORGAN_NONE;
}

/* The opening line of a text can be the organ's bare name too: there it is emphasised. */
bool header_organ(struct header *header, struct plain line)
{
    enum organ organ = organ_of(line);
    if (organ == ORGAN_NONE || header->doc->source->bytes[header->span.start] == '*' || header_is_full(header))
        return false;
    header_put_line(header, FIELD_ORGAN_LINE, line);
    header->organ = organ;
    return true;
}

bool header_suborgan(struct header *header, struct plain line)
{
    enum organ organ = organ_of(line);
    if (!header->seen[HEADER_ORGAN] || organ == header->organ || header_is_full(header) || organ == ORGAN_NONE)
        return false;
    header_put_line(header, FIELD_SUBORGAN_LINE, line);
    header->organ = organ;
    return true;
}

bool header_distribution(struct header *header, struct plain line)
{
    static const char *const words[] = {"distr.", "distr:", "التوزيع:", "分发:", NULL};
    static const char *const limited[] = {"limit", "محدود", "有限", NULL};
    static const char *const general[] = {"general", "عام", "一般", "普遍", NULL};
    if (plain_any(plain_starts, line, words) < 0)
        return false;
    if (plain_any(plain_has, line, limited) >= 0)
        header_put(header, FIELD_DISTRIBUTION, "limited", 7);
    else if (plain_any(plain_has, line, general) >= 0)
        header_put(header, FIELD_DISTRIBUTION, "general", 7);
    header_put_line(header, FIELD_DISTRIBUTION_LINE, line);
    return true;
}

bool header_issued(struct header *header, struct plain line)
{
    struct date date;
    if (header->seen[HEADER_COUNCIL] || !closing_is_date(line, &date))
        return false;
    header_put_date(header, FIELD_ISSUED, date);
    header_put_line(header, FIELD_ISSUED_LINE, line);
    return true;
}

/* Names of the languages, each in itself, in English, French and Spanish, then as mastheads inflect them. */
static const char *const language_names[LANG_COUNT][8] = {
    [LANG_AR] = {"العربية", "Arabic", "arabe", "árabe", "بالعربية", "арабский", "阿拉伯文"},
    [LANG_ZH] = {"中文", "Chinese", "chinois", "chino", "بالصينية", "китайский", "中文"},
    [LANG_EN] = {"English", "anglais", "inglés", "بالإنكليزية", "английский", "英文", "الإنكليزية"},
    [LANG_FR] = {"Français", "French", "francés", "بالفرنسية", "французский", "法文", "الفرنسية"},
    [LANG_RU] = {"Русский", "Russian", "russe", "ruso", "بالروسية", "俄文", "الروسية"},
    [LANG_ES] = {"Español", "Spanish", "espagnol", "بالإسبانية", "испанский", "西班牙文", "الإسبانية"},
};

bool header_language(struct header *header, struct plain line)
{
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (plain_any(plain_is, line, language_names[lang]) >= 0) {
            header_put_line(header, FIELD_LANGUAGE_LINE, line);
            return true;
        }
    return false;
}

bool header_original(struct header *header, struct plain line)
{
    static const char *const words[] = {"original", "الأصل", "原文", "подлинный текст", "язык оригинала", NULL};
    if (line.n > 80 || plain_any(plain_starts, line, words) < 0)
        return false;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (plain_any(plain_ends, line, language_names[lang]) >= 0) {
            const char *tag = lang_row((enum lang)lang)->tag;
            header_put(header, FIELD_ORIGINAL, tag, strlen(tag));
            header_put_line(header, FIELD_ORIGINAL_LINE, line);
            return true;
        }
    return false;
}

/* 16-21653, 16-21653 (S) */
bool header_job(struct header *header, struct plain line)
{
    int value;
    size_t at = 0;
    if (line.n > 16 || fold_number(line.at, line.n, &at, 2, &value) != 2 || line.at[at] != '-')
        return false;
    at++;
    if (fold_number(line.at, line.n, &at, 5, &value) != 5)
        return false;
    struct plain rest = plain_from(line, at);
    if (rest.n && (rest.at[0] != '(' || rest.at[rest.n - 1] != ')'))
        return false;
    header_put_line(header, FIELD_JOB, line);
    return true;
}

/* ---- session and agenda ---- */

enum { YEAR_FIRST = 1945 }; /* "2015 session" is no number of a session */

static bool has_digit(struct plain line)
{
    return strpbrk(line.at, "0123456789") != NULL;
}

static bool is_session(struct plain line)
{
    static const char *const last_words[] = {"session", "сессия", "届会议", "特别会议", "届会", "年会议", NULL};
    if (plain_starts(line, "الدورة") || plain_starts(line, "دورة") || plain_starts(line, "session de") ||
        plain_starts(line, "сессия"))
        return true;
    if (plain_has(line, "período") && plain_has(line, "sesiones"))
        return true;
    return plain_any(plain_ends, line, last_words) >= 0;
}

bool header_session(struct header *header, struct plain line)
{
    if (line.n > 160 || header->heading || !is_session(line))
        return false;
    enum lang lang = header->doc->language;
    int number = lang == LANG_NONE ? 0 : numeral_find_ordinal(lang, line.at, line.n);
    if (number > 0 && number < YEAR_FIRST)
        header_put_number(header, FIELD_SESSION, number);
    else if (!has_digit(line))
        return false;
    header_put_line(header, FIELD_SESSION_LINE, line);
    return true;
}

/* "26 February–5 April 2024": two numbers and a year, under the session. */
bool header_session_dates(struct header *header, struct plain line)
{
    int numbers = 0, year = 0, value;
    if (header->last != HEADER_SESSION || line.n > 120 || line.at[0] < '0' || line.at[0] > '9')
        return false;
    for (size_t at = 0; at < line.n;) {
        if (!fold_number(line.at, line.n, &at, 6, &value)) {
            at++;
            continue;
        }
        numbers++;
        if (value >= YEAR_FIRST && value < 2200)
            year = value;
    }
    if (numbers < 2 || !year)
        return false;
    header_put_line(header, FIELD_SESSION_DATES_LINE, line);
    return true;
}

/* Appends "72 (a)" for the letter label at text[*at], of the item numbered `item`. */
static bool agenda_letter(struct plain line, size_t *at, struct buf *out)
{
    struct label label;
    struct plain rest = plain_from(line, *at);
    size_t taken = numeral_read_label(rest.at, rest.n, &label);
    if (!taken || label.value < 1 || label.value > 26 || (label.kind != LABEL_LETTER && label.kind != LABEL_ROMAN))
        return false;
    *at = (size_t)(rest.at - line.at) + taken;
    buf_printf(out, " (%c)", 'a' + label.value - 1);
    return true;
}

/* "132 and 17 (c)" as "132, 17 (c)". False when something stands there that is no plain list. */
static bool agenda_items(struct plain line, struct buf *out)
{
    static const char *const joints[] = {"and", "et", "y", "e", "и", "和", "及", "و", ",", "，", "、", "،", NULL};
    int item = 0, value;
    bool joined = true;
    for (size_t at = 0; at < line.n;) {
        struct plain rest = plain_from(line, at);
        at = (size_t)(rest.at - line.at);
        size_t digits = at;
        if (rest.n == 0)
            break;
        if (joined && fold_number(line.at, line.n, &digits, 5, &value)) {
            buf_printf(out, "%s%d", item ? ", " : "", value);
            item = value;
            at = digits;
            agenda_letter(line, &at, out);
            joined = false;
            continue;
        }
        int joint = plain_any(plain_starts, rest, joints);
        if (joint < 0)
            return false;
        at += fold_match(rest.at, rest.n, joints[joint]);
        joined = true;
    }
    return item > 0;
}

/* The part of the line from its first digit up to the last digit or label mark. */
static struct plain agenda_core(struct plain line, const char *head, const char *tail)
{
    size_t start = fold_match(line.at, line.n, head), end = line.n;
    while (start < line.n && !(line.at[start] >= '0' && line.at[start] <= '9'))
        start++;
    for (size_t at = start; *tail && at < line.n; at++)
        if (!utf8_is_inside(line.at[at]) && fold_match(line.at + at, line.n - at, tail)) {
            end = at;
            break;
        }
    return plain_trim((struct plain){line.at + start, end - start});
}

bool header_agenda(struct header *header, struct plain line)
{
    static const char *const rows[][2] = {{"البند", "من جدول الأعمال"}, {"البنود", "من جدول الأعمال"}, {"议程项目", ""},
        {"agenda item", ""}, {"item", "of the"}, {"point", "de l'ordre du jour"}, {"пункт", "повестки дня"},
        {"tema", "del programa"}, {"tema", "de la agenda"}};
    if (line.n > 300 || header->heading || !has_digit(line))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!plain_starts(line, rows[i][0]) || (*rows[i][1] && !plain_has(line, rows[i][1])))
            continue;
        struct buf out;
        buf_init(&out, header->doc->arena);
        if (agenda_items(agenda_core(line, rows[i][0], rows[i][1]), &out))
            header_put(header, FIELD_AGENDA, out.at, out.n);
        header_put_line(header, FIELD_AGENDA_LINE, line);
        return true;
    }
    return false;
}
