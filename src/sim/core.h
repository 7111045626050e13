/* SPDX-License-Identifier: MIT */
/*
 * What a service is written against: calls, components, time. Only sim/ knows
 * this header; the outside uses sim.h.
 *
 * A call is one message to one component: a request through an API, an
 * invocation, a PutItem. Whoever makes it may wait for its reply (parent). A
 * component is one node of the architecture, or one mapping that polls a
 * source for it; its service (service.h) moves the calls along. A message that
 * rests in a queue or a stream is a call too, which its component keeps. All events of a run are "wake call X": the call's component and
 * phase say what that means. Nothing here allocates once the pools have grown.
 */
#ifndef SIM_CORE_H
#define SIM_CORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/arch.h"
#include "model/facts.h"
#include "sim/dist.h"
#include "sim/duration.h"
#include "sim/eventq.h"
#include "sim/outcome.h"
#include "sim/rules.h"
#include "sim/stats.h"

enum {
	CALL_NONE = 0,			/* slot 0 is never used */
	CALL_SPARE = 1 << 20,		/* slots past the bound, for the event that met it */
	CALL_BYTES_MAX = (1 << 24) - 1,
	REQUEST_NONE = UINT32_MAX,
};

/* The first components of each run; those of the architecture follow. */
enum {
	RETRY_COMPONENT,	/* where calls are while they wait for their next attempt */
	CLIENT_COMPONENT,	/* the world outside (client.h) */
	FAULT_COMPONENT,	/* from which faults come and go (fault.h) */
	FIRST_COMPONENT,
};

/* What is asked of a component. */
enum op {
	OP_NONE,
	OP_REQUEST,		/* HTTP: route in `key`, to an API, load balancer, CDN */
	OP_CONNECT, OP_MESSAGE, OP_DISCONNECT, OP_POST_TO_CONNECTION,	/* WebSocket */
	OP_INVOKE,		/* Lambda, synchronously */
	OP_INVOKE_ASYNC,	/* Lambda, Event: replied to when it is queued */
	OP_GET, OP_PUT, OP_DELETE, OP_LIST,	/* objects of a bucket */
	OP_READ, OP_WRITE, OP_UPDATE, OP_QUERY, OP_REMOVE,	/* items of a table */
	OP_TRANSACT_READ, OP_TRANSACT_WRITE,
	OP_SEND,		/* a message to a queue */
	OP_PUBLISH,		/* to a topic */
	OP_PUT_EVENTS,		/* to a bus */
	OP_PUT_RECORD,		/* to a stream */
	OP_START_EXECUTION, OP_START_SYNC_EXECUTION,
	OP_GET_SECRET, OP_GET_PARAMETER,
	OP_AUTHORIZE,
	OP_TICK,		/* of a schedule, by hand */
	OP_WORK,		/* any other service: takes its time and answers */
	N_OPS
};

enum call_flag {
	CALL_RETRIES = 1,	/* the caller is an SDK: retryable outcomes are retried */
	CALL_FAILS = 2,		/* a fault decided that it ends in its service's error */
	CALL_IN_LANE = 4,
	CALL_WAS_THROTTLED = 8,	/* its last failed attempt, for the retry quota */
	CALL_HAS_POISON = CALL_WAS_THROTTLED,	/* no SDK's call: it fails for a record in its batch */
	CALL_OWN = 16,		/* first of the flags that are the component's own: 16 to 128 */
};

struct call {
	int64_t start_ns;	/* when its caller made it, first attempt */
	int64_t lane_ns;	/* when it entered its lane */
	uint32_t parent;	/* call that waits for the reply; CALL_NONE = nobody */
	uint32_t child;		/* call whose reply it waits for */
	uint32_t prev, next;	/* in its lane, or free list */
	uint32_t request;	/* number of the client's request it stems from */
	uint16_t at;		/* component that handles it now */
	uint16_t from, to;	/* components */
	uint8_t op;		/* enum op */
	uint8_t phase;		/* the component's own */
	uint8_t attempt;	/* from 1 */
	uint8_t flags;
	uint16_t outcome;	/* set before the parent hears of it */
	uint32_t bytes : 24;	/* payload, at most 16 MB */
	uint32_t hops : 8;	/* functions that this chain of events went through */
	uint32_t key;		/* what tells calls of one op apart: route, hash of an object's key, group */
	uint32_t a, b;		/* the component's own */
};

struct sim;
struct component;
struct service;
struct retrier;

/* A fault's hold on a component while it lasts (fault.c). */
struct faults {
	double error_share, throttle_share;
	bool is_down, is_denied;
	struct random random;
};

