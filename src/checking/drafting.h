/* The drafting check: the rules of house style that a draft can break without being wrong to read. Each is a row
 * of rules.def with its level and languages. Findings are style: they never stop a rendering, which does not
 * look for them. */
#ifndef HEXAPLA_DRAFTING_H
#define HEXAPLA_DRAFTING_H

#include "base/diag.h"
#include "document/doc.h"

enum drafting_rule {
#define R(id, name, level, languages, text, hint, what) RULE_##id,
#include "checking/rules.def"
#undef R
    RULE_COUNT
};

/* Level of each rule: an enum severity, or RULE_OFF. */
enum { RULE_OFF = -1 };
struct rule_levels {
    signed char at[RULE_COUNT];
    uint64_t concord_off; /* set of 1 << number - 1: rules of the concordance (concord.h) that are off */
};
struct rule_levels rule_levels_default(void);
/* Reads a list of switches, one a line: `L30 off`, `L23 warning`; the levels are off, note, warning and error,
 * and # begins a comment. Rules of the concordance can be off: `C24 off`. What is wrong is reported and says
 * nothing. */
void rule_levels_read(struct rule_levels *levels, const struct source *source, struct report *report);

const char *rule_id(enum drafting_rule rule); /* "L30" */
const char *rule_what(enum drafting_rule rule);
unsigned rule_languages(enum drafting_rule rule); /* set of 1 << enum lang */

/* What would mend a finding: text in place of a part of the source. */
struct fix {
    struct span span;
    const char *text;
    size_t order; /* of finding */
};
struct fixes {
    LIST(struct fix) list;
};

struct drafting_options {
    const struct rule_levels *levels; /* NULL: as rules.def has them */
    struct fixes *fixes; /* takes those of the safe rules that are not off; NULL when none are wanted */
};

/* Checks a document that was read into the same report: findings of the reader that are rules become findings of
 * the rule, at its level. A finding's rule is the id and a name: "L30-quote-marks", "L06-number-wrong". */
void drafting_check(struct arena *arena, struct doc *doc, const struct drafting_options *options, struct report *report);

#endif
