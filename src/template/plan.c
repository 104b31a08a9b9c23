/* Pages as a template plans them: cells, rules and pictures of each kind of page, and what is laid over all
 * of them. Part of template. */
#include "template/loader.h"

#include <string.h>

#include "template/drawing.h"
#include "template/picture_file.h"
#include "template/wording.h"

enum { CELLS_MOST = 64, PICTURES_MOST = 16 };

static const char *const page_names[PAGE_KIND_COUNT] = {"first", "even", "odd", "landscape-even", "landscape-odd"};
static const char *const tags[] = {"ar", "zh", "en", "fr", "ru", "es"};
static const char *const drawings[] = {[DRAWING_GLOBE] = "globe", [DRAWING_RECYCLE] = "recycle", NULL};
static const char emblem_name[] = "emblem"; /* a globe unless something else is said */
static const char *const restarts[] = {[RESTART_PAGE] = "page", [RESTART_DOCUMENT] = "document", NULL};

static const struct value_key plan_keys[] = {
    LENGTH("width", page_plan, width, 72, 3000), LENGTH("height", page_plan, height, 72, 3000), APART("column"),
    LENGTH("top", page_plan, top, 0, 3000), LENGTH("bottom", page_plan, bottom, 0, 3000),
    APART("emblem"), APART("pictures"), APART("rules"), APART("cells"),
};
static const struct value_key column_keys[] = {
    LENGTH("start", page_plan, column, 0, 3000), LENGTH("width", page_plan, column_width, 36, 3000),
};
static const struct value_key rule_keys[] = {
    LENGTH("x", rule, x, 0, 3000), LENGTH("top", rule, top, 0, 3000),
    LENGTH("width", rule, width, 0, 3000), LENGTH("thickness", rule, thickness, 0, 50),
    COLOUR("colour", rule, colour),
};
static const struct value_key cell_keys[] = {
    APART("text"), APART("style"), CHOICE("align", cell, align, loader_aligns),
    LENGTH("x", cell, x, 0, 3000), LENGTH("baseline", cell, baseline, 0, 3000),
    LENGTH("width", cell, width, 0, 3000), LENGTH("leading", cell, leading, 1, 800),
    RATIO("fit", cell, fit, 200, 1000), FLAG("follows", cell, follows), FLAG("upwards", cell, upwards),
    WHOLE("stack", cell, stack, 0, 99),
};
static const struct value_key picture_keys[] = {
    APART("file"), APART("bar-code"), APART("qr"), APART("draw"), APART("alternative"),
    LENGTH("x", picture_slot, x, 0, 3000), LENGTH("top", picture_slot, top, 0, 3000),
    LENGTH("width", picture_slot, width, 0, 3000), LENGTH("height", picture_slot, height, 0, 3000),
    COLOUR("colour", picture_slot, colour),
};
static const struct value_key watermark_keys[] = {
    APART("text"), APART("style"), WHOLE("angle", watermark, angle, -90, 90),
};
static const struct value_key number_keys[] = {
    APART("style"), WHOLE("every", line_numbers, every, 1, 100), LENGTH("x", line_numbers, x, 0, 3000),
    CHOICE("restart", line_numbers, restart, restarts),
};

/* The pattern under a key, checked; NULL when there is none or it is bad. */
static const char *pattern(const struct value_scope *scope, const struct yaml *tree, const char *key)
{
    const struct yaml *text = yaml_get(tree, key);
    bool given = text && (text->kind != YAML_SCALAR || strcmp(text->text, "none") != 0);
    return given && wording_check(scope, text, key) ? text->text : NULL;
}

/* --- cells and rules ------------------------------------------------------------------------------ */

static void read_cells(struct loader *loader, const struct yaml *map, struct page_plan *plan)
{
    for (size_t i = 0; map && i < map->entries.n && i < CELLS_MOST; i++) {
        const struct yaml *tree = loader_inherited(loader, map, map->entries.at[i].key);
        if (!tree)
            continue;
        struct cell cell = {.name = map->entries.at[i].key, .style = loader_style(loader, tree), .fit = 1000};
        cell.align = ALIGN_START;
        cell.leading = (hx_unit)unit_muldiv(cell.style->size, 12, 10);
        struct value_scope scope = loader_scope(loader, cell.style->size);
        value_read(&scope, tree, cell_keys, ROWS(cell_keys), &cell);
        const char *text = pattern(&scope, tree, "text");
        cell.pattern = text ? text : "";
        *list_add(scope.arena, &plan->cells) = cell;
    }
    if (map && map->entries.n > CELLS_MOST)
        value_complain(&loader->scope, DIAG_TEMPLATE_LIMIT, map->source, map->span, "more than 64 cells on a page", "", "");
}

