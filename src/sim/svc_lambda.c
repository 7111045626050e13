/* SPDX-License-Identifier: MIT */
/*
 * AWS Lambda. One environment works on one request at a time. Who comes gets
 * the environment that was used last; when none is idle a new one starts (cold),
 * within the limits of the function and of the account; else the request is
 * throttled.
 *
 * Nothing that can be settled later is an event: idle environments stand on a
 * stack with the time they expire, and are found dead when they come up. Work of
 * which the end is known is one event, the timeout included; only invocations
 * that wait for a call are in the lane of timeouts.
 */
#include "sim/svc_lambda.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/fault.h"
#include "sim/maths.h"

/* Billed time: whole milliseconds, rounded up. */
static uint64_t whole_ms(int64_t ns)
{
	return (uint64_t)(ns + NS_PER_MS - 1) / NS_PER_MS;
}

static void push_idle(struct idle_stack *k, int64_t expires_ns, bool needs_init)
{
	*vec_push(k->list, k->n, k->cap) = (struct idle){ expires_ns, needs_init };
}

/* The idle environment that was used last, those that expired buried on the way. */
static bool take_idle(struct idle_stack *k, struct level *environments, int64_t now_ns,
		      bool *ret_needs_init)
{
	while (k->n) {
		const struct idle *e = &k->list[--k->n];

		if (e->expires_ns > now_ns) {
			*ret_needs_init = e->needs_init;
			return true;
		}
		level_add(environments, e->expires_ns, -1);
	}
	return false;
}

/* The end is known: the work's, or the timeout if that comes first. */
static void end_after(struct sim *s, uint32_t slot, int64_t work_ns, int64_t left_ns)
{
	if (work_ns < left_ns)
		call_wake_after(s, slot, work_ns, PHASE_DONE);
	else
		call_wake_after(s, slot, left_ns, PHASE_OUT_OF_TIME);
}

/* The handler begins. Half of its work comes before its calls, half after them. */
static void begin_work(struct sim *s, struct component *m, struct lambda *f, uint32_t slot,
		       int64_t extra_ns)
{
	struct call *c = call_at(s, slot);
	struct version *v = &f->versions[key_version(c)];
	int64_t work_ns = component_draw(m, &v->work) + extra_ns, first_ns;

	c->lane_ns = s->now_ns;
	sim_tell(s, slot, MOMENT_STARTED, RULE_NONE, 0);
	if (!f->n_steps || work_ns / 2 >= f->timeout_ns) {
		end_after(s, slot, work_ns, f->timeout_ns);
		return;
	}
	c->a = (uint32_t)(work_ns / 2 / NS_PER_US);
	first_ns = work_ns - c->a * NS_PER_US;
	if (first_ns >= f->timeout_ns) {
		call_wake_after(s, slot, f->timeout_ns, PHASE_OUT_OF_TIME);
		return;
	}
	key_set_step(c, 0);
	lane_add(s, &f->lane, slot);
	call_wake_after(s, slot, first_ns, PHASE_HALF);
}

/*
 * A new environment, or one that was reset: INIT first. INIT that takes too long
 * is stopped and done again by the invocation, under its timeout.
 */
static void cold_start(struct sim *s, struct component *m, struct lambda *f, uint32_t slot,
		       bool is_new)
{
	struct call *c = call_at(s, slot);
	struct version *v = &f->versions[key_version(c)];
	int64_t hidden_ns = is_new && v->has_hidden ? component_draw(m, &v->hidden) : 0;
	int64_t init_ns = component_draw(m, &v->init), first_ns = init_ns, again_us = 0;
	enum rule rule = v->restores ? RULE_LAMBDA_RESTORE : RULE_LAMBDA_COLD;

	if (init_ns > f->init_limit_ns) {
		first_ns = f->init_limit_ns;
		again_us = init_ns / NS_PER_US;
		rule = RULE_LAMBDA_INIT_LIMIT;
	}
	c->a = again_us < UINT32_MAX ? (uint32_t)again_us : UINT32_MAX;
	if (is_new)
		c->flags |= INVOCATION_FRESH;
	f->n_cold++;
	summary_add(v->restores ? &f->restore : &f->init, init_ns);
	if (f->bills_init && !v->restores)
		f->billed_ms += whole_ms(first_ns);
	sim_tell(s, slot, MOMENT_COLD_START, rule, hidden_ns + first_ns);
	call_wake_after(s, slot, hidden_ns + first_ns, PHASE_READY);
}

static unsigned pick_version(struct lambda *f, unsigned qualifier)
{
	const struct alias *a;

	if (!qualifier || qualifier > f->n_aliases)
		return 0;
	a = &f->aliases[qualifier - 1];
	return random_coin(&f->coin, a->other_share) ? a->other : a->version;
}

