/* What the two files of the object layer share: objects are made (pdf_object.c), then laid out as a file
 * (pdf_save.c). */
#ifndef HEXAPLA_PDF_BUILD_H
#define HEXAPLA_PDF_BUILD_H

#include <hpdf.h>

#include "output/pdf_object.h"
#include "output/press.h"

struct pdf_object {
    struct pdf_file *file;
    HPDF_Obj_Header *header; /* what libharu keeps of it: the dictionary, or nothing but a number */
    HPDF_Dict dict; /* of what libharu makes itself and of pages; else NULL */
    struct buf entries; /* those set one by one, where there is no dictionary */
    const char *body;
    size_t body_n;
    const void *bytes; /* the stream as it will stand in the file */
    size_t bytes_n;
    bool is_stream;
    size_t part; /* index into the file's */
};

struct pdf_file {
    struct arena *arena;
    struct press *press; /* NULL: nothing is packed */
    struct press *own; /* NULL: it is somebody else's */
    bool failed;
    HPDF_Doc doc;
    HPDF_Stream stream; /* where libharu prints objects */
    LIST(struct pdf_object *) objects; /* by number; the first is none */
    struct pdf_object *catalog, *info;
    struct pdf_object *spare; /* PDF 2.0: the object that was to be `info`, not yet given away */
    bool version_2;
    struct pdf_part_list parts;
    size_t part; /* what objects are made for now */
    size_t pages_left;
    HPDF_Dict node; /* where the next page goes */
    HPDF_Array kids; /* of that node */
    size_t kid_count;
    bool nested; /* the root holds nodes, not pages */
};

#endif
