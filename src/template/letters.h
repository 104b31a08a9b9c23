/* The letters of one paragraph's runs, for the rules of typography: one row of code points that a rule
 * may change in place. Part of typography. */
#ifndef HEXAPLA_LETTERS_H
#define HEXAPLA_LETTERS_H

#include "template/runs.h"

enum { NO_BREAK_SPACE = 0xA0 };

struct letter {
    uint32_t c; /* 0 for a note call */
    uint32_t at; /* [byte] in its run */
    uint32_t run; /* counted from the first of the paragraph */
    bool own; /* text of the document's language that rules may change */
    bool superior; /* to be raised */
    bool space_before, space_after; /* a no-break space is to be put in there */
};

struct letters {
    struct resolver *resolver;
    const struct run *runs; /* the first of the paragraph */
    struct letter *at;
    size_t n;
    bool changed;
};

/* Outside the paragraph there is a line end. */
static inline uint32_t letter_at(const struct letters *letters, size_t i)
{
    return i < letters->n ? letters->at[i].c : '\n';
}

static inline uint32_t letter_before(const struct letters *letters, size_t i)
{
    return i > 0 ? letters->at[i - 1].c : '\n';
}

static inline void letter_change(struct letters *letters, size_t i, uint32_t c)
{
    letters->changed |= letters->at[i].c != c;
    letters->at[i].c = c;
}

bool letter_is_space(uint32_t c); /* line ends too */
bool letter_is_digit(uint32_t c);
bool letter_is_one_of(uint32_t c, const char *ascii);
bool letter_is_word(uint32_t c); /* letters, digits, marks */
/* Bytes [start, end) of letters in the source, as near as is known. */
struct span letter_span(const struct letters *letters, size_t start, size_t end);
void letters_load(struct letters *letters, const struct run_list *runs, size_t from);

/* The language's own marks for straight quotes and apostrophes. */
void quotes_set(struct letters *letters);
/* Arabic numbers in groups: see groups.c. */
void groups_set(struct letters *letters, const struct node *parent);

#endif
