#include <string.h>

#include "writing/akn_out_part.h"

#define NO_DATE "0001-01-01" /* as the UN's files have it where there is none */

static const char *value(const struct akn_out *akn, enum field_id id)
{
    const char *text = akn->doc->fields.at[id].text;
    return text ? text : "";
}

const char *akn_out_line(const struct akn_out *akn, enum field_id id)
{
    return akn->lines[id] ? akn->lines[id] : "";
}

/* ---- identification ---- */

struct organ_row {
    const char *path, *id, *address, *name;
};

static const struct organ_row *organ_of(const struct akn_out *akn)
{
    static const struct organ_row rows[] = {
        [ORGAN_NONE] = {"un", "un", "unitedNations", "United Nations"},
        [ORGAN_GA] = {"unga", "ga", "generalAssembly", "General Assembly"},
        [ORGAN_SC] = {"unsc", "sc", "securityCouncil", "Security Council"},
        [ORGAN_HRC] = {"unga-hrc", "hrc", "generalAssembly/humanRightsCouncil", "Human Rights Council"},
        [ORGAN_ECOSOC] = {"unecosoc", "ecosoc", "economicAndSocialCouncil", "Economic and Social Council"},
    };
    return &rows[akn->doc->organ];
}

/* ISO 639-2 code. */
static const char *language_code(enum lang lang)
{
    static const char *const codes[] = {
        [LANG_AR] = "ara", [LANG_ZH] = "zho", [LANG_EN] = "eng", [LANG_FR] = "fra", [LANG_RU] = "rus", [LANG_ES] = "spa"};
    return codes[lang];
}

static const char *date_of(struct akn_out *akn, struct date date)
{
    struct buf iso;
    if (!date.year)
        return NO_DATE;
    buf_init(&iso, akn->out->arena);
    date_to_iso(date, &iso);
    return iso.at;
}

/* "75-32", "2748-2024", "80-236A-B": the number as a step of an address. */
static const char *number_step(struct akn_out *akn)
{
    struct buf step;
    buf_init(&step, akn->out->arena);
    const struct symbol *symbol = &akn->doc->fields.symbol;
    if (symbol->text)
        cite_short_number(symbol, &step);
    if (!step.n)
        buf_text(&step, value(akn, FIELD_NUMBER));
    struct buf out;
    buf_init(&out, akn->out->arena);
    for (size_t i = 0; i < step.n; i++) {
        char c = step.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
        if (plain)
            buf_char(&out, c);
        else if (out.n && out.at[out.n - 1] != '-' && i + 1 < step.n && (c == '/' || c == '-' || c == '('))
            buf_char(&out, '-');
    }
    buf_bytes(&out, "", 0);
    return out.n ? out.at : "none";
}

static void write_empty(struct akn_out *akn, const char *name, const char *attributes)
{
    akn_out_indent(akn);
    buf_printf(akn->out, "<%s %s/>\n", name, attributes);
}

/* One level of the library model: what it is called, when it was made, by whom. */
static void write_level(struct akn_out *akn, const char *level, const char *path, const char *this, const char *suffix,
    const char *date, const char *what)
{
    struct arena *arena = akn->out->arena;
    akn_out_open(akn, level, "");
    write_empty(akn, "FRBRthis", arena_printf(arena, "value=\"%s%s\"", path, this));
    write_empty(akn, "FRBRuri", arena_printf(arena, "value=\"%s%s\"", path, suffix));
    write_empty(akn, "FRBRdate", arena_printf(arena, "date=\"%s\" name=\"%s\"", date, what));
}

static void write_identification(struct akn_out *akn)
{
    struct arena *arena = akn->out->arena;
    const char *adopted = date_of(akn, akn->doc->fields.adopted), *issued = date_of(akn, akn->doc->fields.issued);
    const char *work = arena_printf(arena, "/akn/un/statement/deliberation/%s/%s/%s/", organ_of(akn)->path, adopted, number_step(akn));
    const char *language = language_code(akn->doc->language);
    const char *author = arena_printf(arena, "href=\"%s\" as=\"author\"", organ_of(akn)->id);
    const char *expression = arena_printf(arena, "%s%s@", work, language);
    akn_out_open(akn, "identification", "source=\"#hexapla\"");
    write_level(akn, "FRBRWork", work, "!main/", "", adopted, "adoption");
    write_empty(akn, "FRBRauthor", author);
    write_empty(akn, "FRBRcountry", "value=\"un\"");
    akn_out_close(akn, "FRBRWork");
    write_level(akn, "FRBRExpression", expression, "!main/", "/", issued, "publication");
    write_empty(akn, "FRBRauthor", arena_printf(arena, "href=\"%s\" as=\"issuer\"", organ_of(akn)->id));
    write_empty(akn, "FRBRlanguage", arena_printf(arena, "language=\"%s\"", language));
    akn_out_close(akn, "FRBRExpression");
    write_level(akn, "FRBRManifestation", expression, "/!main.xml", ".xml", issued, "markup");
    write_empty(akn, "FRBRauthor", "href=\"hexapla\" as=\"editor\"");
    akn_out_close(akn, "FRBRManifestation");
    akn_out_close(akn, "identification");
}

