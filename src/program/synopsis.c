#include "program/synopsis.h"

#include <stdlib.h>
#include <string.h>

#include "program/sets.h"

enum { TAG = 2 }; /* letters of a language's tag */

/* How many languages are listed; 0 when it is no list of them. */
static size_t count_languages(const char *list)
{
    size_t n = 1;
    for (const char *at = list;; at += TAG + 1, n++) {
        if (strcspn(at, ",") != TAG)
            return 0;
        if (!at[TAG])
            return n;
    }
}

/* Where the tag of a language stands in a name like NAME.fr.txt, or NULL. */
static const char *tag_in(const char *name)
{
    const char *tag = language_of_name(name), *found = NULL;
    if (!tag)
        return NULL;
    for (const char *at = name; (at = strstr(at, tag)); at++)
        if (at > name && at[-1] == '.' && (at[TAG] == '.' || !at[TAG]))
            found = at;
    return found;
}

static char *with_tag(const char *name, const char *at, const char *tag, size_t n)
{
    return program_printf("%.*s%.*s%s", (int)(at - name), name, (int)n, tag, at + TAG);
}

/* "day.en.txt" as "day.en-fr.txt", any other name as "NAME.en-fr.txt". */
static char *name_whole(const char *first, const char *languages)
{
    const char *at = tag_in(first), *point = strrchr(first, '.');
    char *list = program_printf("%s", languages), *name;
    for (char *c = list; *c; c++)
        *c = *c == ',' ? '-' : *c;
    if (at)
        name = with_tag(first, at, list, strlen(list));
    else
        name = program_printf("%.*s.%s%s", (int)(point ? (size_t)(point - first) : strlen(first)), first, list, point ? point : "");
    free(list);
    return name;
}

bool versions_find(struct versions *versions, const struct args *args)
{
    const char *languages = args->value[OPT_PARALLEL], *first = args->operands.n ? args->operands.at[0] : NULL;
    size_t listed = count_languages(languages), n = args->operands.n;
    if (!sources_good(&args->operands))
        return false;
    if (listed < 2 || args->value[OPT_LANGUAGE]) {
        wrong_use(listed < 2 ? "`%s` is no list of two languages or more; write it like en,fr"
                             : "--parallel tells languages by the texts; -l is not for it", languages);
        return false;
    }
    const char *at = n == 1 ? tag_in(first) : NULL;
    n = at ? listed : n;
    *versions = (struct versions){.name = name_whole(first, languages)};
    versions->names = program_grow(NULL, n * sizeof *versions->names);
    versions->inputs = program_grow(NULL, n * sizeof *versions->inputs);
    versions->documents = program_grow(NULL, n * sizeof *versions->documents);
    memset(versions->inputs, 0, n * sizeof *versions->inputs);
    for (size_t i = 0; i < n; i++)
        versions->names[i] = at ? with_tag(first, at, languages + i * (TAG + 1), TAG) : program_printf("%s", args->operands.at[i]);
    versions->parallel = (struct hx_parallel){.size = sizeof versions->parallel, .documents = versions->documents,
        .document_count = n, .languages = languages};
    return true;
}

bool versions_read(struct versions *versions, const struct args *args, hx_report *report)
{
    bool good = true;
    for (size_t i = 0; i < versions->parallel.document_count; i++) {
        free(versions->inputs[i].bytes); /* of the time before */
        good = file_read(&versions->inputs[i], versions->names[i], report) && good;
        versions->documents[i] = (struct hx_document){.name = versions->names[i], .bytes = versions->inputs[i].bytes,
            .n = versions->inputs[i].n, .set = args->set.at};
    }
    return good;
}

void versions_free(struct versions *versions)
{
    for (size_t i = 0; i < versions->parallel.document_count; i++) {
        free(versions->inputs[i].bytes);
        free(versions->names[i]);
    }
    free(versions->names);
    free(versions->inputs);
    free(versions->documents);
    free(versions->name);
}
