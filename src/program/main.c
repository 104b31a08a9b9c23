#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "program/program.h"

static const struct command {
    const char *name, *synopsis, *summary;
    unsigned takes; /* TAKES(…) of its options */
    enum hx_status (*run)(const struct args *args);
    const char *about;
} commands[] = {
    {"render", "SOURCE... [-o FILE|DIR|-]", "set documents as PDF",
        TAKES(OPT_OUTPUT) | TAKES(OPT_TEMPLATE) | TAKES(OPT_LANGUAGE) | TAKES(OPT_SET) | TAKES(OPT_STANDARD) | TAKES(OPT_LINEARIZE) | TAKES(OPT_SIZES) | TAKES(OPT_DUMP) | TAKES(OPT_PNG) | TAKES(OPT_PARALLEL) |
            TAKES(OPT_WATCH) | TAKES(OPT_FORMAT) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR) | TAKES(OPT_VERBOSE),
        command_render,
        "Sets each SOURCE (- is standard input) as PDF: hexapla source with a front\n"
        "block, or published text as it stands. Without -o the PDF stands beside its\n"
        "source; --png writes its pages as NAME-1.png and so on. A document with errors\n"
        "is not written; the others are. With --parallel the SOURCEs are versions of one\n"
        "document, set side by side; of NAME.en.txt alone the others are found beside it."},
    {"preview", "SOURCE [--port N]", "show a document in the browser as it is written",
        TAKES(OPT_PORT) | TAKES(OPT_TEMPLATE) | TAKES(OPT_LANGUAGE) | TAKES(OPT_SET) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR), command_preview,
        "Prints the address of a page on this machine that shows SOURCE set, beside its\n"
        "text and what is wrong in it. It follows each save of the source and of its\n"
        "template; a click on a line leads to its source. Other machines cannot see it.\n"
        "It ends when it is interrupted."},
    {"check", "SOURCE... [--rules FILE] [--fix] [--diff]", "report what is wrong in sources, or mend it",
        TAKES(OPT_RULES) | TAKES(OPT_FIX) | TAKES(OPT_DIFF) | TAKES(OPT_LANGUAGE) | TAKES(OPT_SET) | TAKES(OPT_FORMAT) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR), command_check,
        "Reads each SOURCE (- is standard input) and reports what is wrong in it and what\n"
        "breaks the drafting rules of house style; where several are versions of one\n"
        "document, also where one says something else. With --fix what is safe to mend is\n"
        "mended in the file: spaces, punctuation, quotation marks, numbers and letters."},
    {"batch", "DIR|LIST|SOURCE... -o DIR [-j N]", "set many documents at once",
        TAKES(OPT_OUTPUT) | TAKES(OPT_STANDARD) | TAKES(OPT_LINEARIZE) | TAKES(OPT_JOBS) | TAKES(OPT_PROGRESS) | TAKES(OPT_FORMAT) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR) |
            TAKES(OPT_SHARD) | TAKES(OPT_FORCE) | TAKES(OPT_CHECK) | TAKES(OPT_RULES) | TAKES(OPT_LIMIT_TIME) | TAKES(OPT_LIMIT_MEMORY) | TAKES(OPT_MERGE_REPORTS) | TAKES(OPT_VERBOSE),
        command_batch,
        "Sets the documents of each DIR and LIST (YAML, or a name on each line) and each\n"
        "SOURCE into the folder of -o, with a report.json. What has not changed since the\n"
        "last time is left as it is. A failing document does not stop the others."},
    {"convert", "SOURCE [-o FILE]", "turn a document into hexapla source or AKN4UN XML",
        TAKES(OPT_OUTPUT) | TAKES(OPT_TO) | TAKES(OPT_LANGUAGE) | TAKES(OPT_SET) | TAKES(OPT_FORMAT) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR), command_convert,
        "Writes SOURCE (- is standard input), of any kind, as hexapla source: header\n"
        "lines become fields, notes get names. With --to xml, or -o FILE.xml, as AKN4UN\n"
        "XML. Without -o to standard output."},
    {"verify", "PDF... [--source SOURCE]", "prove that a PDF is what hexapla wrote",
        TAKES(OPT_SOURCE) | TAKES(OPT_TEMPLATE) | TAKES(OPT_LANGUAGE) | TAKES(OPT_SET) | TAKES(OPT_FORMAT) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR),
        command_verify,
        "Reads each PDF back: no byte was changed, all text is tagged and has its glyphs,\n"
        "links lead somewhere. With its source, attached or given, it must be byte for\n"
        "byte what the source gives; where it is not, the place is named."},
    {"template", "list|check|show|preview|new [NAME]", "list, check, show and begin templates",
        TAKES(OPT_OUTPUT) | TAKES(OPT_LANGUAGE) | TAKES(OPT_PNG) | TAKES(OPT_FROM) | TAKES(OPT_TEMPLATE_DIR) | TAKES(OPT_FONT_DIR), command_template,
        "list shows the templates with their titles. check reads one in all six languages\n"
        "and names what is wrong. show writes all that it says in a language (en), with\n"
        "the file and line of each value. preview writes NAME.png, its first page in six\n"
        "languages. new begins a folder of that name, here or in -o, that extends\n"
        "another template. A NAME with a slash is a template's folder."},
    {"fonts", "", "list the fonts, where they are and what is missing", TAKES(OPT_FONT_DIR), command_fonts,
        "Lists which face serves which role and where it was found. A missing one is\n"
        "named with its package, and the exit status is 3."},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *to)
{
    fputs("usage: hexapla COMMAND [options]\n\nUnited Nations resolutions as PDF, in six languages.\n\n", to);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\n  hexapla COMMAND --help  about one command\n  hexapla --version       the version\n\n"
          "Exit status: 0 done, 1 a document has errors, 2 wrong use, 3 a font or template\n"
          "is missing, 4 a file cannot be read or written. The manual: man hexapla.\n", to);
}

