/* SPDX-License-Identifier: MIT */
/*
 * The mapping of a queue. Each message that can be seen is taken at once by a
 * poller, as a long poll would, as long as fewer batches are under way than the
 * mapping may run; when all are busy, messages wait and the next batch is as
 * large as it can be. The number of batches climbs while messages wait, and
 * falls at the same rate when none do (an assumption).
 *
 * A batch that fails is left alone: its messages are visible again after the
 * visibility timeout. A batch that is throttled is tried again, with back-off,
 * until then; all the while it holds its place.
 */
#include "sim/mapping.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/duration.h"

enum {
	PHASE_INVOKE,	/* of a batch: hand it over */
	PHASE_RAMP,	/* timer: one more batch may be under way */
	PHASE_WINDOW,	/* timer: the batching window is over */
	PHASE_METER,	/* timer: the pollers of provisioned mode may read again */
};

enum { BATCH_NONE = UINT32_MAX, CHUNK = 128 };

struct batch {
	struct receipt *list;
	size_t n, cap;
	uint64_t bytes;
	uint32_t call;		/* that stands for it and waits for the target */
	uint32_t next;		/* free list */
	int64_t taken_ns;	/* its first message */
	unsigned throttles;
	bool has_poison;
};

struct queue_mapping {
	struct mapping common;
	const struct source *source;
	struct dist latency;		/* of a receive */
	int64_t hidden_ns;

	struct batch *batches;
	size_t n, cap;
	uint32_t free;
	uint32_t n_busy, n_backing_off;
	struct level busy, idle;
	uint32_t n_pollers;		/* that wait when there is nothing to do */

	double limit, least, most;	/* batches under way at a time */
	int64_t limit_ns;		/* when it was that */
	double per_ns;			/* how fast it climbs */
	bool is_climbing;
	struct timer ramp;

	uint32_t forming;		/* batch that waits for more */
	int64_t window_over_ns, quiet_ns;
	struct timer window;

	double poller_batches, poller_bytes;	/* a second and batch at a time; 0 = no limit */
	double meter_ns;		/* until when the pollers have enough to read */
	struct timer meter;

	double backoff_first_ns, backoff_most_ns;
	uint64_t n_throttled, n_given_up;
	uint64_t n_batches, n_batched;
};

static uint32_t new_batch(struct sim *s, struct component *m, struct queue_mapping *q)
{
	uint32_t i = q->free;

	if (i != BATCH_NONE) {
		q->free = q->batches[i].next;
	} else {
		i = (uint32_t)q->n;
		*vec_push(q->batches, q->n, q->cap) = (struct batch){ 0 };
	}
	q->batches[i].n = 0;
	q->batches[i].bytes = 0;
	q->batches[i].throttles = 0;
	q->batches[i].has_poison = false;
	q->batches[i].taken_ns = s->now_ns;
	q->batches[i].call = call_new(s, m->index, m->index, OP_NONE, CALL_NONE, REQUEST_NONE);
	call_at(s, q->batches[i].call)->a = i;
	q->n_busy++;
	return i;
}

static void free_batch(struct sim *s, struct queue_mapping *q, uint32_t i)
{
	call_drop(s, q->batches[i].call);
	q->batches[i].next = q->free;
	q->free = i;
	q->n_busy--;
}

/* Levels follow n_busy once a change is over. */
static void count_busy(struct sim *s, struct queue_mapping *q)
{
	level_to(&q->busy, s->now_ns, q->n_busy);
	level_to(&q->idle, s->now_ns, q->n_busy < q->n_pollers ? q->n_pollers - q->n_busy : 0);
}

static double limit_now(const struct sim *s, const struct queue_mapping *q)
{
	double change = (double)(s->now_ns - q->limit_ns) * q->per_ns;
	double limit = q->is_climbing ? q->limit + change : q->limit - change;

	return limit < q->least ? q->least : limit > q->most ? q->most : limit;
}

