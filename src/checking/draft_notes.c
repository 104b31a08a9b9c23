/* Drafting rules on notes: where they are called, how they end. Pairs and order are the reader's findings. */
#include <string.h>

#include "checking/drafting_part.h"

static bool is_stop(uint32_t c)
{
    return c == ',' || c == ';' || c == '.' || c == ':' || c == 0x60C || c == 0x61B || c == 0xFF0C || c == 0xFF1B || c == 0x3002 || c == 0xFF1A;
}

/* The full stop of an abbreviation is part of its word: "vol.¹". */
static bool is_abbreviation(const struct prose *prose, size_t at)
{
    return prose_before(prose, at) == '.' && at < prose->n && prose_char(prose, at) != '\n';
}

static void check_side(struct drafting *d, const struct prose *prose, const struct prose_call *call)
{
    uint32_t before = prose_before(prose, call->at), after = prose_char(prose, call->at);
    bool behind = lang_row(d->lang)->call_after_punctuation;
    size_t next = prose_next(prose, call->at);
    bool in_number = prose_is_digit(prose_char(prose, next));
    if (behind && is_stop(after) && !is_stop(before) && !in_number && after != ':')
        found(d, RULE_L34, call->node->span, call->node->call->name, "before", "behind it");
    else if (!behind && is_stop(before) && before != ':' && !is_stop(after) && !is_abbreviation(prose, call->at))
        found(d, RULE_L34, call->node->span, call->node->call->name, "behind", "before it");
}

static void check_end(struct drafting *d, const struct prose *prose)
{
    char end = prose_end(prose);
    size_t start;
    if (!prose->n || end == '.')
        return;
    const char *stop = d->lang == LANG_ZH ? "。" : ".";
    prose_last(prose, &start);
    found(d, RULE_L35, prose_span(prose, start, prose_next(prose, start)), stop);
    if (!end)
        drafting_mend_end(d, RULE_L35, prose, stop);
}

void draft_notes(struct drafting *d)
{
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        for (size_t k = 0; k < prose->call_count; k++)
            check_side(d, prose, &prose->calls[k]);
        if (prose->part == PART_NOTE && !prose->node->next)
            check_end(d, prose);
    }
}
