/* SPDX-License-Identifier: MIT */
/*
 * EventBridge: buses and rules. A bus takes events and hands each to the rules
 * that match; a rule brings it to its targets. Workloads may say what an event
 * is: 'put events://Bus/SOURCE/DETAIL-TYPE', or attributes: 'put
 * events://Bus/source=shop&detail.total=120'. Fields that they do not name match.
 * Events that say nothing match by the share in Metadata.Nephoscope.Filter.RULE
 * of the bus (all). A rule on the default bus gets its events itself.
 *
 * A call puts one event. Archives and replays are not modelled.
 */
#include "sim/svc_eventbridge.h"

#include <string.h>

#include "sim/bucket.h"
#include "sim/charge.h"

enum { PHASE_PUT, PHASE_DELIVER };

struct bus {
	uint32_t most_bytes;
	struct dist latency;
	struct bucket puts;
	struct delivery rules;		/* who wants what; nothing is delivered by it */
	uint64_t n_events, n_throttled;
	uint64_t n_billed, part_bytes;	/* each started part of an event is one */
	double price;
};

struct rule_state {
	bool is_enabled;
	struct target_set targets;
	uint64_t n_matched;
};

void targets_configure(struct build *b, struct component *m, struct target_set *t, uint8_t phase)
{
	struct delivery_plan *p = &t->plan;
	double ns = (double)build_fact_ns(b, "eventbridge.retry.backoff.first");

	delivery_init(b, m, &t->delivery, "eventbridge.latency.delivery", phase);
	t->delivery.retry_rule = RULE_EVENTS_RETRY;
	t->delivery.dead_rule = RULE_EVENTS_DEAD_LETTER;
	t->delivery.lost_rule = RULE_EVENTS_LOST;
	p->rest_ns = build_fact_ns(b, "eventbridge.retry.backoff.most");
	for (; ns < (double)p->rest_ns && p->n_steps < DELIVERY_STEPS; ns *= 2)
		p->steps[p->n_steps++] = (int64_t)ns;
	p->most = (uint32_t)build_fact(b, "eventbridge.retry.attempts.most");
	p->jitter = build_fact(b, "eventbridge.retry.jitter");
}

struct target_set *targets_of(struct component *m)
{
	if (m->service == &rule_service)
		return &((struct rule_state *)m->state)->targets;
	return m->service == &schedule_service ? m->state : NULL;
}

/* The first rule or schedule keeps the account's limit for all. */
static struct invocation_limit *find_limit(struct build *b)
{
	struct sim *s = b->sim;
	struct invocation_limit *limit;
	double rate = build_fact(b, "eventbridge.invocations.rate");

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct target_set *t = targets_of(&s->components[i]);

		if (t && t->limit)
			return t->limit;
	}
	limit = arena_zalloc(&s->arena, sizeof(*limit));
	limit->gap_ns = 1e9 / rate;
	limit->burst_ns = 1e9;
	limit->next_ns = -limit->burst_ns;
	return limit;
}

static void add_target(struct build *b, struct component *m, struct target_set *t,
		       const struct arch_edge *e, struct component *to)
{
	const struct value *dead = value_at(e->details, "DeadLetterConfig.Arn");
	double age_s = (double)build_fact_ns(b, "eventbridge.retry.age.default") / 1e9;
	struct delivery_target *d;

	if (!dead)
		dead = value_at(e->details, "DeadLetterConfig.QueueLogicalId");
	d = delivery_add(b, m, &t->delivery, e, to, dead);
	if (!d)
		return;
	d->plan = &t->plan;
	d->most = (uint32_t)build_number_in(b, m, e->details, "RetryPolicy.MaximumRetryAttempts",
					    build_fact(b, "eventbridge.retry.attempts.default"), 0,
					    build_fact(b, "eventbridge.retry.attempts.most"));
	age_s = build_number_in(b, m, e->details, "RetryPolicy.MaximumEventAgeInSeconds", age_s,
				(double)build_fact_ns(b, "eventbridge.retry.age.least") / 1e9,
				(double)build_fact_ns(b, "eventbridge.retry.age.most") / 1e9);
	d->most_age_ns = (int64_t)(age_s * 1e9);
	/* Targets of a rule all get its events. */
	d->passes = 1;
}

