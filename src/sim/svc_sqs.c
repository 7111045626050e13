/* SPDX-License-Identifier: MIT */
/*
 * SQS. A message is a call that its queue keeps: a = its number, b = how often
 * it was received, start_ns = when it was sent. It waits in a line (a FIFO queue:
 * in its group's), or is in flight in the lane of the visibility timeout.
 *
 * FIFO: the message group is the key of the send; sends that name none are
 * spread over Metadata.Nephoscope.Groups groups (1). One call sends one message.
 *
 * Retention has no events, or a queue that nobody reads would make each run last for days:
 * what is too old is found when the queue is asked for anything, and gone since it was too old.
 * Deduplication and the limit on receives and deletes a second are not modelled.
 */
#include "sim/svc_sqs.h"

#include <string.h>

#include "sim/bucket.h"
#include "sim/charge.h"
#include "sim/key.h"
#include "sim/line.h"
#include "sim/mapping.h"
#include "sim/queue_groups.h"

enum {
	PHASE_STORE,	/* of a send: its latency is over */
	PHASE_DELAYED,	/* of a message: its delay is over */
	PHASE_VISIBLE,	/* timer of the lane */
	PHASE_COPY,	/* a copy comes, for a receive of its own */
};

/*
 * Of a message: another server's copy, which comes once more, whatever becomes of
 * the message itself.
 */
enum { CALL_COPY = CALL_OWN << 1 };

struct queue {
	bool is_fifo;
	uint32_t most_bytes, most_in_flight;
	size_t call_messages;		/* that one receive or delete takes at most */
	int64_t delay_ns, retention_ns;
	struct dist latency;

	struct bucket calls;		/* of a FIFO queue; else no limit */
	struct bucket *partitions;	/* in high-throughput mode */
	uint32_t n_partitions, n_groups;

	double poison, duplicates;
	struct random random;

	uint32_t most_receives;		/* 0 = no dead-letter queue */
	uint16_t dead_letters;

	struct line again, fresh;	/* standard: those that were received before go first */
	uint32_t tired_receives;	/* received so often, they go to the back */
	struct groups groups;
	struct lane in_flight;
	uint32_t next_number;

	uint16_t *pollers;
	uint32_t n_pollers, next_poller;
	int64_t wait_ns;		/* of a long poll */

	struct level visible, hidden, delayed;
	int64_t oldest_ns;		/* the greatest age of a message so far */
	uint64_t n_sent, bytes_sent, n_received, n_deleted, n_redelivered, n_expired, n_dead;
	uint64_t n_throttled, n_over_limit;
	uint64_t n_requests;
	uint64_t part_bytes;		/* each started one is billed */
	double price;
};

/* How long a message was elsewhere before: counts for its retention, not for its age here. */
static int64_t before_ns(const struct queue *q, const struct call *c)
{
	return q->is_fifo ? 0 : (int64_t)c->key * NS_PER_MS;
}

static void see_age(struct sim *s, struct queue *q, const struct call *c)
{
	int64_t all_ns = s->now_ns - c->start_ns;
	int64_t age_ns = (all_ns < q->retention_ns ? all_ns : q->retention_ns) - before_ns(q, c);

	/* A message that was received too often no longer counts, or it would hide all others. */
	if (age_ns > q->oldest_ns && c->b <= q->tired_receives)
		q->oldest_ns = age_ns;
}

static bool is_too_old(const struct sim *s, const struct queue *q, uint32_t slot)
{
	return slot && s->now_ns - s->calls[slot].start_ns >= q->retention_ns;
}

/* Of a message that is nowhere any more. */
static void expire(struct sim *s, struct queue *q, uint32_t slot)
{
	const struct call *c = call_at(s, slot);

	see_age(s, q, c);
	level_add(&q->visible, c->start_ns + q->retention_ns, -1);
	if (!(c->flags & CALL_COPY)) {
		q->n_expired++;
		sim_tell(s, slot, MOMENT_DROPPED, RULE_SQS_RETENTION, q->retention_ns);
	}
	call_drop(s, slot);
}

static void expire_line(struct sim *s, struct queue *q, struct line *l)
{
	while (is_too_old(s, q, l->first))
		expire(s, q, line_pop(s, l));
}

