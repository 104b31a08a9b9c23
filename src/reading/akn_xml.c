#include "reading/akn_xml.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

struct parsing {
    struct arena *arena;
    const struct source *source;
    struct report *report;
    xmlParserCtxt *context;
    size_t start; /* [byte] where the XML starts */
    struct akn_node *root, *open; /* the element whose content is read */
    size_t depth;
    struct buf text; /* of p->open, since its last child */
    uint32_t text_at; /* [byte] where it starts */
    bool failed; /* said why */
};

static struct parsing *parsing_of(void *context)
{
    return ((xmlParserCtxt *)context)->_private;
}

static uint32_t place(const struct parsing *p)
{
    long taken = xmlByteConsumed(p->context);
    size_t at = p->start + (taken < 0 ? 0 : (size_t)taken);
    return (uint32_t)(at > p->source->n ? p->source->n : at);
}

static void stop(struct parsing *p)
{
    p->failed = true;
    xmlStopParser(p->context);
}

static struct akn_node *add(struct parsing *p)
{
    struct akn_node *node = arena_new_of(p->arena, struct akn_node);
    node->parent = p->open;
    node->at = place(p);
    if (p->open) {
        *(p->open->last ? &p->open->last->next : &p->open->first) = node;
        p->open->last = node;
    }
    return node;
}

static const char *keep(struct parsing *p, const xmlChar *text)
{
    return text ? arena_strdup(p->arena, (const char *)text) : "";
}

/* Makes a node of the text gathered. */
static void finish_text(struct parsing *p)
{
    if (!p->text.n)
        return;
    struct akn_node *node = add(p);
    node->at = p->text_at;
    node->text = arena_copy(p->arena, p->text.at, p->text.n);
    node->n = p->text.n;
    p->text.n = 0;
}

/* Attributes come as name, prefix, namespace, start and end of the value. */
static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
    int namespaces, const xmlChar **namespace_list, int count, int defaulted, const xmlChar **attributes)
{
    (void)prefix, (void)namespaces, (void)namespace_list, (void)defaulted;
    struct parsing *p = parsing_of(context);
    if (p->failed)
        return;
    if (++p->depth > AKN_DEPTH) {
        uint32_t at = place(p);
        diag_at(p->report, DIAG_DEPTH, p->source, span_of(at, at), arena_printf(p->arena, "%d", AKN_DEPTH));
        stop(p);
        return;
    }
    finish_text(p);
    struct akn_node *node = add(p);
    node->name = keep(p, name);
    node->space = keep(p, space);
    struct akn_attribute *list = arena_new_array(p->arena, struct akn_attribute, (size_t)count);
    for (int i = 0; i < count; i++) {
        const xmlChar **at = attributes + 5 * (size_t)i;
        list[i].name = keep(p, at[0]);
        list[i].value = arena_copy(p->arena, at[3], (size_t)(at[4] - at[3]));
    }
    node->attributes = list;
    node->attribute_count = (size_t)count;
    if (!p->root)
        p->root = node;
    p->open = node;
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    (void)name, (void)prefix, (void)space;
    struct parsing *p = parsing_of(context);
    if (p->failed || !p->open)
        return;
    finish_text(p);
    p->depth--;
    p->open = p->open->parent;
}

/* Text is handed over before it is passed or after, a character reference always after. */
static uint32_t text_place(const struct parsing *p, const xmlChar *text, size_t n)
{
    uint32_t at = place(p);
    if (n <= p->source->n - at && memcmp(p->source->bytes + at, text, n) == 0)
        return at;
    if (at >= n && memcmp(p->source->bytes + at - n, text, n) == 0)
        return at - (uint32_t)n;
    return at ? at - 1 : 0;
}

/* The parser hands text over in pieces: they are gathered. */
static void characters(void *context, const xmlChar *text, int n)
{
    struct parsing *p = parsing_of(context);
    if (p->failed || !p->open || n <= 0)
        return;
    if (!p->text.n)
        p->text_at = text_place(p, text, (size_t)n);
    buf_bytes(&p->text, text, (size_t)n);
}

