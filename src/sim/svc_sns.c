/* SPDX-License-Identifier: MIT */
/*
 * SNS: each publish goes to all subscriptions whose filter policy wants it, each
 * delivery with the retries of its protocol and its own dead-letter queue.
 * Workloads may name attributes: 'publish sns://Orders/type=gold&size=3'; on a
 * FIFO topic "group" among them is the message group. Events that say nothing
 * pass by the share in Metadata.Nephoscope.Filter.SUBSCRIBER (all).
 *
 * Custom delivery policies and the limit on publishes to standard topics are
 * not modelled.
 */
#include <string.h>

#include "sim/bucket.h"
#include "sim/charge.h"
#include "sim/delivery.h"
#include "sim/key.h"

extern const struct service sns_service;

enum { PHASE_PUBLISH, PHASE_DELIVER };

struct topic {
	bool is_fifo;
	uint32_t most_bytes;
	struct dist latency;
	struct bucket publishes;	/* of a FIFO topic */
	struct delivery_plan aws, web, people;
	bool *is_web, *is_mail;		/* by target */
	struct delivery delivery;
	uint64_t n_published, bytes, n_throttled;
	uint64_t n_requests, part_bytes;	/* billed; each started part of a message is one */
	double price, web_price, mail_price;
};

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct topic *t = m->state;
	const struct call *c = call_at(s, slot);

	if (c->bytes > t->most_bytes) {
		call_reply(s, slot, OUTCOME_INVALID, RULE_SNS_SIZE);
		return;
	}
	if (t->is_fifo && !bucket_take(&t->publishes, s->now_ns)) {
		t->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING, RULE_SNS_FIFO_RATE);
		return;
	}
	call_wake_after(s, slot, component_draw(m, &t->latency), PHASE_PUBLISH);
}

static uint32_t group_of(const struct topic *t, const struct call *c)
{
	char buf[128];
	const char *group = delivery_attribute(&t->delivery, c, "group", buf, sizeof(buf));

	if (c->from == CLIENT_COMPONENT)
		return group ? key_of_text(group) : 0;
	return c->key;
}

static void fan_out(struct sim *s, struct component *m, const struct call *c)
{
	struct topic *t = m->state;
	uint32_t group = group_of(t, c);

	t->n_published++;
	t->n_requests += charge_parts(c->bytes, t->part_bytes);
	t->bytes += c->bytes;
	for (uint32_t i = 0; i < t->delivery.n_targets; i++)
		if (delivery_wants(&t->delivery, i, c))
			delivery_begin(s, m, &t->delivery, i, c, group, 0);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct topic *t = m->state;
	const struct call *c = call_at(s, slot);

	if (c->phase == PHASE_DELIVER) {
		delivery_wake(s, m, &t->delivery, slot);
		return;
	}
	if (!(c->flags & CALL_FAILS))
		fan_out(s, m, c);
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct topic *t = m->state;

	delivery_reply(s, m, &t->delivery, call, child);
}

/* A plan of four phases from the facts "sns.WHAT.immediate" and so on. */
static void plan_phases(struct build *b, struct delivery_plan *p, const char *what)
{
	struct arena *a = &b->sim->arena;
	uint32_t n = (uint32_t)build_fact(b, arena_printf(a, "sns.%s.immediate", what));

	p->n_steps = n;
	n = (uint32_t)build_fact(b, arena_printf(a, "sns.%s.pre", what));
	for (uint32_t i = 0; i < n; i++)
		p->steps[p->n_steps++] =
			build_fact_ns(b, arena_printf(a, "sns.%s.pre.delay", what));
	n = (uint32_t)build_fact(b, arena_printf(a, "sns.%s.backoff", what));
	delivery_plan_grow(p, n,
			   (double)build_fact_ns(b, arena_printf(a, "sns.%s.backoff.least", what)),
			   (double)build_fact_ns(b, arena_printf(a, "sns.%s.backoff.most", what)));
	p->most = p->n_steps + (uint32_t)build_fact(b, arena_printf(a, "sns.%s.post", what));
	p->rest_ns = build_fact_ns(b, arena_printf(a, "sns.%s.post.delay", what));
	p->jitter = build_fact(b, "sns.jitter");
}

static void configure(struct build *b, struct component *m)
{
	struct topic *t = m->state;
	double rate = build_fact(b, "sns.fifo.publishes");

	t->is_fifo = value_bool(build_properties(b, m), "FifoTopic", false);
	t->most_bytes = (uint32_t)build_number(b, m, "MaximumMessageSize", "sns.message", 1024,
					       build_fact(b, "sns.message.most"));
	if (value_get(build_properties(b, m), "DeliveryPolicy"))
		build_complain(b, m, DIAG_NOTE, value_get(build_properties(b, m), "DeliveryPolicy"),
			       "sim-not-modelled", "delivery policies of its own are not modelled: "
			       "web servers are tried again three times");
	build_dist(b, m, &t->latency, "sns.latency.publish", "publish");
	bucket_init(&t->publishes, rate, rate);
	plan_phases(b, &t->aws, "aws");
	plan_phases(b, &t->people, "customer");
	t->web.most = (uint32_t)build_fact(b, "sns.http.retries");
	t->web.rest_ns = build_fact_ns(b, "sns.http.delay");
	t->price = build_fact(b, "sns.price.publish");
	t->part_bytes = (uint64_t)build_fact(b, "sns.price.unit");
	t->web_price = build_fact(b, "sns.price.http");
	t->mail_price = build_fact(b, "sns.price.email");
	delivery_init(b, m, &t->delivery, "sns.latency.delivery", PHASE_DELIVER);
	t->delivery.retry_rule = RULE_SNS_RETRY;
	t->delivery.dead_rule = RULE_SNS_DEAD_LETTER;
	t->delivery.lost_rule = RULE_SNS_LOST;
}

