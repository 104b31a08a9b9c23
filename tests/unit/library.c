/* The public library as a program uses it, and, from inside, what it does when memory runs out at any
 * allocation: nothing is lost, nothing is written, and the next document is set as if nothing had been. */
#include "test.h"

#include <stdio.h>

#include "library/handles.h"

struct text {
    char *at;
    size_t n;
    int calls;
};

static bool take(void *context, const void *bytes, size_t n)
{
    struct text *text = context;
    free(text->at);
    text->at = malloc(n + 1);
    memcpy(text->at, bytes, n);
    text->at[n] = '\0';
    text->n = n;
    text->calls++;
    return true;
}

static bool refuse(void *context, const void *bytes, size_t n)
{
    (void)context, (void)bytes, (void)n;
    return false;
}

static const char good[] = "---\n"
                           "symbol: A/RES/71/28\nlanguage: en\nissued: 2016-12-09\nsession: 71\nagenda: 93\n"
                           "adopted: 2016-12-05\nmeeting: 51\ncommittee: 1\nreport: A/71/445\ntitle: Lamps\n"
                           "---\n\nThe General Assembly,\n\nRecalling its resolution 53/70,[^a]\n\n[^a]: See A/71/1.\n\n"
                           "1. Calls upon all ports to keep their lamps lit;\n\n2. Decides to count them again.\n";
static const char bad[] = "---\nsymbol: A/RES/71/28\nlanguage: en\nsesion: 71\n---\n\nThe General Assembly,\n";

struct fixture {
    hx_engine *engine;
    hx_job *job;
    hx_report *report;
};

static char *below(const char *root, const char *name)
{
    size_t room = strlen(root) + strlen(name) + 2;
    char *path = malloc(room);
    strcpy(path, root);
    strcat(path, "/");
    strcat(path, name);
    return path;
}

static hx_engine *engine_for(const char *roots, hx_report *report)
{
    const char *data = getenv("HEXAPLA_SOURCE");
    char *manifest = below(data ? data : ".", "fonts/fonts.yaml"), *templates = below(data ? data : ".", "templates");
    struct hx_engine_options options = {.size = sizeof options, .manifest = manifest,
        .font_roots = (const char *[]){roots, NULL}, .template_roots = (const char *[]){templates, NULL}};
    hx_engine *engine = hx_engine_new(&options, report);
    free(manifest);
    free(templates);
    return engine;
}

static int set_up(void **state)
{
    const char *roots = getenv("HEXAPLA_FONT_ROOTS");
    struct fixture *fixture = calloc(1, sizeof *fixture);
    *state = fixture;
    fixture->report = hx_report_new();
    fixture->engine = engine_for(roots ? roots : "/usr/share/fonts", fixture->report);
    fixture->job = fixture->engine ? hx_job_new(fixture->engine) : NULL;
    return fixture->job ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hx_job_free(fixture->job);
    hx_engine_free(fixture->engine);
    hx_report_free(fixture->report);
    free(fixture);
    return 0;
}

static struct hx_render_options options_for(const char *source, enum hx_stage stage)
{
    return (struct hx_render_options){
        .size = sizeof(struct hx_render_options), .name = "doc.txt", .bytes = source, .n = strlen(source), .stage = stage, .date = -1};
}

static void a_document_becomes_a_pdf(void **state)
{
    struct fixture *fixture = *state;
    struct text pdf = {0};
    struct hx_result result;
    struct hx_render_options options = options_for(good, HX_PDF);
    assert_int_equal(hx_render(fixture->job, &options, take, &pdf, fixture->report, &result), HX_OK);
    assert_int_equal(hx_report_count(fixture->report, 2), 0);
    assert_memory_equal(pdf.at, "%PDF-", 5);
    assert_int_equal(result.pages, 1);
    assert_int_equal(result.bytes, pdf.n);
    assert_string_equal(result.language, "en");
    assert_string_equal(result.symbol, "A/RES/71/28");
    assert_int_equal(pdf.calls, 1);
    free(pdf.at);
}

