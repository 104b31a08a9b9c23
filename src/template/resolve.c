#include "template/resolve.h"

#include <string.h>

#include "language/cite.h"
#include "template/furniture.h"
#include "template/grid.h"
#include "template/label.h"
#include "template/runs.h"
#include "template/typography.h"
#include "template/wording.h"

/* One pass in reading order: the header's lines from the fields, the body from the tree, the closing
 * lines where the resolution proper ends, then notes and page furniture. Walks are by iterator, so no
 * depth of nesting matters. */

static struct content_block *add_block(struct resolver *resolver, enum role role)
{
    struct content_block *block = list_add(resolver->arena, resolver->into);
    *block = (struct content_block){.role = role, .style = &resolver->template_->block[role]};
    block->page_before = resolver->page_before && resolver->into == &resolver->content->blocks;
    if (block->page_before)
        resolver->page_before = false;
    return block;
}

static void set_outline(struct resolver *resolver, struct content_block *block)
{
    if (block->style->outline == 0)
        return;
    struct buf text;
    buf_init(&text, resolver->arena);
    runs_text(&block->label, &text);
    if (text.n > 0)
        buf_char(&text, ' ');
    runs_text(&block->runs, &text);
    if (text.n == 0)
        return;
    block->outline = text.at;
    block->outline_level = block->style->outline;
}

/* A copy of a block's style to change for its place. */
static struct block_style *own_style(struct resolver *resolver, struct content_block *block)
{
    struct block_style *style = arena_new_of(resolver->arena, struct block_style);
    *style = *block->style;
    block->style = style;
    return style;
}

/* --- header ----------------------------------------------------------------------------------- */

static struct span field_span(const struct resolver *resolver, const char *purpose)
{
    char *name = arena_printf(resolver->arena, "%s-line", purpose);
    enum field_id id = field_from_name(name, strlen(name));
    return id < FIELD_COUNT ? resolver->doc->fields.at[id].span : (struct span){0, 0};
}

/* The worded line. That a field is given which then is not printed is reported. */
static const char *worded(struct resolver *resolver, const char *purpose, enum field_id behind)
{
    const struct wording *wording = resolver->template_->wording;
    const char *line = wording_line(wording, resolver->doc, resolver->arena, purpose);
    const struct field *field = &resolver->doc->fields.at[behind];
    if (!*line && field->text && !wording_has(wording, purpose))
        diag_at(resolver->report, DIAG_WORDING_MISSING, resolver->doc->source, field->span, purpose,
            lang_row(resolver->content->lang)->tag);
    else if (wording_partial(wording, resolver->doc, resolver->arena, purpose))
        diag_at(resolver->report, DIAG_WORDING_PARTIAL, resolver->doc->source, field->span, purpose);
    return line;
}

/* The provenance line stands in brackets that have a look of their own. */
static void add_bracketed(struct resolver *resolver, const char *line, const struct style *style, struct span span, struct run_list *out)
{
    size_t n = strlen(line);
    if (n < 2 || line[0] != '[' || line[n - 1] != ']') {
        runs_add_text(resolver, line, style, span, out);
        return;
    }
    struct style bracket = style_marked(style, &resolver->template_->mark[MARK_BRACKET]);
    runs_add_text(resolver, "[", &bracket, span, out);
    runs_add_linked(resolver, arena_copy(resolver->arena, line + 1, n - 2), style, span, out);
    runs_add_text(resolver, "]", &bracket, span, out);
}

/* A line of names with a star behind some: each is a call of the note of that name. */
static bool is_starred(enum role role)
{
    return role == ROLE_SPONSORS || role == ROLE_SIGNATORIES;
}

/* What stands before a tab is the line's label, which looks strong. */
static const char *add_line_label(struct resolver *resolver, struct content_block *block, const char *line)
{
    const char *tab = strchr(line, '\t');
    if (!tab)
        return line;
    struct style strong = style_marked(block->style->text, &resolver->template_->mark[MARK_STRONG]);
    const char *label = arena_copy(resolver->arena, line, (size_t)(tab - line));
    runs_add_text(resolver, label, &strong, (struct span){0, 0}, &block->label);
    return tab + 1;
}