static void expire_all(struct sim *s, struct queue *q)
{
	expire_line(s, q, &q->again);
	expire_line(s, q, &q->fresh);
	for (uint32_t i = 0; i < q->groups.n; i++) {
		if (!q->groups.pool[i].n_waiting || !is_too_old(s, q, q->groups.pool[i].first))
			continue;
		while (q->groups.pool[i].n_waiting && is_too_old(s, q, q->groups.pool[i].first))
			expire(s, q, groups_pop(s, &q->groups, i));
		groups_settle(&q->groups, i);
	}
}

static void notify(struct sim *s, struct queue *q)
{
	for (uint32_t i = 0; i < q->n_pollers; i++) {
		uint32_t at = (q->next_poller + i) % q->n_pollers;

		mapping_notify(s, &s->components[q->pollers[at]]);
	}
	if (q->n_pollers)
		q->next_poller = (q->next_poller + 1) % q->n_pollers;
}

/* A message can be received from now on. */
static void show(struct sim *s, struct queue *q, uint32_t slot)
{
	struct call *c = call_at(s, slot);

	level_add(&q->visible, s->now_ns, 1);
	if (q->is_fifo) {
		uint32_t group = groups_get(&q->groups, c->key);

		groups_put(s, &q->groups, group, slot);
		groups_settle(&q->groups, group);
	} else if (c->b && c->b < q->tired_receives) {
		line_add(s, &q->again, slot);
	} else {
		line_add(s, &q->fresh, slot);
	}
}

/* A message like the given call comes into being; it is nowhere yet. */
static uint32_t new_message(struct sim *s, struct component *m, const struct call *like,
			    int64_t sent_ns)
{
	struct queue *q = m->state;
	uint32_t slot = call_new(s, like->from, m->index, OP_SEND, CALL_NONE, like->request);
	struct call *c = call_at(s, slot);
	bool is_poison = like->flags & CALL_POISON || random_coin(&q->random, q->poison);

	c->start_ns = sent_ns;
	c->bytes = like->bytes;
	c->hops = like->hops;
	c->key = like->key;
	c->a = q->next_number++;
	c->flags = is_poison ? CALL_POISON : 0;
	return slot;
}

static void accept(struct sim *s, struct component *m, const struct call *send, int64_t delay_ns)
{
	struct queue *q = m->state;
	uint32_t slot = new_message(s, m, send, s->now_ns);

	if (!q->is_fifo) {
		call_at(s, slot)->key = 0;
		expire_line(s, q, &q->again);
		expire_line(s, q, &q->fresh);
	}
	q->n_sent++;
	q->bytes_sent += send->bytes;
	sim_tell(s, slot, MOMENT_QUEUED, delay_ns ? RULE_SQS_DELAY : RULE_NONE, delay_ns);
	if (delay_ns) {
		level_add(&q->delayed, s->now_ns, 1);
		call_wake_after(s, slot, delay_ns, PHASE_DELAYED);
		return;
	}
	show(s, q, slot);
	notify(s, q);
}

/* Sends to a FIFO queue are counted; false when there were too many. */
static bool admits(struct sim *s, struct queue *q, uint32_t group)
{
	struct bucket *b = &q->calls;

	if (!q->is_fifo)
		return true;
	if (q->n_partitions)
		b = &q->partitions[key_part(group, q->n_partitions)];
	return bucket_take(b, s->now_ns);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct queue *q = m->state;
	struct call *c = call_at(s, slot);

	q->n_requests += charge_parts(c->bytes, q->part_bytes);
	if (c->bytes > q->most_bytes) {
		call_reply(s, slot, OUTCOME_INVALID, RULE_SQS_SIZE);
		return;
	}
	if (q->is_fifo && !c->key)
		c->key = 1 + (uint32_t)(random_unit(&q->random) * q->n_groups);
	if (!admits(s, q, c->key)) {
		q->n_throttled++;
		call_reply(s, slot, OUTCOME_THROTTLING,
			   q->n_partitions ? RULE_SQS_FIFO_PARTITION : RULE_SQS_FIFO_CALLS);
		return;
	}
	call_wake_after(s, slot, component_draw(m, &q->latency), PHASE_STORE);
}

