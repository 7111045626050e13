/* SPDX-License-Identifier: MIT */
/* The event list against an array that is searched from end to end. */
#include "sim/eventq.h"

#include "tests/support/prop.h"

enum { MOST = 600 };

struct expected {
	int64_t at_ns;
	uint32_t slot, number;
};

static struct expected all[MOST];
static size_t n_all;
static uint32_t next_number;

static void push(struct eventq *q, int64_t at_ns, uint32_t slot)
{
	all[n_all++] = (struct expected){ at_ns, slot, next_number++ };
	eventq_push(q, at_ns, slot);
}

static size_t least(void)
{
	size_t best = 0;

	for (size_t i = 1; i < n_all; i++)
		if (all[i].at_ns < all[best].at_ns ||
		    (all[i].at_ns == all[best].at_ns && all[i].number < all[best].number))
			best = i;
	return best;
}

/* The next event must be the earliest, and of those the first that was pushed. */
static int64_t pop(struct eventq *q)
{
	const struct event *e = eventq_peek(q);
	size_t best = least();
	int64_t at_ns;

	t_true(e != NULL);
	t_int(e->at_ns, all[best].at_ns);
	t_int(event_slot(e), all[best].slot);
	t_true(eventq_peek(q) == e);	/* looking changes nothing */
	at_ns = (int64_t)e->at_ns;
	eventq_drop(q);
	all[best] = all[--n_all];
	return at_ns;
}

/* Pops with and without pushes behind them; few different times, so that many are equal. */
PROP(events_come_by_time_and_then_in_the_order_of_their_pushes, 2000)
{
	struct eventq q;
	uint64_t spread = 1 + prng_below(r, prng_below(r, 2) ? 5 : 1000000000);
	uint64_t pushes = 1 + prng_below(r, 9);
	int64_t now_ns = 0;

	eventq_init(&q);
	n_all = next_number = 0;
	for (int step = 0; step < 300; step++) {
		if (n_all && prng_below(r, 10) >= pushes)
			now_ns = pop(&q);
		for (uint64_t k = prng_below(r, 3); k > 0 && n_all < MOST; k--)
			push(&q, now_ns + (int64_t)prng_below(r, spread),
			     (uint32_t)prng_below(r, EVENTQ_SLOTS));
	}
	while (n_all)
		pop(&q);
	t_null(eventq_peek(&q));
	t_null(eventq_peek(&q));
	eventq_done(&q);
}

TEST(times_at_the_ends_of_their_range_keep_their_order)
{
	struct eventq q;

	eventq_init(&q);
	n_all = next_number = 0;
	push(&q, INT64_MAX, 1);
	push(&q, 0, EVENTQ_SLOTS - 1);
	push(&q, INT64_MAX, 2);
	push(&q, INT64_MAX - 1, 3);
	while (n_all)
		pop(&q);
	eventq_done(&q);
}

/* The root of the heap is at the end of a line, so that all children of a node share one. */
TEST(four_children_share_a_cache_line)
{
	struct eventq q;

	eventq_init(&q);
	for (int i = 0; i < 5000; i++) {
		eventq_push(&q, i, 1);
		t_int((uintptr_t)(q.heap + 1) % 64, 0);
	}
	eventq_done(&q);
}

PROPS(t(events_come_by_time_and_then_in_the_order_of_their_pushes),
      t(times_at_the_ends_of_their_range_keep_their_order), t(four_children_share_a_cache_line))
