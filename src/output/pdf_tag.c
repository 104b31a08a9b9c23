#include "output/pdf_tag.h"

enum { LEAF = 64 }; /* entries of a leaf of a number or name tree */

/* --- elements ------------------------------------------------------------------------------------ */

static void print_ref(struct buf *out, const struct pdf_object *object)
{
    buf_int(out, pdf_number(object));
    buf_text(out, " 0 R");
}

/* The page that the element's own content starts on, or TAG_NO_KID. */
static uint32_t page_of(const struct tag_tree *tree, const struct tag_element *element)
{
    for (uint32_t k = element->first; k != TAG_NO_KID; k = tree->kids.at[k].next)
        if (tree->kids.at[k].kind != KID_ELEMENT)
            return tree->kids.at[k].page;
    return TAG_NO_KID;
}

static void print_kid(const struct pdf_tags *w, const struct tag_kid *kid, uint32_t page, struct buf *out)
{
    if (kid->kind == KID_ELEMENT) {
        print_ref(out, w->objects[kid->value]);
        return;
    }
    if (kid->kind == KID_MARK && kid->page == page) {
        buf_int(out, kid->value);
        return;
    }
    buf_text(out, kid->kind == KID_MARK ? "<</Type/MCR/MCID " : "<</Type/OBJR/Obj ");
    buf_int(out, kid->value);
    buf_text(out, kid->kind == KID_MARK ? "" : " 0 R");
    if (kid->page != page) {
        buf_text(out, "/Pg ");
        print_ref(out, w->pages[kid->page]);
    }
    buf_text(out, ">>");
}

static void print_kids(const struct pdf_tags *w, const struct tag_element *element, struct buf *out)
{
    uint32_t page = page_of(w->tree, element);
    if (page != TAG_NO_KID) {
        buf_text(out, "/Pg ");
        print_ref(out, w->pages[page]);
    }
    if (element->first == TAG_NO_KID)
        return;
    buf_text(out, "/K[");
    for (uint32_t k = element->first; k != TAG_NO_KID; k = w->tree->kids.at[k].next) {
        buf_text(out, k == element->first ? "" : " ");
        print_kid(w, &w->tree->kids.at[k], page, out);
    }
    buf_char(out, ']');
}

static void print_span(const struct tag_element *element, struct buf *out)
{
    if (element->columns > 1)
        buf_printf(out, "/ColSpan %u", element->columns);
    if (element->rows > 1)
        buf_printf(out, "/RowSpan %u", element->rows);
}

static void print_attributes(const struct tag_element *element, struct buf *out)
{
    static const char *const numbering[] = {"None", "Disc", "Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"};
    bool cell = element->tag == TAG_TH || element->tag == TAG_TD;
    if (element->tag == TAG_L)
        buf_printf(out, "/A<</O/List/ListNumbering/%s>>", numbering[element->numbering]);
    if (cell && (element->tag == TAG_TH || element->columns > 1 || element->rows > 1)) {
        buf_printf(out, "/A<</O/Table%s", element->tag == TAG_TH ? "/Scope/Column" : "");
        print_span(element, out);
        buf_text(out, ">>");
    }
}

/* What a picture shows, and where it is. */
static void print_figure(const struct tag_element *element, hx_unit page_height, struct buf *out)
{
    const struct item *item = element->picture;
    hx_unit bottom = page_height - item->box.top - item->box.height;
    hx_unit box[4] = {item->box.x, bottom, item->box.x + item->box.width, bottom + item->box.height};
    buf_text(out, "/Alt");
    pdf_text(out, item->box.alternative);
    buf_text(out, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        buf_text(out, i ? " " : "");
        buf_unit(out, box[i]);
    }
    buf_text(out, "]>>");
}

static void print_note_id(const struct tag_element *element, struct buf *out)
{
    buf_printf(out, "(note-%06d)", element->note + 1);
}

/* In PDF 2.0 a note and its calls name each other. */
static void print_refs(const struct pdf_tags *w, const uint32_t *elements, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        buf_text(out, i ? " " : "/Ref[");
        print_ref(out, w->objects[elements[i]]);
    }
    buf_text(out, n ? "]" : "");
}