/* Climbs or falls from now on; while it climbs, the timer tells when there is room for one more. */
static void steer(struct sim *s, struct queue_mapping *q, bool is_climbing)
{
	double whole;

	q->limit = limit_now(s, q);
	q->limit_ns = s->now_ns;
	if (is_climbing && !q->is_climbing)
		sim_tell(s, q->ramp.slot, MOMENT_SCALED, RULE_MAPPING_RAMP, (int64_t)q->limit);
	q->is_climbing = is_climbing;
	if (!is_climbing || q->limit >= q->most) {
		timer_stop(&q->ramp);
		return;
	}
	/* A nanosecond more, or rounding could leave the limit a hair below the whole number. */
	whole = (double)(uint32_t)(q->limit + 1e-9) + 1;
	timer_set(s, &q->ramp, s->now_ns + (int64_t)((whole - q->limit) / q->per_ns) + 1);
}

static bool has_room(const struct sim *s, const struct queue_mapping *q)
{
	return q->n_busy < (uint32_t)(limit_now(s, q) + 1e-9);
}

/* Moves what the filter does not want out of what was just received: Lambda deletes it. */
static void filter(struct sim *s, struct queue_mapping *q, struct batch *t, size_t from)
{
	size_t kept = from;

	if (q->common.passes >= 1)
		return;
	for (size_t i = from; i < t->n; i++) {
		struct receipt r = t->list[i];

		if (!mapping_filters(&q->common)) {
			t->list[i] = t->list[kept];
			t->list[kept++] = r;
		}
	}
	q->common.n_filtered += t->n - kept;
	if (kept < t->n)
		q->source->delete_all(s, &s->components[q->common.source], t->list + kept,
				      t->n - kept);
	t->n = kept;
}

/* Receives into a batch what still fits, CHUNK messages at most; how many came. */
static size_t receive(struct sim *s, struct queue_mapping *q, struct batch *t)
{
	struct component *source = &s->components[q->common.source];
	size_t before = t->n, most = q->common.batch - before, n;

	if (most > CHUNK)
		most = CHUNK;
	vec_reserve(t->list, t->n, t->cap, most);
	n = q->source->receive(s, source, most, q->common.most_bytes - (uint32_t)t->bytes, !before,
			       t->list + before);
	t->n += n;
	q->common.n_polled += n;
	filter(s, q, t, before);
	for (size_t i = before; i < t->n; i++) {
		const struct call *c = call_at(s, t->list[i].message);
		struct call *holder = call_at(s, t->call);

		t->bytes += c->bytes;
		t->has_poison |= c->flags & CALL_POISON;
		if (c->hops > holder->hops)
			holder->hops = c->hops;
		if (!i)
			holder->request = c->request;
	}
	return n;
}

static bool is_full(const struct queue_mapping *q, const struct batch *t)
{
	return t->n >= q->common.batch || t->bytes >= q->common.most_bytes;
}

/* Takes into a batch what is there and fits. */
static void fill(struct sim *s, struct queue_mapping *q, struct batch *t)
{
	while (!is_full(q, t) && receive(s, q, t))
		;
}

static void hand_over(struct sim *s, struct component *m, struct queue_mapping *q, struct batch *t)
{
	q->n_batches++;
	q->n_batched += t->n;
	call_wake_after(s, t->call, component_draw(m, &q->latency), PHASE_INVOKE);
}

static void hand_over_forming(struct sim *s, struct component *m, struct queue_mapping *q)
{
	struct batch *t = &q->batches[q->forming];

	q->forming = BATCH_NONE;
	timer_stop(&q->window);
	hand_over(s, m, q, t);
}

/*
 * A poller looks at its window when a receive comes back: with a message, or
 * empty after the longest wait. So a window that is shorter than that ends late
 * on a quiet queue.
 */
