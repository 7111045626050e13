/* SPDX-License-Identifier: MIT */
/* The result of a simulation: what `nephoscope sim` prints. Plain data, made by sim/. */
#ifndef MODEL_RUN_H
#define MODEL_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/metrics.h"

struct run_outcome {
	const char *name;	/* "200", "ok", "error:ThrottlingException", "timeout" */
	double count;		/* mean over runs */
	double half;		/* of the 95 % interval */
};

struct not_modelled {
	const char *id, *type, *why;
};

/* A rule that decided something, how often. */
struct run_decision {
	const char *id;		/* of the component */
	const char *rule;	/* "lambda.async.throttle" */
	const char *why;	/* in words, with its number */
	const char *source;	/* of the number; "" = none */
	const char *lesson;	/* id of the lesson that teaches it; "" = none */
	double count;		/* mean over runs */
	double first_s;		/* when it first did, in the first run that saw it */
	uint32_t first_request;	/* number of the request; UINT32_MAX = none */
};

struct run {
	struct arena arena;
	uint64_t seed;
	unsigned runs;
	double duration_s, simulated_s;
	uint64_t events;
	double arrived, completed, in_flight;	/* means over runs */
	struct run_outcome *outcomes;
	size_t n_outcomes;
	struct metric latency;			/* ms */
	struct metric_list *components;		/* in the architecture's order */
	size_t n_components;
	struct run_decision *decisions;		/* most frequent first */
	size_t n_decisions;
	double cost_usd, cost_half;
	double held_usd, held_usd_per_s;	/* of cost_usd what it costs to be there, asked or not */
	struct not_modelled *not_modelled;
	size_t n_not_modelled;
	const char *stopped;			/* which bound was met; NULL = none */
};

void run_free(struct run *r);

#endif
