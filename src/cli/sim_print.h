/* SPDX-License-Identifier: MIT */
/* The result of a simulation in its forms. */
#ifndef CLI_SIM_PRINT_H
#define CLI_SIM_PRINT_H

#include "base/diag.h"
#include "cli/output.h"
#include "cli/sim_args.h"
#include "model/run.h"
#include "tell/follow.h"

/* One object, as the manual describes it. */
void sim_print_json(struct output *o, const struct run *r, const struct diag_list *diags);

/* One line a figure: component, kind, metric, statistic, unit, value, half interval. */
void sim_print_csv(struct output *o, const struct run *r);

/*
 * The story in a screenful: what happened, the three things that mattered with their
 * rules and places, who did what, what it cost, what was not modelled.
 */
void sim_print_story(struct output *o, const struct run *r, const struct experiment *e);

/* The lives of the requests that were followed, moment by moment; each rule is explained once. */
void sim_print_lives(struct output *o, const struct follow *f, const struct experiment *e);

#endif
