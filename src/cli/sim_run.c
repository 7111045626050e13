/* SPDX-License-Identifier: MIT */
/* Running an experiment while somebody waits for it. */
#include <signal.h>
#include <unistd.h>

#include "cli/progress_line.h"
#include "cli/sim_args.h"
#include "sim/runs.h"

static volatile sig_atomic_t is_interrupted;

static void note_interrupt(int signal_number)
{
	(void)signal_number;
	is_interrupted = 1;
}

/* What is shown while a run lasts. */
struct waiting {
	struct progress_line line;
	double end_s; /* of arrivals; what a run's share is measured against */
	unsigned runs;
};

static bool go_on(void *self, double simulated_s, uint64_t events)
{
	struct waiting *w = self;

	progress_line_show(&w->line, w->runs > 1 ? -1 : simulated_s / w->end_s,
			   "%.6g s simulated, %llu events", simulated_s,
			   (unsigned long long)events);
	return !is_interrupted;
}

bool experiment_is_empty(const struct experiment *e, const struct run *r)
{
	if (r->arrived > 0 || r->events || r->stopped)
		return false;
	message("%s: nothing starts by itself here, and no resource takes work from outside; "
		"say what arrives with --request",
		e->arch->file);
	return true;
}

struct run *experiment_run(struct experiment *e, unsigned runs, bool *ret_is_interrupted)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct waiting w = {
		.end_s = e->options.duration_ns ? (double)e->options.duration_ns / 1e9 : 60,
		.runs = runs,
	};
	struct runs_watch watch = {go_on, &w};
	struct sigaction note = {.sa_handler = note_interrupt}, before;
	struct diag_list again, *diags;
	struct run *r;

	progress_line_init(&w.line);
	is_interrupted = 0;
	sigaction(SIGINT, &note, &before);
	diag_list_init(&again);
	diags = e->was_run ? &again : &e->diags;
	diag_in(diags, e->arch->file, NULL, 0);
	r = runs_make(e->arch, e->facts, &e->options, runs, cores > 0 ? (unsigned)cores : 1, &watch,
		      diags);
	e->was_run = true;
	diag_list_done(&again);
	sigaction(SIGINT, &before, NULL);
	progress_line_done(&w.line);
	*ret_is_interrupted = is_interrupted;
	return r;
}
