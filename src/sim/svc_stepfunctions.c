/* SPDX-License-Identifier: MIT */
/*
 * AWS Step Functions. A definition is compiled once; here lines of control walk
 * through it. Each step from state to state takes a token of the account's bucket
 * (standard) and some time; then the state does its part. What fails is tried
 * again, caught, or ends the line, and with it whatever waits for the line.
 *
 * Only entering, waiting and retrying are events of a line. A time limit is a
 * lane, a task's own time outside is a child call: whoever is ended early never
 * has two things to be taken back.
 */
#include "sim/svc_stepfunctions.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void execution_new(struct sim *s, const struct component *m, const struct call *from,
			  uint32_t waiting, uint8_t flags);

/* One more iteration of a Map; false when the history is full. */
static bool iterate(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	struct line *l = steps_line(k, line);
	const struct state *t = steps_state(k, line);

	l->n_left--;
	l->n_open++;
	if (t->is_distributed) {
		execution_new(s, m, call_at(s, l->execution), line,
			      EXECUTION_CHILD | (t->is_express ? EXECUTION_EXPRESS : 0));
		return true;
	}
	if (!steps_write_history(s, m, line, 1))
		return false;
	return steps_enter(s, m, steps_line_new(s, m, l->execution, line),
			   k->branches[t->first_branch]);
}

static void map_begin(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	struct line *l = steps_line(k, line);

	l->n_open = l->n_failed = 0;
	l->n_left = t->n_items;
	call_at(s, l->call)->phase = PHASE_FORKED;
	if (!steps_write_history(s, m, line, 1))
		return;
	for (uint32_t n = t->n_items < t->most_at_once ? t->n_items : t->most_at_once; n; n--)
		if (!iterate(s, m, line))
			return;
	if (!t->n_items && steps_write_history(s, m, line, 1))
		steps_leave(s, m, line);
}

static void parallel_begin(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	struct line *l = steps_line(k, line);
	uint32_t execution = l->execution;

	l->n_open = t->n_branches;
	l->n_left = l->n_failed = 0;
	call_at(s, l->call)->phase = PHASE_FORKED;
	if (!steps_write_history(s, m, line, 1))
		return;
	for (uint32_t i = 0; i < t->n_branches; i++)
		if (!steps_enter(s, m, steps_line_new(s, m, execution, line),
				 k->branches[t->first_branch + i]))
			return;
}

/* The Parallel or Map of a line fails with the first failure below it, or the first too many. */
static bool is_failure_too_many(const struct state *t, struct line *l, uint16_t *error)
{
	if (!*error)
		return false;
	if (!t->is_distributed)
		return true;
	if (++l->n_failed <= t->most_failed)
		return false;
	*error = ERROR_TOLERANCE;
	return true;
}

/* A line below this one has ended. */
void steps_child_over(struct sim *s, const struct component *m, uint32_t line, uint16_t error)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	struct line *l = steps_line(k, line);

	l->n_open--;
	if (is_failure_too_many(t, l, &error)) {
		while (steps_line(k, line)->down)
			steps_line_kill(s, m, steps_line(k, line)->down);
		call_at(s, steps_line(k, line)->call)->phase = PHASE_AT_WORK;
		if (steps_write_history(s, m, line, 1))
			steps_state_fail(s, m, line, error,
					 t->is_distributed ? RULE_STEPS_TOLERANCE
							   : RULE_STEPS_FAILED);
		return;
	}
	if (t->type == STATE_MAP && !t->is_distributed && !steps_write_history(s, m, line, 1))
		return;
	if (l->n_left) {
		iterate(s, m, line);
	} else if (!l->n_open) {
		call_at(s, l->call)->phase = PHASE_AT_WORK;
		if (steps_write_history(s, m, line, 1))
			steps_leave(s, m, line);
	}
}

/* Time passes outside, for a call that nobody else handles. */
static void begin_outside(struct sim *s, const struct component *m, uint32_t line)
{
	const struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	uint32_t child;

	if (t->task & TASK_NEVER)
		return;
	child = call_new(s, m->index, m->index, OP_WORK, steps_line(k, line)->call, REQUEST_NONE);
	call_wake_after(s, child, component_draw(m, t->time), PHASE_OUTSIDE);
}