/* A reference to an entity that nothing declares, kept as it stands. */
static void reference(void *context, const xmlChar *name)
{
    struct parsing *p = parsing_of(context);
    if (p->failed || !p->open)
        return;
    buf_printf(&p->text, "&%s;", (const char *)name);
}

static void refuse_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
    (void)type, (void)public_id, (void)system_id, (void)content;
    struct parsing *p = parsing_of(context);
    if (p->failed)
        return;
    uint32_t at = place(p);
    diag_at(p->report, DIAG_XML_ENTITY, p->source, span_of(at, at), keep(p, name));
    stop(p);
}

static void refuse_unparsed(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id,
    const xmlChar *notation)
{
    (void)notation;
    refuse_entity(context, name, 0, public_id, system_id, NULL);
}

/* Only the first error counts: the others mostly come of it. */
static void take_error(void *context, xmlErrorPtr error)
{
    struct parsing *p = parsing_of(context);
    if (p->failed || error->level < XML_ERR_ERROR || error->code == XML_ERR_USER_STOP)
        return;
    bool syntax = error->domain == XML_FROM_PARSER;
    if (!syntax && error->level != XML_ERR_FATAL)
        return; /* an undeclared prefix and the like: nothing is lost */
    size_t n = error->message ? strlen(error->message) : 0;
    while (n && (error->message[n - 1] == '\n' || error->message[n - 1] == ' '))
        n--;
    uint32_t at = place(p);
    diag_at(p->report, DIAG_XML_SYNTAX, p->source, span_of(at, at),
        n ? arena_copy(p->arena, error->message, n) : "out of memory");
    stop(p);
}

static void release(void *context)
{
    xmlParserCtxt *parser = context;
    xmlFreeDoc(parser->myDoc);
    parser->myDoc = NULL;
    xmlFreeParserCtxt(parser);
}

static void prepare(struct parsing *p)
{
    xmlSAXHandler *sax = p->context->sax;
    xmlSAXVersion(sax, 2);
    sax->startElementNs = start_element;
    sax->endElementNs = end_element;
    sax->characters = sax->ignorableWhitespace = sax->cdataBlock = characters;
    sax->reference = reference;
    sax->entityDecl = refuse_entity;
    sax->unparsedEntityDecl = refuse_unparsed;
    sax->externalSubset = NULL;
    sax->resolveEntity = NULL;
    sax->comment = NULL;
    sax->processingInstruction = NULL;
    sax->warning = NULL;
    sax->error = sax->fatalError = NULL;
    sax->serror = take_error;
    p->context->_private = p;
}

/* Bytes of a byte order mark and white space at the start. */
static size_t leading_space(const struct source *source)
{
    size_t at = source->n >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < source->n && source->bytes[at] && strchr(" \t\r\n", source->bytes[at]))
        at++;
    return at;
}

struct akn_node *akn_xml_parse(struct arena *arena, const struct source *source, struct report *report)
{
    struct parsing p = {.arena = arena, .source = source, .report = report, .start = leading_space(source)};
    buf_init(&p.text, arena);
    p.context = xmlNewParserCtxt();
    if (!p.context)
        arena_fail(arena);
    arena_on_release(arena, release, p.context);
    prepare(&p);
    xmlDoc *dtd_only = xmlCtxtReadMemory(p.context, source->bytes + p.start, (int)(source->n - p.start), NULL, "UTF-8",
        XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC);
    xmlFreeDoc(dtd_only);
    if (!p.failed && !p.root)
        diag_at(report, DIAG_XML_SYNTAX, source, span_of(0, 0), "there is no element");
    return p.failed ? NULL : p.root;
}

const char *akn_attribute(const struct akn_node *node, const char *name)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        if (strcmp(node->attributes[i].name, name) == 0)
            return node->attributes[i].value;
    return "";
}

bool akn_is(const struct akn_node *node, const char *name)
{
    return node->name && strcmp(node->name, name) == 0;
}
