/* SPDX-License-Identifier: MIT */
/* What buses, rules and schedules of EventBridge have in common. */
#ifndef SIM_SVC_EVENTBRIDGE_H
#define SIM_SVC_EVENTBRIDGE_H

#include "sim/delivery.h"

extern const struct service bus_service, rule_service, schedule_service;

/* The account's limit on invocations of targets: over it they wait. All rules share one. */
struct invocation_limit {
	double next_ns;		/* when the next invocation may start, at the earliest */
	double gap_ns, burst_ns;
};

/* A rule's or schedule's targets and how they are reached. */
struct target_set {
	struct delivery delivery;
	struct delivery_plan plan;
	struct invocation_limit *limit;
	uint64_t n_throttled;
};

void targets_configure(struct build *b, struct component *m, struct target_set *t, uint8_t phase);

/* From the edges "triggers". first is the set of the first rule or schedule of the run, or NULL. */
void targets_connect(struct build *b, struct component *m, struct target_set *t);

/* The set of a component that has one; NULL. */
struct target_set *targets_of(struct component *m);

/* An event goes to all targets, now: the limit is shared in the order of time. */
void targets_send(struct sim *s, struct component *m, struct target_set *t,
		  const struct call *event);

void targets_report(const struct target_set *t, struct metric_list *out);

#endif
