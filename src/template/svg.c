#include "template/svg.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

enum {
    DEPTH_MOST = 32,
    SPAN = 1000, /* [pt] longer side of the picture's own space */
    SLIM_MOST = 100, /* a picture so many times as long as wide is none */
    VALUE_MOST = 64, /* [byte] of a colour and the like */
};

/* What an element hands down to those in it. */
struct look {
    struct affine map;
    uint32_t colour;
    bool unfilled, even_odd;
};

struct reader {
    struct arena *arena;
    xmlParserCtxt *context;
    xmlDoc *doc;
    struct picture *picture;
    const char *fault; /* NULL: none yet */
    size_t steps;
};

static void release(void *object)
{
    struct reader *r = object;
    if (r->doc)
        xmlFreeDoc(r->doc);
    if (r->context)
        xmlFreeParserCtxt(r->context);
    r->doc = NULL;
    r->context = NULL;
}

static void refuse(struct reader *r, const xmlNode *node, const char *what, const char *name)
{
    if (!r->fault)
        r->fault = arena_printf(r->arena, "line %d: <%s>: %s%s", (int)xmlGetLineNo(node), (const char *)node->name, what, name);
}

/* The value of an attribute, or NULL. */
static const char *attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (!at->ns && strcmp((const char *)at->name, name) == 0)
            return at->children && at->children->type == XML_TEXT_NODE && !at->children->next ? (const char *)at->children->content : "";
    return NULL;
}

/* --- looks --------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) % 16 : -1;
}

/* #rgb and #rrggbb */
static bool read_hex(const char *text, uint32_t *colour)
{
    size_t n = strlen(text);
    if (n != 3 && n != 6)
        return false;
    *colour = 0;
    for (size_t i = 0; i < 6; i++) {
        int digit = hex_digit(text[n == 3 ? i / 2 : i]);
        if (digit < 0)
            return false;
        *colour = *colour * 16 + (uint32_t)digit;
    }
    return true;
}

/* rgb(1, 2, 3) */
static bool read_rgb(const char *text, uint32_t *colour)
{
    *colour = 0;
    for (int i = 0; i < 3; i++) {
        int64_t part;
        if (!svg_number(&text, &part) || part < 0 || part > 255 * AFFINE_ONE)
            return false;
        *colour = *colour << 8 | (uint32_t)(part >> 32);
    }
    return strcmp(text, ")") == 0;
}

static bool read_colour(const char *text, uint32_t *colour)
{
    static const struct { const char *name; uint32_t colour; } names[] = {{"black", 0}, {"white", 0xFFFFFF}, {"currentColor", 0},
        {"red", 0xFF0000}, {"green", 0x008000}, {"blue", 0x0000FF}, {"yellow", 0xFFFF00}, {"gray", 0x808080}, {"grey", 0x808080},
        {"silver", 0xC0C0C0}, {"navy", 0x000080}, {"maroon", 0x800000}, {"gold", 0xFFD700}, {"orange", 0xFFA500}};
    if (*text == '#')
        return read_hex(text + 1, colour);
    if (strncmp(text, "rgb(", 4) == 0)
        return read_rgb(text + 4, colour);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i].name) == 0) {
            *colour = names[i].colour;
            return true;
        }
    return false;
}

/* One property, of an attribute or of `style`. What would change the drawing and is not done is refused. */
static void read_property(struct reader *r, const xmlNode *node, const char *name, const char *value, struct look *look)
{
    static const struct { const char *name, *value; } only[] = {{"stroke", "none"}, {"opacity", "1"}, {"fill-opacity", "1"},
        {"clip-path", "none"}, {"mask", "none"}, {"filter", "none"}, {"visibility", "visible"}, {"display", "inline"}};
    if (strcmp(name, "fill") == 0) {
        look->unfilled = strcmp(value, "none") == 0;
        if (!look->unfilled && !read_colour(value, &look->colour))
            refuse(r, node, "no colour that is known: ", value);
    } else if (strcmp(name, "fill-rule") == 0) {
        look->even_odd = strcmp(value, "evenodd") == 0;
    }
    for (size_t i = 0; i < sizeof only / sizeof *only; i++)
        if (strcmp(name, only[i].name) == 0 && strcmp(value, only[i].value) != 0)
            refuse(r, node, "not drawn: ", i == 0 ? "stroke; make it a filled path, as Stroke to Path of Inkscape does" : name);
}

