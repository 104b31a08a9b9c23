#include "template/wording.h"

#include <string.h>

#include "base/utf.h"
#include "language/cite.h"
#include "language/numeral.h"
#include "template/form.h"
#include "template/value.h"
#include "template/yaml.h"

/* A language's file is kept as its YAML tree: patterns are found by walking keys and cases. Nothing
 * here knows a word of any language. */

struct wording {
    enum lang lang;
    const struct yaml *root;
};

struct filler {
    const struct wording *wording;
    const struct doc *doc;
    struct arena *arena;
    const char *target; /* {target} of a link, or NULL */
    int depth; /* lines within lines */
};

enum { DEPTH_MOST = 4, CASES_MOST = 8 };

/* Purposes, with what may stand under each. */
enum under { UNDER_CASES, UNDER_COMMITTEES, UNDER_NAMES, UNDER_LIST, UNDER_LINK, UNDER_ATTACHMENT };
static const struct purpose {
    const char *name;
    enum under under;
} purposes[] = {
    {"publisher", UNDER_CASES}, {"organ", UNDER_CASES}, {"suborgan", UNDER_CASES}, {"distribution", UNDER_CASES},
    {"issued", UNDER_CASES}, {"language", UNDER_CASES}, {"original", UNDER_CASES}, {"session", UNDER_CASES},
    {"session-body", UNDER_CASES}, {"session-dates", UNDER_CASES}, {"agenda", UNDER_CASES}, {"agenda-title", UNDER_CASES},
    {"adoption", UNDER_CASES}, {"provenance", UNDER_CASES}, {"sponsors", UNDER_CASES}, {"signatories", UNDER_CASES},
    {"title-number", UNDER_CASES}, {"meeting", UNDER_CASES}, {"adopted", UNDER_CASES}, {"closing", UNDER_CASES},
    {"vote", UNDER_CASES}, {"letter", UNDER_CASES}, {"recycle", UNDER_CASES}, {"committee", UNDER_COMMITTEES}, {"committee-of", UNDER_COMMITTEES},
    {"names", UNDER_NAMES}, {"list", UNDER_LIST}, {"link", UNDER_LINK}, {"attachment", UNDER_ATTACHMENT},
};
enum { PURPOSE_COUNT = sizeof purposes / sizeof *purposes };

static const char *const committees[] = {"1", "2", "3", "4", "5", "6", NULL};
static const char *const names[] = {"ar", "zh", "en", "fr", "ru", "es", NULL};
static const char *const list_parts[] = {"comma", "and", "and-names", "and-i", NULL};
static const char *const links[] = {"resolution", "document", "page", "note", "call", "session", "session-digits", "year", NULL};
static const char *const attachments[] = {"source", "xml", NULL};

/* Cases of a pattern. */
static const char *const cases[] = {"ga", "sc", "hrc", "ecosoc", "emergency", "special", "one", "two", "many",
    "resumed", "general", "limited", "draft", "decision", "without", "pair", "parts", "number", "no-committee", "report",
    "paragraph", "other", NULL};

static const char *given(const struct filler *filler, enum field_id id)
{
    return filler->doc->fields.at[id].text;
}

static size_t agenda_items(const struct filler *filler)
{
    const char *text = given(filler, FIELD_AGENDA);
    size_t n = text && *text ? 1 : 0;
    for (; text && *text; text++)
        n += *text == ',';
    return n;
}

/* How many resolutions a symbol names: 2 for "A/RES/80/236 A-B", else 1. */
static int symbol_parts(const char *symbol)
{
    size_t n = symbol ? strlen(symbol) : 0;
    const char *end = n > 4 ? symbol + n - 4 : "";
    bool range = end[0] == ' ' && end[1] >= 'A' && end[2] == '-' && end[3] > end[1] && end[3] <= 'Z';
    return range ? end[3] - end[1] + 1 : 1;
}

