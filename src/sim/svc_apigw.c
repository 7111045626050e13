/* SPDX-License-Identifier: MIT */
/*
 * REST and HTTP APIs. A request goes through the documented order: WAF, route,
 * resource policy, authorizer, API key and usage plan, four nested token
 * buckets, validation, cache, integration, answer. Where AWS does not say when
 * the stage's and the account's buckets are asked, it is taken to be after the
 * authorizer; a request refused by one bucket keeps the tokens it took before.
 *
 * All that takes no time is decided when the request arrives. Two events follow:
 * the overhead before the integration, and that behind it.
 */
#include "sim/svc_apigw.h"

#include <string.h>

#include "sim/svc_waf.h"

enum { CALL_CANARY = CALL_OWN };

/* The status that a client sees when a rule refuses its request. */
static const uint16_t status_of[N_RULES] = {
	[RULE_APIGW_WAF] = 403,
	[RULE_APIGW_NO_ROUTE] = 403,
	[RULE_APIGW_NOT_FOUND] = 404,
	[RULE_APIGW_POLICY] = 403,
	[RULE_APIGW_PRIVATE_ENDPOINT] = OUTCOME_NETWORK,
	[RULE_APIGW_PRIVATE_DNS] = OUTCOME_NETWORK,
	[RULE_APIGW_PRIVATE_GROUP] = OUTCOME_NETWORK,
	[RULE_APIGW_PRIVATE_TLS] = OUTCOME_NETWORK,
	[RULE_APIGW_PRIVATE_POLICY] = 403,
	[RULE_APIGW_NO_TOKEN] = 401,
	[RULE_APIGW_UNSIGNED] = 403,
	[RULE_APIGW_IAM_DENIED] = 403,
	[RULE_APIGW_UNAUTHORIZED] = 401,
	[RULE_APIGW_DENIED] = 403,
	[RULE_APIGW_HTTP_DENIED] = 403,
	[RULE_APIGW_AUTHORIZER_FAILED] = 500,
	[RULE_APIGW_KEY] = 403,
	[RULE_APIGW_QUOTA] = 429,
	[RULE_APIGW_PLAN] = 429,
	[RULE_APIGW_METHOD] = 429,
	[RULE_APIGW_ACCOUNT] = 429,
	[RULE_APIGW_REGION] = 429,
	[RULE_APIGW_INVALID] = 400,
	[RULE_APIGW_PAYLOAD] = 413,
	[RULE_APIGW_FUNCTION_PAYLOAD] = 413,
};

enum outcome apigw_outcome(enum rule rule)
{
	return (enum outcome)status_of[rule];
}

/* What answers where no backend is asked. */
static const enum rule own_answers[N_APIGW_BACKENDS] = {
	[BACKEND_MOCK] = RULE_APIGW_MOCK,
	[BACKEND_PREFLIGHT] = RULE_APIGW_PREFLIGHT,
	[BACKEND_OUTSIDE] = RULE_APIGW_OUTSIDE,
};

struct verdict {
	enum outcome outcome;
	enum rule rule;
};

/* The number of a deployment: 0 the stage's, 1 its canary's. */
static inline size_t deployment(const struct call *c)
{
	return c->flags & CALL_CANARY ? 1 : 0;
}

static inline struct apigw_route *route_of(const struct apigw *g, const struct call *c)
{
	return &g->routes[c->key ? c->key - 1 : 0];
}

/* Schedules the answer: a holds the rule until then. */
static inline void answer_after(struct sim *s, uint32_t slot, int64_t delay_ns,
				enum outcome outcome, enum rule rule)
{
	struct call *c = call_at(s, slot);

	c->outcome = (uint16_t)outcome;
	c->a = rule;
	call_wake_after(s, slot, delay_ns, APIGW_PHASE_ANSWER);
}

static void refuse(struct sim *s, struct component *m, uint32_t slot, enum rule rule)
{
	struct apigw *g = m->state;

	answer_after(s, slot, component_draw(m, &g->before), apigw_outcome(rule), rule);
}

