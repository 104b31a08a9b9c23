#include "template/template.h"

#include <string.h>

#include "template/setting.h"
#include "template/value.h"
#include "template/wording.h"
#include "template/yaml.h"

/* Everything that inherits is settled on the YAML trees before a single value is read: a template over
 * the one it extends, the language's overrides over the whole, a style over the style it is. What is
 * left is plain maps, and each is read by its table. */

enum { INHERIT_MOST = 8, FONTS_MOST = 8, CELLS_MOST = 64, LEAST_ROOM = 10 * UNIT_PT };

struct loader {
    struct value_scope scope;
    const struct template_path *path;
    enum lang lang;
    struct template_ *made;
    const struct source *file; /* template.yaml of the template itself */
    struct yaml *tree; /* template.yaml, all inheritance of templates and languages applied */
    struct yaml *words; /* the same of the language's wording */
    struct yaml *set; /* single values laid over the tree; NULL: none */
    LIST(struct style *) styles;
};

static const char *const role_names[ROLE_COUNT] = {
#define R(id, name) name,
#include "template/role.def"
#undef R
};
static const char *const mark_names[MARK_COUNT] = {
    "lead", "strong", "strong-lead", "link", "call", "note-label", "superior", "note-lead", "bracket"};
static const char *const page_names[PAGE_KIND_COUNT] = {"first", "even", "odd"};
static const char *const aligns[] = {"justify", "start", "end", "centre", NULL};

const char *role_name(enum role role)
{
    return role_names[role];
}

/* --- tables ---------------------------------------------------------------------------------- */

#define LENGTH(name, type, field, least, most) {name, VALUE_LENGTH, offsetof(struct type, field), least, most, NULL}
#define RATIO(name, type, field, least, most) {name, VALUE_RATIO, offsetof(struct type, field), least, most, NULL}
#define WHOLE(name, type, field, least, most) {name, VALUE_WHOLE, offsetof(struct type, field), least, most, NULL}
#define SMALL(name, type, field, least, most) {name, VALUE_SMALL, offsetof(struct type, field), least, most, NULL}
#define FLAG(name, type, field) {name, VALUE_FLAG, offsetof(struct type, field), 0, 0, NULL}
#define ALIGN(name, type, field) {name, VALUE_CHOICE, offsetof(struct type, field), 0, 0, aligns}
#define APART(name) {name, VALUE_APART, 0, 0, 0, NULL}
#define ROWS(table) (sizeof(table) / sizeof *(table))

