/* SPDX-License-Identifier: MIT */
#include "sim/svc_waf.h"

struct waf {
	double blocked_share;
	struct random random;
	uint64_t n_allowed, n_blocked;
	double usd_per_request;
};

static void configure(struct build *b, struct component *m)
{
	struct waf *w = m->state;

	random_init(&w->random, b->sim->seed, m->id, "blocked");
	w->usd_per_request = build_fact(b, "waf.price.request");
	w->blocked_share = build_share(b, m, "Blocked", 0);
}

struct component *waf_before(const struct build *b, const struct component *m)
{
	struct component *other;
	size_t i = 0;

	while (build_edge(b, m, false, &i, &other))
		if (other && other->service == &waf_service)
			return other;
	i = 0;
	while (build_edge(b, m, true, &i, &other))
		if (other && other->service == &waf_service)
			return other;
	return NULL;
}

bool waf_blocks(struct component *m)
{
	struct waf *w = m->state;
	bool is_blocked = random_coin(&w->random, w->blocked_share);

	*(is_blocked ? &w->n_blocked : &w->n_allowed) += 1;
	return is_blocked;
}

/* Nothing is sent to an ACL: what it guards asks it. A call by hand finds it well. */
static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	(void)m;
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct waf *w = m->state;

	(void)s;
	metrics_count(out, "AllowedRequests", w->n_allowed);
	metrics_count(out, "BlockedRequests", w->n_blocked);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct waf *w = m->state;

	(void)s;
	return (double)(w->n_allowed + w->n_blocked) * w->usd_per_request;
}

const struct service waf_service = {
	.name = "waf",
	.state_bytes = sizeof(struct waf),
	.kind = ARCH_FIREWALL,
	.configure = configure,
	.arrive = arrive,
	.ops = 1 << OP_WORK,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.cost = cost,
};