void targets_connect(struct build *b, struct component *m, struct target_set *t)
{
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	t->limit = find_limit(b);
	while ((e = build_edge(b, m, false, &i, &to)) != NULL)
		if (e->verb == VERB_TRIGGERS)
			add_target(b, m, t, e, to);
}

void targets_send(struct sim *s, struct component *m, struct target_set *t,
		  const struct call *event)
{
	struct invocation_limit *l = t->limit;

	for (uint32_t i = 0; i < t->delivery.n_targets; i++) {
		double now_ns = (double)s->now_ns, late_ns;

		if (l->next_ns < now_ns - l->burst_ns)
			l->next_ns = now_ns - l->burst_ns;
		l->next_ns += l->gap_ns;
		late_ns = l->next_ns - now_ns;
		t->n_throttled += late_ns > 0;
		delivery_begin(s, m, &t->delivery, i, event,
			       event->from == CLIENT_COMPONENT ? 0 : event->key,
			       late_ns > 0 ? (int64_t)late_ns : 0);
	}
}

void targets_report(const struct target_set *t, struct metric_list *out)
{
	const struct delivery *d = &t->delivery;

	metrics_count(out, "Invocations", d->n_tried);
	metrics_count(out, "FailedInvocations", d->n_failed);
	metrics_count(out, "DeadLetterInvocations", d->n_dead);
	metrics_count(out, "ThrottledRules", t->n_throttled);
	metrics_count(out, "RetryInvocationAttempts", d->n_retries);
}

/* Buses */

static void bus_arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct bus *u = m->state;
	const struct call *c = call_at(s, slot);

	if (c->bytes > u->most_bytes) {
		call_reply(s, slot, OUTCOME_INVALID, RULE_EVENTS_SIZE);
		return;
	}
	if (!bucket_take(&u->puts, s->now_ns)) {
		u->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING, RULE_EVENTS_PUT_RATE);
		return;
	}
	call_wake_after(s, slot, component_draw(m, &u->latency), PHASE_PUT);
}

static void hand_to_rule(struct sim *s, struct component *m, const struct call *event,
			 uint16_t rule)
{
	uint32_t slot = call_new(s, m->index, rule, OP_PUT_EVENTS, CALL_NONE, event->request);
	struct call *c = call_at(s, slot);

	c->bytes = event->bytes;
	c->hops = event->hops;
	c->key = event->from == CLIENT_COMPONENT ? 0 : event->key;
	call_send(s, slot);
}

static void bus_wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct bus *u = m->state;
	const struct call *c = call_at(s, slot);

	if (!(c->flags & CALL_FAILS)) {
		u->n_events++;
		u->n_billed += charge_parts(c->bytes, u->part_bytes);
		for (uint32_t i = 0; i < u->rules.n_targets; i++)
			if (delivery_wants(&u->rules, i, c))
				hand_to_rule(s, m, c, u->rules.targets[i].to);
	}
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void bus_configure(struct build *b, struct component *m)
{
	struct bus *u = m->state;
	double rate = build_fact(b, "eventbridge.put.rate");

	u->most_bytes = (uint32_t)build_fact(b, "eventbridge.entry");
	bucket_init(&u->puts, rate, rate);
	build_dist(b, m, &u->latency, "eventbridge.latency.put", "put");
	delivery_init(b, m, &u->rules, "eventbridge.latency.delivery", PHASE_DELIVER);
	u->price = build_fact(b, "eventbridge.price.event");
	u->part_bytes = (uint64_t)build_fact(b, "eventbridge.price.unit");
}

