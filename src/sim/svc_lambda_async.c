/* SPDX-License-Identifier: MIT */
/*
 * Asynchronous invocation. An event is accepted at once and rests in Lambda's
 * own queue, as a call that the function keeps: its start_ns is when it came in,
 * its attempt counts runs, the top byte of its key the throttles in a row.
 *
 * Failures of the function use up its few retries. Throttles and errors of the
 * service use up time only. What is given up goes to the dead-letter queue or
 * the destination for failures, and counts as dropped.
 */
#include "sim/fault.h"
#include "sim/svc_lambda.h"

enum { THROTTLES_SHIFT = 24, THROTTLES_MAX = 255, RETRIES_WITH_OWN_DELAY = 2 };

static bool is_from_aws(const struct sim *s, const struct call *c)
{
	return c->from != CLIENT_COMPONENT && !lambda_is(&s->components[c->from]);
}

/* Why an event is not even queued; OUTCOME_NONE when it is. */
static enum outcome refusal(struct sim *s, struct lambda *f, const struct call *c,
			    enum rule *ret_rule)
{
	if (c->bytes > f->most_event_bytes) {
		*ret_rule = RULE_LAMBDA_EVENT_PAYLOAD;
		return OUTCOME_TOO_LARGE;
	}
	if (!is_from_aws(s, c) && !bucket_take(&f->share->rate, s->now_ns)) {
		f->n_throttles++;
		*ret_rule = f->share->too_fast;
		return OUTCOME_TOO_MANY_REQUESTS;
	}
	return OUTCOME_NONE;
}

/* A large event is billed as several requests. */
static uint64_t extra_requests(const struct lambda *f, double bytes)
{
	double beyond = bytes - f->charge_first_bytes;
	uint64_t parts;

	if (beyond <= 0 || f->charge_step_bytes <= 0)
		return 0;
	parts = (uint64_t)(beyond / f->charge_step_bytes);
	return parts + ((double)parts * f->charge_step_bytes < beyond);
}

void lambda_accept(struct sim *s, struct component *m, uint32_t slot)
{
	struct lambda *f = m->state;
	const struct call *c = call_at(s, slot);
	enum rule rule = RULE_NONE;
	enum outcome refused = refusal(s, f, c, &rule);
	uint32_t event;
	struct call *e;

	if (refused != OUTCOME_NONE) {
		call_reply(s, slot, refused, rule);
		return;
	}
	event = call_new(s, m->index, m->index, OP_INVOKE_ASYNC, CALL_NONE, c->request);
	e = call_at(s, event);
	e->key = c->key & 0xff;
	e->bytes = c->bytes;
	e->hops = c->hops;
	f->n_received++;
	f->n_extra_requests += extra_requests(f, c->bytes);
	call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
	sim_tell(s, event, MOMENT_QUEUED, RULE_NONE, 0);
	call_wake_after(s, event, dist_draw(&f->async_latency), PHASE_EVENT);
}

/* Goes on to the next output that the event's end is for; after the last one it is gone. */
static void deliver(struct sim *s, struct component *m, uint32_t slot)
{
	struct lambda *f = m->state;
	struct call *e = call_at(s, slot);
	bool is_fine = !(e->flags & EVENT_FAILED);

	for (unsigned i = key_step(e); i < f->n_outputs; i++) {
		const struct output *o = &f->outputs[i];
		uint32_t child;
		struct call *k;

		if (o->on_success != is_fine)
			continue;
		key_set_step(e, i);
		e->phase = PHASE_DELIVERING;
		child = call_new(s, m->index, o->to, (enum op)o->op, slot, e->request);
		k = call_at(s, child);
		k->bytes = e->bytes;
		k->key = o->key;
		k->hops = (uint8_t)(e->hops < UINT8_MAX ? e->hops + 1 : UINT8_MAX);
		k->flags = CALL_RETRIES;
		call_send(s, child);
		return;
	}
	call_drop(s, slot);
}

void lambda_delivered(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct lambda *f = m->state;
	struct call *e = call_at(s, slot);
	const struct output *o = &f->outputs[key_step(e)];

	if (!outcome_is_fine((enum outcome)child->outcome)) {
		f->n_dlq_errors += o->is_dlq;
		f->n_destination_errors += !o->is_dlq;
	} else if (!o->on_success) {
		f->n_dead_lettered++;
	}
	key_set_step(e, key_step(e) + 1u);
	deliver(s, m, slot);
}