/* One block for each line of a worded text; the first block's place in the row, or -1. */
static ptrdiff_t add_lines(struct resolver *resolver, enum role role, const char *text, struct span span)
{
    ptrdiff_t first = *text ? (ptrdiff_t)resolver->into->n : -1;
    for (bool rest = false; *text; rest = true) {
        size_t n = strcspn(text, "\n");
        struct content_block *block = add_block(resolver, rest && role == ROLE_ADOPTION ? ROLE_ADOPTION_REST : role);
        const char *line = add_line_label(resolver, block, arena_copy(resolver->arena, text, n));
        if (is_starred(role))
            runs_add_starred(resolver, line, block->style->text, span, &block->runs);
        else
            add_bracketed(resolver, line, block->style->text, span, &block->runs);
        text += n + (text[n] == '\n');
    }
    return first;
}

static void add_purpose(struct resolver *resolver, enum role role, const char *purpose, enum field_id behind)
{
    add_lines(resolver, role, worded(resolver, purpose, behind), field_span(resolver, purpose));
}

/* The title of the agenda item as typed, unless the template words it. */
static void add_agenda_title(struct resolver *resolver)
{
    const struct field *title = &resolver->doc->fields.at[FIELD_AGENDA_TITLE];
    bool worded_here = wording_has(resolver->template_->wording, "agenda-title");
    const char *line = worded_here ? worded(resolver, "agenda-title", FIELD_AGENDA_TITLE) : title->text;
    if (line)
        add_lines(resolver, ROLE_AGENDA_TITLE, line, title->span);
}

static void add_title(struct resolver *resolver)
{
    const struct field *title = &resolver->doc->fields.at[FIELD_TITLE];
    if (!title->text || !*title->text)
        return;
    struct content_block *block = add_block(resolver, ROLE_TITLE);
    const char *number = wording_line(resolver->template_->wording, resolver->doc, resolver->arena, "title-number");
    runs_add_text(resolver, number, block->style->text, (struct span){0, 0}, &block->label);
    runs_add_text(resolver, title->text, block->style->text, title->span, &block->runs);
    set_outline(resolver, block);
}

static void add_header(struct resolver *resolver)
{
    add_purpose(resolver, ROLE_SESSION, "session", FIELD_SESSION);
    if (wording_has(resolver->template_->wording, "session-body"))
        add_purpose(resolver, ROLE_SESSION_BODY, "session-body", FIELD_COMMITTEE);
    add_purpose(resolver, ROLE_AGENDA, "session-dates", FIELD_SESSION_DATES_LINE);
    add_purpose(resolver, ROLE_AGENDA, "agenda", FIELD_AGENDA);
    add_agenda_title(resolver);
    const char *adoption = worded(resolver, "adoption", FIELD_ADOPTED);
    ptrdiff_t first = add_lines(resolver, ROLE_ADOPTION, adoption, field_span(resolver, "adoption"));
    add_purpose(resolver, ROLE_PROVENANCE, "provenance", FIELD_REPORT);
    add_purpose(resolver, ROLE_SPONSORS, "sponsors", FIELD_SPONSORS);
    add_purpose(resolver, ROLE_SIGNATORIES, "signatories", FIELD_SIGNATORIES);
    add_title(resolver);
    /* Security Council resolutions have no title: their number line heads the bookmarks. */
    if (first >= 0 && !resolver->doc->fields.at[FIELD_TITLE].text) {
        struct content_block *block = &resolver->into->at[first];
        struct buf text;
        buf_init(&text, resolver->arena);
        runs_text(&block->runs, &text);
        block->outline = text.at;
        block->outline_level = resolver->template_->block[ROLE_TITLE].outline;
    }
}

/* --- body ------------------------------------------------------------------------------------- */

static enum role heading_role(const struct resolver *resolver, const struct node *node)
{
    if (resolver->annex)
        return ROLE_ANNEX_TITLE;
    return node->item.level <= 1 ? ROLE_HEADING_1 : node->item.level == 2 ? ROLE_HEADING_2 : ROLE_HEADING_3;
}