static void bus_connect(struct build *b, struct component *m)
{
	struct bus *u = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		struct delivery_target *t;

		if (e->verb != VERB_ROUTES || !to || to->service != &rule_service)
			continue;
		t = delivery_add(b, m, &u->rules, e, to, NULL);
		if (t)
			delivery_pattern(b, to, t,
					 value_get(build_properties(b, to), "EventPattern"));
	}
}

/* "shop/OrderPlaced" as attributes. */
static const char *attributes_of(struct build *b, const char *path)
{
	const char *slash = strchr(path, '/');

	if (strchr(path, '='))
		return path;
	if (!slash)
		return arena_printf(&b->sim->arena, "source=%s", path);
	return arena_printf(&b->sim->arena, "source=%.*s&detail-type=%s", (int)(slash - path), path,
			    slash + 1);
}

static uint32_t bus_address(struct build *b, const struct component *m, const struct workload *w)
{
	struct bus *u = m->state;

	if (w->path && *w->path)
		return delivery_kind(b, &u->rules, attributes_of(b, w->path), true);
	delivery_note_silent(b, m, &u->rules, w,
			     arena_printf(&b->sim->arena,
					  "name what it is: 'put events://%s/source=shop&detail.total=120'", m->id));
	return 0;
}

static enum op put_events(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_READS ? OP_NONE : OP_PUT_EVENTS;
}

static void bus_report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct bus *u = m->state;

	(void)s;
	metrics_count(out, "PutEventsEntries", u->n_events);
	metrics_count(out, "PutEventsThrottledEntries", u->n_throttled);
	metrics_count(out, "Unmatched", u->rules.n_filtered);
}

static double bus_cost(const struct sim *s, const struct component *m)
{
	const struct bus *u = m->state;

	(void)s;
	return (double)u->n_billed * u->price;
}

const struct service bus_service = {
	.name = "eventbridge",
	.state_bytes = sizeof(struct bus),
	.kind = ARCH_BUS,
	.configure = bus_configure,
	.connect = bus_connect,
	.arrive = bus_arrive,
	.wake = bus_wake,
	.ops = 1 << OP_PUT_EVENTS,
	.op_for = put_events,
	.entry_op = OP_PUT_EVENTS,
	.address = bus_address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = bus_report,
	.cost = bus_cost,
};

/* Rules */

static void rule_arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct rule_state *r = m->state;

	if (r->is_enabled) {
		r->n_matched++;
		targets_send(s, m, &r->targets, call_at(s, slot));
	}
	call_reply(s, slot, OUTCOME_FINE, r->is_enabled ? RULE_NONE : RULE_EVENTS_DISABLED);
}

static void rule_wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct rule_state *r = m->state;

	delivery_wake(s, m, &r->targets.delivery, slot);
}

static void rule_reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct rule_state *r = m->state;

	delivery_reply(s, m, &r->targets.delivery, call, child);
}

static void rule_configure(struct build *b, struct component *m)
{
	struct rule_state *r = m->state;

	r->is_enabled =
		strcmp(value_string(build_properties(b, m), "State", "ENABLED"), "DISABLED") != 0;
	targets_configure(b, m, &r->targets, PHASE_DELIVER);
}

static void rule_connect(struct build *b, struct component *m)
{
	targets_connect(b, m, &((struct rule_state *)m->state)->targets);
}

static void rule_report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct rule_state *r = m->state;

	(void)s;
	metrics_count(out, "MatchedEvents", r->n_matched);
	metrics_count(out, "TriggeredRules", r->n_matched);
	targets_report(&r->targets, out);
}

const struct service rule_service = {
	.name = "eventbridge",
	.state_bytes = sizeof(struct rule_state),
	.needs_retrier = true,
	.kind = ARCH_RULE,
	.configure = rule_configure,
	.connect = rule_connect,
	.arrive = rule_arrive,
	.wake = rule_wake,
	.reply = rule_reply,
	.ops = 1 << OP_PUT_EVENTS,
	.op_for = put_events,
	.entry_op = OP_PUT_EVENTS,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = rule_report,
};
