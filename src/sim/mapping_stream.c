/* SPDX-License-Identifier: MIT */
/*
 * The mapping of a stream: for each shard ParallelizationFactor lanes, by
 * partition key, each with one batch at a time. A record is seen at the first
 * read of its shard after it came (once a second for Kinesis, four times for
 * DynamoDB); no event happens before.
 *
 * A batch that fails stays at the head of its lane and is tried again until it
 * succeeds, is split (bisect), runs out of retries, or is too old. So a record
 * that always fails holds up its lane.
 */
#include "sim/mapping.h"

#include <string.h>

#include "sim/key.h"
#include "sim/retry.h"
#include "sim/stream.h"

enum {
	PHASE_LOOK,	/* timer of a lane: see what is there */
	PHASE_INVOKE,	/* of a lane's call: hand the batch over */
	MOST_SPLITS = 16,	/* a batch of 10,000 can be halved 14 times */
};

struct stream_lane {
	uint32_t first, last, n;	/* records */
	uint32_t batch;			/* the first of them, tried now; 0 = none */
	uint32_t rest[MOST_SPLITS];	/* and these are to be tried next, the last first */
	uint32_t n_rest;
	uint32_t tries, backoffs;
	bool is_busy;			/* handed over, or about to be */
	uint32_t shard;
	uint32_t call;			/* that waits for the target */
	int64_t phase_ns;		/* of the reads of its shard */
	double *read_ns;		/* with fan-out; NULL = shared */
	struct timer timer;
};

struct stream_mapping {
	struct mapping common;
	struct component *source;
	struct stream *stream;
	bool has_fan_out;
	uint32_t lanes_per_shard, n_lanes;
	struct stream_lane *lanes;
	struct dist latency;		/* of a read */
	bool bisects;
	uint32_t most_tries;		/* retries; UINT32_MAX = no limit */
	int64_t most_age_ns;
	double backoff_first_ns, backoff_most_ns;
	uint16_t failures;		/* where discarded batches go; 0 = nowhere */
	enum op failures_op;
	struct summary age;
	struct level busy;
	uint64_t n_batches, n_batched, n_retries, n_splits, n_expired;
};

/* The first of the lane's reads at or after a time, when they are so far apart. */
static int64_t read_ns(const struct stream_lane *l, int64_t at_ns, int64_t period)
{
	int64_t since = at_ns - l->phase_ns;

	return since <= 0 ? l->phase_ns : l->phase_ns + (since + period - 1) / period * period;
}

/* The first read of its shard at or after a time. With fan-out records are pushed. */
static int64_t seen_ns(const struct stream_mapping *t, const struct stream_lane *l, int64_t at_ns)
{
	return t->has_fan_out ? at_ns : read_ns(l, at_ns, t->stream->poll_ns);
}

/* When the lane, which has records and no batch, has one: full, or its window over. */
static int64_t ready_ns(struct sim *s, const struct stream_mapping *t, const struct stream_lane *l)
{
	int64_t at_ns = seen_ns(t, l, call_at(s, l->first)->start_ns), full_ns;
	uint32_t slot = l->first;

	if (!t->common.window_ns)
		return at_ns;
	at_ns += t->common.window_ns;
	if (l->n < t->common.batch)
		return at_ns;
	for (uint32_t i = 1; i < t->common.batch; i++)
		slot = call_at(s, slot)->next;
	full_ns = seen_ns(t, l, call_at(s, slot)->start_ns);
	return full_ns < at_ns ? full_ns : at_ns;
}

static void plan(struct sim *s, struct stream_mapping *t, struct stream_lane *l)
{
	int64_t at_ns;

	if (l->is_busy || !l->n || l->batch)
		return;
	at_ns = ready_ns(s, t, l);
	timer_set(s, &l->timer, at_ns > s->now_ns ? at_ns : s->now_ns);
}

