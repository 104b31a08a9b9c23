/* The text of one paragraph as rules look at it: in one row of bytes, each of which knows its place in the source
 * and what it is marked as. Labels and calls of notes are not in it; calls know where they stand. */
#ifndef HEXAPLA_PROSE_H
#define HEXAPLA_PROSE_H

#include "document/doc.h"

enum part { PART_BEFORE /* the opening line */, PART_BODY, PART_ANNEX, PART_QUOTE, PART_TABLE, PART_NOTE };

enum {
    PROSE_EMPHASIS = 1, /* *x* or ***x*** */
    PROSE_STRONG = 2, /* **x** or ***x*** */
    PROSE_FOUND = 4, /* emphasis by the lexicon */
    PROSE_LINK = 8, /* made by hand */
    PROSE_SUPERIOR = 16,
    PROSE_FOREIGN = 32, /* in another language than the document */
};

struct prose_call {
    size_t at; /* [byte] of the text that follows it */
    const struct node *node;
};

struct prose {
    struct node *node;
    enum part part;
    const char *at; /* NUL-terminated */
    size_t n; /* [byte] */
    const uint32_t *from; /* [byte] of the source, for each byte of text */
    bool exact; /* every byte was found there */
    const uint8_t *marks; /* for each byte */
    const struct prose_call *calls;
    size_t call_count;
};

/* Of the inlines that the node starts with. */
struct prose prose_make(struct arena *arena, const struct doc *doc, struct node *node, enum part part);
/* The source of bytes start to end; that of the place before when they are none. */
struct span prose_span(const struct prose *prose, size_t start, size_t end);

/* The character at a byte, the one that ends there, and 0 outside the text. */
uint32_t prose_char(const struct prose *prose, size_t at);
uint32_t prose_before(const struct prose *prose, size_t at);
/* Where the character starts that ends at `at`, and where the one at `at` ends. */
size_t prose_prev(const struct prose *prose, size_t at);
size_t prose_next(const struct prose *prose, size_t at);

bool prose_is_space(uint32_t c); /* plain, no-break and thin spaces, line breaks */
bool prose_is_digit(uint32_t c); /* 0 to 9 */
bool prose_is_letter(uint32_t c); /* of any script */
bool prose_is_cyrillic(uint32_t c);
bool prose_is_latin(uint32_t c);
bool prose_is_control(uint32_t c); /* invisible marks of direction and of breaks */

/* The last character that is text: spaces, closing marks of quotation, brackets and controls are passed over. Its
 * start in *start; 0 when there is none. */
uint32_t prose_last(const struct prose *prose, size_t *start);
/* What a paragraph ends with: `,` `;` `:` `.` for the marks of any script (`.` for ? and ! as well), 0 for none. */
char prose_end(const struct prose *prose);
/* The first place from `at` on where the word stands (language/fold.h); its length in *n. SIZE_MAX for none. */
size_t prose_find(const struct prose *prose, size_t at, const char *word, size_t *n);

#endif
