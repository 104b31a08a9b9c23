/* Subsets for embedding, cut by HarfBuzz (excerpt.h): only the tables a PDF reader needs; glyphs are
 * renumbered, hints dropped, CFF subroutines dissolved (smaller once compressed, and several times faster
 * to make).
 *
 * A CID-keyed CFF keeps its own glyph names, the CIDs, in a charset table, and it is those that a
 * page's codes mean. They are read here, after Adobe Technical Note 5176, from the finished subset. */
#include "font/subset.h"

#include <string.h>

#include "font/excerpt.h"

enum { NO_GLYPH = 0xFFFF };

/* --- CFF ------------------------------------------------------------------------------------------ */

struct cff {
    const unsigned char *at;
    size_t n; /* [byte] */
};

/* Big-endian number of 1 to 4 bytes; 0 beyond the end. */
static uint32_t cff_number(struct cff cff, size_t offset, unsigned size)
{
    if (offset > cff.n || size > cff.n - offset)
        return 0;
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | cff.at[offset + i];
    return value;
}

/* Where the i-th object of an INDEX starts; i == count gives the byte after the INDEX. */
static size_t cff_index_item(struct cff cff, size_t index, uint32_t i)
{
    uint32_t count = cff_number(cff, index, 2);
    if (!count)
        return index + 2;
    unsigned size = cff_number(cff, index + 2, 1) & 7;
    size_t data = index + 3 + (size_t)(count + 1) * size - 1;
    return data + cff_number(cff, index + 3 + (size_t)i * size, size > 4 ? 4 : size);
}

/* The first operand of an operator in a DICT; two-byte operators are 0x0C00 plus the second. */
static bool cff_operand(struct cff cff, size_t at, size_t end, uint32_t wanted, uint32_t *value)
{
    uint32_t operand = 0;
    while (at < end) {
        uint32_t b = cff_number(cff, at++, 1);
        if (b <= 21) {
            uint32_t operation = b == 12 ? 0x0C00 | cff_number(cff, at++, 1) : b;
            if (operation == wanted) {
                *value = operand;
                return true;
            }
        } else if (b == 28) {
            operand = cff_number(cff, at, 2);
            at += 2;
        } else if (b == 29) {
            operand = cff_number(cff, at, 4);
            at += 4;
        } else if (b == 30) { /* a real number: nibbles up to 0xF */
            while (at < end && (cff_number(cff, at, 1) & 0xF) != 0xF)
                at++;
            at++;
        } else if (b <= 246) {
            operand = b - 139;
        } else {
            operand = (b - (b <= 250 ? 247 : 251)) * 256 + cff_number(cff, at++, 1) + 108;
        }
    }
    return false;
}

static void read_ranges(struct cff cff, size_t at, unsigned left_size, uint16_t *cids, uint32_t n)
{
    for (uint32_t gid = 1; gid < n && at < cff.n; at += 2 + left_size) {
        uint32_t first = cff_number(cff, at, 2), left = cff_number(cff, at + 2, left_size);
        for (uint32_t i = 0; i <= left && gid < n; i++)
            cids[gid++] = (uint16_t)(first + i);
    }
}

/* Bounds of the Top DICT. */
static bool find_top(struct cff cff, size_t *start, size_t *end)
{
    size_t names = cff_number(cff, 2, 1);
    size_t top = cff_index_item(cff, names, cff_number(cff, names, 2));
    *start = cff_index_item(cff, top, 0);
    *end = cff_index_item(cff, top, 1);
    return *end <= cff.n;
}

/* The CID of every glyph: the charset of a CID-keyed font, the glyph's number in any other. */
static void read_charset(struct cff cff, uint16_t *cids, uint32_t n)
{
    enum { CHARSET = 15, ROS = 0x0C1E };
    for (uint32_t gid = 0; gid < n; gid++)
        cids[gid] = (uint16_t)gid;
    size_t start, end;
    uint32_t charset = 0, ros;
    if (!find_top(cff, &start, &end) || !cff_operand(cff, start, end, ROS, &ros))
        return;
    if (!cff_operand(cff, start, end, CHARSET, &charset) || charset <= 2)
        return;
    uint32_t format = cff_number(cff, charset, 1);
    if (format == 0)
        for (uint32_t gid = 1; gid < n; gid++)
            cids[gid] = (uint16_t)cff_number(cff, (size_t)charset + 1 + 2 * (size_t)(gid - 1), 2);
    else
        read_ranges(cff, (size_t)charset + 1, format == 1 ? 1 : 2, cids, n);
}

uint32_t subset_cff_glyphs(const char *bytes, size_t size)
{
    enum { CHAR_STRINGS = 17 };
    struct cff cff = {(const unsigned char *)bytes, size};
    size_t start, end;
    uint32_t index = 0;
    return find_top(cff, &start, &end) && cff_operand(cff, start, end, CHAR_STRINGS, &index) ? cff_number(cff, index, 2) : 0;
}

void subset_charset(const char *bytes, size_t size, uint16_t *cids, uint32_t n)
{
    read_charset((struct cff){(const unsigned char *)bytes, size}, cids, n);
}

/* --- making --------------------------------------------------------------------------------------- */

/* What HarfBuzz made; registered with the arena before there is any of it. */
struct made {
    struct excerpt excerpt;
    hb_subset_plan_t *plan;
    hb_blob_t *blob;
};

static void release_made(void *object)
{
    struct made *made = object;
    hb_blob_destroy(made->blob);
    hb_subset_plan_destroy(made->plan);
    excerpt_release(made->excerpt);
}

static bool run_plan(struct made *made, bool cff, struct subset *subset)
{
    hb_face_t *face = hb_subset_plan_execute_or_fail(made->plan);
    if (!face)
        return false;
    subset->cff = cff;
    subset->glyph_count = hb_face_get_glyph_count(face);
    made->blob = cff ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(face);
    hb_face_destroy(face);
    unsigned n;
    subset->bytes = hb_blob_get_data(made->blob, &n);
    subset->n = n;
    return n > 0 && subset->glyph_count <= NO_GLYPH;
}

/* New number and CID of every glyph asked for; false when one was lost. */
static bool find_glyphs(struct arena *arena, const struct made *made, struct subset *subset, const uint32_t *glyphs, size_t n)
{
    uint16_t *gid = arena_new_array(arena, uint16_t, n), *cid = gid, *charset = NULL;
    if (subset->cff) {
        cid = arena_new_array(arena, uint16_t, n);
        charset = arena_new_array(arena, uint16_t, subset->glyph_count);
        subset_charset(subset->bytes, subset->n, charset, subset->glyph_count);
    }
    const hb_map_t *renumbered = hb_subset_plan_old_to_new_glyph_mapping(made->plan);
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t to = hb_map_get(renumbered, excerpt_number(&made->excerpt, glyphs[i]));
        if (to >= subset->glyph_count)
            return false;
        gid[i] = (uint16_t)to;
        if (charset)
            cid[i] = charset[to];
    }
    subset->gid = gid;
    subset->cid = cid;
    return true;
}

const struct subset *subset_make(struct arena *arena, const struct face *face, const uint32_t *glyphs, size_t n)
{
    struct subset *subset = arena_new_of(arena, struct subset);
    struct made *made = arena_new_of(arena, struct made);
    arena_on_release(arena, release_made, made);
    made->excerpt = excerpt_for(face->excerpts, face->hb_face, glyphs, n);
    made->plan = excerpt_plan(&made->excerpt, glyphs, n);
    if (!made->plan || !run_plan(made, face->cff, subset) || !find_glyphs(arena, made, subset, glyphs, n))
        return NULL;
    return subset;
}
