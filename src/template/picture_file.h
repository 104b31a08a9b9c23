/* Picture files: what lies in a template's own folder, and nowhere else. */
#ifndef HEXAPLA_PICTURE_FILE_H
#define HEXAPLA_PICTURE_FILE_H

#include "template/picture.h"

enum { PICTURE_FILE_LARGEST = 4 * 1024 * 1024 }; /* [byte] */

/* Reads NAME.png or NAME.svg beside a template's file. NULL, with a fault, when the name leads elsewhere,
 * the file is missing, a link or too large, or its content is no picture. */
const struct picture *picture_file(struct arena *arena, const char *template_file, const char *name, const char **fault);

#endif
