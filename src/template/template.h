/* A template: a folder with template.yaml and one file of wording per language, read by libyaml and
 * frozen. `template_load` resolves inheritance and the language's overrides, so that later stages
 * see plain values. Shared by threads once loaded. The language of template.yaml is told in the
 * comments of templates/un-ga/template.yaml. */
#ifndef HEXAPLA_TEMPLATE_H
#define HEXAPLA_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "language/hyphen.h"
#include "language/lang.h"
#include "language/numeral.h"
#include "template/picture.h"
#include "template/style.h"

struct yaml;

/* The roles a content block can have; each has a block style of that name in template.yaml, or
 * inherits one. The names are the YAML keys. */
enum role {
#define R(id, name) ROLE_##id,
#include "template/role.def"
#undef R
    ROLE_COUNT
};
const char *role_name(enum role role);

/* Character styles that the resolver applies by meaning; each is a row under `styles:`. */
enum mark {
    MARK_LEAD, /* verb emphasis: italic, or bold in Chinese, bold slanted in Arabic */
    MARK_STRONG,
    MARK_STRONG_LEAD,
    MARK_LINK,
    MARK_CALL, /* note call in the text */
    MARK_NOTE_LABEL, /* the same figure before the note */
    MARK_SUPERIOR,
    MARK_NOTE_LEAD, /* MARK_LEAD in a note, where it is no verb but the title of a work */
    MARK_BRACKET, /* the square brackets round the provenance line */
    MARK_COUNT
};

/* A mark changes only what it names in the style it is laid over. */
struct mark_style {
    int8_t bold, italic, hyphenate; /* -1 leaves it */
    int8_t font; /* index into template->fonts; -1 leaves it */
    int32_t size; /* [1/1000] of the base size; 1000 leaves it */
    int32_t rise; /* [1/1000] of the base size, added */
    int64_t colour; /* -1 leaves it */
};

/* Landscape pages are for tables alone; a template may be without. */
enum page_kind { PAGE_FIRST, PAGE_EVEN, PAGE_ODD, PAGE_LANDSCAPE_EVEN, PAGE_LANDSCAPE_ODD, PAGE_KIND_COUNT };

/* One line of furniture or masthead: a text pattern with fields, set once at a fixed place. */
struct cell {
    const char *pattern; /* "{symbol:letter}"; see wording.h. Empty result: the cell vanishes */
    const char *name; /* for dumps and messages */
    const struct style *style;
    hx_unit x, baseline; /* [unit] from the start edge and the top */
    hx_unit width; /* [unit] room; wider text is shrunk to `fit` then broken over lines or reported */
    hx_unit leading; /* [unit] of its further lines */
    int32_t fit; /* [1/1000] least horizontal scale that may be used to fit the width; 1000: none */
    enum align align; /* ALIGN_START: x is its start; ALIGN_END: x is its end */
    bool follows; /* is one line with the cell before it: resolve joins its runs to that cell's */
    bool upwards; /* more lines grow upwards: the last line stands on `baseline` */
    int32_t stack; /* cells of one stack > 0 close up when one above is empty */
};

struct rule {
    hx_unit x, top, width, thickness; /* [unit] */
    uint32_t colour; /* 0xRRGGBB */
};

/* A picture in a box: one that is always the same, or a code made of each document's own text. */
enum picture_kind { PICTURE_FIXED, PICTURE_BAR_CODE, PICTURE_QR };
struct picture_slot {
    const char *name; /* for messages */
    enum picture_kind kind;
    hx_unit x, top, width, height; /* [unit] box; a picture of another shape is set into its middle */
    uint32_t colour; /* 0xRRGGBB of codes */
    const struct picture *picture; /* FIXED */
    const char *pattern; /* of a code: its text with fields */
    const char *alternative; /* pattern of the text that says what it shows; NULL: it only adorns the page */
};

struct page_plan {
    LIST(struct cell) cells;
    LIST(struct rule) rules;
    LIST(struct picture_slot) pictures;
    hx_unit width, height; /* [unit] of the page */
    hx_unit column, column_width; /* [unit] the text column; its width is one for all upright, one for all landscape pages */
    hx_unit top; /* [unit] baseline of the first line of flow */
    hx_unit bottom; /* [unit] lowest baseline of flow or note */
};

/* A word across every page, under the text. */
struct watermark {
    const char *pattern; /* NULL: none */
    const struct style *style;
    int32_t angle; /* [degree] that it climbs */
};

/* Numbers of the lines of text, beside them. */
struct line_numbers {
    int32_t every; /* [line] 0: none */
    hx_unit x; /* [unit] where they end, from the start edge */
    const struct style *style;
    enum { RESTART_PAGE, RESTART_DOCUMENT } restart;
};