/* What stands before the route: only some REST APIs have it. */
static enum rule gate(struct apigw *g)
{
	if (g->closed != RULE_NONE)
		return g->closed;
	return g->waf && waf_blocks(g->waf) ? RULE_APIGW_WAF : RULE_NONE;
}

static enum rule check_size(const struct apigw *g, const struct call *c,
			    const struct apigw_route *r)
{
	uint8_t backend = r->targets[0].backend;

	if (c->bytes > g->most_bytes)
		return RULE_APIGW_PAYLOAD;
	return backend <= BACKEND_FUNCTION ? RULE_APIGW_FUNCTION_PAYLOAD : RULE_NONE;
}

/* Says that a bucket refused the call, and how much it lets through. */
static enum rule throttled(struct sim *s, struct apigw *g, uint32_t slot, enum rule rule,
			   const struct bucket *b)
{
	g->n_throttled++;
	sim_tell(s, slot, MOMENT_THROTTLED, rule, (int64_t)b->per_s);
	return rule;
}

/* The key's quota and buckets in the usage plan. */
static enum rule check_plan(struct sim *s, struct apigw *g, uint32_t slot, struct apigw_route *r)
{
	struct apigw_plan *p = g->plan;
	struct apigw_client *k;
	uint32_t number;

	if (random_coin(&g->random[STREAM_CLIENT], g->callers.without_key))
		return RULE_APIGW_KEY;
	if (!p)
		return RULE_NONE;
	number = p->n_clients > 1
			 ? (uint32_t)(random_unit(&g->random[STREAM_CLIENT]) * p->n_clients)
			 : 0;
	k = &p->clients[number];
	if (!bucket_take(&k->throttle, s->now_ns))
		return throttled(s, g, slot, RULE_APIGW_PLAN, &k->throttle);
	if (r->plan_throttle && !bucket_take(&r->plan_throttle[number], s->now_ns))
		return throttled(s, g, slot, RULE_APIGW_PLAN, &r->plan_throttle[number]);
	if (!p->quota)
		return RULE_NONE;
	if (k->period != s->now_ns / p->period_ns) {
		k->period = s->now_ns / p->period_ns;
		k->used = 0;
	}
	if (k->used >= p->quota) {
		g->n_throttled++;
		sim_tell(s, slot, MOMENT_THROTTLED, RULE_APIGW_QUOTA, (int64_t)p->quota);
		return RULE_APIGW_QUOTA;
	}
	k->used++;
	return RULE_NONE;
}

static inline enum rule check_buckets(struct sim *s, struct apigw *g, uint32_t slot,
				      struct apigw_route *r)
{
	int64_t now_ns = s->now_ns;

	if (!bucket_take(&r->throttle, now_ns))
		return throttled(s, g, slot, RULE_APIGW_METHOD, &r->throttle);
	if (!bucket_take(&g->account->throttle, now_ns))
		return throttled(s, g, slot, RULE_APIGW_ACCOUNT, &g->account->throttle);
	if (!bucket_take(&g->account->region, now_ns))
		return throttled(s, g, slot, RULE_APIGW_REGION, &g->account->region);
	return RULE_NONE;
}

/* Remembers in a which key of the cache the request has; true when its answer is fresh. */
static bool looks_up(struct sim *s, struct apigw *g, struct call *c, struct apigw_cache *k)
{
	bool is_canary = c->flags & CALL_CANARY && g->canary_has_own_cache;

	c->a = k->n > 1 ? (uint32_t)(random_unit(&k->random) * k->n) : 0;
	c->a += is_canary ? k->n : 0;
	if (s->now_ns < k->fresh_ns[c->a]) {
		g->n_hits++;
		return true;
	}
	g->n_misses++;
	return false;
}

/*
 * From the usage plan to the cache. RULE_NONE: on to the backend. RULE_APIGW_CACHE:
 * the answer is there.
 */
