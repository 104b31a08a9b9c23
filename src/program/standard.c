/* What the PDF is to claim, and what its bytes are for. */
#include <stdio.h>
#include <string.h>

#include "program/program.h"

bool standard_wanted(const struct args *args, enum hx_standard *standard)
{
    const char *name = args->value[OPT_STANDARD];
    *standard = name && strcmp(name, "ua2-a4f") == 0 ? HX_UA2_A4F : HX_UA1_A2A;
    if (!name || *standard == HX_UA2_A4F || strcmp(name, "ua1-a2a") == 0)
        return true;
    wrong_use("`%s` is no standard; write ua1-a2a or ua2-a4f", name);
    return false;
}

static const char *json_string(hx_report *words, const char *text)
{
    const char *string = words ? hx_report_json_string(words, text) : NULL;
    if (!string)
        out_of_memory();
    return string;
}

static void say_json(const char *name, const struct hx_result *result)
{
    hx_report *words = hx_report_new();
    fprintf(stderr, "{\"file\":%s,\"bytes\":%zu,\"parts\":[", json_string(words, name), result->bytes);
    for (size_t i = 0; i < result->part_n; i++) {
        const struct hx_part *part = &result->parts[i];
        fprintf(stderr, "%s{\"part\":%s,\"name\":%s,\"bytes\":%zu}", i ? "," : "", json_string(words, part->kind),
            json_string(words, part->name), part->bytes);
    }
    fputs("]}\n", stderr);
    hx_report_free(words);
}

void say_sizes(const char *name, const struct hx_result *result, bool json)
{
    if (json) {
        say_json(name, result);
        return;
    }
    fprintf(stderr, "%s: %zu bytes\n", name, result->bytes);
    for (size_t i = 0; i < result->part_n; i++) {
        const struct hx_part *part = &result->parts[i];
        fprintf(stderr, "%10zu  %s%s%s\n", part->bytes, part->kind, *part->name ? " " : "", part->name);
    }
}
