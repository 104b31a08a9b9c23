/* Trees written as YAML again: a template as it is after all inheritance, with where each value stands, and
 * starters for new ones. */
#ifndef HEXAPLA_YAML_OUT_H
#define HEXAPLA_YAML_OUT_H

#include "base/buf.h"
#include "template/yaml.h"

struct yaml_form {
    const char *before; /* each line: "#" to comment it out, or "" */
    bool origins; /* after each value its file and line */
};

/* One entry of a map, and what is under it. */
void yaml_put(struct buf *out, const char *key, const struct yaml *value, int depth, const struct yaml_form *form);
/* A key whose value is still to come, under it. */
void yaml_put_key(struct buf *out, const char *key, int depth, const struct yaml_form *form);
/* A scalar so that it is read as it is. */
void yaml_put_scalar(struct buf *out, const struct yaml *value);

/* A map's entries laid over those of the entry beside it that they name (`is`), and so on up. `map` holds
 * both. What names nothing good is left as it is. */
struct yaml *yaml_settled(struct arena *arena, const struct yaml *map, struct yaml *value);

#endif