/* A workload may say how long its messages are delayed; nobody else can, and not on FIFO queues. */
static int64_t delay_of(const struct queue *q, const struct call *c)
{
	if (q->is_fifo || c->from != CLIENT_COMPONENT || !c->key)
		return q->delay_ns;
	return (int64_t)(c->key - 1) * NS_PER_S;
}

static void make_visible_again(struct sim *s, struct queue *q)
{
	uint32_t slot, n = 0;

	while ((slot = lane_take_due(s, &q->in_flight)) != CALL_NONE) {
		level_add(&q->hidden, s->now_ns, -1);
		n++;
		if (call_at(s, slot)->flags & CALL_COPY) {
			call_drop(s, slot);
			continue;
		}
		sim_tell(s, slot, MOMENT_REDELIVERED, RULE_SQS_VISIBILITY, q->in_flight.delay_ns);
		if (q->is_fifo)
			q->groups.pool[groups_get(&q->groups, call_at(s, slot)->key)].n_in_flight--;
		show(s, q, slot);
	}
	if (n)
		notify(s, q);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct queue *q = m->state;
	struct call *c = call_at(s, slot);

	switch (c->phase) {
	case PHASE_STORE:
		if (!(c->flags & CALL_FAILS))
			accept(s, m, c, delay_of(q, c));
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
		break;
	case PHASE_DELAYED:
		level_add(&q->delayed, s->now_ns, -1);
		show(s, q, slot);
		notify(s, q);
		break;
	case PHASE_COPY:
		sim_tell(s, slot, MOMENT_REDELIVERED, RULE_SQS_AT_LEAST_ONCE, 0);
		show(s, q, slot);
		notify(s, q);
		break;
	case PHASE_VISIBLE:
		if (timer_is_due(s, &q->in_flight.timer))
			make_visible_again(s, q);
		break;
	}
}

/*
 * A standard queue keeps the time at which the message was first sent; a FIFO queue starts anew.
 * The age that CloudWatch shows counts from here in both.
 */
static void dead_letter(struct sim *s, struct queue *q, uint32_t slot)
{
	struct component *to = &s->components[q->dead_letters];
	struct queue *d = to->state;
	const struct call *c = call_at(s, slot);
	uint32_t dead = new_message(s, to, c, q->is_fifo ? s->now_ns : c->start_ns);

	see_age(s, q, c);
	if (!d->is_fifo)
		call_at(s, dead)->key = (uint32_t)((s->now_ns - call_at(s, dead)->start_ns) / NS_PER_MS);
	q->n_dead++;
	sim_tell(s, slot, MOMENT_DEAD_LETTERED, RULE_SQS_REDRIVE, q->most_receives);
	call_drop(s, slot);
	show(s, d, dead);
	notify(s, d);
}

/* True when the message is not to be received: it is too old, or was received too often. */
static bool is_over(struct sim *s, struct queue *q, uint32_t slot)
{
	const struct call *c = call_at(s, slot);

	if (is_too_old(s, q, slot)) {
		expire(s, q, slot);
		return true;
	}
	if (q->most_receives && c->b >= q->most_receives) {
		level_add(&q->visible, s->now_ns, -1);
		dead_letter(s, q, slot);
		return true;
	}
	return false;
}

/* The next message that could be received. *group is the one at hand; GROUP_NONE at first. */
static uint32_t next_message(struct sim *s, struct queue *q, uint32_t *group)
{
	uint32_t slot;

	if (!q->is_fifo) {
		slot = line_pop(s, &q->again);
		return slot ? slot : line_pop(s, &q->fresh);
	}
	for (;;) {
		if (*group == GROUP_NONE)
			*group = groups_next_ready(&q->groups);
		if (*group == GROUP_NONE)
			return CALL_NONE;
		slot = groups_pop(s, &q->groups, *group);
		if (slot)
			return slot;
		groups_settle(&q->groups, *group);
		*group = GROUP_NONE;
	}
}

static void put_back(struct sim *s, struct queue *q, uint32_t slot, uint32_t group)
{
	if (q->is_fifo)
		groups_put(s, &q->groups, group, slot);
	else
		line_push_front(s, &q->again, slot);
}

static struct receipt take(struct sim *s, struct component *m, uint32_t slot, uint32_t group)
{
	struct queue *q = m->state;
	struct call *c = call_at(s, slot);

