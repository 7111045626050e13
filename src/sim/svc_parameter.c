/* SPDX-License-Identifier: MIT */
/*
 * Parameters of the Systems Manager's Parameter Store: all of an account share
 * one rate for reading, and clients may keep what they read (client_cache.h).
 * Metadata.Nephoscope.Throughput: default, high.
 */
#include <string.h>

#include "sim/bucket.h"
#include "sim/client_cache.h"

extern const struct service parameter_service;

/* One in each run. */
struct account {
	struct bucket reads;
	bool is_high;
};

struct parameter {
	struct account *account;
	struct client_cache cache;
	struct dist latency;
	uint64_t n_calls, n_throttled, n_cached, n_failed;
	struct summary total;
};

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct parameter *t = m->state;
	struct call *c = call_at(s, slot);

	c->a = client_cache_process(s, &t->cache, c);
	if (t->cache.ttl_ns &&
	    client_cache_at(s, &t->cache, c->from, c->a)->expires_ns > s->now_ns) {
		t->n_cached++;
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
		return;
	}
	t->n_calls++;
	if (!bucket_take(&t->account->reads, s->now_ns)) {
		t->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING,
			   t->account->is_high ? RULE_PARAMETERS_RATE_HIGH : RULE_PARAMETERS_RATE);
		return;
	}
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, &t->latency), 0);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct parameter *t = m->state;
	const struct call *c = call_at(s, slot);

	summary_add(&t->total, s->now_ns - c->lane_ns);
	if (c->flags & CALL_FAILS)
		t->n_failed++;
	else if (t->cache.ttl_ns)
		client_cache_at(s, &t->cache, c->from, c->a)->expires_ns = s->now_ns + t->cache.ttl_ns;
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static struct account *account(struct build *b)
{
	struct sim *s = b->sim;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct component *m = &s->components[i];
		const struct parameter *t = m->service == &parameter_service ? m->state : NULL;

		if (t && t->account)
			return t->account;
	}
	return arena_zalloc(&s->arena, sizeof(struct account));
}

/* Higher throughput is switched on for an account: one parameter that says so is enough. */
static void configure(struct build *b, struct component *m)
{
	struct parameter *t = m->state;
	const struct value *at = value_get(build_metadata(b, m), "Throughput");
	bool is_high = at && !strcmp(at->text, "high");
	double rate;

	if (at && !is_high && strcmp(at->text, "default") != 0)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, at, "sim-property",
					 "Throughput cannot be \"%.40s\"", at->text),
			  "default or high");
	summary_init(&t->total);
	t->account = account(b);
	t->account->is_high |= is_high;
	rate = build_fact(b, t->account->is_high ? "parameterstore.rate.high" :
						   "parameterstore.rate.default");
	bucket_init(&t->account->reads, rate, rate);
	build_dist(b, m, &t->latency, "parameterstore.latency.get", "reads");
	client_cache_configure(b, m, &t->cache);
}

static enum op op_of(enum arch_verb verb, const char *action)
{
	if (!action || strpbrk(action, "*,"))
		return verb == VERB_WRITES ? OP_NONE : OP_GET_PARAMETER;
	return strstr(action, "GetParameter") ? OP_GET_PARAMETER : OP_NONE;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct parameter *t = m->state;

	(void)s;
	metrics_count(out, "CallCount", t->n_calls);
	metrics_count(out, "ThrottledCalls", t->n_throttled);
	metrics_count(out, "FailedCalls", t->n_failed);
	metrics_count(out, "CachedReads", t->n_cached);
	report_time(out, "Latency", &t->total);
}

static void done(struct component *m)
{
	struct parameter *t = m->state;

	summary_done(&t->total);
}

const struct service parameter_service = {
	.name = "parameters",
	.state_bytes = sizeof(struct parameter),
	.kind = ARCH_PARAMETER,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.ops = UINT64_C(1) << OP_GET_PARAMETER,
	.op_for = op_of,
	.entry_op = OP_GET_PARAMETER,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.done = done,
};
