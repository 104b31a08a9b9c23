#include "reading/units.h"

#include <string.h>

enum { ADDRESS_LONGEST = 2048 /* [byte] */, TAG_LONGEST = 16 /* [byte] */ };

struct finder {
    struct doc *doc;
    const struct flat *flat;
    struct units *units;
    struct report *report;
    LIST(size_t) open; /* numbers of units that wait for their closing mark */
    size_t open_of[2]; /* how many of them are brackets, are angles */
    size_t unlinkable; /* the first so many of `open` hold a link already */
};

static bool starts_with(const struct flat *flat, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return flat->n - at >= n && memcmp(flat->at + at, mark, n) == 0;
}

/* Whether bytes can be meant as an address, so that "[a](2015)" stays text. */
static bool is_address(const char *at, size_t n)
{
    return n == 0 || *at == '#' || *at == '/' || memchr(at, ':', n) || (n > 4 && memcmp(at, "www.", 4) == 0);
}

/* The closing parenthesis of an address that starts at `at`; parentheses inside are in pairs. */
static size_t address_end(const struct flat *flat, size_t at)
{
    size_t limit = flat->n - at > ADDRESS_LONGEST ? at + ADDRESS_LONGEST : flat->n;
    int depth = 0;
    for (size_t i = at; i < limit; i++) {
        char c = flat->at[i];
        if (c == ' ' || c == '\n' || c == '<')
            return 0;
        if (c == '(')
            depth++;
        else if (c == ')' && depth-- == 0)
            return is_address(flat->at + at, i - at) ? i : 0;
    }
    return 0;
}

static void close_link(struct finder *finder, struct unit *unit, size_t at)
{
    size_t end = address_end(finder->flat, at + 2);
    if (!end)
        return;
    unit->kind = UNIT_LINK;
    unit->end = end + 1;
    unit->address = arena_copy(finder->doc->arena, finder->flat->at + at + 2, end - at - 2);
    finder->unlinkable = finder->open.n;
}

static void close_language(struct finder *finder, struct unit *unit, size_t at)
{
    const struct flat *flat = finder->flat;
    size_t tag = at + strlen("]{lang="), end = tag;
    while (end < flat->n && end - tag < TAG_LONGEST && flat->at[end] != '}' && flat->at[end] != ' ')
        end++;
    if (end == flat->n || flat->at[end] != '}')
        return;
    unit->language = lang_from_tag(flat->at + tag, end - tag);
    if (unit->language == LANG_NONE) {
        diag_at(finder->report, DIAG_FIELD_LANGUAGE, finder->doc->source, flat_span(flat, tag - 1, end),
            arena_copy(finder->doc->arena, flat->at + tag, end - tag));
        return;
    }
    unit->kind = UNIT_LANGUAGE;
    unit->end = end + 1;
}

/* The innermost open unit of that sort; those opened inside it are text. */
static struct unit *pop(struct finder *finder, bool angle, size_t *depth)
{
    if (!finder->open_of[angle])
        return NULL;
    for (;;) {
        struct unit *unit = &finder->units->list.at[finder->open.at[--finder->open.n]];
        finder->open_of[unit->angle]--;
        *depth = finder->open.n;
        if (unit->angle == angle)
            return unit;
    }
}

static void close_unit(struct finder *finder, bool angle, size_t at)
{
    size_t depth = 0;
    struct unit *unit = pop(finder, angle, &depth);
    if (!unit)
        return;
    bool holds_link = depth < finder->unlinkable;
    if (holds_link)
        finder->unlinkable = depth;
    unit->close = at;
    bool empty = at == unit->inner; /* text, but for the [](#) that some exports leave */
    if (angle && !empty) {
        unit->kind = UNIT_SUPERIOR;
        unit->end = at + strlen("</sup>");
    } else if (!empty && starts_with(finder->flat, at, "]{lang=")) {
        close_language(finder, unit, at);
    } else if (!holds_link && starts_with(finder->flat, at, empty ? "](#)" : "](")) {
        close_link(finder, unit, at);
    }
}

static void open_unit(struct finder *finder, bool angle, size_t at)
{
    size_t mark = angle ? strlen("<sup>") : 1;
    *list_add(finder->doc->arena, &finder->open) = finder->units->list.n;
    *list_add(finder->doc->arena, &finder->units->list) = (struct unit){.angle = angle, .open = at, .inner = at + mark};
    finder->open_of[angle]++;
}

void units_find(struct doc *doc, const struct flat *flat, struct units *units, struct report *report)
{
    struct finder finder = {.doc = doc, .flat = flat, .units = units, .report = report};
    if (!memchr(flat->at, '[', flat->n) && !memchr(flat->at, '<', flat->n))
        return;
    for (size_t i = 0; i < flat->n; i++) {
        size_t call;
        switch (flat->at[i]) {
        case '\\':
            i++;
            break;
        case '[':
            call = inline_call_length(flat->at + i, flat->n - i);
            if (call)
                i += call - 1;
            else
                open_unit(&finder, false, i);
            break;
        case ']':
            close_unit(&finder, false, i);
            break;
        case '<':
            if (starts_with(flat, i, "<sup>"))
                open_unit(&finder, true, i);
            else if (starts_with(flat, i, "</sup>"))
                close_unit(&finder, true, i);
            break;
        }
    }
}
