/* The lines over the text of a published resolution: masthead, distribution block, session, agenda
 * item, adoption, provenance, title. Each is recognised by its content, in any order and any of the
 * six languages, and becomes a field: the neutral value where it can be told, and always the line as
 * it stands (`…-line`), so that it is printed as it was published. */
#ifndef HEXAPLA_HEADER_H
#define HEXAPLA_HEADER_H

#include "base/diag.h"
#include "document/doc.h"
#include "reading/plain.h"

enum header_kind {
    HEADER_NONE,
    HEADER_SYMBOL,
    HEADER_PUBLISHER,
    HEADER_ORGAN,
    HEADER_SUBORGAN,
    HEADER_DISTRIBUTION,
    HEADER_ISSUED,
    HEADER_LANGUAGE,
    HEADER_ORIGINAL,
    HEADER_JOB,
    HEADER_SESSION,
    HEADER_AGENDA,
    HEADER_AGENDA_TITLE,
    HEADER_ADOPTION,
    HEADER_PROVENANCE,
    HEADER_COUNCIL, /* "Resolution 2748 (2024)" */
    HEADER_COUNCIL_ADOPTION, /* "Adopted by the Security Council at its 9708th meeting, on ..." */
    HEADER_TITLE,
    HEADER_SESSION_DATES, /* tried last: a date of anything else is no date of the session */
    HEADER_KIND_COUNT
};

struct header {
    struct doc *doc;
    struct report *report;
    bool seen[HEADER_KIND_COUNT];
    enum header_kind last; /* of the line before */
    enum organ organ; /* named by the masthead */
    struct span span; /* of the line at hand */
    size_t heading; /* its marks as a heading: 1 for "# " */
    bool open_bracket; /* a provenance line goes on */
};

void header_start(struct header *header, struct doc *doc, struct report *report);
/* Takes a line when it is one of the header. `adjacent`: no blank line stands before it. */
bool header_take(struct header *header, struct span span, bool adjacent);
/* After the last line: organ, and the symbol that only the title's number tells. */
void header_end(struct header *header);
/* Whether the text may start: an adoption line or a title was seen. */
bool header_is_full(const struct header *header);
/* Whether it starts with the next line that is none of the header: its last line was seen. */
bool header_is_done(const struct header *header);

#endif