static enum role paragraph_role(const struct node *node)
{
    switch (node->parent ? node->parent->kind : NODE_DOCUMENT) {
    case NODE_OPERATIVE:
    case NODE_ITEM: return ROLE_CONTINUED;
    case NODE_QUOTE: return ROLE_QUOTE;
    case NODE_NOTE: return ROLE_NOTE;
    default: return ROLE_PARAGRAPH;
    }
}

static enum role item_role(const struct node *node)
{
    int level = node->item.level;
    return level <= 1 ? ROLE_ITEM_1 : level == 2 ? ROLE_ITEM_2 : level == 3 ? ROLE_ITEM_3 : ROLE_ITEM_4;
}

/* The role of a block that holds text; ROLE_COUNT for those that hold none. */
static enum role role_of(const struct resolver *resolver, const struct node *node)
{
    switch (node->kind) {
    case NODE_OPENING: return ROLE_OPENING;
    case NODE_PREAMBULAR: return ROLE_PREAMBULAR;
    case NODE_OPERATIVE: return ROLE_OPERATIVE;
    case NODE_ITEM: return item_role(node);
    case NODE_PARAGRAPH: return paragraph_role(node);
    case NODE_HEADING: return heading_role(resolver, node);
    case NODE_ANNEX: return ROLE_ANNEX;
    case NODE_SEPARATOR: return ROLE_SEPARATOR;
    case NODE_CLOSING: return ROLE_CLOSING;
    case NODE_TABLE: return ROLE_TABLE;
    default: return ROLE_COUNT;
    }
}

static size_t quotes_around(const struct node *node)
{
    size_t n = 0;
    for (const struct node *up = node->parent; up; up = up->parent)
        n += up->kind == NODE_QUOTE;
    return n;
}

/* Moves a block to where it belongs: continuations under their item, everything in a quotation in by
 * the quotation's indents, a paragraph without a number to where its number would be. */
static void place(struct resolver *resolver, struct content_block *block, const struct node *node)
{
    const struct block_style *quote = &resolver->template_->block[ROLE_QUOTE];
    size_t quotes = quotes_around(node);
    if (block->role == ROLE_QUOTE && quotes > 0)
        quotes--;
    if (quotes > 2)
        quotes = 2; /* deeper ones would leave no measure */
    if (quotes > 0) {
        struct block_style *style = own_style(resolver, block);
        style->start += (hx_unit)quotes * quote->start;
        style->end += (hx_unit)quotes * quote->end;
        style->label += (hx_unit)quotes * quote->start;
    }
    if (block->role == ROLE_CONTINUED && node->parent->kind == NODE_ITEM) {
        struct block_style *style = own_style(resolver, block);
        style->start += resolver->template_->block[item_role(node->parent)].start;
    }
    if (block->role == ROLE_CLOSING && node->prev && node->prev->kind == NODE_CLOSING)
        own_style(resolver, block)->before = 0; /* lines of one group */
    if (node->kind == NODE_HEADING && node->prev && node->prev->kind == NODE_HEADING && !resolver->annex)
        own_style(resolver, block)->before = 0; /* "II" and its title, a title and its first subheading */
    bool numbered = node->kind == NODE_OPERATIVE || node->kind == NODE_ITEM;
    if (numbered && block->label.n == 0) {
        struct block_style *style = own_style(resolver, block);
        style->first = style->label - style->start;
    }
}

/* Bytes of a comma of any script at the end of a text that has more than it, or 0. */
static uint32_t final_comma(const char *text, size_t n)
{
    static const char *const commas[] = {",", "،", "，"};
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        size_t width = strlen(commas[i]);
        if (n > width && memcmp(text + n - width, commas[i], width) == 0)
            return (uint32_t)width;
    }
    return 0;
}

