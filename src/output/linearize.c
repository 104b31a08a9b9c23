#include "output/linearize.h"

#ifdef QPDF_SONAME

#include <dlfcn.h>
#include <qpdf/qpdf-c.h>

#include "output/pdf_id.h"

/* The functions of libqpdf that are used, found by name. */
#define FUNCTIONS(F)                                                                                                   \
    F(qpdf_init) F(qpdf_cleanup) F(qpdf_silence_errors) F(qpdf_set_suppress_warnings) F(qpdf_set_attempt_recovery)     \
    F(qpdf_read_memory) F(qpdf_init_write_memory) F(qpdf_set_object_stream_mode) F(qpdf_set_stream_data_mode)          \
    F(qpdf_set_newline_before_endstream) F(qpdf_set_static_ID) F(qpdf_set_linearization) F(qpdf_write)                 \
    F(qpdf_get_buffer_length) F(qpdf_get_buffer)

struct qpdf {
#define F(name) __typeof__(&name) name;
    FUNCTIONS(F)
#undef F
    qpdf_data data;
};

/* The library stays loaded: loading it again is free. */
static bool load(struct qpdf *qpdf)
{
    void *library = dlopen(QPDF_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return false;
#define F(name) *(void **)&qpdf->name = dlsym(library, #name);
    FUNCTIONS(F)
#undef F
#define F(name) qpdf->name &&
    return FUNCTIONS(F) true;
#undef F
}

static void release(void *object)
{
    struct qpdf *qpdf = object;
    if (qpdf->data)
        qpdf->qpdf_cleanup(&qpdf->data);
}

/* Streams are left as they are packed. PDF/A wants a line end before every "endstream" (ISO 19005-2, 6.1.7.1).
 * The ID is libqpdf's example: a place for our own. */
static bool rewrite(struct qpdf *qpdf, const struct buf *file)
{
    enum { FAILED = 1 << 1 }; /* the header's QPDF_ERRORS has no parentheses */
    qpdf->qpdf_silence_errors(qpdf->data);
    qpdf->qpdf_set_suppress_warnings(qpdf->data, QPDF_TRUE);
    qpdf->qpdf_set_attempt_recovery(qpdf->data, QPDF_FALSE);
    if (qpdf->qpdf_read_memory(qpdf->data, "", file->at, file->n, NULL) & FAILED || qpdf->qpdf_init_write_memory(qpdf->data) & FAILED)
        return false;
    qpdf->qpdf_set_object_stream_mode(qpdf->data, qpdf_o_preserve);
    qpdf->qpdf_set_stream_data_mode(qpdf->data, qpdf_s_preserve);
    qpdf->qpdf_set_newline_before_endstream(qpdf->data, QPDF_TRUE);
    qpdf->qpdf_set_static_ID(qpdf->data, QPDF_TRUE);
    qpdf->qpdf_set_linearization(qpdf->data, QPDF_TRUE);
    return !(qpdf->qpdf_write(qpdf->data) & FAILED) && qpdf->qpdf_get_buffer_length(qpdf->data) > 0;
}

bool linearize(struct arena *arena, struct buf *file, struct report *report)
{
    struct qpdf *qpdf = arena_new_of(arena, struct qpdf);
    arena_on_release(arena, release, qpdf);
    if (!load(qpdf)) {
        diag_file(report, DIAG_LINEARIZE, "", QPDF_SONAME " cannot be loaded");
        return false;
    }
    qpdf->data = qpdf->qpdf_init();
    struct buf out;
    buf_init(&out, arena);
    bool good = rewrite(qpdf, file);
    if (good)
        buf_bytes(&out, qpdf->qpdf_get_buffer(qpdf->data), qpdf->qpdf_get_buffer_length(qpdf->data));
    qpdf->qpdf_cleanup(&qpdf->data);
    if (good && pdf_id_write(out.at, out.n)) {
        *file = out;
        return true;
    }
    diag_file(report, DIAG_LINEARIZE, "", "libqpdf refuses the file");
    return false;
}

#else

bool linearize(struct arena *arena, struct buf *file, struct report *report)
{
    (void)arena, (void)file;
    diag_file(report, DIAG_LINEARIZE, "", "hexapla was built without libqpdf");
    return false;
}

#endif
