#include "proof/text.h"

#include <string.h>

#include "proof/text_font.h"

enum {
    OPERANDS = 4096,
    NESTING = 32,
    FONTS = 64, /* of a page */
    SAID = 60, /* [byte] of text that names a drawing */
    SHORTEST_MARK = 16, /* [byte] "/P<</MCID 0>>BDC" */
};

/* An open marked-content sequence. */
struct open {
    int64_t id; /* of the innermost one that has one, or -1 */
    bool artifact;
    bool spoken; /* its text was said by ActualText */
};

struct painter {
    struct text_reader *reader;
    struct text_page *page;
    uint32_t number; /* of the page, from 1 */
    const struct value *resources;
    LIST(struct value) operands;
    struct open open[NESTING];
    size_t open_n;
    int font; /* index, or NO_FONT */
    struct buf said; /* since the last fact of drawing */
    const char *drawn; /* where that fact ended */
};

static void fault(struct painter *p, const char *message)
{
    account_fault(p->reader->account, p->number, message);
}

/* --- marks -------------------------------------------------------------------------------------- */

static struct text_mark *mark_at(struct painter *p, int64_t id)
{
    struct arena *arena = p->reader->file->arena;
    while ((int64_t)p->page->marks.n <= id) {
        struct text_mark *mark = list_add(arena, &p->page->marks);
        *mark = (struct text_mark){.begun = false};
        buf_init(&mark->text, arena);
    }
    return &p->page->marks.at[id];
}

static void say(struct painter *p, const char *text, size_t n)
{
    const struct open *open = p->open_n ? &p->open[p->open_n - 1] : NULL;
    if (open && open->id >= 0)
        buf_bytes(&mark_at(p, open->id)->text, text, n);
    if (p->said.n < SAID)
        buf_bytes(&p->said, text, n);
}

static void begin(struct painter *p, const struct value *properties, const struct value *kind, size_t length)
{
    struct open open = {.id = -1};
    if (p->open_n == NESTING) {
        fault(p, "marked content is nested too deep");
        return;
    }
    if (p->open_n)
        open = p->open[p->open_n - 1];
    const struct value *id = value_entry(properties, "MCID"), *actual = value_entry(properties, "ActualText");
    bool artifact = value_is(kind, "Artifact");
    if ((artifact || id->kind == VALUE_INT) && (open.artifact || open.id >= 0))
        fault(p, "tags and artifacts stand in each other");
    open.artifact = open.artifact || artifact;
    if (id->kind == VALUE_INT && id->number >= 0 && (uint64_t)id->number <= length / SHORTEST_MARK) {
        open.id = id->number;
        if (mark_at(p, open.id)->begun)
            fault(p, "two marked stretches have one number");
        mark_at(p, open.id)->begun = true;
    }
    bool spoken = open.spoken;
    open.spoken = open.spoken || actual->kind == VALUE_STRING;
    p->open[p->open_n++] = open;
    if (!spoken && actual->kind == VALUE_STRING) {
        const char *text = value_text(p->reader->file->arena, actual);
        say(p, text, strlen(text));
    }
}

/* --- painting ----------------------------------------------------------------------------------- */

static void show_string(struct painter *p, struct text_font *font, const struct value *string)
{
    bool spoken = p->open_n && p->open[p->open_n - 1].spoken;
    for (size_t i = 0; string->kind == VALUE_STRING && i + 1 < string->n; i += 2) {
        uint32_t code = (uint32_t)(unsigned char)string->at[i] << 8 | (unsigned char)string->at[i + 1];
        if (!font->page[code])
            font->page[code] = p->number;
        const char *text = font->text[code] ? font->text[code] : "\xEF\xBF\xBD";
        if (!spoken)
            say(p, text, strlen(text));
    }
}

static void show(struct painter *p)
{
    const struct value *last = p->operands.n ? &p->operands.at[p->operands.n - 1] : &value_null;
    struct text_font *font = p->font == NO_FONT ? NULL : &p->reader->fonts.at[p->font];
    if (!font) {
        fault(p, "text is shown without a font");
        return;
    }
    if (last->kind == VALUE_ARRAY)
        for (size_t i = 0; i < last->n; i++)
            show_string(p, font, &last->items[i]);
    else
        show_string(p, font, last);
}

