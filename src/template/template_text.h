/* Templates as text: what one says after all inheritance, and the files of a new one. */
#ifndef HEXAPLA_TEMPLATE_TEXT_H
#define HEXAPLA_TEMPLATE_TEXT_H

#include "base/buf.h"
#include "template/template.h"

/* Appends all values, each with the file and line that give it. False with errors in the report. */
bool template_show(struct arena *arena, const struct template_path *path, const char *name, enum lang lang,
    const char *const *settings, struct report *report, struct buf *out);

enum { TEMPLATE_FILES = 1 + LANG_COUNT };
struct template_file_text {
    const char *name; /* "template.yaml", "ar.yaml" */
    struct buf text;
};
/* The files of a new template that extends another: its commonest keys and lines as comments, with what they
 * inherit and what they do. False with errors in the report. */
bool template_start(struct arena *arena, const struct template_path *path, const char *name, const char *from,
    struct report *report, struct template_file_text files[TEMPLATE_FILES]);
/* The template's sample text in a language, hexapla source: sample.LANG.txt in its folder or the common one that it
 * names (`sample: day` for samples/day.LANG.txt), else of the one it extends, else of un-ga; NULL when there is none. */
const struct source *template_sample(
    struct arena *arena, const struct template_path *path, const char *name, enum lang lang, struct report *report);
/* Whether a new template may have this name. */
bool template_name_good(const char *name);

#endif
