/* Loading a template: what its sections share. Part of template. */
#ifndef HEXAPLA_LOADER_H
#define HEXAPLA_LOADER_H

#include "template/template.h"
#include "template/value.h"
#include "template/yaml.h"

struct loader {
    struct value_scope scope;
    const struct template_path *path;
    enum lang lang;
    struct template_ *made;
    const struct source *file; /* template.yaml of the template itself */
    struct yaml *tree; /* template.yaml, all inheritance of templates and languages applied */
    struct yaml *words; /* the same of the language's wording */
    struct yaml *set; /* single values laid over the tree; NULL: none */
    LIST(struct style *) styles;
};

/* Rows of tables of keys. */
#define LENGTH(name, type, field, least, most) {name, VALUE_LENGTH, offsetof(struct type, field), least, most, NULL}
#define RATIO(name, type, field, least, most) {name, VALUE_RATIO, offsetof(struct type, field), least, most, NULL}
#define WHOLE(name, type, field, least, most) {name, VALUE_WHOLE, offsetof(struct type, field), least, most, NULL}
#define SMALL(name, type, field, least, most) {name, VALUE_SMALL, offsetof(struct type, field), least, most, NULL}
#define FLAG(name, type, field) {name, VALUE_FLAG, offsetof(struct type, field), 0, 0, NULL}
#define COLOUR(name, type, field) {name, VALUE_COLOUR, offsetof(struct type, field), 0, 0, NULL}
#define CHOICE(name, type, field, choices) {name, VALUE_CHOICE, offsetof(struct type, field), 0, 0, choices}
#define APART(name) {name, VALUE_APART, 0, 0, 0, NULL}
#define ROWS(table) (sizeof(table) / sizeof *(table))

extern const char *const loader_aligns[];

/* A scope where `em` and `%` of lengths count a type size. */
struct value_scope loader_scope(const struct loader *loader, hx_unit em);
/* The value of a key that must be of a kind, or NULL; a wrong kind is reported. "none" is left out. */
struct yaml *loader_section(const struct loader *loader, const struct yaml *map, const char *key, enum yaml_kind kind);
/* "`what` is not given" */
void loader_missing(const struct loader *loader, const char *what);
/* Reports keys that are not among the names. */
void loader_check_names(const struct loader *loader, const struct yaml *map, const char *const *names, size_t n);
/* An entry of a map laid over the one that its `is` names, and so on up. NULL when it is no map. */
struct yaml *loader_inherited(const struct loader *loader, const struct yaml *map, const char *key);
/* The style under `style:`; the first one when there is none, and at an unknown name. */
const struct style *loader_style(const struct loader *loader, const struct yaml *tree);

/* plan.c: what stands at fixed places: `pages`, `watermark`, `line-numbers`. */
void plan_read(struct loader *loader);

#endif
