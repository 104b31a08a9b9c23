#include "output/map.h"

#include <string.h>

#include "base/utf.h"

/* --- marks --------------------------------------------------------------------------------------- */

/* FNV-1a, a number at a time instead of a byte. */
static void mix(uint64_t *mark, int64_t value)
{
    *mark = (*mark ^ (uint64_t)value) * 0x100000001B3;
    *mark ^= *mark >> 32;
}

static void mix_bytes(uint64_t *mark, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;
    mix(mark, (int64_t)n);
    for (size_t i = 0; i < n; i++)
        mix(mark, at[i]);
}

static void mix_run(uint64_t *mark, const struct glyph_run *run)
{
    const int64_t numbers[] = {run->size, run->x, run->y, run->scale, run->shear, run->colour, run->glyph_count};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        mix(mark, numbers[i]);
    if (run->face)
        mix_bytes(mark, run->face->name, strlen(run->face->name));
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        mix(mark, glyph->id);
        mix(mark, glyph->x);
        mix(mark, glyph->y);
        mix(mark, glyph->stretch);
    }
}

static void mix_picture(uint64_t *mark, const struct picture *picture)
{
    mix(mark, picture->width);
    mix(mark, picture->height);
    if (picture->pixels)
        mix_bytes(mark, picture->pixels, (size_t)picture->columns * picture->rows * picture->channels);
    for (size_t i = 0; i < picture->shapes.n; i++) {
        const struct picture_shape *shape = &picture->shapes.at[i];
        mix(mark, shape->colour);
        mix(mark, shape->even_odd);
        for (size_t k = 0; k < shape->n; k++) {
            const struct path_step *step = &shape->steps[k];
            const int64_t numbers[] = {step->verb, step->x, step->y, step->x1, step->y1, step->x2, step->y2};
            for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
                mix(mark, numbers[j]);
        }
    }
}

uint64_t page_mark(const struct page *page)
{
    uint64_t mark = 0xCBF29CE484222325;
    mix(&mark, page->width);
    mix(&mark, page->height);
    for (size_t i = 0; i < page->items.n; i++) {
        const struct item *item = &page->items.at[i];
        mix(&mark, item->kind);
        if (item->kind == ITEM_GLYPHS) {
            mix_run(&mark, &item->run);
            continue;
        }
        const int64_t numbers[] = {item->box.x, item->box.top, item->box.width, item->box.height, item->box.colour};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            mix(&mark, numbers[k]);
        if (item->kind == ITEM_PICTURE)
            mix_picture(&mark, item->box.picture);
    }
    return mark;
}

/* --- places -------------------------------------------------------------------------------------- */

/* How far the text of a node has been followed through the source. */
struct thread {
    struct span span; /* 0,0: not from the source */
    uint32_t at; /* [byte] in the source */
};

/* The part of a set line that comes from one line of the source. */
struct piece {
    hx_unit left, right;
    size_t line; /* of the source, from 1; 0: unknown */
    uint32_t start, end; /* [byte] in the source */
    size_t text; /* [byte] where its text starts in map->text */
};

struct map {
    const struct layout *layout;
    const struct source *source;
    struct thread *threads; /* by number of the node */
    uint32_t thread_count;
    struct buf text; /* of the set line */
    LIST(struct piece) pieces; /* of the set line */
    struct arena *arena;
    struct buf *out;
};

static void add_threads(struct map *map, struct node *root)
{
    if (!root)
        return;
    for (struct walk walk = walk_start(root); walk_next(&walk);)
        if (walk.entering && walk.node->id < map->thread_count)
            map->threads[walk.node->id] = (struct thread){walk.node->span, walk.node->span.start};
}

static bool is_blank(uint32_t c)
{
    return c <= 0x20 || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x2060 ||
        c == 0x3000 || c == 0xFEFF;
}

/* What a line may have more than its source: a hyphen where it is divided, a stroke that stretches it. */
static bool is_added(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x640;
}

static uint32_t source_at(const struct map *map, const struct thread *thread, size_t *taken)
{
    return utf8_decode(map->source->bytes + thread->at, thread->span.end - thread->at, taken);
}

/* Past blanks and the signs that only mark up. */
static void skip_unset(const struct map *map, struct thread *thread, uint32_t wanted)
{
    size_t taken;
    while (thread->at < thread->span.end) {
        uint32_t c = source_at(map, thread, &taken);
        if (!is_blank(c) && ((c != '\\' && c != '*') || c == wanted))
            return;
        thread->at += (uint32_t)taken;
    }
}

/* Follows a set character; it may differ from its source, as a quotation mark does from what was typed. What is
 * set again, as the head of a table, is followed again. */