/* "fill: #123456; stroke: none" */
static void read_style(struct reader *r, const xmlNode *node, const char *style, struct look *look)
{
    for (size_t n; *style; style += n + (style[n] != '\0')) {
        n = strcspn(style, ";");
        const char *colon = memchr(style, ':', n);
        if (!colon)
            continue;
        const char *name = style + strspn(style, " \t\r\n"), *value = colon + 1 + strspn(colon + 1, " \t\r\n");
        size_t name_n = name < colon ? (size_t)(colon - name) : 0, value_n = value < style + n ? (size_t)(style + n - value) : 0;
        while (name_n > 0 && strchr(" \t\r\n", name[name_n - 1]))
            name_n--;
        while (value_n > 0 && strchr(" \t\r\n", value[value_n - 1]))
            value_n--;
        if (name_n < VALUE_MOST && value_n < VALUE_MOST)
            read_property(r, node, arena_copy(r->arena, name, name_n), arena_copy(r->arena, value, value_n), look);
    }
}

/* --- transforms ---------------------------------------------------------------------------------- */

static int64_t whole_units(int64_t number)
{
    return number / (AFFINE_ONE / UNIT_PT);
}

static int64_t tangent(int64_t angle)
{
    int64_t cosine = affine_cosine(angle);
    return cosine ? (int64_t)((((__int128)affine_sine(angle)) << 32) / cosine) : 0;
}

/* One transform of `count` numbers; false when there is none of that name. */
static bool one_transform(const char *name, size_t n, const int64_t number[6], int count, struct affine *map)
{
    int64_t degrees = (int64_t)((__int128)number[0] * 1000 >> 32); /* [1/1000 degree] */
    *map = AFFINE_NONE;
    if (n == 6 && memcmp(name, "matrix", n) == 0 && count == 6)
        *map = (struct affine){number[0], number[1], number[2], number[3], whole_units(number[4]), whole_units(number[5])};
    else if (n == 9 && memcmp(name, "translate", n) == 0 && count <= 2)
        map->e = whole_units(number[0]), map->f = whole_units(number[1]);
    else if (n == 5 && memcmp(name, "scale", n) == 0 && count <= 2)
        map->a = number[0], map->d = count == 2 ? number[1] : number[0];
    else if (n == 5 && memcmp(name, "skewX", n) == 0 && count == 1)
        map->c = tangent(degrees);
    else if (n == 5 && memcmp(name, "skewY", n) == 0 && count == 1)
        map->b = tangent(degrees);
    else if (n == 6 && memcmp(name, "rotate", n) == 0 && (count == 1 || count == 3)) {
        struct affine turn = affine_turn(degrees), there = AFFINE_NONE, back = AFFINE_NONE;
        there.e = whole_units(number[1]), there.f = whole_units(number[2]);
        back.e = -there.e, back.f = -there.f;
        turn = affine_join(&turn, &back);
        *map = affine_join(&there, &turn);
    } else {
        return false;
    }
    return true;
}

static bool read_transform(const char *text, struct affine *map)
{
    static const char blanks[] = " \t\r\n,";
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        const char *name = text;
        size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzXY");
        text += n + strspn(text + n, " ");
        if (*text++ != '(')
            return false;
        int64_t number[6] = {0};
        int count = 0;
        while (count < 6 && svg_number(&text, &number[count]))
            count++;
        struct affine one;
        if (*text++ != ')' || count == 0 || !one_transform(name, n, number, count, &one))
            return false;
        *map = affine_join(map, &one);
    }
    return true;
}

