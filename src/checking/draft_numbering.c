/* Drafting rules on numbers and letters of paragraphs, and on references to them. Gaps are the reader's findings;
 * here they are mended, each run of labels from its start. */
#include <string.h>

#include "base/utf.h"
#include "checking/drafting_part.h"
#include "language/fold.h"
#include "language/numeral.h"

bool drafting_is_abjad(const char *text, size_t n)
{
    size_t at = 0;
    return fold_take(text, n, &at, "(") && utf_is_arabic(fold_peek(text, n, at));
}

/* ---- labels ---- */

/* A label as it was typed, where the reader has put the language's own in its place. */
struct typed {
    struct span span;
    struct label label;
    int level; /* the one whose form it has */
    const char *official;
};

static const char *official_label(const struct drafting *d, int level, int number)
{
    struct buf out;
    buf_init(&out, d->arena);
    buf_text(&out, "");
    numeral_label(d->lang, level, number, &out);
    return out.at;
}

static bool read_typed(const struct drafting *d, const struct node *node, struct typed *typed)
{
    const struct source *source = d->doc->source;
    if (!node->item.label || node->item.number < 1 || node->span.start >= source->n)
        return false;
    size_t n = numeral_read_label(source->bytes + node->span.start, source->n - node->span.start, &typed->label);
    typed->level = numeral_form_level(&typed->label, node->item.level, d->organ);
    typed->official = official_label(d, typed->level, node->item.number);
    typed->span = span_of(node->span.start, node->span.start + n);
    return n && strcmp(node->item.label, typed->official) == 0;
}

static bool is_cyrillic(const struct drafting *d, const struct typed *typed)
{
    const char *at = d->doc->source->bytes + typed->span.start;
    for (size_t i = 0, n = typed->span.end - typed->span.start, taken; i < n; i += taken)
        if (prose_is_cyrillic(utf8_decode(at + i, n - i, &taken)))
            return true;
    return false;
}

/* The Security Council letters the first level "a.", which others have at the third. "1." is how hexapla source
 * numbers paragraphs of any language, and Chinese has (十一) where there is no single sign. */
static bool is_own_style(const struct drafting *d, const struct typed *typed)
{
    struct label own, label = typed->label;
    numeral_read_label(typed->official, strlen(typed->official), &own);
    bool sign = own.kind == LABEL_QUOTED_NUMBER;
    if (d->organ == ORGAN_SC && label.dot && !sign && !label.parenthesis_open)
        return true;
    if (!d->doc->published && label.kind == LABEL_NUMBER && label.dot && own.kind == LABEL_NUMBER)
        return true;
    if (own.kind == LABEL_IDEOGRAPH)
        return label.kind == LABEL_IDEOGRAPH;
    return label.parenthesis_open == own.parenthesis_open && label.dot == own.dot && label.dash == own.dash &&
           label.upper == own.upper && (!sign || label.kind == own.kind);
}

static const char *typed_text(const struct drafting *d, struct span span)
{
    return arena_copy(d->arena, d->doc->source->bytes + span.start, span.end - span.start);
}

/* `expected`: the number that comes next in a run of labels, or 0 when they are counted. Latin letters are read
 * for their Cyrillic look-alikes. */
static void check_label(struct drafting *d, const struct node *node, int expected)
{
    struct typed typed;
    if (!read_typed(d, node, &typed))
        return;
    enum drafting_rule rule = node->kind == NODE_OPERATIVE ? RULE_L06 : d->lang == LANG_AR && node->item.level != 2 ? RULE_L13 : RULE_L08;
    bool other = d->lang == LANG_RU && is_cyrillic(d, &typed), own = is_own_style(d, &typed);
    const char *text = typed_text(d, typed.span);
    if (other)
        found(d, RULE_L12, typed.span, text, typed.official);
    else if (!own)
        found(d, RULE_L11, typed.span, text, typed.official);
    if (expected && expected != node->item.number && drafting_is_on(d, rule))
        drafting_mend(d, rule, typed.span, official_label(d, typed.level, expected));
    else if (other || !own)
        drafting_mend(d, other ? RULE_L12 : RULE_L11, typed.span, typed.official);
}

/* Whether the typed labels of a run are all those of its first, which is counted. */
static bool is_counted(const struct drafting *d, const struct node *node)
{
    struct typed typed;
    return read_typed(d, node, &typed) && node->item.number > 1 && typed.label.value == 1;
}

