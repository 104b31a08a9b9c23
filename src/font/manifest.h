/* The font manifest, fonts/fonts.yaml: which file serves which role and style, from which package.
 * Nothing scans the system; a face is found in a fixed package folder or in a folder that the user
 * names (fonts.md 8). Read by libyaml, frozen. */
#ifndef HEXAPLA_MANIFEST_H
#define HEXAPLA_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum face_style { FACE_REGULAR, FACE_ITALIC, FACE_BOLD, FACE_BOLD_ITALIC, FACE_STYLE_COUNT };

struct manifest_face {
    const char *family; /* "Tinos" */
    const char *script; /* ISO 15924 of what it is first asked for: "Latn" (with Cyrl, Grek, digits), "Arab", "Hani" */
    const char *file[FACE_STYLE_COUNT]; /* NULL when the family has no such style */
    int index; /* in a collection */
    const char *folder; /* "truetype/croscore", below a font root */
    const char *package; /* "fonts-croscore" */
    const char *licence; /* SPDX */
    const char *sha256[FACE_STYLE_COUNT]; /* NULL when not pinned */
    bool optional; /* may be missing while no template asks for it */
    const char *except; /* characters that another family is to give; "" for none */
    int32_t size; /* [1/1000] size factor beside 10 pt Latin: 1880 for Scheherazade */
};

/* A role's families in order. For each cluster, families whose `script` is the cluster's are asked
 * first, then the others, both in this order. */
struct manifest_role {
    const char *name; /* "text", "sans", "kai" */
    LIST(const struct manifest_face *) faces;
};

struct manifest {
    LIST(struct manifest_face) faces;
    LIST(struct manifest_role) roles;
};

const struct manifest *manifest_load(struct arena *arena, const char *path, struct report *report);
const struct manifest_role *manifest_role(const struct manifest *manifest, const char *name);

#endif
