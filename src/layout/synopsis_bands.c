#include "layout/synopsis_bands.h"

static struct band *last_band(const struct bands *bands)
{
    return &bands->bands.at[bands->bands.n - 1];
}

int64_t bands_line_top(const struct column_lines *column, size_t line)
{
    const struct line *of = column->lines.at[line].line;
    return column->y.at[line] - (of ? of->above : 0);
}

void bands_begin(struct bands *bands)
{
    struct band *band = list_add(bands->arena, &bands->bands);
    for (size_t c = 0; c < bands->column_n; c++)
        band->first[c] = band->end[c] = bands->column[c].lines.n;
}

void bands_add(struct bands *bands, size_t column, const struct set_block *set, int32_t note)
{
    flow_add(bands->arena, set, note, &bands->column[column].lines);
    last_band(bands)->end[column] = bands->column[column].lines.n;
}

/* ---- places ------------------------------------------------------------------------------- */

static hx_unit height_above(const struct bands *bands, const struct column_lines *column, size_t line)
{
    const struct placed_line *at = &column->lines.at[line];
    if (line > 0)
        return flow_height(bands->clash, at - 1, at);
    hx_unit before = at->block->style->before;
    return (at->line ? at->line->leading : at->block->style->leading) + (before > 0 ? before : 0);
}

/* Returns the space above the first baseline that the column asks for. */
static hx_unit place_column(struct bands *bands, size_t c)
{
    struct column_lines *column = &bands->column[c];
    const struct band *band = last_band(bands);
    hx_unit gap = 0;
    for (size_t i = band->first[c]; i < band->end[c]; i++) {
        const struct line *line = column->lines.at[i].line;
        hx_unit height = height_above(bands, column, i);
        int64_t first = line ? line->above : 0;
        if (i == band->first[c])
            gap = height - (hx_unit)first;
        int64_t y = i == band->first[c] ? first : column->y.at[i - 1] + height;
        *list_add(bands->arena, &column->y) = y;
    }
    return gap;
}

/* ---- slices ------------------------------------------------------------------------------- */

static int64_t depth(const struct bands *bands, const struct band *band, size_t c)
{
    return band->end[c] > band->first[c] ? bands->column[c].y.at[band->end[c] - 1] : -1;
}

static size_t tallest(const struct bands *bands, const struct band *band)
{
    size_t most = 0;
    for (size_t c = 1; c < bands->column_n; c++)
        if (depth(bands, band, c) > depth(bands, band, most))
            most = c;
    return most;
}

/* The lines of all columns from `at` on down to `bottom`, where `at` is moved. */
static void fill_slice(const struct bands *bands, const struct band *band, size_t *at, struct slice *slice)
{
    slice->top = slice->bottom;
    for (size_t c = 0; c < bands->column_n; c++) {
        const struct column_lines *column = &bands->column[c];
        for (; at[c] < band->end[c] && column->y.at[at[c]] <= slice->bottom; at[c]++) {
            int64_t top = bands_line_top(column, at[c]);
            slice->top = top < slice->top ? top : slice->top;
        }
        slice->end[c] = at[c];
    }
}

static void cut(struct bands *bands, hx_unit gap)
{
    const struct band *band = last_band(bands);
    size_t driver = tallest(bands, band), at[VERSIONS_MOST];
    int64_t above = 0;
    for (size_t c = 0; c < bands->column_n; c++)
        at[c] = band->first[c];
    for (size_t i = band->first[driver]; i < band->end[driver]; i++) {
        struct slice slice = {.band = bands->bands.n - 1, .bottom = bands->column[driver].y.at[i], .first = i == band->first[driver]};
        fill_slice(bands, band, at, &slice);
        slice.height = (hx_unit)(slice.bottom - above) + (slice.first ? gap : 0);
        above = slice.bottom;
        *list_add(bands->arena, &bands->slices) = slice;
    }
}

void bands_end(struct bands *bands, hx_unit between)
{
    hx_unit gap = 0;
    bool any = false;
    for (size_t c = 0; c < bands->column_n; c++) {
        const struct band *band = last_band(bands);
        if (band->first[c] == band->end[c])
            continue;
        hx_unit asked = place_column(bands, c);
        gap = asked > gap ? asked : gap;
        any = true;
    }
    if (any)
        cut(bands, gap + between);
    else
        bands->bands.n--;
}