static enum rule throttled(struct lambda *f, enum rule why)
{
	f->n_throttles++;
	return why;
}

/* An environment that is always there; false when all are busy: the call spills over. */
static bool take_provisioned(struct sim *s, struct lambda *f, struct version *v, struct call *c,
			     bool *ret_needs_init)
{
	if (!v->provisioned.n || !bucket_take(&v->provisioned_rate, s->now_ns))
		return false;
	*ret_needs_init = v->provisioned.list[--v->provisioned.n].needs_init;
	c->flags |= INVOCATION_PROVISIONED;
	f->n_provisioned++;
	level_add(&f->provisioned_running, s->now_ns, 1);
	return true;
}

enum rule lambda_begin(struct sim *s, struct component *m, struct lambda *f, uint32_t slot)
{
	struct call *c = call_at(s, slot);
	struct share *share = f->share;
	unsigned version = f->is_plain ? 0 : pick_version(f, c->key & 0xff);
	struct version *v = &f->versions[version];
	bool needs_init = false, is_new = false;

	if (c->op != OP_INVOKE_ASYNC && !bucket_take(&share->rate, s->now_ns))
		return throttled(f, share->too_fast);
	c->flags &= (uint8_t)~(INVOCATION_PROVISIONED | INVOCATION_FRESH);
	if (!v->allocated || !take_provisioned(s, f, v, c, &needs_init)) {
		if (share->running >= share->limit)
			return throttled(f, share->full);
		is_new = !take_idle(&v->on_demand, &f->environments, s->now_ns, &needs_init);
		if (is_new) {
			if (!bucket_take(f->scaling, s->now_ns))
				return throttled(f, RULE_LAMBDA_SCALING);
			level_add(&f->environments, s->now_ns, 1);
		}
		share->running++;
		if (v->allocated) {
			f->n_spilled++;
			sim_decide(s, c, RULE_LAMBDA_SPILLOVER);
		}
	}
	c->key = (c->key & UINT32_C(0xff0000ff)) | version << 8;
	f->n_invocations++;
	level_add(&f->running, s->now_ns, 1);
	if (is_new || needs_init)
		cold_start(s, m, f, slot, is_new);
	else
		begin_work(s, m, f, slot, 0);
	return RULE_NONE;
}

/* The environment is free again; after a timeout its runtime starts anew. */
static void release(struct sim *s, struct lambda *f, const struct call *c, int64_t duration_ns,
		    bool needs_init)
{
	struct version *v = &f->versions[key_version(c)];
	uint64_t ms = whole_ms(duration_ns);

	summary_add(&f->duration, duration_ns);
	level_add(&f->running, s->now_ns, -1);
	if (c->flags & INVOCATION_PROVISIONED) {
		f->provisioned_ms += ms;
		level_add(&f->provisioned_running, s->now_ns, -1);
		push_idle(&v->provisioned, INT64_MAX, needs_init);
		return;
	}
	f->billed_ms += ms;
	f->share->running--;
	push_idle(&v->on_demand, s->now_ns + (f->keeps_fixed ? f->keep_ns : dist_draw(&f->keep)),
		  needs_init);
}

/* What a caller through the function's URL sees. */
static enum outcome url_status(struct lambda *f, enum outcome outcome)
{
	enum outcome status = 502;

	if (outcome == OUTCOME_FINE)
		status = 200;
	else if (outcome == OUTCOME_TOO_MANY_REQUESTS || outcome == OUTCOME_TOO_LARGE ||
		 outcome == OUTCOME_ACCESS_DENIED || outcome == OUTCOME_SERVER_ERROR)
		status = (enum outcome)outcome_status(outcome);
	f->n_url++;
	f->n_url_4xx += status >= 400 && status < 500;
	f->n_url_5xx += status >= 500;
	return status;
}

static void answer(struct sim *s, struct lambda *f, uint32_t slot, enum outcome outcome,
		   enum rule rule)
{
	if (__builtin_expect(call_at(s, slot)->op == OP_REQUEST, 0))
		outcome = url_status(f, outcome);
	call_reply(s, slot, outcome, rule);
}

static void finish(struct sim *s, struct component *m, struct lambda *f, uint32_t slot,
		   enum outcome outcome, enum rule rule)
{
	const struct call *c = call_at(s, slot);

	f->n_errors += outcome != OUTCOME_FINE;
	release(s, f, c, s->now_ns - c->lane_ns, outcome == OUTCOME_FUNCTION_TIMEOUT);
	if (c->op == OP_INVOKE_ASYNC)
		lambda_event_done(s, m, slot, outcome);
	else
		answer(s, f, slot, outcome, rule);
}

