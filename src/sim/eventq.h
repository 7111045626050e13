/* SPDX-License-Identifier: MIT */
/*
 * The event list: what happens next. An event is a time and the slot of a
 * call (call.h); order is time, then FIFO, exactly, whatever the number of
 * events. 16 bytes an event: the sequence number and the slot share a word, so
 * that both compare as one 128-bit number.
 *
 * A 4-ary heap whose root is left vacant by pop: a handler that schedules one
 * follow-up (most do) costs one sift. Children share a cache line.
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
};

struct event {
	uint64_t at_ns;
	uint64_t key;		/* sequence number << EVENTQ_SLOT_BITS | slot */
};

struct eventq {
	struct event *heap;	/* root at [0]; its children are 64-byte aligned */
	size_t n, cap;
	bool is_hollow;		/* the root was popped and not yet filled */
	uint64_t next_key;	/* sequence number of the next push, shifted */
	void *raw;
};

void eventq_init(struct eventq *q);
void eventq_done(struct eventq *q);
void eventq_grow(struct eventq *q);

static inline bool event_before(const struct event *a, const struct event *b)
{
	unsigned __int128 x = (unsigned __int128)a->at_ns << 64 | a->key;
	unsigned __int128 y = (unsigned __int128)b->at_ns << 64 | b->key;

	return x < y;
}

static inline void eventq_sift_down(struct eventq *q, struct event e)
{
	struct event *h = q->heap;
	size_t n = q->n, i = 0;

	for (;;) {
		size_t c = EVENTQ_WAYS * i + 1, least = c;

		if (c >= n)
			break;
		if (c + EVENTQ_WAYS <= n) {
			size_t a = c + event_before(&h[c + 1], &h[c]);
			size_t b = c + 2 + event_before(&h[c + 3], &h[c + 2]);

			least = event_before(&h[b], &h[a]) ? b : a;
		} else {
			for (size_t k = c + 1; k < n; k++)
				least = event_before(&h[k], &h[least]) ? k : least;
		}
		if (!event_before(&h[least], &e))
			break;
		h[i] = h[least];
		i = least;
	}
	h[i] = e;
}

static inline void eventq_push(struct eventq *q, int64_t at_ns, uint32_t slot)
{
	struct event e = { (uint64_t)at_ns, q->next_key | slot };
	size_t i;

	q->next_key += EVENTQ_SLOTS;
	if (q->is_hollow) {
		q->is_hollow = false;
		eventq_sift_down(q, e);
		return;
	}
	if (__builtin_expect(q->n == q->cap, 0))
		eventq_grow(q);
	for (i = q->n++; i; i = (i - 1) / EVENTQ_WAYS) {
		size_t up = (i - 1) / EVENTQ_WAYS;

		if (event_before(&q->heap[up], &e))
			break;
		q->heap[i] = q->heap[up];
	}
	q->heap[i] = e;
}

/* The next event, which stays; NULL when there is none. */
static inline const struct event *eventq_peek(struct eventq *q)
{
	if (q->is_hollow) {
		q->is_hollow = false;
		q->n--;
		if (q->n)
			eventq_sift_down(q, q->heap[q->n]);
	}
	return q->n ? q->heap : NULL;
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