static bool keeps_failures(const struct lambda *f)
{
	for (unsigned i = 0; i < f->n_outputs; i++)
		if (!f->outputs[i].on_success)
			return true;
	return false;
}

static void give_up(struct sim *s, struct component *m, uint32_t slot, enum rule rule)
{
	struct lambda *f = m->state;
	struct call *e = call_at(s, slot);

	f->n_dropped++;
	e->flags |= EVENT_FAILED;
	key_set_step(e, 0);
	sim_tell(s, slot, keeps_failures(f) ? MOMENT_DEAD_LETTERED : MOMENT_DROPPED, rule, 0);
	deliver(s, m, slot);
}

/* After a delay, or when it is too old if that comes first. */
static void try_later(struct sim *s, const struct lambda *f, uint32_t slot, int64_t delay_ns,
		      enum rule rule)
{
	int64_t left_ns = call_at(s, slot)->start_ns + f->age_ns - s->now_ns;

	if (delay_ns >= left_ns) {
		delay_ns = left_ns > 0 ? left_ns : 0;
		sim_tell(s, slot, MOMENT_TOO_OLD,
			 rule == RULE_LAMBDA_EVENT_FAILED ? RULE_NONE : rule, delay_ns);
	} else {
		sim_tell(s, slot, MOMENT_RETRY, rule, delay_ns);
	}
	call_wake_after(s, slot, delay_ns, PHASE_EVENT);
}

static void back_off(struct sim *s, struct lambda *f, uint32_t slot, enum rule rule)
{
	struct call *e = call_at(s, slot);
	unsigned throttles = e->key >> THROTTLES_SHIFT;
	double delay_ns = f->backoff_ns;

	for (unsigned i = 0; i < throttles && delay_ns < f->backoff_most_ns; i++)
		delay_ns *= f->backoff_factor;
	if (delay_ns > f->backoff_most_ns)
		delay_ns = f->backoff_most_ns;
	delay_ns *= 1 + (2 * random_unit(&f->backoff) - 1) * f->backoff_jitter;
	if (throttles < THROTTLES_MAX)
		e->key += UINT32_C(1) << THROTTLES_SHIFT;
	sim_tell(s, slot, MOMENT_THROTTLED, rule, 0);
	try_later(s, f, slot, (int64_t)delay_ns, RULE_LAMBDA_EVENT_THROTTLED);
}

void lambda_event_due(struct sim *s, struct component *m, uint32_t slot)
{
	struct lambda *f = m->state;
	struct call *e = call_at(s, slot);
	enum rule rule = RULE_NONE;
	int64_t age_ns = s->now_ns - e->start_ns;

	e->flags = 0;
	if (age_ns >= f->age_ns) {
		give_up(s, m, slot, RULE_LAMBDA_EVENT_AGE);
		return;
	}
	if (e->hops && lambda_is_loop(s, m, f, e->hops)) {
		f->n_recursive++;
		give_up(s, m, slot, RULE_LAMBDA_RECURSION);
		return;
	}
	if (!f->reserved) {
		f->n_throttles++;
		give_up(s, m, slot, RULE_LAMBDA_OFF);
		return;
	}
	if (m->faults && fault_strikes(m, e, &rule) != OUTCOME_NONE)
		f->n_throttles += rule == RULE_FAULT_THROTTLE;
	else
		rule = lambda_begin(s, m, f, slot);
	if (rule)
		back_off(s, f, slot, rule);
	else
		summary_add(&f->event_age, age_ns);
}

void lambda_event_done(struct sim *s, struct component *m, uint32_t slot, enum outcome outcome)
{
	struct lambda *f = m->state;
	struct call *e = call_at(s, slot);
	unsigned run = e->attempt;

	e->key &= 0xff;
	if (outcome == OUTCOME_FINE) {
		e->flags = 0;
		deliver(s, m, slot);
		return;
	}
	if (run > f->retries) {
		give_up(s, m, slot, RULE_LAMBDA_EVENT_RETRIES);
		return;
	}
	e->attempt++;
	try_later(s, f, slot, f->retry_ns[run < RETRIES_WITH_OWN_DELAY ? run - 1 : 1],
		  RULE_LAMBDA_EVENT_FAILED);
}
