/* Opening font files. HarfBuzz maps the file, and everything asked of it later reads the map, so
 * opening costs microseconds whatever the size. The few numbers HarfBuzz does not hand out are read
 * from the tables here, with the offsets of the OpenType specification.
 *
 * A set has one slot for each file of the list. A slot is settled once, under the lock, and only read
 * afterwards. */
#include "font/face.h"

#include <errno.h>
#include <hb-ot.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf.h"
#include "font/excerpt.h"
#include "language/lang.h"

enum { NAME_ROOM = 64 }; /* [byte] PostScript names have at most 63 */

enum slot_state { SLOT_UNTRIED, SLOT_OPEN, SLOT_MISSING, SLOT_UNREAD, SLOT_BROKEN, SLOT_FORBIDDEN };

struct slot {
    _Atomic(enum slot_state) state;
    const char *why; /* SLOT_BROKEN */
    int error; /* errno; SLOT_UNREAD */
    char *path; /* where it was found; "" when it was not */
    struct face face;
    char name[NAME_ROOM];
};

struct font_set {
    const struct manifest *manifest;
    char **roots;
    size_t root_count;
    size_t path_room; /* [byte] for the longest path that can be tried, with its NUL */
    char *paths; /* path_room for each slot */
    struct slot *slots; /* FACE_STYLE_COUNT for each family */
    uint32_t opened;
    pthread_mutex_t lock;
};

/* --- tables ------------------------------------------------------------------------------------- */

struct table {
    hb_blob_t *blob;
    const unsigned char *at;
    unsigned n; /* [byte] */
};

static struct table table_open(hb_face_t *hb_face, const char *tag)
{
    struct table table = {.blob = hb_face_reference_table(hb_face, HB_TAG(tag[0], tag[1], tag[2], tag[3]))};
    table.at = (const unsigned char *)hb_blob_get_data(table.blob, &table.n);
    return table;
}

static uint16_t u16(struct table table, unsigned offset)
{
    if (offset + 2 > table.n)
        return 0;
    return (uint16_t)(table.at[offset] << 8 | table.at[offset + 1]);
}

static int16_t s16(struct table table, unsigned offset)
{
    return (int16_t)u16(table, offset);
}

static bool has_table(hb_face_t *hb_face, const char *tag, unsigned smallest)
{
    struct table table = table_open(hb_face, tag);
    hb_blob_destroy(table.blob);
    return table.n >= smallest;
}

static void read_metrics(struct face *face)
{
    struct table head = table_open(face->hb_face, "head"), hhea = table_open(face->hb_face, "hhea");
    struct table os2 = table_open(face->hb_face, "OS/2"), post = table_open(face->hb_face, "post");
    for (unsigned i = 0; i < 4; i++)
        face->bbox[i] = s16(head, 36 + 2 * i);
    face->ascent = s16(hhea, 4);
    face->descent = s16(hhea, 6);
    face->weight = u16(os2, 4);
    face->cap_height = u16(os2, 0) >= 2 ? s16(os2, 88) : 0;
    if (face->cap_height <= 0)
        face->cap_height = face->ascent * 7 / 10;
    /* 16.16 degrees */
    int64_t angle = (int64_t)s16(post, 4) * 65536 + u16(post, 6);
    face->italic_angle = (int32_t)unit_muldiv(angle, 1000, 65536);
    face->slanted = face->italic_angle != 0 || (u16(head, 44) & 2); /* macStyle italic */
    hb_blob_destroy(head.blob);
    hb_blob_destroy(hhea.blob);
    hb_blob_destroy(os2.blob);
    hb_blob_destroy(post.blob);
}

/* OS/2 fsType: bit 1 alone restricts embedding, bit 8 forbids subsetting, bit 9 forbids outlines. */
static bool may_embed(hb_face_t *hb_face)
{
    struct table os2 = table_open(hb_face, "OS/2");
    unsigned bits = u16(os2, 8);
    hb_blob_destroy(os2.blob);
    return (bits & 0xF) != 2 && !(bits & 0x300);
}

/* --- names -------------------------------------------------------------------------------------- */

