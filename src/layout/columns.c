#include "layout/columns.h"

#include <stdlib.h>

/* ---- sums --------------------------------------------------------------------------------- */

static int64_t sum_of_gaps(const struct columns *columns, uint32_t first, uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = first; i < first + n; i++)
        sum += columns->at[i].gap;
    return sum;
}

hx_unit columns_width(const struct columns *columns, uint32_t first, uint32_t n)
{
    const struct column *last = &columns->at[first + n - 1];
    return last->start + last->width - columns->at[first].start;
}

/* amount * seen / total for an amount within 32 bits; total > 0. */
static int64_t part_of(int64_t amount, int64_t seen, int64_t total)
{
    int shift = 0;
    while (total >> shift > INT32_MAX)
        shift++;
    return amount * (seen >> shift) / (total >> shift);
}

/* ---- cells over several columns ----------------------------------------------------------- */

/* Raises one measure of the columns under a span to what it needs, by their share of the other. */
static void spread(struct columns *columns, const struct column_span *span, bool least, hx_unit needed)
{
    int64_t has = sum_of_gaps(columns, span->first + 1, span->n - 1), weight = 0;
    for (uint32_t i = span->first; i < span->first + span->n; i++) {
        has += least ? columns->at[i].least : columns->at[i].most;
        weight += columns->at[i].most;
    }
    int64_t lack = needed - has, seen = 0;
    if (lack <= 0)
        return;
    for (uint32_t i = 0; i < span->n; i++) {
        struct column *column = &columns->at[span->first + i];
        int64_t before = weight ? part_of(lack, seen, weight) : lack * i / span->n;
        seen += column->most;
        int64_t after = weight ? part_of(lack, seen, weight) : lack * (i + 1) / span->n;
        hx_unit *measure = least ? &column->least : &column->most;
        *measure += (hx_unit)(after - before);
    }
}

static int span_order(const void *a, const void *b)
{
    const struct column_span *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Narrow spans first, so that wide ones find what those have raised. */
static void widen_for_spans(struct arena *arena, struct columns *columns)
{
    struct column_span *order = arena_new_array(arena, struct column_span, columns->span_n);
    for (size_t i = 0; i < columns->span_n; i++)
        order[i] = columns->spans[i];
    qsort(order, columns->span_n, sizeof *order, span_order);
    for (size_t i = 0; i < columns->span_n; i++) {
        spread(columns, &order[i], true, order[i].least);
        spread(columns, &order[i], false, order[i].most);
    }
    for (uint32_t i = 0; i < columns->n; i++)
        if (columns->at[i].most < columns->at[i].least)
            columns->at[i].most = columns->at[i].least;
}

/* ---- widths ------------------------------------------------------------------------------- */

/* Adds `amount` to the widths by weight, so that nothing is lost to rounding. */
static void share_out(struct columns *columns, int64_t amount, const int64_t *weight, int64_t total)
{
    int64_t seen = 0;
    for (uint32_t i = 0; total > 0 && i < columns->n; i++) {
        int64_t before = part_of(amount, seen, total);
        seen += weight[i];
        columns->at[i].width += (hx_unit)(part_of(amount, seen, total) - before);
    }
}

/* Columns that would like to be wider get what is free by how much they want; what nobody wants goes to the
 * columns of text, so that the table is as wide as its room. */
static void widths_by_content(struct columns *columns, int64_t free, int64_t *weight)
{
    int64_t wanted = 0, growing = 0, plain = 0;
    for (uint32_t i = 0; i < columns->n; i++) {
        const struct column *column = &columns->at[i];
        weight[i] = column->most - column->least;
        wanted += weight[i];
        growing += column->grows ? column->most : 0;
        plain += column->most;
    }
    if (wanted >= free) {
        share_out(columns, free, weight, wanted);
        return;
    }
    for (uint32_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->at[i];
        free -= column->most - column->width;
        column->width = column->most;
        weight[i] = growing && !column->grows ? 0 : column->most;
    }
    share_out(columns, free, weight, growing ? growing : plain);
}

/* Shares as asked; a column too narrow for its words takes from those that are not. */
static void widths_by_share(struct columns *columns, int64_t free, int64_t *weight)
{
    int64_t shares = 0, over = 0, room = free;
    for (uint32_t i = 0; i < columns->n; i++) {
        shares += columns->at[i].share;
        room += columns->at[i].width + columns->at[i].gap;
    }
    for (uint32_t i = 0; i < columns->n; i++) {
        const struct column *column = &columns->at[i];
        int64_t asked = room * column->share / shares - column->gap;
        weight[i] = asked > column->width ? asked - column->width : 0;
        over += weight[i];
    }
    share_out(columns, free, weight, over);
}

static void set_starts(struct columns *columns)
{
    int64_t x = 0;
    for (uint32_t i = 0; i < columns->n; i++) {
        x += columns->at[i].gap;
        columns->at[i].start = (hx_unit)x;
        x += columns->at[i].width;
    }
}

/* The least scale is not enough: each column gets its part of the room, and words break. */
static enum columns_result widths_broken(struct columns *columns, int64_t gaps, int64_t least)
{
    int64_t room = columns->room - gaps, needed = 0;
    for (uint32_t i = 0; i < columns->n; i++)
        needed += columns->at[i].least < columns->narrow ? columns->at[i].least : columns->narrow;
    if (needed > room)
        return COLUMNS_TOO_MANY;
    least -= needed; /* of those wider than `narrow`, so more than nothing: the room did not do for all */
    for (uint32_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->at[i];
        hx_unit part = column->least < columns->narrow ? column->least : columns->narrow;
        column->width = part + (hx_unit)part_of(room - needed, column->least - part, least);
    }
    set_starts(columns);
    return COLUMNS_BROKEN;
}

/* Rounded up: glyphs are rounded singly, and a word must not be broken for want of a unit. */
static hx_unit scaled(hx_unit length, int32_t scale)
{
    return scale == 1000 || length == 0 ? length : (hx_unit)((int64_t)length * scale / 1000 + UNIT_PT / 100);
}

enum columns_result columns_set(struct arena *arena, struct columns *columns, int32_t *scale)
{
    widen_for_spans(arena, columns);
    int64_t least = 0, shares = 0;
    for (uint32_t i = 0; i < columns->n; i++) {
        least += columns->at[i].least + UNIT_PT / 50;
        shares += columns->at[i].share;
    }
    int64_t gaps = sum_of_gaps(columns, 0, columns->n);
    int64_t fits = least + gaps > columns->room ? (int64_t)columns->room * 1000 / (least + gaps) : 1000;
    *scale = (int32_t)(fits < columns->shrink ? columns->shrink : fits);
    least = 0;
    for (uint32_t i = 0; i < columns->n; i++) {
        struct column *column = &columns->at[i];
        column->gap = (hx_unit)((int64_t)column->gap * *scale / 1000);
        column->least = scaled(column->least, *scale);
        column->most = scaled(column->most, *scale);
        column->width = column->least;
        least += column->least;
    }
    gaps = sum_of_gaps(columns, 0, columns->n);
    int64_t free = columns->room - gaps - least;
    if (free < 0)
        return widths_broken(columns, gaps, least);
    int64_t *weight = arena_new_array(arena, int64_t, columns->n);
    if (shares)
        widths_by_share(columns, free, weight);
    else
        widths_by_content(columns, free, weight);
    set_starts(columns);
    return COLUMNS_FIT;
}
