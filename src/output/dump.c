/* Text views. Nothing here decides anything; what is printed is what the stage made. */
#include "output/dump.h"

#include <string.h>

enum { INDENT_MOST = 40 }; /* [level] deeper trees are printed no further in */

static void put_name(struct buf *out, const char *name, const char *value)
{
    buf_char(out, ' ');
    buf_text(out, name);
    buf_char(out, '=');
    buf_text(out, value);
}

static void put_int(struct buf *out, const char *name, int64_t value)
{
    put_name(out, name, "");
    buf_int(out, value);
}

static void put_unit(struct buf *out, const char *name, hx_unit value)
{
    put_name(out, name, "");
    buf_unit(out, value);
}

static void put_flag(struct buf *out, const char *name, bool value)
{
    if (!value)
        return;
    buf_char(out, ' ');
    buf_text(out, name);
}

static void put_quoted(struct buf *out, const char *text, size_t n)
{
    buf_char(out, ' ');
    buf_json(out, text, n);
}

static void put_code_points(struct buf *out, const uint32_t *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        buf_utf8(out, text[i]);
}

static const char *lang_tag(enum lang lang)
{
    return lang < LANG_COUNT ? lang_row(lang)->tag : "none";
}

/* ---- document ----------------------------------------------------------------------------- */

static const char *organ_tag(enum organ organ)
{
    switch (organ) {
    case ORGAN_GA: return "ga";
    case ORGAN_SC: return "sc";
    case ORGAN_HRC: return "hrc";
    case ORGAN_ECOSOC: return "ecosoc";
    case ORGAN_NONE: break;
    }
    return "none";
}

void dump_fields(const struct doc *doc, struct buf *out)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const struct field *field = &doc->fields.at[id];
        if (!field->text)
            continue;
        buf_text(out, field_name((enum field_id)id));
        buf_text(out, ": ");
        buf_text(out, field->text);
        buf_char(out, '\n');
    }
    buf_printf(out, "(text in %s, organ %s%s)\n", lang_tag(doc->language), organ_tag(doc->organ),
        doc->published ? ", published text" : "");
}

static void indent(struct buf *out, size_t depth)
{
    for (size_t i = 0; i < depth && i < INDENT_MOST; i++)
        buf_text(out, "  ");
}

static void put_item(struct buf *out, const struct node *node)
{
    if (node->item.level)
        put_int(out, "level", node->item.level);
    if (node->item.number)
        put_int(out, "number", node->item.number);
    if (node->item.label)
        put_quoted(out, node->item.label, strlen(node->item.label));
    put_flag(out, "dash", node->item.dash);
}

static void put_emphasis(struct buf *out, const struct node *node)
{
    static const char *const names[] = {
        [EMPHASIS_LEAD] = "lead", [EMPHASIS_STRONG] = "strong", [EMPHASIS_STRONG_LEAD] = "strong-lead"};
    put_flag(out, names[node->emphasis.kind], true);
    put_flag(out, "found", node->emphasis.found);
}

static void put_node(struct buf *out, const struct node *node)
{
    buf_text(out, node_kind_name(node->kind));
    switch (node->kind) {
    case NODE_OPERATIVE:
    case NODE_ITEM:
    case NODE_HEADING: put_item(out, node); break;
    case NODE_TEXT: put_quoted(out, node->text.at, node->text.n); break;
    case NODE_EMPHASIS: put_emphasis(out, node); break;
    case NODE_LINK:
        put_quoted(out, node->link.address, strlen(node->link.address));
        put_flag(out, "found", node->link.found);
        break;
    case NODE_CALL: put_name(out, "note", node->call ? node->call->name : ""); break;
    case NODE_LANGUAGE: put_name(out, "lang", lang_tag(node->language)); break;
    default: break;
    }
    if (node->span.end)
        buf_printf(out, " @%u-%u", node->span.start, node->span.end);
    buf_char(out, '\n');
}

