/* SPDX-License-Identifier: MIT */
/*
 * Lines of control and executions: they begin, take steps, fail and end. What a
 * state does is svc_stepfunctions.c's.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/svc_stepfunctions.h"

static uint32_t line_slot(struct machine *k)
{
	uint32_t line = k->free_line;

	if (line) {
		k->free_line = steps_line(k, line)->next;
		return line;
	}
	if (!k->n_lines)
		(void)vec_push(k->lines, k->n_lines, k->cap_lines);	/* 0 is none */
	(void)vec_push(k->lines, k->n_lines, k->cap_lines);
	return (uint32_t)(k->n_lines - 1);
}

/* A line of an execution, below another one (0: the execution's own). */
uint32_t steps_line_new(struct sim *s, const struct component *m, uint32_t execution, uint32_t up)
{
	struct machine *k = m->state;
	uint32_t line = line_slot(k), call;
	const struct call *e = call_at(s, execution);
	struct line *l = steps_line(k, line);
	struct call *c;

	call = call_new(s, m->index, m->index, OP_START_EXECUTION, CALL_NONE, e->request);
	c = call_at(s, call);
	c->a = line;
	c->hops = e->hops;
	*l = (struct line){ .call = call, .execution = execution, .up = up };
	if (up) {
		struct line *u = steps_line(k, up);

		l->next = u->down;
		if (l->next)
			steps_line(k, l->next)->prev = line;
		u->down = line;
	}
	return line;
}

/* The line is no more; its call is, unless an event of it is still to come. */
static void line_free(struct sim *s, struct machine *k, uint32_t line, bool has_event)
{
	struct line *l = steps_line(k, line);

	if (l->prev)
		steps_line(k, l->prev)->next = l->next;
	else if (l->up)
		steps_line(k, l->up)->down = l->next;
	if (l->next)
		steps_line(k, l->next)->prev = l->prev;
	if (has_event)
		call_at(s, l->call)->flags |= LINE_DEAD;
	else
		call_drop(s, l->call);
	l->next = k->free_line;
	k->free_line = line;
}

void steps_leave_lane(struct sim *s, struct machine *k, uint32_t call)
{
	struct call *c = call_at(s, call);

	if (c->flags & CALL_IN_LANE)
		lane_remove(s, &k->states[steps_line(k, c->a)->state].limit, call);
}

static void execution_over(struct sim *s, const struct component *m, uint32_t execution,
			   enum outcome outcome, enum rule rule);

/* Takes a line back, with all that it waits for. */
void steps_line_kill(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	uint32_t execution = steps_line(k, line)->execution, call = steps_line(k, line)->call;
	struct call *c = call_at(s, call);
	bool is_child =
		call_at(s, execution)->flags & EXECUTION_CHILD && call_at(s, execution)->a == line;

	while (steps_line(k, line)->down)
		steps_line_kill(s, m, steps_line(k, line)->down);
	steps_leave_lane(s, k, call);
	call_abandon_child(s, c);
	line_free(s, k, line,
		  c->phase == PHASE_ENTER || c->phase == PHASE_WAIT || c->phase == PHASE_RETRY);
	if (is_child) {
		k->children.n_aborted++;
		call_at(s, execution)->a = 0;
		execution_over(s, m, execution, OUTCOME_NONE, RULE_NONE);
	}
}

/* Bills what an express execution took, whole steps. */
static void bill_express(struct machine *k, int64_t duration_ns)
{
	k->n_billed_requests++;
	k->n_billed_steps += (uint64_t)((duration_ns + k->bill_step_ns - 1) / k->bill_step_ns);
}

static void count_end(struct tally *t, enum outcome outcome)
{
	t->n_succeeded += outcome == OUTCOME_FINE;
	t->n_failed += outcome == OUTCOME_EXECUTION_FAILED;
	t->n_timed_out += outcome == OUTCOME_EXECUTION_TIMEOUT;
}