/* The bytes need no NUL: what stands after them is not read. */
static void a_source_ends_where_it_is_said_to(void **state)
{
    struct fixture *fixture = *state;
    struct text tree = {0}, again = {0};
    struct hx_render_options options = options_for(good, HX_TREE);
    char *longer = malloc(sizeof good + 8);
    memcpy(longer, good, sizeof good - 1);
    memcpy(longer + sizeof good - 1, "\xFFnot part", 9);
    assert_int_equal(hx_render(fixture->job, &options, take, &tree, fixture->report, NULL), HX_OK);
    options.bytes = longer;
    assert_int_equal(hx_render(fixture->job, &options, take, &again, fixture->report, NULL), HX_OK);
    assert_string_equal(tree.at, again.at);
    free(longer);
    free(tree.at);
    free(again.at);
}

static void every_stage_has_its_text(void **state)
{
    struct fixture *fixture = *state;
    for (int stage = HX_PDF; stage <= HX_XML; stage++) {
        struct text text = {0};
        struct hx_render_options options = options_for(good, (enum hx_stage)stage);
        assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_OK);
        assert_true(text.n > 100);
        free(text.at);
    }
}

/* The place in the map after a text of a box, or NULL. */
static const char *after(const char *map, const char *part)
{
    const char *found = strstr(map, part);
    return found ? found + strlen(part) : NULL;
}

static void a_map_says_where_lines_come_from(void **state)
{
    struct fixture *fixture = *state;
    struct text text = {0};
    struct hx_render_options options = options_for(good, HX_MAP);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_OK);
    assert_non_null(after(text.at, "{\"language\":\"en\",\"direction\":\"ltr\",\"pages\":[\n{\"width\":612,\"height\":792,\"mark\":\""));
    assert_non_null(after(text.at, "\"line\":14,\"column\":1,\"end\":22,\"text\":\"The General Assembly,\"}"));
    assert_non_null(after(text.at, "\"line\":16,\"column\":1,\"end\":36,\"text\":\"Recalling its resolution 53/70,1\"}"));
    assert_non_null(after(text.at, "\"line\":18,\"column\":7,\"end\":18,\"text\":\"1 See A/71/1.\"}"));
    assert_non_null(after(text.at, "\"line\":2,\"column\":9,\"end\":20,\"text\":\"A/RES/71/28\"}"));
    assert_non_null(after(text.at, "\"height\":10.5,\"text\":\"Distr.: General\"}"));
    free(text.at);
}

static uint64_t mark_of(struct fixture *fixture, const char *source)
{
    struct text text = {0};
    struct hx_result result;
    struct hx_render_options options = options_for(source, HX_LINES);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, &result), HX_OK);
    assert_null(result.marks);
    options.marks = true;
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, &result), HX_OK);
    free(text.at);
    return result.marks[0];
}

/* A source with one of its words exchanged. */
static char *exchanged(const char *from, const char *to)
{
    const char *at = strstr(good, from);
    char *text = malloc(sizeof good + strlen(to));
    sprintf(text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    return text;
}

static void pages_have_one_mark_only_when_they_look_alike(void **state)
{
    struct fixture *fixture = *state;
    uint64_t mark = mark_of(fixture, good);
    char *letter = exchanged("count them", "count then"), *address = exchanged("53/70", "53/71"), *space = exchanged("them", "  them");
    assert_true(mark_of(fixture, good) == mark);
    assert_true(mark_of(fixture, space) == mark);
    assert_true(mark_of(fixture, letter) != mark);
    assert_true(mark_of(fixture, address) != mark);
    free(letter);
    free(address);
    free(space);
}

static void one_page_can_be_drawn(void **state)
{
    struct fixture *fixture = *state;
    struct text all = {0}, one = {0}, none = {0};
    struct hx_render_options options = options_for(good, HX_PNG);
    options.dpi = 30;
    assert_int_equal(hx_render(fixture->job, &options, take, &all, fixture->report, NULL), HX_OK);
    options.page = 1;
    assert_int_equal(hx_render(fixture->job, &options, take, &one, fixture->report, NULL), HX_OK);
    assert_int_equal(one.n, all.n);
    assert_memory_equal(one.at, all.at, all.n);
    options.page = 2;
    assert_int_equal(hx_render(fixture->job, &options, take, &none, fixture->report, NULL), HX_OK);
    assert_int_equal(none.calls, 0);
    free(all.at);
    free(one.at);
}

static void a_document_with_errors_is_not_written(void **state)
{
    struct fixture *fixture = *state;
    struct text text = {0};
    struct hx_result result;
    struct hx_render_options options = options_for(bad, HX_PDF);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, &result), HX_DOCUMENT);
    assert_int_equal(text.calls, 0);
    assert_string_equal(result.symbol, "A/RES/71/28");
    assert_int_equal(hx_report_status(fixture->report), HX_DOCUMENT);
}