static const struct value_key top_keys[] = {
    {"title", VALUE_TEXT, offsetof(struct template_, title), 0, 0, NULL},
    APART("extends"), APART("symbols"), APART("page"), APART("column"), FLAG("mirrored", template_, mirrored),
    APART("fonts"), APART("styles"), APART("marks"), APART("blocks"), APART("pages"), APART("notes"), APART("tables"),
    APART("lines"), APART("hyphenation"), APART("languages"),
};
static const struct value_key page_keys[] = {
    LENGTH("width", template_, page_width, 72, 3000),
    LENGTH("height", template_, page_height, 72, 3000),
};
static const struct value_key column_keys[] = {
    LENGTH("start", template_, column, 0, 3000),
    LENGTH("width", template_, column_width, 36, 3000),
};
static const struct value_key line_keys[] = {
    WHOLE("widow", template_, widow_lines, 1, 9),
    WHOLE("orphan", template_, orphan_lines, 1, 9),
};
static const struct value_key note_keys[] = {
    LENGTH("rule-x", note_plan, rule_x, 0, 3000),
    LENGTH("rule-width", note_plan, rule_width, 0, 3000),
    LENGTH("rule-thickness", note_plan, rule_thickness, 0, 20),
    LENGTH("rule-above", note_plan, rule_above, 0, 200),
    LENGTH("gap", note_plan, gap, 0, 200),
    LENGTH("between", note_plan, between, 0, 200),
};
static const struct value_key table_keys[] = {
    LENGTH("gap", table_plan, gap, 0, 200),
    RATIO("shrink", table_plan, shrink, 300, 1000),
    LENGTH("rule-above", table_plan, rule_above, 0, 200),
    LENGTH("rule-below", table_plan, rule_below, 0, 200),
    LENGTH("top-rule", table_plan, top_rule, 0, 20),
    LENGTH("header-rule", table_plan, header_rule, 0, 20),
    LENGTH("cell-rule", table_plan, cell_rule, 0, 20),
    LENGTH("total-rule", table_plan, total_rule, 0, 20),
    LENGTH("bottom-rule", table_plan, bottom_rule, 0, 20),
};
/* `size` is read first, by size_key: the em of the other lengths is that size. */
static const struct value_key size_key[] = {LENGTH("size", style, size, 1, 400)};
static const struct value_key style_keys[] = {
    APART("font"), APART("size"),
    FLAG("bold", style, bold), FLAG("italic", style, italic),
    FLAG("hyphenate", style, hyphenate), FLAG("squeeze", style, squeeze),
    RATIO("hang", style, hang, 0, 1000), RATIO("autospace", style, autospace, 0, 1000),
    LENGTH("rise", style, rise, -200, 200),
    LENGTH("tracking", style, tracking, -10, 50),
    LENGTH("tracking-stretch", style, tracking_stretch, 0, 50),
    LENGTH("tracking-shrink", style, tracking_shrink, 0, 50),
    RATIO("scale", style, scale, 200, 4000),
    RATIO("shear", style, shear, -1000, 1000),
    {"colour", VALUE_COLOUR, offsetof(struct style, colour), 0, 0, NULL},
};
static const struct value_key mark_keys[] = {
    APART("font"),
    {"bold", VALUE_MAYBE, offsetof(struct mark_style, bold), 0, 0, NULL},
    {"italic", VALUE_MAYBE, offsetof(struct mark_style, italic), 0, 0, NULL},
    {"hyphenate", VALUE_MAYBE, offsetof(struct mark_style, hyphenate), 0, 0, NULL},
    RATIO("size", mark_style, size, 100, 4000),
    RATIO("rise", mark_style, rise, -2000, 2000),
    {"colour", VALUE_MARK_COLOUR, offsetof(struct mark_style, colour), 0, 0, NULL},
};
static const struct value_key block_keys[] = {
    APART("style"), ALIGN("align", block_style, align),
    LENGTH("leading", block_style, leading, 1, 800),
    LENGTH("before", block_style, before, 0, 800),
    LENGTH("after", block_style, after, 0, 800),
    LENGTH("start", block_style, start, -1000, 1000),
    LENGTH("end", block_style, end, -1000, 1000),
    LENGTH("first", block_style, first, -1000, 1000),
    LENGTH("label", block_style, label, -1000, 1000),
    LENGTH("label-gap", block_style, label_gap, 0, 200),
    LENGTH("label-out", block_style, label_out, -1000, 0),
    RATIO("space-stretch", block_style, space_stretch, 1000, 9000),
    RATIO("space-shrink", block_style, space_shrink, 100, 1000),
    RATIO("kashida", block_style, kashida, 0, 3000), RATIO("kashida-share", block_style, kashida_share, 0, 1000),
    LENGTH("rule-width", block_style, rule_width, 0, 3000),
    LENGTH("rule-thickness", block_style, rule_thickness, 0, 20),
    FLAG("keep-next", block_style, keep_next), FLAG("keep-whole", block_style, keep_whole),
    SMALL("outline", block_style, outline, 0, 9),
};
static const struct value_key plan_keys[] = {
    LENGTH("top", page_plan, top, 0, 3000), LENGTH("bottom", page_plan, bottom, 0, 3000),
    APART("emblem"), APART("rules"), APART("cells"),
};
static const struct value_key emblem_keys[] = {
    LENGTH("x", emblem, x, 0, 3000), LENGTH("top", emblem, top, 0, 3000),
    LENGTH("width", emblem, width, 0, 3000), LENGTH("height", emblem, height, 0, 3000),
};
static const struct value_key rule_keys[] = {
    LENGTH("x", rule, x, 0, 3000), LENGTH("top", rule, top, 0, 3000),
    LENGTH("width", rule, width, 0, 3000), LENGTH("thickness", rule, thickness, 0, 50),
};
static const struct value_key cell_keys[] = {
    APART("text"), APART("style"), ALIGN("align", cell, align),
    LENGTH("x", cell, x, 0, 3000), LENGTH("baseline", cell, baseline, 0, 3000),
    LENGTH("width", cell, width, 0, 3000), LENGTH("leading", cell, leading, 1, 800),
    RATIO("fit", cell, fit, 200, 1000), FLAG("follows", cell, follows), FLAG("upwards", cell, upwards),
    WHOLE("stack", cell, stack, 0, 99),
};

