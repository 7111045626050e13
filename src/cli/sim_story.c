/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "cli/sim_print.h"
#include "tell/figures.h"
#include "tell/matters.h"

enum {
	MEASURE = 78,
	MOST_MATTERS = 3,
	MOST_OUTCOMES = 6,
	MOST_WORKLOADS = 4,
	MOST_NOTES = 3,
	MOST_COMPONENTS = 8,
	MOST_METRICS = 6,
	NAME_CELLS = 14,
	KIND_CELLS = 12,
};

static const double MONTH_S = 30 * 86400.;

/* Breaks what t holds at its blanks, and empties it. */
static void paragraph(struct output *o, struct buf *t, int indent)
{
	buf_addc(t, '\n');
	output_wrapped(o, buf_str(t), t->len, indent, MEASURE);
	buf_clear(t);
}

static void heading(struct output *o, const char *text)
{
	output_puts(o, "\n");
	output_role(o, ROLE_SUBHEADING, text, strlen(text));
	output_puts(o, "\n");
}

static void add_interval(struct buf *t, double half)
{
	if (half > 0)
		buf_printf(t, " ± %.3g", half);
}

/* Whether requests come until somebody says that they end, and not a few that come whole. */
static bool has_arrivals_end(const struct experiment *e)
{
	for (size_t i = 0; i < e->options.n_workloads; i++) {
		const struct workload *w = &e->options.workloads[i];

		if (w->rate && (!w->count || e->options.duration_ns))
			return true;
	}
	return false;
}

static void tell_head(struct output *o, const struct run *r, const struct experiment *e,
		      struct buf *t)
{
	buf_printf(t, "%s, seed %llu", path_base(e->arch->file), (unsigned long long)r->seed);
	if (r->runs > 1)
		buf_printf(t, ", mean of %u runs (± is the 95 %% interval)", r->runs);
	buf_adds(t, ": a simulation of ");
	figure_time(t, r->simulated_s * 1000);
	if (has_arrivals_end(e) && r->simulated_s > r->duration_s * 1.05 &&
	    r->completed >= r->arrived) {
		buf_adds(t, " (arrivals: ");
		figure_time(t, r->duration_s * 1000);
		buf_adds(t, "; then until all work was done)");
	}
	buf_adds(t, ".");
	paragraph(o, t, 0);
}

static void tell_workloads(struct output *o, const struct experiment *e, struct buf *t)
{
	const struct sim_options *s = &e->options;

	for (size_t i = 0; i < s->n_workloads && i < MOST_WORKLOADS; i++) {
		const struct workload *w = &s->workloads[i];

		buf_printf(t, "%s", w->request);
		if (w->rate)
			buf_printf(t, ", %s", w->rate);
		if (w->count) {
			buf_adds(t, ", ");
			figure_count(t, (double)w->count);
			buf_adds(t, !w->rate	     ? " at once"
				    : s->duration_ns ? " at most"
						     : " in all");
		}
		if (w->at_ns) {
			buf_adds(t, ", from ");
			figure_time(t, (double)w->at_ns / 1e6);
		}
		paragraph(o, t, 2);
	}
	if (s->n_workloads > MOST_WORKLOADS)
		output_printf(o, "  and %zu more kinds of requests\n",
			      s->n_workloads - MOST_WORKLOADS);
	if (!s->n_workloads)
		output_puts(o, "  one request at each entry (--request asks for others)\n");
}

/* "     2,990   99.7 %  ok ± 3" */
static void tell_outcome(struct output *o, const struct run *r, const char *name, double count,
			 double half, struct buf *t)
{
	figure_count(t, count);
	output_printf(o, "  %12s  ", buf_str(t));
	buf_clear(t);
	figure_percent(t, r->arrived > 0 ? 100 * count / r->arrived : 0);
	output_printf(o, "%7s  %s", buf_str(t), name);
	buf_clear(t);
	add_interval(t, half);
	output_printf(o, "%s\n", buf_str(t));
	buf_clear(t);
}

static void tell_outcomes(struct output *o, const struct run *r, struct buf *t)
{
	for (size_t i = 0; i < r->n_outcomes && i < MOST_OUTCOMES; i++) {
		const struct run_outcome *x = &r->outcomes[i];

		tell_outcome(o, r, x->name, x->count, x->half, t);
	}
	if (r->n_outcomes > MOST_OUTCOMES)
		output_printf(o, "  and %zu more outcomes\n", r->n_outcomes - MOST_OUTCOMES);
	if (r->in_flight > 0)
		tell_outcome(o, r, "still under way", r->in_flight, 0, t);
	if (!r->arrived)
		output_puts(o, "  no request arrived from outside\n");
}