static void put_tree(struct buf *out, struct node *root)
{
    size_t depth = 0;
    for (struct walk walk = walk_start(root); walk_next(&walk);) {
        if (!walk.entering) {
            depth--;
            continue;
        }
        indent(out, depth);
        put_node(out, walk.node);
        if (!node_is_leaf(walk.node))
            depth++;
    }
}

void dump_tree(const struct doc *doc, struct buf *out)
{
    put_tree(out, doc->root);
    for (size_t i = 0; i < doc->notes.n; i++) {
        const struct note *note = doc->notes.at[i];
        buf_text(out, "note");
        put_quoted(out, note->name, strlen(note->name));
        put_int(out, "number", note->number);
        put_int(out, "calls", note->calls);
        buf_char(out, '\n');
        if (note->body)
            put_tree(out, note->body);
    }
}

/* ---- content ------------------------------------------------------------------------------ */

static void put_style(struct buf *out, const struct style *style)
{
    buf_printf(out, " %s/%u", style->name ? style->name : "", style->font);
    put_unit(out, "size", style->size);
    put_flag(out, "bold", style->bold);
    put_flag(out, "italic", style->italic);
    if (style->rise)
        put_unit(out, "rise", style->rise);
    if (style->tracking)
        put_unit(out, "tracking", style->tracking);
    if (style->scale != 1000)
        put_int(out, "scale", style->scale);
    if (style->colour)
        buf_printf(out, " #%06X", style->colour);
}

static void put_run(struct buf *out, const struct content *content, const struct run *run)
{
    static const char *const names[] = {[RUN_TEXT] = "text", [RUN_CALL] = "call", [RUN_LINE_BREAK] = "line-break",
        [RUN_PAGE] = "page", [RUN_PAGES] = "pages"};
    buf_text(out, "    ");
    buf_text(out, names[run->kind]);
    put_style(out, &run->style);
    put_int(out, "node", run->node);
    if (run->lang != content->lang)
        put_name(out, "lang", lang_tag(run->lang));
    if (run->kind == RUN_CALL)
        put_int(out, "note", run->note);
    if (run->link != NO_INDEX)
        put_int(out, "link", run->link);
    if (run->n)
        put_quoted(out, run->text, run->n);
    buf_char(out, '\n');
}

static void put_runs(struct buf *out, const struct content *content, const char *head, const struct run_list *runs)
{
    if (head && runs->n)
        buf_printf(out, "  %s\n", head);
    for (size_t i = 0; i < runs->n; i++)
        put_run(out, content, &runs->at[i]);
}

static void put_table(struct buf *out, const struct content *content, const struct content_table *table)
{
    static const char *const aligns[] = {[ALIGN_JUSTIFY] = "justify", [ALIGN_START] = "start", [ALIGN_END] = "end", [ALIGN_CENTRE] = "centre"};
    for (size_t r = 0; r < table->n; r++) {
        const struct table_row *row = &table->rows[r];
        buf_text(out, "  row");
        put_int(out, "node", row->node);
        put_flag(out, "header", r < table->headers);
        put_flag(out, "total", row->total);
        put_flag(out, "keep-next", row->keep_next);
        buf_char(out, '\n');
        for (size_t i = 0; i < row->n; i++) {
            const struct table_cell *cell = &row->cells[i];
            buf_text(out, "   cell");
            put_int(out, "node", cell->node);
            put_int(out, "column", cell->column);
            if (cell->columns > 1)
                put_int(out, "columns", cell->columns);
            if (cell->rows > 1)
                put_int(out, "rows", cell->rows);
            put_flag(out, aligns[cell->align], true);
            put_flag(out, "figures", cell->figures);
            buf_char(out, '\n');
            put_runs(out, content, NULL, &cell->runs);
        }
    }
}

