/* The drafting check: the paragraphs are laid out as prose, the reader's findings are given to their rules, and
 * the subjects look one after the other. */
#include <string.h>

#include "checking/concord.h"
#include "checking/drafting_part.h"
#include "language/lexicon.h"

enum { ALL = (1 << LANG_COUNT) - 1 };
enum { AR = 1 << LANG_AR, ZH = 1 << LANG_ZH, EN = 1 << LANG_EN, FR = 1 << LANG_FR, RU = 1 << LANG_RU, ES = 1 << LANG_ES };

static const struct row {
    const char *id, *name;
    enum severity level;
    unsigned languages; /* set of 1 << enum lang */
    const char *text, *hint, *what;
} rows[RULE_COUNT] = {
#define R(id, name, level, languages, text, hint, what) {#id, name, SEVERITY_##level, languages, text, hint, what},
#include "checking/rules.def"
#undef R
};

const char *rule_id(enum drafting_rule rule)
{
    return rows[rule].id;
}

const char *rule_what(enum drafting_rule rule)
{
    return rows[rule].what;
}

unsigned rule_languages(enum drafting_rule rule)
{
    return rows[rule].languages;
}

/* ---- switches ---- */

struct rule_levels rule_levels_default(void)
{
    struct rule_levels levels = {.concord_off = 0};
    for (int rule = 0; rule < RULE_COUNT; rule++)
        levels.at[rule] = (signed char)rows[rule].level;
    return levels;
}

static int level_of(const char *word, size_t n)
{
    static const char *const names[] = {"off", "note", "warning", "error"};
    for (int i = 0; i < 4; i++)
        if (strlen(names[i]) == n && memcmp(names[i], word, n) == 0)
            return RULE_OFF + i;
    return SEVERITY_COUNT;
}

/* The number of "C24", or 0. */
static int concord_rule_of(const char *word, size_t n)
{
    bool good = n == 3 && word[0] == 'C' && prose_is_digit((unsigned char)word[1]) && prose_is_digit((unsigned char)word[2]);
    int number = good ? (word[1] - '0') * 10 + word[2] - '0' : 0;
    return number <= CONCORD_RULES ? number : 0;
}

static int rule_of(const char *word, size_t n)
{
    int rule = 0;
    while (rule < RULE_COUNT && !(strlen(rows[rule].id) == n && memcmp(rows[rule].id, word, n) == 0))
        rule++;
    return rule;
}

/* The next word of a line; empty at its end and at a comment. */
static struct span next_word(const struct source *source, struct span *line)
{
    uint32_t at = line->start;
    while (at < line->end && strchr(" \t", source->bytes[at]))
        at++;
    uint32_t end = at;
    if (at < line->end && source->bytes[at] != '#')
        while (end < line->end && !strchr(" \t", source->bytes[end]))
            end++;
    line->start = end;
    return (struct span){at, end};
}

static void read_switch(struct rule_levels *levels, const struct source *source, struct span line, struct report *report)
{
    const char *bytes = source->bytes;
    struct span name = next_word(source, &line), level = next_word(source, &line), more = next_word(source, &line);
    size_t n = name.end - name.start;
    if (n == 0)
        return;
    int rule = rule_of(bytes + name.start, n), concord = concord_rule_of(bytes + name.start, n);
    int value = level_of(bytes + level.start, level.end - level.start);
    const char *word = arena_copy(report->arena, bytes + name.start, n);
    if (rule == RULE_COUNT && !concord)
        diag_at(report, DIAG_RULE_UNKNOWN, source, name, word);
    else if (value == SEVERITY_COUNT || more.start < more.end)
        diag_at(report, DIAG_RULE_LEVEL, source, value == SEVERITY_COUNT ? level : more, word, "off, note, warning or error");
    else if (concord && value != RULE_OFF)
        diag_at(report, DIAG_RULE_LEVEL, source, level, word, "off");
    else if (concord)
        levels->concord_off |= (uint64_t)1 << (concord - 1);
    else
        levels->at[rule] = (signed char)value;
}

void rule_levels_read(struct rule_levels *levels, const struct source *source, struct report *report)
{
    for (size_t line = 1; line <= source->line_count; line++)
        read_switch(levels, source, source_line(source, line), report);
}

/* ---- findings ---- */

bool drafting_is_on(const struct drafting *d, enum drafting_rule rule)
{
    return d->levels.at[rule] != RULE_OFF && rows[rule].languages & 1u << d->lang;
}

enum { FINDINGS_MOST = 500 /* of one rule in one document; more tell nothing new */ };