static void tell_latency(struct output *o, const struct run *r, struct buf *t)
{
	if (!r->latency.count)
		return;
	if (r->latency.count > 2) {
		buf_adds(t, "Half were answered within ");
		figure_time(t, r->latency.p50);
		buf_adds(t, ", 99 % within ");
		figure_time(t, r->latency.p99);
		buf_adds(t, ", the slowest after ");
	} else {
		buf_adds(t, "Answered after ");
	}
	figure_time(t, r->latency.most);
	buf_addc(t, '.');
	paragraph(o, t, 2);
}

/* "1. Resize, 218,102 times, first after 1.1 s        photo.yaml:10" */
static void tell_matter_head(struct output *o, const struct experiment *e, const struct matter *m,
			     size_t number, struct buf *t)
{
	const struct run_decision *d = m->rules[0];
	const struct arch_resource *r = matter_resource(e->arch, d->id);

	buf_printf(t, "%zu. %s: ", number, d->id);
	if (matter_is_counted(m))
		figure_count(t, m->count);
	buf_adds(t, !matter_is_counted(m) ? "first after "
		    : m->count == 1	  ? " time, after "
					  : " times, first after ");
	figure_time(t, d->first_s * 1000);
	if (r && r->line)
		buf_printf(t, " (%s:%d)", path_base(r->file ? r->file : e->arch->file), r->line);
	paragraph(o, t, 2);
}

static bool was_told(const struct matter *list, size_t n, const struct run_decision *d)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < list[i].n_rules; k++)
			if (!strcmp(list[i].rules[k]->rule, d->rule))
				return true;
	return false;
}

/* One of the list. A lesson is named once, however many rules it teaches; a rule is told once. */
static void tell_matter(struct output *o, const struct experiment *e, const struct matter *list,
			size_t at, const char **lesson, struct buf *t)
{
	const struct matter *m = &list[at];
	const char *here = "";

	tell_matter_head(o, e, m, at + 1, t);
	for (size_t i = 0; i < m->n_rules; i++) {
		const struct run_decision *d = m->rules[i];

		if (i && strcmp(d->id, m->rules[0]->id) != 0)
			buf_printf(t, "%s: ", d->id);
		buf_printf(t, "%s [%s]", was_told(list, at, d) ? "As above." : d->why, d->rule);
		paragraph(o, t, 5);
		if (!*here)
			here = d->lesson;
	}
	if (*here && strcmp(here, *lesson) != 0)
		output_printf(o, "     Lesson: nephoscope read %s\n", here);
	*lesson = here;
}

static void tell_matters(struct output *o, const struct run *r, const struct experiment *e,
			 struct buf *t)
{
	struct matter list[MOST_MATTERS];
	const char *lesson = "";
	size_t n = matters_of(r, e->arch, list, MOST_MATTERS);

	heading(o, "What mattered");
	if (!n)
		output_puts(o, "  No limit was met and nothing failed.\n");
	for (size_t i = 0; i < n; i++)
		tell_matter(o, e, list, i, &lesson, t);
}

/*
 * Metrics in the order in which they are told. Those that are not here only repeat others;
 * all of them are in the JSON.
 */
