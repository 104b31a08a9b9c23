/* Straight quotes and apostrophes become the language's own marks. Which one is told by what stands on
 * either side; a mark that could be feet, inches, minutes or seconds stays as it is. */
#include "template/letters.h"

#include "language/lang.h"

/* Outer marks, then those inside them (house-style 8). The Arabic pair looks the other way round. */
static const struct marks {
    uint32_t open[2], close[2];
    bool spaced; /* no-break spaces inside the outer ones */
} marks[LANG_COUNT] = {
    [LANG_AR] = {{0x201D, 0x2019}, {0x201C, 0x2018}, false},
    [LANG_ZH] = {{0x201C, 0x2018}, {0x201D, 0x2019}, false},
    [LANG_EN] = {{0x201C, 0x2018}, {0x201D, 0x2019}, false},
    [LANG_FR] = {{0xAB, 0x201C}, {0xBB, 0x201D}, true},
    [LANG_RU] = {{0xAB, 0x201E}, {0xBB, 0x201C}, false},
    [LANG_ES] = {{0x201C, 0x2018}, {0x201D, 0x2019}, false},
};

enum { APOSTROPHE = 0x2019, DEEPEST = 8 };

struct quoting {
    struct letters *letters;
    const struct marks *marks;
    int depth; /* outer quotations that are open, typed either way */
    int level[DEEPEST], open; /* of the straight ones that are open, the level they were given */
    int singles; /* straight ones that are open */
    size_t last_single; /* the last place where one may close */
};

/* Beside hanzi, which have no spaces between them, a mark can go either way. */
static bool is_either_way(uint32_t c)
{
    return c >= 0x2E80;
}

static bool opens_after(uint32_t c)
{
    return is_either_way(c) || letter_is_space(c) || letter_is_one_of(c, "([/-\"'") || c == 0x2013 || c == 0x2014 || c == 0xAB || c == 0x2018 ||
           c == 0x201C || c == 0x201D || c == 0x201E;
}

static bool closes_before(uint32_t c)
{
    return is_either_way(c) || !letter_is_word(c);
}

static void replace(struct quoting *q, size_t i, uint32_t mark)
{
    struct typography *typography = &q->letters->resolver->typography;
    struct span span = letter_span(q->letters, i, i + 1);
    letter_change(q->letters, i, mark);
    if (span.end > 0 && typography->straight++ == 0)
        typography->straight_span = span;
}

static void open_double(struct quoting *q, size_t i)
{
    int level = q->depth > 0;
    replace(q, i, q->marks->open[level]);
    q->letters->at[i].space_after = q->marks->spaced && level == 0 && !letter_is_space(letter_at(q->letters, i + 1));
    if (q->open < DEEPEST)
        q->level[q->open++] = level;
    q->depth++;
}

static void close_double(struct quoting *q, size_t i)
{
    int level = q->open > 0 ? q->level[--q->open] : 0;
    replace(q, i, q->marks->close[level]);
    q->letters->at[i].space_before = q->marks->spaced && level == 0 && !letter_is_space(letter_before(q->letters, i));
    q->depth -= q->depth > 0;
}

static void set_double(struct quoting *q, size_t i)
{
    uint32_t before = letter_before(q->letters, i), after = letter_at(q->letters, i + 1);
    if (letter_is_digit(before) && q->depth == 0)
        return;
    bool may_open = opens_after(before) && after != '\n', may_close = closes_before(after) && before != '\n';
    if (may_open == may_close)
        may_open = q->open == 0 || (!letter_is_space(after) && letter_is_space(before));
    if (may_open)
        open_double(q, i);
    else
        close_double(q, i);
}

static void set_single(struct quoting *q, size_t i)
{
    uint32_t before = letter_before(q->letters, i), after = letter_at(q->letters, i + 1);
    if (letter_is_digit(before) && q->singles == 0)
        return;
    if (letter_is_word(before) && letter_is_word(after) && !is_either_way(after)) {
        replace(q, i, APOSTROPHE);
    } else if (opens_after(before) && !letter_is_space(after) && q->last_single > i && !(q->singles > 0 && is_either_way(before))) {
        replace(q, i, q->marks->open[1]);
        q->singles++;
    } else if (q->singles > 0 && closes_before(after)) {
        replace(q, i, q->marks->close[1]);
        q->singles--;
    } else {
        replace(q, i, APOSTROPHE);
    }
}

void quotes_set(struct letters *letters)
{
    struct quoting q = {.letters = letters, .marks = &marks[letters->resolver->content->lang]};
    for (size_t i = letters->n; i-- > 0 && q.last_single == 0;)
        if (letters->at[i].c == '\'' && !letter_is_space(letter_before(letters, i)) && closes_before(letter_at(letters, i + 1)))
            q.last_single = i;
    for (size_t i = 0; i < letters->n; i++) {
        uint32_t c = letters->at[i].c;
        if (letters->at[i].own && c == '"')
            set_double(&q, i);
        else if (letters->at[i].own && c == '\'')
            set_single(&q, i);
        else if (c == q.marks->open[0])
            q.depth++;
        else if (c == q.marks->close[0])
            q.depth -= q.depth > 0;
    }
}