static void read_rules(struct loader *loader, const struct yaml *map, struct page_plan *plan)
{
    for (size_t i = 0; map && i < map->entries.n; i++) {
        const struct yaml *tree = loader_inherited(loader, map, map->entries.at[i].key);
        struct rule rule = {0};
        if (!tree)
            continue;
        value_read(&loader->scope, tree, rule_keys, ROWS(rule_keys), &rule);
        *list_add(loader->scope.arena, &plan->rules) = rule;
    }
}

/* --- pictures ------------------------------------------------------------------------------------- */

static const struct picture *read_file(const struct loader *loader, const struct yaml *file)
{
    const char *fault = "the name of a file is wanted";
    const struct picture *picture =
        file->kind == YAML_SCALAR ? picture_file(loader->scope.arena, file->source->name, file->text, &fault) : NULL;
    if (!picture)
        value_complain(&loader->scope, DIAG_TEMPLATE_PICTURE, file->source, file->span, file->kind == YAML_SCALAR ? file->text : "file", fault, "");
    return picture;
}

static const struct picture *read_drawing(const struct loader *loader, const struct yaml *name, uint32_t colour)
{
    for (size_t i = 0; i < DRAWING_COUNT; i++)
        if (!name || (name->text && strcmp(name->text, drawings[i]) == 0))
            return drawing_of((enum drawing)i, colour, loader->scope.arena);
    value_bad(&loader->scope, name, "draw", "globe or recycle");
    return NULL;
}

/* `alternative:` is one text, or one for each language. */
static const char *read_alternative(const struct loader *loader, const struct yaml *tree)
{
    const struct yaml *texts = yaml_get(tree, "alternative");
    if (!texts || texts->kind != YAML_MAP)
        return pattern(&loader->scope, tree, "alternative");
    loader_check_names(loader, texts, tags, ROWS(tags));
    return pattern(&loader->scope, texts, lang_row(loader->lang)->tag);
}

/* What is shown: a file before a code before a drawing, so that an heir need not take away what it
 * replaces. */
static void read_picture(const struct loader *loader, const struct yaml *tree, struct picture_slot slot, struct page_plan *plan)
{
    value_read(&loader->scope, tree, picture_keys, ROWS(picture_keys), &slot);
    const struct yaml *file = yaml_get(tree, "file"), *draw = yaml_get(tree, "draw");
    bool no_file = !file || (file->kind == YAML_SCALAR && strcmp(file->text, "none") == 0);
    const char *bars = pattern(&loader->scope, tree, "bar-code"), *qr = pattern(&loader->scope, tree, "qr");
    slot.alternative = read_alternative(loader, tree);
    slot.kind = no_file && bars ? PICTURE_BAR_CODE : no_file && qr ? PICTURE_QR : PICTURE_FIXED;
    slot.pattern = bars ? bars : qr;
    if (!no_file)
        slot.picture = read_file(loader, file);
    else if (slot.kind == PICTURE_FIXED && !draw && strcmp(slot.name, emblem_name) != 0)
        loader_missing(loader, arena_printf(loader->scope.arena, "file, draw, qr or bar-code of picture %s", slot.name));
    else if (slot.kind == PICTURE_FIXED)
        slot.picture = read_drawing(loader, draw, slot.colour);
    if (slot.width > 0 && slot.height > 0 && (slot.kind != PICTURE_FIXED || slot.picture))
        *list_add(loader->scope.arena, &plan->pictures) = slot;
}

static void read_pictures(struct loader *loader, const struct yaml *tree, struct page_plan *plan)
{
    const struct yaml *emblem = loader_section(loader, tree, emblem_name, YAML_MAP);
    if (emblem)
        read_picture(loader, emblem, (struct picture_slot){.name = emblem_name}, plan);
    const struct yaml *map = loader_section(loader, tree, "pictures", YAML_MAP);
    for (size_t i = 0; map && i < map->entries.n && i < PICTURES_MOST; i++) {
        const struct yaml *picture = loader_inherited(loader, map, map->entries.at[i].key);
        if (picture)
            read_picture(loader, picture, (struct picture_slot){.name = map->entries.at[i].key}, plan);
    }
    if (map && map->entries.n > PICTURES_MOST)
        value_complain(&loader->scope, DIAG_TEMPLATE_LIMIT, map->source, map->span, "more than 16 pictures on a page", "", "");
}