static void gather(struct sim *s, struct component *m, struct queue_mapping *q)
{
	const struct batch *t = &q->batches[q->forming];
	bool has_more = q->source->has_some(&s->components[q->common.source]);
	int64_t due_ns = q->window_over_ns;

	/* What is left did not fit. */
	if (has_more || is_full(q, t) || s->now_ns >= q->window_over_ns) {
		hand_over_forming(s, m, q);
		return;
	}
	if (q->common.window_ns < q->quiet_ns && s->now_ns + q->quiet_ns > due_ns)
		due_ns = s->now_ns + q->quiet_ns;
	timer_set(s, &q->window, due_ns);
}

/* In provisioned mode each poller reads so often and so much a second. */
static bool may_read(struct sim *s, struct queue_mapping *q)
{
	if (q->poller_batches == 0)
		return true;
	if (q->meter_ns <= (double)s->now_ns)
		return true;
	timer_set(s, &q->meter, (int64_t)q->meter_ns + 1);
	return false;
}

static void meter(struct sim *s, struct queue_mapping *q, uint64_t bytes)
{
	double places = limit_now(s, q), by_poll, by_bytes;

	if (q->poller_batches == 0)
		return;
	by_poll = 1e9 / (q->poller_batches * places);
	by_bytes = (double)bytes * 1e9 / (q->poller_bytes * places);
	if (q->meter_ns < (double)s->now_ns)
		q->meter_ns = (double)s->now_ns;
	q->meter_ns += by_bytes > by_poll ? by_bytes : by_poll;
}

static void start_batch(struct sim *s, struct component *m, struct queue_mapping *q)
{
	uint32_t i = new_batch(s, m, q);
	struct batch *t = &q->batches[i];

	fill(s, q, t);
	if (!t->n) {
		free_batch(s, q, i);
		return;
	}
	meter(s, q, t->bytes);
	if (!q->common.window_ns) {
		hand_over(s, m, q, t);
		return;
	}
	q->forming = i;
	q->window_over_ns = s->now_ns + q->common.window_ns;
	gather(s, m, q);
}

/* Takes what there is, as far as there is room. */
static void pull(struct sim *s, struct component *m)
{
	struct queue_mapping *q = m->state;
	const struct component *source = &s->components[q->common.source];
	bool has_some;

	while ((has_some = q->source->has_some(source)) && may_read(s, q)) {
		if (q->forming != BATCH_NONE) {
			fill(s, q, &q->batches[q->forming]);
			gather(s, m, q);
		} else if (has_room(s, q)) {
			start_batch(s, m, q);
		} else {
			break;
		}
	}
	count_busy(s, q);
	if (has_some && !q->n_backing_off)
		steer(s, q, true);
	else if (q->is_climbing)
		steer(s, q, false);
}

void mapping_notify(struct sim *s, struct component *m)
{
	const struct queue_mapping *q = m->state;

	/* The common case of a backlog: nothing changes until a batch ends. */
	if (q->is_climbing && q->forming == BATCH_NONE && !has_room(s, q))
		return;
	pull(s, m);
}

static void invoke(struct sim *s, struct component *m, struct queue_mapping *q, uint32_t i)
{
	const struct batch *t = &q->batches[i];

	if (t->throttles)
		q->n_backing_off--;
	mapping_invoke(s, m, &q->common, t->call, (uint32_t)t->n, t->bytes, t->has_poison);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct queue_mapping *q = m->state;

	switch (call_at(s, slot)->phase) {
	case PHASE_INVOKE:
		invoke(s, m, q, call_at(s, slot)->a);
		break;
	case PHASE_RAMP:
		if (timer_is_due(s, &q->ramp))
			pull(s, m);
		break;
	case PHASE_WINDOW:
		if (timer_is_due(s, &q->window) && q->forming != BATCH_NONE) {
			hand_over_forming(s, m, q);
			pull(s, m);
		}
		break;
	case PHASE_METER:
		if (timer_is_due(s, &q->meter))
			pull(s, m);
		break;
	}
}