	/* From now on see_age ignores it. */
	if (c->b == q->tired_receives)
		see_age(s, q, c);
	q->n_redelivered += c->b++ > 0;
	lane_add(s, &q->in_flight, slot);
	level_add(&q->visible, s->now_ns, -1);
	level_add(&q->hidden, s->now_ns, 1);
	q->n_received++;
	sim_tell(s, slot, MOMENT_RECEIVED, RULE_NONE, c->b);
	if (q->is_fifo) {
		q->groups.pool[group].n_in_flight++;
	} else if (random_coin(&q->random, q->duplicates) && !(c->flags & CALL_COPY)) {
		uint32_t copy = new_message(s, m, c, c->start_ns);

		call_at(s, copy)->flags = (uint8_t)((c->flags & CALL_POISON) | CALL_COPY);
		call_wake_after(s, copy, 0, PHASE_COPY);
	}
	return (struct receipt){ slot, c->a, c->b };
}

static bool is_full(const struct queue *q)
{
	return q->in_flight.n >= q->most_in_flight;
}

static bool has_some(const struct component *m)
{
	const struct queue *q = m->state;

	if (is_full(q))
		return false;
	return q->is_fifo ? q->groups.ready_first != GROUP_NONE : q->again.first || q->fresh.first;
}

static size_t receive(struct sim *s, struct component *m, size_t most, uint32_t most_bytes,
		      bool is_first, struct receipt *ret)
{
	struct queue *q = m->state;
	uint32_t slot, group = GROUP_NONE;
	uint64_t bytes = 0;
	size_t n = 0;

	while (n < most && !is_full(q) && (slot = next_message(s, q, &group)) != CALL_NONE) {
		if (is_over(s, q, slot))
			continue;
		bytes += call_at(s, slot)->bytes;
		if ((n || !is_first) && bytes > most_bytes) {
			put_back(s, q, slot, group);
			break;
		}
		ret[n++] = take(s, m, slot, group);
	}
	if (group != GROUP_NONE)
		groups_settle(&q->groups, group);
	/* One that finds nothing goes on waiting: empty_receives counts those. */
	q->n_requests += (n + q->call_messages - 1) / q->call_messages;
	if (n && is_full(q)) {
		q->n_over_limit++;
		sim_tell(s, ret[n - 1].message, MOMENT_THROTTLED, RULE_SQS_IN_FLIGHT,
			 q->most_in_flight);
	}
	return n;
}

static bool holds(struct sim *s, const struct component *m, const struct receipt *r)
{
	const struct call *c = call_at(s, r->message);

	return c->at == m->index && c->op == OP_SEND && c->flags & CALL_IN_LANE &&
	       c->a == r->number && c->b == r->receives;
}

static void delete_one(struct sim *s, struct component *m, const struct receipt *r)
{
	struct queue *q = m->state;
	struct call *c = call_at(s, r->message);

	if (!holds(s, m, r))
		return;
	see_age(s, q, c);
	lane_remove(s, &q->in_flight, r->message);
	level_add(&q->hidden, s->now_ns, -1);
	if (q->is_fifo) {
		uint32_t group = groups_get(&q->groups, c->key);

		q->groups.pool[group].n_in_flight--;
		groups_settle(&q->groups, group);
	}
	call_drop(s, r->message);
}

/* CloudWatch counts deletes with a stale receipt too. */
static void delete_all(struct sim *s, struct component *m, const struct receipt *list, size_t n)
{
	struct queue *q = m->state;

	for (size_t i = 0; i < n; i++)
		delete_one(s, m, &list[i]);
	q->n_deleted += n;
	q->n_requests += (n + q->call_messages - 1) / q->call_messages;
}

static bool is_fifo(const struct component *m)
{
	return ((const struct queue *)m->state)->is_fifo;
}

static int64_t hidden_ns(const struct component *m)
{
	return ((const struct queue *)m->state)->in_flight.delay_ns;
}

static void attach(struct build *b, struct component *m, uint16_t poller, int64_t least_hidden_ns)
{
	struct queue *q = m->state;

	if (!q->pollers)
		q->pollers = arena_zalloc(&b->sim->arena,
					  b->sim->n_components * sizeof(*q->pollers));
	q->pollers[q->n_pollers++] = poller;
	if (q->in_flight.delay_ns < least_hidden_ns)
		q->in_flight.delay_ns = least_hidden_ns;
}

