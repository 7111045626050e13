/* SPDX-License-Identifier: MIT */
/* What ends a run that would not end by itself, and the loop that is to blame. */
#ifndef SIM_BOUNDS_H
#define SIM_BOUNDS_H

#include "sim/core.h"

/* The bound on events was met: stops the run and names the busiest loop, if there is one. */
void bound_events(struct sim *s);

/* The bound on calls was met: the same. */
void bound_calls(struct sim *s);

#endif