/*
 * Sorts the messages that did not fail to the front; how many. A FIFO function stops at a
 * failure.
 */
static size_t sort_out(struct sim *s, struct queue_mapping *q, struct batch *t)
{
	const struct component *source = &s->components[q->common.source];
	bool stops = q->source->is_fifo(source);
	size_t good = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct receipt r = t->list[i];
		const struct call *c = call_at(s, r.message);
		bool is_held = q->source->holds(s, source, &r);

		if (mapping_record_fails(s, &q->common, is_held && c->flags & CALL_POISON)) {
			if (stops)
				break;
			continue;
		}
		t->list[i] = t->list[good];
		t->list[good++] = r;
	}
	return good;
}

static void succeed(struct sim *s, struct queue_mapping *q, struct batch *t)
{
	size_t good = q->common.reports_items ? sort_out(s, q, t) : t->n;

	q->source->delete_all(s, &s->components[q->common.source], t->list, good);
	q->common.n_deleted += good;
	q->common.n_failed += t->n - good;
	if (good < t->n)
		sim_tell(s, t->call, MOMENT_ITEMS_FAILED, RULE_MAPPING_ITEMS,
			 (int64_t)(t->n - good));
}

/* When the throttled batch is to be tried again; -1 = its messages will be visible before. */
static int64_t next_try_ns(const struct sim *s, const struct queue_mapping *q,
			   const struct batch *t)
{
	double ns = q->backoff_first_ns;

	for (unsigned i = 0; i < t->throttles && ns < q->backoff_most_ns; i++)
		ns *= 2;
	if (ns > q->backoff_most_ns)
		ns = q->backoff_most_ns;
	return s->now_ns + (int64_t)ns < t->taken_ns + q->hidden_ns ? (int64_t)ns : -1;
}

/* True when the batch goes on waiting. */
static bool back_off(struct sim *s, struct queue_mapping *q, struct batch *t)
{
	int64_t ns = next_try_ns(s, q, t);

	q->n_throttled++;
	if (ns < 0) {
		q->n_given_up++;
		sim_tell(s, t->call, MOMENT_DROPPED, RULE_MAPPING_GIVE_UP, q->hidden_ns);
		return false;
	}
	t->throttles++;
	q->n_backing_off++;
	sim_tell(s, t->call, MOMENT_RETRY, RULE_MAPPING_THROTTLED, ns);
	call_wake_after(s, t->call, ns, PHASE_INVOKE);
	return true;
}

static void reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct queue_mapping *q = m->state;
	uint32_t i = call_at(s, call)->a;
	struct batch *t = &q->batches[i];
	enum outcome outcome = child->outcome;

	if (outcome_is_fine(outcome)) {
		succeed(s, q, t);
	} else if (outcome_class(outcome) == OUTCOME_CLASS_THROTTLED) {
		if (back_off(s, q, t))
			return;
	} else {
		q->common.n_failed += t->n;
	}
	free_batch(s, q, i);
	pull(s, m);
}

static void configure_provisioned(struct build *b, struct component *m, struct queue_mapping *q,
				  const struct value *pollers)
{
	double each = build_fact(b, "lambda.esm.sqs.provisioned.poller.invocations");
	double least = build_number_in(b, m, pollers, "MinimumPollers",
				       build_fact(b, "lambda.esm.sqs.provisioned.least.default"), 2,
				       build_fact(b, "lambda.esm.sqs.provisioned.least.most"));
	double most = build_number_in(b, m, pollers, "MaximumPollers",
				      build_fact(b, "lambda.esm.sqs.provisioned.most.default"),
				      least, build_fact(b, "lambda.esm.sqs.provisioned.most.most"));

	q->least = least * each;
	q->most = most * each;
	q->per_ns = build_fact(b, "lambda.esm.sqs.provisioned.ramp") / 60e9;
	q->poller_batches = build_fact(b, "lambda.esm.sqs.provisioned.poller.polls") / each;
	q->poller_bytes = build_fact(b, "lambda.esm.sqs.provisioned.poller.bytes") / each;
}

