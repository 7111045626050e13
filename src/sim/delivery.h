/* SPDX-License-Identifier: MIT */
/*
 * How a topic, a rule or a schedule brings an event to each of its targets: who
 * wants it, when it is tried again, where it goes when nothing helps. Each
 * delivery is a call of its owner (the carrier: a = target, b = retries so far)
 * that waits for the target's answer.
 */
#ifndef SIM_DELIVERY_H
#define SIM_DELIVERY_H

#include "sim/source.h"

enum {
	DELIVERY_STEPS = 32,
	DELIVERY_OUTSIDE = RETRY_COMPONENT,	/* of a target: no component, it takes all at once */
};

/* When a delivery is tried again. */
struct delivery_plan {
	int64_t steps[DELIVERY_STEPS];	/* waits before the first retries */
	uint32_t n_steps;
	int64_t rest_ns;		/* before all others */
	uint32_t most;			/* retries */
	double jitter;			/* each wait is longer or shorter by up to this share */
};

struct delivery_target {
	uint16_t to;
	enum op op;
	uint32_t key;			/* a function's alias */
	uint16_t dead_letters;		/* 0 = none */
	enum op dead_letters_op;
	const struct value *pattern;	/* NULL = wants all */
	double passes;			/* share of events that match when the event does not say */
	const struct delivery_plan *plan;
	uint32_t most;			/* retries, at most plan->most */
	int64_t most_age_ns;
	uint64_t n_tried, n_delivered;
};

/* What workloads say of their events, and who wants each kind. */
struct delivery_kind {
	const char *attributes;
	bool *wanted;			/* by target */
};

struct delivery {
	struct delivery_target *targets;
	uint32_t n_targets;
	struct delivery_kind *kinds;
	uint32_t n_kinds;
	struct dist latency;
	struct random random;
	enum rule retry_rule, dead_rule, lost_rule;
	uint8_t phase;			/* in which the owner's wake calls delivery_wake */
	uint64_t n_tried, n_delivered, n_filtered, n_failed, n_retries, n_dead, n_lost;
};

/* How many targets the owner may have: as many as edges and subscriptions, and never 0. */
size_t delivery_room(const struct build *b, const struct component *m);

/* Room for the owner's targets; latency from a fact. The rules are set by the owner. */
void delivery_init(struct build *b, struct component *m, struct delivery *d, const char *latency,
		   uint8_t phase);

/*
 * The target of an edge, added. NULL when nothing in the run is there. Its
 * dead-letter queue is what `dead_letters` refers to (may be NULL).
 */
struct delivery_target *delivery_add(struct build *b, struct component *m, struct delivery *d,
				     const struct arch_edge *e, struct component *to,
				     const struct value *dead_letters);

/* A target outside the template: it takes everything. */
struct delivery_target *delivery_add_outside(struct delivery *d);

/* A pattern of target t of d: complains about what is not known. */
void delivery_pattern(struct build *b, struct component *m, struct delivery_target *t,
		      const struct value *pattern);

/* Waits that grow from first to most by a constant factor, appended to the plan's steps. */
void delivery_plan_grow(struct delivery_plan *p, uint32_t n, double first_ns, double most_ns);

/*
 * The key of events with these attributes ("type=gold&size=3"; text is kept):
 * is_lenient as in pattern.h. Events of clients with key 0 say nothing.
 */
uint32_t delivery_kind(struct build *b, struct delivery *d, const char *attributes,
		       bool is_lenient);

/*
 * Notes that a request which names no attributes passes all patterns; example shows how to name
 * some.
 */
void delivery_note_silent(struct build *b, const struct component *m, const struct delivery *d,
			  const struct workload *w, const char *example);

/* The value of one attribute of a client's event; NULL. */
const char *delivery_attribute(const struct delivery *d, const struct call *event,
			       const char *name, char *buf, size_t size);

/* Whether target number i wants an event; counts it as filtered out otherwise. */
bool delivery_wants(struct delivery *d, uint32_t i, const struct call *event);

/*
 * Brings an event to target number i after wait_ns and the latency. key: of the message it
 * becomes.
 */
void delivery_begin(struct sim *s, struct component *m, struct delivery *d, uint32_t i,
		    const struct call *event, uint32_t key, int64_t wait_ns);

void delivery_wake(struct sim *s, struct component *m, struct delivery *d, uint32_t carrier);
void delivery_reply(struct sim *s, struct component *m, struct delivery *d, uint32_t carrier,
		    const struct call *child);

/* The op by which a service inside AWS addresses a target: functions asynchronously. */
enum op delivery_op(const struct build *b, enum arch_verb verb, const struct component *to);

#endif
