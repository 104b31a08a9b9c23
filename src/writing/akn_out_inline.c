#include <stdlib.h>
#include <string.h>

#include "writing/akn_out_part.h"
#include "writing/text_inline.h"

/* ---- emphasis and links ---- */

/* How lead words are set: bold in Chinese, bold italic in Arabic, else italic. */
static const char *lead_class(enum lang lang)
{
    return lang == LANG_ZH ? "bold" : lang == LANG_AR ? "bold italic" : "italic";
}

static void write_emphasis(struct akn_out *akn, const struct node *node)
{
    const char *class = lead_class(akn->doc->language);
    if (node->emphasis.kind == EMPHASIS_STRONG)
        class = "bold";
    else if (node->emphasis.kind == EMPHASIS_STRONG_LEAD)
        class = "bold italic";
    bool marked = node->emphasis.kind == EMPHASIS_LEAD && *class == 'b';
    buf_printf(akn->out, "<span class=\"%s\"%s%s>", class, marked ? " refersTo=\"#lead\"" : "",
        node->emphasis.found ? " status=\"editorial\"" : "");
    akn_out_inlines(akn, node);
    buf_text(akn->out, "</span>");
}

static void write_link(struct akn_out *akn, const struct node *node)
{
    buf_text(akn->out, "<a href=\"");
    akn_out_string(akn, node->link.address ? node->link.address : "");
    buf_text(akn->out, node->link.found ? "\" status=\"editorial\">" : "\">");
    akn_out_inlines(akn, node);
    buf_text(akn->out, "</a>");
}

/* ---- notes ---- */

static int by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct akn_note *)a)->note, y = (uintptr_t)((const struct akn_note *)b)->note;
    return (x > y) - (x < y);
}

void akn_out_list_notes(struct akn_out *akn)
{
    akn->note_count = akn->doc->notes.n;
    akn->notes = arena_new_array(akn->out->arena, struct akn_note, akn->note_count);
    for (size_t i = 0; i < akn->note_count; i++)
        akn->notes[i] = (struct akn_note){.note = akn->doc->notes.at[i], .id = i + 1};
    if (akn->note_count)
        qsort(akn->notes, akn->note_count, sizeof *akn->notes, by_address);
}

static struct akn_note *find_note(const struct akn_out *akn, const struct note *note)
{
    struct akn_note key = {.note = note};
    return akn->note_count ? bsearch(&key, akn->notes, akn->note_count, sizeof key, by_address) : NULL;
}

/* The figure or star that is printed, and the name when it is another. */
static void write_marker(struct akn_out *akn, const struct note *note)
{
    struct buf name, figure;
    buf_init(&name, akn->out->arena);
    buf_init(&figure, akn->out->arena);
    text_note_name(akn->doc, note, &name);
    if (note->number)
        buf_int(&figure, note->number);
    else
        buf_text(&figure, note->name);
    buf_text(akn->out, " marker=\"");
    akn_out_text(akn, figure.at, figure.n);
    if (strcmp(name.at, figure.at) != 0) {
        buf_text(akn->out, "\" title=\"");
        akn_out_text(akn, name.at, name.n);
    }
    buf_char(akn->out, '"');
}

static void write_reference(struct akn_out *akn, const struct akn_note *note)
{
    buf_printf(akn->out, "<noteRef href=\"#authorialNote_%zu\"", note->id);
    write_marker(akn, note->note);
    buf_text(akn->out, "/>");
}

static void write_note(struct akn_out *akn, struct akn_note *note, const char *attributes)
{
    note->written = true;
    buf_printf(akn->out, "<authorialNote%s", attributes);
    write_marker(akn, note->note);
    buf_printf(akn->out, " placement=\"bottom\" eId=\"authorialNote_%zu\">", note->id);
    akn->in_note = true;
    for (const struct node *p = note->note->body ? note->note->body->first : NULL; p; p = p->next) {
        buf_text(akn->out, "<p>");
        akn_out_inlines(akn, p);
        buf_text(akn->out, "</p>");
    }
    akn->in_note = false;
    buf_text(akn->out, "</authorialNote>");
}

static void write_text(struct akn_out *akn, struct akn_note *note)
{
    if (!note->written)
        write_note(akn, note, " class=\"text\"");
}

/* Those may call others, which then pend in turn. */
static void write_pending(struct akn_out *akn)
{
    for (size_t i = 0; i < akn->pending.n; i++)
        write_text(akn, akn->pending.at[i]);
    akn->pending.n = 0;
}

bool akn_out_notes_left(const struct akn_out *akn)
{
    for (size_t i = 0; i < akn->note_count; i++)
        if (!akn->notes[i].written)
            return true;
    return false;
}

void akn_out_other_notes(struct akn_out *akn)
{
    for (size_t i = 0; i < akn->note_count; i++) {
        struct akn_note *note = find_note(akn, akn->doc->notes.at[i]);
        if (note)
            write_text(akn, note);
    }
    write_pending(akn);
}

static void write_call(struct akn_out *akn, const struct node *call)
{
    struct akn_note *note = find_note(akn, call->call);
    if (!note)
        return;
    note->calls++;
    bool due = !note->written && (note->note->number || note->calls == note->note->calls);
    if (!due || akn->in_note) {
        write_reference(akn, note);
        if (due)
            *list_add(akn->out->arena, &akn->pending) = note;
        return;
    }
    write_note(akn, note, "");
    write_pending(akn);
}

/* ---- all ---- */

static void write_inline(struct akn_out *akn, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        akn_out_text(akn, node->text.at, node->text.n);
        break;
    case NODE_EMPHASIS:
        write_emphasis(akn, node);
        break;
    case NODE_LINK:
        write_link(akn, node);
        break;
    case NODE_CALL:
        write_call(akn, node);
        break;
    case NODE_SUPERIOR:
        buf_text(akn->out, "<sup>");
        akn_out_inlines(akn, node);
        buf_text(akn->out, "</sup>");
        break;
    case NODE_LINE_BREAK:
        buf_text(akn->out, "<eol/>");
        break;
    case NODE_LANGUAGE:
        buf_printf(akn->out, "<span xml:lang=\"%s\">", lang_row(node->language)->tag);
        akn_out_inlines(akn, node);
        buf_text(akn->out, "</span>");
        break;
    default:
        break;
    }
}

/* Marks nest at most sixteen deep (reading/inline.h). */
void akn_out_inlines(struct akn_out *akn, const struct node *parent)
{
    for (const struct node *node = parent->first; node && node_is_inline(node); node = node->next)
        write_inline(akn, node);
}
