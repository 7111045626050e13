/* SPDX-License-Identifier: MIT */
/*
 * The standard models of `nephoscope bench`, built from the same services as
 * any template: what is measured is the simulator that ships.
 */
#ifndef CLI_BENCH_MODELS_H
#define CLI_BENCH_MODELS_H

#include <stdint.h>

#include "model/arch.h"
#include "model/facts.h"
#include "model/run.h"
#include "sim/sim.h"

/* A figure of the run beside what theory says; expected is NaN when theory has nothing to say. */
struct bench_figure {
	const char *name;
	double value, expected;
};

enum { BENCH_FIGURES = 6 };

struct bench_model {
	const char *name;
	const char *unit;		/* what is counted: "customers", "requests" */
	uint64_t n;			/* of them, by default */
	double default_s;		/* simulated, instead of n; 0 = by n */
	/* Adds resources and the workload; may change facts, which are this run's own. */
	void (*build)(struct arch *a, struct facts *f, struct workload *w);
	/* Figures of the result; returns how many. */
	int (*figures)(const struct run *r, struct bench_figure *out);
};

extern const struct bench_model bench_models[];		/* ended by a NULL name */

#endif
