/* SPDX-License-Identifier: MIT */
/*
 * Cognito user pools. As an authorizer API Gateway checks the signature of the
 * token by itself: that counts in no quota. Sign-ins (any other call) share the
 * account's rate of UserAuthentication.
 */
#include "sim/bucket.h"
#include "sim/service.h"

struct userpool {
	struct bucket *sign_in;		/* of all pools */
	struct dist auth, verify;
	uint64_t n_verified, n_sign_ins, n_throttled;
};

extern const struct service cognito_service;

static struct bucket *account_bucket(struct build *b)
{
	struct sim *s = b->sim;
	double per_s = build_fact(b, "cognito.auth.rate");
	struct bucket *bucket;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct userpool *u = s->components[i].state;

		if (s->components[i].service == &cognito_service && u->sign_in)
			return u->sign_in;
	}
	bucket = arena_alloc(&s->arena, sizeof(*bucket));
	/* A quota in requests a second: a second's worth at once. */
	bucket_init(bucket, per_s, per_s);
	return bucket;
}

static void configure(struct build *b, struct component *m)
{
	struct userpool *u = m->state;

	u->sign_in = account_bucket(b);
	build_dist(b, m, &u->auth, "cognito.latency.auth", "auth");
	build_dist(b, m, &u->verify, "cognito.latency.verify", "verify");
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct userpool *u = m->state;

	if (call_at(s, slot)->op == OP_AUTHORIZE) {
		u->n_verified++;
		call_wake_after(s, slot, component_draw(m, &u->verify), 0);
	} else if (bucket_take(u->sign_in, s->now_ns)) {
		u->n_sign_ins++;
		call_wake_after(s, slot, component_draw(m, &u->auth), 0);
	} else {
		u->n_throttled++;
		call_reply(s, slot, OUTCOME_TOO_MANY_REQUESTS, RULE_COGNITO_RATE);
	}
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	(void)m;
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static enum op op_of(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_INVOKES ? OP_AUTHORIZE : OP_WORK;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct userpool *u = m->state;

	(void)s;
	metrics_count(out, "SignInSuccesses", u->n_sign_ins);
	metrics_count(out, "SignInThrottles", u->n_throttled);
	metrics_count(out, "TokensVerified", u->n_verified);
}

const struct service cognito_service = {
	.name = "cognito",
	.state_bytes = sizeof(struct userpool),
	.kind = ARCH_USERPOOL,
	.configure = configure,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_AUTHORIZE | 1 << OP_WORK,
	.op_for = op_of,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_TOO_MANY_REQUESTS,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
};
