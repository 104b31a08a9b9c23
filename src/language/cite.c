/* Document symbols by themselves: read, written, addressed. Citations in running text are found by
 * cite_scan.c and cite_list.c. */
#include "language/cite_scan.h"

#include <string.h>

#include "language/fold.h"
#include "language/numeral.h"

static bool is_symbol_root(const char *text, size_t n)
{
    static const char *const roots[] = {"A", "S", "E", "T", "ST", "CD", "DP", "TD", "UNEP", "FCCC", "NPT", "CAT",
        "CEDAW", "CCPR", "CRC", "CRPD", "CERD", "CMW", "CED", "HRI", "ISBA", "SPLOS", "PBC", "ICCD", "HSP", "UNW",
        "BWC", "CCW"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (strlen(roots[i]) == n && memcmp(roots[i], text, n) == 0)
            return true;
    return false;
}

enum { SYMBOL_LONGEST = 80 }; /* [byte] what is longer is none, so that a scan stays linear */

/* The parts after the root; bytes up to the last letter or digit of the last part. */
static size_t take_parts(const char *text, size_t n, size_t at, int *parts, int *digits)
{
    *parts = *digits = 0;
    while (at + 1 < n && text[at] == '/' && (cite_is_digit(text[at + 1]) || cite_is_upper(text[at + 1]))) {
        size_t end = at + 1;
        for (size_t i = end; i < n && (cite_is_alnum(text[i]) || strchr("._-", text[i])) && text[i]; i++) {
            *digits += cite_is_digit(text[i]);
            if (cite_is_alnum(text[i]))
                end = i + 1;
        }
        ++*parts;
        at = end;
    }
    return at;
}

static size_t skip_space(const char *text, size_t n, size_t at)
{
    size_t next = at;
    return fold_next(text, n, &next) == ' ' ? next : at;
}

/* "(2015)", "(XV)", "(Part I)", "(Vol. II)" with the space before it; 0 when there is none. */
static size_t take_bracket(const char *text, size_t n, size_t at)
{
    static const char *const words[] = {"Part ", "Vol. ", "Sect. "};
    size_t open = skip_space(text, n, at), digits = 0;
    if (open >= n || text[open] != '(')
        return 0;
    size_t inside = open + 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (fold_take(text, n, &inside, words[i]))
            break;
    size_t end = inside;
    while (end < n && (cite_is_digit(text[end]) || (cite_is_upper(text[end]) && strchr("IVXLC", text[end])))) {
        digits += cite_is_digit(text[end]);
        end++;
    }
    bool year = inside == open + 1 && digits > 0;
    if (end == inside || end >= n || text[end] != ')' || (digits && digits != end - inside) || (year && digits != 4))
        return 0;
    return end + 1;
}

size_t cite_take_symbol(const char *text, size_t n)
{
    size_t root = 0;
    int parts, digits;
    if (n > SYMBOL_LONGEST)
        n = SYMBOL_LONGEST;
    while (root < n && root < 6 && cite_is_upper(text[root]))
        root++;
    if (!root || root == n || text[root] != '/' || !is_symbol_root(text, root))
        return 0;
    size_t end = take_parts(text, n, root, &parts, &digits);
    bool bare = parts == 1 && digits >= 3 && (size_t)digits == end - root - 1; /* S/12345 */
    if (!digits || (parts < 2 && !bare) || end == SYMBOL_LONGEST || (end < n && text[end] == '/'))
        return 0;
    size_t bracket = take_bracket(text, n, end);
    return bracket ? take_parts(text, n, bracket, &parts, &digits) : end; /* (Part I)/Add.1 */
}

struct part {
    const char *at;
    size_t n;
};

static int plain_number(struct part part)
{
    int value = 0;
    for (size_t i = 0; i < part.n; i++) {
        if (!cite_is_digit(part.at[i]) || i == 7)
            return 0;
        value = value * 10 + (part.at[i] - '0');
    }
    return value;
}

static bool part_is(struct part part, const char *word)
{
    return part.n == strlen(word) && memcmp(part.at, word, part.n) == 0;
}

static bool starts(struct part part, const char *word)
{
    return part.n > strlen(word) && memcmp(part.at, word, strlen(word)) == 0;
}

/* One part of a symbol after its root: an organ, RES, a session, a year or a number. */
static void read_part(struct symbol *symbol, struct part part)
{
    if (part_is(part, "HRC") && symbol->organ == ORGAN_GA) {
        symbol->organ = ORGAN_HRC;
        return;
    }
    if (part_is(part, "RES")) {
        symbol->resolution = true;
        return;
    }
    if (part_is(part, "DEC")) {
        symbol->decision = true;
        return;
    }
    size_t prefix = starts(part, "ES-") ? 3 : starts(part, "S-") ? 2 : 0;
    int value = plain_number((struct part){part.at + prefix, part.n - prefix});
    if (!value)
        return;
    bool by_year = symbol->organ == ORGAN_ECOSOC || (symbol->organ == ORGAN_SC && !symbol->resolution);
    if (by_year && !symbol->year && value > 1900 && value < 2100) {
        symbol->year = value;
    } else if ((symbol->organ == ORGAN_GA || symbol->organ == ORGAN_HRC) && !symbol->session) {
        symbol->session = value;
        symbol->emergency = prefix == 3;
        symbol->special = prefix == 2;
    } else if (!symbol->number) {
        symbol->number = value;
    }
}

/* What stands in brackets: the year of S/RES/2231 (2015), the session of A/RES/1514 (XV). */
static void read_bracket(struct symbol *symbol, struct part part)
{
    int session = numeral_read_roman(part.at, part.n), year = plain_number(part);
    if (symbol->organ == ORGAN_SC && year)
        symbol->year = year;
    if (symbol->organ == ORGAN_GA && symbol->resolution && session && !symbol->number) {
        symbol->number = symbol->session;
        symbol->session = session;
    }
}

/* " B" or " A-B" after a resolution's symbol, up to the end of the text. */
static bool is_letter_suffix(const char *text, size_t n)
{
    size_t at = skip_space(text, n, 0);
    bool one = n - at == 1 && cite_is_upper(text[at]);
    return one || (n - at == 3 && cite_is_upper(text[at]) && text[at + 1] == '-' && cite_is_upper(text[at + 2]));
}

bool cite_symbol(const char *text, size_t n, struct symbol *symbol)
{
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    while (n && (*text == ' ' || *text == '\t'))
        text++, n--;
    size_t end = cite_take_symbol(text, n), stop = end;
    if (!end)
        return false;
    struct symbol read = {.text = text, .n = n};
    read.organ = text[1] != '/' ? ORGAN_NONE : *text == 'A' ? ORGAN_GA : *text == 'S' ? ORGAN_SC : *text == 'E' ? ORGAN_ECOSOC : ORGAN_NONE;
    const char *open = memchr(text, '(', end);
    if (open) {
        stop = (size_t)(open - text);
        while (stop && !cite_is_alnum(text[stop - 1]))
            stop--;
    }
    for (size_t at = 0; at < stop;) {
        const char *slash = memchr(text + at, '/', stop - at);
        size_t length = slash ? (size_t)(slash - text) - at : stop - at;
        if (at > 0)
            read_part(&read, (struct part){text + at, length});
        at += length + 1;
    }
    if (open)
        read_bracket(&read, (struct part){open + 1, (size_t)((const char *)memchr(open, ')', end) - open) - 1});
    if (end < n && !(read.resolution && is_letter_suffix(text + end, n - end)))
        return false;
    *symbol = read;
    return true;
}

void cite_put_number(const struct cited_number *number, int organ, struct buf *out)
{
    static const char *const roots[] = {[ORGAN_GA] = "A/RES/", [ORGAN_SC] = "S/RES/", [ORGAN_HRC] = "A/HRC/RES/",
        [ORGAN_ECOSOC] = "E/RES/"};
    const char *session = number->emergency ? "ES-" : number->special ? "S-" : "";
    buf_text(out, roots[organ]);
    if (number->form == FORM_COUNCIL) {
        buf_printf(out, "%d(%d)", number->first, number->second);
    } else if (number->form == FORM_OLD) {
        buf_printf(out, "%d(%s", number->first, session);
        numeral_roman(number->second, true, out);
        buf_char(out, ')');
    } else {
        buf_printf(out, "%s%d/%d", session, number->first, number->second);
    }
}

void cite_address(enum lang lang, const char *canonical, struct buf *out)
{
    buf_printf(out, "https://undocs.org/%s/", lang_row(lang)->address);
    size_t n = strlen(canonical);
    for (size_t at = 0; at < n;) {
        size_t here = at;
        if (fold_next(canonical, n, &at) == ' ')
            continue;
        for (; here < at; here++) {
            char c = canonical[here];
            if (cite_is_alnum(c) || (strchr("/._-()", c) && c)) {
                buf_char(out, c);
            } else {
                buf_char(out, '%');
                buf_hex(out, (unsigned char)c, 2);
            }
        }
    }
}

void cite_from_title_number(enum organ organ, const char *number, size_t n, struct buf *out)
{
    struct cited_number read;
    size_t end = cite_take_number(number, n, &read);
    if (!end)
        return;
    if (read.form == FORM_COUNCIL) {
        buf_printf(out, "S/RES/%d (%d)", read.first, read.second);
        return;
    }
    int own = organ == ORGAN_HRC ? ORGAN_HRC : ORGAN_GA;
    cite_put_number(&read, read.form == FORM_YEAR ? ORGAN_ECOSOC : own, out);
    size_t letter = cite_skip_letter(number, n, end);
    if (letter > end && read.form == FORM_SESSION && cite_is_upper(number[letter - 1]))
        buf_printf(out, " %c", number[letter - 1]);
}

void cite_short_number(const struct symbol *symbol, struct buf *out)
{
    if (!symbol->resolution && !symbol->decision)
        return;
    if (symbol->organ == ORGAN_SC) {
        buf_printf(out, "%d (%d)", symbol->number, symbol->year);
        return;
    }
    /* What stands behind "RES/" or "DEC/" in the symbol is the short number, with its letter or bracket. */
    for (size_t i = 0; i + 4 < symbol->n; i++)
        if (memcmp(symbol->text + i, symbol->resolution ? "RES/" : "DEC/", 4) == 0) {
            buf_bytes(out, symbol->text + i + 4, symbol->n - i - 4);
            return;
        }
}
