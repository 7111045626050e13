/* SPDX-License-Identifier: MIT */
/* What a state machine measured, by CloudWatch's names, and what it costs. */
#include "sim/svc_stepfunctions.h"

static void report_children(const struct tally *t, struct metric_list *out)
{
	metrics_count(out, "ChildExecutionsStarted", t->n_started);
	metrics_count(out, "ChildExecutionsSucceeded", t->n_succeeded);
	metrics_count(out, "ChildExecutionsFailed", t->n_failed);
	metrics_count(out, "ChildExecutionsTimedOut", t->n_timed_out);
	metrics_count(out, "ChildExecutionsAborted", t->n_aborted);
}

void steps_report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct machine *k = m->state;

	metrics_count(out, "ExecutionsStarted", k->executions.n_started);
	metrics_count(out, "ExecutionsSucceeded", k->executions.n_succeeded);
	metrics_count(out, "ExecutionsFailed", k->executions.n_failed);
	metrics_count(out, "ExecutionsTimedOut", k->executions.n_timed_out);
	report_time(out, "ExecutionTime", &k->duration);
	report_level(out, "OpenExecutions", &k->running, s->now_ns);
	metrics_count(out, "ThrottledEvents", k->n_throttled_starts);
	metrics_count(out, "ExecutionThrottled", k->n_throttled_steps);
	metrics_count(out, "StateTransitions", k->n_transitions);
	if (k->n_billed_requests)
		metrics_number(out, "ExpressExecutionBilledDuration", "ms",
			       (double)(k->n_billed_steps * (uint64_t)k->bill_step_ns) / 1e6);
	if (k->children.n_started)
		report_children(&k->children, out);
}

double steps_cost(const struct sim *s, const struct component *m)
{
	const struct machine *k = m->state;
	double express_s = (double)k->n_billed_steps * ((double)k->bill_step_ns / 1e9);

	(void)s;
	return (double)k->n_billed_transitions * k->price_transition +
	       (double)k->n_billed_requests * k->price_request +
	       express_s * k->bill_gb * k->price_gb_s;
}