static void put_block(struct buf *out, const struct content *content, const struct content_block *block)
{
    buf_text(out, role_name(block->role));
    put_int(out, "node", block->node);
    put_unit(out, "leading", block->style->leading);
    put_unit(out, "before", block->style->before);
    put_unit(out, "after", block->style->after);
    put_flag(out, "page-before", block->page_before);
    put_flag(out, "keep-next", block->style->keep_next);
    put_flag(out, "keep-whole", block->style->keep_whole);
    if (block->rule)
        put_unit(out, "rule", block->rule_width);
    if (block->outline) {
        put_int(out, "outline", block->outline_level);
        put_quoted(out, block->outline, strlen(block->outline));
    }
    buf_char(out, '\n');
    put_runs(out, content, "label", &block->label);
    put_runs(out, content, block->label.n ? "body" : NULL, &block->runs);
    if (block->table)
        put_table(out, content, block->table);
}

static void put_cells(struct buf *out, const struct content *content)
{
    static const char *const names[] = {[PAGE_FIRST] = "first", [PAGE_EVEN] = "even", [PAGE_ODD] = "odd",
        [PAGE_LANDSCAPE_EVEN] = "landscape-even", [PAGE_LANDSCAPE_ODD] = "landscape-odd"};
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++)
        for (size_t i = 0; i < content->page[kind].cells.n; i++) {
            const struct content_cell *cell = &content->page[kind].cells.at[i];
            buf_printf(out, "cell %s %s\n", names[kind], cell->cell->name ? cell->cell->name : "");
            put_runs(out, content, NULL, &cell->runs);
        }
}

void dump_content(const struct content *content, struct buf *out)
{
    buf_printf(out, "content lang=%s template=%s\ntitle", lang_tag(content->lang), content->template_->name);
    put_quoted(out, content->title, strlen(content->title));
    buf_text(out, "\nauthor");
    put_quoted(out, content->author, strlen(content->author));
    buf_char(out, '\n');
    put_cells(out, content);
    for (size_t i = 0; i < content->blocks.n; i++)
        put_block(out, content, &content->blocks.at[i]);
    for (size_t i = 0; i < content->notes.n; i++) {
        buf_printf(out, "note %zu\n", i);
        for (size_t k = 0; k < content->notes.at[i].blocks.n; k++)
            put_block(out, content, &content->notes.at[i].blocks.at[k]);
    }
    for (size_t i = 0; i < content->links.n; i++) {
        buf_printf(out, "link %zu", i);
        put_quoted(out, content->links.at[i].address, strlen(content->links.at[i].address));
        buf_char(out, '\n');
    }
}

/* ---- layout ------------------------------------------------------------------------------- */

static void put_line_text(struct buf *out, const struct page *page, const struct page_line *line)
{
    for (size_t i = line->first; i < line->end; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS)
            put_code_points(out, page->items.at[i].run.text, page->items.at[i].run.text_n);
}

static hx_unit line_left(const struct page *page, const struct page_line *line)
{
    hx_unit left = INT32_MAX;
    for (size_t i = line->first; i < line->end; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].run.x_min < left)
            left = page->items.at[i].run.x_min;
    return left < INT32_MAX ? left : 0;
}

/* How many kashida strokes a line has. */
static uint32_t line_strokes(const struct page *page, const struct page_line *line)
{
    uint32_t strokes = 0;
    for (size_t i = line->first; i < line->end; i++)
        for (uint32_t g = 0; page->items.at[i].kind == ITEM_GLYPHS && g < page->items.at[i].run.glyph_count; g++)
            strokes += page->items.at[i].run.glyphs[g].stretch > 0;
    return strokes;
}

static const char *line_role(const struct page_line *line)
{
    return line->block ? role_name(line->block->role) : "cell";
}

void dump_lines(const struct layout *layout, struct buf *out)
{
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        for (size_t i = 0; i < page->lines.n; i++) {
            const struct page_line *line = &page->lines.at[i];
            buf_printf(out, "%zu %s.%u", p + 1, line_role(line), line->at);
            put_unit(out, "y", line->baseline);
            put_unit(out, "x", line_left(page, line));
            put_unit(out, "width", line->width);
            put_unit(out, "of", line->measure);
            put_name(out, "stretch", "");
            buf_milli(out, line->stretch);
            if (line_strokes(page, line))
                put_int(out, "strokes", line_strokes(page, line));
            buf_text(out, " | ");
            put_line_text(out, page, line);
            buf_char(out, '\n');
        }
    }
}

