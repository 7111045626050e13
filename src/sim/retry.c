/* SPDX-License-Identifier: MIT */
#include "sim/retry.h"

#include <math.h>
#include <string.h>

#include "sim/lambda.h"
#include "sim/maths.h"

/* One service that a component calls through its SDK. */
struct retry_mode {
	unsigned attempts;		/* in all */
	double transient_ns, throttled_ns;	/* base of the back-off */
	bool is_exact;			/* the wait itself, not a random share of it */
};

/*
 * SDKs keep a quota for each client object. Here all clients of a component, one for each
 * environment of a function, draw on one pool of as many tokens.
 */
struct retrier {
	struct retry_mode any, dynamodb;
	double cap_ns;
	double quota, most_quota;
	double client_quota;		/* of one client */
	const struct level *clients;	/* NULL = one */
	int64_t n_clients;		/* that the quota counts */
	double transient_cost, throttled_cost;
	struct random random;
};

/* Botocore's legacy mode: no cap, no quota. */
static void set_legacy(struct build *b, struct retrier *r)
{
	r->any.attempts = (unsigned)build_fact(b, "sdk.legacy.attempts");
	r->any.transient_ns = r->any.throttled_ns = (double)build_fact_ns(b, "sdk.legacy.base");
	r->dynamodb.attempts = (unsigned)build_fact(b, "sdk.legacy.dynamodb.attempts");
	r->dynamodb.transient_ns = r->dynamodb.throttled_ns =
		(double)build_fact_ns(b, "sdk.legacy.dynamodb.base");
	r->dynamodb.is_exact = true;
	r->cap_ns = r->quota = r->most_quota = r->client_quota = INFINITY;
}

static void set_javascript(struct build *b, struct retrier *r)
{
	r->any.transient_ns = (double)build_fact_ns(b, "sdk.javascript.base");
	r->any.throttled_ns = (double)build_fact_ns(b, "sdk.javascript.base.throttled");
	r->dynamodb.transient_ns = r->any.transient_ns;
	r->dynamodb.throttled_ns = r->any.throttled_ns;
	r->transient_cost = build_fact(b, "sdk.javascript.cost.transient");
}

/* Until November 2026 the SDK of each language had its own way. */
static void set_by_runtime(struct build *b, const struct component *m, struct retrier *r)
{
	const char *runtime;

	if (b->sim->profile != PROFILE_AWS_2023 || !lambda_is(m))
		return;
	runtime = value_string(build_properties(b, m), "Runtime", "");
	if (!strncmp(runtime, "python", 6))
		set_legacy(b, r);
	else if (!strncmp(runtime, "nodejs", 6))
		set_javascript(b, r);
}

void retrier_new(struct build *b, struct component *m)
{
	struct retrier *r = arena_zalloc(&b->sim->arena, sizeof(*r));

	r->any.attempts = (unsigned)build_fact(b, "sdk.attempts");
	r->any.transient_ns = (double)build_fact_ns(b, "sdk.base.transient");
	r->any.throttled_ns = (double)build_fact_ns(b, "sdk.base.throttled");
	r->dynamodb.attempts = (unsigned)build_fact(b, "sdk.dynamodb.attempts");
	r->dynamodb.transient_ns = (double)build_fact_ns(b, "sdk.dynamodb.base");
	r->dynamodb.throttled_ns = (double)build_fact_ns(b, "sdk.base.throttled");
	r->cap_ns = (double)build_fact_ns(b, "sdk.cap");
	r->quota = r->most_quota = r->client_quota = build_fact(b, "sdk.quota");
	r->n_clients = 1;
	r->transient_cost = build_fact(b, "sdk.cost.transient");
	r->throttled_cost = build_fact(b, "sdk.cost.throttled");
	set_by_runtime(b, m, r);
	random_init(&r->random, b->sim->seed, m->id, "retries");
	m->retrier = r;
}

void retrier_counts(struct component *m, const struct level *clients)
{
	if (m->retrier)
		m->retrier->clients = clients;
}

/* A new client comes with a full quota; one that goes takes its share of what is left along. */
static void count_clients(struct retrier *r)
{
	int64_t n = r->clients && r->clients->now > 1 ? r->clients->now : 1;

	if (n == r->n_clients)
		return;
	if (n > r->n_clients)
		r->quota += (double)(n - r->n_clients) * r->client_quota;
	else
		r->quota *= (double)n / (double)r->n_clients;
	r->n_clients = n;
	r->most_quota = (double)n * r->client_quota;
}

/* What a success gives back: the last retry's cost, else one. */
static void give_back(struct retrier *r, const struct call *c)
{
	double gain = 1;

	if (c->attempt > 1)
		gain = c->flags & CALL_WAS_THROTTLED ? r->throttled_cost : r->transient_cost;
	r->quota += gain;
	if (r->quota > r->most_quota)
		r->quota = r->most_quota;
}

static double back_off_ns(struct retrier *r, const struct retry_mode *mode, bool is_throttled,
			  unsigned failed)
{
	double ns = is_throttled ? mode->throttled_ns : mode->transient_ns;

	for (unsigned i = 1; i < failed && ns < r->cap_ns; i++)
		ns *= 2;
	ns = ns < r->cap_ns ? ns : r->cap_ns;
	return mode->is_exact ? ns : random_unit(&r->random) * ns;
}

bool retry_again(struct sim *s, struct call *c, uint32_t slot, enum outcome outcome)
{
	struct retrier *r = s->components[c->from].retrier;
	enum outcome_class class = outcome_class(outcome);
	const struct retry_mode *mode;
	bool is_throttled = class == OUTCOME_CLASS_THROTTLED;
	double cost, delay_ns;

	count_clients(r);
	if (class == OUTCOME_CLASS_FINE) {
		if (r->quota < r->most_quota)
			give_back(r, c);
		return false;
	}
	mode = s->components[c->to].service->is_dynamodb ? &r->dynamodb : &r->any;
	if (class == OUTCOME_CLASS_FATAL || c->attempt >= mode->attempts)
		return false;
	cost = is_throttled ? r->throttled_cost : r->transient_cost;
	if (r->quota < cost) {
		sim_tell(s, slot, MOMENT_DROPPED, RULE_SDK_QUOTA, (int64_t)r->client_quota);
		return false;
	}
	r->quota -= cost;
	delay_ns = back_off_ns(r, mode, is_throttled, c->attempt);
	c->flags = (uint8_t)(CALL_RETRIES | (is_throttled ? CALL_WAS_THROTTLED : 0));
	c->attempt++;
	c->at = RETRY_COMPONENT;
	sim_tell(s, slot, MOMENT_RETRY, RULE_SDK_RETRY, (int64_t)delay_ns);
	call_wake_after(s, slot, (int64_t)delay_ns, 0);
	return true;
}

void retry_wake(struct sim *s, uint32_t slot)
{
	struct call *c = call_at(s, slot);

	if (!(c->flags & CALL_RETRIES)) {	/* its caller gave up meanwhile */
		call_drop(s, slot);
		return;
	}
	c->outcome = OUTCOME_NONE;
	call_send(s, slot);
}
