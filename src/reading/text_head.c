#include "reading/text_head.h"

#include <string.h>

#include "base/utf.h"
#include "reading/inline.h"

/* Whether a line is nothing but stars, or nothing but these bytes. */
static bool is_stars(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] != '*' && text[i] != ' ' && text[i] != '\t')
            return false;
    return n > 0;
}

/* "## title": the number of #, or 0. */
static int heading_marks(const char *text, size_t n)
{
    size_t marks = 0;
    while (marks < n && text[marks] == '#')
        marks++;
    bool parted = marks < n && (text[marks] == ' ' || text[marks] == '\t');
    return marks >= 1 && marks <= 6 && parted ? (int)marks : 0;
}

/* A label must not run on into a word or figure: "1.5 million", "a.k.a." are none. */
static bool ends_label(const char *text, size_t n)
{
    if (n == 0 || (unsigned char)*text >= 0x80)
        return true;
    return strchr(" \t*[\"'\\<(", *text) != NULL;
}

/* A label and the blanks after it, as the head of the line. */
static bool read_label(const struct source *source, const struct text_line *line, uint32_t start, struct head *head)
{
    const char *bytes = source->bytes;
    size_t n = numeral_read_label(bytes + start, line->span.end - start, &head->label);
    uint32_t end = start + (uint32_t)n;
    if (n == 0 || !ends_label(bytes + end, line->span.end - end))
        return false;
    head->kind = HEAD_LABEL;
    head->mark = span_of(start, end);
    uint32_t text = text_line_from(source, line, end).span.start;
    while (line->span.end - text >= 2 && memcmp(bytes + text, "\xC2\xA0", 2) == 0) /* no-break space */
        text = text_line_from(source, line, text + 2).span.start;
    head->text = text;
    return true;
}

static bool read_labels(const struct source *source, const struct text_line *line, struct head *head)
{
    if (!read_label(source, line, line->span.start, head))
        return false;
    struct head inner = *head;
    if (head->label.kind == LABEL_DASH && read_label(source, line, head->text, &inner) && inner.label.kind != LABEL_DASH)
        *head = inner; /* "- a) text" */
    return true;
}

struct head text_head(const struct source *source, const struct text_line *line)
{
    const char *text = source->bytes + line->span.start;
    size_t n = line->span.end - line->span.start;
    struct head head = {.text = line->span.start};
    size_t call = inline_call_length(text, n);
    if (n == 0)
        return head;
    if (*text == '#' && (head.level = heading_marks(text, n)) > 0) {
        head.kind = HEAD_HEADING;
        head.text = text_line_from(source, line, line->span.start + (uint32_t)head.level).span.start;
        head.level = head.level > 3 ? 3 : head.level;
    } else if (*text == '>') {
        head.kind = HEAD_QUOTE;
        head.text++;
    } else if (*text == '|') {
        head.kind = HEAD_ROW;
    } else if (call && call < n && text[call] == ':') {
        head.kind = HEAD_NOTE;
        head.mark = span_of(line->span.start + 2, line->span.start + call - 1);
        head.text = text_line_from(source, line, line->span.start + (uint32_t)call + 1).span.start;
    } else if (is_stars(text, n)) {
        head.kind = HEAD_SEPARATOR;
    } else if (n == 3 && memcmp(text, "<<<", 3) == 0) {
        head.kind = HEAD_PAGE_BREAK;
    } else {
        read_labels(source, line, &head);
    }
    return head;
}
