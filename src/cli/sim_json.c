/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/sim_print.h"

/* Whole numbers as integers; no NaN, no infinity; six significant digits are what a figure has. */
static json_t *number(double x)
{
	char text[32];

	if (!isfinite(x))
		return json_null();
	if (x == floor(x) && fabs(x) < 1e15)
		return json_integer((json_int_t)x);
	snprintf(text, sizeof(text), "%.6g", x);
	return json_real(strtod(text, NULL));
}

/* A count or a mean of counts: exact, so that what adds up still does when it is printed. */
static json_t *count(double x)
{
	return x == floor(x) ? number(x) : json_real(x);
}

static void put(json_t *object, const char *key, double x)
{
	json_put(object, key, number(x));
}

/* "requests.by_outcome.429": [low, high] */
static void put_interval(json_t *intervals, const char *path, double mean, double half)
{
	json_t *pair;

	if (half <= 0)
		return;
	pair = json_array();
	json_push(pair, number(mean - half));
	json_push(pair, number(mean + half));
	json_put(intervals, path, pair);
}

static void put_interval_of(json_t *intervals, const char *a, const char *b, const char *c,
			    double mean, double half)
{
	struct buf path;

	buf_init(&path);
	buf_printf(&path, "%s.%s%s%s", a, b, *c ? "." : "", c);
	put_interval(intervals, buf_str(&path), mean, half);
	buf_done(&path);
}

static json_t *requests_object(const struct run *r, json_t *intervals)
{
	json_t *o = json_object(), *by = json_object();

	json_put(o, "arrived", count(r->arrived));
	json_put(o, "completed", count(r->completed));
	json_put(o, "in_flight", count(r->in_flight));
	for (size_t i = 0; i < r->n_outcomes; i++) {
		const struct run_outcome *x = &r->outcomes[i];

		json_put(by, x->name, count(x->count));
		put_interval_of(intervals, "requests.by_outcome", x->name, "", x->count, x->half);
	}
	json_put(o, "by_outcome", by);
	return o;
}

static json_t *summary_object(const struct metric *m, bool has_p90)
{
	json_t *o = json_object();

	put(o, "mean", m->mean);
	put(o, "p50", m->p50);
	if (has_p90)
		put(o, "p90", m->p90);
	put(o, "p99", m->p99);
	put(o, "max", m->most);
	return o;
}

static json_t *level_object(const struct metric *m)
{
	json_t *o = json_object();

	put(o, "mean", m->mean);
	put(o, "max", m->most);
	return o;
}

static json_t *metric_value(const struct metric *m)
{
	switch (m->form) {
	case METRIC_SUMMARY:
		return summary_object(m, true);
	case METRIC_LEVEL:
		return level_object(m);
	case METRIC_COUNT:
	case METRIC_NUMBER:
		break;
	}
	return number(m->mean);
}

static json_t *component_object(const struct metric_list *c, json_t *intervals)
{
	json_t *o = json_object();

	json_put_text(o, "kind", c->kind);
	for (size_t i = 0; i < c->n; i++) {
		const struct metric *m = &c->list[i];
		struct buf name;

		json_put(o, m->name, metric_value(m));
		buf_init(&name);
		buf_printf(&name, "%s%s", m->name,
			   m->form == METRIC_SUMMARY || m->form == METRIC_LEVEL ? ".mean" : "");
		put_interval_of(intervals, "metrics", c->id, buf_str(&name), m->mean, m->half);
		buf_done(&name);
	}
	return o;
}

static json_t *cost_object(const struct run *r, json_t *intervals)
{
	json_t *o = json_object(), *by = json_object();

	put(o, "total", r->cost_usd);
	put_interval(intervals, "cost_usd.total", r->cost_usd, r->cost_half);
	for (size_t i = 0; i < r->n_components; i++)
		if (r->components[i].cost_usd > 0)
			put(by, r->components[i].id, r->components[i].cost_usd);
	json_put(o, "by_resource", by);
	return o;
}

static json_t *not_modelled_array(const struct run *r)
{
	json_t *array = json_array();

	for (size_t i = 0; i < r->n_not_modelled; i++) {
		json_t *o = json_object();

		json_put_text(o, "resource", r->not_modelled[i].id);
		json_put_text(o, "type", r->not_modelled[i].type);
		json_put_text(o, "why", r->not_modelled[i].why);
		json_push(array, o);
	}
	return array;
}

static json_t *decisions_array(const struct run *r)
{
	json_t *array = json_array();

	for (size_t i = 0; i < r->n_decisions; i++) {
		const struct run_decision *d = &r->decisions[i];
		json_t *o = json_object();

		json_put_text(o, "resource", d->id);
		json_put_text(o, "rule", d->rule);
		put(o, "count", d->count);
		put(o, "first_s", d->first_s);
		json_put_text(o, "why", d->why);
		json_put_text(o, "source", d->source);
		json_put_text(o, "lesson", d->lesson);
		json_push(array, o);
	}
	return array;
}

static json_t *diagnostics_array(const struct diag_list *diags)
{
	json_t *array = json_array();

	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *g = &diags->items[i];
		json_t *o = json_object();

		json_put_text(o, "file", g->file ? g->file : "");
		json_put_int(o, "line", g->line);
		json_put_int(o, "column", g->column);
		json_put_text(o, "severity", diag_severity_name(g->severity));
		json_put_text(o, "rule", g->rule);
		json_put_text(o, "text", g->text);
		if (g->hint)
			json_put_text(o, "hint", g->hint);
		json_push(array, o);
	}
	return array;
}

void sim_print_json(struct output *o, const struct run *r, const struct diag_list *diags)
{
	json_t *root = json_object(), *metrics = json_object(), *intervals = json_object();

	json_put(root, "seed", json_integer((json_int_t)r->seed));
	json_put_int(root, "runs", r->runs);
	json_put(root, "duration_s", json_real(r->duration_s));
	json_put(root, "simulated_s", json_real(r->simulated_s));
	json_put_int(root, "events", (long long)r->events);
	json_put(root, "requests", requests_object(r, intervals));
	json_put(root, "latency_ms", summary_object(&r->latency, true));
	put_interval(intervals, "latency_ms.mean", r->latency.mean, r->latency.half);
	for (size_t i = 0; i < r->n_components; i++)
		json_put(metrics, r->components[i].id, component_object(&r->components[i], intervals));
	json_put(root, "metrics", metrics);
	json_put(root, "cost_usd", cost_object(r, intervals));
	json_put(root, "decisions", decisions_array(r));
	json_put(root, "not_modelled", not_modelled_array(r));
	if (r->runs > 1)
		json_put(root, "ci95", intervals);
	else
		json_decref(intervals);
	if (r->stopped)
		json_put_text(root, "stopped", r->stopped);
	json_put(root, "diagnostics", diagnostics_array(diags));
	json_print(o, root);
}