/* What may stand in a PDF name without escapes. */
static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static void read_name(struct slot *slot, const char *file)
{
    unsigned room = NAME_ROOM;
    hb_ot_name_get_utf8(slot->face.hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &room, slot->name);
    size_t n = 0;
    while (is_name_char(slot->name[n]))
        n++;
    if (n == 0 || slot->name[n] != '\0') { /* none, or a strange one: that of the file */
        for (n = 0; n < NAME_ROOM - 1 && is_name_char(file[n]); n++)
            slot->name[n] = file[n];
        slot->name[n] = '\0';
    }
    slot->face.name = slot->name;
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether one begins with the other, spaces and case aside: "Noto Serif CJK SC" and "Noto Serif CJK
 * SC Medium". */
static bool names_agree(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (!*a || !*b)
            return true;
        if (folded(*a) != folded(*b))
            return false;
    }
}

static bool is_family(hb_face_t *hb_face, const char *family)
{
    char name[128];
    unsigned room = sizeof name;
    hb_ot_name_get_utf8(hb_face, HB_OT_NAME_ID_FONT_FAMILY, HB_LANGUAGE_INVALID, &room, name);
    return *name && names_agree(name, family);
}

/* --- opening ------------------------------------------------------------------------------------ */

static bool has_cff(hb_face_t *hb_face)
{
    return has_table(hb_face, "CFF ", 4);
}

static const char *broken_why(hb_face_t *hb_face, const char *family)
{
    unsigned upem = hb_face_get_upem(hb_face);
    if (hb_face_get_glyph_count(hb_face) == 0 || !has_table(hb_face, "head", 54) || !has_table(hb_face, "hhea", 36))
        return "it is not an OpenType font";
    if (upem < 16 || upem > 16384)
        return "its units per em are out of range";
    if (!has_table(hb_face, "cmap", 4) || !has_table(hb_face, "hmtx", 4))
        return "it has no characters or no widths";
    if (!has_cff(hb_face) && !(has_table(hb_face, "glyf", 1) && has_table(hb_face, "loca", 2)))
        return "it has no outlines of a known kind";
    return is_family(hb_face, family) ? NULL : "it holds another family";
}

/* An empty face when the file has no such; NULL, with the error of the system, when it cannot be read. */
static hb_face_t *map_face(const char *path, int index, int *error)
{
    errno = 0;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    *error = blob || !errno ? ENOMEM : errno; /* HarfBuzz sets none when only its own memory is short */
    if (!blob)
        return NULL;
    bool there = index >= 0 && (unsigned)index < hb_face_count(blob);
    hb_face_t *hb_face = there ? hb_face_create(blob, (unsigned)index) : hb_face_get_empty();
    hb_blob_destroy(blob); /* the face keeps it */
    return there && hb_face == hb_face_get_empty() ? NULL : hb_face;
}

static enum slot_state open_slot(struct slot *slot, const struct manifest_face *source, enum face_style style)
{
    hb_face_t *hb_face = map_face(slot->path, source->index, &slot->error);
    if (!hb_face)
        return SLOT_UNREAD;
    slot->why = broken_why(hb_face, source->family);
    if (slot->why || !may_embed(hb_face)) {
        hb_face_destroy(hb_face);
        return slot->why ? SLOT_BROKEN : SLOT_FORBIDDEN;
    }
    struct face *face = &slot->face;
    *face = (struct face){
        .source = source,
        .style = style,
        .hb_face = hb_face,
        .units_per_em = hb_face_get_upem(hb_face),
        .cff = has_cff(hb_face),
        .size = source->size,
    };
    if (face->cff)
        face->excerpts = excerpts_new(); /* NULL when memory is short: it does without */
    read_name(slot, source->file[style]);
    read_metrics(face);
    hb_face_make_immutable(hb_face);
    face->hb_font = hb_font_create(hb_face);
    hb_ot_font_set_funcs(face->hb_font);
    hb_font_set_scale(face->hb_font, (int)face->units_per_em, (int)face->units_per_em);
    hb_font_make_immutable(face->hb_font);
    return SLOT_OPEN;
}

/* --- the set ------------------------------------------------------------------------------------ */