static void write_references(struct akn_out *akn)
{
    static const struct {
        const char *element, *id, *address, *name;
    } rows[] = {
        {"TLCOrganization", "hexapla", "/akn/ontology/organization/hexapla", "hexapla"},
        {"TLCConcept", "dateOfIssuance", "/akn/ontology/concept/un/dateOfIssuance", "Date of issuance"},
        {"TLCConcept", "adoptionDate", "/akn/ontology/concept/un/dateOfAdoption", "Date of adoption"},
        {"TLCConcept", "lead", "/akn/ontology/concept/hexapla/lead", "Lead words"},
        {"TLCConcept", "symbol", "/akn/ontology/reference/un/symbol", "Symbol"},
        {"TLCRole", "publisher", "/akn/ontology/role/un/publisher", "Publisher"},
        {"TLCRole", "issuingBody", "/akn/role/concept/un/issuingBody", "Issuing body"},
        {"TLCRole", "subsidiaryBody", "/akn/role/concept/un/subsidiaryBody", "Subsidiary body"},
        {"TLCRole", "author", "/akn/ontology/role/un/author", "Author"},
        {"TLCRole", "editor", "/akn/ontology/role/un/editor", "Editor"},
        {"TLCTerm", "resolutionTitle", "/akn/ontology/reference/un/resolutionTitle", "Resolution title"},
    };
    struct arena *arena = akn->out->arena;
    const struct organ_row *organ = organ_of(akn);
    akn_out_open(akn, "references", "source=\"#hexapla\"");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        write_empty(akn, rows[i].element,
            arena_printf(arena, "eId=\"%s\" href=\"%s\" showAs=\"%s\"", rows[i].id, rows[i].address, rows[i].name));
    write_empty(akn, "TLCOrganization",
        arena_printf(arena, "eId=\"%s\" href=\"/akn/ontology/organization/un/%s\" showAs=\"%s\"", organ->id, organ->address, organ->name));
    akn_out_close(akn, "references");
}

/* ---- fields ---- */

/* A value on one line. */
void akn_out_value(struct akn_out *akn, const char *text)
{
    for (const char *end; *text; text = end) {
        end = text + strcspn(text, "\r\n");
        akn_out_text(akn, text, (size_t)(end - text));
        if (*end) {
            buf_char(akn->out, ' ');
            end += strspn(end, "\r\n");
        }
    }
}

static void write_fields(struct akn_out *akn)
{
    akn_out_open(akn, "proprietary", "source=\"#hexapla\" xmlns:hexapla=\"urn:hexapla:fields\"");
    for (int id = 0; id < FIELD_COUNT; id++) {
        const char *text = value(akn, (enum field_id)id);
        if (id == FIELD_LANGUAGE)
            text = lang_row(akn->doc->language)->tag;
        if (!*text)
            continue;
        akn_out_indent(akn);
        buf_printf(akn->out, "<hexapla:field name=\"%s\">", field_name((enum field_id)id));
        akn_out_value(akn, text);
        buf_text(akn->out, "</hexapla:field>\n");
    }
    akn_out_close(akn, "proprietary");
}

static void write_job(struct akn_out *akn)
{
    if (!*value(akn, FIELD_JOB))
        return;
    static const char *const elements[] = {"akn4un:footerFirstPage", "akn4un:footerFirstPageLeft", "akn4un:internalCode"};
    akn_out_open(akn, "presentation", "source=\"#hexapla\"");
    for (size_t i = 0; i < 3; i++)
        akn_out_open(akn, elements[i], "");
    akn_out_indent(akn);
    buf_text(akn->out, "<docketNumber refersTo=\"#publicationJobNumber\">");
    akn_out_value(akn, value(akn, FIELD_JOB));
    buf_text(akn->out, "</docketNumber>\n");
    for (size_t i = 3; i > 0; i--)
        akn_out_close(akn, elements[i - 1]);
    akn_out_close(akn, "presentation");
}

