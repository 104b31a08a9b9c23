/* An excerpt is made anew when cutting from the whole face, for glyphs that it lacks, has cost about as much
 * as making it will: so it never costs more than twice what going without would. */
#include "font/excerpt.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { GLYPHS_A_MISS = 150 }; /* so many more glyphs in an excerpt take as long as one cut from the whole face */

struct excerpts {
    pthread_mutex_t lock; /* of all below */
    struct excerpt now; /* face NULL: none yet */
    hb_set_t *asked; /* all glyphs so far */
    unsigned missed; /* cuts from the whole face since the last was made */
    bool making;
};

struct excerpts *excerpts_new(void)
{
    struct excerpts *excerpts = calloc(1, sizeof *excerpts);
    if (!excerpts)
        return NULL;
    pthread_mutex_init(&excerpts->lock, NULL);
    excerpts->asked = hb_set_create();
    return excerpts;
}

void excerpts_free(struct excerpts *excerpts)
{
    if (!excerpts)
        return;
    excerpt_release(excerpts->now);
    hb_set_destroy(excerpts->asked);
    pthread_mutex_destroy(&excerpts->lock);
    free(excerpts);
}

void excerpt_release(struct excerpt excerpt)
{
    hb_face_destroy(excerpt.face);
    hb_map_destroy(excerpt.numbers);
}

uint32_t excerpt_number(const struct excerpt *excerpt, uint32_t glyph)
{
    return excerpt->numbers ? hb_map_get(excerpt->numbers, glyph) : glyph;
}

/* --- cutting ------------------------------------------------------------------------------------ */

/* The face as the subsetter sees it: without layout tables no closure runs, without a character map none is
 * read. */
static hb_blob_t *needed_table(hb_face_t *face, hb_tag_t tag, void *source)
{
    (void)face;
    switch (tag) {
    case HB_TAG('h', 'e', 'a', 'd'):
    case HB_TAG('h', 'h', 'e', 'a'):
    case HB_TAG('h', 'm', 't', 'x'):
    case HB_TAG('m', 'a', 'x', 'p'):
    case HB_TAG('l', 'o', 'c', 'a'):
    case HB_TAG('g', 'l', 'y', 'f'):
    case HB_TAG('C', 'F', 'F', ' '):
        return hb_face_reference_table(source, tag);
    default:
        return hb_blob_get_empty();
    }
}

/* Takes the input. */
static hb_subset_plan_t *plan_for(hb_face_t *face, hb_subset_input_t *input)
{
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t *bare = hb_face_create_for_tables(needed_table, face, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    hb_face_destroy(bare); /* the plan keeps it */
    hb_subset_input_destroy(input);
    return plan;
}

hb_subset_plan_t *excerpt_plan(const struct excerpt *excerpt, const uint32_t *glyphs, size_t n)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    for (size_t i = 0; i < n; i++)
        hb_set_add(hb_subset_input_glyph_set(input), excerpt_number(excerpt, glyphs[i]));
    return plan_for(excerpt->face, input);
}

/* --- making ------------------------------------------------------------------------------------- */

static hb_map_t *copy_numbers(const hb_set_t *glyphs, const hb_map_t *numbers)
{
    hb_map_t *copy = hb_map_create();
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);)
        hb_map_set(copy, glyph, hb_map_get(numbers, glyph));
    return copy;
}

/* Face NULL when HarfBuzz refuses. */
static struct excerpt make(hb_face_t *whole, const hb_set_t *glyphs)
{
    struct excerpt made = {NULL, NULL};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return made;
    hb_set_union(hb_subset_input_glyph_set(input), glyphs);
    hb_subset_plan_t *plan = plan_for(whole, input);
    hb_face_t *built = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (built) {
        made.numbers = copy_numbers(glyphs, hb_subset_plan_old_to_new_glyph_mapping(plan));
        hb_blob_t *blob = hb_face_reference_blob(built);
        made.face = hb_face_create(blob, 0);
        hb_face_make_immutable(made.face);
        hb_blob_destroy(blob);
    }
    hb_face_destroy(built);
    hb_subset_plan_destroy(plan);
    if (made.face && hb_map_allocation_successful(made.numbers))
        return made;
    excerpt_release(made);
    return (struct excerpt){NULL, NULL};
}

static struct excerpt reference(struct excerpt excerpt)
{
    return (struct excerpt){hb_face_reference(excerpt.face), hb_map_reference(excerpt.numbers)};
}

static bool has_all(const struct excerpt *excerpt, const uint32_t *glyphs, size_t n)
{
    for (size_t i = 0; excerpt->face && i < n; i++)
        if (!hb_map_has(excerpt->numbers, glyphs[i]))
            return false;
    return excerpt->face;
}

/* Asks for glyphs: the excerpt, if it has them all. `wanted` is set when the caller is to make a new one. */
static struct excerpt ask(struct excerpts *excerpts, const uint32_t *glyphs, size_t n, hb_set_t **wanted)
{
    struct excerpt found = {NULL, NULL};
    pthread_mutex_lock(&excerpts->lock);
    for (size_t i = 0; i < n; i++)
        hb_set_add(excerpts->asked, glyphs[i]);
    if (has_all(&excerpts->now, glyphs, n))
        found = reference(excerpts->now);
    else if (++excerpts->missed > hb_set_get_population(excerpts->asked) / GLYPHS_A_MISS && !excerpts->making) {
        *wanted = hb_set_copy(excerpts->asked);
        excerpts->making = true;
    }
    pthread_mutex_unlock(&excerpts->lock);
    return found;
}

static struct excerpt take_new(struct excerpts *excerpts, struct excerpt made)
{
    pthread_mutex_lock(&excerpts->lock);
    struct excerpt old = made.face ? excerpts->now : made;
    if (made.face)
        excerpts->now = reference(made);
    excerpts->missed = 0;
    excerpts->making = false;
    pthread_mutex_unlock(&excerpts->lock);
    excerpt_release(old);
    return made;
}

struct excerpt excerpt_for(struct excerpts *excerpts, hb_face_t *whole, const uint32_t *glyphs, size_t n)
{
    hb_set_t *wanted = NULL;
    struct excerpt found = {NULL, NULL};
    if (excerpts)
        found = ask(excerpts, glyphs, n, &wanted);
    if (wanted) {
        found = take_new(excerpts, make(whole, wanted));
        hb_set_destroy(wanted);
    }
    if (has_all(&found, glyphs, n))
        return found;
    excerpt_release(found);
    return (struct excerpt){hb_face_reference(whole), NULL};
}
