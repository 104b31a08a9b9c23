#include "reading/read.h"

#include <string.h>

#include "base/utf.h"
#include "reading/akn.h"
#include "reading/front.h"
#include "reading/notes.h"
#include "reading/passes.h"
#include "language/country.h"
#include "language/lexicon.h"
#include "reading/published.h"
#include "reading/text.h"

enum { REPORTS_MOST = 20 /* of bad bytes */, GUESS_LONGEST = 1 << 16 /* [byte] of text the language is told from */ };

/* The first bytes of files that are often given for a text. */
static const struct kind {
    const char *name, *sign;
    size_t n;
} kinds[] = {
    {"a Word, OpenDocument or other ZIP file", "PK\x03\x04", 4},
    {"a Word file of the old form", "\xD0\xCF\x11\xE0", 4},
    {"an RTF file", "{\\rtf", 5},
    {"a PDF", "%PDF-", 5},
    {"a PNG picture", "\x89PNG", 4},
    {"a JPEG picture", "\xFF\xD8\xFF", 3},
    {"text in UTF-16", "\xFF\xFE", 2},
    {"text in UTF-16", "\xFE\xFF", 2},
};

/* False when the file is plainly something else than UTF-8 text; one finding says it instead of one for each byte. */
static bool check_kind(const struct source *source, struct report *report)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (source->n >= kinds[i].n && memcmp(source->bytes, kinds[i].sign, kinds[i].n) == 0) {
            diag_file(report, DIAG_FILE_KIND, source->name, kinds[i].name);
            return false;
        }
    return true;
}

/* False when a byte cannot be read as UTF-8. */
static bool check_encoding(const struct source *source, struct report *report, struct arena *arena)
{
    size_t at = 0, found = 0;
    while ((at += utf8_check(source->bytes + at, source->n - at)) < source->n && found < REPORTS_MOST) {
        size_t taken;
        utf8_decode(source->bytes + at, source->n - at, &taken);
        diag_at(report, DIAG_FILE_UTF8, source, span_of(at, at + taken), arena_printf(arena, "%zu", at));
        at += taken;
        found++;
    }
    return found == 0;
}

static void check_controls(const struct source *source, struct report *report, struct arena *arena)
{
    static const bool unwanted[256] = {
        [0 ... 0x08] = true, [0x0B] = true, [0x0E ... 0x1F] = true, [0x7F] = true}; /* no tab, line or page end */
    size_t found = 0;
    for (size_t at = 0; found < REPORTS_MOST; at++) {
        while (at < source->n && !unwanted[(unsigned char)source->bytes[at]])
            at++;
        if (at == source->n)
            return;
        diag_at(report, DIAG_FILE_CONTROL, source, span_of(at, at + 1), arena_printf(arena, "U+%04X", (unsigned)source->bytes[at]));
        found++;
    }
}

/* Whether there is anything but white space and a byte order mark. */
static bool has_text(const struct source *source)
{
    size_t at = source->n >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < source->n && strchr(" \t\r\n\f", source->bytes[at]) && source->bytes[at])
        at++;
    return at < source->n;
}

/* The language that is named, or else the one that the text looks like. */
static enum lang language_of(const struct doc *doc, size_t body, const struct read_options *options)
{
    if (options->language != LANG_NONE)
        return options->language;
    if (doc->fields.language != LANG_NONE)
        return doc->fields.language;
    size_t n = doc->source->n - body;
    return lang_guess(doc->source->bytes + body, n < GUESS_LONGEST ? n : GUESS_LONGEST);
}

/* The field keeps no place, as it has none in the document. */
static void apply_pair(struct doc *doc, const char *pair, struct report *report)
{
    size_t n = strlen(pair), name = strcspn(pair, "=");
    const struct source *source = source_new(doc->arena, "--set", arena_copy(doc->arena, pair, n), n);
    enum field_id id = field_from_name(pair, name);
    if (name == n) {
        diag_at(report, DIAG_FIELD_SETTING, source, span_of(0, n), pair);
    } else if (id == FIELD_COUNT) {
        diag_at(report, DIAG_FIELD_UNKNOWN, source, span_of(0, name), arena_copy(doc->arena, pair, name), field_nearest(pair, name));
    } else {
        field_set(&doc->fields, id, doc->arena, pair + name + 1, n - name - 1, report, source, span_of(name + 1, n));
        doc->fields.at[id].span = span_of(0, 0);
    }
}

static void apply_set(struct doc *doc, const struct read_options *options, struct report *report)
{
    for (size_t i = 0; i < options->set_count; i++)
        apply_pair(doc, options->set[i], report);
}

/* The organ of the symbol, or the one that the first opening line names. */
static enum organ organ_of(const struct doc *doc)
{
    if (doc->fields.symbol.organ != ORGAN_NONE)
        return doc->fields.symbol.organ;
    if (doc->organ != ORGAN_NONE)
        return doc->organ;
    for (const struct node *block = doc->root->first; block; block = block->next) {
        if (block->kind != NODE_OPENING)
            continue;
        struct buf text;
        size_t name;
        buf_init(&text, doc->arena);
        node_text(block, &text);
        return text.n ? (enum organ)lexicon_opening(doc->language, text.at, text.n, &name) : ORGAN_NONE;
    }
    return ORGAN_NONE;
}

