/* SPDX-License-Identifier: MIT */
#include "sim/eventq.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum {
	FIRST_CAP = 61,
	LINE_BYTES = 64,
	NEAR_EVENTS = 96,    /* a bucket of at most so many goes into the heap as it is */
	SPILL_EVENTS = 2000, /* a heap of more gives away what is far */
};

void eventq_init(struct eventq *q)
{
	memset(q, 0, sizeof(*q));
	q->horizon_ns = UINT64_MAX;
}

void eventq_done(struct eventq *q)
{
	for (size_t i = 0; q->buckets && i < EVENTQ_BUCKETS; i++)
		free(q->buckets[i].list);
	free(q->buckets);
	free(q->raw);
	eventq_init(q);
}

static inline bool event_before(struct event a, struct event b)
{
	unsigned __int128 x = (unsigned __int128)a.at_ns << 64 | a.key;
	unsigned __int128 y = (unsigned __int128)b.at_ns << 64 | b.key;

	return x < y;
}

/* The vacant root is filled with e, or with what comes before it. */
static void __attribute__((noinline)) sift_down(struct eventq *q, struct event e)
{
	struct event *h = q->heap;
	size_t n = q->n, i = 0;

	for (;;) {
		size_t c = EVENTQ_WAYS * i + 1, least = c;

		if (c >= n)
			break;
		if (c + EVENTQ_WAYS <= n) {
			size_t a = c + event_before(h[c + 1], h[c]);
			size_t b = c + 2 + event_before(h[c + 3], h[c + 2]);

			least = event_before(h[b], h[a]) ? b : a;
		} else {
			for (size_t k = c + 1; k < n; k++)
				least = event_before(h[k], h[least]) ? k : least;
		}
		if (!event_before(h[least], e))
			break;
		h[i] = h[least];
		i = least;
	}
	h[i] = e;
}

/* The same where the root's children, n - 1 of them, have none. */
static inline void sift_root(struct event *h, size_t n, struct event e)
{
	size_t least = 1;

	for (size_t k = 2; k < n; k++)
		least = event_before(h[k], h[least]) ? k : least;
	if (n < 2 || event_before(e, h[least])) {
		h[0] = e;
	} else {
		h[0] = h[least];
		h[least] = e;
	}
}

/* Into a heap that has room. */
static void __attribute__((noinline)) sift_up(struct eventq *q, struct event e)
{
	struct event *h = q->heap;
	size_t i = q->n++;

	for (; i; i = (i - 1) / EVENTQ_WAYS) {
		size_t up = (i - 1) / EVENTQ_WAYS;

		if (event_before(h[up], e))
			break;
		h[i] = h[up];
	}
	h[i] = e;
}

/* The root stands at the end of a cache line, so that each node's children fill one. */
static void grow(struct eventq *q)
{
	size_t cap = q->cap ? 2 * q->cap + 3 : FIRST_CAP;
	char *raw = xmalloc((cap + EVENTQ_WAYS - 1) * sizeof(struct event) + LINE_BYTES);
	uintptr_t line = ((uintptr_t)raw + LINE_BYTES - 1) & ~(uintptr_t)(LINE_BYTES - 1);
	struct event *heap = (struct event *)line + EVENTQ_WAYS - 1;

	if (q->n)
		memcpy(heap, q->heap, q->n * sizeof(*heap));
	free(q->raw);
	q->raw = raw;
	q->heap = heap;
	q->cap = cap;
}

static void __attribute__((noinline)) add_far(struct eventq *q, struct event e)
{
	uint64_t differs = e.at_ns ^ q->base_ns;
	unsigned i = differs ? 64 - (unsigned)__builtin_clzll(differs) : 0;
	struct event_bucket *b = &q->buckets[i];

	if (b->n == b->cap) {
		b->cap = b->cap ? 2 * b->cap : NEAR_EVENTS;
		b->list = xrealloc(b->list, b->cap, sizeof(*b->list));
	}
	b->list[b->n++] = e;
	q->used |= UINT64_C(1) << i;
}

