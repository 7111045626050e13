/* SPDX-License-Identifier: MIT */
/*
 * Event source mappings: what polls a queue or stream and hands batches to a
 * function, a pipe or other compute. Each edge "polls" whose source can be
 * polled (source.h) is a component of its own, "Queue>Function", which sim.c
 * makes. Two services: mapping_queue.c and mapping_stream.c; mapping.c reads
 * what both have in common.
 */
#ifndef SIM_MAPPING_H
#define SIM_MAPPING_H

#include "sim/source.h"

extern const struct service mapping_queue_service, mapping_stream_service;

/* The service of the mapping that an edge stands for; NULL = it stands for none. */
const struct service *mapping_service(const struct arch *a, const struct arch_edge *e);

/* Messages can be seen: called by the queue. */
void mapping_notify(struct sim *s, struct component *m);

/* A record for this mapping alone (a call of the stream, not sent): it is the mapping's now. */
void mapping_record(struct sim *s, struct component *m, uint32_t shard, uint32_t record);

/* How long pollers have waited for messages of a queue, all together. */
double mapping_waited_ns(const struct sim *s, const struct component *m);

/* What both kinds of mapping are told by their edge. */
struct mapping {
	uint16_t source, target;
	enum op op;
	uint32_t key;			/* the alias of a function that is invoked */
	const struct value *how;	/* properties, those of a pipe's source too */
	bool is_function;		/* the target is one */
	bool is_pipe;
	uint32_t batch;
	uint32_t most_bytes;
	int64_t window_ns;
	bool reports_items;
	double passes;			/* share of records that FilterCriteria let through */
	struct random random;		/* for the filter */
	uint64_t n_polled, n_filtered, n_invoked, n_failed, n_deleted, n_dropped, n_delivered;
};

/* Facts and bounds that differ between queues and streams. */
struct mapping_limits {
	double batch_default, batch_most;	/* with a window */
	double batch_most_at_once;		/* without */
	double window_most_s;
};

void mapping_configure(struct build *b, struct component *m, struct mapping *p);

bool mapping_is_on(const struct build *b, const struct component *m, const struct mapping *p);

/* In connect: what needs the target to be configured. */
void mapping_connect(struct build *b, struct component *m, struct mapping *p);

void mapping_limit(struct build *b, struct component *m, struct mapping *p,
		   const struct mapping_limits *limits);

/* Whether the next record is none that the filter wants. */
static inline bool mapping_filters(struct mapping *p)
{
	return p->passes < 1 && !random_coin(&p->random, p->passes);
}

/*
 * A call by which `holder` (a call of the mapping) waits for the target to deal
 * with n records of so many bytes; one of them may be poison. Sends it.
 */
void mapping_invoke(struct sim *s, struct component *m, struct mapping *p, uint32_t holder,
		    uint32_t n, uint64_t bytes, bool has_poison);

/* Whether a record of a batch whose function reports failed ones is one of them. */
bool mapping_record_fails(struct sim *s, const struct mapping *p, bool is_poison);

void mapping_report(const struct mapping *p, struct metric_list *out);

#endif