static void set_font(struct painter *p)
{
    struct file *file = p->reader->file;
    const struct value *fonts = file_entry(file, p->resources, "Font"), *name = p->operands.n ? &p->operands.at[0] : &value_null;
    const struct value *dict = &value_null;
    for (size_t i = 0; fonts->kind == VALUE_DICT && fonts->n <= 2 * FONTS && name->kind == VALUE_NAME && i < fonts->n; i += 2)
        if (fonts->items[i].n == name->n && memcmp(fonts->items[i].at, name->at, name->n) == 0)
            dict = file_value(file, &fonts->items[i + 1]);
    p->font = text_font(p->reader, dict, p->number);
}

static bool is_one_of(const struct value *word, const char *const *words)
{
    for (; *words; words++)
        if (value_is(word, *words))
            return true;
    return false;
}

static void drawing_fact(struct painter *p, const char *end)
{
    struct arena *arena = p->reader->file->arena;
    account_fact(p->reader->account, FACT_DRAWING, p->number, arena_copy(arena, p->said.at, p->said.n), p->drawn, (size_t)(end - p->drawn));
    p->said.n = 0;
    p->drawn = end;
}

static void operate(struct painter *p, const struct value *word, const char *end, size_t length)
{
    static const char *const showing[] = {"TJ", "Tj", "'", "\"", NULL};
    static const char *const painting[] = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "TJ", "Tj", "'", "\"", "BI", NULL};
    const struct value *first = p->operands.n ? &p->operands.at[0] : &value_null;
    const struct value *second = p->operands.n > 1 ? &p->operands.at[1] : &value_null;
    if (value_is(word, "BDC") || value_is(word, "BMC"))
        begin(p, second, first, length);
    else if (value_is(word, "EMC") && p->open_n)
        p->open_n--;
    else if (value_is(word, "EMC"))
        fault(p, "marked content is closed that was not opened");
    else if (value_is(word, "Tf"))
        set_font(p);
    const struct open *open = p->open_n ? &p->open[p->open_n - 1] : NULL;
    if (is_one_of(word, painting) && (!open || (open->id < 0 && !open->artifact)))
        fault(p, "something is drawn that is neither tagged nor an artifact");
    if (is_one_of(word, showing)) {
        show(p);
        drawing_fact(p, end);
    }
}

static void read_content(struct painter *p, const char *bytes, size_t n)
{
    struct lexer lexer = {p->reader->file->arena, bytes, n, 0, 0};
    struct value value;
    p->drawn = bytes;
    while (value_next(&lexer, &value)) {
        if (value.kind != VALUE_WORD) {
            if (p->operands.n < OPERANDS)
                *list_add(lexer.arena, &p->operands) = value;
            continue;
        }
        operate(p, &value, bytes + lexer.at, n);
        p->operands.n = 0;
    }
    drawing_fact(p, bytes + n);
    if (lexer.at < n)
        fault(p, "the page's content cannot be read to its end");
    if (p->open_n)
        fault(p, "marked content is left open");
}

static void read_page(struct text_reader *reader, size_t index)
{
    struct painter p = {.reader = reader, .page = &reader->pages[index], .number = (uint32_t)index + 1, .font = NO_FONT};
    const char *bytes;
    size_t n;
    p.resources = file_entry(reader->file, p.page->dict, "Resources");
    buf_init(&p.said, reader->file->arena);
    buf_text(&p.said, "");
    if (file_stream(reader->file, file_entry(reader->file, p.page->dict, "Contents"), &bytes, &n))
        read_content(&p, bytes, n);
    else
        fault(&p, "the page has no content that can be read");
}

void text_read(struct text_reader *reader)
{
    for (size_t i = 0; i < reader->page_n; i++)
        read_page(reader, i);
    text_font_facts(reader);
}
