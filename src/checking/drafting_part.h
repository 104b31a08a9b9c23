/* The drafting check from inside: what its files share. */
#ifndef HEXAPLA_DRAFTING_PART_H
#define HEXAPLA_DRAFTING_PART_H

#include "checking/drafting.h"
#include "checking/prose.h"

struct drafting {
    struct arena *arena;
    struct doc *doc;
    enum lang lang;
    enum organ organ;
    struct report *report;
    struct rule_levels levels;
    struct fixes *fixes; /* or NULL */
    const struct prose *prose; /* every paragraph, in document order, then those of notes */
    size_t prose_count;
    unsigned count[RULE_COUNT]; /* findings */
};

/* Whether a rule is on in this document; for tests that cost. */
bool drafting_is_on(const struct drafting *d, enum drafting_rule rule);

/* Reports a finding; the arguments are the strings for {1}, {2}, … of the rule's row. */
#define found(d, rule, span, ...) \
    drafting_found((d), (rule), (span), (const char *const[]){__VA_ARGS__ __VA_OPT__(, ) NULL})
void drafting_found(struct drafting *d, enum drafting_rule rule, struct span span, const char *const *args);
/* Says what would mend it. */
void drafting_mend(struct drafting *d, enum drafting_rule rule, struct span span, const char *text);
/* The same for text of a paragraph, where the bytes of the source are those of the text. */
void drafting_mend_text(struct drafting *d, enum drafting_rule rule, const struct prose *prose, size_t start, size_t end, const char *text);
/* For more text at the end of a paragraph, where no mark or call ends there. */
void drafting_mend_end(struct drafting *d, enum drafting_rule rule, const struct prose *prose, const char *text);

/* --- one function for each subject --- */
void draft_structure(struct drafting *d);
void draft_numbering(struct drafting *d);
void draft_leads(struct drafting *d);
void draft_dates(struct drafting *d);
void draft_characters(struct drafting *d);
void draft_numbers(struct drafting *d);
void draft_citations(struct drafting *d);
void draft_notes(struct drafting *d);
void draft_header(struct drafting *d);

/* Whether a label is an Arabic letter, which the abjad orders. */
bool drafting_is_abjad(const char *text, size_t n);
/* Bytes of a text as a string. */
const char *drafting_words(const struct drafting *d, const struct prose *prose, size_t start, size_t end);
/* Whether paragraphs at this node are official text of the resolution, with lead words. */
static inline bool is_led(const struct prose *prose)
{
    return prose->part == PART_BODY && (prose->node->kind == NODE_PREAMBULAR || prose->node->kind == NODE_OPERATIVE);
}
static inline struct span field_span(const struct drafting *d, enum field_id id)
{
    return d->doc->fields.at[id].span;
}

#endif