static void time_out(struct sim *s, struct component *m, struct lambda *f, uint32_t slot)
{
	call_abandon_child(s, call_at(s, slot));
	finish(s, m, f, slot, OUTCOME_FUNCTION_TIMEOUT, RULE_LAMBDA_TIMEOUT);
}

/* One bad record fails the whole batch. */
static bool batch_fails(struct version *v, uint32_t n_records)
{
	double p = v->error_share;

	if (n_records > 1 && p < 1)
		p = 1 - maths_pow(1 - p, n_records);
	return random_coin(&v->errors, p);
}

/* The handler has come to its end: does it return or throw? */
static void complete(struct sim *s, struct component *m, struct lambda *f, uint32_t slot)
{
	const struct call *c = call_at(s, slot);
	struct version *v = &f->versions[key_version(c)];
	enum rule rule = RULE_NONE;

	if (__builtin_expect(c->flags & CALL_FAILS, 0))
		rule = call_failed_by(s, c);
	else if (f->response_too_big && c->op != OP_INVOKE_ASYNC)
		rule = RULE_LAMBDA_RESPONSE;
	else if (v->error_share > 0 && !(c->flags & CALL_REPORTS_ITEMS) && batch_fails(v, c->b))
		rule = RULE_LAMBDA_ERROR;
	finish(s, m, f, slot, rule ? OUTCOME_FUNCTION_ERROR : OUTCOME_FINE, rule);
}

static void make_call(struct sim *s, const struct component *m, const struct lambda *f,
		      uint32_t slot, const struct outgoing *o)
{
	struct call *c = call_at(s, slot);
	uint32_t child = call_new(s, m->index, o->to, (enum op)o->op, slot, c->request);
	struct call *k = call_at(s, child);

	c->phase = PHASE_CALLING;
	c->flags &= (uint8_t)~INVOCATION_LENIENT;
	if (o->may_fail)
		c->flags |= INVOCATION_LENIENT;
	k->key = o->key;
	k->bytes = f->payload_bytes & 0xffffff;
	k->flags = CALL_RETRIES;
	k->hops = (uint8_t)(c->hops < UINT8_MAX ? c->hops + 1 : UINT8_MAX);
	call_send(s, child);
}

/* The next call; after the last one the rest of the work. */
static void go_on(struct sim *s, struct component *m, struct lambda *f, uint32_t slot)
{
	struct call *c = call_at(s, slot);
	unsigned step = key_step(c);
	const struct outgoing *o = NULL;

	while (!o && step < f->n_steps)
		o = lambda_draw_call(f, step++);
	key_set_step(c, step);
	if (o) {
		make_call(s, m, f, slot, o);
		return;
	}
	lane_remove(s, &f->lane, slot);
	end_after(s, slot, c->a * NS_PER_US, c->lane_ns + f->timeout_ns - s->now_ns);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct lambda *f = m->state;
	const struct call *c = call_at(s, slot);

	if (c->phase == PHASE_DELIVERING) {
		lambda_delivered(s, m, slot, child);
	} else if (!outcome_is_fine((enum outcome)child->outcome) &&
		   !(c->flags & INVOCATION_LENIENT)) {
		lane_remove(s, &f->lane, slot);
		finish(s, m, f, slot, OUTCOME_FUNCTION_ERROR, RULE_LAMBDA_CALL_FAILED);
	} else {
		go_on(s, m, f, slot);
	}
}

/* Why a call is refused before its function has anything to do with it. */
static enum outcome refusal(struct sim *s, struct component *m, struct lambda *f, struct call *c,
			    enum rule *ret_rule)
{
	enum outcome outcome = OUTCOME_NONE;

	if (c->bytes > f->most_request_bytes) {
		*ret_rule = RULE_LAMBDA_PAYLOAD;
		return OUTCOME_TOO_LARGE;
	}
	if (__builtin_expect(c->hops != 0, 0) && lambda_is_loop(s, m, f, c->hops)) {
		f->n_recursive++;
		*ret_rule = RULE_LAMBDA_RECURSION;
		return OUTCOME_RECURSIVE;
	}
	if (__builtin_expect(m->faults != NULL, 0))
		outcome = fault_strikes(m, c, ret_rule);
	f->n_throttles += outcome == OUTCOME_TOO_MANY_REQUESTS;
	return outcome;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct lambda *f = m->state;
	enum rule rule = RULE_NONE;
	enum outcome outcome;

	if (call_at(s, slot)->op == OP_INVOKE_ASYNC) {
		lambda_accept(s, m, slot);
		return;
	}
	outcome = refusal(s, m, f, call_at(s, slot), &rule);
	if (outcome == OUTCOME_NONE) {
		rule = lambda_begin(s, m, f, slot);
		if (!rule)
			return;
		outcome = OUTCOME_TOO_MANY_REQUESTS;
	}
	answer(s, f, slot, outcome, rule);
}

