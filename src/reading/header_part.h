/* The kinds of header lines, shared by the header_*.c files. Each taker sets the fields of a line of
 * its kind, or leaves it alone and says false. */
#ifndef HEXAPLA_HEADER_PART_H
#define HEXAPLA_HEADER_PART_H

#include "reading/header.h"

void header_put(struct header *header, enum field_id id, const char *text, size_t n);
void header_put_line(struct header *header, enum field_id id, struct plain line);
void header_put_number(struct header *header, enum field_id id, int number);
void header_put_date(struct header *header, enum field_id id, struct date date);
/* Adds a line to a field that has one already. False when it is full. */
bool header_put_more(struct header *header, enum field_id id, const char *glue, struct plain line);

/* header_masthead.c */
bool header_symbol(struct header *header, struct plain line);
bool header_publisher(struct header *header, struct plain line);
bool header_organ(struct header *header, struct plain line);
bool header_suborgan(struct header *header, struct plain line);
bool header_distribution(struct header *header, struct plain line);
bool header_issued(struct header *header, struct plain line);
bool header_language(struct header *header, struct plain line);
bool header_original(struct header *header, struct plain line);
bool header_job(struct header *header, struct plain line);
bool header_session(struct header *header, struct plain line);
bool header_session_dates(struct header *header, struct plain line);
bool header_agenda(struct header *header, struct plain line);

/* header_adoption.c */
bool header_adoption(struct header *header, struct plain line);
bool header_provenance(struct header *header, struct plain line);
bool header_council(struct header *header, struct plain line);
bool header_council_adoption(struct header *header, struct plain line);
/* The rest of an adoption line that broke before its date. */
bool header_continue_adoption(struct header *header, struct plain line);
/* The provenance line is complete. */
void header_finish_provenance(struct header *header);

#endif
