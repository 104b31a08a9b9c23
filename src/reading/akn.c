#include "reading/akn.h"

#include <string.h>

#include "reading/akn_table.h"

bool akn_is_xml(const struct source *source)
{
    size_t at = source->n >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < source->n && source->bytes[at] && strchr(" \t\r\n", source->bytes[at]))
        at++;
    static const char *const starts[] = {"<?xml", "<akomaNtoso", "<!DOCTYPE"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (source->n - at >= n && memcmp(source->bytes + at, starts[i], n) == 0)
            return true;
    }
    return false;
}

static void settle_span(const struct akn_text *text, struct span *span)
{
    if (span->start == 0 && span->end == 0)
        return; /* made up, not read */
    span->start = akn_text_origin(text, span->start);
    uint32_t end = akn_text_origin(text, span->end);
    span->end = end < span->start ? span->start : end;
}

/* Tables of the tree and of the text are in the same order. */
static void dress_tables(const struct akn_text *text, struct doc *doc)
{
    size_t next = 0;
    for (struct walk walk = walk_start(doc->root); walk_next(&walk);) {
        if (!walk.entering || walk.node->kind != NODE_TABLE)
            continue;
        while (next < text->tables.n && text->tables.at[next].at + 1 < walk.node->span.start)
            next++;
        if (next < text->tables.n && text->tables.at[next].at <= walk.node->span.end)
            akn_table_dress(doc, walk.node, text->tables.at[next++].node);
    }
}

static void settle_tree(const struct akn_text *text, struct node *root)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering)
            settle_span(text, &walk.node->span);
}

static const struct akn_node *find_docket(const struct akn_node *node)
{
    const struct akn_node *found = akn_is(node, "docketNumber") && node->first && !node->first->name ? node->first : NULL;
    for (const struct akn_node *child = node->first; child && !found; child = child->next)
        found = find_docket(child);
    return found;
}

/* "24-14801 (E)": two digits, a hyphen, more digits; the language after them is told elsewhere. */
static void take_job(const struct akn_text *text, struct doc *doc, struct report *report)
{
    const struct akn_node *docket = find_docket(text->root);
    if (!docket || field_given(&doc->fields, FIELD_JOB))
        return;
    const char *at = docket->text + strspn(docket->text, " \t\r\n");
    size_t n = strspn(at, "0123456789-");
    if (n > 3 && n < 16 && at[2] == '-')
        field_set(&doc->fields, FIELD_JOB, doc->arena, at, n, report, text->xml, span_of(docket->at, docket->at + docket->n));
}

void akn_settle(const struct akn_text *text, struct doc *doc, struct report *report)
{
    dress_tables(text, doc);
    settle_tree(text, doc->root);
    for (size_t i = 0; i < doc->notes.n; i++) {
        settle_span(text, &doc->notes.at[i]->span);
        if (doc->notes.at[i]->body)
            settle_tree(text, doc->notes.at[i]->body);
    }
    for (int id = 0; id < FIELD_COUNT; id++)
        settle_span(text, &doc->fields.at[id].span);
    doc->source = text->xml;
    take_job(text, doc, report);
}

void akn_settle_report(const struct akn_text *text, struct report *report)
{
    for (size_t i = 0; i < report->list.n; i++)
        if (report->list.at[i].source == text->source) {
            settle_span(text, &report->list.at[i].span);
            report->list.at[i].source = text->xml;
        }
}
