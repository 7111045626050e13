/* SPDX-License-Identifier: MIT */
/* What a function measured, by CloudWatch's names, and what it costs. */
#include "sim/svc_lambda.h"

/* Buries what expired, whatever its place in the stack. */
static void bury(struct idle_stack *k, struct level *environments, int64_t now_ns)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		if (k->list[i].expires_ns > now_ns)
			k->list[n++] = k->list[i];
		else
			level_add(environments, k->list[i].expires_ns, -1);
	}
	k->n = n;
}

void lambda_settle(struct sim *s, struct component *m)
{
	struct lambda *f = m->state;

	for (size_t i = 0; i < f->n_versions; i++)
		bury(&f->versions[i].on_demand, &f->environments, s->now_ns);
}

static void report_provisioned(const struct sim *s, const struct lambda *f, struct metric_list *out)
{
	metrics_count(out, "ProvisionedConcurrencyInvocations", f->n_provisioned);
	metrics_count(out, "ProvisionedConcurrencySpilloverInvocations", f->n_spilled);
	report_level(out, "ProvisionedConcurrentExecutions", &f->provisioned_running, s->now_ns);
	metrics_add(out, &(struct metric){
		.name = "ProvisionedConcurrencyUtilization",
		.unit = "1",
		.form = METRIC_LEVEL,
		.mean = level_mean(&f->provisioned_running, s->now_ns) / f->allocated,
		.most = (double)f->provisioned_running.most / f->allocated,
	});
}

static void report_async(const struct lambda *f, struct metric_list *out)
{
	metrics_count(out, "AsyncEventsReceived", f->n_received);
	metrics_count(out, "AsyncEventsDropped", f->n_dropped);
	report_time(out, "AsyncEventAge", &f->event_age);
	metrics_count(out, "DeadLettered", f->n_dead_lettered);
	metrics_count(out, "DeadLetterErrors", f->n_dlq_errors);
	metrics_count(out, "DestinationDeliveryFailures", f->n_destination_errors);
}

void lambda_report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct lambda *f = m->state;

	metrics_count(out, "Invocations", f->n_invocations);
	metrics_count(out, "Errors", f->n_errors);
	metrics_count(out, "Throttles", f->n_throttles);
	report_time(out, "Duration", &f->duration);
	report_level(out, "ConcurrentExecutions", &f->running, s->now_ns);
	report_level(out, "Environments", &f->environments, s->now_ns);
	metrics_count(out, "ColdStarts", f->n_cold);
	report_time(out, "InitDuration", &f->init);
	if (f->restore.n)
		report_time(out, "RestoreDuration", &f->restore);
	metrics_count(out, "RecursiveInvocationsDropped", f->n_recursive);
	report_async(f, out);
	if (f->allocated)
		report_provisioned(s, f, out);
	if (f->has_url) {
		metrics_count(out, "UrlRequestCount", f->n_url);
		metrics_count(out, "Url4xxCount", f->n_url_4xx);
		metrics_count(out, "Url5xxCount", f->n_url_5xx);
	}
}

/* Provisioned concurrency, by the steps of time that were begun. */
struct held_cost lambda_held(const struct sim *s, const struct component *m)
{
	const struct lambda *f = m->state;
	double usd_per_s = f->allocated * f->memory_mb / 1024 * f->price_held_gb_s;
	int64_t steps = (s->now_ns + f->held_step_ns - 1) / f->held_step_ns;

	return (struct held_cost){ usd_per_s * (double)(steps * f->held_step_ns) / 1e9, usd_per_s };
}

double lambda_cost(const struct sim *s, const struct component *m)
{
	const struct lambda *f = m->state;
	double gb = f->memory_mb / 1024;
	double requests = (double)(f->n_invocations + f->n_extra_requests);

	return requests * f->price_request +
	       (double)f->billed_ms / 1000 * gb * f->price_gb_s +
	       (double)f->provisioned_ms / 1000 * gb * f->price_run_gb_s +
	       lambda_held(s, m).usd;
}