static bool case_holds(const struct filler *filler, const char *name)
{
    const struct fields *fields = &filler->doc->fields;
    enum organ organ = filler->doc->organ;
    const char *distribution = given(filler, FIELD_DISTRIBUTION);
    const char *meeting = given(filler, FIELD_MEETING);
    const char *without = given(filler, FIELD_NO_COMMITTEE);
    size_t items = agenda_items(filler);
    const char *vote = given(filler, FIELD_VOTE);
    const char *symbol = given(filler, FIELD_SYMBOL);
    int parts = symbol_parts(symbol);
    bool distributed_limited = distribution ? strcmp(distribution, "limited") == 0 : symbol && strstr(symbol, "/L.");
    bool enacted = fields->symbol.resolution || fields->symbol.decision;
    const struct {
        const char *name;
        bool holds;
    } rows[] = {
        {"ga", organ == ORGAN_GA}, {"sc", organ == ORGAN_SC},
        {"hrc", organ == ORGAN_HRC}, {"ecosoc", organ == ORGAN_ECOSOC},
        {"emergency", fields->symbol.emergency}, {"special", fields->symbol.special},
        {"one", items == 1}, {"two", items == 2}, {"many", items > 2},
        {"resumed", meeting && strchr(meeting, '(')},
        {"limited", distributed_limited},
        {"general", !distributed_limited && (!distribution || strcmp(distribution, "general") == 0)},
        {"draft", symbol && !enacted}, {"decision", fields->symbol.decision},
        {"without", vote && strcmp(vote, "without") == 0},
        {"pair", parts == 2}, {"parts", parts > 1},
        {"number", given(filler, FIELD_NUMBER) != NULL},
        {"no-committee", without && strcmp(without, "no") != 0},
        {"report", given(filler, FIELD_REPORT) != NULL},
        {"paragraph", given(filler, FIELD_REPORT_PARAGRAPH) != NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].holds;
    return false;
}

/* Follows cases down to a pattern; NULL when none holds. */
static const char *choose(const struct filler *filler, const struct yaml *node)
{
    for (int level = 0; node && level < CASES_MOST; level++) {
        if (node->kind == YAML_SCALAR)
            return node->text;
        const struct yaml *chosen = NULL;
        for (size_t i = 0; i < node->entries.n && !chosen; i++)
            if (case_holds(filler, node->entries.at[i].key))
                chosen = node->entries.at[i].value;
        node = chosen ? chosen : yaml_get(node, "other");
    }
    return NULL;
}

/* --- patterns -------------------------------------------------------------------------------- */

/* What stands between two braces: NAME, NAME:FORM or NAME:FORM@LANG. */
struct slot {
    const char *name, *form; /* form NULL when there is none */
    enum lang lang; /* LANG_NONE when none is named */
    bool good; /* well formed, name and form known and fit */
    enum field_id field; /* FIELD_COUNT: a purpose or a word of our own */
};

static const char *const own_words[] = {"page", "pages", "target"};

static bool is_purpose(const char *name)
{
    for (size_t i = 0; i < PURPOSE_COUNT; i++)
        if (purposes[i].under == UNDER_CASES && purposes[i].name[0] == name[0] && strcmp(purposes[i].name, name) == 0)
            return true;
    return false;
}

static struct slot slot_read(struct arena *arena, const char *at, size_t n)
{
    char *copy = arena_copy(arena, at, n);
    struct slot slot = {.name = copy, .lang = LANG_NONE, .good = true};
    char *lang = strchr(copy, '@');
    if (lang) {
        *lang++ = '\0';
        slot.lang = lang_from_tag(lang, strlen(lang));
        slot.good = slot.lang != LANG_NONE;
    }
    char *form = strchr(copy, ':');
    if (form)
        *form++ = '\0';
    slot.form = form;
    slot.field = field_from_name(copy, strlen(copy));
    bool known = slot.field < FIELD_COUNT || (!form && is_purpose(copy));
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        known = known || (!form && strcmp(own_words[i], copy) == 0);
    slot.good = slot.good && known && (!form || form_fits(form, slot.field));
    return slot;
}

static bool fill(struct filler *filler, const char *pattern, size_t n, struct buf *out);

/* The field that holds a line of the document's own for a purpose; FIELD_COUNT: there is none. */
static enum field_id line_field(struct arena *arena, const char *purpose)
{
    char *name = arena_printf(arena, "%s-line", purpose);
    return field_from_name(name, strlen(name));
}

/* The document's own line in place of the worded one, or NULL. */
static const char *own_line(const struct filler *filler, const char *purpose)
{
    enum field_id id = line_field(filler->arena, purpose);
    return id < FIELD_COUNT ? given(filler, id) : NULL;
}

/* The next character as it looks in print, 0 at the end. */
static uint32_t look(const char **text)
{
    size_t taken;
    if (!**text)
        return 0;
    uint32_t c = utf8_decode(*text, strnlen(*text, 4), &taken);
    *text += taken;
    bool space = c == '\n' || c == 0x00A0 || c == 0x202F, hyphen = c == 0x2010 || c == 0x2011;
    return space ? ' ' : hyphen ? '-' : c == U'ª' ? 'a' : c == U'º' ? 'o' : c;
}

static bool look_equal(const char *a, const char *b)
{
    uint32_t c;
    do {
        c = look(&a);
        if (c != look(&b))
            return false;
    } while (c);
    return true;
}

static const char *worded_line(struct filler *filler, const char *purpose)
{
    const char *pattern = choose(filler, yaml_get(filler->wording->root, purpose));
    struct buf out;
    buf_init(&out, filler->arena);
    while (pattern && *pattern) {
        size_t n = strcspn(pattern, "\n");
        struct buf part;
        buf_init(&part, filler->arena);
        if (fill(filler, pattern, n, &part) && part.n > 0) {
            if (out.n > 0)
                buf_char(&out, '\n');
            buf_bytes(&out, part.at, part.n);
        }
        pattern += n + (pattern[n] == '\n');
    }
    return out.n > 0 ? arena_copy(filler->arena, out.at, out.n) : "";
}

/* A line of the document's own wins. One that looks like the worded line gives way to it: copies of
 * published texts have lost the no-break spaces. */
static const char *line(struct filler *filler, const char *purpose)
{
    const char *own = own_line(filler, purpose);
    if (!own)
        return worded_line(filler, purpose);
    const char *worded = worded_line(filler, purpose);
    return look_equal(own, worded) ? worded : own;
}

static bool put_text(const char *text, struct buf *out)
{
    if (text)
        buf_text(out, text);
    return text && *text;
}

static bool put_own(struct filler *filler, const struct slot *slot, struct buf *out)
{
    if (strcmp(slot->name, "page") == 0 || strcmp(slot->name, "pages") == 0) {
        buf_printf(out, "{%s}", slot->name);
        return true;
    }
    if (strcmp(slot->name, "target") == 0)
        return put_text(filler->target, out);
    return false;
}

static bool put_slot(struct filler *filler, const struct slot *slot, struct buf *out)
{
    enum lang lang = slot->lang == LANG_NONE ? filler->wording->lang : slot->lang;
    const struct filling filling = {filler->doc, filler->wording->root, filler->arena};
    if (!slot->good)
        return false;
    if (slot->form)
        return form_put(&filling, slot->form, slot->field, lang, out);
    if (slot->field == FIELD_NUMBER && !given(filler, FIELD_NUMBER))
        return form_put(&filling, "number", FIELD_SYMBOL, lang, out);
    if (slot->field == FIELD_RUNNING_TITLE && !given(filler, FIELD_RUNNING_TITLE))
        return put_text(given(filler, FIELD_TITLE), out);
    if (is_purpose(slot->name)) {
        if (filler->depth >= DEPTH_MOST)
            return false;
        filler->depth++;
        const char *text = line(filler, slot->name);
        filler->depth--;
        return put_text(text, out);
    }
    return slot->field < FIELD_COUNT ? put_text(given(filler, slot->field), out) : put_own(filler, slot, out);
}

/* The bytes before the next slot from `from` on; the slot with its braces is [*open, *close). Without
 * one, both are n. */
static void find_slot(const char *pattern, size_t from, size_t n, size_t *open, size_t *close)
{
    const char *brace = from < n ? memchr(pattern + from, '{', n - from) : NULL;
    const char *end = brace ? memchr(brace, '}', n - (size_t)(brace - pattern)) : NULL;
    *open = end ? (size_t)(brace - pattern) : n;
    *close = end ? (size_t)(end - pattern) + 1 : n;
}

static bool fill(struct filler *filler, const char *pattern, size_t n, struct buf *out)
{
    struct buf part; /* appended only when it is whole */
    buf_init(&part, filler->arena);
    for (size_t at = 0, open, close; at < n; at = close) {
        find_slot(pattern, at, n, &open, &close);
        buf_bytes(&part, pattern + at, open - at);
        if (open == n)
            break;
        struct slot slot = slot_read(filler->arena, pattern + open + 1, close - open - 2);
        if (!put_slot(filler, &slot, &part))
            return false;
    }
    buf_bytes(out, part.at, part.n);
    return true;
}

/* Whether some fields of a line are given and others are not. */
static bool is_partial(struct filler *filler, const char *pattern, size_t n)
{
    struct buf unused;
    buf_init(&unused, filler->arena);
    size_t filled = 0, missing = 0;
    for (size_t at = 0, open, close; at < n; at = close) {
        find_slot(pattern, at, n, &open, &close);
        if (open == n)
            break;
        struct slot slot = slot_read(filler->arena, pattern + open + 1, close - open - 2);
        if (slot.field == FIELD_SYMBOL)
            continue; /* every document has one: it asks for no line by itself */
        *(put_slot(filler, &slot, &unused) ? &filled : &missing) += 1;
    }
    return filled > 0 && missing > 0;
}

/* --- checking -------------------------------------------------------------------------------- */

bool wording_check(const struct value_scope *scope, const struct yaml *pattern, const char *key)
{
    static const char what[] = "a field of the document in braces, such as {title}, {issued:date} or {session:ordinal}";
    if (pattern->kind != YAML_SCALAR) {
        value_bad(scope, pattern, key, "a pattern on one line");
        return false;
    }
    for (const char *open = strchr(pattern->text, '{'); open; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');
        size_t n = close ? (size_t)(close - open) + 1 : strlen(open);
        if (close && slot_read(scope->arena, open + 1, n - 2).good)
            continue;
        const char *slot = arena_printf(scope->arena, "%.*s", n > 60 ? 60 : (int)n, open);
        value_complain(scope, DIAG_TEMPLATE_VALUE, pattern->source, pattern->span, slot, key, what);
        return false;
    }
    return true;
}

static size_t count(const char *const *words)
{
    size_t n = 0;
    while (words[n])
        n++;
    return n;
}

/* Recursion is bounded by the depth of what yaml_read admits. */
static void check_under(const struct value_scope *scope, const struct yaml *node, const char *key, const char *const *known)
{
    if (node->kind != YAML_MAP) {
        wording_check(scope, node, key);
        return;
    }
    for (size_t i = 0; i < node->entries.n; i++) {
        const struct yaml_entry *entry = &node->entries.at[i];
        bool found = false;
        for (size_t k = 0; known[k] && !found; k++)
            found = strcmp(known[k], entry->key) == 0;
        if (!found)
            value_unknown(scope, entry, known, count(known));
        check_under(scope, entry->value, key, known);
    }
}

const struct wording *wording_load(const struct value_scope *scope, enum lang lang, struct yaml *root)
{
    static const char *const *const under[] = {cases, committees, names, list_parts, links, attachments};
    const char *known[PURPOSE_COUNT];
    for (size_t i = 0; i < PURPOSE_COUNT; i++)
        known[i] = purposes[i].name;
    for (size_t i = 0; root && i < root->entries.n; i++) {
        const struct yaml_entry *entry = &root->entries.at[i];
        size_t k = 0;
        while (k < PURPOSE_COUNT && strcmp(entry->key, known[k]) != 0)
            k++;
        if (k == PURPOSE_COUNT)
            value_unknown(scope, entry, known, PURPOSE_COUNT);
        else
            check_under(scope, entry->value, entry->key, under[purposes[k].under]);
    }
    struct wording *wording = arena_new_of(scope->arena, struct wording);
    *wording = (struct wording){.lang = lang, .root = root};
    return wording;
}

/* --- asking ---------------------------------------------------------------------------------- */

const char *wording_pattern(const struct wording *wording, const char *path)
{
    const struct yaml *node = wording->root;
    char key[64];
    while (node && *path) {
        size_t n = strcspn(path, ".");
        if (n >= sizeof key)
            return NULL;
        memcpy(key, path, n);
        key[n] = '\0';
        node = yaml_get(node, key);
        path += n + (path[n] == '.');
    }
    return node ? node->text : NULL;
}

bool wording_has(const struct wording *wording, const char *purpose)
{
    return yaml_get(wording->root, purpose) != NULL;
}

bool wording_partial(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *purpose)
{
    struct filler filler = {.wording = wording, .doc = doc, .arena = arena};
    if (own_line(&filler, purpose))
        return false;
    const char *pattern = choose(&filler, yaml_get(wording->root, purpose));
    bool partial = false;
    while (pattern && *pattern && !partial) {
        size_t n = strcspn(pattern, "\n");
        partial = is_partial(&filler, pattern, n);
        pattern += n + (pattern[n] == '\n');
    }
    return partial;
}

bool wording_fill(const struct wording *wording, const struct doc *doc, const char *pattern, struct buf *out)
{
    struct filler filler = {.wording = wording, .doc = doc, .arena = out->arena};
    return fill(&filler, pattern, strlen(pattern), out);
}

const char *wording_line(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *purpose)
{
    struct filler filler = {.wording = wording, .doc = doc, .arena = arena};
    return line(&filler, purpose);
}

void wording_drop_lines(const struct wording *wording, struct doc *doc, struct arena *arena)
{
    for (size_t i = 0; i < PURPOSE_COUNT; i++) {
        enum field_id id = purposes[i].under == UNDER_CASES ? line_field(arena, purposes[i].name) : FIELD_COUNT;
        const char *own = id < FIELD_COUNT ? doc->fields.at[id].text : NULL;
        if (!own)
            continue;
        struct filler filler = {.wording = wording, .doc = doc, .arena = arena};
        if (look_equal(own, worded_line(&filler, purposes[i].name)))
            doc->fields.at[id].text = NULL;
    }
}

/* The symbol in an address of the document server, decoded, or NULL: "…/es/A/RES/53/70". */
static const char *address_symbol(struct arena *arena, const char *address)
{
    static const char *const hosts[] = {"https://undocs.org/", "https://docs.un.org/", "http://undocs.org/"};
    const char *path = NULL;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts && !path; i++)
        if (strncmp(address, hosts[i], strlen(hosts[i])) == 0)
            path = address + strlen(hosts[i]);
    if (!path)
        return NULL;
    if (strcspn(path, "/") == 2 && path[0] >= 'a' && path[0] <= 'z')
        path += 3;
    struct buf out;
    buf_init(&out, arena);
    for (; *path; path++) {
        static const char hex[] = "0123456789ABCDEF0123456789abcdef";
        const char *high = path[0] == '%' && path[1] ? strchr(hex, path[1]) : NULL;
        const char *low = high && path[2] ? strchr(hex, path[2]) : NULL;
        int byte = low ? (int)((high - hex) % 16 * 16 + (low - hex) % 16) : 0;
        bool plain = byte >= 0x20 && byte < 0x7F;
        buf_char(&out, plain ? (char)byte : *path);
        path += plain ? 2 : 0;
    }
    return out.n > 0 ? out.at : NULL;
}