void mapping_record(struct sim *s, struct component *m, uint32_t shard, uint32_t record)
{
	struct stream_mapping *t = m->state;
	struct call *c = call_at(s, record);
	uint32_t at = shard * t->lanes_per_shard, key;
	struct stream_lane *l;

	t->common.n_polled++;
	if (mapping_filters(&t->common)) {
		t->common.n_filtered++;
		call_drop(s, record);
		return;
	}
	/*
	 * Keys of one shard are alike in what chose the shard: other bits choose the lane. Records
	 * that name none have many different ones.
	 */
	key = c->key ? c->key : (uint32_t)t->common.n_polled;
	if (t->lanes_per_shard > 1)
		at += key_part(key * UINT32_C(0x85ebca6b) + 1, t->lanes_per_shard);
	l = &t->lanes[at];
	c->next = CALL_NONE;
	if (l->n++)
		call_at(s, l->last)->next = record;
	else
		l->first = record;
	l->last = record;
	if (l->n == 1 || l->n == t->common.batch)
		plan(s, t, l);
}

static void drop_first(struct sim *s, struct stream_lane *l)
{
	uint32_t slot = l->first;

	l->first = call_at(s, slot)->next;
	l->n--;
	call_drop(s, slot);
}

static void tell_failures(struct sim *s, struct component *m, struct stream_mapping *t,
			  const struct stream_lane *l)
{
	uint32_t slot;
	struct call *c;

	if (!t->failures)
		return;
	slot = call_new(s, m->index, t->failures, t->failures_op, CALL_NONE,
			call_at(s, l->first)->request);
	c = call_at(s, slot);
	c->hops = call_at(s, l->first)->hops;
	c->flags |= CALL_RETRIES;
	t->common.n_delivered++;
	call_send(s, slot);
}

/* Gives up the first n records: their destination hears of them once. */
static void discard(struct sim *s, struct component *m, struct stream_mapping *t,
		    struct stream_lane *l, uint32_t n, enum rule rule)
{
	sim_tell(s, l->first, t->failures ? MOMENT_DEAD_LETTERED : MOMENT_DROPPED, rule, n);
	tell_failures(s, m, t, l);
	t->common.n_dropped += n;
	for (; n; n--)
		drop_first(s, l);
}

/* What the next try is about when the one before is over: the other half, or nothing. */
static void next_part(struct stream_lane *l)
{
	l->tries = l->backoffs = 0;
	l->batch = l->n_rest ? l->rest[--l->n_rest] : 0;
}

/* The first n records are gone: parts of a batch that held them are smaller now. */
static void shrink(struct stream_lane *l, uint32_t n)
{
	while (n && (l->batch || l->n_rest)) {
		uint32_t gone;

		if (!l->batch)
			next_part(l);
		gone = n < l->batch ? n : l->batch;
		l->batch -= gone;
		n -= gone;
	}
	while (!l->batch && l->n_rest)
		next_part(l);
}

/* Records that the stream itself no longer has are lost without a word. */
static void expire(struct sim *s, struct stream_mapping *t, struct stream_lane *l)
{
	uint32_t n = 0;

	while (l->n && s->now_ns - call_at(s, l->first)->start_ns >= t->stream->retention_ns) {
		sim_tell(s, l->first, MOMENT_DROPPED, RULE_STREAM_RETENTION,
			 t->stream->retention_ns);
		drop_first(s, l);
		n++;
	}
	t->n_expired += n;
	shrink(l, n);
}

static void discard_old(struct sim *s, struct component *m, struct stream_mapping *t,
			struct stream_lane *l)
{
	uint32_t n = 0;

	for (uint32_t slot = l->first; slot && n < l->n; slot = call_at(s, slot)->next) {
		if (s->now_ns - call_at(s, slot)->start_ns < t->most_age_ns)
			break;
		n++;
	}
	if (!n)
		return;
	discard(s, m, t, l, n, RULE_STREAM_AGE);
	shrink(l, n);
}

/* What the shard refused its reader before a read that takes wait_ns. */
static void tell_refusals(struct sim *s, const struct stream_mapping *t,
			  const struct stream_lane *l, int64_t wait_ns)
{
	const struct stream *stream = t->stream;
	int64_t sent_ns = call_at(s, l->first)->start_ns;

	if (t->has_fan_out)
		return;
	if (wait_ns > 0)
		sim_tell(s, l->first, MOMENT_THROTTLED, RULE_KINESIS_READ,
			 (int64_t)stream->read_bytes);
	if (stream->poll_ns > stream->asked_poll_ns &&
	    seen_ns(t, l, sent_ns) > read_ns(l, sent_ns, stream->asked_poll_ns))
		sim_tell(s, l->first, MOMENT_THROTTLED, RULE_KINESIS_READ_CALLS,
			 (int64_t)stream->read_calls);
}