/* The times of bucket i anew, by the earliest of them: all go to buckets before it. */
static void split(struct eventq *q, unsigned i)
{
	struct event_bucket *b = &q->buckets[i];

	q->base_ns = b->list[0].at_ns;
	for (size_t k = 1; k < b->n; k++)
		if (b->list[k].at_ns < q->base_ns)
			q->base_ns = b->list[k].at_ns;
	for (size_t k = 0; k < b->n; k++)
		add_far(q, b->list[k]);
	b->n = 0;
	q->used &= ~(UINT64_C(1) << i);
}

/*
 * Bucket i, the first that is not empty, becomes the heap; the horizon is where its times
 * end. Base moves to where they begin, so that what is pushed beyond the horizon belongs to
 * later buckets, and what lies there stays right.
 */
static void fetch(struct eventq *q, unsigned i)
{
	struct event_bucket *b = &q->buckets[i];

	q->horizon_ns = i ? ((q->base_ns >> i) + 1) << i : q->base_ns + 1;
	if (i)
		q->base_ns = (q->base_ns >> (i - 1) | 1) << (i - 1);
	while (q->cap < b->n)
		grow(q);
	for (size_t k = 0; k < b->n; k++)
		sift_up(q, b->list[k]);
	b->n = 0;
	q->used &= ~(UINT64_C(1) << i);
	if (!q->used)
		q->horizon_ns = UINT64_MAX;
}

/* The heap is empty: what is far fills it. */
static const struct event *fill_from_far(struct eventq *q)
{
	while (q->used) {
		unsigned i = (unsigned)__builtin_ctzll(q->used);

		if (!i || q->buckets[i].n <= NEAR_EVENTS) {
			fetch(q, i);
			return q->heap;
		}
		split(q, i);
	}
	return NULL;
}

/*
 * All that the heap holds goes to buckets, and the first of them comes back. The heap is
 * full and its root is filled. False when something was pushed before base, which the
 * buckets cannot hold: the heap must grow.
 */
static bool spill(struct eventq *q)
{
	if (q->used && q->heap->at_ns < q->base_ns)
		return false;
	if (!q->buckets)
		q->buckets = xcalloc(EVENTQ_BUCKETS, sizeof(*q->buckets));
	q->base_ns = q->heap->at_ns;
	for (size_t i = 0; i < q->n; i++)
		add_far(q, q->heap[i]);
	q->n = 0;
	fill_from_far(q);
	return true;
}

/* The heap has no room left. */
static void __attribute__((noinline)) push_full(struct eventq *q, struct event e)
{
	if (q->n >= SPILL_EVENTS && spill(q) && e.at_ns >= q->horizon_ns) {
		add_far(q, e);
		return;
	}
	if (q->n == q->cap)
		grow(q);
	sift_up(q, e);
}

void eventq_push(struct eventq *q, int64_t at_ns, uint32_t slot)
{
	struct event e = {(uint64_t)at_ns, q->next_key | slot};

	q->next_key += EVENTQ_SLOTS;
	if (__builtin_expect(e.at_ns >= q->horizon_ns, 0)) {
		add_far(q, e);
	} else if (q->is_hollow) {
		q->is_hollow = false;
		if (q->n <= EVENTQ_WAYS + 1)
			sift_root(q->heap, q->n, e);
		else
			sift_down(q, e);
	} else if (__builtin_expect(q->n == q->cap, 0)) {
		push_full(q, e);
	} else {
		sift_up(q, e);
	}
}

const struct event *eventq_fill(struct eventq *q)
{
	if (q->is_hollow) {
		q->is_hollow = false;
		if (--q->n)
			sift_down(q, q->heap[q->n]);
	}
	return q->n ? q->heap : fill_from_far(q);
}
