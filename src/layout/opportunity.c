/* From each break on, the rules look only at what follows it. So a text can be taken break by break: a plain word
 * by its characters, what is not plain by ICU, up to the next place that is a break whatever stands around it. */
#include "layout/opportunity.h"

#include <string.h>

#include "language/glue.h"

/* Of the class AL. */
static inline bool is_letter(uint16_t c)
{
    return c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z'
                    : (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c <= 0x45F);
}

/* Or NU. */
static inline bool is_word(uint16_t c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Of the classes CP, EX and IS: none stands at the start of a line (LB13). */
static bool is_closing(uint16_t c)
{
    return c == ',' || c == '.' || c == ')' || c == ';' || c == ':' || c == '!' || c == '?';
}

/* An apostrophe between letters. */
static bool joins(const uint16_t *text, uint32_t n, uint32_t at, uint32_t start)
{
    return (text[at] == 0x2019 || text[at] == '\'') && at > start && at + 1 < n && is_word(text[at + 1]);
}

/* The break behind the plain word that begins at `at`; 0 when it is not plain. */
static uint32_t plain_end(const uint16_t *text, uint32_t n, uint32_t at)
{
    at += text[at] == '(';
    uint32_t start = at;
    while (at < n && (is_word(text[at]) || joins(text, n, at, start)))
        at++;
    if (at == start)
        return 0;
    if (at + 1 < n && text[at] == '-' && is_letter(text[at + 1]))
        return at + 1;
    while (at < n && is_closing(text[at]))
        at++;
    at += at < n && text[at] == ' ';
    return at == n || (text[at - 1] == ' ' && (is_word(text[at]) || text[at] == '(')) ? at : 0;
}

/* The next break that is one whatever stands around it (LB18), or n. */
static uint32_t next_certain(const uint16_t *text, uint32_t n, uint32_t at)
{
    for (at += 2; at < n; at++)
        if (text[at - 1] == ' ' && is_word(text[at]) && (is_word(text[at - 2]) || is_closing(text[at - 2])))
            return at;
    return n;
}

static bool ask(UBreakIterator *iterator, const uint16_t *text, uint32_t n, uint8_t *breaks)
{
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(iterator, text, (int32_t)n, &error);
    for (int32_t at; U_SUCCESS(error) && (at = ubrk_next(iterator)) != UBRK_DONE;)
        breaks[at] = ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD ? BREAK_MUST : BREAK_GOOD;
    return U_SUCCESS(error);
}

bool opportunity_find(UBreakIterator *iterator, const uint16_t *text, uint32_t n, uint8_t *breaks)
{
    memset(breaks, BREAK_NONE, n + 1);
    for (uint32_t at = 0, end; at < n; at = end) {
        end = plain_end(text, n, at);
        if (end) {
            breaks[end] = BREAK_GOOD;
            continue;
        }
        end = next_certain(text, n, at);
        if (!ask(iterator, text + at, end - at, breaks + at))
            return false;
    }
    breaks[n] = BREAK_MUST;
    return true;
}
