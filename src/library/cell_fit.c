/* Whether the longest lines that a template's wording can make have room in its cells. Small documents are made
 * that go through every session, meeting, month, committee and language, for each kind of symbol that asks for
 * the template; each cell's longest text is then measured as narrow as the cell allows. */
#include "library/cell_fit.h"

#include <string.h>

#include "layout/line.h"
#include "reading/read.h"

enum {
    SESSIONS = 99, /* and meetings */
    MONTHS = 12,
    CELLS = 64, /* of a page: as many as a template may have */
    LINES_FINE = 2, /* a cell may have so many; more are told as a fault */
    NEARLY = 80, /* [1/100] of the most characters: texts so long are measured */
};

static const char *const symbols[] = {"A/RES/79/314 A-B", "A/RES/ES-11/18", "A/RES/S-33/12", "S/RES/2897 (2027)", "E/RES/2027/34",
    "A/HRC/RES/57/38", "A/C.3/79/L.48/Rev.1", "E/2027/L.28/Rev.1", "A/DEC/79/558"};
enum { SYMBOL_COUNT = sizeof symbols / sizeof *symbols };

/* The longest text of a cell so far. */
struct longest {
    const struct cell *cell; /* NULL: it was empty in all documents */
    const char *text;
    size_t characters;
    hx_unit width, widest; /* [unit] on one line, and of its widest line when it is broken */
    size_t lines;
};

struct fit {
    hx_job *job;
    const char *name;
    const struct template_ *template_;
    struct arena *arena; /* of what is kept while documents come and go */
    struct report *report, *silent;
    struct longest longest[PAGE_KIND_COUNT][CELLS];
};

/* --- measuring ----------------------------------------------------------------------------------- */

static const struct set_block *set_in(struct fit *fit, const struct content *content, const struct content_cell *cell, hx_unit width)
{
    struct arena *arena = fit->job->arena;
    struct cell *plain = arena_new_of(arena, struct cell);
    *plain = *cell->cell;
    plain->width = width;
    struct content_cell scaled = {.cell = plain};
    for (size_t i = 0; i < cell->runs.n; i++) {
        struct run *run = list_add(arena, &scaled.runs);
        *run = cell->runs.at[i];
        run->style.scale = (int32_t)unit_muldiv(run->style.scale, plain->fit, 1000);
    }
    return line_set_cell(fit->job->shaper, arena, content, &scaled, fit->silent);
}

static hx_unit widest_line(const struct set_block *set)
{
    hx_unit widest = 0;
    for (size_t i = 0; set && i < set->lines.n; i++)
        widest = set->lines.at[i].width > widest ? set->lines.at[i].width : widest;
    return widest;
}

static const char *text_of(struct arena *arena, const struct content_cell *cell, size_t *characters)
{
    struct buf text;
    buf_init(&text, arena);
    buf_text(&text, "");
    for (size_t i = 0; i < cell->runs.n; i++)
        buf_bytes(&text, cell->runs.at[i].text, cell->runs.at[i].n);
    *characters = 0;
    for (size_t i = 0; i < text.n; i++)
        *characters += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return text.at;
}

static bool is_numbered(const struct content_cell *cell)
{
    for (size_t i = 0; i < cell->runs.n; i++)
        if (cell->runs.at[i].kind != RUN_TEXT)
            return true;
    return cell->runs.n == 0;
}

static void measure(struct fit *fit, const struct content *content, const struct content_cell *cell, struct longest *longest)
{
    size_t characters;
    const char *text = text_of(fit->job->arena, cell, &characters);
    if (characters * 100 < longest->characters * NEARLY || (longest->text && strcmp(text, longest->text) == 0))
        return;
    hx_unit width = widest_line(set_in(fit, content, cell, 0));
    longest->characters = characters > longest->characters ? characters : longest->characters;
    if (longest->cell && width <= longest->width)
        return;
    const struct set_block *broken = set_in(fit, content, cell, cell->cell->width);
    longest->cell = cell->cell;
    longest->text = arena_strdup(fit->arena, text);
    longest->width = width;
    longest->widest = widest_line(broken);
    longest->lines = broken ? broken->lines.n : 0;
}