static size_t longest(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t path_room(const struct font_set *set)
{
    size_t root = 0, file = 0;
    for (size_t i = 0; i < set->root_count; i++)
        root = longest(root, strlen(set->roots[i]));
    for (size_t i = 0; i < set->manifest->faces.n; i++) {
        const struct manifest_face *face = &set->manifest->faces.at[i];
        for (int style = 0; style < FACE_STYLE_COUNT; style++)
            if (face->file[style])
                file = longest(file, strlen(face->folder) + strlen(face->file[style]));
    }
    return root + file + 3;
}

static bool copy_roots(struct font_set *set, const char *const *roots, size_t n)
{
    set->roots = calloc(n ? n : 1, sizeof *set->roots);
    for (size_t i = 0; set->roots && i < n; i++) {
        set->roots[i] = strdup(roots[i]);
        if (!set->roots[i])
            return false;
        set->root_count++;
    }
    return set->roots;
}

struct font_set *font_set_new(const struct manifest *manifest, const char *const *roots, size_t n)
{
    struct font_set *set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    set->manifest = manifest;
    pthread_mutex_init(&set->lock, NULL);
    size_t slots = manifest->faces.n * FACE_STYLE_COUNT;
    bool good = copy_roots(set, roots, n);
    if (good) {
        set->path_room = path_room(set);
        set->slots = calloc(slots ? slots : 1, sizeof *set->slots);
        set->paths = calloc(slots ? slots : 1, set->path_room);
    }
    if (!good || !set->slots || !set->paths) {
        font_set_free(set);
        return NULL;
    }
    return set;
}

void font_set_free(struct font_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; set->slots && i < set->manifest->faces.n * FACE_STYLE_COUNT; i++)
        if (set->slots[i].state == SLOT_OPEN) {
            hb_font_destroy(set->slots[i].face.hb_font);
            hb_face_destroy(set->slots[i].face.hb_face);
            excerpts_free(set->slots[i].face.excerpts);
        }
    for (size_t i = 0; i < set->root_count; i++)
        free(set->roots[i]);
    free(set->roots);
    free(set->slots);
    free(set->paths);
    pthread_mutex_destroy(&set->lock);
    free(set);
}

static char *join(char *end, const char *part)
{
    size_t n = strlen(part);
    memcpy(end, part, n + 1);
    return end + n;
}

/* In the package's folder below a root, or in the root itself. Under the lock. */
static void find(struct font_set *set, struct slot *slot, const struct manifest_face *face, enum face_style style)
{
    slot->path = set->paths + (size_t)(slot - set->slots) * set->path_room;
    for (size_t i = 0; i < set->root_count; i++)
        for (int flat = 0; flat < 2; flat++) {
            char *end = join(join(slot->path, set->roots[i]), "/");
            if (!flat)
                end = join(join(end, face->folder), "/");
            join(end, face->file[style]);
            if (access(slot->path, R_OK) == 0)
                return;
        }
    slot->path[0] = '\0';
}

static struct slot *slot_of(struct font_set *set, const struct manifest_face *face, enum face_style style)
{
    return &set->slots[(size_t)(face - set->manifest->faces.at) * FACE_STYLE_COUNT + style];
}

static enum slot_state settle(
    struct font_set *set, struct slot *slot, const struct manifest_face *face, enum face_style style)
{
    enum slot_state state = atomic_load_explicit(&slot->state, memory_order_acquire);
    if (state != SLOT_UNTRIED)
        return state;
    pthread_mutex_lock(&set->lock);
    state = slot->state;
    if (state == SLOT_UNTRIED) {
        find(set, slot, face, style);
        state = slot->path[0] ? open_slot(slot, face, style) : SLOT_MISSING;
        if (state == SLOT_OPEN)
            slot->face.index = set->opened++;
        atomic_store_explicit(&slot->state, state, memory_order_release);
    }
    pthread_mutex_unlock(&set->lock);
    return state;
}

/* The style itself, else the nearest that the family has. */
static enum face_style nearest_style(const struct manifest_face *face, enum face_style style)
{
    if (face->file[style])
        return style;
    if (style == FACE_BOLD_ITALIC && face->file[FACE_BOLD])
        return FACE_BOLD;
    if (style == FACE_BOLD_ITALIC && face->file[FACE_ITALIC])
        return FACE_ITALIC;
    return FACE_REGULAR;
}

/* --- findings ----------------------------------------------------------------------------------- */

