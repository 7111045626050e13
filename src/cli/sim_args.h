/* SPDX-License-Identifier: MIT */
/* The options of `sim` and `play` turned into an experiment: a template, what arrives, what fails. */
#ifndef CLI_SIM_ARGS_H
#define CLI_SIM_ARGS_H

#include "cli/cli.h"
#include "model/arch.h"
#include "model/facts.h"
#include "model/run.h"
#include "sim/sim.h"

/* The options that experiments take, for a command's table. */
#define SIM_ARGS_OPTIONS                                                                 \
	(OPT_BIT(OPT_AT) | OPT_BIT(OPT_CALLS) | OPT_BIT(OPT_CLIENT) | OPT_BIT(OPT_COUNT) | \
	 OPT_BIT(OPT_DURATION) | OPT_BIT(OPT_FAULT) | OPT_BIT(OPT_PARAMETER) |           \
	 OPT_BIT(OPT_PROFILE) | OPT_BIT(OPT_RATE) | OPT_BIT(OPT_REQUEST) | OPT_BIT(OPT_SET) | \
	 OPT_BIT(OPT_UNTIL) | OPT_BIT(OPT_WORK))

struct experiment {
	struct arch *arch;
	struct facts *facts;
	struct sim_options options;
	struct diag_list diags;		/* of the template and of what was asked */
	bool was_run;		/* diags has what a run complains of: no second time */
	size_t n_complained;		/* how many of them were told already */
};

/*
 * Loads the template and reads the options. Says what is wrong on standard
 * error; STATUS_FINE or why not. experiment_done in either case.
 */
int experiment_read(struct cli *c, const char *template_path, struct experiment *e);
void experiment_done(struct experiment *e);

/* Prints warnings and errors on standard error, each once. */
void experiment_complain(struct experiment *e);

/*
 * Runs it, on all cores if there are several runs, with a progress line; Ctrl-C ends it with
 * what there is so far, and ret_is_interrupted tells. NULL when it cannot be run (e->diags).
 */
struct run *experiment_run(struct experiment *e, unsigned runs, bool *ret_is_interrupted);

/* True when nothing happened since nothing could: says so on standard error. */
bool experiment_is_empty(const struct experiment *e, const struct run *r);

#endif