static void print_note(const struct pdf_tags *w, const struct tag_element *element, struct buf *out)
{
    const struct tag_note *note = &w->tree->notes[element->note];
    buf_text(out, "/ID");
    print_note_id(element, out);
    if (w->space) {
        buf_text(out, "/A<</O/FENote/NoteType/Footnote>>");
        print_refs(w, note->calls.at, note->calls.n, out);
    }
}

static void write_element(const struct pdf_tags *w, uint32_t index)
{
    const struct tag_element *element = &w->tree->elements.at[index];
    struct buf body;
    buf_init(&body, w->tree->arena);
    buf_text(&body, "/S/");
    buf_text(&body, tag_name(element->tag, w->tree->standard));
    buf_text(&body, "/P ");
    print_ref(&body, index == TAG_ROOT ? w->root : w->objects[element->parent]);
    if (w->space && tag_is_new(element->tag)) {
        buf_text(&body, "/NS ");
        print_ref(&body, w->space);
    }
    print_kids(w, element, &body);
    print_attributes(element, &body);
    if (element->says_lang)
        buf_printf(&body, "/Lang(%s)", lang_row(element->lang)->tag);
    if (element->tag == TAG_NOTE)
        print_note(w, element, &body);
    else if (w->space && element->tag == TAG_LINK && element->note >= 0)
        print_refs(w, &w->tree->notes[element->note].element, 1, &body);
    if (element->picture)
        print_figure(element, w->tree->layout->pages.at[element->page].height, &body);
    pdf_set_body(w->objects[index], &body);
}

/* --- the ways from content to elements ------------------------------------------------------------ */

/* A number or name tree of two levels at most: its entries are printed leaf by leaf. */
struct leaves {
    const struct pdf_tags *w;
    const char *key; /* "Nums" or "Names" */
    struct buf kids, entries, first, last; /* the latter two of the leaf being filled */
    size_t n;
};

static struct leaves leaves_new(const struct pdf_tags *w, const char *key)
{
    struct leaves leaves = {.w = w, .key = key};
    buf_init(&leaves.kids, w->tree->arena);
    buf_init(&leaves.entries, w->tree->arena);
    buf_init(&leaves.first, w->tree->arena);
    buf_init(&leaves.last, w->tree->arena);
    return leaves;
}

static void leaves_flush(struct leaves *leaves)
{
    if (!leaves->n)
        return;
    struct buf body;
    buf_init(&body, leaves->w->tree->arena);
    buf_printf(&body, "/Limits[%s %s]/%s[", leaves->first.at, leaves->last.at, leaves->key);
    buf_bytes(&body, leaves->entries.at, leaves->entries.n);
    buf_char(&body, ']');
    struct pdf_object *leaf = pdf_object_new(leaves->w->file);
    pdf_set_body(leaf, &body);
    buf_text(&leaves->kids, leaves->kids.n ? " " : "");
    print_ref(&leaves->kids, leaf);
    leaves->n = leaves->entries.n = 0;
}

/* `key` in PDF text; the value is printed into `entries` afterwards. */
static void leaves_add(struct leaves *leaves, const char *key)
{
    if (leaves->n == LEAF)
        leaves_flush(leaves);
    if (leaves->n++ == 0) {
        leaves->first.n = 0;
        buf_text(&leaves->first, key);
    } else {
        buf_char(&leaves->entries, ' ');
    }
    leaves->last.n = 0;
    buf_text(&leaves->last, key);
    buf_text(&leaves->entries, key);
    buf_char(&leaves->entries, ' ');
}

static struct pdf_object *leaves_end(struct leaves *leaves)
{
    leaves_flush(leaves);
    struct buf body;
    buf_init(&body, leaves->w->tree->arena);
    if (leaves->kids.n)
        buf_printf(&body, "/Kids[%s]", leaves->kids.at);
    else
        buf_printf(&body, "/%s[]", leaves->key);
    struct pdf_object *root = pdf_object_new(leaves->w->file);
    pdf_set_body(root, &body);
    return root;
}

