/* Mending hexapla source: the fixes of the drafting check put into the text, and nothing else touched. */
#ifndef HEXAPLA_FIX_H
#define HEXAPLA_FIX_H

#include "checking/drafting.h"

/* Appends the source with the fixes, which are put in order. Of two that overlap the first is taken, of two that
 * start at one place the one that was found first; the other is found again if it is still wanted. */
void fix_apply(const struct source *source, struct fixes *fixes, struct buf *out);
/* Appends what changed as a unified diff with three lines around each change. Both have the same number of
 * lines: fixes neither make nor take away line ends. */
void fix_diff(const struct source *before, const struct source *after, struct buf *out);

#endif
