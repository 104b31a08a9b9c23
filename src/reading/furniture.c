#include "reading/furniture.h"

#include <string.h>

#include "language/fold.h"

enum { LINE_LONGEST = 400 }; /* [byte] */

/* Bytes of `digits` to `most` digits at the place; 0 when there are fewer or more. */
static size_t digits_at(struct plain text, size_t at, int least, int most)
{
    int value;
    size_t start = at;
    int count = fold_number(text.at, text.n, &at, most, &value);
    bool more = at < text.n && fold_is_digit((unsigned char)text.at[at]);
    return count >= least && !more ? at - start : 0;
}

/* "2/3" */
static bool is_page(struct plain word)
{
    size_t page = digits_at(word, 0, 1, 3);
    return page && page + 1 < word.n && word.at[page] == '/' && page + 1 + digits_at(word, page + 1, 1, 3) == word.n;
}

/* "16-21653" */
static bool is_job(struct plain word)
{
    return word.n == 8 && digits_at(word, 0, 2, 2) && word.at[2] == '-' && digits_at(word, 3, 5, 5);
}

/* "*1621653*", read from the bar code */
static bool is_bar_code(struct plain word)
{
    return word.n >= 9 && word.at[0] == '*' && word.at[word.n - 1] == '*' && 1 + digits_at(word, 1, 7, 9) + 1 == word.n;
}

/* "(E)" or a date of translation, "051216": what stands beside a job number */
static bool is_beside_job(struct plain word)
{
    return (word.n == 3 && word.at[0] == '(' && word.at[2] == ')') || digits_at(word, 0, 6, 6) == word.n;
}

static struct plain next_word(struct plain *rest)
{
    *rest = plain_from(*rest, 0);
    size_t n = 0;
    while (n < rest->n && !plain_space(rest->at + n, rest->n - n))
        n++;
    struct plain word = {rest->at, n};
    *rest = plain_from(*rest, n);
    return word;
}

static bool is_footer(struct plain line, struct plain *job)
{
    bool named = false, pages = false;
    while (line.n) {
        struct plain word = next_word(&line);
        bool is_job_number = is_job(word);
        if (is_job_number)
            *job = word;
        named = named || is_job_number;
        if (is_page(word) || is_bar_code(word))
            pages = true;
        else if (!is_job_number && !(named && is_beside_job(word)))
            return false;
    }
    return named || pages;
}

static bool is_wide_gap(struct plain text)
{
    return text.n >= 3 && (text.at[0] == '\t' || memcmp(text.at, "   ", 3) == 0);
}

/* The document's symbol alone, or across a gap from its title. */
static bool is_running_head(const struct doc *doc, struct plain line)
{
    const struct field *symbol = &doc->fields.at[FIELD_SYMBOL];
    if (!symbol->text)
        return false;
    size_t taken = fold_match(line.at, line.n, symbol->text), n = strlen(symbol->text);
    if (taken && (taken == line.n || is_wide_gap((struct plain){line.at + taken, line.n - taken})))
        return true;
    if (line.n < n + 3 || !fold_match(line.at + line.n - n, n, symbol->text))
        return false;
    size_t gap = line.n - n;
    return line.at[gap - 1] == '\t' || memcmp(line.at + gap - 3, "   ", 3) == 0;
}

bool furniture_is(const struct doc *doc, struct plain line, struct plain *job)
{
    if (line.n == 0 || line.n > LINE_LONGEST)
        return false;
    return is_running_head(doc, line) || is_footer(line, job);
}
