/* SPDX-License-Identifier: MIT */
/*
 * Of all that was decided in a run, what a tired reader should hear: a refusal and what came
 * of it are one matter, what was lost goes before what was refused, and what is merely normal
 * (a cold start, a cache hit) is told only when nothing else happened.
 */
#ifndef TELL_MATTERS_H
#define TELL_MATTERS_H

#include <stdbool.h>

#include "model/arch.h"
#include "model/run.h"

enum { MATTER_RULES = 3 };

struct matter {
	const struct run_decision *rules[MATTER_RULES];	/* cause first; what it led to */
	size_t n_rules;
	double count;
};

/* The most important `most` of them, most important first; returns how many. */
size_t matters_of(const struct run *r, const struct arch *arch, struct matter *ret, size_t most);

/* False when how often it was decided means nothing to a reader. */
bool matter_is_counted(const struct matter *m);

/*
 * Where the template says it: the resource of a component's id ("Resize", or
 * "Jobs>Charge" of what polls); NULL if there is none.
 */
const struct arch_resource *matter_resource(const struct arch *arch, const char *id);

#endif