static void task_begin(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	struct state *t = &k->states[steps_line(k, line)->state];
	uint32_t call = steps_line(k, line)->call, child;
	struct call *c;

	if (!steps_write_history(s, m, line, 2))
		return;
	call_at(s, call)->phase = PHASE_CALLING;
	if (t->has_limit)
		lane_add(s, &t->limit, call);
	if (!(t->task & TASK_CALLS)) {
		begin_outside(s, m, line);
		return;
	}
	child = call_new(s, m->index, t->to, (enum op)t->op, call, REQUEST_NONE);
	c = call_at(s, child);
	c->key = t->key;
	c->bytes = steps_execution(s, k, line)->bytes;
	if (t->task & TASK_NESTED)
		c->flags |= START_NESTED;
	call_send(s, child);
}

/* The task has ended: its result, or an error. */
static void task_end(struct sim *s, const struct component *m, uint32_t line, uint16_t error,
		     enum rule rule)
{
	struct machine *k = m->state;
	uint32_t call = steps_line(k, line)->call;

	steps_leave_lane(s, k, call);
	call_at(s, call)->phase = PHASE_AT_WORK;
	if (!error && steps_state(k, line)->is_too_large) {
		error = ERROR_DATA_LIMIT;
		rule = RULE_STEPS_DATA;
	}
	if (!steps_write_history(s, m, line, 1))
		return;
	if (error)
		steps_state_fail(s, m, line, error, rule);
	else
		steps_leave(s, m, line);
}

/* Retries that the line's state has used, for the name of its next error. */
static unsigned n_tried(const struct machine *k, uint32_t line)
{
	const struct line *l = steps_line(k, line);
	unsigned n = 0;

	for (unsigned i = 0; i < steps_state(k, line)->n_retries; i++)
		n += l->retries[i];
	return n;
}

static void reply(struct sim *s, struct component *m, uint32_t call, const struct call *child)
{
	struct machine *k = m->state;
	uint32_t line = call_at(s, call)->a;
	const struct state *t = steps_state(k, line);
	uint16_t error = steps_error_of(k, t, (enum outcome)child->outcome, n_tried(k, line));

	if (t->task & TASK_SUBMITS && !error && !steps_write_history(s, m, line, 1))
		return;
	if (error || !(t->task & TASK_WAITS))
		task_end(s, m, line, error, RULE_STEPS_FAILED);
	else
		begin_outside(s, m, line);
}

static void outside_over(struct sim *s, const struct component *m, uint32_t slot)
{
	struct machine *k = m->state;
	uint32_t call = call_at(s, slot)->parent, line;
	const struct state *t;
	bool fails;

	call_drop(s, slot);
	if (!call) { /* nobody waits any more */
		s->worked_ns = s->before_ns;
		return;
	}
	call_at(s, call)->child = CALL_NONE;
	line = call_at(s, call)->a;
	t = steps_state(k, line);
	fails = random_coin(&k->coin, t->error_share);
	task_end(s, m, line,
		 fails ? steps_error_of(k, t, OUTCOME_FUNCTION_ERROR, n_tried(k, line))
		       : ERROR_NONE,
		 RULE_STEPS_FAILED);
}

static void choose(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	double draw = random_unit(&k->choice);

	if (!steps_write_history(s, m, line, 1))
		return;
	for (uint32_t i = t->first_option; i < t->first_option + t->n_options; i++) {
		if (draw < k->options[i].up_to) {
			steps_enter(s, m, line, k->options[i].next);
			return;
		}
	}
	steps_line_end(s, m, line, ERROR_NO_CHOICE, RULE_STEPS_NO_CHOICE);
}

/* The line has reached its state. */
static void act(struct sim *s, const struct component *m, uint32_t line)
{
	struct machine *k = m->state;
	const struct state *t = steps_state(k, line);
	uint32_t call = steps_line(k, line)->call;

	switch ((enum state_type)t->type) {
	case STATE_PASS:
	case STATE_SUCCEED:
		steps_leave(s, m, line);
		break;
	case STATE_TASK:
		task_begin(s, m, line);
		break;
	case STATE_CHOICE:
		choose(s, m, line);
		break;
	case STATE_WAIT:
		call_wake_after(s, call, t->wait_ns, PHASE_WAIT);
		break;
	case STATE_FAIL:
		steps_line_end(s, m, line, k->names[t->first_error], RULE_STEPS_FAIL);
		break;
	case STATE_PARALLEL:
		parallel_begin(s, m, line);
		break;
	case STATE_MAP:
		map_begin(s, m, line);
		break;
	case N_STATE_TYPES:
		assert(!"no type");
	}
}

