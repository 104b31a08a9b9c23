/* libhexapla: United Nations resolutions as PDF. The whole public interface.
 *
 * Three handles. An engine holds fonts, templates and languages; it is made once, frozen, and shared by
 * threads. A job is one thread's workspace, reused from document to document. A report holds findings.
 * The library never prints, exits, reads the environment, changes the locale or guesses paths.
 * Every function but hx_engine_new and hx_render is cheap. */
#ifndef HEXAPLA_H
#define HEXAPLA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HX_API __attribute__((visibility("default")))

typedef struct hx_engine hx_engine;
typedef struct hx_job hx_job;
typedef struct hx_report hx_report;

enum hx_status {
    HX_OK = 0, /* done; warnings and notes are possible */
    HX_DOCUMENT = 1, /* the document has errors; nothing was written */
    HX_USAGE = 2, /* wrong arguments */
    HX_MISSING = 3, /* a font, template or pattern is missing */
    HX_SYSTEM = 4 /* could not read or write, or out of memory */
};

/* The largest source that is taken; a larger one is an error of the document. */
enum { HX_SOURCE_LARGEST = 16 * 1024 * 1024 }; /* [byte] */

/* `size` is sizeof(struct), so that it can grow. Lists are NULL-terminated and copied. */
struct hx_engine_options {
    size_t size;
    const char *manifest; /* fonts.yaml */
    const char *const *font_roots; /* asked in order */
    const char *const *template_roots;
};
/* Reads the font list; opens no font and no template yet. NULL on failure, with errors in the report. */
HX_API hx_engine *hx_engine_new(const struct hx_engine_options *options, hx_report *report);
HX_API void hx_engine_free(hx_engine *engine); /* after all its jobs */

/* One job belongs to one thread at a time; any number may share an engine. NULL when memory is short. */
HX_API hx_job *hx_job_new(hx_engine *engine);
HX_API void hx_job_free(hx_job *job);

/* What one document may take of a job; a larger one is given up. */
struct hx_limits {
    size_t size;
    size_t memory; /* [byte]; 0: any number. What it takes is the same on every machine */
    bool (*stop)(void *context); /* asked now and then: whether to give the document up; NULL: never */
    void *context;
};
/* For all calls with the job from now on. Beyond the memory, a call gives HX_DOCUMENT with a finding, limit-memory; when
 * `stop` said true HX_DOCUMENT without one: the caller knows why. */
HX_API void hx_job_limit(hx_job *job, const struct hx_limits *limits);

/* Takes the bytes and returns how it went: true, or false when they could not be written. It is called
 * only for documents without errors, when all of the output is there; for HX_PNG once for each page, in
 * order, when that page is there. */
typedef bool (*hx_write)(void *context, const void *bytes, size_t n);

enum hx_stage { HX_PDF, HX_FIELDS, HX_TREE, HX_CONTENT, HX_LINES, HX_PAGES, HX_TEXT, HX_SOURCE, HX_XML, HX_PNG, HX_MAP };

/* What the PDF claims to be, and is: PDF/UA-1 with PDF/A-2a, or PDF/UA-2 with PDF/A-4f, which has the source
 * and its XML attached. A document that breaks a rule gets a warning and a PDF that claims neither. */
enum hx_standard { HX_UA1_A2A, HX_UA2_A4F };

struct hx_render_options {
    size_t size;
    const char *name; /* of the source, for messages */
    const char *bytes; /* the source: any bytes, no NUL needed; borrowed until the call returns */
    size_t n;
    const char *template_name; /* NULL: from the document */
    const char *language; /* tag; NULL: from the document */
    const char *const *set; /* "field=value", NULL-terminated; may be NULL */
    enum hx_stage stage; /* what is written: the PDF, or the text form of a stage; HX_SOURCE is hexapla source,
                            HX_XML AKN4UN, HX_PNG a file for each page, HX_MAP what is where, see below */
    int64_t date; /* seconds since 1970; negative: the document's issue date */
    bool plain; /* PDF without compression, for tests */
    enum hx_standard standard;
    bool linearize; /* PDF whose first page shows before the rest has come; needs libqpdf */
    bool untagged; /* PDF without structure and claim of a standard, to measure what they cost */
    int dpi; /* of HX_PNG, from 20 to 600; 0: 150 */
    size_t page; /* of HX_PNG: this one alone, from 1; 0: all. One that there is not gives none */
    bool marks; /* tell the marks of the pages */
};

/* What bytes of a PDF are for: "font" (by name), "content", "page", "link", "picture", "structure", "outline",
 * "metadata", "colour", "attachment" (by name), and "file", which is what holds the others together. What is
 * compressed together counts by its share before compression. */
struct hx_part {
    const char *kind, *name; /* name "" where there is but one */
    size_t bytes;
};