struct component {
	/* The service's own functions, one load away. */
	void (*wake)(struct sim *s, struct component *m, uint32_t call);
	void (*arrive)(struct sim *s, struct component *m, uint32_t call);
	void (*reply)(struct sim *s, struct component *m, uint32_t call, const struct call *child);
	const struct service *service;
	void *state;			/* the service's own, zeroed, in the run's arena */
	const char *id;			/* logical id; "client" outside */
	int resource;			/* in the architecture; -1 = none */
	int edge;			/* of an event source mapping: its edge; -1 = none */
	uint16_t index;
	uint64_t n_calls;		/* that reached it, attempts counted */
	double slow;			/* factor on all its times; 1 */
	struct faults *faults;		/* NULL while nothing is wrong */
	struct faults *faults_store;	/* what faults points to while something is */
	struct retrier *retrier;	/* its SDK clients (retry.h); NULL = none */
	uint64_t unused[3];		/* 128 bytes: the place of one is a shift away */
};

struct lambda_account;
struct steps_account;
struct trace_buffer;

/* How often a rule decided something at a component, and when first. */
struct decision {
	uint64_t n;
	int64_t first_ns;
	uint32_t first_request;
};

struct sim {
	struct arena arena;
	const struct arch *arch;
	const struct facts *facts;
	enum facts_profile profile;
	uint64_t seed;

	int64_t now_ns;
	struct eventq queue;
	uint64_t n_events;
	int64_t worked_ns;		/* of the last event that found something to do: the run ends there */
	int64_t before_ns;		/* worked_ns before the event that is at work */

	struct call *calls;		/* by slot; most_calls + 1 reserved, touched as they are used */
	uint32_t free_calls, n_calls;	/* free list; slots ever used */
	uint32_t most_calls;		/* bound on n_calls */

	struct component *components;
	size_t n_components;
	struct lambda_account *lambda;	/* limits that all functions share; NULL without functions */
	struct steps_account *steps;	/* the same of state machines */
	struct trace_buffer *trace;	/* NULL = no trace */
	struct decision **decisions;	/* by component: N_RULES of them, NULL = none yet */

	uint64_t n_arrived;		/* client requests; the next one's number */
	struct summary latency;		/* of client requests that ended, ns */
	uint64_t by_outcome[N_OUTCOMES];

	uint64_t most_events;
	uint64_t end_events;		/* of the slice that runs; 0 as soon as a bound was met */
	uint64_t look_events;		/* when to look next whether work goes round (bounds.h) */
	uint64_t seen_arrived, busy_events;	/* n_arrived as it was then; the last look that saw it grow */
	int64_t arrivals_end_ns;	/* workloads and schedules make nothing from here on */
	const char *stopped;		/* which bound ended the run, for people; NULL = none */
};

static inline struct call *call_at(struct sim *s, uint32_t slot)
{
	return &s->calls[slot];
}

static inline struct component *component_of(struct sim *s, const struct call *c)
{
	return &s->components[c->at];
}

void calls_init(struct sim *s);		/* reserves most_calls */
void calls_done(struct sim *s);
uint32_t call_slot_new(struct sim *s);	/* when no slot is free */

/* A slot for a call, which the caller fills. */
static inline uint32_t call_take(struct sim *s)
{
	uint32_t slot = s->free_calls;

	if (__builtin_expect(!slot, 0))
		slot = call_slot_new(s);
	s->free_calls = call_at(s, slot)->next;
	return slot;
}

/*
 * A new call that is not sent yet: from and to are components, parent waits
 * for the reply (CALL_NONE: nobody; its `child` is set to the new call). Request
 * and hops come from the parent; without one the request is the given. attempt 1.
 * Pointers to calls stay valid.
 */
static inline uint32_t call_new(struct sim *s, uint16_t from, uint16_t to, enum op op,
				uint32_t parent, uint32_t request)
{
	uint32_t slot = call_take(s);
	struct call *c = call_at(s, slot);

	*c = (struct call){
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
		struct call *p = call_at(s, parent);

		p->child = slot;
		c->request = p->request;
		c->hops = p->hops;
	}
	return slot;
}

/* Wakes its component (service->wake) after delay_ns, with this phase. */
static inline void call_wake_after(struct sim *s, uint32_t slot, int64_t delay_ns, uint8_t phase)
{
	call_at(s, slot)->phase = phase;
	eventq_push(&s->queue, s->now_ns + delay_ns, slot);
}

/* Ends a call whose caller waits for nothing and hears nothing. */
static inline void call_drop(struct sim *s, uint32_t slot)
{
	call_at(s, slot)->next = s->free_calls;
	s->free_calls = slot;
}

void call_send_watched(struct sim *s, struct component *m, uint32_t slot);
void call_reply_watched(struct sim *s, uint32_t slot, enum outcome outcome, enum rule rule);
void call_end(struct sim *s, struct call *c, uint32_t slot);

/* Hands it to its component, at this instant. Faults and traces happen here. */
static inline void call_send(struct sim *s, uint32_t slot)
{
	struct call *c = call_at(s, slot);
	struct component *m = &s->components[c->to];

	c->at = c->to;
	m->n_calls++;
	if (__builtin_expect(m->faults != NULL || s->trace != NULL, 0))
		call_send_watched(s, m, slot);
	else
		m->arrive(s, m, slot);
}

