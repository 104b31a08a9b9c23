/* Settings: single values of a template given apart from its files, as "template.styles.text.size=11": the
 * keys on the way to a value, with dots between them. */
#ifndef HEXAPLA_SETTING_H
#define HEXAPLA_SETTING_H

#include "template/value.h"

/* Whether the text is meant as one: it begins with "template.". */
bool setting_is(const char *text);
/* The tree that holds the one value, placed in the setting's own text; NULL, with a finding, when it has no
 * key or no value. */
struct yaml *setting_tree(const struct value_scope *scope, const char *setting);
/* Reports names that settings must not make: of a style, cell, rule or picture that the template has not, and what a
 * template says of itself only in its file. */
void setting_check(const struct value_scope *scope, const struct yaml *settings, const struct yaml *tree);

#endif