/* "role text (ar)": what the font is for, in the list's terms and the user's. */
static const char *purpose(struct report *report, const char *role, const struct manifest_face *face)
{
    const char *script = strcmp(face->script, "Cyrl") == 0 ? "Latn" : face->script;
    struct buf out;
    buf_init(&out, report->arena);
    buf_printf(&out, "role %s", role);
    const char *between = " (";
    for (int i = 0; i < LANG_COUNT; i++) {
        const struct lang_row *row = lang_row((enum lang)i);
        if (strcmp(row->script, script) != 0 && !(strcmp(script, "Latn") == 0 && strcmp(row->script, "Cyrl") == 0))
            continue;
        buf_printf(&out, "%s%s", between, row->tag);
        between = ", ";
    }
    if (*between == ',')
        buf_char(&out, ')');
    return out.at;
}

static const char *style_name(enum face_style style)
{
    static const char *const name[FACE_STYLE_COUNT] = {"", " Italic", " Bold", " Bold Italic"};
    return name[style];
}

/* The set outlives a report and other threads have their own, so what was said is looked up there. */
static bool was_said(const struct report *report, enum diag_id id, const char *font)
{
    for (size_t i = 0; i < report->list.n; i++)
        if (report->list.at[i].id == id && (strcmp(report->list.at[i].file, font) == 0 || strstr(report->list.at[i].message, font)))
            return true;
    return false;
}

static void say(struct report *report, enum slot_state state, const struct slot *slot, const char *role,
    const struct manifest_face *face, enum face_style style)
{
    static const enum diag_id id_of[] = {[SLOT_UNREAD] = DIAG_FILE_READ,
        [SLOT_MISSING] = DIAG_FONT_MISSING, [SLOT_BROKEN] = DIAG_FONT_BROKEN, [SLOT_FORBIDDEN] = DIAG_FONT_EMBED};
    enum diag_id id = id_of[state];
    const char *place = arena_printf(report->arena, "%s/%s", face->folder, face->file[style]);
    const char *font = arena_printf(report->arena, "%s%s", face->family, style_name(style));
    if (was_said(report, id, state == SLOT_MISSING ? place : slot->path))
        return;
    if (state == SLOT_MISSING)
        diag_file(report, id, "", font, purpose(report, role, face), place, face->package);
    else if (state == SLOT_UNREAD)
        diag_file(report, id, slot->path, strerror(slot->error));
    else if (state == SLOT_BROKEN)
        diag_file(report, id, "", arena_printf(report->arena, "%s (%s)", font, slot->path), slot->why, face->package);
    else
        diag_file(report, id, "", arena_printf(report->arena, "%s (%s)", font, slot->path));
}

/* --- asking ------------------------------------------------------------------------------------- */

const struct face *font_face(
    struct font_set *set, const char *role, size_t k, enum face_style style, struct report *report)
{
    const struct manifest_role *families = manifest_role(set->manifest, role);
    if (!families || k >= families->faces.n)
        return NULL;
    const struct manifest_face *face = families->faces.at[k];
    style = nearest_style(face, style);
    struct slot *slot = slot_of(set, face, style);
    enum slot_state state = settle(set, slot, face, style);
    if (state == SLOT_OPEN)
        return &slot->face;
    say(report, state, slot, role, face, style);
    return NULL;
}

/* Whether a character is among those that the list takes from another family. */
static bool is_excepted(const struct manifest_face *source, uint32_t code_point)
{
    for (size_t left = strlen(source->except), taken; left > 0; left -= taken)
        if (utf8_decode(source->except + strlen(source->except) - left, left, &taken) == code_point)
            return true;
    return false;
}

bool face_has(const struct face *face, uint32_t code_point)
{
    if (is_excepted(face->source, code_point))
        return false;
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->hb_font, code_point, &glyph);
}

bool face_glyph(const struct face *face, uint32_t code_point, uint32_t *glyph, int32_t *advance)
{
    hb_codepoint_t found;
    if (!hb_font_get_nominal_glyph(face->hb_font, code_point, &found))
        return false;
    *glyph = found;
    *advance = hb_font_get_glyph_h_advance(face->hb_font, found);
    return true;
}

const char *font_find(const struct font_set *set, const struct manifest_face *face, enum face_style style)
{
    if (!face->file[style])
        return NULL;
    struct font_set *open = (struct font_set *)(uintptr_t)set; /* finding settles the slot */
    struct slot *slot = slot_of(open, face, style);
    settle(open, slot, face, style);
    return slot->path[0] ? slot->path : NULL;
}