/*
 * The component is done with the call: the SDK of its caller may try again,
 * else the parent hears of it and the call is gone. No event of it may be
 * pending, and it may be in no lane.
 */
static inline void call_reply(struct sim *s, uint32_t slot, enum outcome outcome, enum rule rule)
{
	struct call *c = call_at(s, slot);

	c->outcome = (uint16_t)outcome;
	if (__builtin_expect(c->flags || rule || s->trace, 0))
		call_reply_watched(s, slot, outcome, rule);
	else
		call_end(s, c, slot);
}

/*
 * The caller no longer waits for its child: the child's reply goes nowhere, and
 * its SDK, which is gone with the caller, tries nothing again.
 */
void call_abandon_child(struct sim *s, struct call *c);

/* A draw of how long something takes at this component, slowed by its faults. */
static inline int64_t component_draw(const struct component *m, struct dist *d)
{
	int64_t ns = dist_draw(d);

	return __builtin_expect(m->slow == 1, 1) ? ns : (int64_t)((double)ns * m->slow);
}

/* A component's own timer: at most one due time, which may be moved at will. */
struct timer {
	uint32_t slot;
	int64_t due_ns;		/* INT64_MAX = not set */
	int64_t armed_ns;	/* of the earliest event that is pending; INT64_MAX = none */
};

/* phase is what service->wake sees in the timer's call; `a` tells timers apart. */
void timer_init(struct sim *s, struct timer *t, uint16_t component, uint8_t phase, uint32_t a);
void timer_set(struct sim *s, struct timer *t, int64_t due_ns);
void timer_stop(struct timer *t);
/* Called first when a timer's call wakes: false = not due (yet), nothing to do. */
bool timer_is_due(struct sim *s, struct timer *t);

/*
 * Calls that all wait for the same delay, oldest first: time-outs, visibility.
 * One timer for all of them. A call is in one lane at most.
 */
struct lane {
	uint32_t first, last;
	uint32_t n;
	bool has_taken;		/* something was due when the timer last woke */
	int64_t delay_ns;
	struct timer timer;
};

void lane_init(struct sim *s, struct lane *l, uint16_t component, uint8_t phase, int64_t delay_ns);
void lane_add(struct sim *s, struct lane *l, uint32_t slot);
void lane_remove(struct sim *s, struct lane *l, uint32_t slot);
/* The oldest call whose delay is over, removed; CALL_NONE and the timer set anew if there is none. */
uint32_t lane_take_due(struct sim *s, struct lane *l);

/* Why a call with CALL_FAILS fails. */
enum rule call_failed_by(const struct sim *s, const struct call *c);

/* What a trace tells beyond calls and replies. */
enum moment {
	MOMENT_SENT,		/* a call reaches `to` */
	MOMENT_REPLIED,		/* and its outcome goes back to `from` */
	MOMENT_COLD_START,	/* begins; value = its duration in ns */
	MOMENT_STARTED,		/* work begins: environment ready, message received */
	MOMENT_QUEUED, MOMENT_RECEIVED, MOMENT_REDELIVERED,
	MOMENT_RETRY,		/* will be tried again; value = after how many ns */
	MOMENT_TOO_OLD,		/* too old before its next try; value = in how many ns */
	MOMENT_DEAD_LETTERED, MOMENT_DROPPED,
	MOMENT_THROTTLED,	/* refused or held back by a limit; value = the limit */
	MOMENT_STATE,		/* a state machine enters state number value (sim_state_name); -1: it ends */
	MOMENT_TIMED_OUT,	/* a state's time limit is over; value = the limit in ns */
	MOMENT_SCALED,		/* value = the new capacity */
	MOMENT_ROTATED,		/* value = the step */
	MOMENT_ITEMS_FAILED,	/* a function said so of some of its batch; value = of how many */
	N_MOMENTS
};

const char *op_name(enum op op);		/* "PutObject": the API action where there is one */
const char *moment_name(enum moment m);		/* "cold-start" */

void trace_moment(struct sim *s, uint32_t call, enum moment m, enum rule rule,
		  int64_t value);

/* Counts that a rule decided about the call, at the component it was sent to. */
void sim_decide(struct sim *s, const struct call *c, enum rule rule);

/*
 * Services tell moments through this: the rule is counted, and a trace event is
 * built when a trace was asked for.
 */
static inline void sim_tell(struct sim *s, uint32_t call, enum moment m, enum rule rule,
			    int64_t value)
{
	if (__builtin_expect(rule != RULE_NONE, 0))
		sim_decide(s, call_at(s, call), rule);
	if (__builtin_expect(s->trace != NULL, 0))
		trace_moment(s, call, m, rule, value);
}

/* The run cannot go on: a bound was met. Copies text; the first reason stays. */
void sim_stop(struct sim *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
