/* The second half of cite_find knows lists: "resolutions 53/70 of 4 December 1998, 54/49 of 1 December
 * 1999 and 70/237" stays one list over its dates, and every number in it gets an organ. */
#include "language/cite_scan.h"

#include "language/fold.h"

enum { LIST_REACH = 16 }; /* other words that a list may hold between two of its numbers */
enum { ORGAN_REACH = 3 }; /* other words between an organ and the word for resolution after it */
enum { FAR = 1000 };

struct lists {
    struct arena *arena;
    enum lang lang;
    const char *text;
    struct token_list tokens;
};

/* Each number takes the organ or the date that follows it, or that follows the list it is in. */
static void look_ahead(struct lists *lists)
{
    struct token *tokens = lists->tokens.list.at;
    for (size_t i = lists->tokens.list.n; i-- > 1;) {
        struct token *token = &tokens[i - 1], *next = &tokens[i];
        bool joined = next->gap == 0 || (next->kind == TOKEN_NUMBER && next->gap == 1); /* "53/70 and 54/49" */
        if (!joined)
            continue;
        if (next->kind == TOKEN_DATE) {
            token->after_year = lists->lang == LANG_ZH ? 0 : next->year; /* a Chinese date heads what follows */
            token->after_organ = next->after_organ;
            token->decision = next->decision;
        } else if (next->kind == TOKEN_NUMBER) {
            token->after_year = next->after_year;
            token->after_organ = next->after_organ;
            token->decision = next->decision;
        } else if (next->kind == TOKEN_DECISION) {
            token->decision = lists->lang == LANG_ZH;
        } else if (next->kind == TOKEN_ORGAN) {
            bool heads_next = lists->lang == LANG_EN && i + 1 < lists->tokens.list.n &&
                              tokens[i + 1].kind == TOKEN_RESOLUTION && tokens[i + 1].gap == 0;
            bool follows = lists->lang != LANG_ZH && lists->lang != LANG_AR && !heads_next;
            token->after_organ = follows ? next->organ : 0;
            next->belongs_back = follows && (token->kind == TOKEN_NUMBER || token->kind == TOKEN_DATE);
        }
    }
}

/* The Assembly's session s began in 1945 + s; the Rights Council, from 2006, has three a year. */
static int organ_of_date(const struct cited_number *number, int year)
{
    if (!year || number->form != FORM_SESSION || number->emergency || number->special)
        return 0;
    int assembly = 1945 + number->first, council = 2006 + (number->first - 1) / 3;
    if (number->first > 30 && (year == assembly || year == assembly + 1))
        return ORGAN_GA;
    return year >= 2006 && year >= council - 1 && year <= council + 1 ? ORGAN_HRC : 0;
}

struct context {
    int own; /* organ of the document */
    int distance; /* other words since the list's last word or number; FAR outside a list */
    int organ; /* last named and not yet used, or 0 */
    int organ_distance; /* other words since then */
    int list_organ; /* named with the word that opened the list, or 0 */
    int year; /* of a date just before, or 0 */
};

static int organ_of(const struct token *token, const struct context *context)
{
    const struct cited_number *number = &token->number;
    int organ = organ_of_date(number, token->after_year ? token->after_year : context->year);
    if (!organ)
        organ = token->after_organ ? token->after_organ : context->list_organ;
    switch (number->form) {
    case FORM_COUNCIL:
        return ORGAN_SC;
    case FORM_OLD:
        return number->second > 30 && !number->emergency && !number->special ? ORGAN_ECOSOC : ORGAN_GA;
    case FORM_YEAR:
        if (organ == ORGAN_ECOSOC || context->own == ORGAN_ECOSOC)
            return organ == ORGAN_OTHER ? 0 : ORGAN_ECOSOC;
        return organ == 0 && (context->distance == 0 || token->marked) ? ORGAN_ECOSOC : 0;
    case FORM_SESSION:
        break;
    }
    if (organ == ORGAN_SC || organ == ORGAN_ECOSOC)
        organ = 0;
    if (!organ)
        organ = context->own == ORGAN_HRC ? ORGAN_HRC : ORGAN_GA;
    bool early = number->first <= 30 && !number->emergency && !number->special;
    return organ == ORGAN_OTHER || (early && organ == ORGAN_GA) ? 0 : organ;
}

static struct buf *add_citation(struct lists *lists, const struct token *token, struct citations *out)
{
    if (!out->names.arena)
        buf_init(&out->names, lists->arena);
    *list_add(lists->arena, &out->list) = (struct citation){token->start, token->end, out->names.n};
    return &out->names;
}

static void take_symbol_token(struct lists *lists, const struct token *token, struct citations *out)
{
    struct buf *name = add_citation(lists, token, out);
    for (size_t at = token->start; at < token->end;) {
        size_t here = at;
        if (fold_next(lists->text, token->end, &at) != ' ')
            buf_bytes(name, lists->text + here, at - here);
    }
    buf_char(name, '\0');
}

static void take_number_token(struct lists *lists, const struct token *token, struct context *context, struct citations *out)
{
    bool council = context->own == ORGAN_SC && token->number.form == FORM_COUNCIL;
    bool old = token->number.form == FORM_OLD && token->number.first > 99;
    int organ = token->decision ? 0 : organ_of(token, context);
    if (organ && (context->distance <= LIST_REACH || token->marked || council || old)) {
        struct buf *name = add_citation(lists, token, out);
        cite_put_number(&token->number, organ, name);
        buf_char(name, '\0');
        context->distance = 0;
    }
    context->organ = 0;
}

static void step(struct lists *lists, const struct token *token, struct context *context, struct citations *out)
{
    context->distance = context->distance + token->gap < FAR ? context->distance + token->gap : FAR;
    context->organ_distance = context->organ_distance + token->gap < FAR ? context->organ_distance + token->gap : FAR;
    if (token->gap)
        context->year = 0;
    switch (token->kind) {
    case TOKEN_STOP:
        *context = (struct context){.own = context->own, .distance = FAR};
        break;
    case TOKEN_DECISION:
        context->distance = FAR;
        break;
    case TOKEN_RESOLUTION:
        if (lists->lang != LANG_ZH || context->distance > 0) /* in Chinese the word also closes the list */
            context->list_organ = context->organ_distance <= ORGAN_REACH ? context->organ : 0;
        context->distance = 0;
        break;
    case TOKEN_ORGAN:
        context->organ = token->belongs_back ? 0 : token->organ;
        context->organ_distance = 0;
        if (context->distance < LIST_REACH)
            context->list_organ = lists->lang == LANG_AR || lists->lang == LANG_EN ? token->organ : context->list_organ;
        if (lists->lang == LANG_ZH)
            context->list_organ = token->organ;
        break;
    case TOKEN_DATE:
        context->year = lists->lang == LANG_ZH ? token->year : 0;
        break;
    case TOKEN_SYMBOL:
        take_symbol_token(lists, token, out);
        break;
    case TOKEN_NUMBER:
        take_number_token(lists, token, context, out);
        break;
    }
}

void cite_find(struct arena *arena, enum lang lang, enum organ organ, const char *text, size_t n, struct citations *out)
{
    struct lists lists = {.arena = arena, .lang = lang, .text = text};
    struct context context = {.own = (int)organ, .distance = FAR};
    cite_scan(arena, text, n, &lists.tokens);
    look_ahead(&lists);
    for (size_t i = 0; i < lists.tokens.list.n; i++)
        step(&lists, &lists.tokens.list.at[i], &context, out);
}