/* A new batch from what was seen; its records are read now. */
static int64_t form(struct sim *s, struct stream_mapping *t, struct stream_lane *l)
{
	uint64_t bytes = 0;
	int64_t age_ns = 0, wait_ns;

	for (uint32_t slot = l->first; slot && l->batch < t->common.batch;
	     slot = call_at(s, slot)->next) {
		const struct call *c = call_at(s, slot);

		if (l->batch && (bytes + c->bytes > t->common.most_bytes ||
				 seen_ns(t, l, c->start_ns) > s->now_ns))
			break;
		bytes += c->bytes;
		age_ns = s->now_ns - c->start_ns;
		l->batch++;
	}
	t->n_batches++;
	t->n_batched += l->batch;
	wait_ns = stream_read(s, t->stream, l->shard, l->batch, bytes, l->read_ns, age_ns);
	tell_refusals(s, t, l, wait_ns);
	return wait_ns;
}

static void look(struct sim *s, struct component *m, struct stream_mapping *t,
		 struct stream_lane *l)
{
	int64_t wait_ns = 0;

	expire(s, t, l);
	discard_old(s, m, t, l);
	if (!l->n)
		return;
	if (!l->batch) {
		int64_t at_ns = ready_ns(s, t, l);

		if (at_ns > s->now_ns) {
			timer_set(s, &l->timer, at_ns);
			return;
		}
		wait_ns = form(s, t, l) + component_draw(m, &t->latency);
	}
	l->is_busy = true;
	level_add(&t->busy, s->now_ns, 1);
	call_wake_after(s, l->call, wait_ns, PHASE_INVOKE);
}

static void invoke(struct sim *s, struct component *m, struct stream_mapping *t,
		   struct stream_lane *l)
{
	struct call *holder = call_at(s, l->call);
	uint32_t n = 0;
	uint64_t bytes = 0;
	bool has_poison = false;

	holder->request = call_at(s, l->first)->request;
	holder->hops = 0;
	for (uint32_t slot = l->first; n < l->batch; slot = call_at(s, slot)->next, n++) {
		const struct call *c = call_at(s, slot);

		bytes += c->bytes;
		has_poison |= c->flags & CALL_POISON;
		if (c->hops > holder->hops)
			holder->hops = c->hops;
		if (n + 1 == l->batch)
			summary_add(&t->age, s->now_ns - c->start_ns);
	}
	mapping_invoke(s, m, &t->common, l->call, n, bytes, has_poison);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct stream_mapping *t = m->state;
	struct stream_lane *l = &t->lanes[call_at(s, slot)->a];

	if (call_at(s, slot)->phase == PHASE_INVOKE)
		invoke(s, m, t, l);
	else if (timer_is_due(s, &l->timer) && !l->is_busy)
		look(s, m, t, l);
}

/* Lanes whose batch failed look again after a while that grows. */
static void wait_and_retry(struct sim *s, struct stream_mapping *t, struct stream_lane *l,
			   enum rule rule)
{
	double ns = t->backoff_first_ns;

	for (uint32_t i = 0; i < l->backoffs && ns < t->backoff_most_ns; i++)
		ns *= 2;
	if (ns > t->backoff_most_ns)
		ns = t->backoff_most_ns;
	l->backoffs++;
	t->n_retries++;
	sim_tell(s, l->call, MOMENT_RETRY, rule, (int64_t)ns);
	timer_set(s, &l->timer, s->now_ns + (int64_t)ns);
}

static void advance(struct sim *s, struct stream_mapping *t, struct stream_lane *l, uint32_t n)
{
	t->common.n_deleted += n;
	l->batch -= n;
	for (; n; n--)
		drop_first(s, l);
}

/* The batch at hand failed: in halves, again, or never more. */
static void fail(struct sim *s, struct component *m, struct stream_mapping *t,
		 struct stream_lane *l)
{
	t->common.n_failed += l->batch;
	if (t->bisects && l->batch > 1 && l->n_rest < MOST_SPLITS) {
		l->rest[l->n_rest++] = l->batch - l->batch / 2;
		l->batch /= 2;
		t->n_splits++;
		wait_and_retry(s, t, l, RULE_STREAM_BISECT);
		return;
	}
	if (l->tries < t->most_tries) {
		l->tries++;
		wait_and_retry(s, t, l, RULE_STREAM_RETRY);
		return;
	}
	discard(s, m, t, l, l->batch, RULE_STREAM_RETRIES);
	next_part(l);
	look(s, m, t, l);
}