static void times_out_due(struct sim *s, struct component *m, struct lambda *f)
{
	uint32_t slot;

	if (!timer_is_due(s, &f->lane.timer))
		return;
	while ((slot = lane_take_due(s, &f->lane)) != CALL_NONE)
		time_out(s, m, f, slot);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct lambda *f = m->state;
	struct call *c = call_at(s, slot);

	switch ((enum lambda_phase)c->phase) {
	case PHASE_DONE:
		complete(s, m, f, slot);
		break;
	case PHASE_HALF:
		go_on(s, m, f, slot);
		break;
	case PHASE_READY:
		begin_work(s, m, f, slot,
			   c->a * NS_PER_US + (c->flags & INVOCATION_FRESH
						       ? f->versions[key_version(c)].first_call_ns
						       : 0));
		break;
	case PHASE_OUT_OF_TIME:
		time_out(s, m, f, slot);
		break;
	case PHASE_LANE:
		times_out_due(s, m, f);
		break;
	case PHASE_EVENT:
		lambda_event_due(s, m, slot);
		break;
	case PHASE_CALLING:
	case PHASE_DELIVERING:
		assert(!"waits for a reply, not for a time");
	}
}

/* Provisioned environments are there when the run begins. */
static void start(struct sim *s, struct component *m)
{
	struct lambda *f = m->state;

	for (size_t i = 0; i < f->n_versions; i++)
		for (uint32_t k = 0; k < f->versions[i].allocated; k++)
			push_idle(&f->versions[i].provisioned, INT64_MAX, false);
	level_to(&f->environments, s->now_ns, f->allocated);
}

static void done(struct component *m)
{
	struct lambda *f = m->state;

	for (size_t i = 0; i < f->n_versions; i++) {
		free(f->versions[i].on_demand.list);
		free(f->versions[i].provisioned.list);
	}
	summary_done(&f->duration);
	summary_done(&f->init);
	summary_done(&f->restore);
	summary_done(&f->event_age);
}

static bool answers(const struct component *m, enum op op)
{
	const struct lambda *f = m->state;

	return op != OP_REQUEST || f->has_url;
}

/* Who triggers or subscribes does not wait; everybody else does, unless the action says so. */
static enum op op_of(enum arch_verb verb, const char *action)
{
	if ((action && strstr(action, "InvokeAsync")) || verb == VERB_TRIGGERS ||
	    verb == VERB_SUBSCRIBES)
		return OP_INVOKE_ASYNC;
	return OP_INVOKE;
}

static enum op entry(struct build *b, const struct component *m, struct workload *w)
{
	const struct lambda *f = m->state;

	(void)b, (void)w;
	return f->has_url ? OP_REQUEST : OP_INVOKE;
}

/* 'invoke lambda://Function/live': the alias. Of a URL it is the URL's. */
static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	if (w->op == OP_REQUEST)
		return ((const struct lambda *)m->state)->url_key;
	return lambda_qualifier(b, m, w->path, m, NULL);
}

/* A record of a batch, by the ErrorRate of $LATEST. */
static bool record_fails(struct component *m)
{
	struct lambda *f = m->state;
	struct version *v = &f->versions[0];

	return random_coin(&v->errors, v->error_share);
}

bool lambda_is_fresh(const struct call *invocation)
{
	return invocation->flags & INVOCATION_FRESH;
}

int64_t lambda_timeout_ns(const struct component *function)
{
	const struct lambda *f = function->state;

	return f->timeout_ns;
}

int64_t lambda_reserved(const struct component *function)
{
	const struct lambda *f = function->state;

	return f->reserved;
}

uint32_t lambda_concurrency(const struct component *function)
{
	const struct lambda *f = function->state;

	return (uint32_t)f->running.now;
}

const struct service lambda_service = {
	.name = "lambda",
	.state_bytes = sizeof(struct lambda),
	.needs_retrier = true,
	.kind = ARCH_FUNCTION,
	.configure = lambda_configure,
	.connect = lambda_connect,
	.start = start,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_INVOKE | 1 << OP_INVOKE_ASYNC | 1 << OP_REQUEST,
	.late_ops = 1 << OP_INVOKE | 1 << OP_INVOKE_ASYNC | 1 << OP_REQUEST,
	.answers = answers,
	.op_for = op_of,
	.entry = entry,
	.address = address,
	.error = OUTCOME_FUNCTION_ERROR,
	.throttled = OUTCOME_TOO_MANY_REQUESTS,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_SERVER_ERROR,
	.record_fails = record_fails,
	.settle = lambda_settle,
	.report = lambda_report,
	.cost = lambda_cost,
	.held = lambda_held,
	.done = done,
};