void drafting_found(struct drafting *d, enum drafting_rule rule, struct span span, const char *const *args)
{
    if (!drafting_is_on(d, rule) || d->count[rule]++ >= FINDINGS_MOST)
        return;
    const char *name = arena_printf(d->report->arena, "%s-%s", rows[rule].id, rows[rule].name);
    const struct diag_words words = {(enum severity)d->levels.at[rule], name, rows[rule].text, rows[rule].hint};
    diag_add_words(d->report, DIAG_DRAFTING, &words, d->doc->source, span, args);
}

void drafting_mend(struct drafting *d, enum drafting_rule rule, struct span span, const char *text)
{
    if (!d->fixes || !drafting_is_on(d, rule) || (span.start == 0 && span.end == 0))
        return;
    size_t order = d->fixes->list.n;
    *list_add(d->arena, &d->fixes->list) = (struct fix){span, text, order};
}

void drafting_mend_text(struct drafting *d, enum drafting_rule rule, const struct prose *prose, size_t start, size_t end, const char *text)
{
    struct span span = prose_span(prose, start, end);
    size_t n = end - start;
    if (prose->exact && n == span.end - span.start && (n == 0 || memcmp(d->doc->source->bytes + span.start, prose->at + start, n) == 0))
        drafting_mend(d, rule, span, text);
}

void drafting_mend_end(struct drafting *d, enum drafting_rule rule, const struct prose *prose, const char *text)
{
    const unsigned inner = PROSE_LINK | PROSE_SUPERIOR | PROSE_FOREIGN;
    unsigned marks = prose->n ? prose->marks[prose->n - 1] : inner;
    bool called = prose->call_count && prose->calls[prose->call_count - 1].at == prose->n;
    if (prose->exact && !called && !(marks & inner) && (!(marks & (PROSE_EMPHASIS | PROSE_STRONG)) || marks & PROSE_FOUND))
        drafting_mend(d, rule, prose_span(prose, prose->n, prose->n), text);
}

/* ---- findings of the reader ---- */

struct mapping {
    struct drafting *d;
    const struct node *block; /* the first that does not end before the last finding on lead words */
    size_t prose; /* that of the block, or a later one */
};

/* Findings on lead words come in the order of the blocks. Paragraphs of a declaration need none. */
static enum drafting_rule rule_of_lead(struct mapping *mapping, uint32_t at)
{
    const struct drafting *d = mapping->d;
    while (mapping->block && mapping->block->span.end <= at)
        mapping->block = mapping->block->next;
    while (mapping->prose < d->prose_count && d->prose[mapping->prose].node != mapping->block)
        mapping->prose++;
    if (mapping->prose == d->prose_count || !is_led(&d->prose[mapping->prose]))
        return RULE_COUNT;
    return mapping->block->kind == NODE_OPERATIVE ? RULE_L15 : RULE_L14;
}

/* The rule that asks for what the reader missed, or RULE_COUNT. */
static enum drafting_rule rule_of_finding(struct mapping *mapping, const struct diag *diag)
{
    const struct source *source = mapping->d->doc->source;
    switch (diag->id) {
    case DIAG_NUMBER_WRONG:
        return RULE_L06;
    case DIAG_LETTER_WRONG:
        return mapping->d->lang == LANG_AR && drafting_is_abjad(source->bytes + diag->span.start, source->n - diag->span.start)
                   ? RULE_L13 : RULE_L08;
    case DIAG_LEAD_UNKNOWN:
        return rule_of_lead(mapping, diag->span.start);
    case DIAG_NOTE_ORDER:
        return RULE_L32;
    case DIAG_NOTE_MISSING:
    case DIAG_NOTE_UNUSED:
        return RULE_L33;
    default:
        return RULE_COUNT;
    }
}

static void recount(struct report *report)
{
    memset(report->count, 0, sizeof report->count);
    report->outcome = OUTCOME_FINE;
    for (size_t i = 0; i < report->list.n; i++) {
        const struct diag *diag = &report->list.at[i];
        report->count[diag->severity]++;
        if (diag->severity == SEVERITY_ERROR && diag_outcome(diag->id) > report->outcome)
            report->outcome = diag_outcome(diag->id);
    }
}

