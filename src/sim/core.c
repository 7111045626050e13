/* SPDX-License-Identifier: MIT */
#include "sim/core.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "sim/bounds.h"
#include "sim/client.h"
#include "sim/fault.h"
#include "sim/retry.h"
#include "sim/service.h"

/* A slot for one more call; past the bound the run ends, but this call still gets one. */
static uint32_t take_slot(struct sim *s)
{
	uint32_t slot = s->free_calls;

	if (slot) {
		s->free_calls = call_at(s, slot)->next;
		return slot;
	}
	slot = ++s->n_calls;
	assert(slot < EVENTQ_SLOTS);
	if (slot >= s->most_calls)
		bound_calls(s);
	if (!s->chunks[slot >> CALL_CHUNK_BITS])
		s->chunks[slot >> CALL_CHUNK_BITS] = xmalloc(CALL_CHUNK * sizeof(struct call));
	return slot;
}

_Static_assert(sizeof(struct call) == 64, "a call is one cache line");

uint32_t call_new(struct sim *s, uint16_t from, uint16_t to, enum op op, uint32_t parent,
		  uint32_t request)
{
	uint32_t slot = take_slot(s);

	*call_at(s, slot) = (struct call){
		.start_ns = s->now_ns,
		.parent = parent,
		.request = request,
		.at = to,
		.from = from,
		.to = to,
		.op = (uint8_t)op,
		.attempt = 1,
	};
	if (parent) {
		struct call *p = call_at(s, parent), *c = call_at(s, slot);

		p->child = slot;
		c->request = p->request;
		c->hops = p->hops;
	}
	s->n_live++;
	return slot;
}

static void free_call(struct sim *s, uint32_t slot)
{
	struct call *c = call_at(s, slot);

	assert(!(c->flags & CALL_IN_LANE));
	c->next = s->free_calls;
	s->free_calls = slot;
	s->n_live--;
}

void call_send(struct sim *s, uint32_t slot)
{
	struct call *c = call_at(s, slot);
	struct component *m;

	c->at = c->to;
	m = component_of(s, c);
	m->n_calls++;
	sim_tell(s, slot, MOMENT_SENT, RULE_NONE, 0);
	if (__builtin_expect(m->faults != NULL, 0) && fault_takes(s, m, c, slot))
		return;
	m->service->arrive(s, m, slot);
}

void call_reply(struct sim *s, uint32_t slot, enum outcome outcome, enum rule rule)
{
	struct call *c = call_at(s, slot);

	if (__builtin_expect(c->flags & CALL_FAILS, 0) && outcome_is_fine(outcome)) {
		outcome = s->components[c->to].service->error;
		rule = RULE_FAULT_ERROR;
	}
	c->outcome = (uint16_t)outcome;
	sim_tell(s, slot, MOMENT_REPLIED, rule, 0);
	if (c->flags & CALL_RETRIES && retry_again(s, c, slot, outcome))
		return;
	if (c->parent) {
		struct call *p = call_at(s, c->parent);
		struct component *m = component_of(s, p);

		p->child = CALL_NONE;
		m->service->reply(s, m, c->parent, c);
	} else if (c->from == CLIENT_COMPONENT) {
		client_reply(s, c, outcome);
	}
	free_call(s, slot);
}

void call_drop(struct sim *s, uint32_t slot)
{
	free_call(s, slot);
}

void call_abandon_child(struct sim *s, struct call *c)
{
	if (c->child)
		call_at(s, c->child)->parent = CALL_NONE;
	c->child = CALL_NONE;
}

void timer_init(struct sim *s, struct timer *t, uint16_t component, uint8_t phase, uint32_t a)
{
	struct call *c;

	t->slot = call_new(s, component, component, OP_NONE, CALL_NONE, REQUEST_NONE);
	t->due_ns = t->armed_ns = INT64_MAX;
	c = call_at(s, t->slot);
	c->phase = phase;
	c->a = a;
}

static void arm(struct sim *s, struct timer *t)
{
	t->armed_ns = t->due_ns;
	eventq_push(&s->queue, t->due_ns, t->slot);
}

void timer_set(struct sim *s, struct timer *t, int64_t due_ns)
{
	t->due_ns = due_ns;
	if (due_ns < t->armed_ns)
		arm(s, t);
}

void timer_stop(struct timer *t)
{
	t->due_ns = INT64_MAX;
}

/* An event that an earlier due time overtook may still come: it finds nothing due. */
bool timer_is_due(struct sim *s, struct timer *t)
{
	if (s->now_ns >= t->armed_ns)
		t->armed_ns = INT64_MAX;
	if (s->now_ns >= t->due_ns) {
		t->due_ns = INT64_MAX;
		return true;
	}
	if (t->due_ns < t->armed_ns)
		arm(s, t);
	s->was_idle = true;
	return false;
}

void lane_init(struct sim *s, struct lane *l, uint16_t component, uint8_t phase, int64_t delay_ns)
{
	memset(l, 0, sizeof(*l));
	l->delay_ns = delay_ns;
	timer_init(s, &l->timer, component, phase, 0);
}

void lane_add(struct sim *s, struct lane *l, uint32_t slot)
{
	struct call *c = call_at(s, slot);

	assert(!(c->flags & CALL_IN_LANE));
	c->flags |= CALL_IN_LANE;
	c->lane_ns = s->now_ns;
	c->next = CALL_NONE;
	c->prev = l->last;
	if (l->last)
		call_at(s, l->last)->next = slot;
	else
		l->first = slot;
	l->last = slot;
	l->n++;
	if (l->timer.due_ns == INT64_MAX)
		timer_set(s, &l->timer, s->now_ns + l->delay_ns);
}

void lane_remove(struct sim *s, struct lane *l, uint32_t slot)
{
	struct call *c = call_at(s, slot);

	assert(c->flags & CALL_IN_LANE);
	c->flags &= (uint8_t)~CALL_IN_LANE;
	if (c->prev)
		call_at(s, c->prev)->next = c->next;
	else
		l->first = c->next;
	if (c->next)
		call_at(s, c->next)->prev = c->prev;
	else
		l->last = c->prev;
	if (!--l->n)
		timer_stop(&l->timer);
}

uint32_t lane_take_due(struct sim *s, struct lane *l)
{
	uint32_t slot = l->first;
	int64_t due_ns;

	if (!slot)
		return CALL_NONE;
	due_ns = call_at(s, slot)->lane_ns + l->delay_ns;
	if (due_ns > s->now_ns) {
		timer_set(s, &l->timer, due_ns);
		return CALL_NONE;
	}
	lane_remove(s, l, slot);
	return slot;
}

void sim_stop(struct sim *s, const char *format, ...)
{
	va_list ap;
	char text[400];

	if (s->stopped)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	s->stopped = arena_strdup(&s->arena, text);
}