/* How many records come before the first that failed. */
static uint32_t good_records(struct sim *s, struct stream_mapping *t, const struct stream_lane *l)
{
	uint32_t slot = l->first, n = 0;

	while (n < l->batch && !mapping_record_fails(s, &t->common,
						     call_at(s, slot)->flags & CALL_POISON)) {
		slot = call_at(s, slot)->next;
		n++;
	}
	return n;
}

static void succeed(struct sim *s, struct component *m, struct stream_mapping *t,
		    struct stream_lane *l)
{
	uint32_t n = t->common.reports_items ? good_records(s, t, l) : l->batch;

	/* Progress: what failed is tried as a batch of its own. */
	if (n)
		l->tries = l->backoffs = 0;
	advance(s, t, l, n);
	if (l->batch) {
		fail(s, m, t, l);
		return;
	}
	next_part(l);
	look(s, m, t, l);
}

static void reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct stream_mapping *t = m->state;
	struct stream_lane *l = &t->lanes[call_at(s, call)->a];
	enum outcome outcome = child->outcome;
	enum outcome_class class = outcome_class(outcome);

	l->is_busy = false;
	level_add(&t->busy, s->now_ns, -1);
	if (outcome_is_fine(outcome))
		succeed(s, m, t, l);
	else if (class == OUTCOME_CLASS_THROTTLED || class == OUTCOME_CLASS_TRANSIENT)
		wait_and_retry(s, t, l, RULE_STREAM_THROTTLED);
	else
		fail(s, m, t, l);
}

static void configure(struct build *b, struct component *m)
{
	struct stream_mapping *t = m->state;

	mapping_configure(b, m, &t->common);
	mapping_limit(b, m, &t->common, &(struct mapping_limits){
		.batch_default = build_fact(b, "lambda.esm.stream.batch.default"),
		.batch_most = build_fact(b, "lambda.esm.stream.batch.most"),
		.batch_most_at_once = build_fact(b, "lambda.esm.stream.batch.most"),
		.window_most_s = build_fact(b, "lambda.esm.stream.window.most"),
	});
	build_dist(b, m, &t->latency, "kinesis.latency.get", "read");
	summary_init(&t->age);
	t->backoff_first_ns = (double)build_fact_ns(b, "lambda.esm.stream.backoff.first");
	t->backoff_most_ns = (double)build_fact_ns(b, "lambda.esm.stream.backoff.most");
}

static void configure_failures(struct build *b, struct component *m, struct stream_mapping *t)
{
	const struct value *how = t->common.how;
	bool is_bisecting =
		value_bool(how, "BisectBatchOnFunctionError", false) ||
		!strcmp(value_string(how, "OnPartialBatchItemFailure", ""), "AUTOMATIC_BISECT");
	const char *id = value_ref(value_at(how, "DestinationConfig.OnFailure.Destination"));
	const struct component *to;
	double tries, age_s;

	if (!id)
		id = value_ref(value_at(how, "DeadLetterConfig.Arn"));
	t->bisects = is_bisecting;
	tries = build_number_in(b, m, how, "MaximumRetryAttempts", -1, -1,
				build_fact(b, "lambda.esm.stream.retries.most"));
	t->most_tries = tries < 0 ? UINT32_MAX : (uint32_t)tries;
	age_s = build_number_in(b, m, how, "MaximumRecordAgeInSeconds", -1, -1,
				build_fact(b, "lambda.esm.stream.age.most"));
	if (age_s >= 0 && age_s < build_fact(b, "lambda.esm.stream.age.least")) {
		build_complain(b, m, DIAG_ERROR, value_get(how, "MaximumRecordAgeInSeconds"),
			       "sim-property", "MaximumRecordAgeInSeconds is -1 or at least %g",
			       build_fact(b, "lambda.esm.stream.age.least"));
	}
	t->most_age_ns = age_s < 0 ? INT64_MAX : (int64_t)(age_s * 1e9);
	to = build_component(b, id);
	if (to) {
		t->failures = to->index;
		t->failures_op = op_for(VERB_ROUTES, NULL, to);
	}
	if (value_get(how, "TumblingWindowInSeconds"))
		build_complain(b, m, DIAG_NOTE, value_get(how, "TumblingWindowInSeconds"),
			       "sim-not-modelled",
			       "tumbling windows are not modelled: each batch stands alone");
}

