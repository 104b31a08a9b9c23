#include "output/pdf_picture.h"

struct drawn {
    const struct picture *picture;
    struct pdf_object *object;
};

struct pdf_pictures {
    LIST(struct drawn) list;
};

void pdf_fill_colour(struct buf *out, uint32_t colour)
{
    uint32_t part[3] = {colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF};
    bool grey = part[0] == part[1] && part[1] == part[2];
    for (int i = 0; i < (grey ? 1 : 3); i++) {
        buf_milli(out, unit_muldiv(part[i], 1000, 255));
        buf_char(out, ' ');
    }
    buf_text(out, grey ? "g\n" : "rg\n");
}

static void put_point(struct buf *out, hx_unit x, hx_unit y)
{
    buf_unit(out, x);
    buf_char(out, ' ');
    buf_unit(out, y);
    buf_char(out, ' ');
}

static void put_step(struct buf *out, const struct path_step *step)
{
    static const char *const operators[] = {
        [PATH_MOVE] = "m\n", [PATH_LINE] = "l\n", [PATH_CURVE] = "c\n", [PATH_CLOSE] = "h\n"};
    if (step->verb == PATH_CURVE) {
        put_point(out, step->x1, step->y1);
        put_point(out, step->x2, step->y2);
    }
    if (step->verb != PATH_CLOSE)
        put_point(out, step->x, step->y);
    buf_text(out, operators[step->verb]);
}

static bool is_line(const struct path_step *step, hx_unit x, hx_unit y)
{
    return step->verb == PATH_LINE && step->x == x && step->y == y;
}

enum { BOX_STEPS = 5 };

/* An upright box, drawn from a corner along x, as `re` draws it: bars and the squares of codes. */
static bool is_box(const struct path_step *step, size_t n)
{
    return n >= BOX_STEPS && step->verb == PATH_MOVE && is_line(step + 1, step[2].x, step->y) && step[2].verb == PATH_LINE &&
           is_line(step + 3, step->x, step[2].y) && step[4].verb == PATH_CLOSE;
}

static void put_box(struct buf *out, const struct path_step *step)
{
    int32_t x = unit_to_milli(step->x), y = unit_to_milli(step->y);
    int32_t box[4] = {x, y, unit_to_milli(step[2].x) - x, unit_to_milli(step[2].y) - y};
    for (int i = 0; i < 4; i++) {
        buf_milli(out, box[i]);
        buf_char(out, ' ');
    }
    buf_text(out, "re\n");
}

static void put_shape(struct buf *out, const struct picture_shape *shape)
{
    for (size_t i = 0; i < shape->n;) {
        bool box = is_box(shape->steps + i, shape->n - i);
        if (box)
            put_box(out, shape->steps + i);
        else
            put_step(out, &shape->steps[i]);
        i += box ? BOX_STEPS : 1;
    }
}

/* In the picture's own space, y downwards. */
static void write_form(struct arena *arena, struct pdf_object *object, const struct picture *picture)
{
    struct buf body, content;
    buf_init(&body, arena);
    buf_init(&content, arena);
    buf_text(&content, "");
    for (size_t i = 0; i < picture->shapes.n; i++) {
        const struct picture_shape *shape = &picture->shapes.at[i];
        if (i == 0 || shape->colour != shape[-1].colour)
            pdf_fill_colour(&content, shape->colour);
        put_shape(&content, shape);
        buf_text(&content, shape->even_odd ? "f*\n" : "f\n");
    }
    pdf_set_name(object, "Type", "XObject");
    pdf_set_name(object, "Subtype", "Form");
    buf_text(&body, "/BBox[0 0 ");
    put_point(&body, picture->width, picture->height);
    buf_text(&body, "]");
    pdf_set_body(object, &body);
    pdf_set_stream(object, content.at, content.n, PDF_PACKED_COMMON);
}

static void write_image(struct pdf_object *object, const struct picture *picture)
{
    pdf_set_name(object, "Type", "XObject");
    pdf_set_name(object, "Subtype", "Image");
    pdf_set_name(object, "ColorSpace", picture->channels == 3 ? "DeviceRGB" : "DeviceGray");
    pdf_set_int(object, "BitsPerComponent", 8);
    pdf_set_int(object, "Width", (int32_t)picture->columns);
    pdf_set_int(object, "Height", (int32_t)picture->rows);
    pdf_set_stream(object, picture->pixels, (size_t)picture->columns * picture->rows * picture->channels, PDF_PACKED_COMMON);
}

/* Counted from 1; 0 when it is not in the list. */
static size_t number_of(const struct pdf_pictures *pictures, const struct picture *picture)
{
    size_t n = pictures->list.n;
    while (n > 0 && pictures->list.at[n - 1].picture != picture)
        n--;
    return n;
}

struct pdf_pictures *pdf_pictures_write(struct arena *arena, struct pdf_file *file, const struct layout *layout)
{
    struct pdf_pictures *pictures = arena_new_of(arena, struct pdf_pictures);
    for (size_t i = 0; i < layout->pages.n; i++) {
        const struct page *page = &layout->pages.at[i];
        for (size_t k = 0; k < page->items.n; k++) {
            const struct picture *picture = page->items.at[k].kind == ITEM_PICTURE ? page->items.at[k].box.picture : NULL;
            if (!picture || number_of(pictures, picture))
                continue;
            struct pdf_object *object = pdf_object_new(file);
            if (picture->pixels)
                write_image(object, picture);
            else
                write_form(arena, object, picture);
            *list_add(arena, &pictures->list) = (struct drawn){picture, object};
        }
    }
    return pictures;
}

void pdf_pictures_resources(const struct pdf_pictures *pictures, struct buf *out)
{
    if (pictures->list.n == 0)
        return;
    buf_text(out, "/XObject<<");
    for (size_t i = 0; i < pictures->list.n; i++)
        buf_printf(out, "/P%zu %u 0 R", i + 1, pdf_number(pictures->list.at[i].object));
    buf_text(out, ">>");
}

/* Eight decimals: a thousandth would move the far end of a large drawing. */
static void put_share(struct buf *out, hx_unit part, hx_unit whole)
{
    int64_t share = unit_muldiv(part, 100000000, whole);
    buf_printf(out, "%d.%08d ", (int)(share / 100000000), (int)(share % 100000000));
}

void pdf_picture_draw(const struct pdf_pictures *pictures, const struct item *item, hx_unit page_height, struct buf *out)
{
    const struct picture *picture = item->box.picture;
    size_t number = picture ? number_of(pictures, picture) : 0;
    if (!number)
        return;
    buf_text(out, "q\n");
    if (picture->pixels) {
        put_point(out, item->box.width, 0);
        put_point(out, 0, item->box.height);
        put_point(out, item->box.x, page_height - item->box.top - item->box.height);
    } else {
        put_share(out, item->box.width, picture->width);
        buf_text(out, "0 0 -");
        put_share(out, item->box.height, picture->height);
        put_point(out, item->box.x, page_height - item->box.top);
    }
    buf_printf(out, "cm\n/P%zu Do\nQ\n", number);
}
