/* SPDX-License-Identifier: MIT */
/*
 * Collects the moments of a run in a block and hands full blocks to the sink,
 * so that a trace of any length needs constant memory. Without a sink all of
 * it is kept (sim_history()).
 */
#ifndef SIM_TRACE_H
#define SIM_TRACE_H

#include "model/history.h"
#include "sim/core.h"

struct trace_buffer *trace_new(const struct history_sink *sink);	/* copied; NULL = keep all */
void trace_free(struct trace_buffer *t);		/* NULL is allowed */
void trace_flush(struct trace_buffer *t);		/* hands on what is not yet */

/* All that was kept; borrowed until the run goes on. */
const struct history_event *trace_events(const struct trace_buffer *t, size_t *ret_n);

#endif
