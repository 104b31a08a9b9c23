/* Lead words: the opening words of a paragraph that house style emphasises. What the author marked by
 * hand stays as it is; elsewhere the lexicon tells. */
#include <string.h>

#include "language/lexicon.h"
#include "reading/passes.h"
#include "reading/tidy.h"

/* The text of a published Chinese or Arabic edition has its lead words in bold. */
static void soften(struct doc *doc, struct node *paragraph)
{
    for (struct node *child = paragraph->first; child; child = child->next)
        if (child->kind == NODE_EMPHASIS)
            child->emphasis.kind = EMPHASIS_LEAD;
    tidy_inlines(doc, paragraph);
}

/* Wraps n bytes from `start` on of a paragraph that begins with text; source and text run alike there. */
static void wrap(struct doc *doc, struct node *text, size_t start, size_t n)
{
    struct span all = text->span;
    uint32_t from = all.start + (uint32_t)start, to = from + (uint32_t)n;
    struct span span = span_of(from < all.end ? from : all.end, to < all.end ? to : all.end);
    struct node *emphasis = doc_node(doc, NODE_EMPHASIS, span);
    emphasis->emphasis.kind = EMPHASIS_LEAD;
    emphasis->emphasis.found = true;
    node_append(emphasis, doc_text(doc, text->text.at + start, n, span));
    node_insert_before(text, emphasis);
    if (start)
        node_insert_before(emphasis, doc_text(doc, text->text.at, start, span_of(all.start, span.start)));
    text->text.at += start + n;
    text->text.n -= (uint32_t)(start + n);
    text->span.start = span.end;
    if (text->text.n == 0)
        node_remove(text);
}

static struct lead find_lead(const struct doc *doc, const struct node *paragraph)
{
    const char *text = paragraph->first->text.at;
    size_t n = paragraph->first->text.n, name = 0;
    if (paragraph->kind == NODE_OPENING)
        return (struct lead){.length = lexicon_opening(doc->language, text, n, &name) ? name : 0};
    struct lead lead = lexicon_lead(doc->lexicon, doc->language, LEAD_PREAMBULAR | LEAD_OPERATIVE, text, n);
    return lexicon_narrow(doc->language, doc->organ, text, lead);
}

static bool has_emphasis(const struct node *paragraph)
{
    for (const struct node *child = paragraph->first; child && node_is_inline(child); child = child->next)
        if (child->kind == NODE_EMPHASIS)
            return true;
    return false;
}

static void mark(struct doc *doc, struct node *paragraph, struct report *report)
{
    if (!paragraph->first || !node_is_inline(paragraph->first))
        return;
    struct lead lead = {0};
    if (paragraph->first->kind == NODE_TEXT)
        lead = find_lead(doc, paragraph);
    if (lead.length) {
        wrap(doc, paragraph->first, lead.start, lead.length - lead.start);
        return;
    }
    if (has_emphasis(paragraph) || paragraph->kind == NODE_OPENING) /* an organ of one's own is emphasised where it is set */
        return;
    struct span word = paragraph->first->span;
    for (uint32_t at = word.start; at < word.end; at++)
        if (doc->source->bytes[at] == ' ')
            word.end = at;
    if (word.end > word.start)
        diag_at(report, DIAG_LEAD_UNKNOWN, doc->source, word);
}

void pass_leads(struct doc *doc, struct report *report)
{
    bool annex = false;
    bool bold = doc->published && (doc->language == LANG_ZH || doc->language == LANG_AR);
    for (struct node *block = doc->root->first; block; block = block->next) {
        if (block->kind == NODE_ANNEX || block->kind == NODE_OPENING)
            annex = block->kind == NODE_ANNEX;
        if (annex || (block->kind != NODE_OPENING && block->kind != NODE_PREAMBULAR && block->kind != NODE_OPERATIVE))
            continue;
        if (bold)
            soften(doc, block);
        mark(doc, block, report);
    }
}