/* --- documents ----------------------------------------------------------------------------------- */

static void measure_document(struct fit *fit, const char *symbol, int i)
{
    struct arena *arena = fit->job->arena;
    arena_reset(arena);
    struct buf text;
    buf_init(&text, arena);
    buf_printf(&text, "---\nsymbol: %s\nissued: 2027-%02d-28\nadopted: 2027-%02d-28\nsession: %d\nmeeting: %d\n", symbol,
        i % MONTHS + 1, i % MONTHS + 1, i, i);
    buf_printf(&text, "committee: %d\noriginal: %s\nagenda: 132, 17 (c)\nreport: A/79/424/Add.1\njob: 27-04519\n---\n\nText.\n",
        i % 6 + 1, lang_row((enum lang)(i % LANG_COUNT))->tag);
    struct read_options options = {.language = fit->template_->lang};
    fit->silent = report_new(arena);
    struct doc *doc = read_document(arena, source_new(arena, "", text.at, text.n), &options, fit->silent);
    if (!doc)
        return;
    const struct content *content = resolve(arena, doc, fit->template_, fit->silent);
    for (int kind = 0; kind < PAGE_KIND_COUNT; kind++)
        for (size_t c = 0; c < content->page[kind].cells.n && c < CELLS; c++) {
            const struct content_cell *cell = &content->page[kind].cells.at[c];
            if (!is_numbered(cell) && cell->cell->width > 0)
                measure(fit, content, cell, &fit->longest[kind][c]);
        }
}

/* Of a template that no symbol asks for, all documents are possible. */
static bool asks_for(const struct fit *fit, const char *symbol)
{
    const struct template_patterns *patterns = fit->job->engine->patterns;
    bool asked = false;
    for (size_t i = 0; i < patterns->list.n && !asked; i++)
        asked = strcmp(patterns->list.at[i].name, fit->name) == 0;
    return !asked || strcmp(template_for_symbol(patterns, symbol), fit->name) == 0;
}

static void measure_documents(struct fit *fit)
{
    bool first = true;
    for (size_t s = 0; s < SYMBOL_COUNT; s++) {
        if (!asks_for(fit, symbols[s]))
            continue;
        for (int i = 1; i <= (first ? SESSIONS : MONTHS); i++)
            measure_document(fit, symbols[s], i);
        first = false;
    }
}

/* --- findings ------------------------------------------------------------------------------------ */

static void tell(struct fit *fit, const struct longest *longest, enum page_kind kind)
{
    static const char *const pages[PAGE_KIND_COUNT] = {"first", "even", "odd", "landscape-even", "landscape-odd"};
    if (!longest->cell || longest->width <= longest->cell->width)
        return;
    bool broken = longest->widest <= longest->cell->width;
    struct buf sizes;
    buf_init(&sizes, fit->arena);
    buf_unit(&sizes, longest->width);
    buf_text(&sizes, " pt wide where there are ");
    buf_unit(&sizes, longest->cell->width);
    if (broken)
        buf_printf(&sizes, ", and takes %zu lines", longest->lines);
    const char *place = arena_printf(fit->arena, "%s in %s, page `%s`", longest->cell->name, lang_row(fit->template_->lang)->tag, pages[kind]);
    diag_file(fit->report, broken && longest->lines <= LINES_FINE ? DIAG_TEMPLATE_BROKEN : DIAG_TEMPLATE_WIDE, fit->name, place, longest->text, sizes.at);
}

void cell_fit_check(hx_job *job, struct arena *arena, const struct template_path *path, const char *name, struct report *report)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct fit *fit = arena_new_of(arena, struct fit);
        *fit = (struct fit){.job = job, .name = name, .arena = arena, .report = report};
        fit->template_ = template_load(arena, path, name, (enum lang)lang, report_new(arena));
        if (!fit->template_)
            continue;
        measure_documents(fit);
        for (int kind = 0; kind < PAGE_KIND_COUNT; kind++)
            for (size_t c = 0; c < CELLS; c++)
                tell(fit, &fit->longest[kind][c], (enum page_kind)kind);
    }
}
