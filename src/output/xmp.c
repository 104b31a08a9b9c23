#include "output/xmp.h"

#include <string.h>

#include "base/utf.h"
#include "output/pdf_object.h"

/* --- dates -------------------------------------------------------------------------------------- */

struct moment {
    int64_t year;
    int month, day, hour, minute, second;
};

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* UTC in the Gregorian calendar; false when there is no date or the year has not four digits. */
static bool moment_of(int64_t seconds, struct moment *m)
{
    static const int month_days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    enum { DAY = 86400 };
    if (seconds < 0 || seconds > INT64_C(253402300799)) /* the end of 9999 */
        return false;
    int64_t days = seconds / DAY, rest = seconds % DAY;
    *m = (struct moment){1970, 1, 1, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60)};
    m->year += days / 146097 * 400; /* 400 years have 146,097 days */
    days %= 146097;
    while (days >= 365 + is_leap(m->year))
        days -= 365 + is_leap(m->year++);
    for (;; m->month++) {
        int n = month_days[m->month - 1] + (m->month == 2 && is_leap(m->year));
        if (days < n)
            break;
        days -= n;
    }
    m->day += (int)days;
    return true;
}

/* --- XMP ---------------------------------------------------------------------------------------- */

/* XML 1.0 has no way to write most controls, nor the two last code points of the first plane. */
static void print_xml(struct buf *out, const char *utf8)
{
    size_t n = strlen(utf8), taken;
    for (size_t at = 0; at < n; at += taken) {
        uint32_t c = utf8_decode(utf8 + at, n - at, &taken);
        if (c == '&')
            buf_text(out, "&amp;");
        else if (c == '<')
            buf_text(out, "&lt;");
        else if (c == '>')
            buf_text(out, "&gt;");
        else if (c < 0x20)
            buf_char(out, ' ');
        else
            buf_utf8(out, c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c);
    }
}

static bool given(const char *text)
{
    return text && *text;
}

static void element(struct buf *out, const char *before, const char *value, const char *after)
{
    if (!given(value))
        return;
    buf_text(out, before);
    print_xml(out, value);
    buf_text(out, after);
}

static void print_title(const struct xmp *xmp, struct buf *out)
{
    if (!given(xmp->title))
        return;
    element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", xmp->title, "</rdf:li>");
    buf_printf(out, "<rdf:li xml:lang=\"%s\">", xmp->language);
    element(out, "", xmp->title, "</rdf:li></rdf:Alt></dc:title>\n");
}

static void print_dates(const struct xmp *xmp, struct buf *out)
{
    static const char *const name[] = {"CreateDate", "ModifyDate", "MetadataDate"};
    struct moment m;
    if (!moment_of(xmp->date, &m))
        return;
    for (int i = 0; i < 3; i++)
        buf_printf(out, "<xmp:%s>%04d-%02d-%02dT%02d:%02d:%02dZ</xmp:%s>\n", name[i], (int)m.year, m.month, m.day,
            m.hour, m.minute, m.second, name[i]);
}

static void print_new_conformance(struct buf *out)
{
    buf_text(out, "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                  "<pdfaid:part>4</pdfaid:part>\n<pdfaid:rev>2020</pdfaid:rev>\n"
                  "<pdfaid:conformance>F</pdfaid:conformance>\n"
                  "<pdfuaid:part>2</pdfuaid:part>\n<pdfuaid:rev>2024</pdfuaid:rev>\n</rdf:Description>\n");
}

/* PDF/A-2 allows no schema that it does not know unless the packet describes it, and PDF/UA's is newer. */
static void print_conformance(struct buf *out)
{
    buf_text(out, "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                  " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                  " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                  " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                  "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                  "<pdfuaid:part>1</pdfuaid:part>\n"
                  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
                  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
                  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                  "<pdfaProperty:name>part</pdfaProperty:name>\n"
                  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                  "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                  "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\n"
                  "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                  "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

void xmp_packet(const struct xmp *xmp, struct buf *out)
{
    buf_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                  "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                  "<dc:format>application/pdf</dc:format>\n");
    print_title(xmp, out);
    element(out, "<dc:creator><rdf:Seq><rdf:li>", xmp->author, "</rdf:li></rdf:Seq></dc:creator>\n");
    element(out, "<dc:identifier>", xmp->identifier, "</dc:identifier>\n");
    element(out, "<dc:language><rdf:Bag><rdf:li>", xmp->language, "</rdf:li></rdf:Bag></dc:language>\n");
    element(out, "<pdf:Producer>", xmp->producer, "</pdf:Producer>\n");
    print_dates(xmp, out);
    buf_text(out, "</rdf:Description>\n");
    if (xmp->conforms)
        (xmp->standard == STANDARD_UA2_A4F ? print_new_conformance : print_conformance)(out);
    buf_text(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}

/* --- Info --------------------------------------------------------------------------------------- */

static void entry(struct buf *out, const char *key, const char *value)
{
    if (!given(value))
        return;
    buf_printf(out, "/%s", key);
    pdf_text(out, value);
}

bool xmp_has_date(int64_t date)
{
    struct moment m;
    return moment_of(date, &m);
}

void xmp_pdf_date(int64_t date, struct buf *out)
{
    struct moment m;
    if (moment_of(date, &m))
        buf_printf(out, "(D:%04d%02d%02d%02d%02d%02dZ)", (int)m.year, m.month, m.day, m.hour, m.minute, m.second);
}

void xmp_info(const struct xmp *xmp, struct buf *out)
{
    static const char *const name[] = {"CreationDate", "ModDate"};
    entry(out, "Title", xmp->title);
    entry(out, "Author", xmp->author);
    entry(out, "Producer", xmp->producer);
    for (int i = 0; i < 2 && xmp_has_date(xmp->date); i++) {
        buf_printf(out, "/%s", name[i]);
        xmp_pdf_date(xmp->date, out);
    }
}