struct hx_result {
    size_t pages; /* 0 when nothing was laid out */
    size_t bytes; /* that were written */
    char language[4]; /* tag */
    char symbol[64]; /* "" when unknown or longer */
    char template_name[256]; /* "" when it is not known or longer */
    const struct hx_part *parts; /* of a PDF that is not linearized: their sum is `bytes`; valid until the job is used again */
    size_t part_n;
    const uint64_t *marks; /* of each page; two pages share one only when they look alike. NULL when not asked for;
                              valid until the job is used again */
};

/* HX_MAP is JSON:
 *     {"language": tag, "direction": "ltr" or "rtl", "pages": [
 *         {"width": , "height": , "mark": hexadecimal, "lines": [
 *             {"x": , "top": , "width": , "height": , "line": , "column": , "end": , "text": }, ...]}, ...]}
 * Lengths are points from the top left corner of the page. Line and columns are those of the source as in
 * findings; `end` is the column after the last character. A line of a page that was several lines in the source
 * has a box for each of them; one that does not come from the source has no line. */

/* Renders one document to `write`. Nothing is written when the document has errors. The status is that
 * of this document; its findings are added to the report, which no other thread may use meanwhile.
 * HX_SYSTEM without a finding means that `write` returned false. `result` may be NULL; it says what is
 * known even of a document with errors. */
HX_API enum hx_status hx_render(hx_job *job, const struct hx_render_options *options, hx_write write, void *context,
    hx_report *report, struct hx_result *result);

struct hx_verify_options {
    size_t size;
    const char *name; /* of the PDF, for messages */
    const char *bytes; /* the PDF: any bytes; borrowed until the call returns */
    size_t n;
    const char *source_name, *source; /* what it was made from; source NULL: what is attached to it, if anything */
    size_t source_n;
    const char *template_name, *language; /* the rest as when it was rendered */
    const char *const *set;
    int64_t date;
};

enum hx_against { HX_AGAINST_ITSELF, HX_AGAINST_ATTACHED, HX_AGAINST_SOURCE };

/* What a PDF was compared with, and how much it says. */
struct hx_proof {
    enum hx_against against;
    bool identical; /* byte for byte what the source gives */
    size_t pages, characters, tags, links, glyphs, attachments;
};

/* Reads back a PDF of hx_render. Without a source: that no byte was changed since it was written, and that it
 * does not contradict itself (all text tagged, each code with text and a glyph that draws, links that lead
 * somewhere, attachments as they claim). With one: that it is what the source gives, and if not, where it
 * differs. HX_OK when all of that is proved; the findings say what is not. `proof` may be NULL. */
HX_API enum hx_status hx_verify(hx_job *job, const struct hx_verify_options *options, hx_report *report, struct hx_proof *proof);

/* A document for hx_check. */
struct hx_document {
    const char *name; /* of the source, for messages */
    const char *bytes; /* any bytes; borrowed until the call returns */
    size_t n;
    const char *language; /* tag; NULL: from the document */
    const char *const *set; /* "field=value", NULL-terminated; may be NULL */
};

struct hx_parallel {
    size_t size;
    const struct hx_document *documents; /* versions of one document */
    size_t document_count;
    const char *languages; /* columns from left to right, "en,fr"; Arabic goes to the right wherever it is named */
};

/* Renders two to six versions of one document side by side, paragraph by paragraph. `options` are as for hx_render,
 * without bytes; the stage is HX_PDF, HX_PNG or that of a layout; template_name is that of a template with a
 * synopsis. Versions in other languages than those asked for are passed over. */
HX_API enum hx_status hx_render_parallel(hx_job *job, const struct hx_parallel *parallel, const struct hx_render_options *options,
    hx_write write, void *context, hx_report *report, struct hx_result *result);

struct hx_check_options {
    size_t size;
    const struct hx_document *documents;
    size_t document_count;
    bool versions; /* they are versions of one document: compare them, too */
    const struct hx_document *rules; /* switches of rules, one a line: "L30 off", "L23 warning", "C24 off"; may be NULL */
    bool rendered; /* what reading finds in them was said when they were rendered: only rules are wanted */
};

/* Reads the documents and reports what is wrong in each of them; of versions, also where one language says
 * something else than the others. The status is the worst of the errors. Of two documents in one language
 * the second is not compared. */
HX_API enum hx_status hx_check(hx_job *job, const struct hx_check_options *options, hx_report *report);

struct hx_fix_options {
    size_t size;
    const struct hx_document *document;
    const struct hx_document *rules; /* as for hx_check: what is off is not mended */
};

/* Mends hexapla source where that is safe: spaces, punctuation at the ends of paragraphs, quotation marks, numbers
 * and letters of paragraphs. Gives the new source to `write` (NULL: to nobody) when there is one, and in `diff`
 * what changed, as a unified diff, "" for nothing; valid until the report is cleared. Published text, XML and
 * source with errors of reading are left as they are, with a finding. The findings of the document itself are
 * those of hx_check. HX_SYSTEM without a finding means that `write` returned false. */
