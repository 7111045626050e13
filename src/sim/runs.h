/* SPDX-License-Identifier: MIT */
/*
 * Several independent runs of one experiment, on all cores, as one result: means
 * with 95 % intervals (Student's t over the runs). The first run has the seed
 * that was asked for, the others seeds split from it; the result does not depend
 * on the number of threads.
 */
#ifndef SIM_RUNS_H
#define SIM_RUNS_H

#include "sim/sim.h"

/* Asked about ten times a second with the time simulated and events so far; false = stop now. */
struct runs_watch {
	bool (*go_on)(void *self, double simulated_s, uint64_t events);
	void *self;
};

/*
 * Runs to the end, a bound, or until watch (may be NULL) stops it: then the
 * result is what there is so far, and stopped says so. NULL when the run cannot
 * be put together (diags). The caller frees the result.
 */
struct run *runs_make(const struct arch *arch, const struct facts *facts,
		      const struct sim_options *options, unsigned n_runs, unsigned n_threads,
		      const struct runs_watch *watch, struct diag_list *diags);

/* The seed of run i. */
uint64_t runs_seed(uint64_t seed, unsigned i);

#endif
