/* SPDX-License-Identifier: MIT */
/*
 * Resources that have no model: a call takes no time, is answered, and work
 * goes on along the outgoing edges, each step an event: a loop of such resources
 * meets the bound on events. The result lists them as not modelled.
 */
#include "sim/lambda.h"
#include "sim/service.h"

struct next_hop {
	uint16_t to;
	enum op op;
	uint32_t key;			/* a function's alias */
};

struct other {
	struct next_hop *next;
	size_t n;
	uint64_t n_calls;
};

static void connect(struct build *b, struct component *m)
{
	struct other *o = m->state;
	struct component *to;
	const struct arch_edge *e;
	size_t i = 0;

	/* What a nested stack that was not opened does with a call, nobody knows. */
	if (b->sim->arch->resources[m->resource].kind == ARCH_STACK)
		return;
	o->next = arena_alloc(&b->sim->arena, b->sim->arch->n_edges * sizeof(*o->next) + 1);
	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		enum op op = to ? op_for(e->verb, NULL, to) : OP_NONE;

		if (op != OP_NONE)
			o->next[o->n++] = (struct next_hop){
				to->index, op, lambda_key_of_edge(b, to, e->details, m),
			};
	}
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct other *o = m->state;

	o->n_calls++;
	for (size_t i = 0; i < o->n; i++) {
		const struct call *c = call_at(s, slot);
		uint32_t next = call_new(s, m->index, o->next[i].to, o->next[i].op, CALL_NONE, c->request);

		call_at(s, next)->key = o->next[i].key;
		call_at(s, next)->hops = c->hops;
		call_at(s, next)->at = m->index;
		call_wake_after(s, next, 0, 0);
	}
	call_reply(s, slot, OUTCOME_FINE, RULE_NOT_MODELLED);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	(void)m;
	call_send(s, slot);
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct other *o = m->state;

	(void)s;
	metrics_count(out, "Calls", o->n_calls);
}

static enum op entry(struct build *b, const struct component *m, struct workload *w)
{
	const struct other *o = m->state;
	bool is_alarm = b->sim->arch->resources[m->resource].kind == ARCH_ALARM;

	(void)w;
	return o->n && !is_alarm ? OP_WORK : OP_NONE;	/* nobody asks an alarm for anything */
}

const struct service other_service = {
	.name = "other",
	.state_bytes = sizeof(struct other),
	.kind = ARCH_OTHER,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.ops = UINT64_MAX,
	.entry = entry,
	.error = OUTCOME_SERVER_ERROR,
	.throttled = OUTCOME_THROTTLING,
	.denied = OUTCOME_ACCESS_DENIED,
	.down = OUTCOME_UNAVAILABLE,
	.report = report,
};