static const struct source queue_source = {
	.is_fifo = is_fifo,
	.attach = attach,
	.has_some = has_some,
	.receive = receive,
	.delete_all = delete_all,
	.holds = holds,
	.hidden_ns = hidden_ns,
};

static void configure_limits(struct build *b, struct component *m, struct queue *q)
{
	const char *mode = value_string(build_properties(b, m), "FifoThroughputLimit", "perQueue");
	double calls = build_fact(b, "sqs.fifo.calls");

	q->most_bytes = (uint32_t)build_number(b, m, "MaximumMessageSize", "sqs.message", 1024,
					       build_fact(b, "sqs.message"));
	q->most_in_flight = (uint32_t)build_fact(b, q->is_fifo ? "sqs.inflight.fifo"
							       : "sqs.inflight.standard");
	q->call_messages = (size_t)build_fact(b, "sqs.batch");
	bucket_init(&q->calls, calls, calls);
	if (!q->is_fifo || strcmp(mode, "perMessageGroupId") != 0)
		return;
	calls = build_fact(b, "sqs.fifo.high.partition");
	q->n_partitions = (uint32_t)(build_fact(b, "sqs.fifo.high.calls") / calls);
	q->partitions = arena_zalloc(&b->sim->arena, q->n_partitions * sizeof(*q->partitions));
	for (uint32_t i = 0; i < q->n_partitions; i++)
		bucket_init(&q->partitions[i], calls, calls);
}

static void configure_metadata(struct build *b, struct component *m, struct queue *q)
{
	const struct value *meta = build_metadata(b, m);

	q->n_groups = (uint32_t)build_number_in(b, m, meta, "Groups", 1, 1, 1e9);
	q->poison = build_share(b, m, "Poison", 0);
	q->duplicates = q->is_fifo ? 0 : build_share(b, m, "Duplicates",
						     build_fact(b, "sqs.duplicates"));
	random_init(&q->random, b->sim->seed, m->id, "messages");
}

static void configure(struct build *b, struct component *m)
{
	struct queue *q = m->state;
	double visibility_s, no_limit_s = build_fact(b, "sqs.visibility.most");

	q->is_fifo = value_bool(build_properties(b, m), "FifoQueue", false);
	q->delay_ns = (int64_t)(build_number(b, m, "DelaySeconds", "sqs.delay.default", 0,
					     build_fact(b, "sqs.delay.most")) * 1e9);
	visibility_s =
		build_number(b, m, "VisibilityTimeout", "sqs.visibility.default", 0, no_limit_s);
	lane_init(b->sim, &q->in_flight, m->index, PHASE_VISIBLE, (int64_t)(visibility_s * 1e9));
	q->retention_ns =
		(int64_t)(build_number_in(b, m, build_properties(b, m), "MessageRetentionPeriod",
					  (double)build_fact_ns(b, "sqs.retention.default") / 1e9,
					  (double)build_fact_ns(b, "sqs.retention.least") / 1e9,
					  (double)build_fact_ns(b, "sqs.retention.most") / 1e9) *
			  1e9);
	build_dist(b, m, &q->latency, "sqs.latency.send", "send");
	groups_init(&q->groups);
	q->tired_receives = (uint32_t)build_fact(b, "sqs.tired.receives");
	q->wait_ns = build_fact_ns(b, "sqs.wait.most");
	q->part_bytes = (uint64_t)build_fact(b, "sqs.price.unit");
	q->price = build_fact(b, q->is_fifo ? "sqs.price.fifo" : "sqs.price.standard");
	configure_limits(b, m, q);
	configure_metadata(b, m, q);
}

static void connect(struct build *b, struct component *m)
{
	struct queue *q = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		if (e->verb != VERB_ROUTES || !to || to->service != &sqs_service || to == m)
			continue;
		if (is_fifo(to) != q->is_fifo)
			build_complain(
				b, m, DIAG_WARNING, NULL, "sim-redrive",
				"the dead-letter queue of a %s queue must be one too, %s is not",
				q->is_fifo ? "FIFO" : "standard", to->id);
		q->dead_letters = to->index;
		q->most_receives = (uint32_t)build_number_in(
			b, m, e->details, "maxReceiveCount",
			build_fact(b, "sqs.redrive.receives.default"), 1, 1000);
	}
}

