#include "program/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/program.h"

static const struct row {
    char letter; /* '\0' for none */
    const char *name;
    const char *argument; /* NULL for a flag; "[=…]" for one that may be left out */
    const char *help;
} rows[OPT_COUNT] = {
    [OPT_OUTPUT] = {'o', "output", "PATH", "write there; - is standard output"},
    [OPT_TEMPLATE] = {'t', "template", "NAME", "set with this template, not the document's own"},
    [OPT_LANGUAGE] = {'l', "language", "LANG", "take the text to be in ar, zh, en, fr, ru or es"},
    [OPT_SET] = {'\0', "set", "FIELD=VALUE", "set a field over the front block; may be repeated"},
    [OPT_STANDARD] = {'\0', "standard", "NAME", "ua1-a2a, or ua2-a4f with the source attached"},
    [OPT_LINEARIZE] = {'\0', "linearize", NULL, "lay PDFs out to show page 1 before all has come"},
    [OPT_DUMP] = {'\0', "dump", "STAGE", "write fields, tree, content, lines, pages or text"},
    [OPT_PNG] = {'\0', "png", "[=DPI]", "write pages as PNG, at 150 dots per inch or DPI"},
    [OPT_PARALLEL] = {'\0', "parallel", "LANGS", "set versions side by side, in columns like en,fr"},
    [OPT_WATCH] = {'\0', "watch", NULL, "set again what is saved, until interrupted"},
    [OPT_PORT] = {'\0', "port", "N", "serve the page there; or else at any free port"},
    [OPT_TO] = {'\0', "to", "KIND", "text or xml; by the name of -o when left out"},
    [OPT_SOURCE] = {'\0', "source", "SOURCE", "compare with what this source gives"},
    [OPT_JOBS] = {'j', "jobs", "N", "documents at once; one a processor when left out"},
    [OPT_PROGRESS] = {'\0', "progress", "KIND", "auto (a line on a terminal), json or none"},
    [OPT_FORMAT] = {'\0', "format", "FORM", "findings as text or json"},
    [OPT_FROM] = {'\0', "from", "NAME", "template that a new one extends; or else un-ga"},
    [OPT_TEMPLATE_DIR] = {'\0', "template-dir", "DIR", "look for templates there, too; may be repeated"},
    [OPT_FONT_DIR] = {'\0', "font-dir", "DIR", "look for fonts there only; may be repeated"},
    [OPT_RULES] = {'\0', "rules", "FILE", "switch rules: lines like L30 off, L23 warning"},
    [OPT_FIX] = {'\0', "fix", NULL, "mend what is safe to mend, and show what changes"},
    [OPT_DIFF] = {'\0', "diff", NULL, "show what --fix would change, and write nothing"},
    [OPT_SIZES] = {'\0', "sizes", NULL, "say what the bytes of each PDF are for"},
    [OPT_SHARD] = {'\0', "shard", "K/N", "do part K of N; versions of a document stay together"},
    [OPT_FORCE] = {'\0', "force", NULL, "do all anew, not only what has changed"},
    [OPT_CHECK] = {'\0', "check", NULL, "check documents, and versions against one another"},
    [OPT_LIMIT_TIME] = {'\0', "limit-time", "SECONDS", "give a document up that takes longer"},
    [OPT_LIMIT_MEMORY] = {'\0', "limit-memory", "MIB", "give a document up that takes more"},
    [OPT_MERGE_REPORTS] = {'\0', "merge-reports", NULL, "put reports of parts together, into -o"},
    [OPT_VERBOSE] = {'v', "verbose", NULL, "say pages and time of each document"},
    [OPT_HELP] = {'h', "help", NULL, "this help"},
};

void strings_add(struct strings *strings, const char *string)
{
    strings->at = program_grow(strings->at, (strings->n + 2) * sizeof *strings->at);
    strings->at[strings->n++] = string;
    strings->at[strings->n] = NULL;
}

