#include "template/runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf.h"
#include "language/cite.h"
#include "language/lang.h"
#include "template/typography.h"
#include "template/wording.h"

struct note_place_of {
    const struct note *note;
    int32_t index;
};

static int by_address(const void *a, const void *b)
{
    uintptr_t one = (uintptr_t)((const struct note_place_of *)a)->note;
    uintptr_t other = (uintptr_t)((const struct note_place_of *)b)->note;
    return one < other ? -1 : one > other;
}

void runs_index_notes(struct resolver *resolver)
{
    size_t n = resolver->doc->notes.n;
    struct note_place_of *order = arena_new_array(resolver->arena, struct note_place_of, n + 1);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct note_place_of){resolver->doc->notes.at[i], (int32_t)i};
    qsort(order, n, sizeof *order, by_address);
    resolver->note_order = order;
}

static int32_t note_index(const struct resolver *resolver, const struct note *note)
{
    struct note_place_of key = {.note = note};
    const struct note_place_of *found =
        bsearch(&key, resolver->note_order, resolver->doc->notes.n, sizeof key, by_address);
    return found ? found->index : NO_INDEX;
}

struct style style_marked(const struct style *base, const struct mark_style *mark)
{
    struct style style = *base;
    if (mark->bold >= 0)
        style.bold = mark->bold > 0;
    if (mark->italic >= 0)
        style.italic = mark->italic > 0;
    if (mark->font >= 0)
        style.font = (uint8_t)mark->font;
    if (mark->hyphenate >= 0)
        style.hyphenate = mark->hyphenate > 0;
    style.rise += (hx_unit)unit_muldiv(base->size, mark->rise, 1000);
    style.size = (hx_unit)unit_muldiv(base->size, mark->size, 1000);
    if (mark->colour >= 0)
        style.colour = (uint32_t)mark->colour;
    return style;
}

/* Generated lines of Arabic, Chinese and Russian editions can be English (house style: the distribution
 * block is), and symbols always are Latin: a text without a letter of the document's script says so. */
