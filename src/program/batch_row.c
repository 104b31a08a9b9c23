#include "program/batch_row.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[RESULT_COUNT] = {"none", "written", "unchanged", "failed", "checked"};

const char *result_name(enum result result)
{
    return names[result];
}

char *json_copy(const char *text)
{
    hx_report *words = hx_report_new();
    const char *string = words ? hx_report_json_string(words, text) : NULL;
    if (!string)
        out_of_memory();
    char *copy = program_printf("%s", string);
    hx_report_free(words);
    return copy;
}

void row_describe(struct row *row, const struct hx_result *result, hx_report *report)
{
    memcpy(row->language, result ? result->language : "", result ? sizeof row->language : 1);
    row->pages = result && row->status == HX_OK ? result->pages : 0;
    row->errors = hx_report_count(report, 2);
    row->warnings = hx_report_count(report, 1);
    row->notes = hx_report_count(report, 0);
    char *symbol = json_copy(result ? result->symbol : "");
    const char *tally = hx_report_tally(report);
    row->facts = program_printf(
        "\"language\":\"%s\",\"symbol\":%s,\"pages\":%zu,\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu,\"findings\":%s",
        row->language, symbol, row->pages, row->errors, row->warnings, row->notes, tally ? tally : "{}");
    free(symbol);
}

void row_write(const struct row *row, FILE *to)
{
    fprintf(to, "{\"n\":%zu,\"file\":%s,\"output\":%s,\"result\":\"%s\",\"status\":%d,\"milliseconds\":%lld,%s}", row->n,
        row->file, row->output, names[row->result], row->status, row->milliseconds, row->facts);
}

void row_free(struct row *row)
{
    free(row->file);
    free(row->output);
    free(row->facts);
}

/* --- reading ------------------------------------------------------------------------------------ */

bool skip_word(const char **at, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*at, word, n) != 0)
        return false;
    *at += n;
    return true;
}

bool skip_number(const char **at, size_t *number)
{
    char digits[20];
    size_t n = strspn(*at, "0123456789");
    long long value;
    if (n >= sizeof digits)
        return false;
    memcpy(digits, *at, n);
    digits[n] = '\0';
    if (!args_number(digits, 0, INT64_MAX / 16, &value))
        return false;
    *number = (size_t)value;
    *at += n;
    return true;
}

/* A JSON string, kept as it is when `kept` is not NULL. */
static bool skip_string(const char **at, char **kept)
{
    const char *end = *at;
    if (*end != '"')
        return false;
    for (end++; *end != '"'; end++) {
        if (*end == '\\')
            end++;
        if ((unsigned char)*end < 0x20)
            return false;
    }
    end++;
    if (kept)
        *kept = program_printf("%.*s", (int)(end - *at), *at);
    *at = end;
    return true;
}

static bool skip_result(const char **at, enum result *result)
{
    for (int i = RESULT_WRITTEN; i < RESULT_COUNT; i++)
        if (skip_word(at, names[i])) {
            *result = (enum result)i;
            return true;
        }
    return false;
}

/* {"rule":2,"other":1} */
static bool skip_tally(const char **at)
{
    size_t count;
    if (!skip_word(at, "{"))
        return false;
    if (skip_word(at, "}"))
        return true;
    do {
        if (!skip_string(at, NULL) || !skip_word(at, ":") || !skip_number(at, &count))
            return false;
    } while (skip_word(at, ","));
    return skip_word(at, "}");
}

/* Up to where the facts end. */
static bool skip_facts(const char **at, struct row *row)
{
    if (!skip_word(at, "\"language\":\""))
        return false;
    size_t n = strcspn(*at, "\"");
    if (n >= sizeof row->language)
        return false;
    memcpy(row->language, *at, n);
    row->language[n] = '\0';
    *at += n;
    return skip_word(at, "\",\"symbol\":") && skip_string(at, NULL) && skip_word(at, ",\"pages\":") &&
           skip_number(at, &row->pages) && skip_word(at, ",\"errors\":") && skip_number(at, &row->errors) &&
           skip_word(at, ",\"warnings\":") && skip_number(at, &row->warnings) && skip_word(at, ",\"notes\":") &&
           skip_number(at, &row->notes) && skip_word(at, ",\"findings\":") && skip_tally(at);
}

bool row_take_facts(struct row *row, const char *facts)
{
    const char *at = facts;
    if (!skip_facts(&at, row) || *at)
        return false;
    row->facts = program_printf("%s", facts);
    return true;
}

bool row_read(struct row *row, const char *line)
{
    const char *at = line;
    size_t status = 0, milliseconds = 0;
    *row = (struct row){0};
    bool good = skip_word(&at, "{\"n\":") && skip_number(&at, &row->n) && skip_word(&at, ",\"file\":") &&
                skip_string(&at, &row->file) && skip_word(&at, ",\"output\":") && skip_string(&at, &row->output) &&
                skip_word(&at, ",\"result\":\"") && skip_result(&at, &row->result) && skip_word(&at, "\",\"status\":") &&
                skip_number(&at, &status) && status <= HX_SYSTEM && skip_word(&at, ",\"milliseconds\":") &&
                skip_number(&at, &milliseconds) && skip_word(&at, ",");
    const char *facts = at;
    good = good && skip_facts(&at, row);
    if (good)
        row->facts = program_printf("%.*s", (int)(at - facts), facts);
    row->status = (int)status;
    row->milliseconds = (long long)milliseconds;
    skip_word(&at, "}");
    skip_word(&at, ",");
    skip_word(&at, "\n");
    good = good && *at == '\0' && at[-1] != '"';
    if (!good)
        row_free(row);
    return good;
}