/*
 * Others than Lambda and pipes poll for themselves: each server of theirs takes a batch at a
 * time.
 */
static void configure_workers(struct build *b, struct component *m, struct queue_mapping *q)
{
	const struct value *meta =
		b->sim->arch->resources[b->sim->arch->edges[m->edge].from].metadata;

	q->least = q->most = build_number_in(b, m, meta, "Servers", 1, 1, 1e6);
	q->per_ns = 1;
}

static void configure_scaling(struct build *b, struct component *m, struct queue_mapping *q)
{
	const struct value *how = q->common.how;
	const struct value *pollers = value_get(how, "ProvisionedPollerConfig");
	const struct value *asked = value_at(how, "ScalingConfig.MaximumConcurrency");

	if (!q->common.is_function && !q->common.is_pipe) {
		configure_workers(b, m, q);
		return;
	}
	q->most = build_fact(b, "lambda.esm.sqs.most");
	if (asked && pollers)
		build_complain(b, m, DIAG_ERROR, pollers, "sim-property",
			       "a mapping has MaximumConcurrency or provisioned pollers, not both");
	if (asked)
		q->most = build_number_in(b, m, how, "ScalingConfig.MaximumConcurrency", q->most,
					  build_fact(b, "lambda.esm.sqs.concurrency.least"),
					  build_fact(b, "lambda.esm.sqs.concurrency.most"));
	q->least = build_fact(b, "lambda.esm.sqs.first");
	if (q->least > q->most)
		q->least = q->most;
	q->per_ns = build_fact(b, "lambda.esm.sqs.ramp") / 60e9;
	if (pollers)
		configure_provisioned(b, m, q, pollers);
}

/* What AWS refuses or warns of. */
static void check_times(struct build *b, struct component *m, const struct queue_mapping *q,
			int64_t timeout_ns, int64_t visibility_ns)
{
	double factor = build_fact(b, "lambda.esm.sqs.visibility.factor");

	if (timeout_ns > visibility_ns)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_WARNING, NULL, "sim-visibility",
					 "its timeout of %g s is longer than the visibility "
					 "timeout of %s, %g s",
					 (double)timeout_ns / 1e9,
					 b->sim->components[q->common.source].id,
					 (double)visibility_ns / 1e9),
			  "AWS refuses such a mapping: messages would come back while the function "
			  "works");
	else if ((double)timeout_ns * factor > (double)visibility_ns)
		build_complain(b, m, DIAG_NOTE, NULL, "sim-visibility",
			       "the visibility timeout of %s should be %g times the function's "
			       "timeout, %g s",
			       b->sim->components[q->common.source].id, factor,
			       (double)timeout_ns * factor / 1e9);
}

/*
 * A function that may run less often at once than its mapping is throttled, and receives are
 * used up.
 */
static void check_concurrency(struct build *b, struct component *m, const struct queue_mapping *q,
			      const struct value *function)
{
	double reserved;

	if (!value_number(function, "ReservedConcurrentExecutions", &reserved) ||
	    reserved >= q->most)
		return;
	diag_hint(
		b->diags,
		build_complain(b, m, DIAG_NOTE, value_get(function, "ReservedConcurrentExecutions"),
			       "sim-concurrency",
			       "it may run %g times at once, but its mapping may start %g batches",
			       reserved, q->most),
		"throttled messages use up receives: set ScalingConfig.MaximumConcurrency to %g at "
		"most",
		reserved);
}

