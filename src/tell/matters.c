/* SPDX-License-Identifier: MIT */
#include "tell/matters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* How much a rule's decision means to whoever is responsible. */
enum weight {
	WEIGHT_ROUTINE,		/* so it goes on every good day */
	WEIGHT_SLOWER,		/* work was delayed or done twice */
	WEIGHT_REFUSED,		/* it failed, or was turned away */
	WEIGHT_LOST,		/* it is gone for good, or ended in a dead-letter queue */
};

struct weighing {
	const char *rule;
	enum weight weight;
};

/* Rules that are not here were refusals.. */
static const struct weighing weighings[] = {
	{ "apigw.cache", WEIGHT_ROUTINE },
	{ "apigw.mock", WEIGHT_ROUTINE },
	{ "apigw.outside", WEIGHT_ROUTINE },
	{ "cloudfront.hit", WEIGHT_ROUTINE },
	{ "cloudfront.origin.none", WEIGHT_ROUTINE },
	{ "events.disabled", WEIGHT_ROUTINE },
	{ "events.schedule", WEIGHT_ROUTINE },
	{ "lambda.cold", WEIGHT_ROUTINE },
	{ "lambda.restore", WEIGHT_ROUTINE },
	{ "mapping.ramp", WEIGHT_ROUTINE },
	{ "not.modelled", WEIGHT_ROUTINE },
	{ "sqs.delay", WEIGHT_ROUTINE },
	{ "websocket.idle", WEIGHT_ROUTINE },
	{ "websocket.duration", WEIGHT_ROUTINE },
	{ "cloudfront.retry", WEIGHT_SLOWER },
	{ "cloudfront.stale", WEIGHT_SLOWER },
	{ "events.retry", WEIGHT_SLOWER },
	{ "lambda.async.retry", WEIGHT_SLOWER },
	{ "lambda.async.throttle", WEIGHT_SLOWER },
	{ "lambda.init.limit", WEIGHT_SLOWER },
	{ "mapping.throttled", WEIGHT_SLOWER },
	{ "s3.duplicate", WEIGHT_SLOWER },
	{ "s3.split", WEIGHT_SLOWER },
	{ "sdk.retry", WEIGHT_SLOWER },
	{ "sns.retry", WEIGHT_SLOWER },
	{ "sqs.at.least.once", WEIGHT_SLOWER },
	{ "sqs.in.flight", WEIGHT_SLOWER },
	{ "sqs.visibility", WEIGHT_SLOWER },
	{ "stream.bisect", WEIGHT_SLOWER },
	{ "stream.retry", WEIGHT_SLOWER },
	{ "stream.throttled", WEIGHT_SLOWER },
	{ "events.dead.letter", WEIGHT_LOST },
	{ "events.lost", WEIGHT_LOST },
	{ "lambda.async.age", WEIGHT_LOST },
	{ "lambda.async.retries", WEIGHT_LOST },
	{ "lambda.off", WEIGHT_LOST },
	{ "lambda.recursion", WEIGHT_LOST },
	{ "mapping.give.up", WEIGHT_LOST },
	{ "s3.recursion", WEIGHT_LOST },
	{ "sns.dead.letter", WEIGHT_LOST },
	{ "sns.lost", WEIGHT_LOST },
	{ "sqs.redrive", WEIGHT_LOST },
	{ "sqs.retention", WEIGHT_LOST },
	{ "stream.age", WEIGHT_LOST },
	{ "stream.retention", WEIGHT_LOST },
	{ "stream.retries", WEIGHT_LOST },
};

static enum weight weight_of(const char *rule)
{
	for (size_t i = 0; i < sizeof(weighings) / sizeof(*weighings); i++)
		if (!strcmp(weighings[i].rule, rule))
			return weighings[i].weight;
	return WEIGHT_REFUSED;
}