/* The execution and all its lines are gone. Tells nobody. */
static void execution_over(struct sim *s, const struct component *m, uint32_t execution,
			   enum outcome outcome, enum rule rule)
{
	struct machine *k = m->state;
	struct call *e = call_at(s, execution);
	bool is_child = e->flags & EXECUTION_CHILD, express = steps_is_express(k, e);
	int64_t duration_ns = s->now_ns - e->start_ns;
	uint32_t line = e->a;

	e->a = 0;			/* so that the line does not end its execution in turn */
	if (line)
		steps_line_kill(s, m, line);
	if (e->flags & CALL_IN_LANE)
		lane_remove(s, is_child && express ? &k->child_timeouts : &k->timeouts, execution);
	e->outcome = (uint16_t)outcome;
	sim_tell(s, execution, MOMENT_STATE, rule, STATE_THE_END);
	count_end(is_child ? &k->children : &k->executions, outcome);
	if (express)
		bill_express(k, duration_ns);
	else
		k->account->n_open--;
	if (!is_child) {
		summary_add(&k->duration, duration_ns);
		level_add(&k->running, s->now_ns, -1);
	}
	call_drop(s, execution);
}

/*
 * The call that started an execution is answered at its end, which has told why
 * it failed. Another workflow hears of it a step later, which also keeps long
 * chains of them off the stack.
 */
static void answer(struct sim *s, const struct component *m, uint32_t slot, enum outcome outcome)
{
	struct machine *k = m->state;
	struct call *c = call_at(s, slot);

	if (!(c->flags & START_NESTED)) {
		call_reply(s, slot, outcome,
			   outcome_is_fine(outcome) ? RULE_NONE : RULE_STEPS_SYNC_FAILED);
		return;
	}
	c->a = outcome;
	call_wake_after(s, slot, component_draw(m, &k->latency), PHASE_ANSWER);
}

/* Ends an execution and tells whoever waits for it. */
void steps_execution_end(struct sim *s, const struct component *m, uint32_t execution,
			 uint16_t error, enum outcome outcome, enum rule rule)
{
	bool is_child = call_at(s, execution)->flags & EXECUTION_CHILD;
	uint32_t waiting = call_at(s, execution)->key;

	execution_over(s, m, execution, outcome, rule);
	if (is_child)
		steps_child_over(s, m, waiting, error);
	else if (waiting)
		answer(s, m, waiting, outcome);
}

static void execution_fail(struct sim *s, const struct component *m, uint32_t execution,
			   uint16_t error, enum rule rule)
{
	steps_execution_end(s, m, execution, error, OUTCOME_EXECUTION_FAILED, rule);
}

/* Adds events to the history; false when it is full: the execution is over, and the line with it.
 */
bool steps_write_history(struct sim *s, const struct component *m, uint32_t line, uint32_t n)
{
	const struct machine *k = m->state;
	uint32_t execution = steps_line(k, line)->execution;
	struct call *e = call_at(s, execution);

	e->b += n;
	if (e->b <= k->most_history || steps_is_express(k, e))
		return true;
	execution_fail(s, m, execution, ERROR_RUNTIME, RULE_STEPS_HISTORY);
	return false;
}

/* A step towards the line's state: it takes a token, and time. */
void steps_step(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	const struct call *e = steps_execution(s, k, line);
	uint32_t call = steps_line(k, line)->call;
	int64_t late_ns = 0, latency_ns;

	k->n_transitions++;
	if (!steps_is_express(k, e)) {
		k->n_billed_transitions++;
		late_ns = bucket_reserve(&k->account->transitions, s->now_ns);
	}
	if (late_ns) {
		k->n_throttled_steps++;
		sim_tell(s, call, MOMENT_THROTTLED, RULE_STEPS_TRANSITIONS,
			 (int64_t)k->account->transitions.per_s);
	}
	latency_ns =
		component_draw(m, e->flags & EXECUTION_EXPRESS ? &k->child_latency : &k->latency);
	call_wake_after(s, call, late_ns + latency_ns, PHASE_ENTER);
}