/* For how long messages stay hidden at least, when the batching window needs it. */
static int64_t least_hidden_ns(struct build *b, struct component *m, const struct queue_mapping *q)
{
	const struct value *p =
		b->sim->arch->resources[b->sim->arch->edges[m->edge].from].properties;
	int64_t hidden = q->source->hidden_ns(&b->sim->components[q->common.source]);
	double timeout_s = build_number_in(b, m, p, "Timeout",
					   (double)build_fact_ns(b, "lambda.timeout.default") / 1e9,
					   0, DURATION_MAX_NS / 1e9);
	int64_t ns = (int64_t)(timeout_s * 1e9) + q->common.window_ns;

	if (!q->common.is_function)
		return 0;
	check_concurrency(b, m, q, p);
	check_times(b, m, q, (int64_t)(timeout_s * 1e9), hidden);
	if (!q->common.window_ns || ns <= hidden)
		return 0;
	return ns + build_fact_ns(b, "lambda.esm.sqs.visibility.extra");
}

static void configure(struct build *b, struct component *m)
{
	struct queue_mapping *q = m->state;

	mapping_configure(b, m, &q->common);
	build_dist(b, m, &q->latency, "sqs.latency.receive", "receive");
	configure_scaling(b, m, q);
	q->limit = q->least;
	q->n_pollers = (uint32_t)q->least;
	q->free = q->forming = BATCH_NONE;
	q->quiet_ns = build_fact_ns(b, "lambda.esm.sqs.wait.most");
	q->backoff_first_ns = (double)build_fact_ns(b, "lambda.esm.sqs.backoff.first");
	q->backoff_most_ns = (double)build_fact_ns(b, "lambda.esm.sqs.backoff.most");
	timer_init(b->sim, &q->ramp, m->index, PHASE_RAMP, 0);
	timer_init(b->sim, &q->window, m->index, PHASE_WINDOW, 0);
	timer_init(b->sim, &q->meter, m->index, PHASE_METER, 0);
}

static void connect(struct build *b, struct component *m)
{
	struct queue_mapping *q = m->state;
	struct component *source = &b->sim->components[q->common.source];
	bool is_fifo;

	mapping_connect(b, m, &q->common);
	q->source = source->service->source;
	is_fifo = q->source->is_fifo(source);
	mapping_limit(b, m, &q->common, &(struct mapping_limits){
		.batch_default = build_fact(b, "lambda.esm.sqs.batch.default"),
		.batch_most = build_fact(b, is_fifo ? "lambda.esm.sqs.batch.fifo.most"
						    : "lambda.esm.sqs.batch.most"),
		.batch_most_at_once = build_fact(b, "lambda.esm.sqs.batch.fifo.most"),
		.window_most_s = is_fifo ? 0 : build_fact(b, "lambda.esm.sqs.window.most"),
	});
	if (!mapping_is_on(b, m, &q->common))
		return;
	q->source->attach(b, source, m->index, least_hidden_ns(b, m, q));
	q->hidden_ns = q->source->hidden_ns(source);
	count_busy(b->sim, q);
}

double mapping_waited_ns(const struct sim *s, const struct component *m)
{
	const struct level *l = &((const struct queue_mapping *)m->state)->idle;

	return level_mean(l, s->now_ns) * (double)s->now_ns;
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct queue_mapping *q = m->state;

	mapping_report(&q->common, out);
	metrics_count(out, "Batches", q->n_batches);
	metrics_number(out, "BatchSize", "1",
		       q->n_batches ? (double)q->n_batched / (double)q->n_batches : 0);
	metrics_count(out, "Throttled", q->n_throttled);
	metrics_count(out, "GivenUp", q->n_given_up);
	report_level(out, "ConcurrentBatches", &q->busy, s->now_ns);
}

static void done(struct component *m)
{
	struct queue_mapping *q = m->state;

	for (size_t i = 0; i < q->n; i++)
		free(q->batches[i].list);
	free(q->batches);
}

const struct service mapping_queue_service = {
	.name = "mapping",
	.state_bytes = sizeof(struct queue_mapping),
	.kind = ARCH_FOLDED,
	.configure = configure,
	.connect = connect,
	.wake = wake,
	.reply = reply,
	.report = report,
	.done = done,
};
