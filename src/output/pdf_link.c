/* A link is one annotation for each line that it touches: the box around its consecutive runs. What
 * a run leads to is a web address, or the note that it calls. */
#include "output/pdf_link.h"

#include <string.h>

enum { LONGEST_ADDRESS = 8000 }; /* [byte] PDF/A allows 32,767 after escaping */

/* A stretch of runs on one line that lead to the same place. */
struct piece {
    int32_t link, call; /* as in struct glyph_run */
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

static struct piece piece_of(const struct glyph_run *run)
{
    const struct face *face = run->face;
    return (struct piece){
        .link = run->link,
        .call = run->call,
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
    return piece->run && piece->link == next->link && piece->call == next->call && step < piece->run->size / 2;
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
        if (*c == '(' || *c == ')' || *c == '\\')
            buf_char(out, '\\');
        buf_char(out, (char)*c);
    }
    buf_char(out, ')');
}

static void print_destination(struct buf *out, const struct layout *layout, struct pdf_object *const *pages, uint32_t page, hx_unit top)
{
    buf_printf(out, "[%u 0 R/XYZ null ", pdf_number(pages[page]));
    buf_unit(out, layout->pages.at[page].height - top);
    buf_text(out, " null]");
}

static void print_action(struct buf *out, const struct layout *layout, struct pdf_object *const *pages, const struct piece *piece)
{
    if (piece->call >= 0) {
        const struct note_place *place = &layout->notes[piece->call];
        buf_text(out, "/A<</S/GoTo/D");
        print_destination(out, layout, pages, place->page, place->top);
        buf_text(out, ">>/Contents");
        pdf_text_code_points(out, piece->run->text, piece->run->text_n);
    } else {
        const struct content_link *link = &layout->content->links.at[piece->link];
        buf_text(out, "/A<</S/URI/URI");
        print_address(out, link->address);
        buf_text(out, ">>/Contents");
        pdf_text(out, link->description && *link->description ? link->description : link->address);
    }
}

static bool leads_somewhere(const struct layout *layout, const struct glyph_run *run)
{
    if (run->call >= 0)
        return layout->notes && (size_t)run->call < layout->content->notes.n &&
               layout->notes[run->call].page < layout->pages.n;
    return run->link >= 0 && (size_t)run->link < layout->content->links.n &&
           strlen(layout->content->links.at[run->link].address) <= LONGEST_ADDRESS;
}

struct links {
    struct arena *arena;
    struct pdf_file *file;
    const struct layout *layout;
    const struct page *page;
    struct pdf_object *const *pages;
    struct buf *out;
    bool any;
};

static void write_piece(struct links *links, const struct piece *piece)
{
    if (!piece->run)
        return;
    struct buf body;
    buf_init(&body, links->arena);
    buf_text(&body, "/Rect[");
    hx_unit height = links->page->height;
    hx_unit rect[4] = {piece->left, height - piece->bottom, piece->right, height - piece->top};
    for (int i = 0; i < 4; i++) {
        buf_text(&body, i ? " " : "");
        buf_unit(&body, rect[i]);
    }
    buf_text(&body, "]/Border[0 0 0]/F 4");
    print_action(&body, links->layout, links->pages, piece);
    struct pdf_object *object = pdf_object_new(links->file);
    pdf_set_name(object, "Type", "Annot");
    pdf_set_name(object, "Subtype", "Link");
    pdf_set_body(object, &body);
    buf_printf(links->out, "%s%u 0 R", links->any ? " " : "/Annots[", pdf_number(object));
    links->any = true;
}

void pdf_links_write(struct arena *arena, struct pdf_file *file, const struct layout *layout, const struct page *page,
    struct pdf_object *const *pages, struct buf *out)
{
    struct links links = {arena, file, layout, page, pages, out, false};
    struct piece piece = {.run = NULL};
    for (size_t i = 0; i < page->items.n; i++) {
        const struct item *item = &page->items.at[i];
        bool leads = item->kind == ITEM_GLYPHS && leads_somewhere(layout, &item->run);
        struct piece next = leads ? piece_of(&item->run) : (struct piece){.run = NULL};
        if (leads && continues(&piece, &next)) {
            join(&piece, &next);
            continue;
        }
        write_piece(&links, &piece);
        piece = next;
    }
    write_piece(&links, &piece);
    if (links.any)
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

static void write_entry(struct arena *arena, const struct layout *layout, struct pdf_object *const *pages,
    const struct branch *branches, size_t i)
{
    const struct outline_entry *entry = &layout->outline.at[i - 1];
    const struct branch *branch = &branches[i];
    struct buf body;
    buf_init(&body, arena);
    buf_text(&body, "/Title");
    pdf_text(&body, entry->text);
    if (entry->page < layout->pages.n) {
        buf_text(&body, "/Dest");
        print_destination(&body, layout, pages, entry->page, entry->top);
    }
    pdf_set_ref(branch->object, "Parent", branches[branch->parent].object);
    set_branch(branch->object, "Prev", branches, branch->previous);
    set_branch(branch->object, "Next", branches, branch->next);
    pdf_set_body(branch->object, &body);
}

struct pdf_object *pdf_outline_write(
    struct arena *arena, struct pdf_file *file, const struct layout *layout, struct pdf_object *const *pages)
{
    size_t n = layout->outline.n;
    if (!n)
        return NULL;
    struct branch *branches = arena_new_array(arena, struct branch, n + 1);
    for (size_t i = 0; i <= n; i++)
        branches[i].object = pdf_object_new(file);
    grow(branches, layout);
    pdf_set_name(branches[ROOT].object, "Type", "Outlines");
    for (size_t i = 0; i <= n; i++) {
        set_branch(branches[i].object, "First", branches, branches[i].first);
        set_branch(branches[i].object, "Last", branches, branches[i].last);
        if (branches[i].count)
            pdf_set_int(branches[i].object, "Count", (int32_t)branches[i].count);
        if (i != ROOT)
            write_entry(arena, layout, pages, branches, i);
    }
    return branches[ROOT].object;
}