HX_API enum hx_status hx_fix(hx_job *job, const struct hx_fix_options *options, hx_write write, void *context,
    hx_report *report, const char **diff);

/* A document, what it says it is; quicker than rendering it. What is wrong in it is not said. */
enum hx_kind { HX_KIND_NONE /* no resolution */, HX_KIND_SOURCE, HX_KIND_PUBLISHED, HX_KIND_XML };
struct hx_identity {
    enum hx_kind kind;
    char language[4]; /* tag; "" when it is not known */
    char symbol[64]; /* "" when it is not known or longer */
};
HX_API struct hx_identity hx_identify(hx_job *job, const struct hx_document *document);

/* A list of documents: YAML, where `documents:` is a list of names or of groups of these keys, and where template,
 * standard, language and set beside it are for all of them; or one name a line, where # begins a comment line. */
struct hx_listed {
    const char *source; /* as the list has it */
    const char *output, *language, *template_name, *standard; /* NULL when not given */
    const char *const *set; /* "field=value", NULL-terminated */
    size_t line; /* from 1 */
};
struct hx_list {
    const struct hx_listed *at;
    size_t n;
};
/* False, with findings, when it is no such list. It is valid until the report is cleared. */
HX_API bool hx_list_read(const char *name, const char *bytes, size_t n, hx_report *report, struct hx_list *list);
/* Whether a text is such a list in YAML, by its first lines. */
HX_API bool hx_list_is_yaml(const char *bytes, size_t n);

/* A hash that tells things apart by accident, not against people who mean to deceive. */
struct hx_digest {
    uint64_t lane[2];
};
HX_API struct hx_digest hx_digest_of(const void *bytes, size_t n);
HX_API struct hx_digest hx_digest_join(struct hx_digest first, struct hx_digest second);
/* What decides a PDF beside its source and the options: the version of the library, the font list with all its fonts,
 * and which symbols ask for which template; and a template with all that it extends, in a language (NULL: en). They
 * read the files, the fonts, too. False when memory is short; of a template also when there is none. */
HX_API bool hx_engine_digest(hx_engine *engine, struct hx_digest *digest);
HX_API bool hx_template_digest(hx_engine *engine, const char *name, const char *language, struct hx_digest *digest);

HX_API hx_report *hx_report_new(void); /* NULL when memory is short */
HX_API void hx_report_free(hx_report *report);
HX_API void hx_report_clear(hx_report *report);
/* Findings of at least `severity` (0 note, 1 warning, 2 error) in source order, as text or JSON lines;
 * valid until the report is cleared. */
HX_API const char *hx_report_text(hx_report *report, int severity, bool json);
HX_API size_t hx_report_count(const hx_report *report, int severity); /* of exactly this severity */
HX_API enum hx_status hx_report_status(const hx_report *report); /* the worst of its errors */
/* How many findings of each rule there are, as a JSON object in the order of rules; valid until the report is
 * cleared; NULL when memory is short. */
HX_API const char *hx_report_tally(hx_report *report);
/* For the caller's own findings about files and arguments: "file-read", "file-write", "file-directory", "usage",
 * "limit-time" or "report-form", in the form of the library's own. `file` may be "". */
HX_API void hx_report_file(hx_report *report, const char *rule, const char *file, const char *detail);

/* A text as a JSON string with its quotes, valid until the report is cleared; NULL when memory is short. */
HX_API const char *hx_report_json_string(hx_report *report, const char *text);

/* Text for people and scripts, valid until the report is cleared; NULL when memory is short. Fields of a
 * line are separated by tabs. Templates: name, title. Fonts: role, family, style, file or "missing",
 * package; *complete says whether none is missing. */
HX_API const char *hx_template_list(hx_engine *engine, hx_report *report);
/* A template's name with a slash in it is the template's folder.
 * Reads a template in all six languages; what is wrong is in the report, and which lines of the masthead are
 * wider than their cells. */
HX_API void hx_template_check(hx_engine *engine, const char *name, hx_report *report);
/* What a template says in a language (NULL: en) after all inheritance, with the file and line of each value. */
HX_API const char *hx_template_show(hx_engine *engine, const char *name, const char *language, hx_report *report);
/* A contact sheet of a template as PNG: the first page of its sample in each language, at a resolution (0: 80). */
HX_API enum hx_status hx_template_preview(
    hx_job *job, const char *name, int dpi, hx_write write, void *context, hx_report *report);
/* The files of a new template that extends another (NULL: un-ga), one after the other; false stops it. */
typedef bool (*hx_write_file)(void *context, const char *name, const void *bytes, size_t n);
HX_API enum hx_status hx_template_new(
    hx_engine *engine, const char *name, const char *from, hx_write_file write, void *context, hx_report *report);
HX_API const char *hx_font_list(hx_engine *engine, hx_report *report, bool *complete);
HX_API const char *hx_version(void);

#ifdef __cplusplus
}
#endif

#endif