void akn_out_meta(struct akn_out *akn)
{
    akn_out_open(akn, "meta", "");
    write_identification(akn);
    write_references(akn);
    write_fields(akn);
    write_job(akn);
    akn_out_close(akn, "meta");
}

/* ---- cover page and preface ---- */

static void write_line(struct akn_out *akn, const char *element, const char *attributes, const char *text)
{
    if (!*text)
        return;
    akn_out_indent(akn);
    buf_printf(akn->out, "<p><%s%s%s>", element, *attributes ? " " : "", attributes);
    akn_out_value(akn, text);
    buf_printf(akn->out, "</%s></p>\n", element);
}

static void write_cover(struct akn_out *akn)
{
    struct arena *arena = akn->out->arena;
    const struct organ_row *organ = organ_of(akn);
    const char *session = akn->doc->fields.session
        ? arena_printf(arena, "refersTo=\"#%s\" value=\"%d\"", organ->id, akn->doc->fields.session)
        : arena_printf(arena, "refersTo=\"#%s\"", organ->id);
    akn_out_open(akn, "coverPage", "eId=\"coverPage_1\"");
    write_line(akn, "docAuthority", "refersTo=\"#publisher\"", akn_out_line(akn, FIELD_PUBLISHER_LINE));
    write_line(akn, "docNumber", "refersTo=\"#symbol\"", value(akn, FIELD_SYMBOL));
    write_line(akn, "docAuthority", "refersTo=\"#issuingBody\"", akn_out_line(akn, FIELD_ORGAN_LINE));
    write_line(akn, "docStatus", "refersTo=\"#generalDistribution\"", akn_out_line(akn, FIELD_DISTRIBUTION_LINE));
    write_line(akn, "docDate", arena_printf(arena, "date=\"%s\" refersTo=\"#dateOfIssuance\"", date_of(akn, akn->doc->fields.issued)),
        akn_out_line(akn, FIELD_ISSUED_LINE));
    write_line(akn, "inline", "name=\"languageOfExpression\"", akn_out_line(akn, FIELD_LANGUAGE_LINE));
    write_line(akn, "inline", "name=\"originalLanguage\"", akn_out_line(akn, FIELD_ORIGINAL_LINE));
    write_line(akn, "docAuthority", "refersTo=\"#subsidiaryBody\"", akn_out_line(akn, FIELD_SUBORGAN_LINE));
    write_line(akn, "session", session, akn_out_line(akn, FIELD_SESSION_LINE));
    write_line(akn, "inline", "name=\"session dates\"", akn_out_line(akn, FIELD_SESSION_DATES_LINE));
    write_line(akn, "inline", "name=\"agenda item\"", akn_out_line(akn, FIELD_AGENDA_LINE));
    write_line(akn, "inline", "name=\"agenda item name\"", value(akn, FIELD_AGENDA_TITLE));
    write_line(akn, "docTitle", "refersTo=\"#adoption\"", akn_out_line(akn, FIELD_ADOPTION_LINE));
    write_line(akn, "docProponent", "", akn_out_line(akn, FIELD_PROVENANCE_LINE));
    akn_out_close(akn, "coverPage");
}

void akn_out_cover(struct akn_out *akn)
{
    write_cover(akn);
    const char *title = value(akn, FIELD_TITLE), *number = value(akn, FIELD_NUMBER);
    struct buf derived;
    buf_init(&derived, akn->out->arena);
    if (!*number && akn->doc->fields.symbol.text) {
        cite_short_number(&akn->doc->fields.symbol, &derived);
        number = derived.n ? derived.at : "";
    }
    if (!*title && !*number)
        return;
    akn_out_open(akn, "preface", "");
    akn_out_indent(akn);
    buf_text(akn->out, "<p>");
    if (*number) {
        buf_text(akn->out, "<docNumber>");
        akn_out_value(akn, number);
        buf_text(akn->out, ".</docNumber> ");
    }
    buf_text(akn->out, "<docTitle refersTo=\"#resolutionTitle\">");
    akn_out_value(akn, title);
    buf_text(akn->out, "</docTitle></p>\n");
    akn_out_close(akn, "preface");
}