/* What happened to others because of a refusal is told after it. */
static bool is_effect(const char *rule)
{
	static const char *const effects[] = {
		"apigw.http.lambda.failed", "apigw.http.lambda.throttled", "apigw.lambda.failed",
		"apigw.lambda.refused", "alb.lambda.failed", "lambda.call-failed", "sdk.quota",
	};

	if (weight_of(rule) == WEIGHT_SLOWER)
		return true;
	for (size_t i = 0; i < sizeof(effects) / sizeof(*effects); i++)
		if (!strcmp(effects[i], rule))
			return true;
	return false;
}

const struct arch_resource *matter_resource(const struct arch *arch, const char *id)
{
	const char *mapped = strchr(id, '>');	/* of "Jobs>Charge" the one that polls */
	int i = arch_find(arch, mapped ? mapped + 1 : id);

	return i < 0 ? NULL : &arch->resources[i];
}

static bool is_same_place(const struct run_decision *a, const struct run_decision *b,
			  const struct arch *arch)
{
	const struct arch_resource *x, *y;

	if (!strcmp(a->id, b->id))
		return true;
	x = matter_resource(arch, a->id);
	y = matter_resource(arch, b->id);
	if (!x || !y)
		return false;
	if (x == y)
		return true;
	for (size_t i = 0; i < arch->n_edges; i++) {
		const struct arch_edge *e = &arch->edges[i];

		if ((&arch->resources[e->from] == x && &arch->resources[e->to] == y) ||
		    (&arch->resources[e->from] == y && &arch->resources[e->to] == x))
			return true;
	}
	return false;
}

/*
 * Two rules that speak of the same events: at one place or at neighbours, about as often, and
 * for the same first time.
 */
static bool is_same_event(const struct run_decision *a, const struct run_decision *b,
			  const struct arch *arch)
{
	double more = fmax(a->count, b->count);

	return fabs(a->count - b->count) <= more * 0.02 && fabs(a->first_s - b->first_s) <= 1 &&
	       a->first_request == b->first_request && is_same_place(a, b, arch);
}

static bool joins(const struct matter *m, const struct run_decision *d, const struct arch *arch)
{
	if (m->n_rules == MATTER_RULES)
		return false;
	for (size_t i = 0; i < m->n_rules; i++)
		if (!is_same_event(m->rules[i], d, arch))
			return false;
	return true;
}

static void join(struct matter *m, const struct run_decision *d)
{
	size_t at = m->n_rules++;

	/* A cause goes before the effects that are there. */
	while (at && !is_effect(d->rule) && is_effect(m->rules[at - 1]->rule)) {
		m->rules[at] = m->rules[at - 1];
		at--;
	}
	m->rules[at] = d;
	m->count = fmax(m->count, d->count);
}

static enum weight matter_weight(const struct matter *m)
{
	enum weight w = WEIGHT_ROUTINE;

	for (size_t i = 0; i < m->n_rules; i++)
		if (weight_of(m->rules[i]->rule) > w)
			w = weight_of(m->rules[i]->rule);
	return w;
}

static int by_importance(const void *a, const void *b)
{
	const struct matter *x = a, *y = b;
	int order = (int)matter_weight(y) - (int)matter_weight(x);

	if (!order)
		order = (x->count < y->count) - (x->count > y->count);
	if (!order)
		order = strcmp(x->rules[0]->id, y->rules[0]->id);
	return order ? order : strcmp(x->rules[0]->rule, y->rules[0]->rule);
}

size_t matters_of(const struct run *r, const struct arch *arch, struct matter *ret, size_t most)
{
	struct matter *all = xcalloc(r->n_decisions + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < r->n_decisions; i++) {
		const struct run_decision *d = &r->decisions[i];
		size_t k = 0;

		while (k < n && !joins(&all[k], d, arch))
			k++;
		if (k == n)
			n++;
		join(&all[k], d);
	}
	if (n)
		qsort(all, n, sizeof(*all), by_importance);
	while (n && matter_weight(&all[n - 1]) == WEIGHT_ROUTINE &&
	       matter_weight(&all[0]) != WEIGHT_ROUTINE)
		n--;
	n = n < most ? n : most;
	memcpy(ret, all, n * sizeof(*ret));
	free(all);
	return n;
}
