/* verify: PDFs read back, one after the other, and what could be proved of each. */
#include <stdio.h>
#include <stdlib.h>

#include "program/files.h"

struct checking {
    const struct args *args;
    hx_job *job;
    hx_report *report;
    bool json;
    int64_t date; /* [s] since 1970, or negative */
    struct input source; /* bytes NULL: none is given */
};

static const char *const against[] = {"itself", "attached", "source"};

static void print_counts(const struct hx_proof *proof)
{
    printf("%zu page%s, %zu characters, %zu tags, %zu links, %zu glyphs", proof->pages, proof->pages == 1 ? "" : "s", proof->characters,
        proof->tags, proof->links, proof->glyphs);
    if (proof->attachments)
        printf(", %zu attachments", proof->attachments);
}

/* What is not proved is said as plainly as what is. */
static void print_text(const char *name, const struct hx_proof *proof)
{
    if (proof->against == HX_AGAINST_ITSELF) {
        printf("%s: unchanged since it was written, and in itself right: ", name);
        print_counts(proof);
        printf("\n    not proved without its source: that the text, links and glyphs are those of the document\n");
        return;
    }
    printf("%s: proved, %s the %s source gives: ", name, proof->identical ? "byte for byte what" : "in all that it says what",
        proof->against == HX_AGAINST_SOURCE ? "given" : "attached");
    print_counts(proof);
    putchar('\n');
}

static void print_json(struct checking *checking, const char *name, const struct hx_proof *proof, enum hx_status status)
{
    const char *quoted = hx_report_json_string(checking->report, name);
    if (!quoted)
        out_of_memory();
    printf("{\"file\":%s,\"status\":%d,\"against\":\"%s\",\"identical\":%s,\"pages\":%zu,\"characters\":%zu,\"tags\":%zu,\"links\":%zu,"
           "\"glyphs\":%zu,\"attachments\":%zu}\n",
        quoted, (int)status, against[proof->against], proof->identical ? "true" : "false", proof->pages, proof->characters, proof->tags,
        proof->links, proof->glyphs, proof->attachments);
}

static enum hx_status verify_one(struct checking *checking, const char *name)
{
    struct input input;
    struct hx_proof proof = {.against = HX_AGAINST_ITSELF};
    enum hx_status status = HX_SYSTEM;
    const struct args *args = checking->args;
    if (file_read(&input, name, checking->report)) {
        struct hx_verify_options options = {.size = sizeof options, .name = name, .bytes = input.bytes, .n = input.n,
            .source_name = args->value[OPT_SOURCE], .source = checking->source.bytes, .source_n = checking->source.n,
            .template_name = args->value[OPT_TEMPLATE], .language = args->value[OPT_LANGUAGE], .set = args->set.at, .date = checking->date};
        status = hx_verify(checking->job, &options, checking->report, &proof);
        free(input.bytes);
    }
    if (checking->json)
        print_json(checking, name, &proof, status);
    else if (status == HX_OK)
        print_text(name, &proof);
    report_print(checking->report, checking->json);
    return status;
}

static enum hx_status verify_all(struct checking *checking)
{
    const char *source = checking->args->value[OPT_SOURCE];
    enum hx_status status = HX_OK;
    if (source && !file_read(&checking->source, source, checking->report)) {
        report_print(checking->report, checking->json);
        return HX_SYSTEM;
    }
    if (source && !checking->source.bytes)
        checking->source.bytes = program_printf("%s", "");
    for (size_t i = 0; i < checking->args->operands.n && !interrupted(); i++)
        status = worse(status, verify_one(checking, checking->args->operands.at[i]));
    free(checking->source.bytes);
    return status;
}

enum hx_status command_verify(const struct args *args)
{
    struct checking checking = {.args = args};
    if (!args->operands.n)
        return wrong_use("verify needs a PDF");
    if (args->value[OPT_SOURCE] && args->operands.n > 1)
        return wrong_use("--source goes with one PDF");
    if (!json_wanted(args, &checking.json) || !epoch_date(&checking.date))
        return HX_USAGE;
    checking.report = hx_report_new();
    if (!checking.report)
        out_of_memory();
    enum hx_status status = HX_MISSING;
    hx_engine *engine = engine_open(args, checking.report);
    if (engine) {
        checking.job = hx_job_new(engine);
        if (!checking.job)
            out_of_memory();
        status = verify_all(&checking);
        hx_job_free(checking.job);
    } else {
        status = hx_report_status(checking.report);
        report_print(checking.report, checking.json);
    }
    hx_engine_free(engine);
    hx_report_free(checking.report);
    return status;
}