static const char *target_words(const struct wording *wording, const struct doc *doc, struct arena *arena,
    const char *purpose, const char *kind, const char *target)
{
    struct filler filler = {.wording = wording, .doc = doc, .arena = arena, .target = target};
    const char *pattern = yaml_text(yaml_get(wording->root, purpose), kind);
    struct buf out;
    buf_init(&out, arena);
    return pattern && fill(&filler, pattern, strlen(pattern), &out) && out.n > 0 ? out.at : target;
}

const char *wording_pointer(
    const struct wording *wording, const struct doc *doc, struct arena *arena, const char *kind, const char *target)
{
    return target_words(wording, doc, arena, "link", kind, target);
}

const char *wording_attachment(
    const struct wording *wording, const struct doc *doc, struct arena *arena, const char *kind, const char *target)
{
    return target_words(wording, doc, arena, "attachment", kind, target);
}

/* "2(I)" and "2199 (2015)": what stands in brackets, a session or a year, is written otherwise in some languages. */
static const char *with_bracket(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *number)
{
    const char *open = strchr(number, '(');
    size_t n = strlen(number), base = strcspn(number, " (");
    if (!open || number[n - 1] != ')')
        return number;
    const char *inside = arena_copy(arena, open + 1, (size_t)(number + n - 1 - (open + 1)));
    const struct yaml *words = yaml_get(wording->root, "link");
    int session = numeral_read_roman(inside, strlen(inside));
    const char *kind = !session ? "year" : yaml_text(words, "session-digits") ? "session-digits" : "session";
    if (strcmp(kind, "session-digits") == 0)
        inside = arena_printf(arena, "%d", session);
    if (!yaml_text(words, kind))
        return arena_printf(arena, "%.*s (%s)", (int)base, number, inside);
    return arena_printf(arena, "%.*s%s", (int)base, number, target_words(wording, doc, arena, "link", kind, inside));
}

const char *wording_link(const struct wording *wording, const struct doc *doc, struct arena *arena, const char *address)
{
    const char *kind = "page", *target = address;
    const char *text = address_symbol(arena, address);
    struct symbol symbol;
    if (text && cite_symbol(text, strlen(text), &symbol)) {
        struct buf number;
        buf_init(&number, arena);
        if (symbol.resolution)
            cite_short_number(&symbol, &number);
        kind = number.n > 0 ? "resolution" : "document";
        target = number.n > 0 ? with_bracket(wording, doc, arena, number.at) : text;
    }
    return wording_pointer(wording, doc, arena, kind, target);
}
