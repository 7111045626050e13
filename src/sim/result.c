/* SPDX-License-Identifier: MIT */
/* A run's state so far, as plain data. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/service.h"
#include "sim/sim.h"

static struct metric time_metric(const char *name, const struct summary *s)
{
	return (struct metric){
		.name = name,
		.unit = "ms",
		.form = METRIC_SUMMARY,
		.count = s->n,
		.mean = summary_mean(s) / 1e6,
		.p50 = summary_quantile(s, 0.5) / 1e6,
		.p90 = summary_quantile(s, 0.9) / 1e6,
		.p99 = summary_quantile(s, 0.99) / 1e6,
		.most = (double)s->most / 1e6,
	};
}

void report_time(struct metric_list *out, const char *name, const struct summary *s)
{
	struct metric m = time_metric(name, s);

	metrics_add(out, &m);
}

void report_level(struct metric_list *out, const char *name, const struct level *l, int64_t now_ns)
{
	metrics_add(out, &(struct metric){
		.name = name,
		.unit = "1",
		.form = METRIC_LEVEL,
		.mean = level_mean(l, now_ns),
		.most = (double)l->most,
	});
}

static void add_outcomes(struct sim *s, struct run *r)
{
	char buf[8];

	r->outcomes = arena_alloc(&r->arena, N_OUTCOMES * sizeof(*r->outcomes));
	for (size_t i = 0; i < N_OUTCOMES; i++) {
		struct run_outcome *o = NULL;
		const char *name;

		if (!s->by_outcome[i])
			continue;
		name = arena_strdup(&r->arena, outcome_text((enum outcome)i, buf));
		for (size_t k = 0; k < r->n_outcomes && !o; k++)
			if (!strcmp(r->outcomes[k].name, name))
				o = &r->outcomes[k];
		if (!o) {
			o = &r->outcomes[r->n_outcomes++];
			*o = (struct run_outcome){ .name = name };
		}
		o->count += (double)s->by_outcome[i];
	}
}

static void add_components(struct sim *s, struct run *r)
{
	size_t n = s->n_components - FIRST_COMPONENT;

	r->components = arena_zalloc(&r->arena, (n + 1) * sizeof(*r->components));
	r->not_modelled = arena_alloc(&r->arena, (n + 1) * sizeof(*r->not_modelled));
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		struct component *m = &s->components[i];
		struct metric_list *l = &r->components[r->n_components++];

		l->id = arena_strdup(&r->arena, m->id);
		l->kind = m->resource < 0 ? "mapping" : arch_kind_name(s->arch->resources[m->resource].kind);
		if (m->service->settle)
			m->service->settle(s, m);
		if (m->service->report)
			m->service->report(s, m, l);
		if (m->service->cost)
			l->cost_usd = m->service->cost(s, m);
		if (m->service->held) {
			struct held_cost held = m->service->held(s, m);

			r->held_usd += held.usd;
			r->held_usd_per_s += held.usd_per_s;
		}
		r->cost_usd += l->cost_usd;
		if (m->service == &other_service)
			r->not_modelled[r->n_not_modelled++] = (struct not_modelled){
				.id = l->id,
				.type = arena_strdup(&r->arena, s->arch->resources[m->resource].type),
				.why = "no model of this type: calls take no time and always succeed",
			};
	}
}

static int by_count(const void *a, const void *b)
{
	const struct run_decision *x = a, *y = b;
	int order = (x->count < y->count) - (x->count > y->count);

	if (!order)
		order = strcmp(x->id, y->id);
	return order ? order : strcmp(x->rule, y->rule);
}

static void add_decisions(struct sim *s, struct run *r)
{
	struct run_decision *list = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < s->n_components; i++) {
		for (int rule = 1; s->decisions[i] && rule < N_RULES; rule++) {
			const struct decision *d = &s->decisions[i][rule];
			const struct rule_info *info = rule_info((enum rule)rule);
			const struct fact *f = facts_find(s->facts, info->fact);

			if (!d->n)
				continue;
			*vec_push(list, n, cap) = (struct run_decision){
				.id = arena_strdup(&r->arena, s->components[i].id),
				.rule = info->id,
				.why = rule_text(&r->arena, (enum rule)rule, s->facts, s->profile),
				.source = f ? arena_strdup(&r->arena, *f->url ? f->url : f->source) : "",
				.lesson = f ? arena_strdup(&r->arena, f->lesson) : "",
				.count = (double)d->n,
				.first_s = (double)d->first_ns / 1e9,
				.first_request = d->first_request,
			};
		}
	}
	if (n)
		qsort(list, n, sizeof(*list), by_count);
	r->decisions = arena_dup(&r->arena, list, n, sizeof(*list));
	r->n_decisions = n;
	free(list);
}

struct run *sim_result(struct sim *s)
{
	struct run *r = xcalloc(1, sizeof(*r));

	arena_init(&r->arena);
	r->seed = s->seed;
	r->runs = 1;
	r->simulated_s = (double)s->now_ns / 1e9;
	r->duration_s = (double)s->arrivals_end_ns / 1e9;
	r->events = s->n_events;
	r->arrived = (double)s->n_arrived;
	r->completed = (double)s->latency.n;
	r->in_flight = r->arrived - r->completed;
	r->latency = time_metric("Latency", &s->latency);
	r->stopped = s->stopped ? arena_strdup(&r->arena, s->stopped) : NULL;
	add_outcomes(s, r);
	add_components(s, r);
	add_decisions(s, r);
	return r;
}
