#include "program/program.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum hx_status worse(enum hx_status a, enum hx_status b)
{
    return a > b ? a : b;
}

enum hx_status wrong_use(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("hexapla: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return HX_USAGE;
}

bool sources_good(const struct strings *sources)
{
    size_t standard = 0, empty = 0;
    for (size_t i = 0; i < sources->n; i++) {
        standard += strcmp(sources->at[i], "-") == 0;
        empty += !*sources->at[i];
    }
    if (!sources->n)
        wrong_use("name a source, or - for standard input");
    else if (empty)
        wrong_use("the name of a source is empty");
    else if (standard > 1)
        wrong_use("standard input can be read only once");
    return sources->n && !empty && standard <= 1;
}

_Noreturn void out_of_memory(void)
{
    fputs("error: out of memory [memory]\n", stderr);
    exit(HX_SYSTEM);
}

void *program_grow(void *old, size_t size)
{
    void *grown = realloc(old, size);
    if (!grown)
        out_of_memory();
    return grown;
}

char *program_printf(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = program_grow(NULL, n < 0 ? 1 : (size_t)n + 1);
    text[0] = '\0';
    if (n > 0)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

bool json_wanted(const struct args *args, bool *json)
{
    const char *format = args->value[OPT_FORMAT];
    *json = format && strcmp(format, "json") == 0;
    if (!format || *json || strcmp(format, "text") == 0)
        return true;
    wrong_use("`%s` is no form of findings; write text or json", format);
    return false;
}

void report_print(hx_report *report, bool json)
{
    fputs(hx_report_text(report, 0, json), stderr);
    hx_report_clear(report);
}

int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

char *figures_text(size_t pages, int64_t nanoseconds)
{
    int64_t tenths = (nanoseconds + 50000) / 100000;
    return program_printf("%zu %s, %lld.%lld ms", pages, pages == 1 ? "page" : "pages", (long long)(tenths / 10),
        (long long)(tenths % 10));
}

void say_done(const char *name, size_t pages, int64_t nanoseconds)
{
    char *figures = figures_text(pages, nanoseconds);
    fprintf(stderr, "%s: %s\n", name, figures);
    free(figures);
}