static const char *const telling[] = {
	"Count",
	"RequestCount",
	"Requests",
	"Invocations",
	"NumberOfMessagesPublished",
	"NumberOfMessagesSent",
	"IncomingRecords",
	"PutEventsEntries",
	"TriggeredRules",
	"Calls",
	"CallCount",
	"ConnectCount",
	"MessageCount",
	"ExecutionsStarted",
	"ExecutionsSucceeded",
	"ExecutionsFailed",
	"ExecutionsTimedOut",
	"PutRequests",
	"GetRequests",
	"ConsumedReadCapacityUnits",
	"ConsumedWriteCapacityUnits",
	"BlockedRequests",
	"4XXError",
	"5XXError",
	"4xx",
	"5xx",
	"4xxErrors",
	"5xxErrors",
	"HTTPCode_Target_5XX_Count",
	"HTTPCode_ELB_5XX_Count",
	"ClientError",
	"ExecutionError",
	"IntegrationError",
	"Errors",
	"Throttles",
	"ThrottledRequests",
	"SlowDowns",
	"WriteProvisionedThroughputExceeded",
	"ReadProvisionedThroughputExceeded",
	"Throttled",
	"Refused",
	"FailedInvocations",
	"FailedCalls",
	"StaleReads",
	"Rotations",
	"FailedRotations",
	"DeadLettered",
	"DeadLetterErrors",
	"DestinationDeliveryFailures",
	"InvocationsSentToDlq",
	"NumberOfNotificationsFailed",
	"NumberOfNotificationsRedrivenToDlq",
	"Expired",
	"GivenUp",
	"AsyncEventsDropped",
	"DroppedEventCount",
	"RecursiveInvocationsDropped",
	"ColdStarts",
	"Retries",
	"Redelivered",
	"CacheHits",
	"CacheHitCount",
	"CacheHitRate",
	"Latency",
	"Duration",
	"ExecutionTime",
	"TargetResponseTime",
	"ConcurrentExecutions",
	"ApproximateNumberOfMessagesVisible",
	"ApproximateAgeOfOldestMessage",
	"IteratorAge",
	"AsyncEventAge",
	"InUse",
	"Wait",
	"ProvisionedConcurrencySpilloverInvocations",
};

/* What is nothing is left out: a screen has few lines. */
static bool is_telling(const struct metric *m)
{
	return m->form == METRIC_SUMMARY ? m->count && m->most > 0 : m->mean != 0 || m->most != 0;
}

static void add_number(struct buf *t, const struct metric *m)
{
	if (!strcmp(m->unit, "ms")) {
		figure_time_within(t, m->mean, m->half);
	} else if (!strcmp(m->unit, "s")) {
		figure_time_within(t, m->mean * 1000, m->half * 1000);
	} else if (!strcmp(m->unit, "%")) {
		figure_percent(t, m->mean);
		add_interval(t, m->half);
	} else {
		figure_count(t, m->mean);
		add_interval(t, m->half);
	}
}

/* The most there was stands without an interval: it is of all runs. */
static void add_metric(struct buf *t, const struct metric *m)
{
	buf_printf(t, "%s ", m->name);
	switch (m->form) {
	case METRIC_COUNT:
		figure_count(t, m->mean);
		add_interval(t, m->half);
		break;
	case METRIC_NUMBER:
		add_number(t, m);
		break;
	case METRIC_LEVEL:
		buf_adds(t, "up to ");
		figure_count(t, m->most);
		break;
	case METRIC_SUMMARY:
		figure_time_within(t, m->p50, m->p50_half);
		buf_adds(t, " (99 %: ");
		figure_time_within(t, m->p99, m->p99_half);
		buf_addc(t, ')');
		break;
	}
}

/* Where its metrics begin: beside it, or below a name that is too long for its column. */
static void begin_component(struct buf *t, const struct metric_list *c)
{
	if (strlen(c->id) <= NAME_CELLS)
		buf_printf(t, "  %-*s %-*s ", NAME_CELLS, c->id, KIND_CELLS, c->kind);
	else
		buf_printf(t, "  %s %s\n  %-*s ", c->id, c->kind, NAME_CELLS + 1 + KIND_CELLS, "");
}

/* "Resize      function  Invocations 30,169, Throttles ..." with the rest under it. */
static bool tell_component(struct output *o, const struct metric_list *c, struct buf *t)
{
	size_t n = 0, cells, width = 0;
	struct buf one;

	buf_init(&one);
	for (size_t i = 0; i < sizeof(telling) / sizeof(*telling) && n < MOST_METRICS; i++) {
		const struct metric *m = metrics_find(c, telling[i]);

		if (!m || !is_telling(m))
			continue;
		add_metric(&one, m);
		cells = one.len + 2;
		if (!n++)
			begin_component(t, c);
		if (width && width + cells > (size_t)(MEASURE - NAME_CELLS - KIND_CELLS - 4)) {
			buf_printf(t, ",\n  %-*s ", NAME_CELLS + 1 + KIND_CELLS, "");
			width = 0;
		}
		buf_printf(t, "%s%s", width ? ", " : "", buf_str(&one));
		width += cells;
		buf_clear(&one);
	}
	buf_done(&one);
	if (n)
		output_printf(o, "%s\n", buf_str(t));
	buf_clear(t);
	return n;
}

static void tell_components(struct output *o, const struct run *r, struct buf *t)
{
	size_t n = 0, i = 0;

	heading(o, "Who did what");
	for (; i < r->n_components && n < MOST_COMPONENTS; i++)
		n += tell_component(o, &r->components[i], t);
	if (i < r->n_components)
		output_printf(o, "  and %zu more (--format json has all of them)\n",
			      r->n_components - i);
}

