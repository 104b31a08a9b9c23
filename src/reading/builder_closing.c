#include "reading/builder.h"

static void put_closing(struct builder *b, const struct piece *piece, const struct closing *closing)
{
    struct node *node = builder_put_block(b, NODE_CLOSING, piece);
    if (closing->kind == CLOSING_MEETING) {
        b->meeting = node;
        b->date = NULL;
        b->closing = *closing;
    } else if (closing->kind == CLOSING_DATE) {
        b->date = node;
        b->closing.date = closing->date;
    }
    b->stage = STAGE_CLOSED;
    b->flow = NULL;
}

bool builder_take_closing(struct builder *b, const struct piece *piece)
{
    if (piece->label.kind != LABEL_NONE || piece->indent > 6)
        return false;
    struct closing closing = closing_read(b->doc->language, piece->plain);
    bool below = b->meeting && !b->date && builder_follows(b, NODE_CLOSING);
    if (below && closing.kind == CLOSING_NONE && closing_is_like_date(piece->plain))
        closing.kind = CLOSING_DATE;
    if (closing.kind == CLOSING_NONE || closing.kind == CLOSING_VOTE)
        return false;
    bool after_text = b->flow && b->flow_ending == ENDING_STOP;
    if (closing.kind == CLOSING_DATE && !below && !after_text)
        return false;
    if (b->stage == STAGE_ANNEX && b->meeting)
        return false;
    put_closing(b, piece, &closing);
    return true;
}

/* A closing block becomes a field. */
static void move_to_field(struct builder *b, struct node *node, enum field_id id)
{
    struct plain line = plain_text(b->doc->arena, b->doc->source->bytes + node->span.start, node->span.end - node->span.start);
    builder_set_field(b, id, line.at, line.n, node->span);
    node_remove(node);
}

/* Whether only closing lines and annexes follow: the place where the template sets these fields. */
static bool is_at_end(const struct node *node)
{
    while (node && node->kind == NODE_CLOSING)
        node = node->next;
    return !node || node->kind == NODE_ANNEX;
}

void builder_settle_closing(struct builder *b)
{
    struct buf out;
    buf_init(&out, b->doc->arena);
    const struct node *first = b->meeting ? b->meeting : b->date ? b->date : b->record;
    if (!is_at_end(first))
        return;
    if (b->meeting) {
        buf_printf(&out, "%d%s", b->closing.meeting, b->closing.resumed ? " (resumed)" : "");
        builder_set_field(b, FIELD_MEETING, out.at, out.n, b->meeting->span);
        move_to_field(b, b->meeting, FIELD_MEETING_LINE);
    }
    if (b->date) {
        if (b->closing.date.year && !field_given(&b->doc->fields, FIELD_ADOPTED)) {
            out.n = 0;
            date_to_iso(b->closing.date, &out);
            builder_set_field(b, FIELD_ADOPTED, out.at, out.n, b->date->span);
        }
        move_to_field(b, b->date, FIELD_ADOPTED_LINE);
    }
    if (b->record && b->record_lines == 1)
        move_to_field(b, b->record, FIELD_VOTE);
}

void builder_put_record(struct builder *b, const struct piece *piece)
{
    struct node *node = builder_put_block(b, NODE_CLOSING, piece);
    if (b->record_lines++ == 0)
        b->record = node;
    b->stage = STAGE_CLOSED;
    b->flow = NULL;
}
