/* Fit: where a paragraph's lines end. Total fit over all its breakpoints (breaks.h) with two stretches,
 * word space and letterspacing, each within the style's limits. Demerits follow Knuth and Plass in
 * integers. It places nothing. */
#ifndef HEXAPLA_FIT_H
#define HEXAPLA_FIT_H

#include "language/glue.h"
#include "layout/breaks.h"
#include "layout/shape.h"

/* A place where a line may end: the line's clusters are those before `end`, the next line's start at
 * `start`; spaces between the two vanish. */
struct breakpoint {
    uint32_t end, start; /* cluster indices */
    uint8_t kind; /* enum break_kind */
    hx_unit hyphen; /* [unit] of the hyphen that a line which ends here gets */
    hx_unit blank; /* [unit] of the first cluster, that a line which starts here goes without */
    int64_t trim; /* [unit] of the last cluster, that a line which ends here goes without; less the hyphen */
};

/* Prefix sums over clusters, so that a candidate line costs O(1). */
struct sums {
    int64_t advance, space; /* [unit] of all clusters, of stretchable spaces */
    int64_t track_stretch, track_shrink; /* [unit] letterspacing may add or take */
    int64_t kashida; /* [unit] kashidas may add */
};

struct paragraph {
    struct arena *arena; /* of the lines */
    struct arena *scratch; /* of what is forgotten with the paragraph */
    const struct content *content;
    const struct block_style *style;
    struct par *par;
    struct sums *sums; /* cluster_n + 1 */
    LIST(struct breakpoint) breaks; /* breaks.at[0] is the start of the paragraph, the last its end */
    hx_unit measure[2]; /* [unit] of the first and of further lines */
    bool justified;
    size_t nearest; /* while fitting: see nearest() in fit.c */
    int64_t bound; /* [demerits] while fitting: of the lines together; 0: none */
    int64_t loosest; /* [1/1000] while fitting: no line is stretched by more of its limits */
};

/* What a line from breakpoint to breakpoint has to give. */
struct fit {
    int64_t natural; /* [unit] */
    int64_t stretch, shrink; /* [unit] limits of both ways together */
    int64_t space, track_stretch, track_shrink, kashida; /* [unit] */
    hx_unit hyphen; /* [unit] of the hyphen that the break adds */
};

/* Fills sums, and breaks without hyphens, from the paragraph and its measures. */
void fit_prepare(struct paragraph *p);
/* The chosen line ends as indices into p->breaks, to which it may add hyphens; the last is the paragraph's end. */
struct breaks_result fit_lines(struct paragraph *p);
struct fit fit_line(const struct paragraph *p, size_t from, size_t to);
/* How much longer a cluster's join may be drawn. */
hx_unit fit_kashida(const struct paragraph *p, const struct cluster *cluster);
/* Letterspacing after a cluster, which does not count at the end of a line. */
hx_unit fit_tracking_after(const struct par *par, uint32_t cluster);

#endif