static inline enum rule admit(struct sim *s, struct apigw *g, uint32_t slot, struct apigw_route *r)
{
	struct call *c = call_at(s, slot);
	enum rule rule = RULE_NONE;

	if (r->needs_key && (rule = check_plan(s, g, slot, r)) != RULE_NONE)
		return rule;
	rule = check_buckets(s, g, slot, r);
	if (rule != RULE_NONE)
		return rule;
	g->n_billed += 1 + (g->billed_bytes && c->bytes ? (c->bytes - 1) / g->billed_bytes : 0);
	if (random_coin(&g->random[STREAM_INVALID], g->callers.invalid))
		return RULE_APIGW_INVALID;
	if (random_coin(&g->random[STREAM_CANARY], g->canary_share)) {
		c->flags |= CALL_CANARY;
		g->n_canary++;
	}
	return r->cache && looks_up(s, g, c, r->cache) ? RULE_APIGW_CACHE : RULE_NONE;
}

/* Sends the request to its backend and lets it wait there. */
static void integrate(struct sim *s, struct component *m, uint32_t slot)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_route *r = route_of(g, c);
	const struct apigw_target *t = &r->targets[deployment(c)];

	if (t->backend >= BACKEND_MOCK) {
		summary_add(&g->integration_latency, 0);
		answer_after(s, slot, component_draw(m, &g->after), (enum outcome)r->status,
			     r->rule ? (enum rule)r->rule : own_answers[t->backend]);
		return;
	}
	c->phase = APIGW_PHASE_WAITING;
	lane_add(s, r->lane, slot);
	apigw_ask(s, m, slot, t);
}

/* Behind the authorizer: the rest of the checks, then the backend, after delay_ns. */
static inline void go_on(struct sim *s, struct component *m, uint32_t slot, struct apigw_route *r,
			 int64_t delay_ns)
{
	struct apigw *g = m->state;
	enum rule rule = admit(s, g, slot, r);

	if (__builtin_expect(rule == RULE_NONE, 1))
		call_wake_after(s, slot, delay_ns, APIGW_PHASE_INTEGRATE);
	else if (rule == RULE_APIGW_CACHE)
		answer_after(s, slot, delay_ns, (enum outcome)r->status, rule);
	else
		answer_after(s, slot, delay_ns, apigw_outcome(rule), rule);
}

/*
 * Who the caller is decides whether the authorizer is asked: a holds the
 * identity; those behind the first n are the ones that it denies. True when the
 * request may go on at once.
 */
static bool authorized(struct sim *s, struct component *m, uint32_t slot,
		       struct apigw_authorizer *z)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_cache *k = &z->verdicts;

	if (random_coin(&g->random[STREAM_TOKEN], g->callers.without_token)) {
		refuse(s, m, slot, (enum rule)z->missing);
		return false;
	}
	if (z->is_own) {
		bool is_denied = random_coin(&g->random[STREAM_DENIED], g->callers.denied);

		if (is_denied)
			refuse(s, m, slot, (enum rule)z->denies);
		return !is_denied;
	}
	c->a = k->n > 1 ? (uint32_t)(random_unit(&k->random) * k->n) : 0;
	c->a += random_coin(&g->random[STREAM_DENIED], g->callers.denied) ? k->n : 0;
	if (!k->ttl_ns || s->now_ns >= k->fresh_ns[c->a]) {
		call_wake_after(s, slot, component_draw(m, &g->before), APIGW_PHASE_AUTHORIZE);
		return false;
	}
	g->n_authorizer_hits++;
	if (c->a >= k->n) {
		refuse(s, m, slot, (enum rule)z->denies);
		return false;
	}
	return true;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_route *r;
	enum rule rule = RULE_NONE;

	/* For Latency: what earlier attempts took, in microseconds. */
	c->b = c->attempt > 1 ? (uint32_t)((s->now_ns - c->start_ns) / NS_PER_US) : 0;
	c->flags &= (uint8_t)~CALL_CANARY;
	if (g->has_gate && (rule = gate(g)) != RULE_NONE) {
		refuse(s, m, slot, rule);
		return;
	}
	if (c->key > g->n_routes || !g->n_routes) {
		refuse(s, m, slot,
		       g->kind == APIGW_HTTP ? RULE_APIGW_NOT_FOUND : RULE_APIGW_NO_ROUTE);
		return;
	}
	r = route_of(g, c);
	if (__builtin_expect(c->bytes > g->most_function_bytes, 0))
		rule = check_size(g, c, r);
	else if (g->has_policy_deny)
		rule = RULE_APIGW_POLICY;
	if (rule != RULE_NONE) {
		refuse(s, m, slot, rule);
		return;
	}
	if (r->authorizer && !authorized(s, m, slot, r->authorizer))
		return;
	go_on(s, m, slot, r, component_draw(m, &g->before));
}

