/* A state is a place in the text together with a place in the notes: so many lines and so many note
 * lines stand on the pages up to here. Ordinarily all notes called so far are placed and there is one
 * state for each line. Where a note does not fit beside its call, states with part of it still to come
 * are added. States in the order of their total height make one row of breakpoints for breaks.h. */
#include "layout/paginate.h"

#include <stdlib.h>

#include "layout/breaks.h"

enum {
    SPLIT_REACH = 4, /* [line] a note that goes on is called at most so far from the end of its page:
                        as far as widows and orphans can push the page's end from a call */
    UNUSED_MOST = 200, /* [1/1000] of a page's room that most documents leave at its foot, none of their pages more */
};

struct state {
    int64_t height; /* [unit] of everything up to here, without gaps */
    uint32_t lines, notes;
};

struct search {
    const struct paginate_flow *flow;
    int64_t *text, *note; /* [unit] text[i]: sum of the heights of the lines before i */
    uint32_t *forced; /* how many lines before i start a page */
    struct state *state;
    size_t state_n;
};

static uint32_t notes_called(const struct paginate_flow *flow, size_t lines)
{
    return lines ? flow->lines[lines - 1].notes : 0;
}

static void sum_up(struct search *search, struct arena *arena)
{
    const struct paginate_flow *flow = search->flow;
    size_t note_n = notes_called(flow, flow->n);
    search->text = arena_new_array(arena, int64_t, flow->n + 1);
    search->note = arena_new_array(arena, int64_t, note_n + 1);
    search->forced = arena_new_array(arena, uint32_t, flow->n + 1);
    for (size_t i = 0; i < flow->n; i++) {
        search->text[i + 1] = search->text[i] + flow->lines[i].height;
        search->forced[i + 1] = search->forced[i] + flow->lines[i].page_before;
    }
    for (size_t i = 0; i < note_n; i++)
        search->note[i + 1] = search->note[i] + flow->notes[i].height;
}

/* ---- states ------------------------------------------------------------------------------- */

static struct state state_at(const struct search *search, size_t lines, uint32_t notes)
{
    return (struct state){search->text[lines] + search->note[notes], (uint32_t)lines, notes};
}

static int state_order(const void *a, const void *b)
{
    const struct state *x = a, *y = b;
    if (x->height != y->height)
        return x->height < y->height ? -1 : 1;
    if (x->lines != y->lines)
        return x->lines < y->lines ? -1 : 1;
    return x->notes < y->notes ? -1 : x->notes > y->notes;
}

/* Pages on which all notes are whole. */
static void whole_states(struct search *search, struct arena *arena)
{
    search->state_n = search->flow->n + 1;
    search->state = arena_new_array(arena, struct state, search->state_n);
    for (size_t i = 0; i < search->state_n; i++)
        search->state[i] = state_at(search, i, notes_called(search->flow, i));
}

/* And pages that end while notes of a line near their end are still to come. */
static void split_states(struct search *search, struct arena *arena)
{
    const struct paginate_flow *flow = search->flow;
    LIST(struct state) list = {0};
    uint32_t caller_start = 0; /* the last line with calls has the note lines from here on */
    size_t caller = 0;
    *list_add(arena, &list) = state_at(search, 0, 0);
    for (size_t i = 1; i <= flow->n; i++) {
        uint32_t called = notes_called(flow, i), before = notes_called(flow, i - 1);
        if (called > before) {
            caller = i;
            caller_start = before;
        }
        if (caller && i - caller < SPLIT_REACH)
            for (uint32_t notes = caller_start; notes < called; notes++)
                *list_add(arena, &list) = state_at(search, i, notes);
        *list_add(arena, &list) = state_at(search, i, called);
    }
    qsort(list.at, list.n, sizeof *list.at, state_order);
    search->state = list.at;
    search->state_n = list.n;
}

/* ---- cost of a page ----------------------------------------------------------------------- */

/* Height from the first baseline to the last; the space above the first line is dropped, and its lead-in
 * comes instead. */
static int64_t page_height(const struct search *search, const struct state *from, const struct state *to)
{
    const struct paginate_flow *flow = search->flow;
    int64_t height = to->height - from->height;
    bool has_text = to->lines > from->lines, has_notes = to->notes > from->notes;
    if (has_text)
        height -= flow->lines[from->lines].height - flow->lines[from->lines].lead_in;
    if (has_notes)
        height -= flow->notes[from->notes].height;
    return has_text && has_notes ? height + flow->note_gap : height;
}

/* Whether this and everything taller from the same start is too tall. */
static bool too_tall(const struct search *search, const struct state *from, const struct state *to, int64_t room)
{
    const struct paginate_flow *flow = search->flow;
    int64_t height = to->height - from->height;
    if (height <= room)
        return false;
    if (from->lines < flow->n)
        height -= flow->lines[from->lines].height;
    if (from->notes < notes_called(flow, flow->n))
        height -= flow->notes[from->notes].height;
    return height > room;
}

/* Whether notes called so far are still to come. */
static bool goes_on(const struct search *search, const struct state *from)
{
    return from->notes < notes_called(search->flow, from->lines);
}