struct note_plan {
    hx_unit rule_x, rule_width, rule_thickness; /* [unit] separator, x from the page's start edge */
    hx_unit rule_above; /* [unit] from the rule down to the first note's baseline */
    hx_unit gap; /* [unit] least space from the last text baseline to the rule */
    hx_unit between; /* [unit] extra between notes */
    uint32_t rule_colour; /* 0xRRGGBB */
};

struct table_plan {
    hx_unit gap; /* [unit] between two columns */
    int32_t shrink; /* [1/1000] least size that a wide table's type may be given */
    bool landscape; /* one that is wider still is set on landscape pages of its own */
    hx_unit rule_above, rule_below; /* [unit] from a rule to the baseline below it, from the baseline above it */
    hx_unit top_rule, header_rule, cell_rule, total_rule, bottom_rule; /* [unit] thicknesses; 0: none */
    uint32_t rule_colour; /* 0xRRGGBB */
};

/* Versions of a document side by side: the template's column is divided among them. */
struct synopsis_plan {
    int32_t columns; /* most on a page; up to twice as many go on pages that face each other. 0: it has no synopsis */
    hx_unit gap; /* [unit] between two */
    hx_unit rule; /* [unit] thickness of the line in the gap; 0: none */
    uint32_t rule_colour; /* 0xRRGGBB */
};

struct template_ {
    const char *name; /* "un-ga" */
    const char *title; /* one line for `template list` */
    enum lang lang;
    bool mirrored; /* start is right */
    hx_unit page_width, page_height; /* [unit] of upright pages that say nothing of their own */
    hx_unit column, column_width; /* [unit] x of the text column and its width, likewise */
    const char *fonts[8]; /* role names in the font manifest; index 0 is the text role */
    size_t font_count;
    struct page_plan page[PAGE_KIND_COUNT];
    struct watermark watermark;
    struct line_numbers line_numbers;
    struct note_plan note;
    struct table_plan table;
    struct synopsis_plan synopsis;
    struct block_style block[ROLE_COUNT];
    struct mark_style mark[MARK_COUNT];
    const char *numbering[LABEL_LEVELS]; /* forms of labels by level, see label.h; NULL: the language's own */
    struct hyphen_list hyphenation; /* words that it divides itself */
    const struct lexicon *lexicon; /* lead words that it adds; NULL: none */
    hx_unit widow_lines, orphan_lines; /* [line] least lines after and before a page break */
    const struct wording *wording;
};

/* Where templates are looked for, in order; each is a folder that holds template folders. */
struct template_path {
    const char *const *dir;
    size_t n;
    const char *folder; /* of a template that is named by its folder: "./ours", with a slash, is its name; or NULL */
};

/* A file of the first template of that name on the path; NULL when there is none. Names with anything
 * but letters, digits, `-`, `_` and `.` are never found: they come from documents, too. Only that of the
 * path's own folder is, and it is that folder. */
const struct source *template_file(struct arena *arena, const struct template_path *path, const char *name,
    const char *file, struct report *report);

/* NULL with errors in the report when the template is unknown or broken. All memory is the arena's. */
const struct template_ *template_load(struct arena *arena, const struct template_path *path, const char *name,
    enum lang lang, struct report *report);

/* The same with single values laid over all that the files say: "template.styles.text.size=11",
 * NULL-terminated. What is wrong with one is a finding at its place in it. */
const struct template_ *template_load_set(struct arena *arena, const struct template_path *path, const char *name,
    enum lang lang, const char *const *settings, struct report *report);

/* What a template's files say: template.yaml and the language's wording, those of the templates it extends
 * and the language's overrides laid together, and `settings`, which may be NULL. Entries that say what they
 * are (`is`) still do. False with errors in the report. */
struct template_trees {
    struct yaml *template_, *wording;
};
bool template_trees(struct arena *arena, const struct template_path *path, const char *name, enum lang lang,
    const char *const *settings, struct report *report, struct template_trees *trees);

/* Loads a template in all six languages only for its findings, each once: `hexapla template check`. */
void template_check(struct arena *arena, const struct template_path *path, const char *name, struct report *report);

/* Names of all templates on the path, sorted, each once; with their title lines. */
struct template_entry {
    const char *name, *title, *dir;
};
size_t template_list(struct arena *arena, const struct template_path *path, struct template_entry **entries,
    struct report *report);

/* The `symbols:` patterns of all templates on the path, read once; memory is the arena's. */
struct template_pattern {
    const char *pattern, *name;
};
struct template_patterns {
    LIST(struct template_pattern) list;
};
const struct template_patterns *template_patterns(struct arena *arena, const struct template_path *path);
/* The template a symbol asks for ("un-ga" for A/RES/…): the longest pattern that matches; "un-ga" when
 * none does. */
const char *template_for_symbol(const struct template_patterns *patterns, const char *symbol);

#endif
