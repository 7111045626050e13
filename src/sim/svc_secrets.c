/* SPDX-License-Identifier: MIT */
/*
 * Secrets: GetSecretValue with its rate and latency, caches in clients
 * (client_cache.h), the KMS key behind it, rotation (svc_secrets_rotation.c).
 *
 * A read is good when the password that it brings opens the database. With one user that is
 * only the last one that a rotation set, which a client's cache does not know
 * until it asks again: error:LoginFailed. With two users in turn the one before
 * works too.
 */
#include "sim/svc_secrets.h"

#include <string.h>

/* Whether the database still takes the password of this version. */
static bool opens(const struct secret *t, uint32_t version)
{
	uint32_t behind = t->database > version ? t->database - version : 0;

	return behind <= (t->is_alternating ? 1u : 0u);
}

/* The client has a version: from its cache, or from here. The rotation's own function knows all. */
static void answer(struct sim *s, struct secret *t, uint32_t slot, uint32_t version)
{
	if (opens(t, version) || call_at(s, slot)->from == t->rotator) {
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
		return;
	}
	t->n_stale++;
	call_reply(s, slot, OUTCOME_LOGIN_FAILED, RULE_SECRETS_STALE);
}

static void arrive_read(struct sim *s, struct component *m, uint32_t slot)
{
	struct secret *t = m->state;
	struct call *c = call_at(s, slot);
	bool has_cache = t->cache.ttl_ns && c->from != t->rotator;

	c->a = client_cache_process(s, &t->cache, c);
	if (has_cache) {
		const struct cached *k = client_cache_at(s, &t->cache, c->from, c->a);

		if (k->expires_ns > s->now_ns) {
			t->n_cached++;
			answer(s, t, slot, k->version);
			return;
		}
	}
	t->n_calls++;
	if (!bucket_take(&t->account->reads, s->now_ns)) {
		t->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING, RULE_SECRETS_RATE);
		return;
	}
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, &t->latency), SECRETS_READ);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	if (call_at(s, slot)->op == OP_TICK)
		secrets_rotate(s, m, slot);
	else
		arrive_read(s, m, slot);
}

/* AWSCURRENT goes to the client, which may keep it. */
static void got(struct sim *s, struct component *m, uint32_t slot)
{
	struct secret *t = m->state;
	const struct call *c = call_at(s, slot);

	summary_add(&t->total, s->now_ns - c->lane_ns);
	if (t->cache.ttl_ns && c->from != t->rotator)
		*client_cache_at(s, &t->cache, c->from, c->a) =
			(struct cached){ s->now_ns + t->cache.ttl_ns, t->current };
	answer(s, t, slot, t->current);
}

static void read_done(struct sim *s, struct component *m, uint32_t slot)
{
	struct secret *t = m->state;
	struct call *c = call_at(s, slot);

	if (c->flags & CALL_FAILS) {
		t->n_failed++;
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);	/* the fault makes an error of it */
		return;
	}
	if (t->key < 0) {
		got(s, m, slot);
		return;
	}
	c->phase = SECRETS_KEY;
	call_send(s, call_new(s, m->index, (uint16_t)t->key, OP_WORK, slot, c->request));
}

/* A step of AWS's own rotation fails with the share of errors that a fault gives the secret. */
static bool step_is_fine(struct secret *t, const struct component *m)
{
	return !m->faults || !(m->faults->is_down || random_coin(&t->failures, m->faults->error_share));
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct secret *t = m->state;

	switch ((enum secrets_phase)call_at(s, slot)->phase) {
	case SECRETS_READ:
		read_done(s, m, slot);
		break;
	case SECRETS_STEP:
		secrets_step_done(s, m, step_is_fine(t, m));
		break;
	case SECRETS_SCHEDULE:
		if (timer_is_due(s, &t->schedule))
			secrets_schedule_due(s, m);
		break;
	case SECRETS_KEY:
		break;
	}
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct secret *t = m->state;
	bool is_fine = outcome_is_fine((enum outcome)child->outcome);

	if (slot == t->rotation) {
		secrets_step_done(s, m, is_fine);
	} else if (is_fine) {
		got(s, m, slot);
	} else {
		t->n_failed++;
		call_reply(s, slot, OUTCOME_ACCESS_DENIED, RULE_SECRETS_KEY);
	}
}

/* The account of the first secret is everybody's. */
static struct secrets_account *account(struct build *b)
{
	struct sim *s = b->sim;
	struct secrets_account *a;
	double reads = build_fact(b, "secretsmanager.get.rate");
	double rotations = build_fact(b, "secretsmanager.rotate.rate");

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct component *m = &s->components[i];
		const struct secret *t = m->service == &secrets_service ? m->state : NULL;

		if (t && t->account)
			return t->account;
	}
	a = arena_zalloc(&s->arena, sizeof(*a));
	bucket_init(&a->reads, reads, reads);
	bucket_init(&a->rotations, rotations, rotations);
	return a;
}

static void configure(struct build *b, struct component *m)
{
	struct secret *t = m->state;

	summary_init(&t->total);
	t->account = account(b);
	t->key = -1;
	build_dist(b, m, &t->latency, "secretsmanager.latency.get", "reads");
	client_cache_configure(b, m, &t->cache);
	secrets_configure_rotation(b, m);
}

/* A key of the template, by KmsKeyId or its edge. */
static void connect(struct build *b, struct component *m)
{
	struct secret *t = m->state;
	const char *id = value_ref(value_get(build_properties(b, m), "KmsKeyId"));
	const struct component *key = id ? build_component(b, id) : NULL;

	if (key && key != m)
		t->key = key->index;
	secrets_connect_rotation(b, m);
}

/* "secretsmanager:GetSecretValue". Whoever may only change a secret does not read it. */
static enum op op_of(enum arch_verb verb, const char *action)
{
	if (!action || strpbrk(action, "*,"))
		return verb == VERB_WRITES ? OP_NONE : OP_GET_SECRET;
	if (strstr(action, "GetSecretValue"))
		return OP_GET_SECRET;
	return strstr(action, "RotateSecret") ? OP_TICK : OP_NONE;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct secret *t = m->state;

	(void)s;
	metrics_count(out, "CallCount", t->n_calls + t->n_rotate_calls);
	metrics_count(out, "ThrottledCalls", t->n_throttled);
	metrics_count(out, "FailedCalls", t->n_failed);
	metrics_count(out, "CachedReads", t->n_cached);
	metrics_count(out, "StaleReads", t->n_stale);
	metrics_count(out, "Rotations", t->n_rotations);
	metrics_count(out, "FailedRotations", t->n_failed_rotations);
	report_time(out, "Latency", &t->total);
}

/* By the call, and by the month of 30 days. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	(void)m;
	return held_by_hour(s, facts_value(s->facts, s->profile, "secretsmanager.price.secret") / (30 * 24));
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct secret *t = m->state;

	return (double)(t->n_calls + t->n_rotate_calls) *
		       facts_value(s->facts, s->profile, "secretsmanager.price.call") +
	       held(s, m).usd;
}

static void done(struct component *m)
{
	struct secret *t = m->state;

	summary_done(&t->total);
}

const struct service secrets_service = {
	.name = "secrets",
	.state_bytes = sizeof(struct secret),
	.needs_retrier = true,
	.kind = ARCH_SECRET,
	.configure = configure,
	.connect = connect,
	.start = secrets_start_schedule,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = UINT64_C(1) << OP_GET_SECRET | UINT64_C(1) << OP_TICK,
	.op_for = op_of,
	.entry_op = OP_GET_SECRET,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
