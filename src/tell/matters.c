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

/* Rules that are not here were refusals. */
static const struct weighing weighings[] = {
	{ "apigw.cache", WEIGHT_ROUTINE },
	{ "apigw.mock", WEIGHT_ROUTINE },
	{ "apigw.outside", WEIGHT_ROUTINE },
	{ "cloudfront.hit", WEIGHT_ROUTINE },
	{ "cloudfront.origin.none", WEIGHT_ROUTINE },
	{ "events.disabled", WEIGHT_ROUTINE },
	{ "events.flexible", WEIGHT_ROUTINE },
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
	{ "kinesis.read", WEIGHT_SLOWER },
	{ "kinesis.read.calls", WEIGHT_SLOWER },
	{ "lambda.async.retry", WEIGHT_SLOWER },
	{ "lambda.async.throttle", WEIGHT_SLOWER },
	{ "lambda.init.limit", WEIGHT_SLOWER },
	{ "lambda.provisioned.spillover", WEIGHT_SLOWER },
	{ "mapping.throttled", WEIGHT_SLOWER },
	{ "s3.duplicate", WEIGHT_SLOWER },
	{ "s3.split", WEIGHT_SLOWER },
	{ "sdk.retry", WEIGHT_SLOWER },
	{ "sns.retry", WEIGHT_SLOWER },
	{ "sqs.at.least.once", WEIGHT_SLOWER },
	{ "sqs.in.flight", WEIGHT_SLOWER },
	{ "sqs.visibility", WEIGHT_SLOWER },
	{ "steps.catch", WEIGHT_SLOWER },
	{ "steps.retry", WEIGHT_SLOWER },
	{ "steps.transitions", WEIGHT_SLOWER },
	{ "steps.twice", WEIGHT_SLOWER },
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

/* Something else was refused or failed before, and this is what came of it. */
static bool is_effect(const char *rule)
{
	static const char *const effects[] = {
		"alb.lambda.failed", "apigw.authorizer.failed", "apigw.backend",
		"apigw.http.lambda.failed", "apigw.http.lambda.throttled", "apigw.http.network",
		"apigw.lambda.failed", "apigw.lambda.refused", "apigw.mapping.default",
		"apigw.network", "cloudfront.origin", "lambda.call-failed",
		"secrets.step-failed", "sdk.quota", "steps.failed", "websocket.connect.refused",
		"websocket.failed",
	};
	enum weight w = weight_of(rule);

	if (w == WEIGHT_SLOWER || w == WEIGHT_LOST)
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

/* Work goes from the resource of the first id to that of the second, or both are one. */
static bool is_at_or_before(const char *id, const char *next, const struct arch *arch)
{
	const struct arch_resource *x = matter_resource(arch, id);
	const struct arch_resource *y = matter_resource(arch, next);

	if (!strcmp(id, next) || (x && x == y))
		return true;
	for (size_t i = 0; i < arch->n_edges && x && y; i++) {
		const struct arch_edge *e = &arch->edges[i];

		if (&arch->resources[arch_work_from(e)] == x &&
		    &arch->resources[arch_work_to(e)] == y)
			return true;
	}
	return false;
}

/*
 * An effect was caused by a refusal of the same first request, about as often, right before
 * it, at the same place or where the effect's place hands work to.
 */
static bool is_caused_by(const struct run_decision *effect, const struct run_decision *cause,
			 const struct arch *arch)
{
	double later_s = effect->first_s - cause->first_s;
	double more = fmax(effect->count, cause->count);

	return is_effect(effect->rule) && weight_of(cause->rule) == WEIGHT_REFUSED &&
	       fabs(effect->count - cause->count) <= more * 0.02 && later_s >= 0 && later_s <= 1 &&
	       effect->first_request == cause->first_request &&
	       is_at_or_before(effect->id, cause->id, arch);
}

/* The matter that d is an effect of, by the nearest cause before it; n = none. */
static size_t find_cause(const struct matter *all, size_t n, const struct run_decision *d,
			 const struct arch *arch)
{
	size_t found = n;
	double latest_s = -1;

	for (size_t i = 0; i < n; i++) {
		const struct matter *m = &all[i];

		for (size_t k = 0; k < m->n_rules && m->n_rules < MATTER_RULES; k++) {
			if (m->rules[k]->first_s <= latest_s || !is_caused_by(d, m->rules[k], arch))
				continue;
			latest_s = m->rules[k]->first_s;
			found = i;
		}
	}
	return found;
}

static void join(struct matter *m, const struct run_decision *d)
{
	m->rules[m->n_rules++] = d;
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

	if (!order && matter_weight(x) == WEIGHT_ROUTINE)
		order = (x->rules[0]->first_s > y->rules[0]->first_s) -
			(x->rules[0]->first_s < y->rules[0]->first_s);
	if (!order)
		order = (x->count < y->count) - (x->count > y->count);
	if (!order)
		order = strcmp(x->rules[0]->id, y->rules[0]->id);
	return order ? order : strcmp(x->rules[0]->rule, y->rules[0]->rule);
}

/* Causes come before effects, and of these what was first. */
static int by_cause(const void *a, const void *b)
{
	const struct run_decision *x = *(const struct run_decision *const *)a;
	const struct run_decision *y = *(const struct run_decision *const *)b;
	int order = (int)is_effect(x->rule) - (int)is_effect(y->rule);

	if (!order)
		order = (int)(weight_of(x->rule) != WEIGHT_REFUSED) -
			(int)(weight_of(y->rule) != WEIGHT_REFUSED);
	if (!order)
		order = (x->first_s > y->first_s) - (x->first_s < y->first_s);
	if (!order)
		order = strcmp(x->id, y->id);
	return order ? order : strcmp(x->rule, y->rule);
}

/* all has room for as many as there are decisions. */
static size_t group(const struct run *r, const struct arch *arch, struct matter *all)
{
	const struct run_decision **list = xcalloc(r->n_decisions + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < r->n_decisions; i++)
		list[i] = &r->decisions[i];
	qsort(list, r->n_decisions, sizeof(*list), by_cause);
	for (size_t i = 0; i < r->n_decisions; i++) {
		size_t k = find_cause(all, n, list[i], arch);

		n += k == n;
		join(&all[k], list[i]);
	}
	free(list);
	return n;
}

size_t matters_of(const struct run *r, const struct arch *arch, struct matter *ret, size_t most)
{
	struct matter *all = xcalloc(r->n_decisions + 1, sizeof(*all));
	size_t n = group(r, arch, all);

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

bool matter_is_counted(const struct matter *m)
{
	return strcmp(m->rules[0]->rule, "mapping.ramp") != 0;
}