static void print_owners(const struct pdf_tags *w, const struct tag_page *page, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < page->owner.n; i++) {
        buf_text(out, i ? " " : "");
        print_ref(out, w->objects[page->owner.at[i]]);
    }
    buf_text(out, "]");
}

static struct pdf_object *write_parents(const struct pdf_tags *w, const uint32_t *owners, size_t owner_count)
{
    struct leaves leaves = leaves_new(w, "Nums");
    struct buf key;
    buf_init(&key, w->tree->arena);
    for (size_t i = 0; i < w->page_count + owner_count; i++) {
        key.n = 0;
        buf_int(&key, (int64_t)i);
        leaves_add(&leaves, key.at);
        if (i < w->page_count)
            print_owners(w, &w->tree->pages[i], &leaves.entries);
        else
            print_ref(&leaves.entries, w->objects[owners[i - w->page_count]]);
    }
    return leaves_end(&leaves);
}

/* A name tree wants the order of the names, so notes are taken by number. */
static struct pdf_object *write_ids(const struct pdf_tags *w)
{
    struct leaves leaves = leaves_new(w, "Names");
    bool any = false;
    for (size_t i = 0; i < w->tree->note_count; i++) {
        uint32_t element = w->tree->notes[i].element;
        if (element == TAG_ROOT)
            continue;
        struct buf id;
        buf_init(&id, w->tree->arena);
        print_note_id(&w->tree->elements.at[element], &id);
        leaves_add(&leaves, id.at);
        print_ref(&leaves.entries, w->objects[element]);
        any = true;
    }
    return any ? leaves_end(&leaves) : NULL;
}

struct pdf_tags *pdf_tags_new(
    struct pdf_file *file, const struct tag_tree *tree, struct pdf_object *const *pages, size_t page_count)
{
    struct pdf_tags *tags = arena_new_of(tree->arena, struct pdf_tags);
    *tags = (struct pdf_tags){.file = file, .tree = tree, .pages = pages, .page_count = page_count};
    tags->root = pdf_object_new(file);
    tags->objects = arena_new_array(tree->arena, struct pdf_object *, tree->elements.n);
    for (size_t i = 0; i < tree->elements.n; i++)
        tags->objects[i] = pdf_object_new(file);
    if (tree->standard == STANDARD_UA2_A4F)
        tags->space = pdf_object_new(file);
    return tags;
}

/* What the types are that PDF 1.7 does not have. In PDF 2.0 their namespace says it; the map is then for
 * readers that know of no namespaces. */
static void print_types(const struct pdf_tags *w, struct buf *out)
{
    buf_text(out, "/RoleMap<</Em/Span/Strong/Span");
    buf_text(out, w->space ? "/Title/H1/FENote/Note>>" : ">>");
    if (!w->space)
        return;
    struct buf body;
    buf_init(&body, w->tree->arena);
    buf_text(&body, "/NS(http://iso.org/pdf2/ssn)");
    pdf_set_name(w->space, "Type", "Namespace");
    pdf_set_body(w->space, &body);
    buf_printf(out, "/Namespaces[%u 0 R]", pdf_number(w->space));
}

void pdf_tags_write(const struct pdf_tags *tags, const uint32_t *owners, size_t owner_count)
{
    for (size_t i = 0; i < tags->tree->elements.n; i++)
        write_element(tags, (uint32_t)i);
    struct buf body;
    buf_init(&body, tags->tree->arena);
    buf_text(&body, "/K[");
    print_ref(&body, tags->objects[TAG_ROOT]);
    buf_printf(&body, "]/ParentTreeNextKey %zu", tags->page_count + owner_count);
    print_types(tags, &body);
    pdf_set_name(tags->root, "Type", "StructTreeRoot");
    pdf_set_ref(tags->root, "ParentTree", write_parents(tags, owners, owner_count));
    struct pdf_object *ids = write_ids(tags);
    if (ids)
        pdf_set_ref(tags->root, "IDTree", ids);
    pdf_set_body(tags->root, &body);
}
