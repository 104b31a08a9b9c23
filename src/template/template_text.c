#include <string.h>

#include "template/template_text.h"
#include "template/yaml_out.h"

/* Templates as text: what one says after all inheritance, and starters for new ones. */

static void put_all(struct buf *out, const struct yaml *map, const struct yaml_form *form)
{
    for (size_t i = 0; map && i < map->entries.n; i++)
        yaml_put(out, map->entries.at[i].key, map->entries.at[i].value, 0, form);
}

bool template_show(struct arena *arena, const struct template_path *path, const char *name, enum lang lang,
    const char *const *settings, struct report *report, struct buf *out)
{
    static const struct yaml_form form = {.before = "", .origins = true};
    struct template_trees trees;
    if (!template_trees(arena, path, name, lang, settings, report, &trees))
        return false;
    const char *tag = lang_row(lang)->tag;
    buf_printf(out, "# Template %s in language %s: each value with the file and line that give it.\n\n", name, tag);
    put_all(out, trees.template_, &form);
    buf_printf(out, "\n# Wording (%s.yaml)\n\n", tag);
    put_all(out, trees.wording, &form);
    return true;
}

/* --- starters ------------------------------------------------------------------------------------ */

/* What is changed most, in the order of template.yaml. */
static const struct common {
    const char *path, *about;
} commons[] = {
    {"page", "The sheet: 612 x 792 points is Letter, 210 mm x 297 mm is A4."},
    {"column", "The column of text: how far from the start edge (left; right in Arabic), and how wide."},
    {"styles.text.size", "Styles of letters. The others count on this one, unless they say their own size."},
    {"styles.publisher.size", "The name of the organization, over the upper rule."},
    {"styles.organ.size", "The organ, beside the emblem."},
    {"styles.organ.colour", NULL},
    {"styles.title.size", "The title of the document."},
    {"styles.note.size", "Notes at the foot of the page."},
    {"marks.lead.italic", "The opening words of paragraphs; each language may say otherwise under `languages`."},
    {"marks.link.colour", "Colour of links: \"#0000FF\" is blue, black hides them."},
    {"blocks.paragraph.align", "Paragraphs: justify, start, end or centre."},
    {"blocks.paragraph.leading", "From baseline to baseline."},
    {"blocks.paragraph.after", "Space between paragraphs."},
    {"blocks.paragraph.first", "Indent of the first line."},
    {"pages.first.top", "The first page: baseline of the first line of text, and the lowest one."},
    {"pages.first.bottom", NULL},
    {"pages.first.emblem", "The emblem's box; `emblem: none` takes it away."},
    {"pages.first.pictures", "Bar code, QR code and other pictures; `pictures: none` takes them away."},
    {"pages.first.rules", "Lines across the page: from x, at top, in points from the upper left corner."},
    {"pages.first.cells.publisher", "Cells of the masthead: text with fields in braces, and where it stands."},
    {"pages.first.cells.symbol", NULL},
    {"pages.first.cells.organ", NULL},
    {"pages.first.cells.distribution", NULL},
    {"pages.even.top", "Later pages; those on the right hand (odd) are like those on the left, mirrored."},
    {"pages.even.bottom", NULL},
    {"pages.even.cells.folio", "Page numbers."},
    {"notes", "The rule over the notes and the space about it."},
};
enum { COMMON_COUNT = sizeof commons / sizeof *commons };

static const char *const common_lines[] = {"publisher", "organ", "suborgan", "distribution", "issued", "session", "agenda",
    "adoption", "provenance", "committee", "title-number", "meeting", "closing", "letter"};

/* The entry at the end of a path, settled on its way; NULL when there is none. */
static struct yaml *find(struct arena *arena, const struct yaml *tree, const char *path, const char **key)
{
    const struct yaml *map = tree;
    struct yaml *value = NULL;
    do {
        size_t n = strcspn(path, ".");
        *key = arena_copy(arena, path, n);
        value = yaml_get(map, *key);
        value = value ? yaml_settled(arena, map, value) : NULL;
        map = value;
        path += n + (path[n] == '.');
    } while (value && *path);
    return value;
}

static bool same_section(const char *path, const char *other)
{
    size_t n = strcspn(path, ".");
    return n == strcspn(other, ".") && strncmp(path, other, n) == 0;
}

/* Of the keys on a path those that the path before has not opened yet; returns how many there are in all. */
static int open_keys(struct buf *out, const char *path, const char *opened, const struct yaml_form *form)
{
    int depth = 0;
    bool same = true;
    for (size_t n; path[n = strcspn(path, ".")]; path += n + 1, depth++) {
        same = same && strncmp(path, opened, n + 1) == 0;
        opened += same ? n + 1 : 0;
        if (!same)
            yaml_put_key(out, arena_copy(out->arena, path, n), depth, form);
    }
    return depth;
}