static struct look look_of(struct reader *r, const xmlNode *node, const struct look *around)
{
    struct look look = *around;
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (!at->ns)
            read_property(r, node, (const char *)at->name, attribute(node, (const char *)at->name), &look);
    const char *style = attribute(node, "style"), *transform = attribute(node, "transform");
    if (style)
        read_style(r, node, style, &look);
    if (transform && !read_transform(transform, &look.map))
        refuse(r, node, "not a transform: ", transform);
    return look;
}

/* --- shapes -------------------------------------------------------------------------------------- */

/* A length of an attribute, 0 when it is left out. [unit] */
static int64_t length(struct reader *r, const xmlNode *node, const char *name)
{
    const char *text = attribute(node, name);
    int64_t number = 0;
    if (text && (!svg_number(&text, &number) || (*text && strcmp(text, "px") != 0)))
        refuse(r, node, "not a plain number: ", name);
    return whole_units(number);
}

static void add_rect(struct reader *r, const xmlNode *node, struct path *path)
{
    int64_t x = length(r, node, "x"), y = length(r, node, "y"), width = length(r, node, "width"), height = length(r, node, "height");
    int64_t rx = length(r, node, attribute(node, "rx") ? "rx" : "ry"), ry = length(r, node, attribute(node, "ry") ? "ry" : "rx");
    rx = rx > width / 2 ? width / 2 : rx;
    ry = ry > height / 2 ? height / 2 : ry;
    if (width > 0 && height > 0 && rx > 0 && ry > 0)
        path_rounded(path, x, y, width, height, rx, ry);
    else if (width > 0 && height > 0)
        path_box(path, x, y, width, height);
}

static void add_circle(struct reader *r, const xmlNode *node, struct path *path)
{
    bool circle = strcmp((const char *)node->name, "circle") == 0;
    int64_t rx = length(r, node, circle ? "r" : "rx"), ry = length(r, node, circle ? "r" : "ry");
    if (rx > 0 && ry > 0)
        path_ellipse(path, length(r, node, "cx"), length(r, node, "cy"), rx, ry);
}

static void add_polygon(struct reader *r, const xmlNode *node, struct path *path)
{
    const char *text = attribute(node, "points");
    int64_t x, y;
    while (text && *text && path->steps.n < SVG_STEPS_MOST) {
        if (!svg_number(&text, &x) || !svg_number(&text, &y)) {
            refuse(r, node, "not a row of points: ", "points");
            return;
        }
        if (path->steps.n == 0)
            path_move(path, whole_units(x), whole_units(y));
        else
            path_line(path, whole_units(x), whole_units(y));
    }
    if (path->steps.n > 0)
        path_close(path);
}

static void add_path(struct reader *r, const xmlNode *node, struct path *path)
{
    const char *data = attribute(node, "d");
    if (data && !svg_path(data, path))
        refuse(r, node, "not path data: ", "d");
}

static bool add_shape(struct reader *r, const xmlNode *node, const struct look *look)
{
    static const struct { const char *name; void (*add)(struct reader *, const xmlNode *, struct path *); } shapes[] = {
        {"path", add_path}, {"rect", add_rect}, {"circle", add_circle}, {"ellipse", add_circle}, {"polygon", add_polygon}};
    size_t i = 0;
    while (i < sizeof shapes / sizeof *shapes && strcmp((const char *)node->name, shapes[i].name) != 0)
        i++;
    if (i == sizeof shapes / sizeof *shapes)
        return false;
    struct path path;
    path_begin(&path, r->arena);
    path.map = look->map;
    shapes[i].add(r, node, &path);
    r->steps += path.steps.n;
    if (r->steps > SVG_STEPS_MOST)
        refuse(r, node, "more than 100,000 steps", "");
    else if (!look->unfilled)
        path_fill(&path, r->picture, look->colour, look->even_odd);
    return true;
}

/* --- the tree ------------------------------------------------------------------------------------ */

/* Elements that say something about the picture and draw nothing; and those of programs that drew it. */
static bool is_silent(const xmlNode *node)
{
    static const char *const silent[] = {"title", "desc", "metadata"};
    bool known = node->ns && strcmp((const char *)node->ns->href, "http://www.w3.org/2000/svg") != 0;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        known = known || strcmp((const char *)node->name, silent[i]) == 0;
    return known || (strcmp((const char *)node->name, "defs") == 0 && !xmlFirstElementChild((xmlNode *)node));
}