/* A status that the backend chose is handed on. */
static struct verdict status_verdict(int status)
{
	enum rule rule = status < 400 ? RULE_NONE : RULE_APIGW_BACKEND;

	return (struct verdict){ (enum outcome)status, rule };
}

static struct verdict function_verdict(const struct apigw *g, enum outcome outcome)
{
	bool is_http = g->kind == APIGW_HTTP;

	switch (outcome) {
	case OUTCOME_FUNCTION_ERROR:
	case OUTCOME_FUNCTION_TIMEOUT:
	case OUTCOME_TOO_LARGE:
		return is_http ? (struct verdict){ (enum outcome)500, RULE_APIGW_HTTP_FAILED }
			       : (struct verdict){ (enum outcome)502, RULE_APIGW_FAILED };
	case OUTCOME_TOO_MANY_REQUESTS:
		if (is_http)
			return (struct verdict){ (enum outcome)503, RULE_APIGW_HTTP_THROTTLED };
		break;
	default:
		if (outcome >= 100 && outcome < 600)
			return status_verdict((int)outcome);
		break;
	}
	return is_http ? (struct verdict){ (enum outcome)500, RULE_APIGW_HTTP_FAILED }
		       : (struct verdict){ (enum outcome)500, RULE_APIGW_REFUSED };
}

/* status: what the first pattern that matches the error says; 0 = none matches. */
static struct verdict mapped(const struct apigw_mapping *k, uint16_t status)
{
	if (status)
		return (struct verdict){ (enum outcome)status, RULE_APIGW_MAPPED };
	if (k->otherwise)
		return (struct verdict){ (enum outcome)k->otherwise, RULE_APIGW_UNMAPPED };
	return (struct verdict){ (enum outcome)500, RULE_APIGW_NO_MAPPING };
}

/* Nothing failed where the backend's status is none of an error, unless nothing takes it. */
static struct verdict mapped_backend(struct apigw_mapping *k, int status)
{
	struct verdict v = mapped(k, apigw_mapped_status(k, status));

	if (status < 400 && v.rule != RULE_APIGW_NO_MAPPING)
		v.rule = RULE_NONE;
	return v;
}

/* What the client sees of how the backend answered. */
static struct verdict judge(const struct apigw *g, const struct apigw_route *r, uint8_t backend,
			    enum outcome outcome)
{
	int status = outcome_status(outcome);

	if (backend == BACKEND_PROXY)
		return function_verdict(g, outcome);
	if (backend == BACKEND_FUNCTION) {
		if (outcome != OUTCOME_FUNCTION_ERROR && outcome != OUTCOME_FUNCTION_TIMEOUT)
			return function_verdict(g, outcome);
		return r->mapping ? mapped(r->mapping, r->mapping->function_error)
				  : (struct verdict){ (enum outcome)200, RULE_APIGW_UNMAPPED };
	}
	if (r->mapping && status >= APIGW_FIRST_STATUS)
		return mapped_backend(r->mapping, status);
	if (!status)
		return g->kind == APIGW_HTTP
			       ? (struct verdict){ (enum outcome)503, RULE_APIGW_HTTP_NETWORK }
			       : (struct verdict){ (enum outcome)504, RULE_APIGW_NETWORK };
	return status_verdict(status);
}