/* A mapping may name a consumer of the stream instead of the stream: that is fan-out. */
static bool has_fan_out(struct build *b, const struct stream_mapping *t)
{
	const char *id = value_ref(value_get(t->common.how, "EventSourceArn"));
	int i;

	if (!id)
		id = value_ref(value_get(t->common.how, "Stream"));
	i = id ? arch_find(b->sim->arch, id) : -1;
	return i >= 0 && !strcmp(b->sim->arch->resources[i].type, "AWS::Kinesis::StreamConsumer");
}

static void add_lanes(struct build *b, struct component *m, struct stream_mapping *t)
{
	struct sim *s = b->sim;
	struct random random;

	random_init(&random, s->seed, m->id, "reads");
	t->n_lanes = t->stream->n_shards * t->lanes_per_shard;
	t->lanes = arena_zalloc(&s->arena, t->n_lanes * sizeof(*t->lanes));
	for (uint32_t i = 0; i < t->n_lanes; i++) {
		struct stream_lane *l = &t->lanes[i];

		l->shard = i / t->lanes_per_shard;
		l->phase_ns =
			i % t->lanes_per_shard
				? t->lanes[i - 1].phase_ns
				: (int64_t)(random_unit(&random) * (double)t->stream->asked_poll_ns);
		if (t->has_fan_out)
			l->read_ns = i % t->lanes_per_shard
					     ? t->lanes[i - 1].read_ns
					     : arena_zalloc(&s->arena, sizeof(*l->read_ns));
		l->call = call_new(s, m->index, m->index, OP_NONE, CALL_NONE, REQUEST_NONE);
		call_at(s, l->call)->a = i;
		timer_init(s, &l->timer, m->index, PHASE_LOOK, i);
	}
}

static void connect(struct build *b, struct component *m)
{
	struct stream_mapping *t = m->state;

	mapping_connect(b, m, &t->common);
	t->source = &b->sim->components[t->common.source];
	t->stream = t->source->service->source->stream(t->source);
	if (!t->stream) {
		/* Others than Lambda and pipes may have a permission without a use. */
		if (t->common.is_function || t->common.is_pipe)
			build_complain(b, m, DIAG_ERROR, NULL, "sim-mapping",
				       "it polls %s, which has no stream", t->source->id);
		return;
	}
	t->has_fan_out = has_fan_out(b, t);
	t->lanes_per_shard =
		(uint32_t)build_number_in(b, m, t->common.how, "ParallelizationFactor",
					  build_fact(b, "lambda.esm.stream.parallel.default"), 1,
					  build_fact(b, "lambda.esm.stream.parallel.most"));
	configure_failures(b, m, t);
	add_lanes(b, m, t);
	if (t->failures)
		retrier_new(b, m);
	if (mapping_is_on(b, m, &t->common))
		stream_attach(b, t->stream, m->index, t->has_fan_out);
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct stream_mapping *t = m->state;

	mapping_report(&t->common, out);
	metrics_count(out, "Batches", t->n_batches);
	metrics_number(out, "BatchSize", "1",
		       t->n_batches ? (double)t->n_batched / (double)t->n_batches : 0);
	metrics_count(out, "Retries", t->n_retries);
	metrics_count(out, "Bisected", t->n_splits);
	metrics_count(out, "Expired", t->n_expired);
	report_time(out, "IteratorAge", &t->age);
	report_level(out, "ConcurrentBatches", &t->busy, s->now_ns);
}

static void done(struct component *m)
{
	summary_done(&((struct stream_mapping *)m->state)->age);
}

const struct service mapping_stream_service = {
	.name = "mapping",
	.state_bytes = sizeof(struct stream_mapping),
	.kind = ARCH_FOLDED,
	.configure = configure,
	.connect = connect,
	.wake = wake,
	.reply = reply,
	.report = report,
	.done = done,
};
