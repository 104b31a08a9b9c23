#include "template/label.h"

#include <string.h>

#include "language/numeral.h"

static const char *const counters[] = {"1", "a", "A", "i", "I", "一"};
enum { FIGURES, SMALL_LETTER, LARGE_LETTER, SMALL_ROMAN, LARGE_ROMAN, HANZI, COUNTERS };
enum { ROMAN_MOST = 3999, HANZI_MOST = 999, LONGEST = 32 /* [byte] of a form */ };

/* The counter of a form, with where its braces are; COUNTERS when it has none. */
static int counter_of(const char *form, const char **open, const char **close)
{
    *open = strchr(form, '{');
    *close = *open ? strchr(*open, '}') : NULL;
    for (int i = 0; *close && i < COUNTERS; i++) {
        size_t n = strlen(counters[i]);
        if ((size_t)(*close - *open) == n + 1 && memcmp(*open + 1, counters[i], n) == 0)
            return i;
    }
    return COUNTERS;
}

bool label_good(const char *form)
{
    const char *open, *close;
    return strlen(form) <= LONGEST && counter_of(form, &open, &close) != COUNTERS && !strpbrk(close + 1, "{}");
}

/* a to z, then aa, bb. */
static void put_letter(int number, char first, struct buf *out)
{
    for (int i = 0; i <= (number - 1) / 26 && i < LONGEST; i++)
        buf_char(out, (char)(first + (number - 1) % 26));
}

static void put_number(int counter, int number, struct buf *out)
{
    if (counter == SMALL_LETTER || counter == LARGE_LETTER)
        put_letter(number, counter == SMALL_LETTER ? 'a' : 'A', out);
    else if ((counter == SMALL_ROMAN || counter == LARGE_ROMAN) && number <= ROMAN_MOST)
        numeral_roman(number, counter == LARGE_ROMAN, out);
    else if (counter == HANZI && number <= HANZI_MOST)
        numeral_hanzi(number, out);
    else
        buf_int(out, number);
}

void label_put(const char *form, int number, struct buf *out)
{
    const char *open, *close;
    int counter = counter_of(form, &open, &close);
    buf_bytes(out, form, (size_t)(open - form));
    put_number(counter, number, out);
    buf_text(out, close + 1);
}
