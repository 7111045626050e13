/* SPDX-License-Identifier: MIT */
/*
 * EventBridge Pipes: a mapping polls the source and hands the pipe batches; the
 * pipe has each enriched (a function, called synchronously), then brings it to
 * its target: a function or state machine gets the batch in one call, others get
 * each record. The mapping hears whether all went well.
 */
#include <string.h>

#include "sim/lambda.h"
#include "sim/source.h"

enum { PHASE_ENRICH, PHASE_TARGET };

enum stage { STAGE_ENRICHMENT, STAGE_TARGET };

struct pipe_end {
	uint16_t to;
	enum op op;
	uint32_t key;		/* a function's alias */
	bool is_whole;		/* takes a batch in one call */
};

struct pipe {
	struct pipe_end enrichment, target;
	bool has_enrichment, has_target;
	struct dist latency;
	struct summary duration;
	struct level running;
	uint64_t n_invoked, n_events, n_failed, n_throttled;
};

static void end(struct sim *s, struct component *m, uint32_t slot, enum outcome outcome)
{
	struct pipe *p = m->state;

	level_add(&p->running, s->now_ns, -1);
	summary_add(&p->duration, s->now_ns - call_at(s, slot)->lane_ns);
	if (outcome_class(outcome) == OUTCOME_CLASS_THROTTLED)
		p->n_throttled++;
	else if (!outcome_is_fine(outcome))
		p->n_failed++;
	call_reply(s, slot, outcome, RULE_NONE);
}

/* Sends n records of a batch on in one call. */
static void send(struct sim *s, struct component *m, uint32_t slot, const struct pipe_end *to,
		 uint32_t n, uint32_t bytes)
{
	uint32_t child = call_new(s, m->index, to->to, to->op, slot, REQUEST_NONE);
	struct call *c = call_at(s, child);

	c->key = to->key;
	c->b = n;
	c->bytes = bytes & CALL_BYTES_MAX;
	c->flags |= CALL_RETRIES;
	call_send(s, child);
}

/* b of the batch's call is how many records it has, a how many answers are missing. */
static void send_all(struct sim *s, struct component *m, uint32_t slot)
{
	struct pipe *p = m->state;
	struct call *c = call_at(s, slot);
	uint32_t n = c->b ? c->b : 1, bytes = c->bytes / n;

	if (!p->has_target) {
		end(s, m, slot, OUTCOME_FINE);
		return;
	}
	c->outcome = OUTCOME_FINE;
	if (p->target.is_whole) {
		c->a = 1;
		send(s, m, slot, &p->target, n, c->bytes);
		return;
	}
	/*
	 * One more than there are: the last answer must not end the call while others are being
	 * sent.
	 */
	c->a = n + 1;
	for (uint32_t i = 0; i < n; i++)
		send(s, m, slot, &p->target, 1, bytes);
	if (!--c->a)
		end(s, m, slot, c->outcome);
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct pipe *p = m->state;
	struct call *c = call_at(s, slot);

	p->n_invoked++;
	p->n_events += c->b ? c->b : 1;
	level_add(&p->running, s->now_ns, 1);
	c->lane_ns = s->now_ns;
	call_wake_after(s, slot, component_draw(m, &p->latency),
			p->has_enrichment ? PHASE_ENRICH : PHASE_TARGET);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct pipe *p = m->state;
	const struct call *c = call_at(s, slot);

	if (c->phase == PHASE_ENRICH)
		send(s, m, slot, &p->enrichment, c->b ? c->b : 1, c->bytes);
	else
		send_all(s, m, slot);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct call *c = call_at(s, slot);
	enum outcome outcome = child->outcome;

	if (c->phase == PHASE_ENRICH) {
		c->phase = PHASE_TARGET;
		if (outcome_is_fine(outcome))
			send_all(s, m, slot);
		else
			end(s, m, slot, outcome);
		return;
	}
	if (!outcome_is_fine(outcome))
		c->outcome = (uint16_t)outcome;
	if (!--c->a)
		end(s, m, slot, c->outcome);
}

static bool is_forgotten(const struct arch_edge *e, const char *path)
{
	return !strcmp(value_string(e->details, path, "REQUEST_RESPONSE"), "FIRE_AND_FORGET");
}

/* SAM and CloudFormation spell the kind of a state machine each in its way. */
static bool is_express(const struct value *machine)
{
	const char *type =
		value_string(machine, "StateMachineType", value_string(machine, "Type", ""));

	return !strcmp(type, "EXPRESS");
}

/* Functions and express state machines are waited for, unless the pipe says otherwise. */
static enum op op_of(const struct build *b, const struct arch_edge *e, const struct component *to)
{
	const struct arch_resource *r = &b->sim->arch->resources[to->resource];

	if (r->kind == ARCH_FUNCTION)
		return is_forgotten(e, "LambdaFunctionParameters.InvocationType") ? OP_INVOKE_ASYNC
										  : OP_INVOKE;
	if (r->kind != ARCH_STATEMACHINE)
		return op_for(e->verb, NULL, to);
	if (!is_express(r->properties) ||
	    is_forgotten(e, "StepFunctionStateMachineParameters.InvocationType"))
		return OP_START_EXECUTION;
	return OP_START_SYNC_EXECUTION;
}

static void set_end(struct build *b, const struct component *m, struct pipe_end *end_of,
		    const struct arch_edge *e,
		    const struct component *to)
{
	enum arch_kind kind = b->sim->arch->resources[to->resource].kind;

	end_of->to = to->index;
	end_of->op = op_of(b, e, to);
	end_of->key = lambda_key_of_edge(b, to, e->details, m);
	end_of->is_whole = kind == ARCH_FUNCTION || kind == ARCH_STATEMACHINE || kind == ARCH_API ||
			   kind == ARCH_DESTINATION;
}

static void configure(struct build *b, struct component *m)
{
	struct pipe *p = m->state;

	build_dist(b, m, &p->latency, "pipes.latency", "pipe");
	summary_init(&p->duration);
}

static void connect(struct build *b, struct component *m)
{
	struct pipe *p = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		if (!to)
			continue;
		if (e->verb == VERB_INVOKES) {
			set_end(b, m, &p->enrichment, e, to);
			p->has_enrichment = p->enrichment.op != OP_NONE;
		} else if (e->verb == VERB_TRIGGERS) {
			set_end(b, m, &p->target, e, to);
			p->has_target = p->target.op != OP_NONE;
		}
	}
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct pipe *p = m->state;

	metrics_count(out, "Invocations", p->n_invoked);
	metrics_count(out, "EventCount", p->n_events);
	metrics_count(out, "ExecutionFailed", p->n_failed);
	metrics_count(out, "ExecutionThrottled", p->n_throttled);
	report_level(out, "Concurrency", &p->running, s->now_ns);
	report_time(out, "Duration", &p->duration);
}

static void done(struct component *m)
{
	summary_done(&((struct pipe *)m->state)->duration);
}

extern const struct service pipe_service;

const struct service pipe_service = {
	.name = "pipe",
	.state_bytes = sizeof(struct pipe),
	.needs_retrier = true,
	.kind = ARCH_PIPE,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_INVOKE,
	.usual_op = OP_INVOKE,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
	.done = done,
};