/* False when the history is full: the line is gone. */
bool steps_enter(struct sim *s, const struct component *m, uint32_t line, uint16_t state)
{
	struct machine *k = m->state;
	struct line *l = steps_line(k, line);

	l->state = state;
	memset(l->retries, 0, sizeof(l->retries));
	if (!steps_write_history(s, m, line, 1))
		return false;
	steps_step(s, m, line);
	return true;
}

/* The line has come to its end. */
void steps_line_end(struct sim *s, const struct component *m, uint32_t line, uint16_t error,
		    enum rule rule)
{
	struct machine *k = m->state;
	uint32_t execution = steps_line(k, line)->execution, up = steps_line(k, line)->up;
	struct call *e = call_at(s, execution);
	bool is_whole = e->a == line;

	if (is_whole)
		e->a = 0;
	line_free(s, k, line, false);
	if (!is_whole)
		steps_child_over(s, m, up, error);
	else if (error)
		execution_fail(s, m, execution, error, rule);
	else
		steps_execution_end(s, m, execution, ERROR_NONE, OUTCOME_FINE, RULE_NONE);
}

/* The line's state has done its part. */
void steps_leave(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	uint16_t next = steps_state(k, line)->next;

	if (!steps_write_history(s, m, line, 1))
		return;
	if (next == STATE_NONE)
		steps_line_end(s, m, line, ERROR_NONE, RULE_NONE);
	else
		steps_enter(s, m, line, next);
}

static bool names_match(const struct machine *k, uint32_t first, uint32_t n, uint16_t error)
{
	for (uint32_t i = first; i < first + n; i++)
		if (steps_error_matches(k->names[i], error))
			return true;
	return false;
}

/* How long the n-th retry (from 1) waits. */
static int64_t back_off_ns(struct machine *k, const struct retry_rule *r, unsigned n)
{
	double ns = r->interval_ns;

	for (unsigned i = 1; i < n && ns < r->most_ns; i++)
		ns *= r->factor;
	if (ns > r->most_ns)
		ns = r->most_ns;
	return (int64_t)(r->is_full ? random_unit(&k->jitter) * ns : ns);
}

/* The first rule that matches decides; once it is used up the others are not asked. */
static bool try_again(struct sim *s, const struct component *m, uint32_t line, uint16_t error)
{
	struct machine *k = m->state;
	struct line *l = steps_line(k, line);
	const struct state *t = steps_state(k, line);

	for (unsigned i = 0; i < t->n_retries; i++) {
		const struct retry_rule *r = &k->retries[t->first_retry + i];
		int64_t delay_ns;

		if (!names_match(k, r->first_name, r->n_names, error))
			continue;
		if (l->retries[i] >= r->most && r->most != UINT16_MAX)
			return false;
		l->retries[i] = (uint16_t)(l->retries[i] + (l->retries[i] < UINT16_MAX));
		delay_ns = back_off_ns(k, r, l->retries[i]);
		sim_tell(s, l->call, MOMENT_RETRY, RULE_STEPS_RETRY, delay_ns);
		call_wake_after(s, l->call, delay_ns, PHASE_RETRY);
		return true;
	}
	return false;
}

/* The line's state has failed: again, elsewhere, or not at all. */
void steps_state_fail(struct sim *s, const struct component *m, uint32_t line, uint16_t error,
		      enum rule rule)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);

	if (try_again(s, m, line, error))
		return;
	for (unsigned i = 0; i < t->n_catches; i++) {
		const struct catch_rule *c = &k->catches[t->first_catch + i];

		if (!names_match(k, c->first_name, c->n_names, error))
			continue;
		sim_decide(s, call_at(s, steps_line(k, line)->call), RULE_STEPS_CATCH);
		if (steps_write_history(s, m, line, 1))
			steps_enter(s, m, line, c->next);
		return;
	}
	steps_line_end(s, m, line, error, rule);
}