static void follow(const struct map *map, struct thread *thread, uint32_t c, uint32_t *start)
{
    skip_unset(map, thread, c);
    if (thread->at >= thread->span.end) {
        thread->at = thread->span.start;
        skip_unset(map, thread, c);
    }
    *start = thread->at;
    if (thread->at >= thread->span.end)
        return;
    size_t taken;
    if (source_at(map, thread, &taken) == c || !is_added(c))
        thread->at += (uint32_t)taken;
}

static bool on_line(const struct source *source, size_t line, uint32_t offset)
{
    return line > 0 && offset >= source->line_start[line - 1] && (line == source->line_count || offset < source->line_start[line]);
}

static struct piece *begin_piece(struct map *map, hx_unit at)
{
    struct piece *piece = list_add(map->arena, &map->pieces);
    *piece = (struct piece){.left = at, .right = at, .text = map->text.n};
    return piece;
}

static void widen(struct piece *piece, hx_unit left, hx_unit right)
{
    piece->left = left < piece->left ? left : piece->left;
    piece->right = right > piece->right ? right : piece->right;
}

/* The piece for a character at `start`: the last one, or a new one when that is of another line. `edge` is where
 * the character begins; what the run has before it, from `*from`, is the last piece's. */
static struct piece *piece_at(struct map *map, uint32_t start, hx_unit edge, hx_unit *from)
{
    struct piece *piece = &map->pieces.at[map->pieces.n - 1];
    if (piece->line && !on_line(map->source, piece->line, start)) {
        widen(piece, edge < *from ? edge : *from, edge > *from ? edge : *from);
        *from = edge;
        piece = begin_piece(map, edge);
    }
    if (!piece->line) {
        piece->line = source_place(map->source, start).line;
        piece->start = piece->end = start;
    }
    return piece;
}

static struct thread *thread_of(const struct map *map, const struct glyph_run *run)
{
    uint32_t node = run->node ? run->node : run->block;
    struct thread *thread = node && node < map->thread_count ? &map->threads[node] : NULL;
    return thread && thread->span.end > thread->span.start && thread->span.end <= map->source->n ? thread : NULL;
}

static void add_character(struct map *map, struct thread *thread, uint32_t c, hx_unit edge, hx_unit *from)
{
    if (thread && !is_blank(c)) {
        uint32_t start;
        follow(map, thread, c, &start);
        struct piece *piece = piece_at(map, start, edge, from);
        piece->start = start < piece->start ? start : piece->start;
        if (on_line(map->source, piece->line, thread->at))
            piece->end = thread->at > piece->end ? thread->at : piece->end;
    }
    buf_utf8(&map->text, c);
}

/* Glyphs stand in logical order; from right to left, a character begins where the one before it ends, at its left. */
static void add_run(struct map *map, const struct glyph_run *run)
{
    struct thread *thread = thread_of(map, run);
    hx_unit left = run->x_min, right = run->x_min + run->width, from = run->rtl ? right : left, edge = from;
    if (!map->pieces.n)
        begin_piece(map, from);
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        if (!run->rtl && glyph->text_n)
            edge = run->x + glyph->x;
        for (uint32_t k = 0; k < glyph->text_n && glyph->text + k < run->text_n; k++)
            add_character(map, thread, run->text[glyph->text + k], edge, &from);
        if (run->rtl)
            edge = run->x + glyph->x;
    }
    struct piece *last = &map->pieces.at[map->pieces.n - 1];
    if (thread && run->call != NO_INDEX && on_line(map->source, last->line, thread->span.end))
        last->end = thread->at = thread->span.end; /* its figure stands for all of "[^name]" */
    hx_unit to = run->rtl ? left : right;
    widen(last, from < to ? from : to, from > to ? from : to);
}

/* --- fields -------------------------------------------------------------------------------------- */

static size_t shared(const char *line, const char *value)
{
    enum { TELLING = 4 }; /* [byte] a shorter text is part of others by chance */
    size_t a = strlen(line), b = strlen(value), shorter = a < b ? a : b;
    if (shorter < TELLING && strcmp(line, value) != 0)
        return 0;
    return strstr(a < b ? value : line, a < b ? line : value) ? shorter : 0;
}

/* The field that a line of this role words; FIELD_COUNT when there is none, or more than one. */
static enum field_id field_of_role(enum role role)
{
    const char *name = role_name(role);
    if (role == ROLE_ADOPTION)
        return FIELD_ADOPTED;
    return role == ROLE_CLOSING ? FIELD_MEETING : field_from_name(name, strlen(name));
}

/* The field that a line of the masthead or of the header says: the one of its role, or the one it has most text of. */
static const struct field *field_of(const struct map *map, const struct page_line *line, const char *text)
{
    const struct fields *fields = &map->layout->content->doc->fields;
    enum field_id named = line->block ? field_of_role(line->block->role) : FIELD_COUNT;
    if (named < FIELD_COUNT && fields->at[named].span.end)
        return &fields->at[named];
    const struct field *best = NULL;
    size_t most = 0;
    for (int id = 0; id < FIELD_COUNT; id++) {
        const struct field *field = &fields->at[id];
        size_t n = field->text && field->span.end ? shared(text, field->text) : 0;
        if (n > most) {
            most = n;
            best = field;
        }
    }
    return best;
}