static void check_items(struct drafting *d, const struct node *parent)
{
    int expected = 1;
    for (const struct node *item = parent->first; item; item = item->next) {
        if (item->kind != NODE_ITEM || item->item.dash || !item->item.label)
            continue;
        bool after = item->prev && item->prev->kind == NODE_ITEM && !item->prev->item.dash;
        if (!after && item->item.number == 1)
            expected = 1;
        check_label(d, item, is_counted(d, item) ? 0 : expected);
        expected++;
    }
}

static void check_paragraphs(struct drafting *d)
{
    int expected = 1;
    bool restart = false;
    for (const struct node *block = d->doc->root->first; block; block = block->next) {
        restart = restart || block->kind == NODE_ANNEX || block->kind == NODE_OPENING || block->kind == NODE_HEADING;
        if (block->kind != NODE_OPERATIVE || block->item.number == 0)
            continue;
        if (restart && block->item.number == 1)
            expected = 1;
        restart = false;
        check_label(d, block, is_counted(d, block) ? 0 : expected);
        expected++;
    }
}

/* ---- references ---- */

/* How a language refers to a paragraph of the same text: the word before the number, and what behind it says that
 * it is this text. In Chinese both stand before the number. */
static const struct reference {
    enum lang lang;
    const char *before, *after;
} references[] = {
    {LANG_EN, "paragraph ", " above"}, {LANG_EN, "paragraph ", " below"}, {LANG_EN, "paragraph ", " of the present resolution"},
    {LANG_EN, "paragraph ", " of this resolution"}, {LANG_FR, "paragraphe ", " ci-dessus"}, {LANG_FR, "paragraphe ", " ci-dessous"},
    {LANG_FR, "paragraphe ", " de la présente résolution"}, {LANG_ES, "párrafo ", " supra"}, {LANG_ES, "párrafo ", " infra"},
    {LANG_ES, "párrafo ", " de la presente resolución"}, {LANG_ES, "párrafo ", " precedente"}, {LANG_RU, "пункте ", " выше"},
    {LANG_RU, "пункте ", " ниже"}, {LANG_RU, "пункте ", " настоящей резолюции"}, {LANG_RU, "пункта ", " настоящей резолюции"},
    {LANG_RU, "пунктом ", " настоящей резолюции"}, {LANG_AR, "الفقرة ", " أعلاه"}, {LANG_AR, "الفقرة ", " أدناه"},
    {LANG_AR, "الفقرة ", " من هذا القرار"}, {LANG_ZH, "上文第", "段"}, {LANG_ZH, "下文第", "段"}, {LANG_ZH, "本决议第", "段"},
};

static int last_number(const struct drafting *d)
{
    int last = 0;
    for (size_t i = 0; i < d->prose_count; i++) {
        const struct node *node = d->prose[i].node;
        if (node->kind == NODE_OPERATIVE && node->item.number > last)
            last = node->item.number;
    }
    return last;
}

/* A letter may stand between the number and what follows: "paragraph 2 (e) above". */
static size_t skip_letter(const struct prose *prose, size_t at)
{
    struct label label;
    size_t start = at;
    fold_take(prose->at, prose->n, &start, " ");
    size_t n = numeral_read_label(prose->at + start, prose->n - start, &label);
    return n && label.kind != LABEL_NUMBER && label.kind != LABEL_DASH ? start + n : at;
}

static void check_reference(struct drafting *d, const struct prose *prose, const struct reference *reference, int last)
{
    size_t n;
    for (size_t at = 0; (at = prose_find(prose, at, reference->before, &n)) != SIZE_MAX; at += n) {
        size_t start = at + n, end = start;
        int number;
        if (!fold_number(prose->at, prose->n, &end, 3, &number))
            continue;
        size_t behind = skip_letter(prose, end);
        if (fold_match(prose->at + behind, prose->n - behind, reference->after) && number > last)
            found(d, RULE_L41, prose_span(prose, start, end), drafting_words(d, prose, start, end), arena_printf(d->arena, "%d", last));
    }
}

void draft_numbering(struct drafting *d)
{
    check_paragraphs(d);
    for (struct walk walk = walk_start(d->doc->root); walk_next(&walk);)
        if (walk.entering && !node_is_inline(walk.node))
            check_items(d, walk.node);
    int last = last_number(d);
    for (size_t i = 0; i < d->prose_count && last; i++)
        for (size_t k = 0; k < sizeof references / sizeof *references; k++)
            if (references[k].lang == d->lang && d->prose[i].part != PART_QUOTE)
                check_reference(d, &d->prose[i], &references[k], last);
}