/* The organ's name is emphasised and its comma is not; an opening without marks gets that here. */
static void emphasise_opening(struct resolver *resolver, struct content_block *block, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next)
        if (child->kind == NODE_EMPHASIS)
            return;
    struct style lead = style_marked(block->style->text, &resolver->template_->mark[MARK_LEAD]);
    for (size_t i = 0; i < block->runs.n; i++)
        if (block->runs.at[i].kind == RUN_TEXT)
            block->runs.at[i].style = lead;
    struct run comma = block->runs.n > 0 ? block->runs.at[block->runs.n - 1] : (struct run){0};
    uint32_t width = comma.kind == RUN_TEXT ? final_comma(comma.text, comma.n) : 0;
    if (width == 0)
        return;
    block->runs.at[block->runs.n - 1].n -= width;
    comma.text += comma.n - width;
    comma.n = width;
    comma.style = *block->style->text;
    *list_add(resolver->arena, &block->runs) = comma;
}

/* The label as read, or in the template's form where it is the language's own. */
static const char *printed_label(struct resolver *resolver, const struct node *node)
{
    int level = node->kind == NODE_OPERATIVE ? 0 : node->item.level;
    const char *form = level >= 0 && level < LABEL_LEVELS ? resolver->template_->numbering[level] : NULL;
    if (!form || node->item.number <= 0)
        return node->item.label;
    struct buf own, out;
    buf_init(&own, resolver->arena);
    buf_init(&out, resolver->arena);
    numeral_label(resolver->doc->language, level, node->item.number, &own);
    if (own.n == 0 || strcmp(own.at, node->item.label) != 0)
        return node->item.label;
    label_put(form, node->item.number, &out);
    return out.at;
}

static void add_node(struct resolver *resolver, const struct node *node, enum role role)
{
    struct content_block *block = add_block(resolver, role);
    const struct style *style = block->style->text;
    block->node = node->id;
    if (node->kind == NODE_ANNEX)
        block->page_before = resolver->content->blocks.n > 1;
    bool numbered = node->kind == NODE_OPERATIVE || node->kind == NODE_ITEM;
    if (numbered && node->item.label)
        runs_add_text(resolver, printed_label(resolver, node), style, node->span, &block->label);
    for (size_t i = 0; i < block->label.n; i++)
        block->label.at[i].lang = resolver->content->lang;
    if (node->kind == NODE_TABLE)
        block->table = grid_of_table(resolver, node);
    else
        runs_of_node(resolver, node, style, &block->runs);
    if (node->kind == NODE_OPENING)
        emphasise_opening(resolver, block, node);
    place(resolver, block, node);
    set_outline(resolver, block);
    if (block->runs.n == 0 && block->label.n == 0 && !block->table)
        resolver->into->n--; /* nothing to set */
}

/* Everything below a node, each block once, in reading order. */
static void add_tree(struct resolver *resolver, struct node *root)
{
    for (struct walk walk = walk_start(root); walk_next(&walk);) {
        struct node *node = walk.node;
        if (!walk.entering || node_is_inline(node))
            continue;
        if (node->kind == NODE_PAGE_BREAK)
            resolver->page_before = resolver->content->blocks.n > 0;
        enum role role = role_of(resolver, node);
        if (role == ROLE_COUNT)
            continue;
        add_node(resolver, node, role);
        resolver->annex = node->kind == NODE_ANNEX;
    }
}

static void add_closing_lines(struct resolver *resolver, const struct node *own_lines)
{
    const struct field *vote = &resolver->doc->fields.at[FIELD_VOTE];
    size_t first = resolver->into->n;
    const char *closing = wording_line(resolver->template_->wording, resolver->doc, resolver->arena, "closing");
    add_lines(resolver, ROLE_CLOSING, closing, (struct span){0, 0});
    for (size_t i = first + 1; i < resolver->into->n; i++)
        own_style(resolver, &resolver->into->at[i])->before = 0;
    bool generated = resolver->into->n > first;
    bool worded_here = wording_has(resolver->template_->wording, "vote");
    const char *line = worded_here ? worded(resolver, "vote", FIELD_VOTE) : vote->text;
    if (line)
        add_lines(resolver, ROLE_VOTE, line, vote->span);
    for (; own_lines && own_lines->kind == NODE_CLOSING; own_lines = own_lines->next)
        add_node(resolver, own_lines, generated ? ROLE_VOTE : ROLE_CLOSING);
}

