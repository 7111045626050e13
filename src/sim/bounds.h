/* SPDX-License-Identifier: MIT */
/* What ends a run that would not end by itself, and the loop that is to blame. */
#ifndef SIM_BOUNDS_H
#define SIM_BOUNDS_H

#include "sim/core.h"

/* Events from one look_for_loop to the next; the share of most_events that may pass without a request. */
enum { LOOK_EVENTS = 1 << 20, QUIET_SHARE = 50 };

/*
 * Called each LOOK_EVENTS: stops the run when no request has arrived for long, nothing more
 * can, and the busiest components are in a loop. A demonstration of a loop ends in seconds.
 */
void look_for_loop(struct sim *s);

/* The bound on events was met: stops the run and names the busiest loop, if there is one. */
void bound_events(struct sim *s);

/* The bound on calls was met: the same. */
void bound_calls(struct sim *s);

#endif
