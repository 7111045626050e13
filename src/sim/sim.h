/* SPDX-License-Identifier: MIT */
/*
 * A simulation run, from outside. Same architecture, facts, options and seed:
 * the same events, bit for bit, on every machine. A run advances in slices;
 * nothing in it reads a clock or does I/O.
 */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"
#include "model/arch.h"
#include "model/facts.h"
#include "model/history.h"
#include "model/run.h"
#include "sim/fault.h"
#include "sim/workload.h"

struct sim;

enum {
	SIM_MOST_EVENTS = 1000000000,	/* the default bound of a run */
	SIM_DURATION_S = 60,		/* of arrivals, when nobody says */
};

struct sim_options {
	uint64_t seed;
	enum facts_profile profile;
	const struct workload *workloads;	/* none: the template's own, else one request at each entry */
	size_t n_workloads;
	const struct fault *faults;
	size_t n_faults;
	bool is_sdk_client;		/* callers from outside retry as an SDK does */
	int64_t duration_ns;		/* of arrivals; 0 = 60 s, but workloads with a count arrive whole */
	int64_t until_ns;		/* the run ends here at the latest; 0 = when all work is done */
	uint64_t most_events;		/* 0 = the default bound */
	uint32_t most_calls;		/* the same, of calls and messages at once */
	bool has_trace;
	const struct history_sink *sink;	/* takes the trace in blocks; NULL = it is kept */
};

/*
 * Puts a run together. Mistakes in properties, workloads and faults go to
 * diags (errors: NULL is returned). arch and facts are borrowed for the run's life.
 */
struct sim *sim_new(const struct arch *arch, const struct facts *facts,
		    const struct sim_options *options, struct diag_list *diags);
void sim_free(struct sim *s);	/* NULL is allowed */

/*
 * Runs all events up to and at t_ns (INT64_MAX: to the end), at most most_events
 * of them (0 = no limit). False when nothing is left to do, or a bound was met.
 */
bool sim_run_until(struct sim *s, int64_t t_ns, uint64_t most_events);

struct run_position {
	double simulated_s;
	uint64_t events;
};

struct run_position sim_position(const struct sim *s);

/* Ends the run where it is: the result says that somebody stopped it. */
void sim_stop_by_hand(struct sim *s);

/* Hands the rest of the trace to the sink; without one, all events of the run so far, borrowed. */
const struct history_event *sim_history(struct sim *s, size_t *ret_n);

/*
 * The names of components in histories of runs of this architecture: "client",
 * logical ids, "Queue>Function" for what polls. The array and what is not in arch are in a.
 */
const char *const *sim_component_names(struct arena *a, const struct arch *arch, size_t *ret_n);

/*
 * The name of a state in histories: of this number, of the state machine with
 * this logical id. NULL if there is none. Borrowed from the architecture.
 */
const char *sim_state_name(const struct arch *arch, const char *id, int64_t number);

/* What there is so far; the caller frees. Counts and levels are up to now. */
struct run *sim_result(struct sim *s);

#endif