/*
 * Starts an execution: from a StartExecution call, or from the execution whose Map
 * makes a child. waiting: see svc_stepfunctions.h.
 */
static void execution_new(struct sim *s, const struct component *m, const struct call *from,
			  uint32_t waiting, uint8_t flags)
{
	struct machine *k = m->state;
	bool is_child = flags & EXECUTION_CHILD;
	uint32_t execution = call_new(s, m->index, m->index, OP_START_EXECUTION, CALL_NONE,
				      from->request),
		 line;
	struct call *e = call_at(s, execution);

	e->phase = PHASE_RUNNING;
	e->flags = flags;
	e->hops = from->hops;
	e->bytes = from->bytes;
	e->key = waiting;
	e->b = 1;
	lane_add(s, is_child && steps_is_express(k, e) ? &k->child_timeouts : &k->timeouts,
		 execution);
	if (!steps_is_express(k, e))
		k->account->n_open++;
	if (is_child) {
		k->children.n_started++;
	} else {
		k->executions.n_started++;
		level_add(&k->running, s->now_ns, 1);
	}
	if (!is_child && k->start == STATE_NONE) {
		steps_execution_end(s, m, execution, ERROR_NONE, OUTCOME_FINE, RULE_NOT_MODELLED);
		return;
	}
	line = steps_line_new(s, m, execution, is_child ? waiting : 0);
	call_at(s, execution)->a = line;
	steps_enter(s, m, line,
		    is_child ? k->branches[steps_state(k, waiting)->first_branch] : k->start);
}

static enum outcome refuse(struct machine *k, enum outcome outcome, enum rule rule,
			   enum rule *ret_rule)
{
	k->n_throttled_starts += outcome_class(outcome) == OUTCOME_CLASS_THROTTLED;
	*ret_rule = rule;
	return outcome;
}

/* Why nothing starts; OUTCOME_NONE when it does. */
static enum outcome refusal(struct sim *s, struct machine *k, const struct call *c,
			    enum rule *ret_rule)
{
	struct steps_account *a = k->account;

	if (c->op == OP_START_SYNC_EXECUTION && !k->is_express && !(c->flags & START_NESTED))
		return refuse(k, OUTCOME_MACHINE_TYPE, RULE_STEPS_SYNC, ret_rule);
	if (c->bytes > k->most_bytes)
		return refuse(k, OUTCOME_INVALID, RULE_STEPS_INPUT, ret_rule);
	if (!bucket_take(k->is_express ? &a->express_start : &a->standard_start, s->now_ns))
		return refuse(k, OUTCOME_THROTTLING,
			      k->is_express ? RULE_STEPS_EXPRESS_START : RULE_STEPS_START,
			      ret_rule);
	if (!k->is_express && a->n_open >= a->most_open)
		return refuse(k, OUTCOME_LIMIT_EXCEEDED, RULE_STEPS_OPEN, ret_rule);
	return OUTCOME_NONE;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct machine *k = m->state;
	enum rule rule = RULE_NONE;
	enum outcome refused = refusal(s, k, call_at(s, slot), &rule);

	if (refused != OUTCOME_NONE)
		call_reply(s, slot, refused, rule);
	else
		call_wake_after(s, slot, component_draw(m, &k->start_latency), PHASE_STARTING);
}

/* A fault's errors (CALL_FAILS) start nothing: the reply becomes an error on its way. */
static void begin_execution(struct sim *s, const struct component *m, uint32_t slot)
{
	struct machine *k = m->state;
	const struct call *c = call_at(s, slot);
	bool is_sync = c->op == OP_START_SYNC_EXECUTION;

	if (c->flags & CALL_FAILS) {
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
		return;
	}
	if (k->is_express && !is_sync && random_coin(&k->twice, k->duplicate_share)) {
		sim_decide(s, c, RULE_STEPS_TWICE);
		execution_new(s, m, c, CALL_NONE, 0);
	}
	execution_new(s, m, c, is_sync ? slot : CALL_NONE, 0);
	if (!is_sync)
		call_reply(s, slot, OUTCOME_FINE, RULE_NONE);
}