/* A star behind a name calls the note [^*]. */
static void call_star_notes(struct doc *doc, enum field_id id)
{
    const struct field *field = &doc->fields.at[id];
    const char *text = field->text ? field->text : "";
    while (*(text += strcspn(text, "*"))) {
        size_t n = strspn(text, "*");
        notes_call_by_field(doc, text, n, field->span);
        text += n;
    }
}

/* The place of a name in a value that stands in the source as it is, or that of the value. */
static struct span name_span(const struct doc *doc, const struct field *field, const char *name, size_t n)
{
    size_t at = field->span.start + (size_t)(name - field->text);
    bool same = at + n <= field->span.end && memcmp(doc->source->bytes + at, name, n) == 0;
    return same ? span_of(at, at + n) : field->span;
}

/* Names of persons and groups are at home in these fields, too: only what is nearly a country is told. */
static void look_for_countries(const struct doc *doc, enum field_id id, struct report *report)
{
    enum { NAMES_MOST = 250 }; /* more than there are countries */
    const struct field *field = &doc->fields.at[id];
    const char *at = field->text ? field->text : "", *text;
    size_t width;
    char code[3];
    for (int i = 0; i < NAMES_MOST && country_next(&at, &text, &width); i++) {
        while (width && (text[width - 1] == ' ' || text[width - 1] == '*'))
            width--;
        const char *near = country_find(doc->language, text, width, code) ? NULL : country_nearest(doc->language, text, width);
        const char *name = near ? arena_copy(doc->arena, text, width) : NULL;
        if (near && field->span.end)
            diag_at(report, DIAG_COUNTRY_UNKNOWN, doc->source, name_span(doc, field, text, width), name, near);
        else if (near)
            diag_file(report, DIAG_COUNTRY_UNKNOWN, doc->source->name, name, near);
    }
}

static void ask_lexicon(struct doc *doc, const struct read_options *options)
{
    if (options->lexicon)
        doc->lexicon = options->lexicon(options->context, doc);
}

static void parse(struct doc *doc, const struct read_options *options, struct report *report)
{
    if (!front_is_present(doc->source)) {
        doc->published = true;
        published_parse(doc, options, report);
        apply_set(doc, options, report);
        if (options->language != LANG_NONE)
            doc->language = options->language;
        return;
    }
    size_t body = front_parse(doc, report);
    apply_set(doc, options, report);
    call_star_notes(doc, FIELD_SPONSORS);
    call_star_notes(doc, FIELD_SIGNATORIES);
    doc->language = language_of(doc, body, options);
    if (doc->language == LANG_NONE)
        return;
    ask_lexicon(doc, options);
    text_parse(doc, body, report);
    if (field_given(&doc->fields, FIELD_ORGANIZATION))
        return;
    look_for_countries(doc, FIELD_SPONSORS, report);
    look_for_countries(doc, FIELD_SIGNATORIES, report);
}

static void derive_symbol(struct doc *doc, struct report *report)
{
    /* Documents of other organizations have none. */
    if (field_given(&doc->fields, FIELD_SYMBOL) || field_given(&doc->fields, FIELD_ORGANIZATION))
        return;
    struct buf symbol;
    buf_init(&symbol, doc->arena);
    const struct field *number = &doc->fields.at[FIELD_NUMBER];
    if (number->text)
        cite_from_title_number(doc->organ, number->text, strlen(number->text), &symbol);
    if (symbol.n)
        field_set(&doc->fields, FIELD_SYMBOL, doc->arena, symbol.at, symbol.n, report, doc->source, number->span);
    else
        diag_file(report, DIAG_SYMBOL_MISSING, doc->source->name);
}

static struct doc *read_text(struct arena *arena, const struct source *source, const struct read_options *options,
    struct report *report)
{
    if (!has_text(source)) {
        diag_file(report, DIAG_FILE_EMPTY, source->name);
        return NULL;
    }
    struct doc *doc = doc_new(arena, source);
    parse(doc, options, report);
    if (doc->language == LANG_NONE) {
        diag_file(report, DIAG_LANGUAGE_UNKNOWN, source->name);
        return NULL;
    }
    if (!doc->root->first) {
        diag_file(report, DIAG_FILE_EMPTY, source->name);
        return NULL;
    }
    doc->organ = organ_of(doc);
    derive_symbol(doc, report);
    pass_numbering(doc, report);
    notes_settle(doc, report);
    ask_lexicon(doc, options);
    pass_leads(doc, report);
    pass_links(doc);
    return doc;
}

static struct doc *read_xml(struct arena *arena, const struct source *source, const struct read_options *options,
    struct report *report)
{
    struct akn_text *text = akn_text_make(arena, source, report);
    if (!text)
        return NULL;
    struct doc *doc = read_text(arena, text->source, options, report);
    akn_settle_report(text, report);
    if (doc)
        akn_settle(text, doc, report);
    return doc;
}

struct doc *read_document(struct arena *arena, const struct source *source, const struct read_options *options,
    struct report *report)
{
    if (!check_kind(source, report) || !check_encoding(source, report, arena))
        return NULL;
    check_controls(source, report, arena);
    return akn_is_xml(source) ? read_xml(arena, source, options, report) : read_text(arena, source, options, report);
}