static void put_commons(struct buf *out, const struct yaml *tree)
{
    static const struct yaml_form form = {.before = "#"};
    const char *opened = "";
    for (size_t i = 0; i < COMMON_COUNT; i++) {
        const char *key;
        struct yaml *value = find(out->arena, tree, commons[i].path, &key);
        if (!value)
            continue;
        if (!same_section(commons[i].path, opened))
            buf_char(out, '\n');
        if (commons[i].about)
            buf_printf(out, "## %s\n", commons[i].about);
        int depth = open_keys(out, commons[i].path, opened, &form);
        yaml_put(out, key, value, depth, &form);
        opened = commons[i].path;
    }
}

static void start_template(struct buf *out, const char *name, const char *from, const struct yaml *tree)
{
    buf_printf(out, "# Template %s: as %s where it says nothing else.\n#\n", name, from);
    buf_text(out,
        "# Lines with one # are what is inherited. To change one, take away its # and that of the keys over\n"
        "# it, and write another value; what is not to change may go. Indents count: two spaces a step.\n"
        "# Lengths: 12 (points), 4.2 mm, 1 cm, 0.33 in, 1.2 em. Shares: 150 %. Colours: \"#0000FF\" or black.\n#\n");
    buf_printf(out, "#   hexapla template check ./%s      names every mistake\n", name);
    buf_printf(out, "#   hexapla template preview ./%s    shows it in six languages\n", name);
    buf_printf(out, "#   hexapla template show ./%s       says which value comes from where\n", name);
    buf_printf(out, "#   hexapla render TEXT -t ./%s      sets a document with it\n\n", name);
    buf_printf(out, "title: %s\nextends: %s\n", name, from);
    put_commons(out, tree);
    buf_text(out, "\n## Values for one language only, laid over all the others.\n#languages:\n#  ar:\n#    styles:\n#      text:\n#        size: 11\n");
}

/* The first line is no comment: a file must say something. */
static void start_wording(struct buf *out, const char *name, enum lang lang, const struct yaml *words)
{
    static const struct yaml_form live = {.before = ""}, comment = {.before = "#"};
    buf_printf(out, "# Lines of template %s that nobody types, in language %s. Fields stand in braces: {title} as typed,\n", name, lang_row(lang)->tag);
    buf_text(out, "# {adopted:date} in words, {session:ordinal}. A line whose fields are not all given is left out.\n"
                  "# Lines with # are what is inherited: take it away to change them.\n\n");
    const struct yaml_form *form = &live;
    for (size_t i = 0; i < sizeof common_lines / sizeof *common_lines; i++) {
        const struct yaml *value = yaml_get(words, common_lines[i]);
        if (value)
            yaml_put(out, common_lines[i], value, 0, form);
        form = value ? &comment : form;
    }
}

bool template_start(struct arena *arena, const struct template_path *path, const char *name, const char *from,
    struct report *report, struct template_file_text files[TEMPLATE_FILES])
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct template_trees trees;
        if (!template_trees(arena, path, from, (enum lang)lang, NULL, report, &trees))
            return false;
        struct template_file_text *file = &files[1 + lang];
        file->name = arena_printf(arena, "%s.yaml", lang_row((enum lang)lang)->tag);
        buf_init(&file->text, arena);
        start_wording(&file->text, name, (enum lang)lang, trees.wording);
        if (lang != LANG_EN)
            continue;
        files[0].name = "template.yaml";
        buf_init(&files[0].text, arena);
        start_template(&files[0].text, name, from, trees.template_);
    }
    return true;
}

/* --- samples ------------------------------------------------------------------------------------- */

static const struct yaml *read_tree(struct arena *arena, const struct template_path *path, const char *name)
{
    struct report *silent = report_new(arena);
    const struct source *source = template_file(arena, path, name, "template.yaml", silent);
    return source ? yaml_read(arena, source, DIAG_TEMPLATE_SYNTAX, silent) : NULL;
}

/* One of the samples that come with the program, in the folder beside the templates. */
static const struct source *common_sample(
    struct arena *arena, const struct template_path *path, const char *sample, enum lang lang, struct report *report)
{
    const struct source *source = NULL;
    for (size_t i = 0; sample && template_name_good(sample) && i < path->n && !source; i++)
        source = yaml_source(arena, arena_printf(arena, "%s/../samples/%s.%s.txt", path->dir[i], sample, lang_row(lang)->tag), report);
    return source;
}

const struct source *template_sample(
    struct arena *arena, const struct template_path *path, const char *name, enum lang lang, struct report *report)
{
    enum { STEPS_MOST = 8 };
    static const char last[] = "un-ga";
    const char *file = arena_printf(arena, "sample.%s.txt", lang_row(lang)->tag);
    for (int step = 0; name && step < STEPS_MOST; step++) {
        const struct source *source = template_file(arena, path, name, file, report);
        const struct yaml *tree = source ? NULL : read_tree(arena, path, name);
        if (!source)
            source = common_sample(arena, path, yaml_text(tree, "sample"), lang, report);
        if (source || strcmp(name, last) == 0)
            return source;
        const char *extends = yaml_text(tree, "extends");
        name = extends ? extends : last;
    }
    return NULL;
}