/* Some functions answer in a form that API Gateway cannot read. */
static struct verdict fine_verdict(struct apigw *g, const struct apigw_route *r, uint8_t backend)
{
	if (backend == BACKEND_PROXY && !r->infers_status &&
	    random_coin(&g->random[STREAM_MALFORMED], g->callers.malformed))
		return g->kind == APIGW_HTTP
			       ? (struct verdict){ (enum outcome)500, RULE_APIGW_HTTP_FAILED }
			       : (struct verdict){ (enum outcome)502, RULE_APIGW_MALFORMED };
	return (struct verdict){ (enum outcome)r->status, (enum rule)r->rule };
}

static void integration_reply(struct sim *s, struct component *m, uint32_t slot,
			      const struct call *child)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_route *r = route_of(g, c);
	uint8_t backend = r->targets[deployment(c)].backend;
	struct verdict v;

	summary_add(&g->integration_latency, s->now_ns - c->lane_ns);
	lane_remove(s, r->lane, slot);
	v = __builtin_expect(child->outcome == OUTCOME_FINE, 1)
		    ? fine_verdict(g, r, backend)
		    : judge(g, r, backend, (enum outcome)child->outcome);
	if (r->cache && outcome_is_fine(v.outcome))
		r->cache->fresh_ns[c->a] = s->now_ns + r->cache->ttl_ns;
	answer_after(s, slot, component_draw(m, &g->after), v.outcome, v.rule);
}

static void authorizer_reply(struct sim *s, struct component *m, uint32_t slot,
			     const struct call *child)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	struct apigw_route *r = route_of(g, c);
	struct apigw_authorizer *z = r->authorizer;
	enum outcome outcome = (enum outcome)child->outcome;
	bool is_denied = c->a >= z->verdicts.n || outcome == (enum outcome)401 ||
			 outcome == (enum outcome)403;

	lane_remove(s, &g->authorizer_lane, slot);
	if (!outcome_is_fine(outcome) && outcome != (enum outcome)401 &&
	    outcome != (enum outcome)403) {
		answer_after(s, slot, 0, (enum outcome)500, RULE_APIGW_AUTHORIZER_FAILED);
		return;
	}
	if (z->verdicts.ttl_ns)
		z->verdicts.fresh_ns[c->a] = s->now_ns + z->verdicts.ttl_ns;
	if (is_denied)
		answer_after(s, slot, 0, apigw_outcome((enum rule)z->denies), (enum rule)z->denies);
	else
		go_on(s, m, slot, r, 0);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	if (call_at(s, slot)->phase == APIGW_PHASE_WAITING)
		integration_reply(s, m, slot, child);
	else
		authorizer_reply(s, m, slot, child);
}

static void authorize(struct sim *s, struct component *m, uint32_t slot)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);

	c->phase = APIGW_PHASE_AUTHORIZING;
	g->n_authorizer_calls++;
	lane_add(s, &g->authorizer_lane, slot);
	apigw_ask(s, m, slot, &route_of(g, c)->authorizer->target);
}

/* Backends that were waited for long enough; they run on. */
static void give_up(struct sim *s, struct component *m, struct lane *l, bool is_authorizer)
{
	struct apigw *g = m->state;
	bool is_http = g->kind == APIGW_HTTP;
	uint32_t slot;

	if (!timer_is_due(s, &l->timer))
		return;
	while ((slot = lane_take_due(s, l)) != CALL_NONE) {
		call_abandon_child(s, call_at(s, slot));
		if (is_authorizer) {
			answer_after(s, slot, 0, (enum outcome)500, RULE_APIGW_AUTHORIZER_FAILED);
			continue;
		}
		summary_add(&g->integration_latency, l->delay_ns);
		answer_after(s, slot, component_draw(m, &g->after),
			     (enum outcome)(is_http ? 503 : 504),
			     is_http ? RULE_APIGW_HTTP_TIMEOUT : RULE_APIGW_TIMEOUT);
	}
}