/* --- pages ---------------------------------------------------------------------------------------- */

static bool is_landscape(size_t kind)
{
    return kind >= PAGE_LANDSCAPE_EVEN;
}

/* The page and its column: those of the template, for landscape pages turned. Lines are as long on all upright
 * pages, and on all landscape ones: where a page ends is found after the lines. */
static void read_shape(struct loader *loader, const struct yaml *tree, size_t kind, struct page_plan *plan)
{
    const struct template_ *made = loader->made;
    const struct yaml *column = loader_section(loader, tree, "column", YAML_MAP);
    if (column)
        value_read(&loader->scope, column, column_keys, ROWS(column_keys), plan);
    const struct yaml *width = yaml_get(column, "width"), *own = column ? column : yaml_get(tree, "width");
    hx_unit same = kind == PAGE_LANDSCAPE_ODD ? made->page[PAGE_LANDSCAPE_EVEN].column_width : made->column_width;
    if (width && kind != PAGE_LANDSCAPE_EVEN && same > 0 && plan->column_width != same)
        value_bad(&loader->scope, width, "width", "the width of the column on the other pages, which is the same on all");
    else if ((own || is_landscape(kind)) && (int64_t)plan->column + plan->column_width > plan->width)
        value_bad(&loader->scope, width ? width : own ? own : tree, "column", "a column that ends on the page");
}

static void read_plan(struct loader *loader, const struct yaml *tree, size_t kind)
{
    struct page_plan *plan = &loader->made->page[kind];
    const struct template_ *made = loader->made;
    *plan = (struct page_plan){.width = made->page_width, .height = made->page_height, .column = made->column, .column_width = made->column_width};
    if (is_landscape(kind)) {
        plan->width = made->page_height;
        plan->height = made->page_width;
        plan->column_width = kind == PAGE_LANDSCAPE_ODD ? made->page[PAGE_LANDSCAPE_EVEN].column_width : plan->column_width;
    }
    value_read(&loader->scope, tree, plan_keys, ROWS(plan_keys), plan);
    read_shape(loader, tree, kind, plan);
    read_pictures(loader, tree, plan);
    read_rules(loader, loader_section(loader, tree, "rules", YAML_MAP), plan);
    read_cells(loader, loader_section(loader, tree, "cells", YAML_MAP), plan);
    const struct yaml *bottom = yaml_get(tree, "bottom");
    if (!bottom || !yaml_get(tree, "top"))
        loader_missing(loader, "top and bottom of each page");
    else if (plan->bottom - plan->top < 36 * UNIT_PT || plan->bottom > plan->height)
        value_bad(&loader->scope, bottom, "bottom", "a baseline on the page and at least 36 pt below `top`");
}

static void read_pages(struct loader *loader)
{
    const struct yaml *map = loader_section(loader, loader->tree, "pages", YAML_MAP);
    loader_check_names(loader, map, page_names, PAGE_KIND_COUNT);
    for (size_t i = 0; i < PAGE_KIND_COUNT; i++) {
        const struct yaml *tree = map ? loader_inherited(loader, map, page_names[i]) : NULL;
        if (tree)
            read_plan(loader, tree, i);
        else if (!is_landscape(i) || loader->made->table.landscape)
            loader_missing(loader, arena_printf(loader->scope.arena, "pages: %s", page_names[i]));
    }
}

static void read_watermark(struct loader *loader)
{
    const struct yaml *tree = loader_section(loader, loader->tree, "watermark", YAML_MAP);
    struct watermark *watermark = &loader->made->watermark;
    if (!tree)
        return;
    watermark->angle = 45;
    watermark->style = loader_style(loader, tree);
    value_read(&loader->scope, tree, watermark_keys, ROWS(watermark_keys), watermark);
    watermark->pattern = pattern(&loader->scope, tree, "text");
}

static void read_line_numbers(struct loader *loader)
{
    const struct yaml *tree = loader_section(loader, loader->tree, "line-numbers", YAML_MAP);
    struct line_numbers *numbers = &loader->made->line_numbers;
    if (!tree)
        return;
    numbers->every = 5;
    numbers->style = loader_style(loader, tree);
    value_read(&loader->scope, tree, number_keys, ROWS(number_keys), numbers);
}

void plan_read(struct loader *loader)
{
    read_pages(loader);
    read_watermark(loader);
    read_line_numbers(loader);
}
