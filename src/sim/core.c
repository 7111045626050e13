/* SPDX-License-Identifier: MIT */
#include "sim/core.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/xalloc.h"
#include "sim/bounds.h"
#include "sim/fault.h"
#include "sim/mapping.h"
#include "sim/retry.h"
#include "sim/service.h"

_Static_assert(sizeof(struct call) == 64, "a call is one cache line");

/*
 * Past the bound the run ends, but whoever asks still gets slots until the
 * event that runs is over: CALL_SPARE of them are reserved.
 */
uint32_t call_slot_new(struct sim *s)
{
	uint32_t slot = ++s->n_calls;

	if (slot >= s->most_calls) {
		bound_calls(s);
		assert(slot < s->most_calls + CALL_SPARE);
	}
	call_at(s, slot)->next = CALL_NONE;
	return slot;
}

void calls_init(struct sim *s)
{
	size_t size = ((size_t)s->most_calls + CALL_SPARE) * sizeof(*s->calls);
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		       -1, 0);

	if (p == MAP_FAILED)
		xalloc_fail();
	s->calls = p;
}

void calls_done(struct sim *s)
{
	if (s->calls)
		munmap(s->calls, ((size_t)s->most_calls + CALL_SPARE) * sizeof(*s->calls));
}

void call_send_watched(struct sim *s, struct component *m, uint32_t slot)
{
	sim_tell(s, slot, MOMENT_SENT, RULE_NONE, 0);
	if (!m->faults || !fault_takes(s, m, call_at(s, slot), slot))
		m->arrive(s, m, slot);
}

enum rule call_failed_by(const struct sim *s, const struct call *c)
{
	if (!(c->flags & CALL_HAS_POISON) || c->flags & CALL_RETRIES)
		return RULE_FAULT_ERROR;
	return s->components[c->from].service == &mapping_stream_service ? RULE_STREAM_POISON
									 : RULE_MAPPING_POISON;
}

void call_reply_watched(struct sim *s, uint32_t slot, enum outcome outcome, enum rule rule)
{
	struct call *c = call_at(s, slot);

	assert(!(c->flags & CALL_IN_LANE));
	if (c->flags & CALL_FAILS && outcome_is_fine(outcome)) {
		outcome = s->components[c->to].service->error;
		rule = call_failed_by(s, c);
	}
	c->outcome = (uint16_t)outcome;
	sim_tell(s, slot, MOMENT_REPLIED, rule, 0);
	if (!(c->flags & CALL_RETRIES) || !retry_again(s, c, slot, outcome))
		call_end(s, c, slot);
}

/* A request of a client has ended. */
static inline void client_hears(struct sim *s, const struct call *c)
{
	s->by_outcome[c->outcome]++;
	summary_add(&s->latency, s->now_ns - c->start_ns);
}

/* Whoever waits for the call hears of its outcome. */
void call_end(struct sim *s, struct call *c, uint32_t slot)
{
	if (c->parent) {
		struct call *p = call_at(s, c->parent);
		struct component *m = component_of(s, p);

		p->child = CALL_NONE;
		m->reply(s, m, c->parent, c);
	} else if (c->from == CLIENT_COMPONENT) {
		client_hears(s, c);
	}
	call_drop(s, slot);
}

void call_abandon_child(struct sim *s, struct call *c)
{
	if (c->child) {
		struct call *child = call_at(s, c->child);

		child->parent = CALL_NONE;
		child->flags &= (uint8_t)~CALL_RETRIES;
	}
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
	s->worked_ns = s->before_ns;
	if (t->due_ns < t->armed_ns)
		arm(s, t);
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
	int64_t due_ns = slot ? call_at(s, slot)->lane_ns + l->delay_ns : INT64_MAX;

	if (due_ns <= s->now_ns) {
		lane_remove(s, l, slot);
		l->has_taken = true;
		return slot;
	}
	if (slot)
		timer_set(s, &l->timer, due_ns);
	if (!l->has_taken)
		s->worked_ns = s->before_ns;
	l->has_taken = false;
	return CALL_NONE;
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
	s->end_events = 0;
}

void sim_decide(struct sim *s, const struct call *c, enum rule rule)
{
	struct decision **all = &s->decisions[c->to], *d;

	if (!*all)
		*all = arena_zalloc(&s->arena, N_RULES * sizeof(**all));
	d = &(*all)[rule];
	if (!d->n++) {
		d->first_ns = s->now_ns;
		d->first_request = c->request;
	}
}