/* --- small steps ------------------------------------------------------------------------------ */

static struct value_scope scope_at(const struct loader *loader, hx_unit em)
{
    struct value_scope scope = loader->scope;
    scope.em = em;
    return scope;
}

/* The value of a key that must be of a kind, or NULL; a wrong kind is reported. "none" is left out. */
static struct yaml *section(const struct loader *loader, const struct yaml *map, const char *key, enum yaml_kind kind)
{
    struct yaml *value = yaml_get(map, key);
    if (!value || (value->kind == YAML_SCALAR && strcmp(value->text, "none") == 0))
        return NULL;
    if (value->kind == kind)
        return value;
    value_bad(&loader->scope, value, key, kind == YAML_LIST ? "a list: [one, two]" : "a list of `key: value` lines");
    return NULL;
}

static void missing(const struct loader *loader, const char *what)
{
    value_complain(&loader->scope, DIAG_TEMPLATE_MISSING, loader->file, (struct span){0, 0}, what, "", "");
}

static void require(const struct loader *loader, const char *map, const char *key)
{
    if (!yaml_get(yaml_get(loader->tree, map), key))
        missing(loader, arena_printf(loader->scope.arena, "%s: %s", map, key));
}

static void read_section(const struct loader *loader, const char *key, const struct value_key *keys, size_t n, void *object)
{
    const struct yaml *map = section(loader, loader->tree, key, YAML_MAP);
    if (map)
        value_read(&loader->scope, map, keys, n, object);
}

static bool known(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void check_names(const struct loader *loader, const struct yaml *map, const char *const *names, size_t n)
{
    for (size_t i = 0; map && i < map->entries.n; i++)
        if (!known(map->entries.at[i].key, names, n))
            value_unknown(&loader->scope, &map->entries.at[i], names, n);
}

static const char **keys_of(const struct loader *loader, const struct yaml *map)
{
    const char **keys = arena_new_array(loader->scope.arena, const char *, map->entries.n + 1);
    for (size_t i = 0; i < map->entries.n; i++)
        keys[i] = map->entries.at[i].key;
    return keys;
}

/* An entry of a map laid over the one that its `is` names, and so on up. NULL when it is no map. */
static struct yaml *inherited(const struct loader *loader, const struct yaml *map, const char *key)
{
    struct yaml *made = section(loader, map, key, YAML_MAP);
    for (int step = 0; made && yaml_get(made, "is"); step++) {
        const struct yaml *is = yaml_get(made, "is");
        struct yaml *parent = is->text ? yaml_get(map, is->text) : NULL;
        if (!parent || parent->kind != YAML_MAP || step == INHERIT_MOST) {
            const char *near = is->text ? value_nearest(is->text, keys_of(loader, map), map->entries.n) : "";
            value_bad(&loader->scope, is, "is", step == INHERIT_MOST ? "a parent that is not its own heir"
                : arena_printf(loader->scope.arena, "the name of another entry here%s%s", *near ? ", such as " : "", near));
            parent = NULL;
        }
        made = yaml_merge(loader->scope.arena, parent, yaml_without(loader->scope.arena, made, "is"));
    }
    return made;
}

/* --- sections --------------------------------------------------------------------------------- */

static void read_fonts(struct loader *loader)
{
    const struct yaml *list = section(loader, loader->tree, "fonts", YAML_LIST);
    struct template_ *made = loader->made;
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const struct yaml *name = list->entries.at[i].value;
        if (name->kind != YAML_SCALAR || made->font_count == FONTS_MOST)
            value_bad(&loader->scope, name, "fonts", "at most eight names of roles in the font list");
        else
            made->fonts[made->font_count++] = name->text;
    }
    if (!list || list->entries.n == 0)
        missing(loader, "fonts");
}