void args_free(struct args *args)
{
    free(args->set.at);
    free(args->template_dirs.at);
    free(args->font_dirs.at);
    free(args->operands.at);
}

bool args_number(const char *text, long long least, long long most, long long *number)
{
    *number = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || *number > (most - (*c - '0')) / 10)
            return false;
        *number = *number * 10 + (*c - '0');
    }
    return *text && *number >= least && *number <= most;
}

static bool wants_value(int option)
{
    return rows[option].argument && rows[option].argument[0] != '[';
}

static void put(struct args *args, int option, const char *value)
{
    args->value[option] = value;
    if (option == OPT_SET)
        strings_add(&args->set, value);
    if (option == OPT_TEMPLATE_DIR)
        strings_add(&args->template_dirs, value);
    if (option == OPT_FONT_DIR)
        strings_add(&args->font_dirs, value);
}

static int find_long(const char *name, size_t n)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (strlen(rows[i].name) == n && strncmp(rows[i].name, name, n) == 0)
            return i;
    return OPT_COUNT;
}

static int find_letter(char letter)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (rows[i].letter && rows[i].letter == letter)
            return i;
    return OPT_COUNT;
}

static bool wrong(const char *command, const char *what, const char *option, size_t n)
{
    fprintf(stderr, "hexapla %s: %s `%.*s`; `hexapla %s --help` shows them\n", command, what, (int)n, option, command);
    return false;
}

/* --name, --name=value, --name value. */
static bool read_long(struct args *args, const char *command, unsigned takes, char **argv, int *at)
{
    const char *word = argv[*at], *name = word + 2;
    size_t n = strcspn(name, "=");
    int option = find_long(name, n);
    if (option == OPT_COUNT || !(takes & TAKES(option)))
        return wrong(command, "unknown option", word, n + 2);
    const char *value = name[n] ? name + n + 1 : NULL;
    if (!rows[option].argument && value)
        return wrong(command, "no value belongs to option", word, n + 2);
    if (wants_value(option) && !value && !(value = argv[++*at]))
        return wrong(command, "a value is missing after option", word, n + 2);
    put(args, option, value ? value : "");
    return true;
}

/* -v, -ovalue, -o value; several flags may share one hyphen. */
static bool read_letters(struct args *args, const char *command, unsigned takes, char **argv, int *at)
{
    for (const char *letter = argv[*at] + 1; *letter; letter++) {
        int option = find_letter(*letter);
        char shown[3] = {'-', *letter, '\0'};
        if (option == OPT_COUNT || !(takes & TAKES(option)))
            return wrong(command, "unknown option", shown, 2);
        if (!rows[option].argument) {
            put(args, option, "");
            continue;
        }
        const char *value = letter[1] ? letter + 1 : argv[++*at];
        if (!value)
            return wrong(command, "a value is missing after option", shown, 2);
        put(args, option, value);
        return true;
    }
    return true;
}

bool args_read(struct args *args, const char *command, unsigned takes, int argc, char **argv)
{
    bool options = true;
    for (int at = 0; at < argc; at++) {
        const char *word = argv[at];
        if (!options || word[0] != '-' || !word[1])
            strings_add(&args->operands, word);
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (!(word[1] == '-' ? read_long : read_letters)(args, command, takes, argv, &at))
            return false;
    }
    return true;
}

void args_help(unsigned takes, bool standard)
{
    for (int i = 0; i < OPT_COUNT; i++) {
        if (!(takes & TAKES(i)))
            continue;
        char letter[5] = "    ", name[32];
        if (rows[i].letter)
            snprintf(letter, sizeof letter, "-%c, ", rows[i].letter);
        snprintf(name, sizeof name, "--%s%s%s", rows[i].name, wants_value(i) ? " " : "",
            rows[i].argument ? rows[i].argument : "");
        printf("  %s%-21s %s\n", letter, name, i == OPT_OUTPUT && !standard ? "write there" : rows[i].help);
    }
}
