/* A PDF read back: that no byte was changed, that it does not contradict itself, and, with its source, that
 * it is byte for byte what the source gives. Where it is not, the facts that it states are compared. */
#include <setjmp.h>
#include <string.h>

#include "library/handles.h"
#include "output/pdf_id.h"
#include "proof/account.h"
#include "proof/compare.h"

struct verify {
    hx_job *job;
    const struct hx_verify_options *options;
    hx_report *hx;
    struct hx_proof *proof;
    struct arena *arena;
    const char *name; /* of the PDF */
    const struct account *account;
};

static bool take(void *context, const void *bytes, size_t n)
{
    buf_bytes(context, bytes, n);
    return true;
}

/* --- the source set anew ------------------------------------------------------------------------- */

static int digits(const char *at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + at[i] - '0';
    }
    return value;
}

/* "2016-12-09T00:00:00Z" to seconds since 1970, or -1. */
static int64_t seconds_of(const char *text)
{
    struct date date;
    if (strlen(text) != 20 || !date_from_iso(text, 10, &date) || date.year < 1970)
        return -1;
    int hour = digits(text + 11, 2), minute = digits(text + 14, 2), second = digits(text + 17, 2);
    if (hour < 0 || minute < 0 || second < 0)
        return -1;
    return date_seconds(date) + hour * 3600 + minute * 60 + second;
}

/* What the source gives; false when it cannot be set. Its findings are the caller's only then. */
static bool set_source(const struct verify *v, int64_t date, struct buf *out)
{
    const struct hx_verify_options *options = v->options;
    bool given = options->source != NULL;
    struct hx_render_options render = {.size = sizeof render,
        .name = v->account->source_name ? v->account->source_name : options->source_name,
        .bytes = given ? options->source : v->account->source, .n = given ? options->source_n : v->account->source_n,
        .template_name = options->template_name, .language = options->language, .set = options->set, .stage = HX_PDF, .date = date,
        .linearize = v->account->linearized, .standard = v->account->ua2 ? HX_UA2_A4F : HX_UA1_A2A};
    hx_report *own = hx_report_new();
    if (!own)
        arena_fail(v->arena);
    buf_init(out, v->arena);
    enum hx_status status = hx_render(v->job, &render, take, out, own, NULL);
    size_t errors = hx_report_count(own, SEVERITY_ERROR);
    hx_report_free(own);
    if (status != HX_OK)
        diag_file(&v->hx->report, DIAG_VERIFY_SOURCE, v->name, arena_printf(v->arena, "%zu", errors));
    return status == HX_OK;
}

static bool is_same(const struct verify *v, const struct buf *fresh)
{
    return fresh->n == v->options->n && memcmp(fresh->at, v->options->bytes, fresh->n) == 0;
}

static void say_where(const struct verify *v, const struct buf *fresh)
{
    const char *damage;
    size_t at = 0;
    struct account *source = account_read(v->arena, fresh->at, fresh->n, &damage);
    if (!source) {
        diag_file(&v->hx->report, DIAG_VERIFY_READ, v->name, damage);
        return;
    }
    bool other = strcmp(source->producer, v->account->producer) != 0;
    if (other)
        diag_file(&v->hx->report, DIAG_VERIFY_VERSION, v->name, v->account->producer, source->producer);
    if (compare(v->arena, v->account, source, v->name, &v->hx->report) || other)
        return;
    while (at < fresh->n && at < v->options->n && fresh->at[at] == v->options->bytes[at])
        at++;
    diag_file(&v->hx->report, DIAG_VERIFY_BYTES, v->name, arena_printf(v->arena, "%zu", at));
}

/* First with the date that the document gives, then with the one that the file says. */
static void verify_source(struct verify *v)
{
    struct buf fresh;
    int64_t date = seconds_of(v->account->date);
    v->proof->against = v->options->source ? HX_AGAINST_SOURCE : HX_AGAINST_ATTACHED;
    if (!set_source(v, v->options->date, &fresh))
        return;
    bool same = is_same(v, &fresh);
    if (!same && date >= 0 && date != v->options->date) {
        struct buf dated;
        if (!set_source(v, date, &dated))
            return;
        same = is_same(v, &dated);
        if (memcmp(fresh.at, dated.at, fresh.n < dated.n ? fresh.n : dated.n) != 0)
            diag_file(&v->hx->report, DIAG_VERIFY_DATE, v->name, v->account->date);
        fresh = dated;
    }
    v->proof->identical = same;
    if (!same)
        say_where(v, &fresh);
}

/* --- the file by itself -------------------------------------------------------------------------- */

static void say_faults(const struct verify *v)
{
    for (size_t i = 0; i < v->account->faults.n; i++) {
        const struct fault *fault = &v->account->faults.at[i];
        const char *where = fault->page ? arena_printf(v->arena, "page %u", fault->page) : "the file";
        diag_file(&v->hx->report, DIAG_VERIFY_FAULT, v->name, where, fault->message);
    }
}

static void describe(const struct account *account, struct hx_proof *proof)
{
    proof->pages = account->pages;
    proof->characters = account->characters;
    proof->tags = account->facts[FACT_TAG].n;
    proof->links = account->facts[FACT_LINK].n;
    proof->glyphs = account->facts[FACT_GLYPH].n;
    proof->attachments = account->facts[FACT_ATTACHMENT].n;
}

static void run(struct verify *v)
{
    const struct hx_verify_options *options = v->options;
    const char *damage;
    bool has_id = false;
    v->name = arena_strdup(v->hx->arena, options->name ? options->name : ""); /* findings outlive the call */
    bool unchanged = pdf_id_check(v->arena, options->bytes, options->n, &has_id);
    v->account = account_read(v->arena, options->bytes, options->n, &damage);
    if (v->account && strncmp(v->account->producer, "hexapla ", strlen("hexapla ")) != 0) {
        diag_file(&v->hx->report, DIAG_VERIFY_FOREIGN, v->name);
        return;
    }
    if (!unchanged && (has_id || v->account))
        diag_file(&v->hx->report, DIAG_VERIFY_CHANGED, v->name);
    if (!v->account) {
        diag_file(&v->hx->report, DIAG_VERIFY_READ, v->name, damage);
        return;
    }
    describe(v->account, v->proof);
    say_faults(v);
    if (options->source || v->account->sources == 1) /* a synopsis has several, which are not set again */
        verify_source(v);
}

static bool good_options(const struct hx_verify_options *options)
{
    return options->size >= sizeof *options && (options->bytes || !options->n);
}

enum hx_status hx_verify(hx_job *job, const struct hx_verify_options *options, hx_report *hx, struct hx_proof *proof)
{
    size_t before = hx->report.list.n;
    struct hx_proof unwanted;
    proof = proof ? proof : &unwanted;
    *proof = (struct hx_proof){.against = HX_AGAINST_ITSELF};
    if (!good_options(options)) {
        hx_report_file(hx, "usage", "", "hx_verify_options: no bytes, or of an older version");
        return HX_USAGE;
    }
    struct verify v = {.job = job, .options = options, .hx = hx, .proof = proof, .arena = arena_new()};
    jmp_buf frame;
    if (!v.arena || setjmp(frame)) {
        hx->memory = true;
        arena_free(v.arena);
        return HX_SYSTEM;
    }
    arena_catch(v.arena, &frame);
    arena_catch(hx->arena, &frame);
    run(&v);
    arena_free(v.arena);
    return report_status_since(hx, before);
}