/* `hyphenation:` lists words with a hyphen wherever they may be divided. */
static void read_hyphenation(struct loader *loader)
{
    const struct yaml *list = section(loader, loader->tree, "hyphenation", YAML_LIST);
    size_t n = 0;
    struct hyphen_word *words = arena_new_array(loader->scope.arena, struct hyphen_word, list ? list->entries.n + 1 : 1);
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const struct yaml *word = list->entries.at[i].value;
        if (word->kind == YAML_SCALAR && hyphen_word_read(loader->scope.arena, word->text, &words[n]))
            n++;
        else
            value_bad(&loader->scope, word, "hyphenation", "words of letters, with a hyphen where each may be divided: re-cord");
    }
    loader->made->hyphenation = hyphen_list_of(words, n);
}

/* `symbols:` says which documents ask for this template; template_for_symbol reads it. */
static void check_symbols(const struct loader *loader, const struct yaml *tree)
{
    const struct yaml *list = section(loader, tree, "symbols", YAML_LIST);
    for (size_t i = 0; list && i < list->entries.n; i++)
        if (list->entries.at[i].value->kind != YAML_SCALAR)
            value_bad(&loader->scope, list->entries.at[i].value, "symbols", "patterns such as \"A/RES/*\"");
}

static uint8_t font_index(const struct loader *loader, const struct yaml *name)
{
    const struct template_ *made = loader->made;
    for (size_t i = 0; name && name->text && i < made->font_count; i++)
        if (strcmp(made->fonts[i], name->text) == 0)
            return (uint8_t)i;
    if (name && made->font_count > 0)
        value_bad(&loader->scope, name, "font", "a name that is listed under `fonts`");
    return 0;
}

static void read_styles(struct loader *loader)
{
    const struct yaml *map = section(loader, loader->tree, "styles", YAML_MAP);
    for (size_t i = 0; map && i < map->entries.n; i++) {
        const struct yaml *tree = inherited(loader, map, map->entries.at[i].key);
        if (!tree)
            continue;
        struct style *style = arena_new_of(loader->scope.arena, struct style);
        *style = (struct style){.name = map->entries.at[i].key, .size = 10 * UNIT_PT, .scale = 1000};
        struct value_scope scope = scope_at(loader, 10 * UNIT_PT);
        const struct yaml *size = yaml_get(tree, "size");
        if (size) {
            struct yaml only = {.kind = YAML_MAP, .source = tree->source};
            *list_add(scope.arena, &only.entries) = (struct yaml_entry){.key = "size", .key_source = size->source, .value = (struct yaml *)size};
            value_read(&scope, &only, size_key, ROWS(size_key), style);
        }
        scope.em = style->size;
        value_read(&scope, tree, style_keys, ROWS(style_keys), style);
        style->font = font_index(loader, yaml_get(tree, "font"));
        *list_add(scope.arena, &loader->styles) = style;
    }
    if (!map)
        missing(loader, "styles");
}

/* The style under `style:` of a block or cell; the first one when there is none, and at an unknown name. */
static const struct style *style_of(const struct loader *loader, const struct yaml *tree)
{
    static const struct style plain = {.name = "plain", .size = 10 * UNIT_PT, .scale = 1000};
    const struct yaml *name = yaml_get(tree, "style");
    const char **names = arena_new_array(loader->scope.arena, const char *, loader->styles.n + 1);
    for (size_t i = 0; i < loader->styles.n; i++) {
        names[i] = loader->styles.at[i]->name;
        if (name && name->text && strcmp(names[i], name->text) == 0)
            return loader->styles.at[i];
    }
    if (name) {
        const char *near = name->text ? value_nearest(name->text, names, loader->styles.n) : "";
        value_bad(&loader->scope, name, "style", *near ? near : "the name of an entry under `styles`");
    }
    return loader->styles.n > 0 ? loader->styles.at[0] : &plain;
}

