/* A synopsis from inside: what its files share. */
#ifndef HEXAPLA_SYNOPSIS_PART_H
#define HEXAPLA_SYNOPSIS_PART_H

#include "layout/paginate.h"
#include "layout/synopsis.h"
#include "layout/synopsis_bands.h"

/* A place for a version. */
struct stand {
    hx_unit left, width; /* [unit] */
    size_t sheet; /* 0, or 1 on the right hand */
};

struct outline_list {
    LIST(struct outline_entry) list;
};

struct synopsis {
    struct shaper *shaper;
    struct arena *arena;
    const struct content *content; /* joined */
    const struct template_ *template_; /* of the page */
    struct report *report;
    size_t n, sheets;
    struct stand stand[VERSIONS_MOST];
    const struct set_block **block_set; /* by block */
    const struct set_block ***note_set; /* by note, by its blocks */
    struct bands text, notes;
    LIST(bool) starts_page; /* by band of text */
    struct paginate_line *text_row; /* by slice of text */
    LIST(struct paginate_note_line) note_row; /* by slice of notes */
    bool *note_seen, *note_called; /* by note: it is in `notes`; its first call has got its place */
    struct outline_list outline[VERSIONS_MOST];
    struct layout *layout;
};

/* Pages that face each other are counted as one, a spread; where text begins and ends they agree. */
enum page_kind synopsis_kind(const struct synopsis *s, size_t spread, size_t sheet);
hx_unit synopsis_top(const struct synopsis *s, size_t spread);
hx_unit synopsis_bottom(const struct synopsis *s, size_t spread);

/* synopsis_place.c: the pages that were found. */
void synopsis_place(struct synopsis *s, const struct paginate_result *found);

#endif