static void add_end_rule(struct resolver *resolver)
{
    const struct block_style *style = &resolver->template_->block[ROLE_END_RULE];
    if (style->rule_width == 0)
        return;
    struct content_block *block = add_block(resolver, ROLE_END_RULE);
    block->rule = true;
    block->rule_width = style->rule_width;
    block->rule_thickness = style->rule_thickness;
}

/* Closing lines end the resolution proper, before its annexes; lines of the document's own that stand
 * there (a vote record) follow them. */
static void add_body(struct resolver *resolver)
{
    struct node *root = resolver->doc->root;
    struct node *end = root->first;
    while (end && end->kind != NODE_ANNEX)
        end = end->next;
    struct node *own_lines = end;
    struct node *last = end ? end->prev : root->last;
    for (; last && last->kind == NODE_CLOSING; last = last->prev)
        own_lines = last;
    for (struct node *child = root->first; child && child != own_lines; child = child->next)
        add_tree(resolver, child);
    add_closing_lines(resolver, own_lines != end ? own_lines : NULL);
    for (struct node *child = end; child; child = child->next)
        add_tree(resolver, child);
    add_end_rule(resolver);
}

static void add_notes(struct resolver *resolver)
{
    const struct block_style *style = &resolver->template_->block[ROLE_NOTE];
    struct style label = style_marked(style->text, &resolver->template_->mark[MARK_NOTE_LABEL]);
    for (size_t i = 0; i < resolver->doc->notes.n; i++) {
        struct note *note = resolver->doc->notes.at[i];
        struct block_list blocks = {0};
        resolver->into = &blocks;
        if (note->body)
            add_tree(resolver, note->body);
        if (blocks.n == 0)
            add_block(resolver, ROLE_NOTE);
        struct content_block *first = &blocks.at[0];
        first->label.n = 0;
        runs_add_text(resolver, runs_figure(resolver, note), &label, note->span, &first->label);
        first->label.at[0].lang = resolver->content->lang;
        *list_add(resolver->arena, &resolver->content->notes) = (struct content_note){note, blocks};
    }
    resolver->into = &resolver->content->blocks;
}

/* --- whole ------------------------------------------------------------------------------------ */

static void describe(struct resolver *resolver)
{
    struct content *content = resolver->content;
    const struct wording *wording = resolver->template_->wording;
    const char *symbol = resolver->doc->fields.at[FIELD_SYMBOL].text;
    const char *title = resolver->doc->fields.at[FIELD_TITLE].text;
    content->symbol = symbol ? symbol : "";
    content->author = wording_line(wording, resolver->doc, resolver->arena, "publisher");
    if (!title)
        title = wording_line(wording, resolver->doc, resolver->arena, "adoption");
    if (!*title)
        title = wording_line(wording, resolver->doc, resolver->arena, "organ");
    char *line = arena_printf(resolver->arena, "%s%s%s", content->symbol, *content->symbol && *title ? ": " : "", title);
    for (char *c = line; *c; c++)
        if (*c == '\n')
            *c = ' ';
    content->title = *line ? line : content->author;
}

struct content *resolve(struct arena *arena, const struct doc *doc, const struct template_ *template_, struct report *report)
{
    struct content *content = arena_new_of(arena, struct content);
    *content = (struct content){.arena = arena, .doc = doc, .template_ = template_, .lang = doc->language};
    if (content->lang >= LANG_COUNT)
        content->lang = template_->lang;
    struct resolver resolver = {
        .arena = arena,
        .doc = doc,
        .template_ = template_,
        .report = report,
        .content = content,
        .into = &content->blocks,
    };
    runs_index_notes(&resolver);
    add_header(&resolver);
    add_body(&resolver);
    add_notes(&resolver);
    furniture_add(&resolver);
    describe(&resolver);
    typography_report(&resolver);
    return content;
}