/* A page that starts with the rest of a note is one like the note's lines were set for: that of the call. */
static bool is_landscape(const struct search *search, const struct state *from)
{
    const struct paginate_line *lines = search->flow->lines;
    return from->lines > 0 && goes_on(search, from) ? lines[from->lines - 1].landscape
                                                    : from->lines < search->flow->n && lines[from->lines].landscape;
}

static bool page_is_legal(const struct search *search, const struct state *from, const struct state *to)
{
    if (to->lines < from->lines || to->notes < from->notes)
        return false;
    if (to->notes == from->notes && (goes_on(search, from) || to->lines == from->lines))
        return false;
    if (to->lines > from->lines && search->flow->lines[from->lines].landscape != is_landscape(search, from))
        return false;
    return to->lines == from->lines || search->forced[to->lines] == search->forced[from->lines + 1];
}

/* Whether what comes next starts a page anyway. */
static bool ends_part(const struct search *search, const struct state *to)
{
    bool ends = to->lines == search->flow->n || search->flow->lines[to->lines].page_before;
    return ends && to->notes == notes_called(search->flow, to->lines);
}

static int64_t fill_cost(const struct search *search, const struct state *to, int64_t height, int64_t room)
{
    if (room == 0 || ends_part(search, to))
        return 0;
    int64_t unused = (room - height) * 1000 / room;
    return unused * unused;
}

/* Of notes still to come, those that have not even begun are worse. */
static int64_t split_cost(const struct search *search, const struct state *to)
{
    const struct paginate_flow *flow = search->flow;
    if (to->notes == notes_called(flow, to->lines))
        return 0;
    return flow->notes[to->notes].first ? 4 * PAGINATE_SPLIT : PAGINATE_SPLIT;
}

static int64_t room_of(const struct search *search, const struct state *from, size_t kind)
{
    return (is_landscape(search, from) ? search->flow->landscape_room : search->flow->room)[kind];
}

static int64_t page_cost(void *context, size_t from_index, size_t to_index, size_t kind, size_t *look)
{
    (void)look;
    const struct search *search = context;
    const struct state *from = &search->state[from_index], *to = &search->state[to_index];
    int64_t room = room_of(search, from, kind);
    if (too_tall(search, from, to, room))
        return BREAKS_TOO_LONG;
    if (!page_is_legal(search, from, to))
        return BREAKS_FORBIDDEN;
    int64_t height = page_height(search, from, to);
    if (height > room)
        return BREAKS_FORBIDDEN;
    bool ends_text = to->lines == search->flow->n || to->lines == from->lines;
    int64_t break_cost = ends_text ? 0 : search->flow->lines[to->lines - 1].break_cost;
    return fill_cost(search, to, height, room) + split_cost(search, to) + break_cost;
}

/* ---- search ------------------------------------------------------------------------------- */

/* The first state at which a page is full enough to cost no more than the bound. */
static size_t nearest(void *context, size_t from_index, size_t kind)
{
    const struct search *search = context;
    const struct state *from = &search->state[from_index];
    int64_t least = room_of(search, from, kind) * (999 - UNUSED_MOST);
    size_t to = from_index + 1;
    while (to + 1 < search->state_n && page_height(search, from, &search->state[to]) * 1000 < least && !ends_part(search, &search->state[to]))
        to++;
    return to;
}

/* The chain that costs least; with a bound if it costs no more than that, else one of no pages. */
static struct breaks_result find(struct search *search, struct arena *arena, int64_t bound)
{
    struct breaks_problem problem = {.n = search->state_n - 1, .line_classes = PAGINATE_KINDS, .cycle = 2, .bound = bound,
        .cost = page_cost, .nearest = bound ? nearest : NULL, .context = search};
    const hx_unit *room = search->flow->room, *landscape = search->flow->landscape_room;
    if (room[PAGINATE_EVEN] == room[PAGINATE_ODD] && landscape[PAGINATE_EVEN] == landscape[PAGINATE_ODD]) {
        problem.line_classes = 2;
        problem.cycle = 1;
    }
    return breaks_find(arena, &problem);
}

static struct paginate_result take(const struct search *search, struct arena *arena, const struct breaks_result *found)
{
    struct paginate_result result = {.n = found->count, .cost = found->cost};
    result.pages = arena_new_array(arena, struct paginate_page, found->count);
    const struct state *from = &search->state[0];
    for (size_t i = 0; i < found->count; i++) {
        const struct state *to = &search->state[found->chosen[i]];
        result.pages[i] = (struct paginate_page){to->lines, to->notes, is_landscape(search, from)};
        from = to;
    }
    return result;
}

/* With notes whole and pages nearly full first. With split notes no dead end is left: a page of one text line
 * or of one note line is always among the states. */
struct paginate_result paginate(struct arena *arena, const struct paginate_flow *flow)
{
    struct search search = {.flow = flow};
    sum_up(&search, arena);
    whole_states(&search, arena);
    struct breaks_result found = find(&search, arena, UNUSED_MOST * UNUSED_MOST);
    if (!found.count)
        found = find(&search, arena, 0);
    if (found.forced || found.cost >= PAGINATE_SPLIT) {
        split_states(&search, arena);
        found = find(&search, arena, 0);
    }
    return take(&search, arena, &found);
}
