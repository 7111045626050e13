/* SPDX-License-Identifier: MIT */
/* The result of a simulation in its three forms. */
#ifndef CLI_SIM_PRINT_H
#define CLI_SIM_PRINT_H

#include "base/diag.h"
#include "cli/output.h"
#include "model/arch.h"
#include "model/run.h"

/* One object, as the manual describes it. */
void sim_print_json(struct output *o, const struct run *r, const struct diag_list *diags);

/* One line a figure: component, kind, metric, statistic, unit, value, half interval. */
void sim_print_csv(struct output *o, const struct run *r);

/* The story: what happened, the three things that mattered with their rules, what it cost. */
void sim_print_story(struct output *o, const struct run *r, const struct arch *arch);

#endif