static void find_field(struct map *map, const struct page_line *line)
{
    struct piece *piece = &map->pieces.at[0];
    while (map->text.n && map->text.at[map->text.n - 1] == ' ')
        map->text.at[--map->text.n] = '\0';
    const struct field *field = field_of(map, line, map->text.at);
    if (!field || field->span.end > map->source->n)
        return;
    piece->line = source_place(map->source, field->span.start).line;
    piece->start = field->span.start;
    piece->end = field->span.end;
}

/* --- JSON ---------------------------------------------------------------------------------------- */

static void put_unit(struct buf *out, const char *name, hx_unit value)
{
    buf_printf(out, "\"%s\":", name);
    buf_unit(out, value);
    buf_char(out, ',');
}

/* Columns on the piece's own line: a field may go on past it. */
static void put_place(const struct map *map, const struct piece *piece)
{
    struct place start = source_place(map->source, piece->start);
    struct span line = source_line(map->source, start.line);
    struct place end = source_place(map->source, piece->end < line.end ? piece->end : line.end);
    buf_printf(map->out, "\"line\":%zu,\"column\":%zu,\"end\":%zu,", start.line, start.column, end.column);
}

/* Letters reach about 4/5 of their size over the baseline and 1/4 below it, accents and all. */
static void put_piece(const struct map *map, const struct piece *piece, const struct page_line *line, hx_unit size, size_t text_end)
{
    put_unit(map->out, "x", piece->left);
    put_unit(map->out, "top", line->baseline - size / 5 * 4);
    put_unit(map->out, "width", piece->right - piece->left);
    put_unit(map->out, "height", size / 20 * 21);
    if (piece->line)
        put_place(map, piece);
    buf_text(map->out, "\"text\":");
    buf_json(map->out, map->text.at + piece->text, text_end - piece->text);
}

static hx_unit line_size(const struct page *page, const struct page_line *line)
{
    hx_unit size = 0;
    for (size_t i = line->first; i < line->end; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS && page->items.at[i].run.size > size)
            size = page->items.at[i].run.size;
    return size;
}

static void put_line(struct map *map, const struct page *page, const struct page_line *line, const char **comma)
{
    map->pieces.n = 0;
    map->text.n = 0;
    buf_text(&map->text, "");
    for (size_t i = line->first; i < line->end; i++)
        if (page->items.at[i].kind == ITEM_GLYPHS)
            add_run(map, &page->items.at[i].run);
    if (map->pieces.n == 1 && !map->pieces.at[0].line)
        find_field(map, line);
    hx_unit size = line_size(page, line);
    for (size_t i = 0; i < map->pieces.n; i++) {
        size_t end = i + 1 < map->pieces.n ? map->pieces.at[i + 1].text : map->text.n;
        buf_printf(map->out, "%s\n{", *comma);
        put_piece(map, &map->pieces.at[i], line, size, end);
        buf_char(map->out, '}');
        *comma = ",";
    }
}

static void put_page(struct map *map, const struct page *page)
{
    uint64_t mark = page_mark(page);
    buf_char(map->out, '{');
    put_unit(map->out, "width", page->width);
    put_unit(map->out, "height", page->height);
    buf_text(map->out, "\"mark\":\"");
    buf_hex(map->out, (uint32_t)(mark >> 32), 8);
    buf_hex(map->out, (uint32_t)mark, 8);
    buf_text(map->out, "\",\"lines\":[");
    const char *comma = "";
    for (size_t i = 0; i < page->lines.n; i++)
        put_line(map, page, &page->lines.at[i], &comma);
    buf_text(map->out, "]}");
}

void map_put(struct arena *arena, const struct layout *layout, struct buf *out)
{
    const struct doc *doc = layout->content->doc;
    struct map map = {.layout = layout, .source = doc->source, .thread_count = doc->node_count + 1, .arena = arena, .out = out};
    map.threads = arena_new_array(arena, struct thread, map.thread_count);
    buf_init(&map.text, arena);
    add_threads(&map, doc->root);
    for (size_t i = 0; i < doc->notes.n; i++)
        add_threads(&map, doc->notes.at[i]->body);
    const struct lang_row *row = lang_row(layout->content->lang);
    buf_printf(out, "{\"language\":\"%s\",\"direction\":\"%s\",\"pages\":[", row->tag, row->rtl ? "rtl" : "ltr");
    for (size_t i = 0; i < layout->pages.n; i++) {
        buf_text(out, i ? ",\n" : "\n");
        put_page(&map, &layout->pages.at[i]);
    }
    buf_text(out, "]}\n");
}
