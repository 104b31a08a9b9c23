/* Lead words over real texts: a text is read with its marks of emphasis and again without any, when the lexicon
 * finds the lead words, and the two are compared paragraph by paragraph. */
#include "test.h"

#include "base/buf.h"
#include "reading/read.h"
#include "file.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct tally {
    size_t paragraphs, titles, slips, equal; /* `equal` of what is neither title nor slip */
};

/* Marks in the official texts that are slips by what the same text, or the same paragraph in the other
 * languages, does. They are counted apart. */
static const struct slip {
    enum lang lang;
    const char *symbol, *official, *text; /* the mark, and how the paragraph begins */
    const char *reason;
} slips[] = {
    {LANG_AR, "S/RES/2713 (2023)", "[إذ يشير إلى", "إذ يشير إلى", "the preposition is marked; in the other paragraphs of the text it is not"},
    {LANG_AR, "S/RES/2713 (2023)", "[يشير إلى", "يشير إلى الفقرة 1", "the preposition is marked; elsewhere it is not"},
    {LANG_AR, "A/HRC/RES/55/19", "[يطلب إلى", "يطلب إلى الأمين", "the preposition is marked; elsewhere it is not"},
    {LANG_AR, "A/HRC/RES/55/19", "", "يقرر تمديد", "no mark; the five other languages have one"},
    {LANG_AR, "S/RES/2748 (2024)", "[وإذ يؤكد", "وإذ يؤكد من جديد", "half of the verb: \"affirming\" of \"reaffirming\""},
    {LANG_ZH, "A/RES/75/32", "[强调", "强调指出", "half of the verb (three times)"},
    {LANG_FR, "A/RES/77/261", "[Rappelle", "Rappelle également", "\"also\" without mark; the five other languages mark it"},
    {LANG_RU, "A/RES/ES-11/1", "[ссылаясь", "ссылаясь также", "\"also\" without mark; the five other languages mark it"},
    {LANG_RU, "A/RES/ES-11/1", "[ссылаясь", "ссылаясь далее", "\"further\" without mark; the five other languages mark it"},
    {LANG_RU, "S/RES/2713 (2023)", "[принимает", "принимает к сведению", "half of the verb"},
};

static bool take_back(struct buf *out, const char *end)
{
    size_t n = strlen(end);
    bool is = out->n >= n && memcmp(out->at + out->n - n, end, n) == 0;
    out->n -= is ? n : 0;
    return is;
}

/* The first emphasis of a paragraph, made by hand or by the lexicon, with what stands before it: "[Recalling";
 * "" without any. Spaces at its end do not count, they have no look. */
static const char *lead_of(struct arena *arena, const struct node *paragraph, bool by_lexicon)
{
    struct buf out;
    buf_init(&out, arena);
    const struct node *child = paragraph->first;
    for (; child && node_is_inline(child) && (child->kind != NODE_EMPHASIS || child->emphasis.found != by_lexicon); child = child->next)
        node_text(child, &out);
    if (!child || child->kind != NODE_EMPHASIS)
        return "";
    buf_char(&out, '[');
    for (; child && child->kind == NODE_EMPHASIS && child->emphasis.found == by_lexicon; child = child->next)
        node_text(child, &out);
    while (take_back(&out, " ") || take_back(&out, "\u00A0"))
        ;
    return arena_copy(arena, out.at, out.n);
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_slip(const struct doc *doc, const char *official, const char *text)
{
    size_t n = strlen(official);
    if (n && official[n - 1] == ',')
        return true; /* the comma is marked with the verb */
    for (size_t i = 0; i < COUNT(slips); i++)
        if (slips[i].lang == doc->language && strcmp(slips[i].symbol, doc->fields.at[FIELD_SYMBOL].text) == 0 &&
            strcmp(slips[i].official, official) == 0 && starts_with(text, slips[i].text))
            return true;
    return false;
}

/* A sentence in front of a paragraph, marked as its title by hand: no lead word. */
static bool is_title(const char *official, const char *text)
{
    size_t n = strlen(official);
    if (!n || official[0] != '[' || strlen(text) < n)
        return false;
    return official[n - 1] == '.' || text[n - 1] == '.' || starts_with(text + n - 1, " - ");
}

static const char *text_of(struct arena *arena, const struct node *paragraph)
{
    struct buf text;
    buf_init(&text, arena);
    buf_text(&text, "");
    node_text(paragraph, &text);
    return text.at;
}

static void compare(const struct doc *doc, const char *text, const char *official, const char *found, struct tally *tally)
{
    tally->paragraphs++;
    if (is_title(official, text))
        tally->titles++;
    else if (is_slip(doc, official, text))
        tally->slips++;
    else if (strcmp(found, official) == 0)
        tally->equal++;
    else
        print_message("# %s %s: marked \"%s\", found \"%s\"\n", lang_row(doc->language)->tag, doc->fields.at[FIELD_SYMBOL].text,
            official, found);
}

/* The next preambular or operative paragraph of the resolution itself from `block` on; NULL at the end. */
static const struct node *next_paragraph(const struct node *block)
{
    bool annex = false;
    for (; block; block = block->next) {
        if (block->kind == NODE_ANNEX || block->kind == NODE_OPENING)
            annex = block->kind == NODE_ANNEX;
        if (!annex && (block->kind == NODE_PREAMBULAR || block->kind == NODE_OPERATIVE))
            return block;
    }
    return NULL;
}

/* Without stars, but for those of notes and separators, which are escaped. */
static const char *without_marks(struct arena *arena, const char *bytes, size_t n)
{
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != '*' || (i > 0 && bytes[i - 1] == '\\'))
            buf_char(&out, bytes[i]);
    return out.at;
}

