#include "font/glyph_map.h"

enum { FIRST_ROOM = 512 };

struct slot {
    const struct face *face; /* NULL: free */
    uint32_t glyph;
    uint32_t number;
};

struct glyph_map {
    struct arena *arena;
    struct slot *table; /* open addressing; `room` is a power of two, at least twice `n` */
    size_t n, room;
};

struct glyph_map *glyph_map_new(struct arena *arena)
{
    struct glyph_map *map = arena_new_of(arena, struct glyph_map);
    *map = (struct glyph_map){.arena = arena, .table = arena_new_array(arena, struct slot, FIRST_ROOM), .room = FIRST_ROOM};
    return map;
}

/* The slot of the glyph, or the free one where it belongs. The factors spread neighbours over the table. */
static struct slot *slot_of(const struct glyph_map *map, const struct face *face, uint32_t glyph)
{
    size_t at = (face->index * 0x9E3779B9u + glyph * 0x85EBCA6Bu) & (map->room - 1);
    while (map->table[at].face && (map->table[at].face != face || map->table[at].glyph != glyph))
        at = (at + 1) & (map->room - 1);
    return &map->table[at];
}

static void grow(struct glyph_map *map)
{
    const struct slot *old = map->table;
    size_t old_room = map->room;
    map->room *= 2;
    map->table = arena_new_array(map->arena, struct slot, map->room);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].face)
            *slot_of(map, old[i].face, old[i].glyph) = old[i];
}

size_t glyph_map_number(struct glyph_map *map, const struct face *face, uint32_t glyph)
{
    struct slot *slot = slot_of(map, face, glyph);
    if (slot->face)
        return slot->number;
    uint32_t number = (uint32_t)map->n;
    *slot = (struct slot){face, glyph, number};
    if (++map->n > map->room / 2)
        grow(map);
    return number;
}