static enum lang text_lang(enum lang lang, const char *text)
{
    bool latin = false;
    size_t n = strlen(text);
    for (size_t taken; n > 0; text += taken, n -= taken) {
        uint32_t c = utf8_decode(text, n, &taken);
        latin = latin || (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
        if (c >= 0x370 && !(c >= 0x2000 && c < 0x2E80))
            return lang;
    }
    return latin && (lang == LANG_AR || lang == LANG_ZH || lang == LANG_RU) ? LANG_EN : lang;
}

void runs_add_text(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out)
{
    if (!*text)
        return;
    *list_add(resolver->arena, out) = (struct run){
        .kind = RUN_TEXT,
        .text = text,
        .n = (uint32_t)strlen(text),
        .style = *style,
        .span = span,
        .link = NO_INDEX,
        .note = NO_INDEX,
        .lang = text_lang(resolver->content->lang, text),
    };
    typography_set(resolver, NULL, out, out->n - 1);
}

static int32_t add_link(struct resolver *resolver, const char *address)
{
    struct content *content = resolver->content;
    *list_add(resolver->arena, &content->links) = (struct content_link){
        address, wording_link(resolver->template_->wording, resolver->doc, resolver->arena, address)};
    return (int32_t)content->links.n - 1;
}

void runs_add_linked(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out)
{
    struct citations found = {0};
    struct style look = style_marked(style, &resolver->template_->mark[MARK_LINK]);
    size_t at = 0, n = strlen(text);
    cite_find(resolver->arena, resolver->doc->language, resolver->doc->organ, text, n, &found);
    for (size_t i = 0; i < found.list.n; i++) {
        const struct citation *citation = &found.list.at[i];
        struct buf address;
        buf_init(&address, resolver->arena);
        cite_address(resolver->doc->language, found.names.at + citation->canonical, &address);
        runs_add_text(resolver, arena_copy(resolver->arena, text + at, citation->start - at), style, span, out);
        size_t first = out->n;
        runs_add_text(resolver, arena_copy(resolver->arena, text + citation->start, citation->end - citation->start), &look, span, out);
        int32_t link = add_link(resolver, address.at);
        for (; first < out->n; first++)
            out->at[first].link = link;
        at = citation->end;
    }
    runs_add_text(resolver, arena_copy(resolver->arena, text + at, n - at), style, span, out);
}

const char *runs_figure(struct resolver *resolver, const struct note *note)
{
    if (note->number == 0)
        return note->name ? note->name : "*";
    bool parentheses = lang_row(resolver->content->lang)->parenthesised_calls;
    return arena_printf(resolver->arena, parentheses ? "(%d)" : "%d", note->number);
}

/* How text looks inside the inlines that are open. */
struct look {
    struct style style;
    enum lang lang;
    int32_t link;
};

static enum mark emphasis_mark(const struct resolver *resolver, enum emphasis kind)
{
    if (kind == EMPHASIS_LEAD)
        return resolver->into == &resolver->content->blocks ? MARK_LEAD : MARK_NOTE_LEAD;
    return kind == EMPHASIS_STRONG ? MARK_STRONG : MARK_STRONG_LEAD;
}

static struct look look_inside(struct resolver *resolver, struct look look, const struct node *node)
{
    const struct mark_style *mark = resolver->template_->mark;
    switch (node->kind) {
    case NODE_EMPHASIS:
        look.style = style_marked(&look.style, &mark[emphasis_mark(resolver, node->emphasis.kind)]);
        break;
    case NODE_SUPERIOR:
        look.style = style_marked(&look.style, &mark[MARK_SUPERIOR]);
        break;
    case NODE_LINK:
        look.style = style_marked(&look.style, &mark[MARK_LINK]);
        look.link = add_link(resolver, node->link.address);
        break;
    case NODE_LANGUAGE:
        look.lang = node->language;
        break;
    default:
        break;
    }
    return look;
}

static void add_call(struct resolver *resolver, struct run run, const struct note *note, struct run_list *out)
{
    run.style = style_marked(&run.style, &resolver->template_->mark[MARK_CALL]);
    if (out->n > 0 && out->at[out->n - 1].kind == RUN_CALL) {
        struct run comma = run;
        comma.kind = RUN_TEXT;
        comma.text = resolver->content->lang == LANG_AR ? "،" : ",";
        comma.n = (uint32_t)strlen(comma.text);
        *list_add(resolver->arena, out) = comma;
    }
    run.kind = RUN_CALL;
    run.text = runs_figure(resolver, note);
    run.n = (uint32_t)strlen(run.text);
    run.note = note_index(resolver, note);
    if (run.note != NO_INDEX)
        *list_add(resolver->arena, out) = run;
}

static const struct note *star_note(const struct doc *doc, const char *name, size_t n)
{
    for (size_t i = 0; i < doc->notes.n; i++)
        if (doc->notes.at[i]->number == 0 && strlen(doc->notes.at[i]->name) == n && memcmp(doc->notes.at[i]->name, name, n) == 0)
            return doc->notes.at[i];
    return NULL;
}

void runs_add_starred(struct resolver *resolver, const char *text, const struct style *style, struct span span, struct run_list *out)
{
    size_t from = 0, n = strlen(text);
    for (size_t at = strcspn(text, "*"); at < n; at += strcspn(text + at, "*")) {
        size_t stars = strspn(text + at, "*");
        const struct note *note = star_note(resolver->doc, text + at, stars);
        if (note) {
            runs_add_text(resolver, arena_copy(resolver->arena, text + from, at - from), style, span, out);
            add_call(resolver, (struct run){.style = *style, .span = span, .link = NO_INDEX, .lang = resolver->content->lang}, note, out);
            from = at + stars;
        }
        at += stars;
    }
    runs_add_text(resolver, arena_copy(resolver->arena, text + from, n - from), style, span, out);
}

static void add_leaf(struct resolver *resolver, const struct node *node, const struct look *look, struct run_list *out)
{
    struct run run = {
        .kind = RUN_TEXT,
        .style = look->style,
        .node = node->id,
        .span = node->span,
        .link = look->link,
        .note = NO_INDEX,
        .lang = look->lang,
    };
    if (node->kind == NODE_CALL) {
        if (node->call)
            add_call(resolver, run, node->call, out);
        return;
    }
    if (node->kind == NODE_LINE_BREAK) {
        run.kind = RUN_LINE_BREAK;
        run.text = "\n";
        run.n = 1;
    } else {
        run.text = node->text.at;
        run.n = node->text.n;
    }
    if (run.n > 0)
        *list_add(resolver->arena, out) = run;
}

void runs_of_node(struct resolver *resolver, const struct node *node, const struct style *base, struct run_list *out)
{
    struct look plain = {*base, resolver->content->lang, NO_INDEX};
    LIST(struct look) open = {0};
    size_t from = out->n;
    for (struct node *child = node->first; child && node_is_inline(child); child = child->next) {
        for (struct walk walk = walk_start(child); walk_next(&walk);) {
            const struct look *look = open.n > 0 ? &open.at[open.n - 1] : &plain;
            enum node_kind kind = walk.node->kind;
            if (kind == NODE_TEXT || kind == NODE_CALL || kind == NODE_LINE_BREAK) {
                if (walk.entering)
                    add_leaf(resolver, walk.node, look, out);
            } else if (walk.entering) {
                struct look inside = look_inside(resolver, *look, walk.node);
                *list_add(resolver->arena, &open) = inside;
            } else if (open.n > 0) {
                open.n--;
            }
        }
    }
    typography_set(resolver, node, out, from);
}

void runs_text(const struct run_list *runs, struct buf *out)
{
    for (size_t i = 0; i < runs->n; i++) {
        if (runs->at[i].kind == RUN_TEXT)
            buf_bytes(out, runs->at[i].text, runs->at[i].n);
        else if (runs->at[i].kind == RUN_LINE_BREAK)
            buf_char(out, ' ');
    }
}
