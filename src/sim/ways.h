/* SPDX-License-Identifier: MIT */
/*
 * The ways that work may go from one node to the next: along the edges of the
 * architecture, and where the metadata of functions name a call that no edge shows.
 * For whoever looks for loops; made when one is looked for, linear in what there is.
 */
#ifndef SIM_WAYS_H
#define SIM_WAYS_H

#include <stddef.h>

#include "sim/core.h"

struct ways {
	const struct arch *arch;
	size_t *first;		/* of a resource's in to[]; its last is before the next one's first */
	int *to;		/* resources */
};

/* s NULL: along edges only. */
void ways_init(struct ways *w, const struct arch *a, const struct sim *s);
void ways_done(struct ways *w);

#endif
