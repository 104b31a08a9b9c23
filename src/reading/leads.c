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

/* Wraps the first n bytes of a paragraph that starts with text. */
static void wrap(struct doc *doc, struct node *paragraph, size_t n)
{
    struct node *text = paragraph->first;
    uint32_t length = (uint32_t)n;
    struct span span = span_of(text->span.start, text->span.start + length);
    if (span.end > text->span.end)
        span.end = text->span.end;
    struct node *emphasis = doc_node(doc, NODE_EMPHASIS, span);
    emphasis->emphasis.kind = EMPHASIS_LEAD;
    emphasis->emphasis.found = true;
    node_append(emphasis, doc_text(doc, text->text.at, n, span));
    node_insert_before(text, emphasis);
    text->text.at += n;
    text->text.n -= length;
    text->span.start = span.end;
    if (text->text.n == 0)
        node_remove(text);
}

static size_t lead_length(const struct doc *doc, const struct node *paragraph)
{
    const char *text = paragraph->first->text.at;
    size_t n = paragraph->first->text.n, name = 0;
    if (paragraph->kind == NODE_OPENING)
        return lexicon_opening(doc->language, text, n, &name) ? name : 0;
    int kind = paragraph->kind == NODE_PREAMBULAR ? LEAD_PREAMBULAR : LEAD_OPERATIVE;
    struct lead lead = lexicon_lead(doc->language, kind, text, n);
    if (!lead.length)
        lead = lexicon_lead(doc->language, LEAD_PREAMBULAR | LEAD_OPERATIVE, text, n);
    return lead.length;
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
    size_t n = paragraph->first->kind == NODE_TEXT ? lead_length(doc, paragraph) : 0;
    if (n) {
        wrap(doc, paragraph, n);
        return;
    }
    if (has_emphasis(paragraph))
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