/* The source and the job may be gone when the findings are read. */
static void findings_outlive_the_source(void **state)
{
    struct fixture *fixture = *state;
    struct text text = {0};
    char *source = malloc(sizeof bad);
    memcpy(source, bad, sizeof bad);
    struct hx_render_options options = options_for(source, HX_PDF);
    hx_render(fixture->job, &options, take, &text, fixture->report, NULL);
    memset(source, 'x', sizeof bad - 1);
    free(source);
    options = options_for(good, HX_TREE);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_OK);
    hx_job_free(fixture->job);
    fixture->job = NULL;
    const char *said = hx_report_text(fixture->report, 0, false);
    assert_memory_equal(said, "doc.txt:4:1: error: unknown field `sesion` [field-unknown]\n    sesion: 71\n    ^~~~~~\n", 82);
    assert_memory_equal(hx_report_text(fixture->report, 0, true), "{\"file\":\"doc.txt\",\"line\":4,\"column\":1,", 38);
    hx_report_clear(fixture->report);
    assert_string_equal(hx_report_text(fixture->report, 0, false), "");
    assert_int_equal(hx_report_status(fixture->report), HX_OK);
    free(text.at);
}

static void a_refusing_writer_is_a_system_error(void **state)
{
    struct fixture *fixture = *state;
    struct hx_render_options options = options_for(good, HX_PDF);
    assert_int_equal(hx_render(fixture->job, &options, refuse, NULL, fixture->report, NULL), HX_SYSTEM);
    assert_int_equal(hx_report_count(fixture->report, 2), 0);
}

static void wrong_options_are_wrong_use(void **state)
{
    struct fixture *fixture = *state;
    struct text text = {0};
    struct hx_render_options options = options_for(good, HX_PDF);
    options.language = "tlh";
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_USAGE);
    options = options_for(good, HX_PDF);
    options.size = 4;
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_USAGE);
    options = options_for(good, (enum hx_stage)(HX_MAP + 1));
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_USAGE);
    options = options_for(good, HX_PDF);
    options.standard = (enum hx_standard)(HX_UA2_A4F + 1);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_USAGE);
    options = options_for(good, HX_PDF);
    options.bytes = NULL;
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_USAGE);
    options = options_for(good, HX_PDF);
    options.template_name = "../un-ga";
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_MISSING);
    assert_int_equal(text.calls, 0);
    hx_report_clear(fixture->report);
    struct hx_engine_options nothing = {.size = sizeof nothing};
    assert_null(hx_engine_new(&nothing, fixture->report));
    assert_int_equal(hx_report_status(fixture->report), HX_USAGE);
    nothing.manifest = "/nonexistent/fonts.yaml";
    hx_report_clear(fixture->report);
    assert_null(hx_engine_new(&nothing, fixture->report));
    assert_int_equal(hx_report_status(fixture->report), HX_MISSING);
}

static void a_missing_font_names_its_package(void **state)
{
    struct fixture *fixture = *state;
    struct text text = {0};
    bool complete = true;
    hx_engine *engine = engine_for("/nonexistent", fixture->report);
    hx_job *job = hx_job_new(engine);
    struct hx_render_options options = options_for(good, HX_PDF);
    for (int round = 0; round < 2; round++) { /* each document says so anew */
        hx_report_clear(fixture->report);
        assert_int_equal(hx_render(job, &options, take, &text, fixture->report, NULL), HX_MISSING);
        assert_non_null(strstr(hx_report_text(fixture->report, 0, false), "fonts-croscore"));
    }
    assert_non_null(strstr(hx_font_list(engine, fixture->report, &complete), "\tmissing\tfonts-croscore\n"));
    assert_false(complete);
    assert_int_equal(text.calls, 0);
    hx_job_free(job);
    hx_engine_free(engine);
}

