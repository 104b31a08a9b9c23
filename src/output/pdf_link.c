/* A link is one annotation for each line that it touches: the box around its consecutive runs. What
 * a run leads to is a web address, the note that it calls, or from a note's figure the place of its call. */
#include "output/pdf_link.h"

#include <string.h>

#include "template/join.h"
#include "template/wording.h"

/* A stretch of runs on one line that lead to the same place. */
struct piece {
    int32_t link, call; /* as in struct glyph_run */
    int32_t back; /* the note whose figure it is, or NO_INDEX */
    uint32_t element; /* Link, or TAG_ROOT */
    hx_unit line; /* [unit] baseline of its first run */
    hx_unit left, right, top, bottom;
    const struct glyph_run *run; /* the first */
};

static hx_unit smaller(hx_unit a, hx_unit b)
{
    return a < b ? a : b;
}

static hx_unit larger(hx_unit a, hx_unit b)
{
    return a > b ? a : b;
}

static struct piece piece_of(const struct glyph_run *run, uint32_t element, int32_t back)
{
    const struct face *face = run->face;
    return (struct piece){
        .link = run->link,
        .call = run->call,
        .back = back,
        .element = element,
        .line = run->y,
        .left = run->x_min,
        .right = run->x_min + run->width,
        .top = run->y - unit_scale(face->ascent, run->size, face->units_per_em),
        .bottom = run->y - unit_scale(face->descent, run->size, face->units_per_em),
        .run = run,
    };
}

static bool continues(const struct piece *piece, const struct piece *next)
{
    hx_unit step = larger(piece->line, next->line) - smaller(piece->line, next->line);
    return piece->run && piece->link == next->link && piece->call == next->call && piece->back == next->back &&
           piece->element == next->element && step < piece->run->size / 2;
}

static void join(struct piece *piece, const struct piece *next)
{
    piece->left = smaller(piece->left, next->left);
    piece->right = larger(piece->right, next->right);
    piece->top = smaller(piece->top, next->top);
    piece->bottom = larger(piece->bottom, next->bottom);
}

/* Addresses are ASCII by their own rules; whatever else is in one goes percent-encoded. */
static void print_address(struct buf *out, const char *address)
{
    buf_char(out, '(');
    for (const unsigned char *c = (const unsigned char *)address; *c; c++) {
        if (*c <= 0x20 || *c >= 0x7F) {
            buf_char(out, '%');
            buf_hex(out, *c, 2);
            continue;
        }
        char bytes[2];
        buf_bytes(out, bytes, pdf_escape(bytes, *c));
    }
    buf_char(out, ')');
}

static void print_place(struct buf *out, const struct pdf_object *in, hx_unit up)
{
    buf_char(out, '[');
    buf_int(out, pdf_number(in));
    buf_text(out, " 0 R/XYZ null ");
    buf_unit(out, up);
    buf_text(out, " null]");
}

/* PDF/UA-2 wants to know the element, too. */
static void print_way(struct buf *out, const struct pdf_links *links, uint32_t page, hx_unit top, uint32_t element)
{
    hx_unit up = links->layout->pages.at[page].height - top;
    buf_text(out, "/A<</S/GoTo/D");
    print_place(out, links->pages[page], up);
    if (links->tags && links->tree->standard == STANDARD_UA2_A4F) {
        buf_text(out, "/SD");
        print_place(out, links->tags->objects[element], up);
    }
    buf_text(out, ">>");
}

/* Whether a text has more than blanks in it: an annotation must say something. */
static bool says(const char *text)
{
    return text && text[strspn(text, " \t")];
}

/* "Note 3", in the document's language. */
static void print_note(struct buf *out, struct pdf_links *links, int32_t index, const char *kind)
{
    const struct content *content = content_of_note(links->layout->content, (size_t)index);
    const struct note *note = links->layout->content->notes.at[index].note;
    const char *figure = note && note->name ? note->name : "*";
    if (note && note->number > 0)
        figure = arena_printf(links->arena, "%d", note->number);
    const char *words = figure;
    if (content->template_ && content->doc)
        words = wording_pointer(content->template_->wording, content->doc, links->arena, kind, figure);
    pdf_text(out, says(words) ? words : figure);
}

/* To a note, or back to where it is called. */
static void print_note_way(struct buf *out, const struct pdf_links *links, int32_t note, bool back)
{
    const struct note_place *place = &links->layout->notes[note];
    const struct tag_note *tagged = links->tree ? &links->tree->notes[note] : NULL;
    if (back)
        print_way(out, links, place->call_page, place->call_top, tagged && tagged->calls.n ? tagged->calls.at[0] : TAG_ROOT);
    else
        print_way(out, links, place->page, place->top, tagged ? tagged->element : TAG_ROOT);
}

static void print_action(struct buf *out, struct pdf_links *links, const struct piece *piece)
{
    int32_t note = piece->back >= 0 ? piece->back : piece->call;
    if (note >= 0) {
        print_note_way(out, links, note, piece->back >= 0);
        buf_text(out, "/Contents");
        print_note(out, links, note, piece->back >= 0 ? "call" : "note");
    } else {
        const struct content_link *link = &links->layout->content->links.at[piece->link];
        buf_text(out, "/A<</S/URI/URI");
        print_address(out, link->address);
        buf_text(out, ">>/Contents");
        pdf_text(out, says(link->description) ? link->description : link->address);
    }
}