static void read_marks(struct loader *loader)
{
    const struct yaml *map = section(loader, loader->tree, "marks", YAML_MAP);
    check_names(loader, map, mark_names, MARK_COUNT);
    for (size_t i = 0; i < MARK_COUNT; i++) {
        struct mark_style *mark = &loader->made->mark[i];
        *mark = (struct mark_style){.bold = -1, .italic = -1, .hyphenate = -1, .font = -1, .size = 1000, .colour = -1};
        const struct yaml *tree = map ? inherited(loader, map, mark_names[i]) : NULL;
        if (tree)
            value_read(&loader->scope, tree, mark_keys, ROWS(mark_keys), mark);
        if (yaml_get(tree, "font"))
            mark->font = (int8_t)font_index(loader, yaml_get(tree, "font"));
    }
}

static void read_block(struct loader *loader, const struct yaml *tree, struct block_style *block)
{
    block->text = style_of(loader, tree);
    block->leading = (hx_unit)unit_muldiv(block->text->size, 12, 10);
    block->space_stretch = 1500;
    block->space_shrink = 800;
    struct value_scope scope = scope_at(loader, block->text->size);
    value_read(&scope, tree, block_keys, ROWS(block_keys), block);
    const struct { const char *key; hx_unit value; } indents[] = {
        {"start", block->start}, {"end", block->end}, {"first", block->first}};
    int64_t room = loader->made->column_width;
    for (size_t i = 0; room > 0 && i < ROWS(indents); i++)
        if ((room -= indents[i].value) < LEAST_ROOM) {
            value_bad(&scope, yaml_get(tree, indents[i].key), indents[i].key, "an indent that leaves room for text in the column");
            break;
        }
}

static void read_blocks(struct loader *loader)
{
    const struct yaml *map = section(loader, loader->tree, "blocks", YAML_MAP);
    check_names(loader, map, role_names, ROLE_COUNT);
    if (!yaml_get(map, role_names[ROLE_PARAGRAPH])) {
        missing(loader, "blocks: paragraph");
        return;
    }
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        const char *key = yaml_get(map, role_names[i]) ? role_names[i] : role_names[ROLE_PARAGRAPH];
        const struct yaml *tree = inherited(loader, map, key);
        loader->made->block[i].name = role_names[i];
        if (tree)
            read_block(loader, tree, &loader->made->block[i]);
    }
}

static void read_cells(struct loader *loader, const struct yaml *map, struct page_plan *plan)
{
    for (size_t i = 0; map && i < map->entries.n && i < CELLS_MOST; i++) {
        const struct yaml *tree = inherited(loader, map, map->entries.at[i].key);
        const struct yaml *text = yaml_get(tree, "text");
        if (!tree)
            continue;
        struct cell cell = {.name = map->entries.at[i].key, .style = style_of(loader, tree), .fit = 1000, .pattern = ""};
        cell.align = ALIGN_START;
        cell.leading = (hx_unit)unit_muldiv(cell.style->size, 12, 10);
        struct value_scope scope = scope_at(loader, cell.style->size);
        value_read(&scope, tree, cell_keys, ROWS(cell_keys), &cell);
        if (text && wording_check(&scope, text, "text"))
            cell.pattern = text->text;
        *list_add(scope.arena, &plan->cells) = cell;
    }
    if (map && map->entries.n > CELLS_MOST)
        value_complain(&loader->scope, DIAG_TEMPLATE_LIMIT, map->source, map->span, "more than 64 cells on a page", "", "");
}

static void read_rules(struct loader *loader, const struct yaml *map, struct page_plan *plan)
{
    for (size_t i = 0; map && i < map->entries.n; i++) {
        const struct yaml *tree = inherited(loader, map, map->entries.at[i].key);
        struct rule rule = {0};
        if (!tree)
            continue;
        value_read(&loader->scope, tree, rule_keys, ROWS(rule_keys), &rule);
        *list_add(loader->scope.arena, &plan->rules) = rule;
    }
}

