/* What a line of hexapla source starts: told from the line alone. */
#ifndef HEXAPLA_TEXT_HEAD_H
#define HEXAPLA_TEXT_HEAD_H

#include "language/numeral.h"
#include "reading/text_lines.h"

enum head_kind {
    HEAD_TEXT,
    HEAD_LABEL, /* may be a numbered paragraph or an item */
    HEAD_HEADING,
    HEAD_NOTE,
    HEAD_QUOTE,
    HEAD_ROW, /* of a table */
    HEAD_SEPARATOR,
    HEAD_PAGE_BREAK,
};

struct head {
    enum head_kind kind;
    uint32_t text; /* [byte] where the content starts: after label, #, > or note name */
    int level; /* HEADING: 1 to 3 */
    struct label label;
    struct span mark; /* of the label, or of the note's name */
};

struct head text_head(const struct source *source, const struct text_line *line);

#endif