static void print_command_help(const struct command *command)
{
    printf("usage: hexapla %s%s%s [options]\n\n%s\n\n", command->name, *command->synopsis ? " " : "", command->synopsis,
        command->about);
    args_help(command->takes | TAKES(OPT_HELP), command->run != command_batch);
}

static enum hx_status run_command(const struct command *command, int argc, char **argv)
{
    struct args args = {0};
    enum hx_status status = HX_USAGE;
    if (args_read(&args, command->name, command->takes | TAKES(OPT_HELP), argc, argv)) {
        status = HX_OK;
        if (args.value[OPT_HELP])
            print_command_help(command);
        else
            status = command->run(&args);
    }
    args_free(&args);
    return status;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    wrong_use("no command `%s`; `hexapla --help` shows them", name);
    return NULL;
}

/* Of the program, or of the command that is named. */
static enum hx_status help(const char *name)
{
    const struct command *command = name ? find_command(name) : NULL;
    if (command)
        print_command_help(command);
    else if (!name)
        print_help(stdout);
    return name && !command ? HX_USAGE : HX_OK;
}

static enum hx_status run(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        print_help(stderr);
        return HX_USAGE;
    }
    bool version = strcmp(name, "--version") == 0, word = strcmp(name, "help") == 0;
    if (version || word || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        if (argc > (word ? 3 : 2))
            return wrong_use("nothing belongs behind `%s`", argv[word ? 2 : 1]);
        if (!version)
            return help(argv[2]);
        printf("hexapla %s\n", hx_version());
        return HX_OK;
    }
    const struct command *command = find_command(name);
    return command ? run_command(command, argc - 2, argv + 2) : HX_USAGE;
}

static volatile sig_atomic_t interrupt; /* the signal; handlers can reach nothing else */

static void note_interrupt(int number)
{
    interrupt = number;
}

bool interrupted(void)
{
    return interrupt != 0;
}

static const int polite[] = {SIGINT, SIGTERM, SIGHUP};

/* Being asked twice is no impatience then: what is left to do is short. */
void interrupt_expected(void)
{
    for (size_t i = 0; i < sizeof polite / sizeof *polite; i++)
        signal(polite[i], SIG_IGN);
    interrupt = 0;
}

/* A first signal lets the files in hand be finished, a second one ends the program. A reader that goes
 * away is a write error like any other. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof polite / sizeof *polite; i++)
        sigaction(polite[i], &action, NULL);
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    sigaction(SIGPIPE, &action, NULL);
}

/* Closed standard streams are held open, so that no file of ours takes their numbers. Standard output
 * becomes one that cannot be written, so that writing to it still fails. */
static void hold_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0)
            exit(HX_SYSTEM);
}

int main(int argc, char **argv)
{
    hold_streams();
    catch_signals();
    enum hx_status status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "standard output: error: cannot write: %s [file-write]\n", strerror(errno));
        status = worse(status, HX_SYSTEM);
    }
    if (interrupt)
        raise((int)interrupt);
    return (int)status;
}
