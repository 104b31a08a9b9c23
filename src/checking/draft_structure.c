/* Drafting rules on structure: the opening line, how paragraphs end, lists. */
#include <string.h>

#include "checking/drafting_part.h"
#include "language/lexicon.h"

/* The marks that house style ends paragraphs with. */
static const char *mark(enum lang lang, char end)
{
    bool arabic = lang == LANG_AR, chinese = lang == LANG_ZH;
    switch (end) {
    case ',':
        return arabic ? "،" : chinese ? "，" : ",";
    case ';':
        return arabic ? "؛" : chinese ? "；" : ";";
    case ':':
        return chinese ? "：" : ":";
    default:
        return chinese ? "。" : ".";
    }
}

static const char *end_name(char end)
{
    switch (end) {
    case ',':
        return "a comma";
    case ';':
        return "a semicolon";
    case ':':
        return "a colon";
    case '.':
        return "a full stop";
    default:
        return "no mark";
    }
}

/* The last character's place: its mark when there is one. */
static struct span end_span(const struct prose *prose)
{
    size_t start;
    prose_last(prose, &start);
    return prose_span(prose, start, prose_next(prose, start));
}

/* Whether a call stands between two places. */
static bool is_called_between(const struct prose *prose, size_t start, size_t end)
{
    for (size_t i = 0; i < prose->call_count; i++)
        if (prose->calls[i].at >= start && prose->calls[i].at <= end)
            return true;
    return false;
}

/* Replaces the mark at the end, or puts one behind the last word, with the space that French has before it. Three
 * dots are left to the writer. */
static void mend_end(struct drafting *d, enum drafting_rule rule, const struct prose *prose, char wanted)
{
    bool spaced = d->lang == LANG_FR && (wanted == ';' || wanted == ':');
    const char *end_mark = arena_printf(d->arena, "%s%s", spaced ? "\u00A0" : "", mark(d->lang, wanted));
    size_t start;
    prose_last(prose, &start);
    size_t end = prose_next(prose, start), from = start;
    if (prose_before(prose, start) == '.')
        return;
    if (!prose_end(prose)) {
        if (end == prose->n)
            drafting_mend_end(d, rule, prose, end_mark);
        return;
    }
    while (d->lang == LANG_FR && prose_is_space(prose_before(prose, from)))
        from = prose_prev(prose, from);
    if (is_called_between(prose, from, start)) {
        from = start;
        end_mark = mark(d->lang, wanted);
    }
    drafting_mend_text(d, rule, prose, from, end, end_mark);
}

static void found_end(struct drafting *d, enum drafting_rule rule, const struct prose *prose, char wanted)
{
    found(d, rule, end_span(prose), end_name(prose_end(prose)), mark(d->lang, wanted));
    mend_end(d, rule, prose, wanted);
}

/* ---- the opening line ---- */

static bool has_preamble(const struct node *opening)
{
    for (const struct node *block = opening->next; block; block = block->next) {
        if (block->kind == NODE_PREAMBULAR)
            return true;
        if (block->kind == NODE_OPERATIVE || block->kind == NODE_OPENING || block->kind == NODE_ANNEX)
            return false;
    }
    return false;
}

static void check_comma(struct drafting *d, const struct prose *prose)
{
    bool comma = prose_end(prose) == ',', preamble = has_preamble(prose->node);
    if (comma == preamble || !prose->node->next)
        return;
    found(d, RULE_L02, end_span(prose),
        preamble ? "no comma after the organ, before the preamble" : "a comma after the organ, but no preamble follows");
    size_t start;
    prose_last(prose, &start);
    if (preamble)
        mend_end(d, RULE_L02, prose, ',');
    else
        drafting_mend_text(d, RULE_L02, prose, start, prose_next(prose, start), "");
}

static const char *opening_of(const struct drafting *d)
{
    static const char *const assembly[LANG_COUNT] = {"إن الجمعية العامة", "大会", "The General Assembly", "L’Assemblée générale",
        "Генеральная Ассамблея", "La Asamblea General"};
    static const char *const council[LANG_COUNT] = {"إن مجلس الأمن", "安全理事会", "The Security Council",
        "Le Conseil de sécurité", "Совет Безопасности", "El Consejo de Seguridad"};
    return (d->organ == ORGAN_SC ? council : assembly)[d->lang];
}

static void check_opening(struct drafting *d)
{
    for (size_t i = 0; i < d->prose_count; i++)
        if (d->prose[i].node->kind == NODE_OPENING)
            return;
    const struct prose *first = d->prose;
    while (first < d->prose + d->prose_count && first->node->kind == NODE_HEADING)
        first++;
    if (first < d->prose + d->prose_count && !d->doc->fields.symbol.decision && !field_given(&d->doc->fields, FIELD_ORGANIZATION))
        found(d, RULE_L01, prose_span(first, 0, first->n), opening_of(d));
}

/* ---- ends of paragraphs ---- */

