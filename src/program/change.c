#include "program/change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool changed(const struct pages_seen *seen, const struct hx_result *result, size_t page)
{
    return page >= seen->n || seen->marks[page] != result->marks[page];
}

/* Numbers of changed pages, each alone (then comma is ",") or with those that follow it as "2-4". To be freed. */
static char *changed_list(const struct pages_seen *seen, const struct hx_result *result, const char *comma, bool ranges, size_t *count)
{
    char *list = program_printf("%s", "");
    *count = 0;
    for (size_t i = 0, end; i < result->pages; i = end) {
        end = i + 1;
        if (!changed(seen, result, i))
            continue;
        while (ranges && end < result->pages && changed(seen, result, end))
            end++;
        char *longer = end > i + 1 ? program_printf("%s%s%zu-%zu", list, *list ? comma : "", i + 1, end)
                                   : program_printf("%s%s%zu", list, *list ? comma : "", i + 1);
        free(list);
        list = longer;
        *count += end - i;
    }
    return list;
}

/* "; page 2 changed", to be freed; nothing the first time. */
static char *changed_text(const struct pages_seen *seen, const struct hx_result *result)
{
    size_t count;
    if (!seen->known)
        return program_printf("%s", "");
    char *list = changed_list(seen, result, ", ", true, &count), *text;
    if (count)
        text = program_printf("; page%s %s changed", count > 1 ? "s" : "", list);
    else if (result->pages < seen->n)
        text = program_printf("; %zu page%s less", seen->n - result->pages, seen->n - result->pages > 1 ? "s" : "");
    else
        text = program_printf("; no page changed");
    free(list);
    return text;
}

static void say_json(const struct pages_seen *seen, const char *name, const struct hx_result *result, int64_t nanoseconds, hx_report *report)
{
    size_t count;
    char *list = changed_list(seen, result, ",", false, &count);
    const char *quoted = hx_report_json_string(report, name);
    fprintf(stderr, "{\"file\":%s,\"pages\":%zu,\"microseconds\":%lld,\"changed\":[%s]}\n", quoted ? quoted : "\"\"",
        result->pages, (long long)(nanoseconds / 1000), list);
    free(list);
}

void say_change(struct pages_seen *seen, const char *name, const struct hx_result *result, int64_t nanoseconds, hx_report *report, bool json)
{
    if (json) {
        say_json(seen, name, result, nanoseconds, report);
    } else {
        char *figures = figures_text(result->pages, nanoseconds), *text = changed_text(seen, result);
        fprintf(stderr, "%s: %s%s\n", name, figures, text);
        free(figures);
        free(text);
    }
    seen->marks = program_grow(seen->marks, (result->pages + 1) * sizeof *seen->marks);
    if (result->pages)
        memcpy(seen->marks, result->marks, result->pages * sizeof *seen->marks);
    seen->n = result->pages;
    seen->known = true;
}

void say_failure(const struct pages_seen *seen, const char *name, const char *stays, hx_report *report, bool json)
{
    if (json) {
        const char *quoted = hx_report_json_string(report, name);
        fprintf(stderr, "{\"file\":%s,\"pages\":0}\n", quoted ? quoted : "\"\"");
    } else if (seen->known) {
        fprintf(stderr, "%s: not set; %s as it was\n", name, stays);
    } else {
        fprintf(stderr, "%s: not set\n", name);
    }
}
