/* SPDX-License-Identifier: MIT */
/*
 * What a template says about its own simulation, under Metadata.Nephoscope at its top:
 *
 *	Workload: { Request: put s3://Uploads/cat.jpg, Rate: 50/s }	# or a list of such maps
 *	Faults: [ Index throttle 20% from 10s to 20s ]
 *	Duration: 10min
 *	Seed: 7
 *
 * Read by cli/ and app/; what is asked for by hand goes before it.
 */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

#include "sim/sim.h"

struct plan {
	const struct workload *workloads;
	size_t n_workloads;
	const struct fault *faults;
	size_t n_faults;
	int64_t duration_ns;	/* 0 = it says nothing */
	bool has_seed;
	uint64_t seed;
};

/* All in a. Mistakes go to diags, as errors at their places; what is right is taken. */
void plan_read(struct arena *a, const struct arch *arch, struct diag_list *diags, struct plan *ret);

#endif
