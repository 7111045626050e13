/* SPDX-License-Identifier: MIT */
#include "sim/trace.h"

#include <stdlib.h>

#include "base/vec.h"

enum { BLOCK = 4096 };

struct trace_buffer {
	struct history_sink sink;
	struct history_event *events;
	size_t n, cap;
};

struct trace_buffer *trace_new(const struct history_sink *sink)
{
	struct trace_buffer *t = xcalloc(1, sizeof(*t));

	if (sink)
		t->sink = *sink;
	return t;
}

void trace_free(struct trace_buffer *t)
{
	if (!t)
		return;
	free(t->events);
	free(t);
}

void trace_flush(struct trace_buffer *t)
{
	if (!t->sink.take)
		return;
	t->sink.take(t->sink.self, t->events, t->n);
	t->n = 0;
}

const struct history_event *trace_events(const struct trace_buffer *t, size_t *ret_n)
{
	*ret_n = t->n;
	return t->events;
}

void trace_moment(struct sim *s, uint32_t slot, enum moment m, enum rule rule, int64_t value)
{
	struct trace_buffer *t = s->trace;
	const struct call *c = call_at(s, slot);

	if (t->n >= BLOCK)
		trace_flush(t);
	*vec_push(t->events, t->n, t->cap) = (struct history_event){
		.at_ns = s->now_ns,
		.value = value,
		.request = c->request,
		.call = slot,
		.from = c->from,
		.to = c->to,
		.outcome = c->outcome,
		.rule = (uint16_t)rule,
		.op = c->op,
		.moment = (uint8_t)m,
		.attempt = c->attempt,
		.is_async = !c->parent && c->from != CLIENT_COMPONENT,
	};
}