static void read_plan(struct loader *loader, const struct yaml *tree, struct page_plan *plan)
{
    value_read(&loader->scope, tree, plan_keys, ROWS(plan_keys), plan);
    const struct yaml *emblem = section(loader, tree, "emblem", YAML_MAP);
    if (emblem)
        value_read(&loader->scope, emblem, emblem_keys, ROWS(emblem_keys), &plan->emblem);
    read_rules(loader, section(loader, tree, "rules", YAML_MAP), plan);
    read_cells(loader, section(loader, tree, "cells", YAML_MAP), plan);
    const struct yaml *bottom = yaml_get(tree, "bottom");
    if (!bottom || !yaml_get(tree, "top"))
        missing(loader, "top and bottom of each page");
    else if (plan->bottom - plan->top < 36 * UNIT_PT || plan->bottom > loader->made->page_height)
        value_bad(&loader->scope, bottom, "bottom", "a baseline on the page and at least 36 pt below `top`");
}

static void read_pages(struct loader *loader)
{
    const struct yaml *map = section(loader, loader->tree, "pages", YAML_MAP);
    check_names(loader, map, page_names, PAGE_KIND_COUNT);
    for (size_t i = 0; i < PAGE_KIND_COUNT; i++) {
        const struct yaml *tree = map ? inherited(loader, map, page_names[i]) : NULL;
        if (tree)
            read_plan(loader, tree, &loader->made->page[i]);
        else
            missing(loader, arena_printf(loader->scope.arena, "pages: %s", page_names[i]));
    }
}

/* `languages:` of the tree, checked for its keys; the language's own part, or NULL. */
static struct yaml *overrides(const struct loader *loader, const struct yaml *tree)
{
    static const char *const tags[] = {"ar", "zh", "en", "fr", "ru", "es"};
    const struct yaml *map = section(loader, tree, "languages", YAML_MAP);
    check_names(loader, map, tags, ROWS(tags));
    return map ? section(loader, map, lang_row(loader->lang)->tag, YAML_MAP) : NULL;
}

/* Single values are laid over the languages' parts, too: once before these are taken, once after. */
static void apply_overrides(struct loader *loader)
{
    struct arena *arena = loader->scope.arena;
    if (loader->set)
        setting_check(&loader->scope, loader->set, loader->tree);
    loader->tree = yaml_merge(arena, loader->tree, loader->set);
    loader->tree = yaml_merge(arena, loader->tree, overrides(loader, loader->tree));
    loader->tree = yaml_merge(arena, loader->tree, loader->set);
}

static void read_template(struct loader *loader)
{
    struct template_ *made = loader->made;
    apply_overrides(loader);
    *made = (struct template_){.name = made->name, .title = "", .lang = loader->lang, .widow_lines = 2, .orphan_lines = 2};
    value_read(&loader->scope, loader->tree, top_keys, ROWS(top_keys), made);
    read_section(loader, "page", page_keys, ROWS(page_keys), made);
    read_section(loader, "column", column_keys, ROWS(column_keys), made);
    read_section(loader, "lines", line_keys, ROWS(line_keys), made);
    read_section(loader, "notes", note_keys, ROWS(note_keys), &made->note);
    made->table = (struct table_plan){.gap = 12 * UNIT_PT, .shrink = 1000, .rule_above = 12 * UNIT_PT, .rule_below = 4 * UNIT_PT};
    read_section(loader, "tables", table_keys, ROWS(table_keys), &made->table);
    require(loader, "page", "width");
    require(loader, "page", "height");
    require(loader, "column", "width");
    const struct yaml *width = yaml_get(yaml_get(loader->tree, "column"), "width");
    if (width && made->page_width > 0 && (int64_t)made->column + made->column_width > made->page_width)
        value_bad(&loader->scope, width, "width", "a column that ends on the page");
    read_fonts(loader);
    read_hyphenation(loader);
    read_styles(loader);
    read_marks(loader);
    read_blocks(loader);
    read_pages(loader);
    made->wording = wording_load(&loader->scope, loader->lang, loader->words);
}