/* An error of reading is one whatever the switches say. */
static void take_readers_findings(struct drafting *d)
{
    struct report *report = d->report;
    struct mapping mapping = {.d = d, .block = d->doc->root->first};
    size_t kept = 0;
    for (size_t i = 0; i < report->list.n; i++) {
        struct diag diag = report->list.at[i];
        enum drafting_rule rule = diag.source == d->doc->source ? rule_of_finding(&mapping, &diag) : RULE_COUNT;
        if (rule != RULE_COUNT) {
            if (d->levels.at[rule] == RULE_OFF && diag.severity != SEVERITY_ERROR)
                continue;
            if (diag.severity != SEVERITY_ERROR)
                diag.severity = (enum severity)d->levels.at[rule];
            diag.rule = arena_printf(report->arena, "%s-%s", rows[rule].id, diag.rule);
        }
        report->list.at[kept++] = diag;
    }
    report->list.n = kept;
    recount(report);
}

/* ---- the paragraphs ---- */

struct laying {
    struct drafting *d;
    LIST(struct prose) list;
};

static bool has_prose(const struct node *node)
{
    switch (node->kind) {
    case NODE_OPENING:
    case NODE_PREAMBULAR:
    case NODE_OPERATIVE:
    case NODE_ITEM:
    case NODE_PARAGRAPH:
    case NODE_HEADING:
    case NODE_ANNEX:
    case NODE_CELL:
    case NODE_CLOSING:
        return true;
    default:
        return false;
    }
}

static void lay_out(struct laying *laying, struct node *root, enum part part)
{
    int quotes = 0, tables = 0;
    for (struct walk walk = walk_start(root); walk_next(&walk);) {
        struct node *node = walk.node;
        int step = walk.entering ? 1 : -1;
        quotes += node->kind == NODE_QUOTE ? step : 0;
        tables += node->kind == NODE_TABLE ? step : 0;
        if (!walk.entering || !has_prose(node))
            continue;
        if (node->parent == root && (node->kind == NODE_OPENING || node->kind == NODE_ANNEX) && part != PART_NOTE)
            part = node->kind == NODE_OPENING ? PART_BODY : PART_ANNEX;
        enum part here = tables ? PART_TABLE : quotes ? PART_QUOTE : part;
        *list_add(laying->d->arena, &laying->list) = prose_make(laying->d->arena, laying->d->doc, node, here);
    }
}

/* Whether a numbered paragraph opens with no verb that is known. */
static bool is_without_verb(const struct drafting *d, const struct prose *prose)
{
    return prose->part == PART_BODY && prose->node->kind == NODE_OPERATIVE && prose->node->item.number &&
           !lexicon_lead(d->doc->lexicon, d->lang, LEAD_PREAMBULAR | LEAD_OPERATIVE, prose->at, prose->n).length;
}

enum { DECLARATION_LEAST = 5 /* numbered paragraphs without verbs, where they are most, make one */ };

/* A declaration in the body of a resolution has sentences for paragraphs: they are as those of an annex. */
static void set_declarations_apart(const struct drafting *d, struct prose *prose, size_t n)
{
    for (size_t start = 0, end; start < n; start = end) {
        size_t numbered = 0, without = 0;
        for (end = start; end < n && (end == start || prose[end].node->kind != NODE_OPENING); end++) {
            numbered += prose[end].part == PART_BODY && prose[end].node->kind == NODE_OPERATIVE && prose[end].node->item.number;
            without += is_without_verb(d, &prose[end]);
        }
        for (size_t i = start; i < end && without >= DECLARATION_LEAST && 2 * without > numbered; i++)
            if (is_without_verb(d, &prose[i]))
                prose[i].part = PART_ANNEX;
    }
}

static void lay_out_document(struct drafting *d)
{
    struct laying laying = {.d = d};
    lay_out(&laying, d->doc->root, PART_BEFORE);
    set_declarations_apart(d, laying.list.at, laying.list.n);
    for (size_t i = 0; i < d->doc->notes.n; i++)
        lay_out(&laying, d->doc->notes.at[i]->body, PART_NOTE);
    d->prose = laying.list.at;
    d->prose_count = laying.list.n;
}

const char *drafting_words(const struct drafting *d, const struct prose *prose, size_t start, size_t end)
{
    return arena_copy(d->arena, prose->at + start, end - start);
}

void drafting_check(struct arena *arena, struct doc *doc, const struct drafting_options *options, struct report *report)
{
    struct drafting d = {.arena = arena, .doc = doc, .lang = doc->language, .organ = doc->organ, .report = report,
        .levels = options->levels ? *options->levels : rule_levels_default(), .fixes = options->fixes};
    lay_out_document(&d);
    take_readers_findings(&d);
    draft_structure(&d);
    draft_numbering(&d);
    draft_leads(&d);
    draft_dates(&d);
    draft_characters(&d);
    draft_numbers(&d);
    draft_citations(&d);
    draft_notes(&d);
    draft_header(&d);
}