static void lists_have_a_line_each(void **state)
{
    struct fixture *fixture = *state;
    assert_non_null(strstr(hx_template_list(fixture->engine, fixture->report), "\nun-ga\t"));
    assert_string_equal(hx_report_json_string(fixture->report, "a\"\n"), "\"a\\\"\\u000A\"");
    hx_report_file(fixture->report, "file-write", "x.pdf", "no room");
    assert_string_equal(hx_report_text(fixture->report, 0, false), "x.pdf: error: cannot write: no room [file-write]\n");
    assert_int_equal(hx_report_status(fixture->report), HX_SYSTEM);
}

static void dates_are_seconds(void **state)
{
    (void)state;
    assert_int_equal(date_seconds((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_seconds((struct date){2000, 2, 29}), 951782400);
    assert_int_equal(date_seconds((struct date){2000, 3, 1}), 951868800);
    assert_int_equal(date_seconds((struct date){2016, 12, 9}), 1481241600);
    assert_int_equal(date_seconds((struct date){2100, 3, 1}), 4107542400);
}

/* --- memory ------------------------------------------------------------------------------------- */

static enum hx_status render(struct fixture *fixture, const char *source, enum hx_stage stage, struct text *text)
{
    struct hx_render_options options = options_for(source, stage);
    return hx_render(fixture->job, &options, take, text, fixture->report, NULL);
}

static void sweep(struct fixture *fixture, struct arena *arena, const char *source, enum hx_status wanted, const char *pdf, size_t pdf_n)
{
    size_t n = 1, step = 1, failures = 0;
    for (;; n += step, step = n / 24 + 1) {
        struct text text = {0};
        arena_fail_at(arena, n);
        enum hx_status status = render(fixture, source, HX_PDF, &text);
        arena_fail_at(arena, 0);
        bool done = status == wanted && !fixture->report->memory;
        if (!done) {
            failures++;
            assert_int_equal(status, HX_SYSTEM);
            assert_int_equal(hx_report_status(fixture->report), HX_SYSTEM);
            assert_string_equal(hx_report_text(fixture->report, 0, false), "error: out of memory [memory]\n");
            assert_int_equal(text.calls, 0);
        }
        hx_report_clear(fixture->report);
        free(text.at);
        if (done)
            break;
    }
    assert_true(failures > 0);
    struct text text = {0};
    assert_int_equal(render(fixture, good, HX_PDF, &text), HX_OK);
    assert_int_equal(text.n, pdf_n);
    assert_memory_equal(text.at, pdf, pdf_n);
    free(text.at);
}

static void a_document_survives_every_failing_allocation(void **state)
{
    struct fixture *fixture = *state;
    struct text pdf = {0};
    assert_int_equal(render(fixture, good, HX_PDF, &pdf), HX_OK);
    sweep(fixture, fixture->job->arena, good, HX_OK, pdf.at, pdf.n);
    sweep(fixture, fixture->job->arena, bad, HX_DOCUMENT, pdf.at, pdf.n);
    sweep(fixture, fixture->report->arena, bad, HX_DOCUMENT, pdf.at, pdf.n);
    free(pdf.at);
}

/* --- threads ------------------------------------------------------------------------------------ */

struct worker {
    hx_engine *engine;
    struct text pdf;
    enum hx_status status;
};

static void *render_in_thread(void *context)
{
    struct worker *worker = context;
    hx_job *job = hx_job_new(worker->engine);
    hx_report *report = hx_report_new();
    struct hx_render_options options = options_for(good, HX_PDF);
    for (int round = 0; round < 5 && worker->status == HX_OK; round++)
        worker->status = hx_render(job, &options, take, &worker->pdf, report, NULL);
    hx_report_free(report);
    hx_job_free(job);
    return NULL;
}

static void threads_share_an_engine_from_the_first_document(void **state)
{
    enum { N = 4 };
    struct fixture *fixture = *state;
    struct worker workers[N] = {0};
    pthread_t threads[N];
    for (int i = 0; i < N; i++) {
        workers[i].engine = fixture->engine;
        assert_int_equal(pthread_create(&threads[i], NULL, render_in_thread, &workers[i]), 0);
    }
    for (int i = 0; i < N; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < N; i++) {
        assert_int_equal(workers[i].status, HX_OK);
        assert_int_equal(workers[i].pdf.n, workers[0].pdf.n);
        assert_memory_equal(workers[i].pdf.at, workers[0].pdf.at, workers[0].pdf.n);
    }
    for (int i = 0; i < N; i++)
        free(workers[i].pdf.at);
}

/* The least memory that a document is content with, to the page. */
static size_t least_memory(hx_job *job, hx_report *report)
{
    size_t least = 0;
    for (size_t step = (size_t)1 << 26; step >= 4096; step /= 2) {
        struct text text = {0};
        struct hx_render_options options = options_for(good, HX_PDF);
        hx_job_limit(job, &(struct hx_limits){.size = sizeof(struct hx_limits), .memory = least + step});
        hx_report_clear(report);
        enum hx_status status = hx_render(job, &options, take, &text, report, NULL);
        assert_int_equal(status == HX_OK, text.calls == 1);
        assert_int_equal(hx_report_count(report, 2), status != HX_OK);
        if (status != HX_OK)
            least += step;
        free(text.at);
    }
    return least;
}

static void a_limit_of_memory_is_the_same_for_every_job(void **state)
{
    struct fixture *fixture = *state;
    size_t least = least_memory(fixture->job, fixture->report);
    hx_job *other = hx_job_new(fixture->engine);
    assert_in_range(least, 16384, 1 << 26);
    assert_int_equal(least_memory(other, fixture->report), least);
    assert_int_equal(least_memory(fixture->job, fixture->report), least);
    hx_job_free(other);
    struct text text = {0};
    struct hx_render_options options = options_for(good, HX_PDF);
    hx_job_limit(fixture->job, &(struct hx_limits){.size = sizeof(struct hx_limits), .memory = 8192});
    hx_report_clear(fixture->report);
    assert_int_equal(hx_render(fixture->job, &options, take, &text, fixture->report, NULL), HX_DOCUMENT);
    assert_non_null(strstr(hx_report_text(fixture->report, 0, false), "[limit-memory]"));
}

struct patience {
    int left;
};

static bool ends(void *context)
{
    struct patience *patience = context;
    return --patience->left < 0;
}

static void a_document_can_be_given_up_at_every_question(void **state)
{
    struct fixture *fixture = *state;
    struct hx_render_options options = options_for(good, HX_PDF);
    struct text wanted = {0};
    assert_int_equal(hx_render(fixture->job, &options, take, &wanted, fixture->report, NULL), HX_OK);
    int questions = 0;
    for (;; questions++) {
        struct text text = {0};
        struct patience patience = {questions};
        hx_job_limit(fixture->job, &(struct hx_limits){.size = sizeof(struct hx_limits), .stop = ends, .context = &patience});
        hx_report_clear(fixture->report);
        enum hx_status status = hx_render(fixture->job, &options, take, &text, fixture->report, NULL);
        if (status == HX_OK) {
            assert_int_equal(text.n, wanted.n);
            assert_memory_equal(text.at, wanted.at, wanted.n);
            free(text.at);
            break;
        }
        assert_int_equal(status, HX_DOCUMENT);
        assert_int_equal(text.calls, 0);
        assert_string_equal(hx_report_text(fixture->report, 0, false), "");
    }
    assert_in_range(questions, 3, 1000);
    free(wanted.at);
}

static void a_document_says_what_it_is(void **state)
{
    struct fixture *fixture = *state;
    struct hx_document document = {.name = "x", .bytes = good, .n = sizeof good - 1};
    struct hx_identity identity = hx_identify(fixture->job, &document);
    assert_int_equal(identity.kind, HX_KIND_SOURCE);
    assert_string_equal(identity.symbol, "A/RES/71/28");
    assert_string_equal(identity.language, "en");
    static const char *const others[] = {"", "# Notes\n\nNothing.\n", "<html><p>Nothing</p></html>", "\x89PNG\r\n\x1A\n", "{}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        document.bytes = others[i];
        document.n = strlen(others[i]);
        identity = hx_identify(fixture->job, &document);
        assert_int_equal(identity.kind, HX_KIND_NONE);
        assert_string_equal(identity.symbol, "");
    }
}

static void lists_are_lines_or_yaml(void **state)
{
    struct fixture *fixture = *state;
    struct hx_list list;
    static const char lines[] = "# a\r\none.txt \r\n\n  two.txt";
    assert_false(hx_list_is_yaml(lines, sizeof lines - 1));
    assert_true(hx_list_read("l", lines, sizeof lines - 1, fixture->report, &list));
    assert_int_equal(list.n, 2);
    assert_string_equal(list.at[0].source, "one.txt");
    assert_int_equal(list.at[0].line, 2);
    assert_int_equal(list.at[1].line, 4);
    assert_null(list.at[1].language);
    static const char yaml[] = "---\nset: {job: 1, vote: 2}\ndocuments:\n- a.txt\n- source: b.txt\n  set: {job: 3}\n";
    assert_true(hx_list_is_yaml(yaml, sizeof yaml - 1));
    assert_true(hx_list_read("l", yaml, sizeof yaml - 1, fixture->report, &list));
    assert_int_equal(list.n, 2);
    assert_string_equal(list.at[0].set[1], "vote=2");
    assert_null(list.at[0].set[2]);
    assert_string_equal(list.at[1].set[0], "job=1"); /* the later one wins, as with --set */
    assert_string_equal(list.at[1].set[2], "job=3");
    assert_false(hx_list_is_yaml(good, sizeof good - 1));
    assert_false(hx_list_is_yaml("The documents:\ndocuments:\n", 26));
    static const char torn[] = "documents: [\xFF]\n";
    assert_false(hx_list_read("l", torn, sizeof torn - 1, fixture->report, &list));
}

static void digests_tell_things_apart(void **state)
{
    struct fixture *fixture = *state;
    struct hx_digest a = hx_digest_of("lamps", 5), b = hx_digest_of("lamp", 4), zero = hx_digest_of("lamp\0", 5);
    assert_memory_equal(&a, &(struct hx_digest[]){hx_digest_of("lamps", 5)}, sizeof a);
    assert_memory_not_equal(&b, &zero, sizeof b);
    struct hx_digest ab = hx_digest_join(a, b), ba = hx_digest_join(b, a);
    assert_memory_not_equal(&ab, &ba, sizeof ab);
    struct hx_digest english, again, french, other;
    assert_true(hx_template_digest(fixture->engine, "un-ga", "en", &english));
    assert_true(hx_template_digest(fixture->engine, "un-ga", NULL, &again));
    assert_true(hx_template_digest(fixture->engine, "un-ga", "fr", &french));
    assert_true(hx_template_digest(fixture->engine, "un-sc", "en", &other));
    assert_memory_equal(&english, &again, sizeof english);
    assert_memory_not_equal(&english, &french, sizeof english);
    assert_memory_not_equal(&english, &other, sizeof english);
    assert_false(hx_template_digest(fixture->engine, "none", "en", &other));
    assert_false(hx_template_digest(fixture->engine, "un-ga", "xx", &other));
}

#define LIBRARY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIBRARY(a_document_becomes_a_pdf),
        LIBRARY(a_source_ends_where_it_is_said_to),
        LIBRARY(every_stage_has_its_text),
        LIBRARY(a_map_says_where_lines_come_from),
        LIBRARY(pages_have_one_mark_only_when_they_look_alike),
        LIBRARY(one_page_can_be_drawn),
        LIBRARY(a_document_with_errors_is_not_written),
        LIBRARY(findings_outlive_the_source),
        LIBRARY(a_refusing_writer_is_a_system_error),
        LIBRARY(wrong_options_are_wrong_use),
        LIBRARY(a_missing_font_names_its_package),
        LIBRARY(lists_have_a_line_each),
        cmocka_unit_test(dates_are_seconds),
        LIBRARY(a_document_survives_every_failing_allocation),
        LIBRARY(threads_share_an_engine_from_the_first_document),
        LIBRARY(a_limit_of_memory_is_the_same_for_every_job),
        LIBRARY(a_document_can_be_given_up_at_every_question),
        LIBRARY(a_document_says_what_it_is),
        LIBRARY(lists_are_lines_or_yaml),
        LIBRARY(digests_tell_things_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