/* The protocol of a subscription; by the kind of its endpoint when it names none. */
static const char *protocol_of(const struct build *b, const struct arch_edge *e)
{
	enum arch_kind kind = b->sim->arch->resources[e->from].kind;
	const char *fallback = kind == ARCH_FUNCTION   ? "lambda"
			       : kind == ARCH_QUEUE    ? "sqs"
			       : kind == ARCH_FIREHOSE ? "firehose"
						       : "https";

	return value_string(e->details, "Protocol", fallback);
}

/* What to do with a new target of this protocol. */
static void set_protocol(struct topic *t, struct delivery_target *d, const char *protocol)
{
	size_t i = (size_t)(d - t->delivery.targets);

	t->is_web[i] = !strncmp(protocol, "http", 4);
	t->is_mail[i] = !strncmp(protocol, "email", 5);
	d->plan = t->is_web[i] ? &t->web : &t->aws;
	if (t->is_mail[i] || !strcmp(protocol, "sms") || !strcmp(protocol, "application"))
		d->plan = &t->people;
	d->most = d->plan->most;
}

static void add_subscription(struct build *b, struct component *m, const struct arch_edge *e,
			     struct component *to)
{
	struct topic *t = m->state;
	const char *protocol = protocol_of(b, e);
	struct delivery_target *d =
		delivery_add(b, m, &t->delivery, e, to,
			     value_at(e->details, "RedrivePolicy.deadLetterTargetArn"));

	if (!d)
		return;
	set_protocol(t, d, protocol);
	delivery_pattern(b, m, d, value_get(e->details, "FilterPolicy"));
}

/* A subscription of an address that the template does not make: a mailbox, a web server. */
static void add_outside(struct build *b, struct component *m, const struct value *p)
{
	struct topic *t = m->state;
	const struct value *endpoint = value_get(p, "Endpoint");
	const char *protocol = value_string(p, "Protocol", "");
	struct delivery_target *d;

	if (!endpoint || endpoint->kind != VALUE_TEXT || value_ref(endpoint) || !*protocol ||
	    !strcmp(protocol, "lambda") || !strcmp(protocol, "sqs") || !strcmp(protocol, "firehose"))
		return;
	d = delivery_add_outside(&t->delivery);
	set_protocol(t, d, protocol);
	delivery_pattern(b, m, d, value_get(p, "FilterPolicy"));
	build_complain(b, m, DIAG_NOTE, endpoint, "sim-not-modelled",
		       "what %s leads to is outside the template: it takes every message at once",
		       protocol);
}

static void add_outsides(struct build *b, struct component *m)
{
	const struct arch *a = b->sim->arch;
	const struct value *list = value_get(build_properties(b, m), "Subscription");

	for (const struct value *v = list && list->kind == VALUE_LIST ? list->child : NULL; v; v = v->next)
		add_outside(b, m, v);
	for (size_t i = 0; i < a->n_resources; i++)
		if (a->resources[i].owner == m->resource &&
		    !strcmp(a->resources[i].type, "AWS::SNS::Subscription"))
			add_outside(b, m, a->resources[i].properties);
}

static void connect(struct build *b, struct component *m)
{
	struct topic *t = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	t->is_web = arena_zalloc(&b->sim->arena, delivery_room(b, m) * sizeof(*t->is_web));
	t->is_mail = arena_zalloc(&b->sim->arena, delivery_room(b, m) * sizeof(*t->is_mail));
	while ((e = build_edge(b, m, false, &i, &to)) != NULL)
		if (e->verb == VERB_SUBSCRIBES)
			add_subscription(b, m, e, to);
	add_outsides(b, m);
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	struct topic *t = m->state;

	if (w->path && *w->path)
		return delivery_kind(b, &t->delivery, w->path, false);
	delivery_note_silent(b, m, &t->delivery, w,
			     arena_printf(&b->sim->arena, "name attributes: 'publish sns://%s/type=gold&size=3'",
					  m->id));
	return 0;
}

static enum op op_for_verb(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_READS ? OP_NONE : OP_PUBLISH;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct topic *t = m->state;
	const struct delivery *d = &t->delivery;

	(void)s;
	metrics_count(out, "NumberOfMessagesPublished", t->n_published);
	metrics_count(out, "NumberOfNotificationsDelivered", d->n_delivered);
	metrics_count(out, "NumberOfNotificationsFailed", d->n_failed);
	metrics_count(out, "NumberOfNotificationsFilteredOut", d->n_filtered);
	metrics_count(out, "NumberOfNotificationsRedrivenToDlq", d->n_dead);
	metrics_count(out, "DeliveryRetries", d->n_retries);
	metrics_count(out, "Throttled", t->n_throttled);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct topic *t = m->state;
	double usd = (double)t->n_requests * t->price;

	(void)s;
	for (uint32_t i = 0; i < t->delivery.n_targets; i++) {
		double n = (double)t->delivery.targets[i].n_delivered;

		usd += t->is_web[i] ? n * t->web_price : t->is_mail[i] ? n * t->mail_price : 0;
	}
	return usd;
}

const struct service sns_service = {
	.name = "sns",
	.state_bytes = sizeof(struct topic),
	.needs_retrier = true,
	.kind = ARCH_TOPIC,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_PUBLISH,
	.op_for = op_for_verb,
	.entry_op = OP_PUBLISH,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.cost = cost,
};