/* The prose that ends a block: the last of its list, or its own. NULL when it ends in something else. */
static const struct prose *last_of_block(const struct drafting *d, const struct prose *prose)
{
    const struct prose *last = prose, *end = d->prose + d->prose_count;
    for (const struct prose *next = prose + 1; next < end; next++) {
        const struct node *up = next->node;
        while (up && up != prose->node)
            up = up->parent;
        if (!up)
            break;
        last = next;
    }
    const struct node *child = prose->node->last;
    while (child && !node_is_inline(child) && child->last && !node_is_inline(child->last))
        child = child->last;
    bool closed = last->part == prose->part && (!child || node_is_inline(child) || child == last->node);
    return closed ? last : NULL;
}

/* What follows a paragraph that is introduced by a colon or not its end: a quotation, table or plain text. */
static bool goes_on(const struct node *block)
{
    const struct node *next = block->next;
    return next && (next->kind == NODE_QUOTE || next->kind == NODE_TABLE || next->kind == NODE_PARAGRAPH || next->kind == NODE_ITEM);
}

static bool is_lead(const struct prose *prose)
{
    return prose->n && prose->marks[0] & PROSE_EMPHASIS;
}

/* Whether lead words known as preambular only stand under a number, with a comma at the end. */
static bool is_numbered_preamble(const struct drafting *d, const struct prose *prose, char end)
{
    if (prose->node->kind != NODE_OPERATIVE || !prose->node->item.number || end != ',')
        return false;
    int kinds = lexicon_lead(d->doc->lexicon, d->lang, LEAD_PREAMBULAR | LEAD_OPERATIVE, prose->at, prose->n).kinds;
    return kinds & LEAD_PREAMBULAR && (!(kinds & LEAD_OPERATIVE) || d->lang == LANG_ZH);
}

/* The last paragraph of a section may close it with a full stop. */
static bool ends_section(const struct node *block)
{
    return !block->next || block->next->kind == NODE_HEADING;
}

/* Chinese verbs are the same in the preamble: what stands there without a number, before the numbered ones. */
static bool is_preamble(const struct drafting *d, const struct prose *prose)
{
    const struct node *node = prose->node, *prev = node->prev, *next = node->next;
    bool between = prev && (prev->kind == NODE_PREAMBULAR || prev->kind == NODE_OPENING) && next &&
                   (next->kind == NODE_PREAMBULAR || (next->kind == NODE_OPERATIVE && next->item.number));
    return node->item.number == 0 && between &&
           lexicon_lead(d->doc->lexicon, d->lang, LEAD_PREAMBULAR | LEAD_OPERATIVE, prose->at, prose->n).kinds & LEAD_PREAMBULAR;
}

static const struct prose *next_operative(const struct drafting *d, const struct prose *prose)
{
    const struct prose *end = d->prose + d->prose_count;
    for (prose++; prose < end && prose->part == PART_BODY && prose->node->kind != NODE_OPENING; prose++)
        if (prose->node->kind == NODE_OPERATIVE && is_led(prose))
            return prose;
    return NULL;
}

static void check_operative(struct drafting *d, const struct prose *prose)
{
    const struct prose *last = last_of_block(d, prose);
    if (!last || !is_lead(prose) || goes_on(prose->node))
        return;
    char end = prose_end(last);
    const struct prose *next = next_operative(d, prose);
    if (is_preamble(d, prose))
        found_end(d, RULE_L03, last, ',');
    else if (is_numbered_preamble(d, last, end))
        found(d, RULE_L07, span_of(prose->node->span.start, prose_span(prose, 0, 0).start));
    else if (next && is_lead(next) && end != ';' && !(end == '.' && ends_section(prose->node)))
        found_end(d, RULE_L04, last, ';');
    else if (!next && end != '.' && !(end == ':' && prose->node->next))
        found_end(d, RULE_L05, last, '.');
}

static void check_preambular(struct drafting *d, const struct prose *prose)
{
    const struct prose *last = last_of_block(d, prose);
    char end = last ? prose_end(last) : 0;
    bool announces = end == ':' && prose->node->next && prose->node->next->kind != NODE_PREAMBULAR;
    if (last && !goes_on(prose->node) && !announces && end != ',')
        found_end(d, RULE_L03, last, ',');
}

/* ---- lists ---- */

static void check_list(struct drafting *d, const struct prose *prose)
{
    const struct node *child = prose->node->first;
    while (child && node_is_inline(child))
        child = child->next;
    if (!child || child->kind != NODE_ITEM || child->item.dash || !prose->n)
        return;
    if (prose_end(prose) != ':')
        found_end(d, RULE_L10, prose, ':');
    if (!child->next || child->next->kind != NODE_ITEM)
        found(d, RULE_L09, span_of(child->span.start, child->span.start + (child->item.label ? 1 : 0)));
}

static void check_title(struct drafting *d)
{
    if (d->organ == ORGAN_SC && field_given(&d->doc->fields, FIELD_TITLE))
        found(d, RULE_L50, field_span(d, FIELD_TITLE));
}

void draft_structure(struct drafting *d)
{
    check_opening(d);
    check_title(d);
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct prose *prose = &d->prose[i];
        if (prose->node->kind == NODE_OPENING)
            check_comma(d, prose);
        else if (is_led(prose) && prose->node->kind == NODE_OPERATIVE)
            check_operative(d, prose);
        else if (is_led(prose))
            check_preambular(d, prose);
        if (prose->part == PART_BODY)
            check_list(d, prose);
    }
}