static void executions_due(struct sim *s, const struct component *m, struct lane *lane,
			   enum rule rule)
{
	uint32_t execution;

	if (!timer_is_due(s, &lane->timer))
		return;
	while ((execution = lane_take_due(s, lane)) != CALL_NONE)
		steps_execution_end(s, m, execution, ERROR_TIMEOUT, OUTCOME_EXECUTION_TIMEOUT,
				    rule);
}

static void tasks_due(struct sim *s, const struct component *m, struct state *t)
{
	uint32_t call;

	if (!timer_is_due(s, &t->limit.timer))
		return;
	while ((call = lane_take_due(s, &t->limit)) != CALL_NONE) {
		call_abandon_child(s, call_at(s, call));
		sim_tell(s, call, MOMENT_TIMED_OUT, (enum rule)t->limit_rule, t->limit.delay_ns);
		task_end(s, m, call_at(s, call)->a, t->limit_error, RULE_STEPS_FAILED);
	}
}

static void line_wake(struct sim *s, const struct component *m, uint32_t slot,
		      enum steps_phase phase)
{
	const struct machine *k = m->state;
	struct call *c = call_at(s, slot);
	uint32_t line = c->a;

	if (c->flags & LINE_DEAD) {
		call_drop(s, slot);
		s->worked_ns = s->before_ns;
		return;
	}
	c->phase = PHASE_AT_WORK;
	if (phase == PHASE_WAIT) {
		steps_leave(s, m, line);
	} else if (phase == PHASE_RETRY) {
		steps_step(s, m, line);
	} else {
		sim_tell(s, slot, MOMENT_STATE, RULE_NONE, steps_line(k, line)->state);
		act(s, m, line);
	}
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct machine *k = m->state;
	const struct call *c = call_at(s, slot);

	switch ((enum steps_phase)c->phase) {
	case PHASE_ENTER:
	case PHASE_WAIT:
	case PHASE_RETRY:
		line_wake(s, m, slot, (enum steps_phase)c->phase);
		break;
	case PHASE_STARTING:
		begin_execution(s, m, slot);
		break;
	case PHASE_ANSWER:
		call_reply(s, slot, (enum outcome)c->a, RULE_NONE);
		break;
	case PHASE_OUTSIDE:
		outside_over(s, m, slot);
		break;
	case PHASE_TIMEOUTS:
		executions_due(s, m, &k->timeouts, k->timeout_rule);
		break;
	case PHASE_CHILD_TIMEOUTS:
		executions_due(s, m, &k->child_timeouts, RULE_STEPS_EXPRESS_MOST);
		break;
	case PHASE_LIMIT:
		tasks_due(s, m, &k->states[c->a]);
		break;
	case PHASE_AT_WORK:
	case PHASE_CALLING:
	case PHASE_FORKED:
	case PHASE_RUNNING:
		assert(!"waits for no time");
	}
}

static void done(struct component *m)
{
	struct machine *k = m->state;

	free(k->lines);
	summary_done(&k->duration);
}

/* Other actions (SendTaskSuccess, DescribeExecution) start nothing. */
static enum op op_of(enum arch_verb verb, const char *action)
{
	(void)verb;
	if (!action || !strcmp(action, "StartExecution"))
		return OP_START_EXECUTION;
	return !strcmp(action, "StartSyncExecution") ? OP_START_SYNC_EXECUTION : OP_NONE;
}

const struct service stepfunctions_service = {
	.name = "stepfunctions",
	.state_bytes = sizeof(struct machine),
	.kind = ARCH_STATEMACHINE,
	.configure = steps_configure,
	.connect = steps_connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_START_EXECUTION | 1 << OP_START_SYNC_EXECUTION,
	.op_for = op_of,
	.entry_op = OP_START_EXECUTION,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = steps_report,
	.cost = steps_cost,
	.done = done,
};