/* --- files ------------------------------------------------------------------------------------ */

static void unknown_template(struct arena *arena, const struct template_path *path, const char *name, struct report *report)
{
    struct template_entry *entries;
    size_t n = template_list(arena, path, &entries, report_new(arena));
    const char **names = arena_new_array(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = entries[i].name;
    const char *near = value_nearest(name, names, n);
    const char *hint = *near ? arena_printf(arena, "; did you mean `%s`?", near) : "";
    diag_file(report, DIAG_TEMPLATE_UNKNOWN, "", name, hint);
}

static struct yaml *read_file(struct loader *loader, const char *name, const char *file)
{
    struct value_scope *scope = &loader->scope;
    const struct source *source = template_file(scope->arena, loader->path, name, file, scope->report);
    return source ? yaml_read(scope->arena, source, DIAG_TEMPLATE_SYNTAX, scope->report) : NULL;
}

/* Lays each template of the chain of `extends` under what its heirs say. False when the chain breaks. */
static bool read_chain(struct loader *loader, const char *name)
{
    struct arena *arena = loader->scope.arena;
    const char *words = arena_printf(arena, "%s.yaml", lang_row(loader->lang)->tag);
    for (int step = 0; name; step++) {
        size_t errors = loader->scope.report->count[SEVERITY_ERROR];
        struct yaml *tree = step < INHERIT_MOST ? read_file(loader, name, "template.yaml") : NULL;
        const struct yaml *from = yaml_get(loader->tree, "extends");
        if (!tree && from)
            value_bad(&loader->scope, from, "extends", step < INHERIT_MOST ? "the name of another template" : "a template that is not its own heir");
        else if (!tree && loader->scope.report->count[SEVERITY_ERROR] == errors)
            unknown_template(arena, loader->path, name, loader->scope.report);
        if (!tree)
            return false;
        loader->file = loader->file ? loader->file : tree->source;
        check_symbols(loader, tree);
        loader->words = yaml_merge(arena, read_file(loader, name, words), loader->words);
        const struct yaml *extends = yaml_get(tree, "extends");
        name = extends ? extends->text : NULL;
        if (extends && !name)
            value_bad(&loader->scope, extends, "extends", "the name of another template");
        loader->tree = yaml_merge(arena, yaml_without(arena, tree, "symbols"), loader->tree ? yaml_without(arena, loader->tree, "extends") : NULL);
    }
    if (!loader->words)
        missing(loader, words);
    return true;
}

static struct loader loader_new(struct arena *arena, const struct template_path *path, enum lang lang,
    const char *const *settings, struct report *report)
{
    struct loader loader = {.scope = {.arena = arena, .report = report}, .path = path, .lang = lang};
    for (; settings && *settings; settings++)
        loader.set = yaml_merge(arena, loader.set, setting_tree(&loader.scope, *settings));
    return loader;
}

const struct template_ *template_load_set(struct arena *arena, const struct template_path *path, const char *name,
    enum lang lang, const char *const *settings, struct report *report)
{
    size_t errors = report->count[SEVERITY_ERROR];
    struct loader loader = loader_new(arena, path, lang, settings, report);
    loader.made = arena_new_of(arena, struct template_);
    loader.made->name = arena_strdup(arena, name);
    if (!read_chain(&loader, name))
        return NULL;
    read_template(&loader);
    return report->count[SEVERITY_ERROR] == errors ? loader.made : NULL;
}

const struct template_ *template_load(struct arena *arena, const struct template_path *path, const char *name,
    enum lang lang, struct report *report)
{
    return template_load_set(arena, path, name, lang, NULL, report);
}

bool template_trees(struct arena *arena, const struct template_path *path, const char *name, enum lang lang,
    const char *const *settings, struct report *report, struct template_trees *trees)
{
    struct loader loader = loader_new(arena, path, lang, settings, report);
    if (!read_chain(&loader, name))
        return false;
    apply_overrides(&loader);
    *trees = (struct template_trees){yaml_without(arena, loader.tree, "languages"), loader.words};
    return true;
}