/* 'send sqs://Queue/GROUP' to a FIFO queue; 'send sqs://Queue/delay=30s' to a standard one. */
static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	const struct queue *q = m->state;
	double ns;

	if (!w->path || !*w->path)
		return 0;
	if (q->is_fifo)
		return key_of_text(w->path);
	if (!strncmp(w->path, "delay=", 6) && duration_parse(w->path + 6, NULL, &ns) == ERR_OK &&
	    ns <= build_fact(b, "sqs.delay.most") * 1e9)
		return 1 + (uint32_t)(ns / 1e9);
	diag_hint(b->diags,
		  diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
			   "\"%s\": %s is a standard queue, which knows no group", w->request,
			   m->id),
		  "\"send sqs://%s/delay=30s\" delays a message, by 900 s at most", m->id);
	return 0;
}

static enum op op_for_verb(enum arch_verb verb, const char *action)
{
	(void)action;
	return verb == VERB_POLLS || verb == VERB_READS ? OP_NONE : OP_SEND;
}

/* The ages of those that are still here, and the receives of pollers that found nothing. */
static void settle(struct sim *s, struct component *m)
{
	struct queue *q = m->state;

	expire_all(s, q);
	if (q->again.first)
		see_age(s, q, call_at(s, q->again.first));
	if (q->fresh.first)
		see_age(s, q, call_at(s, q->fresh.first));
	for (uint32_t slot = q->in_flight.first; slot; slot = call_at(s, slot)->next)
		see_age(s, q, call_at(s, slot));
	for (size_t i = 0; i < q->groups.n; i++)
		if (q->groups.pool[i].n_waiting)
			see_age(s, q, call_at(s, q->groups.pool[i].first));
}

static uint64_t empty_receives(const struct sim *s, const struct queue *q)
{
	double ns = 0;

	for (uint32_t i = 0; i < q->n_pollers; i++)
		ns += mapping_waited_ns(s, &s->components[q->pollers[i]]);
	return (uint64_t)(ns / (double)q->wait_ns);
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct queue *q = m->state;

	metrics_count(out, "NumberOfMessagesSent", q->n_sent);
	metrics_count(out, "NumberOfMessagesReceived", q->n_received);
	metrics_count(out, "NumberOfMessagesDeleted", q->n_deleted);
	metrics_count(out, "NumberOfEmptyReceives", empty_receives(s, q));
	report_level(out, "ApproximateNumberOfMessagesVisible", &q->visible, s->now_ns);
	report_level(out, "ApproximateNumberOfMessagesNotVisible", &q->hidden, s->now_ns);
	report_level(out, "ApproximateNumberOfMessagesDelayed", &q->delayed, s->now_ns);
	metrics_add(out, &(struct metric){
		.name = "ApproximateAgeOfOldestMessage",
		.unit = "s",
		.form = METRIC_NUMBER,
		.mean = (double)q->oldest_ns / 1e9,
		.most = (double)q->oldest_ns / 1e9,
	});
	metrics_count(out, "Redelivered", q->n_redelivered);
	metrics_count(out, "DeadLettered", q->n_dead);
	metrics_count(out, "Expired", q->n_expired);
	metrics_count(out, "Throttled", q->n_throttled);
	metrics_count(out, "OverLimit", q->n_over_limit);
	if (q->is_fifo)
		metrics_count(out, "MessageGroups", q->groups.most);
}

/* Pollers that find nothing ask all the same. */
static struct held_cost held(const struct sim *s, const struct component *m)
{
	const struct queue *q = m->state;
	double usd = (double)empty_receives(s, q) * q->price;

	return (struct held_cost){ usd, s->now_ns ? usd * 1e9 / (double)s->now_ns : 0 };
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct queue *q = m->state;

	return (double)q->n_requests * q->price + held(s, m).usd;
}

static void done(struct component *m)
{
	groups_done(&((struct queue *)m->state)->groups);
}

const struct service sqs_service = {
	.name = "sqs",
	.state_bytes = sizeof(struct queue),
	.kind = ARCH_QUEUE,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.ops = 1 << OP_SEND,
	.op_for = op_for_verb,
	.entry_op = OP_SEND,
	.address = address,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.source = &queue_source,
	.settle = settle,
	.report = report,
	.cost = cost,
	.held = held,
	.done = done,
};
