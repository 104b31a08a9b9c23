#include "reading/pipe.h"

#include <string.h>

bool pipe_is_rule(const char *text, size_t n)
{
    size_t hyphens = 0;
    for (size_t i = 0; i < n; i++) {
        hyphens += text[i] == '-';
        if (!strchr("|-: \t", text[i]))
            return false;
    }
    return hyphens > 0;
}

size_t pipe_cell_end(const char *text, size_t n, size_t at)
{
    while (at < n && text[at] != '|')
        at += text[at] == '\\' && at + 1 < n ? 2 : 1;
    return at < n ? at : n;
}

void pipe_mark_header(struct node *table)
{
    for (struct node *row = table->first; row; row = row->next)
        for (struct node *cell = row->first; cell; cell = cell->next)
            cell->cell.header = true;
}

static enum cell_align align_of(const char *text, size_t n)
{
    while (n > 0 && strchr(" \t", text[n - 1]))
        n--;
    while (n > 0 && strchr(" \t", *text))
        text++, n--;
    bool start = n > 1 && *text == ':', end = n > 1 && text[n - 1] == ':';
    return start && end ? CELL_CENTRE : start ? CELL_START : end ? CELL_END : CELL_BY_CONTENT;
}

void pipe_align(struct node *table, const char *rule, size_t n)
{
    for (struct node *row = table->first; row; row = row->next) {
        size_t at = 1;
        for (struct node *cell = row->first; cell && at < n; cell = cell->next) {
            size_t end = pipe_cell_end(rule, n, at);
            cell->cell.align = align_of(rule + at, end - at);
            at = end + 1;
        }
    }
}
