#include "template/template.h"

#include <string.h>
#include <unistd.h>

#include "language/lexicon.h"
#include "template/setting.h"
#include "template/label.h"
#include "template/loader.h"
#include "template/template_text.h"
#include "template/wording.h"

/* Everything that inherits is settled on the YAML trees before a single value is read: a template over
 * the one it extends, the language's overrides over the whole, a style over the style it is. What is
 * left is plain maps, and each is read by its table. */

enum { INHERIT_MOST = 8, FONTS_MOST = 8, LEAST_ROOM = 10 * UNIT_PT };

static const char *const role_names[ROLE_COUNT] = {
#define R(id, name) name,
#include "template/role.def"
#undef R
};
static const char *const mark_names[MARK_COUNT] = {
    "lead", "strong", "strong-lead", "link", "call", "note-label", "superior", "note-lead", "bracket"};
const char *const loader_aligns[] = {"justify", "start", "end", "centre", NULL};

const char *role_name(enum role role)
{
    return role_names[role];
}

/* --- tables ---------------------------------------------------------------------------------- */

static const struct value_key top_keys[] = {
    {"title", VALUE_TEXT, offsetof(struct template_, title), 0, 0, NULL},
    APART("extends"), APART("symbols"), APART("sample"), APART("page"), APART("column"), FLAG("mirrored", template_, mirrored),
    APART("fonts"), APART("styles"), APART("marks"), APART("blocks"), APART("pages"), APART("notes"), APART("tables"),
    APART("lines"), APART("numbering"), APART("hyphenation"), APART("lexicon"), APART("watermark"), APART("line-numbers"), APART("synopsis"), APART("languages"),
};
static const struct value_key page_keys[] = {
    LENGTH("width", template_, page_width, 72, 3000),
    LENGTH("height", template_, page_height, 72, 3000),
};
static const struct value_key column_keys[] = {
    LENGTH("start", template_, column, 0, 3000),
    LENGTH("width", template_, column_width, 36, 3000),
};
static const struct value_key numbering_keys[LABEL_LEVELS] = {
    {"operative", VALUE_TEXT, offsetof(struct template_, numbering[0]), 0, 0, NULL},
    {"item-1", VALUE_TEXT, offsetof(struct template_, numbering[1]), 0, 0, NULL},
    {"item-2", VALUE_TEXT, offsetof(struct template_, numbering[2]), 0, 0, NULL},
    {"item-3", VALUE_TEXT, offsetof(struct template_, numbering[3]), 0, 0, NULL},
    {"item-4", VALUE_TEXT, offsetof(struct template_, numbering[4]), 0, 0, NULL},
};
static const struct value_key line_keys[] = {
    WHOLE("widow", template_, widow_lines, 1, 9),
    WHOLE("orphan", template_, orphan_lines, 1, 9),
};
static const struct value_key note_keys[] = {
    LENGTH("rule-x", note_plan, rule_x, 0, 3000),
    LENGTH("rule-width", note_plan, rule_width, 0, 3000),
    LENGTH("rule-thickness", note_plan, rule_thickness, 0, 20),
    COLOUR("rule-colour", note_plan, rule_colour),
    LENGTH("rule-above", note_plan, rule_above, 0, 200),
    LENGTH("gap", note_plan, gap, 0, 200),
    LENGTH("between", note_plan, between, 0, 200),
};
static const struct value_key table_keys[] = {
    LENGTH("gap", table_plan, gap, 0, 200),
    RATIO("shrink", table_plan, shrink, 300, 1000),
    FLAG("landscape", table_plan, landscape),
    LENGTH("rule-above", table_plan, rule_above, 0, 200),
    LENGTH("rule-below", table_plan, rule_below, 0, 200),
    LENGTH("top-rule", table_plan, top_rule, 0, 20),
    LENGTH("header-rule", table_plan, header_rule, 0, 20),
    LENGTH("cell-rule", table_plan, cell_rule, 0, 20),
    LENGTH("total-rule", table_plan, total_rule, 0, 20),
    LENGTH("bottom-rule", table_plan, bottom_rule, 0, 20),
    COLOUR("rule-colour", table_plan, rule_colour),
};
static const struct value_key synopsis_keys[] = {
    WHOLE("columns", synopsis_plan, columns, 1, LANG_COUNT),
    LENGTH("gap", synopsis_plan, gap, 0, 200),
    LENGTH("rule", synopsis_plan, rule, 0, 20),
    COLOUR("rule-colour", synopsis_plan, rule_colour),
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
    COLOUR("colour", style, colour),
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
    APART("style"), CHOICE("align", block_style, align, loader_aligns),
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

/* --- small steps ------------------------------------------------------------------------------ */

struct value_scope loader_scope(const struct loader *loader, hx_unit em)
{
    struct value_scope scope = loader->scope;
    scope.em = em;
    return scope;
}

struct yaml *loader_section(const struct loader *loader, const struct yaml *map, const char *key, enum yaml_kind kind)
{
    struct yaml *value = yaml_get(map, key);
    if (!value || (value->kind == YAML_SCALAR && strcmp(value->text, "none") == 0))
        return NULL;
    if (value->kind == kind)
        return value;
    value_bad(&loader->scope, value, key, kind == YAML_LIST ? "a list: [one, two]" : "a list of `key: value` lines");
    return NULL;
}

void loader_missing(const struct loader *loader, const char *what)
{
    value_complain(&loader->scope, DIAG_TEMPLATE_MISSING, loader->file, (struct span){0, 0}, what, "", "");
}

static void require(const struct loader *loader, const char *map, const char *key)
{
    if (!yaml_get(yaml_get(loader->tree, map), key))
        loader_missing(loader, arena_printf(loader->scope.arena, "%s: %s", map, key));
}

static void read_section(const struct loader *loader, const char *key, const struct value_key *keys, size_t n, void *object)
{
    const struct yaml *map = loader_section(loader, loader->tree, key, YAML_MAP);
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

void loader_check_names(const struct loader *loader, const struct yaml *map, const char *const *names, size_t n)
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

struct yaml *loader_inherited(const struct loader *loader, const struct yaml *map, const char *key)
{
    struct yaml *made = loader_section(loader, map, key, YAML_MAP);
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
    const struct yaml *list = loader_section(loader, loader->tree, "fonts", YAML_LIST);
    struct template_ *made = loader->made;
    for (size_t i = 0; list && i < list->entries.n; i++) {
        const struct yaml *name = list->entries.at[i].value;
        if (name->kind != YAML_SCALAR || made->font_count == FONTS_MOST)
            value_bad(&loader->scope, name, "fonts", "at most eight names of roles in the font list");
        else
            made->fonts[made->font_count++] = name->text;
    }
    if (!list || list->entries.n == 0)
        loader_missing(loader, "fonts");
}

/* `numbering:` gives labels another form than the language's; "none" leaves them to it. */
static void read_numbering(struct loader *loader)
{
    const struct yaml *map = loader_section(loader, loader->tree, "numbering", YAML_MAP);
    const char **forms = loader->made->numbering;
    if (map)
        value_read(&loader->scope, map, numbering_keys, ROWS(numbering_keys), loader->made);
    for (size_t i = 0; map && i < LABEL_LEVELS; i++) {
        if (!forms[i] || label_good(forms[i]))
            continue;
        if (strcmp(forms[i], "none") != 0)
            value_bad(&loader->scope, yaml_get(map, numbering_keys[i].name), numbering_keys[i].name,
                "one of {1} {a} {A} {i} {I} {一} with signs round it, as in \"({a})\"");
        forms[i] = NULL;
    }
}

/* `hyphenation:` lists words with a hyphen wherever they may be divided. */
static void read_hyphenation(struct loader *loader)
{
    const struct yaml *list = loader_section(loader, loader->tree, "hyphenation", YAML_LIST);
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

/* `lexicon:` lists phrases that are emphasised at the start of paragraphs, beside those that the language has. */
static void read_lexicon(struct loader *loader)
{
    static const char *const names[] = {"preambular", "operative"};
    static const int kinds[] = {LEAD_PREAMBULAR, LEAD_OPERATIVE};
    const struct yaml *map = loader_section(loader, loader->tree, "lexicon", YAML_MAP);
    LIST(struct lexicon_phrase) phrases = {0};
    loader_check_names(loader, map, names, ROWS(names));
    for (size_t k = 0; map && k < ROWS(names); k++) {
        const struct yaml *list = loader_section(loader, map, names[k], YAML_LIST);
        for (size_t i = 0; list && i < list->entries.n; i++) {
            const struct yaml *phrase = list->entries.at[i].value;
            if (phrase->kind == YAML_SCALAR && lexicon_phrase_good(loader->lang, phrase->text))
                *list_add(loader->scope.arena, &phrases) = (struct lexicon_phrase){phrase->text, kinds[k]};
            else
                value_bad(&loader->scope, phrase, names[k], "a few words as a paragraph begins with them: Deploring anew");
        }
    }
    loader->made->lexicon = phrases.n ? lexicon_new(loader->scope.arena, loader->lang, phrases.at, phrases.n) : NULL;
}

/* `sample:` names the common sample that shows the template; template_sample reads it. */
static void check_sample(const struct loader *loader)
{
    const struct yaml *sample = yaml_get(loader->tree, "sample");
    if (sample && (sample->kind != YAML_SCALAR || !template_name_good(sample->text)))
        value_bad(&loader->scope, sample, "sample", "the name of a sample of the program, such as day");
}

/* `symbols:` says which documents ask for this template; template_for_symbol reads it. */
static void check_symbols(const struct loader *loader, const struct yaml *tree)
{
    const struct yaml *list = loader_section(loader, tree, "symbols", YAML_LIST);
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
    const struct yaml *map = loader_section(loader, loader->tree, "styles", YAML_MAP);
    for (size_t i = 0; map && i < map->entries.n; i++) {
        const struct yaml *tree = loader_inherited(loader, map, map->entries.at[i].key);
        if (!tree)
            continue;
        struct style *style = arena_new_of(loader->scope.arena, struct style);
        *style = (struct style){.name = map->entries.at[i].key, .size = 10 * UNIT_PT, .scale = 1000};
        struct value_scope scope = loader_scope(loader, 10 * UNIT_PT);
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
        loader_missing(loader, "styles");
}

const struct style *loader_style(const struct loader *loader, const struct yaml *tree)
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
    const struct yaml *map = loader_section(loader, loader->tree, "marks", YAML_MAP);
    loader_check_names(loader, map, mark_names, MARK_COUNT);
    for (size_t i = 0; i < MARK_COUNT; i++) {
        struct mark_style *mark = &loader->made->mark[i];
        *mark = (struct mark_style){.bold = -1, .italic = -1, .hyphenate = -1, .font = -1, .size = 1000, .colour = -1};
        const struct yaml *tree = map ? loader_inherited(loader, map, mark_names[i]) : NULL;
        if (tree)
            value_read(&loader->scope, tree, mark_keys, ROWS(mark_keys), mark);
        if (yaml_get(tree, "font"))
            mark->font = (int8_t)font_index(loader, yaml_get(tree, "font"));
    }
}

static void read_block(struct loader *loader, const struct yaml *tree, struct block_style *block)
{
    block->text = loader_style(loader, tree);
    block->leading = (hx_unit)unit_muldiv(block->text->size, 12, 10);
    block->space_stretch = 1500;
    block->space_shrink = 800;
    struct value_scope scope = loader_scope(loader, block->text->size);
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
    const struct yaml *map = loader_section(loader, loader->tree, "blocks", YAML_MAP);
    loader_check_names(loader, map, role_names, ROLE_COUNT);
    if (!yaml_get(map, role_names[ROLE_PARAGRAPH])) {
        loader_missing(loader, "blocks: paragraph");
        return;
    }
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        const char *key = yaml_get(map, role_names[i]) ? role_names[i] : role_names[ROLE_PARAGRAPH];
        const struct yaml *tree = loader_inherited(loader, map, key);
        loader->made->block[i].name = role_names[i];
        if (tree)
            read_block(loader, tree, &loader->made->block[i]);
    }
}

/* `languages:` of the tree, checked for its keys; the language's own part, or NULL. */
static struct yaml *overrides(const struct loader *loader, const struct yaml *tree)
{
    static const char *const tags[] = {"ar", "zh", "en", "fr", "ru", "es"};
    const struct yaml *map = loader_section(loader, tree, "languages", YAML_MAP);
    loader_check_names(loader, map, tags, ROWS(tags));
    return map ? loader_section(loader, map, lang_row(loader->lang)->tag, YAML_MAP) : NULL;
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
    read_section(loader, "synopsis", synopsis_keys, ROWS(synopsis_keys), &made->synopsis);
    require(loader, "page", "width");
    require(loader, "page", "height");
    require(loader, "column", "width");
    const struct yaml *width = yaml_get(yaml_get(loader->tree, "column"), "width");
    if (width && made->page_width > 0 && (int64_t)made->column + made->column_width > made->page_width)
        value_bad(&loader->scope, width, "width", "a column that ends on the page");
    check_sample(loader);
    read_fonts(loader);
    read_numbering(loader);
    read_hyphenation(loader);
    read_lexicon(loader);
    read_styles(loader);
    read_marks(loader);
    read_blocks(loader);
    plan_read(loader);
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
    if (template_name_good(name) && access(arena_printf(arena, "%s/template.yaml", name), F_OK) == 0)
        hint = arena_printf(arena, "; `-t ./%s` means the folder here", name);
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
        loader_missing(loader, words);
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
