/* SPDX-License-Identifier: MIT */
/*
 * The event list: what happens next. An event is a time and the slot of a
 * call (core.h); order is time, then FIFO, exactly, whatever the number of
 * events. 16 bytes an event: the sequence number and the slot share a word, so
 * that both compare as one 128-bit number.
 *
 * A 4-ary heap whose root is left vacant by drop: a handler that schedules one
 * follow-up (most do) costs one sift. Children share a cache line. Once it holds
 * thousands, a heap misses the cache at each level: from then on it keeps only what
 * comes before a horizon, and the rest lies in the buckets of a radix heap
 * (eventq.c), which fill it up again whenever it is empty.
 */
#ifndef SIM_EVENTQ_H
#define SIM_EVENTQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EVENTQ_SLOT_BITS = 24,
	EVENTQ_SLOTS = 1 << EVENTQ_SLOT_BITS,	/* slots are below this */
	EVENTQ_WAYS = 4,
	EVENTQ_BUCKETS = 64,
};

struct event {
	uint64_t at_ns;
	uint64_t key;		/* sequence number << EVENTQ_SLOT_BITS | slot */
};

struct event_bucket {
	struct event *list;
	size_t n, cap;
};

struct eventq {
	struct event *heap;	/* root at [0]; its children are 64-byte aligned */
	size_t n, cap;
	bool is_hollow;		/* the root was dropped and not yet filled */
	uint64_t next_key;	/* sequence number of the next push, shifted */
	uint64_t horizon_ns;	/* events from here on are in buckets; UINT64_MAX = none is */
	void *raw;
	/*
	 * What is far: in bucket i are times that differ from base first in bit i - 1, in
	 * any order. Bit i of used = bucket i is not empty.
	 */
	uint64_t base_ns, used;
	struct event_bucket *buckets;	/* EVENTQ_BUCKETS; NULL until there are many */
};

void eventq_init(struct eventq *q);
void eventq_done(struct eventq *q);

/* slot is below EVENTQ_SLOTS; an event before the last that was dropped is in order too. */
void eventq_push(struct eventq *q, int64_t at_ns, uint32_t slot);

/* For eventq_peek: the root is vacant, or the heap is empty. */
const struct event *eventq_fill(struct eventq *q);

/* The next event, which stays; NULL when there is none. */
static inline const struct event *eventq_peek(struct eventq *q)
{
	return __builtin_expect(q->is_hollow || !q->n, 0) ? eventq_fill(q) : q->heap;
}

/* Removes what eventq_peek just returned. */
static inline void eventq_drop(struct eventq *q)
{
	q->is_hollow = true;
}

static inline uint32_t event_slot(const struct event *e)
{
	return (uint32_t)(e->key & (EVENTQ_SLOTS - 1));
}

#endif
