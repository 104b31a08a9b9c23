/* template list and fonts: what there is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/program.h"

enum { COLUMNS_MOST = 8 };

/* Prints lines of tab-separated fields as columns, each as wide as its widest field. */
static void print_columns(const char *text)
{
    size_t width[COLUMNS_MOST] = {0};
    size_t column = 0, n = 0;
    for (const char *c = text; *c; c++) {
        if (*c == '\t' || *c == '\n') {
            if (column < COLUMNS_MOST && n > width[column])
                width[column] = n;
            column = *c == '\n' ? 0 : column + 1;
            n = 0;
        } else {
            n++;
        }
    }
    for (const char *line = text; *line;) {
        column = 0;
        for (;; column++) {
            n = strcspn(line, "\t\n");
            bool last = line[n] != '\t';
            printf("%.*s%*s", (int)n, line, last || column >= COLUMNS_MOST ? 0 : (int)(width[column] - n + 2), "");
            line += n + (line[n] != '\0');
            if (last)
                break;
        }
        putchar('\n');
    }
}

/* Opens the engine, prints one of its lists, and gives the status of its findings. */
static enum hx_status print_list(const struct args *args,
    const char *(*list)(hx_engine *, hx_report *, bool *), bool *complete)
{
    hx_report *report = hx_report_new();
    if (!report)
        out_of_memory();
    hx_engine *engine = engine_open(args, report);
    const char *text = engine ? list(engine, report, complete) : NULL;
    if (text)
        print_columns(text);
    enum hx_status status = hx_report_status(report);
    report_print(report, false);
    hx_engine_free(engine);
    hx_report_free(report);
    return status;
}

static const char *list_templates(hx_engine *engine, hx_report *report, bool *complete)
{
    *complete = true;
    return hx_template_list(engine, report);
}

enum hx_status print_templates(const struct args *args)
{
    bool complete = true;
    return print_list(args, list_templates, &complete);
}

enum hx_status command_fonts(const struct args *args)
{
    if (args->operands.n)
        return wrong_use("fonts takes no operand; `%s` is one", args->operands.at[0]);
    bool complete = true;
    enum hx_status status = print_list(args, hx_font_list, &complete);
    return complete ? status : worse(status, HX_MISSING);
}
