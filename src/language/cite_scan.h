/* The words of a text as citations see them: the first half of cite_find (cite_list.c is the second),
 * and the readers of single symbols and numbers that it shares with cite.c. */
#ifndef HEXAPLA_CITE_SCAN_H
#define HEXAPLA_CITE_SCAN_H

#include "language/cite.h"

/* What the scanner sees. */
enum token_kind { TOKEN_STOP, TOKEN_RESOLUTION, TOKEN_DECISION, TOKEN_ORGAN, TOKEN_DATE, TOKEN_SYMBOL, TOKEN_NUMBER };

/* ORGAN_OTHER: a body whose resolutions have symbols that cannot be told from the number. */
enum { ORGAN_OTHER = ORGAN_ECOSOC + 1 };

enum number_form { FORM_SESSION, FORM_YEAR, FORM_COUNCIL, FORM_OLD }; /* 53/70, 2014/36, 2231 (2015), 1514 (XV) */

struct cited_number {
    enum number_form form;
    int first, second; /* session or year or number; number or year or session */
    bool emergency, special;
};

struct token {
    enum token_kind kind;
    size_t start, end; /* [byte] */
    int gap; /* other words since the token before */
    int organ; /* ORGAN: which */
    int year; /* DATE: of it */
    bool marked; /* NUMBER: 第 stands before it */
    struct cited_number number;
    int after_organ, after_year; /* of an organ or date that belongs to it, or 0 */
    bool decision; /* a word for "decision" closes its list (Chinese) */
    bool belongs_back; /* ORGAN: it says whose the number before it is */
};

struct token_list {
    LIST(struct token) list;
};
void cite_scan(struct arena *arena, const char *text, size_t n, struct token_list *tokens);

/* Bytes of a document symbol at the start of text, or 0. */
size_t cite_take_symbol(const char *text, size_t n);
/* Bytes of a resolution's short number at the start of text, or 0: "53/70", "ES-11/1", "2231 (2015)". */
size_t cite_take_number(const char *text, size_t n, struct cited_number *number);
/* Bytes taken by " A" or the name of an Arabic letter at `at`; the new place, or `at` when there is none. */
size_t cite_skip_letter(const char *text, size_t n, size_t at);
/* Whether a number or symbol may begin at `at`: no letter, digit or mark of another touches it. */
bool cite_may_start(const char *text, size_t at);
/* The canonical symbol of a number of an organ. */
void cite_put_number(const struct cited_number *number, int organ, struct buf *out);

static inline bool cite_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool cite_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool cite_is_alnum(char c)
{
    return cite_is_digit(c) || cite_is_upper(c) || (c >= 'a' && c <= 'z');
}

#endif