/* Work that arrives at the same rate all the time: a month can be told from minutes. */
static bool is_steady(const struct experiment *e)
{
	const struct sim_options *s = &e->options;

	for (size_t i = 0; i < s->n_workloads; i++) {
		const struct workload *w = &s->workloads[i];

		if (w->count || w->at_ns || w->n_pieces != 1 || w->pieces->to_ns != INT64_MAX)
			return false;
	}
	return s->n_workloads > 0 && !s->until_ns && !s->n_faults;
}

/* The most expensive first, as many as one line holds. */
static void add_shares(struct buf *t, const struct run *r)
{
	double below = INFINITY;

	for (int k = 0; k < 3; k++) {
		const struct metric_list *dearest = NULL;

		for (size_t i = 0; i < r->n_components; i++) {
			const struct metric_list *c = &r->components[i];

			if (c->cost_usd > 0 && c->cost_usd < below &&
			    (!dearest || c->cost_usd > dearest->cost_usd))
				dearest = c;
		}
		if (!dearest)
			break;
		buf_printf(t, "%s%s ", k ? ", " : ": ", dearest->id);
		figure_money(t, dearest->cost_usd);
		below = dearest->cost_usd;
	}
}

/* What is paid by the request comes with the requests, what is paid by the hour comes anyway. */
static double month_usd(const struct run *r)
{
	return ((r->cost_usd - r->held_usd) / r->duration_s + r->held_usd_per_s) * MONTH_S;
}

static void tell_cost(struct output *o, const struct run *r, const struct experiment *e,
		      struct buf *t)
{
	buf_adds(t, "Cost ");
	figure_money(t, r->cost_usd);
	add_interval(t, r->cost_half);
	add_shares(t, r);
	buf_adds(t, ". List prices, no free tier.");
	if (is_steady(e) && r->cost_usd > 0 && !r->stopped) {
		buf_adds(t, " At this rate about ");
		figure_money(t, month_usd(r));
		buf_adds(t, " a month.");
	}
	output_puts(o, "\n");
	paragraph(o, t, 0);
}

static void tell_gaps(struct output *o, const struct run *r, struct buf *t)
{
	if (!r->n_not_modelled)
		return;
	buf_adds(t, "Not modelled (calls to these take no time and succeed): ");
	for (size_t i = 0; i < r->n_not_modelled && i < MOST_COMPONENTS; i++)
		buf_printf(t, "%s%s (%s)", i ? ", " : "", r->not_modelled[i].id,
			   r->not_modelled[i].type);
	if (r->n_not_modelled > MOST_COMPONENTS)
		buf_printf(t, " and %zu more", r->n_not_modelled - MOST_COMPONENTS);
	buf_addc(t, '.');
	paragraph(o, t, 0);
}

/* What was taken for granted, or left out, in a sentence each. */
static void tell_notes(struct output *o, const struct experiment *e, struct buf *t)
{
	size_t n = 0;

	for (size_t i = 0; i < e->diags.n; i++) {
		const struct diag *g = &e->diags.items[i];

		if (g->severity != DIAG_NOTE || n++ >= MOST_NOTES)
			continue;
		buf_printf(t, "Note: %s", g->text);
		if (g->hint)
			buf_printf(t, "; %s", g->hint);
		buf_printf(t, " [%s].", g->rule);
		paragraph(o, t, 0);
	}
	if (n > MOST_NOTES) {
		buf_printf(t, "And %zu more note%s (--format json has all of them).", n - MOST_NOTES,
			   n - MOST_NOTES == 1 ? "" : "s");
		paragraph(o, t, 0);
	}
}

void sim_print_story(struct output *o, const struct run *r, const struct experiment *e)
{
	struct buf t;

	buf_init(&t);
	tell_head(o, r, e, &t);
	heading(o, "What happened");
	tell_workloads(o, e, &t);
	tell_outcomes(o, r, &t);
	tell_latency(o, r, &t);
	tell_matters(o, r, e, &t);
	tell_components(o, r, &t);
	tell_cost(o, r, e, &t);
	tell_gaps(o, r, &t);
	tell_notes(o, e, &t);
	if (r->stopped) {
		buf_printf(&t, "The run was stopped: %s.", r->stopped);
		paragraph(o, &t, 0);
	}
	buf_done(&t);
}