static void add_children(struct reader *r, const xmlNode *parent, const struct look *around, int depth)
{
    for (const xmlNode *node = parent->children; node && !r->fault; node = node->next) {
        if (node->type == XML_ENTITY_REF_NODE)
            refuse(r, parent, "an entity in it", "");
        if (node->type != XML_ELEMENT_NODE || is_silent(node))
            continue;
        struct look look = look_of(r, node, around);
        if (add_shape(r, node, &look))
            continue;
        if (strcmp((const char *)node->name, "g") != 0)
            refuse(r, node, "no element that is drawn; known are g, path, rect, circle, ellipse and polygon", "");
        else if (depth == DEPTH_MOST)
            refuse(r, node, "too deep", "");
        else
            add_children(r, node, &look, depth + 1);
    }
}

/* The part of the drawing that is shown, from `viewBox` or else the size. [1/2^32] x, y, width, height */
static bool view_of(const xmlNode *root, int64_t view[4])
{
    const char *box = attribute(root, "viewBox"), *width = attribute(root, "width"), *height = attribute(root, "height");
    view[0] = view[1] = 0;
    bool good = box ? svg_number(&box, &view[0]) && svg_number(&box, &view[1]) && svg_number(&box, &view[2]) && svg_number(&box, &view[3]) && !*box
                    : width && height && svg_number(&width, &view[2]) && svg_number(&height, &view[3]) &&
                        (!*width || strcmp(width, "px") == 0) && (!*height || strcmp(height, "px") == 0);
    const int64_t least = AFFINE_ONE / 100;
    return good && view[2] >= least && view[3] >= least && view[2] / SLIM_MOST <= view[3] && view[3] / SLIM_MOST <= view[2];
}

static void draw(struct reader *r, const xmlNode *root)
{
    int64_t view[4];
    if (strcmp((const char *)root->name, "svg") != 0 || !view_of(root, view)) {
        refuse(r, root, "no svg with a good viewBox, or width and height", "");
        return;
    }
    int64_t longer = view[2] > view[3] ? view[2] : view[3];
    int64_t scale = (int64_t)(((__int128)SPAN << 64) / longer);
    struct affine fit = {scale, 0, 0, scale, 0, 0}, shift = AFFINE_NONE;
    shift.e = -whole_units(view[0]), shift.f = -whole_units(view[1]);
    r->picture->width = (hx_unit)((__int128)view[2] * SPAN * UNIT_PT / longer);
    r->picture->height = (hx_unit)((__int128)view[3] * SPAN * UNIT_PT / longer);
    struct look look = look_of(r, root, &(struct look){.map = AFFINE_NONE});
    look.map = affine_join(&fit, &shift);
    add_children(r, root, &look, 0);
}

static void parse(struct reader *r, const char *bytes, size_t n)
{
    r->context = xmlNewParserCtxt();
    if (!r->context)
        arena_fail(r->arena);
    r->doc = xmlCtxtReadMemory(r->context, bytes, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = r->doc ? xmlDocGetRootElement(r->doc) : NULL;
    if (root) {
        draw(r, root);
        return;
    }
    const xmlError *error = xmlCtxtGetLastError(r->context);
    const char *message = error && error->message ? error->message : "no XML";
    r->fault = arena_printf(r->arena, "line %d: %.*s", error ? error->line : 1, (int)strcspn(message, "\n"), message);
}

const struct picture *svg_read(struct arena *arena, const char *bytes, size_t n, const char **fault)
{
    struct reader *r = arena_new_of(arena, struct reader);
    *r = (struct reader){.arena = arena, .picture = arena_new_of(arena, struct picture)};
    arena_on_release(arena, release, r);
    parse(r, bytes, n);
    release(r);
    *fault = r->fault;
    return r->fault ? NULL : r->picture;
}