static struct pdf_object *write_annotation(struct pdf_links *links, size_t page, const struct piece *piece)
{
    struct buf body;
    buf_init(&body, links->arena);
    buf_text(&body, "/Type/Annot/Subtype/Link");
    if (piece->element != TAG_ROOT) {
        buf_text(&body, "/StructParent ");
        buf_int(&body, (int64_t)(links->layout->pages.n + links->owners.n));
    }
    buf_text(&body, "/Rect[");
    hx_unit height = links->layout->pages.at[page].height;
    hx_unit rect[4] = {piece->left, height - piece->bottom, piece->right, height - piece->top};
    for (int i = 0; i < 4; i++) {
        buf_text(&body, i ? " " : "");
        buf_unit(&body, rect[i]);
    }
    buf_text(&body, "]/Border[0 0 0]/F 4");
    print_action(&body, links, piece);
    struct pdf_object *object = pdf_object_new(links->file);
    pdf_set_body(object, &body);
    return object;
}

static void write_piece(struct pdf_links *links, size_t page, const struct piece *piece, bool *any, struct buf *out)
{
    if (!piece->run)
        return;
    struct pdf_object *object = write_annotation(links, page, piece);
    if (piece->element != TAG_ROOT) {
        *list_add(links->arena, &links->owners) = piece->element;
        tag_add_object(links->tree, piece->element, page, pdf_number(object));
    }
    buf_text(out, *any ? " " : "/Annots[");
    buf_int(out, pdf_number(object));
    buf_text(out, " 0 R");
    *any = true;
}

/* An empty piece when the item leads nowhere. */
static struct piece next_piece(const struct pdf_links *links, size_t page, size_t i)
{
    const struct item *item = &links->layout->pages.at[page].items.at[i];
    if (item->kind != ITEM_GLYPHS || item->artifact)
        return (struct piece){.run = NULL};
    bool leads = tag_leads(links->layout, &item->run);
    uint32_t element = links->tree ? tag_link_of(links->tree, page, i) : TAG_ROOT;
    int32_t back = !leads && element != TAG_ROOT ? tag_note_of(links->tree, element) : NO_INDEX;
    return leads || back >= 0 ? piece_of(&item->run, element, back) : (struct piece){.run = NULL};
}

void pdf_links_write(struct pdf_links *links, size_t page, struct buf *out)
{
    struct piece piece = {.run = NULL};
    bool any = false;
    for (size_t i = 0; i < links->layout->pages.at[page].items.n; i++) {
        struct piece next = next_piece(links, page, i);
        if (next.run && continues(&piece, &next)) {
            join(&piece, &next);
            continue;
        }
        write_piece(links, page, &piece, &any, out);
        piece = next;
    }
    write_piece(links, page, &piece, &any, out);
    if (any)
        buf_char(out, ']');
}

/* --- outline ------------------------------------------------------------------------------------ */

enum { ROOT = 0 }; /* entries count from 1 below */

struct branch {
    struct pdf_object *object;
    size_t parent, previous, next, first, last;
    size_t count; /* entries below, at every depth */
    unsigned level;
};

/* An entry hangs under the nearest one before it of a lower level. */
static void grow(struct branch *branches, const struct layout *layout)
{
    size_t above = ROOT;
    for (size_t i = 1; i <= layout->outline.n; i++) {
        struct branch *branch = &branches[i];
        branch->level = layout->outline.at[i - 1].level ? layout->outline.at[i - 1].level : 1;
        while (above != ROOT && branches[above].level >= branch->level)
            above = branches[above].parent;
        struct branch *parent = &branches[above];
        branch->parent = above;
        branch->previous = parent->last;
        if (parent->last)
            branches[parent->last].next = i;
        else
            parent->first = i;
        parent->last = i;
        above = i;
    }
    for (size_t i = layout->outline.n; i > 0; i--)
        branches[branches[i].parent].count += branches[i].count + 1;
}

static void set_branch(struct pdf_object *object, const char *key, const struct branch *branches, size_t target)
{
    if (target)
        pdf_set_ref(object, key, branches[target].object);
}

static void write_entry(const struct pdf_links *links, const struct branch *branches, size_t i)
{
    const struct outline_entry *entry = &links->layout->outline.at[i - 1];
    const struct branch *branch = &branches[i];
    struct buf body;
    buf_init(&body, links->arena);
    buf_text(&body, "/Title");
    pdf_text(&body, entry->text);
    if (entry->page < links->layout->pages.n)
        print_way(&body, links, entry->page, entry->top, links->tree ? links->tree->outline[i - 1] : TAG_ROOT);
    pdf_set_ref(branch->object, "Parent", branches[branch->parent].object);
    set_branch(branch->object, "Prev", branches, branch->previous);
    set_branch(branch->object, "Next", branches, branch->next);
    pdf_set_body(branch->object, &body);
}

struct pdf_object *pdf_outline_write(const struct pdf_links *links)
{
    size_t n = links->layout->outline.n;
    if (!n)
        return NULL;
    struct branch *branches = arena_new_array(links->arena, struct branch, n + 1);
    for (size_t i = 0; i <= n; i++)
        branches[i].object = pdf_object_new(links->file);
    grow(branches, links->layout);
    pdf_set_name(branches[ROOT].object, "Type", "Outlines");
    for (size_t i = 0; i <= n; i++) {
        set_branch(branches[i].object, "First", branches, branches[i].first);
        set_branch(branches[i].object, "Last", branches, branches[i].last);
        if (branches[i].count)
            pdf_set_int(branches[i].object, "Count", (int32_t)branches[i].count);
        if (i != ROOT)
            write_entry(links, branches, i);
    }
    return branches[ROOT].object;
}