static void put_box(struct buf *out, const struct item *item)
{
    buf_text(out, item->kind == ITEM_RULE ? "  rule" : "  picture");
    put_unit(out, "x", item->box.x);
    put_unit(out, "top", item->box.top);
    put_unit(out, "width", item->box.width);
    put_unit(out, "height", item->box.height);
}

static void put_glyph_run(struct buf *out, const struct glyph_run *run)
{
    buf_text(out, "  glyphs");
    put_unit(out, "x", run->x);
    put_unit(out, "y", run->y);
    put_unit(out, "left", run->x_min);
    put_unit(out, "width", run->width);
    buf_printf(out, " %s", run->face ? run->face->name : "");
    put_unit(out, "size", run->size);
    if (run->scale != 1000)
        put_int(out, "scale", run->scale);
    if (run->shear)
        put_int(out, "shear", run->shear);
    if (run->colour)
        buf_printf(out, " #%06X", run->colour);
    put_flag(out, "rtl", run->rtl);
    put_name(out, "lang", lang_tag(run->lang));
    put_int(out, "node", run->node);
    put_int(out, "block", run->block);
    if (run->link != NO_INDEX)
        put_int(out, "link", run->link);
    if (run->call != NO_INDEX)
        put_int(out, "call", run->call);
    put_int(out, "n", run->glyph_count);
    buf_text(out, " | ");
    put_code_points(out, run->text, run->text_n);
}

static void put_places(const struct layout *layout, struct buf *out)
{
    for (size_t i = 0; i < layout->outline.n; i++) {
        const struct outline_entry *entry = &layout->outline.at[i];
        buf_printf(out, "outline %u page=%u", entry->level, entry->page + 1);
        put_unit(out, "top", entry->top);
        put_quoted(out, entry->text, strlen(entry->text));
        buf_char(out, '\n');
    }
    for (size_t i = 0; i < layout->content->notes.n; i++) {
        const struct note_place *place = &layout->notes[i];
        buf_printf(out, "note %zu page=%u", i, place->page + 1);
        put_unit(out, "top", place->top);
        buf_printf(out, " called-on=%u", place->call_page + 1);
        put_unit(out, "top", place->call_top);
        buf_char(out, '\n');
    }
}

void dump_pages(const struct layout *layout, struct buf *out)
{
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        buf_printf(out, "page %zu", p + 1);
        put_unit(out, "width", page->width);
        put_unit(out, "height", page->height);
        buf_char(out, '\n');
        for (size_t i = 0; i < page->items.n; i++) {
            const struct item *item = &page->items.at[i];
            if (i == page->note_start)
                buf_text(out, "  notes\n");
            if (item->kind == ITEM_GLYPHS)
                put_glyph_run(out, &item->run);
            else
                put_box(out, item);
            buf_text(out, item->artifact ? " artifact\n" : "\n");
        }
    }
    put_places(layout, out);
}

/* Lines of one block are one line here, for their spaces are in the text; only rows of a table are lines of
 * their own. A form feed ends a page. */
void dump_text(const struct layout *layout, struct buf *out)
{
    for (size_t p = 0; p < layout->pages.n; p++) {
        const struct page *page = &layout->pages.at[p];
        const struct page_line *above = NULL;
        for (size_t i = 0; i < page->lines.n; i++) {
            const struct page_line *line = &page->lines.at[i];
            if (line->first == line->end || page->items.at[line->first].artifact)
                continue;
            if (above && (line->at == 0 || line->block != above->block || (line->block && line->block->table)))
                buf_char(out, '\n');
            put_line_text(out, page, line);
            above = line;
        }
        buf_text(out, above ? "\n\f" : "\f");
    }
}