static struct doc *parse(struct arena *arena, const char *name, const char *bytes, size_t n)
{
    struct read_options options = {.language = LANG_NONE};
    struct doc *doc = read_document(arena, source_new(arena, name, bytes, n), &options, report_new(arena));
    assert_non_null(doc);
    return doc;
}

static void measure(const char *name, const char *bytes, size_t n, struct tally *tally)
{
    struct arena *arena = arena_new();
    const char *bare = without_marks(arena, bytes, n);
    struct doc *marked = parse(arena, name, bytes, n), *plain = parse(arena, name, bare, strlen(bare));
    const struct node *found = next_paragraph(plain->root->first);
    for (const struct node *official = next_paragraph(marked->root->first); official; official = next_paragraph(official->next)) {
        assert_non_null(found);
        const char *text = text_of(arena, official);
        assert_string_equal(text_of(arena, found), text);
        compare(marked, text, lead_of(arena, official, false), lead_of(arena, found, true), tally);
        found = next_paragraph(found->next);
    }
    assert_null(found);
    arena_free(arena);
}

/* The share of equal ones in all that have lead words, in thousandths. */
static size_t measure_language(const char *root, enum lang lang)
{
    static const char *const texts[] = {"A-RES-77-261", "A-RES-75-1", "A-HRC-RES-56-16", "A-RES-76-251", "A-RES-75-32",
        "S-RES-2713_2023", "S-RES-2748_2024", "A-RES-77-5", "A-RES-76-300", "A-HRC-RES-55-19", "S-RES-2728_2024",
        "A-RES-80-236_A-B", "A-RES-76-241", "A-RES-ES-11-1"};
    struct tally tally = {0};
    const char *tag = lang_row(lang)->tag;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char path[4096];
        size_t n = 0;
        snprintf(path, sizeof path, "%s/corpus/%s/%s.txt", root, tag, texts[i]);
        char *bytes = file_read(path, &n);
        if (!bytes)
            skip();
        measure(path, bytes, n, &tally);
        free(bytes);
    }
    size_t leads = tally.paragraphs - tally.titles, share = tally.equal * 1000 / (leads - tally.slips);
    size_t strict = tally.equal * 1000 / leads; /* slips count as wrong */
    print_message("# lead words %s: %zu paragraphs, %zu titles, %zu slips, %zu equal: %zu.%zu %% (with slips as wrong: %zu.%zu %%)\n", tag,
        tally.paragraphs, tally.titles, tally.slips, tally.equal, share / 10, share % 10, strict / 10, strict % 10);
    return share;
}

static void corpus(void **state)
{
    (void)state;
    const char *root = getenv("HEXAPLA_SHARED");
    if (!root)
        skip();
    size_t worst = 1000;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        size_t share = measure_language(root, (enum lang)lang);
        worst = share < worst ? share : worst;
    }
    assert_true(worst >= 990);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
