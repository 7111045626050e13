/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/sim_print.h"

/* A field as RFC 4180 has it: quoted when it must be. */
static void field(struct output *o, const char *text)
{
	if (!text[strcspn(text, ",\"\n\r")]) {
		output_puts(o, text);
		return;
	}
	output_puts(o, "\"");
	for (; *text; text++)
		output_add(o, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	output_puts(o, "\"");
}

static void line(struct output *o, const char *id, const char *kind, const char *metric,
		 const char *statistic, const char *unit, double value, double half)
{
	field(o, id);
	output_puts(o, ",");
	output_printf(o, "%s,", kind);
	field(o, metric);
	output_printf(o, ",%s,%s,%.10g,", statistic, unit, value);
	if (half > 0)
		output_printf(o, "%.6g", half);
	output_puts(o, "\n");
}

static void metric_lines(struct output *o, const char *id, const char *kind, const struct metric *m)
{
	switch (m->form) {
	case METRIC_COUNT:
	case METRIC_NUMBER:
		line(o, id, kind, m->name, m->form == METRIC_COUNT ? "sum" : "value", m->unit, m->mean,
		     m->half);
		return;
	case METRIC_SUMMARY:
		line(o, id, kind, m->name, "mean", m->unit, m->mean, m->half);
		line(o, id, kind, m->name, "p50", m->unit, m->p50, 0);
		line(o, id, kind, m->name, "p90", m->unit, m->p90, 0);
		line(o, id, kind, m->name, "p99", m->unit, m->p99, 0);
		line(o, id, kind, m->name, "max", m->unit, m->most, 0);
		return;
	case METRIC_LEVEL:
		line(o, id, kind, m->name, "mean", m->unit, m->mean, m->half);
		line(o, id, kind, m->name, "max", m->unit, m->most, 0);
		return;
	}
}

void sim_print_csv(struct output *o, const struct run *r)
{
	output_puts(o, "resource,kind,metric,statistic,unit,value,half_interval_95\n");
	line(o, "", "run", "seed", "value", "1", (double)r->seed, 0);
	line(o, "", "run", "simulated", "value", "s", r->simulated_s, 0);
	line(o, "", "requests", "arrived", "sum", "1", r->arrived, 0);
	for (size_t i = 0; i < r->n_outcomes; i++)
		line(o, "", "requests", r->outcomes[i].name, "sum", "1", r->outcomes[i].count,
		     r->outcomes[i].half);
	line(o, "", "requests", "in_flight", "sum", "1", r->in_flight, 0);
	metric_lines(o, "", "requests", &r->latency);
	line(o, "", "run", "cost", "sum", "USD", r->cost_usd, r->cost_half);
	for (size_t i = 0; i < r->n_components; i++) {
		const struct metric_list *c = &r->components[i];

		for (size_t k = 0; k < c->n; k++)
			metric_lines(o, c->id, c->kind, &c->list[k]);
		if (c->cost_usd > 0)
			line(o, c->id, c->kind, "cost", "sum", "USD", c->cost_usd, c->cost_half);
	}
}