static void answer(struct sim *s, struct component *m, uint32_t slot)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);
	enum outcome outcome = (enum outcome)c->outcome;
	int status = __builtin_expect(outcome < OUTCOME_NAMED, 1) ? (int)outcome : 0;
	/* What a throttle decided was told when it did. */
	bool is_told = status == 429 && c->a != RULE_APIGW_BACKEND && c->a != RULE_APIGW_MAPPED &&
		       c->a != RULE_APIGW_UNMAPPED;
	enum rule rule = is_told ? RULE_NONE : (enum rule)c->a;

	if (__builtin_expect(c->flags & CALL_FAILS, 0) && outcome_is_fine(outcome))
		status = 500;
	/* A connection that never came about is not in the API's metrics. */
	if (__builtin_expect(status, 1)) {
		g->n_count++;
		g->n_4xx += status >= 400 && status < 500;
		g->n_5xx += status >= 500;
		summary_add(&g->latency, s->now_ns - c->start_ns - c->b * NS_PER_US);
	}
	call_reply(s, slot, outcome, rule);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct apigw *g = m->state;
	struct call *c = call_at(s, slot);

	switch ((enum apigw_phase)c->phase) {
	case APIGW_PHASE_INTEGRATE:
		integrate(s, m, slot);
		break;
	case APIGW_PHASE_ANSWER:
		answer(s, m, slot);
		break;
	case APIGW_PHASE_AUTHORIZE:
		authorize(s, m, slot);
		break;
	case APIGW_PHASE_LANE:
		give_up(s, m, &g->lanes[c->a], false);
		break;
	case APIGW_PHASE_AUTHORIZER_LANE:
		give_up(s, m, &g->authorizer_lane, true);
		break;
	default:
		break;
	}
}

static bool takes(const struct arch_resource *r)
{
	return r->kind == ARCH_API && apigw_kind_of(r) != APIGW_WEBSOCKET;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct apigw *g = m->state;
	bool is_rest = g->kind == APIGW_REST;

	(void)s;
	metrics_count(out, "Count", g->n_count);
	metrics_count(out, is_rest ? "4XXError" : "4xx", g->n_4xx);
	metrics_count(out, is_rest ? "5XXError" : "5xx", g->n_5xx);
	report_time(out, "Latency", &g->latency);
	report_time(out, "IntegrationLatency", &g->integration_latency);
	metrics_count(out, "ThrottledRequests", g->n_throttled);
	if (is_rest && g->usd_per_hour > 0) {
		metrics_count(out, "CacheHitCount", g->n_hits);
		metrics_count(out, "CacheMissCount", g->n_misses);
	}
	if (g->n_authorizers) {
		metrics_count(out, "AuthorizerCalls", g->n_authorizer_calls);
		metrics_count(out, "AuthorizerCacheHits", g->n_authorizer_hits);
	}
	if (g->canary_share > 0)
		metrics_count(out, "CanaryCount", g->n_canary);
}

/* Refused requests are free: only those that passed authorizer and throttles are billed. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	return held_by_hour(s, ((const struct apigw *)m->state)->usd_per_hour);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct apigw *g = m->state;

	return (double)g->n_billed * g->usd_per_request + held(s, m).usd;
}

const struct service apigw_service = {
	.name = "apigw",
	.state_bytes = sizeof(struct apigw),
	.kind = ARCH_API,
	.takes = takes,
	.configure = apigw_configure,
	.connect = apigw_connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_REQUEST,
	.usual_op = OP_REQUEST,
	.entry_op = OP_REQUEST,
	.address = apigw_address,
	.error = (enum outcome)500,
	.throttled = (enum outcome)429,
	.denied = (enum outcome)403,
	.down = (enum outcome)503,
	.report = report,
	.cost = cost,
	.held = held,
	.done = apigw_done,
};
